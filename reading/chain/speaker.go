package chain

import (
	"strings"

	"github.com/sayso/sayso/nlp"
)

// speakers finds who speaks each quote.
func (r *resolver) speakers() {
	r.speaker = make([]int, len(r.quotes))
	for q, s := range r.quotes {
		r.speaker[q] = nlp.Author
		if s.More && q > 0 {
			r.speaker[q] = r.speaker[q-1]
			if r.speaker[q] != nlp.Author {
				continue
			}
		}
		r.speaker[q] = r.speakerOf(q)
	}
	for q := range r.quotes {
		if r.speaker[q] == nlp.Author && r.whole(q) {
			r.speaker[q] = r.subjectBefore(q)
		}
		if r.speaker[q] == nlp.Author && r.whole(q) {
			r.speaker[q] = r.spokeBefore(q)
		}
	}
	// A quoted paragraph without a cue goes on the speaker before it.
	for q := 1; q < len(r.quotes); q++ {
		if r.speaker[q] == nlp.Author && r.whole(q) && r.speaker[q-1] != nlp.Author &&
			r.between(r.quotes[q-1], r.quotes[q]) <= 1 {
			r.speaker[q] = r.speaker[q-1]
		}
	}
}

// between is how many sentences lie from one quote to the next, questions that
// are paragraphs of their own not counted: an interview is one speech.
func (r *resolver) between(a, b Quote) int {
	first, last := r.Sentence(min(a.Close, len(r.doc.Tokens)-1)), r.Sentence(b.Open)
	n := last - first
	for k := first + 1; k < last; k++ {
		if s := r.doc.Sentences[k]; s.Paragraph && r.doc.Sentences[k+1].Paragraph && r.doc.Tokens[s.Last-1].Text == "?" {
			n--
		}
	}
	return n
}

// subjectBefore is the person whom the sentence before a quote is about, where
// the quote stands by itself in the same paragraph.
func (r *resolver) subjectBefore(q int) int {
	n := r.Sentence(r.quotes[q].Open)
	if n == 0 || r.doc.Sentences[n].Paragraph {
		return nlp.Author
	}
	s := r.doc.Sentences[n-1]
	for i := s.First; i < s.Last; i++ {
		if r.doc.Tokens[i].Head >= 0 {
			continue
		}
		if k := r.Kid(i, "nsubj"); k >= 0 {
			if w := r.Low(k); w == "he" || w == "she" {
				return k
			}
			if h := r.head(k); r.nameAt(h) != nil && r.nameAt(h).Kind == "PER" {
				return h
			}
		}
	}
	return nlp.Author
}

// spokeBefore is who says what the sentence before a quote tells, whose own words
// follow it: `A driver said he had refused. "Money is no use to a dead man."`
func (r *resolver) spokeBefore(q int) int {
	n, end := r.Sentence(r.quotes[q].Open), min(r.quotes[q].Close, len(r.doc.Tokens)-1)
	if n == 0 || r.doc.Sentences[r.Sentence(end)].Last > end+2 { // something follows it, who says so
		return nlp.Author
	}
	s := r.doc.Sentences[n-1]
	for i := s.First; i < s.Last; i++ {
		if w := r.Low(i); w == "you" || w == "your" { // who is asked answers
			return nlp.Author
		}
	}
	for i := s.First; i < s.Last; i++ {
		if r.doc.Tokens[i].Head >= 0 || r.doc.Tokens[i].UPOS != "VERB" || !saying[r.cueLemma(i)] || r.Kid(i, "ccomp") < i {
			continue
		}
		if src, ok := r.source(i, r.cueLemma(i)); ok && src >= 0 && r.quoteOf[i] < 0 && (r.doc.Tokens[src].UPOS == "PRON" || r.speaks(src)) {
			return src
		}
	}
	return nlp.Author
}

// whole tells whether a quote is speech of its own: its sentence is nothing
// but the quote.
func (r *resolver) whole(q int) bool {
	s := r.doc.Sentences[r.Sentence(r.quotes[q].Open)]
	return r.quotes[q].Open == s.First && r.quotes[q].Close-s.First > 3
}

