package story

import (
	"cmp"
	"hash/fnv"
	"slices"

	"github.com/sayso/sayso/reading"
)

// Rules numbers the rules by which profiles are made and compared. A ledger's
// shelf made by others is made anew: raise it with every change to them.
const Rules = 1

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
	// Find are the reports filed under at least one of the keys, the undated
	// ones and those of the days from..to, each once, the latest first; at
	// most limit of them unless that is 0.
	Find(keys []Key, from, to, limit int) []Place
	// Following are the reports that come right after a place, at least n under
	// each of the keys where there are as many, in any order.
	Following(keys []Key, after Place, n int) []Place
	// Ties are the kept ties of a report.
	Ties(id string) []Tie
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
	Until int // the last day of publication
	Topic []Key
}

// Tie is how strongly two reports seem to rest on one origin, and to tell of
// one happening. A comes before B.
type Tie struct {
	A, B            string
	Strength, Story float64
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

// Head is the part of the profile that places it.
func (p *Profile) Head() Head {
	h := Head{Day: p.day(), Until: Undated, Topic: keysOf("topic", pairKeys(p.topic))}
	if h.Day != Undated {
		h.Until = p.published.to
	}
	return h
}

// Keys are all that the report is to be filed under, each once.
func (p *Profile) Keys() []Key {
	all := append(p.kinKeys(), keysOf("topic", pairKeys(p.topic))...)
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
	for i, n := range names {
		h := fnv.New64a()
		h.Write([]byte(kind + "\x00" + n))
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
	p.Reading = essence(r)
	return p
}

// essence is what relating still needs of a reading whose profile is made.
func essence(r *reading.Reading) *reading.Reading {
	e := &reading.Reading{Report: r.Report, Text: r.Text, Claims: make([]reading.Claim, len(r.Claims))}
	for _, v := range r.Voices {
		e.Voices = append(e.Voices, reading.Voice{ID: v.ID, Name: v.Name, Kind: v.Kind})
	}
	for i, c := range r.Claims {
		e.Claims[i] = reading.Claim{ID: c.ID, Span: c.Span, Sources: c.Sources}
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
	found := s.stored().Find(p.kinKeys(), from, to, 0)
	slices.SortFunc(found, func(a, b Place) int { return cmp.Compare(a.ID, b.ID) })
	var out []Tie
	for _, f := range found {
		q := s.profile(f.ID)
		if f.ID == p.ID || q == nil {
			continue
		}
		if t := compare(p, q); max(t.strength, t.story) >= tieKept {
			out = append(out, Tie{t.a, t.b, t.strength, t.story})
		}
	}
	return out
}

// nearest are the latest reports on a topic, those published after linkReach
// before the head's day, at most linkNeighbours beside the report itself.
func (s *Shelf) nearest(id string, h Head) []Place {
	from, to := Undated+1, farAway
	if h.Day != Undated {
		from, to = h.Day-linkReach, h.Until
	}
	near := slices.DeleteFunc(s.stored().Find(h.Topic, from, to, linkNeighbours+1), func(x Place) bool { return x.ID == id })
	return near[:min(len(near), linkNeighbours)]
}

// Dependents are the reports whose links may be others with a report on the
// shelf than without it: those that have a tie with it, and those that look at it
// for its topic. With rough they may be more, and are found without looking at
// each. The report must be on the shelf.
func (s *Shelf) Dependents(id string, rough bool) []string {
	h := s.stored().Head(id)
	out := map[string]bool{}
	for _, t := range s.stored().Ties(id) {
		out[t.Other(id)] = true
	}
	var may []Place
	if h.Day == Undated {
		may = s.stored().Find(h.Topic, Undated+1, farAway, 0)
	} else {
		// A later report with as many others between looks at those.
		for _, x := range s.stored().Following(h.Topic, Place{h.Day, id}, linkNeighbours+1) {
			if x.Day <= h.Day+linkReach {
				may = append(may, x)
			}
		}
		may = append(may, s.stored().Find(h.Topic, h.Day-longestDate, h.Day, 0)...)
	}
	looked := map[string]bool{id: true}
	for _, x := range may {
		if out[x.ID] || looked[x.ID] {
			continue
		}
		looked[x.ID] = true
		g := s.stored().Head(x.ID)
		if h.Day != Undated && g.Day != Undated && g.Until < h.Day {
			continue
		}
		if rough || slices.ContainsFunc(s.nearest(x.ID, g), func(y Place) bool { return y.ID == id }) {
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

// Groups are the origins and the stories of reports, which must be all that
// Near gives of them.
func (s *Shelf) Groups(ids []string) ([]Origin, []Story) {
	ties := s.tiesAmong(ids)
	var origins []Origin
	var stories []Story
	for _, g := range groupReports(ids, ties, func(t *tie) float64 { return t.strength }) {
		o := s.originOf(g)
		o.ID = named("o", o.Reports)
		origins = append(origins, o)
	}
	for _, g := range groupReports(ids, ties, func(t *tie) float64 { return t.story }) {
		st := s.storyOf(g)
		st.ID = named("s", st.Reports)
		stories = append(stories, st)
	}
	return origins, stories
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
				out = append(out, tie{a: t.A, b: t.B, strength: t.Strength, story: t.Story})
			}
		}
	}
	slices.SortFunc(out, func(x, y tie) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
}
