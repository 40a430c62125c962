package fold

import "encoding/binary"

// Ear holds one word against many over the languages that they may be spelled
// from. It knows for every sound the least that it costs beside its word, so that
// most of the many are told apart by a sum, and only the rest are aligned. Its
// answers are those of Sounds.LikeIn. The zero value has a word without sounds. An
// ear is not for several goroutines at once.
type Ear struct {
	word   Sounds
	bare   bool
	known  uint64               // a bit for each of learnt
	learnt [2 * families]learnt // by family and bareness
}

// learnt is what an ear knows of a family.
type learnt struct {
	drop  int32      // the least that one sound more costs
	least [256]uint8 // halved costs by sound; nothing for what is none
}

// Tune gives the ear a word.
func (e *Ear) Tune(t *Token) {
	e.word, e.bare, e.known = t.Sounds, t.Bare, 0
}

// Like is LikeIn of the ear's word and another.
func (e *Ear) Like(other *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	apart, f := bare != e.bare, among(in)
	if k := e.of(f, apart); !e.may(int(other.n), k.sum(other), k, General, least) {
		return 0, false
	}
	for l := range languages {
		if !f.has(l) {
			continue
		}
		if f != family(l) {
			if k := e.of(family(l), apart); !e.may(int(other.n), k.sum(other), k, l, max(least, likeness)) {
				continue
			}
		}
		if k, f := e.word.Like(other, apart, l, max(least, likeness)); k > likeness {
			likeness, folded = k, f
		}
	}
	return likeness, folded
}

// LikeTwo is Like of two words written as one.
func (e *Ear) LikeTwo(first, second *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	k := e.of(among(in), bare != e.bare)
	if !e.may(int(first.n)+int(second.n), k.sum(first)+k.sum(second), k, General, least) {
		return 0, false
	}
	both := first.With(second)
	return e.Like(&both, bare, in, least)
}

// may tells whether a word of n sounds that cost sum by themselves can be like
// the ear's in a language.
func (e *Ear) may(n int, sum int32, k *learnt, l Language, least float64) bool {
	own := int(e.word.n)
	if n > longest || own > longest {
		return false
	}
	if own > n {
		sum += int32(own-n) * k.drop
	}
	return sum <= budget(max(own, n), l, least)
}

// sum is the least that the sounds of a word cost beside the ear's.
func (k *learnt) sum(s *Sounds) (sum int32) {
	for _, x := range s.heard() {
		sum += int32(k.least[x])
	}
	return 2 * sum
}

// of is what the ear knows of a family.
func (e *Ear) of(f family, apart bool) *learnt {
	i := 2 * int(f)
	if apart {
		i++
	}
	if e.known&(1<<i) == 0 {
		e.learn(i, tableOf(f, apart))
	}
	return &e.learnt[i]
}

func (e *Ear) learn(i int, t *table) {
	e.known |= 1 << i
	k, word := &e.learnt[i], e.word.heard()
	k.drop = t.least
	n := (len(t.drops) + 7) / 8
	for i := range n {
		least := t.half[i]
		for _, x := range word {
			least = least.min(t.half[(int(x)+1)*n+i])
		}
		binary.LittleEndian.PutUint64(k.least[8*i:], uint64(least))
	}
}
