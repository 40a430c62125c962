// Package chain finds on whose say-so each claim stands: the voices it comes
// through, by the words that pass it on ("said", "according to", quotation
// marks) and the trees between them, joined with the engine's own arcs.
//
// Which span of words is a source, a cue or a content is package attribution's
// to say, who a voice is in the world name's.
package chain

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
)

// Resolve gives, for each predicate of the document, its voices from the
// outermost to the innermost: head tokens of the words that name them, or
// nlp.Unnamed. An empty chain is the report's own voice.
func Resolve(doc *nlp.Document) [][]int {
	r := &resolver{Tree: tree.New(doc), doc: doc, quotes: Quotes(doc), quoteOf: make([]int, len(doc.Tokens)), anchors: make([]bool, len(doc.Tokens))}
	for i := range r.quoteOf {
		r.quoteOf[i] = -1
	}
	for q, s := range r.quotes {
		for i := s.Open; i <= s.Close && i < len(doc.Tokens); i++ {
			r.quoteOf[i] = q
		}
	}
	for _, p := range doc.Predicates {
		r.anchors[p.Token] = true
	}
	r.labels()
	r.cues()
	r.speakers()
	out := make([][]int, len(doc.Predicates))
	for i, p := range doc.Predicates {
		out[i] = r.chain(p)
	}
	return out
}

// A cue passes on content: the claims among its tokens come through source.
type cue struct {
	at      int // the verb, noun or preposition
	source  int // head token or nlp.Unnamed
	content map[int]bool
	root    int // of the content
}

type resolver struct {
	*tree.Tree
	doc     *nlp.Document
	quotes  []Quote
	quoteOf []int // quote of each token, -1 outside
	anchors []bool
	found   []cue
	label   []int // of each sentence: the name that its paragraph begins with as a label, nlp.Author without one
	speaker []int // of each quote: head token, nlp.Author when there is none, nlp.Unnamed
}

// labels finds paragraphs that begin with who speaks in them, as interviews
// print it: "((Jane Roe)) ...", "JANE ROE: ...".
func (r *resolver) labels() {
	r.label = make([]int, len(r.doc.Sentences))
	often := r.openings()
	now := nlp.Author
	for n, s := range r.doc.Sentences {
		if s.Paragraph {
			if now = r.labelAt(s, often); now == nlp.Author {
				now = r.headline(s)
			}
		}
		r.label[n] = now
	}
}

// openings counts the words before a colon with which paragraphs begin.
func (r *resolver) openings() map[string]int {
	often := map[string]int{}
	for _, s := range r.doc.Sentences {
		if k := r.beforeColon(s); s.Paragraph && k >= 0 {
			often[r.Low(k)]++
		}
	}
	return often
}

// beforeColon is the last of the capitalised words, at most four, that open a
// sentence before a colon, -1 where none do.
func (r *resolver) beforeColon(s nlp.Sentence) int {
	for k := s.First; k+1 < s.Last && k < s.First+5; k++ {
		if r.doc.Tokens[k].Text == ":" && k > s.First {
			return k - 1
		}
		if c := r.doc.Tokens[k].Text[0]; (c < 'A' || c > 'Z') && c < 0x80 && r.doc.Tokens[k].Text != "." {
			return -1
		}
	}
	return -1
}

func (r *resolver) labelAt(s nlp.Sentence, often map[string]int) int {
	text := func(i int) string {
		if i < s.Last {
			return r.doc.Tokens[i].Text
		}
		return ""
	}
	k := s.First
	if text(k) == "(" && text(k+1) == "(" {
		for k += 2; k < s.Last && k < s.First+10; k++ {
			if text(k) == ")" && text(k+1) == ")" {
				return k - 1
			}
		}
		return nlp.Author
	}
	for ; k < s.Last && k < s.First+5; k++ {
		if text(k) == ":" && k > s.First && k+1 < s.Last {
			if n := r.nameAt(k - 1); n != nil && n.Kind == "PER" && n.First == s.First && !sections[r.Low(k-1)] {
				return k - 1
			}
			if r.beforeColon(s) == k-1 && often[r.Low(k-1)] > 2 { // who speaks by turns is a speaker, known as a person or not
				return k - 1
			}
			return nlp.Author
		}
	}
	return nlp.Author
}

