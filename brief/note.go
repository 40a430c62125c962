package brief

import (
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
)

// number makes the notes, in the order in which the brief calls for them.
func (w *maker) number() {
	noted := map[string]int{}
	w.b.Each(func(_ *Section, t *Sentence) {
		n := noted[t.Claim]
		if n == 0 {
			n = len(w.b.Notes) + 1
			noted[t.Claim] = n
			id, claim, _ := strings.Cut(t.Claim, "/")
			of, _ := w.find(id, claim)
			w.b.Notes = append(w.b.Notes, of.s.note(n, of.c))
		}
		t.Notes = []int{n}
	})
}

// note is the footnote of a claim.
func (s *source) note(number int, c *reading.Claim) Note {
	r, old := &s.Report, s.whole[c.ID]
	n := Note{Number: number, Claim: r.ID + "/" + c.ID, Words: c.Span.Of(s.Text), Chain: s.chain(c), Voice: s.kind(c), Certainty: string(c.Factuality), Status: string(c.Status),
		Standing: "nothing is known beyond this report", Title: plain(r.Title), Outlet: plain(r.Outlet), Published: r.Published.EDTF, Basis: r.Published.Basis,
		URL: r.URL, SHA256: r.SHA256, TextSHA256: s.full.Report.TextSHA256, Start: old.Span.Start, End: old.Span.End, Times: []Stated{}, Figures: []Stated{}}
	if st := s.standings[c.ID]; st != nil {
		n.Standing = plain(strings.ReplaceAll(st.State, "_", " ") + ": " + st.Why)
	}
	for _, t := range s.full.Times {
		if words := plain(t.Span.Of(s.full.Text)); t.ID == old.When.Time && c.When.EDTF != "" && strings.Contains(plain(n.Words), words) {
			n.Times = append(n.Times, Stated{words, c.When.EDTF})
		}
	}
	if len(n.Times) == 0 && c.When.EDTF != "" {
		n.Times = append(n.Times, Stated{"", c.When.EDTF})
	}
	for _, id := range c.Quantities {
		for i := range s.Quantities {
			if q := &s.Quantities[i]; q.ID == id {
				n.Figures = append(n.Figures, Stated{plain(q.Span.Of(s.Text)), figure(q)})
			}
		}
	}
	return n
}

// figure is what a quantity is read as: its bounds as stated, in its unit.
func figure(q *reading.Quantity) string { return plain(sheet.Quantity(*q)) }
