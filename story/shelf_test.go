package story

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// shown is all that a view says, as bytes.
func shown(t testing.TB, s *Shelf) string {
	t.Helper()
	v := s.View()
	b, err := json.MarshalIndent(map[string]any{"origins": v.Origins, "stories": v.Stories, "links": v.Links, "standings": v.Standings()}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// mixed are reports of one matter over years, and a report with eighteen that
// retell it.
func mixed(t testing.TB) []*reading.Reading {
	var out []*reading.Reading
	for _, file := range []string{"followups.txtar", "reprints.txtar", "faithful.txtar"} {
		for _, e := range archive(t, file) {
			out = append(out, e.Reading)
		}
	}
	return out
}

func TestViewDoesNotDependOnOrder(t *testing.T) {
	all := mixed(t)
	var want string
	for n := range 20 {
		rng := rand.New(rand.NewPCG(uint64(n), 7))
		var s Shelf
		for _, i := range rng.Perm(len(all)) {
			s.Add(all[i])
		}
		got := shown(t, &s)
		if n == 0 {
			want = got
		}
		if got != want {
			t.Fatalf("order %d differs:\n%s", n, cmp.Diff(want, got))
		}
	}
}

func TestAddAndRemoveAreNeutral(t *testing.T) {
	all := mixed(t)
	var s Shelf
	for _, r := range all {
		s.Add(r)
	}
	want := shown(t, &s)
	for n := range 20 {
		rng := rand.New(rand.NewPCG(uint64(n), 11))
		some := rng.Perm(len(all))[:1+rng.IntN(5)]
		for _, i := range some {
			s.Remove(all[i].Report.ID)
		}
		for _, i := range some {
			s.Add(all[i])
		}
		s.Add(all[some[0]])
		if got := shown(t, &s); got != want {
			t.Fatalf("taking %v off and putting them back changes the view:\n%s", some, cmp.Diff(want, got))
		}
	}
	for _, r := range all {
		s.Remove(r.Report.ID)
	}
	s.Remove("no such report")
	if m := s.inMemory(); len(m.profiles)+len(m.index)+len(m.ties) != 0 {
		t.Errorf("an emptied shelf still holds %d profiles, %d keys, %d ties", len(m.profiles), len(m.index), len(m.ties))
	}
}

func TestEvidenceLiesInsideTheTexts(t *testing.T) {
	var s Shelf
	text := map[string]string{}
	all := mixed(t)
	for _, r := range all {
		s.Add(r)
		text[r.Report.ID] = r.Text
	}
	inside := func(what, id string, span report.Span) {
		if span.Start < 0 || span.End < span.Start || span.End > len(text[id]) {
			t.Errorf("%s: %v lies outside of %s", what, span, id)
		}
	}
	v := s.View()
	for _, l := range v.Links {
		for _, e := range l.Evidence {
			inside(l.Key(), l.From, e.Span)
			inside(l.Key(), l.To, e.ToSpan)
		}
	}
	for _, x := range s.tiesAmong(s.IDs()) {
		for _, e := range compare(s.profile(x.a), s.profile(x.b)).evidence {
			inside("tie", x.a, e.Span)
			inside("tie", x.b, e.ToSpan)
		}
	}
	for _, p := range all {
		for _, q := range all {
			for _, c := range Drift(p, q) {
				inside("drift", p.Report.ID, c.Span)
				inside("drift", q.Report.ID, c.ToSpan)
				if p == q {
					t.Errorf("%s against itself: %+v", p.Report.ID, c)
				}
			}
		}
	}
}

func TestCompareIsSymmetric(t *testing.T) {
	all := mixed(t)
	for i, r := range all {
		for _, q := range all[:i] {
			a, b := compare(NewProfile(r), NewProfile(q)), compare(NewProfile(q), NewProfile(r))
			if a.strength != b.strength || a.story != b.story || !slices.Equal(a.evidence, b.evidence) {
				t.Errorf("%s and %s: %v and %v", r.Report.ID, q.Report.ID, a, b)
			}
		}
	}
}

// Whose links a report can change is found without looking at all.
func TestDependentsAreAllThatLookAtIt(t *testing.T) {
	defer func(n, m int) { linkNeighbours, linkPerTerm = n, m }(linkNeighbours, linkPerTerm)
	all := mixed(t)
	for i := range all { // some share a day, some have no day or a vague one
		r := *all[i]
		r.Report.Published.EDTF = [...]string{r.Report.Published.EDTF, "2023-02-03", "", "2023-02", "2023"}[[...]int{0, 0, 0, 1, 1, 2, 3, 4}[i%8]]
		all[i] = &r
	}
	for _, linkPerTerm = range []int{3, 8, 40} {
		linkNeighbours = 2 * linkPerTerm
		for n := range 4 {
			var s Shelf
			looks := map[string][]string{}
			for _, i := range rand.New(rand.NewPCG(uint64(n), 13)).Perm(len(all)) {
				s.Add(all[i])
				id := all[i].Report.ID
				exact, rough := s.Dependents(id, false), s.Dependents(id, true)
				for _, other := range s.IDs() {
					now := s.earlierKin(s.profile(other))
					if other != id && !slices.Equal(now, looks[other]) && (!slices.Contains(exact, other) || !slices.Contains(rough, other)) {
						t.Fatalf("%d a term, order %d: %s changes what %s looks at, and is not told to", linkPerTerm, n, id, other)
					}
					looks[other] = now
				}
			}
		}
	}
}
