package when

import (
	"fmt"

	"github.com/sayso/sayso/reading/internal/lex"
)

// part reads a part of a period counted from its start or its end: "the first
// six months of 2021", "the last ten days of May", "the third month of last
// year", "the 15th day of next month".
func (g *grammar) part(i int) atom {
	j := i
	if g.is(j, "the") {
		j++
	}
	if g.is(j, "rest", "remainder", "remaining") && g.is(j+1, "of") {
		return g.rest(i, j+2)
	}
	last := g.is(j, "last", "final", "closing")
	if v, n := lex.Ordinal(g.ps, j); n > 0 && !g.is(j+n, "-") {
		if u, ok := unitWords[g.low(j+n)]; ok && (u == day || u == month) {
			return g.nthOf(i, j+n+1, v, u)
		}
	}
	if !last && !g.is(j, "first", "opening") {
		return atom{}
	}
	v, u, n := g.amount(j + 1)
	if n == 0 || v != float64(int(v)) || u < day || u > decade || u == weekend || g.is(j+1, "a", "an") {
		return atom{}
	}
	whole, end := g.whole(j + 1 + n)
	if end == 0 {
		return atom{}
	}
	a := atom{n: end - i, typ: Date, unit: u, ranged: true, explicit: whole.explicit, value: length(v, u)}
	first, final := whole.at.from.first(), whole.at.to.last()
	if u == week {
		// Weeks belong to the period that holds their Thursday, as in ISO 8601.
		first = monday(first.AddDate(0, 0, 3))
		final = monday(final.AddDate(0, 0, -3)).AddDate(0, 0, 6)
	}
	if last {
		first = add(final.AddDate(0, 0, 1), u, -v)
	} else {
		final = add(first, u, v).AddDate(0, 0, -1)
	}
	if final.Before(first) || u != week && (first.Before(whole.at.from.first()) || final.After(whole.at.to.last())) {
		return atom{}
	}
	a.at = days(first, final)
	switch {
	case u >= year:
		a.at = stretch{date{y: first.Year()}, date{y: final.Year()}}
	case u >= month:
		a.at = stretch{date{y: first.Year(), m: int(first.Month())}, date{y: final.Year(), m: int(final.Month())}}
	}
	return a
}

// rest is what is left, from the report's day on, of the week, month or year
// at piece j.
func (g *grammar) rest(i, j int) atom {
	t, ok := g.today()
	u := unitWords[g.low(j+1)]
	if !ok || !g.is(j, "the", "this") || u != week && u != month && u != year {
		return atom{}
	}
	at, value := around(t, u)
	if u == week {
		at.from = g.ref
	}
	return atom{n: j + 2 - i, typ: Date, unit: u, at: at, value: value}
}

// nthOf is the v-th day or month of the period that begins after "of" at j.
func (g *grammar) nthOf(i, j, v int, u unit) atom {
	whole, end := g.whole(j)
	if end == 0 || u == month && whole.unit != year {
		return atom{}
	}
	d := dayOf(whole.at.from.first().AddDate(0, 0, v-1))
	if u == month {
		d = date{y: whole.at.from.y, m: v}
	}
	if v < 1 || !d.valid() || d.last().After(whole.at.to.last()) {
		return atom{}
	}
	return atom{n: end - i, typ: Date, unit: u, explicit: whole.explicit, value: d.iso(), at: one(d)}
}

