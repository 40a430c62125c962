package export

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/story"
)

var read = sync.OnceValues(func() ([]*Entry, error) {
	m, err := nlp.Load()
	if err != nil {
		return nil, err
	}
	reader := reading.New(m)
	files, err := filepath.Glob("../examples/*.txt")
	if err != nil {
		return nil, err
	}
	var out []*Entry
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		rep, err := extract.Plain(b, extract.Options{Path: f, URL: "https://news.example/" + filepath.Base(f)})
		if err != nil {
			return nil, err
		}
		r, err := reader.Read(context.Background(), rep)
		if err != nil {
			return nil, err
		}
		out = append(out, &Entry{Reading: r})
	}
	return out, nil
})

// examples are readings of our example reports, of which the second is known
// to a ledger.
func examples(t testing.TB) []*Entry {
	t.Helper()
	got, err := read()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]*Entry, len(got))
	for i, e := range got {
		c := *e
		out[i] = &c
	}
	at := time.Date(2024, 3, 14, 9, 0, 0, 0, time.UTC)
	a, b := out[1], out[2]
	out[1].Known = &Known{
		Custody:   &Custody{At: at, By: "Mara", Tool: "sayso"},
		Standings: []Standing{{Claim: a.Claims[0].ID, Origins: 1, State: "one_origin", Why: "one origin", Reports: []string{a.Report.ID}}},
		Links: []story.Link{{Kind: story.Denies, From: a.Report.ID, Claim: a.Claims[0].ID, To: b.Report.ID, ToClaim: b.Claims[0].ID, State: story.Proposed,
			Evidence: []story.Evidence{{Kind: "denial", Why: "denied after it was reported", Span: report.Span{Start: 0, End: 4}}}}},
		Reviews: []Review{{Claim: a.Claims[0].ID, Verb: "confirm", Value: "as reported", Why: "read against the original", By: "Mara", At: at}},
	}
	return out
}

func seq[T any](s []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, x := range s {
			if !yield(x, nil) {
				return
			}
		}
	}
}

func written(t testing.TB, make func(*bytes.Buffer) Writer, entries []*Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(make(&b), seq(entries)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJSONLRoundTrip(t *testing.T) {
	first := written(t, func(b *bytes.Buffer) Writer { return NewJSONL(b) }, examples(t))
	var again bytes.Buffer
	if err := Write(NewJSONL(&again), ReadJSONL(bytes.NewReader(first))); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, again.Bytes()) {
		t.Error("another JSON Lines after export, import, export")
	}
}

func TestJSONLFitsItsSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("reading.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("reading.json")
	if err != nil {
		t.Fatal(err)
	}
	lines := written(t, func(b *bytes.Buffer) Writer { return NewJSONL(b) }, examples(t))
	for line := range bytes.Lines(lines) {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Error(err)
		}
	}
	var broken map[string]any
	first, _, _ := bytes.Cut(lines, []byte("\n"))
	if err := json.Unmarshal(first, &broken); err != nil {
		t.Fatal(err)
	}
	delete(broken, "text")
	if s.Validate(broken) == nil {
		t.Error("a reading without text fits the schema")
	}
}

func FuzzReadJSONL(f *testing.F) {
	f.Add([]byte("{}\n"))
	f.Add([]byte(`{"schema":"sayso.reading/1","report":{"text_sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},"ledger":{"links":[{}]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for e, err := range ReadJSONL(bytes.NewReader(b)) {
			if err != nil {
				return
			}
			if err := NewJSONL(&bytes.Buffer{}).Add(e); err != nil {
				t.Fatal(err)
			}
		}
	})
}
