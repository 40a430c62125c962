package story

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/report"
)

// word is one word of a text: letters and digits, hyphens and apostrophes
// inside.
type word struct {
	span  report.Span
	text  string
	lower string
}

// named tells whether the word is written as a name: capital first, or an
// abbreviation.
func (w word) named() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r)
}

// wordsOf cuts text into words, their bytes counted from base.
func wordsOf(text string, base int) []word {
	out := make([]word, 0, len(text)/5+1)
	start := -1
	flush := func(end int) {
		if start < 0 {
			return
		}
		t := text[start:end]
		if last := t[len(t)-1]; last >= utf8.RuneSelf || last < '0' {
			t = strings.TrimRight(t, "'’-.,")
		}
		lower := strings.ToLower(strings.ReplaceAll(t, "’", "'"))
		lower = strings.TrimSuffix(lower, "'s")
		lower = strings.TrimSuffix(lower, "'")
		if lower != "" {
			out = append(out, word{report.Span{Start: base + start, End: base + start + len(t)}, t, lower})
		}
		start = -1
	}
	for i, r := range text {
		inside := 'a' <= r && r <= 'z' || r != ' ' && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
		joiner := start >= 0 && (r == '\'' || r == '’' || r == '-' || (r == ',' || r == '.') && digitsAround(text, i))
		switch {
		case inside && start < 0:
			start = i
		case !inside && !joiner:
			flush(i)
		}
	}
	flush(len(text))
	return out
}

func digitsAround(text string, i int) bool {
	return i > 0 && i+1 < len(text) && text[i-1] >= '0' && text[i-1] <= '9' && text[i+1] >= '0' && text[i+1] <= '9'
}

//go:embed stopwords.txt
var stopwordList string

//go:embed synonyms.txt
var synonymList string

var (
	stopwords = setOf(strings.Fields(stopwordList))
	synonyms  = synonymTable(synonymList)
)

func setOf(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// synonymTable maps the stem of every word of a line to the line's first stem.
func synonymTable(list string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(list) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		for _, w := range f {
			m[suffixless(w)] = suffixless(f[0])
		}
	}
	return m
}

// stem is the form under which a word is compared: inflection and common
// derivation cut off, words of one meaning in news (synonyms.txt) made one.
func stem(lower string) string {
	s := suffixless(lower)
	if head, ok := synonyms[s]; ok {
		return head
	}
	return s
}

// suffixless cuts English inflection. It need not give words, only the same
// string for forms of one word.
func suffixless(w string) string {
	if len(w) < 4 || w[0] >= '0' && w[0] <= '9' {
		return w
	}
	for _, s := range [...]struct{ end, put string }{
		{"ations", "at"}, {"ation", "at"}, {"ments", ""}, {"ment", ""}, {"ingly", ""}, {"edly", ""}, {"ally", "al"},
		{"ies", "y"}, {"ied", "y"}, {"sses", "ss"}, {"ings", ""}, {"ing", ""}, {"ers", ""}, {"ors", ""}, {"er", ""}, {"or", ""},
		{"ions", ""}, {"ion", ""}, {"ed", ""}, {"ly", ""}, {"es", ""}, {"s", ""},
	} {
		if strings.HasSuffix(w, s.end) && len(w)-len(s.end) >= 3 && !(s.end == "s" && strings.HasSuffix(w, "ss")) {
			w = w[:len(w)-len(s.end)] + s.put
			if s.end == "ed" || s.end == "ing" {
				w = agentless(w)
			}
			break
		}
	}
	w = strings.TrimSuffix(w, "e")
	if n := len(w); n > 3 && w[n-1] == w[n-2] {
		w = w[:n-1]
	}
	if strings.HasSuffix(w, "y") && len(w) > 3 {
		w = w[:len(w)-1] + "i"
	}
	return w
}

// agentless cuts the -er of "ordered" like that of "order".
func agentless(w string) string {
	if strings.HasSuffix(w, "er") && len(w) >= 5 {
		return w[:len(w)-2]
	}
	return w
}
