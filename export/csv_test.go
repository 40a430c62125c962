package export

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCSVRoundTrip(t *testing.T) {
	for name, bom := range map[string]bool{"plain": false, "byte order mark": true} {
		t.Run(name, func(t *testing.T) {
			first := written(t, func(b *bytes.Buffer) Writer { return NewClaimsCSV(b, bom) }, examples(t))
			var again bytes.Buffer
			if err := WriteClaimsCSV(&again, bom, ReadClaimsCSV(bytes.NewReader(first))); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(first), again.String()); d != "" {
				t.Error(d)
			}
			for _, p := range []Part{Happenings, Forecasts} {
				first := written(t, func(b *bytes.Buffer) Writer { return NewEventsCSV(b, bom, p) }, examples(t))
				var again bytes.Buffer
				if err := WriteEventsCSV(&again, bom, ReadEventsCSV(bytes.NewReader(first))); err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(string(first), again.String()); d != "" {
					t.Error(p, d)
				}
			}
		})
	}
}

func TestAnyClaimSurvivesCSV(t *testing.T) {
	words := rapid.StringMatching("[=+\\-@'|\\\\ \\n\",;a-zé0-9.＝]{0,12}")
	bound := rapid.Ptr(rapid.Float64Range(-1e12, 1e12), true)
	edtf := rapid.SampledFrom([]string{"", "2023-01-20", "2023-01/..", "../2023-01-31", "2023-02~", "/2023", "2022-11/2023-02"})
	rapid.Check(t, func(t *rapid.T) {
		in := &Claim{ID: "c1", Text: words.Draw(t, "text"), SourceOriginal: words.Draw(t, "source"), EDTF: edtf.Draw(t, "edtf"), Open: rapid.Bool().Draw(t, "open")}
		in.Start, in.End = Edges(in.EDTF)
		for range rapid.IntRange(0, 3).Draw(t, "n") {
			in.Amounts = append(in.Amounts, Amount{Words: "n" + words.Draw(t, "words"), Low: bound.Draw(t, "low"), High: bound.Draw(t, "high"), Of: words.Draw(t, "of"), Approx: rapid.Bool().Draw(t, "approx")})
		}
		var b bytes.Buffer
		if err := WriteClaimsCSV(&b, true, seq([]*Claim{in})); err != nil {
			t.Fatal(err)
		}
		for out, err := range ReadClaimsCSV(&b) {
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(in, out); d != "" {
				t.Fatal(d)
			}
		}
	})
}

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "@x": "'@x", "+49 30": "'+49 30", "-5": "-5", "-5.5": "-5.5", "-": "'-", "'90s": "''90s", "＝1": "'＝1", "": "", "a=b": "a=b", "\tx": "'\tx", "-1-1": "'-1-1", "+1": "'+1",
	} {
		got := inert(in)
		if got != want || lively(got) != in {
			t.Errorf("inert(%q) = %q, back %q; want %q", in, got, lively(got), want)
		}
	}
}

func TestReadCSVRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing": "", "another table": "a,b\n1,2\n", "a word for a number": "claim,span_start\nc1,x\n", "ragged": "claim,text\nc1\n", "open quote": "claim,text\nc1,\"x\n",
	} {
		t.Run(name, func(t *testing.T) {
			var last error
			for _, err := range ReadClaimsCSV(strings.NewReader(in)) {
				last = err
			}
			if !errors.Is(last, ErrImport) {
				t.Error(last)
			}
		})
	}
}

func FuzzReadClaimsCSV(f *testing.F) {
	f.Add([]byte("claim,low,text\nc1,1 | 2,'=x\n"))
	f.Add([]byte("\ufeffclaim\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for c, err := range ReadClaimsCSV(bytes.NewReader(b)) {
			if err == nil && c == nil {
				t.Fatal("no row and no error")
			}
		}
	})
}

// A spreadsheet program may put semicolons between cells.
func TestSemicolonsDivideCells(t *testing.T) {
	n := 0
	for c, err := range ReadClaimsCSV(strings.NewReader("claim;text;low\nc1;\"the ferry; sank\";2,5\n")) {
		if n++; err == nil && n == 1 {
			t.Errorf("a comma in a number was taken: %+v", c)
		}
	}
	for c, err := range ReadClaimsCSV(strings.NewReader("claim;text\nc1;\"the ferry; sank, too\"\n")) {
		if err != nil || c.ID != "c1" || c.Text != "the ferry; sank, too" {
			t.Errorf("%+v, %v", c, err)
		}
	}
}
