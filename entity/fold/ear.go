package fold

import "math/bits"

// Ear holds one word against many over the languages that they may be spelled
// from. It knows for every sound the least that it costs beside its word, so that
// most of the many are told apart by a sum, and only the rest are aligned. Its
// answers are those of Sounds.LikeIn. The zero value has a word without sounds. An
// ear is not for several goroutines at once.
type Ear struct {
	word   Sounds
	bare   bool
	knows  [2]bool
	learnt [2]learnt // where both words or neither are bare, and where one is
	rest   ahead
}

// Tune gives the ear a word.
func (e *Ear) Tune(t *Token) { e.word, e.bare, e.knows = t.Sounds, t.Bare, [2]bool{} }

// of is what the ear knows of its word; apart tells that it or the other word, and
// not both, is bare.
func (e *Ear) of(apart bool) *learnt {
	i := side(apart)
	if !e.knows[i] {
		e.knows[i] = true
		e.learnt[i].learn(e.word.heard(), hintsOf(apart))
	}
	return &e.learnt[i]
}

// Like is LikeIn of the ear's word and another.
func (e *Ear) Like(other *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	own, n := int(e.word.n), int(other.n)
	if own > longest || n > longest {
		return 0, false
	}
	apart := bare != e.bare
	k := e.of(apart)
	paid := k.sum(other) + lanes(max(own-n, 0))*k.drop
	left := paid.within(budget(max(own, n), General, least), among(in))
	return e.like(other.sound[:n], paid, left, apart, least)
}

// LikeTwo is Like of two words written as one.
func (e *Ear) LikeTwo(first, second *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	own, n := int(e.word.n), int(first.n)+int(second.n)
	if own > longest || n > longest {
		return 0, false
	}
	apart := bare != e.bare
	k := e.of(apart)
	paid := k.sum(first) + k.sum(second) + lanes(max(own-n, 0))*k.drop
	left := paid.within(budget(max(own, n), General, least), among(in))
	if left == 0 {
		return 0, false
	}
	both := first.With(second)
	return e.like(both.heard(), paid, left, apart, least)
}

// like is how like the ear's word another is by those languages in which what has
// to be paid at least leaves it; a likeness under least is nothing.
func (e *Ear) like(word []Sound, paid, left lanes, apart bool, least float64) (likeness float64, folded bool) {
	if left == 0 {
		return 0, false
	}
	k, own, n := e.of(apart), int(e.word.n), len(word)
	short, long := min(own, n), max(own, n)
	if short == 0 || long > 2*short+2 {
		return 0, false
	}
	for left != 0 {
		l := Language(bits.Len64(uint64(left))/laneBits - 1) // General, which costs most, last
		left &^= l.lane()
		most, t := budget(long, l, max(least, likeness)), tableOf(l, apart)
		atLeast := paid.of(l)
		if atLeast > most {
			continue
		}
		cost := int32(far)
		if n == own { // sound for sound, or with one more on either side
			cost = t.abreast(e.word.heard(), word)
			atLeast += k.drop.of(l)
		}
		if atLeast < min(cost, most+1) {
			e.rest[n] = 0
			for i := n - 1; i >= 0; i-- {
				e.rest[i] = e.rest[i+1] + k.least[word[i]].of(l)
			}
			if c, ok := align(e.word.heard(), word, t, min(cost, most), &e.rest); ok {
				cost = c
			}
		}
		if cost <= most {
			if k, f := likenessOf(cost, long, l); k > likeness {
				likeness, folded = k, f
			}
		}
	}
	return likeness, folded
}
