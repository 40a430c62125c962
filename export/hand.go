package export

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/story"
)

// ByHand is the reader's version of readings that were made of tables of claims.
const ByHand = "by hand"

// maxTable is the longest text that a table's offsets may ask for, in bytes.
const maxTable = 1 << 26

// FromClaims makes entries of rows of claims: of a table that sayso exported, or
// of a sheet kept by hand. The rows of a report must stand together. A row needs
// words; what else it leaves empty stays empty, and a claim without certainty or
// status is told as left open and not known.
//
// A report's text is the words of its claims at the bytes that the rows give
// them, "…" between them for what the table does not tell; or the words a line
// each, where the rows give no bytes or others than the words take. What the
// table says of the report itself is kept in Known, so that the rows that an
// entry gives are those that it was made from. Errors wrap ErrImport and name
// the claim.
func FromClaims(rows iter.Seq2[*Claim, error]) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		var of []*Claim
		done := map[string]bool{}
		flush := func() (*Entry, error) {
			defer func() { of = of[:0] }()
			done[of[0].about()] = true
			return fromRows(of)
		}
		for c, err := range rows {
			if err == nil && len(of) > 0 && c.about() != of[0].about() {
				var e *Entry
				if e, err = flush(); err == nil && !yield(e, nil) {
					return
				}
			}
			if err == nil && len(of) == 0 && done[c.about()] {
				err = fmt.Errorf("claim %s: rows of its report stand further up, apart from it; sort the table by report and url: %w", c.ID, ErrImport)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			of = append(of, c)
		}
		if len(of) > 0 {
			yield(flush())
		}
	}
}

// about is the report that a row is about.
func (c *Claim) about() string {
	return strings.Join([]string{c.Report, c.URL, c.Title, c.Outlet, c.Published}, "\x00")
}

// hand is an entry in the making.
type hand struct {
	rows   []*Claim
	ids    []string      // of the claims
	spans  []report.Span // of the claims' words
	text   string
	placed bool // at the bytes that the rows give
	out    *reading.Reading
	known  *Known
}

// values are the values of factuality.
var values = []reading.Factuality{reading.Certain, reading.Probable, reading.Possible, reading.CertainNot, reading.ProbableNot, reading.PossibleNot, reading.Uncommitted}

func fromRows(rows []*Claim) (*Entry, error) {
	c := rows[0]
	h := &hand{rows: rows, known: &Known{}, out: &reading.Reading{
		Schema: reading.Schema, Reader: reading.Version{Version: ByHand},
		Report: reading.Source{URL: c.URL, Title: c.Title, Outlet: c.Outlet, Byline: []string{}, Published: report.Published{EDTF: c.Published, Basis: c.PublishedBasis}},
		Zones:  []report.Zone{}, Sentences: []report.Span{}, Voices: []reading.Voice{}, Entities: []reading.Entity{}, Relations: []reading.Relation{},
		Times: []reading.Time{}, Quantities: []reading.Quantity{}, Attributions: []reading.Attribution{}, Claims: []reading.Claim{}, Unread: []reading.Unread{},
	}}
	h.number()
	if h.placed = h.place(); !h.placed {
		h.lines()
	}
	for i := range rows {
		if err := h.add(i); err != nil {
			return nil, err
		}
	}
	return h.entry(), nil
}

// number gives the claims their ids: those of the rows, where they can be.
func (h *hand) number() {
	seen := map[string]bool{}
	for _, c := range h.rows {
		if id := c.ID; id != "" && !strings.ContainsAny(id, "/ \n") && !seen[id] {
			seen[id] = true
			h.ids = append(h.ids, id)
		} else {
			h.ids = append(h.ids, "")
		}
	}
	n := 0
	for i := range h.ids {
		for h.ids[i] == "" {
			if n++; !seen["c"+strconv.Itoa(n)] {
				h.ids[i] = "c" + strconv.Itoa(n)
			}
		}
	}
}

// place sets the words at the bytes that their rows give. It tells whether they
// can all stand there.
func (h *hand) place() bool {
	size := 0
	for _, c := range h.rows {
		if c.SpanStart < 0 || int(c.SpanEnd-c.SpanStart) != len(c.Text) || c.Text == "" || c.SpanEnd > maxTable {
			return false
		}
		size = max(size, int(c.SpanEnd))
	}
	text, told := make([]byte, size), make([]bool, size)
	for _, c := range h.rows {
		for i := range len(c.Text) {
			at := int(c.SpanStart) + i
			if told[at] && text[at] != c.Text[i] {
				return false
			}
			text[at], told[at] = c.Text[i], true
		}
		h.spans = append(h.spans, report.Span{Start: int(c.SpanStart), End: int(c.SpanEnd)})
	}
	for i := 0; i < size; {
		k := i
		for k < size && !told[k] {
			k++
		}
		untold(text[i:k])
		for k < size && told[k] {
			k++
		}
		i = k
	}
	h.text = string(text)
	return utf8.Valid(text)
}

