package fold

import (
	"testing"

	"pgregory.net/rapid"
)

// TestLanes holds what is done with all languages at once against each by itself.
func TestLanes(t *testing.T) {
	costs := rapid.SliceOfN(rapid.Int32Range(0, laneMost*laneUnits), int(languages), int(languages))
	rapid.Check(t, func(t *rapid.T) {
		x, y := costs.Draw(t, "x"), costs.Draw(t, "y")
		in, most := rapid.Uint8Range(0, 1<<languages-1).Draw(t, "in"), rapid.Int32Range(0, 3*laneMost*laneUnits).Draw(t, "most")
		a := lanesOf(func(l Language) int32 { return x[l] })
		b := lanesOf(func(l Language) int32 { return y[l] })
		for l := range languages {
			down := func(cost int32) int32 { return cost / laneUnits * laneUnits }
			if got, want := a.of(l), down(x[l]); got != want {
				t.Fatalf("%s: %d of %d", l, got, x[l])
			}
			if got, want := a.min(b).of(l), down(min(x[l], y[l])); got != want {
				t.Fatalf("%s: %d is the lesser of %d and %d", l, got, x[l], y[l])
			}
			want := (l == General || in&(1<<l) != 0) && down(x[l]) <= most
			if got := a.within(most, among(in))&l.lane() != 0; got != want {
				t.Fatalf("%s: %d within %d: %t", l, x[l], most, got)
			}
		}
	})
}

// TestLongest tells that no word costs so much that a lane's highest bit is set.
func TestLongest(t *testing.T) {
	for _, bare := range []bool{false, true} {
		for x, drop := range hintsOf(bare).drops {
			for l := range languages {
				if c := longest * drop.of(l); c > laneMost*laneUnits {
					t.Errorf("%s: %d sounds as %q cost %d", l, longest, sounds().sounds[x].text, c)
				}
			}
		}
	}
}
