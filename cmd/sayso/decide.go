package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

// decideFlags are what every decision has.
type decideFlags struct{ db, by, why string }

func (f *decideFlags) add(c *cobra.Command) {
	dbFlag(c, &f.db)
	c.Flags().StringVar(&f.by, "by", userName(), "who decides")
	c.Flags().StringVar(&f.why, "why", "", "the reason, kept with the decision")
}

// decide records a decision about a subject as a person names it.
func (f *decideFlags) decide(c *cobra.Command, verb ledger.Verb, named, value string) error {
	return f.decideOn(c, verb, value, func(v *ledger.View) (string, error) { return work.Subject(c.Context(), v, named) })
}

// decideOn records a decision about the subject that is found.
func (f *decideFlags) decideOn(c *cobra.Command, verb ledger.Verb, value string, find func(*ledger.View) (string, error)) error {
	return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
		var subject string
		err := l.View(c.Context(), func(v *ledger.View) (err error) {
			subject, err = find(v)
			return err
		})
		if err != nil {
			return exit{exitUnread, err}
		}
		d, err := work.Decide(c.Context(), l, ledger.Decision{Verb: verb, Subject: subject, Value: value, Why: f.why, By: f.by})
		if err != nil {
			return exit{exitUnread, err}
		}
		return decided(c.OutOrStdout(), d)
	})
}

func decided(out io.Writer, d ledger.Decision) error {
	_, err := fmt.Fprintf(out, "%s: %s; sayso undo %s takes it back\n", d.ID, strings.Join(strings.Fields(string(d.Verb)+" "+d.Value+" "+d.Subject), " "), d.ID)
	return recorded(d, err)
}

// recorded is a failure to tell of a decision that was recorded nevertheless.
func recorded(d ledger.Decision, err error) error {
	if err == nil {
		return nil
	}
	return exit{exitUnread, fmt.Errorf("%s is recorded, sayso undo %[1]s takes it back; %w", d.ID, err)}
}

func newConfirm() *cobra.Command {
	return verdict(ledger.Confirm, "confirm LINK | REPORT/CLAIM", "Confirm a proposed link or a claim", "  sayso confirm l3f09ab12 --why \"read both\"")
}

func newReject() *cobra.Command {
	return verdict(ledger.Reject, "reject LINK | REPORT/CLAIM", "Reject a proposed link, or a claim as read", "  sayso reject l3f09ab12 --why \"another ship\"")
}

func verdict(verb ledger.Verb, use, short, example string) *cobra.Command {
	var f decideFlags
	c := &cobra.Command{Use: use, Short: short, Example: example, Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return f.decide(c, verb, args[0], "") }}
	f.add(c)
	return c
}

func newAnswer() *cobra.Command {
	var f decideFlags
	c := &cobra.Command{
		Use:     "answer REPORT/CLAIM borne-out|not-borne-out|moot",
		Short:   "Say what came of a forecast",
		Example: `  sayso answer 3897b91f/c12 borne-out --why "both ships sailed, see 77ab01cd"`,
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			o := story.Outcome(strings.ReplaceAll(args[1], "-", "_"))
			if !slices.Contains(story.Answers, o) {
				return fmt.Errorf("%q: it is borne-out, not-borne-out or moot", args[1])
			}
			return f.decideOn(c, ledger.Answer, string(o), func(v *ledger.View) (string, error) { return work.Foretold(c.Context(), v, args[0], now()) })
		},
	}
	f.add(c)
	return c
}

func newRate() *cobra.Command {
	var f decideFlags
	c := &cobra.Command{
		Use:   "rate REPORT|REPORT/CLAIM MARK",
		Short: "Give a report's outlet an Admiralty letter, or a claim an Admiralty digit",
		Long: `Record a person's mark: A to F for the source of a report, 1 to 6 for a claim.
F and 6 say that it cannot be judged. Digit 1, confirmed by other independent
sources, is taken only for a claim to which two independent origins are
proposed. Without a mark there is none: nothing is filled in.`,
		Example: "  sayso rate 3897b91f C\n  sayso rate 3897b91f/c12 3",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args[1]) != 1 || !strings.Contains("ABCDEFabcdef123456", args[1]) {
				return fmt.Errorf("mark %q: a report takes A to F, a claim 1 to 6", args[1])
			}
			return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				d, err := work.Rate(c.Context(), l, args[0], args[1], f.why, f.by)
				if err != nil {
					return exit{exitUnread, err}
				}
				return decided(c.OutOrStdout(), d)
			})
		},
	}
	f.add(c)
	return c
}

