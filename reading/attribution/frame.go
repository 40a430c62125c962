package attribution

import (
	"slices"

	"github.com/sayso/sayso/nlp"
)

// verb reads token i as a verb that passes words on.
func (f *finder) verb(i int) (act, bool) {
	fr, ok := verbs[f.Low(i)]
	if !ok {
		return act{}, false
	}
	if k := f.Kid(i, "xcomp"); k > i && f.between(i, k) && f.passesOn(k) {
		return act{}, false
	}
	if f.aim(i) && f.Kid(i, "ccomp") < 0 {
		return act{}, false
	}
	a := act{head: i, cue: f.group(i)}
	var passive bool
	a.source, passive = f.subject(i)
	if passive {
		return f.passive(a, fr)
	}
	if fr.light {
		if b, ok := f.lightVerb(a); ok {
			return b, true
		}
	}
	if s := f.parenthetical(a); fr.quote && s >= 0 {
		a.source = s
		a.speakers = f.speaker(s, i)
		own := merge(a.cue, a.speakers)
		a.words = without(f.quoted(without(f.sentence(i), own), a.cue), own)
		return a, len(a.words) > 0
	}
	prep := -1
	a.words, prep = f.content(i, fr, a.source)
	if len(a.words) == 0 {
		return act{}, false
	}
	if o := f.Kid(i, "obj"); a.source < 0 && fr.quote && o > i && !slices.Contains(a.words, o) && f.between(i, f.Under(o, nil)[0]) {
		a.source = o
	}
	if prep >= 0 {
		for k := a.cue[len(a.cue)-1] + 1; k <= prep; k++ {
			a.cue = append(a.cue, k)
		}
	}
	if a.source >= 0 {
		a.speakers = f.speaker(a.source, i)
	}
	if fr.quote {
		a.words = f.quoted(a.words, a.cue)
	}
	a.words = without(a.words, a.cue, a.speakers)
	return a, true
}

// content finds the words passed on by verb i, and the preposition that
// belongs to the cue then (-1 for none).
func (f *finder) content(i int, fr frame, source int) (words []int, prep int) {
	prep = -1
	if w := f.beside(i, source); fr.quote && len(w) > 0 && f.opens(w[0]) && w[len(w)-1] < i {
		return w, prep
	}
	if k := f.Kid(i, "ccomp"); k >= 0 && (fr.clause || fr.quote || fr.infinitive || fr.small || fr.object) {
		return f.reported(i, k), prep
	}
	if fr.quote {
		w := f.beside(i, source)
		if len(w) > 0 && f.opens(w[0]) {
			return w, prep
		}
		if w := f.host(i); len(w) > 0 {
			return w, prep
		}
		if len(w) > 0 {
			return w, prep
		}
	}
	obj, open := f.Kid(i, "obj"), f.Kid(i, "xcomp")
	if obj >= 0 && obj < i && f.Tokens[i].Rel != "acl:relcl" {
		obj = -1
	}
	switch {
	case open > i && obj >= 0 && (fr.object || fr.small):
		return f.onward(i, merge(f.phrase(obj), f.clause(open))), prep
	case open > i && f.Kid(i, "iobj") > i && fr.object:
		return f.onward(i, merge(f.phrase(f.Kid(i, "iobj")), f.clause(open))), prep
	case open > i && (fr.infinitive || fr.object || fr.small):
		return f.onward(i, f.clause(open)), prep
	case obj >= 0 && fr.small:
		if k := f.as(i, obj); k >= 0 {
			return f.onward(i, merge(f.phrase(obj), f.clause(k))), prep
		}
	}
	if obj >= 0 && len(fr.after) > 0 {
		if k := f.oblique(i, obj, fr.after); k >= 0 {
			c := f.Kid(k, "case", "mark")
			return without(f.clause(k), []int{c}), c
		}
	}
	if obj >= 0 && (fr.noun || fr.data && source >= 0 && documents[f.Low(source)]) {
		return f.phrase(obj), prep
	}
	if len(fr.preps) > 0 {
		if k := f.oblique(i, i, fr.preps); k >= 0 {
			c := f.Kid(k, "case", "mark")
			if f.between(i, c) {
				words := without(f.clause(k), []int{c})
				if open := f.Kid(i, "xcomp", "advcl"); open > k && (f.aim(open) || f.Is(open, "xcomp")) {
					words = merge(words, f.clause(open))
				}
				return words, c
			}
		}
	}
	return nil, -1
}

// passesOn tells whether verb i has content of its own.
func (f *finder) passesOn(i int) bool {
	fr, ok := verbs[f.Low(i)]
	if !ok {
		return false
	}
	words, _ := f.content(i, fr, nlp.Unnamed)
	return len(words) > 0
}

// aim tells whether verb i is an infinitive of purpose or of a noun.
func (f *finder) aim(i int) bool {
	m := f.Kid(i, "mark")
	return m >= 0 && f.Low(m) == "to" && f.Is(i, "acl", "advcl")
}

