package watchlist

import (
	"slices"

	"github.com/sayso/sayso/entity/fold"
)

// desk is what one search writes on: marks and scores by word and by name, so
// that a search clears only what it wrote.
type desk struct {
	round   uint32
	seen    []uint32 // by word: the round that met it last
	kin     []uint32 // the same by kin
	score   []float32
	names   []int32 // with a score
	matches []match
	cands   []candidate
	chosen  []chosen
	pieces  []piece // of the chosen names, one name after the other
	sieve   fold.Sieve
	bare    fold.Sieve // for words without vowels
	kept    []fold.Kept
	refs    []ref
	kins    []found
	touched fold.Sound // of the kins; nothing is made of it
	parts   []fold.Ear // by part of the query
	joins   []fold.Ear // by part of the query that is joined with the next
}

// chosen is a name that is compared with the query, and its pieces.
type chosen struct {
	name
	id     int32
	listed []piece
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
	return &desk{seen: make([]uint32, len(x.words)), kin: make([]uint32, len(x.near.kins)), score: make([]float32, len(x.names))}
}

func grownTo(ears []fold.Ear, n int) []fold.Ear {
	for len(ears) < n {
		ears = append(ears, fold.Ear{})
	}
	return ears
}

// meet tells whether a word is met for the first time in this round.
func (d *desk) meet(word int32) bool {
	if d.seen[word] == d.round {
		return false
	}
	d.seen[word] = d.round
	return true
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

// joined hits the names that have a word as two, unless they are too many to
// tell anything.
func (d *desk) joined(names []ref, by float32) {
	if len(names) > joins {
		return
	}
	for _, f := range names {
		d.hit(f.id, by, true)
	}
}

// found are the names with their scores over what they could reach; it clears
// the scores.
func (d *desk) found(total float32, weights []float32) []candidate {
	d.cands = d.cands[:0]
	for _, n := range d.names {
		d.cands = append(d.cands, candidate{n, d.score[n] / (total + 0.35*weights[n])})
		d.score[n] = 0
	}
	d.names = d.names[:0]
	return d.cands
}

// top sorts the most promising of the candidates to the front, at least n of
// them, and is how many are sorted.
func top(c []candidate, n int) int {
	at, part := len(c), c
	for len(part) > 2*n && at > 2*n { // what is behind a pivot cannot be among the first n
		pivot := middle(part[0].score, part[len(part)/2].score, part[len(part)-1].score)
		i := 0
		for j := range part {
			if part[j].score > pivot {
				part[i], part[j] = part[j], part[i]
				i++
			}
		}
		if i < n {
			break
		}
		part, at = part[:i], i
	}
	slices.SortFunc(part, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.name - b.name)
	})
	return at
}

func middle(a, b, c float32) float32 { return max(min(a, b), min(max(a, b), c)) }
