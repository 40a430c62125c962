package when

import (
	"fmt"

	"github.com/sayso/sayso/reading/internal/lex"
)

// clock reads a time of day: "8:30 p.m.", "2am", "19:00", "noon", "ten
// o'clock", "half past four". Its value is TIMEX3's, without a day.
func (g *grammar) clock(i int) atom {
	make := func(n, h, m, s int) atom {
		v := fmt.Sprintf("T%02d", h)
		if m >= 0 {
			v += fmt.Sprintf(":%02d", m)
		}
		if s >= 0 {
			v += fmt.Sprintf(":%02d", s)
		}
		return atom{n: n, typ: Time, value: v, clock: v}
	}
	switch {
	case g.is(i, "noon", "midday"):
		return make(1, 12, 0, -1)
	case g.is(i, "midnight"):
		return make(1, 0, 0, -1)
	case g.is(i, "half", "quarter") && g.is(i+1, "past", "to"):
		if h, n := lex.Cardinal(g.ps, i+2); n == 1 && h <= 12 && h >= 1 {
			m := map[string]int{"half": 30, "quarter": 15}[g.low(i)]
			if g.is(i+1, "to") {
				m, h = 60-m, h-1
			}
			hour, k := g.half(i+3, int(h))
			return make(k-i, hour, m, -1)
		}
	}
	if m, k := lex.Cardinal(g.ps, i); k > 0 && m >= 1 && m < 60 && m == float64(int(m)) && g.is(i+k, "past") {
		if h, n := lex.Cardinal(g.ps, i+k+1); n == 1 && h >= 1 && h <= 12 && h == float64(int(h)) {
			end := i + k + 2
			if g.is(end, "o") && g.is(end+1, "'") && g.is(end+2, "clock") {
				end += 3
			}
			hour, end := g.half(end, int(h))
			return make(end-i, hour, int(m), -1)
		}
	}
	h, digits := g.figure(i)
	n := 1
	if digits == 0 {
		v, k := lex.Cardinal(g.ps, i)
		if k != 1 || v < 1 || v > 12 {
			return atom{}
		}
		if j := i + 1; g.is(j, "o") && g.is(j+1, "'") && g.is(j+2, "clock") {
			hour, k := g.half(j+3, int(v))
			return make(k-i, hour, 0, -1)
		}
		if hour, k := g.half(i+1, int(v)); k > i+1 && (!g.is(i+1, "in") || g.is(i-1, "at", "from", "until", "till", "by", "since", "about", "around")) {
			return make(k-i, hour, -1, -1)
		}
		if g.hour(i) {
			return make(1, int(v), -1, -1)
		}
		return atom{}
	}
	if digits == 4 && (zones[g.low(i+1)] || g.is(i+1, "local", "hours")) && h%100 < 60 && h < 2400 {
		return make(1, h/100, h%100, -1)
	}
	if digits > 2 || h > 24 || g.tight(i) && !g.is(i-1, "(", "-", "@", "\"", "“", "[") {
		return atom{}
	}
	m, s := -1, -1
	if (g.is(i+1, ":") || g.is(i+1, ".") && g.tight(i+1)) && g.tight(i+2) {
		if v, d := g.figure(i + 2); d == 2 && v < 60 {
			m, n = v, 3
			if g.is(i+3, ":") && g.tight(i+4) {
				if v, d := g.figure(i + 4); d == 2 && v < 60 {
					s, n = v, 5
				}
			}
		} else {
			return atom{}
		}
	}
	hour, k := g.half(i+n, h)
	switch {
	case k > i+n && h <= 12:
		return make(k-i, hour, m, s)
	case m >= 0 && g.is(i+1, ":") && h < 24:
		return make(n, h, m, s)
	case g.is(i+n, "o") && g.is(i+n+1, "'") && g.is(i+n+2, "clock"):
		hour, k := g.half(i+n+3, h)
		return make(k-i, hour, 0, -1)
	}
	return atom{}
}

// hour tells whether the number word at i is an hour by the words around it:
// "at six", "until ten", "between three and four o'clock".
func (g *grammar) hour(i int) bool {
	if g.is(i-1, "between", "from") && g.is(i+1, "and", "to") {
		v, n := lex.Cardinal(g.ps, i+2)
		end := i + 2 + n
		return n == 1 && v <= 12 && (g.is(end, "o") && g.is(end+1, "'") || g.is(end, "am", "pm") || g.is(end, "a", "p") && g.is(end+1, "."))
	}
	if !g.is(i-1, "at", "until", "till") || g.is(i-2, "good", "bad", "better", "look", "looked", "looking", "fired", "shot", "put") {
		return false
	}
	if i+1 >= len(g.ps) || g.ps[i+1].Break {
		return true
	}
	if g.ps[i+1].Kind == lex.Mark {
		return g.is(i+1, ".", ",", ";", ")", "?", "!", "\"", "”", "—", "–", ":") && !g.number(i+2) || g.is(i+1, "-") && g.ps[i+1].Gap
	}
	_, zone := weekdays[g.low(i+1)]
	return zone || g.is(i+1, "and", "on", "in", "every", "each", "when", "as", "sharp", "local", "because", "but", "today", "yesterday", "tomorrow", "tonight", "to", "while", "if", "unless")
}

// half reads "am", "p.m.", "in the evening" after an hour and gives the hour of
// 24 and where the words end.
func (g *grammar) half(i, h int) (hour, end int) {
	pm := -1
	switch {
	case g.is(i, "am", "pm"):
		pm, end = map[string]int{"am": 0, "pm": 1}[g.low(i)], i+1
	case g.is(i, "a", "p") && g.is(i+1, ".") && g.is(i+2, "m") && g.tight(i+1):
		pm, end = map[string]int{"a": 0, "p": 1}[g.low(i)], i+3
		if g.is(end, ".") && g.tight(end) {
			end++
		}
	case g.is(i, "in") && g.is(i+1, "the") && g.is(i+2, "morning", "afternoon", "evening"):
		pm, end = 1, i+3
		if g.is(i+2, "morning") {
			pm = 0
		}
	default:
		return h, i
	}
	switch {
	case pm == 1 && h < 12:
		return h + 12, end
	case pm == 0 && h == 12:
		return 0, end
	}
	return h, end
}

var zones = map[string]bool{
	"gmt": true, "utc": true, "est": true, "edt": true, "cst": true, "cdt": true, "pst": true, "pdt": true, "mst": true, "mdt": true, "bst": true, "cet": true,
	"cest": true, "ist": true, "jst": true, "kst": true, "aest": true, "et": true, "pt": true, "ct": true, "msk": true, "z": true,
}

// skipZone is the piece after a time zone or "local time" at i, and after the
// same time in another zone in brackets.
func (g *grammar) skipZone(i int) int {
	j := i
	switch {
	case zones[g.low(j)]:
		j++
	case g.is(j, "local", "eastern", "central", "pacific", "moscow", "london", "coordinated", "universal") && g.is(j+1, "time", "universal", "daylight", "standard"):
		for g.is(j, "local", "eastern", "central", "pacific", "moscow", "london", "coordinated", "universal", "time", "daylight", "standard") {
			j++
		}
	}
	if g.is(j, "(") {
		for k := j + 1; k < j+7 && k < len(g.ps); k++ {
			if g.is(k, ")") && (zones[g.low(k-1)] || g.is(k-1, "time")) {
				return k + 1
			}
		}
	}
	return j
}
