package quantity

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/reading/internal/verb"
)

// units are words of measure with their UCUM codes and the word that Of gives.
var units = byWord([]measureWords{
	{"a", []string{"years", "year", "yrs"}}, {"mo", []string{"months", "month"}}, {"wk", []string{"weeks", "week"}},
	{"d", []string{"days", "day"}}, {"h", []string{"hours", "hour", "hrs"}}, {"min", []string{"minutes", "minute", "mins"}}, {"s", []string{"seconds"}},
	{"10.a", []string{"decades", "decade"}}, {"100.a", []string{"centuries"}},
	{"%", []string{"percent", "%", "pc"}},
	{"km", []string{"kilometers", "kilometres", "kilometer", "kilometre", "km"}}, {"m", []string{"meters", "metres", "meter", "metre"}},
	{"cm", []string{"centimeters", "centimetres", "centimeter", "centimetre", "cm"}}, {"mm", []string{"millimeters", "millimetres", "mm"}},
	{"[mi_i]", []string{"miles", "mile"}}, {"[ft_i]", []string{"feet", "foot", "ft"}}, {"[in_i]", []string{"inches", "inch"}}, {"[yd_i]", []string{"yards", "yard"}},
	{"kg", []string{"kilograms", "kilogram", "kilos", "kilo", "kg"}}, {"g", []string{"grams", "gram"}}, {"t", []string{"tonnes", "tonne"}}, {"[ston_av]", []string{"tons", "ton"}},
	{"[acr_us]", []string{"acres", "acre"}}, {"har", []string{"hectares", "hectare"}}, {"L", []string{"liters", "litres", "liter", "litre"}}, {"[gal_us]", []string{"gallons", "gallon"}},
	{"[mi_i]/h", []string{"mph"}}, {"km/h", []string{"kph", "kmh"}}, {"[kn_i]", []string{"knots"}}, {"MW", []string{"megawatts", "mw"}}, {"GW", []string{"gigawatts", "gw"}}, {"[bbl_us]", []string{"barrels", "barrel"}},
	{"Cel", []string{"°c", "celsius"}}, {"[degF]", []string{"°f", "fahrenheit"}}, {"deg", []string{"degrees", "degree"}},
})

// measureWords are the words of one unit of measure, the plural first.
type measureWords struct {
	code  string
	words []string
}

type named struct{ code, of string }

func byWord(table []measureWords) map[string]named {
	m := map[string]named{}
	for _, u := range table {
		for _, w := range u.words {
			m[w] = named{u.code, u.words[0]}
		}
	}
	return m
}

// currencies are words and signs of money with their ISO 4217 codes. A bare
// dollar sign is the United States'.
var currencies = map[string]named{
	"$": {"USD", "dollars"}, "dollars": {"USD", "dollars"}, "dollar": {"USD", "dollars"}, "usd": {"USD", "dollars"},
	"€": {"EUR", "euros"}, "euros": {"EUR", "euros"}, "euro": {"EUR", "euros"}, "eur": {"EUR", "euros"},
	"£": {"GBP", "pounds"}, "gbp": {"GBP", "pounds"}, "¥": {"JPY", "yen"}, "yen": {"JPY", "yen"}, "yuan": {"CNY", "yuan"}, "rmb": {"CNY", "yuan"}, "cny": {"CNY", "yuan"},
	"₩": {"KRW", "won"}, "₹": {"INR", "rupees"}, "rs": {"INR", "rupees"}, "rupees": {"INR", "rupees"}, "inr": {"INR", "rupees"},
	"₽": {"RUB", "rubles"}, "rubles": {"RUB", "rubles"}, "roubles": {"RUB", "roubles"}, "francs": {"CHF", "francs"}, "chf": {"CHF", "francs"}, "krona": {"SEK", "kronor"}, "kronor": {"SEK", "kronor"},
	"złotys": {"PLN", "złotys"}, "zlotys": {"PLN", "zlotys"}, "pln": {"PLN", "zlotys"}, "pesos": {"MXN", "pesos"}, "shekels": {"ILS", "shekels"}, "lira": {"TRY", "lira"}, "hryvnia": {"UAH", "hryvnia"}, "hryvnias": {"UAH", "hryvnias"},
	"bitcoins": {"XBT", "bitcoins"}, "bitcoin": {"XBT", "bitcoins"}, "cents": {"", "cents"}, "pence": {"", "pence"},
}

// dollars of other countries, by the letters before the sign or word.
var dollars = map[string]string{
	"us": "USD", "nz": "NZD", "a": "AUD", "au": "AUD", "aus": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD", "s": "SGD", "nt": "TWD", "australian": "AUD", "canadian": "CAD",
	"american": "USD", "zealand": "NZD", "kong": "HKD", "singapore": "SGD",
}

