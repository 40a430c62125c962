package watchlist

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/entity/fold"
)

// Query is a name to screen.
type Query struct {
	Name string
	Kind Kind // UnknownKind where not known
	// Limit is how many listings are wanted at most; 0 means 10.
	Limit int
	// Floor is the least score of a hit.
	Floor float64
	// Countries are codes of the countries that the name is said to be of. Where a
	// listing does not tell its language, theirs may be it.
	Countries []string
	// Without leaves names out of the search.
	Without func(e *Entity, name Name) bool
}

// Hit is a listing that a name may mean, and why.
type Hit struct {
	List    *List
	Entity  *Entity
	Name    Name // the name that matched
	Score   float64
	Reading string // how the name in another script was read
	Pairs   []Pair
	// LeftQuery and LeftListed are the words without a counterpart.
	LeftQuery, LeftListed []string
	Notes                 []string
}

// Pair is a word of the query with its counterpart in the listing.
type Pair struct {
	Query  string  `json:"query"`
	Listed string  `json:"listed"`
	Like   float64 `json:"like"`   // 1 is the same
	Weight float64 `json:"weight"` // how much the word tells, 0 to 1
	Rule   string  `json:"rule"`
}

// match is a word of the lists like a word of the query.
type match struct {
	word int32
	like float32
}

// asked is a query made ready.
type asked struct {
	parts   []part
	weight  []float32
	concept [][]int16
	surname [][]int16
	matches [][]match
	total   float32
	person  bool
	langs   uint8   // that the script of the query tells
	joined  []part  // part i with part i+1
	known   []int32 // listings that carry the very word
	at      *desk
}

type likeness struct {
	like   float64
	folded bool
}

// Search finds the listings whose names are like the query's, best first.
func (x *Index) Search(q Query) []Hit {
	if q.Limit == 0 {
		q.Limit = 10
	}
	var all []hitOf
	for _, r := range q.read() {
		all = x.searchRead(all, r, q)
	}
	slices.SortFunc(all, func(a, b hitOf) int {
		if c := cmp.Compare(b.Score, a.Score); c != 0 {
			return c
		}
		e, f := a.entity, b.entity
		if e == f {
			return 0
		}
		return cmp.Or(cmp.Compare(x.lists[x.list[e]].Name, x.lists[x.list[f]].Name), cmp.Compare(x.entities[e].ID, x.entities[f].ID), cmp.Compare(e, f))
	})
	best := make([]*hitOf, 0, min(q.Limit, len(all)))
	for i := range all {
		h := &all[i]
		if slices.ContainsFunc(best, func(b *hitOf) bool { return b.entity == h.entity }) {
			continue
		}
		if len(best) == q.Limit {
			break
		}
		best = append(best, h)
	}
	for _, h := range best { // these lie far apart
		h.Entity, h.List = x.entities[h.entity], x.lists[x.list[h.entity]]
	}
	var out []Hit
	for _, h := range best {
		h.Name = h.Entity.Names[h.alias]
		out = append(out, h.Hit)
	}
	return out
}

// read is the query's name in all its readings. What stands before a comma is a
// person's family name, or the name of something.
func (q Query) read() []fold.Name {
	var out []fold.Name
	name, family := turned(q.Name)
	if family > 0 && q.Kind != Organization {
		out = fold.Read(name)
	}
	if family == 0 || q.Kind != Person {
		out = append(out, fold.Read(q.Name)...)
	}
	return out
}

// hitOf is a hit whose listing is not yet looked up.
type hitOf struct {
	Hit
	entity, alias int32
}

func (x *Index) ask(r fold.Name, q Query, at *desk) *asked {
	a := &asked{person: q.Kind == Person, at: at}
	for _, c := range q.Countries {
		a.langs |= mentioned([]string{entity.CountryName(c)})
	}
	if r.Language != fold.General {
		a.langs = bit(r.Language)
	}
	a.parts = parts(r, a.person)
	if len(a.parts) > 24 {
		a.parts = a.parts[:24]
	}
	n := len(a.parts)
	a.weight, a.concept, a.surname, a.matches = make([]float32, n), make([][]int16, n), make([][]int16, n), make([][]match, n)
	a.known = make([]int32, n)
	at.parts, at.joins = grownTo(at.parts, n), grownTo(at.joins, n)
	for i, p := range a.parts {
		at.parts[i].Tune(&p.Token)
		if id, ok := x.byText[p.Text]; ok {
			a.known[i] = x.tells[id].df
		}
		a.concept[i], a.surname[i] = concepts[p.Text], surnames[p.Text]
		if i+1 < n && p.class != legal && a.parts[i+1].class != legal {
			a.joined = append(a.joined, part{fold.Join(p.Token, a.parts[i+1].Token), telling})
			at.joins[i].Tune(&a.joined[i].Token)
		} else {
			a.joined = append(a.joined, part{})
		}
	}
	return a
}

const (
	likeSame    = 0.96 // likeness of two spellings of one word
	sameMeaning = 0.95 // of two words that mean the same

	enough = 0.75 // likeness under which two words are different words
	search = 0.80 // the same for the words by which listings are found
	asOne  = 0.85 // the same for two words written as one
	often  = 300  // names that carry a word too common to search by
	joins  = 800  // names whose words joined sound too common to search by
	align  = 48   // names aligned for one query

	longJoin  = 10 // letters of two words, both usual, that nobody writes as one
	usualWord = 4  // listings that carry a word whose like words are kept once found
)

