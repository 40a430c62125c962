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
	half  []eight // the same, halved and rounded down, after a row of the drops
}

// eight are as many numbers under 128.
type eight uint64

// min are the lesser ones of a and b.
func (a eight) min(b eight) eight {
	const high = 0x8080808080808080
	over := ((a | high) - b) & high >> 7 * 0xff // where a is not under b
	return b&over | a&^over
}

var tables [languages + 1][2]struct {
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
	all := sounds().sounds
	n := len(all)
	t := table{drops: make([]uint8, n), swaps: make([]uint8, n*n)}
	for i := range all {
		t.drops[i] = leastOver(l, func(l Language) float64 { return drop(&all[i], bare, l) })
		for j := range i + 1 {
			c := leastOver(l, func(l Language) float64 { return swap(&all[i], &all[j], bare, l) })
			t.swaps[i*n+j], t.swaps[j*n+i] = c, c
		}
	}
	t.least = int32(slices.Min(t.drops))
	t.half = halved(t.drops)
	for x := range all {
		t.half = append(t.half, halved(t.row(Sound(x)))...)
	}
	return t
}

func halved(costs []uint8) []eight {
	out := make([]eight, (len(costs)+7)/8)
	for i, c := range costs {
		out[i/8] |= eight(c/2) << (i % 8 * 8)
	}
	return out
}

// leastOver is a cost in a language, or the least over all where that is any.
func leastOver(l Language, cost func(Language) float64) uint8 {
	if l != any {
		return units(cost(l))
	}
	least := units(cost(General))
	for l := range languages {
		least = min(least, units(cost(l)))
	}
	return least
}

func units(cost float64) uint8 { return uint8(math.Round(cost * unit)) }

// row is what a sound costs in the place of each other.
func (t *table) row(s Sound) []uint8 { return t.swaps[int(s)*len(t.drops):][:len(t.drops)] }
