package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newSearch() *cobra.Command {
	var db, format string
	var q ledger.Query
	var status, sure []string
	var low, high float64
	c := &cobra.Command{
		Use:   "search [WORDS...]",
		Short: "Find claims in the ledger",
		Long: `Find claims by words ("in a row", begin*) and by who says them, about whom, of
what status, when, how many, with how many origins. The newest arrivals come first.`,
		Example: `  sayso search ferry
  sayso search --limit 100 "warn*"
  sayso search --voice "port authority" --status happened
  sayso search '"fuel tanks"' --at-least 2
  sayso search --when 2024-02/2024-03 --format json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if q.Words = strings.TrimSpace(strings.Join(args, " ")); q.Words == "" && len(args) > 0 {
				return errors.New("the words to look for are empty")
			}
			for _, x := range [...]struct {
				flag string
				n    *float64
				to   **float64
			}{{"at-least", &low, &q.Low}, {"at-most", &high, &q.High}} {
				if c.Flags().Changed(x.flag) {
					*x.to = x.n
				}
			}
			for _, s := range sure {
				one := reading.Factuality(strings.ToUpper(s))
				if err := oneOf("factuality", one, factualities...); err != nil {
					return err
				}
				q.Factuality = append(q.Factuality, one)
			}
			if err := oneOf("standing", q.Standing, standings...); err != nil {
				return err
			}
			for _, s := range status {
				one, err := reading.ParseStatus(s)
				if err != nil {
					return err
				}
				q.Status = append(q.Status, one)
			}
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error {
					if q.Report != "" {
						id, err := v.Resolve(c.Context(), q.Report)
						if err != nil {
							return exit{exitUnread, err}
						}
						q.Report = id
					}
					p, err := found(c.Context(), v, q)
					if errors.Is(err, ledger.ErrInput) {
						return err
					}
					if err != nil {
						return exit{exitUnread, err}
					}
					switch {
					case format == "json":
					case len(p.Hits) == 0:
						fmt.Fprintln(c.ErrOrStderr(), "no claim fits"+wholeNames(q))
					case p.Next > 0:
						defer fmt.Fprintf(c.ErrOrStderr(), "more than %d claims fit, these are of the reports that came last; --limit shows more\n", len(p.Hits))
					}
					out := onPage(c.OutOrStdout())
					for _, h := range p.Hits {
						if format == "json" {
							err = jsonLine(c.OutOrStdout(), h)
						} else {
							gone, err := noLonger(c.Context(), v, h)
							if err != nil {
								return exit{exitUnread, err}
							}
							out.put(fmt.Sprintf("%s/%s  ", h.Report[:8], h.Claim), fmt.Sprintf("%s (%s): %s  %s, %s%s", saidBy(h), put(h.Status, h.Factuality),
								quoted(h.Text), cmp.Or(h.Outlet, "outlet not named"), orUnknown(h.Published), gone))
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
	formatFlag(c, &format, "one line a claim")
	c.Flags().StringVar(&q.Voice, "voice", "", "a voice of the chain, or the outlet, by its whole name")
	c.Flags().StringVar(&q.Entity, "entity", "", "a name in the claim, whole")
	c.Flags().StringVar(&q.Outlet, "outlet", "", "the outlet, by its whole name")
	c.Flags().StringVar(&q.Report, "report", "", "the beginning of a report's id")
	c.Flags().StringSliceVar(&status, "status", nil, "happened,holds,habitual,ordered,planned,predicted,conditional,unknown")
	c.Flags().StringSliceVar(&sure, "factuality", nil, "CT+,PR+,PS+,CT-,PR-,PS-,U: as sure as that, for or against")
	c.Flags().Float64Var(&low, "at-least", 0, "only claims with a number that may be so large")
	c.Flags().Float64Var(&high, "at-most", 0, "only claims with a number that may be so small")
	c.Flags().StringVar(&q.When, "when", "", "EDTF date or interval that the claim's time may touch")
	c.Flags().StringVar(&q.Published, "published", "", "EDTF date or interval of publication")
	c.Flags().StringVar(&q.Standing, "standing", "", "one_origin, unsettled, corroborated, contested, hearsay or not_confirmed")
	countFlag(c, &q.MinOrigins, "min-origins", "", 0, "at least so many origins proposed as independent")
	c.Flags().BoolVar(&q.Open, "open", false, "only open questions")
	countFlag(c, &q.Limit, "limit", "", 20, "how many at most, 0 for all")
	choices(c, "standing", standings...)
	choices(c, "factuality", factualities...)
	choices(c, "status", reading.Statuses[:]...)
	return c
}

// found is what a query finds, up to its limit, or all of it for 0.
func found(ctx context.Context, v *ledger.View, q ledger.Query) (ledger.Page, error) {
	if q.Limit > 0 {
		return v.Search(ctx, q)
	}
	var all ledger.Page
	for q.Limit = 1000; ; q.Before = all.Next {
		p, err := v.Search(ctx, q)
		all.Hits, all.Next = append(all.Hits, p.Hits...), p.Next
		if err != nil || p.Next == 0 {
			return all, err
		}
	}
}

var (
	standings    = []string{story.OneOrigin, story.Unsettled, story.Corroborated, story.Contested, story.Hearsay, story.NotConfirmed}
	factualities = []reading.Factuality{reading.Certain, reading.Probable, reading.Possible, reading.CertainNot, reading.ProbableNot, reading.PossibleNot, reading.Uncommitted}
)

// itself is what the own voice of a report without an outlet is called.
const itself = "the report itself"

// saidBy is whom a claim comes from.
func saidBy(h ledger.Hit) string {
	if h.Unnamed {
		return "somebody unnamed"
	}
	return cmp.Or(h.Voice, itself)
}

// noLonger tells of a claim that counts no longer why it does not.
func noLonger(ctx context.Context, v *ledger.View, h ledger.Hit) (string, error) {
	if h.Standing != story.NotConfirmed {
		return "", nil
	}
	fallen, err := work.Fallen(ctx, v, h.Report)
	return "; counts no longer: " + fallen[h.Claim], err
}

// wholeNames reminds of how names are matched, where one was asked for.
func wholeNames(q ledger.Query) string {
	if q.Voice+q.Entity+q.Outlet == "" {
		return ""
	}
	return "; --voice, --entity and --outlet take a whole name, as sayso show and sayso entity print it"
}
