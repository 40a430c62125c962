package chain

import (
	"slices"

	"github.com/sayso/sayso/nlp"
)

// told reads the clause behind the noun at i for what somebody says as passed on
// by that noun: "the villagers' claim that", "a report by the monitors that".
// Of those who reject it or take it back it is their word; nobody in particular
// says "rumours that".
func (r *resolver) told(i int) {
	that, by := r.opened(i)
	if that < 0 {
		return
	}
	root := -1
	for k := that + 1; root < 0 && k < r.doc.Sentences[r.Sentence(i)].Last; k++ {
		if r.Kid(k, "mark") == that || r.doc.Tokens[k].Rel == "acl" && r.Kid(k, "obj") == that {
			root = k
		}
	}
	if root < 0 || !r.anchors[root] || slices.ContainsFunc(r.found, func(c cue) bool { return c.root == root }) {
		return
	}
	if v, negated := r.Governor(i, rejecting); v >= 0 && !negated {
		if s, _ := r.Subject(v); s >= 0 && !r.Passive(v) && !r.nobody(s) {
			r.add(v, r.head(s), root)
			return
		}
	}
	owner := r.Kid(i, "nmod:poss")
	switch {
	case owner >= 0 && owner < i && r.speaks(owner) && r.doc.Tokens[owner].UPOS != "PRON":
		r.add(i, r.head(owner), root)
	case by >= 0:
		r.add(i, r.head(by), root)
	case others[r.Low(i)] && !notions[r.Low(i)] && !r.heard(root):
		r.add(i, nlp.Unnamed, root)
	}
}

// opened is the "that" which opens the clause behind the noun at i, -1 without,
// and who speaks in the phrase between the two, -1 for nobody.
func (r *resolver) opened(i int) (that, by int) {
	by = -1
	last := r.doc.Sentences[r.Sentence(i)].Last
	for k := i + 1; k < min(i+8, last); k++ {
		t := r.doc.Tokens[k]
		switch {
		case r.Low(k) == "that":
			return k, by
		case k == i+1 && t.UPOS != "ADP", t.UPOS == "VERB", t.UPOS == "AUX", t.UPOS == "PUNCT":
			return -1, -1
		case (r.Low(i+1) == "by" || r.Low(i+1) == "from") && (t.UPOS == "NOUN" || t.UPOS == "PROPN") && r.speaks(k):
			by = k
		}
	}
	return -1, -1
}

// heard tells whether the engine names who says the predicate at k.
func (r *resolver) heard(k int) bool {
	return slices.ContainsFunc(r.doc.Predicates, func(p nlp.Predicate) bool { return p.Token == k && p.Voice >= 0 && p.VoiceScore >= sure })
}

// notions are the words for what others say that name no saying.
var notions = words("idea notion charge charges")
