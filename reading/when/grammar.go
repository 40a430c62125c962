package when

import (
	"fmt"
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
)

// atom is what a rule reads: n pieces, with their meaning. part holds a
// calendar date whose year is still to be found; the rest is settled.
type atom struct {
	n        int
	typ      Type
	value    string
	at       stretch
	unit     unit
	part     *partial
	ranged   bool // its ends are stated: a preposition opens neither
	explicit bool // its year is stated
	clock    string
	bare     bool  // a number that is a date only inside a range
	bounded  Bound // the words themselves leave an end open ("to date")
}

// partial is a date of the calendar as named; year 0 and month 0 are unstated,
// weekday -1.
type partial struct{ y, m, d, weekday int }

// phrase reads the longest time at i: a single time or two joined to a range,
// with the clock time before or after it.
func (g *grammar) phrase(i int) atom {
	single := g.single(i)
	first := single
	if single.part != nil {
		p := *single.part
		first.part = &p
	}
	a := g.settle(single, i)
	if r := g.span(i, first); r.n > a.n {
		a = r
	}
	return a
}

// joins are the words between the two ends of a range.
var joins = map[string]bool{"to": true, "-": true, "until": true, "till": true, "through": true, "and": true, "or": true, "/": true, "into": true}

// span reads two times joined to one ("July 13 to 17", "Monday or Tuesday"),
// of which the first, unless it is the present, is x.
func (g *grammar) span(i int, x atom) atom {
	if now := g.now(i); now.n > 0 {
		x = now
	}
	if x.n == 0 {
		x = g.bareNumber(i)
	}
	if x.n == 0 || x.typ == Duration || x.typ == Set {
		return atom{}
	}
	j := i + x.n
	if g.is(j, ",") && g.is(j+1, "and", "or") {
		j++
	}
	if g.is(j, "and") && g.is(j+1, "continuing") {
		j++
	}
	join := g.low(j)
	if !joins[join] {
		return atom{}
	}
	j++
	for join != "and" && join != "or" && join != "/" && g.is(j, "on", "in", "at", "about", "around", "sometime") {
		j++
	}
	between := g.is(i-1, "between") || g.is(i-2, "between")
	y := g.end(j)
	if y.n == 0 || x.part != nil && y.part == nil && !y.at.known() {
		if b := g.bareNumber(j); b.n > 0 {
			y = b
		}
	}
	if y.bare && x.part != nil && x.part.y == 0 {
		if end := g.withYear(x.part, j+y.n); end > j+y.n {
			y.n, x.explicit = end-j, true
		}
	}
	if y.n == 0 || y.typ == Duration || y.typ == Set || x.bare && y.bare {
		return atom{}
	}
	if y.bare && (x.part == nil || x.part.d == 0) || x.bare && (y.part == nil || y.part.d == 0) {
		return atom{}
	}
	fill(&x, &y)
	first, second := x, y
	if x.part != nil && x.part.y == 0 && y.part != nil && y.part.y == 0 && x.part.m > 0 && y.part.m > 0 {
		second = g.settle(y, j)
		if second.at.known() && first.part != nil {
			first.part.y = second.at.from.y
			if first.part.m > y.part.m {
				first.part.y--
			}
			first = g.settle(first, i)
		}
	} else {
		first, second = g.settle(x, i), g.settle(y, j)
	}
	if (join == "and" || join == "or") && (!first.at.known() || !second.at.known()) {
		return atom{}
	}
	if !first.at.known() || !second.at.known() {
		if first.typ == second.typ && first.typ == Time && join != "and" && join != "or" {
			return atom{n: j + y.n - i, typ: Duration, ranged: true, value: "(" + first.value + "," + second.value + ")"}
		}
		return atom{}
	}
	from, to := first.at, second.at
	if to.from.first().Before(from.from.first()) {
		if y.part != nil && y.part.weekday >= 0 && y.part.d == 0 && join != "and" && join != "or" {
			gap := 7 * int((from.from.first().Sub(to.from.first()).Hours()/24+6)/7)
			to = days(to.from.first().AddDate(0, 0, gap), to.to.last().AddDate(0, 0, gap))
		} else if !first.explicit && !second.explicit && to.to.y == from.from.y+1 || x.part != nil && y.part != nil {
			from, to = to, from
		} else if !first.explicit && !second.explicit && (from.from.y == to.to.y || from.from.y == to.to.y+1) && first.unit > day && first.unit <= quarter && join != "or" {
			// "from the end of March to the middle of September" lies in one year
			if g.tense(g.ps[i].Span.Start) == Future {
				to.from.y, to.to.y = to.from.y+1, to.to.y+1
			} else {
				from.from.y, from.to.y = from.from.y-1, from.to.y-1
			}
		} else {
			from, to = to, from
		}
	}
	if from.from.first().After(to.to.last()) {
		from, to = to, from
	}
	if join == "and" && !between {
		gap := to.from.first().Sub(from.to.last()).Hours() / 24
		if first.unit != second.unit || gap > 1 {
			return atom{}
		}
	}
	a := atom{n: j + y.n - i, typ: Date, unit: first.unit, ranged: true, explicit: first.explicit || second.explicit}
	a.at = stretch{from.from, to.to}
	a.value = first.value + "/" + second.value
	return a
}

