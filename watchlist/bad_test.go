package watchlist

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func fromBytes(name string, b []byte) []File {
	return []File{{name, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }}}
}

func utf16(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

// TestBadLists asks of broken lists a clear word, and the rest of them.
func TestBadLists(t *testing.T) {
	eu, _ := os.ReadFile("testdata/eu.xml")
	cut := eu[:bytes.Index(eu, []byte("EU.9.2"))]
	many := "name,aliases\nDorat Minerals,\"" + strings.Repeat("Dorat Minerals of Kessaly;", 1) + "\"\n"
	for _, c := range []struct {
		name, file string
		bytes      []byte
		entries    int
		problem    string // in the first problem, or in the error where there are no entries
		broken     bool
	}{
		{"cut XML", "eu.xml", cut, 1, "broken XML, the rest is not read", true},
		{"no XML at all", "un.xml", []byte("not XML"), 0, "its form is not known", false},
		{"unknown XML", "x.xml", []byte("<feed><item/></feed>"), 0, "its form is not known", false},
		{"unknown charset", "eu.xml", bytes.Replace(eu, []byte("UTF-8"), []byte("KOI-9"), 1), 0, "KOI-9", false},
		{"Latin-1 XML", "eu.xml", bytes.Replace(bytes.Replace(eu, []byte("UTF-8"), []byte("ISO-8859-1"), 1), []byte("Dorat"), []byte("D\xf6rat"), 1), 2, "no name", false},
		{"UTF-16 CSV", "own.csv", utf16("name\nDörat Minerals\n"), 1, "", false},
		{"Windows-1252 CSV", "own.csv", []byte("name\nD\xf6rat Minerals\n"), 1, "", false},
		{"no column name", "own.csv", []byte("title,city\nDorat,Kessaly\n"), 0, "one of them must be name", false},
		{"an empty file", "own.csv", nil, 0, "its form is not known", false},
		{"empty names", "own.csv", []byte("name,id\n,1\nDorat Minerals,2\n\"  \",3\n"), 1, "it has no name", false},
		{"an open quotation mark", "own.csv", []byte("name\nDorat Minerals\n\"Norrlinje\n" + strings.Repeat("x\n", 10)), 2, "", false},
		{"short rows of OFAC", "sdn.csv", []byte("36,\"DORAT MINERALS\",-0- ,\"ORV\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n37,\"SHORT\"\n"), 1, "2 columns, not 12", false},
		{"broken JSON", "x.jsonl", []byte("{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Marek Lunn\"]}}\n{\"id\":\n"), 1, "no entity of FollowTheMoney", false},
		{"emoji, marks, one letter", "own.csv", []byte("name\n🙂\n\u200fDorat\u200e Minerals\nX\n"), 3, "", false},
		{"many aliases", "own.csv", []byte(many), 1, "", false},
		{"zeros", "own.csv", make([]byte, 1<<20), 0, "one of them must be name", false},
		{"UK without its columns", "uk.csv", []byte("Last Updated,01/03/2024\nA,B\n1,2\n"), 0, "form is not known", false},
	} {
		l, err := Read("x", fromBytes(c.file, c.bytes))
		if c.entries == 0 {
			if err == nil || !strings.Contains(err.Error(), c.problem) {
				t.Errorf("%s: error %v, want %q", c.name, err, c.problem)
			}
			continue
		}
		if err != nil || len(l.Entities) != c.entries || l.Broken != c.broken {
			t.Errorf("%s: %v, %+v", c.name, err, l)
			continue
		}
		if c.problem != "" && (len(l.Problems) == 0 || !strings.Contains(l.Problems[0].Why, c.problem)) {
			t.Errorf("%s: problems %v, want %q", c.name, l.Problems, c.problem)
		}
	}
}

// TestEndlessRow reads a row that does not end without keeping it.
func TestEndlessRow(t *testing.T) {
	for name, head := range map[string]string{"own.csv": "name\nDorat\n\"", "x.jsonl": "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Dorat\"]}}\n"} {
		endless := []File{{name, func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(head), io.LimitReader(letters{}, 200<<20))), nil
		}}}
		l, err := Read("x", endless)
		if err != nil || len(l.Entities) != 1 || l.Found == 0 || !strings.Contains(l.Problems[0].Why, "16 MiB") {
			t.Errorf("%s: %v %+v", name, err, l)
		}
	}
}

type letters struct{}

func (letters) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'a'
	}
	return len(b), nil
}

// TestManyAliases searches an entity of 10,000 aliases.
func TestManyAliases(t *testing.T) {
	e := Entity{ID: "1", Kind: Organization}
	for i := range 10_000 {
		e.Names = append(e.Names, Name{Text: fmt.Sprintf("Dorat Minerals %d of Kessaly", i)})
	}
	x := NewIndex(&List{Name: "l", Entities: []Entity{e, {ID: "2", Names: []Name{{Text: ""}, {Text: "🙂"}, {Text: "X"}}}}})
	hits := x.Search(Query{Name: "Dorat Minerals 9999 of Kessaly"})
	if len(hits) == 0 || hits[0].Score != 1 || hits[0].Entity.ID != "1" {
		t.Errorf("%v", hits)
	}
	for _, name := range []string{"", " ", "🙂", "X", "\u200f", "...", "X Y", strings.Repeat("a ", 5000)} {
		for _, h := range x.Search(Query{Name: name, Kind: Person}) {
			if h.Score < 0 || h.Score > 1 {
				t.Errorf("%.20q: %v", name, h)
			}
		}
	}
	if hits := x.Search(Query{Name: "Xaver"}); len(hits) > 0 && hits[0].Score > 0.5 {
		t.Errorf("an initial matches by itself: %v", hits)
	}
}

