// Package quantity finds the numbers that a report states of its events:
// counts, amounts of money, shares, ages, lengths and durations, each with its
// low and high end as the words leave them. It also tells which claim each
// measures.
//
// A number that names something is none: dates and clock times (package when
// finds those), ordinals, ranks, scores, identifiers, parts of names. Unknown
// ends stay empty; nothing is added up.
package quantity

import (
	"sort"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/report"
)

// Quantity is a number as stated. An open end is nil; Best is set only for a
// single figure. Unit is a UCUM code or an ISO 4217 currency. Of is the noun
// counted as in the text, "percent", "years" or the like. Approx marks "about"
// and indefinite words, Ratio a multiple whose base is not stated. HeadToken is
// the token that the number stands on.
type Quantity struct {
	Span      report.Span
	Low       *float64
	Best      *float64
	High      *float64
	Unit      string
	Of        string
	Approx    bool
	Ratio     bool
	HeadToken int
}

// Find finds the quantities of doc in the order of the text. times are the
// dates, clock times and sets of the text, whose numbers are not quantities;
// durations are, and must not be among them.
func Find(doc *nlp.Document, times []report.Span) []Quantity {
	f := &finder{text: doc.Text, ps: lex.Cut(doc.Text), doc: doc, times: append([]report.Span(nil), times...)}
	sort.Slice(f.times, func(i, j int) bool { return f.times[i].Start < f.times[j].Start })
	var out []Quantity
	for i := 0; i < len(f.ps); {
		q, n := f.quantity(i)
		if n == 0 {
			i++
			continue
		}
		// A conversion in brackets shares the bounds of what it converts.
		if k := len(out) - 1; k >= 0 && f.is(i-1, "(") && out[k].Span.End == f.ps[i-2].Span.End && q.Best != nil && q.Unit != "" && out[k].Best == nil {
			switch {
			case out[k].High == nil:
				q.High, q.Best = nil, nil
			case out[k].Low == nil:
				q.Low, q.Best = nil, nil
			}
		}
		if k := len(out) - 1; k >= 0 && f.joined(out[k], q) {
			if out[k].High == nil {
				out[k].High = q.High
			} else {
				out[k].Low = q.Low
			}
			out[k].Span.End = q.Span.End
			if q.Of != "" {
				out[k].Unit, out[k].Of, out[k].HeadToken = q.Unit, q.Of, q.HeadToken
			}
			i += n
			continue
		}
		out = append(out, q)
		i += n
	}
	return out
}

// joined tells whether b states the other end of a: "more than 20 but fewer
// than 30 people".
func (f *finder) joined(a, b Quantity) bool {
	if (a.Low == nil) == (b.Low == nil) || (a.High == nil) == (b.High == nil) || a.Of != "" && a.Of != b.Of {
		return false
	}
	switch strings.Trim(f.text[a.Span.End:max(a.Span.End, b.Span.Start)], " ,") {
	case "and", "but", "":
	default:
		return false
	}
	if a.Low != nil {
		return b.High != nil && *a.Low < *b.High
	}
	return b.Low != nil && a.High != nil && *b.Low < *a.High
}

// finder reads one document. Its rules look at the pieces from an index on and
// say how many they take, 0 for none.
type finder struct {
	text  string
	ps    []lex.Piece
	doc   *nlp.Document
	times []report.Span
}

// figure is a number or range before its bounds are known.
type figure struct {
	low, high float64
	n         int  // pieces
	open      bool // no upper end ("dozens")
	approx    bool
	unit, of  string // when the number itself brings them
	word      bool   // a word that counts nothing alone ("one")
}

