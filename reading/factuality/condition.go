package factuality

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
)

// turned are the factualities and statuses of the clause at i in a sentence that
// opens with a condition by its order, "Were the army to attack, the town would
// fall", itself the condition or what hangs on it; "" for any other.
func turned(t *tree.Tree, i int) (facts, stages string) {
	s := t.Sentences[t.Sentence(i)]
	first := s.First
	if t.Punct(first) && first+1 < s.Last {
		first++
	}
	if w := t.Low(first); w != "were" && w != "had" && w != "should" || first+2 >= s.Last || t.Tokens[s.Last-1].Text == "?" {
		return "", ""
	}
	switch t.Tokens[first+1].UPOS {
	case "DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ":
	default:
		return "", ""
	}
	comma := first
	for comma < s.Last && t.Tokens[comma].Text != "," {
		comma++
	}
	if comma == s.Last {
		return "", ""
	}
	if i < comma {
		return "U", "conditional"
	}
	if _, _, _, _, modal := group(t, i); (modal == "would" || modal == "will") && len((&hedger{t}).of(i)) == 0 {
		return "U", "conditional"
	}
	return "", ""
}

// supposition tells whether the clause at i is only thought of: "Suppose the army
// used gas", "in the event of the bank failing", "acted as if nobody had died".
func supposition(t *tree.Tree, i int) bool {
	s := t.Sentences[t.Sentence(i)].First
	if w := t.Low(s); (w == "suppose" || w == "supposing") && i > s && t.Kid(s, "nsubj") < 0 {
		return true
	}
	if h := t.Tokens[i].Head; h > 0 && t.Low(h) == "event" && t.Is(i, "acl") && h < i && t.Low(h-1) == "the" && t.Low(h-2) == "in" {
		return true
	}
	return asIf(t, i)
}

// asIf tells whether the clause at i is one that something was done as if or as
// though it were so. What seems so is not meant.
func asIf(t *tree.Tree, i int) bool {
	m := t.Kid(i, "mark")
	if m < 0 || t.Low(m) != "as" || t.Low(m+1) != "if" && t.Low(m+1) != "though" {
		return false
	}
	h := t.Tokens[i].Head
	return h < 0 || !looking[t.Lemma(h)] || doctored(t, h)
}

// doctored tells whether the verb of seeming at h is of what somebody made seem so:
// "was made to look as though", "to make it appear that".
func doctored(t *tree.Tree, h int) bool {
	if h < 0 || !looking[t.Lemma(h)] {
		return false
	}
	up := t.Tokens[h].Head
	return up >= 0 && up < h && t.Is(h, "xcomp", "ccomp", "advcl") && t.Lemma(up) == "make"
}

// purported tells whether the clause at i is what something purports to do or show:
// "purports to show soldiers beating a man".
func purported(t *tree.Tree, i int) bool {
	for n := 0; n < 2 && i >= 0; i, n = t.Tokens[i].Head, n+1 {
		if k := opener(t, i); k > 0 && t.Low(k) == "to" && strings.HasPrefix(t.Low(k-1), "purport") {
			return n == 0 || t.Lemma(i) == "show" || t.Lemma(i) == "depict"
		}
	}
	return false
}

// anyWho tells whether the clause at i tells whom a rule or order would strike: "to
// shoot anyone who crossed".
func anyWho(t *tree.Tree, i int) bool {
	n := t.Tokens[i].Head
	if n < 0 || n > i || t.Tokens[i].Rel != "acl:relcl" || !pastFact(t, i) || t.Low(max(t.Kid(i, "nsubj"), 0)) != "who" {
		return false
	}
	if d := t.Kid(n, "det"); t.Low(n) != "anyone" && t.Low(n) != "anybody" && !(d >= 0 && t.Low(d) == "any") {
		return false
	}
	h := t.Tokens[n].Head
	if h < 0 {
		return false
	}
	_, _, to, _, modal := group(t, h)
	return to || modal != ""
}

// vouched tells whether the clause at i only holds if who or what tells it is right:
// "if the report is true, he fled", "if survivors are to be believed".
func vouched(t *tree.Tree, i int) bool {
	for _, k := range t.Kids(i) {
		if !t.Is(k, "advcl") || k > i || !truthful[t.Low(k)] {
			continue
		}
		first := t.Under(k, nil)[0]
		if t.Low(first-1) == "assuming" {
			return true
		}
		if w := t.Low(first); (w == "if" || w == "assuming") && (first == t.Sentences[t.Sentence(i)].First || t.Punct(first-1) || t.Tokens[first-1].UPOS == "CCONJ") {
			return true
		}
	}
	return false
}

// unfulfilled tells whether the clause at i hangs on one that is cut down to its
// condition: "faces 20 years if convicted", "expire in June unless renewed".
func unfulfilled(t *tree.Tree, i int) bool {
	if !strings.Contains(t.Tokens[i].Feats, "Tense=Pres") || !strings.Contains(t.Tokens[i].Feats, "VerbForm=Fin") {
		return false
	}
	for _, k := range t.Kids(i) {
		m := t.Kid(k, "mark")
		if t.Is(k, "advcl") && m == k-1 && (t.Low(m) == "if" && t.Low(m-1) != "even" && t.Low(m-1) != "as" || t.Low(m) == "unless") && t.Tokens[k].UPOS == "VERB" && strings.Contains(t.Tokens[k].Feats, "VerbForm=Part") {
			return true
		}
	}
	return false
}

// unlessKept tells whether the clause at i is one that will not be unless another is:
// "will not lift the ban unless", "there will be no exchange unless".
func unlessKept(t *tree.Tree, i int) bool {
	v := i
	if h := t.Tokens[i].Head; h >= 0 && t.Is(i, "nsubj") && t.Kid(h, "expl") >= 0 {
		v = h
	}
	for _, k := range t.Kids(v) {
		if m := t.Kid(k, "mark"); t.Is(k, "advcl") && m >= 0 && t.Low(m) == "unless" {
			_, _, _, _, modal := group(t, v)
			return modal == "will" || modal == "would"
		}
	}
	return false
}

// stipulating tells whether the words from token first on open a condition that no
// subordinating word of its own does: "in the event that", "on condition that", "as
// long as".
func stipulating(t *tree.Tree, first int) bool {
	switch t.Low(first) {
	case "in":
		return t.Low(first+1) == "the" && t.Low(first+2) == "event" && (t.Low(first+3) == "that" || t.Low(first+3) == "of")
	case "on":
		return t.Low(first+1) == "condition" || t.Low(first+1) == "the" && t.Low(first+2) == "condition"
	case "as", "so":
		return t.Low(first+1) == "long" && t.Low(first+2) == "as"
	case "long":
		return first > 0 && (t.Low(first-1) == "as" || t.Low(first-1) == "so") && t.Low(first+1) == "as"
	}
	return false
}

// feigned tells whether the predicate at i is what somebody only pretends: "pretended
// to have lost contact", "feigned being ill". The order of words says so.
func feigned(t *tree.Tree, i int) bool {
	k := opener(t, i)
	if k < 0 {
		return false
	}
	if feigning[t.Low(k)] {
		return strings.HasSuffix(t.Low(k+1), "ing")
	}
	return t.Low(k) == "to" && feigning[t.Low(k-1)]
}

var (
	looking  = words("look seem appear sound feel")
	truthful = words("true right correct accurate genuine authentic believed trusted truthful honest")
)
