// Package extract turns original bytes into a report: canonical text, zones,
// title, byline, outlet, language and date, each only where the text or the
// caller gives it.
//
// It finds no claims (reading does) and fetches nothing (capture does).
package extract

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/sayso/sayso/report"
	"github.com/sfomuseum/go-edtf/parser"
)

// The ways in which a report is refused, beside those of package report.
var (
	ErrDate    = errors.New("it is not a date: give it as 2024, 2024-03 or 2024-03-14 (EDTF)")
	ErrNoWords = errors.New("there are no words in it, only numbers and signs: give a file with the report's words")
)

// Options is what the caller knows of a report. What is given stands above
// what the text says; empty fields are not known.
type Options struct {
	Path      string // named in errors
	Published string // EDTF
	Outlet    string
	Title     string
	URL       string
	Feed      time.Time // when the feed that led to it says it was published
	Changed   string    // when the server says it was last changed: Last-Modified
}

// Plain is the report in a plain-text file. Errors wrap report's refusals,
// ErrNoWords or ErrDate and begin with the path.
func Plain(b []byte, o Options) (*report.Report, error) {
	text, err := report.Canonical(b)
	if err != nil {
		return nil, at(o.Path, err)
	}
	if strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return nil, at(o.Path, ErrNoWords)
	}
	r := &report.Report{
		URL: o.URL, Title: o.Title, Outlet: o.Outlet, Language: Language(text),
		SHA256: report.Hash(b), TextSHA256: report.Hash(text), Text: text,
	}
	r.ID = r.SHA256[:12]
	l := layOut(text)
	r.Zones, r.Byline = l.zones, l.byline
	if r.Title == "" {
		r.Title = l.headline
	}
	if r.Outlet == "" {
		r.Outlet = l.outlet
	}
	if r.Outlet == "" {
		r.Outlet = speaker(text, l.zones)
	}
	switch {
	case o.Published != "":
		if _, err := parser.ParseString(o.Published); err != nil {
			return nil, at(o.Path, fmt.Errorf("published %q: %w", o.Published, ErrDate))
		}
		r.Published = report.Published{EDTF: o.Published, Basis: "given"}
	case l.date != "":
		r.Published = report.Published{EDTF: l.date, Basis: "dateline"}
	}
	return r, nil
}

func at(path string, err error) error {
	if path == "" {
		return err
	}
	return fmt.Errorf("%s: %w", strings.ToValidUTF8(path, "\ufffd"), err)
}
