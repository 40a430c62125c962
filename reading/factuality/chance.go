package factuality

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
)

// chance is the factuality of the clause of the predicate at i, opened by the word at
// that (-1 without), of which its sentence tells the odds: "little chance that",
// "no question of resigning", "chances are slim that"; "" for any other.
func chance(t *tree.Tree, i, that int) string {
	n := that - 1
	if that < 0 {
		if n = gerundOf(t, i); n < 0 || t.Low(n) != "chance" && t.Low(n) != "question" && t.Low(n) != "prospect" {
			return ""
		}
	}
	first := t.Sentences[t.Sentence(i)].First
	if n-1 < first {
		return ""
	}
	if that > 0 {
		be := n
		if faintly[t.Low(n)] {
			be--
		}
		if w := t.Low(be - 1); be > first && t.Lemma(be) == "be" && (w == "chances" || w == "odds") {
			if be < n {
				return "PR-"
			}
			return "PR+"
		}
	}
	w := t.Low(n - 1)
	switch l := t.Lemma(n); {
	case l == "question" && w == "no" && that > 0:
		return "CT+"
	case l == "question" && w == "no":
		return "CT-"
	case l == "question" && that > 0 && w == "the" && t.Low(n-2) == "of" && t.Low(n-3) == "out" && n-4 > first && (negations[t.Low(n-4)] || hardly[t.Low(n-4)]):
		return "PS+"
	case l != "chance" && l != "likelihood" && l != "prospect" && l != "probability" && l != "possibility":
		return ""
	case w == "no" || w == "zero":
		return "CT-"
	case w == "little" || hardly[t.Low(n-2)]:
		return "PR-"
	case faintly[w]:
		return "PS+"
	case w == "every" || w == "good" || w == "strong" || w == "high" || w == "fair" || w == "decent":
		return "PR+"
	case l == "chance" || l == "possibility":
		return "PS+"
	}
	return ""
}

// gerundOf is the noun whose phrase with "of" holds the gerund at i: "no question of
// the minister resigning", -1 for none.
func gerundOf(t *tree.Tree, i int) int {
	if !strings.HasSuffix(t.Low(i), "ing") {
		return -1
	}
	for k := i - 1; k > max(i-5, t.Sentences[t.Sentence(i)].First); k-- {
		switch u := t.Tokens[k].UPOS; {
		case t.Low(k) == "of":
			return k - 1
		case u != "DET" && u != "NOUN" && u != "PROPN" && u != "PRON" && u != "ADJ":
			return -1
		}
	}
	return -1
}

// doubting tells whether the clause at i is what somebody does not believe: "is
// sceptical that", "is far from convinced that", "finds it hard to believe that".
func doubting(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 0 || h > i || !t.Is(i, "ccomp", "csubj", "advcl", "acl") || questions(t, i) {
		return false
	}
	s := t.Kid(h, "nsubj")
	switch w := t.Low(h); {
	case doubters[w]:
		return !denied(t, h) && (s < 0 || t.Low(s) != "it")
	case w == "convinced" || w == "persuaded":
		return denied(t, h) || notAll(t, h) || t.Withheld(h) || t.Low(h-1) == "from" && t.Low(h-2) == "far" || t.Low(h-1) == "means" || t.Low(h-1) == "be" && t.Low(h-3) == "yet"
	case t.Lemma(h) == "doubt" && t.Tokens[h].UPOS == "VERB":
		return !denied(t, h) && !few(t, h) && !undisputed(t, i)
	case w == "believe" || w == "imagine":
		return h > 1 && t.Low(h-1) == "to" && (t.Low(h-2) == "hard" || t.Low(h-2) == "difficult" || shunning[t.Low(h-2)])
	}
	return false
}

// notAll tells whether not all do what the verb at v says: "not everyone is".
func notAll(t *tree.Tree, v int) bool {
	n := t.Kid(v, "nsubj")
	return n > 0 && n < v && negations[t.Low(n-1)]
}

// unlikely tells whether the predicate at i says of a thing that it will hardly be:
// "a recovery looks unlikely".
func unlikely(t *tree.Tree, i int) bool {
	if w := t.Low(i); w != "unlikely" && w != "improbable" || denied(t, i) || t.Kid(i, "xcomp", "ccomp", "csubj") >= 0 {
		return false
	}
	return t.Kid(i, "nsubj") >= 0 || t.Is(i, "xcomp")
}

// ungrounded tells whether the clause at i is what there is too little to say: "too
// early to conclude that", "the evidence was insufficient to prove that".
func ungrounded(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 0 || h > i || !t.Is(i, "ccomp", "obj") || h-3 < t.Sentences[t.Sentence(h)].First || t.Low(h-1) != "to" || !passing[t.Lemma(h)] && !leading[t.Lemma(h)] && !proving[t.Lemma(h)] {
		return false
	}
	switch w := t.Low(h - 2); {
	case w == "premature" || w == "insufficient" || w == "inadequate" || t.Low(h-3) == "too":
		return true
	case w == "enough" || w == "sufficient":
		return negations[t.Low(h-3)] || negations[t.Low(h-4)]
	}
	return false
}

var (
	faintly  = words("slim small slight remote outside faint low tiny")
	doubters = words("sceptical skeptical dubious pessimistic doubtful unconvinced unpersuaded")
	proving  = words("prove establish determine demonstrate")
)
