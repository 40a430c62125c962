package when

import (
	"fmt"
	"time"

	"github.com/sayso/sayso/reading/internal/lex"
)

// today is the report's day; ok is false when it is not known to the day.
func (g *grammar) today() (t time.Time, ok bool) {
	return g.ref.first(), g.ref.d != 0
}

// onDay is the atom of a day, or of its relative value when the report's day
// is unknown.
func (g *grammar) onDay(n, offset int, part string) atom {
	a := atom{n: n, typ: Date, unit: day, value: "PRESENT_REF"}
	if offset != 0 {
		a.value = map[bool]string{true: "FUTURE_REF", false: "PAST_REF"}[offset > 0]
	}
	if t, ok := g.today(); ok {
		d := dayOf(t.AddDate(0, 0, offset))
		a.at, a.value = one(d), d.iso()
	}
	if part != "" {
		a.typ, a.value = Time, a.value+"T"+part
	}
	return a
}

// deictic reads "today", "yesterday evening", "last night", "this morning",
// "the day before yesterday", "to date".
func (g *grammar) deictic(i int) atom {
	w := g.low(i)
	if off, ok := deicticDays[w]; ok {
		part, n := dayParts[g.low(i+1)], 1
		if part != "" {
			n = 2
		}
		if w == "tonight" {
			part = "NI"
		}
		return g.onDay(n, off, part)
	}
	switch {
	case g.is(i, "to", "till") && g.is(i+1, "date") && !g.is(i+2, "for", "with"):
		a := g.onDay(2, 0, "")
		if a.at.known() {
			a.bounded = Until
		}
		return a
	case g.is(i, "the") && g.is(i+1, "day") && g.is(i+2, "before") && g.is(i+3, "yesterday"):
		return g.onDay(4, -2, "")
	case g.is(i, "the") && g.is(i+1, "day") && g.is(i+2, "after") && g.is(i+3, "tomorrow"):
		return g.onDay(4, 2, "")
	case g.is(i, "last") && g.is(i+1, "night"):
		return g.onDay(2, -1, "NI")
	case g.is(i, "this", "overnight") && dayParts[g.low(i+1)] != "":
		return g.onDay(2, 0, dayParts[g.low(i+1)])
	case g.is(i, "midnight", "noon", "midday") && g.is(i+1, "today", "yesterday", "tomorrow", "tonight"):
		a := g.onDay(2, deicticDays[g.low(i+1)], "MI")
		return a
	}
	return atom{}
}

