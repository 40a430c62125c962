package story

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

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
	values   string // the figures that cannot both hold, or the measure that is revised
	// of what revises a figure, the other reports whose figures for the same, and of
	// the same voice where it is its own, the report revises
	rivals []string
}

// Key names the link for decisions about it.
func (l *Link) Key() string {
	return string(l.Kind) + " " + l.From + "/" + l.Claim + " " + l.To + "/" + l.ToClaim
}

// LinkOf is the bare link, as proposed, that a Key names; ok is false for what is
// none.
func LinkOf(key string) (l Link, ok bool) {
	part := strings.Split(key, " ")
	if len(part) != 3 {
		return Link{}, false
	}
	l.Kind, l.State = LinkKind(part[0]), Proposed
	from, to := false, false
	l.From, l.Claim, from = strings.Cut(part[1], "/")
	l.To, l.ToClaim, to = strings.Cut(part[2], "/")
	return l, from && to
}

// ID is short for Key, for people to type.
func (l *Link) ID() string { return "l" + report.Hash(l.Key())[:8] }

const (
	oneOrigin  = "copying damage or two versions under one origin"
	twoSources = "different sources disagree"
	oneReport  = "the report disagrees with itself"
	linkReach  = 900 // days over which a later report is looked at for its bearing on an earlier one
)

// How many reports a report's claims are held against; no constants for the
// tests' sake.
var (
	linkPerTerm    = 40 // latest earlier reports that a term brings up
	linkNeighbours = 48 // earlier reports that are looked at, for what they share
)

// meeting is two reports whose claims are held against one another: b is the
// later one, or both are one.
type meeting struct {
	a, b   *Profile
	near   float64 // weight of what the reports share
	same   bool    // they share an origin
	figure bool    // both give a figure that few others on the matter give
	// b may tell what became of what a foretells
	resolves bool
	rare     *rarity
	at       []int32 // where a's terms stand among b's
}

// pairing is a statement of each of the reports.
type pairing struct {
	*meeting
	x, y   *statement
	shared float64 // weight of what the statements share
	sim    float64 // the same, as a part of the lighter one
	about  float64 // weight of what x shares with all of b
	rareX  float64 // weights of the statements' terms, by their rarity
	rareY  float64
	told   []float64 // weights of b's terms in y
}

// rarity weighs terms down that most reports on the topic share: what a whole
// story has in common tells nothing about its parts. It is computed among the
// reports that are looked at for one report, so others change nothing.
type rarity struct {
	names []string  // the report's terms, sorted
	of    []float64 // their rarity
}

// fewReports is among how many reports terms are weighed at least, so that
// what three reports of three have in common still tells something.
const fewReports = 16

// rareFigure is the rarity from which on a figure is one that few give.
const rareFigure = 0.5

// rarityAmong is that of p's terms among reports, given where each one's terms
// stand among p's.
func rarityAmong(p *Profile, placed [][]int32) rarity {
	n := math.Log(max(fewReports, float64(len(placed)+1)))
	in := make([]int, len(p.terms.names))
	for _, at := range placed {
		for _, i := range at {
			if i >= 0 {
				in[i]++
			}
		}
	}
	r := rarity{p.terms.names, make([]float64, len(in))}
	for i, k := range in {
		r.of[i] = max(0.2, 1-math.Log(float64(1+k))/n)
	}
	return r
}

// term is the rarity of one; that of one which the report has not is 1.
func (r *rarity) term(name string) float64 {
	if i, ok := slices.BinarySearch(r.names, name); ok {
		return r.of[i]
	}
	return 1
}

// weight is that of the terms of a statement of the report, by their rarity.
func (r *rarity) weight(s *statement) float64 {
	all := 0.0
	for i, t := range s.at {
		all += s.terms.weights[i] * r.of[t]
	}
	return all
}

// earlierKin are the reports that a report's claims may bear on: those of its
// story, and of the latest earlier ones that share a term with it those that
// share most, sorted.
func (s *Shelf) earlierKin(p *Profile) []string {
	store := s.stored()
	seen := map[string]bool{}
	h := p.Head()
	later := func(id string) bool { return h.After(p.ID, store.Head(id), id) }
	for _, t := range store.Ties(p.ID) {
		if id := t.Other(p.ID); later(id) {
			seen[id] = true
		}
	}
	type kin struct {
		id     string
		shared float64
	}
	var near []kin
	own := weightsOf(p.Terms())
	from, to := h.reach()
	for _, x := range store.Latest(h.Topic, from, to, linkPerTerm) {
		if x != p.ID && later(x) {
			near = append(near, kin{x, own.shared(store.Terms(x))})
		}
	}
	slices.SortFunc(near, func(a, b kin) int { return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.id, b.id)) })
	for _, k := range near[:min(len(near), linkNeighbours)] {
		seen[k.id] = true
	}
	return sortedKeys(seen)
}

