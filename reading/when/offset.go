package when

import (
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
)

// count reads "two", "12", "a", "half a", "one and a half" before a unit.
func (g *grammar) count(i int) (v float64, n int) {
	v, n = lex.Cardinal(g.ps, i)
	switch {
	case n > 0:
	case g.is(i, "a", "an", "one"):
		v, n = 1, 1
		if g.is(i+1, "couple") {
			n = 2
			v = 2
			if g.is(i+2, "of") {
				n = 3
			}
		}
		if g.is(i+1, "half") {
			return 0.5, 2
		}
	case g.is(i, "another"):
		if v, n = lex.Cardinal(g.ps, i+1); n > 0 {
			return v, n + 1
		}
		return 1, 1
	case g.is(i, "half") && g.is(i+1, "a", "an"):
		return 0.5, 2
	default:
		return 0, 0
	}
	if g.is(i+n, "and") && g.is(i+n+1, "a") && g.is(i+n+2, "half") {
		v, n = v+0.5, n+3
	} else if g.is(i+n, "and") && g.is(i+n+1, "half") {
		v, n = v+0.5, n+2
	}
	return v, n
}

// amount reads a number of units: "two weeks", "48 hours", "a year and a half",
// "three-year".
func (g *grammar) amount(i int) (v float64, u unit, n int) {
	j := i
	v, k := g.count(j)
	if k == 0 {
		return 0, noUnit, 0
	}
	j += k
	if g.is(j, "-", "full", "whole", "more", "business", "long", "consecutive", "calendar", "straight") {
		j++
	}
	u, ok := unitWords[g.low(j)]
	if !ok || u == second && g.low(j) == "second" && v != 1 {
		return 0, noUnit, 0
	}
	if u == quarter || u == season {
		if v == 1 {
			return 0, noUnit, 0
		}
	}
	j++
	and := j
	if g.is(and, "-") {
		and++
	}
	if g.is(and, "and") {
		k := and + 1
		if g.is(k, "-") {
			k++
		}
		if g.is(k, "a") {
			k++
		}
		if g.is(k, "-") {
			k++
		}
		if g.is(k, "half") && (k > and+1 || u != second && !g.is(k+1, "of", "the", "a")) {
			v, j = v+0.5, k+1
		}
	}
	return v, u, j - i
}

// ranked tells whether a superlative or "first" stands among the four words
// before piece i.
func (g *grammar) ranked(i int) bool {
	for k := max(0, i-4); k < i; k++ {
		if w := g.low(k); g.is(k, "worst", "best", "most", "least", "first", "last", "only") || len(w) > 5 && strings.HasSuffix(w, "est") {
			return true
		}
	}
	return false
}

// offset reads "three days ago", "two weeks later", "a year earlier", "in two
// months", "within 48 hours", "four months in advance", "three days from now".
func (g *grammar) offset(i int) atom {
	v, u, n := g.amount(i)
	j := i + n
	if n == 0 || u < second {
		return atom{}
	}
	if g.is(i-1, "than") {
		// "more than two weeks before the vote"
		a := atom{}
		if g.is(j, "before", "after") && g.is(i-2, "more") && u >= day {
			a = g.counted(i, j, v, u)
			a.bounded = map[bool]Bound{true: Before, false: Since}[g.is(j, "before")]
		}
		return a
	}
	if a := g.compound(i, j, v, u); a.n > 0 {
		return a
	}
	if a := g.hence(i, j, v, u); a.n > 0 {
		return a
	}
	dir, from, mention := 0.0, g.ref, false
	if g.is(i, "a", "an") && g.is(j, "from") && i > 0 && (plural(g.low(i-1)) || g.is(i-1, "million", "billion", "percent", "%", "once", "twice")) {
		return atom{} // "200 tons a year from 2026" is a rate
	}
	if g.is(j, "before", "after", "from", "following") && u >= day {
		if a := g.counted(i, j, v, u); a.n > 0 {
			return a
		}
	}
	switch {
	case g.is(j, "ago"):
		dir, j = -1, j+1
		if g.is(j, "today") {
			j++
		}
	case g.is(j, "earlier", "before", "prior", "previously", "beforehand") && !g.is(i-1, "within"):
		if g.is(j, "before", "prior") && j+1 < len(g.ps) && g.ps[j+1].Kind == lex.Letters && !g.is(j+1, "and", "but", "when", "he", "she", "they", "it") {
			return atom{}
		}
		if !g.narrative && g.is(j, "before") && g.is(j+1, "he", "she", "they", "it") {
			return atom{} // of what, the clause tells
		}
		dir, j, mention = -1, j+1, true
	case g.is(j, "later", "after", "afterwards", "afterward"):
		if g.is(j, "after") && j+1 < len(g.ps) && g.ps[j+1].Kind == lex.Letters {
			return atom{}
		}
		dir, j, mention = 1, j+1, true
	case g.is(j, "in") && g.is(j+1, "advance"):
		if !g.is(j+2, "of") {
			return atom{n: j + 2 - i, typ: Date, unit: u, value: length(v, u)} // of what, the report does not date
		}
		dir, j = -1, j+2
	case g.is(j, "from") && g.is(j+1, "now", "today"):
		dir, j = 1, j+2
	case g.is(j, "hence"):
		dir, j = 1, j+1
	case g.is(i-1, "within") && g.is(j, "of"):
		return atom{} // "within six hours of an order"
	case g.is(i-1, "within") || g.is(i-1, "next") && g.is(i-2, "the") && g.is(i-3, "within"):
		t, ok := g.today()
		if !ok || g.tense(g.ps[i].Span.Start) == Past {
			return atom{}
		}
		return atom{n: n, typ: Duration, unit: day, value: length(v, u), ranged: true, at: days(t, add(t, u, v))}
	case g.is(i-1, "in") && g.is(i-2, "times", "time", "once", "twice", "one"):
		return atom{} // "fewer than fifty times in a year"
	case g.is(i-1, "in") && g.ranked(i-1):
		return atom{} // "the worst defeat in a decade" looks back
	case g.is(i-1, "in") && g.tense(g.ps[i].Span.Start) == Future && g.mood(g.ps[i].Span.Start) != ongoing && u >= day && !g.is(j, "of", "time"):
		dir = 1
	default:
		return atom{}
	}
	switch {
	case mention && !g.mention.known() && !g.narrative:
		from = date{} // of what, the report does not date
	case mention && g.mention.known():
		from = g.mention.to
		if g.is(j-1, "earlier", "before", "prior") {
			from = g.mention.from
		}
	}
	a := atom{n: j - i, typ: Date, unit: u, value: length(v, u)}
	if from.y == 0 || u < year && from.m == 0 || u < month && from.d == 0 {
		if u < day {
			a.typ = Time
		}
		return a
	}
	t := add(from.first(), u, dir*v)
	if mention && !g.narrative && (u < day || dir > 0 && g.ref.y != 0 && t.After(g.ref.last()) && g.tense(g.ps[i].Span.Start) == Past) {
		return a // hours do not move the day, and what is past is not ahead
	}
	switch {
	case v != float64(int(v)) && u >= year:
		a.unit = month
		a.at, a.value = around(t, month)
		a.at = a.at.about()
	case u >= year:
		a.at, a.value = around(t, year)
		a.unit = year
		if u > year {
			a.at = a.at.about()
		}
	case u == month || u == quarter || u == season:
		a.unit = month
		a.at, a.value = around(t, month)
		a.at = a.at.about()
	case u == week || u == fortnight:
		a.unit = day
		a.at, a.value = around(t, day)
		a.at = a.at.about()
	default:
		a.unit = day
		a.at, a.value = around(t, day)
	}
	return a
}

