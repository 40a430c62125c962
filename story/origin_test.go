package story

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func weigh(t *tie) float64 { return t.strength }

func TestGroupReports(t *testing.T) {
	for _, c := range []struct {
		name string
		ids  []string
		ties []tie
		want []group
	}{
		{"alone", []string{"b", "a"}, nil, []group{{"a"}, {"b"}}},
		{"a weak tie joins nothing", []string{"a", "b"}, []tie{{a: "a", b: "b", strength: 1.3}}, []group{{"a"}, {"b"}}},
		{"a strong tie joins", []string{"a", "b"}, []tie{{a: "a", b: "b", strength: 1.5}}, []group{{"a", "b"}}},
		{"a chain of two strong ties is no group of three", []string{"a", "b", "c", "d"},
			[]tie{{a: "a", b: "b", strength: 2}, {a: "c", b: "d", strength: 2}, {a: "b", b: "c", strength: 1.6}}, []group{{"a", "b"}, {"c", "d"}}},
		{"one report that rests on two origins stands in both", []string{"a", "b", "c"},
			[]tie{{a: "a", b: "b", strength: 2}, {a: "b", b: "c", strength: 1.6}}, []group{{"a", "b"}, {"b", "c"}}},
	} {
		if got := groupReports(c.ids, c.ties, weigh); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestGroupsDoNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := []string{"a", "b", "c", "d", "e", "f"}
		var ties []tie
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				if rapid.Bool().Draw(t, a+b) {
					ties = append(ties, tie{a: a, b: b, strength: float64(rapid.IntRange(4, 30).Draw(t, "tie")) / 10})
				}
			}
		}
		want := groupReports(ids, ties, weigh)
		got := groupReports(rapid.Permutation(ids).Draw(t, "ids"), rapid.Permutation(ties).Draw(t, "ties"), weigh)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%v, in another order %v", want, got)
		}
		for _, id := range ids {
			if !slices.ContainsFunc(want, func(g group) bool { return slices.Contains(g, id) }) {
				t.Fatalf("%s is in no group of %v", id, want)
			}
		}
	})
}
