package chain

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/verb"
)

// told reads the clause behind the noun at i for what somebody says as passed on
// by that noun: "the villagers' claim that", "a report by the monitors that".
// Of those who reject it, take it back or stand by it it is their word; nobody in
// particular says "rumours that".
func (r *resolver) told(i int) {
	that, by := r.opened(i)
	if that < 0 {
		owner, k := r.Kid(i, "nmod:poss"), r.Kid(i, "acl")
		if others[r.Low(i)] && !notions[r.Low(i)] && owner >= 0 && owner < i && r.speaks(owner) && k > i && r.anchors[k] && r.perfect(k) {
			r.add(i, r.head(owner), k) // "the governor's claim to have visited the camp"
		}
		return
	}
	root := -1
	for k := that + 1; root < 0 && k < r.doc.Sentences[r.Sentence(i)].Last; k++ {
		if r.Kid(k, "mark") == that || r.doc.Tokens[k].Rel == "acl" && r.Kid(k, "obj") == that {
			root = k
		}
	}
	for k := that + 1; k < root; k++ { // "the rumour that the bank is insolvent began": hung on what became of it
		if r.anchors[k] && r.Kid(k, "cop", "aux", "nsubj") > that && r.doc.Tokens[k].Rel != "acl:relcl" {
			root = k
		}
	}
	if root < 0 || !r.anchors[root] {
		return
	}
	has := slices.IndexFunc(r.found, func(c cue) bool { return c.root == root })
	if v, _ := r.Governor(i, gathering); v >= 0 && r.Kid(i, "nmod:poss") < 0 { // "heard claims that": not by whom they are heard
		r.found = slices.DeleteFunc(r.found, func(c cue) bool { return c.root == root && (c.at == v || c.at == i) })
		source := nlp.Unnamed
		if by >= 0 {
			source = r.head(by)
		}
		r.add(i, source, root)
		return
	}
	if has >= 0 && r.found[has].at != i+1 {
		return
	}
	v, negated := r.Governor(i, rejecting)
	if v < 0 {
		v = r.Apology(i)
	}
	if v >= 0 && !negated {
		if s, _ := r.Subject(v); s >= 0 && !r.Passive(v) && !r.nobody(s) {
			if has >= 0 { // "deleted a story saying that": not the story says it now
				r.found = slices.Delete(r.found, has, has+1)
			}
			r.add(v, r.head(s), root)
			return
		}
	}
	if has >= 0 {
		return
	}
	owner := r.Kid(i, "nmod:poss")
	if h := r.doc.Tokens[i].Head; owner >= 0 && owner < i && h >= 0 && h < owner && r.doc.Tokens[owner].UPOS == "PRON" && (negated || upholding[r.Low(h)]) {
		if s, _ := r.Subject(h); s >= 0 && !r.Passive(h) && !r.nobody(s) {
			r.add(i, r.head(s), root)
			return
		}
	}
	if !others[r.Low(i)] || r.belied(i) {
		return
	}
	switch {
	case owner >= 0 && owner < i && r.speaks(owner) && r.doc.Tokens[owner].UPOS != "PRON":
		r.add(i, r.head(owner), root)
	case by >= 0:
		r.add(i, r.head(by), root)
	case !notions[r.Low(i)] && !r.heard(root):
		r.add(i, nlp.Unnamed, root)
	}
}

// toldOf is who or what the verb at i tells of doing something, "spoke of soldiers
// going from house to house", -1 for nobody.
func (r *resolver) toldOf(i int) int {
	if !telling[r.cueLemma(i)] || r.Passive(i) || r.Low(i+1) != "of" {
		return -1
	}
	for _, o := range r.Kids(i) {
		if k := r.Kid(o, "acl"); o > i+1 && k > o && r.Is(o, "obl", "obj", "iobj") && r.anchors[k] && (strings.HasSuffix(r.Low(k), "ing") || r.Low(k-1) == "being") {
			return o
		}
	}
	return -1
}

// telling are verbs that tell of what others do.
var telling = words("speak tell talk complain warn")

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
		case k == i+1 && verb.Telling[r.Low(k)]:
		case k == i+1 && t.UPOS != "ADP", t.UPOS == "VERB", t.UPOS == "AUX", t.UPOS == "PUNCT":
			return -1, -1
		case (r.Low(i+1) == "by" || r.Low(i+1) == "from") && (t.UPOS == "NOUN" || t.UPOS == "PROPN") && r.speaks(k):
			by = k
		}
	}
	return -1, -1
}

// belied tells whether the noun at i is called so: "the rumour that he is dead is
// false" is the report's word.
func (r *resolver) belied(i int) bool {
	for k := i + 1; k < r.doc.Sentences[r.Sentence(i)].Last; k++ {
		if untrue[r.Low(k)] && r.Kid(k, "nsubj") == i {
			return true
		}
	}
	return false
}

// spread reads what the word at i, that went round, is about: "Word spread that the
// king was dying".
func (r *resolver) spread(i int) {
	last := r.doc.Sentences[r.Sentence(i)].Last
	if i+2 >= last || !spreading[r.Low(i+1)] && !(r.doc.Tokens[i+1].UPOS == "AUX" && spreading[r.Low(i+2)]) {
		return
	}
	for that := i + 2; that < min(i+8, last); that++ {
		if r.Low(that) != "that" {
			continue
		}
		for k := that + 1; k < last; k++ {
			if r.anchors[k] {
				r.add(i, nlp.Unnamed, k)
				return
			}
		}
	}
}

// spreading is what word does that has no sender.
var spreading = words("spread came come reached got went arrived emerged leaked")

// heard tells whether the engine names who says the predicate at k.
func (r *resolver) heard(k int) bool {
	return slices.ContainsFunc(r.doc.Predicates, func(p nlp.Predicate) bool {
		return p.Token == k && p.Voice >= 0 && p.VoiceScore >= sure && r.doc.Tokens[p.Voice].UPOS != "VERB"
	})
}

// notions are the words for what others say that name no saying.
var notions = words("idea notion charge charges")