func newWithdraw() *cobra.Command {
	var f decideFlags
	var dry bool
	var format string
	c := &cobra.Command{
		Use:   "withdraw VOICE | REPORT | REPORT/CLAIM",
		Short: "Withdraw a voice, a report or a claim, and see what falls with it",
		Long: `Record that a voice, a report or a claim no longer counts, and list everything
that falls, that weakens because it rests on what falls, and that perhaps comes
from the same voice without saying so. A voice that is described, not named
("a port official"), is withdrawn in the reports of one origin: NAME@REPORT says
which when there are several. Nothing is deleted; sayso undo takes the
withdrawal back. With --dry-run the list is shown and nothing is recorded.`,
		Example: `  sayso withdraw --dry-run "a port official"
  sayso withdraw 3897b91f/c12 --why "the outlet retracted it"`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				var w story.Withdrawn
				var loss story.Loss
				var forecasts []story.Forecast
				err := l.View(c.Context(), func(v *ledger.View) (err error) {
					if w, err = work.Withdrawable(c.Context(), v, args[0]); err == nil {
						loss, forecasts, err = work.Losses(c.Context(), v, w, now())
					}
					return err
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				// What is printed may go to somebody who stops reading: record first.
				var d ledger.Decision
				if !dry {
					if d, err = work.Decide(c.Context(), l, ledger.Decision{Verb: ledger.Withdraw, Subject: w.String(), Why: f.why, By: f.by}); err != nil {
						return exit{exitUnread, err}
					}
				}
				if format == "json" {
					err = jsonLine(c.OutOrStdout(), map[string]any{"subject": w.String(), "falls": loss.Falls, "weakens": loss.Weakens, "perhaps": loss.Perhaps, "forecasts": forecasts})
				} else {
					err = lossText(c.OutOrStdout(), loss, forecasts)
				}
				switch {
				case dry:
					return err
				case err != nil || format == "json":
					return recorded(d, err)
				}
				return decided(c.OutOrStdout(), d)
			})
		},
	}
	f.add(c)
	formatFlag(c, &format, "one object")
	c.Flags().BoolVar(&dry, "dry-run", false, "show what would fall, record nothing")
	return c
}

func lossText(out io.Writer, loss story.Loss, forecasts []story.Forecast) error {
	p := onPage(out)
	for _, part := range []struct {
		name string
		list []story.Effect
	}{{"falls", loss.Falls}, {"weakens", loss.Weakens}, {"perhaps", loss.Perhaps}} {
		why := ""
		for _, e := range part.list {
			if e.Why != why {
				why = e.Why
				p.put(fmt.Sprintf("%-8s ", part.name), "because "+why+":")
			}
			p.put(fmt.Sprintf("    %s/%-4s  ", e.Report[:8], e.Claim), flat(e.Text))
		}
	}
	for i := range forecasts {
		f := &forecasts[i]
		p.put("forecast ", fmt.Sprintf("%s/%s falls, was %s", f.Report[:8], f.Claim, flat(dueWords(f))))
	}
	_, err := fmt.Fprintf(out, "%s, %s, %s perhaps from the same voice, %s\n", counted(len(loss.Falls), "claim falls", "claims fall"),
		counted(len(loss.Weakens), "weakens", "weaken"), counted(len(loss.Perhaps), "claim is", "claims are"), counted(len(forecasts), "forecast falls", "forecasts fall"))
	return err
}

