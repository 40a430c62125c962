package tree

import "github.com/sayso/sayso/nlp"

// Governor is the token that governs token i, -1 for a root. Of an arc that
// crosses the one of its own governor it is the word that was crossed: what
// stands behind "said" does not belong to what is said before it ("the judge
// will sit in May, she said on Monday"), nor what opens a sentence to a clause
// behind its verb. Only what is said may go on behind who said it.
func Governor(tokens []nlp.Token, i int) int {
	h := tokens[i].Head
	for up, below, steps := h, i, 0; up >= 0 && up < len(tokens) && steps < 60; steps++ {
		if h < up && up < i || i < up && up < h && tokens[below].Rel != "ccomp" {
			h = up
		}
		up, below = tokens[up].Head, up
	}
	return h
}
