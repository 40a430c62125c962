package work

import (
	"slices"
	"testing"

	"github.com/sayso/sayso/reading"
)

// TestWeigh: the weakest tie of a path, and those that nobody states as certain.
func TestWeigh(t *testing.T) {
	tie := func(kind, status string, f reading.Factuality) Edge {
		return Edge{Kind: kind, Origins: 1, Reports: []Quoted{{Status: status, Factuality: f}}}
	}
	firm := tie("owned_by", "holds", reading.Certain)
	for _, c := range []struct {
		name    string
		steps   []Edge
		weakest int
		why     string
		hedged  []int
	}{
		{"all certain", []Edge{firm, firm}, 0, "it rests on one origin", nil},
		{"a hedged tie", []Edge{firm, tie("owned_by", "holds", reading.Possible)}, 1, "it is only called possible or probable", []int{1}},
		{"a hedged tie beside one that is only planned", []Edge{tie("owned_by", "planned", reading.Uncommitted), tie("part_of", "holds", reading.Probable)},
			0, "no report says that it holds", []int{0, 1}},
		{"hedged in one report of two", []Edge{firm, {Kind: "owned_by", Origins: 2, Reports: []Quoted{{Status: "holds", Factuality: reading.Possible}, {Status: "holds", Factuality: reading.Certain}}}},
			0, "it rests on one origin", nil},
	} {
		if p := weigh(c.steps); p.Weakest != c.weakest || p.Why != c.why || !slices.Equal(p.Hedged, c.hedged) {
			t.Errorf("%s: %d, %q, %v", c.name, p.Weakest, p.Why, p.Hedged)
		}
	}
}
