package export

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// The columns of a sheet of Auto Archiver by their standard names, in lower
// case. Those of link and status must be there.
const (
	archiverLink   = "link"
	archiverStatus = "archive status"
)

var archiverColumns = []column[Archived]{
	text(archiverLink, func(a *Archived) *string { return &a.Link }),
	text(archiverStatus, func(a *Archived) *string { return &a.Status }),
	text("archive location", func(a *Archived) *string { return &a.Location }),
	text("archive date", func(a *Archived) *string { return &a.Date }),
	text("upload timestamp", func(a *Archived) *string { return &a.Uploaded }),
	text("upload title", func(a *Archived) *string { return &a.Title }),
	text("text content", func(a *Archived) *string { return &a.Text }),
	text("screenshot", func(a *Archived) *string { return &a.Screenshot }),
	text("hash", func(a *Archived) *string { return &a.Hash }),
	text("perceptual hashes", func(a *Archived) *string { return &a.PDQ }),
	text("wacz", func(a *Archived) *string { return &a.WACZ }),
	text("replaywebpage", func(a *Archived) *string { return &a.Replay }),
	text("destination folder", func(a *Archived) *string { return &a.Folder }),
}

// Archived is a row of a sheet of Bellingcat's Auto Archiver, as it stands
// there. Its JSON is kept with the report as how it came.
type Archived struct {
	At         string `json:"at"` // where the row stands
	Link       string `json:"link"`
	Status     string `json:"archive_status"`
	Location   string `json:"archive_location,omitempty"`
	Date       string `json:"archive_date,omitempty"`
	Uploaded   string `json:"upload_timestamp,omitempty"`
	Title      string `json:"upload_title,omitempty"`
	Text       string `json:"-"`
	Screenshot string `json:"screenshot,omitempty"`
	Hash       string `json:"hash,omitempty"`
	PDQ        string `json:"perceptual_hashes,omitempty"`
	WACZ       string `json:"wacz,omitempty"`
	Replay     string `json:"replaywebpage,omitempty"`
	Folder     string `json:"destination_folder,omitempty"`
}

// headerRows is how far down a sheet its header may stand.
const headerRows = 10

// ReadAutoArchiver reads the rows of a sheet of Auto Archiver, as CSV or XLSX,
// that have a link. The header may stand below others' notes. Errors wrap
// ErrImport.
func ReadAutoArchiver(k Kind, in io.ReadSeeker) iter.Seq2[*Archived, error] {
	return func(yield func(*Archived, error) bool) {
		tables, done, err := open(k, in)
		if err != nil {
			yield(nil, err)
			return
		}
		defer done()
		found := false
		for _, t := range tables {
			n := 0
			var at []*column[Archived]
			for line, err := range t.rows {
				if err != nil {
					yield(nil, err)
					return
				}
				if at == nil {
					if n++; has(line.cells, archiverLink) && has(line.cells, archiverStatus) {
						at, found = columnsAt(line.cells, archiverColumns), true
					} else if n == headerRows {
						break
					}
					continue
				}
				a := &Archived{At: line.at}
				for i, c := range at {
					if c != nil && i < len(line.cells) {
						_ = c.set(a, line.cells[i]) // text takes any cell
					}
				}
				if a.Link = strings.TrimSpace(a.Link); a.Link != "" && !yield(a, nil) {
					return
				}
			}
		}
		if !found {
			yield(nil, fmt.Errorf("there is no row with the columns Link and Archive status: %w", ErrImport))
		}
	}
}

// Report is the report that a row holds: its text, under its link, with the
// time of upload as its date. Errors tell why there is none to read.
func (a *Archived) Report() (*report.Report, error) {
	if strings.TrimSpace(a.Text) == "" {
		return nil, fmt.Errorf("%s: %s: no text content (archive status: %s)", a.At, a.Link, status(a.Status))
	}
	r, err := extract.Plain([]byte(a.Text), extract.Options{URL: a.Link, Title: a.Title})
	if err != nil {
		return nil, fmt.Errorf("%s: %s: %w", a.At, a.Link, err)
	}
	if t, ok := sheetTime(a.Uploaded); ok {
		r.Published = report.Published{EDTF: t.Format(time.DateOnly), Basis: "metadata"}
	}
	return r, nil
}

// Custody is how the report of a row came: at the time that the sheet gives, by
// whoever brings the sheet in.
func (a *Archived) Custody(by string) (*Custody, error) {
	how, err := compact(a)
	if err != nil {
		return nil, err
	}
	k := &Custody{By: by, Tool: "Auto Archiver, sayso import", Original: []byte(a.Text), How: json.RawMessage(how)}
	k.At, _ = sheetTime(a.Date) // a time that is not given stays empty
	return k, nil
}

func status(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return "empty"
	}
	return s
}

// sheetTime is a time as Auto Archiver writes it, or as a spreadsheet program
// writes it after that.
func sheetTime(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return serial(s)
}

// Archive reads the reports of a sheet of Auto Archiver, one entry each. skipped
// is told each row that holds none.
func Archive(k Kind, in io.ReadSeeker, by string, read func(*report.Report) (*reading.Reading, error), skipped func(error)) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for a, err := range ReadAutoArchiver(k, in) {
			if err != nil {
				yield(nil, err)
				return
			}
			r, err := a.Report()
			if err != nil {
				skipped(err)
				continue
			}
			e := &Entry{Known: &Known{}}
			if e.Known.Custody, err = a.Custody(by); err == nil {
				e.Reading, err = read(r)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}
