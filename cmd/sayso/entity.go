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
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newEntity(stdout *output) *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:   "entity NAME",
		Short: "Show all that reports say of whatever a name stands for",
		Long: `Show how reports spell a name, what it is tied to, what it says and what is said
of it, what reports leave open, which other names may stand for the same thing,
and which listings it may mean. Names are never taken for one thing by
themselves: sayso merge and sayso split record what a person decides, and sayso
undo takes it back. NAME@REPORT is the name in one report.`,
		Example: `  sayso entity "Kumrung Construction"
  sayso entity --format json Norrlinje
  sayso entity --format ftm Norrlinje > norrlinje.ftm`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				err := l.View(c.Context(), func(v *ledger.View) error {
					d, err := work.DossierOf(c.Context(), v, args[0])
					if err != nil {
						return err
					}
					switch format {
					case "json":
						return jsonLine(stdout, d)
					case "ftm":
						return ftm(c.Context(), v, stdout, d)
					}
					p := &listing{out: stdout, width: min(terminal.Of(stdout.file, os.Environ()).Width, 100)}
					p.dossier(d)
					return p.err
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&format, "format", "text", "text, json (one object) or ftm (FollowTheMoney)")
	c.PreRunE = func(*cobra.Command, []string) error {
		if format != "text" && format != "json" && format != "ftm" {
			return fmt.Errorf("--format %q: it is text, json or ftm", format)
		}
		return nil
	}
	choices(c, "format", "text", "json", "ftm")
	return c
}

// ftm writes a dossier as FollowTheMoney.
func ftm(ctx context.Context, v *ledger.View, out io.Writer, d *work.Dossier) error {
	var failed error
	proxies := d.FollowTheMoney(func(id string) (outlet, date string) {
		i, err := v.Report(ctx, id)
		failed = errors.Join(failed, err)
		return i.Outlet, i.Published.EDTF
	})
	if failed != nil {
		return failed
	}
	for _, p := range proxies {
		if err := jsonLine(out, p); err != nil {
			return err
		}
	}
	return nil
}

func (p *listing) dossier(d *work.Dossier) {
	p.line(0, fmt.Sprintf("%s (%s)", d.Name, d.Kind))
	p.line(2, d.State)
	for _, x := range d.Decisions {
		p.line(4, fmt.Sprintf("%s by %s on %s: %s and %s%s; sayso undo %s parts them", x.ID, x.By, x.At.Format("2006-01-02"), nodeWords(x.Subject), nodeWords(x.Object), colon(x.Why), x.ID))
	}
	p.line(0, "Spellings")
	for _, s := range d.Spellings {
		also := ""
		if len(s.Aliases) > 0 {
			also = ", also “" + strings.Join(s.Aliases, "”, “") + "”"
		}
		p.line(2, fmt.Sprintf("%s%s: %s", s.Name, also, counted(len(s.Reports), "report", "reports")))
	}
	for _, r := range d.Split {
		p.line(2, "split off: report "+r[:8])
	}
	p.edges("Roles", d.Roles)
	p.edges("Ties", d.Ties)
	if len(d.Paths) > 0 {
		p.line(0, "Who stands above it, over several ties")
		for _, x := range d.Paths {
			p.path(x)
		}
	}
	p.said("Said of it", d.About, 8)
	p.said("It says", d.Says, 8)
	p.said("Left open by the reports", d.Questions, 20)
	if len(d.Alike) > 0 {
		p.line(0, "May be the same (nothing is merged)")
		for _, a := range d.Alike {
			state := ""
			if a.State != work.Undecided {
				state = "; " + a.State
			}
			if a.Against {
				state = "; against it" + state
			}
			p.line(2, fmt.Sprintf("%s (%s, %s), %.2f: %s%s", a.Name, a.Kind, counted(a.Reports, "report", "reports"), a.Score, strings.Join(a.Why, "; "), state))
		}
	}
	if len(d.Listed) > 0 {
		p.line(0, "List candidates")
		for _, s := range d.Listed {
			p.line(2, fmt.Sprintf("%s %s of %s, entry %s: %.2f, %s", s.ID, quoted(s.Matched), s.List, s.Entry.ID, s.Score, stateWords(s)))
		}
	}
}

func nodeWords(subject string) string {
	name, report, split := strings.Cut(strings.TrimPrefix(subject, "name:"), "@")
	if split && len(report) > 8 {
		return quoted(name) + " in " + report[:8]
	}
	return quoted(name)
}

