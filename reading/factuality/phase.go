package factuality

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// Phases leaves one claim, that of what is done, where another was seen on a word that
// only tells that it was usual, went on, ended or nearly was: "used to beat",
// "proceeded to shell", "stopped taking bribes", "as good as collapsed". What was
// barely missed or kept from happening is a claim, seen or not.
func Phases(doc *nlp.Document) {
	t := tree.New(doc)
	anchor := map[int]bool{}
	for _, p := range doc.Predicates {
		anchor[p.Token] = true
	}
	doc.Predicates = slices.DeleteFunc(doc.Predicates, func(p nlp.Predicate) bool {
		v := p.Token
		if t.Low(v) == "good" && v > 0 && t.Low(v-1) == "as" && t.Low(v+1) == "as" {
			return anchor[v+2] && nearly(t, v+2)
		}
		return slices.ContainsFunc(t.Kids(v), func(k int) bool { return k > v && anchor[k] && phase(t, v, k) })
	})
	n := len(doc.Predicates)
	for i, k := range doc.Tokens {
		noun := k.UPOS == "NOUN" && strings.HasSuffix(k.Text, "ing") && t.Is(i, "obl") // the engine's guess
		if anchor[i] || passing[k.Lemma] || !noun && (k.UPOS != "VERB" || !t.Is(i, "advcl", "acl", "xcomp", "ccomp")) || opener(t, i) < 0 || !strings.HasSuffix(t.Low(opener(t, i)+1), "ing") {
			continue
		}
		if facts, _ := missed(t, i); facts == "CT-" {
			doc.Predicates = append(doc.Predicates, nlp.Predicate{Token: i, Factuality: "CT-", Status: "happened", Voice: nlp.Author})
		}
	}
	if len(doc.Predicates) > n {
		slices.SortStableFunc(doc.Predicates, func(a, b nlp.Predicate) int { return a.Token - b.Token })
	}
}

// phase tells whether the verb at v only tells the phase of the one at k that it
// governs.
func phase(t *tree.Tree, v, k int) bool {
	if !t.Is(k, "xcomp", "advcl", "ccomp") {
		return false
	}
	o := opener(t, k)
	switch {
	case o == v:
		return ceasing[t.Low(v)] && strings.HasSuffix(t.Low(v+1), "ing")
	case o < 0 || t.Low(o) != "to":
		return false
	case o == v+1:
		return usedTo(t, v) || t.Lemma(v) == "proceed"
	}
	return o == v+2 && t.Lemma(v) == "go" && t.Low(v+1) == "on"
}

var ceasing = verb.Set("stop cease quit")
