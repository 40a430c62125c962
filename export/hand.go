package export

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// ByHand is the reader's version of readings that people made.
const ByHand = "by hand"

// FromClaims makes entries of rows of claims, as from a sheet kept by hand: rows
// in a row with one report and address are one report, whose text is their
// words, a line each. A row needs words; what else it leaves empty stays empty,
// and a claim without certainty or status is told as left open and not known.
// Errors wrap ErrImport and name the claim.
func FromClaims(rows iter.Seq2[*Claim, error]) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		var h *hand
		for c, err := range rows {
			if err == nil && h != nil && (c.Report != h.first.Report || c.URL != h.first.URL) {
				if !yield(h.entry(), nil) {
					return
				}
				h = nil
			}
			if err == nil {
				if h == nil {
					h = &hand{first: c, out: blank(c)}
				}
				err = h.add(c)
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
		if h != nil {
			yield(h.entry(), nil)
		}
	}
}

type hand struct {
	first *Claim
	text  strings.Builder
	out   *reading.Reading
}

func blank(c *Claim) *reading.Reading {
	return &reading.Reading{
		Schema: reading.Schema, Reader: reading.Version{Version: ByHand},
		Report: reading.Source{URL: c.URL, Title: c.Title, Outlet: c.Outlet, Byline: []string{}, Published: report.Published{EDTF: c.Published, Basis: c.PublishedBasis}},
		Zones:  []report.Zone{}, Sentences: []report.Span{}, Voices: []reading.Voice{}, Entities: []reading.Entity{}, Relations: []reading.Relation{},
		Times: []reading.Time{}, Quantities: []reading.Quantity{}, Attributions: []reading.Attribution{}, Claims: []reading.Claim{}, Unread: []reading.Unread{},
	}
}

func (h *hand) add(c *Claim) error {
	words := strings.Join(strings.Fields(c.Text), " ")
	n := len(h.out.Claims) + 1
	if words == "" {
		return fmt.Errorf("claim %s: it has no words: %w", cmp.Or(c.ID, strconv.Itoa(n)), ErrImport)
	}
	certainty := reading.Factuality(cmp.Or(c.Factuality, string(reading.Uncommitted)))
	if !slices.Contains([]reading.Factuality{reading.Certain, reading.Probable, reading.Possible, reading.CertainNot, reading.ProbableNot, reading.PossibleNot, reading.Uncommitted}, certainty) {
		return fmt.Errorf("claim %s: factuality %q: %w", c.ID, c.Factuality, ErrImport)
	}
	status, err := reading.ParseStatus(cmp.Or(c.Status, string(reading.Unknown)))
	if err != nil {
		return fmt.Errorf("claim %s: %w: %w", c.ID, ErrImport, err)
	}
	at := h.text.Len()
	span := report.Span{Start: at, End: at + len(words)}
	find := func(s string) (report.Span, bool) {
		i := strings.Index(words, strings.Join(strings.Fields(s), " "))
		if s == "" || i < 0 {
			return span, false
		}
		return report.Span{Start: at + i, End: at + i + len(strings.Join(strings.Fields(s), " "))}, true
	}
	h.text.WriteString(words + "\n")
	anchor, _ := find(c.Anchor)
	k := reading.Claim{ID: "c" + strconv.Itoa(n), Anchor: anchor, Span: span, Sentence: n - 1, Zone: cmp.Or(c.Zone, string(report.Body)), Sources: h.chain(c), Factuality: certainty, Status: status,
		Hedges: []report.Span{}, Basis: reading.Basis{Kind: "stated", Premises: []string{}}, Predicate: c.Predicate, Arguments: []reading.Argument{}, When: reading.When{EDTF: c.EDTF},
		Quantities: []string{}, OpenQuestion: c.Open}
	if c.Basis == "inferred" {
		k.Basis.Kind = "inferred"
	}
	for _, s := range strings.Split(c.Hedges, " | ") {
		if s, ok := find(s); ok {
			k.Hedges = append(k.Hedges, s)
		}
	}
	for _, p := range []struct{ role, words string }{{"agent", c.Agent}, {"patient", c.Patient}, {"place", c.Place}} {
		if s, ok := find(p.words); ok {
			k.Arguments = append(k.Arguments, reading.Argument{Role: p.role, Span: s})
		}
	}
	for _, a := range c.Amounts {
		s, _ := find(a.Words)
		q := reading.Quantity{ID: "q" + strconv.Itoa(len(h.out.Quantities)+1), Span: s, Low: a.Low, Best: a.Best, High: a.High, Unit: a.Unit, Of: a.Of, Approx: a.Approx, Ratio: a.Ratio}
		h.out.Quantities = append(h.out.Quantities, q)
		k.Quantities = append(k.Quantities, q.ID)
	}
	h.out.Claims = append(h.out.Claims, k)
	h.out.Sentences = append(h.out.Sentences, span)
	return nil
}

// chain is the voices of a row beyond its outlet: those of the column chain, or
// the source alone.
func (h *hand) chain(c *Claim) []reading.Link {
	names := strings.Split(c.Chain, " < ")[1:]
	if len(names) == 0 && c.SourceOriginal != "" && c.SourceOriginal != c.Outlet {
		names = []string{c.SourceOriginal}
	}
	out := []reading.Link{}
	for i, name := range names {
		v := reading.Voice{Name: name, Kind: "outlet", Mentions: []report.Span{}}
		if i == len(names)-1 {
			v.Kind = cmp.Or(c.SourceKind, "unnamed")
			if n, err := strconv.Atoi(c.SourceCount); err == nil {
				v.Count = &n
			}
		}
		k := slices.IndexFunc(h.out.Voices, func(o reading.Voice) bool {
			return o.Name == v.Name && o.Kind == v.Kind && (o.Count == nil) == (v.Count == nil) && (v.Count == nil || *o.Count == *v.Count)
		})
		if k < 0 {
			k = len(h.out.Voices)
			v.ID = "v" + strconv.Itoa(k+1)
			h.out.Voices = append(h.out.Voices, v)
		}
		out = append(out, reading.Link{Voice: h.out.Voices[k].ID})
	}
	return out
}

func (h *hand) entry() *Entry {
	r := h.out
	r.Text = h.text.String()
	r.Report.SHA256 = report.Hash(r.Text)
	r.Report.TextSHA256, r.Report.ID = r.Report.SHA256, r.Report.SHA256[:12]
	return &Entry{Reading: r}
}
