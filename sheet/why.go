package sheet

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sayso/sayso/reading"
)

// ErrNoClaim says that a reading has no claim of that id.
var ErrNoClaim = errors.New("there is no such claim: take an id from the sheet, such as c1")

// Why is one sentence on a claim: on whose say-so it stands, how sure that
// voice is, and which claims it rests on. Errors wrap ErrNoClaim.
func Why(r *reading.Reading, id string) (string, error) {
	x := indexOf(r)
	c, ok := x.claimOf[id]
	if !ok {
		return "", fmt.Errorf("claim %s of %s: %w", id, r.Report.ID, ErrNoClaim)
	}
	parts := []string{x.sayso(c)}
	if s := sure(c); s != "" {
		parts = append(parts, s)
	}
	if len(c.Basis.Premises) > 0 {
		var premises []string
		for _, p := range c.Basis.Premises {
			premises = append(premises, x.premise(p))
		}
		parts = append(parts, "from "+strings.Join(premises, " and "))
	}
	if c.Condition != "" {
		parts = append(parts, "and only if "+x.cited(c.Condition)+" holds")
	}
	s := strings.Join(parts, ", ") + "."
	if rest, ok := strings.CutPrefix(s, "the "); ok {
		s = "The " + rest
	}
	return s, nil
}

// sayso names the voices of a claim and what they do.
func (x index) sayso(c reading.Claim) string {
	inferred := c.Basis.Kind == "inferred"
	if len(c.Sources) == 0 {
		if inferred {
			return possessive(x.own()) + " own conclusion"
		}
		return possessive(x.own()) + " own statement, naming no source"
	}
	inner := x.link(c.Sources[len(c.Sources)-1])
	kind := "statement"
	if inferred {
		kind = "conclusion"
	}
	s := "the " + kind + " of " + inner
	if v, ok := x.voiceOf[c.Sources[len(c.Sources)-1].Voice]; ok {
		if w := who(x.reading, v); v.Kind == "anonymous" || v.Kind == "collective" {
			s += " (" + w + ")"
		}
	}
	for i := len(c.Sources) - 2; i >= 0; i-- {
		s += ", as told by " + x.link(c.Sources[i])
	}
	return s + ", as told by " + x.own()
}

// sure tells how sure the voice is and what stage it puts the matter at.
func sure(c reading.Claim) string {
	if c.Status == reading.Unknown || c.OpenQuestion {
		return "which says that it is not known"
	}
	how := map[reading.Factuality]string{
		reading.Certain: "stated as certain", reading.Probable: "stated as probable", reading.Possible: "stated as possible",
		reading.CertainNot: "stated as certainly not so", reading.ProbableNot: "stated as probably not so", reading.PossibleNot: "stated as possibly not so",
		reading.Uncommitted: "its outcome left open",
	}[c.Factuality]
	stage := map[reading.Status]string{
		reading.Ordered: "ordered and not said to have happened", reading.Planned: "planned and not said to have happened",
		reading.Predicted: "still to come", reading.Conditional: "only under a condition",
	}[c.Status]
	switch {
	case stage == "" || c.Status == reading.Conditional && c.Condition != "":
		return how
	case how == "":
		return stage
	}
	return how + ", " + stage
}

// premise cites a claim that another is drawn from.
func (x index) premise(id string) string {
	c, ok := x.claimOf[id]
	if !ok {
		return id
	}
	if len(c.Sources) == 0 {
		return "its unsourced premise " + x.cited(id)
	}
	return "premise " + x.cited(id) + " of " + x.link(c.Sources[len(c.Sources)-1])
}

// cited is a claim's id, with its strength when it is not certain.
func (x index) cited(id string) string {
	c := x.claimOf[id]
	switch c.Factuality {
	case reading.Probable:
		return id + " (probable)"
	case reading.Possible:
		return id + " (possible)"
	case reading.ProbableNot:
		return id + " (improbable)"
	case reading.PossibleNot:
		return id + " (possibly not)"
	case reading.Uncommitted:
		return id + " (open)"
	}
	return id
}

func possessive(s string) string {
	if strings.HasSuffix(s, "s") {
		return s + "'"
	}
	return s + "'s"
}
