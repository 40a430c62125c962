package brief

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// fate is what other claims make of one: who repeats, denies, revises it.
func (w *maker) fate(id, claim string) string {
	var out []string
	for _, t := range w.tied[end{id, claim}] {
		if l := t.Link; l.To == id && l.ToClaim == claim && l.State != story.Rejected {
			verb := map[story.LinkKind]string{story.Repeats: "repeated by", story.Corroborates: "said as well, on another origin, by", story.Contradicts: "contradicted by",
				story.Denies: "denied in", story.Revises: "revised by", story.Retracts: "retracted by", story.Resolves: "later told of by", story.Continues: "continued by", story.DistinctFrom: "not to be mixed up with"}[l.Kind]
			out = append(out, fmt.Sprintf("%s %s (%s)", verb, t.s.own(), l.State))
		}
	}
	return strings.Join(slices.Compact(out), "; ")
}

// end is one of the two claims of a link.
type end struct{ report, claim string }

// tied is a link with the report that it goes out from.
type tied struct {
	story.Link
	s *source
}

// tie gathers the links at each claim, in the order of the reports.
func (w *maker) tie() {
	w.tied = map[end][]tied{}
	for _, s := range w.all {
		for _, l := range links(s) {
			from, to := end{l.From, l.Claim}, end{l.To, l.ToClaim}
			w.tied[from] = append(w.tied[from], tied{l, s})
			if to != from {
				w.tied[to] = append(w.tied[to], tied{l, s})
			}
		}
	}
}

// opposites sets claims that speak against one another side by side.
func (w *maker) opposites() {
	section := w.sections[Contradictions]
	for _, s := range w.all {
		for _, l := range links(s) {
			if l.State == story.Rejected || l.Kind != story.Contradicts && l.Kind != story.Denies && l.Kind != story.Revises && l.Kind != story.Retracts {
				continue
			}
			first, ok1 := w.find(l.To, l.ToClaim)
			later, ok2 := w.find(l.From, l.Claim)
			if !ok1 || !ok2 {
				continue
			}
			t := w.told(first.s, &spot{c: first.c})
			other := w.told(later.s, &spot{c: later.c})
			t.How = fmt.Sprintf("%s (%s)", l.Kind, l.State)
			if l.Nature != "" {
				t.How += ": " + l.Nature
			}
			t.Against = &other
			t.Fate, other.Fate = "", "" // how they bear on each other is said, the rest stands elsewhere
			section.Sentences = append(section.Sentences, t)
		}
	}
}

type found struct {
	s *source
	c *reading.Claim
}

func (w *maker) find(id, claim string) (found, bool) {
	s := w.of[id]
	if s == nil {
		return found{}, false
	}
	for i := range s.Claims {
		if s.Claims[i].ID == claim {
			ok := w.m.Chosen == nil || w.m.Chosen(id, claim)
			return found{s, &s.Claims[i]}, ok
		}
	}
	return found{}, false
}