// end reads one end of a range: a single time or the present.
func (g *grammar) end(i int) atom {
	if now := g.now(i); now.n > 0 {
		return now
	}
	return g.single(i)
}

func (g *grammar) now(i int) atom {
	if t, ok := g.today(); ok && g.is(i, "now") {
		return atom{n: 1, typ: Date, unit: day, value: dayOf(t).iso(), at: one(dayOf(t))}
	}
	return atom{}
}

// fill gives each of two partial dates what only the other one states: the
// month of "13" in "13 to 17 July", the year of "July" in "July to May 2019".
func fill(x, y *atom) {
	if x.bare {
		x.part = &partial{d: x.part.d, m: y.part.m, y: y.part.y, weekday: -1}
		x.unit, x.typ, x.bare = day, Date, false
	}
	if y.bare {
		p := partial{d: y.part.d, m: x.part.m, y: x.part.y, weekday: -1}
		if p.d < x.part.d && p.y == 0 {
			p.m = p.m%12 + 1 // "April 27 to 3" ends in May
		}
		y.part = &p
		y.unit, y.typ, y.bare = day, Date, false
	}
	if x.part == nil || y.part == nil {
		if x.part != nil && x.part.y == 0 && x.part.m > 0 && y.explicit && y.unit != year && y.at.known() {
			x.part.y = y.at.from.y
		}
		return
	}
	if x.part.y == 0 && y.part.y != 0 && x.part.m > 0 {
		x.part.y = y.part.y
		if x.part.m > y.part.m && y.part.m > 0 {
			x.part.y--
		}
		x.explicit = true
	}
	if y.part.y == 0 && x.part.y != 0 && y.part.m > 0 {
		y.part.y = x.part.y
		if y.part.m < x.part.m {
			y.part.y++
		}
		y.explicit = true
	}
}

func (g *grammar) bareNumber(i int) atom {
	n, j := 1, i
	if g.is(j, "the") {
		j++
	}
	d, digits := g.figure(i)
	if r, k := lex.Ordinal(g.ps, j); k > 0 && (g.number(j) || !g.is(j+k, "half", "quarter")) {
		d, digits, n = r, 2, j+k-i
	}
	if digits == 0 || digits > 2 || d < 1 || d > 31 {
		return atom{}
	}
	return atom{n: n, bare: true, part: &partial{d: d, weekday: -1}}
}

// single reads one time: with a clock before or after, and with early, mid-,
// late and the like before it.
func (g *grammar) single(i int) atom {
	if c := g.clock(i); c.n > 0 {
		j := g.skipZone(i + c.n)
		if g.is(j, ",") {
			j++
		}
		if g.is(j, "on", "of") {
			j++
		}
		if d := g.settle(g.modified(j), j); d.n > 0 && d.at.known() && d.typ != Duration && d.unit == day {
			d.n, d.typ, d.clock, d.value = j+d.n-i, Time, c.clock, d.value[:min(10, len(d.value))]+c.clock
			d.part = nil
			return d
		}
		c.n = g.skipZone(i+c.n) - i
		return c
	}
	a := g.modified(i)
	if a.n == 0 || a.unit != day || a.typ == Duration || a.typ == Set {
		return a
	}
	j := i + a.n
	if g.is(j, ",") {
		j++
	}
	if g.is(j, "at", "around", "about") {
		j++
	}
	if g.is(j, "around", "about") {
		j++
	}
	c := g.clock(j)
	if c.n == 0 && j > i+a.n && (strings.HasSuffix(a.value, "TNI") || strings.HasSuffix(a.value, "TEV")) {
		c = g.evening(j)
	}
	if c.n > 0 {
		if y, n := g.figure(j + c.n); a.part != nil && a.part.y == 0 && a.part.d > 0 && n == 4 && y >= 1900 && y < 2200 {
			a.part.y, c.n = y, c.n+1
		}
		if a = g.settle(a, i); a.at.known() {
			a.n, a.typ, a.clock, a.part = g.skipZone(j+c.n)-i, Time, c.clock, nil
			a.value = a.value[:min(10, len(a.value))] + c.clock
		}
	}
	return a
}

