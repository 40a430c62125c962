package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
)

// mention is one naming: tokens [first, last), without a title before it and
// without a possessive after it. words are its words in lower case.
type mention struct {
	first, last int
	kind        Kind
	words       []string
}

// mentions gives the namings of a document: the engine's names, trimmed and
// sorted into kinds.
func mentions(t *tree.Tree) []mention {
	var out []mention
	for _, n := range t.Names {
		n = joined(t, n)
		first, last := trim(t, n)
		if first >= last || len(out) > 0 && first < out[len(out)-1].last {
			continue
		}
		m := mention{first: first, last: last}
		for i := first; i < last; i++ {
			if !t.Punct(i) {
				m.words = append(m.words, t.Low(i))
			}
		}
		if len(m.words) == 0 || !named(t, first, last) {
			continue
		}
		m.kind = kind(t, m, n.Kind)
		out = append(out, m)
	}
	return out
}

// joined widens a body's name over the words that complete it though the
// engine left them out: the number of a bureau, "of the Ministry of ...".
func joined(t *tree.Tree, n nlp.Name) nlp.Name {
	if n.Kind == "PER" || n.Last >= len(t.Tokens) {
		return n
	}
	if numbered[t.Low(n.Last-1)] && t.Tokens[n.Last].UPOS == "NUM" {
		n.Last++
	}
	return n
}

// numbered are the bodies that carry a number in their name.
var numbered = words("bureau department division office unit brigade regiment army corps district bureau directorate room factory")

// trim takes articles, titles and possessives off a name.
func trim(t *tree.Tree, n nlp.Name) (first, last int) {
	first, last = n.First, n.Last
	for last > first && (t.Punct(last-1) && t.Tokens[last-1].Text != "." && t.Tokens[last-1].Text != ")" || possessive[t.Low(last-1)]) {
		last--
	}
	for last-first > 1 && (t.Punct(first) || t.Tokens[first].UPOS == "DET" || n.Kind == "PER" && titles[t.Low(first)] ||
		n.Kind == "PER" && t.Tokens[first].Text == ".") {
		first++
	}
	return first, last
}

var possessive = map[string]bool{"'s": true, "'": true}

// named tells whether a word among tokens begins with a capital or a figure:
// a pronoun or "the country" names nothing.
func named(t *tree.Tree, first, last int) bool {
	for i := first; i < last; i++ {
		if t.Tokens[i].UPOS == "PRON" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(t.Tokens[i].Text)
		if unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r) {
			return true
		}
	}
	return false
}

// kind sorts a mention by the engine's tag and by its words and those before
// it.
func kind(t *tree.Tree, m mention, tag string) Kind {
	before := ""
	if m.first > 0 {
		before = t.Low(m.first - 1)
	}
	last := strings.TrimSuffix(m.words[len(m.words)-1], ".")
	switch {
	case vessels[m.words[0]] && len(m.words) > 1 && tag != "PER", vessels[before] && tag != "PER" || ships[before] && tag != "PER":
		return Vessel
	case tag == "PER":
		return Person
	case nationals[m.words[len(m.words)-1]] || tag != "LOC" && strings.HasSuffix(last, "ans") && t.Tokens[m.last-1].UPOS == "PROPN" && len(m.words) < 3:
		return Group
	}
	for _, w := range m.words {
		if publicWords[w] {
			return PublicBody
		}
	}
	switch {
	case tag == "LOC":
		return Place
	case companyWords[last]:
		return Company
	}
	for _, w := range m.words {
		switch {
		case companyWords[strings.TrimSuffix(w, ".")]:
			return Company
		case groupWords[w]:
			return Group
		}
	}
	if tag == "ORG" {
		return Organization
	}
	return Other
}
