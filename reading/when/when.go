// Package when finds the time expressions of a report and puts them on the
// calendar: TIMEX3 type and value, and an EDTF interval anchored on the
// report's date. It also tells which expression dates which claim.
//
// Its grammar is exact and for English news. What the words and the report's
// date do not give stays empty: vague times have no EDTF, and without a date
// relative times stay relative. Numbers that are no times are quantity's.
package when

import (
	"strings"
	"time"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/report"
)

// Type is a TIMEX3 type.
type Type string

// The types of TIMEX3.
const (
	Date     Type = "DATE"
	Time     Type = "TIME"
	Duration Type = "DURATION"
	Set      Type = "SET"
)

// Bound tells which end of a time its preposition leaves open.
type Bound int

// The bounds: Since leaves the end open ("since May"), Until and Before the
// beginning; Until counts the time itself in ("by the end of May"), Before
// ends where it begins.
const (
	Exact Bound = iota
	Since
	Until
	Before
)

// Expression is a time as stated. Span holds the words of the time, Full also
// the preposition before it. Value is TIMEX3's; EDTF is empty when the words
// and the report's date give no place on the calendar. Of "recently", "now" and
// "soon" it only says on which side of the report's date they lie; no claim is
// dated by that.
type Expression struct {
	Span  report.Span
	Full  report.Span
	Type  Type
	Value string
	EDTF  string
	Bound Bound
	ahead bool // begins after the report's day
}

// vague tells whether the words name no stretch of the calendar.
func (e *Expression) vague() bool { return e.EDTF == "" || strings.HasSuffix(e.Value, "_REF") }

// Tense is that of the verb that governs an expression.
type Tense int

// The tenses. Of a bare weekday or month, Past means the last one, Future the
// next, Unsure the nearest.
const (
	Unsure Tense = iota
	Past
	Future
)

// Options change how Parse reads a text.
type Options struct {
	// Tense of the governing verbs; Unsure lets Parse judge it by the words.
	Tense Tense
	// Narrative takes a missing year from the date last mentioned, as
	// histories do, and not from the anchor, as news does.
	Narrative bool
}

// Find finds the time expressions of doc in the order of the text. published
// is the EDTF date of the report, empty when nobody gave one.
func Find(doc *nlp.Document, published string) []Expression {
	g := newGrammar(doc.Text, parseDate(published))
	tenses := tenses(doc)
	g.tense = func(offset int) Tense { t, _ := tenses(offset); return t }
	g.mood = func(offset int) mood { _, m := tenses(offset); return m }
	g.sentence = sentences(doc)
	g.counts = counts(doc)
	g.inName = names(doc)
	g.apart = apart(doc)
	out := g.all()
	inherit(doc, out)
	return out
}

// Parse finds the time expressions of a text without its analysis. anchor is
// the day relative times are counted from; none when it is the zero time.
func Parse(text string, anchor time.Time, opts Options) []Expression {
	var ref date
	if !anchor.IsZero() {
		ref = dayOf(anchor)
	}
	g := newGrammar(text, ref)
	g.narrative = opts.Narrative
	if opts.Tense != Unsure {
		g.tense = func(int) Tense { return opts.Tense }
	}
	return g.all()
}

// grammar reads one text. Its rules are methods that look at the pieces from
// an index on and say how many they take, 0 for none.
type grammar struct {
	text      string
	ps        []lex.Piece
	ref       date // the report's, zero when unknown
	tense     func(offset int) Tense
	mood      func(offset int) mood
	sentence  func(offset int) int
	inName    func(report.Span) bool
	narrative bool
	// apart tells whether two offsets lie behind verbs joined by "and".
	apart func(first, second int) bool
	// mention is the date last mentioned, said in sentence mentionAt.
	mention   stretch
	mentionOf report.Span
	mentioned unit
	mentionAt int
	explicit  bool // with its year, or as "last year"
	// last is the one last mentioned, be it the end of a stretch.
	last     stretch
	lastUnit unit
	// counts tells whether a number counts a noun behind it; nil without trees.
	counts func(offset int) bool
}

func newGrammar(text string, ref date) *grammar {
	g := &grammar{text: text, ps: lex.Cut(text), ref: ref}
	g.tense = func(offset int) Tense { return wordsTense(text, sentenceAround(text, offset), offset) }
	g.mood = func(int) mood { return plain }
	g.sentence = func(offset int) int { return sentenceAround(text, offset).Start }
	g.inName = func(report.Span) bool { return false }
	g.apart = func(int, int) bool { return false }
	return g
}

