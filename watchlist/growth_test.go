package watchlist

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// grown is the real lists and as many made-up entities as make 50,000: each has
// the kind, countries and number of names of a real one, with some of its words
// in other names' places and some that no list has, so that the vocabulary
// grows about as it does from 3,000 to 12,000 real entities.
func grown(t testing.TB, lists []*List, to int) []*List {
	paths, _ := filepath.Glob(shared + "names_wikidata_translit/*.train.tsv.gz")
	var fresh []string
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			t.Skip("no names beside the repository")
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		for s := bufio.NewScanner(z); s.Scan(); {
			w, _, _ := strings.Cut(s.Text(), "\t")
			fresh = append(fresh, w)
		}
		_ = f.Close()
	}
	if len(fresh) == 0 {
		t.Skip("no names beside the repository")
	}
	var real []Entity
	var words []string
	for _, l := range lists {
		real = append(real, l.Entities...)
		for _, e := range l.Entities {
			words = append(words, strings.Fields(e.Names[0].Text)...)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	more := &List{Name: "made up"}
	for i := range to - len(real) {
		e := real[r.IntN(len(real))]
		e.ID = fmt.Sprint("made-", i)
		names := e.Names
		e.Names = nil
		other := map[string]string{}
		for _, n := range names {
			var w []string
			for _, x := range strings.Fields(n.Text) {
				if other[x] == "" {
					other[x] = x
					switch p := r.Float64(); {
					case p < 0.55:
						other[x] = words[r.IntN(len(words))]
					case p < 0.80:
						other[x] = fresh[r.IntN(len(fresh))]
					}
				}
				w = append(w, other[x])
			}
			e.Names = append(e.Names, Name{strings.Join(w, " "), n.Quality})
		}
		more.Entities = append(more.Entities, e)
	}
	return append(lists, more)
}

func queries(t testing.TB) []Query {
	b, err := os.ReadFile(shared + "probe/queries2000.tsv")
	if err != nil {
		t.Skip("no probe beside the repository")
	}
	var out []Query
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		kind, name, _ := strings.Cut(l, "\t")
		q := Query{Name: name, Kind: Organization}
		if kind == "person" {
			q.Kind = Person
		}
		out = append(out, q)
	}
	return out
}

// forget makes an index forget what it has kept of words searched for.
func (x *Index) forget() {
	for i := range x.near.known {
		x.near.known[i].Store(nil)
	}
}

// BenchmarkGrowth prints what a search costs over the real lists and over 50,000
// entities, in processor time, in the middle of some passes, which take turns so
// that what else runs on the machine weighs on both: of names searched for with
// nothing kept of those before, and of names searched for again.
func BenchmarkGrowth(t *testing.B) {
	all, now := queries(t), clock()
	small := NewIndex(sharedLists(t)...)
	large := NewIndex(grown(t, sharedLists(t), 50_000)...)
	pass := func(x *Index) time.Duration {
		began := now()
		for _, q := range all {
			x.Search(q)
		}
		return (now() - began) / time.Duration(len(all))
	}
	middle := func(d []time.Duration) time.Duration {
		slices.Sort(d)
		return d[len(d)/2]
	}
	for _, x := range []*Index{small, large} {
		t.Logf("%d entities, %d names, %d words", len(x.entities), len(x.names), len(x.words))
	}
	const passes = 7
	var took [2][2][]time.Duration // by index; first and again
	for range passes {
		for i, x := range []*Index{small, large} {
			x.forget()
			for again := range 2 {
				took[i][again] = append(took[i][again], pass(x))
			}
		}
	}
	ratio := 0.0
	for again, what := range []string{"for the first time", "again"} {
		few, many := middle(took[0][again]), middle(took[1][again])
		ratio = max(ratio, float64(many)/float64(few))
		t.Logf("%s, middle of %d passes: %v and %v a search, %.2f times", what, passes, few, many, float64(many)/float64(few))
	}
	t.ReportMetric(ratio, "times")
	// How the vocabulary of the real lists grows.
	for _, part := range []int{4, 1} {
		var some []*List
		for _, l := range sharedLists(t) {
			c := *l
			c.Entities = nil
			for i := 0; i < len(l.Entities); i += part {
				c.Entities = append(c.Entities, l.Entities[i])
			}
			some = append(some, &c)
		}
		x := NewIndex(some...)
		t.Logf("%d real entities have %d words", len(x.entities), len(x.words))
	}
}
