package chain

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tale"
)

// tales reads the clauses that a noun for what somebody says tells as passed on by
// that noun: "the villagers' claim that", "a report by the monitors that".
func (r *resolver) tales() {
	for _, p := range r.doc.Predicates {
		if x, ok := tale.Of(r.Tree, p.Token); ok {
			r.told(x, p.Token)
			r.tale[p.Token] = x
		}
	}
	for i, t := range r.doc.Tokens {
		owner, k := r.Kid(i, "nmod:poss"), r.Kid(i, "acl")
		if t.UPOS == "NOUN" && others[r.Low(i)] && !notions[r.Low(i)] && owner >= 0 && owner < i && r.speaks(owner) && k > i && r.anchors[k] && r.perfect(k) {
			r.add(i, r.head(owner), k) // "the governor's claim to have visited the camp"
		}
	}
}

// told gives the clause of a tale, whose predicate is root, to whose word it is. Of
// those who reject it, take it back or stand by it it is their word, not of those who
// only have to do with it; nobody in particular says "rumours that".
func (r *resolver) told(x tale.Tale, root int) {
	i := x.Noun
	owner, by := r.Kid(i, "nmod:poss"), r.sender(i, x.Opens)
	if owner > i || convictions[r.Low(i)] {
		owner = -1
	}
	has := slices.IndexFunc(r.found, func(c cue) bool { return c.root == root })
	if x.Fate != tale.Kept && has >= 0 && (r.found[has].at == x.At || r.found[has].at == i || r.found[has].at == i+1 || r.found[has].source == i) {
		r.found = slices.Delete(r.found, has, has+1) // "deleted a story saying that": not the story says it now
		has = -1
	}
	switch {
	case has >= 0:
		return
	case x.Fate != tale.Kept && x.By >= 0 && !r.nobody(x.By):
		r.add(x.At, r.head(x.By), root)
	case x.Fate == tale.False, r.nobody(i):
	case owner >= 0 && r.doc.Tokens[owner].UPOS != "PRON" && (r.doc.Tokens[owner].UPOS == "NOUN" && !dated[r.Low(owner)] || r.speaks(owner)):
		r.add(i, r.head(owner), root)
	case by >= 0:
		r.add(i, r.head(by), root)
	case r.upheld(i, owner) >= 0:
		r.add(i, r.head(r.upheld(i, owner)), root)
	case owner >= 0 && x.Denies(r.Tree):
		r.add(i, owner, root)
	case x.Fate == tale.Met, x.Fate == tale.Open, (others[r.Low(i)] && !notions[r.Low(i)] || convictions[r.Low(i)]) && !r.heard(root):
		r.add(i, nlp.Unnamed, root)
	}
}

// upheld is who stands by what the noun at i, with or without an owner, tells: "stuck
// to its story that", "has not withdrawn its claim that", "issued a denial that", -1 for nobody.
func (r *resolver) upheld(i, owner int) int {
	h := r.doc.Tokens[i].Head
	if h < 0 || h > i || owner < 0 && !own[r.Low(i)] || r.Passive(h) || !upholding[r.Low(h)] && (owner < 0 || !r.Withheld(h)) {
		return -1
	}
	s, _ := r.Subject(h)
	if r.nobody(s) {
		return -1
	}
	return s
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

// sender is who speaks in the phrase between the noun at i and the word that opens
// its clause, -1 for nobody.
func (r *resolver) sender(i, opens int) int {
	for k := i + 1; k < opens; k++ {
		if u := r.doc.Tokens[k].UPOS; (r.Low(i+1) == "by" || r.Low(i+1) == "from") && (u == "NOUN" || u == "PROPN") && r.speaks(k) {
			return k
		}
	}
	return -1
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

// dated are times that have reports: "last week's claim that".
var dated = words("day week month year yesterday today tomorrow century decade night morning evening afternoon")

// own are words for what somebody says of himself, or stands by.
var own = words("denial denials assurance assurances explanation")

// convictions are not the word of whose they are.
var convictions = words("conviction convictions")

// notions are the words for what others say that name no saying.
var notions = words("idea notion charge charges")
