package story

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/sayso/sayso/reading"
)

// Shelf holds the profiles of reports with the indexes that find each one's
// kin: no report is ever compared with all others. The zero value is an empty
// shelf. It is not safe for concurrent use.
type Shelf struct {
	profiles map[string]*Profile
	bands    map[string][]string // sketch band -> report ids
	spoken   map[string]timeline // voice and leading term
	leads    map[string]timeline // pair of leading terms
	topics   map[string]timeline // topic or leading term
	ties     map[[2]string]tie   // kept ties, the smaller id first
	kin      map[string][]string // reports with a kept tie
}

// timeline lists reports by the first day of their publication; undated ones
// stand at the front.
type timeline []dated

type dated struct {
	day int
	id  string
}

const undated = -farAway

func (t timeline) with(d dated) timeline {
	i, found := slices.BinarySearchFunc(t, d, compareDated)
	if found {
		return t
	}
	return slices.Insert(t, i, d)
}

func compareDated(a, b dated) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.id, b.id)) }

// within visits the undated reports and those between the two days.
func (t timeline) within(from, to int, visit func(id string)) {
	for _, d := range t {
		if d.day != undated {
			break
		}
		visit(d.id)
	}
	i, _ := slices.BinarySearchFunc(t, dated{max(from, undated+1), ""}, compareDated)
	for ; i < len(t) && t[i].day <= to; i++ {
		visit(t[i].id)
	}
}

// latest visits the undated reports and those up to a day, the latest first,
// n of either at most.
func (t timeline) latest(from, to, n int, visit func(id string)) {
	i, _ := slices.BinarySearchFunc(t, dated{to + 1, ""}, compareDated)
	for k := i - 1; k >= max(0, i-n) && t[k].day >= max(from, undated+1); k-- {
		visit(t[k].id)
	}
	for k := 0; k < min(n, len(t)) && t[k].day == undated; k++ {
		visit(t[k].id)
	}
}

// longestDate is the longest publication interval, in days, that still places
// a report on the timeline; vaguer dates count as none.
const longestDate = 62

func (p *Profile) day() int {
	if !p.published.known || p.published.to-p.published.from > longestDate {
		return undated
	}
	return p.published.from
}

// Add puts a reading on the shelf. A reading of the same report replaces the
// one before.
func (s *Shelf) Add(r *reading.Reading) {
	p := NewProfile(r)
	p.Reading = essence(r)
	s.AddProfile(p)
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

// AddProfile is Add for a profile that is at hand.
func (s *Shelf) AddProfile(p *Profile) {
	if s.profiles == nil {
		s.profiles, s.bands, s.ties, s.kin = map[string]*Profile{}, map[string][]string{}, map[[2]string]tie{}, map[string][]string{}
		s.spoken, s.leads, s.topics = map[string]timeline{}, map[string]timeline{}, map[string]timeline{}
	}
	if s.profiles[p.ID] != nil {
		s.Remove(p.ID)
	}
	for _, id := range s.candidates(p) {
		if t := compare(p, s.profiles[id]); max(t.strength, t.story) >= tieKept {
			s.ties[[2]string{t.a, t.b}] = t
			s.kin[t.a] = append(s.kin[t.a], t.b)
			s.kin[t.b] = append(s.kin[t.b], t.a)
		}
	}
	s.profiles[p.ID] = p
	d := dated{p.day(), p.ID}
	for _, k := range p.bandKeys() {
		s.bands[k] = append(s.bands[k], p.ID)
	}
	for _, x := range s.indexes(p) {
		for _, k := range x.keys {
			x.index[k] = x.index[k].with(d)
		}
	}
}

type indexed struct {
	index map[string]timeline
	keys  []string
}

func (s *Shelf) indexes(p *Profile) []indexed {
	return []indexed{{s.spoken, p.spokenKeys()}, {s.leads, pairKeys(p.lead)}, {s.topics, p.topicKeys()}}
}

// Remove takes a report off the shelf, as if it had never been added.
func (s *Shelf) Remove(id string) {
	p := s.profiles[id]
	if p == nil {
		return
	}
	drop := func(ids []string, id string) []string {
		return slices.DeleteFunc(ids, func(x string) bool { return x == id })
	}
	for _, k := range p.bandKeys() {
		if s.bands[k] = drop(s.bands[k], id); len(s.bands[k]) == 0 {
			delete(s.bands, k)
		}
	}
	for _, x := range s.indexes(p) {
		for _, k := range x.keys {
			if x.index[k] = slices.DeleteFunc(x.index[k], func(d dated) bool { return d.id == id }); len(x.index[k]) == 0 {
				delete(x.index, k)
			}
		}
	}
	for _, other := range s.kin[id] {
		s.kin[other] = drop(s.kin[other], id)
		delete(s.ties, [2]string{min(id, other), max(id, other)})
	}
	delete(s.kin, id)
	delete(s.profiles, id)
}

// candidates are the reports that may be kin of p: copied wording, or a voice
// and a leading term in common, or two leading terms, at about the same time.
func (s *Shelf) candidates(p *Profile) []string {
	seen := map[string]bool{}
	add := func(id string) { seen[id] = true }
	for _, k := range p.bandKeys() {
		for _, id := range s.bands[k] {
			add(id)
		}
	}
	from, to := undated+1, farAway
	if p.day() != undated {
		from, to = p.published.from-window-longestDate, p.published.to+window
	}
	for _, k := range p.spokenKeys() {
		s.spoken[k].within(from, to, add)
	}
	for _, k := range pairKeys(p.lead) {
		s.leads[k].within(from, to, add)
	}
	delete(seen, p.ID)
	return sortedKeys(seen)
}

func (p *Profile) bandKeys() []string {
	if p.sketch.empty() {
		return nil
	}
	var out []string
	for i := 0; i < len(p.sketch); i += bandRows {
		out = append(out, fmt.Sprint(i, p.sketch[i:i+bandRows]))
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

// IDs are the shelf's reports, sorted.
func (s *Shelf) IDs() []string { return sortedKeys(s.profiles) }

// component is every report reachable from id over kept ties, sorted.
func (s *Shelf) component(id string, seen map[string]bool) []string {
	stack, out := []string{id}, []string(nil)
	seen[id] = true
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack, out = stack[:len(stack)-1], append(out, x)
		for _, y := range s.kin[x] {
			if !seen[y] {
				seen[y] = true
				stack = append(stack, y)
			}
		}
	}
	slices.Sort(out)
	return out
}

// tiesAmong are the kept ties between the reports, in order.
func (s *Shelf) tiesAmong(ids []string) []tie {
	var out []tie
	for _, a := range ids {
		for _, b := range s.kin[a] {
			if a < b {
				out = append(out, s.ties[[2]string{a, b}])
			}
		}
	}
	slices.SortFunc(out, func(x, y tie) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
}
