package export

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// What a sheet of a spreadsheet holds at most.
const (
	sheetRows = 1 << 20
	cellChars = 32767
)

// workbook writes claims, events and forecasts on sheets of one file.
type workbook struct {
	w      io.Writer
	f      *excelize.File
	claims page[Claim]
	events page[Event]
	ahead  page[Event]
	cut    int
	err    error
}

// NewXLSX writes a workbook: a sheet of claims, of events, of forecasts, and one
// that says what they are. No cell holds a formula. A sheet that is full goes
// on as another; a cell too long for a spreadsheet is cut and counted on the
// last sheet.
func NewXLSX(w io.Writer) Writer {
	b := &workbook{w: w, f: excelize.NewFile()}
	b.claims = page[Claim]{book: b, name: "claims", columns: claimColumns}
	b.events = page[Event]{book: b, name: string(Happenings), columns: eventColumns}
	b.ahead = page[Event]{book: b, name: string(Forecasts), columns: eventColumns}
	b.err = errors.Join(b.f.SetSheetName("Sheet1", "claims"), b.f.SetDocProps(&excelize.DocProperties{Creator: "sayso", LastModifiedBy: "sayso", Title: "What reports claim"}))
	for _, open := range []func() error{b.claims.open, b.events.open, b.ahead.open} {
		if b.err == nil {
			b.err = open()
		}
	}
	return b
}

func (b *workbook) Add(e *Entry) error {
	if b.err != nil {
		return b.err
	}
	if err := Claims(e, b.claims.add); err != nil {
		return err
	}
	if err := Events(e, Happenings, b.events.add); err != nil {
		return err
	}
	return Events(e, Forecasts, b.ahead.add)
}

func (b *workbook) Close() error {
	err := errors.Join(b.err, b.claims.close(), b.events.close(), b.ahead.close(), b.about())
	if err == nil {
		err = b.write()
	}
	return errors.Join(err, b.f.Close())
}

// write writes the file with its parts by name, so that the same claims give
// the same bytes.
func (b *workbook) write() error {
	tmp, err := os.CreateTemp("", "sayso-*.xlsx")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	if err := b.f.Write(tmp); err != nil {
		return err
	}
	info, err := tmp.Stat()
	if err != nil {
		return err
	}
	in, err := zip.NewReader(tmp, info.Size())
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	out := zip.NewWriter(b.w)
	for _, f := range in.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}

func (b *workbook) about() error {
	if _, err := b.f.NewSheet("about"); err != nil {
		return err
	}
	for i, s := range []string{
		"What reports are reported to say, as read by sayso: proposals of a machine, not findings.",
		"An empty cell is not known; it is not 0. Days are YYYY-MM-DD, .. is an open end.",
		"Offsets (span, anchor) are UTF-8 bytes of the text whose SHA-256 is text_sha256.",
		"origins counts independent origins, not outlets; empty where nothing is known beyond the report.",
		fmt.Sprintf("Cells cut at %d characters: %d", cellChars, b.cut),
	} {
		if err := b.f.SetCellStr("about", "A"+strconv.Itoa(i+1), s); err != nil {
			return err
		}
	}
	return nil
}

// page is the sheets of one table.
type page[T any] struct {
	book    *workbook
	name    string
	columns []column[T]
	w       *excelize.StreamWriter
	row, no int
	cells   []any
}

func (p *page[T]) open() error {
	name := p.name
	if p.no++; p.no > 1 {
		name += " " + strconv.Itoa(p.no)
	}
	if _, err := p.book.f.NewSheet(name); err != nil {
		return err
	}
	w, err := p.book.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	p.w, p.row, p.cells = w, 1, make([]any, len(p.columns))
	for i, c := range p.columns {
		p.cells[i] = c.name
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return w.SetRow("A1", p.cells)
}

func (p *page[T]) add(r *T) error {
	if p.row == sheetRows {
		if err := p.close(); err != nil {
			return err
		}
		if err := p.open(); err != nil {
			return err
		}
	}
	p.row++
	for i, c := range p.columns {
		s := c.get(r)
		p.cells[i] = p.book.fit(s)
		if c.number {
			if v, err := strconv.ParseFloat(s, 64); err == nil {
				p.cells[i] = v
			}
		}
		if s == "" {
			p.cells[i] = nil
		}
	}
	return p.w.SetRow("A"+strconv.Itoa(p.row), p.cells)
}

func (p *page[T]) close() error {
	if p.w == nil {
		return nil
	}
	return p.w.Flush()
}

// fit is s as a cell can hold it.
func (b *workbook) fit(s string) string {
	if len(s) <= cellChars || utf8.RuneCountInString(s) <= cellChars {
		return s
	}
	b.cut++
	return string([]rune(s)[:cellChars-1]) + "…"
}
