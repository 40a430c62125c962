package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newOrigins() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:   "origins [REPORT...]",
		Short: "Show which reports rest on one origin",
		Long: `Show which reports rest on one origin, with the evidence, and, as JSON, for every
report the origins of its claims and the links that they propose. Everything
shown is a proposal with its reasons; independence is established by nothing but
a reason. REPORT is the beginning of a report's id.`,
		Example: "  sayso origins\n  sayso origins --format json > origins.jsonl",
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				err := l.View(c.Context(), func(v *ledger.View) error {
					if err := allThere(c.Context(), v, args); err != nil {
						return err
					}
					if format == "json" {
						return originsJSON(c.Context(), v, c.OutOrStdout(), args)
					}
					return originsText(c.Context(), v, c.OutOrStdout(), c.ErrOrStderr(), args)
				})
				return err
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a report")
	c.ValidArgsFunction = reportIDs(&db)
	return c
}

// allThere refuses the beginning of an id that no report has.
func allThere(ctx context.Context, v *ledger.View, ids []string) error {
	for _, id := range ids {
		if report, claim, is := strings.Cut(id, "/"); is {
			return fmt.Errorf("%s names the claim %s: a report is wanted, %s", id, claim, report)
		}
		if _, err := v.Resolve(ctx, id); errors.Is(err, ledger.ErrNotFound) {
			return exit{exitUnread, err}
		}
	}
	return nil
}

// pickVersion tells whether a report is among those that were asked for.
func pickVersion(id string, args []string) bool {
	return len(args) == 0 || slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(id, a) })
}

func originsText(ctx context.Context, v *ledger.View, w, stderr io.Writer, args []string) error {
	p := onPage(w)
	var all []gathering
	for f, err := range v.Facts(ctx, work.FactOrigin) {
		if err != nil {
			return err
		}
		var o story.Origin
		if err := json.Unmarshal(f.Body, &o); err != nil {
			return err
		}
		if !slices.ContainsFunc(o.Reports, func(id string) bool { return pickVersion(id, args) }) {
			continue
		}
		g, err := gather(ctx, v, o.Reports)
		if err != nil {
			return err
		}
		g.head = fmt.Sprintf("%s  %d reports rest on one origin: %s (proposed)", o.ID, len(o.Reports), o.Root)
		g.because = reasons(o.Evidence)
		all = append(all, g)
	}
	if len(all) == 0 {
		fmt.Fprintln(stderr, "no two reports are proposed to rest on one origin")
	}
	for _, g := range byDate(all) {
		g.put(ctx, v, p)
	}
	return nil
}

// gathering is a group of reports in the order of their dates.
type gathering struct {
	head    string
	reports []ledger.ReportInfo
	after   map[string]string // words after a report's line
	because string
}

// gather looks the reports up.
func gather(ctx context.Context, v *ledger.View, ids []string) (gathering, error) {
	var g gathering
	for _, id := range ids {
		i, err := v.Report(ctx, id)
		if err != nil {
			return g, err
		}
		g.reports = append(g.reports, i)
	}
	slices.SortFunc(g.reports, func(a, b ledger.ReportInfo) int {
		return cmp.Or(cmp.Compare(dated(a), dated(b)), cmp.Compare(a.ID, b.ID))
	})
	return g, nil
}

// dated puts reports without a date last.
func dated(i ledger.ReportInfo) string { return cmp.Or(i.Published.EDTF, "~") }

func byDate(all []gathering) []gathering {
	slices.SortStableFunc(all, func(a, b gathering) int { return cmp.Compare(dated(a.reports[0]), dated(b.reports[0])) })
	return all
}

func (g *gathering) put(ctx context.Context, v *ledger.View, p page) {
	p.put("", g.head)
	for _, i := range g.reports {
		p.report(ctx, v, i, g.after[i.ID])
	}
	if g.because != "" {
		p.put("    because: ", g.because)
	}
}