// hence reads "a week on Friday", "a fortnight today": weeks counted from a day
// that lies ahead.
func (g *grammar) hence(i, j int, v float64, u unit) atom {
	if u != week && u != fortnight || g.ref.d == 0 || g.is(i-1, "for", "once", "twice", "times", "per", "within") || g.tense(g.ps[i].Span.Start) != Future {
		return atom{}
	}
	from, n := g.ref.first(), 1
	wd, ok := weekdays[g.low(j+1)]
	switch {
	case g.is(j, "today", "tomorrow"):
		from = from.AddDate(0, 0, deicticDays[g.low(j)])
	case g.is(j, "on") && ok && g.ps[j+1].Upper:
		from, n = g.nextWeekday(wd), 2
	default:
		return atom{}
	}
	at := one(dayOf(add(from, u, v)))
	return atom{n: j + n - i, typ: Date, unit: day, value: at.edtf(), at: at}
}

// compound reads a distance of several units: "two weeks and two days ago",
// "1 year, 3 months later".
func (g *grammar) compound(i, j int, v float64, u unit) atom {
	type step struct {
		v float64
		u unit
	}
	steps, last := []step{{v, u}}, u
	for {
		k := j
		if g.is(k, ",") {
			k++
		}
		if g.is(k, "and") {
			k++
		}
		w, next, n := g.amount(k)
		if n == 0 || next >= last || next < day {
			break
		}
		steps, last, j = append(steps, step{w, next}), next, k+n
	}
	t, ok := g.today()
	if len(steps) < 2 || !ok {
		return atom{}
	}
	dir := 1.0
	switch {
	case g.is(j, "ago"):
		dir, j = -1, j+1
	case g.is(j, "later"):
		j++
		if g.mention.known() && g.mention.to.d != 0 {
			t = g.mention.to.first()
		}
	case g.is(j, "from") && g.is(j+1, "now", "today"):
		j += 2
	default:
		return atom{}
	}
	for _, s := range steps {
		t = add(t, s.u, dir*s.v)
	}
	at, value := around(t, last)
	return atom{n: j - i, typ: Date, unit: last, at: at, value: value}
}

// counted reads a date counted from another one: "two days after the January 7
// quake", "three weeks before Christmas".
func (g *grammar) counted(i, j int, v float64, u unit) atom {
	k := j + 1
	if g.is(k, "the") {
		k++
	}
	a := g.settle(g.atom(k), k)
	if a.n == 0 || a.typ == Duration || a.typ == Set || !a.at.known() || u < year && a.at.from.m == 0 || u < month && a.at.from.d == 0 {
		return atom{}
	}
	if g.is(j, "before") {
		v = -v
	}
	t := add(a.at.from.first(), u, v)
	g2 := day
	if u >= month && a.unit != day {
		g2 = a.unit
	}
	at, value := around(t, g2)
	return atom{n: k + a.n - i, typ: Date, unit: g2, at: at, value: value}
}

// length is the TIMEX3 value of a duration.
func length(v float64, u unit) string {
	d := durations[u]
	return d.prefix + strconv.FormatFloat(v*d.times, 'f', -1, 64) + d.letter
}
