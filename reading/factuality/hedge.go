package factuality

import (
	"cmp"
	"slices"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/report"
)

// Hedge is a word or words by which a claim is less than flatly put. Class is
// "modal" (may), "likelihood" (probably, is unlikely to), "appearance" (seems),
// "belief" (is thought to) or "hearsay" (reportedly).
type Hedge struct {
	Span  report.Span
	Class string
}

// hedges are the words that hedge, by class, in every form they are met in:
// Hyland's classes of epistemic modals, adverbs and adjectives, with the
// verbs of appearance and belief. Which of them has a number in which
// likelihood scale is not said here.
var hedges = table(map[string]string{
	"modal": "may might could",
	"likelihood": `likely unlikely probably possibly perhaps maybe presumably conceivably potentially possible conceivable probable improbable
		doubtful certainly undoubtedly doubtless uncertain arguably`,
	"appearance": "appear appears appeared appearing seem seems seemed seeming apparently seemingly evidently ostensibly apparent purport purports purported purporting",
	"belief": `believed thought expected suspected feared assumed presumed understood estimated considered anticipated
		predicted forecast projected supposed rumored rumoured`,
	"hearsay": "reportedly allegedly purportedly supposedly reputedly alleged said reported claimed",
})

func table(classes map[string]string) map[string]string {
	out := map[string]string{}
	for class, list := range classes {
		for w := range words(list) {
			out[w] = class
		}
	}
	return out
}

// Hedges gives the hedges of each predicate of doc in the order of the text:
// its own auxiliaries and adverbs and those it shares with the verb it is
// conjoined to, and the word that it is the complement of ("appears to", "is
// likely to", "it is possible that").
func Hedges(doc *nlp.Document) [][]Hedge {
	h := &hedger{tree.New(doc)}
	out := make([][]Hedge, len(doc.Predicates))
	for i, p := range doc.Predicates {
		out[i] = h.of(p.Token)
	}
	return out
}

type hedger struct{ *tree.Tree }

func (h *hedger) of(p int) []Hedge {
	var out []Hedge
	add := func(i int) {
		class := hedges[h.Low(i)]
		first := i
		if i > 0 && h.Tokens[i-1].Head == i && degree[h.Low(i-1)] {
			first--
		}
		out = append(out, Hedge{report.Span{Start: h.Tokens[first].Span.Start, End: h.Tokens[i].Span.End}, class})
	}
	seen := map[int]bool{}
	for at, steps := p, 0; at >= 0 && !seen[at] && steps < 8; steps++ {
		seen[at] = true
		for _, k := range h.Kids(at) {
			if h.Is(k, "aux") && modal[h.Low(k)] && !(h.Low(k) == "may" && permits(h.Tree, at)) && !h.cannot(k, at) || h.Is(k, "advmod") && hedges[h.Low(k)] != "" && hedges[h.Low(k)] != "belief" {
				add(k)
			}
		}
		up := h.Tokens[at].Head
		if up < 0 {
			break
		}
		switch {
		case h.Is(at, "xcomp", "csubj") && h.hedging(up), h.Is(at, "ccomp") && h.hedging(up) && h.impersonal(up):
			add(up)
			at = up
		case h.Is(at, "xcomp") && carrying[h.Low(up)]:
			at = up
		case h.Is(at, "conj") && h.Kid(at, "nsubj", "aux", "cop") < 0 && h.sharesModal(at, up):
			at = up
		default:
			at = -1
		}
	}
	slices.SortFunc(out, func(a, b Hedge) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return slices.Compact(out)
}

// cannot tells whether the modal k of the clause at i is the "could" of what was
// not possible or somebody was able to do, which is certain: "it could not verify the
// claim", "could hear shots".
func (h *hedger) cannot(k, i int) bool {
	_, negated, _, _, _ := group(h.Tree, i)
	return h.Low(k) == "could" && (negated || able(h.Tree, i) && !conditioned(h.Tree, i))
}

// hedging tells whether the word that a claim is the complement of hedges it:
// any of appearance and likelihood, of belief and hearsay a passive.
func (h *hedger) hedging(up int) bool {
	switch hedges[h.Low(up)] {
	case "appearance", "likelihood":
		return true
	case "belief", "hearsay":
		return h.Passive(up)
	}
	return false
}

// impersonal tells whether a verb or adjective has no subject but "it".
func (h *hedger) impersonal(i int) bool {
	s := h.Kid(i, "nsubj")
	return s < 0 || h.Low(s) == "it"
}

// sharesModal tells whether a bare verb joined to one with a modal stands
// under the same modal.
func (h *hedger) sharesModal(at, up int) bool {
	aux := h.Kid(up, "aux")
	return aux >= 0 && aux < at && modal[h.Low(aux)] && h.Low(at) == h.Lemma(at)
}

var (
	modal    = words("may might could")
	degree   = words("very most highly almost quite more less rather extremely")
	carrying = words(`begin begins began continue continues continued start starts started have has intent set about able
		stay stays stayed remain remains remained become becomes became keep keeps kept`)
)
