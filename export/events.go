package export

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
)

// Event is the row of one event of a report, or of one matter still to come:
// the claims of the report that tell of it, taken together. Low, Best and High
// are of its first quantity; a bound that nobody gave is nil. Repeats names the
// earlier claim that this one repeats, so that an event told twice is counted
// once by those who leave such rows out.
type Event struct {
	ID             string `parquet:"event"`
	Report         string `parquet:"report,dict"`
	URL            string `parquet:"url,dict"`
	Outlet         string `parquet:"outlet,dict"`
	Headline       string `parquet:"headline,dict"`
	Published      string `parquet:"published,dict"`
	PublishedBasis string `parquet:"published_basis,dict"`
	Predicate      string `parquet:"predicate,dict"`
	Claims         string `parquet:"claims"`
	Text           string `parquet:"text"`
	Actor          string `parquet:"actor"`
	ActorEntity    string `parquet:"actor_entity,dict"`
	Target         string `parquet:"target"`
	TargetEntity   string `parquet:"target_entity,dict"`
	Place          string `parquet:"place"`
	EDTF           string `parquet:"edtf,dict"`
	Start          string `parquet:"start,dict"`
	End            string `parquet:"end,dict"`
	DatePrec       string `parquet:"date_prec_ucdp,dict"`
	TimeCodebook   string `parquet:"time_precision_acled,dict"`
	TimeR          string `parquet:"time_precision_acledr,dict"`
	Due            string `parquet:"due,dict"`

	Low           *float64 `parquet:"low,optional"`
	Best          *float64 `parquet:"best,optional"`
	High          *float64 `parquet:"high,optional"`
	Unit          string   `parquet:"unit,dict"`
	Of            string   `parquet:"of"`
	Further       string   `parquet:"further_quantities"`
	Factuality    string   `parquet:"factuality,dict"`
	Status        string   `parquet:"status,dict"`
	Basis         string   `parquet:"basis,dict"`
	SourceOrig    string   `parquet:"source_original,dict"`
	SourceKind    string   `parquet:"source_kind,dict"`
	SourceCount   string   `parquet:"source_count,dict"`
	Chain         string   `parquet:"chain,dict"`
	Origins       *int32   `parquet:"origins,optional"`
	Standing      string   `parquet:"standing,dict"`
	Why           string   `parquet:"standing_why,dict"`
	Repeats       string   `parquet:"repeats"`
	SHA256        string   `parquet:"sha256,dict"`
	TextSHA256    string   `parquet:"text_sha256,dict"`
	SpanStart     int32    `parquet:"span_start"`
	SpanEnd       int32    `parquet:"span_end"`
	approximately bool
	anchor        string
}

// Part chooses the rows of a table of events.
type Part string

// Happenings are told as happened, holding or habitual and not denied;
// Forecasts are ordered, planned, foretold or conditional. What is denied, or
// told as not known, is in neither: it stays among the claims.
const (
	Happenings Part = "events"
	Forecasts  Part = "forecasts"
)

func (p Part) has(c *reading.Claim) bool {
	switch {
	case !news(c) || c.OpenQuestion:
		return false
	case p == Forecasts:
		return ahead(c)
	}
	switch c.Status {
	case reading.Happened, reading.Holds, reading.Habitual:
		return c.Factuality != reading.Uncommitted && !denied(c)
	}
	return false
}

// Events calls f with the rows of a part of e, in the order of the report, and
// stops at its first error.
func Events(e *Entry, p Part, f func(*Event) error) error {
	x := indexOf(e)
	for _, g := range x.happenings(p) {
		if err := f(x.event(g)); err != nil {
			return err
		}
	}
	return nil
}

// happenings groups the claims of a part that tell of one event. What counts no
// longer is no part of an event that is still told.
func (x *index) happenings(p Part) [][]*reading.Claim {
	var out [][]*reading.Claim
next:
	for i := range x.Claims {
		c := &x.Claims[i]
		if !p.has(c) {
			continue
		}
		for k, g := range slices.Backward(out) {
			told := func(f func(a, b *reading.Claim) bool) bool {
				return slices.ContainsFunc(g, func(o *reading.Claim) bool { return f(o, c) })
			}
			if x.fallen(g[0]) == x.fallen(c) && (told(x.one) && !told(x.apart) || told(x.sameOrder) && !told(x.otherOrder)) {
				out[k] = append(g, c)
				continue next
			}
		}
		out = append(out, []*reading.Claim{c})
	}
	return out
}

