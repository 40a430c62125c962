package nlp

import (
	"slices"

	"github.com/sayso/sayso/nlp/internal/encoder"
)

// A word whose second-best governor scores less than unsure below its best is
// attached where governor and relation together are likeliest; a relation's
// log probability counts byRelation times. A mark of punctuation goes where
// the rules put it if that governor scores less than byRule below the one
// found. All three were chosen on the development parts of EWT and GUM.
const (
	unsure     = 2
	byRelation = 1.5
	byRule     = 2
)

// trees finds the trees of sentences that follow one another in the encoded
// window, whose first word is base.
func (a *analysis) trees(s *encoder.Scratch, sents []Sentence, base int) {
	own := sents[0].First
	arcs := make([][]float32, len(sents))
	var governors [][]int // of each word those in question, as words of the window
	for i, sent := range sents {
		n := sent.Last - sent.First
		arcs[i] = slices.Clone(a.net.Arcs(s, sent.First-base, sent.Last-base))
		for d := range n {
			row := arcs[i][d*(n+1):][:n+1]
			best := argmax(row, d)
			likely := []int{inWindow(best, n, sent.First-base)}
			for h, x := range row {
				if h != d && h != best && row[best]-x < unsure && (len(likely) == 1 || x > row[likely[1]]) {
					likely = append(likely[:1], h)
				}
			}
			if len(likely) == 2 {
				likely[1] = inWindow(likely[1], n, sent.First-base)
			}
			governors = append(governors, likely)
		}
	}
	relations := a.net.Relations(s, own-base, governors)
	var others [][]int // governors not asked for before, of the few words that the whole tree gives one
	for i, sent := range sents {
		n, first := sent.Last-sent.First, sent.First-base
		for d := range n {
			k := sent.First - own + d
			if len(governors[k]) < 2 {
				continue
			}
			least := min(relations[k][0].Log, relations[k][1].Log)
			for j, h := range governors[k] {
				if h -= first; h < 0 {
					h = n
				}
				arcs[i][d*(n+1)+h] += byRelation * (relations[k][j].Log - least)
			}
		}
		for d, h := range heads(arcs[i], n) {
			t, k := &a.doc.Tokens[sent.First+d], sent.First-own+d
			t.Head = -1
			if h >= 0 {
				t.Head, h = sent.First+h, first+h
			}
			if j := slices.Index(governors[k], h); j >= 0 {
				t.Rel = a.labels["rel"][relations[k][j].Label]
				others = append(others, nil)
			} else {
				others = append(others, []int{h})
			}
		}
	}
	if slices.ContainsFunc(others, func(h []int) bool { return h != nil }) {
		for k, r := range a.net.Relations(s, own-base, others) {
			if len(r) > 0 {
				a.doc.Tokens[own+k].Rel = a.labels["rel"][r[0].Label]
			}
		}
	}
	for i, sent := range sents {
		punctuate(a.doc.Tokens, sent, arcs[i])
	}
}

// inWindow is word h of n in a sentence, n for the root, as a word of the
// window that the sentence stands in from first on, -1 for the root.
func inWindow(h, n, first int) int {
	if h == n {
		return -1
	}
	return first + h
}
