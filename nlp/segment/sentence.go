package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/report"
)

// Sentence is the words [First, Last) of a Text.
type Sentence struct {
	First, Last int
	Paragraph   bool // it begins a paragraph
}

// Text is a text cut into words and sentences. Spans are bytes of the text.
type Text struct {
	Words     []report.Span
	Sentences []Sentence
}

// maxWords bounds a sentence, so that each fits a window of the encoder; a
// longer one is cut at the last mark of punctuation before the bound.
const maxWords = 160

// Split cuts text into words and sentences. Lines end paragraphs, unless the
// text is hard-wrapped, when only empty lines do. No word is left out.
func Split(text string) Text {
	var t Text
	for _, p := range paragraphs(text) {
		words := Words(text, p.Start, p.End)
		if len(words) > 0 {
			t.paragraph(text, words)
		}
	}
	return t
}

// paragraphs are the stretches between line breaks that end a paragraph.
func paragraphs(text string) []report.Span {
	wrapped := hardWrapped(text)
	var out []report.Span
	start := 0
	for i := 0; i < len(text); {
		if text[i] != '\n' {
			i++
			continue
		}
		j, lines := i, 0
		for j < len(text) {
			r, n := utf8.DecodeRuneInString(text[j:])
			if !blank(r) {
				break
			}
			if r == '\n' {
				lines++
			}
			j += n
		}
		if lines > 1 || !wrapped || bullet(text[j:]) {
			out = append(out, report.Span{Start: start, End: i})
			start = j
		}
		i = j
	}
	return append(out, report.Span{Start: start, End: len(text)})
}

// bullet tells whether s begins with the mark of a list.
func bullet(s string) bool {
	for _, b := range [...]string{"• ", "* ", "- ", "– ", "· ", "◦ "} {
		if strings.HasPrefix(s, b) {
			return true
		}
	}
	return false
}

// hardWrapped tells whether single line breaks merely wrap the text: most
// lines before one are of nearly full width and end without a full stop.
func hardWrapped(text string) bool {
	lines := strings.Split(text, "\n")
	breaks, open, width := 0, 0, 0
	for i := 0; i+1 < len(lines); i++ {
		a, b := strings.TrimSpace(lines[i]), strings.TrimSpace(lines[i+1])
		if a == "" || b == "" {
			continue
		}
		breaks++
		width = max(width, utf8.RuneCountInString(a))
		if r, _ := utf8.DecodeLastRuneInString(a); !strings.ContainsRune(".!?:\"”", r) {
			open++
		}
	}
	return breaks >= 3 && open*10 >= breaks*7 && width >= 40 && width <= 100
}

func (t *Text) paragraph(text string, words []report.Span) {
	base := len(t.Words)
	t.Words = append(t.Words, words...)
	first, para := 0, true
	add := func(last int) {
		for last-first > maxWords {
			cut := first + maxWords
			for k := cut; k > first+maxWords/2; k-- {
				if r, _ := utf8.DecodeRuneInString(words[k-1].Of(text)); unicode.IsPunct(r) {
					cut = k
					break
				}
			}
			t.Sentences = append(t.Sentences, Sentence{base + first, base + cut, para})
			first, para = cut, false
		}
		if last > first {
			t.Sentences = append(t.Sentences, Sentence{base + first, base + last, para})
			para = false
		}
		first = last
	}
	for i := 0; i < len(words); i++ {
		if !stops(text, words, i) {
			continue
		}
		j := i + 1
		for j < len(words) && closes(text, words, j) {
			j++
		}
		if j >= len(words) {
			break
		}
		if begins(text, words, i, j) {
			add(j)
			i = j - 1
		}
	}
	add(len(words))
}

// stops tells whether the word at i may end a sentence.
func stops(text string, words []report.Span, i int) bool {
	w := words[i].Of(text)
	switch w[0] {
	case '.', '!', '?':
		return strings.Trim(w, ".!?") == ""
	}
	if w == "…" || w == "。" {
		return true
	}
	if w[len(w)-1] != '.' || i+1 >= len(words) {
		return false
	}
	l := strings.ToLower(w[:len(w)-1])
	if abbreviations[l] == title || abbreviations[l] == beforeNumber {
		return false
	}
	if utf8.RuneCountInString(l) == 1 {
		return false
	}
	next := words[i+1].Of(text)
	if quoteMark(next) && i+2 < len(words) && words[i+1].Start == words[i].End {
		return true
	}
	if (l == "a.m" || l == "p.m") && w == l+"." {
		if quoteMark(next) && i+2 < len(words) {
			next = words[i+2].Of(text)
		}
		return upper(next) && !clock(text, words, i+1) && !fronted(text, words, i)
	}
	return starters[strings.ToLower(next)] && upper(next)
}

