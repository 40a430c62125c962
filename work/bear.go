package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// link proposes the links of reports marked for it.
func (r *Relator) link(ctx context.Context) (bool, error) { return r.step(ctx, r.relink) }

func (r *Relator) relink(ctx context.Context, v *ledger.View) (o outcome, err error) {
	s, ids, err := r.begin(ctx, v, markLink, &o)
	if err != nil || len(ids) == 0 {
		return o, err
	}
	o.links = map[string][]ledger.ShelfLink{}
	shelf := story.NewShelf(s)
	slots := newSlots()
	for _, id := range ids {
		before, err := v.ShelfLinksFrom(ctx, id)
		if err != nil {
			return o, err
		}
		links := []ledger.ShelfLink{}
		for _, l := range shelf.LinksOf(s.Profile(id), s.share) {
			links = append(links, ledger.ShelfLink{From: l.From, To: l.To, Body: l.Proposal().Packed()})
		}
		if s.err != nil {
			return o, s.err
		}
		if slices.EqualFunc(before, links, func(a, b ledger.ShelfLink) bool { return a.To == b.To && string(a.Body) == string(b.Body) }) {
			continue
		}
		o.links[id] = links
		o.marks.add(s, markSettle, id)
		s.rivals(id, slots.change(before, links), o.marks)
	}
	return o, errors.Join(s.err, slots.rivals(ctx, s, o.marks))
}

// settle chooses the links that stay of reports marked for it.
func (r *Relator) settle(ctx context.Context) (bool, error) { return r.step(ctx, r.resettle) }

func (r *Relator) resettle(ctx context.Context, v *ledger.View) (o outcome, err error) {
	s, ids, err := r.begin(ctx, v, markSettle, &o)
	if err != nil || len(ids) == 0 {
		return o, err
	}
	said, err := decisions(ctx, v)
	if err != nil {
		return o, err
	}
	c, err := s.contest(ids)
	if err != nil {
		return o, err
	}
	o.done[markSettle] = c.ids
	stay := map[string][]story.Link{}
	touched := func(l story.Link) error {
		o.marks.add(s, markStand, l.To)
		if l.Kind == story.Retracts { // what it takes back speaks for nothing else
			return standAround(ctx, v, s, o.marks, l.To)
		}
		return nil
	}
	for _, l := range story.NewShelf(s).Settle(c.open, s.originsOf, s.companions, s.centralOf) {
		if _, ours := c.own[l.From]; ours {
			stay[l.From] = append(stay[l.From], l)
		}
	}
	for _, id := range c.ids {
		kept := map[string]bool{}
		for i := range stay[id] {
			l, err := c.whole(&stay[id][i])
			if err != nil {
				return o, err
			}
			if state, ok := said.Links[l.Key()]; ok {
				l.State = state
			}
			kept[l.Key()] = true
			o.facts = append(o.facts, linkFact(l))
			if err := touched(l); err != nil {
				return o, err
			}
		}
		before, err := endsOf(ctx, v, id, said)
		if err != nil {
			return o, err
		}
		for _, l := range before {
			if key := l.Key(); l.From == id && !kept[key] {
				o.facts = append(o.facts, ledger.Fact{Kind: FactLink, Key: key})
				if err := touched(l); err != nil {
					return o, err
				}
			}
		}
		o.marks.add(s, markStand, id)
	}
	return o, s.err
}

// begin takes up to relateBatch reports with a mark.
func (r *Relator) begin(ctx context.Context, v *ledger.View, mark int, o *outcome) (*shelf, []string, error) {
	var err error
	if o.turn, err = v.ShelfState(ctx, stateTurn); err != nil {
		return nil, nil, err
	}
	found, err := v.ShelfMarked(ctx, mark, relateBatch)
	if err != nil || len(found) == 0 {
		return nil, nil, err
	}
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = f.Report
	}
	o.done, o.marks = map[int][]string{mark: ids}, newMarks()
	s := newShelf(ctx, v, r.kept)
	s.groups = r.grouped(o.turn)
	return s, ids, nil
}

// stand finds the standings of the claims of reports marked for it.
func (r *Relator) stand(ctx context.Context) (bool, error) { return r.step(ctx, r.restand) }

