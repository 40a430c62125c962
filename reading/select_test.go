package reading

import (
	"strings"
	"testing"
)

func TestSelection(t *testing.T) {
	r := &Reading{
		Voices: []Voice{{ID: "v1", Name: "a Source in Torsk"}, {ID: "v2", Name: "Mira Solheim"}},
		Claims: []Claim{
			{ID: "a", Status: Happened, Factuality: Certain},
			{ID: "b", Status: Predicted, Factuality: Probable, Sources: []Link{{Voice: "v1"}}},
			{ID: "c", Status: Ordered, Factuality: Uncommitted, Sources: []Link{{Voice: "v2"}, {Voice: "v1"}}},
			{ID: "d", Status: Happened, Factuality: CertainNot, Sources: []Link{{Voice: "v2"}}},
			{ID: "e", Status: Happened, Factuality: PossibleNot},
		},
	}
	for _, c := range []struct {
		name string
		s    Selection
		want string
	}{
		{"all", Selection{}, "a b c d e"},
		{"status", Selection{Statuses: []Status{Ordered, Predicted}}, "b c"},
		{"voice anywhere in the chain", Selection{Voice: "source in"}, "b c"},
		{"own voice", Selection{Voice: "own"}, "a e"},
		{"certain either way", Selection{Least: Certain}, "a d"},
		{"at least possible", Selection{Least: Possible}, "a b d e"},
		{"all three", Selection{Statuses: []Status{Happened}, Voice: "solheim", Least: Probable}, "d"},
		{"nothing", Selection{Voice: "nobody"}, ""},
	} {
		got := c.s.Of(r)
		var ids []string
		for _, x := range got.Claims {
			ids = append(ids, x.ID)
		}
		if strings.Join(ids, " ") != c.want || got.Omitted != len(r.Claims)-len(ids) || got.Claims == nil {
			t.Errorf("%s: %v, %d omitted; want %s", c.name, ids, got.Omitted, c.want)
		}
	}
	if len(r.Claims) != 5 || r.Omitted != 0 {
		t.Error("the reading itself was changed")
	}
}
