package story

import (
	"cmp"
	"hash/fnv"
	"slices"

	"github.com/sayso/sayso/reading"
)

// Rules numbers the rules by which profiles are made and compared. A ledger's
// shelf made by others is made anew: raise it with every change to them.
const Rules = 8

// Shelf relates reports whose profiles lie in a store: no report is ever
// compared with all others. The zero value is an empty shelf in memory, which
// Add and Remove fill. It is not safe for concurrent use.
type Shelf struct{ store Store }

// NewShelf is the shelf over a store that its owner fills, with what Profile
// files under Keys and with the ties that TiesOf gives.
func NewShelf(s Store) *Shelf { return &Shelf{s} }

// Store is where profiles lie, with the indexes that find each one's kin. A
// store that fails answers with nothing; its owner knows why.
type Store interface {
	// Profile is a report's profile, nil when it is not on the shelf.
	Profile(id string) *Profile
	// Head is the part of a report's profile that places it.
	Head(id string) Head
	// Find are the reports filed under at least one of the keys but one, the
	// undated ones and those of the days from..to, each once, in any order.
	Find(keys []Key, but string, from, to int) []Place
	// Latest are, under each of the keys, the latest n reports of the days
	// from..to and the first n undated ones by id, each once, in any order.
	Latest(keys []Key, from, to, n int) []string
	// Following are the reports that come right after a place, at least n under
	// each of the keys where there are as many, in any order.
	Following(keys []Key, after Place, n int) []Place
	// Ties are the kept ties of a report, by the other's id.
	Ties(id string) []Tie
	// Terms are what a report is about.
	Terms(id string) []Term
}

// Key is one of the marks by which a report's kin find it.
type Key int64

// Place is a report's place in the order of publication: Undated ones come
// first.
type Place struct {
	Day int // since 1970-01-01
	ID  string
}

// Undated is the day of reports whose day is not known.
const Undated = -farAway

func comparePlaces(a, b Place) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) }

// Head places a report: its days and the keys of its topic.
type Head struct {
	Day   int // Undated when unknown
	Until int // the last day of publication, Undated when unknown
	Topic []Key
}

// Term is a figure, name or word of a report, with its weight.
type Term struct {
	Key    Key
	Weight float64
}

// Terms are what the report is about, by their keys. They are not to be
// changed.
func (p *Profile) Terms() []Term { return p.hashed }

