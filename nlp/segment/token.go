// Package segment cuts a text into the units that the encoder reads:
// sentences, words in the manner of Universal Dependencies' English treebanks,
// and the word pieces of a BERT vocabulary. Every unit keeps its bytes.
//
// What the words mean is the encoder's business, not segment's.
package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/report"
)

// Words cuts text[from:to] into words and marks of punctuation. Spans are byte
// offsets into text, in order, never overlapping; what lies between them is
// white space. The cuts follow the UD English treebanks: clitics ("do|n't",
// "Kim|'s"), hyphenated compounds ("26|-|year|-|old"), currency signs and
// percent stand alone; abbreviations, numbers and addresses stay whole.
func Words(text string, from, to int) []report.Span {
	var out []report.Span
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		if blank(r) {
			i += n
			continue
		}
		j := i
		for j < to {
			r, n := utf8.DecodeRuneInString(text[j:to])
			if blank(r) {
				break
			}
			j += n
		}
		out = chunk(text, i, j, to, out)
		i = j
	}
	return out
}

func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

// chunk cuts one stretch without white space.
func chunk(text string, from, to, limit int, out []report.Span) []report.Span {
	s := text[from:to]
	if address(s) {
		end := to
		for end > from && strings.ContainsRune(".,;:!?)\"'", rune(text[end-1])) {
			end--
		}
		out = append(out, report.Span{Start: from, End: end})
		for i := end; i < to; i++ {
			out = append(out, report.Span{Start: i, End: i + 1})
		}
		return out
	}
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		switch {
		case wordRune(r):
			j := wordEnd(text, i, to)
			if j < to && text[j] == '.' && dotted(text, i, j, to, limit) {
				j++
			}
			out = clitics(text, i, j, out)
			i = j
		case r == '.' || r == '-' || r == '!' || r == '?' || r == '*' || r == '_' || r == '=':
			j := i + n
			for j < to && text[j] == byte(r) {
				j++
			}
			if r == '.' && j == i+1 && j < to && digit(text[j]) {
				j = wordEnd(text, j, to)
			}
			out = append(out, report.Span{Start: i, End: j})
			i = j
		case clitic(text[i:to]) > 0 && i > from && letterBefore(text, i):
			k := clitic(text[i:to])
			out = append(out, report.Span{Start: i, End: i + k})
			i += k
		default:
			j := i + n
			for j < to {
				m, k := utf8.DecodeRuneInString(text[j:to])
				if !unicode.Is(unicode.M, m) {
					break
				}
				j += k
			}
			out = append(out, report.Span{Start: i, End: j})
			i = j
		}
	}
	return out
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r)
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

func letterBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.'
}

// wordEnd is the end of the word that begins at i: letters and digits, with
// the marks that stand inside numbers, abbreviations and names.
func wordEnd(text string, i, to int) int {
	j := i
	for j < to {
		r, n := utf8.DecodeRuneInString(text[j:to])
		if wordRune(r) {
			j += n
			continue
		}
		if j+n >= to {
			break
		}
		next, _ := utf8.DecodeRuneInString(text[j+n : to])
		prev, _ := utf8.DecodeLastRuneInString(text[i:j])
		switch {
		case (r == '.' || r == ',' || r == ':') && unicode.IsDigit(prev) && unicode.IsDigit(next):
			j += n
		case r == '/' && unicode.IsDigit(prev) && unicode.IsDigit(next):
			j += n
		case r == '.' && unicode.IsLetter(prev) && unicode.IsLetter(next) && initials(text[i:j]):
			j += n
		case r == '&' && unicode.IsUpper(prev) && unicode.IsUpper(next) && j-i <= 3:
			j += n
		case (r == '\'' || r == '’') && unicode.IsLetter(prev) && unicode.IsLetter(next) && clitic(text[j:to]) == 0 && !negation(text, j, to):
			j += n
		case (r == '\'' || r == '’') && negation(text, j, to):
			j += n + 1
		case r == '-' && prefixed(text[i:j]) && unicode.IsLetter(next):
			j += n
		default:
			return j
		}
	}
	return j
}

// initials tells whether s ends in a single letter that is dotted before or
// begins it: "U", "U.S", "p".
func initials(s string) bool {
	k := strings.LastIndexByte(s, '.')
	return utf8.RuneCountInString(s[k+1:]) == 1
}

