package watchlist

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, f func(func(Entity), func(Problem)) error) (es []Entity, ps []Problem) {
	t.Helper()
	if err := f(func(e Entity) { es = append(es, e) }, func(p Problem) { ps = append(ps, p) }); err != nil {
		t.Fatal(err)
	}
	return es, ps
}

func TestOwn(t *testing.T) {
	es, ps := read(t, func(e func(Entity), p func(Problem)) error {
		return Own(strings.NewReader("\ufeffID,Name,Kind,Aliases,Country\n1,Brask Holdings,company,Brask; Brask Hold.,NO\n2,,,,\n3,\"Oda, Jun\",person,,JP\n4,Nobody\n"), e, p)
	})
	if len(es) != 3 || es[0].Kind != Organization || len(es[0].Names) != 3 || es[0].Names[2].Text != "Brask Hold." || es[1].Names[0].Text != "Oda, Jun" || es[1].Countries[0] != "JP" {
		t.Errorf("%+v", es)
	}
	if len(ps) != 1 || ps[0].Line != 3 {
		t.Errorf("%+v", ps)
	}
	for _, s := range []string{"", "title,who\na,b\n"} {
		if err := Own(strings.NewReader(s), func(Entity) {}, func(Problem) {}); !errors.Is(err, ErrColumns) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestFollowTheMoney(t *testing.T) {
	es, ps := read(t, func(e func(Entity), p func(Problem)) error {
		return FollowTheMoney(strings.NewReader(`{"id":"x1","schema":"Person","properties":{"name":["Jun Oda"],"alias":["小田純"],"birthDate":["1971"],"nationality":["jp"]}}
{"id":"x2","schema":"Sanction","properties":{}}
no json
{"id":"x3","schema":"Company","properties":{}}
`), e, p)
	})
	if len(es) != 1 || es[0].ID != "x1" || len(es[0].Names) != 2 || es[0].Born[0] != "1971" || len(ps) != 2 || ps[0].Line != 3 {
		t.Errorf("%+v %+v", es, ps)
	}
}

func TestLoadAndSearch(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.csv")
	if err := os.WriteFile(path, []byte("name,kind\nChol Hyun Construction,company\nBrask Shipping,company\nJun Oda,person\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Load(path)
	if err != nil || l.Name != "mine" || len(l.Version) != 12 {
		t.Fatal(l, err)
	}
	x := NewIndex(l)
	if h := x.Search(Query{Name: "Chol Hyun Construction"}); len(h) == 0 || h[0].Score != 1 {
		t.Errorf("the very name: %+v", h)
	}
	h := x.Search(Query{Name: "Cholhyon Construction"})
	if len(h) == 0 || h[0].Entity.Names[0].Text != "Chol Hyun Construction" || h[0].Score >= 1 || h[0].Score < 0.6 || len(h[0].Pairs) == 0 {
		t.Errorf("another spelling: %+v", h)
	}
	if h := x.Search(Query{Name: "Marek Lunn", Floor: 0.6}); len(h) != 0 {
		t.Errorf("a stranger: %+v", h[0])
	}
	for _, bad := range []string{filepath.Join(t.TempDir(), "none.csv"), t.TempDir()} {
		if _, err := Load(bad); err == nil {
			t.Error(bad, "was loaded")
		}
	}
}

func FuzzOwn(f *testing.F) {
	f.Add([]byte("name,aliases\na,\"b;c\"\n"))
	f.Add([]byte("\xff\xfe,name\n\"\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		check := func(e Entity) {
			if e.ID == "" || len(e.Names) == 0 {
				t.Fatalf("%+v", e)
			}
		}
		Own(strings.NewReader(string(b)), check, func(Problem) {})
		FollowTheMoney(strings.NewReader(string(b)), func(e Entity) {
			if len(e.Names) == 0 {
				t.Fatalf("%+v", e)
			}
		}, func(Problem) {})
	})
}
