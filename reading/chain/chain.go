// Package chain finds on whose say-so each claim stands: the voices it comes
// through, by the words that pass it on ("said", "according to", quotation
// marks) and the trees between them, joined with the engine's own arcs.
//
// Which span of words is a source, a cue or a content is package attribution's
// to say, who a voice is in the world name's.
package chain

import (
	"maps"
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tale"
	"github.com/sayso/sayso/reading/internal/tree"
)

// Resolve gives, for each predicate of the document, its voices from the
// outermost to the innermost: head tokens of the words that name them, or
// nlp.Unnamed. An empty chain is the report's own voice.
func Resolve(doc *nlp.Document) [][]int {
	r := newResolver(doc)
	for _, p := range doc.Predicates {
		r.anchors[p.Token] = true
		r.arcs[p.Token] = p
	}
	r.labels()
	r.cues()
	r.lists()
	r.checks()
	r.speakers()
	r.passed = make([][]int, len(doc.Tokens))
	for n, c := range r.found {
		for k := range c.content {
			r.passed[k] = append(r.passed[k], n)
		}
	}
	out := make([][]int, len(doc.Predicates))
	for i, p := range doc.Predicates {
		out[i] = r.chain(p)
	}
	return out
}

// A cue passes on content: the claims among its tokens come through source.
// Where last is not 0, words bound what it can pass on of its sentence to the
// tokens first to last.
type cue struct {
	at      int // the verb, noun or preposition
	source  int // head token or nlp.Unnamed
	content map[int]bool
	root    int          // of the content
	beside  map[int]bool // what the report tells itself, which the tree has in the content
	first   int
	last    int
}

type resolver struct {
	*tree.Tree
	doc     *nlp.Document
	quotes  []Quote
	quoteOf []int // quote of each token, -1 outside
	anchors []bool
	arcs    map[int]nlp.Predicate // by the engine, of each anchor
	found   []cue
	passed  [][]int           // of each token, the cues in found that pass it on
	label   []int             // of each sentence: the name that its paragraph begins with as a label, nlp.Author without one
	tale    map[int]tale.Tale // of each predicate of a clause that a noun tells
	speaker []int             // of each quote: head token, nlp.Author when there is none, nlp.Unnamed
}

func newResolver(doc *nlp.Document) *resolver {
	r := &resolver{Tree: tree.New(doc), doc: doc, quotes: Quotes(doc), quoteOf: make([]int, len(doc.Tokens)), anchors: make([]bool, len(doc.Tokens)), tale: map[int]tale.Tale{}, arcs: map[int]nlp.Predicate{}}
	for i := range r.quoteOf {
		r.quoteOf[i] = -1
	}
	for q, s := range r.quotes {
		for i := s.Open; i <= s.Close && i < len(doc.Tokens); i++ {
			r.quoteOf[i] = q
		}
	}
	return r
}

// cues collects the verbs and prepositions that pass content on.
func (r *resolver) cues() {
	for i, t := range r.doc.Tokens {
		switch {
		case i > 0 && r.Low(i-1) == "as" && quoted[r.Low(i)]:
			r.quoting(i)
		case r.Low(i) == "guilty" && i > 0 && (pleading[r.Low(i-1)] || r.Low(i-1) == "not"):
			r.pleaded(i)
		case judged[r.Low(i)] == "of" || judged[r.Low(i)] == "for" && (r.Passive(i) || r.tried(i)):
			r.judged(i)
		case doubting[r.Low(i)]:
			r.doubts(i)
		case r.Low(i) == "according" || r.Low(i) == "per" && t.UPOS == "ADP" && t.Head >= 0 && r.speaks(r.head(t.Head)):
			r.according(i)
		case r.tellsIt(i):
		case r.minded(i):
		case t.UPOS == "VERB" || t.UPOS == "AUX" && saying[r.cueLemma(i)]:
			r.verb(i)
		case t.UPOS == "ADP" && (r.Low(i) == "in" || r.Low(i) == "by"):
			r.viewed(i)
		case t.UPOS == "SCONJ" && r.Low(i) == "that":
			r.topic(i)
		case r.Low(i) == "word" && t.UPOS == "NOUN":
			r.spread(i)
		case (r.Low(i) == "if" || r.Low(i) == "whether") && r.Low(i-1) == "asked":
			r.answered(i)
		case hearsay[r.Low(i)] && t.Head >= 0 && t.UPOS == "ADV":
			if !r.inset(i) {
				r.add(i, nlp.Unnamed, r.stated(i))
			}
		}
	}
	r.tales()
}

