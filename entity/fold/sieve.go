package fold

import (
	"slices"
	"sync"
)

// Sieve holds one word against shelves of others and keeps those that are like it:
// most are told apart by the sum of what their sounds cost at least in their own
// languages, and only the rest are aligned. Its answers are those of
// Sounds.LikeIn. The zero value has a word without sounds. A sieve is not for
// several goroutines at once.
type Sieve struct {
	ear     *Ear
	in      uint8
	least   float64
	most    [longest + 1]lanes // by the length of the longer word
	room    [2]room            // where both words or neither are bare, and where one is
	hasRoom [2]bool
	left    []left
	word    [longest]Sound
}

// room is what the sounds of a word may cost by their number, under the highest bits.
type room [32]lanes

// left is a word that its sum leaves, and the languages in which it does.
type left struct {
	at      int // on the shelf
	sum, in lanes
}

// Kept is the number of a word on a shelf and how like the sieve's it is.
type Kept struct {
	ID   int32
	Like float32
}

// Compare orders words by their sounds.
func (s *Sounds) Compare(t *Sounds) int { return slices.Compare(s.heard(), t.heard()) }

// Len is how many sounds a word has, as far as they count.
func (s *Sounds) Len() int { return int(s.n) }

// Tune gives the sieve the word of an ear, the languages that it may be spelled
// from beside those of each other word, and the likeness under which others are not
// kept.
func (s *Sieve) Tune(ear *Ear, in uint8, least float64) {
	if s.ear == nil || least != s.least {
		for n := range s.most {
			s.most[n] = lanesOf(func(l Language) int32 { return min(budget(n, l, least), laneMost*laneUnits) })
		}
	}
	s.ear, s.in, s.least, s.hasRoom = ear, in, least, [2]bool{}
}

// Vowels tells whether a word of at most long sounds can be like the sieve's that
// has so many vowels more or fewer, both as Token.Vowels counts them.
func (s *Sieve) Vowels(more, long int) bool {
	return int32(more)*leastVowel() <= budget(max(int(s.ear.word.n), long), General, s.least)
}

// leastVowel is the least that a vowel more costs where vowels are written.
var leastVowel = sync.OnceValue(func() int32 {
	least := int32(far)
	for l := range languages {
		t := tableOf(l, false)
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
	}
	return least
})

// Sift appends to kept the words of a shelf that are as like as asked, their
// numbers counted from first. Bare tells that one side of each pair, and not the
// other, comes from a script that leaves vowels out.
func (s *Sieve) Sift(kept []Kept, shelf Shelf, first int32, bare bool) []Kept {
	own := int(s.ear.word.n)
	if own == 0 || own > longest || len(shelf) == 0 {
		return kept
	}
	k, room, blocks := s.ear.of(bare), s.roomFor(bare), shelf.blocks()
	words := len(shelf) / blocks
	s.left = slices.Grow(s.left[:0], words)[:words]
	n := 0
	for at := 0; at < len(shelf); at += blocks {
		b := shelf[at]
		sum := k.least[uint8(b>>16)] + k.least[uint8(b>>24)] + k.least[uint8(b>>32)] + k.least[uint8(b>>40)] +
			k.least[uint8(b>>48)] + k.least[b>>56]
		for _, b := range shelf[at+1 : at+blocks] {
			sum += k.least[uint8(b)] + k.least[uint8(b>>8)] + k.least[uint8(b>>16)] + k.least[uint8(b>>24)] +
				k.least[uint8(b>>32)] + k.least[uint8(b>>40)] + k.least[uint8(b>>48)] + k.least[b>>56]
		}
		in := (room[b>>headLen%uint64(len(room))] - sum) & among(uint8(b)|s.in)
		s.left[n] = left{at, sum, in}
		n += int(-in >> 63) // one where some language is left
	}
	for _, l := range s.left[:n] {
		word := shelf[l.at:].sounds(&s.word)
		paid := l.sum + lanes(max(own-len(word), 0))*k.drop
		if like, _ := s.ear.like(word, paid, l.in, bare, s.least); like > 0 {
			kept = append(kept, Kept{first + int32(l.at/blocks), float32(like)})
		}
	}
	return kept
}

// roomFor is what the sounds of a word may cost, by their number.
func (s *Sieve) roomFor(bare bool) *room {
	i := side(bare)
	if r := &s.room[i]; s.hasRoom[i] {
		return r
	}
	s.hasRoom[i] = true
	own, drop := int(s.ear.word.n), s.ear.of(bare).drop
	for n := 1; n <= longest; n++ {
		s.room[i][n] = s.most[max(own, n)] | highest - lanes(max(own-n, 0))*drop
	}
	return &s.room[i]
}
