// Package tree walks the dependency trees of a document: who governs whom,
// which words a phrase has, where it ends. It reads Universal Dependencies'
// relations and judges nothing of what they mean for a report.
package tree

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/report"
)

// Tree is a document with its dependents and the sentence of each token.
type Tree struct {
	*nlp.Document
	kids     [][]int
	sentence []int
	low      []string // as Low gives them, once asked for
}

// New indexes the trees of a document.
func New(doc *nlp.Document) *Tree {
	t := &Tree{Document: doc, kids: make([][]int, len(doc.Tokens)), sentence: make([]int, len(doc.Tokens)), low: make([]string, len(doc.Tokens))}
	for i, tok := range doc.Tokens {
		if tok.Head >= 0 {
			t.kids[tok.Head] = append(t.kids[tok.Head], i)
		}
	}
	for s, sent := range doc.Sentences {
		for i := sent.First; i < sent.Last; i++ {
			t.sentence[i] = s
		}
	}
	return t
}

// Kids are the dependents of token i in the order of the text.
func (t *Tree) Kids(i int) []int { return t.kids[i] }

// Sentence is the index of the sentence that token i stands in.
func (t *Tree) Sentence(i int) int { return t.sentence[i] }

// Base is token i's relation without its subtype.
func (t *Tree) Base(i int) string {
	base, _, _ := strings.Cut(t.Tokens[i].Rel, ":")
	return base
}

// Is tells whether token i's relation is one of rels, each with or without a
// subtype ("nsubj" covers "nsubj:pass").
func (t *Tree) Is(i int, rels ...string) bool {
	rel := t.Tokens[i].Rel
	return slices.Contains(rels, rel) || slices.Contains(rels, t.Base(i))
}

// Kid is the first dependent of i whose relation is one of rels, -1 for none.
func (t *Tree) Kid(i int, rels ...string) int {
	for _, k := range t.kids[i] {
		if t.Is(k, rels...) {
			return k
		}
	}
	return -1
}

// Low is the word in lower case with a plain apostrophe, "" beyond the text.
func (t *Tree) Low(i int) string {
	if i < 0 || i >= len(t.Tokens) {
		return ""
	}
	if t.low[i] == "" {
		t.low[i] = strings.ReplaceAll(strings.ToLower(t.Tokens[i].Text), "’", "'")
	}
	return t.low[i]
}

// Punct tells whether token i is a mark of punctuation.
func (t *Tree) Punct(i int) bool { return t.Tokens[i].UPOS == "PUNCT" }

// Under are the tokens of i's subtree in the order of the text, less those
// below a dependent that skip refuses; skip may be nil.
func (t *Tree) Under(i int, skip func(int) bool) []int {
	var out []int
	var walk func(int)
	walk = func(i int) {
		out = append(out, i)
		for _, k := range t.kids[i] {
			if skip == nil || !skip(k) {
				walk(k)
			}
		}
	}
	walk(i)
	slices.Sort(out)
	return out
}

// Within tells whether token i lies in the subtree of token top.
func (t *Tree) Within(i, top int) bool {
	for i >= 0 && i != top {
		i = t.Tokens[i].Head
	}
	return i == top
}

// Spans are the stretches of text that sorted tokens cover, marks of
// punctuation at either edge of a stretch left out. Stretches that only such
// marks part are one.
func (t *Tree) Spans(tokens []int) []report.Span {
	var out []report.Span
	last := -2
	for _, i := range tokens {
		if t.Punct(i) {
			continue
		}
		span := t.Tokens[i].Span
		if last >= 0 && t.onlyPunct(last+1, i) {
			out[len(out)-1].End = span.End
		} else {
			out = append(out, span)
		}
		last = i
	}
	return out
}

func (t *Tree) onlyPunct(first, last int) bool {
	for i := first; i < last; i++ {
		if !t.Punct(i) {
			return false
		}
	}
	return true
}

// Subject is the subject of a predicate, its own or the one it shares: with
// the verb it is conjoined to, the verb whose open complement it is (the
// object's rather than the subject's where there is one), the clause it
// modifies as a participle, the noun it modifies. It is -1 where there is
// none or where, as with "a way to earn", the words do not tell. The second result tells that the predicate is a passive of its own.
func (t *Tree) Subject(i int) (subject int, passive bool) {
	passive = t.Passive(i)
	seen := 0
	for at := i; at >= 0 && seen < 12; seen++ {
		if s := t.nearestSubject(at); s >= 0 {
			return s, passive
		}
		up := t.Tokens[at].Head
		if up < 0 {
			break
		}
		switch t.Tokens[at].Rel {
		case "acl", "acl:relcl":
			if m := t.Kid(at, "mark"); m >= 0 && t.Low(m) == "to" && t.Tokens[at].Rel == "acl" {
				return -1, passive
			}
			return up, passive
		case "xcomp":
			if o := t.Kid(up, "iobj", "obj"); o >= 0 && o < at {
				return o, passive
			}
		case "conj", "advcl", "parataxis":
		default:
			return -1, passive
		}
		at = up
	}
	return -1, passive
}

