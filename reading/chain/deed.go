package chain

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/verb"
)

// besides is the verb of saying whose subject himself does what the verb at i tells,
// beside what he says, wherever the tree joins it; -1 for none: "said the ship was
// unsafe and called for an inquiry", "said a crane had fallen and added that". Joined
// to what is said, it is his only where the subject there is none who could do it or,
// a pronoun, does what is told in another tense.
func (r *resolver) besides(i int) int {
	if v := r.speaking(i); v >= 0 {
		return v
	}
	h := r.doc.Tokens[i].Head
	if h < 0 || h > i || r.Base(i) != "conj" || r.quoteOf[i] >= 0 || r.Kid(i, "nsubj", "mark", "expl") >= 0 || !r.acting(i) {
		return -1
	}
	for r.Is(h, "conj") && r.Kid(h, "nsubj") < 0 && r.doc.Tokens[h].Head >= 0 {
		h = r.doc.Tokens[h].Head
	}
	v, inside := h, false
	if up := r.doc.Tokens[h].Head; r.Is(h, "ccomp") && up >= 0 && up < h {
		v, inside = up, true
	}
	if !saying[r.cueLemma(v)] || r.Kid(v, "nsubj") < 0 || r.tense(v) == "" || r.tense(v) != r.tense(i) || !inside && r.Kid(v, "ccomp", "parataxis") < v {
		return -1
	}
	s := r.Kid(h, "nsubj")
	if !inside || s >= 0 && r.doc.Tokens[s].UPOS != "PRON" && !r.speaks(s) {
		return v
	}
	if a := r.Kid(h, "aux"); s >= 0 && r.doc.Tokens[s].UPOS == "PRON" && a >= 0 && a < h && r.Kid(i, "aux") < 0 {
		return v // "said it had been hacked and urged customers to"
	}
	return -1
}

// speaking is the verb of saying behind whose comma the participle at i tells what the
// speaker does in saying what is before, -1 for none: "The pump had failed, she said,
// wiping away tears", "..., Roe said on Monday, without offering evidence". What others
// do in what is said, "police said, killing nine", the engine tells apart.
func (r *resolver) speaking(i int) int {
	comma, first := i-1, r.doc.Sentences[r.Sentence(i)].First
	if r.Low(comma) == "without" {
		comma--
	}
	if comma <= first+1 || r.doc.Tokens[comma].Text != "," || !strings.HasSuffix(r.Low(i), "ing") || r.doc.Tokens[i].UPOS != "VERB" || r.quoteOf[i] >= 0 || r.Kid(i, "nsubj") >= 0 ||
		!verb.Posting[r.Low(i)] && !r.owned(i) && !(saying[r.cueLemma(i)] && r.Kid(i, "ccomp") > i) {
		return -1
	}
	for v := comma - 1; v > max(first, comma-7) && !r.Punct(v); v-- {
		if s := r.Kid(v, "nsubj"); s >= 0 && r.doc.Tokens[v].UPOS == "VERB" {
			if c := r.Kid(v, "ccomp"); saying[r.cueLemma(v)] && (c >= 0 && c < v || r.Is(v, "parataxis")) {
				return v
			}
			return -1
		}
	}
	return -1
}

// acting tells whether the verb at i is itself something that is done by speaking or
// by not speaking.
func (r *resolver) acting(i int) bool {
	next, o := r.Low(i+1), r.Kid(i, "obj")
	switch l := r.Lemma(i); {
	case r.doc.Tokens[i].UPOS != "VERB":
		return false
	case l == "call" || l == "appeal":
		return next == "for" || next == "on" || next == "to"
	case keeping[l]:
		return r.negated(i) || o > i && r.nobody(o) || l == "stop" && next == "short"
	case saying[r.cueLemma(i)]:
		return r.Kid(i, "ccomp") > i
	case acts[l]:
		return !r.Passive(i)
	}
	return false
}

// acts are verbs for what is done by speaking, keeping those of which the same is
// true where they are not done.
var (
	acts = words(`urge demand refuse decline order resign quit accuse criticise criticize condemn denounce blame question dismiss reject deny dispute offer
		thank praise apologise apologize invite summon request beg plead threaten challenge cite disagree concede`)
	keeping = words("give offer provide elaborate comment dispute deny explain say name identify disclose specify confirm stop")
)

// tense is the tense of the verb at i by its form or that of "do" with it, "" for none or
// with another auxiliary.
func (r *resolver) tense(i int) string {
	if a := r.Kid(i, "aux"); a >= 0 && r.Lemma(a) == "do" {
		i = a
	} else if a >= 0 {
		return ""
	}
	feats := strings.Split(r.doc.Tokens[i].Feats, "|")
	if k := slices.IndexFunc(feats, func(f string) bool { return strings.HasPrefix(f, "Tense=") }); k >= 0 {
		return feats[k]
	}
	return ""
}

// done tells whether the clause at i is what the voice himself does, or in what he so
// does, beside what he says.
func (r *resolver) done(i, voice int) bool {
	for n := 0; n < 4 && i >= 0; n++ {
		if v := r.besides(i); v >= 0 {
			s, _ := r.Subject(v)
			return !(saying[r.cueLemma(i)] && r.Kid(i, "ccomp") > i) && s >= 0 && (s == voice || r.head(s) == voice)
		}
		i = r.doc.Tokens[i].Head
	}
	return false
}

