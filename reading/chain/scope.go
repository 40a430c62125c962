package chain

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/form"
	"github.com/sayso/sayso/reading/internal/tale"
	"github.com/sayso/sayso/reading/internal/verb"
)

// within are the first and the last token between the semicolons around the
// cue at a token; one that opens its sentence reaches to the end.
func (r *resolver) within(at int) (first, last int) {
	s := r.doc.Sentences[r.Sentence(at)]
	first, last = s.First, s.Last-1
	for k := s.First; k < s.Last; k++ {
		if r.doc.Tokens[k].Text == ";" && r.quoteOf[k] < 0 {
			if k < at {
				first = k
			} else if last == s.Last-1 && at > s.First+1 {
				last = k
			}
		}
	}
	return first, last
}

// apart tells whether the clause at k stands beside what is passed on rather
// than in it: after a semicolon, or set against it with "while".
func (r *resolver) apart(k int) bool {
	switch r.Base(k) {
	case "parataxis", "conj", "ccomp":
		if s := r.doc.Sentences[r.Sentence(k)]; r.Base(k) == "ccomp" && (s.First > 0 || !form.Headline(r.Tree)) {
			return false
		}
		if r.news(k) {
			return true
		}
		for i := k; i > 0 && r.Within(i, k); i-- {
			if r.doc.Tokens[i-1].Text == ";" && r.quoteOf[i-1] < 0 {
				return r.Kid(k, "nsubj") >= 0
			}
		}
	case "advcl", "acl":
		m := r.Kid(k, "mark")
		return r.Base(k) == "advcl" && m >= 0 && (r.Low(m) == "while" || r.Low(m) == "whereas")
	}
	return false
}

// counters tells whether the clause at k sets what somebody else says against
// what is before: "but his family says he never drank".
func (r *resolver) counters(k int) bool {
	c, s := r.Kid(k, "cc"), r.Kid(k, "nsubj")
	return r.Base(k) == "conj" && c >= 0 && (r.Low(c) == "but" || r.Low(c) == "yet") && saying[r.cueLemma(k)] && s >= 0 && s < k && r.doc.Tokens[s].UPOS != "PRON"
}

// level tells whether what somebody else says at k stands beside the saying at the
// token at rather than in what is said from root on: both in one tense, and no "that"
// before either: "her office says she was asked but the clerk says nobody was".
func (r *resolver) level(at, root, k int) bool {
	if r.quoteOf[k] >= 0 || r.Kid(root, "mark") >= 0 || r.Kid(k, "mark", "aux") >= 0 || r.Kid(at, "aux") >= 0 {
		return false
	}
	return r.tense(at) != "" && r.tense(at) == r.tense(k)
}

// news tells whether the clause at k of a headline is news of its own, behind a
// comma, in which somebody else speaks: "Minister says dam is safe, engineers
// warn it may fail".
func (r *resolver) news(k int) bool {
	s := r.doc.Sentences[r.Sentence(k)]
	if s.First > 0 || r.doc.Tokens[s.Last-1].Text == "." || r.cueLemma(k) == "" || r.Kid(k, "ccomp", "xcomp") < k {
		return false
	}
	n := r.Kid(k, "nsubj")
	if n < 0 || n > k {
		return false
	}
	first := r.Under(n, nil)[0]
	return first > s.First && r.doc.Tokens[first-1].Text == ","
}

// unanswered tells whether the clause at token i, in another sentence than the
// voice and in no quotation, says that somebody gave the outlet no answer:
// "Holm could not be reached".
func (r *resolver) unanswered(i, voice int) bool {
	w := r.Low(i)
	if r.doc.Tokens[i].Rel == "acl:relcl" && verifying[r.doc.Tokens[i].Lemma] && r.quoteOf[i] < 0 && (r.negated(i) || r.ofNone(i)) {
		return true // "photographs, none of which this paper could verify"
	}
	return (w == "reached" || w == "respond" || w == "comment" || w == "return") && r.negated(i) && r.quoteOf[i] < 0 && r.Sentence(i) != r.Sentence(voice)
}

// unvoiced tells whether the verb right before the clause at i, by which a voice is to
// have said it, looks like one of saying and is none: "was supposed to begin",
// "pretended to have left", "feigned being ill".
func (r *resolver) unvoiced(i, voice int) bool {
	v := i - 1
	for v > 0 && r.doc.Tokens[v].UPOS == "AUX" {
		v--
	}
	if v > 0 && r.Low(v) == "to" {
		v--
	}
	if v < 0 || voice >= 0 && r.doc.Tokens[voice].Head != v {
		return false
	}
	w := r.Low(v)
	return w == "supposed" && r.Low(v+2) != "have" || strings.HasPrefix(w, "pretend") || strings.HasPrefix(w, "feign")
}