// all scans the text from left to right, taking the longest expression at each
// piece.
func (g *grammar) all() []Expression {
	var out []Expression
	for i := 0; i < len(g.ps); {
		a := g.phrase(i)
		if a.n == 0 {
			i++
			continue
		}
		span := report.Span{Start: g.ps[i].Span.Start, End: g.ps[i+a.n-1].Span.End}
		if g.inName(span) {
			i += a.n
			continue
		}
		e := Expression{Span: span, Full: span, Type: a.typ, Value: a.value}
		j, bound, about := g.before(i)
		e.Full.Start = g.ps[j].Span.Start
		if bound == Exact {
			bound = a.bounded
		}
		if a.clock != "" && a.at.known() && g.is(j, "after", "before") {
			bound = Exact // "shortly after 2 a.m. on 21 April" is on that day
		}
		if k := i + a.n; bound == Exact && g.is(k, "at") && g.is(k+1, "the") && g.is(k+2, "earliest", "latest") {
			bound = map[bool]Bound{true: Since, false: Until}[g.is(k+2, "earliest")]
		}
		switch {
		case !about || !a.at.known() || a.clock != "" || a.typ == Time:
		case a.ranged:
			a.at.from.about = true
		default:
			a.at = a.at.about()
		}
		e.ahead = a.at.known() && g.ref.y != 0 && a.at.from.first().After(g.ref.last())
		if e.ahead && g.is(j, "as") && g.is(j+1, "of") && g.tense(span.Start) == Future {
			bound = Since // "as of June 1 ships will pay"
		}
		e.EDTF, e.Bound = open(a, bound)
		if e.EDTF == "" && g.ref.y != 0 {
			e.EDTF = map[string]string{"PAST_REF": "../" + g.ref.iso(), "PRESENT_REF": g.ref.iso(), "FUTURE_REF": g.ref.iso() + "/.."}[e.Value]
		}
		if a.typ != Set && a.at.known() && bound == Exact {
			g.mention, g.mentionOf, g.mentioned, g.mentionAt = a.at, span, a.unit, g.sentence(span.Start)
			g.explicit = a.explicit || a.unit == year
		}
		if a.typ != Set && a.at.known() {
			g.last, g.lastUnit = a.at, a.unit
		}
		out = append(out, e)
		i += a.n
	}
	return out
}

// before looks at the words before piece i: the piece that the preposition
// begins at, the bound that it sets, and whether the time is approximate.
func (g *grammar) before(i int) (int, Bound, bool) {
	j, about := i, false
	for j > 0 {
		w := g.low(j - 1)
		if !approximate[w] && w != "the" && w != "at" && w != "least" && w != "of" || w == "of" && g.low(j-2) != "as" {
			break
		}
		about = about || approximate[w]
		j--
	}
	if j == 0 {
		return i, Exact, about
	}
	w := g.low(j - 1)
	switch {
	case w == "of" || w == "as" && j < i:
		if w == "as" {
			return j - 1, Exact, about
		}
	case w == "to" && g.low(j-2) == "prior", w == "of" && g.low(j-2) == "ahead":
		return j - 2, Before, about
	case w == "as" && g.low(j-2) == "soon":
		return j - 2, Since, about
	case w == "in" && (g.low(j-2) == "starting" || g.low(j-2) == "beginning"), w == "on" && (g.low(j-2) == "starting" || g.low(j-2) == "beginning"):
		return j - 2, Since, about
	case w == "than" && g.low(j-2) == "earlier" && (g.low(j-3) == "no" || g.low(j-3) == "not"):
		return j - 3, Since, about
	case w == "than" && g.low(j-2) == "later":
		if g.low(j-3) == "no" || g.low(j-3) == "not" {
			return j - 2, Until, about
		}
		return j - 2, Since, about
	case w == "as" && g.low(j-2) == "late" && g.low(j-3) == "as":
		return j - 3, Until, about
	}
	if b, ok := bounds[w]; ok {
		return j - 1, b, about
	}
	if prepositions[w] {
		return j - 1, Exact, about
	}
	return i, Exact, about
}

// open is the EDTF of an expression under a bound.
func open(a atom, b Bound) (string, Bound) {
	switch {
	case !a.at.known() || a.typ == Set:
		return "", Exact
	case a.ranged || b == Exact:
		return a.at.edtf(), Exact
	case b == Since:
		return a.at.from.edtf() + "/..", b
	case b == Before:
		return "../" + a.at.from.edtf(), b
	}
	return "../" + a.at.to.edtf(), b
}

func (g *grammar) low(i int) string {
	if i < 0 || i >= len(g.ps) {
		return ""
	}
	return g.ps[i].Low
}

func (g *grammar) is(i int, words ...string) bool {
	w := g.low(i)
	for _, x := range words {
		if w == x {
			return true
		}
	}
	return false
}

// tight tells whether piece i follows the one before it without a gap.
func (g *grammar) tight(i int) bool { return i > 0 && i < len(g.ps) && !g.ps[i].Gap }

func (g *grammar) number(i int) bool {
	return i >= 0 && i < len(g.ps) && g.ps[i].Kind == lex.Number
}

// figure is the whole number in digits at i without separators, -1 for none.
func (g *grammar) figure(i int) (value, digits int) {
	if !g.number(i) || strings.ContainsAny(g.ps[i].Low, ",.") {
		return -1, 0
	}
	return int(g.ps[i].Value), len(g.ps[i].Low)
}

// parseDate reads the EDTF date of a report: a day, a month or a year; of an
// interval its end.
func parseDate(s string) date {
	if i := strings.LastIndexByte(s, '/'); i >= 0 {
		s = s[i+1:]
	}
	s = strings.TrimRight(s, "~?%")
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		if err == nil {
			d := dayOf(t)
			if len(layout) < 10 {
				d.d = 0
			}
			if len(layout) < 7 {
				d.m = 0
			}
			return d
		}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return dayOf(t)
	}
	return date{}
}
