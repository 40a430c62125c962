package watchlist

import (
	"cmp"
	"math/bits"
	"slices"
)

// table finds ids by the hashes of keys.
type table struct {
	added []added // until it is closed
	refs  []ref
	first []int32 // of the refs whose keys begin with the same bits
	shift int
}

// each is how many refs lie together where a key is looked up: what they lie in is
// fetched as one, and the table of places is a small one.
const each = 4

type added struct {
	key uint64
	id  int32
}

// ref is an id, and the bits of its key that follow those by which it is placed;
// that two keys have all of them in common is as good as never.
type ref struct {
	key uint32
	id  int32
}

func (t *table) add(key uint64, id int32) { t.added = append(t.added, added{key, id}) }

// close sorts what was added; then it can be found.
func (t *table) close() {
	slices.SortFunc(t.added, func(a, b added) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id)) })
	t.added = slices.Compact(t.added)
	t.shift = 64 - bits.Len(uint(len(t.added)/each))
	t.first = make([]int32, 1<<(64-t.shift)+1)
	at := 0
	for b := range t.first {
		for at < len(t.added) && int(t.added[at].key>>t.shift) < b {
			at++
		}
		t.first[b] = int32(at)
	}
	t.refs = make([]ref, len(t.added))
	for i, a := range t.added {
		t.refs[i] = ref{t.rest(a.key), a.id}
	}
	t.added = nil
}

func (t *table) rest(key uint64) uint32 { return uint32(key << (64 - t.shift) >> 32) }

// find are the ids of a key, in order.
func (t *table) find(key uint64) []ref { return t.under(t.place(key), key) }

// place is where the refs of a key and of some others are.
func (t *table) place(key uint64) stretch {
	b := key >> t.shift
	return stretch{t.first[b], t.first[b+1]}
}

// stretch is a part of the refs of a table.
type stretch struct{ from, to int32 }

// under is find where the place of the key is known.
func (t *table) under(p stretch, key uint64) []ref {
	rest, in := t.rest(key), t.refs[p.from:p.to]
	for len(in) > 0 && in[0].key != rest {
		in = in[1:]
	}
	n := 0
	for n < len(in) && in[n].key == rest {
		n++
	}
	return in[:n]
}