// inset tells whether the adverb at i speaks of what stands between commas alone: "the
// dam, supposedly safe, burst", "Roe, allegedly the leader, was freed". What is around
// them does not come by hearsay then.
func (r *resolver) inset(i int) bool {
	last, k := r.doc.Sentences[r.Sentence(i)].Last, i+1
	if i == 0 || r.doc.Tokens[i-1].Text != "," {
		return false
	}
	for ; k < min(i+9, last) && r.doc.Tokens[k].Text != ","; k++ {
		if u := r.doc.Tokens[k].UPOS; u == "VERB" || u == "AUX" || u == "PUNCT" || u == "SCONJ" {
			return false
		}
	}
	if k == i+1 || k >= last || r.doc.Tokens[k].Text != "," {
		return false
	}
	c := cue{at: i, source: nlp.Unnamed, content: map[int]bool{}, beside: map[int]bool{}}
	for x := r.doc.Sentences[r.Sentence(i)].First; x < last; x++ {
		if x > i && x < k {
			c.content[x] = true
		} else {
			c.beside[x] = true
		}
	}
	r.found = append(r.found, c)
	return true
}

// stated is what the adverb at i qualifies: the predicate it hangs on, the one
// above that, or the next one in its sentence.
func (r *resolver) stated(i int) int {
	top := r.doc.Tokens[i].Head
	for v, n := top, 0; v >= 0 && n < 3; v, n = r.doc.Tokens[v].Head, n+1 {
		if r.anchors[v] {
			return v
		}
	}
	for k := i + 1; k < r.doc.Sentences[r.Sentence(i)].Last && k < i+8; k++ {
		if r.anchors[k] {
			return k
		}
	}
	return top
}

// cueLemma is the lemma of a verb of saying at token i, "" for any other word.
func (r *resolver) cueLemma(i int) string { return lemmaOf[r.Low(i)] }

func (r *resolver) add(at, source, root int) {
	content, beside := map[int]bool{}, map[int]bool{}
	for _, k := range r.Under(root, func(k int) bool {
		if k > at && r.foreign(k, root < at) && (root < at || r.Low(at) == "according" || r.level(at, root, k)) || r.besides(k) == at || r.contested(k) || hearsay[r.Low(at)] && r.another(k) {
			for _, x := range r.Under(k, nil) {
				beside[x] = true
			}
			return true
		}
		return k == at || r.apart(k) || k > at && r.counters(k) && (r.Low(at) == "according" || root < at && r.quoteOf[at] < 0 || root > at && r.level(at, root, k))
	}) {
		content[k] = true
	}
	delete(content, at)
	c := cue{at: at, source: source, content: content, root: root, beside: beside}
	if root < at && r.quoteOf[at] < 0 || r.Low(at) == "according" {
		c.first, c.last = r.within(at)
		maps.DeleteFunc(content, func(k int, _ bool) bool { return r.Sentence(k) == r.Sentence(at) && (k < c.first || k > c.last) })
	}
	r.found = append(r.found, c)
}

