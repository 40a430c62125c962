package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

// askedOf are the kinds of links that wait for a person; repeats and
// continuations are shown on request.
var askedOf = []story.LinkKind{story.Contradicts, story.Denies, story.Retracts, story.Revises, story.Resolves, story.Corroborates, story.DistinctFrom}

var (
	linkKinds  = slices.Concat(askedOf, []story.LinkKind{story.Repeats, story.Continues})
	linkStates = []string{"proposed", "confirmed", "rejected"}
)

func newLinks() *cobra.Command {
	var db, format, kind, state string
	c := &cobra.Command{
		Use:   "links [REPORT...]",
		Short: "List how later claims are proposed to bear on earlier ones",
		Long: `List how claims are proposed to bear on those of earlier reports: contradicts,
denies, retracts, revises, resolves, corroborates, distinct_from; with --kind
also repeats and continues. Each shows both sides' words and the reasons. They
are proposals: sayso confirm and sayso reject take the id that stands in front.`,
		Example: "  sayso links\n  sayso links 3897b91f\n  sayso links --kind denies --state proposed --format json",
		RunE: func(c *cobra.Command, args []string) error {
			kind = strings.ReplaceAll(kind, "-", "_")
			if err := errors.Join(oneOf("kind", story.LinkKind(kind), linkKinds...), oneOf("state", state, linkStates...)); err != nil {
				return err
			}
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error {
					if err := allThere(c.Context(), v, args); err != nil {
						return err
					}
					return linksTo(c.Context(), v, c.OutOrStdout(), c.ErrOrStderr(), format, func(l *story.Link) bool {
						return (kind == string(l.Kind) || kind == "" && slices.Contains(askedOf, l.Kind)) && (state == "" || state == string(l.State)) &&
							(pickVersion(l.From, args) || pickVersion(l.To, args))
					})
				})
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a link")
	c.Flags().StringVar(&kind, "kind", "", "only links of one kind, one of those above")
	c.Flags().StringVar(&state, "state", "", "only those that are proposed, confirmed or rejected")
	c.ValidArgsFunction = reportIDs(&db)
	choices(c, "kind", linkKinds...)
	choices(c, "state", linkStates...)
	return c
}

// linksTo writes the links that are wanted, the latest reports' last.
func linksTo(ctx context.Context, v *ledger.View, w, stderr io.Writer, format string, wanted func(*story.Link) bool) error {
	var all []story.Link
	for f, err := range v.Facts(ctx, work.FactLink) {
		if err != nil {
			return err
		}
		var l story.Link
		if err := json.Unmarshal(f.Body, &l); err != nil {
			return err
		}
		if wanted(&l) {
			all = append(all, l)
		}
	}
	info := map[string]ledger.ReportInfo{}
	for _, l := range all {
		for _, id := range []string{l.From, l.To} {
			if _, had := info[id]; !had {
				i, err := v.Report(ctx, id)
				if err != nil {
					return err
				}
				info[id] = i
			}
		}
	}
	slices.SortStableFunc(all, func(a, b story.Link) int {
		return cmp.Or(cmp.Compare(dated(info[a.From]), dated(info[b.From])), cmp.Compare(a.From, b.From), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID(), b.ID()))
	})
	p := onPage(w)
	if format == "text" && len(all) == 0 {
		fmt.Fprintln(stderr, "no link is proposed or decided that fits")
	}
	for i := range all {
		l := &all[i]
		if format == "json" {
			if err := jsonLine(w, originLink{l.ID(), *l, cmp.Or(info[l.To].URL, l.To)}); err != nil {
				return err
			}
			continue
		}
		kind := strings.ReplaceAll(string(l.Kind), "_", " ")
		if l.Nature != "" {
			kind += ", " + l.Nature
		}
		p.put(l.ID()+"  ", fmt.Sprintf("%s (%s)", kind, l.State))
		for _, end := range []struct {
			id, claim string
			span      func(story.Evidence) report.Span
		}{
			{l.From, l.Claim, func(e story.Evidence) report.Span { return e.Span }},
			{l.To, l.ToClaim, func(e story.Evidence) report.Span { return e.ToSpan }},
		} {
			text, err := v.Text(ctx, end.id)
			if err != nil {
				return err
			}
			words := ""
			for _, e := range l.Evidence { // the last that has words: what is said of reports as wholes has none
				if span := end.span(e); span.Len() > 0 {
					words = quoted(span.Of(text))
				}
			}
			p.put(fmt.Sprintf("    %s/%s  ", end.id[:8], end.claim), fmt.Sprintf("%s, %s: %s", orUnknown(info[end.id].Published.EDTF), cmp.Or(info[end.id].Outlet, "outlet not named"), words))
		}
		var why []string
		for _, e := range l.Evidence {
			why = append(why, e.Why)
		}
		p.put("    because ", strings.Join(why, "; "))
	}
	return nil
}