// mostReasons is how many different reasons are told in text.
const mostReasons = 6

// weightiest is the order in which kinds of reasons are told.
var weightiest = []string{"citation", "voice", "wording", "figure", "time", "name", "word", "date"}

// reasons tells what speaks for an origin: the weightiest kinds first, and of
// one kind what most pairs of its reports have.
func reasons(all []story.Evidence) string {
	n, kind := map[string]int{}, map[string]int{}
	for _, e := range all {
		n[e.Why]++
		kind[e.Why] = slices.Index(weightiest, e.Kind)
	}
	why := slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		return cmp.Or(cmp.Compare(kind[a], kind[b]), n[b]-n[a], cmp.Compare(a, b))
	})
	if more := len(why) - mostReasons; more > 0 {
		why = append(why[:mostReasons], counted(more, "more reason", "more reasons"))
	}
	return strings.Join(why, "; ")
}

// originRow is what sayso origins says of one report.
type originRow struct {
	Report  string        `json:"report"`
	URL     string        `json:"url"`
	Origins []string      `json:"origins"`
	Stories []string      `json:"stories"`
	Claims  []originClaim `json:"claims"`
	Links   []originLink  `json:"links"`
}

type originClaim struct {
	Claim       string   `json:"claim"`
	Text        string   `json:"text"`
	Independent int      `json:"independent_origins"`
	State       string   `json:"state"`
	Why         string   `json:"why"`
	Reports     []string `json:"reports"` // addresses, ids where there is none
}

type originLink struct {
	ID string `json:"id"` // for sayso confirm and reject
	story.Link
	ToURL string `json:"to_url"`
}

func originsJSON(ctx context.Context, v *ledger.View, w io.Writer, args []string) error {
	links := map[string][]originLink{}
	address := func(id string) string {
		if i, err := v.Report(ctx, id); err == nil && i.URL != "" {
			return i.URL
		}
		return id
	}
	for f, err := range v.Facts(ctx, work.FactLink) {
		if err != nil {
			return err
		}
		var l story.Link
		if err := json.Unmarshal(f.Body, &l); err != nil {
			return err
		}
		links[l.From] = append(links[l.From], originLink{l.ID(), l, address(l.To)})
	}
	standings := map[string]story.Standing{}
	for f, err := range v.Facts(ctx, ledger.FactStanding) {
		if err != nil {
			return err
		}
		var s story.Standing
		if err := json.Unmarshal(f.Body, &s); err != nil {
			return err
		}
		standings[f.Key] = s
	}
	for r, err := range v.Readings(ctx) {
		if err != nil {
			return err
		}
		id := r.Report.ID
		if !pickVersion(id, args) {
			continue
		}
		row := originRow{Report: id, URL: r.Report.URL, Origins: []string{}, Stories: []string{}, Claims: []originClaim{}, Links: links[id]}
		if row.Links == nil {
			row.Links = []originLink{}
		}
		if f, err := v.Fact(ctx, work.FactRelated, id); err == nil {
			var rel work.Related
			if err := json.Unmarshal(f.Body, &rel); err != nil {
				return err
			}
			row.Origins, row.Stories = rel.Origins, rel.Stories
		}
		for _, claim := range r.Claims {
			oc := originClaim{Claim: claim.ID, Text: claim.Span.Of(r.Text), Independent: 1, State: story.OneOrigin, Why: "no other report is known to bear on it", Reports: []string{address(id)}}
			if s, ok := standings[id+"/"+claim.ID]; ok {
				oc.Independent, oc.State, oc.Why, oc.Reports = s.Origins, s.State, s.Why, []string{}
				for _, x := range s.Reports {
					oc.Reports = append(oc.Reports, address(x))
				}
			}
			row.Claims = append(row.Claims, oc)
		}
		if err := jsonLine(w, row); err != nil {
			return err
		}
	}
	return nil
}
