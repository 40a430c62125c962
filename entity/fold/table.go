package fold

import (
	"math"
	"slices"
	"sync"
)

// table is what one sound for another, and one sound more, cost in a family.
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

// family is a language, or General with others: what costs least in any of them.
type family uint8

// families are the languages, and General with each set of the others.
const families = int(languages) + 1<<(languages-1)

// among is the family of General and the languages in a set, which has the bit
// 1<<l for each.
func among(in uint8) family {
	if others := in & (1<<languages - 1) >> 1; others != 0 {
		return family(uint8(languages) + others)
	}
	return family(General)
}

// everyone is the family of all languages.
var everyone = among(1<<languages - 1)

// has tells whether a language is in a family.
func (f family) has(l Language) bool {
	if f < family(languages) {
		return f == family(l)
	}
	return l == General || (uint8(f)-uint8(languages))<<1&(1<<l) != 0
}

var tables [families][2]struct {
	once sync.Once
	table
}

func tableOf(f family, bare bool) *table {
	i := 0
	if bare {
		i = 1
	}
	t := &tables[f][i]
	t.once.Do(func() { t.table = newTable(f, bare) })
	return &t.table
}

func newTable(f family, bare bool) table {
	all := sounds().sounds
	n := len(all)
	t := table{drops: make([]uint8, n), swaps: make([]uint8, n*n)}
	for i := range all {
		t.drops[i] = f.least(func(l Language) float64 { return drop(&all[i], bare, l) })
		for j := range i + 1 {
			c := f.least(func(l Language) float64 { return swap(&all[i], &all[j], bare, l) })
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

// least is the least cost over the languages of a family.
func (f family) least(cost func(Language) float64) uint8 {
	least := uint8(math.MaxUint8)
	for l := range languages {
		if f.has(l) {
			least = min(least, units(cost(l)))
		}
	}
	return least
}

func units(cost float64) uint8 { return uint8(math.Round(cost * unit)) }

// row is what a sound costs in the place of each other.
func (t *table) row(s Sound) []uint8 { return t.swaps[int(s)*len(t.drops):][:len(t.drops)] }
