// Package name finds what a report names: its mentions of people, bodies,
// companies and places, gathered into one entity for each thing within the
// report; the standing ties between them; and who takes which part in a claim.
//
// It works on one report. Whether two reports name the same thing is package
// entity's question.
package name

import (
	"slices"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/report"
)

// Kind is what sort of thing an entity is.
type Kind string

// The kinds of entity. A country is a Place also where it acts.
const (
	Person       Kind = "Person"
	Organization Kind = "Organization"
	Company      Kind = "Company"
	PublicBody   Kind = "PublicBody"
	Place        Kind = "Place"
	Group        Kind = "Group"
	Vessel       Kind = "Vessel"
	Other        Kind = "Other"
)

// Entity is a thing the report names. Name is its longest form, Aliases the
// other forms, both as written; Mentions are in the order of the text.
type Entity struct {
	Kind     Kind
	Name     string
	Aliases  []string
	Mentions []report.Span
}

// Entities gives the entities of a document in the order of their first
// mention, and for each token of a mention the index of its entity.
func Entities(doc *nlp.Document) ([]Entity, map[int]int) {
	t := tree.New(doc)
	ms := mentions(t)
	groups := group(t, ms)
	out := make([]Entity, 0, len(groups))
	of := map[int]int{}
	for _, g := range groups {
		e := Entity{}
		votes := map[Kind]int{}
		for _, n := range g {
			m := ms[n]
			span := report.Span{Start: doc.Tokens[m.first].Span.Start, End: doc.Tokens[m.last-1].Span.End}
			e.Mentions = append(e.Mentions, span)
			votes[m.kind]++
			if form := span.Of(doc.Text); e.Name == "" {
				e.Name = form
			} else if form != e.Name && !slices.Contains(e.Aliases, form) {
				e.Aliases = append(e.Aliases, form)
			}
			for i := m.first; i < m.last; i++ {
				of[i] = len(out)
			}
		}
		e.longest()
		e.Kind = elect(votes)
		out = append(out, e)
	}
	return out, of
}

// longest makes the form with most letters the name.
func (e *Entity) longest() {
	for i, a := range e.Aliases {
		if len(a) > len(e.Name) {
			e.Name, e.Aliases[i] = a, e.Name
		}
	}
	slices.Sort(e.Aliases)
}

// elect is the kind most mentions have; of equals, the one that says more.
func elect(votes map[Kind]int) Kind {
	best, most := Other, 0
	for _, k := range []Kind{Vessel, Company, PublicBody, Person, Organization, Group, Place, Other} {
		if votes[k] > most {
			best, most = k, votes[k]
		}
	}
	return best
}
