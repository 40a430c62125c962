package nlp

import "math"

// heads is the best tree over n words: scores[d*(n+1)+h] is how well word h
// (n: the root) governs word d. It returns each word's governor, -1 for the
// one word that the root governs. Words that greedily form a tree keep their
// best governors; otherwise the maximum spanning arborescence is taken
// with one child of the root is taken (Chu & Liu 1965, Edmonds 1967).
func heads(scores []float32, n int) []int {
	best := make([]int, n)
	for d := range n {
		best[d] = argmax(scores[d*(n+1):(d+1)*(n+1)], d)
	}
	if isTree(best, n) {
		return unroot(best, n)
	}
	// One dense graph with the root as node 0, word d as node d+1. The root's
	// arcs cost so much that just one is taken.
	w := make([][]float64, n+1)
	for d := range w {
		w[d] = make([]float64, n+1)
		for h := range w[d] {
			w[d][h] = math.Inf(-1)
		}
	}
	for d := range n {
		for h := range n {
			if h != d {
				w[d+1][h+1] = float64(scores[d*(n+1)+h])
			}
		}
		w[d+1][0] = float64(scores[d*(n+1)+n]) - rootCost
	}
	for d, h := range arborescence(w)[1:] {
		best[d] = h - 1
	}
	return best
}

const rootCost = 1e6

func unroot(heads []int, n int) []int {
	for d, h := range heads {
		if h == n {
			heads[d] = -1
		}
	}
	return heads
}

// argmax is the place of the greatest value, the first of equals, skip left out.
func argmax(v []float32, skip int) int {
	best := -1
	for i, x := range v {
		if i != skip && (best < 0 || x > v[best]) {
			best = i
		}
	}
	return best
}

// isTree tells whether the governors form one tree under a single root n.
func isTree(heads []int, n int) bool {
	roots := 0
	seen := make([]int, n)
	for d, h := range heads {
		if h == n {
			roots++
		}
		for k := d; k != n && seen[k] != d+1; k = heads[k] {
			if seen[k] != 0 {
				break
			}
			seen[k] = d + 1
			if heads[k] != n && seen[heads[k]] == d+1 {
				return false
			}
		}
	}
	return roots == 1
}

// arborescence is the maximum spanning arborescence rooted at node 0 of the
// dense graph w[dependent][head]; the result's entry 0 is meaningless.
func arborescence(w [][]float64) []int {
	n := len(w)
	head := make([]int, n)
	for d := 1; d < n; d++ {
		head[d] = -1
		for h := range n {
			if h != d && (head[d] < 0 || w[d][h] > w[d][head[d]]) {
				head[d] = h
			}
		}
	}
	cycle := findCycle(head)
	if cycle == nil {
		return head
	}
	in := make([]bool, n)
	for _, v := range cycle {
		in[v] = true
	}
	// Contract the cycle to the last node of a smaller graph.
	var old []int
	place := make([]int, n)
	for v := range n {
		if !in[v] {
			place[v] = len(old)
			old = append(old, v)
		}
	}
	c := len(old)
	small := make([][]float64, c+1)
	for i := range small {
		small[i] = make([]float64, c+1)
		for j := range small[i] {
			small[i][j] = math.Inf(-1)
		}
	}
	enter, leave := make([]int, c), make([]int, c)
	for i, v := range old {
		for j, u := range old {
			if i != j {
				small[i][j] = w[v][u]
			}
		}
		for _, k := range cycle {
			if s := w[k][v] - w[k][head[k]]; s > small[c][i] || enter[i] == 0 {
				small[c][i], enter[i] = s, k
			}
			if s := w[v][k]; s > small[i][c] || leave[i] == 0 {
				small[i][c], leave[i] = s, k
			}
		}
	}
	sub := arborescence(small)
	out := append([]int(nil), head...)
	for i, v := range old {
		if v == 0 {
			continue
		}
		if sub[i] == c {
			out[v] = leave[i]
		} else {
			out[v] = old[sub[i]]
		}
	}
	from := sub[c]
	out[enter[from]] = old[from]
	return out
}

// findCycle is a cycle among the governors, nil when there is none.
func findCycle(head []int) []int {
	state := make([]int, len(head))
	for s := 1; s < len(head); s++ {
		v := s
		for v > 0 && state[v] == 0 {
			state[v] = s
			v = head[v]
		}
		if v > 0 && state[v] == s {
			cycle := []int{v}
			for u := head[v]; u != v; u = head[u] {
				cycle = append(cycle, u)
			}
			return cycle
		}
	}
	return nil
}