// money reads an amount behind a currency sign: "$1.2 billion", "US$5m",
// "NZ$26 million", "€5-10 million", "Rs 40 lakh".
func (f *finder) money(i int) figure {
	j := i
	code := ""
	if f.letters(j) && f.is(j+1, "$") && !f.gap(j+1) {
		code, j = dollars[f.low(j)], j+1
	}
	c, ok := currencies[f.low(j)]
	if !ok || f.is(j, "dollars", "dollar", "euros", "euro", "cents", "pence", "yuan", "yen", "rupees", "pesos", "lira", "bitcoin", "bitcoins") {
		return figure{}
	}
	if code == "" {
		code = c.code
	}
	if f.is(j, "rs") && f.is(j+1, ".") {
		j++
	}
	a := f.span(j + 1)
	if a.n == 0 || !f.number(j+1) {
		return figure{}
	}
	a.n += j + 1 - i
	// "$5 to $10 million", but not "fell $1.20 to $71.35"
	if k := i + a.n; a.low == a.high && (f.is(k, "-") || f.is(k, "to") && !f.is(i-1, "by") && !moving[f.low(i-1)] || f.is(k, "and") && f.is(i-1, "between")) && f.is(k+1, f.low(j)) {
		if b := f.span(k + 2); b.n > 0 && b.low == b.high && b.high > a.low {
			if m, ok := lex.Magnitude(f.low(k + 1 + b.n)); ok && a.low*m < b.high {
				a.low *= m
			}
			a.high, a.n = b.high, k+2+b.n-i
		}
	}
	a.unit, a.of = code, c.of
	return a
}

// moving are the words before how far something went: "fell $1.20 to $71.35".
var moving = verb.Set("rise fall drop climb slip gain lose add jump sink slide shed edge ease tumble soar surge decline increase decrease up down")

// measured is the unit and the noun of the figure at i, how many pieces the
// unit takes, and whether the figure counts anything at all.
func (f *finder) measured(i int, a figure) (unit, of string, n int, ok bool) {
	if a.unit != "" || a.of != "" {
		return a.unit, a.of, 0, true
	}
	j := i + a.n
	if f.is(j, "-") && !f.gap(j) {
		j++
	}
	w := f.low(j)
	switch {
	case f.is(j, "per") && f.is(j+1, "cent"):
		return "%", "percent", j + 2 - i - a.n, true
	case f.is(j, "percentage") && f.is(j+1, "point", "points"):
		return "%", "percentage points", j + 2 - i - a.n, true
	case f.is(j, "basis") && f.is(j+1, "point", "points"):
		return "", "basis points", j + 2 - i - a.n, true
	case f.is(j, "times"):
		return "1", "times", j + 1 - i - a.n, true
	case f.is(j, "fold"):
		return "1", "times", j + 1 - i - a.n, true
	case w == "us" && f.is(j+1, "dollars"), dollars[w] != "" && len(w) > 3 && f.is(j+1, "dollars", "dollar"):
		return dollars[w], "dollars", j + 2 - i - a.n, true
	case w == "square" || w == "cubic":
		if u, ok := units[f.low(j+1)]; ok {
			return u.code + map[string]string{"square": "2", "cubic": "3"}[w], w + " " + u.of, j + 2 - i - a.n, true
		}
	case w == "m" && (f.is(i-1, "(") || f.gap(j)) && f.number(j-1):
		return "m", "meters", j + 1 - i - a.n, true
	case w == "km" && f.is(j+1, "/") && f.is(j+2, "h"):
		return "km/h", "km/h", j + 3 - i - a.n, true
	case w == "pounds" || w == "pound":
		return "", "pounds", j + 1 - i - a.n, true
	case w == "magnitude" || f.is(i-1, "magnitude"):
		return "", "magnitude", 0, true
	case w == "°":
		return "deg", "degrees", j + 1 - i - a.n, true
	}
	if c, ok := currencies[w]; ok && w != "s" && w != "$" && w != "€" && w != "£" {
		return c.code, c.of, j + 1 - i - a.n, true
	}
	if u, ok := units[w]; ok && !(w == "second") {
		if f.is(j+1, "per") && f.is(j+2, "hour", "second", "day", "year") {
			return u.code + "/" + units[f.low(j+2)].code, u.of + " per " + f.low(j+2), j + 3 - i - a.n, true
		}
		return u.code, u.of, j + 1 - i - a.n, true
	}
	if f.age(i, a) {
		return "a", "years", 0, true
	}
	return f.counted(i, j, a)
}

