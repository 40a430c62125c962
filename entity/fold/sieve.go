package fold

import (
	"slices"
	"sync"
)

// Sieve holds one word against many and keeps few that are not like it: it aligns
// them by costs that are least over all languages. Of words in the order of their
// sounds it aligns only what each does not share with the one before, and nothing
// behind a beginning that costs too much. The zero value has a word without
// sounds. A sieve is not for several goroutines at once.
type Sieve struct {
	ear    *Ear
	word   Sounds
	budget [longest + 1]int32 // by the length of the longer word
	rows   [longest + 1]row
	bare   bool
}

// row is what a beginning of a word costs beside each beginning of the sieve's;
// only the cells from lo to hi can be part of a way that is not too dear.
type row struct {
	cost   [longest + 1]int32
	lo, hi int
}

// Compare orders words by their sounds.
func (s *Sounds) Compare(t *Sounds) int { return slices.Compare(s.heard(), t.heard()) }

// Len is how many sounds a word has, as far as they count.
func (s *Sounds) Len() int { return int(s.n) }

// Tune gives the sieve the word of an ear, and the likeness under which others are
// not kept.
func (s *Sieve) Tune(ear *Ear, least float64) {
	s.ear, s.word = ear, ear.word
	for n := range s.budget {
		s.budget[n] = budget(n, any, least)
	}
	s.start(false)
}

// Vowels tells whether a word of at most long sounds can be like the sieve's that
// has so many vowels more or fewer, both as Token.Vowels counts them.
func (s *Sieve) Vowels(more, long int) bool {
	return int32(more)*leastVowel() <= s.budget[min(max(int(s.word.n), long), longest)]
}

// leastVowel is the least that a vowel more costs where vowels are written.
var leastVowel = sync.OnceValue(func() int32 {
	least, t := int32(far), tableOf(any, false)
	for x, s := range sounds().sounds {
		if !s.vowel {
			continue
		}
		least = min(least, int32(t.drops[x]))
		for y, c := range t.row(Sound(x)) {
			if !sounds().sounds[y].vowel {
				least = min(least, int32(c))
			}
		}
	}
	return least
})

// start fills the first row.
func (s *Sieve) start(bare bool) {
	s.bare = bare
	drops, r := tableOf(any, bare).drops, &s.rows[0]
	for j, x := range s.word.heard() {
		r.cost[j+1] = r.cost[j] + int32(drops[x])
	}
	r.hi = len(s.word.heard())
}

// Sift appends to kept the numbers of the words that may be as like as asked in
// some language, counted from first; the others are not. The longest has long
// sounds. Bare tells that one side of each pair, and not the other, comes from a
// script that leaves vowels out. Any order of the words is right, that of Compare
// is fast.
func (s *Sieve) Sift(kept []int32, words []Sounds, first int32, long int, bare bool) []int32 {
	own := int(s.word.n)
	if own == 0 || own > longest || len(words) == 0 {
		return kept
	}
	if s.bare != bare {
		s.start(bare)
	}
	alone := s.ear.costs(bare, any)
	y, t, most := s.word.sound[:own], tableOf(any, bare), s.budget[max(own, min(long, longest))]
	have, dead := 0, longest+1 // rows that stand; the row after which all costs too much
	before := &Sounds{}
	for i := range words {
		w := &words[i]
		n := int(w.n)
		if n == 0 || n > longest {
			continue
		}
		sum := int32(max(own-n, 0)) * t.least
		for _, x := range w.sound[:n] {
			sum += 2 * int32(alone[x])
		}
		if sum > s.budget[max(own, n)] {
			continue
		}
		same := 0
		for both := min(n, int(before.n)); same < both && w.sound[same] == before.sound[same]; {
			same++
		}
		if same >= dead {
			continue
		}
		have, dead, before = min(have, same), longest+1, w
		for ; have < n; have++ {
			if !s.rows[have+1].follow(&s.rows[have], w.sound[have], y, t, most) {
				dead = have + 1
				break
			}
		}
		if have == n && s.rows[n].hi == own && s.rows[n].cost[own] <= s.budget[max(own, n)] {
			kept = append(kept, first+int32(i))
		}
	}
	return kept
}

// follow fills a row by the one above and a sound more, and tells whether any way
// through it costs at most most.
func (r *row) follow(above *row, x Sound, y []Sound, t *table, most int32) bool {
	drop, swaps := int32(t.drops[x]), t.row(x)
	lo, last := above.lo, above.hi
	diagonal, left := above.cost[lo], above.cost[lo]+drop
	r.cost[lo] = left
	r.lo, r.hi = -1, -1
	if left <= most {
		r.lo, r.hi = lo, lo
	} else {
		left = far
	}
	for j := lo; j < len(y); j++ {
		best := min(diagonal+int32(swaps[y[j]]), left+int32(t.drops[y[j]]))
		if j < last {
			diagonal = above.cost[j+1]
			best = min(best, diagonal+drop)
		} else if diagonal = far; best > most {
			break
		}
		r.cost[j+1], left = best, best
		if best <= most {
			r.hi = j + 1
			if r.lo < 0 {
				r.lo = j + 1
			}
		}
	}
	return r.lo >= 0
}
