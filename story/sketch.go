package story

import (
	"hash/fnv"
	"math/bits"
)

// sketch is a MinHash of a text's five-word shingles (Broder 1997): the share
// of equal places estimates how much of their wording two texts share.
type sketch [64]uint32

const shingleWords = 5

// bandRows places of a sketch make one band of the index: two texts that share
// a third of their shingles meet in at least one of the 32 bands with
// probability 0.98.
const bandRows = 2

func sketchOf(text string) sketch {
	var s sketch
	for i := range s {
		s[i] = 1<<32 - 1
	}
	words := wordsOf(text, 0)
	for i := 0; i+shingleWords <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+shingleWords] {
			h.Write([]byte(w.lower))
			h.Write([]byte{' '})
		}
		x := h.Sum64()
		for k := range s {
			s[k] = min(s[k], uint32(permute(x, uint64(k))>>32))
		}
	}
	return s
}

// permute is the k-th of a family of mixing functions (splitmix64's finaliser).
func permute(x, k uint64) uint64 {
	x = bits.RotateLeft64(x, int(k)) + (k+1)*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// resemblance estimates the share of common shingles, 0 to 1.
func (s *sketch) resemblance(o *sketch) float64 {
	same := 0
	for i, v := range s {
		if v == o[i] && v != 1<<32-1 {
			same++
		}
	}
	return float64(same) / float64(len(s))
}

func (s *sketch) empty() bool { return s[0] == 1<<32-1 }