// lightVerb reads a verb whose object is the word for what is passed on: the
// cue runs through the object and its preposition.
func (f *finder) lightVerb(a act) (act, bool) {
	obj := f.Kid(a.head, "obj")
	if obj < a.head || !sayings[f.Lemma(obj)] && !sayings[f.Low(obj)] {
		return a, false
	}
	end := obj
	for _, k := range append(slices.Clone(f.Kids(obj)), f.Kids(a.head)...) {
		if k < obj {
			continue
		}
		m := f.Kid(k, "mark", "case")
		switch {
		case m < 0 || m < obj:
		case f.Is(k, "acl", "ccomp") && f.Tokens[k].Rel != "acl:relcl" && (f.Low(m) == "that" || f.Low(m) == "to"):
			a.words = f.clause(k)
		case f.Is(k, "nmod", "obl", "acl", "advcl") && topic[f.Low(m)] && f.between(obj, m):
			a.words, end = without(f.clause(k), []int{m}), m
		}
		if len(a.words) > 0 {
			break
		}
	}
	if len(a.words) == 0 {
		return a, false
	}
	a.cue = merge(a.cue, seq(a.head, end+1))
	if a.source >= 0 {
		a.speakers = f.speaker(a.source, a.head)
	}
	a.words = without(a.words, a.cue, a.speakers)
	return a, len(a.words) > 0
}

// topic are the prepositions before what is said or felt.
var topic = set("about over of for on at against with toward towards regarding concerning to")

// parenthetical is the head of the noun phrase that stands with the cue a
// between commas inside another clause ("The plan, officials said, is"), -1
// where the cue is no such thing.
func (f *finder) parenthetical(a act) int {
	first, last := a.cue[0], a.cue[len(a.cue)-1]
	sent := f.Sentences[f.Sentence(a.head)]
	if last+1 >= sent.Last || !f.comma(last+1) || last+2 >= sent.Last || f.quotes.of[last+2] >= 0 || f.quotes.of[last+1] >= 0 {
		return -1
	}
	start := first - 1
	for start >= sent.First && f.nominal(start) {
		start--
	}
	if start < sent.First || start+1 >= first || !f.comma(start) || f.quotes.of[start] >= 0 {
		return -1
	}
	s := f.top(start+1, first)
	if start == sent.First || f.Is(s, "obl", "conj") {
		return -1
	}
	return s
}

// nominal tells whether token i can stand in a short noun phrase.
func (f *finder) nominal(i int) bool {
	switch f.Tokens[i].UPOS {
	case "NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "PART":
		return true
	}
	return f.Tokens[i].Text == "."
}

// sentence are the tokens of the sentence of token i.
func (f *finder) sentence(i int) []int {
	s := f.Sentences[f.Sentence(i)]
	words := seq(s.First, s.Last)
	for len(words) > 0 && f.Tokens[words[0]].UPOS == "CCONJ" {
		words = words[1:]
	}
	return words
}

// opens tells whether a quotation that begins at token i opens its sentence.
func (f *finder) opens(i int) bool { return i == f.Sentences[f.Sentence(i)].First }

// oblique is the phrase or gerund that hangs on verb i, after token after,
// with one of preps.
func (f *finder) oblique(i, after int, preps []string) int {
	for _, k := range f.Kids(i) {
		if c := f.Kid(k, "case", "mark"); k > after && c > i && f.Is(k, "obl", "advcl", "ccomp", "xcomp", "nmod") && slices.Contains(preps, f.Low(c)) {
			return k
		}
	}
	return -1
}

// as is the "as" phrase of verb i or of its object.
func (f *finder) as(i, obj int) int {
	for _, up := range []int{i, obj} {
		for _, k := range f.Kids(up) {
			if c := f.Kid(k, "case", "mark"); k > i && c >= 0 && f.Low(c) == "as" && f.Is(k, "obl", "nmod", "advcl", "xcomp") {
				return k
			}
		}
	}
	return -1
}

// phrase is a noun phrase as content: its subtree, and the infinitive or "of"
// phrase right after it that the tree hangs on the verb.
func (f *finder) phrase(k int) []int {
	words := f.clause(k)
	up := f.Tokens[k].Head
	if up < 0 || !f.Is(k, "obj") {
		return words
	}
	for _, d := range f.Kids(up) {
		if next := words[len(words)-1] + 1; d > k && f.Is(d, "advcl", "obl", "acl") && f.Under(d, nil)[0] == next && (f.Low(next) == "to" && f.aim(d) || f.Low(next) == "of") {
			words = merge(words, f.Under(d, nil))
		}
	}
	return words
}

