package story

import "slices"

// bag is a set of terms in the order of their names, each with its weight,
// which is more than 0.
type bag struct {
	names   []string
	weights []float64
}

func bagOf(m map[string]float64) bag {
	if len(m) == 0 {
		return bag{}
	}
	b := bag{sortedKeys(m), make([]float64, len(m))}
	for i, t := range b.names {
		b.weights[i] = m[t]
	}
	return b
}

// of is the weight of a term, 0 when it is not in the bag.
func (b bag) of(term string) float64 {
	if i, ok := slices.BinarySearch(b.names, term); ok {
		return b.weights[i]
	}
	return 0
}

// weight is that of all terms.
func (b bag) weight() (all float64) {
	for _, w := range b.weights {
		all += w
	}
	return all
}

// without is the bag but for some terms.
func (b bag) without(terms map[string]bool) bag {
	var out bag
	for i, n := range b.names {
		if !terms[n] {
			out.names, out.weights = append(out.names, n), append(out.weights, b.weights[i])
		}
	}
	return out
}

// places are where the bag's terms stand among sorted names, -1 for those that
// do not.
func (b bag) places(among []string) []int32 {
	out := make([]int32, len(b.names))
	j := 0
	for i, n := range b.names {
		for j < len(among) && among[j] < n {
			j++
		}
		out[i] = -1
		if j < len(among) && among[j] == n {
			out[i] = int32(j)
		}
	}
	return out
}

// unify puts the same strings as in sorted names for equal ones of a list, so
// that they lie in memory once.
func unify(list, names []string) {
	for i, n := range list {
		if k, ok := slices.BinarySearch(names, n); ok {
			list[i] = names[k]
		}
	}
}
