package factuality

import (
	"slices"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
)

// Questions puts the claims of what a report says is not known on the words
// that the guidelines anchor them on. Where nobody in particular does not know
// ("it is not clear when that will be"), the claim is what is asked, and the not
// knowing passes it on; where a thing is unknown ("their whereabouts remain
// unknown"), the word for it is the claim, not the verb that links it. A
// question that the engine saw no claim in gets one: nothing asked is left out.
func Questions(doc *nlp.Document) {
	l := &linker{Tree: tree.New(doc), at: map[int]int{}}
	for i, p := range doc.Predicates {
		l.at[p.Token] = i
	}
	var drop []int
	var add []nlp.Predicate
	for i := range doc.Tokens {
		if w := l.Low(i); w == "seen" && l.Is(i, "xcomp") && l.Lemma(l.Tokens[i].Head) == "remain" && (l.questionOf(i) >= 0 || Asks(l.Low(i+1))) {
			drop = append(drop, i, l.Tokens[i].Head) // "it remains to be seen"
			continue
		} else if !unknowing[w] && !(knowing[w] && l.negated(i)) || l.Tokens[i].Head >= 0 && l.Is(i, "amod", "compound", "nmod", "obl", "obj", "nsubj") {
			continue
		}
		top := i
		if up := l.Tokens[i].Head; up >= 0 && l.Is(i, "xcomp") && linked[l.Lemma(up)] {
			top = up
		}
		subject := l.subject(i, top)
		if q := l.questionOf(i); q >= 0 {
			if l.Tokens[i].UPOS != "NOUN" && (subject < 0 || l.Low(subject) == "it" || subject == q) {
				drop = append(drop, i, top)
			}
			if !l.claimed(q, i) && l.asked(q) {
				add = append(add, nlp.Predicate{Token: l.predicate(q), Factuality: "U", Status: "unknown", Voice: nlp.Author})
			}
			continue
		}
		if subject < 0 && l.askedBefore(i) >= 0 && !slices.Contains(drop, l.Predicates[l.askedBefore(i)].Token) {
			drop = append(drop, i, top)
			continue
		}
		if _, ok := l.at[i]; ok || subject < 0 || !unknowing[l.Low(i)] || l.Tokens[i].UPOS != "ADJ" {
			continue
		}
		p := nlp.Predicate{Factuality: "U", Status: "unknown", Voice: nlp.Author}
		if k, ok := l.at[top]; ok {
			p = doc.Predicates[k]
			drop = append(drop, top)
		}
		p.Token = i
		add = append(add, p)
	}
	if len(drop)+len(add) == 0 {
		return
	}
	doc.Predicates = slices.DeleteFunc(doc.Predicates, func(p nlp.Predicate) bool { return slices.Contains(drop, p.Token) })
	doc.Predicates = append(doc.Predicates, add...)
	slices.SortStableFunc(doc.Predicates, func(a, b nlp.Predicate) int { return a.Token - b.Token })
}

// subject is the subject of the word for not knowing at i or of the verb at top
// that links it, -1 for none or an empty one.
func (l *linker) subject(i, top int) int {
	for _, k := range []int{i, top} {
		if s := l.Kid(k, "nsubj", "csubj"); s >= 0 && s < i {
			return s
		}
	}
	return -1
}

// claimed tells whether a claim stands among the words from those of the
// question at q to the word for not knowing at i, wherever the tree hangs it.
func (l *linker) claimed(q, i int) bool {
	under := l.Under(q, nil)
	first, last := under[0], under[len(under)-1]
	if q < i {
		last = i - 1
	} else {
		first = i + 1
	}
	for k := first; k <= last; k++ {
		if _, ok := l.at[k]; ok {
			return true
		}
	}
	return false
}

// asked tells whether the clause at q has a verb.
func (l *linker) asked(q int) bool {
	return l.predicate(q) != q || l.Tokens[q].UPOS == "VERB" || l.Kid(q, "cop") >= 0
}

// predicate is the word that anchors the clause at q: where that is a word of
// question, the form of "be" behind it ("where the two men are").
func (l *linker) predicate(q int) int {
	if !asking[l.Low(q)] {
		return q
	}
	for k := q + 1; k < l.Sentences[l.Sentence(q)].Last && !l.Punct(k); k++ {
		if l.Lemma(k) == "be" {
			return k
		}
	}
	return q
}

// linked are the verbs that link a subject to "unknown".
var linked = words("remain stay be seem appear")
