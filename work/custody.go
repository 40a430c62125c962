package work

import (
	"encoding/json"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
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
