package story

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// stateOf is what the view says of one report: its origins, and every
// standing and link that concerns it.
func stateOf(t *testing.T, v *View, id string) string {
	var out []any
	for _, o := range v.Origins {
		if slices.Contains(o.Reports, id) {
			out = append(out, o)
		}
	}
	for _, s := range v.Standings() {
		if s.Report == id {
			out = append(out, s)
		}
	}
	for _, l := range v.Links {
		if l.From == id || l.To == id {
			out = append(out, l)
		}
	}
	b, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestFollowupsInAnyOrder(t *testing.T) {
	all := archive(t, "followups.txtar")
	want := ""
	for n := range 20 {
		var s Shelf
		for _, i := range rand.New(rand.NewPCG(uint64(n), 3)).Perm(len(all)) {
			s.Add(all[i].Reading)
		}
		got := stateOf(t, s.View(), "f08")
		if n == 0 {
			want = got
		}
		if got != want {
			t.Fatalf("order %d:\n%s", n, cmp.Diff(want, got))
		}
	}
}

func TestWhatFollowupsMakeOfTheReport(t *testing.T) {
	var s Shelf
	by := map[string]entry{}
	for _, e := range archive(t, "followups.txtar") {
		s.Add(e.Reading)
		by[e.name] = e
	}
	v := s.View()
	words := func(report, claim string) string {
		for _, c := range by[report].Claims {
			if c.ID == claim {
				return c.Span.Of(by[report].Text)
			}
		}
		return ""
	}
	for _, l := range v.Links {
		t.Logf("%s %s %q -> %s %q", l.Kind, l.From, words(l.From, l.Claim), l.To, words(l.To, l.ToClaim))
		concerns := func(id string) bool { return l.From == id || l.To == id }
		if l.Kind == Corroborates && concerns("f08") {
			t.Errorf("%s corroborates the order: %s", l.From, l.Key())
		}
		if (l.Kind == Denies || l.Kind == Retracts) && l.From == "f10" && !strings.Contains(words(l.To, l.ToClaim), "sign") {
			t.Errorf("a denial of signing denies %q", words(l.To, l.ToClaim))
		}
	}
	for _, x := range v.Standings() {
		if x.Report == "f08" && x.Origins > 1 {
			t.Errorf("%q has %d origins: %s", words("f08", x.Claim), x.Origins, x.Why)
		}
	}
	if denial := s.profile("f10"); !slices.ContainsFunc(denial.statements, func(x statement) bool { return x.rebuts }) {
		t.Error("the denial of signing is not seen as one")
	}
	overdue := slices.ContainsFunc(Forecasts(by["f08"].Reading, time.Date(2023, 4, 1, 0, 0, 0, 0, time.UTC)), func(f Forecast) bool {
		return f.By == "2023-03-31" && f.Outcome == Overdue
	})
	if !overdue {
		t.Error("nothing foretold for the time until 2023-03-31 is overdue on the day after")
	}
	if !slices.ContainsFunc(v.Links, func(l Link) bool { return l.Kind == DistinctFrom && l.From == "f11" && l.To == "f08" }) {
		t.Error("about 150 of January 2024 are not told apart from the 300 to 500 of the order")
	}
}
