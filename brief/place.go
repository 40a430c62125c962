package brief

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
)

// spot is where a claim stands in a brief: on its own in a section, or within
// another whose words hold its own.
type spot struct {
	c       *reading.Claim
	section string
	why     string
	due     string
	within  *spot
	parts   []*spot
	of      *reading.Claim // whose words hold its own, and which stands elsewhere
}

// place finds the section of a claim, and why it does not reach the standard.
func (w *maker) place(s *source, c *reading.Claim) *spot {
	p := &spot{c: c, section: Short}
	ok, why := w.reach(s, c)
	switch {
	case s.fell(c):
		p.section, p.why = Withdrawn, s.fall(c)
	case c.OpenQuestion || c.Status == reading.Unknown:
		p.section = Questions
	case c.Status == reading.Ordered || c.Status == reading.Planned || c.Status == reading.Predicted || c.Status == reading.Conditional:
		p.section, p.due = Forecasts, sheet.Due(c.When.EDTF)
		if !ok {
			p.why = why
		}
	case c.Basis.Kind == "inferred" && len(c.Sources) == 0:
		p.section, p.why = Inferences, s.premises(c)
	case ok:
		p.section = Reaching
		w.reached++
	default:
		p.why = why
	}
	return p
}

// nest puts each claim within the largest of its section that has the same
// voices and whose words hold its own. One that has no such, and whose words are
// part of another claim's, is told with those.
func nest(s *source, spots []*spot) {
	holds := func(o, p *spot) bool {
		a, b := s.whole[o.c.ID].Span, s.whole[p.c.ID].Span
		return o != p && a.Contains(b) && a != b
	}
	for _, p := range spots {
		for _, o := range spots {
			switch {
			case !holds(o, p):
			case o.section == p.section && o.why == p.why && sameVoices(o.c, p.c):
				if p.within == nil || holds(o, p.within) {
					p.within = o
				}
			case strings.HasPrefix(s.wordsOf(o.c), export.Withheld):
			case p.of == nil || s.whole[o.c.ID].Span.Len() > s.whole[p.of.ID].Span.Len():
				p.of = o.c
			}
		}
	}
	for _, p := range spots {
		if p.within != nil {
			p.within.parts = append(p.within.parts, p)
		}
	}
}

func sameVoices(a, b *reading.Claim) bool {
	return slices.EqualFunc(a.Sources, b.Sources, func(x, y reading.Link) bool { return x.Voice == y.Voice })
}

// told is the sentence of a claim where it stands.
func (w *maker) told(s *source, p *spot) Sentence {
	t := Sentence{Claim: s.Report.ID + "/" + p.c.ID, Text: s.sentence(p.c), Why: p.why, Due: p.due, Fate: w.fate(s.Report.ID, p.c.ID), Loss: s.lost(p.c)}
	if p.of != nil {
		t.Text += " It stands in the words “" + s.wordsOf(p.of) + "”."
	}
	if p.section == Forecasts && t.Fate == "" {
		t.Fate = w.due(p.due)
	}
	for _, q := range p.parts {
		part := Sentence{Claim: s.Report.ID + "/" + q.c.ID, Text: s.part(q.c), Due: q.due, Fate: w.fate(s.Report.ID, q.c.ID), Loss: s.lost(q.c)}
		if q.due != "" && part.Fate == "" {
			part.Fate = w.due(q.due)
		}
		t.Parts = append(t.Parts, part)
	}
	return t
}

// due says how a day stands to the day of the brief.
func (w *maker) due(day string) string {
	switch {
	case day == "" || w.m.AsOf == "":
		return ""
	case day < w.m.AsOf:
		return "overdue: no report in this brief tells what became of it"
	}
	return "not yet due"
}

// fell tells whether a person withdrew or rejected a claim, or what it came
// through.
func (s *source) fell(c *reading.Claim) bool {
	if l := s.full.Loss(c.ID); l != nil && l.Effect == "falls" {
		return true
	}
	r := s.full.Review(c)
	return r != nil && (r.Verb == "withdraw" || r.Verb == "reject")
}

// fall says by whom and why a claim fell.
func (s *source) fall(c *reading.Claim) string {
	r := s.Review(c)
	if r == nil {
		return "withdrawn"
	}
	verb := map[string]string{"reject": "rejected"}[r.Verb]
	how := fmt.Sprintf("%s by %s on %s: %s", cmp.Or(verb, "withdrawn"), cmp.Or(r.By, "a person"), r.At.UTC().Format("2006-01-02"), r.Why)
	return strings.TrimSuffix(how, ": ")
}

// lost says what a withdrawal did to a claim that still stands.
func (s *source) lost(c *reading.Claim) string {
	if l := s.Loss(c.ID); l != nil && l.Effect != "falls" {
		return map[string]string{"weakens": weakened, "perhaps": "a withdrawal may touch it: "}[l.Effect] + plain(l.Why)
	}
	return ""
}

// weakened begins what is said of a claim that rests on one that fell.
const weakened = "weakened by a withdrawal: "
