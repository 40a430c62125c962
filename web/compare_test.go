package web

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDiffed(t *testing.T) {
	for name, c := range map[string]struct{ a, b, out, in string }{
		"a number": {"Title\n\nThey chose 400 to 600 workers.\n\nThe end.", "Title\n\nThey chose 300 to 400 workers.\n\nThe end.", "400|600", "300|400"},
		"added":    {"One.\n\nTwo.", "One.\n\nTwo.\n\nCorrection: three.", "", "Correction: three."},
		"gone":     {"One.\n\nA long paragraph of its own.\n\nTwo.", "One.\n\nTwo.", "A long paragraph of its own.", ""},
		"equal":    {"One.\n\nTwo.", "One.\n\nTwo.", "", ""},
	} {
		left, right := diffed(c.a, c.b)
		if got := kind(left, "out"); got != c.out {
			t.Errorf("%s: out %q, want %q", name, got, c.out)
		}
		if got := kind(right, "in"); got != c.in {
			t.Errorf("%s: in %q, want %q", name, got, c.in)
		}
	}
}

func kind(all [][]stretch, kind string) string {
	var out []string
	for _, p := range all {
		for _, s := range p {
			if s.Kind == kind {
				out = append(out, s.Text)
			}
		}
	}
	return strings.Join(out, "|")
}

// Either side keeps all its words in their order.
func TestDiffedKeepsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-c]{1,2}[ \n]){0,30}`)
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		left, right := diffed(a, b)
		if len(left) != len(right) {
			t.Fatalf("%d paragraphs on the left, %d on the right", len(left), len(right))
		}
		for side, all := range map[string][][]stretch{a: left, b: right} {
			var words []string
			for _, p := range all {
				for _, s := range p {
					words = append(words, strings.Fields(s.Text)...)
				}
			}
			if got, want := strings.Join(words, " "), strings.Join(strings.Fields(side), " "); got != want {
				t.Fatalf("%q became %q", want, got)
			}
		}
	})
}
