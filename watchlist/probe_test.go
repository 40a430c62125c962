package watchlist

import (
	"io"
	"os"
	"runtime"
	"testing"
)

const shared = "../../shared/corpora/sanctions/"

// sharedLists are the real lists that lie beside the repository.
func sharedLists(t testing.TB) []*List {
	t.Helper()
	dir := shared + "lists_2026/"
	open := func(n string) io.Reader {
		f, err := os.Open(dir + n)
		if err != nil {
			t.Skip("no lists beside the repository")
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	ofac, un := &List{Name: "ofac"}, &List{Name: "un"}
	for _, l := range []struct {
		l    *List
		load func(func(Entity), func(Problem)) error
	}{
		{ofac, func(e func(Entity), p func(Problem)) error {
			return OFAC(open("sdn.csv"), open("alt.csv"), open("add.csv"), open("sdn_comments.csv"), e, p)
		}},
		{un, func(e func(Entity), p func(Problem)) error { return UN(open("un_consolidated.xml"), e, p) }},
	} {
		if err := l.load(func(e Entity) { l.l.Entities = append(l.l.Entities, e) }, func(p Problem) { l.l.Problems = append(l.l.Problems, p) }); err != nil {
			t.Fatal(err)
		}
	}
	return []*List{ofac, un}
}

func TestProbe(t *testing.T) {
	now := clock()
	began := now()
	lists := sharedLists(t)
	read := now() - began
	began = now()
	x := NewIndex(lists...)
	built := now() - began
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("%d entities, %d names, %d words; read %v, indexed %v, heap %d MB", len(x.entities), len(x.names), len(x.words), read, built, m.HeapAlloc>>20)
	all, err := Measure(x, shared+"probe", now)
	if err != nil {
		t.Fatal(err)
	}
	Report(os.Stdout, all)
	if os.Getenv("SAYSO_WRONG") == "" {
		return
	}
	dumpWrong(t, all)
}

func dumpWrong(t *testing.T, all []Outcome) {
	for _, o := range all {
		switch {
		case o.Kind == "alias" && o.Rank != 1:
			t.Logf("MISS %s %s %s | %q rank %d %.3f | top %.3f %q %v", o.Group, o.Type, o.Class, o.Query, o.Rank, o.Right, o.Top, o.Best.Name.Text, o.Best.Pairs)
		case o.Kind == "alias" && o.Right < 0.75:
			t.Logf("LOW %s %s %s | %q %.3f | %q %v left %v / %v", o.Group, o.Type, o.Class, o.Query, o.Right, o.Best.Name.Text, o.Best.Pairs, o.Best.LeftQuery, o.Best.LeftListed)
		case o.Kind != "alias" && o.Top > 0.72:
			t.Logf("FALSE %s %s %s | %q %.3f %q %v left %v / %v", o.Group, o.Type, o.Kind, o.Query, o.Top, o.Best.Name.Text, o.Best.Pairs, o.Best.LeftQuery, o.Best.LeftListed)
		}
	}
}