func newDate() *cobra.Command {
	var f decideFlags
	c := &cobra.Command{
		Use:   "date REPORT EDTF",
		Short: "Set a report's date of publication and see which times change",
		Long: `Record a report's date of publication, read the report again under it, and list
every time that hung on the date, before and after.`,
		Example: "  sayso date 3897b91f 2024-03-14 --why \"archived copy\"",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if err := work.Dated(args[1]); err != nil {
				return err
			}
			return f.queue(c, func(q *work.Queue, v func(string) (string, error)) error {
				id, err := v(args[0])
				if err != nil {
					return err
				}
				d, changed, err := q.Redate(c.Context(), id, args[1], f.why, f.by)
				if err != nil {
					return err
				}
				return retimed(c.OutOrStdout(), d, changed)
			})
		},
	}
	f.add(c)
	return c
}

func newUndo() *cobra.Command {
	var f decideFlags
	c := &cobra.Command{
		Use:   "undo DECISION",
		Short: "Take a decision back",
		Long: `Take a decision back by its id. The decision stays in the record, and undoing
the undoing brings it into force again.`,
		Example: "  sayso undo d41",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return f.queue(c, func(q *work.Queue, _ func(string) (string, error)) error {
				d, changed, err := q.Undo(c.Context(), args[0], f.why, f.by)
				if err != nil {
					return err
				}
				return retimed(c.OutOrStdout(), d, changed)
			})
		},
	}
	f.add(c)
	return c
}

// queue runs f with a queue that can read, and with what finds a report by the
// beginning of its id.
func (f *decideFlags) queue(c *cobra.Command, do func(*work.Queue, func(string) (string, error)) error) error {
	r, err := newReader(c.InOrStdin())
	if err != nil {
		return err
	}
	return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
		q, err := work.OpenQueue(c.Context(), l, work.Options{Reader: r.Reader})
		if err != nil {
			return exit{exitUnread, err}
		}
		err = do(q, func(prefix string) (id string, err error) {
			err = l.View(c.Context(), func(v *ledger.View) error {
				id, err = v.Resolve(c.Context(), prefix)
				return err
			})
			return id, err
		})
		if err != nil {
			return exit{exitUnread, err}
		}
		return nil
	})
}

func retimed(out io.Writer, d ledger.Decision, changed []work.Retimed) error {
	for _, t := range changed {
		if _, err := fmt.Fprintf(out, "%s: %s, before %s\n", quoted(t.Words), t.After, orUnknown(t.Before)); err != nil {
			return recorded(d, err)
		}
	}
	return decided(out, d)
}

// verbWords is what was decided; the value of a decision about a listing only
// tells whether that has changed.
func verbWords(d ledger.Decision) string {
	if d.Verb == ledger.Same || d.Verb == ledger.Differs {
		return string(d.Verb) + ":"
	}
	return strings.TrimSpace(string(d.Verb) + " " + d.Value)
}

func subjectWords(d ledger.Decision) string {
	if d.Verb != ledger.Merge && d.Verb != ledger.Split {
		return d.Subject
	}
	s := nodeWords(d.Subject)
	if d.Object != "" {
		s += " and " + nodeWords(d.Object)
	}
	return s
}

func newDecisions() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:     "decisions",
		Short:   "List what people decided, oldest first",
		Example: "  sayso decisions\n  sayso decisions --format json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error {
					all, err := v.Decisions(c.Context(), "")
					if err != nil {
						return exit{exitUnread, err}
					}
					if format == "text" && len(all) == 0 {
						fmt.Fprintln(c.ErrOrStderr(), "nobody has decided anything yet")
					}
					for _, d := range all {
						if format == "json" {
							err = jsonLine(c.OutOrStdout(), struct {
								ledger.Decision
								Undone bool `json:"undone"`
							}{d, d.Undone})
						} else {
							undone := ""
							if d.Undone {
								undone = " (taken back)"
							}
							_, err = fmt.Fprintf(c.OutOrStdout(), "%-5s %s  %s  %s %s%s%s\n", d.ID, d.At.Format("2006-01-02 15:04"), d.By, verbWords(d), subjectWords(d), colon(d.Why), undone)
						}
						if err != nil {
							return err
						}
					}
					return nil
				})
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a decision")
	return c
}
