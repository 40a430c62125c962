package brief

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// PDF is the brief on A4 pages, its notes at the end. The fonts in it hold
// Latin, Greek and Cyrillic; a character they lack is written as its code,
// such as [U+BD81], so that nothing is lost. The same brief gives the same
// bytes.
func (b *Brief) PDF() ([]byte, error) {
	font, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	p := fpdf.New("P", "mm", "A4", "")
	day, err := time.Parse(time.DateOnly, b.AsOf)
	if err != nil {
		day = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	p.SetCreationDate(day)
	p.SetModificationDate(day)
	p.SetCatalogSort(true)
	p.SetTitle(b.title(), true)
	p.AddUTF8FontFromBytes("go", "", goregular.TTF)
	p.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	p.AddUTF8FontFromBytes("go", "I", goitalic.TTF)
	p.SetMargins(20, 18, 20)
	p.SetAutoPageBreak(true, 18)
	p.SetFooterFunc(func() {
		p.SetY(-12)
		p.SetFont("go", "", 8)
		p.CellFormat(0, 5, fmt.Sprint(p.PageNo()), "", 0, "C", false, 0, "")
	})
	p.AddPage()
	d := &page{p: p, font: font, seen: map[rune]bool{}}
	for _, x := range b.blocks() {
		d.block(&x, "")
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

type page struct {
	p    *fpdf.Fpdf
	font *sfnt.Font
	buf  sfnt.Buffer
	seen map[rune]bool
}

func (d *page) block(x *block, lead string) {
	switch {
	case x.Level > 0:
		d.p.Ln(3)
		d.line("B", float64(18-3*x.Level), x.Text)
	case x.Note > 0:
		d.line("", 8, fmt.Sprintf("%d. %s", x.Note, x.Text))
		d.line("I", 7, x.Small)
	default:
		text := x.Text
		for _, n := range x.Marks {
			text += fmt.Sprintf(" [%d]", n)
		}
		if x.Item && lead == "" {
			lead = "• "
		}
		if text != "" {
			d.line("", 10, lead+text)
		}
		if x.Small != "" {
			d.line("I", 8, x.Small)
		}
		if x.Beside != nil {
			d.block(x.Beside, "against it: ")
		}
	}
	d.p.Ln(1.2)
}

func (d *page) line(style string, size float64, s string) {
	d.p.SetFont("go", style, size)
	d.p.MultiCell(0, size*0.48, d.shown(s), "", "L", false)
}

// shown is s with the characters that the font lacks as their codes.
func (d *page) shown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if has, known := d.seen[r]; known && has || !known && d.has(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

func (d *page) has(r rune) bool {
	i, err := d.font.GlyphIndex(&d.buf, r)
	d.seen[r] = r == ' ' || r == '\n' || err == nil && i > 0 && r < 0x10000
	return d.seen[r]
}
