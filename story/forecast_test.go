package story

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// claimed is a reading of claims told one word each, by voices of the same
// index; "" is the report's own voice.
func claimed(claims []reading.Claim, voices ...string) *reading.Reading {
	r := &reading.Reading{Report: reading.Source{ID: "r1", Outlet: "Tannet Observer", Published: report.Published{EDTF: "2024-03-13"}}, Claims: claims}
	for i := range claims {
		c := &r.Claims[i]
		start := len(r.Text)
		r.Text += c.ID + " "
		c.Span = report.Span{Start: start, End: start + len(c.ID)}
		if i < len(voices) && voices[i] != "" {
			r.Voices = append(r.Voices, reading.Voice{ID: "v" + c.ID, Name: voices[i], Kind: "anonymous"})
			c.Sources = []reading.Link{{Voice: "v" + c.ID}}
		}
	}
	return r
}

func day2024(m time.Month, d int) time.Time { return time.Date(2024, m, d, 12, 0, 0, 0, time.UTC) }

func TestForecasts(t *testing.T) {
	r := claimed([]reading.Claim{
		{ID: "sail", Status: reading.Planned, When: reading.When{EDTF: "2024-03-20"}},
		{ID: "sank", Status: reading.Happened, When: reading.When{EDTF: "2024-03-20"}},
		{ID: "past", Status: reading.Planned, When: reading.When{EDTF: "2024-02"}},
		{ID: "some", Status: reading.Predicted},
		{ID: "from", Status: reading.Ordered, When: reading.When{EDTF: "2024-03-15/.."}},
		{ID: "who", Status: reading.Planned, OpenQuestion: true},
	}, "Mira Solheim")
	for _, c := range []struct {
		on   time.Time
		want []Outcome
	}{
		{day2024(3, 14), []Outcome{Open, Open, Open}},
		{day2024(3, 20), []Outcome{Due, Open, Open}},
		{day2024(3, 21), []Outcome{Overdue, Open, Open}},
	} {
		var got []Outcome
		for _, f := range Forecasts(r, c.on) {
			got = append(got, f.Outcome)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.on.Format(time.DateOnly), d)
		}
	}
	f := Forecasts(r, day2024(3, 14))[0]
	if f.Claim != "sail" || f.Voice != "Mira Solheim" || f.From != "2024-03-20" || f.By != "2024-03-20" || f.Text != "sail" {
		t.Errorf("%+v", f)
	}
	if f := Forecasts(r, day2024(3, 14))[2]; f.From != "2024-03-15" || f.By != "" || f.Voice != "Tannet Observer" {
		t.Errorf("%+v", f)
	}
}

func TestLikelihood(t *testing.T) {
	for _, c := range []struct {
		hedge, word, pack string
		low, high         float64
		ok                bool
	}{
		{"would likely", "likely", PackICD203, .55, .80, true},
		{"is very likely", "very likely", PackICD203, .80, .95, true},
		{"unlikely", "unlikely", PackPHIA, .25, .35, true},
		{"may", "", PackICD203, 0, 0, false},
		{"likely", "likely", "no such pack", 0, 0, false},
	} {
		w := LikelihoodWord(c.hedge)
		low, high, ok := Likelihood(c.pack, w)
		if w != c.word || low != c.low || high != c.high || ok != c.ok {
			t.Errorf("%q: %q %g %g %v", c.hedge, w, low, high, ok)
		}
	}
	for _, p := range Packs {
		if _, _, ok := Likelihood(p, "unlikely"); !ok {
			t.Errorf("pack %s does not know unlikely", p)
		}
	}
}

func TestRecords(t *testing.T) {
	name := func(f *Forecast) string { return f.Voice }
	all := []Forecast{
		{Voice: "a", Outcome: BorneOut, Likelihood: "likely"},
		{Voice: "a", Outcome: NotBorneOut, Likelihood: "likely"},
		{Voice: "a", Outcome: BorneOut},
		{Voice: "a", Outcome: Overdue},
		{Voice: "b", Outcome: Moot},
	}
	got := Records(all, PackICD203, name)
	if len(got) != 2 || got[0].Name != "a" || got[0].Forecasts != 4 || got[0].Decided() != 3 || got[0].Overdue != 1 || got[0].Scored != 2 || got[1].Moot != 1 {
		t.Fatalf("%+v", got)
	}
	p := 0.675 // the middle of ICD 203's "likely"
	if want := ((1-p)*(1-p) + p*p) / 2; math.Abs(got[0].Brier-want) > 1e-12 {
		t.Errorf("Brier %g, want %g", got[0].Brier, want)
	}
	if want := (math.Log(p) + math.Log(1-p)) / 2; math.Abs(got[0].LogScore-want) > 1e-12 {
		t.Errorf("log score %g, want %g", got[0].LogScore, want)
	}
	if l, h := got[0].Low, got[0].High; l < .20 || l > .22 || h < .93 || h > .95 { // Wilson for 2 of 3: 0.208 to 0.939
		t.Errorf("2 of 3: %g to %g", l, h)
	}
	if got[1].Low != 0 || got[1].High != 1 {
		t.Error("nothing decided bounds something")
	}
	if r := Records(all, "", name)[0]; r.Scored != 0 || r.Brier != 0 {
		t.Error("scored without a pack")
	}
}

func TestLossOf(t *testing.T) {
	r := claimed([]reading.Claim{
		{ID: "told", Sentence: 1},
		{ID: "so", Sentence: 4, Basis: reading.Basis{Kind: "inferred", Premises: []string{"told"}}},
		{ID: "then", Sentence: 6, Condition: "so"},
		{ID: "beside", Sentence: 2},
		{ID: "else", Sentence: 1},
		{ID: "far", Sentence: 9},
	}, "harbour official", "", "", "", "mayor")
	w := Withdrawn{Voice: "Harbour Official", Report: "r1"}
	kin := func(a, b string) bool { return a == b }
	loss := LossOf(r, w.Falls(r, kin))
	ids := func(list []Effect) (out []string) {
		for _, e := range list {
			out = append(out, e.Claim)
		}
		return out
	}
	if d := cmp.Diff([][]string{{"told"}, {"so", "then"}, {"beside"}}, [][]string{ids(loss.Falls), ids(loss.Weakens), ids(loss.Perhaps)}); d != "" {
		t.Error(d)
	}
	other := claimed([]reading.Claim{{ID: "told"}}, "harbour official")
	other.Report.ID = "r2"
	if len(w.Falls(other, kin)) != 0 {
		t.Error("another report's harbour official fell too")
	}
	if len(w.Falls(other, func(a, b string) bool { return true })) != 1 {
		t.Error("the harbour official of a report of one origin did not fall")
	}
	for _, w := range []Withdrawn{w, {Voice: "Mira Solheim"}, {Report: "r1"}, {Report: "r1", Claim: "c2"}} {
		if got := ParseWithdrawn(w.String()); got != w {
			t.Errorf("%+v became %+v", w, got)
		}
	}
	if n := len(Withdrawn{Report: "r1"}.Falls(r, kin)); n != 6 {
		t.Error("of a withdrawn report fall", n)
	}
	if n := len(Withdrawn{Voice: "Tannet Observer"}.Falls(r, kin)); n != 6 {
		t.Error("of a withdrawn outlet fall", n)
	}
}
