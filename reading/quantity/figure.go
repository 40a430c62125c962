package quantity

import (
	"math"
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
)

// figure reads the number, range, fraction or indefinite word at i.
func (f *finder) figure(i int) figure {
	for _, rule := range []func(int) figure{f.andHalf, f.decade, f.money, f.fraction, f.vague, f.multiple, f.span} {
		if a := rule(i); a.n > 0 {
			return a
		}
	}
	return figure{}
}

// single reads one number, with "and a half", "-and-a-half" and "a dozen".
func (f *finder) single(i int) (v float64, n int) {
	v, n = lex.Cardinal(f.ps, i)
	if s, ok := vulgar[f.low(i)]; ok {
		return s, 1
	}
	if m, ok := lex.Magnitude(f.low(i)); ok && n == 0 && f.is(i+1, "-") && f.is(i+2, "and") {
		v, n = m, 1
	}
	if n == 0 {
		j := i
		if f.is(j, "a", "an", "one", "half") {
			j++
		}
		if f.is(i, "half") && f.is(j, "a", "an") {
			j++
		}
		if d, ok := definite[f.low(j)]; ok && j > i {
			if f.is(i, "half") {
				d /= 2
			}
			return d, j + 1 - i
		}
		if f.is(i, "half", "quarter") || f.is(i, "a") && f.is(i+1, "quarter", "half") {
			share := map[string]float64{"half": 2, "quarter": 4}[f.low(i)]
			j := i + 1
			if f.is(i, "a") {
				share, j = map[string]float64{"half": 2, "quarter": 4}[f.low(i+1)], i+2
			}
			if f.is(j, "a", "of") {
				j++
			}
			if f.is(j, "a") {
				j++
			}
			if f.is(j, "-") {
				j++
			}
			if m, ok := lex.Magnitude(f.low(j)); ok {
				return m / share, j + 1 - i
			}
		}
		return 0, 0
	}
	j := i + n
	if d, ok := definite[f.low(j)]; ok {
		return v * d, n + 1
	}
	if f.number(i) && n == 1 && v == math.Trunc(v) {
		if s, ok := vulgar[f.low(j)]; ok && !f.gap(j) {
			v, n, j = v+s, n+1, j+1
		} else if s := f.slash(j); s > 0 && f.gap(j) {
			v, n, j = v+s, n+3, j+3
		} else if s := f.slash(i); s > 0 {
			v, n, j = s, 3, i+3
		}
	}
	if f.is(j, "m", "bn", "b", "k", "tn", "mn") && !f.gap(j) && f.number(j-1) {
		switch f.low(j) {
		case "b":
			v, n = v*1e9, n+1
		case "k":
			v, n = v*1e3, n+1
		case "m":
			if f.is(i-1, "$", "€", "£", "¥") || f.ps[j].Upper || f.is(j+1, "euros", "dollars", "pounds", "francs", "rubles", "roubles", "rupees", "yuan", "yen", "won", "people", "tonnes", "tons", "barrels") {
				v, n = v*1e6, n+1
			}
		}
		j = i + n
	}
	// "two-and-a-half million", "a million and a half", "one and two thirds"
	k := j
	if f.is(k, "-") {
		k++
	}
	if f.is(k, "and") {
		k++
		if f.is(k, "-") {
			k++
		}
		share, w := 1.0, k
		if f.is(w, "a", "one") {
			w++
		} else if c, m := lex.Cardinal(f.ps, w); m > 0 {
			share, w = c, w+m
		}
		if f.is(w, "-") {
			w++
		}
		if d, ok := fractions[f.low(w)]; ok && w > k {
			scale := 1.0
			if m, ok := lex.Magnitude(f.low(j - 1)); ok {
				scale = m
			}
			v, n = v+scale*math.Round(share/d*100)/100, w+1-i
			if f.is(w+1, "-") && n > 0 {
				if _, ok := lex.Magnitude(f.low(w + 2)); ok {
					w++
				}
			}
			if m, ok := lex.Magnitude(f.low(w + 1)); ok && scale == 1 {
				v, n = v*m, w+2-i
			}
		}
	}
	return v, n
}

// vulgar fractions of Unicode.
var vulgar = map[string]float64{
	"½": 1. / 2, "⅓": 1. / 3, "⅔": 2. / 3, "¼": 1. / 4, "¾": 3. / 4, "⅕": 1. / 5, "⅖": 2. / 5, "⅗": 3. / 5, "⅘": 4. / 5, "⅙": 1. / 6, "⅚": 5. / 6,
	"⅛": 1. / 8, "⅜": 3. / 8, "⅝": 5. / 8, "⅞": 7. / 8,
}

