package watchlist

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// Change is an entry that came, went or changed from one version of a list to
// another.
type Change struct {
	Kind   string  `json:"change"` // "came", "went" or "changed"
	Entity *Entity `json:"entity"` // as it is now; as it was where it went
	// Said tells what of an entry changed: "names + Chol Hyun", "born - 1970".
	Said []string `json:"said,omitempty"`
}

// Diff is what changed from old to now, by the ids of entries.
func Diff(old, now *List) []Change {
	was := map[string]*Entity{}
	for i := range old.Entities {
		was[old.Entities[i].ID] = &old.Entities[i]
	}
	var out []Change
	for i := range now.Entities {
		e := &now.Entities[i]
		o := was[e.ID]
		delete(was, e.ID)
		switch {
		case o == nil:
			out = append(out, Change{Kind: "came", Entity: e})
		case !reflect.DeepEqual(o, e):
			out = append(out, Change{"changed", e, differences(o, e)})
		}
	}
	for i := range old.Entities {
		if o := &old.Entities[i]; was[o.ID] == o {
			out = append(out, Change{Kind: "went", Entity: o})
		}
	}
	order := map[string]int{"came": 0, "went": 1, "changed": 2}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(order[a.Kind], order[b.Kind]), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	return out
}

func differences(old, now *Entity) []string {
	var out []string
	for _, part := range []struct {
		what     string
		old, now []string
	}{
		{"kind", []string{string(old.Kind)}, []string{string(now.Kind)}}, {"names", texts(old), texts(now)},
		{"programs", old.Programs, now.Programs}, {"countries", old.Countries, now.Countries}, {"places", old.Places, now.Places},
		{"born", old.Born, now.Born}, {"positions", old.Positions, now.Positions}, {"numbers", old.Numbers, now.Numbers},
		{"remarks", []string{old.Remarks}, []string{now.Remarks}}, {"listed", []string{old.Listed}, []string{now.Listed}},
	} {
		for _, x := range part.now {
			if x != "" && !slices.Contains(part.old, x) {
				out = append(out, part.what+" + "+x)
			}
		}
		for _, x := range part.old {
			if x != "" && !slices.Contains(part.now, x) {
				out = append(out, part.what+" - "+x)
			}
		}
	}
	if len(out) == 0 {
		out = []string{"the order of its parts"}
	}
	return out
}

func texts(e *Entity) []string {
	out := make([]string, len(e.Names))
	for i, n := range e.Names {
		out[i] = strings.TrimSpace(n.Text + " " + quality(n.Quality))
	}
	return out
}

func quality(q string) string {
	if q == "" || q == "primary" {
		return ""
	}
	return "(" + q + ")"
}
