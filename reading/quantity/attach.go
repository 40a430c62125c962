package quantity

import "github.com/sayso/sayso/nlp"

// Attach tells for each quantity the index of the anchor (the token a claim's
// predicate stands on) in whose clause it stands: the nearest one above it in
// the tree, -1 when there is none or the document has no trees. What counts the
// speakers ("two officials said ...") measures nothing they say.
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
	}
	return out
}
