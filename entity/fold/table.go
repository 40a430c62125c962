package fold

import (
	"math"
	"slices"
	"sync"
)

// table is what one sound for another, and one sound more, cost in a language.
type table struct {
	drops []uint8
	least int32   // of drops
	swaps []uint8 // a row for each sound
}

var tables [languages][2]struct {
	once sync.Once
	table
}

func tableOf(l Language, bare bool) *table {
	t := &tables[l][side(bare)]
	t.once.Do(func() { t.table = newTable(l, bare) })
	return &t.table
}

func newTable(l Language, bare bool) table {
	all := sounds().sounds
	n := len(all)
	t := table{drops: make([]uint8, n), swaps: make([]uint8, n*n)}
	for i := range all {
		t.drops[i] = units(drop(&all[i], bare, l))
		for j := range i + 1 {
			c := units(swap(&all[i], &all[j], bare, l))
			t.swaps[i*n+j], t.swaps[j*n+i] = c, c
		}
	}
	t.least = int32(slices.Min(t.drops))
	return t
}

func units(cost float64) uint8 { return uint8(math.Round(cost * unit)) }

// row is what a sound costs in the place of each other.
func (t *table) row(s Sound) []uint8 { return t.swaps[int(s)*len(t.drops):][:len(t.drops)] }
