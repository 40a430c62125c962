package tree

import "github.com/sayso/sayso/nlp"

// Governor is the token that governs token i, -1 for a root. Of an arc back
// across its own governor's governor it is the word that was crossed: what
// stands behind "said" does not belong to what is said before it ("the judge
// will sit in May, she said on Monday").
func Governor(tokens []nlp.Token, i int) int {
	h := tokens[i].Head
	for up, steps := h, 0; up >= 0 && up < len(tokens) && steps < 60; up, steps = tokens[up].Head, steps+1 {
		if h < up && up < i {
			h = up
		}
	}
	return h
}