// slash is the fraction written "1/2" at i with a unit behind it, 0 for any
// other words.
func (f *finder) slash(i int) float64 {
	if !f.number(i) || !f.number(i+2) || !f.is(i+1, "/") || f.gap(i+1) || f.gap(i+2) {
		return 0
	}
	a, b := f.ps[i].Value, f.ps[i+2].Value
	if a < 1 || a >= b || b > 16 || len(f.low(i+2)) > 2 {
		return 0
	}
	j := i + 3
	if f.is(j, "-") {
		j++
	}
	if _, ok := units[f.low(j)]; !ok && !f.is(j, "of", "million", "billion", "cup", "cups") {
		return 0
	}
	return a / b
}

// span reads a number or a range: "300 to 500", "between 15 and 70 million",
// "one-to-two hundred", "five or six".
func (f *finder) span(i int) figure {
	v, n := f.single(i)
	if n == 0 {
		return figure{}
	}
	a := figure{low: v, high: v, n: n, word: f.is(i, "one") && n == 1}
	j := i + n
	between := f.is(i-1, "between") || f.is(i-2, "between") || f.is(i-3, "between") ||
		f.is(i-4, "between") && f.is(i-2, "ages") && f.is(i-1, "of")
	if f.is(j, "%") && (f.is(j+1, "to", "-") || between && f.is(j+1, "and")) && f.number(j+2) && f.is(j+3, "%") && !f.is(i-1, "from") {
		j++
	}
	hyphen := f.is(j, "-")
	if hyphen && f.is(j+1, "to", "or") && f.is(j+2, "-") {
		j += 2
	}
	if !(hyphen || f.is(j, "to", "or") || f.is(j, "and") && between) {
		return a
	}
	if f.is(i-1, "from") && f.is(j, "to") && !f.is(i-2, "range", "ranges", "ranged", "ranging", "anywhere", "aged", "ages", "age") {
		return a
	}
	w, m := f.single(j + 1)
	if m == 0 || f.timed(j+1) || hyphen && v == math.Trunc(v) && j == i+n && f.letters(i) {
		return a
	}
	if magnitude, ok := lex.Magnitude(f.low(j + m)); ok && v < w/magnitude+1e-9 && n == 1 {
		v *= magnitude
	} else if ok && f.number(i) && v < 1000 && w >= 1e6 && v*magnitude < w {
		v *= magnitude
	}
	if v >= w {
		return a
	}
	return figure{low: v, high: w, n: j + 1 + m - i, approx: f.is(j, "or")}
}

// vague reads "dozens", "tens of thousands", "a few hundred", "a couple of", "a
// handful of", "hundreds of millions".
func (f *finder) vague(i int) figure {
	if v, ok := indefinite[f.low(i)]; ok {
		if f.is(i-1, "the", "of") && f.is(i, "tens", "scores") || f.is(i, "scores") && !f.is(i+1, "of", "more", "were", "are", "have", "killed", "injured", "dead") {
			return figure{}
		}
		n := 1
		for f.is(i+n, "of", "and") && indefinite[f.low(i+n+1)] > 0 {
			if f.is(i+n, "of") {
				v *= indefinite[f.low(i+n+1)] / 2
			}
			n += 2
		}
		return figure{low: v, high: v, n: n, open: true, approx: true}
	}
	if f.is(i, "several", "few") || f.is(i, "a") && f.is(i+1, "few") {
		j := i + 1
		if f.is(i, "a") {
			j++
		}
		if m, ok := lex.Magnitude(f.low(j)); ok {
			return figure{low: 2 * m, high: 2 * m, n: j + 1 - i, open: true, approx: true}
		}
		if f.is(j, "dozen") {
			return figure{low: 24, high: 24, n: j + 1 - i, open: true, approx: true}
		}
		return figure{}
	}
	if f.is(i, "a") && f.is(i+1, "couple") && f.is(i+2, "of") {
		if m, ok := lex.Magnitude(f.low(i + 3)); ok {
			return figure{low: 2 * m, high: 2 * m, n: 4, approx: true}
		}
		return figure{low: 2, high: 2, n: 3, approx: true}
	}
	if f.is(i, "a") && f.is(i+1, "handful") && f.is(i+2, "of") {
		return figure{low: 1, high: 1, n: 3, open: true, approx: true}
	}
	return figure{}
}

