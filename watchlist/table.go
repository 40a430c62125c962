package watchlist

import (
	"cmp"
	"math/bits"
	"slices"
)

// table finds ids by the hashes of keys.
type table struct {
	refs  []ref
	first []int32 // of the refs whose keys begin with the same bits
	shift int
}

type ref struct {
	key uint64
	id  int32
}

func (t *table) add(key uint64, id int32) { t.refs = append(t.refs, ref{key, id}) }

// close sorts what was added; then it can be found.
func (t *table) close() {
	slices.SortFunc(t.refs, func(a, b ref) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id)) })
	t.refs = slices.Clip(slices.Compact(t.refs))
	t.shift = 64 - bits.Len(uint(len(t.refs)))
	t.first = make([]int32, 1<<(64-t.shift)+1)
	at := 0
	for b := range t.first {
		for at < len(t.refs) && int(t.refs[at].key>>t.shift) < b {
			at++
		}
		t.first[b] = int32(at)
	}
}

// find are the ids of a key, in order.
func (t *table) find(key uint64) []ref {
	b := key >> t.shift
	in := t.refs[t.first[b]:t.first[b+1]]
	for len(in) > 0 && in[0].key != key {
		in = in[1:]
	}
	n := 0
	for n < len(in) && in[n].key == key {
		n++
	}
	return in[:n]
}
