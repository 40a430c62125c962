package lint

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Words by which a report says why somebody is not named, how somebody comes to
// know, and that somebody was asked. They are tried on the sentences in which a
// voice is mentioned.
var (
	reason  = regexp.MustCompile(`(?i)\b(because|for fear|fear(?:ing|s|ed)? (?:of )?(?:reprisal|retaliation|retribution|arrest|punishment)|(?:citing|for) (?:\w+ ){0,3}(?:safety|security|privacy|reasons)|not (?:been )?(?:authori[sz]ed|allowed|permitted)|lack(?:s|ed)? authori[sz]ation|since (?:they|he|she|the)|to (?:speak|discuss|talk) (?:freely|candidly|openly)|sensitiv\w+|to protect|wary of|afraid)\b`)
	access  = regexp.MustCompile(`(?i)\b(familiar with|knowledge of|briefed on|involved in|close to|present at|witness\w*|who (?:saw|took part|attended|was there|worked|works)|working (?:at|in|on|for)|took part|with access to|seen by|reviewed|inside|participat\w+|attended)\b`)
	asked   = regexp.MustCompile(`(?i)\b(declin\w+ to (?:comment|say|answer)|did not (?:\w+ )?(?:respond|reply|answer|comment)|could not (?:\w+ )?be reached|no (?:immediate )?(?:comment|response|reply)|request\w* for comment|denied|denies|deny|rejected|rejects|dismissed|refused to comment|when asked|asked for comment|contacted)\b`)
	hearsay = regexp.MustCompile(`(?i)\b(reportedly|allegedly|purportedly|supposedly|rumou?red|it is (?:said|understood|believed|thought)|some (?:say|claim|believe)|is said to|are said to)\b`)
	accused = regexp.MustCompile(`(?i)\b(accus\w+|alleg\w+|charg(?:e|ed|es) with|violat\w+|illegal\w*|unlawful\w*|fraud\w*|corrupt\w*|abus\w+|brib\w+|smuggl\w+|forc(?:e|ed|ing)|without pay|negligen\w+|knew of|cover(?:ed|ing)? up|ignored|failed to)\b`)
	several = regexp.MustCompile(`(?i)\b(two|three|four|five|six|seven|eight|nine|ten|both|several|multiple|a (?:number|group|dozen)|dozens?|[2-9]|[1-9]\d+)\b`)
	many    = regexp.MustCompile(`(?i)\b(sources|officials|people|persons|insiders|witnesses|diplomats|employees|workers|executives|aides|experts|analysts|observers|residents)\b`)
	valued  = regexp.MustCompile(`(?i)\b(should(?:n[’']t)?|ought to|no reason|every reason|worth(?:while|y)?|mistake|shame(?:ful)?|unfair|foolish|unwise|wise(?:r|st)?|better|worse|best|worst|good|bad|right|wrong|outrag\w+|deserv\w+|the point of)\b`)
	opinion = regexp.MustCompile(`(?i)^(think|believe|feel|hope|fear|doubt|suspect|guess|consider|deserve|should|seem|appear|regret|wish)$`)
)

var checks = map[string]func(*paper) []Finding{
	"anonymity-reason": func(x *paper) []Finding {
		return x.anonymous(func(words string) bool { return reason.MatchString(words) }, "no reason is given why this source is not named")
	},
	"anonymous-access": func(x *paper) []Finding {
		return x.anonymous(func(words string) bool { return access.MatchString(words) }, "how this source comes to know is not stated")
	},
	"anonymous-opinion": opinions,
	"anonymous-alone":   alone,
	"plural-source":     plural,
	"unsourced-hearsay": nobody,
	"headline-firmer":   firmer,
	"reply":             reply,
}

// paper is a reading with its parts by id.
type paper struct {
	*reading.Reading
	voices map[string]*reading.Voice
}

func newPaper(r *reading.Reading) *paper {
	x := &paper{r, map[string]*reading.Voice{}}
	for i := range r.Voices {
		x.voices[r.Voices[i].ID] = &r.Voices[i]
	}
	return x
}

// news tells whether a claim stands where claims are news.
func news(c *reading.Claim) bool { return c.Zone == "" || c.Zone == "headline" || c.Zone == "body" }

// unnamed tells whether a voice is people who are not named.
func unnamed(v *reading.Voice) bool {
	return v.Kind == "anonymous" || v.Kind == "collective" && v.Count != nil
}

