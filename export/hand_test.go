package export

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/sayso/sayso/reading"
)

func TestFromClaims(t *testing.T) {
	const sheet = `url,claim,text,outlet,source_original,source_kind,source_count,status,factuality,edtf,low,high
https://news.example/a,1,The mill will close,Varrow Post,a foreman,anonymous,1,predicted,PR+,2024-05/..,,
https://news.example/a,2,Some 30 to 40 people work there,Varrow Post,,,,,,,30,40
https://news.example/b,1,The mill closed,Hill Radio,,,,happened,CT+,2024-05-02,,
`
	var got []*Entry
	for e, err := range FromClaims(ReadClaimsCSV(strings.NewReader(sheet))) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e)
	}
	if len(got) != 2 || len(got[0].Claims) != 2 {
		t.Fatalf("%d reports", len(got))
	}
	a, b := got[0].Claims[0], got[0].Claims[1]
	if a.Span.Of(got[0].Text) != "The mill will close" || a.Status != reading.Predicted || got[0].Voices[0].Name != "a foreman" || a.When.EDTF != "2024-05/.." {
		t.Errorf("%+v", a)
	}
	if b.Status != reading.Unknown || b.Factuality != reading.Uncommitted || len(b.Sources) != 0 || *got[0].Quantities[0].High != 40 || got[0].Quantities[0].Best != nil {
		t.Errorf("%+v", b)
	}
	raw := written(t, func(w *bytes.Buffer) Writer { return NewJSONL(w) }, got)
	for line := range bytes.Lines(raw) {
		if _, err := reading.Decode(line); err != nil {
			t.Error(err)
		}
	}
	filled(t, raw)
}

func TestFromClaimsOfOurs(t *testing.T) {
	for _, e := range examples(t) {
		raw := written(t, func(w *bytes.Buffer) Writer { return NewClaimsCSV(w, false) }, []*Entry{e})
		for got, err := range FromClaims(ReadClaimsCSV(bytes.NewReader(raw))) {
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Claims) != len(e.Claims) {
				t.Fatalf("%d claims of %d", len(got.Claims), len(e.Claims))
			}
			x, y := indexOf(e), indexOf(got)
			for i := range e.Claims {
				if a, b := x.chain(&e.Claims[i]), y.chain(&got.Claims[i]); a != b || e.Claims[i].Status != got.Claims[i].Status || e.Claims[i].When.EDTF != got.Claims[i].When.EDTF {
					t.Errorf("%s: %q, not %q", e.Claims[i].ID, b, a)
				}
			}
		}
	}
}

func TestFromClaimsRefuses(t *testing.T) {
	for _, s := range []string{"claim,text\n1,\n", "claim,text,status\n1,x,done\n", "claim,text,factuality\n1,x,sure\n"} {
		for _, err := range FromClaims(ReadClaimsCSV(strings.NewReader(s))) {
			if !errors.Is(err, ErrImport) {
				t.Errorf("%q: %v", s, err)
			}
		}
	}
}
