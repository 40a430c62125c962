package work

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Custody is what a report's record tells of how it came and what its page says
// of itself, as JSON. For a page from the web the fields of Fetched are filled,
// for a record of an archive those that the archive kept.
type Custody struct {
	*capture.Fetched
	File        string         `json:"file,omitempty"`     // its base name
	Archive     *ArchiveRecord `json:"archive,omitempty"`  // the archive's record that held it
	Archived    string         `json:"archived,omitempty"` // the address of a copy in a web archive, as a person gave it
	Section     string         `json:"section,omitempty"`
	Canonical   string         `json:"canonical,omitempty"`
	Original    string         `json:"original,omitempty"` // the report that this one translates
	Translators []string       `json:"translators,omitempty"`
	Editors     []string       `json:"editors,omitempty"`
	Corrections []string       `json:"corrections,omitempty"`
	Dates       []extract.Date `json:"dates,omitempty"` // candidates for the date of publication
	Unread      []string       `json:"unread,omitempty"`
}

// ArchiveRecord names a record of a WARC file.
type ArchiveRecord struct {
	File   string `json:"file"`
	Record string `json:"record"`
	Offset int64  `json:"offset"`
}

// captured is a page as the ledger takes it in.
func captured(p *extract.Page, original []byte, at time.Time, by string, c Custody) ledger.Capture {
	c.Section, c.Canonical, c.Original, c.Translators, c.Editors = p.Section, p.Canonical, p.Original, p.Translators, p.Editors
	c.Corrections, c.Dates, c.Unread = p.Corrections, p.Dates, p.Unread
	custody, _ := json.Marshal(c) // plain data always can
	return ledger.Capture{Report: p.Report, Original: original, At: at, By: by, Tool: "sayso " + reading.ReaderVersion, Custody: custody}
}

// CustodyOf is the custody in a report's record, the zero value where it has
// none.
func CustodyOf(i ledger.ReportInfo) (c Custody, err error) {
	if len(i.Custody) > 0 {
		err = json.Unmarshal(i.Custody, &c)
	}
	return c, err
}

// Lines tell a person how a report came and what its page says of itself.
func (c Custody) Lines(published report.Published) (out []string) {
	line := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if f := c.Fetched; f != nil && f.Status != 0 {
		from := f.Final
		if len(f.Redirects) > 0 {
			from = strings.Join(f.Redirects, " -> ") + " -> " + from
		}
		by := ""
		if f.Remote != "" {
			by = " from " + f.Remote
		}
		if f.Peer != nil {
			by += fmt.Sprintf(", %s, certificate of %s by %s", f.Peer.Version, f.Peer.Subject, f.Peer.Issuer)
		}
		line("status %d%s: %s", f.Status, by, from)
	}
	if c.File != "" {
		line("file %s", c.File)
	}
	if c.Archive != nil {
		line("archive %s, record %s at byte %d", c.Archive.File, c.Archive.Record, c.Archive.Offset)
	}
	if c.Archived != "" {
		line("archived at %s", c.Archived)
	}
	for _, d := range c.Dates {
		switch {
		case d.EDTF == published.EDTF:
			line("date %s: %s", d.EDTF, d.Where)
		case d.Basis != "http":
			line("date %s differs: %s", d.EDTF, d.Where)
		}
	}
	if c.Original != "" {
		line("translates %s", c.Original)
	}
	if len(c.Translators) > 0 {
		line("translated by %s", strings.Join(c.Translators, ", "))
	}
	if len(c.Editors) > 0 {
		line("edited by %s", strings.Join(c.Editors, ", "))
	}
	for _, n := range c.Corrections {
		line("note of the outlet: %s", n)
	}
	return append(out, c.Unread...)
}