func (r *Relator) restand(ctx context.Context, v *ledger.View) (o outcome, err error) {
	s, ids, err := r.begin(ctx, v, markStand, &o)
	if err != nil || len(ids) == 0 {
		return o, err
	}
	said, err := decisions(ctx, v)
	if err != nil {
		return o, err
	}
	shelf := story.NewShelf(s)
	out, looked := map[string]string{}, map[string]bool{}
	fallen := func(id string) {
		if !looked[id] && len(said.Out)+len(said.Withdrawn) > 0 {
			maps.Copy(out, said.Fallen(s.Profile(id), s.share))
		}
		looked[id] = true
	}
	for _, id := range ids {
		links, err := endsOf(ctx, v, id, said)
		if err != nil {
			return o, err
		}
		if links, err = withRetractions(ctx, v, id, links, said); err != nil {
			return o, err
		}
		fallen(id)
		for _, l := range links {
			fallen(l.From)
			fallen(l.To)
		}
		kept := map[string]bool{}
		for _, x := range shelf.Bearing(links, s.share, out).StandingsOf(func(report, _ string) bool { return report == id }) {
			key := x.Report + "/" + x.Claim
			kept[key] = true
			o.facts = append(o.facts, fact(ledger.FactStanding, key, x))
		}
		before, err := v.Standings(ctx, id)
		if err != nil {
			return o, err
		}
		for _, f := range before {
			if !kept[f.Key] {
				o.facts = append(o.facts, ledger.Fact{Kind: ledger.FactStanding, Key: f.Key})
			}
		}
	}
	return o, s.err
}

// endsOf are the LinksOf a report without what speaks for them.
func endsOf(ctx context.Context, v *ledger.View, report string, said story.Decided) ([]story.Link, error) {
	keys, err := v.FactKeysWith(ctx, FactLink, report, mostLinks)
	out := make([]story.Link, 0, len(keys))
	for _, key := range keys {
		l, ok := story.LinkOf(key)
		if !ok {
			return nil, fmt.Errorf("%w: no link is called %q", ledger.ErrCorrupt, key)
		}
		if state, decided := said.Links[key]; decided {
			l.State = state
		}
		out = append(out, l)
	}
	return out, err
}

// withRetractions adds to the links of a report those that take back what corroborates
// its claims.
func withRetractions(ctx context.Context, v *ledger.View, report string, links []story.Link, said story.Decided) ([]story.Link, error) {
	looked := map[string]bool{report: true}
	for _, l := range slices.Clone(links) {
		other := l.To
		if other == report {
			other = l.From
		}
		if l.Kind != story.Corroborates || looked[other] {
			continue
		}
		looked[other] = true
		theirs, err := endsOf(ctx, v, other, said)
		if err != nil {
			return nil, err
		}
		for _, x := range theirs {
			if x.Kind == story.Retracts && x.To == other && x.From != report {
				links = append(links, x)
			}
		}
	}
	return links, nil
}

// mostLinks bounds how many links of one report are looked at.
const mostLinks = 100_000

