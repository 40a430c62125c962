package factuality

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// missed are the factualities and statuses of the clause at i where its words say
// that it came close and did not come about, or that somebody was kept from it,
// kept himself from it or left off; "" where they do not.
func missed(t *tree.Tree, i int) (facts, stages string) {
	if nearly(t, i) {
		return "CT-", "happened holds habitual conditional"
	}
	if justSo(t, i) {
		return "CT+", "happened holds habitual"
	}
	h := t.Tokens[i].Head
	if m := t.Kid(i, "mark"); h >= 0 && h < i && m >= 0 && t.Low(m) == "to" && omitting[t.Low(h)] && t.Is(i, "xcomp", "advcl", "ccomp") {
		return undoing(t, h)
	}
	k := opener(t, i)
	if k < 0 || !strings.HasSuffix(t.Low(k+1), "ing") {
		return "", ""
	}
	if v := shunned(t, i, k); v >= 0 {
		return undoing(t, v)
	}
	v, near := brink(t, k)
	if !near || t.Is(i, "nsubj", "csubj") {
		return "", ""
	}
	switch _, _, _, perfect, _ := group(t, v); {
	case !factual(t, v) && !denied(t, v):
		return "U", "conditional planned predicted"
	case pastFact(t, v) || perfect || denied(t, v) || t.Low(k) == "to":
		return "CT-", "happened"
	}
	return "U", "planned predicted conditional"
}

// undoing are the factualities and statuses of what the verb at v left undone: it
// was not done where that is told as a fact, and was where it is denied.
func undoing(t *tree.Tree, v int) (facts, stages string) {
	_, negated, to, _, modal := group(t, v)
	switch {
	case to && ceasing[t.Low(v)]:
		return "", "" // "found it hard to stop smiling"
	case to || modal != "" && modal != "will" || inCondition(t, v) || questions(t, v):
		return "U", "conditional planned predicted ordered"
	case negated && modal == "will":
		return "CT+ U", "planned predicted"
	case negated:
		return "CT+", "happened holds habitual"
	case modal == "will":
		return "CT-", "planned predicted"
	}
	return "CT-", "happened"
}

// factual tells whether the predicate at v is told as what is or was so.
func factual(t *tree.Tree, v int) bool {
	_, negated, to, _, modal := group(t, v)
	return !negated && !to && modal == "" && !inCondition(t, v)
}

// nearly tells whether the words right before the verb at i say that it was all
// but done: "almost fell", "has all but lost", "as good as collapsed".
func nearly(t *tree.Tree, i int) bool {
	if i == 0 || t.Tokens[i].UPOS != "VERB" || measuring[t.Lemma(i)] {
		return false
	}
	switch t.Low(i - 1) {
	case "almost", "nearly", "practically":
		if t.Tokens[i-1].Head != i {
			return false
		}
	case "but":
		if t.Low(i-2) != "all" || passing[t.Lemma(i)] {
			return false
		}
	case "as":
		if t.Low(i-2) != "good" || t.Low(i-3) != "as" {
			return false
		}
	default:
		return false
	}
	aux, negated, _, perfect, modal := group(t, i)
	feats := t.Tokens[i].Feats
	return !negated && modal == "" && (perfect || aux != "" || strings.Contains(feats, "Tense=Past") || feats == "" && t.Kid(i, "aux") < 0)
}

// justSo tells whether the verb at i is told as done by a narrow margin: "barely
// reached the shore".
func justSo(t *tree.Tree, i int) bool {
	w := t.Low(i - 1)
	return i > 0 && (w == "barely" || w == "narrowly" || w == "just" && t.Low(i-2) == "only") && t.Tokens[i-1].Head == i && t.Tokens[i].UPOS == "VERB" && factual(t, i)
}

// opener is the token right before the gerund clause that i heads, its
// auxiliaries and adverbs left out; -1 where it begins the sentence.
func opener(t *tree.Tree, i int) int {
	first := t.Sentences[t.Sentence(i)].First
	k := i - 1
	for k >= first && (t.Tokens[k].UPOS == "AUX" || t.Tokens[k].UPOS == "ADV" && t.Tokens[k].Head == i) {
		k--
	}
	if k < first {
		return -1
	}
	return k
}

