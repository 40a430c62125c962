package story

import (
	"slices"

	"github.com/sayso/sayso/reading"
)

// memory is the store of a shelf that is not kept anywhere.
type memory struct {
	profiles map[string]*Profile
	index    map[Key][]Place // in order
	ties     map[string]map[string]Tie
}

func (s *Shelf) stored() Store {
	if s.store == nil {
		s.store = &memory{map[string]*Profile{}, map[Key][]Place{}, map[string]map[string]Tie{}}
	}
	return s.store
}

// inMemory is the store of a shelf that nobody else fills.
func (s *Shelf) inMemory() *memory { return s.stored().(*memory) }

// Add puts a reading on a shelf in memory. A reading of the same report
// replaces the one before.
func (s *Shelf) Add(r *reading.Reading) { s.AddProfile(Slim(r)) }

// AddProfile is Add for a profile that is at hand.
func (s *Shelf) AddProfile(p *Profile) {
	m := s.inMemory()
	s.Remove(p.ID)
	for _, t := range s.TiesOf(p) {
		for _, id := range [...]string{t.A, t.B} {
			if m.ties[id] == nil {
				m.ties[id] = map[string]Tie{}
			}
			m.ties[id][t.Other(id)] = t
		}
	}
	m.profiles[p.ID] = p
	d := Place{p.day(), p.ID}
	for _, k := range p.Keys() {
		i, _ := slices.BinarySearchFunc(m.index[k], d, comparePlaces)
		m.index[k] = slices.Insert(m.index[k], i, d)
	}
}

// Remove takes a report off a shelf in memory, as if it had never been added.
func (s *Shelf) Remove(id string) {
	m := s.inMemory()
	p := m.profiles[id]
	if p == nil {
		return
	}
	for _, k := range p.Keys() {
		m.index[k] = slices.DeleteFunc(m.index[k], func(d Place) bool { return d.ID == id })
		if len(m.index[k]) == 0 {
			delete(m.index, k)
		}
	}
	for other := range m.ties[id] {
		if delete(m.ties[other], id); len(m.ties[other]) == 0 {
			delete(m.ties, other)
		}
	}
	delete(m.ties, id)
	delete(m.profiles, id)
}

// IDs are the reports of a shelf in memory, sorted.
func (s *Shelf) IDs() []string { return sortedKeys(s.inMemory().profiles) }

func (m *memory) Profile(id string) *Profile { return m.profiles[id] }

func (m *memory) Head(id string) Head { return m.profiles[id].Head() }

func (m *memory) Find(keys []Key, but string, from, to int) []Place {
	seen := map[string]Place{}
	for _, k := range keys {
		list := m.index[k]
		for _, d := range list {
			if d.Day != Undated {
				break
			}
			seen[d.ID] = d
		}
		i, _ := slices.BinarySearchFunc(list, Place{max(from, Undated+1), ""}, comparePlaces)
		for ; i < len(list) && list[i].Day <= to; i++ {
			seen[list[i].ID] = list[i]
		}
	}
	delete(seen, but)
	out := make([]Place, 0, len(seen))
	for _, d := range seen {
		out = append(out, d)
	}
	return out
}

func (m *memory) Latest(keys []Key, from, to, n int) []string {
	met := map[string]bool{}
	for _, k := range keys {
		list := m.index[k]
		i, _ := slices.BinarySearchFunc(list, Place{to + 1, ""}, comparePlaces)
		for j := i - 1; j >= max(0, i-n) && list[j].Day >= max(from, Undated+1); j-- {
			met[list[j].ID] = true
		}
		for j := 0; j < min(n, len(list)) && list[j].Day == Undated; j++ {
			met[list[j].ID] = true
		}
	}
	return sortedKeys(met)
}

func (m *memory) Terms(id string) []Term { return m.profiles[id].Terms() }

func (m *memory) Following(keys []Key, after Place, n int) (out []Place) {
	for _, k := range keys {
		i, found := slices.BinarySearchFunc(m.index[k], after, comparePlaces)
		if found {
			i++
		}
		out = append(out, m.index[k][i:min(len(m.index[k]), i+n)]...)
	}
	return out
}

func (m *memory) Ties(id string) []Tie {
	out := make([]Tie, 0, len(m.ties[id]))
	for _, other := range sortedKeys(m.ties[id]) {
		out = append(out, m.ties[id][other])
	}
	return out
}