// onward adds to words the adjuncts of verb i that follow them without a
// comma: after an open complement they belong to it.
func (f *finder) onward(i int, words []int) []int {
	for _, d := range f.Kids(i) {
		if last := words[len(words)-1]; d > last && f.Is(d, "obl", "advmod") && f.Under(d, nil)[0] == last+1 {
			words = merge(words, f.Under(d, nil))
		}
	}
	return words
}

// host is the clause that verb i is set into: "X, he said, is Y".
func (f *finder) host(i int) []int {
	up := f.Tokens[i].Head
	if up < 0 {
		if k := f.Kid(i, "parataxis"); k >= 0 && f.Kid(i, "obj", "xcomp") < 0 {
			return f.clause(k)
		}
		return nil
	}
	switch {
	case f.Is(i, "parataxis"):
	case f.Is(i, "advcl"):
		if m := f.Kid(i, "mark", "advmod", "case"); m < 0 || f.Low(m) != "as" || f.Kid(i, "obj", "xcomp") >= 0 {
			return nil
		}
	default:
		return nil
	}
	if f.Kid(i, "obj") >= 0 && f.Kid(i, "nsubj") < 0 {
		return nil
	}
	words := f.clause(up, i)
	first, last := words[0], words[len(words)-1]
	if last < i && f.Sentence(first) == f.Sentence(i) && !f.Is(up, "acl", "advcl", "ccomp") {
		return seq(f.Sentences[f.Sentence(i)].First, last+1)
	}
	return words
}

// beside is the quotation that stands next to verb i and its source, before
// them or after.
func (f *finder) beside(i, source int) []int {
	first, last := i, i
	if source >= 0 && f.Sentence(source) == f.Sentence(i) {
		w := f.speaker(source, i)
		first, last = min(first, w[0]), max(last, w[len(w)-1])
	}
	for _, k := range f.Kids(i) {
		if f.Is(k, "obl", "advmod", "iobj", "obj", "compound") && k > i && f.quotes.of[k] < 0 {
			w := f.Under(k, nil)
			last = max(last, w[len(w)-1])
		}
	}
	before := first - 1
	for before > 0 && f.Punct(before) && f.quotes.of[before] < 0 {
		before--
	}
	if before > 0 && f.quotes.of[before] >= 0 && f.Punct(before) && f.hasSentence([]int{before}) &&
		(f.Sentence(before) == f.Sentence(i) || f.Tokens[before-1].Text != ".") {
		return f.stretch(f.quotes.of[before])
	}
	for _, end := range []int{i, last} {
		if end+1 < len(f.Tokens) && f.Punct(end+1) || f.next(end+1) >= 0 && end == i {
			if q := f.next(end + 1); q >= 0 && f.near(i, q) {
				return f.stretch(q)
			}
		}
	}
	return nil
}

// near tells whether quotation q begins in the sentence of verb i or, after a
// colon, in the next.
func (f *finder) near(i, q int) bool {
	first := f.quotes.spans[q][0]
	return f.Sentence(first) == f.Sentence(i) || first > 0 && f.Tokens[first-1].Text == ":"
}

func (f *finder) stretch(q int) []int {
	var out []int
	for i := f.quotes.spans[q][0]; i < f.quotes.spans[q][1]; i++ {
		out = append(out, i)
	}
	return out
}

// passive reads a passive: its subject or clause is the content, its agent the
// source.
func (f *finder) passive(a act, fr frame) (act, bool) {
	i, subject := a.head, a.source
	a.source = nlp.Unnamed
	if by := f.Kid(i, "obl:agent"); by >= 0 {
		a.source, a.speakers = by, f.speaker(by, i)
	}
	open, clause := f.Kid(i, "xcomp"), f.Kid(i, "ccomp", "csubj")
	switch {
	case clause >= 0 && fr.clause:
		a.words = f.clause(clause)
	case open >= 0 && subject >= 0 && expected[f.Low(i)]:
		a.words = merge(f.speaker(subject, i), f.clause(open))
	case subject >= 0 && fr.noun && (a.source >= 0 || f.Kid(i, "aux:pass") >= 0 && !f.Is(i, "acl")):
		a.words = f.speaker(subject, i)
	case len(fr.after) > 0:
		k := f.oblique(i, i, fr.after)
		if k < 0 {
			return a, false
		}
		c := f.Kid(k, "case", "mark")
		a.words = without(f.clause(k), []int{c})
		for t := a.cue[len(a.cue)-1] + 1; t <= c; t++ {
			a.cue = append(a.cue, t)
		}
	}
	a.words = without(a.words, a.cue, a.speakers)
	return a, len(a.words) > 0
}

// merge joins two lists of tokens in the order of the text.
func merge(a, b []int) []int {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// without takes the tokens of the other lists from words.
func without(words []int, others ...[]int) []int {
	return slices.DeleteFunc(slices.Clone(words), func(w int) bool {
		return slices.ContainsFunc(others, func(o []int) bool { return slices.Contains(o, w) })
	})
}
