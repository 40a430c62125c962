package story

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/sayso/sayso/report"
)

// LinkKind is how one claim bears on another.
type LinkKind string

// The kinds of links. Only Corroborates, between independent origins, adds to
// a claim's standing.
const (
	Repeats      LinkKind = "repeats"
	Corroborates LinkKind = "corroborates"
	Contradicts  LinkKind = "contradicts"
	Denies       LinkKind = "denies"
	Revises      LinkKind = "revises"
	Retracts     LinkKind = "retracts"
	Resolves     LinkKind = "resolves"
	Continues    LinkKind = "continues"
	DistinctFrom LinkKind = "distinct_from"
)

// State is what has become of a proposal.
type State string

// The states of a proposal.
const (
	Proposed  State = "proposed"
	Confirmed State = "confirmed"
	Rejected  State = "rejected"
)

// Link proposes that a claim of one report bears on a claim of another, or of
// the same, report. Nature says of a contradiction whether it is between
// sources or damage done in copying one source.
type Link struct {
	Kind     LinkKind   `json:"kind"`
	From     string     `json:"from"` // report
	To       string     `json:"to"`
	Claim    string     `json:"claim"`
	ToClaim  string     `json:"to_claim"`
	Nature   string     `json:"nature,omitempty"`
	State    State      `json:"state"`
	Evidence []Evidence `json:"evidence"`
	score    float64
}

// Key names the link for decisions about it.
func (l *Link) Key() string {
	return fmt.Sprintf("%s %s/%s %s/%s", l.Kind, l.From, l.Claim, l.To, l.ToClaim)
}

// ID is short for Key, for people to type.
func (l *Link) ID() string { return "l" + report.Hash(l.Key())[:8] }

const (
	oneOrigin  = "copying damage or two versions under one origin"
	twoSources = "different sources disagree"
	oneReport  = "the report disagrees with itself"
	linkReach  = 600 // days over which a later report is looked at for its bearing on an earlier one
)

// linkNeighbours is how many of the nearest earlier reports on a topic are
// looked at.
var linkNeighbours = 120 // not a constant for the tests' sake

// meeting is two reports whose claims are held against one another: b is the
// later one, or both are one.
type meeting struct {
	a, b *Profile
	near float64 // weight of what the reports share
	same bool    // they share an origin
	rare *rarity
}

// pairing is a statement of each of the reports.
type pairing struct {
	*meeting
	x, y   *statement
	shared float64 // weight of what the statements share
	sim    float64 // the same, as a part of the lighter one
}

// rarity weighs terms down that most reports on the topic share: what a whole
// story has in common tells nothing about its parts. It is computed among the
// reports that are looked at for one report, so others change nothing.
type rarity struct {
	n  float64
	df map[string]float64
}

// fewReports is below how many reports no term is weighed down.
const fewReports = 4

func (s *Shelf) rarityAmong(p *Profile, ids []string) rarity {
	r := rarity{n: float64(len(ids) + 1), df: map[string]float64{}}
	for t := range p.terms {
		r.df[t] = 1
	}
	for _, id := range ids {
		for t := range s.profile(id).terms {
			if _, ours := r.df[t]; ours {
				r.df[t]++
			}
		}
	}
	return r
}

func (r *rarity) of(term string) float64 {
	if r.n < fewReports {
		return 1
	}
	return max(0.1, 1-math.Log(r.df[term])/math.Log(r.n))
}

// likeness weighs what two bags of terms have in common, by their rarity, and
// as a part of the lighter one.
func (r *rarity) likeness(x, y map[string]float64) (sim, shared float64) {
	var wx, wy float64
	for _, t := range sortedKeys(x) {
		w := x[t]
		if v, ok := y[t]; ok {
			shared += min(w, v) * r.of(t)
		}
		wx += w
	}
	for _, w := range y {
		wy += w
	}
	if m := min(wx, wy); m > 0 {
		sim = shared / m
	}
	return sim, shared
}

// earlierKin are the reports that a report's claims may bear on: those of its
// story and the nearest earlier ones on its topic, sorted.
func (s *Shelf) earlierKin(p *Profile) []string {
	seen := map[string]bool{}
	for _, t := range s.stored().Ties(p.ID) {
		seen[t.Other(p.ID)] = true
	}
	for _, d := range s.nearest(p.ID, p.Head()) {
		seen[d.ID] = true
	}
	for id := range seen {
		if !after(p, s.profile(id)) {
			delete(seen, id)
		}
	}
	return sortedKeys(seen)
}

