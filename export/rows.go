package export

import (
	"strings"

	"github.com/sayso/sayso/reading"
)

// Amount is one quantity of a claim; a bound that nobody gave is nil.
type Amount struct {
	Words  string   `parquet:"words"`
	Low    *float64 `parquet:"low,optional"`
	Best   *float64 `parquet:"best,optional"`
	High   *float64 `parquet:"high,optional"`
	Unit   string   `parquet:"unit,dict"`
	Of     string   `parquet:"of"`
	Approx bool     `parquet:"approx"`
	Ratio  bool     `parquet:"ratio"`
}

// Participant is who or what takes part in a claim, or a circumstance of it, as
// reading.Argument; Entity is the name of the entity that the words name.
type Participant struct {
	Role   string `parquet:"role,dict"`
	Words  string `parquet:"words"`
	Entity string `parquet:"entity,dict"`
}

// Claim is the row of one claim. Offsets are UTF-8 bytes of the canonical text;
// Start and End are days, ".." where open; Origins is nil where nothing is
// known beyond the report.
type Claim struct {
	Report         string        `parquet:"report,dict"`
	URL            string        `parquet:"url,dict"`
	Title          string        `parquet:"title,dict"`
	Outlet         string        `parquet:"outlet,dict"`
	Published      string        `parquet:"published,dict"`
	PublishedBasis string        `parquet:"published_basis,dict"`
	ID             string        `parquet:"claim"`
	Zone           string        `parquet:"zone,dict"`
	Text           string        `parquet:"text"`
	Anchor         string        `parquet:"anchor"`
	Predicate      string        `parquet:"predicate,dict"`
	Chain          string        `parquet:"chain,dict"`
	SourceOriginal string        `parquet:"source_original,dict"`
	SourceKind     string        `parquet:"source_kind,dict"`
	SourceCount    string        `parquet:"source_count,dict"`
	Factuality     string        `parquet:"factuality,dict"`
	Status         string        `parquet:"status,dict"`
	Hedges         string        `parquet:"hedges"`
	Basis          string        `parquet:"basis,dict"`
	Premises       string        `parquet:"premises"`
	Condition      string        `parquet:"condition"`
	EDTF           string        `parquet:"edtf,dict"`
	Start          string        `parquet:"start,dict"`
	End            string        `parquet:"end,dict"`
	Amounts        []Amount      `parquet:"quantities,list"`
	Agent          string        `parquet:"agent"`
	Patient        string        `parquet:"patient"`
	Place          string        `parquet:"place"`
	Participants   []Participant `parquet:"participants,list"`
	Repeats        string        `parquet:"repeats"`
	Open           bool          `parquet:"open_question"`
	Origins        *int32        `parquet:"origins,optional"`
	Standing       string        `parquet:"standing,dict"`
	Why            string        `parquet:"standing_why,dict"`
	Reviewed       string        `parquet:"reviewed,dict"`
	SpanStart      int32         `parquet:"span_start"`
	SpanEnd        int32         `parquet:"span_end"`
	AnchorStart    int32         `parquet:"anchor_start"`
	AnchorEnd      int32         `parquet:"anchor_end"`
	SHA256         string        `parquet:"sha256,dict"`
	TextSHA256     string        `parquet:"text_sha256,dict"`
}

// Claims calls f with the row of each claim of e, and stops at its first error.
func Claims(e *Entry, f func(*Claim) error) error {
	x := indexOf(e)
	for i := range e.Claims {
		if err := f(x.row(&e.Claims[i])); err != nil {
			return err
		}
	}
	return nil
}

func (x *index) row(c *reading.Claim) *Claim {
	s := x.named()
	r := &Claim{
		Report: s.ID, URL: s.URL, Title: s.Title, Outlet: s.Outlet, Published: s.Published.EDTF, PublishedBasis: s.Published.Basis,
		ID: c.ID, Zone: c.Zone, Text: c.Span.Of(x.Text), Anchor: c.Anchor.Of(x.Text), Predicate: c.Predicate, Chain: x.chain(c),
		Factuality: string(c.Factuality), Status: string(c.Status), Basis: c.Basis.Kind, Premises: strings.Join(c.Basis.Premises, " "),
		Condition: c.Condition, EDTF: c.When.EDTF, Open: c.OpenQuestion,
		SpanStart: int32(c.Span.Start), SpanEnd: int32(c.Span.End), AnchorStart: int32(c.Anchor.Start), AnchorEnd: int32(c.Anchor.End),
		SHA256: s.SHA256, TextSHA256: s.TextSHA256,
	}
	r.SourceOriginal, r.SourceKind, r.SourceCount = x.inner(c)
	r.Start, r.End = Edges(c.When.EDTF)
	for _, h := range c.Hedges {
		if r.Hedges != "" {
			r.Hedges += " | "
		}
		r.Hedges += h.Of(x.Text)
	}
	for _, id := range c.Quantities {
		if q := x.quantities[id]; q != nil {
			r.Amounts = append(r.Amounts, Amount{q.Span.Of(x.Text), q.Low, q.Best, q.High, q.Unit, q.Of, q.Approx, q.Ratio})
		}
	}
	r.Agent, _ = x.argument(c, "agent")
	r.Patient, _ = x.argument(c, "patient")
	r.Place, _ = x.argument(c, "place")
	for _, a := range c.Arguments {
		p := Participant{a.Role, a.Span.Of(x.Text), ""}
		if e := x.entities[a.Entity]; e != nil {
			p.Entity = e.Name
		}
		r.Participants = append(r.Participants, p)
	}
	r.Repeats = x.repeats(c)
	if st := x.standings[c.ID]; st != nil {
		n := int32(st.Origins)
		r.Origins, r.Standing, r.Why = &n, st.State, st.Why
	}
	if v := x.Review(c); v != nil {
		r.Reviewed = v.Verb + " by " + v.By + " " + v.At.UTC().Format("2006-01-02")
	}
	return r
}
