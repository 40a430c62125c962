package nlp

import (
	"slices"
	"testing"

	"github.com/sayso/sayso/nlp/segment"
)

// TestSequence: labels agree along a name, whatever each word prefers alone.
func TestSequence(t *testing.T) {
	labels := []string{"O", "B-LOC", "I-LOC", "B-ORG", "I-ORG"}
	for _, c := range []struct {
		name   string
		scores [][]float32
		want   []string
	}{
		{"the second word decides", [][]float32{{0, 3, 0, 2, 0}, {0, 0, 0, 0, 4}}, []string{"B-ORG", "I-ORG"}},
		{"no name goes on from nothing", [][]float32{{5, 0, 0, 0, 0}, {1, 0, 0, 2, 3}}, []string{"O", "B-ORG"}},
		{"two names side by side", [][]float32{{0, 6, 0, 0, 0}, {0, 0, 0, 6, 1}}, []string{"B-LOC", "B-ORG"}},
		{"nothing", nil, nil},
	} {
		var got []string
		for _, i := range sequence(c.scores, labels) {
			got = append(got, labels[i])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestWhole: where names begin and end.
func TestWhole(t *testing.T) {
	for _, c := range []struct {
		name   string
		tokens []Token
		names  []Name
		want   []Name
	}{
		{"a form of address", []Token{{Text: "Ms.", Head: 1, Rel: "nmod:desc"}, {Text: "Solheim", Head: -1}}, []Name{{0, 2, "PER"}}, []Name{{1, 2, "PER"}}},
		{"nothing but a form of address", []Token{{Text: "President", Head: -1}}, []Name{{0, 1, "PER"}}, nil},
		{"through the name that follows", []Token{{Text: "University", Head: -1}, {Text: "of", Head: 2, Rel: "case"}, {Text: "Tannet", Head: 0, Rel: "nmod"}},
			[]Name{{0, 2, "ORG"}, {2, 3, "LOC"}}, []Name{{0, 3, "ORG"}}},
		{"a body of a place", []Token{{Text: "Bank", Head: -1}, {Text: "of", Head: 2, Rel: "case"}, {Text: "Tannet", Head: 0, Rel: "nmod"}},
			[]Name{{0, 1, "ORG"}, {2, 3, "LOC"}}, []Name{{0, 3, "ORG"}}},
		{"a firm from a place", []Token{{Text: "Norrlinje", Head: -1}, {Text: "of", Head: 2, Rel: "case"}, {Text: "Tannet", Head: 0, Rel: "nmod"}},
			[]Name{{0, 1, "ORG"}, {2, 3, "LOC"}}, []Name{{0, 1, "ORG"}, {2, 3, "LOC"}}},
		{"ends before a word that leads on", []Token{{Text: "Harbour", Head: -1}, {Text: "of", Head: 2, Rel: "case"}, {Text: "ships", Head: 0, Rel: "nmod"}},
			[]Name{{0, 2, "ORG"}}, []Name{{0, 1, "ORG"}}},
		{"the words before of the same noun", []Token{{Text: "Tannet", Head: 1, Rel: "compound"}, {Text: "Board", Head: -1}}, []Name{{1, 2, "ORG"}}, []Name{{0, 2, "ORG"}}},
	} {
		a := &analysis{doc: &Document{Tokens: c.tokens, Names: c.names}}
		for _, x := range c.tokens {
			a.shapes = append(a.shapes, segment.Shape(x.Text))
		}
		a.whole()
		if !slices.Equal(a.doc.Names, c.want) {
			t.Errorf("%s: %v, want %v", c.name, a.doc.Names, c.want)
		}
	}
}
