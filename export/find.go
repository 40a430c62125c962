package export

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// FactStory is the kind of a ledger's facts that are stories: Key is the
// story's id, Body a story.Story.
const FactStory = "story"

// Wanted is what is asked of a ledger: words of claims, an entity's name, a
// story's id, or the beginning of a report's. One of them is given. Most is how
// many claims words or a name bring up, those of the newest reports; 0 for all.
type Wanted struct {
	Words, Entity, Story, Report string
	Most                         int
}

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
				limit := 1000
				if q.Most > 0 {
					limit = min(limit, q.Most-len(claims))
				}
				page, err := v.Search(ctx, ledger.Query{Words: q.Words, Entity: q.Entity, Limit: limit, Before: before})
				if err != nil {
					return err
				}
				for _, h := range page.Hits {
					claims[ledger.ClaimRef{Report: h.Report, Claim: h.Claim}] = true
				}
				if before = page.Next; before == 0 || len(claims) == q.Most {
					break
				}
			}
		}
		if q.Story+q.Report == "" {
			for c := range claims {
				reports[c.Report] = true
			}
			links, err := linksAt(ctx, v, slices.Sorted(maps.Keys(reports)))
			if err != nil {
				return err
			}
			var also []ledger.ClaimRef
			for _, k := range links {
				a, b := ledger.ClaimRef{Report: k.From, Claim: k.Claim}, ledger.ClaimRef{Report: k.To, Claim: k.ToClaim}
				if claims[a] || claims[b] {
					also = append(also, a, b)
				}
			}
			for _, c := range also {
				claims[c], reports[c.Report] = true, true
			}
		}
		return entriesOf(ctx, v, slices.Sorted(maps.Keys(reports)), func(e *Entry) error {
			found = append(found, e)
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
