package nlp

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"testing"

	"github.com/sayso/sayso/nlp/internal/encoder"
	"github.com/sayso/sayso/nlp/internal/kernel"
	"github.com/sayso/sayso/report"
)

// The same bytes give the same analysis on every path and number of cores.
func TestSameOnEveryPath(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	text := prose[:2600]
	want, err := load(t).Analyze(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range kernel.Paths() {
		if p.Name() == "portable" && (testing.Short() || raceEnabled) {
			continue
		}
		net, err := encoder.LoadPath(weights, p)
		if err != nil {
			t.Fatal(err)
		}
		m, err := with(net)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{1, 2, 8} {
			if p.Name() == "portable" && n > 1 {
				break
			}
			runtime.GOMAXPROCS(n)
			got, err := m.Analyze(text)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%s on %d cores differs", p.Name(), n)
			}
		}
	}
}

func TestAnalyzeStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := load(t).AnalyzeContext(ctx, prose); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v, want %v", err, context.Canceled)
	}
}

func TestNewRefusesDamage(t *testing.T) {
	bad := append([]byte(nil), weights...)
	bad[len(bad)/2] ^= 4
	if _, err := New(bad); !errors.Is(err, ErrModel) {
		t.Fatalf("%v, want %v", err, ErrModel)
	}
}

// Whatever the bytes, the analysis is whole: tokens in order inside the text,
// sentences without gaps, one root a sentence, governors in the sentence.
func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"", "Mr. Smith said: \"No.\" He left.", "1 2 3", "\u200b\u0301é …", "a\n\n- b\n- c", "((\"“"} {
		f.Add(s)
	}
	m := load(f)
	f.Fuzz(func(t *testing.T, s string) {
		text, err := report.Canonical([]byte(s))
		if err != nil || len(text) > 2000 {
			return
		}
		d, err := m.Analyze(text)
		if err != nil {
			t.Fatal(err)
		}
		check(t, d)
	})
}

func check(t *testing.T, d *Document) {
	t.Helper()
	end := 0
	for i, tok := range d.Tokens {
		if tok.Span.Start < end || tok.Span.End <= tok.Span.Start || tok.Span.End > len(d.Text) || tok.Span.Of(d.Text) != tok.Text {
			t.Fatalf("token %d: %+v", i, tok)
		}
		end = tok.Span.End
	}
	next := 0
	for _, s := range d.Sentences {
		if s.First != next || s.Last <= s.First {
			t.Fatalf("sentence %+v after token %d", s, next)
		}
		next = s.Last
		roots := 0
		for i := s.First; i < s.Last; i++ {
			h := d.Tokens[i].Head
			if h < 0 {
				roots++
			} else if h < s.First || h >= s.Last || h == i {
				t.Fatalf("token %d hangs on %d", i, h)
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots in %+v", roots, s)
		}
	}
	if next != len(d.Tokens) {
		t.Fatalf("%d of %d tokens stand in sentences", next, len(d.Tokens))
	}
}

func TestAnalysisIsWhole(t *testing.T) {
	for _, s := range []string{"", " \n", "No.", prose[:900], "x " + string(make([]byte, 0)), "“There is,” he said. “There’s more.”\n\nHeadline without a stop\n\n• one\n• two"} {
		d, err := load(t).Analyze(s)
		if err != nil {
			t.Fatal(err)
		}
		check(t, d)
	}
}
