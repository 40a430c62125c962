package reading

import (
	"context"
	"fmt"
	"slices"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/attribution"
	"github.com/sayso/sayso/reading/chain"
	"github.com/sayso/sayso/reading/factuality"
	"github.com/sayso/sayso/reading/quantity"
	"github.com/sayso/sayso/reading/when"
	"github.com/sayso/sayso/report"
)

// ReaderVersion names the rules around the model; it changes whenever the
// same bytes may give another reading.
const ReaderVersion = "0.1.0"

// Reader reads reports. It holds no state between them and is safe for
// concurrent use.
type Reader struct{ model *nlp.Model }

// New is a reader on a loaded model.
func New(m *nlp.Model) *Reader { return &Reader{m} }

// Read reads one report. It stops with ctx's error when ctx is done; there is
// no other error. A report that is not in English is recorded as unread.
func (r *Reader) Read(ctx context.Context, rep *report.Report) (*Reading, error) {
	b := &builder{rep: rep, out: blank(rep, r.model.Hash())}
	if rep.Language != "" && rep.Language != "en" {
		b.out.Unread = append(b.out.Unread, Unread{Span: report.Span{End: len(rep.Text)}, Why: "language " + rep.Language + ": only English is read"})
		return b.out, nil
	}
	doc, err := r.model.AnalyzeContext(ctx, rep.Text)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", rep.ID, err)
	}
	b.doc = doc
	for _, s := range doc.Sentences {
		b.out.Sentences = append(b.out.Sentences, s.Span)
	}
	facts, stages := factuality.Settle(doc, r.model.Factualities(), r.model.Statuses())
	b.claims(facts, stages)
	b.times()
	b.attributions()
	return b.out, nil
}

// blank is a reading without claims; its lists are empty, not nil.
func blank(rep *report.Report, model string) *Reading {
	return &Reading{
		Schema: Schema,
		Reader: Version{Version: ReaderVersion, Model: model},
		Report: Source{ID: rep.ID, URL: rep.URL, Title: rep.Title, Outlet: rep.Outlet, Byline: orEmpty(rep.Byline), Language: rep.Language,
			Published: rep.Published, SHA256: rep.SHA256, TextSHA256: rep.TextSHA256},
		Text:  rep.Text,
		Zones: orEmpty(rep.Zones), Sentences: []report.Span{}, Voices: []Voice{}, Entities: []Entity{}, Relations: []Relation{},
		Times: []Time{}, Quantities: []Quantity{}, Attributions: []Attribution{}, Claims: []Claim{}, Unread: []Unread{},
	}
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return slices.Clip(s)
}

// builder turns a document into a reading. Claim i is predicate i.
type builder struct {
	doc *nlp.Document
	rep *report.Report
	out *Reading
}

func id(kind string, i int) string { return fmt.Sprintf("%s%d", kind, i+1) }

func (b *builder) claims(facts, stages []string) {
	chains := chain.Resolve(b.doc)
	sentence := 0
	for i, p := range b.doc.Predicates {
		for p.Token >= b.doc.Sentences[sentence].Last {
			sentence++
		}
		t := b.doc.Tokens[p.Token]
		c := Claim{ID: id("c", i), Anchor: t.Span, Span: t.Span, Sentence: sentence,
			Zone: string(b.rep.ZoneAt(t.Span.Start)), Factuality: Factuality(facts[i]), Status: Status(stages[i]),
			Sources: []Link{}, Hedges: []report.Span{}, Basis: Basis{Kind: "stated", Premises: []string{}}, Predicate: t.Lemma,
			Arguments: []Argument{}, Quantities: []string{}}
		if p.Inferred {
			c.Basis.Kind = "inferred"
		}
		for _, v := range chains[i] {
			l := Link{}
			if v >= 0 {
				l.Span = &b.doc.Tokens[v].Span
			}
			c.Sources = append(c.Sources, l)
		}
		b.out.Claims = append(b.out.Claims, c)
	}
}

// times finds times and quantities and hangs them on the claims they measure.
func (b *builder) times() {
	anchors := make([]int, len(b.doc.Predicates))
	for i, p := range b.doc.Predicates {
		anchors[i] = p.Token
	}
	times := when.Find(b.doc, b.rep.Published.EDTF)
	var dated []report.Span
	for i, e := range times {
		b.out.Times = append(b.out.Times, Time{ID: id("t", i), Span: e.Span, EDTF: e.EDTF, Type: string(e.Type), Value: e.Value})
		if e.Type != when.Duration {
			dated = append(dated, e.Span)
		}
	}
	for i, k := range when.Attach(b.doc, times, anchors) {
		if k >= 0 && times[k].EDTF != "" {
			b.out.Claims[i].When = When{EDTF: times[k].EDTF, Time: id("t", k)}
		}
	}
	quantities := quantity.Find(b.doc, dated)
	for i, q := range quantities {
		b.out.Quantities = append(b.out.Quantities, Quantity{ID: id("q", i), Span: q.Span, Low: q.Low, Best: q.Best, High: q.High,
			Unit: q.Unit, Of: q.Of, Approx: q.Approx, Ratio: q.Ratio})
	}
	for i, k := range quantity.Attach(b.doc, quantities, anchors) {
		if k >= 0 {
			b.out.Claims[k].Quantities = append(b.out.Claims[k].Quantities, id("q", i))
		}
	}
}

func (b *builder) attributions() {
	for i, a := range attribution.Find(b.doc) {
		b.out.Attributions = append(b.out.Attributions, Attribution{ID: id("a", i), Source: orEmpty(a.Source), Cue: orEmpty(a.Cue),
			Content: orEmpty(a.Content), Kind: a.Kind})
	}
}