// verb looks for what the verb at i passes on and who says it.
func (r *resolver) verb(i int) {
	lemma := r.cueLemma(i)
	if m := r.Kid(i, "mark"); !saying[lemma] && !accused[lemma] && !denying[lemma] || m == i-1 && r.Low(m) == "to" && r.Low(i) != lemma {
		return // "to forecasts that": no verb
	}
	if lemma == "own" && r.Low(i+1) != "up" || lemma == "blame" && r.Low(i-1) == "to" {
		return
	}
	if v := r.behind(i); v != nlp.Author {
		first := i
		for first > r.doc.Sentences[0].First && r.doc.Tokens[first-1].Text != ";" {
			first--
		}
		r.passOn(i, v, first, i)
		r.cited(i)
		return
	}
	source, ok := r.source(i, lemma)
	if !ok {
		return
	}
	if s, _ := r.Subject(i); s > 0 && s < i && r.Sentence(s) == r.Sentence(i) {
		first := r.Under(s, nil)[0]
		if denying[lemma] && first > 0 && r.Low(first-1) == "which" {
			return // "accused of taking bribes, which they deny": that is the accuser's word
		}
		if r.unlike(first) {
			return
		}
	}
	if o := r.Kid(i, "obj"); denying[lemma] && o > i && others[r.Low(o)] {
		if k := r.Kid(o, "acl", "ccomp"); k > o && r.Kid(k, "mark") >= 0 {
			r.add(i, source, k)
			return
		}
	}
	if !saying[lemma] && !accused[lemma] || r.otherwise(i) {
		return
	}
	t := r.doc.Tokens[i]
	done, before := false, len(r.found)
	for _, k := range r.Kids(i) {
		switch rel := r.Base(k); {
		case rel == "ccomp" && (r.demanded(k) || r.beside(k, i) || r.headed(k, i) || r.contested(k) || r.unsaidBy(k, i) || r.besides(k) == i || k < i && r.askedOf(k) || k > i && r.apart(k)):
		case rel == "ccomp" && lemma != "ask" && lemma != "question" && lemma != "wonder":
			r.add(i, source, k)
			done = true
		case (rel == "advcl" || rel == "acl" || rel == "xcomp") && k > i && witnessing[r.Low(i)] && r.cueLemma(k) != "" && !clauseOnly[r.cueLemma(k)] && r.perceived(k) >= 0:
			r.add(i, source, k)
			done = true
		case rel == "parataxis" && (!clauseOnly[lemma] && (r.quoteOf[k] >= 0 || k < i) || r.colon(i, k)):
			r.add(i, source, k)
			done = true
		case (rel == "xcomp" || rel == "advcl") && lemma == "deny" && !r.Passive(i) && i < k && r.gerund(k, i+3):
			r.add(i, source, k)
			done = true
		case (rel == "xcomp" || rel == "advcl" || rel == "obl") && owning[lemma] && !r.Passive(i) && i < k && r.gerund(k, i+4):
			r.add(i, source, k)
			done = true
		case rel == "xcomp" && judging[lemma] && !r.Passive(i) && (r.Kid(i, "obj") >= 0 || r.Kid(k, "nsubj") >= 0):
			r.add(i, source, k)
			done = true
		case rel == "xcomp" && (r.Passive(i) && r.Kid(k, "mark") >= 0 && (passed[lemma] || lemma == "suppose" && r.perfect(k)) || r.Passive(i) && guessed[lemma] && k == i+1 || lemma == "claim" && !r.Passive(i)):
			r.add(i, source, k)
			done = true
		case (rel == "advcl" || rel == "acl" || rel == "xcomp" || rel == "obl") && accused[lemma] && r.forDeed(r.Kid(k, "mark", "case"), lemma):
			r.add(i, source, k)
			done = true
		case (rel == "obl" || rel == "xcomp" || rel == "advcl") && (lemma == "describe" || lemma == "characterize" || lemma == "portray") && r.Kid(k, "case", "mark") >= 0 && r.Low(r.Kid(k, "case", "mark")) == "as":
			r.add(i, source, k)
			done = true
		}
	}
	if k := r.deed(i); !done && accused[lemma] && k >= 0 {
		r.add(i, source, k)
		done = true
	}
	if o := r.Kid(i, "obj"); !done && o > i && r.quoteOf[i] < 0 {
		for _, k := range r.Kids(o) {
			if r.colon(o, k) && (r.Base(k) == "parataxis" || r.Base(k) == "appos" || r.Base(k) == "acl") {
				r.add(i, source, k)
				done = true
			}
		}
	}
	if k := r.answeredFor(i); !done && k >= 0 {
		r.add(i, source, k)
		done = true
	}
	if k := r.toldOf(i); !done && k >= 0 {
		r.add(i, source, k)
		done = true
	}
	if k := r.freely(i); !done && k >= 0 {
		r.add(i, source, k)
		done = true
	}
	// "The bridge fell, police said": the cue hangs on its content.
	if k := r.inserted(i); !done && k >= 0 && !clauseOnly[lemma] {
		r.add(i, source, k)
		c := &r.found[len(r.found)-1]
		c.first, c.last = min(i, k)-2, r.doc.Sentences[r.Sentence(i)].Last
		done = true
	}
	if !done && r.Base(i) == "parataxis" && t.Head >= 0 && !clauseOnly[lemma] {
		if r.Kid(i, "obj") < 0 || lemma == "tell" || r.Kid(i, "iobj") >= 0 {
			r.add(i, source, t.Head)
		}
	}
	if !done && r.Base(i) == "advcl" && t.Head >= 0 && r.Kid(i, "mark") >= 0 && r.Low(r.Kid(i, "mark")) == "as" && !clauseOnly[lemma] && r.Kid(i, "obj", "ccomp", "obl") < 0 {
		r.add(i, source, t.Head)
	}
	if inserts[lemma] && !r.Passive(i) {
		r.trailing(i, i, source)
	}
	if len(r.found) > before {
		r.cited(i)
	}
}

