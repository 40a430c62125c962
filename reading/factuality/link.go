package factuality

import (
	"slices"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/form"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/report"
)

// Link is what a claim rests on. Premises are the claims it is drawn from, as
// indexes of the document's predicates, and Marker the words that say so ("Given
// that"), nil for none. Inferred tells that the marker is one of inference and
// not of mere cause. Condition is the claim that it holds under, -1 for none.
// Open tells that the report says the answer is not known.
type Link struct {
	Marker    *report.Span
	Premises  []int
	Inferred  bool
	Condition int
	Open      bool
}

// Links gives the links of each predicate of doc, by the clauses that hang on
// it, the adverbs of consequence that open its sentence, and the words for
// not knowing that govern it.
func Links(doc *nlp.Document) []Link {
	l := &linker{Tree: tree.New(doc), at: map[int]int{}, out: make([]Link, len(doc.Predicates))}
	for i, p := range doc.Predicates {
		l.at[p.Token] = i
		l.out[i].Condition = -1
	}
	for _, p := range doc.Predicates {
		l.clauses(p.Token)
		l.consequence(p.Token)
		l.guess(p.Token)
	}
	for _, p := range doc.Predicates {
		l.inherit(p.Token)
	}
	for i := range doc.Tokens {
		l.unknown(i)
	}
	leads, open := form.Leads(l.Tree), openLeads(l.Tree)
	for i, p := range doc.Predicates {
		l.out[i].Open = l.out[i].Open || open[leads[l.Sentence(p.Token)]]
	}
	for i, p := range doc.Predicates {
		l.out[i].Open = l.out[i].Open && !reason(l.Tree, p.Token)
	}
	return l.out
}

type linker struct {
	*tree.Tree
	at  map[int]int // predicate of an anchor
	out []Link
}

// mark records the words of the tokens [first, last) as the marker of p.
func (l *linker) mark(p, first, last int, inferred bool, premises ...int) {
	link := &l.out[l.at[p]]
	if link.Marker == nil {
		link.Marker = &report.Span{Start: l.Tokens[first].Span.Start, End: l.Tokens[last-1].Span.End}
	}
	link.Inferred = link.Inferred || inferred
	for _, q := range premises {
		if q != l.at[p] && !slices.Contains(link.Premises, q) {
			link.Premises = append(link.Premises, q)
		}
	}
}

// claim is the predicate of the clause headed by token k: its anchor, or the
// first anchor below it that is no clause of its own; -1 for none.
func (l *linker) claim(k int) int {
	if k < 0 {
		return -1
	}
	if q, ok := l.at[k]; ok {
		return q
	}
	for _, d := range l.Kids(k) {
		if l.Is(d, "xcomp", "ccomp", "obj", "acl", "obl", "nmod") || l.Low(k) == "long" && l.Is(d, "advcl") {
			if q := l.claim(d); q >= 0 {
				return q
			}
		}
	}
	return -1
}

// clauses reads the adverbial clauses that hang on p or on the word that p is
// the complement of.
func (l *linker) clauses(p int) {
	for top := p; top >= 0; {
		for _, k := range l.Kids(top) {
			if (l.Is(k, "advcl", "parataxis", "obl", "conj", "ccomp") || l.Low(k) == "long") && k != p && !l.Within(p, k) {
				l.clause(p, k)
			}
		}
		if up := l.Tokens[top].Head; l.Is(top, "xcomp", "ccomp", "csubj") && up >= 0 && l.claim(up) == l.at[p] || l.Is(top, "xcomp") && up >= 0 && hedges[l.Low(up)] != "" {
			top = up
			continue
		}
		break
	}
}

// clause reads the clause k that hangs on claim p.
func (l *linker) clause(p, k int) {
	words := l.Under(k, nil)
	first := words[0]
	for l.Punct(first) && first+1 < len(l.Tokens) && first < k {
		first++
	}
	q := l.claim(k)
	low, next := l.Low(first), ""
	if first+1 < len(l.Tokens) {
		next = l.Low(first + 1)
	}
	switch {
	case (low == "if" || low == "unless") && l.Is(k, "advcl"), low == "should" && l.Is(k, "advcl"), low == "provided" && next == "that", stipulating(l.Tree, first):
		if q >= 0 && q != l.at[p] && l.out[l.at[p]].Condition < 0 {
			l.out[l.at[p]].Condition = q
		}
	case (low == "given" || low == "considering" || low == "assuming") && next == "that":
		l.mark(p, first, first+2, true, l.all(k)...)
	case low == "that" && first > 0 && (l.Low(first-1) == "given" || l.Low(first-1) == "considering" || l.Low(first-1) == "assuming"): // the tree has cut them apart
		l.mark(p, first-1, first+1, true, l.all(k)...)
	case (low == "given" || low == "considering") && l.Sentences[l.Sentence(p)].First == first && pointing[next]:
		l.mark(p, first, first+2, true, l.previous(p)...)
	case low == "because" && next != "of":
		l.mark(p, first, first+1, false, l.all(k)...)
	case low == "based" && next == "on", low == "judging" && (next == "by" || next == "from"):
		l.mark(p, first, first+2, true, l.all(k)...)
	case l.account(first):
		l.mark(p, first, min(first+3, len(l.Tokens)), true, l.all(k)...)
	case (low == "so" || low == "thus" || low == "hence" || low == "therefore") && q >= 0 && l.Is(k, "conj", "parataxis", "advcl", "ccomp") && next != "that" && !l.enabling(k) && first > p:
		l.mark(l.anchor(q), first, first+1, true, l.at[p])
	case (low == "suggesting" || low == "indicating" || low == "implying" || low == "meaning") && first > p:
		if inner := l.claim(l.Kid(k, "ccomp", "xcomp")); inner >= 0 {
			l.mark(l.anchor(inner), first, first+1, true, l.at[p])
		}
	}
}

