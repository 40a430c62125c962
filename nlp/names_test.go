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

// TestHeed: a name that is plain in one sentence is found in the next, unless
// it is far off or written otherwise.
func TestHeed(t *testing.T) {
	labels := []string{"O", "B-LOC", "I-LOC", "B-PER", "I-PER"}
	for _, c := range []struct {
		name, other string
		apart       int
		want        string
	}{
		{"in the next sentence", "Veyla", 5, "B-PER"},
		{"farther off", "Veyla", 500, "O"},
		{"without its capital", "veyla", 5, "O"},
		{"another name", "Torsk", 5, "O"},
	} {
		a := &analysis{doc: &Document{}}
		for i := range c.apart + 2 {
			word, scores := "and", []float32{9, 0, 0, 0, 0}
			switch i {
			case 0:
				word, scores = "Veyla", []float32{2.2, 0, 0, 2, 0}
			case c.apart:
				word, scores = c.other, []float32{0, 0, 0, 6, 0}
			}
			a.doc.Tokens = append(a.doc.Tokens, Token{Text: word})
			a.shapes, a.name = append(a.shapes, segment.Shape(word)), append(a.name, scores)
		}
		a.heed(labels)
		if got := labels[argmax(a.name[0], -1)]; got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestApart: two firms are two names, a firm is from a place, a town lies in a
// country.
func TestApart(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"Orlan Shipping and Torsk Shipping", "Orlan Shipping ORG, Torsk Shipping ORG"},
		{"Belo Construction and Kelda Trading of North Orsia", "Belo Construction ORG, Kelda Trading ORG, North Orsia LOC"},
		{"Kelda Trading of Orsia", "Kelda Trading ORG, Orsia LOC"},
		{"Joint Council for the Welfare of Migrants", "Joint Council for the Welfare of Migrants ORG"},
		{"Stone and Ward", "Stone and Ward ORG"},
		{"Ministry of Health and Labour", "Ministry of Health and Labour ORG"},
		{"Orlan Shipping / Torsk", "Orlan Shipping ORG, Torsk ORG"},
		{"Kelda Trading Co. of Orsia", "Kelda Trading Co. ORG, Orsia LOC"},
		{"Tannet New Zealand", "Tannet LOC, New Zealand LOC"},
		{"Tannet , Norway", "Tannet LOC, Norway LOC"},
		{"tannet florida", "tannet LOC, florida LOC"},
		{"New Mexico", "New Mexico LOC"},
		{"Gulf of Mexico", "Gulf of Mexico LOC"},
		{"South Korea", "South Korea LOC"},
	} {
		words := strings.Fields(c.words)
		kind := c.want[len(c.want)-3:]
		if strings.Contains(c.want, "ORG") {
			kind = "ORG"
		}
		a := &analysis{doc: &Document{Names: []Name{{0, len(words), kind}}}}
		for _, w := range words {
			a.doc.Tokens = append(a.doc.Tokens, Token{Text: w, UPOS: "PROPN"})
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
		{"as far as the noun for a body", []Token{{Text: "Tannet", Head: 2, Rel: "compound", UPOS: "PROPN"}, {Text: "Flood", Head: 2, Rel: "compound", UPOS: "PROPN"}, {Text: "Centre", Head: -1, UPOS: "PROPN"}},
			[]Name{{0, 2, "ORG"}}, []Name{{0, 3, "ORG"}}},
		{"not to what a body makes", []Token{{Text: "Kelda", Head: 1, Rel: "compound", UPOS: "PROPN"}, {Text: "Bulletin", Head: -1, UPOS: "PROPN"}}, []Name{{0, 1, "ORG"}}, []Name{{0, 1, "ORG"}}},
		{"no marks at its edges", []Token{{Text: "-", Head: 1}, {Text: "Solheim", Head: -1}, {Text: "'", Head: 1}}, []Name{{0, 3, "PER"}}, []Name{{1, 2, "PER"}}},
		{"a sender's surname first", []Token{{Text: "\"", Head: 1}, {Text: "Solheim", Head: -1, UPOS: "PROPN"}, {Text: ",", Head: 1}, {Text: "Ane", Head: 1, UPOS: "PROPN"}, {Text: "\"", Head: 1}},
			[]Name{{1, 2, "PER"}, {3, 4, "PER"}}, []Name{{1, 4, "PER"}}},
		{"a file names nobody", []Token{{Text: "Ane_letter.doc", Head: -1}}, []Name{{0, 1, "PER"}}, nil},
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

// TestKnown: a known name is found whole where the network is of two minds;
// within a longer run of capitals it is left to it.
func TestKnown(t *testing.T) {
	labels := []string{"O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER"}
	for text, want := range map[string]string{
		"Xinhua said so":                    "ORG Xinhua",
		"the Associated Press said so":      "ORG Associated Press",
		"clashes in Fallujah":               "LOC Fallujah",
		"Associated Press Avenue is closed": "",
		"al - Qaida denied it":              "ORG al - Qaida",
		"they denied it":                    "",
	} {
		a := &analysis{doc: &Document{}}
		for _, w := range strings.Fields(text) {
			tag := "X"
			if strings.ToLower(w) != w {
				tag = "PROPN"
			}
			a.doc.Tokens = append(a.doc.Tokens, Token{Text: w, UPOS: tag})
			a.name = append(a.name, []float32{1, 0, 0, 0, 0, 0, 0})
		}
		n := len(a.doc.Tokens)
		a.doc.Sentences = []Sentence{{First: 0, Last: n}}
		a.known(labels)
		var got []string
		for k, l := range sequence(a.name, labels) {
			if l == 0 {
				continue
			}
			if kind, begins := strings.CutPrefix(labels[l], "B-"); begins {
				got = append(got, kind)
			}
			got = append(got, a.doc.Tokens[k].Text)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}