// fraction reads "two-thirds", "a quarter", "half", "one in five", as percent.
func (f *finder) fraction(i int) figure {
	j, share := i, 0.0
	if f.is(i, "half") {
		if f.is(i-1, "-", "first", "second", "other", "and", "a", "former", "better", "other") || f.is(i+1, "-", "back", "time", "brother", "sister", "way", "past") {
			return figure{}
		}
		if f.is(i+1, "of", "the", "its", "their", "his", "her", "all", "that", "those", "as") || f.is(i-1, "by") && f.ends(i+1) {
			return figure{low: 50, high: 50, n: 1, unit: "%", of: "percent"}
		}
		return figure{}
	}
	if a := f.oneIn(i); a.n > 0 {
		return a
	}
	if f.is(j, "a", "one", "an") {
		share, j = 1, j+1
	} else if f.letters(j) || f.number(j) {
		c, n := lex.Cardinal(f.ps, j)
		if n == 0 || c > 20 {
			return figure{}
		}
		share, j = c, j+n
		if f.is(j, "in", "out") {
			k := j + 1
			if f.is(j, "out") {
				k++
			}
			if d, m := lex.Cardinal(f.ps, k); m > 0 && d > share && d <= 20 && f.letters(i) && f.is(j, "in") && !f.timed(k) {
				return figure{low: round1(100 * share / d), high: round1(100 * share / d), n: k + m - i, unit: "%", of: "percent"}
			}
			return figure{}
		}
	}
	if share == 0 {
		return figure{}
	}
	if f.is(j, "-") {
		j++
	}
	d, ok := fractions[f.low(j)]
	if !ok || share >= d {
		return figure{}
	}
	if _, big := lex.Magnitude(f.low(j + 3)); big && f.is(j+1, "of") && f.is(j+2, "a") {
		return figure{} // "a quarter of a million"
	}
	if share == 1 && (!f.is(j+1, "of", "as") && !(f.is(i-1, "by") && f.ends(j+1)) || f.is(i, "a") && d == 3 && f.is(i-1, "for", "seeking") || d == 2) && !f.is(i, "one") {
		return figure{}
	}
	if f.is(i, "one") && !f.is(j+1, "of", ",", ".", "less", "more") && !f.is(i+1, "-") {
		return figure{}
	}
	v := round1(100 * share / d)
	return figure{low: v, high: v, n: j + 1 - i, unit: "%", of: "percent"}
}

// ends tells whether no noun follows at i: "fell by a third in May", not "by a
// third party".
func (f *finder) ends(i int) bool { return !f.letters(i) || function[f.low(i)] || notCounted[f.low(i)] }

// oneIn reads "one in five", "one lorry in thirty", as percent.
func (f *finder) oneIn(i int) figure {
	if !f.is(i, "one") || f.is(i-1, "-") {
		return figure{}
	}
	j := i + 1
	if f.letters(j) && !notCounted[f.low(j)] && !f.is(j, "in", "out") && !f.plural(j) {
		j++
	}
	if f.is(j, "out") && f.is(j+1, "of") {
		j++
	} else if !f.is(j, "in") {
		return figure{}
	}
	d, n := lex.Cardinal(f.ps, j+1)
	if f.is(j+1, "a") && n == 0 {
		if m, ok := lex.Magnitude(f.low(j + 2)); ok {
			d, n = m, 2
		}
	}
	if n == 0 || d < 2 || d > 1e6 || f.timed(j+1) || d >= 1900 && d < 2100 {
		return figure{}
	}
	if u, ok := units[f.low(j+1+n)]; ok && strings.Contains(" a mo wk d h min s ", " "+u.code+" ") {
		return figure{} // "one in ten years" is a rate
	}
	share := round1(100 / d)
	if d > 100 {
		share = 100 / d
	}
	return figure{low: share, high: share, n: j + 1 + n - i, unit: "%", of: "percent"}
}

func round1(v float64) float64 { return math.Round(v*10) / 10 }

// multiple reads "twice", "triple", "threefold", "2.6 times".
func (f *finder) multiple(i int) figure {
	if v, ok := multiples[f.low(i)]; ok {
		if f.is(i, "double", "triple", "treble", "quadruple") && !f.is(i+1, "the", "that", "its", "their", "his", "in", "this", "last", "what", "as", "by", "from", "since") {
			return figure{}
		}
		if f.is(i, "twice") && f.is(i+1, "a", "per") {
			return figure{}
		}
		return figure{low: v, high: v, n: 1, unit: "1", of: "times"}
	}
	return figure{}
}

// andHalf reads "an hour and a half" and "half an hour".
func (f *finder) andHalf(i int) figure {
	if u, ok := units[f.low(i+2)]; f.is(i, "half") && f.is(i+1, "a", "an") && !distant[f.low(i+3)] {
		switch {
		case ok:
			return figure{low: .5, high: .5, n: 3, unit: u.code, of: u.of}
		case f.is(i+2, "point"):
			return figure{low: .5, high: .5, n: 3, of: "points"}
		}
	}
	u, ok := units[f.low(i+1)]
	if !ok || !f.is(i, "a", "an") || !f.is(i+2, "and") || !f.is(i+3, "a") || !f.is(i+4, "half") {
		return figure{}
	}
	return figure{low: 1.5, high: 1.5, n: 5, unit: u.code, of: u.of}
}

var decades = map[string]float64{"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}

// decade reads the age of "a man in his forties".
func (f *finder) decade(i int) figure {
	v, ok := decades[f.low(i)]
	if !ok || !f.is(i-1, "his", "her", "their", "early", "late", "mid") && !f.is(i-2, "his", "her", "their") {
		return figure{}
	}
	return figure{low: v, high: v + 9, n: 1, unit: "a", of: "years"}
}
