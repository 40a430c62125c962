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
