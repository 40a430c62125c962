package entity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed countries.txt
var countriesTable string

type countries struct {
	code    map[string]string // by name, adjective or code
	display map[string]string
	longest int // words of a name
}

var loadCountries = sync.OnceValue(func() *countries {
	c := &countries{code: map[string]string{}, display: map[string]string{}}
	for line := range strings.Lines(countriesTable) {
		line = strings.TrimSpace(line)
		part := strings.Split(line, ";")
		if line == "" || line[0] == '#' || len(part) != 3 {
			continue
		}
		c.code[part[0]] = part[0]
		for i, name := range append(strings.Split(part[1], "|"), strings.Split(part[2], "|")...) {
			if i == 0 {
				c.display[part[0]] = title(name)
			}
			c.code[name] = part[0]
			c.longest = max(c.longest, len(strings.Fields(name)))
		}
	}
	return c
})

func title(s string) string {
	w := strings.Fields(s)
	for i, x := range w {
		if x == "and" || x == "the" || x == "of" {
			continue
		}
		r, n := utf8.DecodeRuneInString(x)
		w[i] = string(unicode.ToUpper(r)) + x[n:]
	}
	return strings.Join(w, " ")
}

// Country is the ISO 3166 code, in lower case, of a country by its name, its
// adjective or its code, "" where it is not known.
func Country(name string) string {
	s := strings.ToLower(strings.TrimSpace(name))
	if len(s) == 3 {
		if a, ok := alpha3[s]; ok {
			return a
		}
	}
	return loadCountries().code[s]
}

// alpha3 are the codes of three letters that lists use most.
var alpha3 = map[string]string{"prk": "kp", "kor": "kr", "rus": "ru", "chn": "cn", "irn": "ir", "syr": "sy", "ukr": "ua", "blr": "by", "usa": "us", "gbr": "gb", "are": "ae", "tur": "tr", "irq": "iq", "afg": "af", "pak": "pk", "lbn": "lb", "yem": "ye", "lby": "ly", "ven": "ve", "cub": "cu", "mmr": "mm", "deu": "de", "fra": "fr", "ita": "it", "esp": "es", "jpn": "jp", "ind": "in", "hkg": "hk", "twn": "tw", "sgp": "sg"}

// CountryName is a country's usual English name by its code.
func CountryName(code string) string {
	if n := loadCountries().display[code]; n != "" {
		return n
	}
	return code
}

// Countries are the codes of the countries that words name, by name or
// adjective, in the order of the words, each once. Codes themselves do not count.
func Countries(text string) []string {
	c := loadCountries()
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && r != '.' && r != '\'' && r != '’'
	})
	for i, w := range words {
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if strings.Count(w, ".") < 2 {
			w = strings.Trim(w, ".")
		}
		words[i] = w
	}
	var out []string
	for i := 0; i < len(words); {
		n := min(c.longest, len(words)-i)
		for ; n > 0; n-- {
			name := strings.Join(words[i:i+n], " ")
			code := c.code[strings.ToLower(name)]
			if code == "" || len(name) == 2 && name != "UK" || !named(name) {
				continue
			}
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
			break
		}
		i += max(n, 1)
	}
	return out
}

// named tells whether words are written as a name.
func named(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
