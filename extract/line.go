package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/report"
)

// line is a line of text that is not blank, without the space around it.
type line struct {
	span  report.Span
	text  string
	blank bool // a blank line, or the end of the text, follows
}

func linesOf(text string) []line {
	var out []line
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		raw := text[at:end]
		if trimmed := strings.TrimSpace(raw); trimmed != "" {
			start := at + strings.Index(raw, trimmed)
			out = append(out, line{span: report.Span{Start: start, End: start + len(trimmed)}, text: trimmed})
		} else if len(out) > 0 {
			out[len(out)-1].blank = true
		}
		at = end + 1
	}
	if len(out) > 0 {
		out[len(out)-1].blank = true
	}
	return out
}

const (
	longestHeadline = 220 // bytes
	longestFurther  = 600 // bytes of a caption, credit or boilerplate line
)

var (
	pictureCredit = lazily(`(?i)(?:^|[\s(\[])(?:(?:file )?(?:photos?|images?|pictures?|photographs?|illustration|graphic|screenshot|video)(?: credit| courtesy)?|credit)\s*(?::|by\s|courtesy|/)\s*\S[^.!?]{0,120}[.)\]]*$`)
	inBrackets    = regexp.MustCompile(`[.!?]?\s*[(\[]([^()\[\]]{2,120}(?:\([^()]*\))?)[)\]]\.?$`)
	agencies      = lazily(`\b(?:AP|AFP|EPA|TASS|KCNA|Reuters|Getty|Xinhua|Yonhap|Kyodo|Sputnik|Shutterstock|Flickr|Wikimedia|Handout|Courtesy)\b|(?i)\b(?:photo|image|picture|handout|courtesy|file)\b`)

	credit   = regexp.MustCompile(`^(?:\(?(?:Additional |Further )?(?:[Rr]eporting|[Ee]diting|[Ww]riting)|Reported|Written|Translated|Edited|Compiled|Photos|Photography|Story) by\s+\p{Lu}`)
	posted   = lazily(`^(?:Submitted|Posted|Published|Written|Added|Created)(?: by [^.]{2,80})? (?:on|at) .*\d`)
	byline   = regexp.MustCompile(`^(?:By|BY|Reported by|Written by|Story by|\(?Reporting by)\s+(\p{Lu}.*)$`)
	newsName = lazily(`(?i)\b(?:news|weekly|times|post|herald|tribune|observer|journal|daily|gazette|press|wire|chronicle|mail|telegraph|guardian|standard|courier|reporter|agency|review|bulletin|monitor|inquirer|examiner|dispatch|sentinel|dagblad|zeitung|wikinews|reuters|broadcasting|radio|television)\b|^(?:AP|AFP|UPI|TASS|KCNA|BBC|CNN|NPR)$`)
)

// isCaption tells whether a line is the words under a picture: it ends in the
// picture's credit.
func isCaption(s string) bool {
	if len(s) > longestFurther {
		return false
	}
	if pictureCredit().MatchString(s) {
		return true
	}
	m := inBrackets.FindStringSubmatch(s)
	return m != nil && (strings.Contains(m[1], "/") || strings.Contains(m[1], " via ") || agencies().MatchString(m[1])) && !credit.MatchString("("+m[1])
}

// isCredit tells whether a line only names who wrote, translated or edited.
func isCredit(s string) bool {
	return len(s) <= longestFurther && (credit.MatchString(strings.TrimLeft(s, "(")) || credit.MatchString(s) || authors(s) != nil || len(s) <= 160 && posted().MatchString(s) && !stopped(s) && datesIn(s) != nil)
}

// authors is the people a byline names, nil when the line is none. A byline
// holds only names and the small words between them.
func authors(s string) []string {
	m := byline.FindStringSubmatch(s)
	if m == nil || len(s) > 160 {
		return nil
	}
	names, _, _ := strings.Cut(strings.Trim(m[1], "()."), ";")
	names, _, _ = strings.Cut(names, " | ")
	for _, place := range []string{" in ", " for ", " at "} {
		names, _, _ = strings.Cut(names, place)
	}
	var out []string
	for _, n := range strings.Split(strings.ReplaceAll(strings.ReplaceAll(names, ", and ", ", "), " and ", ", "), ", ") {
		words := strings.Fields(n)
		if len(words) == 0 || len(words) > 5 {
			return nil
		}
		for _, w := range words {
			r, _ := utf8.DecodeRuneInString(w)
			if small := w == "de" || w == "van" || w == "von" || w == "al" || w == "bin" || w == "der" || w == "la" || w == "del"; !unicode.IsUpper(r) && !small || strings.ContainsAny(w, "0123456789") {
				return nil
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	if len(strings.Fields(out[0])) < 2 && !strings.HasPrefix(s, "BY ") && !strings.HasPrefix(s, "By ") {
		return nil
	}
	return out
}

// stopped tells whether a line ends as a sentence does. A full stop of an
// abbreviation ("U.S.", "Inc.") is no end.
func stopped(s string) bool {
	s = strings.TrimRight(s, `"'”’)]»`)
	if s == "" {
		return false
	}
	switch s[len(s)-1] {
	case ':', ';', ',':
		return true
	case '.':
		last := s[strings.LastIndexByte(s, ' ')+1:]
		inner := strings.TrimSuffix(last, ".")
		return !strings.Contains(inner, ".") && inner != "Inc" && inner != "Co" && inner != "Corp" && inner != "Ltd" && inner != "Jr" && inner != "Sr"
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("…。！？؟۔।", last)
}

// isHeadline tells whether the first line of text reads as a headline: short,
// not ended by a stop, and set apart from the longer line after it.
func isHeadline(l line, next *line) bool {
	s := l.text
	if len(s) > longestHeadline || stopped(s) || len(strings.Fields(s)) < 2 && (next == nil || wire(next.text) == nil) || strings.HasPrefix(s, "((") || strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return false
	}
	if next == nil {
		return len(s) <= 120
	}
	if l.blank {
		return true
	}
	d, _ := dateAt(next.text)
	return d != "" || isCredit(next.text) || isCaption(next.text) || len(next.text) > 120 && len(next.text) > 2*len(s)
}
