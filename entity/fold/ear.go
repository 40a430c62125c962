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
	rest   ahead                // of the word that is held against it now
}

// learnt is what an ear knows of a family.
type learnt struct {
	drop  int32      // the least that a sound of the ear's word costs that the other has not
	least [256]uint8 // halved costs by sound; nothing for what is none
}

// Tune gives the ear a word.
func (e *Ear) Tune(t *Token) {
	e.word, e.bare, e.known = t.Sounds, t.Bare, 0
}

// Like is LikeIn of the ear's word and another.
func (e *Ear) Like(other *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	if own, n := int(e.word.n), int(other.n); n <= longest && own <= longest {
		return e.like(other.sound[:n], among(in), bare != e.bare, budget(max(own, n), General, least), least)
	}
	return 0, false
}

// LikeTwo is Like of two words written as one.
func (e *Ear) LikeTwo(first, second *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	own, n, k := int(e.word.n), int(first.n)+int(second.n), e.about(among(in), bare != e.bare)
	if k.sum(first)+k.sum(second)+int32(max(own-n, 0))*k.drop > budget(max(own, n), General, least) {
		return 0, false
	}
	both := first.With(second)
	return e.Like(&both, bare, in, least)
}

// like is how like the ear's word another is by the languages of a family, where
// less than least is nothing; by any of them the words may cost most, or less.
func (e *Ear) like(word []Sound, f family, apart bool, most int32, least float64) (likeness float64, folded bool) {
	own, n := int(e.word.n), len(word)
	k := e.about(f, apart)
	rest := &e.rest
	rest[n] = 0
	for i := n - 1; i >= 0; i-- {
		rest[i] = rest[i+1] + 2*int32(k.least[word[i]])
	}
	paid := rest[0] + int32(max(own-n, 0))*k.drop
	if paid > most {
		return 0, false
	}
	if f != family(General) {
		var ok bool
		if paid, ok = align(e.word.heard(), word, tableOf(f, apart), most, rest); !ok {
			return 0, false
		}
	}
	for l := languages - 1; ; l-- { // by General, which costs most, last
		if f.has(l) {
			if best, _ := likenessOf(paid, max(own, n), l); best > likeness { // or it cannot be more like
				if k, f := alike(e.word.heard(), word, apart, l, max(least, likeness), rest); k > likeness {
					likeness, folded = k, f
				}
			}
		}
		if l == General {
			return likeness, folded
		}
	}
}

// sum is the least that the sounds of a word cost beside the ear's.
func (k *learnt) sum(s *Sounds) (sum int32) {
	for _, x := range s.heard() {
		sum += 2 * int32(k.least[x])
	}
	return sum
}

// of is what the ear knows of a family.
func (e *Ear) of(f family, apart bool) *learnt {
	if !e.knows(f, apart) {
		e.learn(f, apart)
	}
	return &e.learnt[place(f, apart)]
}

// about is of where the family is known, and what no family costs less than where
// it is not: learning takes longer than to hold a few words against each other.
func (e *Ear) about(f family, apart bool) *learnt {
	if !e.knows(f, apart) {
		f = everyone
	}
	return e.of(f, apart)
}

func (e *Ear) knows(f family, apart bool) bool { return e.known&(1<<place(f, apart)) != 0 }

func place(f family, apart bool) int {
	if apart {
		return 2*int(f) + 1
	}
	return 2 * int(f)
}

func (e *Ear) learn(f family, apart bool) {
	i, t := place(f, apart), tableOf(f, apart)
	e.known |= 1 << i
	k, word := &e.learnt[i], e.word.heard()
	k.drop = far
	for _, x := range word {
		k.drop = min(k.drop, int32(t.drops[x]))
	}
	n := (len(t.drops) + 7) / 8
	for i := range n {
		least := t.half[i]
		for _, x := range word {
			least = least.min(t.half[(int(x)+1)*n+i])
		}
		binary.LittleEndian.PutUint64(k.least[8*i:], uint64(least))
	}
}