// age tells whether a bare number is somebody's age: ", 24,", "aged 78", "at
// age 12", "dies at 97", "between the ages of 19 and 27".
func (f *finder) age(i int, a figure) bool {
	if a.low < 0 || a.high > 120 {
		return false
	}
	end := i + a.n
	switch {
	case f.is(i-1, "between", "from") && f.is(i-2, "age", "aged", "ages"), f.is(i-1, "age", "aged", "ages"), f.is(i-1, "of") && f.is(i-2, "age", "ages"):
		return true
	case f.is(i-1, "and", "or") && f.number(i-2) && f.is(i-3, "aged", "ages"):
		return true
	case f.is(i-1, "at") && f.is(i-2, "dies", "died", "dead", "die", "dying") && !f.is(i-3, "the", "of"): // not "put the dead at 14"
		return true
	case f.is(i-1, "of") && aged[f.low(i-2)] && !f.letters(end) || f.is(i-1, "of") && aged[f.low(i-2)] && f.verb(end):
		return true
	case f.number(i) && a.n == 1 && f.is(i-1, ",", "(") && i >= 2 && f.letters(i-2) && f.ps[i-2].Upper && (f.is(end, ",", ")", ".", ";") || end >= len(f.ps)) && a.low > 0:
		return !f.is(end, ",") || !f.number(end+1)
	}
	return false
}

// aged are those of whom a bare number tells the age: "a boy of six".
var aged = map[string]bool{"boy": true, "girl": true, "man": true, "woman": true, "child": true, "son": true, "daughter": true, "youth": true, "baby": true}

var notCounted = map[string]bool{
	"of": true, "who": true, "another": true, "that": true, "is": true, "was": true, "has": true, "by": true, "which": true, "for": true, "and": true, "or": true,
	"to": true, "in": true, "on": true, "at": true, "can": true, "could": true, "would": true, "will": true, "should": true, "with": true, "from": true, "must": true, "may": true,
	"s": true, "said": true, "day": true, "thing": true, "time": true, "might": true, "i": true, "he": true, "she": true, "we": true, "they": true, "you": true, "it": true, "the": true, "as": true, "if": true, "than": true, "but": true, "where": true, "when": true, "had": true, "were": true, "are": true, "have": true,
	"such": true, "way": true, "does": true, "did": true, "knows": true, "wants": true, "side": true, "hand": true, "more": true, "too": true, "later": true,
}

// counted is the noun that a bare figure counts, or whether it stands for
// people without one ("20 were killed").
func (f *finder) counted(i, j int, a figure) (unit, of string, n int, ok bool) {
	if a.word && (f.verb(j) || f.is(i-1, "no", "the", "this", "that", "every", "each", "any", "another", "other", "which", "number", "only", "some") && !f.is(i-1, "only") || notCounted[f.low(j)] || !f.letters(j)) {
		return "", "", 0, false
	}
	if f.number(i) && a.n == 1 {
		if v := f.ps[i].Value; v >= 1900 && v <= 2100 && v == float64(int(v)) && !strings.Contains(f.low(i), ",") && !f.letters(j) {
			return "", "", 0, false
		}
		if f.is(i-1, "/", ":", "#", "no", "@") && !f.gap(i) || f.is(j, "/", ":") && !f.gap(j) {
			return "", "", 0, false
		}
	}
	if f.is(j-1, "-") && len(f.low(j)) > 4 && (strings.HasSuffix(f.low(j), "ed") || strings.HasSuffix(f.low(j), "al")) {
		return "", "", 0, false
	}
	if noun := f.noun(i, j); noun != "" {
		switch noun {
		case "them", "us", "whom", "which":
			return "", "", 0, false
		case "people", "men", "women", "children", "persons", "person", "man", "woman":
			return "{person}", noun, 0, true
		}
		return "{" + strings.ToLower(strings.ReplaceAll(noun, " ", "_")) + "}", noun, 0, true
	}
	return "", "", 0, true
}

// noun is the noun that the number at i modifies: by the tree, else the first
// plural of the next words.
func (f *finder) noun(i, j int) string {
	if f.is(j, "over", "at", "in", "for", "after", "before", "from", "by", "with", "on", "as", "to", "near") {
		return "" // "jails three over thefts": people, not thefts
	}
	t := f.token(f.ps[i].Span.Start)
	for n := 0; n < 2 && t >= 0 && f.doc.Tokens[t].Head >= 0 && f.doc.Tokens[f.doc.Tokens[t].Head].UPOS == "NUM"; n++ {
		t = f.doc.Tokens[t].Head // "4" of "4 million kroner"
	}
	if t >= 0 && f.doc.Tokens[t].Head >= 0 && strings.HasPrefix(f.doc.Tokens[t].Rel, "nummod") {
		return f.doc.Tokens[f.doc.Tokens[t].Head].Text
	}
	if f.is(j, "or") && f.is(j+1, "more", "so", "less", "fewer") {
		j += 2
	}
	one := f.is(i, "one", "a", "an") || f.number(i) && f.ps[i].Value == 1 || f.is(j-1, "-")
	if f.is(j, "of") {
		j++
	}
	first := ""
	for k := j; k < j+4 && f.letters(k); k++ {
		w := f.ps[k].Span.Of(f.text)
		if notCounted[f.low(k)] || f.ps[k].Break || f.verb(k) {
			break
		}
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || f.is(k, "people", "men", "women", "children") {
			return w
		}
		if first == "" && one {
			first = w
		}
	}
	return first
}