// inner is the innermost voice of a claim, nil for the report's own.
func (x *paper) inner(c *reading.Claim) *reading.Voice {
	if len(c.Sources) == 0 {
		return nil
	}
	return x.voices[c.Sources[len(c.Sources)-1].Voice]
}

// around is the words of the sentences in which a voice is mentioned.
func (x *paper) around(v *reading.Voice) string {
	var b strings.Builder
	for _, s := range x.Sentences {
		if slices.ContainsFunc(v.Mentions, s.Overlaps) {
			b.WriteString(s.Of(x.Text) + " ")
		}
	}
	return b.String()
}

// anonymous finds each voice without a name about which the report does not say
// what says looks for, at its first mention.
func (x *paper) anonymous(says func(string) bool, why string) []Finding {
	var out []Finding
	for i := range x.Voices {
		if v := &x.Voices[i]; unnamed(v) && len(v.Mentions) > 0 && !says(x.around(v)) {
			out = append(out, Finding{Why: why, Span: v.Mentions[0]})
		}
	}
	return out
}

// nearby is how many bytes after a voice are searched for how it comes to know.
const nearby = 60

// Access is the words in which a report says how a voice comes to know, beside
// the voice itself: "familiar with" in "an engineer familiar with the inspection".
// It is empty where there are none.
func Access(r *reading.Reading, v *reading.Voice) string {
	for _, m := range v.Mentions {
		for _, s := range r.Sentences {
			if s.Contains(m) {
				beside := report.Span{Start: m.Start, End: min(m.End+nearby, s.End)}
				for !utf8.ValidString(beside.Of(r.Text)) {
					beside.End--
				}
				if words := access.FindString(beside.Of(r.Text)); words != "" {
					return words
				}
			}
		}
	}
	return ""
}

// opinions finds claims of voices without a name that are forecasts, guesses or
// feelings.
func opinions(x *paper) []Finding {
	var out []Finding
	for i := range x.Claims {
		c := &x.Claims[i]
		v := x.inner(c)
		if v == nil || !unnamed(v) || !news(c) {
			continue
		}
		why := ""
		switch {
		case c.Status == reading.Predicted:
			why = "a forecast of a source that is not named"
		case c.Factuality == reading.Probable || c.Factuality == reading.Possible || c.Factuality == reading.ProbableNot || c.Factuality == reading.PossibleNot:
			why = "a guess of a source that is not named"
		case c.Basis.Kind == "inferred":
			why = "a conclusion of a source that is not named"
		case opinion.MatchString(c.Predicate), x.quoted(c) && valued.MatchString(c.Span.Of(x.Text)):
			why = "an opinion of a source that is not named"
		}
		if why != "" {
			out = append(out, Finding{Why: why, Span: c.Span, Claim: c.ID})
		}
	}
	return out
}

// quoted tells whether a claim stands between quotation marks.
func (x *paper) quoted(c *reading.Claim) bool {
	return slices.ContainsFunc(x.Attributions, func(a reading.Attribution) bool {
		return a.Kind != "indirect" && slices.ContainsFunc(a.Content, func(s report.Span) bool { return s.Overlaps(c.Anchor) })
	})
}

// alone finds the one person without a name on whom all that the report
// attributes to anybody rests.
func alone(x *paper) []Finding {
	var only *reading.Voice
	n := 0
	for i := range x.Claims {
		c := &x.Claims[i]
		v := x.inner(c)
		if v == nil || !news(c) {
			continue
		}
		if only != nil && only != v {
			return nil
		}
		only = v
		n++
	}
	if only == nil || only.Kind != "anonymous" || only.Count != nil && *only.Count > 1 || len(only.Mentions) == 0 {
		return nil
	}
	return []Finding{{Why: "everything that is attributed to anybody rests on this one source", Span: only.Mentions[0]}}
}

// plural finds voices without a name that are told in the plural without their
// number.
func plural(x *paper) []Finding {
	var out []Finding
	for i := range x.Voices {
		v := &x.Voices[i]
		if v.Kind != "anonymous" && v.Kind != "collective" {
			continue
		}
		for _, m := range v.Mentions {
			words := m.Of(x.Text)
			if !many.MatchString(words) {
				continue
			}
			switch {
			case v.Count != nil && *v.Count == 1:
				out = append(out, Finding{Why: "told in the plural, and one person elsewhere", Span: m})
			case v.Count == nil && !several.MatchString(words):
				out = append(out, Finding{Why: "told in the plural, and how many is not said", Span: m})
			default:
				continue
			}
			break
		}
	}
	return out
}

