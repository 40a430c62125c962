package export

import (
	"slices"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// fallen tells whether a claim counts no longer, because a person withdrew what
// it rests on or rejected it.
func (x *index) fallen(c *reading.Claim) bool {
	s := x.standings[c.ID]
	return s != nil && s.State == story.NotConfirmed
}

// Living is an entry without the claims that count no longer.
func (e *Entry) Living() *Entry {
	if e.Known == nil {
		return e
	}
	out := map[string]bool{}
	for i := range e.Known.Standings {
		if s := &e.Known.Standings[i]; s.State == story.NotConfirmed {
			out[s.Claim] = true
		}
	}
	return e.Without(func(claim string) bool { return out[claim] })
}

// Without is an entry without some claims, and without the ties and links that
// rest on them; e itself where none of them is its. e is left as it is.
func (e *Entry) Without(out func(claim string) bool) *Entry {
	if !slices.ContainsFunc(e.Claims, func(c reading.Claim) bool { return out(c.ID) }) {
		return e
	}
	r := *e.Reading
	r.Claims = slices.DeleteFunc(slices.Clone(r.Claims), func(c reading.Claim) bool { return out(c.ID) })
	for i := range r.Claims {
		b := &r.Claims[i].Basis
		b.Premises = slices.DeleteFunc(slices.Clone(b.Premises), out)
	}
	r.Relations = slices.DeleteFunc(slices.Clone(r.Relations), func(t reading.Relation) bool { return out(t.Claim) })
	rest := &Entry{Reading: &r}
	if e.Known != nil {
		k := *e.Known
		k.Links = slices.DeleteFunc(slices.Clone(k.Links), func(l story.Link) bool { return out(l.Claim) })
		k.Standings = slices.DeleteFunc(slices.Clone(k.Standings), func(s Standing) bool { return out(s.Claim) })
		rest.Known = &k
	}
	return rest
}

// living writes entries in a form that has no place for what became of a claim:
// those that count no longer are left out, and left is told how many.
type living struct {
	Writer
	left func(claims int)
}

func (l living) Add(e *Entry) error {
	rest := e.Living()
	if n := len(e.Claims) - len(rest.Claims); n > 0 && l.left != nil {
		l.left(n)
	}
	return l.Writer.Add(rest)
}
