package fold

// Shelf is some words close together, each with the languages that it may be
// spelled from. Every word has as much room as the longest.
type Shelf []Sound

// What stands where in the room of a word on a shelf. The first word's tells also
// how much that is.
const (
	wordRoom      = 0 // in blocks
	wordLanguages = 1
	wordLen       = 2
	wordSounds    = 3
	block         = 8
	nothing       = 255 // no sound
)

// Put appends a shelf of words. One that has no sounds, or more than are compared,
// has its place and is like none.
func (s Shelf) Put(words []Sounds, in []uint8) Shelf {
	blocks := 0
	for i := range words {
		if n := int(words[i].n); n <= longest {
			blocks = max(blocks, (n+block-1)/block)
		}
	}
	for i := range words {
		w := words[i].heard()
		if int(words[i].n) > longest {
			w = nil
		}
		s = append(s, Sound(blocks), Sound(in[i]), Sound(len(w)))
		s = append(s, w...)
		for range blocks*block - len(w) {
			s = append(s, nothing)
		}
	}
	return s
}

// room is how much room each word of the shelf has.
func (s Shelf) room() int { return wordSounds + int(s[wordRoom])*block }
