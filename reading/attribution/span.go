package attribution

import (
	"slices"

	"github.com/sayso/sayso/nlp"
)

// inside tells whether an adverb stands inside the phrase of s: between a
// word of it and its head ("only 52 percent of voters").
func (f *finder) inside(k, s int) bool {
	return f.Is(k, "advmod") && k < s && k > f.Under(s, nil)[0]
}

// together keeps the stretch of sorted tokens around the head, cut where
// something other than a mark of punctuation is left out.
func (f *finder) together(words []int, head int) []int {
	at := slices.Index(words, head)
	first, last := at, at
	for first > 0 && f.joins(words[first-1], words[first]) {
		first--
	}
	for last+1 < len(words) && f.joins(words[last], words[last+1]) {
		last++
	}
	return words[first : last+1]
}

func (f *finder) joins(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if !f.Punct(i) {
			return false
		}
	}
	return true
}

func (f *finder) comma(i int) bool { return i < len(f.Tokens) && f.Tokens[i].Text == "," }

// commaBefore tells whether a comma stands before the words of k.
func (f *finder) commaBefore(k int) bool {
	first := f.Under(k, nil)[0]
	return f.comma(first) || first > 0 && f.comma(first-1)
}

// group is the verb group of i: its auxiliaries and negation, the adverbs
// among them or right before it, its particle; and, where it is the open
// complement of a verb that stands right before, that verb's group too.
func (f *finder) group(i int) []int {
	first := i
	for first > 0 {
		k := first - 1
		up := f.Tokens[k].Head
		own := up == i || up >= first && up < i
		if !(own && f.Is(k, "aux", "advmod", "cop", "expl") || own && f.Low(k) == "to" && f.Is(k, "mark")) || f.quotes.of[k] >= 0 || f.Is(k, "expl") {
			break
		}
		first = k
	}
	for first < i && (f.Low(first) == "to" || f.Is(first, "advmod") && connecting[f.Low(first)]) {
		first++
	}
	out := []int{}
	if up := f.Tokens[i].Head; f.Is(i, "xcomp") && up >= 0 && up < i && f.between(up, first) && f.Tokens[up].UPOS == "VERB" {
		out = f.group(up)
		for k := out[len(out)-1] + 1; k < first; k++ {
			out = append(out, k)
		}
	}
	for k := first; k <= i; k++ {
		out = append(out, k)
	}
	for _, k := range f.Kids(i) {
		if f.Tokens[k].Rel == "compound:prt" && k > i {
			out = append(out, k)
		}
	}
	return out
}

// between tells whether nothing but "to" and adverbs stands between two words.
func (f *finder) between(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if f.Low(i) != "to" && f.Tokens[i].UPOS != "ADV" {
			return false
		}
	}
	return true
}

// connecting are the adverbs that tie a sentence to the one before and are no
// part of a cue.
var connecting = set(`however therefore meanwhile moreover furthermore nevertheless nonetheless thus instead indeed so how why
	when where as`)

// clause gives the words of a content clause headed by k, less those of the
// dependents in but.
func (f *finder) clause(k int, but ...int) []int {
	words := f.Under(k, func(d int) bool { return slices.Contains(but, d) })
	for len(words) > 1 {
		if w := words[0]; f.Punct(w) && f.quotes.of[w] < 0 || f.Is(w, "cc") && f.Tokens[w].Head == k {
			words = words[1:]
			continue
		}
		break
	}
	return words
}

// quoted adds to the words of a cue's content the rest of each quotation they
// begin in, the quotation that goes on after the cue, and the quoted sentences
// that follow in the paragraph under no cue of their own.
func (f *finder) quoted(words []int, cue []int) []int {
	if len(words) == 0 {
		return words
	}
	in := map[int]bool{}
	for _, w := range words {
		in[w] = true
	}
	for _, w := range words {
		if q := f.quotes.of[w]; q >= 0 && !f.Punct(w) {
			f.addQuote(in, q)
		}
	}
	last := max(slices.Max(words), slices.Max(cue))
	sentence := f.Sentence(cue[0])
	if q := f.next(last + 1); q >= 0 && f.hasSentence(words) && f.Sentence(f.quotes.spans[q][0]) == sentence {
		f.addQuote(in, q)
	}
	if f.hasSentence(words) {
		for s := sentence; ; {
			for _, w := range keys(in) {
				s = max(s, f.Sentence(w))
			}
			if s++; s >= len(f.Sentences) || f.Sentences[s].Paragraph || !f.allQuoted(s) {
				break
			}
			for i := f.Sentences[s].First; i < f.Sentences[s].Last; i++ {
				in[i] = true
			}
		}
	}
	return keys(in)
}

func (f *finder) addQuote(in map[int]bool, q int) {
	for i := f.quotes.spans[q][0]; i < f.quotes.spans[q][1]; i++ {
		in[i] = true
	}
}

// next is the quotation that begins at token i or after marks of punctuation.
func (f *finder) next(i int) int {
	for ; i < len(f.Tokens); i++ {
		if q := f.quotes.of[i]; q >= 0 {
			return q
		}
		if !f.Punct(i) {
			break
		}
	}
	return -1
}

// hasSentence tells whether the words hold a quotation that is a sentence or
// the beginning of one: a mark of punctuation stands before its closing mark
// or after it.
func (f *finder) hasSentence(words []int) bool {
	for _, w := range words {
		q := f.quotes.of[w]
		if q < 0 {
			continue
		}
		end := f.quotes.spans[q][1]
		if end-2 > f.quotes.spans[q][0] && f.Punct(end-2) || f.comma(end) {
			return true
		}
	}
	return false
}

// allQuoted tells whether every word of sentence s is quoted.
func (f *finder) allQuoted(s int) bool {
	for i := f.Sentences[s].First; i < f.Sentences[s].Last; i++ {
		if f.quotes.of[i] < 0 && !f.Punct(i) {
			return false
		}
	}
	return true
}

func keys(in map[int]bool) []int {
	out := make([]int, 0, len(in))
	for i := range in {
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}

// subject gives the source of a cue: a subject outside quoted words, never an
// expletive.
func (f *finder) subject(i int) (int, bool) {
	s, passive := f.Subject(i)
	if s >= 0 && (f.quotes.of[s] >= 0 || f.Tokens[s].Rel == "expl") {
		s = nlp.Unnamed
	}
	if s < 0 {
		s = nlp.Unnamed
	}
	return s, passive
}
