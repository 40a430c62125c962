package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Vocab is a vocabulary of word pieces in BERT's form: pieces that go on a
// word begin with "##".
type Vocab struct {
	ids      map[string]int32
	unknown  int32
	CLS, SEP int32
	maxPiece int
}

// NewVocab indexes pieces, the id of each its place in the list. It must hold
// [UNK], [CLS] and [SEP]; a piece that is missing gets id 0.
func NewVocab(pieces []string) *Vocab {
	v := &Vocab{ids: make(map[string]int32, len(pieces))}
	for i, p := range pieces {
		v.ids[p] = int32(i)
		v.maxPiece = max(v.maxPiece, len(p))
	}
	v.unknown, v.CLS, v.SEP = v.ids["[UNK]"], v.ids["[CLS]"], v.ids["[SEP]"]
	return v
}

// Has tells whether a whole word, in lower case, is a piece of the vocabulary.
func (v *Vocab) Has(word string) bool {
	_, ok := v.ids[word]
	return ok
}

// Rarer tells whether a word is known and by far rarer than another, which is
// known too: the vocabulary lists whole words about in the order of their
// frequency.
func (v *Vocab) Rarer(word, other string) bool {
	a, known := v.ids[word]
	b, also := v.ids[other]
	return known && also && a > 4*b
}

// maxPieces bounds the pieces of one word: of a longer one (an address, a
// hash) the encoder sees the beginning.
const maxPieces = 12

// Pieces appends the ids of word's pieces to ids: at least one, at most 12.
// The word is lower-cased and stripped of accents, as the uncased BERT
// vocabularies want it.
func (v *Vocab) Pieces(ids []int32, word string) []int32 {
	n := len(ids)
	if plain(word) {
		ids = v.run(ids, strings.ToLower(word), n)
	} else {
		for _, part := range basic(word) {
			ids = v.run(ids, part, n)
		}
	}
	if len(ids) == n {
		ids = append(ids, v.unknown)
	}
	return ids
}

func plain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
			return false
		}
	}
	return true
}

// basic is BERT's basic tokenization of one word.
func basic(word string) []string {
	var parts []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			parts = append(parts, b.String())
			b.Reset()
		}
	}
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || r == utf8.RuneError:
		case punct(r) || unicode.Is(unicode.Han, r):
			flush()
			parts = append(parts, string(r))
		case unicode.IsSpace(r):
			flush()
		default:
			b.WriteRune(r)
		}
	}
	flush()
	return parts
}

func punct(r rune) bool {
	if r < 128 {
		return r > 32 && !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}
	return unicode.IsPunct(r)
}

// run appends the greedy longest-match pieces of one basic token.
func (v *Vocab) run(ids []int32, s string, base int) []int32 {
	start, n := 0, len(ids)
	buf := make([]byte, 0, 64)
	for start < len(s) && len(ids)-base < maxPieces {
		buf = buf[:0]
		if start > 0 {
			buf = append(buf, "##"...)
		}
		head := len(buf)
		end := min(len(s), start+v.maxPiece)
		found := false
		for ; end > start; end-- {
			if end < len(s) && !utf8.RuneStart(s[end]) {
				continue
			}
			buf = append(buf[:head], s[start:end]...)
			if id, ok := v.ids[string(buf)]; ok {
				ids = append(ids, id)
				found = true
				break
			}
		}
		if !found {
			return append(ids[:n], v.unknown)
		}
		start = end
	}
	return ids
}

// Shapes of words: what an uncased vocabulary loses. The numbers are part of
// the model file's format.
const (
	ShapeNone    uint8 = iota // [CLS], [SEP]
	ShapeLower                // lower case
	ShapeTitle                // Capitalised
	ShapeUpper                // CAPITALS
	ShapeMixed                // iPhone, McCain
	ShapeInitial              // one capital letter, with or without a full stop
	ShapeDotted               // U.S.
	ShapeDigits               // 2019
	ShapeNumber               // 1,000 or 3.5 or 10:30
	ShapeAlnum                // B52, 15th
	ShapeOpen                 // opening quote or bracket
	ShapeClose                // closing quote or bracket
	ShapeStop                 // . ! ?
	ShapePunct                // any other mark
	ShapeOther                // letters without case
	ShapeAddress              // URL, e-mail, handle
)

// Shape is the shape of a word.
func Shape(w string) uint8 {
	if address(w) {
		return ShapeAddress
	}
	var up, low, dig, let, other int
	first := rune(0)
	for i, r := range w {
		if i == 0 {
			first = r
		}
		switch {
		case unicode.IsUpper(r):
			up++
			let++
		case unicode.IsLower(r):
			low++
			let++
		case unicode.IsDigit(r):
			dig++
		case unicode.IsLetter(r):
			let++
		default:
			other++
		}
	}
	switch {
	case let+dig == 0:
		switch first {
		case '(', '[', '{', '“', '‘', '«', '`':
			return ShapeOpen
		case ')', ']', '}', '”', '’', '»':
			return ShapeClose
		case '.', '!', '?', '…':
			return ShapeStop
		}
		return ShapePunct
	case let == 0 && other == 0:
		return ShapeDigits
	case let == 0:
		return ShapeNumber
	case dig > 0:
		return ShapeAlnum
	case up == 1 && low == 0 && let == 1:
		return ShapeInitial
	case up > 0 && other > 0 && strings.IndexByte(w, '.') > 0 && low <= up:
		return ShapeDotted
	case up == 0 && low > 0:
		return ShapeLower
	case up == 1 && unicode.IsUpper(first):
		return ShapeTitle
	case up > 0 && low == 0:
		return ShapeUpper
	case up > 0:
		return ShapeMixed
	}
	return ShapeOther
}

// Edges mark where units begin. The numbers are part of the model file's
// format.
const (
	EdgeInside    uint8 = iota
	EdgeSentence        // first piece of a sentence
	EdgeParagraph       // first piece of a paragraph
)