// freely is the predicate of a clause with "what" into which the cue at i is set,
// -1 where it is not: "what it said were prisoners", "what they called a school".
func (r *resolver) freely(i int) int {
	h := r.doc.Tokens[i].Head
	if s := r.Kid(i, "nsubj"); h < 0 || r.Low(h) != "what" || r.Base(i) != "acl" || s < h || s > i {
		return -1
	}
	for k := i + 1; k < min(i+8, r.doc.Sentences[r.Sentence(i)].Last); k++ {
		if r.anchors[k] && (r.doc.Tokens[k].Head == h || r.doc.Tokens[k].Head == i) {
			return k
		}
	}
	return -1
}

// headed tells whether the clause at k stands before a colon and what the verb at i
// passes on behind it: "Whether she comes is open: her office says she will".
func (r *resolver) headed(k, i int) bool {
	return k < i && r.colon(k, i) && slices.ContainsFunc(r.Kids(i), func(o int) bool { return o > i && r.Is(o, "ccomp") })
}

// forDeed tells whether the word at m is the one before a deed that the verb of the lemma
// puts to somebody: "accused X of", "blamed X for".
func (r *resolver) forDeed(m int, lemma string) bool {
	return m >= 0 && (r.Low(m) == "of" || r.Low(m) == "for" && lemma != "accuse" && lemma != "suspect")
}

// deed is the gerund after "of" or "for" of which the verb at i accuses its object,
// hung on a word of the object: "accused the bureau of trade of breaking", -1
// for none.
func (r *resolver) deed(i int) int {
	o := r.Kid(i, "obj")
	if o < i {
		return -1
	}
	for _, k := range r.Under(o, nil) {
		if m := r.Kid(k, "mark", "case"); r.anchors[k] && m > o && r.forDeed(m, r.cueLemma(i)) && strings.HasSuffix(r.Low(k), "ing") {
			return k
		}
	}
	return -1
}

// answeredFor is the gerund of what somebody claims to have done by the verb at i,
// "claimed responsibility for cutting the cable", -1 for none.
func (r *resolver) answeredFor(i int) int {
	o := r.Kid(i, "obj")
	if o < i || r.cueLemma(i) != "claim" || r.Low(o) != "responsibility" && r.Low(o) != "credit" {
		return -1
	}
	for k := o + 2; k < min(o+4, len(r.doc.Tokens)); k++ {
		if r.anchors[k] && r.Low(o+1) == "for" && strings.HasSuffix(r.Low(k), "ing") {
			return k
		}
	}
	return -1
}

// pleaded reads what somebody has pleaded to, guilty or not at i, as told by him:
// "Roe pleaded guilty to smuggling diesel".
func (r *resolver) pleaded(i int) {
	v := i - 1
	if v > 0 && r.Low(v) == "not" {
		v--
	}
	last := r.doc.Sentences[r.Sentence(i)].Last
	to := i + 1
	for to < min(i+6, last) && r.Low(to) != "to" && r.doc.Tokens[to].UPOS != "PUNCT" && r.doc.Tokens[to].UPOS != "VERB" {
		to++ // "not guilty on Monday to"
	}
	if v < 0 || to >= last || !pleading[r.Low(v)] || r.Low(to) != "to" {
		return
	}
	s, _ := r.Subject(v)
	if s < 0 {
		return
	}
	for k := to + 1; k < min(to+4, last); k++ {
		if r.anchors[k] && strings.HasSuffix(r.Low(k), "ing") {
			r.add(v, r.head(s), k)
			return
		}
	}
}

