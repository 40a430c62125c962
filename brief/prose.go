package brief

import (
	"regexp"
	"slices"
	"strings"
)

// Finding is something in the prose of a brief that the rules refuse.
type Finding struct {
	Rule     string `json:"rule"`
	Sentence string `json:"sentence"`
	Words    string `json:"words"`
	Why      string `json:"why"`
}

// The two rows of ICD 203's likelihood terms. Longer terms stand before those
// they contain.
var (
	rowOne     = regexp.MustCompile(`(?i)\b(almost no chance|very unlikely|unlikely|roughly even chance|very likely|likely|almost certain(?:ly)?)\b`)
	rowTwo     = regexp.MustCompile(`(?i)\b(remote(?: chance)?|highly improbable|improbabl[ey]|roughly even odds|highly probable|probabl[ey]|nearly certain)\b`)
	confidence = regexp.MustCompile(`(?i)\b(?:low|moderate|medium|high)(?:[- ]to[- ](?:low|moderate|medium|high))?[- ]confidence\b|\bconfidence(?: level)?(?:,? (?:is|are|of|remains?)|:) (?:low|moderate|medium|high)\b`)
	verdict    = regexp.MustCompile(`(?i)\b(proven|proved|proves|prove|guilty|undeniabl[ey]|undoubtedly|beyond doubt|it is true that|true that|in truth)\b`)
	plurals    = regexp.MustCompile(`(?i)\b(sources|officials|witnesses|experts|insiders|people|observers|reports say|defectors|workers)(?: (?:in|of|at|from|with|close|familiar|inside|near|on) [^;,“”]{1,40}?)? (?:say|said|told|report|reported|claim|claimed|warn|warned|confirm|confirmed|believe)\b`)
	counted    = regexp.MustCompile(`(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:\pL+ ){0,2}(?:sources|officials|witnesses|experts|insiders|people|observers|defectors|workers)\b`)
	quotedText = regexp.MustCompile(`“[^”]*”|"[^"]*"`)
	noteMark   = regexp.MustCompile(`\[\^?(\d+)\]`)
	stop       = regexp.MustCompile(`[.!?]+[”")]*(?:\[\^?\d+\])*\s+|\n+`)
	shortened  = regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mr|mrs|ms|dr|st|no|gen|col|lt|sgt|prof|gov|sen|rep|inc|ltd|co|corp|vs|e\.g|i\.e|u\.s|u\.n|u\.k|[a-z])\.$`)
)

// Prose checks the prose of a brief: it refuses "proven" and its like, a
// likelihood and a level of confidence in one sentence, terms of both rows of
// ICD 203, and sources in the plural in a sentence that rests on one note.
// Quoted words are left alone.
func Prose(text string) []Finding {
	var out []Finding
	var one, two *Finding
	for _, s := range sentences(text) {
		bare := quotedText.ReplaceAllString(s, "“”")
		add := func(rule, words, why string) { out = append(out, Finding{rule, plain(s), words, why}) }
		if w := verdict.FindString(bare); w != "" {
			add("verdict", w, "reports can be wrong: say “reported” or “evidenced”")
		}
		a, b := rowOne.FindString(bare), rowTwo.FindString(bare)
		if c := confidence.FindString(bare); c != "" && a+b != "" {
			add("likelihood-and-confidence", a+b+", "+c, "a likelihood and a level of confidence stand in one sentence (ICD 203)")
		}
		if a != "" && one == nil {
			one = &Finding{"mixed-rows", plain(s), a, ""}
		}
		if b != "" && two == nil {
			two = &Finding{"mixed-rows", plain(s), b, ""}
		}
		if w := plurals.FindString(bare); w != "" && !counted.MatchString(bare) && len(distinct(noteMark.FindAllString(s, -1))) == 1 {
			add("plural-source", w, "sources in the plural, and one note")
		}
	}
	if one != nil && two != nil {
		two.Why = "terms of both rows of ICD 203: “" + one.Words + "” elsewhere, “" + two.Words + "” here"
		out = append(out, *two)
	}
	return out
}

// sentences cuts prose into sentences, the marks of their notes with them; what
// is shortened by a full stop ends none.
func sentences(text string) []string {
	var out []string
	from := 0
	for _, at := range stop.FindAllStringIndex(text, -1) {
		words := text[from:at[1]]
		if shortened.MatchString(strings.TrimSpace(words)) && !strings.Contains(text[at[0]:at[1]], "\n") {
			continue
		}
		out = append(out, words)
		from = at[1]
	}
	return append(out, text[from:])
}

func distinct(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// Lint checks a brief's own words: those of its sentences, summaries and
// reasons, with the quoted words of reports left alone.
func (b *Brief) Lint() []Finding {
	var text strings.Builder
	var out []Finding
	for _, s := range b.Summary {
		text.WriteString(s + "\n")
	}
	for _, section := range b.Sections {
		text.WriteString(section.Title + "\n" + section.About + "\n")
	}
	b.Each(func(_ *Section, t *Sentence) {
		text.WriteString(t.Text + "\n" + t.Why + "\n" + t.Fate + "\n" + t.Loss + "\n")
		if len(t.Notes) == 1 && strings.Contains(b.Notes[t.Notes[0]-1].Voice, "one anonymous person") && plurals.MatchString(quotedText.ReplaceAllString(t.Text, "")) {
			out = append(out, Finding{"plural-source", t.Text, "", "sources in the plural where there is one"})
		}
	})
	return append(out, Prose(text.String())...)
}
