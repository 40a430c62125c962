package chain

import (
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/verb"
)

// relayed is who tells those who only listen by the verb at i, false where its
// subject is no listener: nobody who is named in "the court heard that", "jurors were
// told that", "readers were led to believe that", whom the words name in "heard from the
// auditor that" and "was told in a letter from the owner that".
func (r *resolver) relayed(i int, lemma string) (int, bool) {
	switch {
	case r.negated(i):
		return 0, false
	case lemma == "hear" && r.clauseHeard(i), informing[lemma] && (r.Passive(i) || r.addressed(i)):
	case lemma == "believe" && r.Base(i) == "xcomp" && r.misled(r.doc.Tokens[i].Head):
		return nlp.Unnamed, true
	default:
		return 0, false
	}
	for _, k := range r.Kids(i) {
		if c := r.Kid(k, "case"); r.Base(k) == "obl" && c > i {
			switch w := r.Low(c); {
			case w == "from" && lemma == "hear", w == "by":
				return r.head(k), true
			case w == "in" && texts[r.Low(k)]:
				for _, m := range r.Kids(k) {
					if c := r.Kid(m, "case"); c > k && (r.Low(c) == "from" || r.Low(c) == "by") {
						return r.head(m), true
					}
				}
				return r.head(k), true
			}
		}
	}
	if k := r.byWhom(i + 1); k >= 0 {
		return k, true
	}
	return nlp.Unnamed, true
}

// clauseHeard tells whether what the verb at i hears is told, not overheard: "heard that
// he lied", "heard how he lied", "he lied, the court heard".
func (r *resolver) clauseHeard(i int) bool {
	k := r.Kid(i, "ccomp")
	if s := r.Kid(i, "nsubj"); s >= 0 && (outlets[r.Low(s)] || r.nameAt(s) != nil && r.nameAt(s).Kind == "ORG" && !bench[r.Low(s)]) {
		return false // "a deal is near, the agency hears"
	}
	if k < i {
		return k >= 0 || r.Base(i) == "parataxis" && r.Kid(i, "obj") < 0
	}
	first := r.Low(r.Under(k, nil)[0])
	return first == "that" || asking[first]
}

// addressed tells whether the participle at i has nobody whom it tells but its subject:
// "loaded onto trucks and told that they would see a judge", "lied to court, jury told".
func (r *resolver) addressed(i int) bool {
	if r.Low(i) != "told" || r.Kid(i, "obj", "iobj") >= 0 {
		return false
	}
	last := r.doc.Sentences[r.Sentence(i)].Last
	return i+1 == last || r.Low(i+1) == "that" || i+2 == last && r.doc.Tokens[i+1].UPOS == "PUNCT"
}

// misled tells whether the verb at h makes its subject believe a thing.
func (r *resolver) misled(h int) bool {
	return h >= 0 && r.Passive(h) && (r.Low(h) == "led" || r.Low(h) == "made" || r.Low(h) == "given" || r.Low(h) == "encouraged")
}

// persuader is who wants others to believe what the verb at i passes on, -1 for nobody:
// "the minister would have us believe that".
func (r *resolver) persuader(i int, lemma string) int {
	h := r.doc.Tokens[i].Head
	if lemma != "believe" && lemma != "think" || h < 0 || h > i || r.Passive(h) {
		return -1
	}
	switch o := r.doc.Tokens[h].Lemma; o {
	case "have", "want", "like", "wish":
		if s := r.Kid(h, "nsubj"); s >= 0 && s < h && (o != "have" || r.Low(h-1) == "would") && (r.Kid(h, "obj", "iobj") > h || r.Kid(i, "nsubj") > h) {
			return r.head(s)
		}
	}
	return -1
}

// perceived is whom others hear, see or blame doing what the verb at i does, -1 for nobody:
// "overheard the colonel say that", "recalled Morrow telling", "accused Falk of saying",
// "won damages from the paper for saying".
func (r *resolver) perceived(i int) int {
	h, n := r.doc.Tokens[i].Head, i-1
	if h < 0 || h >= i || r.Kid(i, "aux", "cop") >= 0 {
		return -1
	}
	bare := r.Low(i) == r.doc.Tokens[i].Lemma
	gerund := strings.HasSuffix(r.Low(i), "ing")
	if up := r.doc.Tokens[n].Head; n > h && witnessing[r.Low(h)] && (bare || gerund) && (up == h || up == i) && r.nounLike(n) && (bare || r.speaks(n) || r.doc.Tokens[n].UPOS != "NOUN") {
		return r.head(n)
	}
	if m := r.Low(n); !gerund || m != "of" && m != "for" {
		return -1
	}
	if r.nounLike(h) && r.Is(h, "obj") { // hung on whom it is about
		h = r.doc.Tokens[h].Head
	}
	if h < 0 || r.Low(n) == "of" && !accused[r.cueLemma(h)] {
		return -1
	}
	if r.Passive(h) {
		if s := r.Kid(h, "nsubj"); s >= 0 && s < h {
			return r.head(s)
		}
		return -1
	}
	for _, o := range r.Kids(h) {
		if c := r.Kid(o, "case"); o > h && o < i && (r.Is(o, "obj", "iobj") && (r.speaks(o) || r.doc.Tokens[o].UPOS != "NOUN") || r.Is(o, "obl") && c >= 0 && r.Low(c) == "from") {
			return r.head(o)
		}
	}
	return -1
}

// askedOf tells whether the clause at k is what somebody is asked before he speaks: "Asked
// if the dam was safe, Pell said it was".
func (r *resolver) askedOf(k int) bool {
	m := r.Kid(k, "mark")
	return m >= 0 && m < k && (r.Low(m) == "if" || r.Low(m) == "whether") && r.Low(m-1) == "asked"
}

// answered reads what somebody answers with yes or no, asked if it is so by the words at
// if: "Asked if he had lied, Rusk said no".
func (r *resolver) answered(at int) {
	s := r.doc.Sentences[r.Sentence(at)]
	root := at + 1
	for root < s.Last && !r.anchors[root] {
		root++
	}
	for v := s.First; v+1 < s.Last; v++ {
		if w := r.Low(v + 1); w != "no" && w != "yes" || v >= at && v <= root || !saying[r.cueLemma(v)] {
			continue
		}
		if source, ok := r.source(v, r.cueLemma(v)); ok && root < s.Last {
			r.found = append(r.found, cue{at: v, source: source, content: map[int]bool{root: true}, root: root})
			return
		}
	}
}

// nounLike tells whether the word at i is a name, noun or pronoun.
func (r *resolver) nounLike(i int) bool {
	u := r.doc.Tokens[i].UPOS
	return u == "NOUN" || u == "PROPN" || u == "PRON"
}

var (
	// informing are verbs whose subject, passive, is told.
	informing = words("tell inform notify advise assure brief warn remind")
	// texts are what somebody is told a thing in.
	texts = words("letter email e-mail memo note message report statement briefing filing fax cable dispatch")
	// outlets are nouns for those that hear what they report.
	outlets = words("agency newspaper paper weekly daily broadcaster channel station magazine site website")
	// bench are nouns for bodies before which others speak.
	bench = words("court tribunal inquest committee commission inquiry parliament senate council jury assembly")
	// witnessing are verbs for seeing and hearing what another does or says, or telling of it.
	witnessing = verb.Set("hear overhear see watch film record show recall remember depict")
)
