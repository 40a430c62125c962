package tree

import (
	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/reading/internal/verb"
)

// Topic is the noun that the clause opened by the word at that is said of, through "is",
// "has it" or a verb of growing and staying, -1 for none: "the army's position is that",
// "rumour has it that", "concern is mounting in town that".
func (t *Tree) Topic(that int) int {
	first := t.Sentences[t.Sentence(that)].First
	k := that - 1
	for k > first && t.Tokens[k].UPOS == "ADV" {
		k--
	}
	switch {
	case t.Low(that) != "that" || k <= first:
		return -1
	case t.Low(k) == "it" && t.Lemma(k-1) == "have":
		k -= 2
	case t.Lemma(k) == "be", spreading[t.Low(k)]:
		for k--; k > first && (t.Tokens[k].UPOS == "AUX" || t.Tokens[k].UPOS == "ADV"); k-- {
		}
	default:
		return -1
	}
	noun := -1
	for ; k >= first; k-- {
		switch t.Tokens[k].UPOS {
		case "NOUN", "PROPN":
			if noun < 0 {
				noun = k
			}
		case "ADP":
			noun = -1
		case "DET", "ADJ", "NUM", "PART":
		case "PRON":
			if !t.Is(k, "nmod", "det") {
				return noun
			}
		default:
			return noun
		}
	}
	return noun
}

// spreading are the forms of verbs for how many think or say a thing.
var spreading = verb.Set("grow mount rise persist remain linger swirl abound increase deepen")

// Minded is who is sure, by the word at i, and of what, by the head of its clause; -1 for
// nobody: "relatives are adamant that she was killed", "are in no doubt that", "are of
// the view that". What "it" is sure of, "it is certain that", is nobody's.
func (t *Tree) Minded(i int) (who, what int) {
	switch w := t.Low(i); {
	case sure[w]:
	case w == "doubt" && t.Low(i-1) == "no" && t.Low(i-2) == "in":
	case (w == "view" || w == "opinion" || w == "belief") && t.Low(i-1) == "the" && t.Low(i-2) == "of":
	case w == "impression" && t.Low(i-1) == "the" && t.Low(i-2) == "under":
	default:
		return -1, -1
	}
	s, be := t.Kid(i, "nsubj"), t.Kid(i, "cop", "aux:pass")
	if s < 0 || s > i || be < s || be > i || t.Lemma(be) != "be" || t.Tokens[s].UPOS == "DET" || t.Tokens[s].UPOS == "PRON" && unminded[t.Low(s)] {
		return -1, -1
	}
	for _, k := range t.kids[i] {
		if m := t.Kid(k, "mark"); k > i && t.Is(k, "ccomp", "csubj", "acl", "advcl") && t.Tokens[k].Rel != "acl:relcl" && (m < 0 && t.Kid(k, "nsubj") > i || m == i+1 && t.Low(m) == "that") {
			return s, k
		}
	}
	return -1, -1
}

// sure are the words for being so, unminded pronouns that stand for nobody.
var (
	sure     = words("adamant certain convinced sure insistent clear")
	unminded = words("it that this what which there")
)

var words = lex.Words
