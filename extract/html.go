package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/sfomuseum/go-edtf/parser"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/sayso/sayso/report"
)

// ErrNoArticle says that a page has no running text.
var ErrNoArticle = errors.New("no running text was found in the page: save the article's text and give that")

// Page is the report in a web page with what else the page says of itself.
type Page struct {
	*report.Report
	Section   string
	Canonical string // the address that the page calls its own
	Original  string // the address of the report that this one translates
	Dates     []Date // every candidate for the date of publication, the chosen one first
}

// HTML is the report in a web page: its main text as paragraphs, with the
// page's own word for title, outlet, authors and date. Scripts are not run and
// nothing is fetched. label is the charset that came with the page, "" when
// none did. Errors are those of Plain, and ErrNoArticle.
func HTML(b []byte, label string, o Options) (*Page, error) {
	if len(b) > report.MaxBytes {
		return nil, at(o.Path, report.ErrTooLarge)
	}
	if o.Published != "" {
		if _, err := parser.ParseString(o.Published); err != nil {
			return nil, at(o.Path, fmt.Errorf("published %q: %w", o.Published, ErrDate))
		}
	}
	doc, err := html.Parse(bytes.NewReader(decodePage(b, label)))
	if err != nil {
		return nil, at(o.Path, fmt.Errorf("the page is no HTML that can be read: %w", err))
	}
	m := metadataOf(doc, o.URL)
	main := mainOf(doc, o.URL, m.body)
	w := writer{title: m.title}
	w.headline(m.title)
	w.walk(main)
	text, forced := w.text()
	if text, err = report.Canonical([]byte(text)); err != nil {
		return nil, at(o.Path, ErrNoArticle)
	}
	if w.paragraphs == 0 {
		return nil, at(o.Path, ErrNoArticle)
	}
	p := &Page{Section: m.section, Canonical: m.canonical, Original: m.original}
	l := layOut(text)
	r := &report.Report{URL: first(o.URL, m.canonical), Title: first(o.Title, m.title, l.headline), Outlet: first(o.Outlet, m.outlet, l.outlet),
		Byline: m.authors, Language: first(Language(text), m.language), SHA256: report.Hash(b), TextSHA256: report.Hash(text), Text: text}
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
	p.Dates = chosen(append(m.dates, addressDates(first(o.URL, m.canonical))...), l.date)
	switch {
	case o.Published != "":
		r.Published = report.Published{EDTF: o.Published, Basis: "given"}
	case len(p.Dates) > 0:
		r.Published = report.Published{EDTF: p.Dates[0].EDTF, Basis: p.Dates[0].Basis}
	}
	p.Report = r
	return p, nil
}

// decodePage is the page as UTF-8. Bytes that are valid UTF-8 beyond ASCII are
// taken for it whatever the page says.
func decodePage(b []byte, label string) []byte {
	if utf8.Valid(b) {
		return b
	}
	contentType := ""
	if label != "" {
		contentType = "text/html; charset=" + label
	}
	e, name, _ := charset.DetermineEncoding(b, contentType)
	if name == "utf-8" { // it says so and is not: it was cut or mixed; keep what can be read
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	out, err := io.ReadAll(e.NewDecoder().Reader(bytes.NewReader(b)))
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return out
}