// weighed finds the weights of terms: a table by the last bits of their keys, which
// are hashes, each term in the first free place from there.
type weighed []Term

func weightsOf(terms []Term) weighed {
	n := 16
	for n < 4*len(terms) {
		n *= 2
	}
	w := make(weighed, n)
	for _, t := range terms {
		i := int(t.Key) & (n - 1)
		for w[i].Weight > 0 {
			i = (i + 1) & (n - 1)
		}
		w[i] = t
	}
	return w
}

// shared is the weight of those terms that are there, of two the lighter.
func (w weighed) shared(terms []Term) (all float64) {
	for _, t := range terms {
		for i := int(t.Key) & (len(w) - 1); w[i].Weight > 0; i = (i + 1) & (len(w) - 1) {
			if w[i].Key == t.Key {
				all += min(w[i].Weight, t.Weight)
				break
			}
		}
	}
	return all
}

// After is the order of reports in time: of two, the later one's claims are held
// against the earlier one's.
func (h Head) After(id string, g Head, other string) bool {
	if h.Until != Undated && g.Until != Undated && h.Until != g.Until {
		return h.Until > g.Until
	}
	return id > other
}

// LinksOf proposes how the claims of one report bear on those of earlier
// reports and on one another. Settle chooses among the proposals of all.
func (s *Shelf) LinksOf(p *Profile, shareOrigin func(a, b string) bool) []Link {
	type between struct {
		kind LinkKind
		to   string
	}
	best := map[between]*Link{}
	offer := func(l *Link) {
		k := between{l.Kind, l.To}
		if l.Kind == Retracts { // each claim that is taken back
			k.to += "/" + l.ToClaim
		}
		if b := best[k]; b == nil || strongestFirst(l, b) < 0 {
			best[k] = l
		}
	}
	s.pairings(p, shareOrigin, func(pr *pairing) { pr.judge(offer) })
	out := make([]*Link, 0, len(best))
	for _, l := range best {
		out = append(out, l)
	}
	out = atMost(out, func(k LinkKind) int { return firstCut * perKind[k] }, func(l *Link) string { return l.From })
	setRivals(out)
	return values(out)
}

// revisesFigure tells whether the link says that a figure is revised.
func (l *Link) revisesFigure() bool { return l.Kind == Revises && l.values != "" }

// setRivals tells each of one report's proposals that a figure is revised of the
// others for the same measure.
func setRivals(links []*Link) {
	ownVoice := func(l *Link) bool {
		return slices.ContainsFunc(l.Evidence, func(e Evidence) bool { return e.Kind == "voice" })
	}
	for _, l := range links {
		if !l.revisesFigure() {
			continue
		}
		own := ownVoice(l)
		for _, x := range links {
			if x.revisesFigure() && x.values == l.values && x.To != l.To && (!own || ownVoice(x)) {
				l.rivals = append(l.rivals, x.To)
			}
		}
		slices.Sort(l.rivals)
		l.rivals = slices.Compact(l.rivals)
	}
}

// pairings gives the statements of the earlier reports that p's claims may bear
// on with those of p, and those of p with one another, where any judge has
// something to say. What is given is not to be kept.
func (s *Shelf) pairings(p *Profile, shareOrigin func(a, b string) bool, each func(*pairing)) {
	kin := s.earlierKin(p)
	others, placed := make([]*Profile, len(kin)), make([][]int32, len(kin))
	for i, id := range kin {
		others[i] = s.profile(id)
		placed[i] = others[i].terms.places(p.terms.names)
	}
	rare := rarityAmong(p, placed)
	given, told := p.givenIn()
	weight := p.terms.weight()
	shared, rarely := make([]float64, len(p.statements)), make([]float64, len(p.statements))
	for i := range p.statements {
		rarely[i] = rare.weight(&p.statements[i])
	}
	look := func(q *Profile, at []int32, same bool) {
		m := meeting{a: q, b: p, same: same, rare: &rare, at: at}
		for i, k := range at {
			if k >= 0 {
				m.near += min(q.terms.weights[i], p.terms.weights[k]) * rare.of[k]
				m.figure = m.figure || q.terms.names[i][0] == '#' && q.terms.weights[i] == figureWeight && rare.of[k] >= rareFigure
			}
		}
		if p != q && !same && (m.near < muchNear || m.near < byChance*weight*q.terms.weight()) && !p.namesAlike(q) {
			return
		}
		m.resolves = p != q && !same && q.published.before(p.published) && m.near >= resolvingNear
		for i := range q.statements {
			pr := pairing{meeting: &m, x: &q.statements[i]}
			clear(shared)
			for n, t := range pr.x.at {
				k, w := at[t], pr.x.terms.weights[n]
				if k < 0 {
					pr.rareX += w
					continue
				}
				pr.rareX += w * rare.of[k]
				pr.about += min(w, p.terms.weights[k]) * rare.of[k]
				for _, g := range given[k] {
					shared[g.statement] += min(w, g.weight) * rare.of[k]
				}
			}
			first := 0
			if p == q {
				first = i + 1
			}
			for j := first; j < len(p.statements); j++ {
				pr.y, pr.shared = &p.statements[j], shared[j]
				if !pr.tells() {
					continue
				}
				pr.told, pr.sim, pr.rareY = told[j], 0, rarely[j]
				if m := min(pr.x.weight, pr.y.weight); m > 0 {
					pr.sim = pr.shared / m
				}
				each(&pr)
			}
		}
	}
	for i, q := range others {
		look(q, placed[i], shareOrigin(p.ID, q.ID))
	}
	look(p, p.terms.places(p.terms.names), true)
}

