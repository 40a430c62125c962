package when

import (
	"strings"
	"time"
)

// holidays are those of fixed date or rule that news in English names; the day
// of a year.
var holidays = map[string]func(y int) date{
	"christmas": fixed(12, 25), "christmas day": fixed(12, 25), "christmas eve": fixed(12, 24), "boxing day": fixed(12, 26),
	"new year ' s day": fixed(1, 1), "new year ' s eve": fixed(12, 31), "new year": fixed(1, 1), "new years day": fixed(1, 1), "new years eve": fixed(12, 31),
	"new year day": fixed(1, 1), "new year eve": fixed(12, 31),
	"valentine ' s day": fixed(2, 14), "valentines day": fixed(2, 14), "st patrick ' s day": fixed(3, 17), "st . patrick ' s day": fixed(3, 17), "saint patrick ' s day": fixed(3, 17), "saint patrick": fixed(3, 17), "may day": fixed(5, 1),
	"independence day": fixed(7, 4), "bastille day": fixed(7, 14), "halloween": fixed(10, 31), "halloween day": fixed(10, 31), "all saints day": fixed(11, 1),
	"veterans day": fixed(11, 11), "armistice day": fixed(11, 11), "juneteenth": fixed(6, 19), "groundhog day": fixed(2, 2),
	"earth day": fixed(4, 22), "april fools": fixed(4, 1), "april fools day": fixed(4, 1), "april fool ' s day": fixed(4, 1), "cinco de mayo": fixed(5, 5),
	"inauguration day": fixed(1, 20), "anzac day": fixed(4, 25), "waitangi day": fixed(2, 6), "australia day": fixed(1, 26),
	"canada day": fixed(7, 1), "guy fawkes night": fixed(11, 5), "bonfire night": fixed(11, 5), "epiphany": fixed(1, 6),
	"martin luther king day": nth(1, time.Monday, 3), "mlk day": nth(1, time.Monday, 3), "presidents day": nth(2, time.Monday, 3), "presidents ' day": nth(2, time.Monday, 3),
	"president ' s day": nth(2, time.Monday, 3), "martin luther king jr day": nth(1, time.Monday, 3), "martin luther king jr . day": nth(1, time.Monday, 3),
	"memorial day": func(y int) date { return lastOf(y, 5, time.Monday) }, "labor day": nth(9, time.Monday, 1), "labour day": nth(9, time.Monday, 1),
	"columbus day": nth(10, time.Monday, 2), "thanksgiving": nth(11, time.Thursday, 4), "thanksgiving day": nth(11, time.Thursday, 4),
	"mother ' s day": nth(5, time.Sunday, 2), "father ' s day": nth(6, time.Sunday, 3), "mothers day": nth(5, time.Sunday, 2), "fathers day": nth(6, time.Sunday, 3),
	"black friday": after(nth(11, time.Thursday, 4), 1), "cyber monday": after(nth(11, time.Thursday, 4), 4), "election day": after(nth(11, time.Monday, 1), 1),
	"easter": easter, "easter sunday": easter, "easter monday": after(easter, 1), "good friday": after(easter, -2), "palm sunday": after(easter, -7),
	"ash wednesday": after(easter, -46), "maundy thursday": after(easter, -3), "pentecost": after(easter, 49), "mardi gras": after(easter, -47), "shrove tuesday": after(easter, -47),
}

// holidayWords are the words that their names begin with.
var holidayWords = func() map[string]bool {
	out := map[string]bool{}
	for name := range holidays {
		first, _, _ := strings.Cut(name, " ")
		out[first] = true
	}
	return out
}()

func fixed(m, d int) func(int) date { return func(y int) date { return date{y: y, m: m, d: d} } }

func nth(m int, wd time.Weekday, n int) func(int) date {
	return func(y int) date {
		first := date{y: y, m: m, d: 1}.first()
		return dayOf(first.AddDate(0, 0, (int(wd)-int(first.Weekday())+7)%7+7*(n-1)))
	}
}

