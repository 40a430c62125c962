package quantity

import "github.com/sayso/sayso/nlp"

// Attach tells for each quantity the index of the anchor (the token a claim's
// predicate stands on) in whose clause it stands: the nearest one above it in
// the tree, -1 when there is none or the document has no trees. A quantity
// outside every claim's clause passes to the claim that is the complement of
// the verb it hangs on.
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
			out[i] = below(doc, q.HeadToken, anchors)
		}
	}
	return out
}

// below is the claim whose anchor is the nearest token that hangs on a token
// above t.
func below(doc *nlp.Document, t int, anchors []int) int {
	if t < 0 || t >= len(doc.Tokens) {
		return -1
	}
	for up, steps := t, 0; up >= 0 && steps < 60; up, steps = doc.Tokens[up].Head, steps+1 {
		best := -1
		for i, anchor := range anchors {
			if anchor < 0 || anchor >= len(doc.Tokens) || doc.Tokens[anchor].Head != up {
				continue
			}
			if best < 0 || nearer(anchor, anchors[best], t) {
				best = i
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// nearer tells whether a lies nearer to t than b, the earlier of two as near.
func nearer(a, b, t int) bool {
	da, db := max(a-t, t-a), max(b-t, t-b)
	return da < db || da == db && a < b
}
