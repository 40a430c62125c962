package factuality

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
)

// past are the factualities and statuses of the clause at i that tells of the past
// in words that tell of other things elsewhere: "used to beat", "would come every
// night", "would go on to win"; "" for any other.
func past(t *tree.Tree, i int) (facts, stages string) {
	k := opener(t, i)
	if k > 1 && t.Low(k) == "to" && usedTo(t, k-1) {
		if t.Tokens[i].UPOS == "VERB" {
			return "CT+", "habitual"
		}
		return "CT+", "happened habitual"
	}
	if whenever(t, i) {
		return "CT+", "habitual"
	}
	_, negated, _, perfect, modal := group(t, i)
	if negated || perfect || conditioned(t, i) || inCondition(t, i) {
		return "", ""
	}
	switch {
	case modal == "could" && able(t, i):
		return "CT+", "holds happened"
	case modal != "would" || reporter(t, i) >= 0 || t.Is(i, "ccomp"):
	case recurring(t, i):
		return "CT+", "habitual"
	case later(t, i):
		return "CT+", "happened"
	}
	if h := t.Tokens[i].Head; k > 1 && h == k-2 && t.Low(k) == "to" && later(t, h) && t.Low(h) == "go" {
		return "CT+", "happened"
	}
	return "", ""
}

// usedTo tells whether "used" at u, before "to", is that of a past habit and no
// passive: "was used to beat".
func usedTo(t *tree.Tree, u int) bool {
	return u > 0 && t.Low(u) == "used" && t.Kid(u, "aux", "cop") < 0 && t.Kid(u, "nsubj:pass", "obj") < 0 && t.Kid(u, "nsubj") >= 0 && t.Tokens[u].Rel != "acl"
}

// whenever tells whether the clause at i, told as past, is one of every time that
// another was: "whenever a truck came, the men were hidden".
func whenever(t *tree.Tree, i int) bool {
	if !pastFact(t, i) {
		return false
	}
	h := t.Tokens[i].Head
	for _, k := range t.Kids(i) {
		if t.Low(k) == "whenever" && k < i {
			return h >= 0 && pastFact(t, h)
		}
		if t.Is(k, "advcl") && t.Low(t.Under(k, nil)[0]) == "whenever" {
			return true
		}
	}
	return false
}

// able tells whether "could" at the verb at i tells what somebody was able to do:
// "could speak five languages", "could hear shots".
func able(t *tree.Tree, i int) bool {
	return abilities[t.Lemma(i)] && t.Kid(i, "obj") > i && t.Kid(i, "nsubj") >= 0
}

// recurring tells whether the clause at i, or one it is joined to, names how often it
// was so: "every morning", "at night", "often". What a plan lays down is not meant.
func recurring(t *tree.Tree, i int) bool {
	if s := t.Kid(i, "nsubj"); s < 0 || schemes[t.Lemma(s)] {
		return false
	}
	found := false
	for _, k := range t.Kids(i) {
		c := t.Kid(k, "case")
		switch {
		case c >= 0 && t.Low(c) == "under":
			return false
		case t.Is(k, "advmod") && often[t.Low(k)]:
			found = true
		case t.Is(k, "obl", "nmod") && spells[t.Lemma(k)]:
			d := t.Kid(k, "det")
			found = found || d >= 0 && (t.Low(d) == "every" || t.Low(d) == "each") || c >= 0 && t.Low(c) == "at" && t.Low(k) == "night"
		}
	}
	return found
}

// later tells whether "would" at the verb at i tells what came afterwards in the past:
// "would go on to win", "would later say", "in 1981 he would be arrested".
func later(t *tree.Tree, i int) bool {
	if _, _, _, _, modal := group(t, i); modal != "would" || conditioned(t, i) {
		return false
	}
	if t.Low(i) == "go" && t.Low(i+1) == "on" && t.Low(i+2) == "to" {
		return true
	}
	for _, k := range t.Kids(i) {
		if c := t.Kid(k, "case"); t.Is(k, "advmod") && t.Low(k) == "later" && k < i ||
			c >= 0 && t.Low(c) == "in" && len(t.Low(k)) == 4 && strings.HasPrefix(t.Low(k), "1") && t.Tokens[k].UPOS == "NUM" {
			return true
		}
	}
	return false
}

var (
	abilities = words("speak hear smell")
	schemes   = words("plan scheme law bill deal proposal rule measure agreement service ferry train bus flight tax fee project")
	spells    = words("day night morning evening afternoon week month year summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday hour time")
)
