package story

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/report"
)

// spell is a part of the year that words name, as month*31+day, both ends in.
type spell struct{ from, to int }

// spells are the times of one expression: alternatives ("mid-May or June") or,
// when through is set, one stretch from the first to the last.
type spells struct {
	parts   []spell
	through bool
	span    report.Span
}

var monthNames = monthTable()

func monthTable() map[string]int {
	m := map[string]int{}
	for i, n := range strings.Fields("january february march april may june july august september october november december") {
		m[n], m[n[:3]] = i, i
	}
	m["sept"] = 8
	return m
}

// partsOfMonth are the first and last day that a word leaves of a month.
var partsOfMonth = map[string]spell{
	"early": {1, 10}, "beginning": {1, 10}, "start": {1, 10}, "mid": {11, 20}, "middle": {11, 20}, "late": {21, 31}, "end": {21, 31},
}

// spellsIn finds the months that a sentence names, with the parts and days of
// them, joined where "or", "and" or "to" stands between them.
func spellsIn(text string, span report.Span) []spells {
	var out []spells
	words := wordsOf(span.Of(text), span.Start)
	last := -10
	for i, w := range words {
		name, part := w.lower, ""
		if head, tail, ok := strings.Cut(name, "-"); ok {
			part, name = head, tail
		}
		month, ok := monthNames[name]
		if !ok || !w.named() && part == "" {
			continue
		}
		s, first, end := spell{1, 31}, i, i
		for k := i - 1; k >= max(0, i-3) && part == ""; k-- {
			if p := words[k].lower; partsOfMonth[p].to > 0 {
				part, first = p, k
			} else if p != "of" && p != "the" && p != "in" {
				break
			}
		}
		if p, known := partsOfMonth[part]; known {
			s = p
		} else if d := dayOf(words, i+1); d > 0 {
			s, end = spell{d, d}, i+1
		} else if d := dayOf(words, i-1); d > 0 {
			s, first = spell{d, d}, i-1
		}
		s = spell{month*31 + s.from, month*31 + s.to}
		joined, to := false, false
		if n := first - last; n > 0 && n <= 6 && len(out) > 0 {
			for _, b := range words[last+1 : first] {
				if _, err := strconv.Atoi(b.lower); err != nil && !joiners[b.lower] {
					joined = false
					break
				}
				joined = joined || b.lower == "or" || b.lower == "and" || b.lower == "to" || b.lower == "until"
				to = to || b.lower == "to" || b.lower == "until"
			}
		}
		if before := max(0, first-1); !joined {
			out = append(out, spells{span: report.Span{Start: words[first].span.Start}, through: words[before].lower == "between"})
			if words[before].lower == "the" && before > 0 && words[before-1].lower == "between" {
				out[len(out)-1].through = true
			}
		}
		o := &out[len(out)-1]
		o.parts, o.through, o.span.End = append(o.parts, s), o.through || to, words[end].span.End
		last = end
	}
	for i := range out {
		out[i].through = out[i].through && len(out[i].parts) > 1
	}
	return out
}

// joiners may stand between two times of one expression, as may a year.
var joiners = setOf(strings.Fields("or and to until the at in of by either from"))

func dayOf(words []word, i int) int {
	if i < 0 || i >= len(words) {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimRight(words[i].lower, "sthndr"))
	if err != nil || n < 1 || n > 31 {
		return 0
	}
	return n
}

func (s *spells) equal(o *spells) bool {
	return s.through == o.through && slices.Equal(s.parts, o.parts)
}

// times compares the times of both statements: moved, narrowed, widened, made
// more exact, or two alternatives run together.
func (d *drift) times(m match) {
	ty, tx := spellsIn(d.p.Reading.Text, m.y.span), spellsIn(d.q.Reading.Text, m.x.span)
	for i := range ty {
		y := &ty[i]
		if slices.ContainsFunc(tx, func(x spells) bool { return x.equal(y) }) {
			continue
		}
		for j := range tx {
			x := &tx[j]
			if slices.ContainsFunc(ty, func(o spells) bool { return o.equal(x) }) || d.elsewhere(y) {
				continue
			}
			why := x.span.Of(d.q.Reading.Text) + " became " + y.span.Of(d.p.Reading.Text)
			d.add(timeChange(y, x), why, m, y.span, x.span)
			break
		}
	}
}

// elsewhere tells whether the original gives the time in another statement.
func (d *drift) elsewhere(y *spells) bool {
	return slices.ContainsFunc(d.q.statements, func(s statement) bool {
		return slices.ContainsFunc(spellsIn(d.q.Reading.Text, s.span), func(x spells) bool { return x.equal(y) })
	})
}

func timeChange(y, x *spells) string {
	first, last := x.parts[0], x.parts[len(x.parts)-1]
	in := func(y spell) bool {
		return slices.ContainsFunc(x.parts, func(p spell) bool { return p.from <= y.from && y.to <= p.to })
	}
	switch {
	case y.through && !x.through && y.parts[0] == first && y.parts[len(y.parts)-1] == last:
		return "time_merged"
	case !slices.ContainsFunc(y.parts, func(p spell) bool { return !in(p) }):
		if p := y.parts[0]; len(y.parts) == 1 && p.from == p.to {
			return "precision_added"
		}
		return "time_narrowed"
	case y.parts[0].from <= first.from && y.parts[len(y.parts)-1].to >= last.to && len(y.parts) <= len(x.parts):
		return "time_widened"
	}
	return "time_shifted"
}
