package watchlist

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A reason names a legal form as the query and the listing have it.
func TestLegalFormsAreSpeltAsListed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.csv")
	if err := os.WriteFile(path, []byte("name\nBorg Halden AS\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	x := NewIndex(l)
	h := x.Search(Query{Name: "Borg Halden JSC"})
	if len(h) != 1 || !slices.ContainsFunc(h[0].Pairs, func(p Pair) bool { return p.Query == "jsc" && p.Listed == "as" && p.Rule == sameForm }) {
		t.Errorf("%+v", h)
	}
	if h = x.Search(Query{Name: "Borg Halden"}); len(h) != 1 || !slices.Equal(h[0].LeftListed, []string{"as"}) {
		t.Errorf("%+v", h)
	}
}
