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
	ear    *Ear
	in     uint8
	least  float64
	budget [longest + 1]int32 // by the length of the longer word
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
	s.ear, s.in, s.least = ear, in, least
	for n := range s.budget {
		s.budget[n] = budget(n, General, least)
	}
}

// Vowels tells whether a word of at most long sounds can be like the sieve's that
// has so many vowels more or fewer, both as Token.Vowels counts them.
func (s *Sieve) Vowels(more, long int) bool {
	return int32(more)*leastVowel() <= s.budget[min(max(int(s.ear.word.n), long), longest)]
}

// leastVowel is the least that a vowel more costs where vowels are written.
var leastVowel = sync.OnceValue(func() int32 {
	least, t := int32(far), tableOf(everyone, false)
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

// Sift appends to kept the words of a shelf that are as like as asked, their
// numbers counted from first. Bare tells that one side of each pair, and not the
// other, comes from a script that leaves vowels out.
func (s *Sieve) Sift(kept []Kept, shelf Shelf, first int32, bare bool) []Kept {
	own := int(s.ear.word.n)
	if own == 0 || own > longest || len(shelf) == 0 {
		return kept
	}
	room, in, f, k := shelf.room(), Sound(0), family(0), (*learnt)(nil)
	for id := first; len(shelf) > 0; id++ {
		w := shelf[:room]
		shelf = shelf[room:]
		n := int(w[wordLen])
		if k == nil || w[wordLanguages] != in {
			in = w[wordLanguages]
			f = among(uint8(in) | s.in)
			k = s.ear.about(f, bare)
		}
		sum := int32(0)
		for at := wordSounds; at < len(w); at += block {
			b := w[at:][:block]
			sum += int32(k.least[b[0]]) + int32(k.least[b[1]]) + int32(k.least[b[2]]) + int32(k.least[b[3]]) +
				int32(k.least[b[4]]) + int32(k.least[b[5]]) + int32(k.least[b[6]]) + int32(k.least[b[7]])
		}
		most := s.budget[max(own, n)]
		if 2*sum+int32(max(own-n, 0))*k.drop > most || n == 0 {
			continue
		}
		k = s.ear.of(f, bare)
		if l, _ := s.ear.like(w[wordSounds:][:n], f, bare, most, s.least); l > 0 {
			kept = append(kept, Kept{id, float32(l)})
		}
	}
	return kept
}