// one tells whether two claims of a report have the same predicate and status
// and name the same entity in the same role.
func (x *index) one(a, b *reading.Claim) bool {
	if a.Predicate != b.Predicate || a.Status != b.Status {
		return false
	}
	for _, m := range a.Arguments {
		for _, n := range b.Arguments {
			if m.Role == n.Role && (m.Role == "agent" || m.Role == "patient" || m.Role == "recipient") && m.Entity != "" && m.Entity == n.Entity {
				return true
			}
		}
	}
	return false
}

// apart tells whether something that both claims give differs: a participant's
// entity, the time or the first quantity.
func (x *index) apart(a, b *reading.Claim) bool {
	for _, m := range a.Arguments {
		for _, n := range b.Arguments {
			if m.Role == n.Role && m.Entity != "" && n.Entity != "" && m.Entity != n.Entity {
				return true
			}
		}
	}
	if a.When.EDTF != "" && b.When.EDTF != "" && a.When.EDTF != b.When.EDTF {
		return true
	}
	p, q := x.first(a), x.first(b)
	return p != nil && q != nil && (exact(p.Low) != exact(q.Low) || exact(p.High) != exact(q.High) || p.Unit != q.Unit)
}

func (x *index) first(c *reading.Claim) *reading.Quantity {
	if len(c.Quantities) == 0 {
		return nil
	}
	return x.quantities[c.Quantities[0]]
}

// event is the row of claims that tell of one event; what the first of them
// does not give is taken from the next that does.
func (x *index) event(g []*reading.Claim) *Event {
	s, c := x.named(), g[0]
	v := &Event{
		ID: s.ID + "/" + c.ID, Report: s.ID, URL: s.URL, Outlet: s.Outlet, Headline: s.Title, Published: s.Published.EDTF, PublishedBasis: s.Published.Basis,
		Predicate: c.Predicate, anchor: c.Anchor.Of(x.Text), Text: c.Span.Of(x.Text), Factuality: string(c.Factuality), Status: string(c.Status), Basis: c.Basis.Kind,
		Chain: x.chain(c), SHA256: s.SHA256, TextSHA256: s.TextSHA256, SpanStart: int32(c.Span.Start), SpanEnd: int32(c.Span.End),
	}
	v.SourceOrig, v.SourceKind, v.SourceCount = x.inner(c)
	var ids, more []string
	for _, c := range g {
		ids = append(ids, c.ID)
		v.Actor, v.ActorEntity = fill(v.Actor, v.ActorEntity, x, c, "agent")
		v.Target, v.TargetEntity = fill(v.Target, v.TargetEntity, x, c, "patient")
		v.Place, _ = fill(v.Place, "", x, c, "place")
		if v.EDTF == "" {
			v.EDTF = c.When.EDTF
		}
		for _, id := range c.Quantities {
			q := x.quantities[id]
			switch {
			case q == nil:
			case v.Unit+v.Of == "" && v.Low == nil && v.Best == nil && v.High == nil && !q.Ratio:
				v.Low, v.Best, v.High, v.Unit, v.Of = q.Low, q.Best, q.High, q.Unit, q.Of
			default:
				more = append(more, q.Span.Of(x.Text))
			}
		}
		if st := x.standings[c.ID]; st != nil && v.Standing == "" {
			n := int32(st.Origins)
			v.Origins, v.Standing, v.Why = &n, st.State, st.Why
		}
		if v.Repeats == "" {
			v.Repeats = x.repeats(c)
		}
	}
	v.Claims, v.Further = strings.Join(ids, " "), strings.Join(more, " | ")
	v.Start, v.End = Edges(v.EDTF)
	v.approximately = Approximate(v.EDTF)
	v.DatePrec = UCDP(v.Start, v.End, v.approximately)
	v.TimeCodebook, v.TimeR = ACLED(v.Start, v.End, v.approximately, ACLEDCodebook), ACLED(v.Start, v.End, v.approximately, ACLEDR)
	if ahead(c) && v.End != ".." {
		v.Due = v.End
	}
	return v
}

func fill(words, entity string, x *index, c *reading.Claim, role string) (string, string) {
	if words != "" {
		return words, entity
	}
	w, e := x.argument(c, role)
	if e != nil {
		return w, e.Name
	}
	return w, ""
}

// repeats is the earlier claim that a claim repeats, "" where none is proposed
// or the proposal was rejected.
func (x *index) repeats(c *reading.Claim) string {
	if x.Known == nil {
		return ""
	}
	for _, l := range x.Known.Links {
		if l.Kind == "repeats" && l.State != "rejected" && l.From == x.Report.ID && l.Claim == c.ID {
			return l.To + "/" + l.ToClaim
		}
	}
	return ""
}
