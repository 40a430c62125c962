package fold

import "encoding/binary"

// Ear holds one word against many over the languages that they may be spelled
// from. It knows for every sound the least that it costs beside its word, so that
// most of the many are told apart by a sum, and only the rest are aligned. Its
// answers are those of Sounds.LikeIn. The zero value has a word without sounds. An
// ear is not for several goroutines at once.
type Ear struct {
	word  Sounds
	bare  bool
	known [languages + 1][2]bool
	least [languages + 1][2][256]uint8 // by language and bareness, halved costs by sound
}

// any stands for all languages: what a sound costs in that where it costs least.
const any = languages

// Tune gives the ear a word.
func (e *Ear) Tune(t *Token) { e.word, e.bare, e.known = t.Sounds, t.Bare, [languages + 1][2]bool{} }

// Like is LikeIn of the ear's word and another.
func (e *Ear) Like(other *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	apart := bare != e.bare
	if !e.may(int(other.n), e.sum(other, apart, any), apart, any, least) {
		return 0, false
	}
	for l := range languages {
		if l != General && in&(1<<l) == 0 || !e.may(int(other.n), e.sum(other, apart, l), apart, l, max(least, likeness)) {
			continue
		}
		if k, f := e.word.Like(other, apart, l, max(least, likeness)); k > likeness {
			likeness, folded = k, f
		}
	}
	return likeness, folded
}

// LikeTwo is Like of two words written as one.
func (e *Ear) LikeTwo(first, second *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	apart := bare != e.bare
	n := int(first.n) + int(second.n)
	if !e.may(n, e.sum(first, apart, any)+e.sum(second, apart, any), apart, any, least) {
		return 0, false
	}
	both := first.With(second)
	return e.Like(&both, bare, in, least)
}

// may tells whether a word of n sounds that cost sum by themselves can be like
// the ear's.
func (e *Ear) may(n int, sum int32, bare bool, l Language, least float64) bool {
	own := int(e.word.n)
	if n > longest || own > longest {
		return false
	}
	if own > n {
		sum += int32(own-n) * tableOf(l, bare).least
	}
	return sum <= budget(max(own, n), l, least)
}

// sum is the least that the sounds of a word cost beside the ear's.
func (e *Ear) sum(s *Sounds, apart bool, l Language) (sum int32) {
	costs := e.costs(apart, l)
	for _, x := range s.heard() {
		sum += int32(costs[x])
	}
	return 2 * sum
}

// costs are the halves of the least that each sound costs beside the ear's.
func (e *Ear) costs(apart bool, l Language) *[256]uint8 {
	i := 0
	if apart {
		i = 1
	}
	if !e.known[l][i] {
		e.known[l][i] = true
		e.learn(&e.least[l][i], tableOf(l, apart))
	}
	return &e.least[l][i]
}

func (e *Ear) learn(out *[256]uint8, t *table) {
	n := (len(t.drops) + 7) / 8
	for k := range n {
		least := t.half[k]
		for _, x := range e.word.heard() {
			least = least.min(t.half[(int(x)+1)*n+k])
		}
		binary.LittleEndian.PutUint64(out[8*k:], uint64(least))
	}
}
