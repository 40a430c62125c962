package fold

// Shelf is some words close together, each with the languages that it may be
// spelled from. Every word has as many blocks of sounds as the longest.
type Shelf []uint64

// A word's first block tells its languages and how many blocks it has in its first
// byte, and how many sounds in its second.
const (
	block   = 8 // bytes
	head    = 2 // of them, that are no sounds
	nothing = 255

	headBlocks = 5 // bits before the number of blocks
	headLen    = 8
)

// Put appends a shelf of words. One that has no sounds, or more than are compared,
// has its place and is like none.
func (s Shelf) Put(words []Sounds, in []uint8) Shelf {
	most := 0
	for i := range words {
		if n := int(words[i].n); n <= longest {
			most = max(most, n)
		}
	}
	blocks := (head + most + block - 1) / block
	for i := range words {
		w := words[i].heard()
		if int(words[i].n) > longest {
			w = nil
		}
		at := len(s)
		for range blocks {
			s = append(s, 1<<64-1) // nothing
		}
		s[at] = s[at]<<(8*head) | uint64(len(w))<<headLen | uint64(blocks)<<headBlocks | uint64(in[i]&(1<<languages-1))
		for j, x := range w {
			j += head
			b := &s[at+j/block]
			*b &^= nothing << (j % block * 8)
			*b |= uint64(x) << (j % block * 8)
		}
	}
	return s
}

// blocks are how many each word of the shelf has.
func (s Shelf) blocks() int { return int(uint8(s[0]) >> headBlocks) }

// sounds are those of the word that begins with a block.
func (s Shelf) sounds(out *[longest]Sound) []Sound {
	n := int(uint8(s[0] >> headLen))
	for i := range n {
		j := i + head
		out[i] = Sound(s[j/block] >> (j % block * 8))
	}
	return out[:n]
}