// verifying are verbs of what an outlet could not do with what it was told.
var verifying = words("verify authenticate corroborate")

// ofNone tells whether the clause at i is of none of what it describes: "none of which".
func (r *resolver) ofNone(i int) bool {
	return slices.ContainsFunc(r.Kids(i), func(k int) bool { return k < i && (r.Low(k) == "none" || r.Low(k) == "neither") })
}

// withheld tells whether the clause at token i is what a voice keeps to itself:
// "the firm did not say how many left", "she declined to say whether", "forgot that".
func (r *resolver) withheld(i, voice int) bool {
	for range 4 {
		h := r.doc.Tokens[i].Head
		if h < 0 {
			return false
		}
		asked := false
		if up := r.doc.Tokens[h].Head; up >= 0 && asking[r.Low(h)] {
			asked, h = true, up // "has not said why they left", the tree with the clause on "why"
		}
		if (asked || r.Base(i) == "ccomp") && (saying[r.cueLemma(h)] || verifying[r.doc.Tokens[h].Lemma]) || concealing[r.Low(h)] && r.Base(i) == "ccomp" {
			by := r.undone(h)
			if by < 0 {
				by = h
				if s, _ := r.Subject(h); !r.negated(h) && !r.nobody(s) && !concealing[r.Low(h)] {
					return false
				}
			}
			s, _ := r.Subject(by)
			return s >= 0 && (s == voice || r.head(s) == voice)
		}
		i = h
	}
	return false
}

// enquires tells whether the verb at i passes on only what is asked: "Do you think he
// lied?", "Who says that he lied?", "Did Kohler know that".
func (r *resolver) enquires(i int) bool {
	s := r.Kid(i, "nsubj")
	if s < 0 || s > i || !r.interrogative(i) {
		return false
	}
	a := r.Kid(i, "aux")
	return r.Low(s) == "who" || a >= 0 && a < s
}

// interrogative tells whether a question mark ends the words of token i, before any other stop.
func (r *resolver) interrogative(i int) bool {
	for k := i + 1; k < r.doc.Sentences[r.Sentence(i)].Last; k++ {
		switch r.doc.Tokens[k].Text {
		case "?":
			return true
		case ".", ";", "!", "\"", "”":
			return false
		}
	}
	return false
}

// enquired tells whether the clause at i is what somebody is only asked whether he says,
// thinks or knows.
func (r *resolver) enquired(i, voice int) bool {
	h := r.doc.Tokens[i].Head
	return h >= 0 && r.Base(i) == "ccomp" && r.enquires(h) && r.Kid(h, "nsubj") == voice
}

// demanded tells whether the clause at token i is what somebody wants to be
// done, in the form that English keeps for it: "insisted that every sack be
// opened". It is ordered, not said.
func (r *resolver) demanded(i int) bool {
	if h := r.doc.Tokens[i].Head; h >= 0 && r.Base(i) == "conj" {
		i = h
	}
	h := r.doc.Tokens[i].Head
	if h < 0 || r.Base(i) != "ccomp" || !demanding[r.doc.Tokens[h].Lemma] {
		return false
	}
	if directing[r.doc.Tokens[h].Lemma] {
		return true
	}
	if a := r.Kid(i, "aux", "cop"); a >= 0 {
		return r.Low(a) == "be"
	}
	s := r.Kid(i, "nsubj")
	return s >= 0 && r.doc.Tokens[i].UPOS == "VERB" && r.Low(i) == r.doc.Tokens[i].Lemma && strings.Contains(r.doc.Tokens[s].Feats, "Number=Sing")
}

// describes tells whether the clause at token i tells who a voice is: "said Jon
// Falk, who lives nearby", "divers who examined the hull", "a man, reached by phone".
func (r *resolver) describes(i, voice int) bool {
	n := r.nameAt(voice)
	for k := i; r.doc.Tokens[k].Head >= 0; k = r.doc.Tokens[k].Head {
		if r.doc.Tokens[k].Head != voice {
			continue
		}
		s, _ := r.Subject(k)
		if t := r.doc.Tokens[k]; t.Rel == "acl" && k > voice && strings.Contains(t.Feats, "Tense=Past") && strings.Contains(t.Feats, "VerbForm=Part") && r.doc.Tokens[k-1].Text == "," {
			return true // "one resident, reached through a relative, said"
		}
		return n != nil && n.Kind == "PER" || r.doc.Tokens[k].Rel == "acl:relcl" && s >= 0 && (r.Low(s) == "who" || r.Low(s) == "that" || r.Low(s) == "which") && (k == i || r.Base(i) != "ccomp")
	}
	return false
}

