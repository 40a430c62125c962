package lex

var units = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19,
}

var tens = map[string]float64{
	"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var magnitudes = map[string]float64{
	"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
	"mn": 1e6, "bn": 1e9, "tn": 1e12, "mln": 1e6, "bln": 1e9, "lakhs": 1e5, "crores": 1e7, "quadrillion": 1e15,
}

var ordinals = map[string]float64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
	"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}

// Magnitude is the power of ten or Indian unit that a word stands for.
func Magnitude(word string) (float64, bool) {
	v, ok := magnitudes[word]
	return v, ok
}

// Cardinal reads the numeral that begins at ps[i], in figures or words
// ("1,426", "2.8 million", "twenty-five", "three hundred and five", "a
// hundred"), and tells its value and how many pieces it takes, 0 when none
// begins there. "a" counts only before a magnitude.
func Cardinal(ps []Piece, i int) (float64, int) {
	if i >= len(ps) {
		return 0, 0
	}
	if ps[i].Kind == Number {
		v, n := ps[i].Value, 1
		for i+n < len(ps) {
			m, ok := magnitudes[ps[i+n].Low]
			if !ok {
				if ps[i+n].Low == "-" && !ps[i+n].Gap && i+n+1 < len(ps) && !ps[i+n+1].Gap {
					if m, ok = magnitudes[ps[i+n+1].Low]; ok {
						v, n = v*m, n+2
						continue
					}
				}
				break
			}
			v, n = v*m, n+1
		}
		return v, n
	}
	total, group, n, seen := 0.0, 0.0, 0, false
	last := 1e18
	for i+n < len(ps) {
		w, step := ps[i+n].Low, 1
		if seen && i+n+1 < len(ps) {
			next := ps[i+n+1]
			if w == "-" && !ps[i+n].Gap && !next.Gap || w == "and" && last >= 100 && last < 1e18 {
				w, step = next.Low, 2
			}
		}
		if v, ok := units[w]; ok {
			if seen && last < 20 || seen && last < 100 && v >= 10 {
				break
			}
			group, last = group+v, 1
		} else if v, ok := tens[w]; ok {
			if seen && last < 100 {
				break
			}
			group, last = group+v, 20
		} else if m, ok := magnitudes[w]; ok && seen && !(step == 2 && ps[i+n].Low == "and") {
			if m == 100 {
				group *= 100
				last = 100
			} else if group == 0 && last >= 1000 && step == 1 {
				total *= m // "three lakh crore"
			} else {
				total += group * m
				group = 0
				last = m
			}
		} else if (w == "a" || w == "an") && !seen && i+n+1 < len(ps) && magnitudes[ps[i+n+1].Low] > 0 {
			group = 1
			last = 1
		} else {
			break
		}
		seen = true
		n += step
	}
	return total + group, n
}

// Ordinal reads "first", "twenty-first", "21st" at ps[i]: the rank and how many
// pieces it takes, 0 when none begins there.
func Ordinal(ps []Piece, i int) (int, int) {
	if i >= len(ps) {
		return 0, 0
	}
	if ps[i].Kind == Number {
		if i+1 < len(ps) && !ps[i+1].Gap {
			switch ps[i+1].Low {
			case "st", "nd", "rd", "th":
				return int(ps[i].Value), 2
			}
		}
		return 0, 0
	}
	if v, ok := ordinals[ps[i].Low]; ok {
		return int(v), 1
	}
	if t, ok := tens[ps[i].Low]; ok {
		j := i + 1
		if j < len(ps) && ps[j].Low == "-" {
			j++
		}
		if j < len(ps) {
			if v, ok := ordinals[ps[j].Low]; ok && v < 10 {
				return int(t + v), j + 1 - i
			}
		}
	}
	return 0, 0
}
