package watchlist

import (
	"strings"

	"github.com/sayso/sayso/entity/fold"
)

// compareKorean compares persons by family name and given name, which keeps the
// order of its syllables; ok is false where either name has not that form.
func (x *Index) compareKorean(a *asked, n *chosen) (h Hit, ok bool) {
	listed, query := []fold.Token{}, []fold.Token{}
	var leftQuery, leftListed []string // titles
	for _, p := range n.listed {
		if p.class < title || p.class == particle {
			listed = append(listed, x.words[p.word].Token)
		} else {
			leftListed = append(leftListed, p.text)
		}
	}
	for _, p := range a.parts {
		if p.class < title || p.class == particle {
			query = append(query, p.Token)
		} else {
			leftQuery = append(leftQuery, p.Text)
		}
	}
	if len(query) < 2 || len(query) > 4 || len(listed) < 2 || len(listed) > 4 {
		return h, false
	}
	for _, l := range halves(listed, int(n.family)) {
		if surnames[l.family.Text] == nil {
			continue
		}
		ok = true
		for _, q := range halves(query, 0) {
			f := familyLike(q.family, l.family)
			if f < 0.5 {
				continue
			}
			g, folded := fold.Like(q.given, l.given, fold.Korean)
			if q.given.Text == l.given.Text {
				g, folded = 1, true
			}
			// One syllable in another place is another person.
			g = max(0, 1-2.2*(1-g))
			s := (0.3*f + 0.7*g) * tuning.top
			if f < 0.9 {
				s *= 0.75
			}
			if q.given.Text == l.given.Text && f == 1 {
				s = 0.99
			}
			if q.turned {
				s *= 0.85
			}
			if s > h.Score {
				rule := "Korean spelling"
				if !folded {
					rule = "near spelling"
				}
				if g == 1 {
					rule = "same syllables"
				}
				h = Hit{Score: s, LeftQuery: leftQuery, LeftListed: leftListed, Pairs: []Pair{
					{q.family.Text, l.family.Text, round(f), 0.3, "Korean family name"},
					{q.givenText, l.givenText, round(g), 0.7, rule}}}
				if q.turned {
					h.Notes = []string{"the family name stands in the middle"}
				}
			}
		}
	}
	return h, ok
}

type half struct {
	family, given fold.Token
	givenText     string
	turned        bool // the family name stands between its syllables
}

// halves are the ways to part a Korean name; family is how many words at the
// end are the family name, 0 where that is not known.
func halves(t []fold.Token, family int) []half {
	cut := func(f fold.Token, g []fold.Token) half {
		h := half{family: f, given: g[0]}
		w := []string{g[0].Text}
		for _, x := range g[1:] {
			h.given = fold.Join(h.given, x)
			w = append(w, x.Text)
		}
		h.givenText = strings.Join(w, " ")
		return h
	}
	last := len(t) - 1
	if family == 1 {
		return []half{cut(t[last], t[:last])}
	}
	out := []half{cut(t[0], t[1:])}
	if len(t) == 3 && !t[1].Hyphen && !t[2].Hyphen && surnames[t[1].Text] != nil {
		h := cut(t[1], []fold.Token{t[2], t[0]})
		h.turned = true
		out = append(out, h)
	}
	if len(t) == 2 || !t[last].Hyphen {
		out = append(out, cut(t[last], t[:last]))
	}
	return out
}

func familyLike(a, b fold.Token) float64 {
	if a.Text == b.Text {
		return 1
	}
	if share(surnames[a.Text], surnames[b.Text]) {
		s, _ := fold.Like(a, b, fold.Korean)
		return 0.95 + 0.03*s
	}
	s, folded := fold.Like(a, b, fold.Korean)
	if folded {
		return 0.94
	}
	if s > 0.6 {
		return s - 0.1
	}
	return 0
}
