package extract

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/sayso/sayso/report"
)

// layout is what the arrangement of a text says of it.
type layout struct {
	zones    []report.Zone
	headline string
	byline   []string
	date     string // EDTF, from a dateline only
	outlet   string
}

// layOut finds the zones line by line: before the body any of headline,
// dateline, credit and caption in any order, then body with captions, credits
// and boilerplate between or after it.
func layOut(text string) layout {
	var l layout
	lines := linesOf(text)
	body, list := false, false
	for i, ln := range lines {
		kind := report.Body
		rest := 0
		var next *line
		if i+1 < len(lines) {
			next = &lines[i+1]
		}
		switch {
		case isCaption(ln.text):
			kind = report.Caption
		case isCorrection(ln.text):
			kind = report.Correction
		case isCredit(ln.text):
			kind = report.Credit
			if names := authors(ln.text); names != nil && l.byline == nil {
				l.byline = names
			}
		case isStamp(ln.text) && (!body || len(lines)-i <= lastLines):
			kind, rest = report.Dateline, len(ln.text)
			l.stamp(ln.text)
		case len(lines)-i <= lastLines && i > lastLines && isBio(ln.text):
			kind = report.Credit
		case isBoilerplate(ln.text) && !(i == 0 && len(lines) > lastLines && isHeadline(ln, next)): // "Explainer: ..." is a headline at the top
			kind = report.Boilerplate
			list = heading().MatchString(ln.text)
		case list && !stopped(ln.text) && len(ln.text) <= longestHeadline:
			kind = report.Boilerplate
		case !body:
			if n := l.dateline(ln.text); n > 0 {
				kind, rest = report.Dateline, n
				break
			}
			if l.headline == "" && isHeadline(ln, next) {
				kind = report.Headline
				l.headline = ln.text
			}
		}
		if kind != report.Boilerplate {
			list = false
		}
		if kind == report.Dateline && rest < len(ln.text) {
			l.add(kind, report.Span{Start: ln.span.Start, End: ln.span.Start + len(strings.TrimRight(ln.text[:rest], " \u00a0"))})
			l.add(report.Body, report.Span{Start: ln.span.Start + rest, End: ln.span.End})
			body = true
			continue
		}
		body = body || kind == report.Body
		l.add(kind, ln.span)
	}
	return l
}

// lastLines is how many lines at a text's end may tell of it rather than in it.
const lastLines = 4

// stamp takes the date of a line that is nothing but when the report was
// published, which stands before when it was changed.
func (l *layout) stamp(s string) {
	if changed().MatchString(s) {
		return
	}
	s = dateLabel.ReplaceAllString(s, "")
	for at := 0; at < len(s); at++ {
		if at > 0 && s[at-1] != ' ' {
			continue
		}
		if d, _ := dateAt(s[at:]); d != "" {
			l.give(d, "")
			return
		}
	}
}

// changed begins a line of when a report was changed.
var changed = lazily(`(?i)^(?:last )?(?:updated?|modified|edited)\b`)

// add appends a zone, joining it to the one before when both are of the body.
func (l *layout) add(kind report.ZoneKind, s report.Span) {
	if n := len(l.zones); n > 0 && kind == report.Body && l.zones[n-1].Kind == kind {
		l.zones[n-1].Span.End = s.End
		return
	}
	l.zones = append(l.zones, report.Zone{Kind: kind, Span: s})
}

var (
	dateLabel = regexp.MustCompile(`(?i)^(?:(?:first )?published|posted|issued|date|updated|last updated|modified)(?: on| at)?\s*:?\s*`)
	clock     = regexp.MustCompile(`(?i)^[\s,|·–—-]*(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?:\s*(?:[ap]\.?m\.?))?(?:\s*\(?[A-Z]{2,5}\)?)?)?[\s.|·–—-]*$`)
	dayOf     = dayWords + `(?P<day>(?:` + monthWords + `\s+\d{1,2}|\d{1,2}\s+` + monthWords + `)(?:,?\s+\d{4})?|\d{4}-\d{2}-\d{2})`
	cityLine  = lazily(`^(?P<city>\p{Lu}[\p{L} .,'’-]{1,60}?)(?:,\s+` + dayOf + `)?\s*(?:\((?P<agency>[^()]{2,40})\))?\s*(?:–|—|--|-)\s+`)
	dayLine   = lazily(`^` + dayOf + `\s*\((?P<agency>[^()]{2,40})\)\s*(?:–|—|--|-)\s+`)
	upperCity = regexp.MustCompile(`^[\p{Lu}][\p{Lu} .'’-]+(?:,\s+[\p{L} .'’-]+)?$`)
)