func (p *listing) edges(title string, all []work.Edge) {
	if len(all) == 0 {
		return
	}
	p.line(0, title)
	for _, e := range all {
		s := fmt.Sprintf("%s %s %s", e.From, strings.ReplaceAll(e.Kind, "_", " "), e.To)
		if e.Role != "" {
			s = fmt.Sprintf("%s, %s of %s", e.From, e.Role, e.To)
		}
		if e.Ambiguous {
			s += " (scope ambiguous)"
		}
		s += fmt.Sprintf("; %s of %s", counted(len(e.Reports), "report", "reports"), counted(e.Origins, "origin", "origins"))
		if e.First != "" {
			s += ", " + e.First
			if e.Last != e.First {
				s += " to " + e.Last
			}
		}
		p.line(2, s)
		if e.Conflict != "" {
			p.line(4, "conflict: "+e.Conflict)
		}
		q := e.Reports[0]
		from := q.Report[:8]
		if q.Claim != "" {
			from += "/" + q.Claim
		}
		if q.Voice != "" {
			from += ", on the word of " + q.Voice
		}
		if q.Status != "" {
			from += ", " + put(reading.Status(q.Status), q.Factuality)
		}
		p.line(4, quoted(q.Words)+" "+from)
	}
}

func (p *listing) path(x work.Path) {
	s := x.Steps[0].From
	for i, e := range x.Steps {
		mark := ""
		if i == x.Weakest {
			mark = "(weakest)"
		}
		if slices.Contains(x.Hedged, i) {
			mark += "(hedged)"
		}
		s += fmt.Sprintf(" –%s%s→ %s", strings.ReplaceAll(e.Kind, "_", " "), mark, e.To)
	}
	p.line(2, s)
	w := x.Steps[x.Weakest]
	p.line(4, fmt.Sprintf("weakest: %s to %s, %s", w.From, w.To, x.Why))
}

func (p *listing) said(title string, all []work.Said, most int) {
	if len(all) == 0 {
		return
	}
	p.line(0, title)
	for _, s := range all[:min(most, len(all))] {
		p.line(2, fmt.Sprintf("%s/%s %s, %s: %s", s.Report[:8], s.Claim, cmp.Or(s.Voice, "outlet not named"), put(reading.Status(s.Status), s.Factuality), quoted(s.Words)))
	}
	if n := len(all) - most; n > 0 {
		p.line(2, fmt.Sprintf("and %d more: --format json has all", n))
	}
}

func newMerge() *cobra.Command {
	var f decideFlags
	c := &cobra.Command{
		Use:   "merge NAME NAME",
		Short: "Record that two names in reports stand for one thing",
		Long: `Record that two names in reports stand for one thing. Both keep their reports
and histories; sayso undo or sayso split parts them again, and reports that come
later are counted with the name they have.`,
		Example: `  sayso merge "Kumrung Construction" "Kumrung Co." --why "same address"`,
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if strings.TrimSpace(f.why) == "" {
				return errors.New("a merge needs its reason: --why")
			}
			return f.identify(c, work.Merge, args[0], args[1])
		},
	}
	f.add(c)
	return c
}

func newSplit() *cobra.Command {
	var f decideFlags
	c := &cobra.Command{
		Use:   "split NAME NAME | NAME@REPORT",
		Short: "Record that two names stand for two things, or one report means another",
		Long: `Record that two names in reports stand for two things, so that they are no
longer proposed as one, or that a report means another of the same name.`,
		Example: `  sayso split Norrlinje "Norrlinje Group" --why "sold in 2020"
  sayso split "Ri Song"@3897b91f --why "a swimmer"`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			if strings.TrimSpace(f.why) == "" {
				return errors.New("a split needs its reason: --why")
			}
			return f.identify(c, work.Split, args[0], append(args, "")[1])
		},
	}
	f.add(c)
	return c
}

// identifier is work.Merge or work.Split.
type identifier = func(ctx context.Context, l *ledger.Ledger, a, b, why, by string) (ledger.Decision, error)

func (f *decideFlags) identify(c *cobra.Command, how identifier, a, b string) error {
	return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
		d, err := how(c.Context(), l, a, b, f.why, f.by)
		if err != nil {
			return exit{exitUnread, err}
		}
		with := ""
		if d.Object != "" {
			with = " and " + nodeWords(d.Object)
		}
		_, err = fmt.Fprintf(c.OutOrStdout(), "%s: %s %s%s; sayso undo %s takes it back\n", d.ID, d.Verb, nodeWords(d.Subject), with, d.ID)
		return err
	})
}
