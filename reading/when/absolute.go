package when

import (
	"fmt"
	"strings"
	"time"

	"github.com/sayso/sayso/reading/internal/lex"
)

// numeric reads dates in figures: 2019-01-31, 31/1/2019, 1/31/19, 16.11.2016.
// Between day and month first, the American order holds unless it cannot.
func (g *grammar) numeric(i int) atom {
	a, da := g.figure(i)
	sep := g.low(i + 1)
	if da == 0 || sep != "-" && sep != "/" && sep != "." || !g.tight(i+1) || !g.tight(i+2) || g.tight(i) && i > 0 {
		return atom{}
	}
	b, db := g.figure(i + 2)
	if db == 0 || !g.is(i+3, sep) || !g.tight(i+3) || !g.tight(i+4) {
		if da == 4 && a >= 1000 && sep != "." && db == 2 && !g.tight(i+3) && a%100+1 == b {
			to := a - a%100 + b
			return atom{n: 3, typ: Date, unit: year, explicit: true, ranged: true, value: fmt.Sprintf("%d/%d", a, to), at: stretch{date{y: a}, date{y: to}}}
		}
		if da == 4 && sep != "." && db == 4 && a >= 1000 && b > a && b < 2200 {
			return atom{n: 3, typ: Date, unit: year, explicit: true, ranged: true, value: fmt.Sprintf("%d/%d", a, b), at: stretch{date{y: a}, date{y: b}}}
		}
		return atom{}
	}
	c, dc := g.figure(i + 4)
	var d date
	switch {
	case da == 4 && dc > 0 && dc <= 2:
		d = date{y: a, m: b, d: c}
	case (dc == 4 || dc == 2) && da <= 2 && db <= 2:
		if dc == 2 {
			c = twoDigit(c)
		}
		d = date{y: c, m: a, d: b}
		if a > 12 || sep == "." && b <= 12 {
			d = date{y: c, m: b, d: a}
		}
	}
	if d.m == 0 || d.d == 0 || !d.valid() || d.y < 1000 || d.y > 2200 {
		return atom{}
	}
	return atom{n: 5, typ: Date, unit: day, explicit: true, value: d.iso(), at: one(d)}
}