// doubts reads what somebody is convinced of, or not, by the word at i: "is sceptical
// that the truce will hold".
func (r *resolver) doubts(i int) {
	k := r.Kid(i, "ccomp", "advcl", "acl")
	s, _ := r.Subject(i)
	if s >= 0 && s < i && k > i && r.That(k) >= 0 && !mute[r.Low(s)] && r.Low(s) != "it" && !r.nobody(s) {
		r.add(i, r.head(s), k)
	}
}

// judged reads the deed of which somebody is or is not guilty by the word at i:
// "found guilty in May of sinking the ferry". Whoever judges is not named.
func (r *resolver) judged(i int) {
	last := r.doc.Sentences[r.Sentence(i)].Last
	for k := i + 1; k < min(i+9, last) && !strings.Contains(",;:", r.doc.Tokens[k].Text); k++ {
		if r.Low(k) != judged[r.Low(i)] {
			continue
		}
		for v := k + 1; v < min(k+4, last); v++ {
			if r.anchors[v] && strings.HasSuffix(r.Low(v), "ing") {
				r.add(i, nlp.Unnamed, v)
				return
			}
		}
	}
}

// tried tells whether the word at i is the trial that somebody stands: "on trial for".
func (r *resolver) tried(i int) bool {
	return i > 0 && r.Low(i) == "trial" && (r.Low(i-1) == "on" || r.doc.Tokens[i-1].Lemma == "stand" || r.doc.Tokens[i-1].Lemma == "face")
}

// gerund tells whether the predicate at k begins before token end with a form
// in -ing: "using", "ever having used".
func (r *resolver) gerund(k, end int) bool {
	if a := r.Kid(k, "aux"); a >= 0 {
		return a < end && r.Low(a) == "having"
	}
	return k < end && strings.HasSuffix(r.Low(k), "ing")
}

// perfect tells whether the infinitive at k is of the past: "to have fallen".
func (r *resolver) perfect(k int) bool {
	a := r.Kid(k, "aux")
	return a >= 0 && r.Low(a) == "have"
}

// inserted is the predicate of the subordinate clause into which the cue at i
// is set right after the word that opens it, -1 where it is not: "a rebate on
// which, he said, farms depend".
func (r *resolver) inserted(i int) int {
	first := i
	if s, ok := r.Subject(i); ok && s >= 0 && s < i {
		first = r.Under(s, nil)[0]
	}
	sent := r.doc.Sentences[r.Sentence(i)]
	if first-2 < sent.First || i+1 >= sent.Last || r.doc.Tokens[first-1].Text != "," || r.doc.Tokens[i+1].Text != "," || !opening[r.Low(first-2)] {
		return -1
	}
	for k := i + 2; k < sent.Last; k++ {
		if r.anchors[k] {
			return k
		}
	}
	return -1
}

// colon tells whether a colon after the verb at i introduces the clause of k:
// "Witnesses describe a system: newcomers are ...".
func (r *resolver) colon(i, k int) bool {
	for c := i + 1; c < k; c++ {
		if r.doc.Tokens[c].Text == ":" && r.quoteOf[c] < 0 {
			return true
		}
	}
	return false
}

// according is "according to X": its head is the source, what that hangs on
// the content.
func (r *resolver) according(i int) {
	x := r.doc.Tokens[i].Head
	if x >= 0 && measures[r.Low(x)] {
		return
	}
	if x < 0 || r.Base(i) != "case" && r.Base(i) != "mark" {
		// "according" read as a verb: its oblique is the source
		if x = r.Kid(i, "obl", "nmod", "obj"); x < 0 || r.doc.Tokens[i].Head < 0 {
			return
		}
		r.add(i, r.head(x), r.doc.Tokens[i].Head)
		r.without(x)
		return
	}
	top := r.doc.Tokens[x].Head
	if top < 0 {
		return
	}
	if s := r.doc.Sentences[r.Sentence(i)]; i-s.First <= 1 {
		for r.doc.Tokens[top].Head >= 0 {
			top = r.doc.Tokens[top].Head
		}
	}
	r.add(i, r.head(x), top)
	r.without(x)
	r.cited(x)
}

// without takes the words of the phrase at x out of the content found last.
func (r *resolver) without(x int) {
	c := r.found[len(r.found)-1].content
	for _, k := range r.Under(x, nil) {
		delete(c, k)
	}
}

// chain is the chain of one predicate.
func (r *resolver) chain(p nlp.Predicate) []int {
	if out := r.ruled(p); len(out) > 0 {
		return out
	}
	return r.learned(p)
}

