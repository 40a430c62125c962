package reading

import (
	"context"
	"fmt"
	"slices"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/chain"
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
	doc, err := r.model.AnalyzeContext(ctx, rep.Text)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", rep.ID, err)
	}
	b := &builder{doc: doc, rep: rep, out: blank(rep, r.model.Hash()), claimAt: map[int]int{}}
	b.claims()
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

// builder turns a document into a reading.
type builder struct {
	doc     *nlp.Document
	rep     *report.Report
	out     *Reading
	claimAt map[int]int // claim of an anchor's token
}

func (b *builder) claims() {
	chains := chain.Resolve(b.doc)
	for i, s := range b.doc.Sentences {
		b.out.Sentences = append(b.out.Sentences, s.Span)
		for n, p := range b.doc.Predicates {
			if p.Token < s.First || p.Token >= s.Last {
				continue
			}
			t := b.doc.Tokens[p.Token]
			c := Claim{ID: fmt.Sprintf("c%d", len(b.out.Claims)+1), Anchor: t.Span, Span: t.Span, Sentence: i,
				Zone: string(b.rep.ZoneAt(t.Span.Start)), Factuality: Factuality(p.Factuality), Status: Status(p.Status),
				Sources: []Link{}, Hedges: []report.Span{}, Basis: Basis{Kind: "stated", Premises: []string{}}, Predicate: t.Lemma,
				Arguments: []Argument{}, Quantities: []string{}}
			if p.Inferred {
				c.Basis.Kind = "inferred"
			}
			for _, v := range chains[n] {
				l := Link{}
				if v >= 0 {
					span := b.doc.Tokens[v].Span
					l.Span = &span
				}
				c.Sources = append(c.Sources, l)
			}
			b.claimAt[p.Token] = len(b.out.Claims)
			b.out.Claims = append(b.out.Claims, c)
		}
	}
}
