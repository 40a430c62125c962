package story

import (
	"fmt"
	"strings"
)

// settledAfter is how many days after a forecast's time a happening is no
// longer taken for what was foretold without a word that says so.
const settledAfter = 60

// judgeDistinct: people foretold for one time, and others, in
// another number, told of long after it: the later is not the earlier come
// true, however alike.
func judgeDistinct(p *pairing) *Link {
	if p.a == p.b || !p.x.future || p.y.future || p.y.denied || p.near < 0.5 || !p.a.published.before(p.b.published) {
		return nil
	}
	due := p.a.latestDue()
	if !due.known {
		return nil
	}
	for i := range p.x.figures {
		for j := range p.y.figures {
			f, g := &p.x.figures[i], &p.y.figures[j]
			if !f.countsPeople() || !g.countsPeople() || f.overlaps(g) {
				continue
			}
			for _, t := range p.y.dates {
				if due.before(t) && due.gap(t) > settledAfter {
					why := fmt.Sprintf("%s, foretold for another time, are not %s", f.span.Of(p.a.Reading.Text), g.span.Of(p.b.Reading.Text))
					return p.link(DistinctFrom, p.base(), Evidence{Kind: "figure", Why: why, Span: g.span, ToSpan: f.span})
				}
			}
		}
	}
	return nil
}

// Words before and after a figure that make it one lot more.
var (
	anotherBefore = setOf(strings.Fields("another further additional second third fourth fifth extra"))
	anotherAfter  = setOf(strings.Fields("more others other further additional"))
)

// readAnother tells whether the words around the figure make it one lot more.
func (f *figure) readAnother(words []word) bool {
	for i, w := range words {
		switch {
		case w.span.Start >= f.span.End:
			return anotherAfter[w.lower]
		case anotherBefore[w.lower] && (i == 0 || !w.named()):
			if wordsBetween(words[i+1:], f.span.Start) <= 3 {
				return true
			}
		}
	}
	return false
}

// wordsBetween is how many of the words stand before at.
func wordsBetween(words []word, at int) (n int) {
	for n < len(words) && words[n].span.Start < at {
		n++
	}
	return n
}

// judgeAnother: a later report counts one lot more of what an earlier one counted:
// the figures do not replace one another, and must not be mixed up.
func judgeAnother(p *pairing) *Link {
	if p.a == p.b || p.same || p.near < 1 || !p.a.published.before(p.b.published) {
		return nil
	}
	for i := range p.x.figures {
		for j := range p.y.figures {
			f, g := &p.x.figures[i], &p.y.figures[j]
			if g.another && !f.another && !f.meets(g) && p.oneMeasure(f, g) > 0 {
				why := fmt.Sprintf("%s are told of as more than %s", g.span.Of(p.b.Reading.Text), f.span.Of(p.a.Reading.Text))
				return p.link(DistinctFrom, p.base(), Evidence{Kind: "figure", Why: why, Span: g.span, ToSpan: f.span})
			}
		}
	}
	return nil
}

// latestDue is the last time for which the report foretells anything.
func (p *Profile) latestDue() days {
	var last days
	for i := range p.statements {
		for _, f := range p.statements[i].foretold {
			if f.due.known && f.due.to < farAway && (!last.known || f.due.to > last.to) {
				last = f.due
			}
		}
	}
	return last
}

// countsPeople tells whether the figure is a number of people.
func (f *figure) countsPeople() bool { return f.people }

func (f *figure) readPeople() bool {
	unit := strings.Trim(f.unit, "{}")
	return nationals[unit] || unit == "person" || kindsOfPeople[unit] != "" || fates[stem(unit)] || moreOfPeople[unit]
}

// moreOfPeople are words for people that are counted without saying what they
// are.
var moreOfPeople = setOf(strings.Fields("people persons men women children others bodies victims survivors residents citizens nationals recruits fighters forces members casualties deaths fatalities lives"))

// nationals are the plurals of demonyms: "Koreans", for those of either.
var nationals = func() map[string]bool {
	m := map[string]bool{}
	for _, r := range rows(countryTable) {
		if len(r) < 3 {
			continue
		}
		for _, n := range names(r[2]) {
			w := strings.Fields(n)
			m[w[len(w)-1]+"s"] = true
		}
	}
	return m
}()
