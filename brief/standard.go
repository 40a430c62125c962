package brief

import (
	"fmt"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// reach tells whether a claim reaches the standard, and if not, why.
func (w *maker) reach(s *source, c *reading.Claim) (bool, string) {
	st := s.standings[c.ID]
	if n := w.against(s.Report.ID, c.ID); n != "" {
		return false, n
	}
	if st != nil && (st.State == "contested" || st.State == "not_confirmed") {
		return false, st.Why
	}
	if l := s.full.Loss(c.ID); l != nil && l.Effect == "weakens" {
		return false, "weakened by a withdrawal"
	}
	v := s.innermost(c)
	switch w.m.Standard {
	case TwoOrigins:
		switch {
		case st == nil && len(w.all) == 1:
			return false, "one origin at most: " + s.kind(c)
		case st == nil:
			return false, "one origin: no other report in this brief is linked to it; it rests on " + s.kind(c)
		case st.Origins < 2 || st.State != "corroborated":
			return false, plain(st.Why)
		}
	case OneNamedOrigin:
		switch {
		case v == nil:
			return false, "the report's own voice: no source is named"
		case v.Kind != "person" && v.Kind != "office" && v.Kind != "document":
			return false, "rests on " + s.kind(c)
		}
	}
	return true, ""
}

// against tells what speaks against a claim, "" when nothing is known to.
func (w *maker) against(id, claim string) string {
	for _, t := range w.tied[end{id, claim}] {
		l := t.Link
		if l.State == story.Rejected || l.Kind != story.Contradicts && l.Kind != story.Denies && l.Kind != story.Retracts {
			continue
		}
		if l.To == id && l.ToClaim == claim || l.Kind == story.Contradicts && l.From == id && l.Claim == claim {
			return fmt.Sprintf("contested (%s, %s): see the contradictions", l.Kind, l.State)
		}
	}
	return ""
}

func links(s *source) []story.Link {
	if s.full.Known == nil {
		return nil
	}
	return s.full.Known.Links
}

// premises cites what an inference rests on.
func (s *source) premises(c *reading.Claim) string {
	var out []string
	for _, id := range c.Basis.Premises {
		for i := range s.Claims {
			if s.Claims[i].ID == id {
				premise := id + " “" + s.wordsOf(&s.Claims[i]) + "”"
				if s.fell(&s.Claims[i]) {
					premise += " (withdrawn: this conclusion is the weaker for it)"
				}
				out = append(out, premise)
			}
		}
	}
	if len(out) == 0 {
		return "no premise is stated"
	}
	return "drawn from " + strings.Join(out, " and ")
}
