package nlp

import (
	"math/rand/v2"
	"testing"

	"github.com/sayso/sayso/nlp/segment"
)

func TestEverySentenceIsOwnedOnce(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		n := rng.IntN(60)
		sents, sizes := make([]segment.Sentence, n), make([]int, n)
		for i := range sents {
			sents[i].Paragraph = rng.IntN(3) == 0
			sizes[i] = 1 + rng.IntN(80)
			if rng.IntN(20) == 0 {
				sizes[i] = 400
			}
		}
		next := 0
		for _, w := range windows(sents, sizes) {
			if w.own != next || w.to <= w.own || w.from > w.own {
				t.Fatalf("window %+v after sentence %d of %d", w, next, n)
			}
			total := 2
			for i := w.from; i < w.to; i++ {
				total += sizes[i]
			}
			if total > windowPieces && w.to > w.own+1 {
				t.Fatalf("window %+v holds %d pieces", w, total)
			}
			next = w.to
		}
		if next != n {
			t.Fatalf("%d of %d sentences read", next, n)
		}
	}
}
