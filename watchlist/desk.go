package watchlist

import "slices"

// desk is what one search writes on: marks and scores by word and by name, so
// that a search clears only what it wrote.
type desk struct {
	round   uint32
	seen    []uint32 // by word: the round that met it last
	score   []float32
	names   []int32 // with a score
	matches []match
	cands   []candidate
}

// candidate is a name that may be like the query, and how promising it is.
type candidate struct {
	name  int32
	score float32
}

func (x *Index) desk() *desk {
	if d, ok := x.desks.Get().(*desk); ok {
		return d
	}
	return &desk{seen: make([]uint32, len(x.words)), score: make([]float32, len(x.names))}
}

// hit adds to a name's score; a name without one is taken up only where grow
// says so.
func (d *desk) hit(name int32, by float32, grow bool) {
	switch s := d.score[name]; {
	case s > 0:
		d.score[name] = s + by
	case grow && by > 0:
		d.score[name] = by
		d.names = append(d.names, name)
	}
}

// best are the names by their scores over what they could reach, and clears the
// scores.
func (d *desk) best(reach func(name int32) float32) []candidate {
	d.cands = d.cands[:0]
	for _, n := range d.names {
		d.cands = append(d.cands, candidate{n, d.score[n] / reach(n)})
		d.score[n] = 0
	}
	d.names = d.names[:0]
	slices.SortFunc(d.cands, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.name - b.name)
	})
	return d.cands
}
