package chain

import (
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/form"
	"github.com/sayso/sayso/reading/internal/verb"
)

// uttered are words for what somebody has said.
var uttered = words(verb.Said + " " + verb.Told)

// lists makes what introduces a list pass on each of its items: "The army says:",
// "Rusk accused the minister of:".
func (r *resolver) lists() {
	leads := form.Leads(r.Tree)
	for n := 0; n < len(leads); n++ {
		lead := leads[n]
		if lead < 0 {
			continue
		}
		first := r.doc.Sentences[n].First
		for n+1 < len(leads) && leads[n+1] == lead {
			n++
		}
		if at, source := r.introduced(lead); at >= 0 {
			r.passOn(at, source, first, r.doc.Sentences[n].Last)
		}
	}
}

// checks makes what a report checks, and does not say itself, nobody's in particular.
func (r *resolver) checks() {
	of, _ := form.Checks(r.Tree)
	for n, s := range r.doc.Sentences {
		if of[n] != form.None {
			r.passOn(s.First, nlp.Unnamed, s.First, s.Last)
		}
	}
}

// passOn adds a cue for the tokens first to last.
func (r *resolver) passOn(at, source, first, last int) {
	content := map[int]bool{}
	for k := first; k < last; k++ {
		content[k] = true
	}
	r.found = append(r.found, cue{at: at, source: source, content: content, root: at})
}

// introduced is the last cue of the sentence that introduces a list and who says
// its items; at is -1 without one.
func (r *resolver) introduced(lead int) (at, source int) {
	s := r.doc.Sentences[lead]
	for i := s.Last - 1; i >= s.First; i-- {
		lemma, w := r.cueLemma(i), r.Low(i)
		switch {
		case w == "according" && r.doc.Tokens[i].Head > i:
			return i, r.head(r.doc.Tokens[i].Head)
		case uttered[w] && !r.verbal(i):
			if v := r.doc.Tokens[i].Head; v >= 0 && r.Base(i) == "obj" { // "the report makes three claims"
				if n, _ := r.Subject(v); n >= 0 && !r.Passive(v) && r.speaks(n) {
					return i, r.head(n)
				}
				continue
			}
			for _, k := range r.Kids(i) {
				if c := r.Kid(k, "case"); r.Base(k) == "nmod" && (r.Is(k, "nmod:poss") || c >= 0 && (r.Low(c) == "of" || r.Low(c) == "by" || r.Low(c) == "from")) {
					return i, r.head(k)
				}
			}
			if others[w] {
				return i, nlp.Unnamed
			}
		case r.verbal(i) && (saying[lemma] || accused[lemma]) && !r.Is(i, "ccomp", "acl") && r.listed(r.Kid(i, "ccomp")):
			if accused[lemma] && r.Low(s.Last-2) != "of" {
				continue
			}
			if src, ok := r.source(i, lemma); ok {
				return i, src
			}
			return -1, nlp.Author
		}
	}
	return -1, nlp.Author
}

// listed tells whether a list may tell the clause at k, which is none or a question:
// "Residents described what they saw:".
func (r *resolver) listed(k int) bool { return k < 0 || asking[r.Low(r.Under(k, nil)[0])] }

// verbal tells whether the word at i is a verb of its clause.
func (r *resolver) verbal(i int) bool {
	return r.doc.Tokens[i].UPOS == "VERB" && !r.Is(i, "amod", "compound")
}