// quantity reads the quantity that begins at piece i.
func (f *finder) quantity(i int) (Quantity, int) {
	if f.excluded(i) {
		return Quantity{}, 0
	}
	a := f.figure(i)
	if a.n == 0 {
		return Quantity{}, 0
	}
	end := i + a.n
	unit, of, n, ok := f.measured(i, a)
	if !ok {
		return Quantity{}, 0
	}
	end += n
	b := f.before(i)
	if a.low != a.high {
		b.least, b.most = false, false
	}
	q := Quantity{Unit: unit, Of: of, Approx: a.approx || b.approx}
	low, high := a.low, a.high
	if at := f.minus(i, unit); at < i && !a.open {
		low, high = -high, -low
		if at < b.start {
			b.start = at
		}
	}
	q.Low, q.High = &low, &high
	if a.open {
		q.High = nil
	}
	more := f.is(i+a.n, "or", "and") && f.is(i+a.n+1, "more", "above", "over", "longer", "older", "greater") || f.is(i+a.n, "+", "plus") && !f.gap(i+a.n) ||
		f.is(end, "or") && f.is(end+1, "more", "longer", "older") || f.is(end+1, "or") && f.is(end+2, "more")
	less := f.is(i+a.n, "or") && f.is(i+a.n+1, "less", "fewer", "under", "below", "younger") || f.is(end, "or") && f.is(end+1, "less", "fewer", "under", "below", "younger")
	more, less = more || f.bounded(end, "least"), less || f.bounded(end, "most")
	switch {
	case less && !b.least:
		q.Low = nil
	case b.least || more:
		q.High = nil
	case b.most:
		q.Low = nil
	case low == high && !a.open:
		best := low
		q.Best = &best
	}
	if f.is(i+a.n, "or") && f.is(i+a.n+1, "so") || f.is(i+a.n, "±") {
		q.Approx = true
	}
	q.Ratio = of == "times" && !f.is(end, "as", "more", "the", "than") && !f.is(i, "twice", "thrice") && !f.is(end-1, "times") && !f.is(end, "times") && !f.is(end+1, "times")
	q.Span = report.Span{Start: f.ps[b.start].Span.Start, End: f.ps[end-1].Span.End}
	q.HeadToken = f.token(f.ps[i].Span.Start)
	return q, end - i
}

// bounded tells whether "at most" or "at least" follows the number that ends
// at piece end and its noun.
func (f *finder) bounded(end int, word string) bool {
	if f.letters(end) && !f.is(end, "at") && !f.ps[end].Break {
		end++
	}
	return f.is(end, "at") && f.is(end+1, word) && !f.ps[end].Break
}

// minus is the piece of the sign before the number at i, i without one:
// "minus five", "-3%". A dash needs a space before it and a unit behind the
// number.
func (f *finder) minus(i int, unit string) int {
	sign := f.is(i-1, "minus", "negative") || f.is(i-1, "-") && !f.gap(i) && (i == 1 || f.gap(i-1)) && (unit == "%" || unit == "deg" || unit == "Cel" || unit == "[degF]")
	if !sign {
		return i
	}
	return i - 1
}

func (f *finder) low(i int) string {
	if i < 0 || i >= len(f.ps) {
		return ""
	}
	return f.ps[i].Low
}

func (f *finder) is(i int, words ...string) bool {
	w := f.low(i)
	for _, x := range words {
		if w == x {
			return true
		}
	}
	return false
}

func (f *finder) gap(i int) bool { return i < 0 || i >= len(f.ps) || f.ps[i].Gap }

func (f *finder) letters(i int) bool {
	return i >= 0 && i < len(f.ps) && f.ps[i].Kind == lex.Letters
}

func (f *finder) number(i int) bool {
	return i >= 0 && i < len(f.ps) && f.ps[i].Kind == lex.Number
}

// token is the token of the document that covers offset or follows it, -1 when
// the document has none.
func (f *finder) token(offset int) int {
	ts := f.doc.Tokens
	i := sort.Search(len(ts), func(i int) bool { return ts[i].Span.End > offset })
	if i == len(ts) {
		return -1
	}
	return i
}

// timed tells whether a time covers piece i.
func (f *finder) timed(i int) bool {
	if i < 0 || i >= len(f.ps) {
		return false
	}
	s := f.ps[i].Span
	k := sort.Search(len(f.times), func(k int) bool { return f.times[k].End > s.Start })
	return k < len(f.times) && f.times[k].Overlaps(s)
}
