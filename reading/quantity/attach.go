package quantity

import "github.com/sayso/sayso/nlp"

// Attach tells for each quantity the index of the anchor (the token a claim's
// predicate stands on) in whose clause it stands: the nearest one above it in
// the tree, or whose passive it is the subject of; -1 when there is none or the
// document has no trees. What counts the speakers ("two officials said ...") measures nothing they say.
func Attach(doc *nlp.Document, quantities []Quantity, anchors []int) []int {
	claim := map[int]int{}
	for i, t := range anchors {
		claim[t] = i
	}
	out := make([]int, len(quantities))
	for i, q := range quantities {
		out[i] = -1
		t := q.HeadToken
		for steps := 0; t >= 0 && t < len(doc.Tokens) && steps < 60; steps++ {
			if c, ok := claim[t]; ok {
				out[i] = c
				break
			}
			t = doc.Tokens[t].Head
		}
		if out[i] < 0 {
			out[i] = raised(doc, q.HeadToken, anchors)
		}
	}
	return out
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
