package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

var (
	translated = lazily(`(?:[Tt]ranslated(?: from (?:the )?\p{Lu}\p{L}+)?|[Tt]ranslation) by (\p{Lu}[\p{L}.'’-]*(?: (?:and )?\p{Lu}[\p{L}.'’-]*)*)`)
	edited     = lazily(`[Ee]dit(?:ed|ing) by (\p{Lu}[\p{L}.'’-]*(?: (?:and )?\p{Lu}[\p{L}.'’-]*)*)`)
	corrected  = lazily(`(?i)^[*(\[]?\s*(?:(?:correction|corrections|clarification|editors?['’]?s? note|editor['’]s note|update|updated|correction and clarification)(?: \([^)]{3,40}\)|,? [^:]{3,40})?\s*[:—–]|(?:this|an earlier version of this|a previous version of this|the original version of this) (?:article|story|report|piece|post|headline)\b.{0,60}\b(?:was|has been|have been|misstated|misspelled|incorrectly|wrongly|erroneously|said|stated|corrected|amended|updated)\b)`)
)

// creditsOf takes the names of translators and editors from the lines of credit.
func (p *Page) creditsOf() {
	for _, z := range p.Zones {
		if z.Kind != report.Credit {
			continue
		}
		line := z.Span.Of(p.Text)
		if m := translated().FindStringSubmatch(line); m != nil && p.Translators == nil {
			p.Translators = people(strings.TrimRight(m[1], "."))
		}
		if m := edited().FindStringSubmatch(line); m != nil && p.Editors == nil {
			p.Editors = people(strings.TrimRight(m[1], "."))
		}
	}
}

// correctionsIn are the lines of a text that note what was corrected or changed
// in it and are not known already.
func correctionsIn(text string, known []string) (out []string) {
	for _, l := range linesOf(text) {
		if len(l.text) <= 2*longestFurther && corrected().MatchString(l.text) && !isStamp(l.text) && !slices.Contains(known, l.text) {
			out = append(out, l.text)
		}
	}
	return out
}

// isCorrection tells whether a line notes what was changed in the report rather
// than reports. A line that begins with "update" and tells something new is no
// such note.
func isCorrection(s string) bool {
	return len(s) <= 2*longestFurther && corrected().MatchString(s) && (!updated().MatchString(s) || itself().MatchString(s)) && !isStamp(s)
}

var (
	updated = lazily(`(?i)^[*(\[]?\s*update`)
	itself  = lazily(`(?i)\b(?:this|the|earlier|previous|original|an)\s+(?:earlier |previous |original )?(?:version|article|story|report|piece|post|headline|text)\b`)
)

// count is a number with a noun: "1 page", "3 pages".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
