package watchlist

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"
)

// TestExact asks of every seventh listed name that it finds its own listing
// with the score 1.
func TestExact(t *testing.T) {
	x := NewIndex(sharedLists(t)...)
	n, found := 0, 0
	for i := 0; i < len(x.entities); i += 7 {
		e := x.entities[i]
		for _, name := range e.Names {
			n++
			hits := x.Search(Query{Name: name.Text, Kind: e.Kind, Limit: 50})
			if slices.ContainsFunc(hits, func(h Hit) bool { return h.Entity == e && h.Score == 1 }) {
				found++
			} else if n-found < 20 {
				t.Logf("%q of %s: %d hits", name.Text, e.ID, len(hits))
				for _, h := range hits {
					if h.Entity == e {
						t.Logf("   %.3f %v", h.Score, h.Pairs)
					}
				}
			}
		}
	}
	t.Logf("%d of %d listed names score 1 with their own listing", found, n)
	if found < n*999/1000 {
		t.Errorf("%d of %d", found, n)
	}
}

// TestCrossScript searches names in other scripts among the real lists and the
// Latin names of the pairs that lie beside the repository.
func TestCrossScript(t *testing.T) {
	f, err := os.Open(shared + "us_ofac/cross_script_pairs.csv")
	if err != nil {
		t.Skip("no pairs beside the repository")
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment, r.FieldsPerRecord = '#', -1
	pairs, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	latin := &List{Name: "latin"}
	for _, p := range pairs {
		latin.Entities = append(latin.Entities, Entity{ID: p[1], Kind: Person, Names: []Name{{p[1], "primary"}}})
	}
	x := NewIndex(append(sharedLists(t), latin)...)
	first, alert := 0, 0
	for _, p := range pairs {
		hits := x.Search(Query{Name: p[0], Kind: Person, Limit: 5})
		at := slices.IndexFunc(hits, func(h Hit) bool { return h.Entity.ID == p[1] })
		switch {
		case at < 0:
			t.Logf("%s: %s is not among the first five; first is %s", p[0], p[1], best(hits))
			continue
		case at == 0 || hits[at].Score == hits[0].Score:
			first++
		}
		if hits[at].Score >= 0.7 {
			alert++
		}
		t.Logf("%s: %s is number %d with %.2f (%s)", p[0], p[1], at+1, hits[at].Score, hits[at].Reading)
	}
	t.Logf("%d of %d pairs are candidates at 0.7 and among the first five, %d the first", alert, len(pairs), first)
	if alert < 15 {
		t.Errorf("%d of %d pairs", alert, len(pairs))
	}
}

func best(hits []Hit) string {
	if len(hits) == 0 {
		return "nothing"
	}
	return hits[0].Name.Text
}