// untold writes what stands for words that a table does not tell.
func untold(gap []byte) {
	for i := range gap {
		gap[i] = ' '
	}
	switch {
	case len(gap) == 1:
		gap[0] = '\n'
	case len(gap) >= 5:
		copy(gap[1:], "…")
	}
}

// lines sets the words a line each.
func (h *hand) lines() {
	var text strings.Builder
	h.spans = h.spans[:0]
	for _, c := range h.rows {
		words := strings.Join(strings.Fields(c.Text), " ")
		h.spans = append(h.spans, report.Span{Start: text.Len(), End: text.Len() + len(words)})
		text.WriteString(words + "\n")
	}
	h.text = text.String()
}

// find is where words stand: within a claim, elsewhere in the text, or added at
// its end.
func (h *hand) find(words string, within report.Span) report.Span {
	if i := strings.Index(within.Of(h.text), words); i >= 0 {
		return report.Span{Start: within.Start + i, End: within.Start + i + len(words)}
	}
	i := strings.Index(h.text, words)
	if i < 0 {
		if !strings.HasSuffix(h.text, "\n") {
			h.text += "\n"
		}
		i = len(h.text)
		h.text += words + "\n"
	}
	return report.Span{Start: i, End: i + len(words)}
}

func (h *hand) add(i int) error {
	c, span, id := h.rows[i], h.spans[i], h.ids[i]
	refuse := func(what string, err error) error {
		return fmt.Errorf("claim %s: %s: %w: %w", cmp.Or(c.ID, id), what, ErrImport, err)
	}
	if span.Len() == 0 {
		return fmt.Errorf("claim %s: it has no words: %w", cmp.Or(c.ID, id), ErrImport)
	}
	certainty := reading.Factuality(cmp.Or(c.Factuality, string(reading.Uncommitted)))
	if !slices.Contains(values, certainty) {
		return refuse("factuality", fmt.Errorf("%q: it is one of %v", c.Factuality, values))
	}
	status, err := reading.ParseStatus(cmp.Or(c.Status, string(reading.Unknown)))
	if err != nil {
		return refuse("status", err)
	}
	edtf := c.EDTF
	if edtf == "" && c.Start+c.End != "" {
		if edtf = c.Start + "/" + c.End; c.Start == c.End {
			edtf = c.Start
		}
	}
	if _, _, ok := ledger.Days(edtf); !ok && edtf != "" && !h.placed {
		return refuse("edtf", fmt.Errorf("%q is no date or interval: write 2024-03-13, or 2024-03-13/.. where the end is open", edtf))
	}
	k := reading.Claim{ID: id, Anchor: h.anchor(c, span), Span: span, Zone: cmp.Or(c.Zone, string(report.Body)), Sources: h.chain(c), Factuality: certainty, Status: status,
		Hedges: []report.Span{}, Basis: reading.Basis{Kind: cmp.Or(c.Basis, "stated"), Premises: append([]string{}, strings.Fields(c.Premises)...)}, Condition: c.Condition,
		Predicate: c.Predicate, Arguments: []reading.Argument{}, When: reading.When{EDTF: edtf}, Quantities: []string{}, OpenQuestion: c.Open}
	if c.Hedges != "" {
		for _, s := range strings.Split(c.Hedges, " | ") {
			k.Hedges = append(k.Hedges, h.find(s, span))
		}
	}
	for _, p := range c.participants() {
		k.Arguments = append(k.Arguments, reading.Argument{Role: p.Role, Span: h.find(p.Words, span), Entity: h.entity(p, span)})
	}
	for _, a := range c.Amounts {
		q := reading.Quantity{ID: "q" + strconv.Itoa(len(h.out.Quantities)+1), Span: h.find(a.Words, span), Low: a.Low, Best: a.Best, High: a.High, Unit: a.Unit, Of: a.Of, Approx: a.Approx, Ratio: a.Ratio}
		h.out.Quantities = append(h.out.Quantities, q)
		k.Quantities = append(k.Quantities, q.ID)
	}
	h.out.Claims = append(h.out.Claims, k)
	return h.know(c, id)
}

func (h *hand) anchor(c *Claim, span report.Span) report.Span {
	if s := (report.Span{Start: int(c.AnchorStart), End: int(c.AnchorEnd)}); s.Len() > 0 && s.Start >= 0 && s.End <= len(h.text) && s.Of(h.text) == c.Anchor && span.Contains(s) {
		return s
	}
	if i := strings.Index(span.Of(h.text), c.Anchor); c.Anchor != "" && i >= 0 {
		return report.Span{Start: span.Start + i, End: span.Start + i + len(c.Anchor)}
	}
	return span
}

