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

// That is the "that" which opens the clause of the predicate at i, -1 without one. The
// order of the words says it where the tree takes "that" for an object.
func (t *Tree) That(i int) int {
	if m := t.Kid(i, "mark"); m >= 0 && m < i && t.Low(m) == "that" {
		return m
	}
	n := t.Kid(i, "nsubj")
	if n < 0 || n > i {
		return -1
	}
	that := t.Under(n, nil)[0] - 1
	if that < t.Sentences[t.Sentence(i)].First || t.Low(that) != "that" || t.Tokens[that].Head == i && handling[t.Lemma(i)] && !slices.ContainsFunc(t.kids[i], func(k int) bool { return k > i && t.Is(k, "obj", "ccomp") }) {
		return -1 // "the report that he wrote"
	}
	return that
}

// handling is done to a text or a thing: "the letter that he wrote" is no clause of what the letter says.
var handling = map[string]bool{"write": true, "make": true, "publish": true, "file": true, "issue": true, "post": true, "share": true, "release": true, "send": true, "submit": true, "sign": true,
	"read": true, "see": true, "hear": true, "show": true, "film": true, "record": true, "quote": true, "cite": true, "get": true, "receive": true, "give": true, "tell": true, "collect": true,
	"gather": true, "find": true, "present": true, "take": true, "use": true, "have": true, "want": true, "need": true, "raise": true, "buy": true, "sell": true, "hold": true}

// Governor is the verb before the noun at i, one of a set of words in lower case
// ("rejected", "threw out", "poured cold water"; a preposition may stand behind), that has it as its object by the order of the words, wherever the tree hangs
// it, -1 without one ("dismissed as nonsense a report"), and whether a word for
// not stands with it.
func (t *Tree) Governor(i int, verbs map[string]bool) (v int, negated bool) {
	behind := -1 // a preposition
	for k := i - 1; k >= t.Sentences[t.Sentence(i)].First; k-- {
		if u := t.Tokens[k].UPOS; u == "VERB" || u == "AUX" {
			if n := t.longest(k, verbs); n > 0 && (behind < 0 || t.adverbs(k+n, behind) || t.adverbs(k+n-1, behind)) {
				return k, t.Withheld(k)
			}
		}
		switch t.Tokens[k].UPOS {
		case "DET", "ADJ", "ADV", "NOUN", "PROPN", "NUM", "PART":
		case "PRON":
			if !t.Is(k, "nmod", "det") && !strings.HasSuffix(t.Low(k), "self") && !strings.HasSuffix(t.Low(k), "selves") {
				return -1, false
			}
		default:
			w := t.Low(k)
			switch {
			case behind < 0 && governing[w]:
				behind = k
				continue
			case t.longest(k-1, verbs) > 1 || t.Low(k-1) == "as": // "laughed off", "rejected as baseless"
				continue
			}
			if t.Tokens[k].Rel != "compound:prt" && w != "as" && w != "," && !strings.Contains("\"“”''", w) {
				return -1, false
			}
		}
	}
	return -1, false
}

// governing are the prepositions between a verb and what it takes up.
var governing = map[string]bool{"from": true, "on": true, "into": true, "at": true, "to": true, "against": true, "with": true, "of": true}

// longest is how many words from token k on make the longest of a set of words and
// phrases, 0 for none.
func (t *Tree) longest(k int, set map[string]bool) int {
	best, phrase := 0, ""
	for n := range 4 {
		if w := t.Low(k + n); n == 0 || !not[w] { // "were not aware"
			if phrase += " " + w; set[phrase[1:]] {
				best = n + 1
			}
		}
	}
	return best
}

// adverbs tells whether nothing but adverbs stands between the tokens first and last.
func (t *Tree) adverbs(first, last int) bool {
	for k := first; k < last; k++ {
		if t.Tokens[k].UPOS != "ADV" {
			return false
		}
	}
	return first <= last
}

// Withheld tells whether what the verb at v names is not done, by the words before
// it: "did not confirm", "declined to confirm", "nothing to confirm".
func (t *Tree) Withheld(v int) bool {
	for _, n := range append([]int{v - 1}, t.kids[v]...) {
		if n < v && not[t.Low(n)] {
			return true
		}
	}
	first := t.Sentences[t.Sentence(v)].First
	if v-2 < first || t.Low(v-1) != "to" {
		return false
	}
	for k := v - 2; k >= max(v-6, first); k-- {
		switch w := t.Low(k); {
		case withholding[w] || not[w] || w == "no" || w == "nothing":
			return true
		case t.Tokens[k].UPOS != "NOUN" && t.Tokens[k].UPOS != "ADJ" && t.Tokens[k].UPOS != "ADV":
			return false
		}
	}
	return false
}

var (
	not         = map[string]bool{"not": true, "n't": true, "never": true, "nor": true}
	withholding = map[string]bool{"declined": true, "declines": true, "refused": true, "refuses": true, "failed": true, "unable": true, "yet": true, "insufficient": true}
)

// Apology is the verb by which somebody is sorry for what the word at i names,
// "apologised for its report", -1 without one.
func (t *Tree) Apology(i int) int {
	first := t.Sentences[t.Sentence(i)].First
	k := i - 1
	for k > first && (t.Tokens[k].UPOS == "DET" || t.Tokens[k].UPOS == "ADJ" || t.Tokens[k].UPOS == "ADV" || t.Is(k, "nmod:poss", "compound")) {
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
