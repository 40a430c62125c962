package when

import (
	"strings"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/report"
)

// TestSpoken: in the second sentence "today" is said; the report is of August 20.
func TestSpoken(t *testing.T) {
	for _, c := range []struct{ first, second, want string }{
		{"She spoke on August 18 .", "\" I leave today \" , she said .", "2015-08-18 2015-08-18"},
		{"She spoke at length .", "\" I leave today \" , she said .", "2015-08-20"},
		{"She spoke on August 18 .", "\" I leave today \" , she said on August 19 .", "2015-08-18 2015-08-19 2015-08-19"},
		{"She spoke on March 18 .", "\" I leave today \" , she said .", "2015-03-18 2015-08-20"},
		{"She spoke on August 18 .", "\" I leave on August 25 \" , she said .", "2015-08-18 2015-08-25"},
	} {
		doc := &nlp.Document{Text: c.first + " " + c.second}
		for _, text := range []string{c.first, c.second} {
			s := nlp.Sentence{First: len(doc.Tokens)}
			at := strings.Index(doc.Text, text)
			for w := range strings.FieldsSeq(text) {
				at += strings.Index(doc.Text[at:], w)
				doc.Tokens = append(doc.Tokens, nlp.Token{Text: w, Head: -1, Span: report.Span{Start: at, End: at + len(w)}})
				at += len(w)
			}
			s.Last = len(doc.Tokens)
			s.Span = report.Span{Start: doc.Tokens[s.First].Span.Start, End: at}
			doc.Sentences = append(doc.Sentences, s)
		}
		es := Find(doc, "2015-08-20")
		quote := report.Span{Start: strings.Index(doc.Text, "\""), End: strings.LastIndex(doc.Text, "\"") + 1}
		Spoken(doc, es, []report.Span{quote}, "2015-08-20")
		var got []string
		for _, e := range es {
			got = append(got, e.EDTF)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %s\n got %q want %q", c.first, c.second, s, c.want)
		}
	}
}
