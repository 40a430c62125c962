package chain

import (
	"github.com/sayso/sayso/nlp"
)

// Quote is a stretch of quoted words: tokens (Open, Close) between two marks.
// Close is the end of the paragraph where no mark closes it. More tells that
// it goes on the quote before it: the speech runs over paragraphs.
type Quote struct {
	Open, Close int
	More        bool
}

// Quotes finds the double-quoted stretches of a document. A straight mark opens
// or closes by the space around it, in turn where that does not tell. A
// paragraph that begins with a mark after one that left its quote open goes on
// the same speech; any other quote ends with its paragraph.
func Quotes(doc *nlp.Document) []Quote {
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
