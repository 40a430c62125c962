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
		return story.Link{}, corrupt(err)
	}
	return p.Open(), nil
}

func corrupt(err error) error { return fmt.Errorf("%w: %w", ledger.ErrCorrupt, err) }

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
			p, err := story.Contender(l.From, l.To, l.Body)
			if err != nil {
				return corrupt(err)
			}
			if a.went || stayed[p.Key()] {
				m.add(s, markSettle, l.From)
			}
		}
	}
	return nil
}

// contest is what decides which proposals of some reports stay.
type contest struct {
	ids  []string                      // the reports
	own  map[string][]ledger.ShelfLink // their proposals
	open []story.Link                  // all proposals that compete with these, without what speaks for them
}

// mostCompeting is from how many proposals on no more reports are settled at once,
// so that what they take in memory does not grow with the ledger.
const mostCompeting = 20_000

// contest is that of the first of ids. Those compete that are proposed by the reports
// of their origins about the reports that theirs are about and those of the same
// origins; and of one kind all, where there are more about one of these than may stay
// or where one origin is both ends'.
func (s *shelf) contest(ids []string) (contest, error) {
	c := contest{own: map[string][]ledger.ShelfLink{}}
	ours := map[string]bool{}
	among := map[string][]string{} // report that a proposal is about -> those of its origins
	all := map[string]bool{}
	found := map[string][]ledger.ShelfLink{}
	n := 0
	for _, id := range ids {
		if n >= mostCompeting {
			break
		}
		own, err := s.v.ShelfLinksFrom(s.ctx, id)
		if err != nil {
			return c, err
		}
		c.ids, c.own[id] = append(c.ids, id), own
		for _, x := range s.companions(id) {
			ours[x] = true
		}
		for _, l := range own {
			if among[l.To] == nil {
				among[l.To] = s.companions(l.To)
			}
			within := s.share(id, l.To)
			for _, x := range among[l.To] {
				all[x] = all[x] || within
				if _, had := found[x]; !had {
					if found[x], err = s.v.ShelfLinksTo(s.ctx, x); err != nil {
						return c, err
					}
					n += len(found[x])
				}
			}
		}
	}
	full := map[slot]bool{}
	for to, others := range among {
		of := map[story.LinkKind]int{}
		for i := range found[to] {
			of[slotOf(&found[to][i]).kind]++
		}
		for kind, n := range of {
			if most := story.MostAbout(kind); most > 0 && n > most {
				for _, x := range others {
					full[slot{x, kind}] = true
				}
			}
		}
	}
	for x, links := range found {
		for i := range links {
			if l := &links[i]; all[x] || ours[l.From] || full[slotOf(l)] {
				p, err := story.Contender(l.From, l.To, l.Body)
				if err != nil {
					return c, corrupt(err)
				}
				c.open = append(c.open, p)
			}
		}
		delete(found, x)
	}
	return c, s.err
}

// whole is a link that stays, with what speaks for it.
func (c *contest) whole(l *story.Link) (story.Link, error) {
	for i := range c.own[l.From] {
		own := &c.own[l.From][i]
		if slotOf(own) != (slot{l.To, l.Kind}) {
			continue
		}
		if w, err := opened(own); err != nil || w.Key() == l.Key() {
			return w, err
		}
	}
	return story.Link{}, fmt.Errorf("%w: no proposal %s", ledger.ErrCorrupt, l.Key())
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
