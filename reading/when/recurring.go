package when

import (
	"fmt"
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
)

// repeated reads sets: "every Monday", "twice a year", "annually", "each
// month", "Mondays", "three times per week".
func (g *grammar) repeated(i int) atom {
	if v, ok := sets[g.low(i)]; ok {
		return atom{n: 1, typ: Set, value: v}
	}
	if g.is(i, "bi", "semi") && g.is(i+1, "-") {
		if v, ok := sets["bi"+g.low(i+2)]; ok && g.is(i, "bi") {
			return atom{n: 3, typ: Set, value: v}
		}
		if g.is(i+2, "annual", "annually") {
			return atom{n: 3, typ: Set, value: "P6M"}
		}
	}
	if g.is(i, "weekends") {
		return atom{n: 1, typ: Set, value: "P1WE"}
	}
	if g.is(i, "every", "each") {
		a := g.each(i)
		j := i + a.n
		if g.is(j, "at") {
			j++
		}
		if c := g.clock(j); a.n > 0 && c.n > 0 {
			day, _, _ := strings.Cut(a.value, "T")
			if day == "P1D" {
				day = "XXXX-XX-XX"
			}
			if strings.HasPrefix(day, "XXXX") {
				a.n, a.value = j+c.n-i, day+c.clock
			}
		}
		return a
	}
	if p, ok := dayParts[g.low(i)]; ok && g.is(i, "mornings", "afternoons", "evenings") {
		return atom{n: 1, typ: Set, value: "XXXX-XX-XXT" + p}
	}
	if w := strings.TrimSuffix(g.low(i), "s"); w != g.low(i) && g.ps[i].Upper {
		if wd, ok := weekdays[w]; ok && len(w) > 5 {
			return atom{n: 1, typ: Set, value: fmt.Sprintf("XXXX-WXX-%d", (wd+6)%7+1)}
		}
	}
	j := i
	switch {
	case g.is(i, "once", "twice", "thrice"):
		j++
	default:
		_, n := lex.Cardinal(g.ps, i)
		if n == 0 || !g.is(i+n, "times") {
			return atom{}
		}
		j += n + 1
	}
	if !g.is(j, "a", "an", "per", "every", "each") {
		return atom{}
	}
	u, ok := unitWords[g.low(j+1)]
	if !ok {
		return atom{}
	}
	return atom{n: j + 2 - i, typ: Set, value: length(1, u)}
}

func (g *grammar) each(i int) atom {
	j, v := i+1, 1.0
	if g.is(j, "single") {
		j++
	}
	if _, n := lex.Ordinal(g.ps, j); n > 0 && weekdayAt(g, j+n) {
		j += n // "every first Saturday"
	}
	if g.is(j, "other") {
		j, v = j+1, 2
	} else if c, n := lex.Cardinal(g.ps, j); n > 0 {
		j, v = j+n, c
	}
	w := g.low(j)
	if g.is(j, "-") {
		j++
		w = g.low(j)
	}
	if wd, ok := weekdays[w]; ok {
		a := atom{n: j + 1 - i, typ: Set, value: fmt.Sprintf("XXXX-WXX-%d", (wd+6)%7+1)}
		if dayParts[g.low(j+1)] != "" {
			a.n++
		}
		return a
	}
	if m, ok := months[w]; ok && g.ps[j].Upper {
		return atom{n: j + 1 - i, typ: Set, value: fmt.Sprintf("XXXX-%02d", m)}
	}
	if s, ok := seasons[w]; ok {
		return atom{n: j + 1 - i, typ: Set, value: "XXXX-" + s.code}
	}
	if p, ok := dayParts[w]; ok {
		return atom{n: j + 1 - i, typ: Set, value: "XXXX-XX-XXT" + p}
	}
	if u, ok := unitWords[w]; ok {
		return atom{n: j + 1 - i, typ: Set, value: length(v, u)}
	}
	return atom{}
}

func weekdayAt(g *grammar, i int) bool {
	_, ok := weekdays[g.low(i)]
	return ok
}

// length reads a duration: "two years", "several weeks", "a three-year". An age
// is none.
func (g *grammar) length(i int) atom {
	if indefinite[g.low(i)] {
		j := i + 1
		if g.is(j, "of") {
			j++
		}
		if u, ok := unitWords[g.low(j)]; ok && g.low(j)[len(g.low(j))-1] == 's' {
			return atom{n: j + 1 - i, typ: Duration, unit: u, value: durations[u].prefix + "X" + durations[u].letter}
		}
	}
	if u, ok := unitWords[g.low(i)]; ok && g.is(i, "decades", "years", "months", "weeks", "days", "hours", "centuries") {
		return atom{n: 1, typ: Duration, unit: u, value: durations[u].prefix + "X" + durations[u].letter}
	}
	if g.is(i, "all") && g.is(i+1, "day", "night", "week", "weekend", "month", "summer", "winter", "year") {
		u := unitWords[g.low(i+1)]
		if u == noUnit {
			u = season
		}
		return atom{n: 2, typ: Duration, unit: u, value: length(1, u)}
	}
	v, u, n := g.amount(i)
	if n == 0 {
		return atom{}
	}
	j := i + n
	if g.is(j, "-") {
		j++
	}
	if g.is(j, "old", "olds") || g.is(j, "of") && g.is(j+1, "age") || g.is(i-1, "age", "aged") {
		return atom{}
	}
	if g.is(j, "long") && j > i+n {
		n = j + 1 - i
	}
	if u == day && strings.HasPrefix(g.low(i+n-1), "night") {
		return atom{n: n, typ: Duration, unit: day, value: length(v, day)}
	}
	return atom{n: n, typ: Duration, unit: u, value: length(v, u)}
}