// shifted reads "last week", "this past Saturday", "next May", "this summer",
// "the previous year".
func (g *grammar) shifted(i int) atom {
	j := i
	if g.is(j, "the") && g.is(j+1, "past", "last", "previous", "preceding", "current", "coming", "upcoming", "next", "following", "prior", "weekend") {
		j++
	}
	if g.is(j, "weekend") && j > i {
		return g.weekend(j+1-i, i, 0)
	}
	dir, ok := shifts[g.low(j)]
	if !ok {
		return atom{}
	}
	word := g.low(j)
	j++
	if word == "this" {
		if d, ok := shifts[g.low(j)]; ok && d != 0 {
			dir, j = d, j+1
		}
	}
	if g.is(j, "calendar", "fiscal", "financial", "academic", "school") && g.is(j+1, "year") {
		j++
	}
	w := g.low(j)
	if wd, ok := weekdays[w]; ok && (g.ps[j].Upper || len(w) >= 6) {
		n := j + 1 - i
		part := dayParts[g.low(j+1)]
		if part != "" {
			n++
		}
		t, known := g.today()
		if !known {
			return atom{n: n, typ: Date, unit: day, value: fmt.Sprintf("XXXX-WXX-%d", (wd+6)%7+1)}
		}
		ahead := (wd - int(t.Weekday()) + 7) % 7
		switch {
		case dir < 0:
			ahead = (ahead+6)%7 + 1 - 7
			if ahead == 0 {
				ahead = -7
			}
		case dir > 0:
			ahead = (ahead+6)%7 + 1
			if word == "next" && !monday(t.AddDate(0, 0, ahead)).After(t) {
				ahead += 7 // the one in next week
			}
		case g.tense(g.ps[i].Span.Start) == Past && ahead > 0:
			ahead -= 7
		}
		return g.onDay(n, ahead, "")
	}
	if m, ok := months[w]; ok && (g.ps[j].Upper || len(w) >= 4 && !ambiguous[w]) {
		p := partial{m: m, weekday: -1}
		k := j + 1
		if d, n := g.dayNumber(k); n > 0 {
			p.d, k = d, k+n
		}
		a := atom{n: k - i, typ: Date, unit: month, value: fmt.Sprintf("XXXX-%02d", m)}
		if p.d > 0 {
			a.unit = day
		}
		if g.ref.m == 0 {
			return a
		}
		p.y = g.ref.y
		this := date{y: p.y, m: p.m, d: p.d}
		switch {
		case dir < 0 && !this.last().Before(g.ref.first()):
			p.y--
		case dir > 0 && !this.first().After(g.ref.last()):
			p.y++
		case dir == 0:
			// "This May" is the report's year's, unless what happened then is told.
			if g.tense(g.ps[i].Span.Start) == Past && this.first().After(g.ref.last()) {
				p.y--
			}
		}
		d := date{y: p.y, m: p.m, d: p.d}
		if !d.valid() {
			return atom{}
		}
		a.at, a.value = one(d), d.iso()
		return a
	}
	if s, ok := seasons[w]; ok {
		a := atom{n: j + 1 - i, typ: Date, unit: season, value: "XXXX-" + s.code}
		if g.ref.m == 0 {
			return a
		}
		y := g.ref.y
		at, _ := seasonOf(w, y)
		switch {
		case dir < 0 && !at.to.last().Before(g.ref.first()):
			y--
		case dir > 0 && !at.from.first().After(g.ref.last()):
			y++
		case dir == 0 && w == "winter" && g.ref.m <= 2:
			y--
		}
		a.at, a.value = seasonOf(w, y)
		return a
	}
	if part := dayParts[w]; part != "" && dir != 0 && g.is(i, "the") && w != "nights" && g.mention.known() && g.mention.to.d != 0 {
		t := g.mention.to.first().AddDate(0, 0, dir)
		return atom{n: j + 1 - i, typ: Time, unit: day, at: one(dayOf(t)), value: dayOf(t).iso() + "T" + part}
	}
	u, ok := unitWords[w]
	if !ok || u == second && w != "second" || w[len(w)-1] == 's' || u < day || u == season || w == "day" && word != "next" && word != "following" && word != "previous" && word != "preceding" && word != "past" && word != "last" {
		return atom{}
	}
	n := j + 1 - i
	if u == weekend {
		return g.weekend(n, i, dir)
	}
	if w == "night" {
		return atom{}
	}
	// "the following year" and "the next day" count from the date last mentioned.
	from := g.ref
	if (word == "following" || word == "previous" || word == "preceding" || word == "prior" || word == "next" && g.is(i, "the")) && g.mention.known() {
		from = g.mention.to
		if u == day && from.d == 0 || u < year && from.m == 0 {
			return atom{n: n, typ: Date, unit: u}
		}
	} else if u == day {
		if !g.is(i, "the") || word == "past" || word == "last" {
			return atom{}
		}
		return atom{n: n, typ: Date, unit: u}
	}
	if word == "past" && u != quarter || word == "last" && g.is(i, "the") && u != week && !g.is(i-1, "in") {
		return g.pastStretch(n, i, 1, u, -1)
	}
	a := atom{n: n, typ: Date, unit: u, value: fmt.Sprintf("XXXX-%d", dir)}
	if from.y == 0 || u < year && from.m == 0 || u <= week && from.d == 0 {
		return atom{n: n, typ: Date, unit: u, value: map[int]string{-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[dir]}
	}
	a.at, a.value = around(add(from.first(), u, float64(dir)), u)
	return a
}

// weekend is the one that a report's day makes the nearest: "this weekend" with
// a past verb is the last one.
func (g *grammar) weekend(n, i, dir int) atom {
	a := atom{n: n, typ: Date, unit: weekend, value: "XXXX-WXX-WE"}
	t, ok := g.today()
	if !ok {
		return a
	}
	sat := monday(t).AddDate(0, 0, 5)
	past := g.tense(g.ps[i].Span.Start) == Past
	switch {
	case dir < 0 || past && dir == 0:
		if sat.After(t) {
			sat = sat.AddDate(0, 0, -7)
		}
	case dir > 0:
		if !sat.After(t) {
			sat = sat.AddDate(0, 0, 7)
		}
	}
	a.at, a.value = around(sat, weekend)
	return a
}

// weekOf reads "the week of October 21", "the night of 4 July", "the year 2019".
func (g *grammar) weekOf(i int) atom {
	j := i
	if g.is(j, "the") {
		j++
	}
	if n, k := lex.Ordinal(g.ps, j); (k > 0 || g.is(j, "last", "final")) && g.is(j+max(k, 1), "week") && g.is(j+max(k, 1)+1, "of", "in") {
		return g.nthWeek(i, j+max(k, 1)+2, n)
	}
	w := g.low(j)
	_, part := dayParts[w]
	if !part && w != "week" && w != "weekend" && w != "day" && w != "month" {
		return atom{}
	}
	if !g.is(j+1, "of", "ending", "beginning") {
		return atom{}
	}
	a := g.settle(g.atom(j+2), j+2)
	if a.n == 0 || a.unit != day && !(w == "month" && a.unit == month) || !a.at.known() {
		return atom{}
	}
	a.n += j + 2 - i
	switch {
	case w == "week":
		a.at, a.value = around(a.at.from.first(), week)
		a.unit = week
	case w == "weekend":
		a.at, a.value = around(a.at.from.first(), weekend)
		a.unit = weekend
	case part:
		if r := g.span(j+2, g.atom(j+2)); r.n > a.n-(j+2-i) {
			r.n += j + 2 - i
			return r // "the night of May 3 to 4"
		}
		a.typ, a.value = Time, a.value+"T"+dayParts[w]
	}
	return a
}

// nthWeek reads the month or year from piece j on, of which the n-th week is
// meant, 0 the last: weeks from the first or to the last Thursday, as in ISO 8601.
func (g *grammar) nthWeek(i, j, n int) atom {
	a := g.settle(g.atom(j), j)
	if a.n == 0 || !a.at.known() || a.unit != month && a.unit != year {
		return atom{}
	}
	first := monday(a.at.from.first().AddDate(0, 0, 3)).AddDate(0, 0, 7*(n-1))
	if n == 0 {
		first = monday(a.at.to.last().AddDate(0, 0, -3))
	}
	at, value := around(first, week)
	return atom{n: j + a.n - i, typ: Date, unit: week, at: at, value: value, explicit: a.explicit}
}

// backward reads "the day before", "the following day", "the year after", "the
// morning after": days and years counted from the date last mentioned.
func (g *grammar) backward(i int) atom {
	if !g.is(i, "the") {
		return atom{}
	}
	u, ok := unitWords[g.low(i+1)]
	if !ok || u < day || u > year || !g.is(i+2, "before", "after", "earlier", "later") {
		return atom{}
	}
	if i+3 < len(g.ps) && g.ps[i+3].Kind == lex.Letters && !g.is(i+3, "when", "but", "and", "in", "at") {
		return atom{}
	}
	dir := -1.0
	if g.is(i+2, "after", "later") {
		dir = 1
	}
	from := g.ref
	if g.mention.known() {
		from = g.mention.from
	} else if u == day {
		from = date{}
	}
	a := atom{n: 3, typ: Date, unit: u}
	if from.y == 0 || u < month && from.d == 0 || u < year && from.m == 0 {
		return a
	}
	a.at, a.value = around(add(from.first(), u, dir), u)
	return a
}

// again reads "the same day", "that year", "that date".
func (g *grammar) again(i int) atom {
	if g.is(i, "then") && g.is(i-1, "since", "until", "by", "before") && g.last.known() {
		if end := g.last.to; g.is(i-1, "since") && end != g.last.from && end.y > 0 && end.y > g.last.from.y { // years of which the last is meant
			return atom{n: 1, typ: Date, unit: g.lastUnit, at: one(end), value: end.iso()}
		}
		return atom{n: 1, typ: Date, unit: g.lastUnit, at: g.last, value: g.last.from.iso()}
	}
	if g.is(i, "the") && g.is(i+1, "week", "month", "year") && g.is(i-1, "in") && g.is(i-2, "earlier", "later") && g.ref.m != 0 && (g.ref.d != 0 || !g.is(i+1, "week")) {
		a := atom{n: 2, typ: Date, unit: unitWords[g.low(i+1)]}
		a.at, a.value = around(g.ref.first(), a.unit)
		return a
	}
	j, ok := i, false
	if g.is(j, "that", "the", "this") && g.is(j+1, "same", "very") {
		j, ok = j+2, true
	} else if g.is(j, "that") {
		j, ok = j+1, true
	} else if g.is(j, "same") {
		j, ok = j+1, true
	}
	if !ok {
		return atom{}
	}
	w := g.low(j)
	if m, ok := months[w]; ok && g.ps[j].Upper && g.mention.known() {
		p := partial{y: g.mention.from.y, m: m, weekday: -1}
		return atom{n: j + 1 - i, typ: Date, unit: month, part: &p}
	}
	if s, ok := seasons[w]; ok && g.mention.known() && s.month > 0 && g.is(i, "that") {
		at, v := seasonOf(w, g.mention.from.y)
		return atom{n: j + 1 - i, typ: Date, unit: season, at: at, value: v}
	}
	u := unitWords[w]
	part := dayParts[w]
	if w == "period" && g.is(i, "the", "this", "that", "same") && g.mention.known() && g.mention.from != g.mention.to {
		return atom{n: j + 1 - i, typ: Duration, unit: g.mentioned, at: g.mention, ranged: true, value: g.mention.edtf()}
	}
	if w == "date" || part != "" {
		u = day
	}
	if u < day || u > year || u == quarter || u == season || w[len(w)-1] == 's' && w != "s" {
		return atom{}
	}
	a := atom{n: j + 1 - i, typ: Date, unit: u}
	if u == day && g.mentioned == year || u == year && g.mentioned == decade {
		return a
	}
	if !g.mention.known() || u == day && g.mention.to.d == 0 || u < year && g.mention.to.m == 0 {
		return a
	}
	a.at, a.value = around(g.mention.to.first(), u)
	if part != "" {
		a.typ, a.value = Time, a.value+"T"+part
	}
	return a
}

// stretchOf reads "the past two weeks", "the last 27 years", "the next three
// days", "the past few months".
func (g *grammar) stretchOf(i int) atom {
	j := i
	if g.is(j, "the", "these") {
		j++
	}
	dir, ok := shifts[g.low(j)]
	if !ok || dir == 0 || j == i && g.is(j, "last") && g.is(i-1, "to", "will", "would", "could", "may", "might", "can", "should", "must", "not") { // "to last three days"
		return atom{}
	}
	j++
	if g.is(j, "few", "several", "couple") {
		if g.is(j+1, "of") {
			j++
		}
		u, ok := unitWords[g.low(j+1)]
		if !ok {
			return atom{}
		}
		return atom{n: j + 2 - i, typ: Duration, unit: u, value: durations[u].prefix + "X" + durations[u].letter}
	}
	v, u, n := g.amount(j)
	if n == 0 || g.is(j, "a", "an") {
		return atom{}
	}
	return g.pastStretch(j+n-i, i, v, u, dir)
}

// pastStretch is the time up to or from the report's date, of v units: in days
// up to weeks, in years from years on.
func (g *grammar) pastStretch(n, i int, v float64, u unit, dir int) atom {
	a := atom{n: n, typ: Duration, unit: u, value: length(v, u), ranged: true}
	if g.is(i, "the") && g.is(i+1, "following") {
		return a
	}
	ref := g.ref
	if ref.y == 0 || u < year && ref.m == 0 || u < month && ref.d == 0 {
		return a
	}
	t := add(ref.first(), u, float64(dir)*v)
	other, here := dayOf(t), ref
	switch {
	case u >= year && (v != 1 || u > year):
		other, here = date{y: t.Year()}, date{y: ref.y}
	case u == year || u == month || u == quarter:
		other = date{y: t.Year(), m: int(t.Month()), about: true}
	}
	a.at = stretch{other, here}
	if dir > 0 {
		a.at = stretch{here, other}
	}
	return a
}

// vague reads words of time that no calendar gives.
func (g *grammar) vague(i int) atom {
	v, ok := vague[g.low(i)]
	if g.is(i, "at") && g.is(i+1, "the") && g.is(i+2, "present") && g.is(i+3, "time", "moment") {
		return atom{n: 4, typ: Date, value: "PRESENT_REF"}
	}
	if g.is(i-1, "for") && g.is(i, "the") && g.is(i+1, "time") && g.is(i+2, "being") {
		return atom{n: 3, typ: Date, value: "PRESENT_REF"}
	}
	if g.is(i, "at") && g.is(i+1, "present") || g.is(i, "at") && g.is(i+1, "the") && g.is(i+2, "moment") || g.is(i, "at") && g.is(i+1, "this") && g.is(i+2, "time", "point", "moment") {
		n := 3
		if g.is(i+1, "present") {
			n = 2
		}
		return atom{n: n, typ: Date, value: "PRESENT_REF"}
	}
	if !ok || g.is(i, "now") && g.is(i+1, "that") || g.is(i, "soon") && (g.is(i-1, "as") || g.is(i+1, "after")) || g.is(i, "shortly") && g.is(i+1, "after", "before") || g.is(i, "now") && g.is(i-1, "until", "by") {
		return atom{}
	}
	return atom{n: 1, typ: Date, value: v}
}
