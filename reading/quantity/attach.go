package quantity

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
)

// Attach tells for each quantity the index of the anchor (the token a claim's
// predicate stands on) in whose clause it stands: the nearest one above it in
// the tree, or whose passive it is the subject of, unless the order of the words
// gives it to another one right beside it; -1 when there is none or the document
// has no trees. A conversion in brackets goes with what it converts. What counts
// the speakers ("two officials said ...") measures nothing they say.
func Attach(doc *nlp.Document, quantities []Quantity, anchors []int) []int {
	claim := map[int]int{}
	for i, t := range anchors {
		claim[t] = i
	}
	out := make([]int, len(quantities))
	for i, q := range quantities {
		if i > 0 && converts(doc.Text, quantities[i-1], q) {
			out[i] = out[i-1]
			continue
		}
		out[i] = -1
		t := q.HeadToken
		for steps := 0; t >= 0 && t < len(doc.Tokens) && steps < 60; steps++ {
			if c, ok := claim[t]; ok {
				if !opened(doc, q.HeadToken, t) {
					out[i] = c
				}
				break
			}
			up := tree.Governor(doc.Tokens, t)
			if _, ok := claim[up]; !ok && up >= 0 && doc.Tokens[t].Rel == "nsubj" && doc.Tokens[up].UPOS == "VERB" {
				break // "of whom 148 said that"
			}
			t = up
		}
		if out[i] < 0 {
			out[i] = raised(doc, q.HeadToken, anchors)
		}
		if out[i] < 0 {
			out[i] = described(doc, q.HeadToken, anchors)
		}
		if out[i] < 0 || anchors[out[i]] < q.HeadToken {
			if c := beside(doc, q, claim); c >= 0 {
				out[i] = c
			}
		}
	}
	return out
}

// opened tells whether the clause of the predicate at token v opens behind token
// t: "stayed under for 61 hours before it struck".
func opened(doc *nlp.Document, t, v int) bool {
	for k := t + 1; k < v; k++ {
		if doc.Tokens[k].Rel == "mark" && doc.Tokens[k].Head == v && strings.EqualFold(doc.Tokens[k].Text, "before") {
			return true
		}
	}
	return false
}

// converts tells whether b, in brackets right behind a, says a in another unit.
func converts(text string, a, b Quantity) bool {
	return a.Unit != "" && b.Unit != "" && a.Span.End < b.Span.Start && strings.TrimSpace(text[a.Span.End:b.Span.Start]) == "("
}

// beside is the claim that the order of the words gives q to: that of the verb
// right before it ("killed nine and injured at least 50"), or of the one that it
// opens the clause of ("seven die, 40 injured"); -1 for none.
func beside(doc *nlp.Document, q Quantity, claim map[int]int) int {
	ts, start := doc.Tokens, q.HeadToken
	if start < 0 || start >= len(ts) || ts[start].Head < 0 && len(claim) == 0 {
		return -1
	}
	for start > 0 && ts[start-1].Span.Start >= q.Span.Start {
		start--
	}
	if v := start - 1; v >= 0 && ts[v].UPOS == "VERB" {
		if c, ok := claim[v]; ok {
			return c
		}
	}
	opening := start == 0 || begins(doc, start)
	if !opening && !opens[strings.ToLower(ts[start-1].Text)] {
		return -1
	}
	aux := false
	for k := q.HeadToken + 1; k < len(ts) && k < q.HeadToken+6; k++ {
		if c, ok := claim[k]; ok && ts[k].UPOS == "VERB" {
			if opening && start > 0 && !aux && !strings.Contains(ts[k].Feats, "VerbForm=Fin") {
				return -1 // "Ten men accused of it fled"
			}
			return c
		}
		aux = aux || ts[k].UPOS == "AUX"
		if ts[k].Span.Start < q.Span.End {
			continue
		}
		switch ts[k].UPOS {
		case "NOUN", "PROPN", "ADJ", "ADV", "AUX", "NUM":
		default:
			return -1
		}
	}
	return -1
}

// opens are the words that a clause begins behind.
var opens = map[string]bool{",": true, ";": true, "and": true, "with": true, "while": true, "but": true}

// begins tells whether a sentence of doc begins at token i.
func begins(doc *nlp.Document, i int) bool {
	return slices.ContainsFunc(doc.Sentences, func(s nlp.Sentence) bool { return s.First == i })
}

// described is the claim of the participle that says what became of the things
// counted at token t, where nothing else in the headline tells it: "540 sheep
// lost in storm"; -1 for none.
func described(doc *nlp.Document, t int, anchors []int) int {
	if t >= 0 && t < len(doc.Tokens) && doc.Tokens[t].Rel == "nummod" {
		t = doc.Tokens[t].Head
	}
	if t < 0 {
		return -1
	}
	return slices.IndexFunc(anchors, func(k int) bool {
		return k > t && k < len(doc.Tokens) && doc.Tokens[k].Head == t && (strings.HasPrefix(doc.Tokens[k].Rel, "acl") || doc.Tokens[k].Rel == "amod")
	})
}

// raised is the claim whose subject, counted at token t, has become that of the
// passive above it: "three officers were suspected of selling fuel". Nothing
// that somebody is told is counted so.
func raised(doc *nlp.Document, t int, anchors []int) int {
	if t >= 0 && t < len(doc.Tokens) && doc.Tokens[t].Rel == "nummod" {
		t = doc.Tokens[t].Head
	}
	if t < 0 || t >= len(doc.Tokens) || doc.Tokens[t].Rel != "nsubj:pass" {
		return -1
	}
	best := -1
	for i, anchor := range anchors {
		if anchor > t && anchor < len(doc.Tokens) && doc.Tokens[anchor].Head == doc.Tokens[t].Head && doc.Tokens[anchor].Rel != "ccomp" && (best < 0 || anchor < anchors[best]) {
			best = i
		}
	}
	return best
}
