package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/terminal"
	"github.com/sayso/sayso/watchlist"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newCandidates(stdout *output) *cobra.Command {
	var db, format string
	var all bool
	c := &cobra.Command{
		Use:   "candidates [ID]",
		Short: "Show which names in reports may be listed, with the reasons",
		Long: `Show the listings that names in reports may mean: one alert a listing, however
many reports name it. Each candidate tells how the spellings meet, word by word,
and what the reports say that agrees or disagrees with the listing. A candidate
is never a finding: sayso same and sayso not-same record what a person decides,
and the decision holds for every later report. "OFAC's search, about" is our
imitation of what OFAC's own search would show, from what OFAC publishes of it.`,
		Example: `  sayso candidates
  sayso candidates n3f09ab12
  sayso candidates --all --format json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				err := l.View(c.Context(), func(v *ledger.View) error {
					p := &listing{out: stdout, width: min(terminal.Of(stdout.file, os.Environ()).Width, 100)}
					if len(args) == 1 {
						s, err := work.CandidateOf(c.Context(), v, args[0])
						if err != nil {
							return err
						}
						if format == "json" {
							return jsonLine(stdout, s)
						}
						p.alert(work.Alert{List: s.List, Version: s.Version, Entry: s.Entry, Candidates: []work.Standing{s}}, true)
						return p.err
					}
					return showAlerts(c.Context(), v, p, all, format)
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line an alert")
	c.Flags().BoolVar(&all, "all", false, "those that somebody has decided about too")
	return c
}

func showAlerts(ctx context.Context, v *ledger.View, p *listing, all bool, format string) error {
	alerts, err := work.Alerts(ctx, v)
	if err != nil {
		return err
	}
	open, decided := 0, 0
	for _, a := range alerts {
		look := slices.DeleteFunc(slices.Clone(a.Candidates), func(s work.Standing) bool { return s.State != work.Undecided && !s.Since })
		decided += len(a.Candidates) - len(look)
		if len(look) > 0 {
			open++
		}
		if !all {
			a.Candidates = look
		}
		switch {
		case len(a.Candidates) == 0:
		case format == "json":
			if err := jsonLine(p.out, a); err != nil {
				return err
			}
		default:
			p.alert(a, false)
		}
	}
	if format == "text" {
		p.line(0, fmt.Sprintf("%s to look at, %s decided about", counted(open, "alert", "alerts"), counted(decided, "name", "names")))
	}
	return p.err
}

// listing writes lines that are cut at words to fit.
type listing struct {
	out   io.Writer
	width int
	err   error
}

// line writes text from a column on, and what does not fit below it.
func (p *listing) line(indent int, text string) {
	left := strings.Repeat(" ", indent)
	at, first := 0, true
	var b strings.Builder
	for _, w := range strings.Fields(text) {
		n := len([]rune(w))
		switch {
		case first:
			b.WriteString(left)
			at, first = indent, false
		case at+1+n > p.width:
			b.WriteString("\n" + left + "  ")
			at = indent + 2
		default:
			b.WriteString(" ")
			at++
		}
		b.WriteString(w)
		at += n
	}
	b.WriteString("\n")
	if p.err == nil {
		_, p.err = io.WriteString(p.out, b.String())
	}
}

func (p *listing) alert(a work.Alert, whole bool) {
	name := ""
	if len(a.Entry.Names) > 0 {
		name = a.Entry.Names[0].Text
	}
	p.line(0, fmt.Sprintf("%s (%s), entry %s of %s %s", name, orKind(a.Entry.Kind), a.Entry.ID, a.List, a.Version))
	for _, part := range [][]string{a.Entry.Programs, a.Entry.Positions, a.Entry.Countries} {
		if len(part) > 0 {
			p.line(2, strings.Join(part, "; "))
		}
	}
	for _, s := range a.Candidates {
		p.candidate(s, whole)
	}
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.out)
	}
}

func orKind(k watchlist.Kind) string {
	if k == watchlist.UnknownKind {
		return "kind not given"
	}
	return string(k)
}

func (p *listing) candidate(s work.Standing, whole bool) {
	p.line(2, fmt.Sprintf("%s %s: %s", s.ID, quoted(s.Name), stateWords(s)))
	p.line(4, fmt.Sprintf("%.2f like %s%s; OFAC's search, about: %d", s.Score, quoted(s.Matched), qualityWords(s.Quality), s.OFAC))
	if s.Reading != "" {
		p.line(6, "read as "+s.Reading)
	}
	for _, x := range s.Pairs {
		p.line(6, fmt.Sprintf("%s ~ %s: %s, %.2f", x.Query, x.Listed, x.Rule, x.Like))
	}
	if len(s.LeftQuery)+len(s.LeftListed) > 0 {
		p.line(6, fmt.Sprintf("left over: %s in the report, %s in the listing", nothing(s.LeftQuery), nothing(s.LeftListed)))
	}
	for _, n := range s.Notes {
		p.line(6, n)
	}
	origins := map[string]bool{}
	for _, m := range s.Reports {
		for _, o := range m.Origins {
			origins[o] = true
		}
	}
	p.line(4, fmt.Sprintf("in %s of %s:", counted(len(s.Reports), "report", "reports"), counted(len(origins), "origin", "origins")))
	shown := s.Reports
	if !whole && len(shown) > 3 {
		shown = shown[:1]
	}
	said := map[string]bool{}
	for _, m := range shown {
		p.meeting(m, said)
	}
	if n := len(s.Reports) - len(shown); n > 0 {
		p.line(6, fmt.Sprintf("and %s: sayso candidates %s", counted(n, "more report", "more reports"), s.ID))
	}
}

// meeting shows a report; what another one said in the same words is not said
// again.
func (p *listing) meeting(m work.Meeting, said map[string]bool) {
	p.line(6, fmt.Sprintf("%s %s, %s", m.Report[:8], cmp.Or(m.Outlet, "outlet not named"), orUnknown(m.Date)))
	once := func(indent int, text string) {
		if !said[text] {
			said[text] = true
			p.line(indent, text)
		}
	}
	once(8, quoted(m.Quote))
	for _, a := range m.Weighed.Agree {
		once(8, "agrees: "+a)
	}
	for _, d := range m.Weighed.Disagree {
		once(8, "disagrees: "+d)
	}
	for _, t := range m.Ties {
		once(8, tieWords(t))
	}
}

func tieWords(t work.Quoted) string {
	s := fmt.Sprintf("%s %s %s", t.FromName, strings.ReplaceAll(t.Kind, "_", " "), t.ToName)
	if t.Role != "" {
		s = fmt.Sprintf("%s, %s of %s", t.FromName, t.Role, t.ToName)
	}
	switch {
	case t.Ambiguous:
		s += " (scope ambiguous)"
	case len(t.PerhapsNames) > 0:
		s += " (scope ambiguous: perhaps " + strings.Join(t.PerhapsNames, ", ") + " too)"
	}
	if t.Denied {
		s += ", denied"
	} else if t.Status != "" {
		s += ", " + put(reading.Status(t.Status), t.Factuality)
	}
	if t.Voice != "" {
		s += ", on the word of " + t.Voice
	}
	return s + ": " + quoted(t.Words)
}

func stateWords(s work.Standing) string {
	switch {
	case s.State == work.Undecided && s.Level == watchlist.Low:
		return "candidate, unconfirmed, low: " + s.Why
	case s.State == work.Undecided:
		return "candidate, unconfirmed"
	}
	out := fmt.Sprintf("%s, decided by %s on %s (%s)%s", s.State, s.Decision.By, s.Decision.At.Format("2006-01-02"), s.Decision.ID, colon(s.Decision.Why))
	if s.Since {
		out += "; the listing has changed since"
	}
	return out
}

func qualityWords(q string) string {
	if q == "" || q == "primary" {
		return ""
	}
	return " (" + q + ")"
}

func newSame() *cobra.Command {
	return judge("same", ledger.Same, "Record that a name in reports is the listed one", `  sayso same n3f09ab12 --why "same address, see 77ab01cd"`)
}

func newNotSame() *cobra.Command {
	return judge("not-same", ledger.Differs, "Record that a name in reports is not the listed one", `  sayso not-same n3f09ab12 --why "a builder in Vestvik, founded 2019"`)
}

func judge(use string, verb ledger.Verb, short, example string) *cobra.Command {
	var f decideFlags
	c := &cobra.Command{
		Use: use + " CANDIDATE", Short: short, Example: example, Args: cobra.ExactArgs(1),
		Long: short + `.
CANDIDATE is an id that sayso candidates shows. The decision holds for later
reports too. It is kept with who, when and why, and with the listing as it
stands: where that changes later, it is told. sayso undo takes it back.`,
		RunE: func(c *cobra.Command, args []string) error {
			if strings.TrimSpace(f.why) == "" {
				return errors.New("a decision about a listing needs its reason: --why")
			}
			return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				d, s, err := work.Judge(c.Context(), l, args[0], verb, f.why, f.by)
				if err != nil {
					return exit{exitUnread, err}
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s: %s is %s as %s (%s %s); sayso undo %s takes it back\n", d.ID, quoted(s.Name), verb, quoted(s.Matched), s.List, s.Entry.ID, d.ID)
				return err
			})
		},
	}
	f.add(c)
	return c
}

// freshAlerts tells of the undecided candidates among the names of reports that
// were just added, "" for none.
func freshAlerts(ctx context.Context, l *ledger.Ledger, fresh []string) (string, error) {
	possible, low, decided := 0, 0, 0
	err := l.View(ctx, func(v *ledger.View) error {
		seen := map[string]bool{}
		for _, id := range fresh {
			found, err := work.ScreenedOf(ctx, v, id)
			if err != nil {
				return err
			}
			for _, n := range found.Names {
				for _, w := range n.Candidates {
					if seen[w.Subject] {
						continue
					}
					seen[w.Subject] = true
					s, err := work.StateOf(ctx, v, w.Subject)
					switch {
					case err != nil:
						return err
					case s != work.Undecided:
						decided++
					case w.Level == watchlist.Low:
						low++
					default:
						possible++
					}
				}
			}
		}
		return nil
	})
	if err != nil || possible+low+decided == 0 {
		return "", err
	}
	out := fmt.Sprintf("names like listed ones: %d possible, %d low, %d decided before", possible, low, decided)
	if possible+low > 0 {
		out += "; sayso candidates shows them"
	}
	return out, nil
}
