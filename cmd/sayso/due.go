package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

// now is today, for outcomes that hang on it.
func now() time.Time { return time.Now() }

func newDue() *cobra.Command {
	var db, format, on string
	var all, ics bool
	c := &cobra.Command{
		Use:   "due",
		Short: "List what was foretold and is due, overdue or open, and the open questions",
		Long: `List the claims about the future with the day by which they are to come about,
those overdue first, and the questions that reports leave open. Overdue is not
false: it says that nobody recorded what came of it. Answer with sayso answer.`,
		Example: `  sayso due
  sayso due --all --format json
  sayso due --ics > due.ics`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			day, err := dayOf(on)
			if err != nil {
				return err
			}
			if ics && c.Flags().Changed("format") {
				return errors.New("--ics writes a calendar; give --ics or --format, and not both")
			}
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				if ics {
					return dueCalendar(c.Context(), l, c.OutOrStdout(), day, all)
				}
				return l.View(c.Context(), func(v *ledger.View) error {
					return dueList(c.Context(), v, c.OutOrStdout(), c.ErrOrStderr(), day, all, format)
				})
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a forecast or question")
	c.Flags().StringVar(&on, "on", "", "the day from which to look, 2024-03-31 (default today)")
	c.Flags().BoolVar(&all, "all", false, "also what is answered, not yet due, or has no date")
	c.Flags().BoolVar(&ics, "ics", false, "write them as a calendar (iCalendar): a day for each that has one, in the past where it is overdue, and a to-do for each question")
	return c
}

func dayOf(s string) (time.Time, error) {
	if s == "" {
		return now(), nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, fmt.Errorf("--on %q: want a day such as 2024-03-31", s)
	}
	return t, nil
}

var dueOrder = []story.Outcome{story.Overdue, story.Due, story.Open, story.NotBorneOut, story.BorneOut, story.Moot}

func dueList(ctx context.Context, v *ledger.View, out, stderr io.Writer, day time.Time, all bool, format string) error {
	list, err := work.Forecasts(ctx, v, day)
	if err != nil {
		return exit{exitUnread, err}
	}
	slices.SortStableFunc(list, func(a, b story.Forecast) int {
		return cmp.Compare(slices.Index(dueOrder, a.Outcome), slices.Index(dueOrder, b.Outcome))
	})
	p, shown := onPage(out), 0
	for i := range list {
		f := &list[i]
		if !all && f.Outcome != story.Overdue && f.Outcome != story.Due && (f.Outcome != story.Open || f.By == "") {
			continue
		}
		shown++
		if err = work.Consider(ctx, v, f); err != nil {
			return exit{exitUnread, err}
		}
		if format == "json" {
			err = jsonLine(out, f)
		} else {
			p.put("", fmt.Sprintf("%s/%s  %s", f.Report[:8], f.Claim, dueWords(f)))
			p.put("    ", fmt.Sprintf("%s (%s, %s): %s", voiceWords(f.Voice), f.Status, sureness[f.Factuality], flat(f.Text)))
			if len(f.Resolved) > 0 {
				p.put("    ", f.Why)
			}
		}
		if err != nil {
			return err
		}
	}
	q, err := v.Search(ctx, ledger.Query{Open: true, Limit: 1000})
	if err != nil {
		return exit{exitUnread, err}
	}
	if format == "text" && shown+len(q.Hits) == 0 {
		fmt.Fprintln(stderr, "nothing is due, overdue or left open; --all shows what is answered, not yet due, or has no date")
	}
	for _, h := range q.Hits {
		if format == "json" {
			err = jsonLine(out, h)
		} else {
			p.put("", fmt.Sprintf("%s/%s  open question", h.Report[:8], h.Claim))
			p.put("    ", saidBy(h)+": "+flat(h.Text))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// dueWords tells when a forecast is due and what has become of it.
func dueWords(f *story.Forecast) string {
	by := "no date"
	if f.By != "" {
		by = "by " + f.By
	} else if f.From != "" {
		by = "from " + f.From
	}
	return fmt.Sprintf("%-10s %s", outcomeWords(f.Outcome), by)
}

func outcomeWords(o story.Outcome) string {
	switch o {
	case story.BorneOut:
		return "borne out"
	case story.NotBorneOut:
		return "not borne out"
	}
	return string(o)
}

// dueCalendar writes what dueList lists as a calendar.
func dueCalendar(ctx context.Context, l *ledger.Ledger, out io.Writer, day time.Time, all bool) error {
	answered := map[ledger.ClaimRef]bool{}
	if !all {
		err := l.View(ctx, func(v *ledger.View) error {
			list, err := work.Forecasts(ctx, v, day)
			for i := range list {
				answered[ledger.ClaimRef{Report: list[i].Report, Claim: list[i].Claim}] = slices.Contains(story.Answers, list[i].Outcome)
			}
			return err
		})
		if err != nil {
			return exit{exitUnread, err}
		}
	}
	w, err := export.New("ical", out, export.Options{})
	if err != nil {
		return err
	}
	return export.Write(w, func(yield func(*export.Entry, error) bool) {
		for e, err := range export.Ledger(ctx, l) {
			if err == nil {
				e = e.Without(func(claim string) bool { return answered[ledger.ClaimRef{Report: e.Report.ID, Claim: claim}] })
			} else {
				err = exit{exitUnread, err}
			}
			if !yield(e, err) {
				return
			}
		}
	})
}

func newRecord() *cobra.Command {
	var db, format, pack, by string
	c := &cobra.Command{
		Use:   "record",
		Short: "Show what became of the forecasts of each voice or outlet",
		Long: `Show, for each voice or outlet, how many forecasts it made, how many are due or
overdue, how many people found borne out and not, and the 95 % interval of the
share borne out, which is wide while few are decided. With --pack, words of
likelihood count as that scale's numbers and give Brier and log scores.`,
		Example: "  sayso record\n  sayso record --by outlet --pack icd203",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			name := func(f *story.Forecast) string { return f.Voice }
			switch by {
			case "voice":
			case "outlet":
				name = func(f *story.Forecast) string { return f.Outlet }
			default:
				return fmt.Errorf("--by %q: it is voice or outlet", by)
			}
			if pack != "" && !slices.Contains(story.Packs, pack) {
				return fmt.Errorf("--pack %q: it is one of %v", pack, story.Packs)
			}
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error {
					all, err := work.Forecasts(c.Context(), v, now())
					if err != nil {
						return exit{exitUnread, err}
					}
					return recordTable(c.OutOrStdout(), story.Records(all, pack, name), format)
				})
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a voice")
	c.Flags().StringVar(&by, "by", "voice", "voice or outlet")
	c.Flags().StringVar(&pack, "pack", "", "likelihood pack that scores words: icd203, phia, kent, stix or readers")
	choices(c, "by", "voice", "outlet")
	choices(c, "pack", story.Packs...)
	return c
}

// scored is a track record whose scores are null where nothing was scored.
func scored(t *story.TrackRecord) any {
	r := struct {
		*story.TrackRecord
		Brier    *float64 `json:"brier"`
		LogScore *float64 `json:"log_score"`
	}{TrackRecord: t}
	if t.Scored > 0 {
		r.Brier, r.LogScore = &t.Brier, &t.LogScore
	}
	return r
}

// voiceWords is the voice of a forecast, which has none where a report without an
// outlet says it itself.
func voiceWords(voice string) string { return cmp.Or(voice, itself) }

func recordTable(out io.Writer, all []story.TrackRecord, format string) error {
	if format == "text" {
		fmt.Fprintln(out, "forecasts  open  due  overdue  borne out  not  moot  by whom, and the share borne out")
	}
	for i := range all {
		t := &all[i]
		if format == "json" {
			if err := jsonLine(out, scored(t)); err != nil {
				return err
			}
			continue
		}
		share := "nothing decided"
		if n := t.Decided(); n > 0 {
			share = fmt.Sprintf("%d of %d (95 %%: %.0f to %.0f %%)", t.BorneOut, n, 100*t.Low, 100*t.High)
		}
		if t.Scored > 0 {
			share += fmt.Sprintf("; Brier %.2f, log score %.2f over %d", t.Brier, t.LogScore, t.Scored)
		}
		onPage(out).put(fmt.Sprintf("%9d %5d %4d %8d %10d %4d %5d  ", t.Forecasts, t.Open, t.Due, t.Overdue, t.BorneOut, t.NotBorneOut, t.Moot), voiceWords(t.Name)+": "+share)
	}
	return nil
}