// acts tells whether a voice only does what the clause at token i gives the
// reason, time or condition of: "the firm closed because fuel was dear" tells
// what the firm did, not what it said.
func (r *resolver) acts(voice, i int) bool {
	for n := range 4 {
		h := r.doc.Tokens[i].Head
		if h < 0 {
			return false
		}
		if r.Base(i) == "advcl" && (!saying[r.cueLemma(h)] || n == 0 && verb.Posting[r.Low(i)]) || r.meanwhile(i) || r.beside(i, h) || r.foreign(i, h > r.Kid(h, "ccomp")) {
			if s := r.Kid(h, "nsubj"); s >= 0 && (s == voice || r.head(s) == voice) {
				return true
			}
		}
		i = h
	}
	return false
}

// beside tells whether the clause at i only stands before one whose verb at h
// has an object of its own: "Board to cut supply, mayor denies crisis".
func (r *resolver) beside(i, h int) bool {
	o := r.Kid(h, "obj")
	return i < h && o > h && r.Base(i) == "ccomp" && r.doc.Tokens[o].UPOS == "NOUN" && r.quoteOf[i] < 0 && r.cueLemma(h) != "tell"
}

// opposed tells whether the clause at i is told against what the voice says:
// "contrary to earlier reports, the pilot survived".
func (r *resolver) opposed(i, voice int) bool {
	if x, ok := r.tale[i]; ok && x.Noun == voice && x.Fate == tale.False && x.Opens == x.Noun+1 {
		return true // "claims that they fled are unfounded": nor do the claims say they are
	}
	if r.befell(i, voice) || r.manner(max(r.doc.Tokens[i].Head, 0)) || r.expletive(voice) {
		return true
	}
	if first := r.Under(voice, nil)[0]; r.unlike(first) || r.ofWhat(i, voice, first) {
		return true
	}
	if n := r.Kid(i, "nsubj"); n >= 0 && n < i && r.Within(voice, n) { // "the minister, who quoted a letter, resigned"
		for k := voice; k >= 0 && k != n; k = r.doc.Tokens[k].Head {
			if r.doc.Tokens[k].Rel == "acl:relcl" && relative[r.Low(r.Under(k, nil)[0])] {
				return true
			}
		}
	}
	for n := voice; n >= 0; n = r.doc.Tokens[n].Head {
		c := r.Kid(n, "case", "mark")
		if h := r.doc.Tokens[n].Head; c >= 0 && r.Low(c) == "as" && r.Base(n) == "advcl" && h >= 0 && r.negated(h) && (contending[r.cueLemma(n)] || r.Low(h) == "true") {
			return !r.Within(i, n) || r.Low(h) == "true" // "it was not hit, as some had claimed", "not true, as some say, that it was hit"
		}
		if r.foretold(n, r.cueLemma(n)) {
			return !r.Within(i, n)
		}
		if c < 0 || !against[r.Low(c)] && !(r.Low(c) == "to" && against[r.Low(c-1)]) && !(r.Low(c) == "in" && r.Low(c+1) == "spite") {
			continue
		}
		return !r.Within(i, n)
	}
	return false
}

// befell tells whether the clause at i says what became of what the voice has said:
// "the report that the bank had failed was wrong", "the ministry's statement that oil
// was smuggled surprised traders".
func (r *resolver) befell(i, voice int) bool {
	if r.Kid(i, "nsubj") == voice && others[r.Low(voice)] && r.Kid(i, "cop") > voice && r.Kid(i, "mark") < 0 {
		return true
	}
	for p := r.doc.Sentences[r.Sentence(i)].First; p < i; p++ {
		x, ok := r.tale[p]
		if !ok || x.Noun != voice && r.Kid(x.Noun, "nmod:poss") != voice {
			continue
		}
		if s, h := r.Kid(i, "nsubj"), r.doc.Tokens[i].Head; x.Verdict && x.At == i || s == x.Noun || s < 0 && h == x.Noun && r.Kid(i, "mark") < 0 && r.Is(i, "acl") {
			return true
		}
	}
	return false
}

