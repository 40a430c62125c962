package factuality

import (
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// thwarted tells whether the infinitive at i is what was planned and of which its
// sentence says that it came otherwise, or leaves open what came of it: "was due to
// start but was put off", "was about to topple", "the strike due to begin on Friday
// has been called off".
func thwarted(t *tree.Tree, i int) bool {
	last := t.Sentences[t.Sentence(i)].Last
	if _, _, _, _, modal := group(t, i); modal == "would" {
		return changed(t, i, last)
	}
	to := opener(t, i)
	if to < 2 || t.Low(to) != "to" {
		return false
	}
	w := t.Low(to - 1)
	set := w == "due" || appointing[w] || w == "going" || w == "about" || w == "supposed" || w == "meant"
	be := to - 2
	if !set {
		be = to - 1
	}
	for be > 0 && t.Tokens[be].UPOS == "ADV" {
		be--
	}
	if set && appointing[w] {
		for k := to + 1; k < last && t.Tokens[k].Text != ","; k++ {
			if t.Tokens[k].UPOS == "VERB" && (cancelling[t.Low(k)] || cancelling[t.Low(k)+" "+t.Low(k+1)]) && t.Passive(k) && t.Kid(k, "nsubj") >= 0 && t.Kid(k, "nsubj") < to {
				return true
			}
		}
	}
	switch t.Low(be) {
	case "was", "were":
	case "been":
		if t.Low(be-1) == "had" {
			return set
		}
		return false
	default:
		return false
	}
	if w == "about" || w == "supposed" {
		return true
	}
	for k := i + 1; k < last; k++ {
		if t.Low(k) == "but" && t.Low(k-1) != "all" {
			return true
		}
	}
	return false
}

// changed tells whether somebody thought otherwise behind token i: "it would sell,
// then changed its mind".
func changed(t *tree.Tree, i, last int) bool {
	for k := i + 1; k+2 < last; k++ {
		if t.Lemma(k) == "change" && t.Tokens[k+1].UPOS == "PRON" && (t.Lemma(k+2) == "mind" || t.Lemma(k+2) == "course") {
			return true
		}
	}
	return false
}

// cancelling are verbs of what becomes of a plan.
var cancelling = verb.Set("cancel postpone delay scrap halt abandon suspend shelve defer adjourn call-off put-off")
