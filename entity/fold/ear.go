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
	ahead  [longest + 1]lanes
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
	if e.word.n > longest || other.n > longest {
		return 0, false
	}
	return e.like(other.sound[:other.n], among(in), bare != e.bare, least)
}

// LikeTwo is Like of two words written as one.
func (e *Ear) LikeTwo(first, second *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	own, n, k := int(e.word.n), int(first.n)+int(second.n), e.of(bare != e.bare)
	paid := k.sum(first) + k.sum(second) + lanes(max(own-n, 0))*k.drop
	if n > longest || paid.within(budget(max(own, n), General, least), among(in)) == 0 {
		return 0, false
	}
	both := first.With(second)
	return e.Like(&both, bare, in, least)
}

// like is how like the ear's word another is by some languages, where less than
// least is nothing.
func (e *Ear) like(word []Sound, in lanes, apart bool, least float64) (likeness float64, folded bool) {
	k, own, n := e.of(apart), int(e.word.n), len(word)
	sum := lanes(0)
	e.ahead[n] = 0
	for i := n - 1; i >= 0; i-- {
		sum += k.least[word[i]]
		e.ahead[i] = sum
	}
	sum += lanes(max(own-n, 0)) * k.drop
	for in = sum.within(budget(max(own, n), General, least), in); in != 0; {
		l := Language(bits.Len64(uint64(in))/laneBits - 1) // General, which costs most, last
		in &^= l.lane()
		need := max(least, likeness)
		if sum.of(l) > budget(max(own, n), l, need) {
			continue
		}
		for i, a := range e.ahead[:n+1] {
			e.rest[i] = a.of(l)
		}
		if k, f := alike(e.word.heard(), word, apart, l, need, &e.rest); k > likeness {
			likeness, folded = k, f
		}
	}
	return likeness, folded
}
