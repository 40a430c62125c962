package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/gogs/chardet"

	"github.com/sfomuseum/go-edtf/parser"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"

	"github.com/sayso/sayso/report"
)

// ErrNoArticle says that a page has no running text.
var ErrNoArticle = errors.New("no running text was found in the page: save the article's text and give that")

// Page is a report with what else its page, file or message says of itself.
type Page struct {
	*report.Report
	Section     string
	Canonical   string   // the address that the page calls its own
	Original    string   // the address of the report that this one translates
	Translators []string // who are named so
	Editors     []string
	Corrections []string // notes of what was corrected or changed, word for word
	Dates       []Date   // every candidate for the date of publication, the chosen one first
	Unread      []string // what came with it and was not read, in words for people
}

// HTML is the report in a web page: its main text as paragraphs, with the
// page's own word for title, outlet, authors and date. Scripts are not run and
// nothing is fetched. label is the charset that came with the page, "" when
// none did. Errors are those of Plain, and ErrNoArticle.
func HTML(b []byte, label string, o Options) (*Page, error) {
	return pageOf(b, b, label, o, metadata{})
}

// pageOf is HTML for markup that is a part of the original; known, from around
// it, stands above what the markup says.
func pageOf(markup, original []byte, label string, o Options, known metadata) (*Page, error) {
	if len(markup) > report.MaxBytes {
		return nil, at(o.Path, report.ErrTooLarge)
	}
	doc, err := html.Parse(bytes.NewReader(utf8Text(markup, label)))
	if err != nil {
		return nil, at(o.Path, fmt.Errorf("the page is no HTML that can be read: %w", err))
	}
	m := metadataOf(doc, o.URL)
	m.title, m.outlet, m.dates = first(known.title, m.title), first(known.outlet, m.outlet), append(known.dates, m.dates...)
	w := writer{title: m.title}
	w.headline(m.title)
	main := mainOf(doc, o.URL, m.title, m.body)
	w.walk(main)
	p, err := w.page(original, o, m)
	if leads := listing(main, &m, first(o.URL, m.canonical)); err == nil && leads != nil {
		p.list(leads)
	}
	return p, err
}

// page is the report that the writer has laid out, of the original bytes.
func (w *writer) page(original []byte, o Options, m metadata) (*Page, error) {
	if o.Published != "" {
		if _, err := parser.ParseString(o.Published); err != nil {
			return nil, at(o.Path, fmt.Errorf("published %q: %w", o.Published, ErrDate))
		}
	}
	text, forced := w.text()
	text, err := report.Canonical([]byte(text))
	if err != nil || !w.body() {
		return nil, at(o.Path, ErrNoArticle)
	}
	p := &Page{Section: m.section, Canonical: m.canonical, Original: m.original, Translators: m.translators, Editors: m.editors}
	l := layOut(text)
	r := &report.Report{URL: first(o.URL, m.canonical), Title: first(o.Title, m.title, l.headline), Outlet: first(o.Outlet, m.outlet, l.outlet),
		Byline: m.authors, Language: first(Language(text), m.language), SHA256: report.Hash(original), TextSHA256: report.Hash(text), Text: text}
	r.ID = r.SHA256[:12]
	r.Zones = l.zones
	for _, f := range forced {
		r.Zones = force(r.Zones, text, f)
	}
	if r.Byline == nil {
		r.Byline = l.byline
	}
	if r.Outlet == "" {
		r.Outlet = first(speaker(text, r.Zones), host(r.URL))
	}
	p.Dates = chosen(append(append(m.dates, addressDates(first(o.URL, m.canonical))...), aroundDates(o)...), l.date)
	switch {
	case o.Published != "":
		r.Published = report.Published{EDTF: o.Published, Basis: "given"}
	case len(p.Dates) > 0 && p.Dates[0].Basis != "http":
		r.Published = report.Published{EDTF: p.Dates[0].EDTF, Basis: p.Dates[0].Basis}
	}
	p.Report = r
	p.creditsOf()
	p.Corrections = append(m.corrections, correctionsIn(text, m.corrections)...)
	for _, z := range r.Zones {
		if note := z.Span.Of(text); z.Kind == report.Correction && !slices.Contains(p.Corrections, note) {
			p.Corrections = append(p.Corrections, note)
		}
	}
	return p, nil
}

// utf8Text is markup as UTF-8; what is not valid in its charset is U+FFFD.
func utf8Text(b []byte, label string) []byte {
	e := encodingOf(b, label)
	if e == nil {
		if utf8.Valid(b) {
			return b
		}
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	out, err := io.ReadAll(e.NewDecoder().Reader(bytes.NewReader(b)))
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return out
}

// encodingOf is the charset of markup, nil for UTF-8. What is valid UTF-8, or
// nearly all of it, is taken for it whatever the page says; then the label that
// came with it counts, then what the markup says, then what the bytes look like.
func encodingOf(b []byte, label string) encoding.Encoding {
	switched := bytes.Contains(b, []byte("\x1b$")) // ISO-2022 is ASCII to the eye
	if !switched && (utf8.Valid(b) || mostlyUTF8(b)) {
		return nil
	}
	contentType := ""
	if label != "" {
		contentType = "text/html; charset=" + label
	}
	e, name, certain := charset.DetermineEncoding(b, contentType)
	if !certain || name == "utf-8" || name == "windows-1252" {
		if guess, confidence := looksLike(b); confidence >= leastConfident(certain && name != "utf-8") {
			if g, _ := charset.Lookup(guess); g != nil {
				e, name = g, guess
			}
		}
	}
	if name == "utf-8" { // it says so and is not: it was cut or mixed; keep what can be read
		return nil
	}
	return e
}

// looksLike is the charset that the bytes look most like, and how sure that is in
// per cent; of equals the first by name.
func looksLike(b []byte) (name string, confidence int) {
	all, _ := chardet.NewHtmlDetector().DetectAll(b[:min(len(b), 64<<10)])
	for _, g := range all {
		if g.Confidence > confidence || g.Confidence == confidence && g.Charset < name {
			name, confidence = g.Charset, g.Confidence
		}
	}
	return name, confidence
}

// leastConfident is how sure, in per cent, the look of the bytes must be to count,
// more so against a label.
func leastConfident(labelled bool) int {
	if labelled {
		return 80
	}
	return 20
}

// mostlyUTF8 tells whether of the characters beyond ASCII nearly all are whole in
// UTF-8.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > 2*bad
}
