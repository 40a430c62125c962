package extract

import (
	"regexp"
	"strings"

	"github.com/sayso/sayso/extract/pdf"
	"github.com/sayso/sayso/report"
)

// PDF is the report in a PDF file: its words as paragraphs, the heads and feet of
// its pages as boilerplate. Errors are those of Plain, and package pdf's.
func PDF(b []byte, o Options) (*Page, error) {
	if len(b) > report.MaxBytes {
		return nil, at(o.Path, report.ErrTooLarge)
	}
	doc, err := pdf.Read(b)
	if err != nil {
		return nil, at(o.Path, err)
	}
	var w writer
	for _, p := range doc.Paragraphs {
		out := paragraph{words: p.Text}
		if p.Running {
			out.kind = report.Boilerplate
		}
		w.out = append(w.out, out)
	}
	m := metadata{authors: people(doc.Author)}
	if usableTitle(doc, doc.Title) {
		m.title = doc.Title
	}
	p, err := w.page(b, o, m)
	if err == nil && doc.Unread > 0 {
		p.Unread = append(p.Unread, count(doc.Unread, "page")+" of the PDF could not be read")
	}
	return p, err
}

var fileName = regexp.MustCompile(`(?i)\.(?:docx?|odt|indd|qxp|pdf|html?|tex|dvi|pptx?|xlsx?|rtf)$|^(?:untitled|microsoft word)\b`)

// usableTitle tells whether what a PDF calls its title is one: many keep the
// name of a file there.
func usableTitle(doc *pdf.Document, title string) bool {
	if len(strings.Fields(title)) < 2 || fileName.MatchString(title) {
		return false
	}
	for _, p := range doc.Paragraphs[:min(len(doc.Paragraphs), 12)] {
		if strings.EqualFold(p.Text, title) {
			return true
		}
	}
	return false
}