// evening reads the bare hour of "last night at 8".
func (g *grammar) evening(j int) atom {
	h, digits := g.figure(j)
	if digits == 0 || digits > 2 || h < 5 || h > 11 || j+1 < len(g.ps) && g.ps[j+1].Kind != lex.Mark && !prepositions[g.low(j+1)] {
		return atom{}
	}
	v := fmt.Sprintf("T%02d", h+12)
	return atom{n: 1, typ: Time, value: v, clock: v}
}

// modified reads "early", "mid-", "the end of" and the like before an atom.
func (g *grammar) modified(i int) atom {
	w, j := g.low(i), i+1
	switch {
	case w == "the" && i+1 < len(g.ps) && !g.is(i+1, "the"):
		if g.is(i+1, "early", "late", "mid", "middle", "end", "beginning", "start", "close", "latter", "first", "second", "turn") {
			if a := g.modified(i + 1); a.n > 0 {
				a.n++
				return a
			}
		}
		return g.atom(i)
	case w == "mid" || w == "early" || w == "late" || w == "very" && g.is(i+1, "early", "late"):
		if w == "very" {
			w, j = g.low(i+1), i+2
		}
		if g.is(j, "-") {
			j++
		}
		if g.is(j, "in", "on") && w != "mid" {
			j++
		}
		if g.is(j, "the") {
			j++
		}
	case w == "earlier" || w == "later":
		if g.is(j, "in", "on") {
			j++
		}
		a := g.settle(g.atom(j), j)
		if a.n == 0 || a.typ == Duration || a.typ == Set {
			return atom{}
		}
		a.n += j - i
		return g.partSince(a, w == "later")
	case (w == "end" || w == "middle" || w == "beginning" || w == "start" || w == "close" || w == "turn" || w == "eve") && g.is(j, "of"):
		j++
		if g.is(j, "the") && g.atom(j).n == 0 {
			j++
		}
	case w == "first" || w == "second" || w == "latter":
		if !g.is(j, "half") || !g.is(j+1, "of") {
			return g.atom(i)
		}
		a := g.settle(g.atom(j+2), j)
		if a.n > 0 && a.unit == year && a.at.known() {
			a.n += 3
			a.value, a.ranged, a.part = a.at.from.iso()+"-H1", false, nil
			a.at = stretch{date{y: a.at.from.y, m: 1}, date{y: a.at.from.y, m: 6}}
			if w != "first" {
				a.value = a.at.from.iso()[:4] + "-H2"
				a.at = stretch{date{y: a.at.from.y, m: 7}, date{y: a.at.from.y, m: 12}}
			}
			return a
		}
		if a.n > 0 && a.unit == month && a.at.known() && a.at.from.m > 0 {
			a.n, a.ranged, a.part = a.n+3, false, nil
			from, to := a.at.from, a.at.from
			from.d, to.d = 1, 15
			if w != "first" {
				from.d, to.d = 16, a.at.from.last().Day()
			}
			a.at = stretch{from, to}
			return a
		}
		return g.atom(i)
	case w == "year" && (g.is(j, "end") || g.is(j, "-") && g.is(j+1, "end")):
		n := 2
		if g.is(j, "-") {
			n = 3
		}
		if g.ref.y == 0 {
			return atom{n: n, typ: Date, value: "XXXX"}
		}
		return atom{n: n, typ: Date, value: date{y: g.ref.y}.iso(), unit: year, at: one(dayOf(date{y: g.ref.y}.last()))}
	default:
		return g.atom(i)
	}
	a := g.settle(g.atom(j), j)
	if a.n == 0 && g.is(j-1, "the") && g.is(j-2, "of") {
		a = g.current(j)
	}
	if a.n == 0 || a.typ == Duration || a.typ == Set {
		return atom{}
	}
	a.n += j - i
	a.part = nil
	if a.at.known() {
		a.at = g.portion(w, a, i)
	}
	return a
}

