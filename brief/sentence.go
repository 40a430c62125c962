package brief

import (
	"strings"
	"unicode/utf8"

	"github.com/sayso/sayso/reading"
)

// sentence tells a claim: on whose say-so, in which words, and how far it goes.
func (s *source) sentence(c *reading.Claim) string {
	var b strings.Builder
	chain := s.chain(c)
	own := upper(chain[0])
	inferred, foretold := c.Basis.Kind == "inferred", c.Status == reading.Predicted
	switch {
	case len(chain) > 1:
		b.WriteString("According to " + chain[len(chain)-1])
		for i := len(chain) - 2; i > 0; i-- {
			b.WriteString(", as told by " + chain[i])
		}
		b.WriteString(", as reported by " + chain[0])
		if inferred {
			b.WriteString(", as a conclusion")
		}
	case inferred && foretold:
		b.WriteString(own + " itself infers, as its own forecast")
	case inferred:
		b.WriteString(own + " itself infers")
	case foretold:
		b.WriteString(own + " itself forecasts, naming no source")
	default:
		b.WriteString(own + " reports, naming no source")
	}
	return b.String() + ": " + s.part(c)
}

// part is a claim's words and how far it goes, without whose say-so it is.
func (s *source) part(c *reading.Claim) string {
	out := "“" + s.wordsOf(c) + "”."
	if how := s.how(c); how != "" {
		out += " " + how
	}
	return out
}

// by is who says a claim, in a few words.
func (s *source) by(c *reading.Claim) string {
	chain := s.chain(c)
	if len(chain) == 1 {
		return chain[0] + " in its own voice, naming no source"
	}
	return chain[len(chain)-1]
}

// wordsOf is the claim's words as they leave, in one line.
func (s *source) wordsOf(c *reading.Claim) string {
	return strings.TrimRight(plain(c.Span.Of(s.Text)), " .")
}

// how says how certain the voice is and what stage it puts the matter at, never
// more than the claim has.
func (s *source) how(c *reading.Claim) string {
	if c.OpenQuestion || c.Status == reading.Unknown {
		return "Reported as not known."
	}
	var parts []string
	switch c.Factuality {
	case reading.Probable:
		parts = append(parts, "put as probable"+s.hedges(c))
	case reading.Possible:
		parts = append(parts, "put as possible"+s.hedges(c))
	case reading.CertainNot:
		parts = append(parts, s.matter(c)+"put as not so")
	case reading.ProbableNot:
		parts = append(parts, s.matter(c)+"put as improbable"+s.hedges(c))
	case reading.PossibleNot:
		parts = append(parts, s.matter(c)+"put as possibly not so"+s.hedges(c))
	case reading.Uncommitted:
		parts = append(parts, "left open whether it came about")
	}
	switch c.Status {
	case reading.Ordered:
		parts = append(parts, "reported as ordered, not as carried out")
	case reading.Planned:
		parts = append(parts, "reported as planned, not as done")
	case reading.Predicted:
		parts = append(parts, "foretold, not reported as having happened")
	case reading.Conditional:
		parts = append(parts, "reported only under a condition"+s.condition(c))
	case reading.Habitual:
		parts = append(parts, "reported as habitual")
	}
	if len(parts) == 0 {
		return ""
	}
	return upper(strings.Join(parts, "; ")) + "."
}

// matter names what a negation is about, so that words which are negative
// themselves are not read as negated twice.
func (s *source) matter(c *reading.Claim) string {
	if c.Anchor == c.Span {
		return ""
	}
	return "“" + plain(c.Anchor.Of(s.Text)) + "” is "
}

func (s *source) hedges(c *reading.Claim) string {
	var words []string
	for _, h := range c.Hedges {
		words = append(words, "“"+plain(h.Of(s.Text))+"”")
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

func (s *source) condition(c *reading.Claim) string {
	for i := range s.Claims {
		if s.Claims[i].ID == c.Condition && c.Condition != "" {
			return " (“" + s.wordsOf(&s.Claims[i]) + "”)"
		}
	}
	return ""
}

func upper(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