// nobody finds claims put forward by nobody who is named or described.
func nobody(x *paper) []Finding {
	var out []Finding
	add := func(s report.Span, claim string) {
		if !slices.ContainsFunc(out, func(f Finding) bool { return f.Span.Overlaps(s) }) {
			out = append(out, Finding{Why: "nobody is named or described who says so", Span: s, Claim: claim})
		}
	}
	for i := range x.Claims {
		c := &x.Claims[i]
		if !news(c) {
			continue
		}
		if v := x.inner(c); v != nil && v.Kind == "unnamed" {
			add(c.Span, c.ID)
		}
		if len(c.Sources) == 0 {
			for _, h := range c.Hedges {
				if hearsay.MatchString(h.Of(x.Text)) {
					add(h, c.ID)
				}
			}
		}
	}
	for _, at := range hearsay.FindAllStringIndex(x.Text, -1) {
		add(report.Span{Start: at[0], End: at[1]}, "")
	}
	slices.SortFunc(out, func(a, b Finding) int { return a.Span.Start - b.Span.Start })
	return out
}

// firmness orders how far a claim goes: what is told as so above what is still to
// come, and each by its hedges.
func firmness(c *reading.Claim) int {
	n := map[reading.Factuality]int{reading.Certain: 3, reading.CertainNot: 3, reading.Probable: 2, reading.ProbableNot: 2, reading.Possible: 1, reading.PossibleNot: 1}[c.Factuality]
	switch c.Status {
	case reading.Happened, reading.Holds, reading.Habitual:
		return 3 + n
	case reading.Ordered, reading.Planned:
		if len(c.Hedges) == 0 {
			return max(n, 3) // what is to be done, put flatly
		}
	}
	return n
}

// firmer finds claims of the headline or the first sentence of the body whose
// likes further down are told as less certain, or only as somebody's word.
func firmer(x *paper) []Finding {
	var out []Finding
	lede := -1
	for i := range x.Claims {
		if c := &x.Claims[i]; c.Zone == "body" && (lede < 0 || c.Sentence < lede) {
			lede = c.Sentence
		}
	}
	for i := range x.Claims {
		c := &x.Claims[i]
		top := c.Zone == "headline" || c.Sentence == lede
		if !top {
			continue
		}
		low, said, met := 99, true, false
		for k := range x.Claims {
			o := &x.Claims[k]
			if o.Zone == "body" && o.Sentence != lede && x.alike(c, o) && strings.HasSuffix(string(o.Factuality), "-") == strings.HasSuffix(string(c.Factuality), "-") {
				met = true
				low = min(low, firmness(o))
				said = said && len(o.Sources) > 0
			}
		}
		switch {
		case met && firmness(c) > low:
			out = append(out, Finding{Why: "told as more certain than further down", Span: c.Span, Claim: c.ID})
		case met && said && len(c.Sources) == 0 && c.Zone == "headline":
			out = append(out, Finding{Why: "told as a fact here, and as somebody's word further down", Span: c.Span, Claim: c.ID})
		}
	}
	return out
}

// alike tells whether two claims have one predicate and an entity, a word of a
// participant, or two long words in common.
func (x *paper) alike(a, b *reading.Claim) bool {
	if !strings.EqualFold(a.Predicate, b.Predicate) {
		return false
	}
	for _, m := range a.Arguments {
		for _, n := range b.Arguments {
			if m.Entity != "" && m.Entity == n.Entity || m.Role == n.Role && x.shareWord(m.Span, n.Span) {
				return true
			}
		}
	}
	return x.shared(a.Span, b.Span, 7) > 1
}

func (x *paper) shareWord(a, b report.Span) bool { return x.shared(a, b, 5) > 0 }

// shared counts the words of at least so many letters that two spans share.
func (x *paper) shared(a, b report.Span, letters int) int {
	words := strings.FieldsFunc(strings.ToLower(b.Of(x.Text)), notLetter)
	n := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(a.Of(x.Text)), notLetter) {
		if utf8.RuneCountInString(w) >= letters && slices.Contains(words, w) {
			n++
		}
	}
	return n
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// reply finds the first allegation of a report that nowhere says that those
// concerned were asked or what they answered.
func reply(x *paper) []Finding {
	if asked.MatchString(x.Text) {
		return nil
	}
	for i := range x.Claims {
		if c := &x.Claims[i]; news(c) && accused.MatchString(c.Span.Of(x.Text)) {
			return []Finding{{Why: "the report does not say that those concerned were asked", Span: c.Span, Claim: c.ID}}
		}
	}
	return nil
}
