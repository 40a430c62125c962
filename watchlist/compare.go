package watchlist

import (
	"cmp"
	"math"
	"slices"

	"github.com/sayso/sayso/entity/fold"
)

// tuning are the few numbers of the score.
var tuning = struct {
	floor, curve            float64 // likeness worth nothing; how it grows above
	query, listed           float64 // cost of what is left over on either side
	personQuery, personList float64
	patronymic              float64
	crossKind               float64
	little                  float64 // weight that is hardly evidence
	top                     float64 // best score of what is not the same name
}{floor: 0.62, curve: 1.1, query: 0.75, listed: 0.5, personQuery: 0.8, personList: 0.35, patronymic: 0.12, crossKind: 0.72, little: 0.03, top: 0.985}

// worth is what a likeness contributes of a word's weight.
func worth(l likeness) float64 {
	if l.like >= 1 {
		return 1
	}
	if l.folded {
		return 0.93 + 0.05*l.like
	}
	w := max(0, (l.like-tuning.floor)/(1-tuning.floor))
	return min(0.93, math.Pow(w, tuning.curve))
}

// tie is a word of the query tied to words of the listing.
type tie struct {
	q, l   int // first part
	qn, ln int // how many parts
	like   likeness
	weight float64
	gain   float64
	rule   string
}

func (x *Index) compare(a *asked, n *chosen, q Query) Hit {
	if a.same(x, n) {
		h := Hit{Score: 1}
		for i := range a.parts {
			h.Pairs = append(h.Pairs, Pair{a.parts[i].Text, a.parts[i].Text, 1, round(float64(a.weight[i])), "same word"})
		}
		x.kind(&h, n, q)
		return h
	}
	langs := a.spelled(n)
	if n.person && langs&bit(fold.Korean) != 0 {
		if h, ok := x.compareKorean(a, n); ok {
			x.kind(&h, n, q)
			return h
		}
	}
	listed := n.listed
	ties := x.ties(a, n, langs)
	usedQ, usedL := make([]bool, len(a.parts)), make([]bool, len(listed))
	var h Hit
	matched, strong, cost := 0.0, 0, 0.0
	lastL, turned := -1, false
	for _, t := range ties {
		free := true
		for i := t.q; i < t.q+t.qn; i++ {
			free = free && !usedQ[i]
		}
		for j := t.l; j < t.l+t.ln; j++ {
			free = free && !usedL[j]
		}
		if !free {
			continue
		}
		for i := t.q; i < t.q+t.qn; i++ {
			usedQ[i] = true
		}
		for j := t.l; j < t.l+t.ln; j++ {
			usedL[j] = true
		}
		matched += t.gain
		cost += t.weight - t.gain
		c := a.parts[t.q].class
		if t.rule == "initial" { // the rest of the word is not accounted for
			cost += 0.5 * max(0, float64(max(a.weight[t.q], listed[t.l].weight))-t.weight)
		}
		if (c <= number || c == kunya && t.qn > 1) && t.like.like >= 0.8 {
			strong++
		}
		if t.l < lastL {
			turned = true
		}
		lastL = t.l
		h.Pairs = append(h.Pairs, Pair{a.text(t.q, t.qn), x.text(n, t.l, t.ln), round(t.like.like), round(t.weight), t.rule})
	}
	if strong == 0 {
		return Hit{}
	}
	uq, ul, telQ, telL := 0.0, 0.0, 0, 0
	for i, used := range usedQ {
		if a.parts[i].class <= number || a.parts[i].class == kunya {
			telQ++
		}
		if !used {
			h.LeftQuery = append(h.LeftQuery, a.parts[i].Text)
			w := float64(a.weight[i])
			if n.person && patronymic(a.parts[i].Text) && strong > 1 {
				w *= tuning.patronymic / tuning.personQuery
			}
			uq += w
		}
	}
	for j, used := range usedL {
		if c := listed[j].class; c <= number || c == kunya {
			telL++
		}
		if !used {
			h.LeftListed = append(h.LeftListed, listed[j].text)
			wt := float64(listed[j].weight)
			if n.person && listed[j].patronymic && strong > 1 {
				wt *= tuning.patronymic / tuning.personList
				h.Notes = append(h.Notes, "the patronymic "+listed[j].text+" stands on one side only")
			}
			ul += wt
		}
	}
	cq, cl := tuning.query, tuning.listed
	if n.person {
		cq, cl = tuning.personQuery, tuning.personList
		if strong < 2 && (telQ > 1 || telL > 1) {
			cq, cl = 1.2, 1
		}
	}
	s := matched / (matched + cost + cq*uq + cl*ul) * matched / (matched + tuning.little)
	if n.person && strong > 1 {
		q, l := first(a.parts), slices.IndexFunc(listed, func(p listedPiece) bool { return p.class == telling })
		if q >= 0 && l >= 0 && !usedQ[q] {
			s *= 0.93
			if !usedL[l] {
				s *= 0.9
				h.Notes = append(h.Notes, "another first name: perhaps a relative")
			}
		}
	}
	if telQ == 1 && len(h.Pairs) == 1 && h.Pairs[0].Like < 1 {
		s *= 0.88
	}
	if turned && !n.person {
		s *= 0.97
	}
	h.Score = s * tuning.top
	x.kind(&h, n, q)
	return h
}