// speakerOf looks for the verb of saying around a quote: in its sentences
// outside of it, then before a colon, then in the sentence before or after.
func (r *resolver) speakerOf(q int) int {
	s := r.quotes[q]
	first, last := r.Sentence(s.Open), r.Sentence(min(s.Close, len(r.doc.Tokens)-1))
	best, near := nlp.Author, 1<<30
	for n := first; n <= last; n++ {
		sent := r.doc.Sentences[n]
		for i := sent.First; i < sent.Last; i++ {
			if r.quoteOf[i] >= 0 || r.doc.Tokens[i].UPOS != "VERB" && r.doc.Tokens[i].UPOS != "AUX" || !saying[r.cueLemma(i)] {
				continue
			}
			src, ok := r.source(i, r.cueLemma(i))
			if !ok {
				continue
			}
			d := i - s.Close
			if i < s.Open {
				d = s.Open - i
			}
			if clauseOnly[r.cueLemma(i)] && !r.governs(i, q) {
				continue
			}
			if !r.governs(i, q) {
				d += 6
			}
			if src == nlp.Unnamed {
				d += 100 // "it was reported" yields to whoever speaks
			}
			if d < near {
				best, near = src, d
			}
		}
		for i := sent.First; i < sent.Last; i++ {
			if r.Low(i) != "according" || r.quoteOf[i] == q {
				continue
			}
			x := r.doc.Tokens[i].Head
			if x >= 0 && r.Base(i) == "case" {
				d := max(i-s.Close, s.Open-i)
				if d < near {
					best, near = r.head(x), d
				}
			}
		}
	}
	if best != nlp.Author {
		return best
	}
	if v := r.behindColon(s.Close); v != nlp.Author {
		return v
	}
	// "X told reporters: “...”", also when the colon ends a sentence.
	if before := s.Open - 1; before >= 0 && r.doc.Tokens[before].Text == ":" {
		if v := r.lastVoice(r.Sentence(before), before); v != nlp.Author {
			return v
		}
	}
	return nlp.Author
}

// behindColon is who a headline names behind a quote that ends at a token and
// a colon: "\"Sell the trees, not the soil\": forester on thirty years of pines".
func (r *resolver) behindColon(end int) int {
	k := end + 2
	if k >= len(r.doc.Tokens) || r.doc.Tokens[end+1].Text != ":" || r.Sentence(k) != 0 || r.doc.Tokens[r.doc.Sentences[0].Last-1].Text == "." {
		return nlp.Author
	}
	last := -1
	for ; k < r.doc.Sentences[0].Last && k < end+8; k++ {
		switch r.doc.Tokens[k].UPOS {
		case "DET", "ADJ", "NUM":
			continue
		case "NOUN", "PROPN":
			last = k
			continue
		}
		k = end + 8
	}
	if last < 0 {
		return nlp.Author
	}
	return last
}

// governs tells whether the verb at i and a word of the quote hang on each
// other directly.
func (r *resolver) governs(i, q int) bool {
	for _, k := range r.Kids(i) {
		if r.quoteOf[k] == q && r.Base(k) != "punct" {
			return true
		}
	}
	h := r.doc.Tokens[i].Head
	return h >= 0 && r.quoteOf[h] == q
}

// lastVoice is the subject of the last clause of a sentence before token end,
// or the noun that ends it.
func (r *resolver) lastVoice(sentence, end int) int {
	for i := end - 1; i >= r.doc.Sentences[sentence].First; i-- {
		if u := r.doc.Tokens[i].UPOS; u == "VERB" {
			if src, ok := r.source(i, r.cueLemma(i)); ok {
				return src
			}
		}
	}
	if first := r.doc.Sentences[sentence].First; end-first <= 6 && end > first {
		return r.head(end - 1)
	}
	return nlp.Author
}

// speech tells whether a quote puts a claim into somebody's mouth, rather than
// quoting a name or a word of it.
func (r *resolver) speech(q, token int) bool {
	return r.quotes[q].Close-r.quotes[q].Open > 2 || strings.HasPrefix(r.doc.Tokens[token].UPOS, "VERB")
}
