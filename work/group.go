package work

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// outcome is what a step found out about some reports: facts to put, marks to
// take off and to set.
type outcome struct {
	turn  int64
	facts []ledger.Fact
	links map[string][]ledger.ShelfLink // proposals by the report that they are of
	done  map[int][]string              // mark -> reports
	marks marks
}

// step finds out about the reports that carry a mark and writes it, in one
// transaction that others did not get in between with.
func (r *Relator) step(ctx context.Context, find func(context.Context, *ledger.View) (outcome, error)) (more bool, err error) {
	var o outcome
	look := func(v *ledger.View) error {
		if err := r.forget(ctx, v); err != nil {
			return err
		}
		o, err = find(ctx, v)
		return err
	}
	err = r.ledger.View(ctx, look)
	if err != nil || len(o.done) == 0 {
		return false, err
	}
	err = r.ledger.Append(ctx, func(t *ledger.Tx) error {
		now, err := t.ShelfState(ctx, stateTurn)
		if err != nil {
			return err
		}
		if now != o.turn { // another process wrote: look again, where nobody else can
			if err = look(&t.View); err != nil || len(o.done) == 0 {
				return err
			}
		}
		for part := range slices.Chunk(o.facts, 500) {
			if err := t.Put(ctx, relator, part...); err != nil {
				return err
			}
		}
		if err := t.PutShelfLinks(ctx, o.links); err != nil {
			return err
		}
		for mark, reports := range o.done {
			if err := t.UnmarkShelf(ctx, mark, reports); err != nil {
				return err
			}
		}
		if len(o.done[markLink]) > 0 {
			if err := t.SetShelfState(ctx, stateBegun, 1); err != nil {
				return err
			}
		}
		if err := o.marks.put(ctx, t); err != nil {
			return err
		}
		return turn(ctx, t)
	})
	if err != nil || len(o.done) == 0 {
		r.groups = nil
		return err == nil, err
	}
	r.turned(o.turn, o.facts)
	return true, nil
}

// group makes the origins and stories of reports marked for it, of all that
// hang together with them.
func (r *Relator) group(ctx context.Context) (bool, error) { return r.step(ctx, r.regroup) }

func (r *Relator) regroup(ctx context.Context, v *ledger.View) (o outcome, err error) {
	if o.turn, err = v.ShelfState(ctx, stateTurn); err != nil {
		return o, err
	}
	var ids []string
	for _, mark := range [...]int{markFresh, markSplit} {
		found, err := v.ShelfMarked(ctx, mark, relateBatch)
		if err != nil {
			return o, err
		}
		for _, f := range found {
			ids = append(ids, f.Report)
		}
	}
	if len(ids) == 0 {
		return o, nil
	}
	s := newShelf(ctx, v, r.kept)
	s.groups = r.grouped(o.turn)
	shelf := story.NewShelf(s)
	near := shelf.Near(ids...)
	groups := shelf.Groups(near)
	origins, stories := groups.Origins, groups.Stories
	g := grouping{before: map[string]Related{}, now: map[string]*Related{}}
	for _, id := range near {
		if g.before[id], err = related(ctx, v, id); err != nil {
			return o, err
		}
		g.now[id] = &Related{Origins: []string{}, Stories: []string{}, Central: groups.Central[id]}
	}
	slices.SortFunc(origins, func(a, b story.Origin) int { return slices.Compare(a.Reports, b.Reports) })
	slices.SortFunc(stories, func(a, b story.Story) int { return slices.Compare(a.Reports, b.Reports) })
	kept := map[string]bool{}
	for _, x := range origins {
		for _, id := range x.Reports {
			g.now[id].Origins = append(g.now[id].Origins, x.ID)
		}
		if kept[x.ID] = true; len(x.Reports) > 1 {
			o.facts = append(o.facts, fact(FactOrigin, x.ID, x))
		}
	}
	for _, x := range stories {
		for _, id := range x.Reports {
			g.now[id].Stories = append(g.now[id].Stories, x.ID)
		}
		kept[x.ID] = true
		o.facts = append(o.facts, fact(FactStory, x.ID, x))
	}
	gone := map[string]bool{}
	for _, id := range near {
		o.facts = append(o.facts, fact(FactRelated, id, g.now[id]))
		for _, x := range g.before[id].Origins {
			if !kept[x] && !gone[x] {
				gone[x] = true
				o.facts = append(o.facts, ledger.Fact{Kind: FactOrigin, Key: x})
			}
		}
		for _, x := range g.before[id].Stories {
			if !kept[x] && !gone[x] {
				gone[x] = true
				o.facts = append(o.facts, ledger.Fact{Kind: FactStory, Key: x})
			}
		}
	}
	o.done = map[int][]string{markFresh: near, markSplit: near}
	o.marks = newMarks()
	if err := r.parted(ctx, v, s, &g, o.marks); err != nil {
		return o, err
	}
	return o, s.err
}

