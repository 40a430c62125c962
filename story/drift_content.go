package story

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

// figuresOf finds figures that changed and ranges that lost an end.
func (d *drift) figuresOf(m match) {
	textY, textX := d.p.Reading.Text, d.q.Reading.Text
	for i := range m.x.figures {
		f := &m.x.figures[i]
		if givesFigure(m.y, f) {
			continue
		}
		for j := range m.y.figures {
			g := &m.y.figures[j]
			if givesFigure(m.x, g) || f.unit != g.unit && f.unit != "" && g.unit != "" {
				continue
			}
			kind := ""
			switch {
			case f.low != f.high && (g.low == g.high || g.low < 0 || g.high < 0) && (g.high == f.high || g.low == f.low):
				kind = "range_collapsed"
			case (f.low == g.low) != (f.high == g.high), d.soleFigures(m), sharesWord(f.of, g.of):
				kind = "number_changed"
			default:
				continue
			}
			d.add(kind, fmt.Sprintf("%s became %s", f.span.Of(textX), g.span.Of(textY)), m, g.span, f.span)
		}
	}
	for _, ladder := range quantifiers {
		wy, sy := wordIn(textY, m.y.span, ladder)
		wx, sx := wordIn(textX, m.x.span, ladder)
		if wx != "" && wy != "" && wx != wy && !containsWord(textY, m.y.span, wx) && !containsWord(textX, m.x.span, wy) {
			d.add("quantifier_changed", wx+" became "+wy, m, sy, sx)
		}
	}
}

func (d *drift) soleFigures(m match) bool { return len(m.x.figures) == 1 && len(m.y.figures) == 1 }

