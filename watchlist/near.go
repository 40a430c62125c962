package watchlist

import (
	"cmp"
	"slices"
	"sync/atomic"

	"github.com/sayso/sayso/entity/fold"
)

// near finds the words of the lists that are spelled like another. Words with
// the same skeleton and like vowels are a kin; they have ids one after the other
// in the order of their sounds, so that a kin is found as one and sifted in one go.
type near struct {
	kins   []kin      // and the end of the last
	shelf  fold.Shelf // the words of each kin
	heard  []heard    // by word
	bareAt int32      // first word without vowels
	alone  bool       // some listing has only names without vowels
	// known are the words like a word that many names carry, where it was asked for.
	known []atomic.Pointer[[]match]
	keys  table // key -> kin
	bare  table // the same for kins of words without vowels
	ends  table // how a word begins and ends -> word
}

// kin is where the words of a kin are, and what many of them are not like by.
type kin struct {
	word   int32 // the first
	shelf  int32 // where they begin on the shelf
	long   uint8 // sounds of the longest
	vowels uint8
}

// heard is what comparing needs of a word.
type heard struct {
	sounds fold.Sounds
	langs  uint8
}

// kinOf is what the words of a kin have in common; those that are not found by
// their spelling come last.
type kinOf struct {
	silent           bool
	bare             bool
	skeleton, vowels string
}

func (k kinOf) compare(l kinOf) int {
	return cmp.Or(order(k.silent, l.silent), order(k.bare, l.bare), cmp.Compare(k.skeleton, l.skeleton), cmp.Compare(k.vowels, l.vowels))
}

func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// kinship is the kin of each word.
func kinship(words []word) []kinOf {
	out := make([]kinOf, len(words))
	for i := range words {
		w := &words[i]
		out[i] = kinOf{silent: w.class == legal || w.class == particle || w.class == title || isDigit(w.Text[0])}
		if !out[i].silent {
			out[i].bare, out[i].skeleton, out[i].vowels = w.Bare, w.Skeleton(), w.Vowels()
		}
	}
	return out
}

// newNear is for words in the order of their kins.
func newNear(words []word, kins []kinOf) near {
	n := near{heard: make([]heard, len(words)), known: make([]atomic.Pointer[[]match], len(words))}
	for i := range words {
		w, k := &words[i], kins[i]
		n.heard[i] = heard{w.Sounds, w.langs}
		if k.silent {
			continue
		}
		if i == 0 || k != kins[i-1] {
			id, to := int32(len(n.kins)), &n.keys
			if k.bare {
				if len(n.bare.added) == 0 {
					n.bareAt = int32(i)
				}
				to = &n.bare
			}
			skeletonKeys(k.skeleton, len(k.skeleton) >= 3, func(kind byte, skip int) {
				v := k.vowels
				if k.bare || kind != withVowels {
					v = ""
				}
				to.add(keyOf(kind, v, k.skeleton, skip), id)
			})
			n.kins = append(n.kins, kin{word: int32(i), vowels: k.vowels[0] - '0'})
		}
		long := &n.kins[len(n.kins)-1].long
		*long = max(*long, uint8(w.Sounds.Len()))
		textKeys(w.Text, func(key uint64) { n.ends.add(key, int32(i)) })
	}
	end := slices.IndexFunc(kins, func(k kinOf) bool { return k.silent })
	if end < 0 {
		end = len(words)
	}
	if len(n.bare.added) == 0 {
		n.bareAt = int32(end)
	}
	n.kins = append(n.kins, kin{word: int32(end)})
	var sounds []fold.Sounds
	var langs []uint8
	for i := range n.kins[1:] {
		sounds, langs = sounds[:0], langs[:0]
		for _, w := range n.heard[n.kins[i].word:n.kins[i+1].word] {
			sounds, langs = append(sounds, w.sounds), append(langs, w.langs)
		}
		n.shelf = n.shelf.Put(sounds, langs)
		n.kins[i+1].shelf = int32(len(n.shelf))
	}
	n.shelf = slices.Clip(n.shelf)
	n.keys.close()
	n.bare.close()
	n.ends.close()
	return n
}