// established is how many listings carry a word that is no misspelling.
const established = 12

// spelled are the languages that a listed name may be spelled from: where
// nothing tells of any, what the script of the query tells.
func (a *asked) spelled(n *chosen) uint8 {
	if n.open {
		return a.langs
	}
	return n.langs
}

// first is the first telling part, -1 where there is none.
func first(p []part) int { return slices.IndexFunc(p, func(p part) bool { return p.class == telling }) }

func round(f float64) float64 { return math.Round(f*1000) / 1000 }

// kind lowers a hit of another kind than the one asked for.
func (x *Index) kind(h *Hit, n *chosen, q Query) {
	k := x.kinds[n.kind]
	if h.Score > 0 && q.Kind != UnknownKind && k != UnknownKind && q.Kind != k {
		h.Score *= tuning.crossKind
		h.Notes = append(h.Notes, "listed as "+string(k)+", not "+string(q.Kind))
	}
}

// same tells whether the two names are the same words in the same order. The
// order of a person listed with the family name before a comma is either.
func (a *asked) same(x *Index, n *chosen) bool {
	if len(a.parts) != int(n.len) {
		return false
	}
	if a.sameFrom(x, n, 0) {
		return true
	}
	f := int(n.family)
	return f > 0 && f < int(n.len) && a.sameFrom(x, n, int(n.len)-f)
}

// sameFrom is same with the listing's words turned to begin with one of them.
func (a *asked) sameFrom(x *Index, n *chosen, first int) bool {
	listed := n.listed
	for i := range a.parts {
		w := &listed[(first+i)%len(listed)]
		if a.parts[i].Bare != w.bare || !x.sameText(a.parts[i].Text, w) {
			return false
		}
	}
	return true
}

func (a *asked) text(i, n int) string {
	s := a.parts[i].Text
	for k := 1; k < n; k++ {
		s += " " + a.parts[i+k].Text
	}
	return s
}

func (x *Index) text(n *chosen, j, k int) string {
	listed := n.listed
	s := listed[j].text
	for i := 1; i < k; i++ {
		s += " " + listed[j+i].text
	}
	return s
}

