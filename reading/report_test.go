package reading_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
)

var model = sync.OnceValues(nlp.Load)

// read reads text as of a date.
func read(t testing.TB, text string, o extract.Options) *reading.Reading {
	t.Helper()
	m, err := model()
	if err != nil {
		t.Fatal(err)
	}
	rep, err := extract.Plain([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := reading.New(m).Read(context.Background(), rep)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestHardCases reads the report that started sayso, which lies outside the
// repository: what must never be wrong in it.
func TestHardCases(t *testing.T) {
	b, err := os.ReadFile("../../shared/report/report.txt")
	if err != nil {
		t.Skipf("the report is not here: %v", err)
	}
	r := read(t, string(b), extract.Options{Published: "2023-02-02"})
	at := func(before, word string) *reading.Claim {
		from := strings.Index(r.Text, before)
		if from < 0 {
			t.Fatalf("%q is not in the report", before)
		}
		for i := range r.Claims {
			if c := &r.Claims[i]; c.Anchor.Start >= from && c.Anchor.Start < from+len(before)+len(word)+2 && c.Anchor.Of(r.Text) == word {
				return c
			}
		}
		t.Errorf("no claim on %q after %q", word, before)
		return &reading.Claim{}
	}
	quantities := func(c *reading.Claim) (out []reading.Quantity) {
		for _, q := range r.Quantities {
			if slices.Contains(c.Quantities, q.ID) {
				out = append(out, q)
			}
		}
		return out
	}
	voice := func(id string) reading.Voice {
		for _, v := range r.Voices {
			if v.ID == id {
				return v
			}
		}
		return reading.Voice{}
	}
	if c := at("Russian President Vladimir Putin ", "meets"); c.Zone != "caption" {
		t.Errorf("the caption's claim stands in zone %q, as if it were news", c.Zone)
	}
	flat, likely := at("so they can ", "take"), at("the selected personnel will likely ", "take")
	if flat.Factuality == reading.Certain || likely.Factuality != reading.Probable {
		t.Errorf("the purpose is %s in the lede and %s later, want an open plan and PR+", flat.Factuality, likely.Factuality)
	}
	if c := at("just how many personnel North Korea will ", "send"); c.Factuality != reading.Uncommitted || c.Status != reading.Unknown || !c.OpenQuestion || len(c.Quantities) > 0 {
		t.Errorf("how many: %s %s open=%v %v, want unknown without a number", c.Factuality, c.Status, c.OpenQuestion, c.Quantities)
	}
	if c := at("but they are unlikely to ", "serve"); c.Factuality != reading.ProbableNot {
		t.Errorf("serving as mercenaries is %s, want PR-", c.Factuality)
	}
	if c := at("reportedly ", "includes"); len(c.Sources) != 1 || c.Sources[0].Span != nil || voice(c.Sources[0].Voice).Count != nil {
		t.Errorf("hearsay comes through %v, want one unnamed voice without a count", c.Sources)
	}
	first, two := at("the first batch will likely be about 300 to 500 ", "men"), at("quietly ", "selected")
	if q := quantities(first); len(q) != 1 || q[0].Low == nil || *q[0].Low != 300 || *q[0].High != 500 || first.Factuality != reading.Probable {
		t.Errorf("the first batch: %s %+v", first.Factuality, q)
	}
	if q := quantities(two); len(q) != 1 || *q[0].Low != 2 || *q[0].High != 2 {
		t.Errorf("two batches: %+v", q)
	}
	if c := at("any extra income they receive ", "goes"); c.Basis.Kind != "inferred" || len(c.Basis.Premises) == 0 {
		t.Errorf("the extra income rests on %+v, want a premise", c.Basis)
	}
}