// cues collects the verbs and prepositions that pass content on.
func (r *resolver) cues() {
	for i, t := range r.doc.Tokens {
		switch {
		case r.Low(i) == "according" || r.Low(i) == "per" && t.UPOS == "ADP" && t.Head >= 0 && r.speaks(r.head(t.Head)):
			r.according(i)
		case t.UPOS == "VERB" || t.UPOS == "AUX" && saying[r.cueLemma(i)]:
			r.verb(i)
		case hearsay[r.Low(i)] && t.Head >= 0 && t.UPOS == "ADV":
			r.add(i, nlp.Unnamed, r.stated(i))
		}
	}
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
	content := map[int]bool{}
	for _, k := range r.Under(root, func(k int) bool { return k == at || r.apart(k) }) {
		content[k] = true
	}
	delete(content, at)
	if root < at && r.quoteOf[at] < 0 || r.Low(at) == "according" {
		r.within(content, at)
	}
	r.found = append(r.found, cue{at, source, content, root})
}

// within keeps of a content what stands between the semicolons around its cue.
func (r *resolver) within(content map[int]bool, at int) {
	s := r.doc.Sentences[r.Sentence(at)]
	first, last := s.First, s.Last
	for k := s.First; k < s.Last; k++ {
		if r.doc.Tokens[k].Text == ";" && r.quoteOf[k] < 0 {
			if k < at {
				first = k
			} else if last == s.Last {
				last = k
			}
		}
	}
	for k := range content {
		if r.Sentence(k) == r.Sentence(at) && (k < first || k > last) {
			delete(content, k)
		}
	}
}

// apart tells whether the clause at k stands beside what is passed on rather
// than in it: after a semicolon, or set against it with "while".
func (r *resolver) apart(k int) bool {
	switch r.Base(k) {
	case "parataxis", "conj":
		for i := k; i > 0 && r.Within(i, k); i-- {
			if r.doc.Tokens[i-1].Text == ";" && r.quoteOf[i-1] < 0 {
				return r.Kid(k, "nsubj") >= 0
			}
		}
	case "advcl":
		m := r.Kid(k, "mark")
		return m >= 0 && (r.Low(m) == "while" || r.Low(m) == "whereas")
	}
	return false
}