// nearestSubject is the last subject of i before it, or the first after it: a
// tree may give a verb the subject of another as well.
func (t *Tree) nearestSubject(i int) int {
	best := -1
	for _, k := range t.kids[i] {
		if t.Is(k, "nsubj", "csubj") && (k < i || best < 0) {
			best = k
		}
	}
	return best
}

// Passive tells whether a predicate is a passive: by its auxiliary or subject,
// or, a bare participle that modifies a noun, by its form.
func (t *Tree) Passive(i int) bool {
	if t.Kid(i, "aux:pass", "nsubj:pass", "csubj:pass") >= 0 {
		return true
	}
	f := t.Tokens[i].Feats
	return strings.Contains(f, "Voice=Pass") ||
		t.Tokens[i].Rel == "acl" && strings.Contains(f, "Tense=Past") && strings.Contains(f, "VerbForm=Part")
}

// Lemma is the lemma of token i in lower case, "" beyond the text.
func (t *Tree) Lemma(i int) string {
	if i < 0 || i >= len(t.Tokens) {
		return ""
	}
	return strings.ToLower(t.Tokens[i].Lemma)
}

// Governor is the verb before the noun at i, one of a set of words in lower case
// ("rejected", "threw out", "backed down" with a preposition behind), that has it as its object by the order of the words, wherever the tree hangs
// it, -1 without one ("dismissed as nonsense a report"), and whether a word for
// not stands with it.
func (t *Tree) Governor(i int, verbs map[string]bool) (v int, negated bool) {
	behind := false // a preposition
	for k := i - 1; k >= t.Sentences[t.Sentence(i)].First; k-- {
		if (verbs[t.Low(k)] && !behind || verbs[t.Low(k)+" "+t.Low(k+1)]) && (t.Tokens[k].UPOS == "VERB" || t.Tokens[k].UPOS == "AUX") {
			for _, n := range append([]int{k - 1}, t.kids[k]...) {
				if w := t.Low(max(n, 0)); w == "not" || w == "n't" || w == "never" || w == "nor" {
					negated = true
				}
			}
			return k, negated
		}
		switch t.Tokens[k].UPOS {
		case "DET", "ADJ", "ADV", "NOUN", "PROPN", "NUM", "PART":
		case "PRON":
			if !t.Is(k, "nmod", "det") && !strings.HasSuffix(t.Low(k), "self") && !strings.HasSuffix(t.Low(k), "selves") {
				return -1, false
			}
		default:
			if w := t.Low(k); !behind && (w == "from" || w == "on" || w == "into") {
				behind = true
			} else if t.Tokens[k].Rel != "compound:prt" && w != "as" && w != "," && !strings.Contains("\"“”''", w) {
				return -1, false
			}
		}
	}
	return -1, false
}

// Apology is the verb by which somebody is sorry for what the noun at i names,
// "apologised for its report", -1 without one.
func (t *Tree) Apology(i int) int {
	first := t.Sentences[t.Sentence(i)].First
	k := i - 1
	for k > first && (t.Tokens[k].UPOS == "DET" || t.Tokens[k].UPOS == "ADJ" || t.Is(k, "nmod:poss", "compound")) {
		k--
	}
	if k <= first || t.Low(k) != "for" {
		return -1
	}
	for k--; k > first && t.Tokens[k].UPOS == "ADV"; k-- {
	}
	if l := t.Lemma(k); l == "apologise" || l == "apologize" {
		return k
	}
	return -1
}

// Phrase is the stretch of text of the noun phrase or clause that i heads, its
// preposition, conjunction and marks at the edges left out, and likewise
// relative clauses, the clause that token without stands in (-1 for none) and
// what comes after a gap.
func (t *Tree) Phrase(i, without int) report.Span {
	words := t.Under(i, func(k int) bool {
		if without >= 0 && t.Within(without, k) {
			return true
		}
		if t.Tokens[k].Rel == "acl:relcl" || t.Is(k, "parataxis", "discourse", "vocative") {
			return true
		}
		return t.Tokens[k].Head == i && (t.Is(k, "case", "cc", "advcl") || t.Is(k, "mark") && t.Low(k) != "to")
	})
	spans := t.Spans(words)
	for _, s := range spans {
		if s.Contains(t.Tokens[i].Span) {
			return s
		}
	}
	return t.Tokens[i].Span
}

// Top is the token of [first, last) that the others hang on.
func (t *Tree) Top(first, last int) int {
	for i := first; i < last; i++ {
		if h := t.Tokens[i].Head; h < first || h >= last {
			return i
		}
	}
	return first
}
