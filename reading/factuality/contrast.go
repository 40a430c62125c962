package factuality

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// contrasted is the token from which on words for not bear on the clause at i: the one
// behind "but" where it is set against what is not so ("was not paid but beaten"), that
// of the "and" behind which it has a tense of its own ("had never met and shook
// hands"), else the first of its sentence.
func contrasted(t *tree.Tree, i int) int {
	for c, n := i, 0; t.Is(c, "conj") && t.Tokens[c].Head >= 0 && t.Tokens[c].Head < c && n < 6; c, n = t.Tokens[c].Head, n+1 {
		h := t.Tokens[c].Head
		for k := c - 1; k > h; k-- {
			if t.Low(k) == "but" && t.Low(k-1) != "all" {
				return k + 1
			}
		}
		if k := t.Kid(c, "cc"); k > h && strings.Contains(t.Tokens[c].Feats, "VerbForm=Fin") && t.Tokens[h].UPOS == "VERB" && strings.Contains(t.Tokens[h].Feats, "VerbForm=") && !strings.Contains(t.Tokens[h].Feats, "VerbForm=Fin") {
			return k + 1
		}
	}
	return t.Sentences[t.Sentence(i)].First
}

// instead are the factualities and statuses of the clause at i in whose place another
// came: "instead of being paid", "rather than resign", "far from being freed"; ""
// for any other.
func instead(t *tree.Tree, i int) (facts, stages string) {
	k := opener(t, i)
	if k < 1 {
		return "", ""
	}
	switch pair := t.Low(k-1) + " " + t.Low(k); {
	case pair == "rather than":
	case (pair == "instead of" || pair == "far from") && strings.HasSuffix(t.Low(k+1), "ing"):
	default:
		return "", ""
	}
	h := t.Tokens[i].Head
	if h >= 0 && t.Tokens[h].UPOS == "ADV" && h < i {
		h = t.Tokens[h].Head // "far"
	}
	if h < 0 {
		return "CT-", "happened holds habitual"
	}
	_, _, to, perfect, modal := group(t, h)
	switch {
	case to || modal != "" && modal != "will":
		return "U CT-", "conditional planned ordered"
	case modal == "will":
		return "CT-", "planned predicted"
	case perfect || pastFact(t, h):
		return "CT-", "happened"
	}
	return "CT-", "happened holds habitual planned"
}

// forestalled are the factualities and statuses of the clause at i before which
// something ended it or kept it from coming about: "before anyone was hurt", "was
// defused before it exploded"; "" for any other.
func forestalled(t *tree.Tree, i int) (facts, stages string) {
	h, m, s := t.Tokens[i].Head, t.Kid(i, "mark"), t.Kid(i, "nsubj")
	if h < 0 || h > i || m < h || s < m || t.Low(m) != "before" || !pastFact(t, h) || !pastFact(t, i) {
		return "", ""
	}
	switch t.Low(m + 1) {
	case "any", "anyone", "anybody", "anything":
		return "CT-", "happened"
	case "it", "they", "he", "she":
		if ending[t.Low(h)] || ending[t.Low(h)+" "+t.Low(h+1)] {
			return "U", "conditional"
		}
	}
	return "", ""
}

// until tells whether what the verb at i, with these auxiliaries, tells came about at
// the time or event behind "until", which its word for not only puts off: "were not
// found until Sunday". What lasts is not meant ("did not stay until Sunday").
func until(t *tree.Tree, i int, aux, modal string) bool {
	if aux == "" || modal != "" || verb.Lasting[t.Lemma(i)] {
		return false
	}
	not := false
	for _, k := range t.Kids(i) {
		switch w := t.Low(k); {
		case t.Is(k, "advmod"):
			not = not || w == "not" || w == "n't" || w == "never"
		case t.Is(k, "nsubj"):
			not = not || none(t, k)
		case t.Is(k, "obl", "nmod", "advcl"):
			if c := t.Kid(k, "case", "mark"); c >= 0 && (t.Low(c) == "until" || t.Low(c) == "till") && (not && k > i || t.Low(c-1) == "not") {
				return true
			}
		}
	}
	return false
}

// onlyThen tells whether the clause at i came about no sooner than its sentence
// begins with: "Only on Friday did he speak", "Not until Monday did help come".
func onlyThen(t *tree.Tree, i int) bool {
	s := t.Sentences[t.Sentence(i)].First
	if w := t.Low(s); w != "only" && !(w == "not" && t.Low(s+1) == "until") {
		return false
	}
	a := t.Kid(i, "aux", "cop")
	past, _, _, _, modal := group(t, i)
	turned := slices.ContainsFunc(t.Kids(i), func(k int) bool { return k > a && k < i && t.Is(k, "nsubj") })
	return t.Is(i, "root") && a > s+1 && turned && past != "" && modal == ""
}

// never are the factualities and statuses of the clause at i whose sentence begins with
// words for never that turn its verb and subject round: "Under no circumstances
// will", "Never had"; "" for any other.
func never(t *tree.Tree, i int) (facts, stages string) {
	k := t.Sentences[t.Sentence(i)].First + 1
	if t.Low(k-1) != "never" {
		if t.Tokens[k-1].UPOS != "ADP" || t.Low(k) != "no" || !occasions[t.Low(k+1)] {
			return "", ""
		}
		k += 2
	}
	if k >= i || t.Tokens[k].Head != i || !t.Is(k, "aux", "cop") || t.Kid(i, "nsubj") < k {
		return "", ""
	}
	switch _, _, _, _, modal := group(t, i); modal {
	case "":
		return "CT-", "happened holds habitual"
	case "will":
		return "CT-", "planned predicted"
	}
	return "", ""
}

// empty tells whether the verb at i has an object that stands for nothing: "gave no
// reason", "said nothing".
func empty(t *tree.Tree, i int) bool {
	o := t.Kid(i, "obj")
	return o > i && t.Tokens[i].UPOS == "VERB" && none(t, o) && t.Low(o) != "time" && t.Low(o) != "doubt"
}

var (
	// ending are verbs of what ends a thing before it comes to more.
	ending = verb.Set(`defuse disarm foil thwart intercept cancel abandon scrap shelve collapse halt stop die kill drown withdraw arrest detain
		turn-back call-off shoot-down`)
)
