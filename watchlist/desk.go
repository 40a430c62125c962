package watchlist

import (
	"math"
	"slices"

	"github.com/sayso/sayso/entity/fold"
)

// desk is what one search writes on: marks and scores by word and by name, so
// that a search clears only what it wrote.
type desk struct {
	round   uint32
	kin     []uint32 // by kin: the round that met it last
	names   []tally  // of all names
	met     []int32  // names with a score
	ids     []int32
	matches []match
	cands   []candidate
	chosen  []chosen
	pieces  []listedPiece // of the chosen names, one name after the other
	sieve   fold.Sieve
	bare    fold.Sieve // for words without vowels
	kept    []fold.Kept
	keys    []lookUp
	refs    []ref
	kins    []found
	touched uint32     // of what is soon looked at; nothing is made of it
	parts   []fold.Ear // by part of the query
	joins   []fold.Ear // by part of the query that is joined with the next
}

// tally is what a name has scored so far, and what it weighs; they are asked for
// one after the other.
type tally struct{ score, weight float32 }

// chosen is a name that is compared with the query, and its pieces.
type chosen struct {
	name
	listed []listedPiece
}

// listedPiece is a part of a chosen name with its word.
type listedPiece struct {
	*spelled
	piece
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
	d := &desk{kin: make([]uint32, len(x.near.kins)), names: make([]tally, len(x.names))}
	for i, w := range x.weights {
		d.names[i].weight = w
	}
	return d
}

func grownTo(ears []fold.Ear, n int) []fold.Ear {
	for len(ears) < n {
		ears = append(ears, fold.Ear{})
	}
	return ears
}

// lookUp is a key that is looked up in a table.
type lookUp struct {
	in  *table
	key uint64
	at  stretch
}

// lookUp notes a key to be looked up.
func (d *desk) lookUp(in *table, key uint64) { d.keys = append(d.keys, lookUp{in: in, key: key}) }

// find appends to the refs those of all keys noted. No key waits for another's bytes.
func (d *desk) find() {
	for i := range d.keys {
		k := &d.keys[i]
		k.at = k.in.place(k.key)
	}
	for i := range d.keys {
		if k := &d.keys[i]; k.at.from < k.at.to {
			d.touched += k.in.refs[k.at.from].key
		}
	}
	for i := range d.keys {
		k := &d.keys[i]
		d.refs = append(d.refs, k.in.under(k.at, k.key)...)
	}
}

// hit adds to the scores of names; those without one are taken up only where grow
// says so.
func (d *desk) hit(names []int32, by float32, grow bool) {
	if !grow {
		for _, n := range names {
			if t := &d.names[n]; t.score > 0 {
				t.score += by
			}
		}
		return
	}
	if by <= 0 {
		return
	}
	// Each is written behind those met, and stays there only where it is new, as
	// nobody can guess which are.
	met := len(d.met)
	d.met = slices.Grow(d.met, len(names))[:met+len(names)]
	for _, n := range names {
		t := &d.names[n]
		d.met[met] = n
		met += int((uint64(math.Float32bits(t.score)) - 1) >> 63) // one where it was 0
		t.score += by
	}
	d.met = d.met[:met]
}

// hitRefs hits the names of refs.
func (d *desk) hitRefs(names []ref, by float32) {
	d.ids = d.ids[:0]
	for _, r := range names {
		d.ids = append(d.ids, r.id)
	}
	d.hit(d.ids, by, true)
}

// joined hits the names that have a word as two, unless they are too many to
// tell anything.
func (d *desk) joined(names []ref, by float32) {
	if len(names) <= joins {
		d.hitRefs(names, by)
	}
}

// found are the names with their scores over what they could reach; it clears
// the scores.
func (d *desk) found(total float32) []candidate {
	d.cands = slices.Grow(d.cands[:0], len(d.met))
	for _, n := range d.met {
		t := &d.names[n]
		d.cands = append(d.cands, candidate{n, t.score / (total + 0.35*t.weight)})
		t.score = 0
	}
	d.met = d.met[:0]
	return d.cands
}

// top sorts the most promising of the candidates to the front, at least n of
// them, and is how many are sorted.
func top(c []candidate, n int) int {
	if len(c) > 2*n {
		c = c[:foremost(c, n)]
	}
	slices.SortFunc(c, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.name - b.name)
	})
	return len(c)
}

// steps are into how many parts scores to 1 are cut; most are.
const steps = 256

// foremost brings the candidates with the n best scores to the front, and those of the
// same step as the last of them, and is how many they are.
func foremost(c []candidate, n int) int {
	var many [steps]int
	step := func(c candidate) int { return min(int(c.score*steps), steps-1) }
	for i := range c {
		many[step(c[i])]++
	}
	least, all := steps, 0
	for all < n {
		least--
		all += many[least]
	}
	at := 0
	for i := range c {
		if step(c[i]) >= least {
			c[at], c[i] = c[i], c[at]
			at++
		}
	}
	return all
}
