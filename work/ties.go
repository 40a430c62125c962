package work

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/reading"
)

// Tied are the ties of one entity of a report, from and to it, each with the
// words it rests on and what is known of the claim that carries it.
func Tied(r *reading.Reading, id string) []Quoted {
	out := []Quoted{}
	for _, t := range entity.Ties(r) {
		if t.From != id && t.To != id {
			continue
		}
		q := Quoted{Tie: t, Words: strings.Join(strings.Fields(t.Span.Of(r.Text)), " "), Report: r.Report.ID}
		for _, e := range r.Entities {
			switch e.ID {
			case t.From:
				q.FromName = e.Name
			case t.To:
				q.ToName = e.Name
			}
			if slices.Contains(t.Perhaps, e.ID) {
				q.PerhapsNames = append(q.PerhapsNames, e.Name)
			}
		}
		if i := slices.IndexFunc(r.Claims, func(c reading.Claim) bool { return c.ID == t.Claim }); i >= 0 {
			c := &r.Claims[i]
			q.When, q.Voice, q.Denied = c.When.EDTF, chainOf(r, c), t.Span.Contains(c.Anchor) && strings.HasSuffix(string(c.Factuality), "-")
			if t.Span.Contains(c.Anchor) { // else the claim is about something else
				q.Status, q.Factuality = string(c.Status), c.Factuality
			}
		}
		out = append(out, q)
	}
	return out
}

// chainOf is a claim's chain of voices in words, the outlet's name where it has
// none.
func chainOf(r *reading.Reading, c *reading.Claim) string {
	var names []string
	for _, s := range c.Sources {
		for _, v := range r.Voices {
			if v.ID == s.Voice && v.Name != "" {
				names = append(names, v.Name)
			}
		}
	}
	switch {
	case len(c.Sources) == 0:
		return r.Report.Outlet
	case strings.Join(names, "") == "":
		return "nobody named"
	}
	return strings.Join(names, " < ")
}
