package export

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading"
)

// index finds the parts of an entry by id.
type index struct {
	*Entry
	voices     map[string]*reading.Voice
	claims     map[string]*reading.Claim
	entities   map[string]*reading.Entity
	quantities map[string]*reading.Quantity
	standings  map[string]*Standing
}

func indexOf(e *Entry) *index {
	x := &index{e, map[string]*reading.Voice{}, map[string]*reading.Claim{}, map[string]*reading.Entity{}, map[string]*reading.Quantity{}, map[string]*Standing{}}
	for i := range e.Voices {
		x.voices[e.Voices[i].ID] = &e.Voices[i]
	}
	for i := range e.Claims {
		x.claims[e.Claims[i].ID] = &e.Claims[i]
	}
	for i := range e.Entities {
		x.entities[e.Entities[i].ID] = &e.Entities[i]
	}
	for i := range e.Quantities {
		x.quantities[e.Quantities[i].ID] = &e.Quantities[i]
	}
	if e.Known != nil {
		for i := range e.Known.Standings {
			x.standings[e.Known.Standings[i].Claim] = &e.Known.Standings[i]
		}
	}
	return x
}

// named is the report as tables name it: one that was made of a table is named
// as that table names it.
func (x *index) named() *reading.Source {
	if x.Known == nil || x.Known.Copied == nil {
		return &x.Report
	}
	r, of := x.Report, x.Known.Copied
	r.ID, r.SHA256, r.TextSHA256 = of.Report, cmp.Or(of.SHA256, r.SHA256), cmp.Or(of.TextSHA256, r.TextSHA256)
	return &r
}

// ref is the name of one of the report's own ids beyond the report.
func (x *index) ref(id string) string { return x.Report.ID + "/" + id }

// own is what the report's own voice is called.
func (x *index) own() string {
	if x.Report.Outlet != "" {
		return x.Report.Outlet
	}
	return "the report"
}

// voice is the name of a link's voice.
func (x *index) voice(l reading.Link) string {
	if v := x.voices[l.Voice]; v != nil && !(v.Kind == "unnamed" && (v.Name == "" || v.Name == "unnamed")) {
		return v.Name
	}
	if x.voices[l.Voice] == nil && l.Span != nil && l.Span.Len() > 0 {
		return l.Span.Of(x.Text)
	}
	return "somebody unnamed"
}

// chain is the voices of a claim, the report's own first, with " < " between.
func (x *index) chain(c *reading.Claim) string {
	var b strings.Builder
	b.WriteString(x.own())
	for _, l := range c.Sources {
		b.WriteString(" < ")
		b.WriteString(x.voice(l))
	}
	return b.String()
}

// inner is the innermost voice of a claim, its kind and how many people it is
// ("" where the report does not say).
func (x *index) inner(c *reading.Claim) (name, kind, count string) {
	if len(c.Sources) == 0 {
		return x.own(), "outlet", ""
	}
	l := c.Sources[len(c.Sources)-1]
	name, kind = x.voice(l), "unnamed"
	if v := x.voices[l.Voice]; v != nil {
		kind = v.Kind
		if v.Count != nil {
			count = strconv.Itoa(*v.Count)
		}
	}
	return name, kind, count
}

// argument is the words of a claim's first argument of a role, and the entity
// they name, nil where they name none.
func (x *index) argument(c *reading.Claim, role string) (string, *reading.Entity) {
	for _, a := range c.Arguments {
		if a.Role == role {
			return a.Span.Of(x.Text), x.entities[a.Entity]
		}
	}
	return "", nil
}

// news tells whether a claim stands in a zone whose claims are news.
func news(c *reading.Claim) bool { return c.Zone == "" || c.Zone == "headline" || c.Zone == "body" }

// ahead tells whether a claim is about what is ordered, planned, foretold or
// conditional rather than what is so.
func ahead(c *reading.Claim) bool {
	switch c.Status {
	case reading.Ordered, reading.Planned, reading.Predicted, reading.Conditional:
		return true
	}
	return false
}

// denied tells whether the innermost voice says that it is not so.
func denied(c *reading.Claim) bool { return strings.HasSuffix(string(c.Factuality), "-") }

// exact is a number as it was given, "" where it was not.
func exact(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