// foreign tells whether the clause at k, behind who says what is before or what he
// says, is told by the report: "..., the ministry says, but anglers disagree". Behind
// who says it the engine decides where the words do not.
func (r *resolver) foreign(k int, behind bool) bool {
	s := r.Kid(k, "nsubj")
	if r.quoteOf[k] >= 0 || s < 0 || s > k || r.doc.Tokens[s].UPOS == "PRON" || !r.Is(k, "conj", "advcl", "parataxis") {
		return false
	}
	first := r.opens(k)
	if first < 1 || r.doc.Tokens[first-1].Text != "," {
		return false
	}
	switch r.Low(first) {
	case "but", "yet", "though", "although":
		return r.speaks(s) && (opposing[r.Lemma(k)] || behind && acts[r.Lemma(k)]) || behind && r.owned(k)
	case "and":
		return behind && r.owned(k)
	}
	return false
}

// another tells whether the clause at k, joined to what is told as hearsay, is the
// report's own: "he allegedly took the cash, but the judge freed him".
func (r *resolver) another(k int) bool {
	return r.Is(k, "conj", "parataxis") && r.Kid(k, "nsubj") >= 0 && r.owned(k)
}

// contested tells whether the clause at k is what others do with what was just said or
// with what is said of them: "which the union denies", "who denies wrongdoing",
// "something he has not denied", "a claim the ministry calls false".
func (r *resolver) contested(k int) bool {
	if r.quoteOf[k] >= 0 {
		return false
	}
	if first := r.opens(k); first > 0 && relative[r.Low(first)] && r.doc.Tokens[first-1].Text == "," {
		return opposing[r.Lemma(k)] && r.Kid(k, "ccomp") < 0
	}
	return r.Is(k, "acl") && r.remarked(k)
}

// remarked tells whether the clause at k is about the noun by which what was just said
// is taken up: "something he has not denied".
func (r *resolver) remarked(k int) bool {
	n := r.doc.Tokens[k].Head
	if n < 1 || n > k || r.Low(n) != "something" && !others[r.Low(n)] || r.Kid(k, "mark") >= 0 || r.Low(n+1) == "that" {
		return false
	}
	first := n
	for first > 1 && (r.doc.Tokens[first-1].UPOS == "DET" || r.doc.Tokens[first-1].UPOS == "ADJ") {
		first--
	}
	return r.doc.Tokens[first-1].Text == ","
}

// opens is the first word of the clause at k but marks of punctuation.
func (r *resolver) opens(k int) int {
	words := r.Under(k, nil)
	for _, i := range words {
		if !r.Punct(i) {
			return i
		}
	}
	return words[0]
}

// owned tells whether the engine is sure that the predicate at k is the report's own.
func (r *resolver) owned(k int) bool {
	p, ok := r.arcs[k]
	return ok && p.Voice == nlp.Author && p.VoiceScore >= sure
}

// opposing are verbs by which others stand against what is said.
var opposing = words(verb.Denying + " disagree contest question oppose")

// otherwise tells whether the verb at i only says that it is not so: "but nurses told
// reporters otherwise", "tests told a different story".
func (r *resolver) otherwise(i int) bool {
	return slices.ContainsFunc(r.Kids(i), func(k int) bool {
		a := r.Kid(k, "amod")
		return k > i && (r.Low(k) == "otherwise" || r.Low(k) == "differently" || r.Is(k, "obj") && a >= 0 && (r.Low(a) == "different" || r.Low(a) == "another"))
	})
}

// unsaidBy tells whether the clause at k, which the tree has as a second one said at i,
// has lost its subject: "A nurse sacked after she warned that patients were dying was
// dismissed": it goes on behind what is said.
func (r *resolver) unsaidBy(k, i int) bool {
	a, c := r.Kid(k, "aux", "cop"), r.Kid(i, "ccomp")
	return c > i && c < k && a > c && r.Kid(k, "nsubj", "mark", "cc") < 0 && r.Low(a) != "to" && r.quoteOf[k] < 0
}

// participleOf is the verb of denying whose subject says what the participle at i, behind
// a comma, tells, wherever the tree hangs it, -1 for none: "denied that its envoy had met
// rebels, calling the report a tale", "disputed that version, saying the men were alive".
func (r *resolver) participleOf(i int) int {
	h := r.doc.Tokens[i].Head
	if h < 0 || h > i || !strings.HasSuffix(r.Low(i), "ing") || r.doc.Tokens[i-1].Text != "," || !r.Is(i, "advcl", "acl") || r.Kid(i, "nsubj") >= 0 {
		return -1
	}
	v := r.doc.Tokens[h].Head
	if v < 0 || v > h || r.Kid(v, "nsubj") < 0 || r.Passive(v) {
		return -1
	}
	if o := r.Kid(i, "obj", "xcomp"); r.Is(h, "obj") && r.doc.Tokens[i].Rel == "acl" || r.Is(h, "ccomp") && (opposing[r.Lemma(v)] || o > i && others[r.Low(o)]) {
		return v
	}
	return -1
}