// participants are those of a row; a sheet kept by hand may give the three best
// known in columns of their own.
func (c *Claim) participants() []Participant {
	if len(c.Participants) > 0 {
		return c.Participants
	}
	var out []Participant
	for _, p := range []Participant{{"agent", c.Agent, ""}, {"patient", c.Patient, ""}, {"place", c.Place, ""}} {
		if p.Words != "" {
			out = append(out, p)
		}
	}
	return out
}

// entity is the id of the entity of a name, "" without one.
func (h *hand) entity(p Participant, span report.Span) string {
	if p.Entity == "" {
		return ""
	}
	i := slices.IndexFunc(h.out.Entities, func(e reading.Entity) bool { return e.Name == p.Entity })
	if i < 0 {
		i = len(h.out.Entities)
		h.out.Entities = append(h.out.Entities, reading.Entity{ID: "e" + strconv.Itoa(i+1), Kind: "Other", Name: p.Entity, Mentions: []report.Span{}, Aliases: []string{}})
	}
	e := &h.out.Entities[i]
	if s := h.find(p.Words, span); !slices.Contains(e.Mentions, s) {
		e.Mentions = append(e.Mentions, s)
	}
	return e.ID
}

// know keeps what a row says beyond its report.
func (h *hand) know(c *Claim, id string) error {
	if c.Origins != nil || c.Standing != "" {
		s := Standing{Claim: id, State: c.Standing, Why: c.Why}
		if c.Origins != nil {
			s.Origins = int(*c.Origins)
		}
		h.known.Standings = append(h.known.Standings, s)
	}
	if to, claim, ok := strings.Cut(c.Repeats, "/"); ok {
		h.known.Links = append(h.known.Links, story.Link{Kind: story.Repeats, Claim: id, To: to, ToClaim: claim, State: story.Proposed, Evidence: []story.Evidence{}})
	}
	if c.Reviewed == "" {
		return nil
	}
	verb, rest, _ := strings.Cut(c.Reviewed, " by ")
	i := strings.LastIndexByte(rest, ' ')
	day, err := time.Parse(time.DateOnly, rest[i+1:])
	if i < 0 || err != nil {
		return fmt.Errorf("claim %s: reviewed %q: it is not such as confirm by Mara 2024-03-14: %w", id, c.Reviewed, ErrImport)
	}
	h.known.Reviews = append(h.known.Reviews, Review{Claim: id, Verb: verb, By: rest[:i], At: day})
	return nil
}

// chain is the voices of a row beyond its outlet: those of the column chain, or
// the source alone. One that only passes others' words on is taken for an outlet
// unless another row tells what it is.
func (h *hand) chain(c *Claim) []reading.Link {
	names := strings.Split(c.Chain, " < ")[1:]
	if len(names) == 0 && c.SourceOriginal != "" && c.SourceOriginal != c.Outlet && c.Chain == "" {
		names = []string{c.SourceOriginal}
	}
	out := []reading.Link{}
	for i, name := range names {
		v := reading.Voice{Name: name, Kind: "outlet", Mentions: []report.Span{}}
		of := c
		if i < len(names)-1 {
			of = h.innermost(name)
		}
		if of != nil {
			v.Kind = cmp.Or(of.SourceKind, "unnamed")
			if n, err := strconv.Atoi(of.SourceCount); err == nil {
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

// innermost is a row whose innermost voice has a name, which tells of what kind
// it is; nil where there is none.
func (h *hand) innermost(name string) *Claim {
	for _, c := range h.rows {
		if c.SourceOriginal == name {
			return c
		}
	}
	return nil
}

func (h *hand) entry() *Entry {
	r := h.out
	r.Text = h.text
	h.sentences()
	c := h.rows[0]
	of := &Copied{c.Report, c.SHA256, c.TextSHA256}
	r.Report.SHA256, r.Report.TextSHA256 = report.Hash(of.original(r.Text)), report.Hash(r.Text)
	r.Report.ID = ledger.ReportID(&report.Report{SHA256: r.Report.SHA256, URL: r.Report.URL, Outlet: r.Report.Outlet})
	for i := range h.known.Links {
		h.known.Links[i].From = r.Report.ID
	}
	if c.Report != "" {
		h.known.Copied = of
	}
	e := &Entry{Reading: r}
	if k := h.known; k.Copied != nil || len(k.Standings)+len(k.Links)+len(k.Reviews) > 0 {
		e.Known = k
	}
	return e
}

// sentences takes words that touch one another as one sentence.
func (h *hand) sentences() {
	order := slices.Clone(h.spans)
	slices.SortFunc(order, func(a, b report.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	all := []report.Span{}
	for _, s := range order {
		if n := len(all); n > 0 && all[n-1].Overlaps(s) {
			all[n-1].End = max(all[n-1].End, s.End)
		} else {
			all = append(all, s)
		}
	}
	h.out.Sentences = all
	for i := range h.out.Claims {
		h.out.Claims[i].Sentence = slices.IndexFunc(all, func(s report.Span) bool { return s.Contains(h.spans[i]) })
	}
}
