package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
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
					if format == "json" {
						return originsJSON(c.Context(), v, c.OutOrStdout(), args)
					}
					return originsText(c.Context(), v, c.OutOrStdout(), args)
				})
				return err
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a report")
	return c
}

// pickVersion tells whether a report is among those that were asked for.
func pickVersion(id string, args []string) bool {
	return len(args) == 0 || slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(id, a) })
}

func originsText(ctx context.Context, v *ledger.View, w io.Writer, args []string) error {
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
		fmt.Fprintf(w, "%s  %d reports rest on one origin: %s (proposed)\n", o.ID, len(o.Reports), o.Root)
		for _, id := range o.Reports {
			i, err := v.Report(ctx, id)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "    %s  %-10s  %s: %s\n", id[:8], i.Published.EDTF, i.Outlet, i.Title)
		}
		for _, e := range o.Evidence[:min(4, len(o.Evidence))] {
			fmt.Fprintf(w, "    because: %s\n", e.Why)
		}
	}
	return nil
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
		links[l.From] = append(links[l.From], originLink{l, address(l.To)})
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
