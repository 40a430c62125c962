package chain

import (
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/form"
)

// labels finds paragraphs that begin with who speaks in them, as interviews
// print it: "((Jane Roe)) ...", "JANE ROE: ...".
func (r *resolver) labels() {
	r.label = make([]int, len(r.doc.Sentences))
	often := r.openings()
	talk := r.interview()
	now := nlp.Author
	for n, s := range r.doc.Sentences {
		if s.Paragraph {
			if now = r.labelAt(s, often); now == nlp.Author {
				now = r.headline(s)
			}
			if who, ok := talk.voices[n]; ok && (now == nlp.Author || talk.labelled) {
				now = who
			}
		}
		r.label[n] = now
	}
}

// openings counts the words before a colon with which paragraphs begin.
func (r *resolver) openings() map[string]int {
	often := map[string]int{}
	for _, s := range r.doc.Sentences {
		if k := r.beforeColon(s); s.Paragraph && k >= 0 {
			often[r.Low(k)]++
		}
	}
	return often
}

// beforeColon is the last of the capitalised words, at most four, that open a
// sentence before a colon, or its "Q.", -1 where none do.
func (r *resolver) beforeColon(s nlp.Sentence) int {
	if w := r.Low(s.First); len(w) == 2 && w[1] == '.' && (askers[w[:1]] || answerers[w[:1]]) { // "Q. Did you know?"
		return s.First
	}
	for k := s.First; k+1 < s.Last && k < s.First+5; k++ {
		if r.doc.Tokens[k].Text == ":" && k > s.First {
			return k - 1
		}
		if c := r.doc.Tokens[k].Text[0]; (c < 'A' || c > 'Z') && c < 0x80 && r.doc.Tokens[k].Text != "." {
			return -1
		}
	}
	return -1
}

func (r *resolver) labelAt(s nlp.Sentence, often map[string]int) int {
	text := func(i int) string {
		if i < s.Last {
			return r.doc.Tokens[i].Text
		}
		return ""
	}
	k := s.First
	if text(k) == "(" && text(k+1) == "(" {
		for k += 2; k < s.Last && k < s.First+10; k++ {
			if text(k) == ")" && text(k+1) == ")" {
				return k - 1
			}
		}
		return nlp.Author
	}
	for ; k < s.Last && k < s.First+5; k++ {
		if text(k) == ":" && k > s.First && k+1 < s.Last {
			if n := r.nameAt(k - 1); n != nil && n.Kind == "PER" && n.First == s.First && !sections[r.Low(k-1)] {
				return k - 1
			}
			if r.beforeColon(s) == k-1 && often[r.Low(k-1)] > 2 && !form.Labels(r.Low(k-1)) { // who speaks by turns is a speaker, known as a person or not
				return k - 1
			}
			return nlp.Author
		}
	}
	return nlp.Author
}
