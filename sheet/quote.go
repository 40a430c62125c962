package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Words shown of a claim before and after its anchor; the rest is an ellipsis.
const wordsBefore, wordsAfter = 30, 40

// quote is a claim in the report's own words, its anchor marked.
func (p *page) quote(c reading.Claim) []word {
	text := p.r.Text
	span := c.Span
	if !span.Contains(c.Anchor) {
		span = c.Anchor
	}
	before := wordsOf(text[span.Start:c.Anchor.Start], normal)
	after := wordsOf(text[c.Anchor.End:span.End], normal)
	dots := word{text: p.sign("…", "..."), ink: faint}
	if n := len(before); n > wordsBefore {
		before = append([]word{dots}, before[n-wordsBefore:]...)
	}
	if len(after) > wordsAfter {
		after = append(after[:wordsAfter:wordsAfter], dots)
	}
	mid := wordsOf(c.Anchor.Of(text), anchor)
	if n := len(mid); n > 0 && p.plain {
		mid[0].text = "*" + mid[0].text
		mid[n-1].text += "*"
	}
	if len(mid) > 0 {
		mid[0].glue = touches(text, c.Anchor.Start) && len(before) > 0
	}
	if len(after) > 0 {
		after[0].glue = touches(text, c.Anchor.End)
	}
	return append(append(before, mid...), after...)
}

// InContext is the sentence that holds a span of the text, in one line and in
// quotation marks, with the words of the span between asterisks unless they are
// the whole of it. A span that no sentence holds stands alone.
func InContext(r *reading.Reading, s report.Span) string {
	around := s
	for _, x := range r.Sentences {
		if x.Contains(s) {
			around = x
		}
	}
	before, words, after := r.Text[around.Start:s.Start], s.Of(r.Text), r.Text[s.End:around.End]
	if strings.TrimSpace(words) == "" {
		return "(nothing)"
	}
	if strings.Trim(before+after, " .\n") != "" {
		words = "*" + words + "*"
	}
	return "“" + clean(before+words+after) + "”"
}

// touches tells whether no space stands at an offset between two characters.
func touches(text string, at int) bool {
	l, _ := utf8.DecodeLastRuneInString(text[:at])
	r, _ := utf8.DecodeRuneInString(text[at:])
	return !unicode.IsSpace(l) && !unicode.IsSpace(r)
}

// index finds the parts of a reading by id.
type index struct {
	voiceOf    map[string]reading.Voice
	claimOf    map[string]reading.Claim
	times      map[string]reading.Time
	quantities map[string]reading.Quantity
	outlet     string
	text       string
	reading    *reading.Reading
}

func indexOf(r *reading.Reading) index {
	x := index{map[string]reading.Voice{}, map[string]reading.Claim{}, map[string]reading.Time{}, map[string]reading.Quantity{}, clean(r.Report.Outlet), r.Text, r}
	for _, v := range r.Voices {
		x.voiceOf[v.ID] = v
	}
	for _, c := range r.Claims {
		x.claimOf[c.ID] = c
	}
	for _, t := range r.Times {
		x.times[t.ID] = t
	}
	for _, q := range r.Quantities {
		x.quantities[q.ID] = q
	}
	return x
}

// own is what the report's own voice is called.
func (x index) own() string {
	if x.outlet == "" {
		return "the report"
	}
	return x.outlet
}

// chain is whose say-so a claim is on, outermost first: "Daily Post < a
// source in the port".
func (x index) chain(c reading.Claim) string {
	names := []string{x.own()}
	for _, l := range c.Sources {
		names = append(names, x.link(l))
	}
	return strings.Join(names, " < ")
}

func (x index) link(l reading.Link) string {
	v, ok := x.voiceOf[l.Voice]
	switch {
	case ok:
		return voiceName(v)
	case l.Span != nil && report.Span.Len(*l.Span) > 0:
		return clean(l.Span.Of(x.text))
	}
	return "somebody unnamed"
}

func voiceName(v reading.Voice) string {
	if v.Kind == "unnamed" && (v.Name == "" || v.Name == "unnamed") {
		return "somebody unnamed"
	}
	return clean(v.Name)
}

// who tells a voice's kind and how many it is.
func who(r *reading.Reading, v reading.Voice) string {
	kind := r.Calling(v)
	switch {
	case v.Count == nil && (v.Kind == "anonymous" || v.Kind == "collective"):
		return kind + ", number not given"
	case v.Count != nil && *v.Count == 1 && v.Kind == "anonymous":
		return kind + ", one person"
	case v.Count != nil && *v.Count > 1:
		return kind + " of " + number(float64(*v.Count))
	}
	return kind
}
