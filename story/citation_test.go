package story

import (
	"slices"
	"testing"

	"github.com/sayso/sayso/report"
)

func TestCitations(t *testing.T) {
	type found struct{ kind, name string }
	for _, c := range []struct {
		text, headline string
		want           []found
	}{
		{text: "The pier will close, Reuters reported on Monday.", want: []found{{"cue", "Reuters"}}},
		{text: "The pier will close, according to the Vellmar Courier.", want: []found{{"cue", "Vellmar Courier"}}},
		{text: "The pier will close, citing Reuters, AFP and Ada Lindqvist.", want: []found{{"cue", "Reuters"}, {"cue", "AFP"}, {"cue", "Ada Lindqvist"}}},
		{text: "With reporting by Reuters.", want: []found{{"credit", "Reuters"}}},
		{text: "VELLMAR (Reuters) - The pier (built in 1901) will close.", want: []found{{"slug", "Reuters"}}},
		{text: "Mayor Lindqvist: the pier will close\n\nIt will.", headline: "Mayor Lindqvist: the pier will close", want: []found{{"headline", "Mayor Lindqvist"}}},
		{text: "The old pier will close – Reuters\n\nIt will.", headline: "The old pier will close – Reuters", want: []found{{"headline", "Reuters"}}},
		{text: "A local source said so."},
		{text: "It fell by ten per cent, officials said."},
		{text: ""},
	} {
		var got []found
		for _, x := range citations(c.text, report.Span{End: len(c.headline)}) {
			got = append(got, found{x.Kind, x.Name})
			if x.Span.Of(c.text) != x.Name {
				t.Errorf("%q: the span of %q does not give it", c.text, x.Name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q cites %v, want %v", c.text, got, c.want)
		}
	}
}

func FuzzCitations(f *testing.F) {
	f.Add("VELLMAR (Reuters) - according to A, B and C: so", 12)
	f.Add("Ada: x – B", 10)
	f.Fuzz(func(t *testing.T, text string, headline int) {
		headline = max(0, min(headline, len(text)))
		for _, c := range citations(text, report.Span{End: headline}) {
			if c.Span.Of(text) != c.Name {
				t.Fatalf("%q: %+v", text, c)
			}
		}
	})
}