// ofWhat tells whether the clause at i is told of what a voice says, whose words
// begin at first: "what the minister said was misleading" is not what he said. The
// tree may hang it under his saying; then it is the last of its clause.
func (r *resolver) ofWhat(i, voice, first int) bool {
	if r.Low(first) == "what" {
		first++
	}
	if first == 0 || r.Low(first-1) != "what" || i < voice || r.Kid(i, "mark") >= 0 {
		return false
	}
	v := r.doc.Tokens[voice].Head
	if !r.Within(i, v) {
		return true
	}
	if v < voice || i < v || first-1 != r.doc.Sentences[r.Sentence(i)].First {
		return false
	}
	for k := v + 1; k < r.doc.Sentences[r.Sentence(i)].Last && (k < i || r.doc.Tokens[k].UPOS != "PUNCT"); k++ {
		if k < i && (r.Low(k) == "that" || r.doc.Tokens[k].UPOS == "PUNCT") || k > i && r.anchors[k] {
			return false
		}
	}
	return true
}

// unlike tells whether what the phrase that begins at i says is told otherwise:
// "contrary to what the ministry says".
func (r *resolver) unlike(i int) bool {
	if i < 2 || r.Low(i-1) != "what" {
		return false
	}
	return against[r.Low(i-2)] || i > 2 && r.Low(i-2) == "to" && against[r.Low(i-3)]
}

// against are the words before what is told otherwise.
var against = words("contrary despite unlike notwithstanding")

// rivals tells whether, in a headline, a comma and the voice with a verb and an
// object of its own stand behind the clause at i, wherever the tree hangs it:
// two pieces of news.
func (r *resolver) rivals(i, voice int) bool {
	s := r.doc.Sentences[r.Sentence(i)]
	if s.First > 0 || voice < i || voice >= s.Last || r.doc.Tokens[s.Last-1].UPOS == "PUNCT" || r.quoteOf[i] >= 0 {
		return false
	}
	first := voice
	for first > i && r.doc.Tokens[first-1].UPOS != "PUNCT" {
		first--
	}
	if first == 0 || r.doc.Tokens[first-1].Text != "," || !r.nominal(first, voice+1) {
		return false
	}
	v := voice + 1
	for v < s.Last && r.doc.Tokens[v].UPOS != "VERB" {
		if u := r.doc.Tokens[v].UPOS; u != "NOUN" && u != "PROPN" && u != "ADV" && u != "AUX" {
			return false
		}
		v++
	}
	if v >= s.Last || r.cueLemma(v) == "tell" {
		return false
	}
	for o := v + 1; o < s.Last; o++ {
		switch r.doc.Tokens[o].UPOS {
		case "ADJ", "DET", "NUM":
			continue
		case "NOUN":
			return true
		}
		return false
	}
	return false
}

// meanwhile tells whether the clause at i is a headline's second piece of news:
// "Rebels claim the town as army vows to retake it".
func (r *resolver) meanwhile(i int) bool {
	m, s := r.Kid(i, "mark"), r.doc.Sentences[r.Sentence(i)]
	return m >= 0 && r.Low(m) == "as" && r.Kid(i, "nsubj") >= 0 && s.Paragraph && r.doc.Tokens[s.Last-1].UPOS != "PUNCT"
}

// far tells whether paragraphs or more than two sentences lie between tokens.
func (r *resolver) far(i, j int) bool {
	a, b := r.Sentence(min(i, j)), r.Sentence(max(i, j))
	if b-a > 2 {
		return true
	}
	for s := a + 1; s <= b; s++ {
		if r.doc.Sentences[s].Paragraph && r.quoteOf[i] < 0 {
			return true
		}
	}
	return false
}

// aside tells whether the predicate at i stands in a relative clause right
// behind the words of a voice: "said one, who asked not to be named".
func (r *resolver) aside(i, voice int) bool {
	if voice < 0 || i <= voice || r.Sentence(i) != r.Sentence(voice) || r.quoteOf[i] >= 0 {
		return false
	}
	k := voice + 1
	if k+1 >= i || r.doc.Tokens[k].Text != "," || !relative[r.Low(k+1)] {
		return false
	}
	for k += 2; k < i; k++ {
		if r.doc.Tokens[k].Text == "," {
			return false
		}
	}
	return true
}

// elsewhere tells whether the words of a cue of the voice keep it from the
// token i of its sentence, or whether the voice is none that speaks.
func (r *resolver) elsewhere(i, voice int) bool {
	if voice == nlp.Unnamed {
		return slices.ContainsFunc(r.found, func(c cue) bool { return c.source == voice && c.beside[i] })
	}
	if c := r.Kid(voice, "case"); c >= 0 && r.Low(c) == "according" && measures[r.Low(voice)] {
		return true
	}
	return slices.ContainsFunc(r.found, func(c cue) bool {
		return (c.last > 0 && (i < c.first || i > c.last) || c.beside[i]) && r.Sentence(c.at) == r.Sentence(i) && r.quoteOf[i] < 0 &&
			c.source >= 0 && (c.source == voice || c.source == r.head(voice))
	})
}