// whole reads "of" and the month, season, quarter, year or decade after it, with
// the piece that it ends at, 0 when there is none. "The month" and "the year"
// are the report's own.
func (g *grammar) whole(j int) (a atom, end int) {
	if !g.is(j, "of", "in") {
		return atom{}, 0
	}
	j++
	u := unitWords[g.low(j+1)]
	if g.is(j, "the") && (u == month || u == year) && g.is(j-1, "of") && !g.is(j+2, "of", "before", "after") {
		if g.ref.y == 0 || u == month && g.ref.m == 0 {
			return atom{}, 0
		}
		a = atom{n: 2, typ: Date, unit: u}
		a.at, a.value = around(g.ref.first(), u)
		return a, j + 2
	}
	for _, rule := range []func(int) atom{g.monthFirst, g.seasonal, g.fiscal, g.decade, g.century, g.shifted, g.again, g.plainYear} {
		if r := rule(j); r.n > a.n {
			a = r
		}
	}
	a = g.settle(a, j)
	if a.n == 0 || a.typ != Date || !a.at.known() || a.unit < month || a.ranged {
		return atom{}, 0
	}
	return a, j + a.n
}

// wordYear reads a year in words, as speech is written down: "nineteen
// eighty-six", "seventeen hundred thirty three", "two thousand and five".
func (g *grammar) wordYear(i int) (y, n int) {
	if g.number(i) {
		return 0, 0
	}
	v, n := lex.Cardinal(g.ps, i)
	if n > 1 && v >= 1100 && v < 2100 {
		return int(v), n
	}
	if n != 1 || v < 11 || v > 20 {
		return 0, 0
	}
	if g.number(i + 1) {
		return 0, 0
	}
	rest, k := lex.Cardinal(g.ps, i+1)
	if k == 0 || rest < 10 || rest > 99 {
		return 0, 0
	}
	return int(v)*100 + int(rest), 1 + k
}

// monthName reads dates in figures around the name of a month: 05-Aug-2016,
// 2019/aug/01, Oct/2.
func (g *grammar) monthName(i int) atom {
	a, da := g.figure(i)
	k := i
	if da > 0 {
		k = i + 2
	}
	m, ok := months[g.low(k)]
	if !ok || i > 0 && g.tight(i) && !g.is(i-1, "(", "\"", "“", "[") {
		return atom{}
	}
	sep := g.low(k + 1)
	if sep != "-" && sep != "/" || !g.tight(k+1) || !g.tight(k+2) {
		return atom{}
	}
	b, db := g.figure(k + 2)
	if db == 0 || g.tight(k+3) && k+3 < len(g.ps) && (g.ps[k+3].Kind != lex.Mark || g.is(k+3, "/")) {
		return atom{}
	}
	if da == 0 {
		if sep != "/" || db > 2 || b < 1 || b > 31 {
			return atom{}
		}
		return atom{n: 3, typ: Date, unit: day, part: &partial{m: m, d: b, weekday: -1}}
	}
	if !g.is(i+1, sep) || !g.tight(i+1) || !g.tight(k) {
		return atom{}
	}
	d := date{y: b, m: m, d: a}
	switch {
	case da == 4:
		d = date{y: a, m: m, d: b}
	case db == 2:
		d.y = twoDigit(b)
	}
	if d.d == 0 || !d.valid() || d.y < 1000 || d.y > 2200 {
		return atom{}
	}
	return atom{n: 5, typ: Date, unit: day, explicit: true, value: d.iso(), at: one(d)}
}

// halfYear reads the half-years of a report's tables: "2019 H2", "H1 2020".
func (g *grammar) halfYear(i int) atom {
	h := func(k int) int {
		switch {
		case g.is(k, "h") && g.tight(k+1) && g.is(k+1, "1"):
			return 1
		case g.is(k, "h") && g.tight(k+1) && g.is(k+1, "2"):
			return 2
		}
		return 0
	}
	y, digits := g.figure(i)
	n, k := 3, i+1
	if g.is(k, "-") {
		n, k = 4, k+1
	}
	half := h(k)
	if digits != 4 {
		half, n = h(i), 3
		y, digits = g.figure(i + 2)
	}
	if half == 0 || digits != 4 || y < 1900 || y > 2200 {
		return atom{}
	}
	at := stretch{date{y: y, m: 6*half - 5}, date{y: y, m: 6 * half}}
	return atom{n: n, typ: Date, unit: quarter, explicit: true, value: fmt.Sprintf("%d-H%d", y, half), at: at}
}