// shunned is the verb by which somebody kept another or himself from what the
// gerund at i, behind the token at k, tells; -1 for none.
func shunned(t *tree.Tree, i, k int) int {
	rest := ""
	for v := k; v >= max(k-4, t.Sentences[t.Sentence(i)].First) && !t.Punct(v); v-- {
		if forgoing[strings.TrimSpace(t.Low(v)+" "+rest)] {
			return v
		}
		if !merely[t.Low(v)] {
			rest = strings.TrimSpace(t.Low(v) + " " + rest)
		}
	}
	v := t.Tokens[i].Head
	if v >= 0 && v < i && t.Is(v, "obj") {
		v = t.Tokens[v].Head // the tree with the gerund on who was kept
	}
	if v < 0 || v >= k && !t.Passive(v) {
		return -1
	}
	switch w := t.Low(v); {
	case t.Low(k) == "from" && keeping[w], t.Low(k) == "of" && t.Low(k-1) == "out" && dissuading[w]:
		return v
	case halting[w] && t.Kid(v, "obj") == k && attaining[t.Lemma(i)] && indefiniteAt(t, k) < 0:
		return v
	}
	return -1
}

// indefiniteAt is the article "a" of the noun at n, -1 without: "stopped a boat
// carrying ten men" tells which boat.
func indefiniteAt(t *tree.Tree, n int) int {
	if d := t.Kid(n, "det"); d >= 0 && (t.Low(d) == "a" || t.Low(d) == "an") {
		return d
	}
	return -1
}

// brink tells whether the words that end with the preposition at k say how little
// was missing: "came within metres of", "came close to", "was seconds away from",
// "stopped short of"; v is the word that they are said by.
func brink(t *tree.Tree, k int) (v int, near bool) {
	first := t.Sentences[t.Sentence(k)].First
	at := k - 1 // where the words begin
	switch t.Low(k) {
	case "of":
		switch {
		case t.Low(at) == "short":
		case brinks[t.Low(at)] && t.Low(at-1) == "the":
			at -= 2
		default:
			if ages[t.Lemma(at)] {
				return 0, false // "came within days of taking office"
			}
			for at--; at > k-6 && at > first && t.Low(at) != "within"; at-- {
			}
			if t.Low(at) != "within" {
				return 0, false
			}
		}
	case "to":
		if w := t.Low(at); w != "close" && w != "near" && w != "closer" {
			return 0, false
		}
	case "from":
		if t.Low(at) == "away" {
			at--
		}
		if !narrow[t.Low(at)] {
			return 0, false
		}
		for at > first && (t.Tokens[at-1].UPOS == "NUM" || t.Tokens[at-1].UPOS == "DET" || t.Tokens[at-1].UPOS == "ADJ") {
			at--
		}
	default:
		return 0, false
	}
	for at--; at >= first && (t.Tokens[at].UPOS == "ADV" || t.Low(at) == "only" || t.Low(at) == "just"); at-- {
	}
	if at < first || !coming[t.Low(at)] {
		return 0, false
	}
	if h := t.Tokens[at].Head; h >= 0 && t.Is(at, "cop", "aux") {
		return h, true
	}
	return at, true
}

var (
	// forgoing, with the words up to the gerund behind hyphens, are verbs of what somebody does not do.
	forgoing = verb.Set(`balk-at baulk-at back-out-of draw-back-from pull-back-from step-back-from hold-back-from hold-off hold-off-on shy-away-from shrink-from
		think-better-of opt-against decide-against vote-against resist refrain-from abstain-from desist-from forgo forego stop cease quit give-up`)
	// merely may stand between such a verb and its preposition.
	merely = words("just even only also again finally eventually ultimately")
	// keeping take whom or what they keep from something, halting also without "from", dissuading with "out of".
	keeping    = verb.Set("keep stop save spare rescue deter dissuade")
	halting    = verb.Set("stop prevent")
	dissuading = verb.Set("talk argue scare")
	// attaining are what somebody is stopped in rather than told apart by.
	attaining = words("reach enter leave get win become happen spread strike vote speak board return join")
	coming    = verb.Set("come get be go bring stop fall was were is are been being")
	// narrow are the measures of a near miss, ages those of time within which other things come.
	narrow = words("inch inches metre metres meter meters yards feet second seconds minute minutes hour hours moment moments day days week weeks")
	ages   = words("hour day week month year decade")
)