func sharesWord(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// quantifiers are words of one scale, of which a statement has one.
var quantifiers = [][]string{strings.Fields("all every most many some several few any half none")}

func wordIn(text string, span report.Span, list []string) (string, report.Span) {
	for _, w := range wordsOf(span.Of(text), span.Start) {
		if slices.Contains(list, w.lower) {
			return w.lower, w.span
		}
	}
	return "", report.Span{}
}

func containsWord(text string, span report.Span, word string) bool {
	w, _ := wordIn(text, span, []string{word})
	return w != ""
}

// times compares the times of both statements: moved, narrowed, widened, made
// more exact, or two alternatives run together.
func (d *drift) times(m match) {
	for _, t := range d.p.Reading.Times {
		if !m.y.span.Contains(t.Span) {
			continue
		}
		y := daysOf(t.EDTF)
		if !y.known || d.gives(m.x, y, t.EDTF) {
			continue
		}
		for _, u := range d.q.Reading.Times {
			x := daysOf(u.EDTF)
			if !m.x.span.Contains(u.Span) || !x.known || d.givesToo(m.y, x, u.EDTF) {
				continue
			}
			why := u.Span.Of(d.q.Reading.Text) + " became " + t.Span.Of(d.p.Reading.Text)
			alternatives := strings.Contains(u.Span.Of(d.q.Reading.Text), " or ")
			switch {
			case alternatives && !strings.Contains(t.Span.Of(d.p.Reading.Text), " or ") && x.meets(y) && y.to-y.from > 15:
				d.add("time_merged", why, m, t.Span, u.Span)
			case !x.meets(y) || x.gap(y) == 0 && (y.from < x.from && y.to < x.to || y.from > x.from && y.to > x.to):
				d.add("time_shifted", why, m, t.Span, u.Span)
			case y.from >= x.from && y.to <= x.to && y.from == y.to:
				d.add("precision_added", why, m, t.Span, u.Span)
			case y.from >= x.from && y.to <= x.to:
				d.add("time_narrowed", why, m, t.Span, u.Span)
			default:
				d.add("time_widened", why, m, t.Span, u.Span)
			}
		}
	}
}

func (d *drift) gives(s *statement, t days, edtf string) bool { return slices.Contains(s.dates, t) }

func (d *drift) givesToo(s *statement, t days, edtf string) bool { return slices.Contains(s.dates, t) }

var placeCues = setOf(strings.Fields("in to at near from into across around inside throughout of on toward towards"))

var directions = setOf(strings.Fields("eastern western northern southern central east west north south southeastern southwestern northeastern northwestern occupied"))

// places finds a place of the reprint that the original never names where the
// original names a country or a part of one: narrower.
func (d *drift) places(m match) {
	known := map[string]bool{}
	for _, w := range wordsOf(d.q.Reading.Text, 0) {
		known[skeleton(w.lower)] = true
	}
	wide := false
	var to report.Span
	words := wordsOf(m.x.span.Of(d.q.Reading.Text), m.x.span.Start)
	for i := range words {
		if _, n := countries.at(words, i); n > 0 && words[i].named() && i > 0 && (directions[words[i-1].lower] || placeCues[words[i-1].lower]) {
			wide = true
			to = report.Span{Start: words[i].span.Start, End: words[i+n-1].span.End}
		}
	}
	if !wide {
		return
	}
	words = wordsOf(m.y.span.Of(d.p.Reading.Text), m.y.span.Start)
	for i, w := range words {
		_, isCountry := countries.at(words, i)
		if i == 0 || !w.named() || isCountry > 0 || known[skeleton(w.lower)] || outletsAt(words, i) {
			continue
		}
		before := words[i-1].lower
		if placeCues[before] || directions[before] || before == "the" && i > 1 && placeCues[words[i-2].lower] || strings.HasSuffix(before, "occupied") || strings.HasSuffix(before, "held") {
			d.add("place_narrowed", to.Of(d.q.Reading.Text)+" became "+w.text, m, w.span, to)
			return
		}
	}
}

func outletsAt(words []word, i int) bool { _, n := outlets.at(words, i); return n > 0 }

var partial = setOf(strings.Fields("first second third initial batch group wave round part phase"))

// scope finds a part told as the whole: the original's "first batch" is gone
// while the statement is told of the same figure or people; and kinds of people
// added to a list.
func (d *drift) scope(m match) {
	if !slices.ContainsFunc(m.x.figures, func(f figure) bool { return givesFigure(m.y, &f) || boundShared(m.y, &f) }) {
		d.listed(m)
		return
	}
	var gone []word
	for _, w := range wordsOf(m.x.span.Of(d.q.Reading.Text), m.x.span.Start) {
		if partial[w.lower] {
			if containsWord(d.p.Reading.Text, m.y.span, w.lower) {
				return
			}
			gone = append(gone, w)
		}
	}
	if len(gone) > 0 && !slices.ContainsFunc(wordsOf(d.text(m), 0), func(w word) bool { return partial[w.lower] }) {
		d.add("scope_widened", "“"+gone[0].text+"” is gone: a part is told as the whole", m, m.y.span, gone[0].span)
	}
}

func boundShared(s *statement, f *figure) bool {
	return slices.ContainsFunc(s.figures, func(g figure) bool { return g.high == f.high && f.high > 0 })
}

// listed finds a kind of people that the reprint adds to those whom the
// original lists.
func (d *drift) listed(m match) {
	kinds := func(s *statement, text string) map[string]word {
		out := map[string]word{}
		for _, w := range wordsOf(s.span.Of(text), s.span.Start) {
			switch t := stem(w.lower); t {
			case stem("soldier"), stem("police"), stem("worker"), stem("civilian"), stem("doctor"), stem("engineer"), stem("volunteer"), stem("prisoner"):
				out[t] = w
			}
		}
		return out
	}
	x, y := kinds(m.x, d.q.Reading.Text), kinds(m.y, d.p.Reading.Text)
	if len(x) < 2 || len(y) <= len(x) {
		return
	}
	for _, k := range sortedKeys(y) {
		if _, had := x[k]; !had {
			d.add("scope_widened", y[k].text+" are added", m, y[k].span, m.x.span)
		}
	}
}
