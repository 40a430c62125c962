package fold

import "encoding/binary"

// Ear holds one word against many. It knows for every sound the least that it
// costs beside its word, so that most of the many are told apart by a sum, and
// only the rest are aligned. Its answers are those of Sounds.Like. The zero value
// has a word without sounds. An ear is not for several goroutines at once.
type Ear struct {
	word  Sounds
	known [languages][2]bool
	least [languages][2][256]uint8 // by language and bareness, halved costs by sound
}

// Tune gives the ear a word.
func (e *Ear) Tune(s *Sounds) { e.word, e.known = *s, [languages][2]bool{} }

// Like is how like the ear's word another is; see Sounds.Like.
func (e *Ear) Like(other *Sounds, bare bool, l Language, least float64) (likeness float64, folded bool) {
	if !e.may(int(other.n), e.sum(other, bare, l), bare, l, least) {
		return 0, false
	}
	return e.word.Like(other, bare, l, least)
}

// LikeTwo is how like the ear's word two others written as one are.
func (e *Ear) LikeTwo(first, second *Sounds, bare bool, l Language, least float64) (likeness float64, folded bool) {
	if !e.may(int(first.n)+int(second.n), e.sum(first, bare, l)+e.sum(second, bare, l), bare, l, least) {
		return 0, false
	}
	both := first.With(second)
	return e.word.Like(&both, bare, l, least)
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
func (e *Ear) sum(s *Sounds, bare bool, l Language) (sum int32) {
	i := 0
	if bare {
		i = 1
	}
	if !e.known[l][i] {
		e.known[l][i] = true
		e.learn(&e.least[l][i], tableOf(l, bare))
	}
	costs := &e.least[l][i]
	for _, x := range s.heard() {
		sum += int32(costs[x])
	}
	return 2 * sum
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
