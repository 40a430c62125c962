package watchlist

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/sayso/sayso/entity/fold"
)

// Index finds listings by the likeness of their names. It is made once for a
// set of lists and is safe for concurrent use.
type Index struct {
	lists    []*List
	entities []*Entity
	list     []int32 // by entity
	names    []name
	weights  []float32 // by name, of all its parts
	pieces   []piece   // of all names, one name after the other
	words    []word
	spelled  []spelled // by word
	kinds    []Kind
	tells    []tells // by word
	carriers []int32 // names of all words, one word after the other
	byText   map[string]int32
	near     near
	joins    table             // key of two neighbours as one -> name
	whole    table             // key of a whole name -> name
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
	from   int32 // first of its pieces
	len    uint8
	kind   uint8 // in the index's kinds
	family int8  // how many parts at the end are the family name; 0 where unknown
	langs  uint8
	open   bool // nothing tells of which language the name is
	person bool
	bare   bool // in a script without vowels, beside a name in another
}

// piece is a part of a name.
type piece struct {
	word  int32
	class class
}

// spelled is what comparing needs of a word, kept apart from the word and close
// together: it is read in one go.
type spelled struct {
	text   string
	sounds fold.Sounds
	weight float32
	usual  class // which may be another than that of a piece
	langs  uint8
	first  byte // of the text
	known  bool // established
	bare   bool

	patronymic bool
	_          [7]byte // to the size of what a processor fetches at once
}

// word is one distinct word of the lists.
type word struct {
	fold.Token
	class   class
	langs   uint8
	concept []int16
	surname []int16
}

// tells is how much a word tells, kept apart from the word as so many of them are
// looked at in a search.
type tells struct {
	df       int32 // listings that carry the word
	weight   float32
	from, to int32 // its names among the carriers
}

func (x *Index) piecesOf(n *name) []piece { return x.pieces[n.from:][:n.len] }

func (x *Index) carriersOf(word int32) []int32 {
	return x.carriers[x.tells[word].from:x.tells[word].to]
}

// NewIndex indexes lists.
func NewIndex(lists ...*List) *Index {
	x := &Index{lists: lists, byText: map[string]int32{}}
	fine := map[string]int32{}
	last, alone := []int32{}, false
	for li, l := range lists {
		for i := range l.Entities {
			e := &l.Entities[i]
			id := int32(len(x.entities))
			x.entities, x.list = append(x.entities, e), append(x.list, int32(li))
			langs := languagesOf(e)
			latin := slices.ContainsFunc(e.Names, func(n Name) bool { return n.Text != "" && n.Text[0] < 0x80 })
			for ai := range e.Names {
				for _, n := range x.read(e, ai) {
					n.entity, n.alias, n.kind = id, int32(ai), x.kindOf(e.Kind)
					n.langs = languageOfName(n, e, langs)
					n.open = n.langs == 0
					n.bare = latin && n.parts[0].Bare
					alone = alone || n.parts[0].Bare && !latin
					x.add(n, &last, fine)
				}
			}
		}
	}
	x.total = float64(max(len(x.entities), 1000))
	for i := range x.words {
		w := &x.words[i]
		df := float64(x.tells[i].df) + usual(w.concept)
		if f := w.Fine(); len(f) >= 3 && w.class == telling {
			df = max(df, 0.6*float64(fine[f]))
		}
		x.tells[i].weight = x.weigh(w.class, df)
	}
	kins := x.sortWords()
	x.spelled = make([]spelled, len(x.words))
	for i := range x.words {
		w, t := &x.words[i], &x.tells[i]
		x.spelled[i] = spelled{text: w.Text, sounds: w.Sounds, weight: t.weight, usual: w.class, langs: w.langs, first: w.Text[0],
			known: t.df >= established, bare: w.Bare, patronymic: patronymic(w.Text)}
	}
	x.weights = make([]float32, len(x.names))
	for i := range x.names {
		for _, p := range x.piecesOf(&x.names[i]) {
			x.weights[i] += x.spelled[p.word].weight
		}
	}
	x.carry()
	x.near = newNear(x.words, kins)
	x.near.alone = alone
	x.buildKeys()
	return x
}

