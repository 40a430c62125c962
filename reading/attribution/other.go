package attribution

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/nlp"
)

// according reads "according to X": the content is the clause it stands in.
func (f *finder) according(i int) (act, bool) {
	to := i + 1
	if to >= len(f.Tokens) || f.Low(to) != "to" {
		return act{}, false
	}
	s := f.Tokens[i].Head
	if f.Tokens[i].UPOS == "VERB" && f.Kid(i, "obl", "obj", "nmod") >= 0 {
		s = f.Kid(i, "obl", "obj", "nmod")
	} else if s >= 0 && s < to {
		s = f.Tokens[to].Head
	}
	if s <= to {
		return act{}, false
	}
	phrase := s
	if f.Tokens[s].Head == i {
		phrase = i
	}
	up := f.Tokens[phrase].Head
	if up < 0 {
		return act{}, false
	}
	a := act{head: i, source: s, cue: []int{i, to}, speakers: without(f.speaker(s, to), []int{i, to})}
	for f.Is(up, "nmod", "obl", "obj", "amod", "compound", "appos", "conj") && f.Tokens[up].Head >= 0 && phrase > up && f.comma(f.Under(phrase, nil)[0]-1) {
		up = f.Tokens[up].Head
	}
	own := merge(a.cue, a.speakers)
	whole := without(f.sentence(i), own)
	switch words := f.clause(up, phrase); {
	case f.fronted(i):
		a.words = whole
	case up < i && f.Is(up, "acl", "advcl", "ccomp", "parataxis"):
		a.words = without(words, own)
	default:
		a.words = f.before(whole, own)
	}
	a.words = f.quoted(a.words, a.cue)
	return a, len(a.words) > 0
}

// fronted tells whether nothing but a conjunction stands before token i in its
// sentence.
func (f *finder) fronted(i int) bool {
	for k := f.Sentences[f.Sentence(i)].First; k < i; k++ {
		if f.Tokens[k].UPOS != "CCONJ" && !f.Punct(k) {
			return false
		}
	}
	return true
}

// before keeps of the words of a sentence those before the tokens of own; all
// of them where what follows is joined on, or no verb stands before.
func (f *finder) before(words, own []int) []int {
	n := slices.IndexFunc(words, func(w int) bool { return w > own[0] })
	if n < 0 {
		return words
	}
	next := n
	for next < len(words) && f.Punct(words[next]) {
		next++
	}
	if next < len(words) && f.Tokens[words[next]].UPOS == "CCONJ" || n == 0 || !f.verbal(words[0], words[n-1]+1) {
		return words
	}
	return words[:n]
}

// noun reads a noun whose clause or infinitive is somebody's words: "the
// charge that", "his refusal to".
func (f *finder) noun(i int) (act, bool) {
	if !nouns[f.Lemma(i)] && !nouns[f.Low(i)] {
		return act{}, false
	}
	k := f.Kid(i, "acl", "ccomp")
	if k < i || f.Tokens[k].Rel == "acl:relcl" {
		return act{}, false
	}
	m := f.Kid(k, "mark")
	if m < 0 || f.Low(m) != "that" && f.Low(m) != "to" && f.Low(m) != "whether" {
		return act{}, false
	}
	a := act{head: i, cue: []int{i}, words: f.clause(k), source: nlp.Unnamed}
	if p := f.Kid(i, "nmod:poss"); p >= 0 {
		a.source = p
		a.speakers = f.owner(p)
	}
	for first := i - 1; first >= 0 && f.Tokens[first].Head == i && f.Is(first, "amod", "compound"); first-- {
		a.cue = append([]int{first}, a.cue...)
	}
	return a, true
}

// owner is a possessor without its "'s".
func (f *finder) owner(p int) []int {
	return f.Under(p, func(k int) bool { return f.Is(k, "case") || f.Tokens[k].Rel == "acl:relcl" })
}