// verb looks for what the verb at i passes on and who says it.
func (r *resolver) verb(i int) {
	lemma := r.cueLemma(i)
	if !saying[lemma] && !accused[lemma] && !denying[lemma] {
		return
	}
	source, ok := r.source(i, lemma)
	if !ok {
		return
	}
	if o := r.Kid(i, "obj"); denying[lemma] && o > i && others[r.Low(o)] {
		if k := r.Kid(o, "acl", "ccomp"); k > o && r.Kid(k, "mark") >= 0 {
			r.add(i, source, k)
			return
		}
	}
	if !saying[lemma] && !accused[lemma] {
		return
	}
	t := r.doc.Tokens[i]
	done, before := false, len(r.found)
	for _, k := range r.Kids(i) {
		switch rel := r.Base(k); {
		case rel == "ccomp" && r.demanded(k):
		case rel == "ccomp" && lemma != "ask" && lemma != "question" && lemma != "wonder":
			r.add(i, source, k)
			done = true
		case rel == "parataxis" && (!clauseOnly[lemma] && (r.quoteOf[k] >= 0 || k < i) || r.colon(i, k)):
			r.add(i, source, k)
			done = true
		case (rel == "xcomp" || rel == "advcl") && lemma == "deny" && !r.Passive(i) && i < k && r.gerund(k, i+3):
			r.add(i, source, k)
			done = true
		case rel == "xcomp" && judging[lemma] && !r.Passive(i) && (r.Kid(i, "obj") >= 0 || r.Kid(k, "nsubj") >= 0):
			r.add(i, source, k)
			done = true
		case rel == "xcomp" && (r.Passive(i) && r.Kid(k, "mark") >= 0 && (passed[lemma] || lemma == "suppose" && r.perfect(k)) || lemma == "claim" && !r.Passive(i)):
			r.add(i, source, k)
			done = true
		case (rel == "advcl" || rel == "acl" || rel == "xcomp" || rel == "obl") && accused[lemma] && r.Kid(k, "mark", "case") >= 0 && r.Low(r.Kid(k, "mark", "case")) == "of":
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
	// "The bridge fell, police said": the cue hangs on its content.
	if k := r.inserted(i); !done && k >= 0 && !clauseOnly[lemma] {
		r.add(i, source, k)
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
	if len(r.found) > before {
		r.cited(i)
	}
}

// deed is the gerund after "of" of which the verb at i accuses its object,
// hung on a word of the object: "accused the bureau of trade of breaking", -1
// for none.
func (r *resolver) deed(i int) int {
	o := r.Kid(i, "obj")
	if o < i {
		return -1
	}
	for _, k := range r.Under(o, nil) {
		if m := r.Kid(k, "mark", "case"); r.anchors[k] && m > o && r.Low(m) == "of" && strings.HasSuffix(r.Low(k), "ing") {
			return k
		}
	}
	return -1
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

// source is the head token of who speaks by the verb at i; ok is false where
// the verb passes nothing on.
func (r *resolver) source(i int, lemma string) (int, bool) {
	if r.Passive(i) && !reached[lemma] {
		for _, k := range r.Kids(i) {
			if r.doc.Tokens[k].Rel == "obl:agent" || r.Base(k) == "obl" && r.Kid(k, "case") >= 0 && r.Low(r.Kid(k, "case")) == "by" {
				return r.head(k), true
			}
		}
		return nlp.Unnamed, true
	}
	s, _ := r.Subject(i)
	if e := r.Kid(i, "expl"); s < 0 && e >= 0 && e < i {
		s = e // "it" that speaks, mistaken for an empty one
	}
	if s < 0 {
		// "says police", inverted and mistaken for an object
		if o := r.Kid(i, "obj"); o > i && r.Base(i) == "parataxis" {
			return r.head(o), true
		}
		return 0, false
	}
	if r.negated(i) && lemma != "deny" && !raising[lemma] {
		return 0, false
	}
	if mute[r.Low(s)] && !(r.Base(i) == "acl" && r.doc.Tokens[i].Head >= 0) || r.Low(s) == "one" && r.Kid(s, "det") >= 0 {
		return 0, false
	}
	switch r.Low(s) {
	case "i", "we":
		return 0, false
	case "who", "which", "that":
		if r.Base(i) == "acl" && r.doc.Tokens[i].Head >= 0 {
			return s, true
		}
	}
	if n := r.nameBefore(i); n >= 0 && n > s && (r.Within(n, s) || r.secondSubject(n, i)) {
		return n, true
	}
	return r.head(s), true
}

// secondSubject tells whether the name that ends at token n hangs on the verb
// at i as a subject of its own, beside the title that it belongs to.
func (r *resolver) secondSubject(n, i int) bool {
	return slices.ContainsFunc(r.Kids(i), func(k int) bool { return r.Base(k) == "nsubj" && r.Within(n, k) })
}

// nameBefore is the last word of a person's name right before the verb at i
// that no preposition governs, -1 when there is none: "Undersecretary for
// Education Mr. Roe says".
func (r *resolver) nameBefore(i int) int {
	k := i - 1
	for k > 0 && (r.doc.Tokens[k].UPOS == "AUX" || r.doc.Tokens[k].UPOS == "ADV" || r.doc.Tokens[k].Text == ",") {
		k--
	}
	if k < 0 || r.doc.Tokens[k].UPOS != "PROPN" {
		return -1
	}
	n := r.nameAt(k)
	if n == nil || n.Kind != "PER" {
		return -1
	}
	for t := n.First; t < n.Last; t++ {
		if r.Kid(t, "case") >= 0 {
			return -1
		}
	}
	return k
}

func (r *resolver) negated(i int) bool {
	for _, k := range r.Kids(i) {
		if l := r.Low(k); r.Base(k) == "advmod" && (l == "not" || l == "n't" || l == "never") {
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

// head is the token that stands for a voice: of a person's name, alone, in
// apposition or after a title, its last word; else the head of the phrase.
func (r *resolver) head(i int) int {
	if r.doc.Tokens[i].UPOS == "PRON" {
		return i
	}
	if n := r.nameAt(i); n != nil && n.Kind == "PER" {
		return r.run(n.Last - 1)
	}
	if n := r.personUnder(i, 0); n >= 0 {
		return n
	}
	// A name right after its title, whatever the tree makes of it.
	if n := r.nameAt(i + 1); n != nil && n.Kind == "PER" && n.First == i+1 && r.Sentence(i) == r.Sentence(n.Last-1) && r.doc.Tokens[i].UPOS != "ADP" {
		return n.Last - 1
	}
	// "Jane Roe, a doctor at ..., said": the name before the comma.
	if first := r.Under(i, nil)[0]; r.doc.Tokens[i].UPOS == "NOUN" && first > 1 && r.doc.Tokens[first-1].Text == "," {
		if n := r.nameAt(first - 2); n != nil && n.Kind == "PER" && n.Last == first-1 && r.Sentence(n.First) == r.Sentence(i) {
			return n.Last - 1
		}
	}
	if n := r.nameBehind(i); n >= 0 {
		return n
	}
	if r.doc.Tokens[i].UPOS == "PROPN" && r.nameAt(i) == nil {
		return r.run(i)
	}
	last := i
	for k := i + 1; k < len(r.doc.Tokens) && r.doc.Tokens[k].UPOS == "PROPN" && r.Within(k, i); k++ {
		last = k
	}
	return last
}

// nameBehind is the last word of a person's name between commas, or before the
// clause's end, behind the noun phrase of one person at i, -1 where there is
// none: "said the head of the clinic in Ambolu, Jane Roe."
func (r *resolver) nameBehind(i int) int {
	t := r.doc.Tokens[i]
	if t.UPOS != "NOUN" || !strings.Contains(t.Feats, "Number=Sing") {
		return -1
	}
	sent := r.doc.Sentences[r.Sentence(i)]
	k := i + 1
	for ; k < sent.Last && k < i+12 && r.doc.Tokens[k].Text != ","; k++ {
		switch r.doc.Tokens[k].UPOS {
		case "VERB", "AUX", "PUNCT", "SCONJ":
			return -1
		}
	}
	n := r.nameAt(k + 1)
	if k+1 >= sent.Last || n == nil || n.Kind != "PER" || n.First > k+2 || n.First == k+2 && r.doc.Tokens[k+1].UPOS != "PROPN" {
		return -1
	}
	if n.Last >= sent.Last || r.doc.Tokens[n.Last].UPOS == "PUNCT" {
		return n.Last - 1
	}
	return -1
}

// personUnder is the last word of a person's name that stands in apposition to
// the noun at i, -1 when there is none.
func (r *resolver) personUnder(i, depth int) int {
	for _, k := range r.Kids(i) {
		if rel := r.Base(k); rel != "appos" && rel != "flat" || depth > 2 {
			continue
		}
		if n := r.nameAt(k); n != nil && (n.Kind == "PER" || n.Kind == "ORG" && r.set(n)) {
			return n.Last - 1
		}
		if n := r.personUnder(k, depth+1); n >= 0 {
			return n
		}
		if r.doc.Tokens[k].UPOS == "PROPN" && r.nameAt(k) == nil {
			return r.run(k)
		}
	}
	return -1
}

// set tells whether a name stands between commas.
func (r *resolver) set(n *nlp.Name) bool {
	return n.First > 0 && n.Last < len(r.doc.Tokens) && r.doc.Tokens[n.First-1].Text == "," && r.doc.Tokens[n.Last].Text == ","
}

// run is the last of the proper nouns that follow each other from i on.
func (r *resolver) run(i int) int {
	for i+1 < len(r.doc.Tokens) && r.doc.Tokens[i+1].UPOS == "PROPN" && r.Sentence(i+1) == r.Sentence(i) {
		i++
	}
	return i
}

func (r *resolver) nameAt(i int) *nlp.Name {
	k, ok := slices.BinarySearchFunc(r.doc.Names, i, func(n nlp.Name, i int) int {
		switch {
		case n.Last <= i:
			return -1
		case n.First > i:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return &r.doc.Names[k]
}

// speakers finds who speaks each quote.
func (r *resolver) speakers() {
	r.speaker = make([]int, len(r.quotes))
	for q, s := range r.quotes {
		r.speaker[q] = nlp.Author
		if s.More && q > 0 {
			r.speaker[q] = r.speaker[q-1]
			if r.speaker[q] != nlp.Author {
				continue
			}
		}
		r.speaker[q] = r.speakerOf(q)
	}
	for q := range r.quotes {
		if r.speaker[q] == nlp.Author && r.whole(q) {
			r.speaker[q] = r.subjectBefore(q)
		}
	}
	// A quoted paragraph without a cue goes on the speaker before it.
	for q := 1; q < len(r.quotes); q++ {
		if r.speaker[q] == nlp.Author && r.whole(q) && r.speaker[q-1] != nlp.Author &&
			r.between(r.quotes[q-1], r.quotes[q]) <= 1 {
			r.speaker[q] = r.speaker[q-1]
		}
	}
}

// between is how many sentences lie from one quote to the next, questions that
// are paragraphs of their own not counted: an interview is one speech.
func (r *resolver) between(a, b Quote) int {
	first, last := r.Sentence(min(a.Close, len(r.doc.Tokens)-1)), r.Sentence(b.Open)
	n := last - first
	for k := first + 1; k < last; k++ {
		if s := r.doc.Sentences[k]; s.Paragraph && r.doc.Sentences[k+1].Paragraph && r.doc.Tokens[s.Last-1].Text == "?" {
			n--
		}
	}
	return n
}

// subjectBefore is the person whom the sentence before a quote is about, where
// the quote stands by itself in the same paragraph.
func (r *resolver) subjectBefore(q int) int {
	n := r.Sentence(r.quotes[q].Open)
	if n == 0 || r.doc.Sentences[n].Paragraph {
		return nlp.Author
	}
	s := r.doc.Sentences[n-1]
	for i := s.First; i < s.Last; i++ {
		if r.doc.Tokens[i].Head >= 0 {
			continue
		}
		if k := r.Kid(i, "nsubj"); k >= 0 {
			if w := r.Low(k); w == "he" || w == "she" {
				return k
			}
			if h := r.head(k); r.nameAt(h) != nil && r.nameAt(h).Kind == "PER" {
				return h
			}
		}
	}
	return nlp.Author
}

// whole tells whether a quote is speech of its own: its sentence is nothing
// but the quote.
func (r *resolver) whole(q int) bool {
	s := r.doc.Sentences[r.Sentence(r.quotes[q].Open)]
	return r.quotes[q].Open == s.First && r.quotes[q].Close-s.First > 3
}

// speakerOf looks for the verb of saying around a quote: in its sentences
// outside of it, then before a colon, then in the sentence before or after.
func (r *resolver) speakerOf(q int) int {
	s := r.quotes[q]
	first, last := r.Sentence(s.Open), r.Sentence(min(s.Close, len(r.doc.Tokens)-1))
	best, near := nlp.Author, 1<<30
	for n := first; n <= last; n++ {
		sent := r.doc.Sentences[n]
		for i := sent.First; i < sent.Last; i++ {
			if r.quoteOf[i] == q || r.doc.Tokens[i].UPOS != "VERB" && r.doc.Tokens[i].UPOS != "AUX" || !saying[r.cueLemma(i)] {
				continue
			}
			src, ok := r.source(i, r.cueLemma(i))
			if !ok {
				continue
			}
			d := i - s.Close
			if i < s.Open {
				d = s.Open - i
			}
			if clauseOnly[r.cueLemma(i)] && !r.governs(i, q) {
				continue
			}
			if !r.governs(i, q) {
				d += 6
			}
			if d < near {
				best, near = src, d
			}
		}
		for i := sent.First; i < sent.Last; i++ {
			if r.Low(i) != "according" || r.quoteOf[i] == q {
				continue
			}
			x := r.doc.Tokens[i].Head
			if x >= 0 && r.Base(i) == "case" {
				d := max(i-s.Close, s.Open-i)
				if d < near {
					best, near = r.head(x), d
				}
			}
		}
	}
	if best != nlp.Author {
		return best
	}
	// "X told reporters: “...”", also when the colon ends a sentence.
	if before := s.Open - 1; before >= 0 && r.doc.Tokens[before].Text == ":" {
		if v := r.lastVoice(r.Sentence(before), before); v != nlp.Author {
			return v
		}
	}
	return nlp.Author
}

// governs tells whether the verb at i and a word of the quote hang on each
// other directly.
func (r *resolver) governs(i, q int) bool {
	for _, k := range r.Kids(i) {
		if r.quoteOf[k] == q && r.Base(k) != "punct" {
			return true
		}
	}
	h := r.doc.Tokens[i].Head
	return h >= 0 && r.quoteOf[h] == q
}

// lastVoice is the subject of the last clause of a sentence before token end,
// or the noun that ends it.
func (r *resolver) lastVoice(sentence, end int) int {
	for i := end - 1; i >= r.doc.Sentences[sentence].First; i-- {
		if u := r.doc.Tokens[i].UPOS; u == "VERB" {
			if src, ok := r.source(i, r.cueLemma(i)); ok {
				return src
			}
		}
	}
	if first := r.doc.Sentences[sentence].First; end-first <= 6 && end > first {
		return r.head(end - 1)
	}
	return nlp.Author
}

// chain is the chain of one predicate.
func (r *resolver) chain(p nlp.Predicate) []int {
	if out := r.ruled(p); len(out) > 0 {
		return out
	}
	return r.learned(p)
}

// sure is the least probability of an engine's arc that no cue supports.
const sure = 0.7

// learned is the chain by the engine's arcs.
func (r *resolver) learned(p nlp.Predicate) []int {
	var out []int
	if p.VoiceScore < sure || p.Voice >= 0 && (sections[r.Low(p.Voice)] || r.far(p.Token, p.Voice) || r.acts(p.Voice, p.Token) || r.describes(p.Token, p.Voice) || r.unanswered(p.Token, p.Voice) || r.withheld(p.Token, p.Voice) || r.aside(p.Token, p.Voice) || r.demanded(p.Token) || silent[r.Low(p.Voice)]) {
		return nil
	}
	for v := p.Voice; v != nlp.Author && len(out) < 4; v = r.doc.Outer[v] {
		if v == nlp.Unnamed {
			out = append(out, v)
			break
		}
		out = append(out, r.head(v))
	}
	slices.Reverse(out)
	return out
}

// unanswered tells whether the clause at token i, in another sentence than the
// voice and in no quotation, says that somebody gave the outlet no answer:
// "Holm could not be reached".
func (r *resolver) unanswered(i, voice int) bool {
	w := r.Low(i)
	return (w == "reached" || w == "respond" || w == "comment" || w == "return") && r.negated(i) && r.quoteOf[i] < 0 && r.Sentence(i) != r.Sentence(voice)
}

// withheld tells whether the clause at token i is what a voice keeps to itself:
// "the firm did not say how many left", "she declined to say whether".
func (r *resolver) withheld(i, voice int) bool {
	for range 4 {
		h := r.doc.Tokens[i].Head
		if h < 0 {
			return false
		}
		if r.Base(i) == "ccomp" && saying[r.cueLemma(h)] && r.cueLemma(h) != "deny" {
			by := h
			if up := r.doc.Tokens[h].Head; r.Base(h) == "xcomp" && up >= 0 && (refusing[r.Low(up)] || r.negated(up)) {
				by = up
			} else if !r.negated(h) {
				return false
			}
			s, _ := r.Subject(by)
			return s >= 0 && (s == voice || r.head(s) == voice)
		}
		i = h
	}
	return false
}

// demanded tells whether the clause at token i is what somebody wants to be
// done, in the form that English keeps for it: "insisted that every sack be
// opened". It is ordered, not said.
func (r *resolver) demanded(i int) bool {
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
// Falk, who lives nearby", "divers who examined the hull".
func (r *resolver) describes(i, voice int) bool {
	n := r.nameAt(voice)
	for k := i; r.doc.Tokens[k].Head >= 0; k = r.doc.Tokens[k].Head {
		if r.doc.Tokens[k].Head != voice {
			continue
		}
		s, _ := r.Subject(k)
		return n != nil && n.Kind == "PER" || r.doc.Tokens[k].Rel == "acl:relcl" && s >= 0 && (r.Low(s) == "who" || r.Low(s) == "that" || r.Low(s) == "which") && (k == i || r.Base(i) != "ccomp")
	}
	return false
}

// acts tells whether a voice only does what the clause at token i gives the
// reason, time or condition of: "the firm closed because fuel was dear" tells
// what the firm did, not what it said.
func (r *resolver) acts(voice, i int) bool {
	for range 4 {
		h := r.doc.Tokens[i].Head
		if h < 0 {
			return false
		}
		if r.Base(i) == "advcl" && !saying[r.cueLemma(h)] || r.meanwhile(i) {
			if s := r.Kid(h, "nsubj"); s >= 0 && (s == voice || r.head(s) == voice) {
				return true
			}
		}
		i = h
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

// ruled is the chain by cues and quotes.
func (r *resolver) ruled(p nlp.Predicate) []int {
	type link struct{ source, size, at int }
	var links []link
	for _, c := range r.found {
		if c.content[p.Token] && c.source != p.Token && !r.aside(p.Token, c.source) {
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
	if l := r.label[r.Sentence(p.Token)]; l >= 0 && r.quoteOf[p.Token] < 0 {
		links = append(links, link{l, 1 << 20, l})
	}
	slices.SortStableFunc(links, func(a, b link) int { return b.size - a.size })
	var out []int
	for _, l := range links {
		if l.source == nlp.Unnamed && slices.ContainsFunc(links, func(o link) bool { return o.source >= 0 }) {
			continue
		}
		if len(out) > 0 && r.himself(l.source, out[len(out)-1]) {
			continue
		}
		if !slices.Contains(out, l.source) {
			out = append(out, l.source)
		}
	}
	return out
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

// himself tells whether a voice is a pronoun for the person who relays it:
// "Roe said she believes" has one voice.
func (r *resolver) himself(inner, outer int) bool {
	if inner < 0 || outer < 0 {
		return false
	}
	n := r.nameAt(outer)
	switch r.Low(inner) {
	case "he", "she":
		return n != nil && n.Kind == "PER"
	case "it":
		return n != nil && n.Kind != "PER" || n == nil && r.doc.Tokens[outer].UPOS == "NOUN" && strings.Contains(r.doc.Tokens[outer].Feats, "Number=Sing")
	case "they":
		return n == nil && strings.Contains(r.doc.Tokens[outer].Feats, "Number=Plur")
	}
	return false
}

// speech tells whether a quote puts a claim into somebody's mouth, rather than
// quoting a name or a word of it.
func (r *resolver) speech(q, token int) bool {
	return r.quotes[q].Close-r.quotes[q].Open > 2 || strings.HasPrefix(r.doc.Tokens[token].UPOS, "VERB")
}