// dateline reads a line as a dateline and notes its date and outlet. It is the
// number of the line's bytes that are dateline, 0 when none are; the rest is
// body.
func (l *layout) dateline(s string) int {
	if m := dayLine().FindStringSubmatch(s[:min(len(s), 160)]); m != nil && len(m[0]) < len(s) { // "Nov 12 (Agency) - "
		day, _ := dateAt(m[dayLine().SubexpIndex("day")])
		l.give(day, m[dayLine().SubexpIndex("agency")])
		return len(m[0])
	}
	if d, n := dateAt(s); d != "" {
		if clock.MatchString(s[n:]) {
			l.give(d, "")
			return len(s)
		}
		if after := strings.TrimLeft(s[n:], " \u00a0"); len(after) < len(s[n:]) && opensSentence(after) {
			l.give(d, "")
			return len(s) - len(after)
		}
		return 0
	}
	if label := dateLabel.FindString(s); label != "" {
		if d, n := dateAt(s[len(label):]); d != "" && clock.MatchString(s[len(label)+n:]) {
			if l.date == "" || !strings.HasPrefix(strings.ToLower(label), "updated") {
				l.give(d, "")
			}
			return len(s)
		}
	}
	for at := 1; at < min(len(s), 80); at++ {
		if s[at-1] != ' ' && s[at-1] != '|' {
			continue
		}
		d, n := dateAt(s[at:])
		if d == "" || !clock.MatchString(s[at+n:]) {
			continue
		}
		before := strings.TrimRight(s[:at], " ,|·–—-")
		if len(strings.Fields(before)) > 6 || !titled(before) {
			return 0
		}
		name := ""
		if newsName().MatchString(before) {
			name = before
		}
		l.give(d, name)
		return len(s)
	}
	return l.cityline(s)
}

// cityline reads the place, day and agency that open a wire report: "SEOUL,
// Feb. 2 (Agency) -". A day without a year gives no date.
func (l *layout) cityline(s string) int {
	m := wire(s)
	if m == nil {
		return 0
	}
	if d, _ := dateAt(m[cityLine().SubexpIndex("day")]); d != "" {
		l.give(d, "")
	}
	l.give("", m[cityLine().SubexpIndex("agency")])
	if paper, _, ok := strings.Cut(s[len(m[0]):], " - "); ok && len(paper) < 40 && titled(paper) && newsName().MatchString(paper) { // "TARN - Tarn Weekly -"
		l.give("", paper)
		return len(m[0]) + len(paper) + len(" - ")
	}
	return len(m[0])
}

// wire is how cityLine matches the line of a wire report, nil for any other line.
func wire(s string) []string {
	m := cityLine().FindStringSubmatch(s[:min(len(s), 160)])
	if m == nil || len(m[0]) >= len(s) {
		return nil
	}
	part := func(name string) string { return m[cityLine().SubexpIndex(name)] }
	city := part("city")
	if !titled(city) || len(strings.Fields(city)) > 5 || part("day") == "" && part("agency") == "" && !upperCity.MatchString(city) {
		return nil
	}
	return m
}

func (l *layout) give(date, outlet string) {
	if l.date == "" {
		l.date = date
	}
	if l.outlet == "" {
		l.outlet = outlet
	}
}

// opensSentence tells whether s begins with a capital letter or a quotation
// mark and goes on for some words.
func opensSentence(s string) bool {
	r := []rune(s[:min(len(s), 8)])
	return len(r) > 0 && (unicode.IsUpper(r[0]) || r[0] == '"' || r[0] == '“') && len(strings.Fields(s)) > 4
}

// titled tells whether the words of s are capitalised as in a name, but for
// those of two letters ("de", "of").
func titled(s string) bool {
	for _, w := range strings.Fields(s) {
		if r := []rune(w); len(r) > 2 && !unicode.IsUpper(r[0]) {
			return false
		}
	}
	return s != ""
}

var hasLearned = lazily(`((?:\p{Lu}[\p{L}\p{N}.’'-]*\s+){2,4})has (?:exclusively )?(?:learned|learnt)\b`)

// speaker is the outlet that says of itself that it has learned what it
// reports, in the body's first two thousand bytes. Only a name with a word for
// news in it counts; others learn things too.
func speaker(text string, zones []report.Zone) string {
	for _, z := range zones {
		if z.Kind != report.Body {
			continue
		}
		s := z.Span.Of(text)
		m := hasLearned().FindStringSubmatch(s[:min(len(s), 2000)])
		if m == nil || !newsName().MatchString(m[1]) {
			return ""
		}
		return strings.TrimPrefix(strings.Join(strings.Fields(m[1]), " "), "The ")
	}
	return ""
}
