package gold

import (
	"math/rand/v2"
	"slices"
)

// Figure is a measure between 0 and 1 under its name.
type Figure struct {
	Name  string
	Value float64
}

// Interval is a figure with its 95 % interval; Low and High are equal to Value
// when there is only one report.
type Interval struct {
	Figure
	Low, High float64
}

const resamples, seed = 2000, 20240314

// Counts is what is counted on one report and can be added up.
type Counts[T any] interface {
	*T
	Add(T)
	Figures() []Figure
}

// Measure adds the counts of several reports up and gives each figure a 95 %
// percentile interval by bootstrap over reports: 2,000 samples drawn with a
// fixed seed, so that the same counts give the same interval.
func Measure[T any, P Counts[T]](reports []T) []Interval {
	sum := func(pick func(int) int) []Figure {
		var total T
		for i := range reports {
			P(&total).Add(reports[pick(i)])
		}
		return P(&total).Figures()
	}
	var out []Interval
	for _, f := range sum(func(i int) int { return i }) {
		out = append(out, Interval{f, f.Value, f.Value})
	}
	if len(reports) < 2 {
		return out
	}
	rng := rand.New(rand.NewPCG(seed, 0))
	values := make([][]float64, len(out))
	for range resamples {
		for i, f := range sum(func(int) int { return rng.IntN(len(reports)) }) {
			values[i] = append(values[i], f.Value)
		}
	}
	for i, v := range values {
		slices.Sort(v)
		out[i].Low, out[i].High = v[resamples*25/1000], v[resamples*975/1000-1]
	}
	return out
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// f1 is the harmonic mean of precision and recall.
func f1(ok, system, gold int) float64 {
	p, r := ratio(ok, system), ratio(ok, gold)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