func twoDigit(y int) int {
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

// weekdayDate reads a weekday alone or with its part of day or its date.
func (g *grammar) weekdayDate(i int) atom {
	wd, ok := weekdays[g.low(i)]
	if !ok || !g.ps[i].Upper && len(g.low(i)) < 6 || g.tight(i) && !g.is(i-1, "-", "/", "(", "\"", "'", "“") {
		return atom{}
	}
	j := i + 1
	if g.is(j, ".") && ambiguous[g.low(i)] {
		j++
	}
	k := j
	if g.is(k, ",") {
		k++
	}
	if g.is(k, "the") {
		k++
	}
	for _, rule := range []func(int) atom{g.monthFirst, g.dayFirst} {
		if a := rule(k); a.n > 0 && a.part != nil && a.part.d > 0 {
			a.n += k - i
			return a
		}
	}
	if a := g.numeric(k); a.n > 0 {
		a.n += k - i
		return a
	}
	if d, n := lex.Ordinal(g.ps, k); n > 0 && g.ref.d != 0 && d <= 31 && (g.number(k) || k > j) {
		if at, ok := g.sameWeekday(wd, d, i); ok {
			return atom{n: k + n - i, typ: Date, unit: day, value: at.iso(), at: one(at)}
		}
	}
	if ambiguous[g.low(i)] && !g.is(i-1, "on", "since", "by", "until", "last", "next", "this") {
		return atom{}
	}
	a := atom{n: j - i, typ: Date, unit: day, part: &partial{weekday: wd}}
	if g.is(j, "'") && g.is(j+1, "s") {
		return a
	}
	if part, ok := dayParts[g.low(j)]; ok {
		a.n++
		if g.is(j, "mornings", "afternoons", "evenings", "nights") {
			return atom{n: a.n, typ: Set, value: fmt.Sprintf("XXXX-WXX-%dT%s", (wd+6)%7+1, part)}
		}
	}
	if g.is(i+a.n, "week") && g.is(i+a.n-1, "last") {
		return a
	}
	if g.is(j, "week", "fortnight") && g.is(i-1, "on", "by", "until", "till", "from", "next", "this") && (j+1 >= len(g.ps) || g.ps[j+1].Kind == lex.Mark && !g.is(j+1, "-", "'")) && g.ref.d != 0 {
		at := g.nextWeekday(wd).AddDate(0, 0, map[string]int{"week": 7, "fortnight": 14}[g.low(j)])
		return atom{n: j + 1 - i, typ: Date, unit: day, value: dayOf(at).iso(), at: one(dayOf(at))} // "on Wednesday week"
	}
	if g.is(j, "of") && g.is(j+1, "last", "this", "next") && g.is(j+2, "week") {
		j++
	}
	if g.is(j, "of") && g.is(j+1, "the") && g.is(j+2, "following", "previous", "coming", "past") && g.is(j+3, "week") {
		j += 2
	}
	if _, ok := shifts[g.low(j)]; ok && g.is(j+1, "week") && g.ref.d != 0 {
		mon := monday(g.ref.first()).AddDate(0, 0, 7*shifts[g.low(j)]+(wd+6)%7)
		return atom{n: j + 2 - i, typ: Date, unit: day, value: dayOf(mon).iso(), at: one(dayOf(mon))}
	}
	return a
}

// nextWeekday is the first day from the report's on that is weekday wd.
func (g *grammar) nextWeekday(wd int) time.Time {
	t := g.ref.first()
	return t.AddDate(0, 0, (wd-int(t.Weekday())+7)%7)
}

// sameWeekday is the nearest d-th of a month that is weekday wd, on the side of
// the report's day that the tense says.
func (g *grammar) sameWeekday(wd, d, i int) (date, bool) {
	dir := -1
	if g.tense(g.ps[i].Span.Start) == Future {
		dir = 1
	}
	for n := range 24 {
		m := addMonths(date{y: g.ref.y, m: g.ref.m, d: 1}.first(), dir*n)
		at := date{y: m.Year(), m: int(m.Month()), d: d}
		if at.valid() && int(at.first().Weekday()) == wd && at.first().Sub(g.ref.first()).Hours()*float64(dir) >= 0 {
			return at, true
		}
	}
	return date{}, false
}

// monthFirst reads "May", "May 5", "May 5th, 2019", "May 2019", "May of last year".
func (g *grammar) monthFirst(i int) atom {
	m, ok := months[g.low(i)]
	if !ok || g.tight(i) && !g.is(i-1, "-", "/", "(", "\"", "'", "“") {
		return atom{}
	}
	j := i + 1
	if g.is(j, ".") && len(g.low(i)) <= 4 && g.tight(j) {
		j++
	}
	p := partial{m: m, weekday: -1}
	k := j
	if g.is(k, "the") {
		k++
	}
	if d, n := g.dayNumber(k); n > 0 && !(k > j && g.number(k) && n == 1) {
		p.d, j = d, k+n
	}
	j = g.withYear(&p, j)
	if j == i+1 && (!g.ps[i].Upper && (ambiguous[g.low(i)] || len(g.low(i)) < 4) || ambiguous[g.low(i)] && !g.besideTime(i) && !g.monthRange(i)) {
		return atom{}
	}
	a := atom{n: j - i, typ: Date, unit: month, part: &p}
	if p.d > 0 {
		a.unit = day
	} else if p.y == 0 && g.is(i-1, "a", "an", "any", "another") {
		return atom{} // "a July like this one"
	}
	return a
}

// dayFirst reads "5 May 2019", "the 5th of May", "5th May".
func (g *grammar) dayFirst(i int) atom {
	j := i
	if g.is(j, "the") {
		j++
	}
	d, n := g.dayNumber(j)
	if n == 0 || i > 0 && g.tight(i) && !g.is(i-1, "(", "-") || g.is(i-1, "$", "€", "£") {
		return atom{}
	}
	j += n
	if g.is(j, "day") {
		j++
	}
	if g.is(j, "of") {
		j++
	}
	m, ok := months[g.low(j)]
	if !ok || !g.ps[j].Upper && ambiguous[g.low(j)] {
		return atom{}
	}
	j++
	if g.is(j, ".") && len(g.low(j-1)) <= 4 && g.tight(j) {
		j++
	}
	p := partial{m: m, d: d, weekday: -1}
	j = g.withYear(&p, j)
	return atom{n: j - i, typ: Date, unit: day, part: &p}
}

// dayAlone reads "on the 29th", a day of the month that tense and the report's
// date choose.
func (g *grammar) dayAlone(i int) atom {
	j := i
	if g.is(i, "the") {
		j++
	}
	if j == i && !g.is(i-1, "on") || !g.is(i-1, "on", "by", "since", "until", "before", "from") || !g.number(j) || g.ref.d == 0 {
		return atom{}
	}
	d, n := lex.Ordinal(g.ps, j)
	end := j + n
	if n == 0 || d < 1 || d > 31 || end < len(g.ps) && g.ps[end].Kind != lex.Mark && !prepositions[g.low(end)] && !g.is(end, "and", "when", "but") || g.is(end, "-") {
		return atom{}
	}
	m := date{y: g.ref.y, m: g.ref.m, d: 1}.first()
	switch tense := g.tense(g.ps[i].Span.Start); {
	case tense == Past && d > g.ref.d:
		m = addMonths(m, -1)
	case tense == Future && d < g.ref.d:
		m = addMonths(m, 1)
	}
	at := date{y: m.Year(), m: int(m.Month()), d: d}
	if !at.valid() {
		return atom{}
	}
	return atom{n: end - i, typ: Date, unit: day, value: at.iso(), at: one(at)}
}

// dayNumber is the day of the month at i, in figures or as an ordinal.
func (g *grammar) dayNumber(i int) (day, n int) {
	if d, n := lex.Ordinal(g.ps, i); n > 0 && d >= 1 && d <= 31 {
		return d, n
	}
	d, digits := g.figure(i)
	if v, n := lex.Cardinal(g.ps, i); digits == 0 && n > 0 && v >= 1 && v <= 31 && !g.number(i) && !g.is(i, "a", "an", "one") {
		if _, count := unitWords[g.low(i+n)]; !count && !(i+n < len(g.ps) && plural(g.low(i+n))) {
			return int(v), n
		}
	}
	if digits == 0 || digits > 2 || d < 1 || d > 31 {
		return 0, 0
	}
	if g.tight(i+1) && (g.is(i+1, "%", "/") || g.is(i+1, ":") && g.number(i+2) && g.tight(i+2) || i+1 < len(g.ps) && g.ps[i+1].Kind == lex.Letters) {
		return 0, 0
	}
	if g.is(i+1, "percent", "people", "million", "years", "days") {
		return 0, 0
	}
	return d, 1
}

// withYear reads the year after a month or day: "2019", ", 2019", "of 2019",
// "of last year", "this year", "'19"; it returns where the date ends.
func (g *grammar) withYear(p *partial, j int) int {
	k := j
	if _, digits := g.figure(k + 1); g.is(k, ",", "of") || g.is(k, "-", "(") && !g.number(k+1) || g.is(k, "in") && digits == 4 {
		k++
	}
	if g.is(k, "the") && g.is(k+1, "year") {
		k += 2
	}
	if s, ok := shifts[g.low(k)]; ok && (g.is(k+1, "year") || g.is(k+1, "calendar") && g.is(k+2, "year")) && g.ref.y != 0 {
		p.y = g.ref.y + s
		if g.is(k+1, "calendar") {
			k++
		}
		return k + 2
	}
	if g.is(k, "the", "that") && g.is(k+1, "same", "following", "next", "previous", "year") && g.mention.known() {
		step := map[string]int{"following": 1, "next": 1, "previous": -1}[g.low(k+1)]
		if g.is(k+1, "year") && g.is(k, "that") {
			p.y = g.mention.from.y
			return k + 2
		}
		if g.is(k+2, "year") {
			p.y = g.mention.from.y + step
			return k + 3
		}
	}
	if g.is(k, "'") && g.tight(k+1) {
		if y, n := g.figure(k + 1); n == 2 {
			p.y = twoDigit(y)
			return k + 2
		}
	}
	if y, n := g.wordYear(k); n > 0 && k <= j+1 {
		p.y = y
		return k + n
	}
	if y, n := g.figure(k); n == 2 && y > 31 && g.is(k-1, "of") && (k+1 == len(g.ps) || g.ps[k+1].Kind == lex.Mark && !g.tight(k+2)) {
		p.y = twoDigit(y)
		return k + 1
	}
	y, n := g.figure(k)
	if (n == 4 || n == 3 && k == j && p.d > 0 && y > 300) && y >= 100 && y <= 2200 && !(g.tight(k+1) && g.is(k+1, ":")) {
		if p.d == 0 && k > j && g.is(j, ",") && g.is(k+1, "people") {
			return j
		}
		p.y = y
		return g.era(k+1, &p.y)
	}
	return j
}

// era reads AD, BC, CE after a year; before the common era it makes the year
// negative (astronomical years, so that 1 BC is 0).
func (g *grammar) era(j int, y *int) int {
	s, k := "", j
	for k < len(g.ps) && k < j+6 && (g.ps[k].Kind == lex.Letters && len(g.low(k)) <= 3 || g.is(k, ".")) && len(s) < 3 {
		s += strings.Trim(g.low(k), ".")
		k++
		switch s {
		case "ad", "bc", "ce", "bce":
			if s == "bc" && g.is(k, ".") && g.is(k+1, "e") {
				continue
			}
			if g.is(k, ".") && g.is(k-2, ".") {
				k++
			}
			if s[0] == 'b' {
				*y = 1 - *y
			}
			return k
		}
	}
	return j
}

// monthRange tells whether the month at i is joined to another one to a range.
func (g *grammar) monthRange(i int) bool {
	_, before := months[g.low(i-2)]
	_, after := months[g.low(i+2)]
	return after && g.is(i+1, "-", "to", "through") || before && g.is(i-1, "-", "to", "through")
}

// besideTime tells whether a word of time or a preposition stands before i, so
// that an ambiguous month is one.
func (g *grammar) besideTime(i int) bool {
	if i == 0 {
		return false
	}
	w := g.low(i - 1)
	_, bound := bounds[w]
	_, shift := shifts[w]
	return bound || shift || prepositions[w] && w != "to" && w != "for" && w != "of" || g.is(i-1, "early", "late", "mid", "-", "or", "and", "earlier", "later", "each", "every") && i > 1 ||
		w == "of" && g.is(i-2, "end", "middle", "beginning", "start", "month", "week", "day", "as", "half") || w == "to" && g.is(i-2, "prior")
}

// seasonal reads "summer 2010", "the fall of 2004", "last winter", "spring".
func (g *grammar) seasonal(i int) atom {
	j := i
	if g.is(j, "the") {
		j++
	}
	if w := g.low(j); w == "autumn" && !g.number(j+1) && j > i && !g.is(j+1, "of") {
		return atom{}
	}
	name := g.low(j)
	s, ok := seasons[name]
	if !ok || g.ref.y == 0 && !g.number(j+1) && !g.number(j+2) {
		return atom{}
	}
	j++
	p := partial{m: s.month, weekday: -1}
	k := g.withYear(&p, j)
	if p.y == 0 {
		if ambiguous[name] && !g.is(j-2, "in", "this", "last", "next", "early", "late", "since", "the") || !g.besideTime(i) {
			return atom{}
		}
		p.y = g.year(p, j-1)
	}
	if p.y == 0 {
		return atom{}
	}
	at, value := seasonOf(name, p.y)
	return atom{n: k - i, typ: Date, unit: season, value: value, at: at, explicit: k > j}
}

// fiscal reads quarters, halves and fiscal years: "the third quarter of 2019",
// "Q3 2019", "fiscal year 2019", "FY19". A fiscal year is that of its name.
func (g *grammar) fiscal(i int) atom {
	j := i
	if g.is(j, "the") {
		j++
	}
	if s, ok := shifts[g.low(j)]; ok && g.is(j+1, "year") && g.is(j+2, "'") && g.is(j+3, "s") && g.ref.y != 0 {
		q, n := lex.Ordinal(g.ps, j+4)
		if n > 0 && q <= 4 && g.is(j+4+n, "quarter") {
			at, value := quarterOf(g.ref.y+s, q)
			return atom{n: j + 5 + n - i, typ: Date, unit: quarter, value: value, at: at}
		}
	}
	q, n := lex.Ordinal(g.ps, j)
	switch {
	case n > 0 && q <= 4 && g.is(j+n, "quarter"):
		j += n + 1
	case g.is(j, "q") && g.tight(j+1):
		v, digits := g.figure(j + 1)
		if digits != 1 || v < 1 || v > 4 {
			return atom{}
		}
		q, j = v, j+2
	case g.is(j, "fiscal", "financial"), g.is(j, "fy"):
		j++
		if g.is(j, "year") {
			j++
		}
		if a := g.numeric(j); a.n > 0 {
			a.n += j - i
			return a
		}
		y, digits := g.figure(j)
		if digits == 2 {
			y = twoDigit(y)
		}
		if digits != 2 && digits != 4 || y < 1900 {
			return atom{}
		}
		return atom{n: j + 1 - i, typ: Date, unit: year, explicit: true, value: fmt.Sprintf("FY%d", y), at: one(date{y: y})}
	default:
		return atom{}
	}
	p := partial{m: 1, weekday: -1}
	k := g.withYear(&p, j)
	if p.y == 0 {
		p.y = g.ref.y
	}
	if p.y == 0 {
		return atom{n: j - i, typ: Date, value: fmt.Sprintf("XXXX-Q%d", q)}
	}
	at, value := quarterOf(p.y, q)
	return atom{n: k - i, typ: Date, unit: quarter, value: value, at: at, explicit: k > j}
}

var spelledDecades = map[string]int{"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}

// decade reads "1960s", "the '60s", "the sixties", "1800s" (a century).
func (g *grammar) decade(i int) atom {
	j := i
	if g.is(j, "the") {
		j++
	}
	apostrophe := g.is(j, "'")
	if d, ok := spelledDecades[g.low(j)]; ok && (j > i || g.is(i-1, "in", "early", "mid", "late", "-")) {
		y := 1900 + d
		return atom{n: j + 1 - i, typ: Date, unit: decade, explicit: true, value: fmt.Sprint(y / 10), at: stretch{date{y: y}, date{y: y + 9}}}
	}
	if apostrophe {
		j++
	}
	y, digits := g.figure(j)
	k := j + 1
	if g.is(k, "'") && g.tight(k) {
		k++
	}
	if digits == 0 || y%10 != 0 || !g.is(k, "s") || !g.tight(k) {
		return atom{}
	}
	switch {
	case digits == 4 && y >= 1000 && y < 2200:
		if y%100 == 0 && y < 2000 {
			return atom{n: k + 1 - i, typ: Date, unit: century, explicit: true, value: fmt.Sprintf("%02d", y/100), at: stretch{date{y: y}, date{y: y + 99}}}
		}
	case digits == 2 && (apostrophe || y >= 20 && (j > i || g.is(i-1, "and", "or", "early", "late", "mid") && g.is(i-2, "s"))):
		if y += 1900; y < 1920 {
			y += 100
		}
	default:
		return atom{}
	}
	return atom{n: k + 1 - i, typ: Date, unit: decade, explicit: true, value: fmt.Sprint(y / 10), at: stretch{date{y: y}, date{y: y + 9}}}
}

// century reads "the 19th century", "nineteenth-century", "the 5th century BC".
func (g *grammar) century(i int) atom {
	j := i
	if g.is(j, "the") {
		j++
	}
	c, n := lex.Ordinal(g.ps, j)
	if n == 0 || c > 22 {
		return atom{}
	}
	j += n
	if g.is(j, "-") {
		j++
	}
	if !g.is(j, "century", "c") || g.is(j, "c") && !g.is(j+1, ".") {
		return atom{}
	}
	y := (c - 1) * 100
	k := g.era(j+1, new(int))
	from, to := date{y: y}, date{y: y + 99}
	if strings.HasPrefix(g.low(k-1), "b") || g.is(k-1, "c") && g.is(k-2, "b") || strings.Contains(joinLow(g.ps, j+1, k), "b") {
		from, to = date{y: 1 - c*100}, date{y: -(c - 1) * 100}
		return atom{n: k - i, typ: Date, unit: century, explicit: true, value: fmt.Sprintf("BC%02d", c-1), at: stretch{from, to}}
	}
	return atom{n: k - i, typ: Date, unit: century, explicit: true, value: fmt.Sprintf("%02d", c-1), at: stretch{from, to}}
}

// plainYear reads four figures that stand where a year does.
func (g *grammar) plainYear(i int) atom {
	j := i
	if g.is(j, "the") && g.is(j+1, "year") {
		j += 2
	} else if g.is(j, "year", "a") && g.number(j+1) && g.is(j, "year") {
		j++
	}
	named := j > i
	if y, n := g.wordYear(j); n > 0 && g.is(j-1, "in", "since", "until", "by", "year", "after", "before", "from") {
		if end := j + n; end == len(g.ps) || g.ps[end].Kind == lex.Mark || prepositions[g.low(end)] || g.is(end, "and", "when", "but", "he", "she", "they", "it", "the") {
			return atom{n: end - i, typ: Date, unit: year, explicit: true, value: date{y: y}.iso(), at: one(date{y: y})}
		}
	}
	y, digits := g.figure(j)
	if z, n := g.figure(j + 2); digits == 4 && n == 2 && y >= 1500 && y < 2100 && g.is(j+1, "-") && z > y%100 && !(g.tight(j+3) && g.is(j+3, "-", "/")) && g.yearPlace(j) {
		from, to := date{y: y}, date{y: y - y%100 + z}
		return atom{n: j + 3 - i, typ: Date, unit: year, explicit: true, ranged: true, value: from.iso() + "/" + to.iso(), at: stretch{from, to}}
	}
	if digits == 0 || g.tight(j) && j > 0 && !g.is(j-1, "(", "-", "/", "\"", "'", "“", "[") {
		return atom{}
	}
	end := j + 1
	if m, ok := months[g.low(end)]; ok && digits == 4 && y >= 1500 && y < 2200 && (g.ps[end].Upper || !ambiguous[g.low(end)]) && !g.number(end+1) {
		p := partial{y: y, m: m, weekday: -1}
		return atom{n: end + 1 - i, typ: Date, unit: month, explicit: true, part: &p}
	}
	old := y
	if e := g.era(end, &y); e > end {
		return atom{n: e - i, typ: Date, unit: year, explicit: true, value: date{y: y}.iso(), at: one(date{y: y})}
	}
	y = old
	if digits != 4 || y < 1000 || y > 2199 || g.tight(end) && g.is(end, "%", ":", "/", "'") && !g.is(end+1, "s") ||
		end < len(g.ps) && g.tight(end) && (g.ps[end].Kind == lex.Letters || g.is(end, "-") && g.number(end+1) && g.tight(end+1)) ||
		g.is(end, "-") && g.tight(end) && g.tight(end+1) && end+1 < len(g.ps) && g.ps[end+1].Kind == lex.Letters && !g.is(end+1, "present", "now", "to", "era") && months[g.low(end+1)] == 0 {
		return atom{} // "a 2000-page report", "2019-nCoV"
	}
	if !named && !g.yearPlace(j) {
		return atom{}
	}
	return atom{n: end - i, typ: Date, unit: year, explicit: true, value: date{y: y}.iso(), at: one(date{y: y})}
}

// yearPair reads two years joined to a range where the first one would not do
// alone: "the range is 2014 to 2018".
func (g *grammar) yearPair(i int) atom {
	y, n := g.figure(i)
	z, k := g.figure(i + 2)
	if n != 4 || k != 4 || y < 1500 || z <= y || z > 2200 || !g.is(i+1, "to", "until", "through") || g.tight(i) || g.tight(i+3) && g.is(i+3, "%", "-") {
		return atom{}
	}
	if after := g.low(i + 3); countAfter[after] || plural(after) || countBefore[g.low(i-1)] && !g.is(i-1, "is", "was", "were", "are") {
		return atom{}
	}
	return atom{n: 3, typ: Date, unit: year, explicit: true, ranged: true, value: fmt.Sprintf("%d/%d", y, z), at: stretch{date{y: y}, date{y: z}}}
}

var countBefore = map[string]bool{
	"than": true, "least": true, "most": true, "nearly": true, "almost": true, "over": true, "some": true, "$": true, "€": true, "£": true,
	"under": true, "only": true, "exactly": true, "flight": true, "no": true, "number": true, "room": true, "no.": true, "#": true, "boeing": true, "airbus": true,
	"windows": true, "highway": true, "route": true, "killed": true, "injured": true, "with": true, "were": true, "was": true, "are": true, "is": true,
	"article": true, "section": true, "resolution": true, "bill": true, "type": true, "model": true, "formula": true, "page": true,
}

var countAfter = map[string]bool{
	"people": true, "percent": true, "per": true, "miles": true, "men": true, "women": true, "children": true, "dollars": true, "euros": true, "pounds": true, "million": true, "billion": true, "thousand": true,
	"km": true, "kilometers": true, "kilometres": true, "meters": true, "metres": true, "feet": true, "m": true, "ft": true, "local": true, "utc": true, "gmt": true, "other": true, "more": true,
	"square": true, "acres": true, "tons": true, "tonnes": true, "hectares": true, "years": true, "confirmed": true, "new": true, "points": true, "words": true, "kg": true, "mm": true, "cm": true,
}

// yearPlace tells by the neighbours whether four figures are a year and not a
// count.
func (g *grammar) yearPlace(j int) bool {
	before, after := g.low(j-1), g.low(j+1)
	if n := g.low(j + 3); g.is(j+1, "to", "-", "or") && g.number(j+2) && (countAfter[n] || plural(n)) {
		return false
	}
	switch {
	case g.is(j+1, "levels", "prices") && g.is(j-1, "of", "from", "below", "above", "to", "at", "over", "in", "on"):
		return true
	case g.is(j+1, "saw", "marks", "marked", "brought") && (j == 0 || g.ps[j-1].Kind == lex.Mark):
		return true
	case before == "than" && g.is(j-2, "later", "earlier") && !plural(after) && !countAfter[after]:
		return true
	case countBefore[before] && !(before == "over" && after == "-"), countAfter[after]:
		return false
	case g.is(j-1, "in", "since", "during", "until", "till", "born", "founded", "established", "circa", "between", "early", "late", "mid", "summer", "spring", "autumn", "fall", "winter", "after", "before", "through", "throughout"):
		return true
	}
	if v := g.ps[j].Value; v < 1500 || v > 2100 {
		return g.is(j-1, "in", "from", "to", "by", "of") && !plural(after)
	}
	if g.is(j-1, "of") && g.counts != nil && g.ps[j].Value >= 1900 && !g.counts(g.ps[j].Span.Start) {
		return true // "a law of 2008 gives tenants"
	}
	if g.is(j-1, "the", "its", "his", "their", "this", "a", "of", "by", "from", "to", "and", "or", "an", "'s", "s", "her", "our", "-", "(", "for", ",") {
		return !plural(after) || g.is(j-1, "the", "its", "his", "their", "this", "s") && j+2 < len(g.ps)
	}
	return !plural(after) && (j+1 >= len(g.ps) || g.ps[j+1].Kind != lex.Letters || j > 0 && g.ps[j-1].Upper || prepositions[after] || bounds[after] != Exact)
}

func plural(w string) bool {
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is") && bounds[w] == Exact && !prepositions[w]
}
