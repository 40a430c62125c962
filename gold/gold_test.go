package gold

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"pgregory.net/rapid"
)

const text = "The port said on Friday that two ferries would sail, but they may not."

func span(word string) report.Span {
	i := strings.Index(text, word)
	return report.Span{Start: i, End: i + len(word)}
}

func at(word string) *report.Span { s := span(word); return &s }

func v(f float64) *float64 { return &f }

func example() (*File, *reading.Reading) {
	f := &File{ID: "port", Text: text + "\n", Claims: []Claim{
		{Anchor: span("sail"), Sources: []Source{{at("port")}}, Factuality: "CT+", Status: "planned", When: "2024-03-15", Quantities: []Quantity{{v(2), v(2)}}},
		{Anchor: span("not"), Factuality: "PS-", Status: "predicted", Basis: "inferred"},
	}}
	r := &reading.Reading{Text: text, Quantities: []reading.Quantity{{ID: "q1", Low: v(2), High: v(2)}, {ID: "q2", Low: v(2), High: v(2)}, {ID: "q3", Low: v(9)}}, Claims: []reading.Claim{
		{Anchor: span("said"), Factuality: "CT+", Status: "happened"},
		{Anchor: span("sail"), Sources: []reading.Link{{Span: at("The port")}}, Factuality: "CT+", Status: "planned", Basis: reading.Basis{Kind: "stated"}, When: reading.When{EDTF: "2024-03-15"}, Quantities: []string{"q1", "q2", "q3"}},
		{Anchor: span("not"), Sources: []reading.Link{{}}, Factuality: "PS-", Status: "happened", Basis: reading.Basis{Kind: "stated"}},
	}}
	return f, r
}

func TestScoreClaims(t *testing.T) {
	f, r := example()
	got, wrong, err := f.ScoreClaims(r)
	if err != nil {
		t.Fatal(err)
	}
	want := Claims{Gold: 2, System: 3, Matched: 2, Chain: 1, Attributed: 1, Innermost: 1, Factuality: 2, Status: 1, Basis: 1, Strict: 1,
		WhenGold: 1, WhenSys: 1, When: 1, QuantGold: 1, QuantSys: 2, Qty: 1}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	var lines []string
	for _, m := range wrong {
		lines = append(lines, m.Kind+" "+m.Gold+" "+m.Got)
	}
	if d := cmp.Diff([]string{"quantity [[2,2]] [[2,2] [9,]]", "chain [] [unnamed]", "status predicted happened", "basis inferred stated", "invented  "}, lines); d != "" {
		t.Error(d)
	}
	r.Text = "Another."
	if _, _, err := f.ScoreClaims(r); !errors.Is(err, ErrText) {
		t.Errorf("another text: %v", err)
	}
}

func TestScoreAttributions(t *testing.T) {
	f := &File{Text: text, Attributions: []Attribution{{Source: []report.Span{span("The port")}, Cue: []report.Span{span("said")}, Content: []report.Span{span("two ferries"), span("sail,")}}}}
	r := &reading.Reading{Text: text, Attributions: []reading.Attribution{
		{Source: []report.Span{span("port")}, Cue: []report.Span{span(" said ")}, Content: []report.Span{span("two ferries would sail")}},
		{Cue: []report.Span{span("may")}},
	}}
	got, err := f.ScoreAttributions(r)
	if err != nil {
		t.Fatal(err)
	}
	want := Attributions{{0, 1, 1}, {1, 1, 1}, {1, 2, 1}, {1, 2, 1}, {1, 1, 1}, {1, 1, 1}, {0, 2, 1}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A reading that says what the gold says is right in everything.
func TestPerfectReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := &File{Text: text}
		r := &reading.Reading{Text: text}
		for range rapid.IntRange(1, 5).Draw(t, "claims") {
			start := len(f.Claims) * 9
			c := Claim{Anchor: report.Span{Start: start, End: start + 4}, Factuality: "CT+", Status: "happened", Basis: "stated", When: "2024"}
			s := reading.Claim{Anchor: c.Anchor, Factuality: "CT+", Status: "happened", Basis: reading.Basis{Kind: "stated"}, When: reading.When{EDTF: "2024"}}
			if rapid.Bool().Draw(t, "sourced") {
				c.Sources, s.Sources = []Source{{at("port")}}, []reading.Link{{Span: at("port")}}
			}
			f.Claims, r.Claims = append(f.Claims, c), append(r.Claims, s)
		}
		got, wrong, err := f.ScoreClaims(r)
		if err != nil || len(wrong) > 0 {
			t.Fatal(wrong, err)
		}
		for _, x := range got.Figures() {
			if x.Value != 1 && x.Name != "quantity_f1" && !(x.Name == "innermost_voice_of_attributed" && got.Attributed == 0) {
				t.Fatalf("%+v", x)
			}
		}
	})
}

func TestMeasure(t *testing.T) {
	counts := []Claims{{Gold: 10, System: 10, Matched: 10}, {Gold: 10, System: 10, Matched: 5}, {Gold: 10, System: 10, Matched: 6}}
	a, b := Measure(counts), Measure(counts)
	if d := cmp.Diff(a, b); d != "" {
		t.Error("the interval changes from run to run", d)
	}
	if f := a[0]; math.Abs(f.Value-0.7) > 1e-9 || f.Low != 0.5 || f.High != 1 {
		t.Errorf("%+v", f)
	}
	if f := Measure(counts[:1])[0]; f.Low != f.Value || f.High != f.Value {
		t.Errorf("one report: %+v", f)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		json string
		want error
	}{
		"good.json":   {`{"id":"a","published":null,"text":"It rained.","claims":[{"anchor":[3,9],"sources":["unnamed",[0,2]],"when":null}]}`, nil},
		"span.json":   {`{"text":"It rained.","claims":[{"anchor":[3,99]}]}`, ErrGold},
		"source.json": {`{"text":"It rained.","claims":[{"anchor":[3,9],"sources":["other"]}]}`, ErrGold},
		"none.json":   {`{"text":"It rained."}`, ErrGold},
		"not.json":    {`It rained.`, ErrGold},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.json), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); !errors.Is(err, c.want) || err != nil && !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(filepath.Join(dir, "absent.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"text":"It rained.","claims":[{"anchor":[3,9],"sources":["unnamed",[0,2]]}],"attributions":[{"cue":[[0,2]]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := parse(b)
		if err != nil {
			return
		}
		if _, err := json.Marshal(g); err != nil {
			t.Fatal(err)
		}
		if _, _, err := g.ScoreClaims(&reading.Reading{Text: g.Text}); err != nil {
			t.Fatal(err)
		}
		if _, err := g.ScoreAttributions(&reading.Reading{Text: g.Text}); err != nil {
			t.Fatal(err)
		}
	})
}
