package nlp

import (
	"slices"
	"strings"
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

// TestApart: two firms are two names, and a firm is from a place.
func TestApart(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"Orlan Shipping and Torsk Shipping", "Orlan Shipping ORG, Torsk Shipping ORG"},
		{"Belo Construction and Kelda Trading of North Orsia", "Belo Construction ORG, Kelda Trading ORG, North Orsia LOC"},
		{"Kelda Trading of Orsia", "Kelda Trading ORG, Orsia LOC"},
		{"Joint Council for the Welfare of Migrants", "Joint Council for the Welfare of Migrants ORG"},
		{"Stone and Ward", "Stone and Ward ORG"},
		{"Ministry of Health and Labour", "Ministry of Health and Labour ORG"},
	} {
		words := strings.Fields(c.words)
		a := &analysis{doc: &Document{Names: []Name{{0, len(words), "ORG"}}}}
		for _, w := range words {
			a.doc.Tokens = append(a.doc.Tokens, Token{Text: w})
		}
		a.apart()
		var got []string
		for _, n := range a.doc.Names {
			got = append(got, strings.Join(words[n.First:n.Last], " ")+" "+n.Kind)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.words, s, c.want)
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
