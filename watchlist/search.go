package watchlist

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

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
	langs   uint8  // that the script of the query tells
	joined  []part // part i with part i+1
	like    map[uint64]likeness
	known   []int32 // listings that carry the very word
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
	best := map[int32]Hit{}
	for _, r := range q.read() {
		for _, h := range x.searchRead(r, q) {
			if old, ok := best[h.id]; !ok || h.Score > old.Score {
				h.Reading = r.Reading
				best[h.id] = h.Hit
			}
		}
	}
	out := make([]Hit, 0, len(best))
	for _, h := range best {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.List.Name, b.List.Name), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	return out[:min(len(out), q.Limit)]
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

type hitOf struct {
	Hit
	id int32
}

func (x *Index) ask(r fold.Name, q Query) *asked {
	a := &asked{person: q.Kind == Person, like: map[uint64]likeness{}}
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
	for i, p := range a.parts {
		if id, ok := x.byText[p.Text]; ok {
			a.known[i] = x.words[id].df
		}
		a.concept[i], a.surname[i] = concepts[p.Text], surnames[p.Text]
		if i+1 < n && p.class != legal && a.parts[i+1].class != legal {
			a.joined = append(a.joined, part{fold.Join(p.Token, a.parts[i+1].Token), telling})
		} else {
			a.joined = append(a.joined, part{})
		}
	}
	return a
}

const (
	enough = 0.75 // likeness under which two words are different words
	search = 0.80 // the same for the words by which listings are found
	asOne  = 0.85 // the same for two words written as one
	often  = 1200 // names that carry a word too common to search by
	joins  = 800  // names whose words joined sound too common to search by
	align  = 48   // names aligned for one query
)

func (x *Index) searchRead(r fold.Name, q Query) []hitOf {
	a := x.ask(r, q)
	at := x.desk()
	defer x.desks.Put(at)
	order := []int{}
	for i, p := range a.parts {
		if p.class == legal {
			a.weight[i] = x.weigh(legal, 1)
			continue
		}
		df := usual(a.concept[i])
		if p.class <= kunya {
			a.matches[i] = x.wordsLike(p.Token, a.concept[i], a.surname[i], a.langs, search, at)
			for _, m := range a.matches[i] {
				if m.like >= 0.96 {
					df += float64(x.words[m.word].df)
				}
			}
			order = append(order, i)
		}
		a.weight[i] = x.weigh(p.class, df)
		a.total += a.weight[i]
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(a.weight[j], a.weight[i]) })
	for _, i := range order {
		if j := a.joined[i]; j.Text != "" {
			x.joinLike(j.Token, a.langs, a.weight[i], a.weight[i+1], at)
		}
	}
	for _, i := range order {
		for _, m := range a.matches[i] {
			w := &x.words[m.word]
			grow := len(w.names) < often || len(at.names) == 0
			by := m.like * min(w.weight, a.weight[i]+0.05)
			if m.like == 1 {
				by = max(w.weight, a.weight[i])
			}
			for _, n := range w.names {
				at.hit(n, by, grow)
			}
		}
		if len(a.parts[i].Text) > 3 {
			at.joined(x.joins.find(maphash.String(x.seed, joinKey(a.parts[i].Token))), 0.8*a.weight[i])
		}
	}
	for _, f := range x.whole.find(maphash.String(x.seed, wholeKey(a.parts))) {
		at.hit(f.id, 2*a.total, true)
	}
	cands := at.found(func(n int32) float32 { return a.total + 0.35*x.names[n].weight })
	var out []hitOf
	done, bare := 0, len(a.parts) > 0 && a.parts[0].Bare
	sorted := 0
	for i, c := range cands {
		if i == sorted {
			sorted += top(cands[i:], 2*align)
			c = cands[i]
		}
		n := &x.names[c.name]
		if n.bare && !bare {
			continue
		}
		e := x.entities[n.entity]
		if q.Without != nil && q.Without(e, e.Names[n.alias]) {
			continue
		}
		if done++; done > align {
			break
		}
		h := x.compare(a, n, q)
		if h.Score < q.Floor || h.Score <= 0 {
			continue
		}
		h.List, h.Entity, h.Name = x.lists[x.list[n.entity]], e, e.Names[n.alias]
		out = append(out, hitOf{h, n.entity})
	}
	return out
}

// joinLike hits the names with a word like two neighbours of the query.
func (x *Index) joinLike(t fold.Token, langs uint8, w, v float32, at *desk) {
	if len(t.Text) < 4 || len(t.Text) > 20 {
		return
	}
	for _, m := range x.wordsLike(t, nil, nil, langs, asOne, at) {
		for _, n := range x.words[m.word].names {
			at.hit(n, m.like*max(w+v, x.words[m.word].weight), true)
		}
	}
	at.joined(x.joins.find(maphash.String(x.seed, joinKey(t))), 0.5*w)
}

// wordsLike are the words of the lists that are like a token.
func (x *Index) wordsLike(t fold.Token, concept, surname []int16, langs uint8, least float64, at *desk) []match {
	at.round++
	out := at.matches[:0]
	for _, key := range [...]string{t.Text, t.Text + bareMark} {
		if id, ok := x.byText[key]; ok {
			at.seen[id] = at.round
			out = append(out, match{id, 1})
		}
	}
	for _, g := range surname {
		for _, s := range strings.Fields(surnameLine(g)) {
			if id, ok := x.byText[s]; ok && at.seen[id] != at.round && x.words[id].langs&bit(fold.Korean) != 0 {
				at.seen[id] = at.round
				out = append(out, match{id, 0.97})
			}
		}
	}
	for _, c := range concept {
		for _, id := range x.meaning[c] {
			if at.seen[id] != at.round {
				at.seen[id] = at.round
				out = append(out, match{id, float32(tokenLike(t, x.words[id].Token, x.words[id].langs|langs, concept, x.words[id].concept, least).like)})
			}
		}
	}
	if !isDigit(t.Text[0]) {
		for _, k := range wordKeys(t, true) {
			for _, f := range x.keys.find(maphash.String(x.seed, k)) {
				if at.seen[f.id] == at.round {
					continue
				}
				at.seen[f.id] = at.round
				s := x.shapes[f.id]
				s.langs |= langs
				if s := s.like(&t.Sounds, t.Bare, least); s.like > 0 {
					out = append(out, match{f.id, float32(s.like)})
				}
			}
		}
	}
	at.matches = out
	return slices.Clone(out)
}

// shape is how a word sounds, kept apart from the word so that many can be held
// against one in little memory.
type shape struct {
	sounds fold.Sounds
	bare   bool
	langs  uint8
}

func (s *shape) like(t *fold.Sounds, bare bool, least float64) likeness {
	var best likeness
	for lang := fold.General; lang <= fold.Chinese; lang++ {
		if lang != fold.General && s.langs&bit(lang) == 0 {
			continue
		}
		if l, f := s.sounds.Like(t, s.bare != bare, lang, max(least, best.like)); l > best.like {
			best = likeness{l, f}
		}
	}
	return best
}

// tokenLike is the likeness of two words over the languages that the listed one
// may be spelled from.
// A likeness under least is none.
func tokenLike(q, l fold.Token, langs uint8, qc, lc []int16, least float64) likeness {
	if q.Text == l.Text {
		return likeness{1, true}
	}
	if isDigit(q.Text[0]) || isDigit(l.Text[0]) {
		return likeness{}
	}
	best := (&shape{l.Sounds, l.Bare, langs}).like(&q.Sounds, q.Bare, least)
	if share(qc, lc) {
		best = likeness{max(best.like, 0.95), best.folded}
	}
	return best
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