// explained tells what a hit leaves unexplained, "" for nothing.
func explained(h Hit, q Query) string {
	if h.List == nil || h.Entity == nil || h.Name.Text == "" {
		return "no list, entry or name"
	}
	for _, p := range h.Pairs {
		if p.Query == "" || p.Listed == "" || p.Rule == "" {
			return fmt.Sprintf("the pair %+v", p)
		}
	}
	for _, side := range []struct {
		name string
		left []string
		of   func(Pair) string
	}{{q.Name, h.LeftQuery, func(p Pair) string { return p.Query }}, {h.Name.Text, h.LeftListed, func(p Pair) string { return p.Listed }}} {
		var told []string
		for _, p := range h.Pairs {
			told = append(told, strings.Fields(side.of(p))...)
		}
		told = append(told, side.left...)
		slices.Sort(told)
		right := false
		for _, r := range (Query{Name: side.name}).read() {
			for _, person := range []bool{true, false} {
				var words []string
				for _, p := range parts(r, person) {
					words = append(words, p.Text)
				}
				words = words[:min(len(words), 24)]
				slices.Sort(words)
				right = right || slices.Equal(words, told)
			}
		}
		if !right {
			return fmt.Sprintf("of %q only %q is told", side.name, told)
		}
	}
	return ""
}

// TestExplained asks of every hit for the queries beside the repository that
// each word on either side is told.
func TestExplained(t *testing.T) {
	x := NewIndex(sharedLists(t)...)
	n, whole := 0, 0
	for _, q := range queries(t) {
		for _, h := range x.Search(q) {
			n++
			if why := explained(h, q); why == "" {
				whole++
			} else if n-whole < 10 {
				t.Logf("%q ~ %q: %s", q.Name, h.Name.Text, why)
			}
		}
	}
	t.Logf("%d of %d hits are explained to the last word", whole, n)
	if whole != n {
		t.Errorf("%d of %d", whole, n)
	}
}

// FuzzRead reads foreign bytes in every form.
func FuzzRead(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.*")
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Base(p), b)
	}
	f.Add("sdn.csv", []byte("36,\"DORAT MINERALS\",-0- ,\"ORV\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 5 Oct 1971; a.k.a. 'X'.\"\n"))
	f.Add("un.xml", []byte("<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>MAREK</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"))
	f.Add("x.jsonl", []byte("{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Marek Lunn\"]}}"))
	f.Add("own.csv", []byte("name,aliases\nDorat,\"a;b\"\n"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		l, err := Read("x", fromBytes(name, b))
		if err != nil {
			return
		}
		if len(l.Entities) == 0 {
			t.Fatal("no entries and no error")
		}
		for _, e := range l.Entities {
			if len(e.Names) == 0 || e.ID == "" && l.Form != "FollowTheMoney" && l.Form != "UN XML" && l.Form != "OFAC CSV" {
				t.Fatalf("%s: %+v", l.Form, e)
			}
		}
		NewIndex(l).Search(Query{Name: l.Entities[0].Names[0].Text})
	})
}

// FuzzSearch holds two names against one another, each as query and as listing.
func FuzzSearch(f *testing.F) {
	f.Add("Cholhyon Construction", "Chol Hyun Construction", true)
	f.Add("Ri Dok-chon", "RI, Tok Chon", true)
	f.Add("محمد علي", "Mohamed Ali", false)
	f.Add("Dr. J. Smith, Ltd", "SMITH, J", false)
	f.Add("Ltd Ltd", "Lt Co", false)
	f.Fuzz(func(t *testing.T, a, b string, korean bool) {
		for _, kind := range []Kind{UnknownKind, Person, Organization} {
			for _, pair := range [][2]string{{a, b}, {b, a}} {
				e := Entity{ID: "1", Kind: kind, Names: []Name{{Text: pair[0]}}}
				if korean {
					e.Countries = []string{"North Korea"}
				}
				q := Query{Name: pair[1], Kind: kind}
				for _, h := range NewIndex(&List{Name: "l", Entities: []Entity{e}}).Search(q) {
					if h.Score <= 0 || h.Score > 1 {
						t.Fatalf("%q ~ %q: %v", pair[1], pair[0], h.Score)
					}
					if why := explained(h, q); why != "" {
						t.Fatalf("%q ~ %q: %s", pair[1], pair[0], why)
					}
				}
			}
		}
		same := NewIndex(&List{Name: "l", Entities: []Entity{{ID: "1", Names: []Name{{Text: a}}}}}).Search(Query{Name: a})
		if len((Query{Name: a}).read()) > 0 && (len(same) == 0 || same[0].Score != 1) && len(a) < 200 {
			t.Fatalf("%q is not itself: %v", a, same)
		}
	})
}