func lastOf(y, m int, wd time.Weekday) date {
	last := date{y: y, m: m}.last()
	return dayOf(last.AddDate(0, 0, -(int(last.Weekday())-int(wd)+7)%7))
}

func after(base func(int) date, days int) func(int) date {
	return func(y int) date { return dayOf(base(y).first().AddDate(0, 0, days)) }
}

// easter is the Sunday of the Gregorian computus (Meeus/Jones/Butcher).
func easter(y int) date {
	a, b, c := y%19, y/100, y%100
	d, e, f := b/4, b%4, (b+8)/25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date{y: y, m: n / 31, d: n%31 + 1}
}

// longWeekend is the weekend next to a holiday, with the days that join them.
func longWeekend(t time.Time) stretch {
	switch wd := t.Weekday(); {
	case wd == time.Monday || wd == time.Tuesday:
		return days(t.AddDate(0, 0, -1-int(wd)), t)
	case wd == time.Thursday || wd == time.Friday:
		return days(t, t.AddDate(0, 0, 7-int(wd)))
	}
	at, _ := around(t, weekend)
	return at
}

// holiday reads a named day with or without its year.
func (g *grammar) holiday(i int) atom {
	j := i
	dir, shift := shifts[g.low(j)]
	if shift {
		j++
	}
	if j >= len(g.ps) || !holidayWords[g.ps[j].Low] {
		return atom{}
	}
	for n := min(7, len(g.ps)-j); n > 0; n-- {
		rule, ok := holidays[joinLow(g.ps, j, j+n)]
		if !ok || !g.ps[j].Upper && (n == 1 || g.is(j, "president", "presidents")) && !g.number(j+1) && !g.is(j, "easter", "christmas", "thanksgiving") {
			continue
		}
		if n == 2 && g.is(j, "new") && g.is(j+1, "year") && (g.is(j+2, "'") || g.is(i-1, "the")) {
			return g.newYear(i, n)
		}
		d := rule(2000)
		p := partial{m: d.m, weekday: -1}
		k := g.withYear(&p, j+n)
		a := atom{n: k - i, typ: Date, unit: day, explicit: p.y != 0, value: "XXXX"}
		if p.y == 0 {
			switch {
			case g.ref.y == 0:
			case shift && dir != 0 && g.ref.d != 0:
				p.y = g.ref.y
				if dir < 0 && !rule(p.y).first().Before(g.ref.first()) {
					p.y--
				} else if dir > 0 && !rule(p.y).first().After(g.ref.first()) {
					p.y++
				}
			case shift:
				p.y = g.ref.y + dir
			default:
				p.y = g.year(partial{m: rule(g.ref.y).m, d: rule(g.ref.y).d}, i)
			}
		}
		if p.y != 0 {
			a.at = one(rule(p.y))
			a.value = a.at.from.iso()
		}
		if g.is(k, "weekend") && a.at.known() {
			a.n, a.unit, a.ranged = a.n+1, weekend, true
			a.at = longWeekend(a.at.from.first())
		}
		return a
	}
	return atom{}
}

// newYear reads "the new year" by its preposition: by it is its first day, in it
// the year itself, that to come in the last months of the old one. Its words are
// the n from piece i on.
func (g *grammar) newYear(i, n int) atom {
	if g.is(i+n, "'") || g.ref.m == 0 {
		return atom{}
	}
	y := g.ref.y
	if g.ref.m > 2 && !g.is(i-2, "since") {
		y++
	}
	d := date{y: y}
	if !g.is(i-2, "in", "into", "early", "during") {
		d = date{y: y, m: 1, d: 1}
	}
	a := atom{n: n, typ: Date, unit: year, value: d.iso(), at: one(d)}
	if d.d > 0 {
		a.unit = day
	}
	return a
}
