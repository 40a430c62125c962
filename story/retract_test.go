package story

import (
	"slices"
	"testing"
)

// Who takes a word back retracts what he said, another outlet that tells of it
// adds nothing, and what somebody else said stands.
func TestRetractions(t *testing.T) {
	links, name := linked(t, "retraction.txtar")
	var got []string
	for _, l := range links {
		if l.Kind == Retracts {
			got = append(got, name[l.From]+" "+name[l.To]+"/"+l.ToClaim)
		}
	}
	slices.Sort(got)
	if want := []string{"r2 r1/c1", "r2 r1/c2", "r2 r1/c4"}; !slices.Equal(got, want) {
		t.Errorf("retracted: %q, want %q", got, want)
	}
}
