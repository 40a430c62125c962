package factuality

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
)

// inquired are the factualities and statuses that are left of the predicate at i where
// it is asked, or answered in a word; "" where it is neither.
func inquired(t *tree.Tree, i int) (facts, stages string) {
	switch a := answered(t, i); {
	case a == "no":
		return "CT-", "happened holds habitual predicted planned"
	case a == "yes":
		return "CT+", "happened holds habitual predicted planned"
	case answering(t, i):
		return "CT+", "happened habitual"
	case wondered(t, i):
		return "U", "unknown"
	}
	return "", ""
}

// wondered tells whether the clause at i is asked rather than told: "Is it true that he
// lied?", "You lied, didn't you?", "Dam unsafe?", "asked if it was true that he lied".
// What a question with a word of its own takes for granted is left as it is.
func wondered(t *tree.Tree, i int) bool {
	top := joinedTo(t, i)
	for h := t.Tokens[top].Head; h >= 0 && t.Is(top, "ccomp", "csubj") && wondering[t.Lemma(h)]; h = t.Tokens[top].Head {
		top = h
	}
	if m := t.Kid(top, "mark"); top != i && m >= 0 && (t.Low(m) == "if" || t.Low(m) == "whether") && t.Is(top, "ccomp") {
		return true
	}
	if !t.Is(top, "root", "ccomp", "parataxis") || t.Is(top, "ccomp") && t.Kid(top, "mark") >= 0 {
		return false
	}
	s := t.Sentences[t.Sentence(i)]
	end := i + 1
	for ; end < s.Last && t.Tokens[end].Text != "?"; end++ {
		if strings.Contains(stops, t.Tokens[end].Text) || t.Tokens[end-1].Text == "," && (Asks(t.Low(end)) || t.Is(end, "cc")) {
			return false
		}
	}
	if end == s.Last {
		return false
	}
	first := min(i, top)
	for first > s.First && !strings.Contains(stops+"?", t.Tokens[first-1].Text) {
		first--
	}
	return !Asks(t.Low(first)) || top != i && t.Low(first) == "who"
}

// answering tells whether the verb at i says no more than yes or no.
func answering(t *tree.Tree, i int) bool {
	w := t.Low(i + 1)
	if w != "no" && w != "yes" || !replying[t.Lemma(i)] {
		return false
	}
	last := t.Sentences[t.Sentence(i)].Last
	return i+2 >= last || t.Punct(i+2) || t.Low(i+2) == "when" || t.Low(i+2) == "to"
}

// answered is the word, yes or no, by which somebody answers whether it is as the predicate
// at i says, "" without one: "asked if he had lied, Rusk said no".
func answered(t *tree.Tree, i int) string {
	s := t.Sentences[t.Sentence(i)]
	k := i - 1
	for k > s.First && !t.Punct(k) && t.Low(k) != "if" && t.Low(k) != "whether" {
		k--
	}
	if k <= s.First || t.Low(k-1) != "asked" || t.Punct(k) {
		return ""
	}
	for v := s.First; v+1 < s.Last; v++ {
		if (v < k-1 || v > i) && answering(t, v) {
			return t.Low(v + 1)
		}
	}
	return ""
}

// stops are the marks that end a question or what stands before it, but its own.
const stops = ".;:!\"“”`'‘’"

var (
	// wondering are the words in a question whose content is what it asks.
	wondering = words("think believe feel say know true mean suppose claim tell correct")
	replying  = words("say answer reply respond")
)