// like appends the words that sound like a token, to which the ear is tuned, to
// out; with ends, also those that only begin or end like it.
func (n *near) like(out []match, t fold.Token, ends bool, ear *fold.Ear, langs uint8, least float64, at *desk) []match {
	at.sieve.Tune(ear, langs, least)
	if t.Bare || n.alone {
		at.bare.Tune(ear, langs, least)
	} else { // no listing would be found by them, but they tell how usual the word is
		at.bare.Tune(ear, langs, max(least, likeSame))
	}
	before := out
	for _, k := range n.kinsOf(t, at) {
		sieve := &at.sieve
		if k.bare {
			sieve = &at.bare
		}
		at.kept = sieve.Sift(at.kept[:0], n.shelf[k.from:k.to], k.word, k.bare != t.Bare)
		for _, m := range at.kept {
			if !has(before, m.ID) {
				out = append(out, match{m.ID, m.Like})
			}
		}
	}
	if !ends {
		return out
	}
	at.keys, at.refs = at.keys[:0], at.refs[:0]
	textKeys(t.Text, func(key uint64) { at.lookUp(&n.ends, key) })
	at.find()
	for _, f := range at.refs {
		at.touched += uint32(n.heard[f.id].langs)
	}
	for _, f := range at.refs {
		h := &n.heard[f.id]
		if l, _ := ear.Like(&h.sounds, f.id >= n.bareAt, h.langs|langs, least); l > 0 && !has(out, f.id) {
			out = append(out, match{f.id, float32(l)})
		}
	}
	return out
}

// has tells whether a word is among the matches.
func has(m []match, word int32) bool {
	return slices.ContainsFunc(m, func(m match) bool { return m.word == word })
}

// found is a kin that a search sifts.
type found struct {
	from, to int32 // on the shelf
	word     int32
	bare     bool
}

// kinsOf are the kins that may have words like a token. They, and what leads to
// them, lie far apart; all are touched before any is looked at, so that their bytes
// come at once and not one's after the other's.
func (n *near) kinsOf(t fold.Token, at *desk) []found {
	skeleton, vowels := t.Skeleton(), []string{t.Vowels()}
	own := int(vowels[0][0] - '0')
	if t.Bare {
		vowels = everyVowels
	}
	at.keys, at.refs, at.kins = at.keys[:0], at.refs[:0], at.kins[:0]
	skeletonKeys(skeleton, true, func(kind byte, skip int) {
		none := keyOf(kind, "", skeleton, skip)
		at.lookUp(&n.bare, none)
		if kind != withVowels {
			at.lookUp(&n.keys, none)
			return
		}
		for _, v := range vowels {
			at.lookUp(&n.keys, keyOf(kind, v, skeleton, skip))
		}
	})
	at.find()
	for _, r := range at.refs {
		at.touched += uint32(n.kins[r.id].word)
	}
	for _, r := range at.refs {
		if at.kin[r.id] == at.round {
			continue
		}
		at.kin[r.id] = at.round
		k := &n.kins[r.id]
		f := found{k.shelf, n.kins[r.id+1].shelf, k.word, k.word >= n.bareAt}
		if f.bare == t.Bare {
			sieve := &at.sieve
			if f.bare {
				sieve = &at.bare
			}
			if more := max(int(k.vowels), own) - min(int(k.vowels), own); !sieve.Vowels(more, int(k.long)) {
				continue
			}
		}
		at.kins = append(at.kins, f)
	}
	for _, f := range at.kins {
		at.touched += uint32(n.shelf[f.from])
	}
	return at.kins
}

// everyVowels are all that Token.Vowels says.
var everyVowels = func() []string {
	out := []string{"0"}
	for n := '1'; n <= '9'; n++ {
		for _, first := range "aiu" {
			out = append(out, string(n)+string(first))
		}
	}
	return out
}()

// withVowels is the kind of the keys that hold a word's vowels.
const withVowels = 't'

// skeletonKeys are the keys by which a word is found, one as long as the next: its
// skeleton, the skeleton less one consonant, and the ends of a short one. A word
// with another consonant has as many vowels and begins with a like one, or its
// likeness would be too little. Whole tells that the skeleton is also a key for
// words with one consonant more.
func skeletonKeys(s string, whole bool, key func(kind byte, skip int)) {
	key('s', -1)
	if whole {
		key(withVowels, -1)
	}
	if len(s) >= 4 {
		for i := range s {
			if i == 0 || s[i] != s[i-1] {
				key(withVowels, i)
			}
		}
	}
	if len(s) == 3 {
		for i, kind := range []byte("abc") {
			key(kind, i)
		}
	}
}

// textKeys are the keys of how a word begins and ends.
func textKeys(text string, key func(uint64)) {
	if n := len(text); n >= 5 {
		key(keyOf('p', "", text[:4], -1))
		if n >= 6 {
			key(keyOf('e', "", text[n-4:], -1))
		}
	}
}

// keyOf is the hash (FNV-1a) of a key: its kind, vowels, and letters but the one
// at skip.
func keyOf(kind byte, vowels, letters string, skip int) uint64 {
	h := uint64(14695981039346656037)
	add := func(c byte) { h = (h ^ uint64(c)) * 1099511628211 }
	add(kind)
	for i := range len(vowels) {
		add(vowels[i])
	}
	add(0)
	for i := range len(letters) {
		if i != skip {
			add(letters[i])
		}
	}
	return (h ^ h>>32) * 0x9e3779b97f4a7c15 // the high bits choose the place in a table
}
