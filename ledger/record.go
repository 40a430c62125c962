// Package ledger keeps what was read: an append-only record of reports, of
// their readings, of what follows from them and of what people decided, in one
// SQLite file or in a PostgreSQL database, with proofs that nothing was altered.
//
// It stores, finds, proves and hands back; it does not read (reading's work)
// and does not judge how reports hang together (story's work). Current state
// is a view over the record: nothing in the record is changed or deleted.
package ledger

import (
	"encoding/json"
	"time"

	"github.com/sayso/sayso/report"
)

// Kind names what a record holds.
type Kind string

// The kinds of records.
const (
	KindReport   Kind = "report"   // a captured report: custody, hashes; bytes are kept beside it
	KindReading  Kind = "reading"  // what one reader version made of a report
	KindFacts    Kind = "facts"    // what was derived from readings and decisions
	KindDecision Kind = "decision" // what a person decided
	KindList     Kind = "list"     // a list (names to watch, publisher families)
	KindErasure  Kind = "erasure"  // the key of a sealed field was destroyed
)

// Record is one leaf of the ledger's log. Seq counts from 0 without gaps. Body
// is JSON; Hash is the RFC 6962 leaf hash of the record's canonical bytes
// (docs/FORMAT.md).
type Record struct {
	Seq  int64
	Kind Kind
	Key  string // report id, decision id, list name; empty for facts
	At   time.Time
	By   string
	Body json.RawMessage
	Hash [32]byte
}

// Capture is a report as it came in, with its custody: who brought it in, when
// and with what tool. Original is the bytes as they were met.
type Capture struct {
	Report   *report.Report
	Original []byte
	At       time.Time
	By       string
	Tool     string
	Custody  json.RawMessage // how it came, for a page from the web what capture.Fetched tells; nil for a file
}

// ReportInfo is the state of a captured report. ID is the ledger's own (see
// ReportID). Version counts the captures under one URL from 1 and Previous is
// the id of the one before; a report without URL is its own version 1. Reader
// and ReadAt are of the current reading, empty when it was not read yet.
// Published follows the newest date decision.
type ReportInfo struct {
	Num        int64            `json:"num"` // order of arrival, from 1
	ID         string           `json:"id"`
	URL        string           `json:"url"`
	Title      string           `json:"title"`
	Outlet     string           `json:"outlet"`
	Byline     []string         `json:"byline"`
	Language   string           `json:"language"`
	Published  report.Published `json:"published"`
	SHA256     string           `json:"sha256"`
	TextSHA256 string           `json:"text_sha256"`
	Zones      []report.Zone    `json:"zones"`
	Version    int              `json:"version"`
	Previous   string           `json:"previous"`
	CapturedAt time.Time        `json:"captured_at"`
	CapturedBy string           `json:"captured_by"`
	Tool       string           `json:"tool"`
	Custody    json.RawMessage  `json:"custody,omitempty"`
	Reader     string           `json:"reader"`
	Claims     int              `json:"claims"`
}

// ReportID is the id under which the ledger keeps a report: 16 hexadecimal
// digits over its original bytes' SHA-256, its URL and its outlet, so that the
// same bytes met again at the same place are the same report and a reprint is
// another.
func ReportID(r *report.Report) string {
	return report.Hash(r.SHA256 + "\n" + r.URL + "\n" + r.Outlet)[:16]
}

// ClaimRef names a claim of a report's current reading.
type ClaimRef struct {
	Report string // ledger id
	Claim  string // id within the reading
}

// String is "report/claim".
func (c ClaimRef) String() string { return c.Report + "/" + c.Claim }

// Verb names what a person did.
type Verb string

// The decisions of people. Date sets a report's date of publication (Value is
// EDTF); Seal names in Value, by commas, who alone is shown what comes from
// Subject; Undo takes the decision named in Object back.
const (
	Confirm  Verb = "confirm"
	Reject   Verb = "reject"
	Edit     Verb = "edit"
	Merge    Verb = "merge"
	Split    Verb = "split"
	Link     Verb = "link"
	Withdraw Verb = "withdraw"
	Rate     Verb = "rate"
	Answer   Verb = "answer"
	Date     Verb = "date"
	Note     Verb = "note"
	Seal     Verb = "seal" // Subject is shown to the people named in Value alone
	Undo     Verb = "undo"
	Same     Verb = "same"         // a name in reports is the listed one
	Differs  Verb = "not the same" // it is another's
)

// Decision is what a person decided about Subject (a report id, "report/claim",
// a voice's name, a fact's key, whatever the verb is about) and perhaps Object.
// ID, when empty, is given on appending. Undone is part of the state, not of
// the record. Sealed holds words that can be made unreadable for good.
type Decision struct {
	ID      string    `json:"id"`
	Verb    Verb      `json:"verb"`
	Subject string    `json:"subject"`
	Object  string    `json:"object,omitempty"`
	Value   string    `json:"value,omitempty"`
	Why     string    `json:"why,omitempty"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Sealed  *Sealed   `json:"sealed,omitempty"`
	Seq     int64     `json:"-"`
	Undone  bool      `json:"-"`
}

// Fact is one derived piece of state: a story, a claim's origins, a link, a
// forecast. Kind and Key name it; a later fact of the same name replaces it in
// the state (the record keeps both), and an empty Body takes it out. Terms are
// the words under which FactsWith finds it (hashes of shingles, a URL, a
// normalised name); they are an index and no part of what is claimed.
type Fact struct {
	Kind  string          `json:"kind"`
	Key   string          `json:"key"`
	Body  json.RawMessage `json:"body,omitempty"`
	Terms []string        `json:"terms,omitempty"`
	Seq   int64           `json:"-"` // of the record that brought it
}

// FactStanding is the kind of the facts that Search knows: Key is a
// ClaimRef.String(), Body a Standing.
const FactStanding = "standing"

// Standing is what search needs of a claim's standing. Origins is the number
// of distinct origins judged independent; State is a word of story's.
type Standing struct {
	Origins int    `json:"origins"`
	State   string `json:"state"`
}