// adjective reads "it is clear that" and "she is sure that".
func (f *finder) adjective(i int) (act, bool) {
	cop := f.Kid(i, "cop")
	if cop < 0 {
		return act{}, false
	}
	a := act{head: i, cue: f.group(i), source: nlp.Unnamed}
	k := f.Kid(i, "ccomp", "csubj", "advcl", "xcomp")
	s := f.Kid(i, "nsubj")
	it := s >= 0 && f.Low(s) == "it" || f.Kid(i, "expl") >= 0
	switch {
	case evident[f.Low(i)] && it && k > i && !f.Is(k, "advcl"):
		a.words = f.clause(k)
		a.cue = merge(a.cue, []int{f.Kid(i, "nsubj", "expl")})
		return a, true
	case feelings[f.Low(i)] && s >= 0 && !it:
		a.source, a.speakers = s, f.speaker(s, i)
		if k > i && (f.Is(k, "ccomp", "xcomp") || f.Kid(k, "mark") > i && f.Low(f.Kid(k, "mark")) == "that") {
			a.words = f.clause(k)
			return a, true
		}
		if k := f.oblique(i, i, []string{"about", "of", "with", "by", "at", "over"}); k > i {
			c := f.Kid(k, "case", "mark")
			a.words = without(f.clause(k), []int{c})
			a.cue = append(a.cue, c)
			return a, f.between(i, c)
		}
	}
	return act{}, false
}

// adverb reads "reportedly": the content is the clause it stands in.
func (f *finder) adverb(i int) (act, bool) {
	up := f.Tokens[i].Head
	if !adverbs[f.Low(i)] || up < 0 {
		return act{}, false
	}
	words := without(f.clause(up), []int{i})
	return act{head: i, cue: []int{i}, words: words, source: nlp.Unnamed}, len(words) > 0
}

// lines reads what stands outside sentences: "Name: words" at the head of a
// paragraph and "words" — Name at its end.
func (f *finder) lines() []act {
	var out []act
	for s, sent := range f.Sentences {
		if a, ok := f.label(s); ok && sent.Paragraph {
			out = append(out, a)
		}
	}
	for _, q := range f.quotes.spans {
		if a, ok := f.signed(q); ok {
			out = append(out, a)
		}
	}
	return out
}

// label reads "Name: words".
func (f *finder) label(s int) (act, bool) {
	sent := f.Sentences[s]
	first := sent.First
	for first < sent.Last && f.Punct(first) {
		first++
	}
	for i := first + 1; i < sent.Last && i < first+6; i++ {
		if f.Tokens[i].Text != ":" {
			if up := f.Tokens[i].UPOS; up == "VERB" || up == "AUX" || f.Punct(i) || up == "NUM" {
				break
			}
			continue
		}
		head := f.top(first, i)
		if !f.person(first, i) && !speaks[f.Low(head)] || i+1 >= sent.Last || f.taken[head] {
			break
		}
		a := act{head: i, source: head, cue: []int{i}, speakers: seq(first, i), words: seq(i+1, sent.Last)}
		if f.verbal(i+1, sent.Last) {
			return a, true
		}
		break
	}
	return act{}, false
}

// speaks are the words for a source that a headline may put before a colon.
var speaks = set(`poll report study survey police officials official source sources president minister pm analysis court judge
	experts expert analysts scientists researchers lawyer lawyers witness witnesses spokesman spokeswoman`)

func (f *finder) verbal(first, last int) bool {
	return slices.ContainsFunc(f.Tokens[first:last], func(t nlp.Token) bool { return t.UPOS == "VERB" || t.UPOS == "AUX" })
}

func (f *finder) person(first, last int) bool {
	return slices.ContainsFunc(f.Names, func(n nlp.Name) bool { return n.First >= first && n.Last <= last && n.Kind == "PER" })
}

// top is the token of [first, last) that all its others hang on.
func (f *finder) top(first, last int) int {
	for i := first; i < last; i++ {
		if h := f.Tokens[i].Head; h < first || h >= last {
			return i
		}
	}
	return first
}

// signed reads a quotation followed by a dash and a name.
func (f *finder) signed(q [2]int) (act, bool) {
	i := q[1]
	if i+1 >= len(f.Tokens) || !dash[f.Tokens[i].Text] {
		return act{}, false
	}
	end := i + 1
	for end < len(f.Tokens) && capital(f.Tokens[end].Text) && (end == i+1 || f.Sentence(end) == f.Sentence(i+1) && !f.Sentences[f.Sentence(end)].Paragraph || f.Tokens[end].Span.Start <= f.Tokens[end-1].Span.End+1) {
		end++
	}
	if end == i+1 || end < len(f.Tokens) && f.Sentence(end) == f.Sentence(i) && !f.Punct(end) {
		return act{}, false
	}
	return act{head: i, source: f.top(i+1, end), cue: []int{i}, speakers: seq(i+1, end), words: seq(q[0], q[1])}, true
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

var dash = map[string]bool{"—": true, "–": true, "―": true, "--": true}

func seq(first, last int) []int {
	out := make([]int, 0, last-first)
	for i := first; i < last; i++ {
		out = append(out, i)
	}
	return out
}
