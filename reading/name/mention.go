package name

import (
	"cmp"
	"slices"
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
	for _, n := range whole(t) {
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
		if len(m.words) == 0 || !named(t, first, last) && !ministry(t, last-1) {
			continue
		}
		m.kind = kind(t, m, n.Kind)
		out = append(out, m)
	}
	return out
}

// whole are the engine's names with the ministries that stand in small
// letters, each widened over the words that complete it: the rest of a name
// that the engine has cut in two, the number of a bureau, the "of" phrase of a
// lone "Ministry".
func whole(t *tree.Tree) []nlp.Name {
	names := slices.Clone(t.Names)
	for i := range t.Tokens {
		if ministry(t, i) && !slices.ContainsFunc(names, func(n nlp.Name) bool { return n.First <= i && i < n.Last }) {
			names = append(names, nlp.Name{First: i - 1, Last: i + 1, Kind: "ORG"})
		}
	}
	slices.SortFunc(names, func(a, b nlp.Name) int { return cmp.Compare(a.First, b.First) })
	var out []nlp.Name
	for _, n := range names {
		if n.Kind != "PER" {
			for n.First > 0 && t.Tokens[n.First-1].UPOS == "PROPN" && t.Is(n.First-1, "compound", "flat") && t.Tokens[n.First-1].Head >= n.First && t.Tokens[n.First-1].Head < n.Last && !titles[t.Low(n.First-1)] {
				n.First--
			}
		}
		if n.Kind == "PER" && surname(t, n.Last) && !slices.ContainsFunc(names, func(m nlp.Name) bool { return m.First <= n.Last && n.Last < m.Last }) {
			n.Last++
		}
		for n.Last < len(t.Tokens) && t.Tokens[n.Last].UPOS == "PROPN" && t.Is(n.Last, "flat") && t.Tokens[n.Last].Head >= n.First && t.Tokens[n.Last].Head < n.Last {
			n.Last++
		}
		if k := len(out) - 1; k >= 0 && (out[k].Last > n.First || out[k].Last == n.First && split(t, out[k], n)) {
			out[k].Last = max(out[k].Last, n.Last)
			if n.Kind == "ORG" || out[k].Kind == "ORG" {
				out[k].Kind = "ORG"
			}
			continue
		}
		out = append(out, n)
	}
	for k := range out {
		out[k] = joined(t, out[k])
	}
	return out
}

// surname tells whether token i, right after a person's name, can be the rest
// of it: a name itself, no day or month ("Bell Monday said").
func surname(t *tree.Tree, i int) bool {
	return i < len(t.Tokens) && t.Tokens[i].UPOS == "PROPN" && t.Sentence(i) == t.Sentence(i-1) && !calendar[t.Low(i)] && !titles[t.Low(i)] &&
		t.Tokens[i].Text != t.Low(i) && t.Tokens[i].Span.Start <= t.Tokens[i-1].Span.End+1 && !capitals(t.Tokens[i].Text)
}

// split tells whether two names side by side are one: a word of one is part
// of the other's compound.
func split(t *tree.Tree, a, b nlp.Name) bool {
	if (a.Kind == "PER") != (b.Kind == "PER") {
		return false
	}
	i, j := t.Top(a.First, a.Last), t.Top(b.First, b.Last)
	return t.Tokens[i].Head == j && t.Is(i, "compound", "flat") || t.Tokens[j].Head == i && t.Is(j, "flat", "compound")
}

// ministry tells whether token i is the head of a ministry named in small
// letters: "defense ministry".
func ministry(t *tree.Tree, i int) bool {
	return t.Low(i) == "ministry" && t.Tokens[i].Text != "Ministry" && i > 0 && t.Tokens[i-1].Head == i && t.Is(i-1, "compound", "amod")
}

// joined widens a body's name over its number and over the "of" phrase that
// completes a name of one general word ("Bank of England").
func joined(t *tree.Tree, n nlp.Name) nlp.Name {
	if n.Kind == "PER" || n.Last >= len(t.Tokens) {
		return n
	}
	if numbered[t.Low(n.Last-1)] && t.Tokens[n.Last].UPOS == "NUM" {
		n.Last++
		return n
	}
	if i := n.Last; n.Last-n.First == 1 && general[t.Low(n.First)] && t.Low(i) == "of" {
		i++
		if i < len(t.Tokens) && t.Low(i) == "the" {
			i++
		}
		for i < len(t.Tokens) && (t.Tokens[i].UPOS == "PROPN" || t.Low(i) == "and" && i+1 < len(t.Tokens) && t.Tokens[i+1].UPOS == "PROPN" && t.Within(i, n.First)) {
			i++
			n.Last = i
		}
	}
	return n
}

// general are the words for a sort of body that an "of" phrase makes a name.
var general = words(`ministry department bank university union institute association municipality court bureau office board
	college academy league party order knights sons daughters house chamber council commission committee academy society
	federation confederation organization organisation republic kingdom`)

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

// capitals tells whether a word is three capital letters or more.
func capitals(w string) bool {
	return len(w) > 2 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
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
	case tag == "PER" && (bodyWords[before] || m.last-m.first == 1 && capitals(t.Tokens[m.first].Text)):
		return Organization
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
