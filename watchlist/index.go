package watchlist

import (
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/sayso/sayso/entity/fold"
)

// Index finds listings by the likeness of their names. It is made once for a
// set of lists and is safe for concurrent use.
type Index struct {
	seed     maphash.Seed
	lists    []*List
	entities []*Entity
	list     []int32 // by entity
	names    []name
	words    []word
	byText   map[string]int32
	keys     table // fold key -> word
	joins    table // key of two neighbours as one -> name
	whole    table // key of a whole name -> name
	shapes   []shape
	meaning  map[int16][]int32 // concept -> words
	desks    sync.Pool
	total    float64
}

// bareMark ends the key of a word from a script without vowels.
const bareMark = "\x01"

// name is one reading of one name of an entity.
type name struct {
	entity int32
	alias  int32 // in Entity.Names
	family int8  // how many parts at the end are the family name; 0 where unknown
	langs  uint8
	open   bool // nothing tells of which language the name is
	person bool
	bare   bool // in a script without vowels, beside a name in another
	words  []int32
	class  []class
	weight float32 // of all parts
}

// word is one distinct word of the lists.
type word struct {
	fold.Token
	class   class
	langs   uint8
	concept []int16
	surname []int16
	df      int32
	weight  float32
	names   []int32
}

// NewIndex indexes lists.
func NewIndex(lists ...*List) *Index {
	x := &Index{seed: maphash.MakeSeed(), lists: lists, byText: map[string]int32{}}
	fine := map[string]int32{}
	last := []int32{}
	for li, l := range lists {
		for i := range l.Entities {
			e := &l.Entities[i]
			id := int32(len(x.entities))
			x.entities, x.list = append(x.entities, e), append(x.list, int32(li))
			langs := languagesOf(e)
			latin := slices.ContainsFunc(e.Names, func(n Name) bool { return n.Text != "" && n.Text[0] < 0x80 })
			for ai := range e.Names {
				for _, n := range x.read(e, ai) {
					n.entity, n.alias = id, int32(ai)
					n.langs = languageOfName(n, e, langs)
					n.open = n.langs == 0
					n.bare = latin && n.parts[0].Bare
					x.add(n, &last, fine)
				}
			}
		}
	}
	x.total = float64(max(len(x.entities), 1000))
	for i := range x.words {
		w := &x.words[i]
		df := float64(w.df) + usual(w.concept)
		if f := w.Fine(); len(f) >= 3 && w.class == telling {
			df = max(df, 0.6*float64(fine[f]))
		}
		w.weight = x.weigh(w.class, df)
	}
	for i := range x.names {
		for _, w := range x.names[i].words {
			x.names[i].weight += x.words[w].weight
		}
	}
	x.buildKeys()
	return x
}

// usual is how many more listings are taken to carry a word that many names of
// bodies have, so that a short list does not make it rare.
func usual(concept []int16) float64 {
	if len(concept) > 0 {
		return 10
	}
	return 0
}

// weigh is how much a word tells that df entities carry.
func (x *Index) weigh(c class, df float64) float32 {
	switch c {
	case initial:
		return 0.12
	case title:
		return 0.06
	case particle, legal:
		return 0.03
	}
	w := math.Log(1+x.total/max(df, 1)) / math.Log(1+x.total)
	w = math.Pow(w, 1.4)
	switch c {
	case country:
		w *= 0.45
	case kunya:
		w *= 0.5
	}
	return float32(w)
}

// reading is a name cut into parts.
type readName struct {
	name
	parts  []part
	script fold.Language
}

func (x *Index) read(e *Entity, alias int) []readName {
	text, family := e.Names[alias].Text, 0
	if e.Kind == Person {
		text, family = turned(text)
	}
	var out []readName
	for _, r := range fold.Read(text) {
		p := parts(r, e.Kind == Person)
		if len(p) > 24 {
			p = p[:24]
		}
		out = append(out, readName{name{family: int8(min(family, 8)), person: e.Kind == Person}, p, r.Language})
	}
	return out
}

// turned is a person's name with what stands before a comma at its end, and how
// many words that is.
func turned(name string) (string, int) {
	f, g, ok := strings.Cut(name, ",")
	if !ok || strings.TrimSpace(g) == "" {
		return name, 0
	}
	if r := fold.Read(f); len(r) > 0 {
		return g + " " + f, len(r[0].Tokens)
	}
	return g + " " + f, 0
}