// negation tells whether the apostrophe at j belongs to "n't".
func negation(text string, j, to int) bool {
	_, n := utf8.DecodeRuneInString(text[j:to])
	if j == 0 || (text[j-1]|0x20) != 'n' || j+n >= to || (text[j+n]|0x20) != 't' {
		return false
	}
	if j+n+1 < to {
		r, _ := utf8.DecodeRuneInString(text[j+n+1 : to])
		return !unicode.IsLetter(r)
	}
	return true
}

// clitic is the length of the clitic ('s, 're, ...) that s begins with, 0 if
// it begins with none.
func clitic(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if r != '\'' && r != '’' {
		return 0
	}
	for _, c := range [...]string{"re", "ve", "ll", "s", "d", "m"} {
		if len(s) >= n+len(c) && strings.EqualFold(s[n:n+len(c)], c) {
			if len(s) == n+len(c) {
				return n + len(c)
			}
			if r, _ := utf8.DecodeRuneInString(s[n+len(c):]); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return n + len(c)
			}
		}
	}
	return 0
}

// clitics appends the word [i, j), parted from "n't" and "cannot".
func clitics(text string, i, j int, out []report.Span) []report.Span {
	w := strings.ToLower(text[i:j])
	cut := 0
	switch {
	case w == "cannot":
		cut = 3
	case strings.HasSuffix(w, "n't") && len(w) > 3:
		cut = j - i - 3
	case strings.HasSuffix(w, "n’t") && len(w) > 5:
		cut = j - i - 5
	}
	if cut > 0 && len(w) == j-i {
		return append(out, report.Span{Start: i, End: i + cut}, report.Span{Start: i + cut, End: j})
	}
	k := currencyPrefix(text[i:j])
	if k == 0 {
		k = unitSuffix(text[i:j])
	}
	if k > 0 {
		return append(out, report.Span{Start: i, End: i + k}, report.Span{Start: i + k, End: j})
	}
	return append(out, report.Span{Start: i, End: j})
}

// currencyPrefix parts "Rs500" and the like.
func currencyPrefix(s string) int {
	for _, p := range [...]string{"Rs", "EUR", "USD", "GBP", "CHF"} {
		if strings.HasPrefix(s, p) && len(s) > len(p) && digit(s[len(p)]) {
			return len(p)
		}
	}
	return 0
}

// unitSuffix is where the unit begins in "221bn", "10am", "40km"; 0 without one.
func unitSuffix(s string) int {
	k := strings.LastIndexAny(s, "0123456789") + 1
	if k == 0 || !digit(s[0]) {
		return 0
	}
	switch strings.ToLower(s[k:]) {
	case "bn", "mn", "tn", "am", "pm", "km", "kg", "cm", "mm", "mph", "kph":
		return k
	}
	return 0
}

// prefixed tells whether s is a prefix that keeps its hyphen in the treebanks.
func prefixed(s string) bool { return hyphenPrefixes[strings.ToLower(s)] }

var hyphenPrefixes = set(`e co re pre non anti ex post semi un de sub trans inter counter mid multi over pro pseudo quasi
	ultra uni vice bi mini neo intra extra bio eco`)

// dotted tells whether the full stop at j belongs to the word [i, j): an
// abbreviation or an initial, and not the end of a sentence by its looks.
func dotted(text string, i, j, to, limit int) bool {
	w := text[i:j]
	if strings.IndexByte(w, '.') >= 0 && !digit(w[len(w)-1]) {
		return true
	}
	if utf8.RuneCountInString(w) == 1 {
		r, _ := utf8.DecodeRuneInString(w)
		return unicode.IsUpper(r) && w != "I"
	}
	if j+1 < to && text[j+1] == '.' {
		return false
	}
	kind, ok := abbreviations[strings.ToLower(w)]
	if !ok {
		return false
	}
	if kind == beforeNumber {
		for k := j + 1; k < limit; k++ {
			if text[k] != ' ' {
				return digit(text[k])
			}
		}
		return false
	}
	return true
}

// address tells whether s is a URL, an e-mail address or a user's handle.
func address(s string) bool {
	l := strings.ToLower(s)
	if strings.Contains(l, "://") || strings.HasPrefix(l, "www.") {
		return true
	}
	if k := strings.IndexByte(s, '@'); k >= 0 && len(s) > 2 {
		return k == 0 || strings.IndexByte(s[k:], '.') > 0
	}
	if len(s) > 1 && s[0] == '#' && !digit(s[1]) {
		return true
	}
	for _, end := range [...]string{".com", ".org", ".net", ".gov", ".edu"} {
		if k := strings.Index(l, end); k > 1 && (k+4 == len(l) || !wordRune(rune(l[k+4]))) {
			return true
		}
	}
	return false
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