// grouping is what some reports belonged to and now belong to.
type grouping struct {
	before map[string]Related
	now    map[string]*Related
}

// parted marks what hangs on two reports sharing an origin, for those that do
// so now and did not before, or the other way round, and what is to be settled
// again because a report's origins changed or its place in them.
func (r *Relator) parted(ctx context.Context, v *ledger.View, s *shelf, g *grouping, m marks) error {
	with := map[string]map[string]bool{} // report -> reports it shared or shares an origin with
	join := func(a, b string) {
		if with[a] == nil {
			with[a] = map[string]bool{}
		}
		with[a][b] = true
	}
	members := map[string][]string{}
	for id, x := range g.now {
		for _, o := range x.Origins {
			members[o] = append(members[o], id)
		}
	}
	for _, x := range g.before {
		for _, o := range x.Origins {
			if members[o] != nil {
				continue
			}
			f, err := v.Fact(ctx, FactOrigin, o)
			if errors.Is(err, ledger.ErrNotFound) {
				members[o] = []string{} // it held one report alone
				continue
			}
			var was story.Origin
			if err == nil {
				err = json.Unmarshal(f.Body, &was)
			}
			if err != nil {
				return err
			}
			members[o] = was.Reports
		}
	}
	for _, all := range members {
		for _, a := range all {
			for _, b := range all {
				if a < b {
					join(a, b)
				}
			}
		}
	}
	origins := func(id string, now bool) []string {
		if x := g.now[id]; now && x != nil {
			return x.Origins
		}
		if x, ok := g.before[id]; ok {
			return x.Origins
		}
		return s.originsOf(id)
	}
	touched := map[string]bool{}
	for id, x := range g.now {
		fresh, err := v.ShelfHasMark(ctx, markFresh, id)
		if err != nil {
			return err
		}
		if was := g.before[id]; fresh || was.Central != x.Central || !slices.Equal(was.Origins, x.Origins) {
			touched[id] = true
			for _, to := range s.targets(id) {
				touched[to] = true
			}
			m.add(s, markSettle, id)
		}
	}
	companions := func(id string, now bool) []string {
		out := []string{id}
		for _, o := range origins(id, now) {
			all, ok := members[o]
			if !ok {
				all = s.members(o)
				members[o] = all
			}
			out = append(out, all...)
		}
		return out
	}
	first := func(id string, now bool) int { // when its news was first told
		day := math.MaxInt
		for _, x := range companions(id, now) {
			if d := s.Head(x).Until; d != story.Undated {
				day = min(day, d)
			}
		}
		return day
	}
	for id := range g.now {
		if first(id, false) == first(id, true) {
			continue
		}
		revisers, err := s.revisers(id)
		if err != nil {
			return err
		}
		for _, x := range revisers { // the last count that one revises may be another
			for _, to := range s.targets(x) {
				touched[to] = true
			}
		}
	}
	about := map[string]bool{}
	for id := range touched {
		for _, now := range [...]bool{false, true} {
			for _, x := range companions(id, now) {
				about[x] = true
			}
		}
	}
	for id := range about {
		m.add(s, markSettle, s.linkers(id)...)
	}
	gone, err := decisions(ctx, v)
	if err != nil {
		return err
	}
	for a, others := range with {
		for b := range others {
			if meet(origins(a, false), origins(b, false)) == meet(origins(a, true), origins(b, true)) {
				continue
			}
			m.add(s, markLink, s.later(a, b))
			for w := range gone.Withdrawn {
				if w.Report == a || w.Report == b {
					for _, id := range [...]string{a, b} {
						if err := standAround(ctx, v, s, m, id); err != nil {
							return err
						}
					}
				}
			}
		}
	}
	return nil
}

// standAround marks a report and those with links to or from it for their
// standings, and with what it takes back, what rests on that.
func standAround(ctx context.Context, v *ledger.View, s *shelf, m marks, id string) error {
	links, err := LinksOf(ctx, v, id)
	if err != nil {
		return err
	}
	m.add(s, markStand, id)
	for _, l := range links {
		m.add(s, markStand, l.From, l.To)
		if l.Kind == story.Retracts && l.From == id && l.To != id {
			if err := standAround(ctx, v, s, m, l.To); err != nil {
				return err
			}
		}
	}
	return nil
}