// kindOf is the number of a kind.
func (x *Index) kindOf(k Kind) uint8 {
	i := slices.Index(x.kinds, k)
	if i < 0 {
		i = len(x.kinds)
		x.kinds = append(x.kinds, k)
	}
	return uint8(i)
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
	n.from, n.len = int32(len(x.pieces)), uint8(len(n.parts))
	for _, p := range n.parts {
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
			x.tells = append(x.tells, tells{})
			x.words = append(x.words, word{Token: p.Token, class: p.class, concept: concepts[p.Text], surname: surnames[p.Text]})
			*last = append(*last, -1)
		}
		x.pieces = append(x.pieces, piece{word: w, class: p.class})
		to := &x.words[w]
		to.langs |= n.langs
		to.class = min(to.class, p.class)
		if (*last)[w] != n.entity {
			(*last)[w] = n.entity
			x.tells[w].df++
			fine[p.Fine()]++
		}
	}
	x.names = append(x.names, n.name)
	x.whole.add(wholeKey(n.parts), id)
}

// sortWords numbers the words anew, kin by kin.
func (x *Index) sortWords() []kinOf {
	kins := kinship(x.words)
	order := make([]int32, len(x.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(kins[a].compare(kins[b]), cmp.Compare(x.words[a].langs, x.words[b].langs), x.words[a].Sounds.Compare(&x.words[b].Sounds), cmp.Compare(a, b))
	})
	words, told := make([]word, len(order)), make([]tells, len(order))
	sorted, anew := make([]kinOf, len(order)), make([]int32, len(order))
	for to, from := range order {
		words[to], told[to], sorted[to], anew[from] = x.words[from], x.tells[from], kins[from], int32(to)
	}
	x.words, x.tells = words, told
	for t, w := range x.byText {
		x.byText[t] = anew[w]
	}
	for i, p := range x.pieces {
		x.pieces[i].word = anew[p.word]
	}
	return sorted
}

// carry notes for each word the names that carry it.
func (x *Index) carry() {
	each := func(do func(w *tells, name int32)) {
		for i := range x.names {
			p := x.piecesOf(&x.names[i])
			for j := range p {
				if !slices.ContainsFunc(p[:j], func(q piece) bool { return q.word == p[j].word }) {
					do(&x.tells[p[j].word], int32(i))
				}
			}
		}
	}
	each(func(w *tells, _ int32) { w.to++ })
	at := int32(0)
	for i := range x.tells {
		w := &x.tells[i]
		w.from, w.to, at = at, at, at+w.to
	}
	x.carriers = make([]int32, at)
	each(func(w *tells, name int32) {
		x.carriers[w.to] = name
		w.to++
	})
}

func (x *Index) buildKeys() {
	x.meaning = map[int16][]int32{}
	for i := range x.words {
		w := &x.words[i]
		if w.class == legal || w.class == particle || w.class == title {
			continue
		}
		for _, c := range w.concept {
			x.meaning[c] = append(x.meaning[c], int32(i))
		}
	}
	for i := range x.names {
		p := x.piecesOf(&x.names[i])
		for j := range max(len(p)-1, 0) {
			a, b := &x.words[p[j].word], &x.words[p[j+1].word]
			if p[j].class == legal || p[j+1].class == legal || len(a.Text)+len(b.Text) > 18 {
				continue
			}
			x.joins.add(joinKey(fold.Join(a.Token, b.Token)), int32(i))
		}
	}
	x.joins.close()
	x.whole.close()
}

// joinKey is the key of two words written as one.
func joinKey(t fold.Token) uint64 { return keyOf('j', "", t.Skeleton(), -1) }

// wholeKey is the key of a whole name.
func wholeKey(p []part) uint64 {
	var b strings.Builder
	for _, x := range p {
		b.WriteString(x.Text)
		b.WriteByte(' ')
	}
	return keyOf('w', "", b.String(), -1)
}