// anchor is the token of predicate q.
func (l *linker) anchor(q int) int {
	return l.Predicates[q].Token
}

// account tells whether "taking into account" begins at or right after token
// first, which may be "when".
func (l *linker) account(first int) bool {
	for i := first; i < min(first+2, len(l.Tokens)-2); i++ {
		if w := l.Low(i); (w == "taking" || w == "taken" || w == "take") && l.Low(i+1) == "into" && (l.Low(i+2) == "account" || l.Low(i+2) == "consideration") {
			return true
		}
	}
	return false
}

// all are the claims of the clause k that stand in no clause of their own
// within it.
func (l *linker) all(k int) []int {
	q := l.claim(k)
	if q < 0 {
		return nil
	}
	out := []int{q}
	for _, d := range l.Kids(l.anchor(q)) {
		if i, ok := l.at[d]; ok && l.Is(d, "conj") {
			out = append(out, i)
		}
	}
	return out
}

// enabling tells whether a clause with "so" is one of purpose: it has "can".
func (l *linker) enabling(k int) bool {
	for _, d := range l.Kids(k) {
		switch l.Low(d) {
		case "can", "could", "may", "might":
			return l.Is(d, "aux")
		}
	}
	return false
}

var pointing = words("this that these those")

// previous are the main claims of the sentence before that of token p.
func (l *linker) previous(p int) []int {
	s := l.Sentence(p) - 1
	if s < 0 {
		return nil
	}
	for i := l.Sentences[s].First; i < l.Sentences[s].Last; i++ {
		if l.Tokens[i].Head < 0 {
			if all := l.all(i); len(all) > 0 {
				return all
			}
		}
	}
	return nil
}

// consequence reads "Therefore," and "As a result," at the head of a sentence:
// its main claim rests on those of the sentence before.
func (l *linker) consequence(p int) {
	if l.claim(l.top(p)) != l.at[p] {
		return
	}
	i := l.Sentences[l.Sentence(p)].First
	for i < p && l.Punct(i) {
		i++
	}
	end := i + 1
	switch low := l.Low(i); {
	case low == "therefore" || low == "thus" || low == "hence" || low == "consequently" || low == "accordingly":
	case low == "so" && i+1 < p && (l.Punct(i+1) || l.Tokens[i+1].UPOS == "PRON" || l.Tokens[i+1].UPOS == "DET" || l.Tokens[i+1].UPOS == "PROPN" || l.Tokens[i+1].UPOS == "NOUN"):
	case low == "as" && i+2 < p && l.Low(i+1) == "a" && (l.Low(i+2) == "result" || l.Low(i+2) == "consequence"):
		end = i + 3
	case (low == "given" || low == "considering") && i+2 < p && pointing[l.Low(i+1)] && l.Punct(i+2):
		end = i + 2
	default:
		return
	}
	l.mark(p, i, end, true, l.previous(p)...)
}

// top is the root of the sentence of token i.
func (l *linker) top(i int) int {
	for l.Tokens[i].Head >= 0 {
		i = l.Tokens[i].Head
	}
	return i
}

// guess reads the words by which a voice marks its own inference inside the
// clause: "appears to", "must have".
func (l *linker) guess(p int) {
	if that := l.Kid(p, "mark"); that > 0 {
		if n := l.Topic(that); n >= 0 && guessing[l.Low(n)] {
			l.mark(p, n, that+1, true) // "the theory is that"
		}
	}
	up := l.Tokens[p].Head
	if up >= 0 && l.Is(p, "xcomp", "ccomp") && hedges[l.Low(up)] == "appearance" {
		l.mark(p, up, up+1, true)
	}
	for _, k := range l.Kids(p) {
		switch {
		case l.Is(k, "aux") && l.Low(k) == "must" && k+1 < len(l.Tokens) && l.Low(k+1) == "have":
			l.mark(p, k, k+2, true)
		case l.Is(k, "advmod") && (l.Low(k) == "apparently" || l.Low(k) == "evidently" || l.Low(k) == "presumably" || l.Low(k) == "therefore" || l.Low(k) == "thus"):
			l.mark(p, k, k+1, true)
		}
	}
}

// inherit gives a claim without links those of the claim it completes: an
// open complement, a participle that runs on, a joined verb without subject.
func (l *linker) inherit(p int) {
	link := &l.out[l.at[p]]
	up, ok := l.at[l.Tokens[p].Head]
	if !ok || link.Marker != nil || link.Condition >= 0 {
		return
	}
	from := l.out[up]
	bare := l.Kid(p, "nsubj", "mark") < 0
	own := l.at[p]
	if (l.Is(p, "xcomp") || l.Is(p, "conj") && bare || l.Is(p, "advcl") && bare) && from.Condition != own && !slices.Contains(from.Premises, own) {
		link.Marker, link.Premises, link.Inferred, link.Condition = from.Marker, from.Premises, from.Inferred, from.Condition
	}
}
