package name

import (
	"cmp"
	"slices"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/report"
)

// Argument is who or what takes a part in a claim. Role is "agent", "patient",
// "recipient", "place" or "purpose"; Head is the token that heads the words.
type Argument struct {
	Role string
	Span report.Span
	Head int
}

// Arguments gives the arguments of each predicate, in the order of the text.
// The subject of a state is its patient. A subject left out is the one shared
// with the verb that this one is conjoined to or the complement of.
func Arguments(doc *nlp.Document, predicates []nlp.Predicate) [][]Argument {
	a := &arguments{tree.New(doc), map[int]bool{}}
	for _, n := range doc.Names {
		if n.Kind == "LOC" {
			for i := n.First; i < n.Last; i++ {
				a.places[i] = true
			}
		}
	}
	out := make([][]Argument, len(predicates))
	for i, p := range predicates {
		out[i] = a.of(p.Token)
	}
	return out
}

type arguments struct {
	*tree.Tree
	places map[int]bool // tokens of place names
}

func (a *arguments) of(p int) []Argument {
	var out []Argument
	add := func(role string, head int) {
		if head < 0 || head == p || slices.ContainsFunc(out, func(x Argument) bool { return x.Head == head }) {
			return
		}
		if ante := a.antecedent(head); ante >= 0 && ante != p {
			head = ante
		}
		out = append(out, Argument{role, a.Phrase(head, p), head})
	}
	subject, passive := a.Subject(p)
	if subject >= 0 && a.Within(p, subject) && a.Tokens[subject].Rel != "acl" && a.Kid(p, "nsubj") < 0 {
		// a participle or relative clause: the noun that it describes
		if !a.Is(p, "acl", "conj", "xcomp") {
			subject = -1
		}
	}
	switch {
	case subject < 0 || a.Low(subject) == "there" || a.Tokens[subject].Rel == "expl":
	case passive, !a.verbal(p):
		add("patient", subject)
	default:
		add("agent", subject)
	}
	obj, iobj := a.Kid(p, "obj"), a.Kid(p, "iobj")
	if iobj >= 0 {
		add("recipient", iobj)
	}
	if obj >= 0 {
		if a.Kid(p, "ccomp") >= 0 && iobj < 0 && addressing[a.Low(p)] {
			add("recipient", obj)
		} else {
			add("patient", obj)
		}
	}
	for _, k := range a.Kids(p) {
		switch {
		case a.Tokens[k].Rel == "obl:agent" && passive:
			add("agent", k)
		case a.Is(k, "obl"):
			a.oblique(k, obj >= 0 || passive, add)
		case a.Is(k, "advcl") && a.aim(k):
			add("purpose", k)
		case a.Is(k, "advmod") && (a.Low(k) == "here" || a.Low(k) == "there" || a.Low(k) == "abroad" || a.Low(k) == "overseas"):
			add("place", k)
		}
	}
	slices.SortStableFunc(out, func(x, y Argument) int { return cmp.Compare(x.Span.Start, y.Span.Start) })
	return out
}

// oblique gives a role to a phrase with a preposition, where one is plain.
func (a *arguments) oblique(k int, given bool, add func(string, int)) {
	c := a.Kid(k, "case")
	if c < 0 {
		return
	}
	switch prep := a.Low(c); {
	case a.places[k] && spatial[prep], spatial[prep] && prep != "to" && prep != "from" && sites[a.Lemma(k)]:
		add("place", k)
	case prep == "to" && given:
		add("recipient", k)
	}
}

// antecedent is the noun that a relative pronoun stands for, -1 for any other
// word.
func (a *arguments) antecedent(i int) int {
	switch a.Low(i) {
	case "who", "which", "that", "whom":
	default:
		return -1
	}
	for at := i; at >= 0; at = a.Tokens[at].Head {
		if a.Tokens[at].Rel == "acl:relcl" {
			return a.Tokens[at].Head
		}
	}
	return -1
}

func (a *arguments) verbal(p int) bool { return a.Tokens[p].UPOS == "VERB" && a.Kid(p, "cop") < 0 }

// aim tells whether a clause is one of purpose: an infinitive, with "in order"
// or "so as" or without.
func (a *arguments) aim(k int) bool {
	m := a.Kid(k, "mark")
	return m >= 0 && (a.Low(m) == "to" || a.Low(m) == "in")
}

// addressing are verbs whose object beside a clause is who is told.
var addressing = words("tell tells told telling inform informs informed warn warns warned assure assures assured remind reminds reminded convince convinced")

var (
	spatial = words("in at on near across inside outside around within throughout to into from towards toward off along between above over under beyond through")
	sites   = words(`city town village district province region state country border area camp prison airport port hospital school
		university street square station hotel factory plant building house office site sea coast river island mountain capital
		north south east west centre center home market mosque church base checkpoint court suburb neighborhood neighbourhood`)
)
