package brief

import (
	"bytes"
	"cmp"
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
	p.SetLang("en")
	p.AddUTF8FontFromBytes("go", "", goregular.TTF)
	p.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	p.AddUTF8FontFromBytes("go", "I", goitalic.TTF)
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, margin+4)
	p.AliasNbPages("{pages}")
	d := &page{p: p, font: font, seen: map[rune]bool{}, links: make([]int, len(b.Notes)+1)}
	foot := d.shown(short(b.title(), 70) + " · standard: " + string(b.Standard) + " · as of " + cmp.Or(b.AsOf, "a day not given"))
	p.SetFooterFunc(func() {
		p.SetY(-14)
		d.set("", 7.5, grey)
		p.SetLeftMargin(margin)
		p.SetX(margin)
		p.CellFormat(140, 5, foot, "", 0, "L", false, 0, "")
		p.CellFormat(0, 5, fmt.Sprintf("%d of {pages}", p.PageNo()), "", 0, "R", false, 0, "")
	})
	p.AddPage()
	for i := range d.links {
		d.links[i] = p.AddLink()
	}
	for _, x := range b.blocks() {
		d.block(&x, 0)
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Sizes in millimetres, and shades of grey.
const (
	margin = 22.0
	indent = 5.0
	black  = 20
	grey   = 95
)

// short is s, cut to n characters.
func short(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

type page struct {
	p     *fpdf.Fpdf
	font  *sfnt.Font
	buf   sfnt.Buffer
	seen  map[rune]bool
	links []int // by number of the note
}

func (d *page) set(style string, size float64, shade int) {
	d.p.SetFont("go", style, size)
	d.p.SetTextColor(shade, shade, shade)
}

// room begins a new page where less than h is left of this one.
func (d *page) room(h float64) {
	if _, height := d.p.GetPageSize(); d.p.GetY()+h > height-margin-4 {
		d.p.AddPage()
	}
}

func (d *page) block(x *block, depth int) {
	switch {
	case x.Level > 0:
		d.heading(x)
	case x.Note > 0:
		d.note(x)
	case x.Beside != nil:
		d.beside(x)
	default:
		d.paragraph(x, depth)
	}
}

func (d *page) heading(x *block) {
	d.room(26)
	if x.Level == 1 {
		d.set("B", 17, black)
		d.p.MultiCell(0, 8, d.shown(x.Text), "", "L", false)
		d.p.Ln(1)
		return
	}
	d.p.Ln(4)
	d.set("B", 12, black)
	d.p.MultiCell(0, 6, d.shown(x.Text), "B", "L", false)
	d.p.Ln(2)
}

// paragraph is running text or a list item with those within it, the marks of
// its notes raised, what is said about it in small type below.
func (d *page) paragraph(x *block, depth int) {
	size, left := 10.0, margin
	if depth > 0 {
		size = 9
	}
	if x.Item {
		left += indent * float64(depth+1)
		d.room(9)
		d.set("", size, black)
		d.p.SetX(left - indent + 1.5)
		d.p.CellFormat(indent-1.5, size*0.47, map[bool]string{true: "–", false: "•"}[depth > 0], "", 0, "L", false, 0, "")
	}
	d.p.SetLeftMargin(left)
	d.p.SetX(left)
	if x.Text != "" {
		d.text(x, size)
	}
	if x.Small != "" {
		d.set("I", 8, grey)
		d.p.MultiCell(0, 3.9, d.shown(x.Small), "", "L", false)
	}
	d.p.SetLeftMargin(margin)
	d.p.SetX(margin)
	for i := range x.Parts {
		d.p.Ln(0.6)
		d.block(&x.Parts[i], depth+1)
	}
	if depth == 0 {
		d.p.Ln(1.8)
	}
}

// text writes words from where the pen is, an address in them as a link, and the
// marks of notes after them.
func (d *page) text(x *block, size float64) {
	h := size * 0.47
	d.set("", size, black)
	words, link := x.Text, ""
	if x.Link != "" && strings.HasSuffix(words, x.Link) {
		words, link = strings.TrimSuffix(words, x.Link), x.Link
	}
	d.p.Write(h, d.shown(words))
	if link != "" {
		d.p.SetTextColor(20, 60, 140)
		d.p.WriteLinkString(h, d.shown(link), link)
	}
	for i, n := range x.Marks {
		mark := fmt.Sprint(n)
		if i > 0 {
			mark = "," + mark
		}
		d.p.SetTextColor(20, 60, 140)
		d.p.SubWrite(h, mark, 6.5, 4.5, d.links[n], "")
	}
	d.p.Ln(h + 0.2)
}

// note is a note at the end, where the marks in the text lead.
func (d *page) note(x *block) {
	d.room(12)
	d.p.SetLink(d.links[x.Note], d.p.GetY(), -1)
	d.set("B", 8, black)
	d.p.SetX(margin)
	d.p.CellFormat(8, 3.8, fmt.Sprint(x.Note), "", 0, "R", false, 0, "")
	d.p.SetLeftMargin(margin + 10)
	d.p.SetX(margin + 10)
	d.text(x, 8)
	d.set("", 7, grey)
	d.p.MultiCell(0, 3.3, d.shown(x.Small), "", "L", false)
	d.p.SetLeftMargin(margin)
	d.p.SetX(margin)
	d.p.Ln(1.2)
}

// beside sets two texts side by side in a frame; one too long for a page is set
// below the other.
func (d *page) beside(x *block) {
	width, height := d.p.GetPageSize()
	column := (width - 2*margin) / 2
	cell := func(x *block) string {
		s := x.Text
		for _, n := range x.Marks {
			s += fmt.Sprintf(" [%d]", n)
		}
		return d.shown(strings.TrimSpace(s + "\n" + x.Small))
	}
	a, b := cell(x), cell(x.Beside)
	d.set("", 9, black)
	const line = 4.3
	rows := float64(max(len(d.p.SplitText(a, column-4)), len(d.p.SplitText(b, column-4))))
	if tall := rows*line + 4; tall < height-2*margin-8 {
		d.room(tall)
		top := d.p.GetY()
		d.p.SetDrawColor(150, 150, 150)
		for i, s := range []string{a, b} {
			left := margin + float64(i)*column
			d.p.Rect(left, top, column, tall, "D")
			d.p.SetXY(left+2, top+2)
			d.p.MultiCell(column-4, line, s, "", "L", false)
		}
		d.p.SetXY(margin, top+tall+2)
		return
	}
	for _, s := range []string{a, b} {
		d.p.SetX(margin)
		d.p.MultiCell(0, line, s, "1", "L", false)
	}
	d.p.Ln(2)
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