// ties are all pairs of like words, those that tell most first.
func (x *Index) ties(a *asked, n *chosen, langs uint8) []tie {
	var out []tie
	listed := n.listed
	add := func(t tie, wq, wl float64) {
		t.weight = min(wq, wl)
		if t.like.like >= 0.96 {
			t.weight = (wq + wl) / 2
		}
		t.gain = t.weight * worth(t.like)
		if !t.like.folded && t.like.like < 0.95 && t.qn == 1 && t.ln == 1 && a.known[t.q] >= established && listed[t.l].known {
			t.gain *= 0.4 // two names, both well known
			t.rule = "another name near in spelling"
		}
		if t.gain > 0 {
			out = append(out, t)
		}
	}
	for i := range a.parts {
		p := &a.parts[i]
		for j := range listed {
			w := &listed[j]
			wq, wl := float64(a.weight[i]), float64(w.weight)
			if w.class != w.usual && w.class > number {
				wl = float64(x.weigh(w.class, 1))
			}
			same := x.sameText(p.Text, w)
			switch {
			case p.class == legal || w.class == legal:
				if p.class == w.class && same {
					add(tie{q: i, l: j, qn: 1, ln: 1, like: likeness{1, true}, rule: "same legal form"}, wq, wl)
				}
				continue
			case p.class == initial || w.class == initial:
				if p.Text[0] == w.first && (n.person || same) {
					l := likeness{0.9, false}
					if same {
						l = likeness{1, true}
					}
					add(tie{q: i, l: j, qn: 1, ln: 1, like: l, rule: "initial"}, min(wq, 0.12), min(wl, 0.12))
				}
				continue
			}
			l := likeness{1, true}
			if !same {
				l = a.likeTo(x, i, w, langs)
			}
			if l.like > 0 {
				add(tie{q: i, l: j, qn: 1, ln: 1, like: l, rule: ruleOf(l, langs)}, wq, wl)
			}
			if i+1 < len(a.parts) && a.joined[i].Text != "" && a.parts[i+1].class != initial && len(w.text) >= 4 {
				if l := a.joinedLike(x, i, w, langs); l.like > 0 {
					add(tie{q: i, l: j, qn: 2, ln: 1, like: l, rule: writtenAs("one", l, langs)}, max(wq, float64(a.weight[i+1])), wl)
				}
			}
			if j+1 < len(listed) && listed[j+1].class != legal && listed[j+1].class != initial && len(p.Text) >= 4 {
				v := &listed[j+1]
				if l := a.likeJoined(x, i, w, v, langs); l.like > 0 {
					add(tie{q: i, l: j, qn: 1, ln: 2, like: l, rule: writtenAs("two", l, langs)}, wq, max(wl, float64(v.weight)))
				}
			}
		}
	}
	slices.SortStableFunc(out, func(s, t tie) int {
		return cmp.Or(cmp.Compare(t.gain, s.gain), cmp.Compare(s.q, t.q), cmp.Compare(s.l, t.l))
	})
	return out
}

// sameText tells whether a piece has the letters of a word; it looks at the
// piece's word only where that may be.
func (x *Index) sameText(text string, w *listedPiece) bool {
	return text[0] == w.first && text == w.text
}

// joinedLike is the likeness of a listed word to the query's parts i and i+1
// written as one.
func (a *asked) joinedLike(x *Index, i int, w *listedPiece, langs uint8) likeness {
	text := a.joined[i].Text
	switch {
	case x.sameText(text, w):
		return likeness{1, true}
	case isDigit(w.first) || isDigit(text[0]):
		return likeness{}
	}
	l, folded := a.at.joins[i].Like(&w.sounds, w.bare, langs, asOne)
	return likeness{l, folded}
}

// likeJoined is the likeness of the query's part i to two listed words written
// as one.
func (a *asked) likeJoined(x *Index, i int, w, v *listedPiece, langs uint8) likeness {
	text := a.parts[i].Text
	if text[0] == w.first && len(text) == len(w.text)+len(v.text) && text == w.text+v.text {
		return likeness{1, true}
	}
	if isDigit(text[0]) || isDigit(w.first) {
		return likeness{}
	}
	l, folded := a.at.parts[i].LikeTwo(&w.sounds, &v.sounds, w.bare || v.bare, langs, asOne)
	return likeness{l, folded}
}

// likeTo is the likeness of the query's part i to another word of the lists.
func (a *asked) likeTo(x *Index, i int, w *listedPiece, langs uint8) likeness {
	if isDigit(a.parts[i].Text[0]) || isDigit(w.first) {
		return likeness{}
	}
	l, folded := a.at.parts[i].Like(&w.sounds, w.bare, langs, enough)
	if len(a.concept[i]) > 0 && share(a.concept[i], x.words[w.word].concept) {
		l = max(l, sameMeaning)
	}
	return likeness{l, folded}
}

func writtenAs(many string, l likeness, langs uint8) string {
	if l.like == 1 {
		return "written as " + many
	}
	return "written as " + many + ", " + ruleOf(l, langs)
}

func ruleOf(l likeness, langs uint8) string {
	switch {
	case l.like == 1:
		return "same word"
	case l.folded:
		for lang := fold.Korean; lang <= fold.Chinese; lang++ {
			if langs&bit(lang) != 0 {
				return lang.String() + " spelling"
			}
		}
		return "spelling"
	case l.like >= 0.95:
		return "same meaning"
	}
	return "near spelling"
}