// Reports that name nobody and nothing in common may be on one matter if what they
// have in common weighs muchNear, and twice what chance gives any two: that grows
// with the length of both.
const (
	muchNear = 2
	byChance = 0.002
)

// given is a statement that has a term, with the term's weight.
type given struct {
	statement int
	weight    float64
}

// givenIn are the statements that have each of the report's terms, and the
// weights of all its terms in each statement.
func (p *Profile) givenIn() (in [][]given, told [][]float64) {
	n := len(p.terms.names)
	in, told = make([][]given, n), make([][]float64, len(p.statements))
	all := make([]float64, n*len(p.statements))
	for j := range p.statements {
		s := &p.statements[j]
		told[j] = all[j*n : (j+1)*n]
		for i, t := range s.at {
			in[t] = append(in[t], given{j, s.terms.weights[i]})
			told[j][t] = s.terms.weights[i]
		}
	}
	return in, told
}

// toldOf is the weight in y of the i-th term of a facet of x, and its rarity.
func (p *pairing) toldOf(f *facet, i int) (weight, rarity float64) {
	if t := f.at[i]; t >= 0 {
		k := p.at[t]
		if k < 0 {
			return 0, 1
		}
		return p.told[k], p.rare.of[k]
	}
	return p.y.terms.of(f.terms.names[i]), p.rare.term(f.terms.names[i])
}

// perKind is how many links of one kind a report may propose, and perTarget how
// many of one kind may be proposed to a report: a person has to look at each.
var (
	perKind   = map[LinkKind]int{Contradicts: 4, Denies: 2, Retracts: 6, Revises: 2, Resolves: 4, Continues: 2, Corroborates: 3, DistinctFrom: 2, Repeats: 20}
	perTarget = map[LinkKind]int{Contradicts: 8, Denies: 4, Revises: 3, Resolves: 5}
)

// MostAbout is how many links of a kind may be proposed to one report, 0 for any
// number.
func MostAbout(k LinkKind) int { return perTarget[k] }

// firstCut is how many times as many proposals of a report are kept until those
// of reports that rest on one origin are known.
const firstCut = 6

// strongestFirst orders proposals by their score, and by their key.
func strongestFirst(a, b *Link) int {
	if c := cmp.Compare(b.score, a.score); c != 0 {
		return c
	}
	return byKey(a, b)
}

// byKey is the order of links by Key.
func byKey(a, b *Link) int { // no kind begins with another's name, and no claim's id holds what sorts before a space
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), slashed(a.From, b.From), cmp.Compare(a.Claim, b.Claim), slashed(a.To, b.To), cmp.Compare(a.ToClaim, b.ToClaim))
}

// slashed compares two names as parts of paths.
func slashed(a, b string) int {
	if a != b && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) {
		return cmp.Compare(a+"/", b+"/")
	}
	return cmp.Compare(a, b)
}

// values are the links themselves.
func values(links []*Link) []Link {
	out := make([]Link, len(links))
	for i, l := range links {
		out[i] = *l
	}
	return out
}

// atMost keeps the strongest proposals of each kind and key.
func atMost(links []*Link, most func(LinkKind) int, key func(*Link) string) []*Link {
	type slot struct {
		kind LinkKind
		key  string
	}
	slices.SortFunc(links, strongestFirst)
	n := map[slot]int{}
	return slices.DeleteFunc(links, func(l *Link) bool {
		m := most(l.Kind)
		if m <= 0 {
			return false
		}
		k := slot{l.Kind, key(l)}
		n[k]++
		return n[k] > m
	})
}

// Proposal is a link with what settling still needs of how it came about.
type Proposal struct {
	Link
	Score  float64  `json:"score"`
	Values string   `json:"values,omitempty"`
	Rivals []string `json:"rivals,omitempty"`
}

