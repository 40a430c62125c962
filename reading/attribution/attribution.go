// Package attribution finds who says what in a document: the spans of the
// source, of the cue that says so, and of the content that is passed on, in
// the terms of PARC3 and PolNeAR; and it gathers the sources into voices, one
// for each speaker however often mentioned.
//
// It reads trees and quotation marks with the frames of cues.tsv. Whether what
// is said is so, or is a claim, is not its question.
package attribution

import (
	"cmp"
	"slices"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/report"
)

// Attribution is one act of passing words on. Source may be empty (a passive,
// an adverb). Kind is "direct" (quoted), "indirect" or "mixed" (quoted in
// part). SourceHead is the head token of the source, nlp.Unnamed where there
// is none; CueHead the cue's.
type Attribution struct {
	Source, Cue, Content []report.Span
	Kind                 string
	SourceHead, CueHead  int
}

// Find gives the attributions of a document in the order of their cues. Cues
// inside quoted words are the speaker's own and give none.
func Find(doc *nlp.Document) []Attribution {
	f := &finder{Tree: tree.New(doc), taken: map[int]bool{}}
	f.quotes = findQuotes(f.Tree)
	var acts []act
	for i := range doc.Tokens {
		if f.taken[i] || f.quotes.of[i] >= 0 {
			continue
		}
		if a, ok := f.at(i); ok {
			f.taken[i] = true
			acts = append(acts, a)
		}
	}
	acts = append(acts, f.lines()...)
	return f.attributions(acts)
}

// finder is the work on one document.
type finder struct {
	*tree.Tree
	quotes quotes
	taken  map[int]bool // tokens that are part of a cue already
}

// act is an attribution in tokens.
type act struct {
	head, source         int
	cue, words, speakers []int
}

// at gives the attribution that token i is the cue of.
func (f *finder) at(i int) (act, bool) {
	switch f.Tokens[i].UPOS {
	case "VERB", "AUX":
		if f.Low(i) == "according" {
			return f.according(i)
		}
		return f.verb(i)
	case "NOUN", "PROPN":
		return f.noun(i)
	case "ADJ":
		return f.adjective(i)
	case "ADV":
		return f.adverb(i)
	case "ADP", "SCONJ":
		if f.Low(i) == "according" {
			return f.according(i)
		}
	}
	return act{}, false
}

func (f *finder) attributions(acts []act) []Attribution {
	var out []Attribution
	for _, a := range acts {
		words := f.Spans(a.words)
		if len(words) == 0 || len(a.cue) == 0 {
			continue
		}
		at := Attribution{Source: f.Spans(a.speakers), Cue: f.spansAll(a.cue), Content: words,
			Kind: f.kind(a.words), SourceHead: a.source, CueHead: a.head}
		if len(at.Source) == 0 {
			at.SourceHead = nlp.Unnamed
		}
		out = append(out, at)
	}
	slices.SortStableFunc(out, func(a, b Attribution) int { return cmp.Compare(a.CueHead, b.CueHead) })
	return out
}

// spansAll is Spans for a cue, which may be a mark of punctuation alone.
func (f *finder) spansAll(tokens []int) []report.Span {
	if s := f.Spans(tokens); len(s) > 0 {
		return s
	}
	return []report.Span{f.Tokens[tokens[0]].Span}
}

// kind tells whether the words are quoted: all, none or some of them.
func (f *finder) kind(words []int) string {
	in, out := 0, 0
	for _, i := range words {
		switch {
		case f.Punct(i):
		case f.quotes.of[i] >= 0:
			in++
		default:
			out++
		}
	}
	switch {
	case in == 0:
		return "indirect"
	case out <= 1:
		return "direct"
	}
	return "mixed"
}
