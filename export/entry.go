// Package export writes readings in the formats of the field, and reads back
// its own JSON Lines and CSV. What each format keeps and loses is told in
// docs/formats.md.
//
// It changes nothing of what is claimed: no certainty is added, no date or
// number filled in. Choosing claims is the caller's, setting them out for
// people sheet's and brief's.
package export

import (
	"encoding/json"
	"errors"
	"iter"
	"time"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// The ways in which an export or import fails, beside those of the writer.
var (
	ErrFormat = errors.New("there is no such format")
	ErrImport = errors.New("it cannot be brought in")
)

// Entry is one report as it leaves: its reading and, from a ledger, what is
// known beyond the report itself. Its JSON is the reading's with one field more.
type Entry struct {
	*reading.Reading
	Known *Known `json:"ledger,omitempty"`
}

// Known is what a ledger knows of a report and its claims. Sealed notes are no
// part of it.
type Known struct {
	Custody   *Custody     `json:"custody,omitempty"`
	Copied    *Copied      `json:"copied,omitempty"`
	Standings []Standing   `json:"standings,omitempty"`
	Links     []story.Link `json:"links,omitempty"`
	Reviews   []Review     `json:"reviews,omitempty"`
	Losses    []Loss       `json:"losses,omitempty"`
}

// Custody is who brought a report in, when and with what tool. Original holds
// the bytes as they were met where they differ from the canonical text; How is
// how they came, as the tool that brought them tells it.
type Custody struct {
	At       time.Time       `json:"captured_at"`
	By       string          `json:"captured_by"`
	Tool     string          `json:"tool"`
	Original []byte          `json:"original,omitempty"`
	How      json.RawMessage `json:"how,omitempty"`
}

// Copied names the report that a table of claims was made from, where the entry
// was made from that table: the entry's text is what the table tells of the
// report's, and the hashes here are those of the report itself.
type Copied struct {
	Report     string `json:"report"`
	SHA256     string `json:"sha256"`
	TextSHA256 string `json:"text_sha256"`
}

// original is the bytes that stand in a ledger for what a table tells of a report,
// its text as made from the table. They name the report that the table names, so
// that two reports of one text stay two.
func (c *Copied) original(text string) string {
	if c.Report == "" {
		return text
	}
	return "report " + c.Report + "\nsha256 " + c.SHA256 + "\n\n" + text
}

// Standing is what a claim's origins and links amount to: how many origins are
// judged independent, a word of story's, and the reason. Reports are those that
// carry the claim.
type Standing struct {
	Claim   string   `json:"claim"`
	Origins int      `json:"origins"`
	State   string   `json:"state"`
	Why     string   `json:"why"`
	Reports []string `json:"reports"`
}

// Writer writes entries in one format. Close ends the document; it does not
// close what lies beneath. Nothing is complete before Close.
type Writer interface {
	Add(*Entry) error
	Close() error
}

// Write writes all entries and closes w. It stops at the first error.
func Write(w Writer, entries iter.Seq2[*Entry, error]) error {
	for e, err := range entries {
		if err == nil {
			err = w.Add(e)
		}
		if err != nil {
			return err
		}
	}
	return w.Close()
}
