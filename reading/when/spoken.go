package when

import (
	"strings"
	"time"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/report"
)

// Spoken puts the times that a speaker counts from the day of the speech
// ("today", "last night") onto that day, where the words around a quotation
// give it: the sentences that it stands in, or the one before. Elsewhere they
// stay counted from the report's date. quotes are the spans of the quotations.
func Spoken(doc *nlp.Document, es []Expression, quotes []report.Span, published string) {
	now, err := time.Parse(time.DateOnly, published)
	if err != nil {
		return
	}
	for _, q := range quotes {
		spoken, ok := speechDay(doc, es, quotes, q, now)
		if !ok {
			continue
		}
		for i := range es {
			e := &es[i]
			if !q.Contains(e.Span) || !deictic[firstWords(e.Span.Of(doc.Text))] {
				continue
			}
			if d, err := time.Parse(time.DateOnly, e.EDTF); err == nil {
				day := d.Add(spoken.Sub(now)).Format(time.DateOnly)
				e.Value = strings.Replace(e.Value, e.EDTF, day, 1)
				e.EDTF = day
			}
		}
	}
}

// deictic are the beginnings of times that are counted from the day of speech.
var deictic = map[string]bool{
	"today": true, "tonight": true, "yesterday": true, "tomorrow": true, "last night": true,
	"this morning": true, "this afternoon": true, "this evening": true,
}

// firstWords is the one word that counts from the day of speech or the first
// two words, in lower case.
func firstWords(s string) string {
	f := strings.Fields(strings.ToLower(s))
	if len(f) == 0 || len(f) == 1 || deictic[f[0]] {
		return strings.Join(f[:min(1, len(f))], "")
	}
	return f[0] + " " + f[1]
}

// speechDay is the day of the fortnight before the report that stands beside
// quotation q, outside of all quotations, nearest to it.
func speechDay(doc *nlp.Document, es []Expression, quotes []report.Span, q report.Span, now time.Time) (time.Time, bool) {
	first, last := sentenceIndex(doc, tokenAt(doc, q.Start)), sentenceIndex(doc, tokenAt(doc, q.End-1))
	if first < 0 || last < 0 {
		return now, false
	}
	from, to := doc.Sentences[first].Span.Start, doc.Sentences[last].Span.End
	if first > 0 && !doc.Sentences[first].Paragraph {
		from = doc.Sentences[first-1].Span.Start
	}
	best, near := now, 1<<30
	for i := range es {
		e := &es[i]
		if e.Type != Date && e.Type != Time || e.Bound != Exact || e.Span.Start < from || e.Span.End > to || deictic[firstWords(e.Span.Of(doc.Text))] {
			continue
		}
		d, err := time.Parse(time.DateOnly, e.EDTF)
		if err != nil || d.After(now) || now.Sub(d) > 14*24*time.Hour || inside(quotes, e.Span) {
			continue
		}
		if gap := max(q.Start-e.Span.End, e.Span.Start-q.End); gap < near {
			best, near = d, gap
		}
	}
	return best, near < 1<<30
}

func inside(quotes []report.Span, s report.Span) bool {
	for _, q := range quotes {
		if q.Contains(s) {
			return true
		}
	}
	return false
}
