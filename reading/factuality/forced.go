package factuality

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// brought are the factualities and statuses of the infinitive at i that came about
// by what is told before it: "were forced to leave", "had no choice but to dig",
// "kept his promise to free the men", "returned only to find", "went on to win";
// "" for any other.
func brought(t *tree.Tree, i int) (facts, stages string) {
	h, m := t.Tokens[i].Head, t.Kid(i, "mark")
	if h < 0 || h > i {
		return "", ""
	}
	to := opener(t, i)
	if to < 0 || t.Low(to) != "to" {
		return "", ""
	}
	switch {
	case t.Low(to-1) == "but" && ways[t.Low(to-2)]:
		if v := t.Tokens[to-2].Head; v >= 0 && pastFact(t, v) {
			return "CT+", "happened"
		}
	case t.Low(to-1) == "only" && pastFact(t, h) && t.Is(i, "advcl", "xcomp") && (finding[t.Lemma(i)] || t.Passive(i)):
		return "CT+", "happened"
	case (t.Lemma(h) == "do" && t.Kid(h, "obj") > h || t.Lemma(h) == "stop") && t.Is(i, "xcomp", "advcl", "obl"):
		return "U", "planned"
	case t.Is(i, "acl") && m == to && (designs[t.Low(h)] || t.Lemma(h) == "threat"):
		if v, negated := t.Governor(h, fulfilling); v >= 0 && !negated && pastFact(t, v) {
			return "CT+", "happened"
		}
	case t.Is(i, "xcomp", "advcl", "ccomp") && (compelling[t.Low(h)] && t.Passive(h) || t.Low(h) == "made" && t.Passive(h) && !seeming[t.Lemma(i)] && someone(t, h)):
		if standing(t, h) && t.Low(h) != "forced" {
			break // "are compelled to answer": what is required of them
		}
		return compelled(t, h)
	case t.Is(i, "xcomp", "advcl") && (t.Lemma(h) == "proceed" || t.Lemma(h) == "go" && t.Low(to-1) == "on" && to-2 == h):
		return compelled(t, h)
	}
	return "", ""
}

// compelled are the factualities and statuses of what the verb at v, which makes it
// come about, leaves to what it governs.
func compelled(t *tree.Tree, v int) (facts, stages string) {
	_, negated, to, _, modal := group(t, v)
	switch {
	case negated || to || inCondition(t, v):
		return "", ""
	case modal == "will":
		return "CT+ PR+", "predicted"
	case modal == "may" || modal == "might" || modal == "could":
		return "PS+", "predicted"
	case modal != "":
		return "", ""
	case standing(t, v):
		return "CT+", "habitual holds happened"
	}
	return "CT+", "happened"
}

// someone tells whether the subject of the verb at i stands for people, by what it is
// or how it ends: "workers were made to dig", not "the film was made to mark".
func someone(t *tree.Tree, i int) bool {
	s, _ := t.Subject(i)
	if s < 0 {
		return false
	}
	switch w := t.Low(s); {
	case t.Tokens[s].UPOS == "PROPN", w == "he", w == "she", w == "they", w == "we", w == "i", w == "who", w == "people", w == "men", w == "women", w == "children", w == "staff":
		return true
	case t.Tokens[s].UPOS != "NOUN":
		return false
	}
	l := t.Lemma(s)
	if strings.HasSuffix(l, "ment") {
		return false
	}
	for _, end := range []string{"er", "or", "ist", "ian", "ant", "ent", "man", "woman", "ee", "boy", "girl", "child", "pupil", "guard", "nurse", "family"} {
		if strings.HasSuffix(l, end) {
			return true
		}
	}
	return false
}

var (
	compelling = verb.Set("force compel coerce")
	// seeming are verbs of what a thing is made to do by how it is made.
	seeming = words("look seem appear last fit resemble sound")
	ways    = words("choice option alternative")
	// finding are verbs of what nobody sets out to do.
	finding    = words("find discover learn realise realize see lose break collapse fall reverse die fail vanish")
	fulfilling = verb.Set("carry-out make-good keep fulfil fulfill honour honor deliver-on act-on follow-through")
)
