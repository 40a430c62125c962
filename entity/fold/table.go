package fold

import (
	"math"
	"sync"
)

// longest is the most sounds of tokens that are compared.
const longest = 24

// table is what one sound for another costs in a language, in units, for the
// sounds that its groups and the Latin letters give. A sound that has no place
// in it is compared by rule.
type table struct {
	lang  Language
	bare  bool
	drops []uint8
	swaps []uint8 // a row for each sound
}

var tables [languages][2]struct {
	once sync.Once
	table
}

func tableOf(l Language, bare bool) *table {
	i := 0
	if bare {
		i = 1
	}
	t := &tables[l][i]
	t.once.Do(func() { t.table = newTable(l, bare) })
	return &t.table
}

func newTable(l Language, bare bool) table {
	placed := sounds().sounds
	n := len(placed)
	t := table{l, bare, make([]uint8, n), make([]uint8, n*n)}
	for i, a := range placed {
		t.drops[i] = units(drop(a, bare, l))
		for j := range i + 1 {
			c := units(swap(a, placed[j], bare, l))
			t.swaps[i*n+j], t.swaps[j*n+i] = c, c
		}
	}
	return t
}

func units(cost float64) uint8 { return uint8(math.Round(cost * unit)) }

func (t *table) drop(s Sound) int32 {
	if s.place >= 0 {
		return int32(t.drops[s.place])
	}
	return int32(units(drop(s, t.bare, t.lang)))
}

// row is what one sound costs against each sound of the table, nil where it
// has no place.
type row []uint8

func (t *table) row(s Sound) row {
	if s.place < 0 {
		return nil
	}
	n := len(t.drops)
	return t.swaps[int(s.place)*n : int(s.place+1)*n]
}

func (r row) swap(t *table, a, b Sound) int32 {
	if r != nil && b.place >= 0 {
		return int32(r[b.place])
	}
	return int32(units(swap(a, b, t.bare, t.lang)))
}