// current reads the bare unit of "the end of the year": the one that holds the
// date last mentioned in the sentence, else the report's.
func (g *grammar) current(i int) atom {
	u, ok := unitWords[g.low(i)]
	if !ok || u < week || u == fortnight || u == season || plural(g.low(i)) || g.is(i+1, "of", "-") {
		return atom{}
	}
	from := g.ref
	if g.mention.known() && g.mentionAt == g.sentence(g.ps[i].Span.Start) {
		from = g.mention.to
	}
	if from.y == 0 || u < year && from.m == 0 || u <= week && from.d == 0 {
		return atom{}
	}
	a := atom{n: 1, typ: Date, unit: u}
	a.at, a.value = around(from.first(), u)
	return a
}

// portion is the part of a time that a word before it names: "mid-February" is
// about the 15th; early and late cut thirds out of decades and centuries and
// leave shorter times whole; "by the end of May" is its last day.
func (g *grammar) portion(w string, a atom, i int) stretch {
	switch w {
	case "mid":
		switch {
		case a.unit == month:
			d := a.at.from
			d.d, d.about = 15, true
			return one(d)
		case a.unit == day:
			return a.at
		case a.unit == decade || a.unit == century:
			return third(a.at, 1)
		}
		return a.at.about()
	case "middle":
		if a.unit == day {
			return a.at
		}
		return a.at.about()
	case "early", "beginning", "start", "turn":
		if a.unit == decade || a.unit == century {
			return third(a.at, 0)
		}
	case "late", "close":
		if a.unit == decade || a.unit == century {
			return third(a.at, 2)
		}
	case "end":
		if _, b, _ := g.before(i); b == Until || b == Before {
			return one(dayOf(a.at.to.last()))
		}
		if a.unit == decade || a.unit == century {
			return third(a.at, 2)
		}
	}
	return a.at
}

func third(s stretch, k int) stretch {
	n := s.to.y - s.from.y + 1
	from, to := s.from, s.to
	if k > 0 {
		from = date{y: s.from.y + (n*k*2+3)/6, about: true}
	}
	if k < 2 {
		to = date{y: s.from.y + (n*(k+1)*2+3)/6 - 1, about: true}
	}
	return stretch{from, to}
}

// partSince cuts a present week, month or year at the report's date: "earlier
// this week" ends with it, "later this week" begins with it.
func (g *grammar) partSince(a atom, later bool) atom {
	a.part = nil
	if !a.at.known() || g.ref.d == 0 || a.at.from.first().After(g.ref.last()) || a.at.to.last().Before(g.ref.first()) || a.unit == day {
		return a
	}
	if a.unit == week {
		if later {
			a.at.from = g.ref
		} else {
			a.at.to = g.ref
		}
	}
	return a
}

// settle finds the year or the day that a partial date leaves open.
func (g *grammar) settle(a atom, i int) atom {
	if a.n == 0 || a.part == nil || a.bare {
		return a
	}
	p := *a.part
	a.part = nil
	if p.weekday >= 0 && p.d == 0 {
		a.value = fmt.Sprintf("XXXX-WXX-%d", (p.weekday+6)%7+1)
		if g.ref.d != 0 {
			a.at = g.weekday(p.weekday, i)
			a.value = a.at.from.iso()
		}
		return a
	}
	if p.y == 0 {
		p.y = g.year(p, i)
	} else {
		a.explicit = true
	}
	if p.y == 0 {
		a.value = fmt.Sprintf("XXXX-%02d", p.m)
		if p.d > 0 {
			a.value += fmt.Sprintf("-%02d", p.d)
		}
		return a
	}
	d := date{y: p.y, m: p.m, d: p.d}
	for ; !a.explicit && p.m == 2 && p.d == 29 && !d.valid(); d.y-- {
	}
	if !d.valid() {
		return atom{}
	}
	a.at, a.value = one(d), d.iso()
	return a
}