// sure is the least probability of an engine's arc that no cue supports.
const sure = 0.5

// learned is the chain by the engine's arcs.
func (r *resolver) learned(p nlp.Predicate) []int {
	var out []int
	if p.VoiceScore < sure || r.unvoiced(p.Token, p.Voice) || p.Voice == nlp.Unnamed && r.elsewhere(p.Token, p.Voice) || p.Voice >= 0 && (r.ourselves(p.Voice) || sections[r.Low(p.Voice)] || r.far(p.Token, p.Voice) || r.acts(p.Voice, p.Token) || r.describes(p.Token, p.Voice) || r.unanswered(p.Token, p.Voice) || r.withheld(p.Token, p.Voice) || r.enquired(p.Token, p.Voice) || r.aside(p.Token, p.Voice) || r.done(p.Token, p.Voice) || r.demanded(p.Token) || r.rivals(p.Token, p.Voice) || r.opposed(p.Token, p.Voice) || r.nobody(p.Voice) || r.doc.Tokens[p.Voice].UPOS == "VERB" || r.elsewhere(p.Token, p.Voice)) {
		return nil
	}
	for v := p.Voice; v != nlp.Author && len(out) < 4; v = r.doc.Outer[v] {
		if v == nlp.Unnamed {
			out = append(out, v)
			break
		}
		if n := len(out); n > 0 && out[n-1] >= 0 && r.quoteOf[p.Token] < 0 && r.Sentence(v) > r.Sentence(p.Token) {
			break // outside of quotations nobody relays in a later sentence
		}
		out = append(out, r.head(v))
	}
	slices.Reverse(out)
	return out
}

// ourselves tells whether the word at i stands for those who write the report:
// "we" outside of quotations.
func (r *resolver) ourselves(i int) bool {
	w := r.Low(i)
	return (w == "we" || w == "i" || w == "us") && r.quoteOf[i] < 0 && r.label[r.Sentence(i)] == nlp.Author
}

// labelled is the size of what is said by whom a paragraph begins with.
const labelled = 1 << 20

// ruled is the chain by cues and quotes.
func (r *resolver) ruled(p nlp.Predicate) []int {
	type link struct{ source, size, at int }
	var links []link
	for _, n := range r.passed[p.Token] {
		if c := r.found[n]; c.source != p.Token && !r.aside(p.Token, c.source) && !r.rivals(p.Token, c.source) && (c.source < 0 || !r.unanswered(p.Token, c.source) && !r.opposed(p.Token, c.source)) {
			links = append(links, link{c.source, len(c.content), c.at})
		}
	}
	if q := r.quoteOf[p.Token]; q >= 0 && r.speaker[q] != nlp.Author && r.speech(q, p.Token) {
		// Cues outside the quote that lead to it are its speaker's, told once.
		sp, size := r.speaker[q], r.quotes[q].Close-r.quotes[q].Open+1000
		links = slices.DeleteFunc(links, func(l link) bool {
			told := r.quoteOf[l.at] != q && l.source == sp
			if told {
				size = l.size // whoever relays the cue relays the quote
			}
			return told
		})
		links = append(links, link{sp, size, r.quotes[q].Open})
	}
	if l := r.label[r.Sentence(p.Token)]; l >= 0 && r.quoteOf[p.Token] < 0 && !r.replies(p.Token, l) {
		links = append(links, link{l, labelled, l})
	}
	slices.SortStableFunc(links, func(a, b link) int { return b.size - a.size })
	var out []int
	for _, l := range links {
		if l.source == nlp.Unnamed && !(r.heardOf(l.at) || len(out) == 0 && accused[r.cueLemma(l.at)]) && slices.ContainsFunc(links, func(o link) bool { return o.source >= 0 }) {
			continue
		}
		if len(out) > 0 && l.size < labelled && links[0].size < labelled && r.quoteOf[l.at] < 0 && r.himself(l.source, out[len(out)-1]) {
			continue
		}
		if !slices.Contains(out, l.source) {
			out = append(out, l.source)
		}
	}
	return out
}

// heardOf tells whether the cue at i has somebody who speaks, named or not, apart from
// others who do: "Kemp said that the jury had been told that".
func (r *resolver) heardOf(i int) bool {
	l := r.cueLemma(i)
	return (informing[l] || l == "hear") && !r.negated(i)
}
