package story

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed outlets.tsv
var outletTable string

//go:embed countries.tsv
var countryTable string

//go:embed offices.tsv
var officeTable string

//go:embed roles.tsv
var roleTable string

// outlet is a publisher's public name and owner.
type outlet struct{ name, kind, family, country string }

// lexicon finds the entries of a table in running words, longest first.
type lexicon[T any] struct{ byFirst map[string][]phrase[T] }

type phrase[T any] struct {
	words []string
	value T
}

func (l *lexicon[T]) add(name string, value T) {
	f := foldedWords(name)
	if len(f) == 0 {
		return
	}
	if l.byFirst == nil {
		l.byFirst = map[string][]phrase[T]{}
	}
	l.byFirst[f[0]] = append(l.byFirst[f[0]], phrase[T]{f, value})
}

// at is the longest entry that starts at words[i], and how many words it has.
func (l *lexicon[T]) at(words []word, i int) (value T, n int) {
	for _, p := range l.byFirst[words[i].lower] {
		if len(p.words) <= n || i+len(p.words) > len(words) {
			continue
		}
		same := true
		for k, w := range p.words {
			same = same && words[i+k].lower == w
		}
		if same {
			value, n = p.value, len(p.words)
		}
	}
	return value, n
}

func foldedWords(name string) []string {
	var out []string
	for _, w := range wordsOf(name, 0) {
		out = append(out, w.lower)
	}
	return out
}

var (
	outlets   = loadOutlets()
	countries = loadCountries()
	offices   = loadOffices()
	roles     = loadRoles()
)

func rows(table string) [][]string {
	var out [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func names(field string) []string {
	var out []string
	for n := range strings.SplitSeq(field, ";") {
		if n = strings.TrimSpace(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}

func loadOutlets() *lexicon[*outlet] {
	l := &lexicon[*outlet]{}
	for _, r := range rows(outletTable) {
		o := &outlet{r[0], r[1], r[2], r[3]}
		all := r[0]
		if len(r) > 4 {
			all += ";" + r[4]
		}
		for _, n := range names(all) {
			l.add(n, o)
			if bare, ok := strings.CutPrefix(n, "The "); ok && strings.Contains(bare, " ") {
				l.add(bare, o)
			}
		}
	}
	return l
}

func loadCountries() *lexicon[string] {
	l := &lexicon[string]{}
	for _, r := range rows(countryTable) {
		for i, f := range r[1:] {
			for _, n := range names(f) {
				l.add(n, r[0])
				if demonym := i == 1; demonym && strings.HasSuffix(n, "n") {
					l.add(n+"s", r[0]) // "the Koreans"
				}
			}
		}
	}
	return l
}

func loadOffices() *lexicon[string] {
	l := &lexicon[string]{}
	for _, r := range rows(officeTable) {
		if len(r) < 3 {
			continue
		}
		for _, n := range names(r[1]) {
			l.add(n, r[0]+":"+r[2])
		}
	}
	return l
}

func loadRoles() *lexicon[string] {
	l := &lexicon[string]{}
	for _, r := range rows(roleTable) {
		for _, n := range names(r[1]) {
			l.add(n, r[0])
		}
	}
	return l
}

// Family is the owner or newsroom that an outlet's name belongs to, and false
// where the table of outlets does not know it. Unknown is not independent.
func Family(name string) (string, bool) {
	for _, k := range voiceKeys(name) {
		if o := outletOf(k); o != nil {
			return o.family, true
		}
	}
	return "", false
}

// outletOf is the table's outlet of a voice key, nil for any other voice.
func outletOf(key string) *outlet {
	name, ok := strings.CutPrefix(key, "outlet:")
	if !ok {
		return nil
	}
	w := wordsOf(name, 0)
	if len(w) == 0 {
		return nil
	}
	if o, n := outlets.at(w, 0); n == len(w) {
		return o
	}
	return nil
}

// skeleton is a name under which its common Latin spellings fall together:
// letters only, y, j and i one, doubled letters single, final vowels dropped.
func skeleton(name string) string {
	var b strings.Builder
	var last rune
	for _, r := range strings.ToLower(name) {
		switch r {
		case 'y', 'j', 'ï', 'í', 'î':
			r = 'i'
		case 'é', 'è', 'ê', 'ë':
			r = 'e'
		case 'ü', 'ú', 'û':
			r = 'u'
		case 'ö', 'ó', 'ô', 'ø':
			r = 'o'
		case 'ä', 'á', 'à', 'â', 'ã', 'å':
			r = 'a'
		case 'ç', 'č', 'ć':
			r = 'c'
		case 'š', 'ş':
			r = 's'
		}
		if !unicode.IsLetter(r) || r == last {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	s := b.String()
	if t := strings.TrimRight(s, "aeiou"); len(t) >= 3 {
		return t
	}
	return s
}
