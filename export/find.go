package export

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// FactStory is the kind of a ledger's facts that are stories: Key is the
// story's id, Body a story.Story.
const FactStory = "story"

// Wanted is what is asked of a ledger: words of claims, an entity's name, a
// story's id, or the beginning of a report's. One of them is given.
type Wanted struct{ Words, Entity, Story, Report string }

// Find is the entries of a ledger that answer, which of their claims do, and
// how many records the ledger had. The claims that are linked to those that
// answer do too, so that what speaks against a claim comes with it. Errors wrap
// ledger.ErrNotFound where there is no such story or report.
func Find(ctx context.Context, l *ledger.Ledger, q Wanted) (found []*Entry, chosen func(report, claim string) bool, records int64, err error) {
	claims := map[ledger.ClaimRef]bool{}
	reports := map[string]bool{}
	err = l.View(ctx, func(v *ledger.View) error {
		if records, err = v.Size(ctx); err != nil {
			return err
		}
		if q.Report != "" {
			id, err := v.Resolve(ctx, q.Report)
			if err != nil {
				return err
			}
			reports[id] = true
		} else if q.Story != "" {
			f, err := v.Fact(ctx, FactStory, q.Story)
			if err != nil {
				return err
			}
			var s story.Story
			if err := json.Unmarshal(f.Body, &s); err != nil {
				return fmt.Errorf("story %s: %w", q.Story, err)
			}
			for _, id := range s.Reports {
				reports[id] = true
			}
		} else {
			for before := int64(0); ; {
				page, err := v.Search(ctx, ledger.Query{Words: q.Words, Entity: q.Entity, Limit: 1000, Before: before})
				if err != nil {
					return err
				}
				for _, h := range page.Hits {
					claims[ledger.ClaimRef{Report: h.Report, Claim: h.Claim}] = true
				}
				if before = page.Next; before == 0 {
					break
				}
			}
		}
		links, err := linksOf(ctx, v)
		if err != nil {
			return err
		}
		if q.Story+q.Report == "" {
			var also []ledger.ClaimRef
			for _, ls := range links {
				for _, k := range ls {
					a, b := ledger.ClaimRef{Report: k.From, Claim: k.Claim}, ledger.ClaimRef{Report: k.To, Claim: k.ToClaim}
					if claims[a] || claims[b] {
						reports[a.Report], reports[b.Report] = true, true
						also = append(also, a, b)
					}
				}
			}
			for _, c := range also {
				claims[c] = true
			}
			for c := range claims {
				reports[c.Report] = true
			}
		}
		return entries(ctx, v, func(e *Entry) error {
			if reports[e.Report.ID] {
				found = append(found, e)
			}
			return nil
		})
	})
	if q.Story+q.Report != "" {
		return found, nil, records, err
	}
	return found, func(r, c string) bool { return claims[ledger.ClaimRef{Report: r, Claim: c}] }, records, err
}

// Relate gives entries that come from files what a ledger would know of how
// they hang together: the links between them. What is already known stays.
func Relate(entries []*Entry) {
	if len(entries) < 2 {
		return
	}
	shelf := new(story.Shelf)
	ids := map[string]string{}
	for _, e := range entries {
		p := story.NewProfile(e.Reading)
		ids[p.ID] = e.Report.ID
		shelf.AddProfile(p)
	}
	for _, k := range shelf.View().Links {
		from, to := ids[k.From], ids[k.To]
		i := slices.IndexFunc(entries, func(e *Entry) bool { return e.Report.ID == from })
		e := entries[i]
		if e.Known == nil {
			e.Known = &Known{}
		}
		k.From, k.To = from, to
		if !slices.ContainsFunc(e.Known.Links, func(o story.Link) bool { return o.Key() == k.Key() }) {
			e.Known.Links = append(e.Known.Links, k)
		}
	}
}