// Proposal is the link to be settled later.
func (l Link) Proposal() Proposal { return Proposal{l, l.score, l.values, l.rivals} }

// Open is the link as it was proposed.
func (p Proposal) Open() Link {
	p.Link.score, p.Link.values, p.Link.rivals = p.Score, p.Values, p.Rivals
	return p.Link
}

// Settle chooses among proposals. Of those of one kind between two origins it
// leaves one: what the others say they only repeat. It is the one between the
// earliest reports of each, and among those of one day the ones that most of
// their origin's others resemble; where nothing tells which of two reports that
// is, both are left. What becomes of a report's own links hangs on the proposals
// to all that share an origin with a report that it has links to: those must be
// there too. Companions are a report and all that share an origin with it.
func (s *Shelf) Settle(links []Link, origins, companions func(id string) []string, central func(id string) float64) []Link {
	type rank struct { // the earlier, then the more central
		from, to             int
		fromCentral, central float64
	}
	type ranked struct {
		*Link
		rank
	}
	days := map[string]int{}
	last := func(id string) int {
		d, ok := days[id]
		if !ok {
			if d = s.stored().Head(id).Until; d == Undated {
				d = farAway
			}
			days[id] = d
		}
		return d
	}
	all := make([]ranked, len(links))
	for i := range links {
		l := &links[i]
		all[i] = ranked{l, rank{last(l.From), last(l.To), central(l.From), central(l.To)}}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		if c := cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.fromCentral, a.fromCentral), cmp.Compare(a.to, b.to), cmp.Compare(b.central, a.central)); c != 0 {
			return c
		}
		return strongestFirst(a.Link, b.Link)
	})
	old := outdated(last, companions)
	type twin struct {
		kind   LinkKind
		of     string
		values string
	}
	type between struct {
		kind     LinkKind
		from, to string
	}
	nearest, met := map[between]rank{}, map[between]int{}
	twins := map[twin]int{}
	var stay []*Link
	for _, l := range all {
		if old(l.Link) {
			continue
		}
		from, to := origins(l.From), origins(l.To)
		within := l.From == l.To || meet(from, to)
		if within && l.values != "" && l.Kind == Contradicts {
			k := twin{l.Kind, strings.Join(to, " "), l.values}
			if twins[k]++; twins[k] > 1 {
				continue
			}
		}
		told := false
		if l.Kind != Repeats && l.Kind != Corroborates && !within {
			for _, f := range from {
				for _, t := range to {
					k := between{l.Kind, f, t}
					if l.Kind == Retracts {
						k.to += "/" + l.To + "/" + l.ToClaim
					}
					if r, had := nearest[k]; !had {
						nearest[k] = l.rank
					} else if met[k]++; r != l.rank || met[k] > 1 {
						told = true
					}
				}
			}
		}
		if !told {
			stay = append(stay, l.Link)
		}
	}
	stay = atMost(stay, func(k LinkKind) int { return perTarget[k] }, func(l *Link) string { return l.To })
	stay = atMost(stay, func(k LinkKind) int { return perKind[k] }, func(l *Link) string {
		if l.From == l.To {
			return l.From + " within"
		}
		return l.From
	})
	slices.SortFunc(stay, byKey)
	return values(stay)
}

// outdated tells which proposals say that a report revises a figure that another
// had revised by then: a new count is held against the last one, and against the
// last one of its own voice. How late a count is, the first report of its origin
// tells.
func outdated(day func(id string) int, companions func(id string) []string) func(*Link) bool {
	first := map[string]int{}
	told := func(id string) int {
		d, ok := first[id]
		if !ok {
			d = day(id)
			for _, x := range companions(id) {
				d = min(d, day(x))
			}
			first[id] = d
		}
		return d
	}
	return func(l *Link) bool {
		return slices.ContainsFunc(l.rivals, func(id string) bool { return told(l.To) < told(id) })
	}
}

// link is a proposal about the pairing.
func (p *pairing) link(kind LinkKind, score float64, evidence ...Evidence) *Link {
	return &Link{Kind: kind, From: p.b.ID, To: p.a.ID, Claim: p.y.claimID(p.b), ToClaim: p.x.claimID(p.a), State: Proposed, score: score,
		Evidence: append(evidence, p.matter())}
}

// claimID is the statement's main claim: the first that is not its cue.
func (s *statement) claimID(p *Profile) string { return p.claims[s.claims[0]].id }

func (p *pairing) matter() Evidence {
	why := fmt.Sprintf("the statements share %d%% of what they are about", int(100*min(1, p.sim)+0.5))
	if p.sim < 0.1 {
		why = "the statements have few words in common"
	}
	return Evidence{Kind: "matter", Why: why, Span: p.y.span, ToSpan: p.x.span}
}
