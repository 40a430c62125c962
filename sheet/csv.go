package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading"
)

// Columns are the columns of the table of claims. Offsets are UTF-8 bytes of
// the canonical text; a number that nobody gave is an empty cell, never 0. The
// quantity columns hold one value for each quantity of the claim, with " | "
// between them.
var Columns = []string{
	"report", "outlet", "published", "claim", "zone", "text", "anchor", "chain", "factuality", "status", "basis", "premises", "condition", "when",
	"quantity", "low", "best", "high", "unit", "of", "open_question", "sentence", "start", "end", "anchor_start", "anchor_end", "text_sha256",
}

// Table writes readings as CSV (RFC 4180), one row a claim, under one header.
type Table struct {
	w      *csv.Writer
	headed bool
}

// NewTable is a table written to w.
func NewTable(w io.Writer) *Table { return &Table{w: csv.NewWriter(w)} }

// Add writes the claims of r. Cells that a spreadsheet would take for a formula
// begin with an apostrophe.
func (t *Table) Add(r *reading.Reading) error {
	if !t.headed {
		t.headed = true
		if err := t.w.Write(Columns); err != nil {
			return fmt.Errorf("write the table's header: %w", err)
		}
	}
	x := indexOf(r)
	for _, c := range r.Claims {
		row := []string{
			r.Report.ID, r.Report.Outlet, r.Report.Published.EDTF, c.ID, c.Zone, clean(c.Span.Of(r.Text)), clean(c.Anchor.Of(r.Text)), x.chain(c),
			string(c.Factuality), string(c.Status), c.Basis.Kind, strings.Join(c.Basis.Premises, " "), c.Condition, c.When.EDTF,
		}
		row = append(row, x.amounts(c)...)
		sentence := ""
		if 0 <= c.Sentence && c.Sentence < len(r.Sentences) {
			sentence = clean(r.Sentences[c.Sentence].Of(r.Text))
		}
		open := ""
		if c.OpenQuestion {
			open = "yes"
		}
		row = append(row, open, sentence, strconv.Itoa(c.Span.Start), strconv.Itoa(c.Span.End), strconv.Itoa(c.Anchor.Start), strconv.Itoa(c.Anchor.End), r.Report.TextSHA256)
		for i := range row {
			row[i] = inert(row[i])
		}
		if err := t.w.Write(row); err != nil {
			return fmt.Errorf("write claim %s of %s: %w", c.ID, r.Report.ID, err)
		}
	}
	t.w.Flush()
	return t.w.Error()
}

// amounts is the cells quantity, low, best, high, unit, of.
func (x index) amounts(c reading.Claim) []string {
	cells := make([][]string, 6)
	for _, id := range c.Quantities {
		q, ok := x.quantities[id]
		if !ok {
			continue
		}
		for i, s := range []string{clean(q.Span.Of(x.text)), exact(q.Low), exact(q.Best), exact(q.High), q.Unit, clean(q.Of)} {
			cells[i] = append(cells[i], s)
		}
	}
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.Join(c, " | ")
	}
	return out
}

func exact(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

// inert keeps a cell from being run as a formula.
func inert(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}
