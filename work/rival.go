package work

import (
	"context"
	"fmt"
	"math"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// slot is a report with a kind of proposals about it, of which a few stay.
type slot struct {
	to   string
	kind story.LinkKind
}

// slots tells whose proposals have to be chosen among again when those of some
// reports changed.
type slots struct {
	altered map[slot]*alteration
	now     map[slot]int // proposals of those reports
}

// alteration is what changed in a slot: the score of the strongest proposal that came
// or went, and whether any went.
type alteration struct {
	strongest float64
	went      bool
}

func newSlots() *slots { return &slots{map[slot]*alteration{}, map[slot]int{}} }

// change takes in what is proposed of a report now and was before, and gives the
// reports about which that differs.
func (c *slots) change(before, now []ledger.ShelfLink) map[string]bool {
	n := map[string]int{}
	for _, l := range before {
		n[l.To+string(l.Body)]++
	}
	about := map[string]bool{}
	differs := func(l *ledger.ShelfLink, went bool) {
		about[l.To] = true
		k := slotOf(l)
		if story.MostAbout(k.kind) == 0 {
			return
		}
		a := c.altered[k]
		if a == nil {
			a = &alteration{strongest: math.Inf(-1)}
			c.altered[k] = a
		}
		a.went, a.strongest = a.went || went, max(a.strongest, story.ScoreOf(l.Body))
	}
	for i := range now {
		l := &now[i]
		c.now[slotOf(l)]++
		if k := l.To + string(l.Body); n[k] > 0 {
			n[k]--
		} else {
			differs(l, false)
		}
	}
	for i := range before {
		if n[before[i].To+string(before[i].Body)] > 0 {
			differs(&before[i], true)
		}
	}
	return about
}

// opened is a proposal that was kept.
func opened(l *ledger.ShelfLink) (story.Link, error) {
	p, err := story.Unpack(l.From, l.To, l.Body)
	if err != nil {
		return story.Link{}, fmt.Errorf("%w: %w", ledger.ErrCorrupt, err)
	}
	return p.Open(), nil
}

// slotOf is where a proposal competes.
func slotOf(l *ledger.ShelfLink) slot { return slot{l.To, story.KindOf(l.Body)} }

// rivals marks the reports with proposals in the same slots, where there are more
// than may stay, which one as strong may have driven out, or let in by going. Only
// what stayed can be driven out.
func (c *slots) rivals(ctx context.Context, s *shelf, m marks) error {
	had := map[slot][]*ledger.ShelfLink{}
	stayed := map[string]bool{}
	met := map[string]bool{}
	for x := range c.altered {
		if met[x.to] {
			continue
		}
		met[x.to] = true
		found, err := s.v.ShelfLinksTo(ctx, x.to)
		if err != nil {
			return err
		}
		for i := range found {
			k := slotOf(&found[i])
			had[k] = append(had[k], &found[i])
		}
	}
	met = map[string]bool{}
	for x, a := range c.altered {
		if len(had[x])+c.now[x] <= story.MostAbout(x.kind) {
			continue
		}
		if !a.went && !met[x.to] {
			met[x.to] = true
			keys, err := s.v.FactKeysWith(ctx, FactLink, x.to, mostLinks)
			if err != nil {
				return err
			}
			for _, k := range keys {
				stayed[k] = true
			}
		}
		for _, l := range had[x] {
			if story.ScoreOf(l.Body) > a.strongest {
				continue
			}
			p, err := opened(l)
			if err != nil {
				return err
			}
			if a.went || stayed[p.Key()] {
				m.add(s, markSettle, l.From)
			}
		}
	}
	return nil
}

// competing are the proposals that decide which of some reports' stay: all of the
// reports of their origins about the reports that theirs are about and those of
// the same origins; and of one kind all, where there are more about one of these
// than may stay or where one origin is both ends'.
func (s *shelf) competing(ids []string) ([]story.Link, error) {
	ours := map[string]bool{}
	among := map[string][]string{} // report that a proposal is about -> those of its origins
	all := map[string]bool{}
	for _, id := range ids {
		for _, x := range s.companions(id) {
			ours[x] = true
		}
		for _, to := range s.targets(id) {
			if among[to] == nil {
				among[to] = s.companions(to)
			}
			if s.share(id, to) {
				for _, x := range among[to] {
					all[x] = true
				}
			}
		}
	}
	found := map[string][]ledger.ShelfLink{}
	of := map[slot]int{}
	for _, others := range among {
		for _, x := range others {
			if _, ok := found[x]; ok {
				continue
			}
			links, err := s.v.ShelfLinksTo(s.ctx, x)
			if err != nil {
				return nil, err
			}
			found[x] = links
			for i := range links {
				of[slotOf(&links[i])]++
			}
		}
	}
	full := map[slot]bool{}
	for k, n := range of {
		if most := story.MostAbout(k.kind); most > 0 && n > most {
			for _, x := range among[k.to] {
				full[slot{x, k.kind}] = true
			}
		}
	}
	var out []story.Link
	for x, links := range found {
		for i := range links {
			if l := &links[i]; all[x] || ours[l.From] || full[slotOf(l)] {
				p, err := opened(l)
				if err != nil {
					return nil, err
				}
				out = append(out, p)
			}
		}
	}
	return out, s.err
}

// rivals marks the reports whose proposals another choice may be made among when
// those of one about some others change, for the origins that they share: those
// of its origins' other reports that are about the same origins, with the ones
// that compete with them.
func (s *shelf) rivals(id string, about map[string]bool, m marks) {
	around := map[string]bool{}
	for to := range about {
		within := s.share(id, to)
		for _, x := range s.companions(to) {
			around[x] = true
			if within {
				m.add(s, markSettle, s.linkers(x)...)
			}
		}
	}
	for _, r := range s.companions(id) {
		if r == id {
			continue
		}
		for _, to := range s.targets(r) {
			if around[to] {
				m.add(s, markSettle, r)
				m.add(s, markSettle, s.linkers(to)...)
			}
		}
	}
}
