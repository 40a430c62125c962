package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

// Citation is a place where a report names a voice that it draws on. Kind is
// "cue" (a citing phrase), "credit" (a credit line), "slug" (an agency in
// brackets or after a dash), "headline" (a voice set before or after a
// headline), "outlet" (named in the outlet's own line) or "url".
type Citation struct {
	Kind string      `json:"kind"`
	Name string      `json:"name"`
	Span report.Span `json:"span"`
	keys []string
}

// Cues that stand before the name of whom they cite.
var cuesBefore = phrases("according to", "citing", "cites", "cited", "cited by", "quoting", "quoted by", "per", "via", "as reported by", "reported by", "first reported by", "relayed by",
	"published by", "told", "interview with", "interview in", "interview to", "with reference to", "reference to", "referring to", "as per", "statement from", "statement by",
	"with reporting by", "additional reporting by", "reporting by", "reports by", "report by", "originally published by", "originally published in", "source")

// Cues that stand after it.
var cuesAfter = setOf(strings.Fields("reported reports reporting said says wrote writes revealed learned announced claimed claims confirmed stated published quoted"))

type phraseSet = lexicon[bool]

func phrases(list ...string) *phraseSet {
	l := &phraseSet{}
	for _, p := range list {
		l.add(p, true)
	}
	return l
}

// citations finds whom a text says it rests on, by its words alone. The
// sentences of credit lines count like any other.
func citations(text string, headline report.Span) []Citation {
	var out []Citation
	add := func(kind string, run []word) {
		span := report.Span{Start: run[0].span.Start, End: run[len(run)-1].span.End}
		if keys := voiceKeys(span.Of(text)); len(keys) > 0 {
			out = append(out, Citation{kind, span.Of(text), span, keys})
		}
	}
	words := wordsOf(text, 0)
	for i := 0; i < len(words); i++ {
		if _, n := cuesBefore.at(words, i); n > 0 {
			kind := "cue"
			if words[i+n-1].lower == "by" && strings.HasPrefix(words[i+n-2].lower, "report") {
				kind = "credit"
			}
			for _, run := range namesAfter(text, words, i+n) {
				add(kind, run)
			}
			i += n - 1
			continue
		}
		if cuesAfter[words[i].lower] && i > 0 {
			if run := nameBefore(text, words, i); run != nil {
				add("cue", run)
			}
		}
	}
	for _, s := range brackets(text) {
		inner := wordsOf(s.Of(text), s.Start)
		if n := len(inner); n > 0 && n <= 4 {
			if o, k := outlets.at(inner, 0); k == n && o.kind == "agency" || dateline(text, s) && inner[0].named() && !calendarWords[inner[0].lower] {
				add("slug", inner)
			}
		}
	}
	if h := wordsOf(headline.Of(text), headline.Start); len(h) > 3 {
		out = append(out, headlineVoices(text, h)...)
	}
	slices.SortStableFunc(out, func(a, b Citation) int { return a.Span.Start - b.Span.Start })
	return out
}

// namesAfter is the list of names that starts at words[i]: "X, Y and Z".
func namesAfter(text string, words []word, i int) [][]word {
	var out [][]word
	var run []word
	for ; i < len(words) && len(out) < 6; i++ {
		w := words[i]
		between := ""
		if len(run) > 0 || len(out) > 0 {
			between = text[words[i-1].span.End:w.span.Start]
		}
		if strings.ContainsAny(between, ".;:!?\n") {
			break
		}
		article := len(run) == 0 && (w.lower == "the" || w.lower == "a" || w.lower == "an" || w.lower == "and")
		switch {
		case article:
		case w.named():
			if strings.Contains(between, ",") && len(run) > 0 {
				out, run = append(out, run), nil
			}
			run = append(run, w)
		case w.lower == "and" && len(run) > 0:
			out, run = append(out, run), nil
		case len(run) > 0 && connecting[w.lower]:
			run = append(run, w)
		default:
			if len(run) > 0 {
				out = append(out, run)
			}
			return out
		}
	}
	if len(run) > 0 {
		out = append(out, run)
	}
	return out
}

// between may stand between a name and its cue: "The Courier has reported".
var between = setOf(strings.Fields("has have had also first earlier later exclusively previously"))

// nameBefore is the name that ends right before words[i], or before a comma
// there when it begins after one: ", Ada Lindqvist, said".
func nameBefore(text string, words []word, i int) []word {
	gap := func(k int) string { return strings.TrimSpace(text[words[k-1].span.End:words[k].span.Start]) }
	for i > 1 && between[words[i-1].lower] && gap(i) == "" {
		i--
	}
	j := i
	if i > 1 && gap(i) == "," && words[i-1].named() {
		for j = i - 1; j > 0 && i-j < 4 && words[j-1].named() && gap(j) == ""; j-- {
		}
		if j == 0 || gap(j) != "," {
			return nil
		}
		return words[j:i]
	}
	for j > 0 && i-j < 6 && (words[j-1].named() || j < i && connecting[words[j-1].lower] && words[j-1].lower != "and") &&
		!strings.ContainsAny(text[words[j-1].span.End:words[j].span.Start], ",.;:!?\n") {
		j--
	}
	for j < i && (connecting[words[j].lower] && words[j].lower != "the" || stopwords[words[j].lower] && words[j].lower != "the") {
		j++
	}
	if j == i {
		return nil
	}
	return words[j:i]
}

func brackets(text string) []report.Span {
	var out []report.Span
	for i := 0; i < len(text); i++ {
		if text[i] != '(' {
			continue
		}
		if n := strings.IndexAny(text[i+1:], "()\n"); n > 0 && text[i+1+n] == ')' {
			out = append(out, report.Span{Start: i + 1, End: i + 1 + n})
		}
	}
	return out
}

// dateline tells whether a bracket stands where a report names its agency: between
// a place at the beginning of a line and a dash.
func dateline(text string, bracket report.Span) bool {
	line := text[strings.LastIndexByte(text[:bracket.Start], '\n')+1 : bracket.Start]
	rest := strings.TrimLeft(text[bracket.End+1:], " ")
	return len(line) <= longestPlace && len(line) > 1 && !strings.ContainsAny(line, ";:!?") && (strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—"))
}

// longestPlace is how long the place and the day of a dateline are at most.
const longestPlace = 60

// headlineVoices are names set off from the rest of a headline: "Name: ...",
// "... - Name".
func headlineVoices(text string, h []word) []Citation {
	var out []Citation
	for i := 1; i < len(h); i++ {
		gap := text[h[i-1].span.End:h[i].span.Start]
		var run []word
		switch {
		case strings.Contains(gap, ":") && i <= 5:
			run = h[:i]
		case strings.Contains(gap, ": ") && len(h)-i <= 4, len(gap) > 2 && strings.ContainsAny(gap, "–—-|") && len(h)-i <= 4:
			run = h[i:]
		default:
			continue
		}
		span := report.Span{Start: run[0].span.Start, End: run[len(run)-1].span.End}
		if keys := voiceKeys(span.Of(text)); len(keys) > 0 && run[0].named() {
			out = append(out, Citation{"headline", span.Of(text), span, keys})
		}
	}
	return out
}
