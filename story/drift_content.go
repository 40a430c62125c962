package story

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

// figures finds figures that changed and ranges that lost an end.
func (d *drift) figures(m match) {
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
}

func (d *drift) soleFigures(m match) bool { return len(m.x.figures) == 1 && len(m.y.figures) == 1 }

func sharesWord(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// amounts are words for how much or how many of a thing.
var amounts = setOf(strings.Fields("all every most many some several few any half none"))

// quantifiers finds another word for how many of the same.
func (d *drift) quantifiers(m match) {
	for _, y := range quantified(d.p.Reading.Text, m.y.span) {
		for _, x := range quantified(d.q.Reading.Text, m.x.span) {
			if y.word.lower != x.word.lower && sharesWord(y.of, x.of) {
				d.add("quantifier_changed", x.word.lower+" became "+y.word.lower, m, y.word.span, x.word.span)
			}
		}
	}
}

// amount is a word of amount with the words that follow it.
type amount struct {
	word word
	of   []string
}

func quantified(text string, span report.Span) []amount {
	var out []amount
	words := wordsOf(span.Of(text), span.Start)
	for i, w := range words {
		if !amounts[w.lower] || i > 0 && words[i-1].lower == "how" {
			continue
		}
		a := amount{word: w}
		for _, v := range words[i+1 : min(len(words), i+6)] {
			if !stopwords[v.lower] && len(a.of) < 2 {
				a.of = append(a.of, stem(v.lower))
			}
		}
		out = append(out, a)
	}
	return out
}

var placeCues = setOf(strings.Fields("in to at near from into across around inside throughout of on toward towards for"))

var directions = setOf(strings.Fields("eastern western northern southern central east west north south southeastern southwestern northeastern northwestern occupied"))

// places finds a place that the original never names where the original names
// a part of a country: narrower.
func (d *drift) places(m match) {
	to := d.region(m.x)
	if to.Len() == 0 || slices.ContainsFunc(d.out, func(c Change) bool { return c.Kind == "place_narrowed" }) {
		return
	}
	known := map[string]bool{}
	for _, w := range wordsOf(d.q.Reading.Text, 0) {
		known[skeleton(w.lower)] = true
	}
	words := wordsOf(m.y.span.Of(d.p.Reading.Text), m.y.span.Start)
	for i := 0; i < len(words); i++ {
		w := words[i]
		if _, n := countries.at(words, i); n > 0 {
			i += n - 1
			continue
		}
		if _, isMonth := monthNames[w.lower]; i == 0 || !w.named() || isMonth || known[skeleton(w.lower)] || outletsAt(words, i) || ofCountry(w) {
			continue
		}
		before := words[i-1].lower
		if placeCues[before] || directions[before] || before == "the" && i > 1 && (placeCues[words[i-2].lower] || words[i-2].lower == "and") ||
			strings.HasSuffix(before, "occupied") || strings.HasSuffix(before, "held") {
			d.add("place_narrowed", to.Of(d.q.Reading.Text)+" became "+w.text, m, w.span, to)
			return
		}
	}
}

// region is a part of a country that a statement names, empty when there is
// none.
func (d *drift) region(x *statement) report.Span {
	words := wordsOf(x.span.Of(d.q.Reading.Text), x.span.Start)
	for i := 1; i < len(words); i++ {
		if _, n := countries.at(words, i); n > 0 && words[i].named() && directions[words[i-1].lower] && words[i].span.Start-words[i-1].span.End == 1 {
			return report.Span{Start: words[i-1].span.Start, End: words[i+n-1].span.End}
		}
	}
	return report.Span{}
}

// ofCountry tells whether the word begins with a country's: "Russian-held".
func ofCountry(w word) bool {
	head, _, compound := strings.Cut(w.lower, "-")
	if !compound {
		return false
	}
	_, n := countries.at(wordsOf(head, 0), 0)
	return n > 0
}

func outletsAt(words []word, i int) bool { _, n := outlets.at(words, i); return n > 0 }

var partial = setOf(strings.Fields("first second third initial batch group wave round part phase"))

// scope finds a part told as the whole: the original's "first batch" is gone
// while the statement is told of the same figure; and kinds of people added to
// a list.
func (d *drift) scope(m match) {
	d.listed(m)
	if !slices.ContainsFunc(m.x.figures, func(f figure) bool { return givesFigure(m.y, &f) || boundShared(m.y, &f) }) {
		return
	}
	part := func(text string, s *statement) (report.Span, bool) {
		for _, w := range wordsOf(s.span.Of(text), s.span.Start) {
			if partial[w.lower] {
				return w.span, true
			}
		}
		return report.Span{}, false
	}
	gone, had := part(d.q.Reading.Text, m.x)
	if _, has := part(d.p.Reading.Text, m.y); had && !has {
		d.add("scope_widened", "“"+gone.Of(d.q.Reading.Text)+"” is gone: a part is told as the whole", m, m.y.span, gone)
	}
}

func boundShared(s *statement, f *figure) bool {
	return slices.ContainsFunc(s.figures, func(g figure) bool { return g.high == f.high && f.high > 12 })
}

// kindsOfPeople are words for people of one kind.
var kindsOfPeople = peopleTable("soldier soldiers troops servicemen", "police policeman policemen", "worker workers laborer laborers labourers builder builders", "civilian civilians",
	"doctor doctors medics", "engineer engineers sappers", "volunteer volunteers", "prisoner prisoners convicts", "nurse nurses", "firefighter firefighters", "diver divers", "sailor sailors", "teacher teachers", "farmer farmers")

func peopleTable(lines ...string) map[string]string {
	m := map[string]string{}
	for _, l := range lines {
		f := strings.Fields(l)
		for _, w := range f {
			m[w] = f[0]
		}
	}
	return m
}

// listed finds a kind of people that the reprint adds to two or more whom the
// original lists.
func (d *drift) listed(m match) {
	kinds := func(s *statement, text string) map[string]word {
		out := map[string]word{}
		for _, w := range wordsOf(s.span.Of(text), s.span.Start) {
			if k, ok := kindsOfPeople[w.lower]; ok {
				out[k] = w
			}
		}
		return out
	}
	x, y := kinds(m.x, d.q.Reading.Text), kinds(m.y, d.p.Reading.Text)
	var added []string
	both := 0
	for _, k := range sortedKeys(y) {
		if _, had := x[k]; had {
			both++
		} else {
			added = append(added, k)
		}
	}
	if both >= 2 && len(added) > 0 {
		d.add("scope_widened", y[added[0]].text+" are added", m, y[added[0]].span, m.x.span)
	}
}
