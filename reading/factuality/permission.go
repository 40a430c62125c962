package factuality

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
)

var (
	// permitting govern what a rule lets somebody do.
	permitting = words("allowed permitted entitled authorized authorised eligible free licensed licenced")
	// regulated are acts that rules allow and forbid, and that nobody is said to do perhaps.
	regulated = words(`use enter leave park camp swim fish hunt vote apply appeal bring carry keep board cross land sell buy trade own hold hire employ serve smoke drink drive ride
		travel stay visit attend speak marry work claim request ask choose take object refuse resign fly build open import export charge collect register compete run stand`)
	// rulers are nouns for what lays down rules, behind "under" or "by".
	rulers = words(`rule rules law laws act bylaw bylaws by-law by-laws decree order statute statutes code constitution agreement treaty contract terms regulation
		regulations policy ban scheme charter convention licence license permit protocol directive ordinance system`)
	// everybody are the determiners of those whom a rule is for.
	everybody = words("a an any every each no all")
)

// permits tells whether "may" at the predicate at i gives leave rather than
// says what is possible: the clause names a rule ("under the rules, a tenant may
// appeal"), limits who or what ("only members may vote", "free of charge"), or
// denies an act to all of a kind ("visitors may not enter").
func permits(t *tree.Tree, i int) bool {
	a := may(t, i)
	if a < 0 || !regulated[t.Low(i)] {
		return false
	}
	s := t.Kid(i, "nsubj")
	if s < 0 || s > a {
		return false
	}
	if t.Low(a+1) == "only" || ruled(t, i) {
		return true
	}
	for k := s; k >= 0 && t.Sentence(k) == t.Sentence(i) && k > s-4; k-- {
		if t.Low(k) == "only" && t.Within(k, i) {
			return true
		}
	}
	_, negated, _, _, _ := group(t, i)
	return negated && general(t, s)
}

// may is the auxiliary "may" of the predicate at i, -1 without.
func may(t *tree.Tree, i int) int {
	for _, k := range t.Kids(i) {
		if t.Is(k, "aux") && t.Low(k) == "may" && k+1 < len(t.Tokens) {
			return k
		}
	}
	return -1
}

// ruled tells whether the clause at i names the rule that it states, or a
// price or paper for leave.
func ruled(t *tree.Tree, i int) bool {
	for _, k := range t.Under(i, nil) {
		c := t.Kid(k, "case")
		if c < 0 {
			continue
		}
		switch p := t.Low(c); {
		case (p == "under" || p == "by") && rulers[t.Low(k)], p == "without" && (t.Low(k) == "permit" || t.Low(k) == "licence" || t.Low(k) == "license" || t.Low(k) == "permission"),
			p == "of" && t.Low(k) == "charge":
			return true
		}
	}
	return false
}

// general tells whether the noun at s stands for all of a kind of people:
// "visitors", "no dog owner", "a tenant".
func general(t *tree.Tree, s int) bool {
	if t.Tokens[s].UPOS != "NOUN" {
		return t.Low(s) == "nobody" || t.Low(s) == "anyone"
	}
	if t.Kid(s, "nummod") >= 0 || t.Kid(s, "nmod:poss") >= 0 {
		return false
	}
	d := t.Kid(s, "det")
	return d >= 0 && everybody[t.Low(d)] || d < 0 && strings.Contains(t.Tokens[s].Feats, "Number=Plur")
}

// standing tells whether the verb at i is neither told as past nor put under a
// modal: a rule in force.
func standing(t *tree.Tree, i int) bool {
	aux, _, _, perfect, modal := group(t, i)
	return aux == "" && !perfect && modal == "" && t.Kid(i, "aux", "cop") >= 0
}