func (p *Profile) hashTerms() []Term {
	out := make([]Term, len(p.terms.names))
	for i, k := range keysOf("term", p.terms.names) {
		out[i] = Term{k, p.terms.weights[i]}
	}
	slices.SortFunc(out, func(a, b Term) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// Tie is how strongly two reports seem to rest on one origin, and to tell of
// one happening. A comes before B. Content is what part of the smaller report
// both have; Rests is 1 where A names B's publisher, -1 the other way round; Via
// is that publisher, or the voice that ties them most where neither names the
// other.
type Tie struct {
	A, B            string
	Strength, Story float64
	Content         float64
	Rests           int
	Via             string
}

// ends are the report that names the other's publisher, and the other.
func (t Tie) ends() (from, on string) {
	if t.Rests > 0 {
		return t.A, t.B
	}
	return t.B, t.A
}

// Other is the tie's far end.
func (t Tie) Other(id string) string {
	if t.A == id {
		return t.B
	}
	return t.A
}

// longestDate is the longest publication interval, in days, that still places
// a report on the timeline; vaguer dates count as none.
const longestDate = 62

func (p *Profile) day() int {
	if !p.published.known || p.published.to-p.published.from > longestDate {
		return Undated
	}
	return p.published.from
}

// Head is the part of the profile that places it. Its topic is not to be
// changed.
func (p *Profile) Head() Head { return p.head }

func (p *Profile) makeHead() Head {
	h := Head{Day: p.day(), Until: Undated, Topic: keysOf("topic", p.topicKeys())}
	if p.published.known {
		h.Until = p.published.to
	}
	return h
}

// Keys are all that the report is to be filed under, each once.
func (p *Profile) Keys() []Key {
	all := append(p.kinKeys(), keysOf("topic", p.topicKeys())...)
	slices.Sort(all)
	return slices.Compact(all)
}

// kinKeys find a report's kin: copied wording, or a voice and a leading term in
// common, or two leading terms.
func (p *Profile) kinKeys() []Key {
	out := p.bandKeys()
	out = append(out, keysOf("spoken", p.spokenKeys())...)
	return append(out, keysOf("lead", pairKeys(p.lead))...)
}

func keysOf(kind string, names []string) []Key {
	out := make([]Key, len(names))
	h := fnv.New64a()
	var b []byte
	for i, n := range names {
		b = append(append(append(b[:0], kind...), 0), n...)
		h.Reset()
		h.Write(b)
		out[i] = Key(h.Sum64())
	}
	return out
}

func (p *Profile) bandKeys() []Key {
	if p.sketch.empty() {
		return nil
	}
	var out []Key
	for i := 0; i < len(p.sketch); i += bandRows {
		h := fnv.New64a()
		h.Write([]byte{'b', byte(i)})
		for _, x := range p.sketch[i : i+bandRows] {
			h.Write([]byte{byte(x), byte(x >> 8), byte(x >> 16), byte(x >> 24)})
		}
		out = append(out, Key(h.Sum64()))
	}
	return out
}

// spokenKeys join every voice that the report rests on, and its publisher,
// with every leading term.
func (p *Profile) spokenKeys() []string {
	var out []string
	for _, k := range append(sortedKeys(p.voices), p.publisher) {
		for _, t := range p.lead {
			out = append(out, k+" "+t)
		}
	}
	return out
}

// topicKeys are the terms by which later reports on the matter find this one.
func (p *Profile) topicKeys() []string { return addAll(slices.Clone(p.topic), p.lead) }

func pairKeys(terms []string) []string {
	terms = slices.Sorted(slices.Values(terms))
	var out []string
	for i, a := range terms {
		for _, b := range terms[i+1:] {
			out = append(out, a+" "+b)
		}
	}
	return out
}

// Slim is the profile of a reading that keeps of it only what relating needs.
func Slim(r *reading.Reading) *Profile {
	p := NewProfile(r)
	p.Reading, p.cites, p.outletKeys = essence(r), nil, nil
	return p
}

// essence is what relating still needs of a reading whose profile is made, but for
// its claims.
func essence(r *reading.Reading) *reading.Reading {
	e := &reading.Reading{Report: r.Report, Text: r.Text}
	for _, v := range r.Voices {
		e.Voices = append(e.Voices, reading.Voice{ID: v.ID, Name: v.Name, Kind: v.Kind})
	}
	return e
}

func (s *Shelf) profile(id string) *Profile { return s.stored().Profile(id) }

// TiesOf are the ties that a profile has with those on the shelf.
func (s *Shelf) TiesOf(p *Profile) []Tie {
	from, to := Undated+1, farAway
	if p.day() != Undated {
		from, to = p.published.from-window-longestDate, p.published.to+window
	}
	found := s.stored().Find(p.kinKeys(), p.ID, from, to)
	if p.day() != Undated { // a copy is one whenever it is made
		for _, f := range s.stored().Find(p.bandKeys(), p.ID, p.published.from-linkReach, p.published.to+linkReach) {
			if !slices.Contains(found, f) {
				found = append(found, f)
			}
		}
	}
	slices.SortFunc(found, func(a, b Place) int { return cmp.Compare(a.ID, b.ID) })
	var out []Tie
	for _, f := range found {
		q := s.profile(f.ID)
		if q == nil {
			continue
		}
		if t := compare(p, q); max(t.strength, t.story) >= tieKept {
			x := Tie{t.a, t.b, t.strength, t.story, t.content, t.rests, t.via}
			if _, on := x.ends(); t.rests != 0 && on == p.ID {
				x.Via = p.publisher
			} else if t.rests != 0 {
				x.Via = q.publisher
			}
			out = append(out, x)
		}
	}
	return out
}

// reach are the days of the reports that one looks at.
func (h Head) reach() (from, to int) {
	if h.Day == Undated {
		return Undated + 1, farAway
	}
	return h.Day - linkReach, h.Until
}

// sees tells whether a report is among the latest that another's terms bring up.
func (s *Shelf) sees(h Head, id string, topic []Key) bool {
	from, to := h.reach()
	var both []Key
	for _, k := range h.Topic {
		if slices.Contains(topic, k) {
			both = append(both, k)
		}
	}
	return slices.Contains(s.stored().Latest(both, from, to, linkPerTerm), id)
}

// Dependents are the reports whose links may be others with a report on the
// shelf than without it: later ones that have a tie with it, and those that look at
// it for its topic. With rough they may be more, and are found without looking at
// each. The report must be on the shelf.
func (s *Shelf) Dependents(id string, rough bool) []string {
	h := s.stored().Head(id)
	out := map[string]bool{}
	for _, t := range s.stored().Ties(id) {
		if x := t.Other(id); s.stored().Head(x).After(x, h, id) {
			out[x] = true
		}
	}
	var may []Place
	if h.Day == Undated {
		may = s.stored().Find(h.Topic, id, Undated+1, farAway)
	} else {
		// A later report with as many others between looks at those.
		for _, x := range s.stored().Following(h.Topic, Place{h.Day, id}, linkPerTerm+1) {
			if x.Day <= h.Day+linkReach {
				may = append(may, x)
			}
		}
		may = append(may, s.stored().Find(h.Topic, id, h.Day-longestDate, h.Day)...)
	}
	looked := map[string]bool{id: true}
	for _, x := range may {
		if looked[x.ID] {
			continue
		}
		looked[x.ID] = true
		g := s.stored().Head(x.ID)
		if out[x.ID] || h.Day != Undated && g.Day != Undated && g.Until < h.Day {
			continue
		}
		if rough || s.sees(g, id, h.Topic) {
			out[x.ID] = true
		}
	}
	return sortedKeys(out)
}

// Near are the reports that can change groups with any of ids: all that are
// reached over ties strong enough to be proposed, sorted. Weaker ties weigh in
// only among them.
func (s *Shelf) Near(ids ...string) []string {
	seen := map[string]bool{}
	stack := slices.Clone(ids)
	for _, id := range ids {
		seen[id] = true
	}
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, t := range s.stored().Ties(x) {
			if y := t.Other(x); max(t.Strength, t.Story) >= tieProposed && !seen[y] {
				seen[y] = true
				stack = append(stack, y)
			}
		}
	}
	return sortedKeys(seen)
}

// Groups are origins and stories of some reports, and how much the others of
// its origins resemble each of them. An origin of one report has no root but that.
type Groups struct {
	Origins []Origin
	Stories []Story
	Central map[string]float64
}

// Groups are those of reports that must be all that Near gives of them.
func (s *Shelf) Groups(ids []string) Groups {
	ties := s.byStory(s.tiesAmong(ids))
	g := Groups{Central: map[string]float64{}}
	of := map[string][]string{}
	for _, r := range groupReports(ids, ties, func(t *tie) float64 { return t.strength }) {
		o := Origin{Reports: r, Evidence: []Evidence{}}
		if len(r) > 1 {
			o = s.originOf(r)
		}
		o.ID = named("o", o.Reports)
		g.Origins = append(g.Origins, o)
		for _, id := range r {
			of[id] = append(of[id], o.ID)
		}
	}
	for _, r := range groupReports(ids, ties, func(t *tie) float64 { return t.story }) {
		st := s.storyOf(r)
		st.ID = named("s", st.Reports)
		g.Stories = append(g.Stories, st)
	}
	for i := range ties {
		if t := &ties[i]; meet(of[t.a], of[t.b]) {
			g.Central[t.a] += t.strength
			g.Central[t.b] += t.strength
		}
	}
	return g
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// tiesAmong are the kept ties between the reports, in order, without their
// evidence.
func (s *Shelf) tiesAmong(ids []string) []tie {
	in := make(map[string]bool, len(ids))
	for _, id := range ids {
		in[id] = true
	}
	var out []tie
	for _, a := range ids {
		for _, t := range s.stored().Ties(a) {
			if t.A == a && in[t.B] {
				out = append(out, tie{a: t.A, b: t.B, strength: t.Strength, story: t.Story, content: t.Content, rests: t.Rests, via: t.Via})
			}
		}
	}
	slices.SortFunc(out, func(x, y tie) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
}
