// Package pdf reads the words of PDF files as paragraphs in their reading order.
//
// It draws nothing, runs no script and follows no link; pictures of text are
// not read.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"
)

// The ways in which a PDF is refused.
var (
	ErrBroken = errors.New("the PDF is broken: open it in a viewer and print it into a new PDF")
	ErrLocked = errors.New("the PDF asks for a password: save it without one")
	ErrNoText = errors.New("the PDF holds no text, only pictures: run text recognition over it, for instance ocrmypdf, and give that")
)

const (
	maxPages  = 2000
	maxGlyphs = 4_000_000 // of a file
	maxDepth  = 8         // of forms in forms
)

// Document is what a PDF says. Title and Author are what it says of itself, ""
// where it does not.
type Document struct {
	Title      string
	Author     string
	Pages      int
	Unread     int // pages that could not be read
	Paragraphs []Paragraph
}

// Paragraph is one, with its size of type in points. Running tells that it is a
// page's head or foot: a number, or a line that comes again on other pages.
type Paragraph struct {
	Page    int // from 1
	Size    float64
	Text    string
	Running bool
}

// Read reads a PDF. Errors wrap ErrBroken, ErrLocked or ErrNoText.
func Read(b []byte) (doc *Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("%w (%v)", ErrBroken, r)
		}
	}()
	b = unpacked(b)
	r, err := pdf.NewReader(&bounded{r: bytes.NewReader(b), left: mostReads + 64*int64(len(b))}, int64(len(b)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return nil, ErrLocked
	case err != nil:
		return nil, fmt.Errorf("%w (%w)", ErrBroken, err)
	}
	info := r.Trailer().Key("Info")
	doc = &Document{Title: clean(info.Key("Title").Text()), Author: clean(info.Key("Author").Text()), Pages: r.NumPage()}
	if doc.Pages > maxPages {
		return nil, fmt.Errorf("%w (%d pages)", ErrBroken, doc.Pages)
	}
	left := maxGlyphs
	var lines []line
	for i := 1; i <= doc.Pages; i++ {
		page, err := pageLines(r.Page(i), i, &left)
		if err != nil {
			doc.Unread++
		}
		lines = append(lines, page...)
	}
	doc.Paragraphs = paragraphs(lines)
	if len(doc.Paragraphs) == 0 {
		if doc.Unread > 0 {
			return nil, ErrBroken
		}
		return nil, ErrNoText
	}
	return doc, nil
}

// mostReads is how many bytes and reads a PDF may take beside those that its size
// allows: a file whose parts lead in circles is broken.
const mostReads = 64 << 20

// bounded ends a reading that goes in circles.
type bounded struct {
	r    *bytes.Reader
	left int64
}

func (b *bounded) ReadAt(p []byte, off int64) (int, error) {
	n, err := b.r.ReadAt(p, off)
	if b.left -= int64(n) + 256; b.left < 0 {
		panic("its parts lead in circles")
	}
	return n, err
}

// pageLines keeps what a foreign page does to the reader to itself.
func pageLines(p pdf.Page, number int, left *int) (out []line, err error) {
	c := content{left: left}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("page %d: %w (%v)", number, ErrBroken, r)
		}
		out = linesOf(c.glyphs, number)
	}()
	c.run(p.V.Key("Contents"), p.Resources(), 0)
	return nil, nil
}

func clean(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ") }