func (x *Index) searchRead(out []hitOf, r fold.Name, q Query) []hitOf {
	at := x.desk()
	defer x.desks.Put(at)
	a := x.ask(r, q, at)
	order := []int{}
	for i, p := range a.parts {
		if p.class == legal {
			a.weight[i] = x.weigh(legal, 1)
			continue
		}
		df := usual(a.concept[i])
		if p.class <= kunya {
			a.matches[i] = x.wordsLike(p.Token, &at.parts[i], a.concept[i], a.surname[i], a.langs, search, at)
			for _, m := range a.matches[i] {
				if m.like >= likeSame {
					df += float64(x.tells[m.word].df)
				}
			}
			order = append(order, i)
		}
		a.weight[i] = x.weigh(p.class, df)
		a.total += a.weight[i]
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(a.weight[j], a.weight[i]) })
	for _, i := range order {
		if j := a.joined[i]; j.Text != "" && !(len(j.Text) > longJoin && a.known[i] >= usualWord && a.known[i+1] >= usualWord) {
			x.joinLike(j.Token, &at.joins[i], a.langs, a.weight[i], a.weight[i+1], at)
		}
	}
	for _, i := range order {
		for _, m := range a.matches[i] {
			at.touched += uint32(x.carriers[x.tells[m.word].from])
		}
	}
	for _, i := range order {
		for _, m := range a.matches[i] {
			w, names := x.tells[m.word], x.carriersOf(m.word)
			grow := len(names) < often || len(at.met) == 0
			by := m.like * min(w.weight, a.weight[i]+0.05)
			if m.like == 1 {
				by = max(w.weight, a.weight[i])
			}
			at.hit(names, by, grow)
		}
		if len(a.parts[i].Text) > 3 {
			at.joined(x.joins.find(joinKey(a.parts[i].Token)), 0.8*a.weight[i])
		}
	}
	at.hitRefs(x.whole.find(wholeKey(a.parts)), 2*a.total)
	for i := range x.choose(a, at, q) {
		n := &at.chosen[i]
		h := x.compare(a, n, q)
		if h.Score < q.Floor || h.Score <= 0 {
			continue
		}
		h.Reading = r.Reading
		out = append(out, hitOf{h, n.entity, n.alias})
	}
	return out
}

// choose takes the names that promise most to the desk, and tells how many. They
// lie far apart; taken one by one, each would have to be waited for.
func (x *Index) choose(a *asked, at *desk, q Query) int {
	bare := len(a.parts) > 0 && a.parts[0].Bare
	at.chosen, at.pieces = at.chosen[:0], at.pieces[:0]
	cands, sorted := at.found(a.total), 0
	for i, c := range cands {
		if i == sorted {
			sorted += top(cands[i:], align)
			c = cands[i]
		}
		n := &x.names[c.name]
		if n.bare && !bare {
			continue
		}
		if q.Without != nil {
			if e := x.entities[n.entity]; q.Without(e, e.Names[n.alias]) {
				continue
			}
		}
		if len(at.chosen) == align {
			break
		}
		at.chosen = append(at.chosen, chosen{name: *n})
	}
	for i := range at.chosen {
		at.touched += uint32(x.pieces[at.chosen[i].from].word)
	}
	for i := range at.chosen {
		for _, p := range x.piecesOf(&at.chosen[i].name) {
			w := &x.spelled[p.word]
			at.touched += uint32(w.first)
			at.pieces = append(at.pieces, listedPiece{w, p})
		}
	}
	from := 0
	for i := range at.chosen {
		n := &at.chosen[i]
		n.listed = at.pieces[from:][:n.len]
		from += int(n.len)
	}
	return len(at.chosen)
}

// joinLike hits the names with a word like two neighbours of the query.
func (x *Index) joinLike(t fold.Token, ear *fold.Ear, langs uint8, w, v float32, at *desk) {
	if len(t.Text) < 4 || len(t.Text) > 20 {
		return
	}
	for _, m := range x.wordsLike(t, ear, nil, nil, langs, asOne, at) {
		at.hit(x.carriersOf(m.word), m.like*max(w+v, x.tells[m.word].weight), true)
	}
	at.joined(x.joins.find(joinKey(t)), 0.5*w)
}

// wordsLike are the words of the lists that are like a token, to which the ear
// is tuned. The caller does not change them.
func (x *Index) wordsLike(t fold.Token, ear *fold.Ear, concept, surname []int16, langs uint8, least float64, at *desk) []match {
	var known *atomic.Pointer[[]match]
	if id, ok := x.byText[t.Text]; ok && langs == 0 && least == search && x.tells[id].df >= usualWord {
		known = &x.near.known[id]
		if m := known.Load(); m != nil {
			return *m
		}
	}
	at.round++
	out := at.matches[:0]
	for _, key := range [...]string{t.Text, t.Text + bareMark} {
		if id, ok := x.byText[key]; ok {
			out = append(out, match{id, 1})
		}
	}
	for _, g := range surname {
		for _, s := range strings.Fields(surnameLine(g)) {
			if id, ok := x.byText[s]; ok && x.words[id].langs&bit(fold.Korean) != 0 && !has(out, id) {
				out = append(out, match{id, 0.97})
			}
		}
	}
	if !isDigit(t.Text[0]) {
		for _, c := range concept {
			for _, id := range x.meaning[c] {
				if !has(out, id) {
					w := &x.words[id]
					l, _ := t.Sounds.LikeIn(&w.Sounds, t.Bare != w.Bare, w.langs|langs, sameMeaning)
					out = append(out, match{id, float32(max(l, sameMeaning))})
				}
			}
		}
		out = x.near.like(out, t, least < asOne, ear, langs, least, at)
	}
	at.matches = out
	out = slices.Clone(out)
	if known != nil {
		known.Store(&out)
	}
	return out
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