// LinksOf are the links to and from a report, by their keys.
func LinksOf(ctx context.Context, v *ledger.View, report string) ([]story.Link, error) {
	found, err := v.FactsWith(ctx, FactLink, []string{report}, mostLinks)
	if err != nil {
		return nil, err
	}
	out := make([]story.Link, len(found))
	for i, f := range found {
		if err := json.Unmarshal(f.Body, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// LinksAmong are the links between reports of a set, by their keys.
func LinksAmong(ctx context.Context, v *ledger.View, reports []string) ([]story.Link, error) {
	in, met := map[string]bool{}, map[string]bool{}
	for _, id := range reports {
		in[id] = true
	}
	out := []story.Link{}
	for part := range slices.Chunk(reports, 100) {
		found, err := v.FactsWith(ctx, FactLink, part, mostLinks)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			var l story.Link
			if err := json.Unmarshal(f.Body, &l); err != nil {
				return nil, err
			}
			if in[l.From] && in[l.To] && !met[f.Key] {
				met[f.Key] = true
				out = append(out, l)
			}
		}
	}
	slices.SortFunc(out, func(a, b story.Link) int { return strings.Compare(a.Key(), b.Key()) })
	return out, nil
}

// OriginsOf are the origins that a report shares with others.
func OriginsOf(ctx context.Context, v *ledger.View, report string) ([]story.Origin, error) {
	of, err := related(ctx, v, report)
	var out []story.Origin
	for _, id := range of.Origins {
		f, err := v.Fact(ctx, FactOrigin, id)
		if errors.Is(err, ledger.ErrNotFound) {
			continue // it has this report alone
		}
		var o story.Origin
		if err == nil {
			err = json.Unmarshal(f.Body, &o)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, err
}

// decisions are what people decided so far about links, claims, reports and
// voices.
func decisions(ctx context.Context, v *ledger.View) (story.Decided, error) {
	all, err := v.Decisions(ctx, "")
	out := story.Decided{Links: map[string]story.State{}, Out: map[string]string{}, Withdrawn: map[story.Withdrawn]string{}}
	for _, d := range all {
		if d.Undone {
			continue
		}
		switch d.Verb {
		case ledger.Confirm:
			out.Links[d.Subject] = story.Confirmed
			delete(out.Out, d.Subject)
		case ledger.Reject:
			out.Links[d.Subject] = story.Rejected
			if isClaim(d.Subject) {
				out.Out[d.Subject] = "rejected by " + d.By
			}
		case ledger.Withdraw:
			out.Withdrawn[story.ParseWithdrawn(d.Subject)] = d.By
		}
	}
	return out, err
}

// decided marks what a decision may change.
func (r *Relator) decided(ctx context.Context, t *ledger.Tx, id string) error {
	d, err := first(ctx, &t.View, id)
	if err != nil {
		return err
	}
	s, m := newShelf(ctx, &t.View, r.kept), newMarks()
	var hit []string
	switch {
	case d.Verb == ledger.Withdraw:
		if hit, err = withdrawn(ctx, &t.View, story.ParseWithdrawn(d.Subject)); err != nil {
			return err
		}
	case d.Verb != ledger.Confirm && d.Verb != ledger.Reject:
		return nil
	case isClaim(d.Subject):
		id, _, _ := strings.Cut(d.Subject, "/")
		hit = []string{id}
	default: // "kind report/claim report/claim"
		if part := strings.Fields(d.Subject); len(part) == 3 {
			from, _, _ := strings.Cut(part[1], "/")
			if _, err := t.Shelved(ctx, from); err == nil {
				m.add(s, markSettle, from)
			}
		}
	}
	for _, id := range hit {
		if _, err := t.Shelved(ctx, id); errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrInput) {
			continue
		}
		if err := standAround(ctx, &t.View, s, m, id); err != nil {
			return err
		}
	}
	if s.err != nil {
		return s.err
	}
	return m.put(ctx, t)
}

// withdrawn are the reports that a withdrawal may bear on.
func withdrawn(ctx context.Context, v *ledger.View, w story.Withdrawn) ([]string, error) {
	if w.Report == "" {
		return Voiced(ctx, v, w.Voice)
	}
	if w.Voice == "" {
		return []string{w.Report}, nil
	}
	hit := map[string]bool{w.Report: true}
	origins, err := OriginsOf(ctx, v, w.Report)
	if err != nil {
		return nil, err
	}
	for _, o := range origins {
		for _, id := range o.Reports {
			hit[id] = true
		}
	}
	return slices.Sorted(maps.Keys(hit)), nil
}

// Voiced are the reports in which a voice of a name speaks or which an outlet
// of that name published, by id; a few more may be among them.
func Voiced(ctx context.Context, v *ledger.View, name string) ([]string, error) {
	hit := map[string]bool{}
	for _, q := range [...]ledger.Query{{Voice: name, Limit: 1000}, {Outlet: name, Limit: 1000}} {
		for more := true; more; {
			page, err := v.Search(ctx, q)
			if err != nil {
				return nil, err
			}
			for _, h := range page.Hits {
				hit[h.Report] = true
			}
			q.Before, more = page.Next, page.Next > 0
		}
	}
	return slices.Sorted(maps.Keys(hit)), nil
}