// clock tells whether the capitalised word at i goes on the clock time before
// it: the day ("3 p.m. Monday", "8 p.m. May 4") or whose time it is ("10 a.m.
// GMT", "3 p.m. Eastern", "noon to 1 p.m. Vellmar time").
func clock(text string, words []report.Span, i int) bool {
	if w := strings.ToLower(strings.TrimSuffix(words[i].Of(text), ".")); days[w] || zones[w] {
		return true
	}
	for k := i + 1; k < min(len(words), i+5); k++ {
		switch w := words[k].Of(text); {
		case w == "time" || w == "Time":
			return true
		case !upper(w) && w != "." && w != "'s":
			return false
		}
	}
	return false
}

// closes tells whether the word at j is a closing quote or bracket that
// belongs to the sentence before it.
func closes(text string, words []report.Span, j int) bool {
	switch w := words[j].Of(text); w {
	case "”", ")", "]", "»", "’", "''":
		return true
	case "\"", "'":
		return words[j].Start == words[j-1].End && !(j+1 < len(words) && words[j+1].Start == words[j].End && !sentenceEnd(words[j+1].Of(text)))
	case ".", "!", "?":
		return true
	}
	return false
}

func sentenceEnd(w string) bool { return strings.ContainsAny(w[:1], ".!?)]\"'") }

func quoteMark(w string) bool {
	switch w {
	case "\"", "”", "“", "'", "’", "‘", "''", "``", "«", "»":
		return true
	}
	return false
}

// begins tells whether a sentence begins at word j, after a stop at word i.
func begins(text string, words []report.Span, i, j int) bool {
	next := words[j].Of(text)
	if words[j].Start == words[j-1].End && !quoteMark(next) && next != "(" && next != "[" {
		r, _ := utf8.DecodeLastRuneInString(words[j-1].Of(text))
		return upper(next) && (quoteMark(string(r)) || len(words[i].Of(text)) == 1) && !onlyLetter(text, words, i)
	}
	k := j
	for k < len(words) && (quoteMark(words[k].Of(text)) || words[k].Of(text) == "(" || words[k].Of(text) == "[") {
		k++
	}
	if k == len(words) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(words[k].Of(text))
	if unicode.IsLower(r) {
		return false
	}
	if !(unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) || k > j || bullet(words[k].Of(text)+" ")) {
		return false
	}
	if stop := words[i].Of(text); (strings.ContainsAny(stop, "!?") || j > i+1) && j > i+1 && spoken(text, words, j) {
		return stop == "."
	}
	return true
}

// onlyLetter tells whether the stop at i follows a single capital ("A.B").
func onlyLetter(text string, words []report.Span, i int) bool {
	return i > 0 && words[i-1].End == words[i].Start && utf8.RuneCountInString(words[i-1].Of(text)) == 1
}

// spoken tells whether a short subject and a verb of saying follow a quote
// that ended in a question or exclamation mark: the sentence goes on.
func spoken(text string, words []report.Span, j int) bool {
	for k := j; k < len(words) && k < j+4; k++ {
		w := words[k].Of(text)
		if sayings[w] {
			return true
		}
		if k == j && !upper(w) {
			return false
		}
	}
	return false
}

func upper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

var sayings = set(`said says asked asks added told wrote cried shouted replied tweeted exclaimed wondered declared`)

// fronted tells whether the clock time that ends at word i opens its sentence:
// "At 3 p.m. Mayor Ode spoke".
func fronted(text string, words []report.Span, i int) bool {
	k := i
	for k > 0 && i-k < 7 && strings.Trim(words[k-1].Of(text), ".!?”\"") != "" {
		k--
	}
	return i-k < 7 && opening[strings.ToLower(words[k].Of(text))]
}

// days and zones are the words that follow the clock.
var (
	days = set(`monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march
		april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
		christmas easter thanksgiving`)
	zones = set(`gmt utc bst ist msk cet cest eet eest wet est edt et cst cdt ct mst mdt mt pst pdt pt akst hst aest aedt jst kst wat cat eat sast
		eastern central mountain pacific greenwich zulu`)
	// opening are the words that put a time before its clause.
	opening = set("at by from around about before after until since between on shortly just")
)

// starters are words that, written with a capital, begin a sentence more often
// than they go on with a name after an abbreviation.
var starters = set(`the a an he she it they we i you his her its their our my this that these those there here in on at
	by for from to with after before when while if as but and or so however meanwhile since until according among
	although because both during earlier last later more most no not now one some such then what where which who why
	yet several many all also another despite even each few under over between`)