// after orders two reports in time: by the last day that their dates allow,
// equals by id. It is a total order, so that every pair is looked at once.
func after(p, q *Profile) bool {
	if p.published.known && q.published.known && p.published.to != q.published.to {
		return p.published.to > q.published.to
	}
	return p.ID > q.ID
}

// LinksOf proposes how the claims of one report bear on those of earlier
// reports and on one another.
func (s *Shelf) LinksOf(p *Profile, shareOrigin func(a, b string) bool) []Link {
	best := map[string]Link{}
	offer := func(l Link, ok bool) {
		k := string(l.Kind) + " " + l.To
		if b, had := best[k]; ok && (!had || l.score > b.score || l.score == b.score && l.Key() < b.Key()) {
			best[k] = l
		}
	}
	kin := s.earlierKin(p)
	rare := s.rarityAmong(p, kin)
	look := func(q *Profile, same bool) {
		_, near := rare.likeness(p.terms, q.terms)
		m := meeting{a: q, b: p, near: near, same: same, rare: &rare}
		for i := range q.statements {
			for j := range p.statements {
				if p == q && j <= i {
					continue
				}
				x, y := &q.statements[i], &p.statements[j]
				sim, shared := rare.likeness(x.terms, y.terms)
				pr := pairing{&m, x, y, shared, sim}
				for _, judge := range judges {
					offer(judge(&pr))
				}
			}
		}
	}
	for _, id := range kin {
		look(s.profile(id), shareOrigin(p.ID, id))
	}
	look(p, true)
	out := make([]Link, 0, len(best))
	for _, k := range sortedKeys(best) {
		out = append(out, best[k])
	}
	return keepStrongest(s.oneAnOrigin(out, shareOrigin))
}

// oneAnOrigin leaves, of the proposals of one kind to reports that share an
// origin with one another and not with this one, the one to the earliest
// report: the others repeat it. A resolution is best told by the strongest.
func (s *Shelf) oneAnOrigin(links []Link, shareOrigin func(a, b string) bool) []Link {
	slices.SortStableFunc(links, func(a, b Link) int {
		switch p, q := s.profile(a.To), s.profile(b.To); {
		case a.Kind != Denies || a.Kind != b.Kind || p == q:
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Key(), b.Key()))
		case after(q, p):
			return -1
		}
		return 1
	})
	var out []Link
	for _, l := range links {
		if l.Kind == Repeats || shareOrigin(l.From, l.To) || !slices.ContainsFunc(out, func(o Link) bool {
			return o.Kind == l.Kind && o.To != l.To && o.To != o.From && shareOrigin(o.To, l.To)
		}) {
			out = append(out, l)
		}
	}
	return out
}

// perKind is how many links of one kind a report may propose: a person has to
// look at each.
var perKind = map[LinkKind]int{Contradicts: 2, Denies: 2, Revises: 1, Resolves: 2, Continues: 2, Corroborates: 3, DistinctFrom: 2, Repeats: 20}

func keepStrongest(links []Link) []Link {
	slices.SortStableFunc(links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Key(), b.Key()))
	})
	n := map[LinkKind]int{}
	links = slices.DeleteFunc(links, func(l Link) bool {
		n[l.Kind]++
		return n[l.Kind] > perKind[l.Kind]
	})
	slices.SortFunc(links, func(a, b Link) int { return cmp.Compare(a.Key(), b.Key()) })
	return links
}

// link is a proposal about the pairing.
func (p *pairing) link(kind LinkKind, score float64, evidence ...Evidence) Link {
	return Link{Kind: kind, From: p.b.ID, To: p.a.ID, Claim: p.y.claimID(p.b), ToClaim: p.x.claimID(p.a), State: Proposed, score: score,
		Evidence: append(evidence, p.matter())}
}

// claimID is the statement's main claim: the first that is not its cue.
func (s *statement) claimID(p *Profile) string { return p.Reading.Claims[s.claims[0]].ID }

func (p *pairing) matter() Evidence {
	return Evidence{Kind: "matter", Why: fmt.Sprintf("the statements share %d%% of what they are about", int(100*min(1, p.sim)+0.5)), Span: p.y.span, ToSpan: p.x.span}
}
