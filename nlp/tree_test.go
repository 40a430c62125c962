package nlp

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bruteForce is the score of the best single-rooted tree by trying all.
func bruteForce(scores []float32, n int) float64 {
	best := math.Inf(-1)
	choice := make([]int, n)
	var try func(d int, sum float64)
	try = func(d int, sum float64) {
		if d == n {
			if isTree(choice, n) {
				best = max(best, sum)
			}
			return
		}
		for h := 0; h <= n; h++ {
			if h != d {
				choice[d] = h
				try(d+1, sum+float64(scores[d*(n+1)+h]))
			}
		}
	}
	try(0, 0)
	return best
}

func TestHeadsFormOneTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		n := 1 + rng.IntN(5)
		scores := make([]float32, n*(n+1))
		for i := range scores {
			scores[i] = rng.Float32()*10 - 5
		}
		got := heads(scores, n)
		sum, forTree := 0.0, make([]int, n)
		for d, h := range got {
			if h < 0 {
				h = n
			}
			forTree[d] = h
			sum += float64(scores[d*(n+1)+h])
		}
		if !isTree(forTree, n) {
			t.Fatalf("n=%d: %v is no tree", n, got)
		}
		if best := bruteForce(scores, n); math.Abs(sum-best) > 1e-4 {
			t.Fatalf("tree %v scores %v, the best one %v", got, sum, best)
		}
	}
}

func TestIsTree(t *testing.T) {
	for _, c := range []struct {
		heads []int
		want  bool
	}{
		{[]int{1}, true},
		{[]int{2, 0}, true},
		{[]int{2, 2}, false},
		{[]int{1, 0}, false},
		{[]int{1, 2, 3}, true},
		{[]int{1, 2, 1}, false},
		{[]int{3, 2, 1}, false},
		{[]int{0, 2}, false},
	} {
		if got := isTree(c.heads, len(c.heads)); got != c.want {
			t.Errorf("isTree(%v) = %v", c.heads, got)
		}
	}
}
