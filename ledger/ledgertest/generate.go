// Package ledgertest makes synthetic reports with readings, and PostgreSQL
// servers to keep them in, for the tests and measurements of the ledger and of
// what stands on it. It is not for use outside tests.
package ledgertest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Generator makes reports, the same for the same seed. Words follow Zipf's
// law over a made-up vocabulary; names, outlets, days and numbers vary widely.
type Generator struct {
	rng    *rand.Rand
	words  *rand.Zipf
	n      int
	Claims int // per report, 40 when 0
}

// New is a generator for a seed.
func New(seed uint64) *Generator {
	rng := rand.New(rand.NewPCG(seed, 7))
	return &Generator{rng: rng, words: rand.NewZipf(rng, 1.1, 4, 50_000)}
}

var syllables = strings.Fields("ba ke li mo nu ra se ti vo zu dan fel gor hin jas kov lum mer nor pel")

// Word is the made-up word of a rank: the rarer the longer.
func Word(rank uint64) string {
	var b strings.Builder
	for rank++; rank > 0; rank /= uint64(len(syllables)) {
		b.WriteString(syllables[rank%uint64(len(syllables))])
	}
	return b.String()
}

// Name is the made-up name of a rank.
func Name(rank int) string {
	w := Word(uint64(rank) + 400)
	return strings.ToUpper(w[:1]) + w[1:]
}

// Next is another report with its reading.
func (g *Generator) Next() (ledger.Capture, *reading.Reading) {
	g.n++
	claims := g.Claims
	if claims == 0 {
		claims = 40
	}
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, g.rng.IntN(3650))
	outlet := g.rng.IntN(300)
	rep := &report.Report{URL: fmt.Sprintf("https://outlet%d.example/%d", outlet, g.n), Outlet: Name(outlet) + " Post", Language: "en",
		Published: report.Published{EDTF: day.Format(time.DateOnly), Basis: "given"}}
	r := &reading.Reading{Schema: reading.Schema, Reader: reading.Version{Version: "synthetic", Model: "none"},
		Relations: []reading.Relation{}, Attributions: []reading.Attribution{}, Unread: []reading.Unread{}}
	var text strings.Builder
	put := func(s string) report.Span {
		if text.Len() > 0 && !strings.HasSuffix(text.String()[max(0, text.Len()-1):], "\n") {
			text.WriteByte(' ')
		}
		start := text.Len()
		text.WriteString(s)
		return report.Span{Start: start, End: text.Len()}
	}
	rep.Title = g.phrase(6)
	rep.Zones = append(rep.Zones, report.Zone{Kind: report.Headline, Span: put(rep.Title)})
	text.WriteString("\n\n")
	body := text.Len()
	for i := range 4 {
		name := Name(1000 + g.rng.IntN(20000))
		r.Voices = append(r.Voices, reading.Voice{ID: fmt.Sprintf("v%d", i+1), Name: name, Kind: "person", Mentions: []report.Span{}})
		r.Entities = append(r.Entities, reading.Entity{ID: fmt.Sprintf("e%d", i+1), Kind: "Organization", Name: Name(30000 + g.rng.IntN(20000)), Mentions: []report.Span{}, Aliases: []string{}})
	}
	for i := range claims {
		g.claim(r, i, day, put)
	}
	rep.Text = text.String()
	rep.Zones = append(rep.Zones, report.Zone{Kind: report.Body, Span: report.Span{Start: body, End: len(rep.Text)}})
	rep.SHA256, rep.TextSHA256 = report.Hash(rep.Text), report.Hash(rep.Text)
	rep.ID = rep.SHA256[:12]
	r.Text, r.Zones = rep.Text, rep.Zones
	r.Times, r.Quantities = nonNil(r.Times), nonNil(r.Quantities)
	r.Report = reading.Source{ID: rep.ID, URL: rep.URL, Title: rep.Title, Outlet: rep.Outlet, Byline: []string{}, Language: "en",
		Published: rep.Published, SHA256: rep.SHA256, TextSHA256: rep.TextSHA256}
	return ledger.Capture{Report: rep, Original: []byte(rep.Text), At: day, By: "ledgertest", Tool: "synthetic"}, r
}

// claim writes a sentence of one claim.
func (g *Generator) claim(r *reading.Reading, i int, day time.Time, put func(string) report.Span) {
	statuses := []reading.Status{reading.Happened, reading.Happened, reading.Happened, reading.Holds, reading.Holds, reading.Planned, reading.Predicted, reading.Ordered, reading.Unknown, reading.Habitual}
	facts := []reading.Factuality{reading.Certain, reading.Certain, reading.Certain, reading.Certain, reading.Uncommitted, reading.Uncommitted, reading.Probable, reading.Possible, reading.CertainNot}
	c := reading.Claim{ID: fmt.Sprintf("c%d", i+1), Sentence: i, Zone: "body", Sources: []reading.Link{}, Hedges: []report.Span{},
		Basis: reading.Basis{Kind: "stated", Premises: []string{}}, Arguments: []reading.Argument{}, Quantities: []string{},
		Status: statuses[g.rng.IntN(len(statuses))], Factuality: facts[g.rng.IntN(len(facts))], OpenQuestion: g.rng.IntN(50) == 0}
	var start report.Span
	if g.rng.IntN(3) > 0 {
		v := &r.Voices[g.rng.IntN(len(r.Voices))]
		start = put(v.Name)
		v.Mentions = append(v.Mentions, start)
		span := start
		c.Sources = append(c.Sources, reading.Link{Voice: v.ID, Span: &span})
		put("said")
	}
	e := &r.Entities[g.rng.IntN(len(r.Entities))]
	first := put(e.Name)
	e.Mentions = append(e.Mentions, first)
	c.Arguments = append(c.Arguments, reading.Argument{Role: "agent", Span: first, Entity: e.ID})
	c.Predicate = g.phrase(1)
	c.Anchor = put(c.Predicate)
	last := put(g.phrase(4 + g.rng.IntN(10)))
	if g.rng.IntN(3) == 0 {
		n := math.Round(math.Pow(10, g.rng.Float64()*6))
		low, high := n, n
		if g.rng.IntN(3) == 0 {
			high = 2 * n
		}
		last = put(fmt.Sprintf("%.0f", n))
		q := reading.Quantity{ID: fmt.Sprintf("q%d", len(r.Quantities)+1), Span: last, Low: &low, High: &high, Unit: "{person}"}
		r.Quantities = append(r.Quantities, q)
		c.Quantities = append(c.Quantities, q.ID)
	}
	if g.rng.IntN(3) == 0 {
		d := day.AddDate(0, 0, g.rng.IntN(400)-200)
		edtf := d.Format(time.DateOnly)
		switch g.rng.IntN(5) {
		case 0:
			edtf = d.Format("2006-01")
		case 1:
			edtf = d.Format("2006-01") + "/.."
		}
		last = put(d.Format("January 2006"))
		t := reading.Time{ID: fmt.Sprintf("t%d", len(r.Times)+1), Span: last, EDTF: edtf, Type: "DATE", Value: edtf}
		r.Times = append(r.Times, t)
		c.When = reading.When{EDTF: edtf, Time: t.ID}
	}
	c.Span = report.Span{Start: first.Start, End: last.End}
	from := first.Start
	if len(c.Sources) > 0 {
		from = start.Start
	}
	r.Sentences = append(r.Sentences, report.Span{Start: from, End: last.End})
	r.Claims = append(r.Claims, c)
}

func (g *Generator) phrase(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = Word(g.words.Uint64())
	}
	return strings.Join(words, " ")
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