// weekday is the day that a bare weekday names by the tense of its verb: of what
// was due then the nearest, of what ends or begins with it the next one.
func (g *grammar) weekday(wd, i int) stretch {
	ref := g.ref.first()
	ahead := (wd - int(ref.Weekday()) + 7) % 7
	offset := g.ps[i].Span.Start
	tense, mood := g.tense(offset), g.mood(offset)
	from, bound, _ := g.before(i)
	next := tense == Future
	switch {
	case bound == Since && g.is(from, "since"), g.is(i-1, "of") && g.is(i-2, "as"), mood == ongoing && g.is(i+1, "'"):
		next = false
	case mood == due && bound == Exact:
		next = ahead < 4
	case mood == bidden && bound == Exact:
		next = ahead < 6 // of yesterday it is the order that is told
	case mood == deferred && g.is(from, "to", "until", "till"), bound == Until && mood == passive, bound == Since && g.is(from, "from") && mood == passive,
		g.is(from, "for") && !g.is(i+1, "'") && !g.is(i+2, "'"):
		next = true
	}
	if next || ahead == 0 {
		return one(dayOf(ref.AddDate(0, 0, ahead)))
	}
	return one(dayOf(ref.AddDate(0, 0, ahead-7)))
}

// year is the year that a month or day without one stands in: that of a date
// in the same sentence, else by tense from the report's date.
func (g *grammar) year(p partial, i int) int {
	inSentence := g.mentionAt == g.sentence(g.ps[i].Span.Start)
	ahead := g.ref.y > g.mention.from.y && !g.narrative && g.tense(g.ps[i].Span.Start) == Future      // "took office in 2005 and is to leave in May"
	own := p.d == 0 && !g.narrative && g.ref.y != 0 && g.apart(g.mentionOf.Start, g.ps[i].Span.Start) // "imposed in 2021 and lifted in March"
	if g.mention.known() && g.explicit && !ahead && !own && (g.narrative || g.ref.y == 0 || inSentence) {
		if g.ref.y == 0 && !inSentence && !g.narrative {
			return 0
		}
		y := g.mention.from.y
		if d := (date{y: y, m: p.m, d: p.d}); g.mention.to.m > 0 && !g.narrative && d.last().Before(g.mention.to.first().AddDate(0, -6, 0)) {
			y++
		}
		return y
	}
	if g.ref.y == 0 {
		return 0
	}
	if g.ref.m == 0 {
		return g.ref.y
	}
	ref := g.ref
	past, next := ref.y, ref.y
	if (date{y: ref.y, m: p.m, d: p.d}).first().After(ref.last()) {
		past--
	}
	if (date{y: ref.y, m: p.m, d: p.d}).last().Before(ref.first()) {
		next++
	}
	ago := ref.first().Sub(date{y: past, m: p.m, d: p.d}.last()).Hours() / 24
	off := date{y: next, m: p.m, d: p.d}.first().Sub(ref.last()).Hours() / 24
	tense, mood := g.tense(g.ps[i].Span.Start), g.mood(g.ps[i].Span.Start)
	switch from, b, _ := g.before(i); {
	case mood == deferred && g.is(from, "to", "until", "till"):
		return next
	case b == Since && g.is(from, "since"):
		return past
	case b == Until || b == Before:
		if tense == Future && mood != due {
			return next
		}
		tense = Unsure // what was ordered, or was to be done, may lie ahead
	case mood == due || mood == foretold || mood == ongoing:
		tense = Unsure
	case tense == Past && mood == plain && p.d == 0 && g.is(from, "in"):
		return past // "was found in June"
	}
	// Whoever writes of a day ten months off gives its year.
	switch {
	case tense == Past && (ago < 300 || off > 65), tense == Future && ago < 65 && off > 270 && mood != promised:
		return past
	case tense == Future, off < ago:
		return next
	}
	return past
}

// atom reads the longest simple time at i.
func (g *grammar) atom(i int) atom {
	if i >= len(g.ps) {
		return atom{}
	}
	var best atom
	for _, rule := range []func(int) atom{
		g.numeric, g.weekdayDate, g.monthFirst, g.dayFirst, g.dayAlone, g.seasonal, g.fiscal, g.decade, g.century, g.holiday,
		g.deictic, g.shifted, g.weekOf, g.offset, g.backward, g.stretchOf, g.again, g.repeated, g.plainYear, g.length, g.vague,
		g.part, g.monthName, g.halfYear, g.yearPair,
	} {
		if a := rule(i); a.n > best.n {
			best = a
		}
	}
	return best
}

func joinLow(ps []lex.Piece, from, to int) string {
	var b strings.Builder
	for _, p := range ps[from:to] {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.Low)
	}
	return b.String()
}