func (x *Index) add(n readName, last *[]int32, fine map[string]int32) {
	id := int32(len(x.names))
	n.words = make([]int32, len(n.parts))
	n.class = make([]class, len(n.parts))
	for i, p := range n.parts {
		key := p.Text
		if p.class == legal {
			key = "\x00" + key
		}
		if p.Bare {
			key += bareMark
		}
		w, ok := x.byText[key]
		if !ok {
			w = int32(len(x.words))
			x.byText[key] = w
			x.words = append(x.words, word{Token: p.Token, class: p.class, concept: concepts[p.Text], surname: surnames[p.Text]})
			*last = append(*last, -1)
		}
		n.words[i], n.class[i] = w, p.class
		to := &x.words[w]
		to.langs |= n.langs
		to.class = min(to.class, p.class)
		if len(to.names) == 0 || to.names[len(to.names)-1] != id {
			to.names = append(to.names, id)
		}
		if (*last)[w] != n.entity {
			(*last)[w] = n.entity
			to.df++
			fine[p.Fine()]++
		}
	}
	x.names = append(x.names, n.name)
	x.whole.add(maphash.String(x.seed, wholeKey(n.parts)), id)
}

func (x *Index) buildKeys() {
	x.meaning = map[int16][]int32{}
	x.shapes = make([]shape, len(x.words))
	for i := range x.words {
		w := &x.words[i]
		x.shapes[i] = shape{w.Sounds, w.Bare, w.langs}
	}
	for i := range x.words {
		w := &x.words[i]
		if w.class == legal || w.class == particle || w.class == title {
			continue
		}
		for _, c := range w.concept {
			x.meaning[c] = append(x.meaning[c], int32(i))
		}
		if isDigit(w.Text[0]) {
			continue
		}
		for _, k := range wordKeys(w.Token, false) {
			x.keys.add(maphash.String(x.seed, k), int32(i))
		}
	}
	for i := range x.names {
		n := &x.names[i]
		for j := range n.words {
			if j+1 >= len(n.words) {
				break
			}
			a, b := &x.words[n.words[j]], &x.words[n.words[j+1]]
			if n.class[j] == legal || n.class[j+1] == legal || len(a.Text)+len(b.Text) > 18 {
				continue
			}
			k := joinKey(fold.Join(a.Token, b.Token))
			x.joins.add(maphash.String(x.seed, k), int32(i))
		}
	}
	x.keys.close()
	x.joins.close()
	x.whole.close()
}

// joinKey is the key of two words written as one.
func joinKey(t fold.Token) string { return t.Skeleton() }

// wholeKey is the key of a whole name.
func wholeKey(p []part) string {
	var b strings.Builder
	for _, x := range p {
		b.WriteString(x.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// everyVowels are all that Token.Vowels says.
var everyVowels = func() []string {
	out := []string{"*", "0"}
	for n := '1'; n <= '9'; n++ {
		for _, first := range "aiu" {
			out = append(out, string(n)+string(first))
		}
	}
	return out
}()

// wordKeys are the keys by which a word is found, one as long as the next: its
// skeleton, the skeleton less one consonant, and its ends. A word with another
// consonant has as many vowels and begins with a like one, or its likeness would
// be too little. Where the vowels are not written, asked tells on which side
// that is.
func wordKeys(t fold.Token, asked bool) []string {
	s, v := t.Skeleton(), t.Vowels()
	vowels := []string{v}
	switch {
	case t.Bare && asked:
		vowels = everyVowels
	case t.Bare:
		vowels = []string{"*"}
	case asked:
		vowels = append(vowels, "*")
	}
	out := []string{"s" + s}
	less := func(kind, s string) {
		for _, v := range vowels {
			out = append(out, kind+v+s)
		}
	}
	if asked || len(s) >= 3 { // a word with one consonant more
		less("t", s)
	}
	if len(s) >= 4 {
		for i := range s {
			if i > 0 && s[i] == s[i-1] {
				continue
			}
			less("t", s[:i]+s[i+1:])
		}
	}
	if len(s) == 3 {
		less("a", s[1:])
		less("b", s[:1]+s[2:])
		less("c", s[:2])
	}
	if n := len(t.Text); n >= 5 {
		out = append(out, "p"+t.Text[:4])
		if n >= 6 {
			out = append(out, "e"+t.Text[n-4:])
		}
	}
	return out
}
