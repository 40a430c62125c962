package chain

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
)

// Quote is a stretch of quoted words: tokens (Open, Close) between two marks.
// Close is the end of the paragraph where no mark closes it. More tells that
// it goes on the quote before it: the speech runs over paragraphs.
type Quote struct {
	Open, Close int
	More        bool
}

// Quotes finds the quoted stretches of a document: between double marks, and
// speech between single ones in paragraphs that have no double ones. A straight
// mark opens or closes by the space around it, in turn where that does not
// tell. A paragraph that begins with a mark after one that left its quote open
// goes on the same speech; any other quote ends with its paragraph.
func Quotes(doc *nlp.Document) []Quote {
	out := between(doc, mark)
	doubled := map[int]bool{} // paragraphs with double marks, by their first token
	paragraph := 0
	of := make([]int, len(doc.Tokens))
	for _, s := range doc.Sentences {
		if s.Paragraph {
			paragraph = s.First
		}
		for i := s.First; i < s.Last; i++ {
			of[i] = paragraph
			if opens, closes := mark(doc, i); opens || closes {
				doubled[paragraph] = true
			}
		}
	}
	single := between(doc, singleMark)
	for n, q := range single {
		shut := q.Close < len(doc.Tokens) && of[q.Close] == of[q.Open]
		goesOn := q.More || n+1 < len(single) && single[n+1].More
		if !doubled[of[q.Open]] && (shut || goesOn) && q.Close-q.Open > 3 {
			out = append(out, q)
		}
	}
	slices.SortStableFunc(out, func(a, b Quote) int { return a.Open - b.Open })
	return out
}

// between pairs the marks of a document by the rules of Quotes.
func between(doc *nlp.Document, mark func(*nlp.Document, int) (opens, closes bool)) []Quote {
	var out []Quote
	open := -1
	left := false // the quote before was still open at its paragraph's end
	for _, sent := range doc.Sentences {
		if sent.Paragraph && open >= 0 {
			out = append(out, Quote{Open: open, Close: sent.First, More: left})
			open, left = -1, true
		}
		for i := sent.First; i < sent.Last; i++ {
			opens, closes := mark(doc, i)
			switch {
			case closes && open >= 0 && !(opens && i == sent.First && sent.Paragraph):
				out = append(out, Quote{Open: open, Close: i, More: left})
				open, left = -1, false
			case opens:
				left = left && open < 0 && i == sent.First && sent.Paragraph
				open = i
			}
		}
	}
	if open >= 0 {
		out = append(out, Quote{Open: open, Close: len(doc.Tokens), More: left})
	}
	return out
}

// mark tells whether token i opens or closes a quotation; both where its form
// and the space around it do not tell.
func mark(doc *nlp.Document, i int) (opens, closes bool) {
	switch doc.Tokens[i].Text {
	case "\"", "''":
		before := i == 0 || doc.Tokens[i-1].Span.End < doc.Tokens[i].Span.Start
		after := i+1 == len(doc.Tokens) || doc.Tokens[i].Span.End < doc.Tokens[i+1].Span.Start
		if before == after {
			bracket := i > 0 && (doc.Tokens[i-1].Text == "(" || doc.Tokens[i-1].Text == "[" || doc.Tokens[i-1].Text == "—")
			punct := !after && doc.Tokens[i+1].UPOS == "PUNCT"
			return !punct || bracket, !bracket
		}
		return before, after
	case "“", "``", "«", "„":
		return true, false
	case "”", "»":
		return false, true
	}
	return false, false
}

// singleMark tells whether token i is a single mark that opens a speech, close
// before a word, or one that closes it, close behind a stop or comma.
func singleMark(doc *nlp.Document, i int) (opens, closes bool) {
	t := doc.Tokens[i]
	if t.Text != "'" && t.Text != "‘" && t.Text != "’" {
		return false, false
	}
	before := i == 0 || doc.Tokens[i-1].Span.End < t.Span.Start
	after := i+1 == len(doc.Tokens) || t.Span.End < doc.Tokens[i+1].Span.Start
	return before && !after && t.Text != "’", after && !before && t.Text != "‘" && strings.Contains(",.?!…", doc.Tokens[i-1].Text)
}
