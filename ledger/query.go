package ledger

import (
	"context"
	"iter"

	"github.com/sayso/sayso/reading"
)

// View reads one consistent state of the ledger.
type View struct{}

// Reports are the reports in the order of their ids, which does not depend on
// the order of arrival.
func (v *View) Reports(ctx context.Context) iter.Seq2[ReportInfo, error] { panic("soon") }

// Report is the report of an id, or ErrNotFound.
func (v *View) Report(ctx context.Context, id string) (ReportInfo, error) { panic("soon") }

// ReportsAt are the versions of the report under a URL, oldest first.
func (v *View) ReportsAt(ctx context.Context, url string) ([]ReportInfo, error) { panic("soon") }

// Reading is the current reading of a report, with Report.ID the ledger's id
// and Report.Published as last decided; ErrNotFound when it was not read.
func (v *View) Reading(ctx context.Context, id string) (*reading.Reading, error) { panic("soon") }

// Readings are the current readings, in the order of Reports.
func (v *View) Readings(ctx context.Context) iter.Seq2[*reading.Reading, error] { panic("soon") }

// Fact is the current fact of a name, or ErrNotFound.
func (v *View) Fact(ctx context.Context, kind, key string) (Fact, error) { panic("soon") }

// Facts are the current facts of a kind by key.
func (v *View) Facts(ctx context.Context, kind string) iter.Seq2[Fact, error] { panic("soon") }

// FactsWith are the current facts of a kind that carry at least one of terms,
// by key, at most limit.
func (v *View) FactsWith(ctx context.Context, kind string, terms []string, limit int) ([]Fact, error) {
	panic("soon")
}

// Decisions are those about a subject, all of them when it is empty, oldest
// first, each marked when it was taken back.
func (v *View) Decisions(ctx context.Context, subject string) ([]Decision, error) { panic("soon") }

// Tx appends to the ledger: all of it or, when the function given to Append
// fails, nothing. It sees what it appended.
type Tx struct{ View }

// Capture appends a report unless the ledger has it; fresh tells.
func (t *Tx) Capture(ctx context.Context, c Capture) (info ReportInfo, fresh bool, err error) {
	panic("soon")
}

// Read appends a reading of the report of a ledger id unless the ledger has
// one by the same reader of the same date; fresh tells. It becomes the current reading.
func (t *Tx) Read(ctx context.Context, id string, r *reading.Reading) (fresh bool, err error) {
	panic("soon")
}

// Put appends facts in one record; those equal to the state are left out.
func (t *Tx) Put(ctx context.Context, by string, facts ...Fact) error { panic("soon") }

// Decide appends a decision and is that decision with its ID.
func (t *Tx) Decide(ctx context.Context, d Decision) (Decision, error) { panic("soon") }

// Ledger is an open ledger.
type Ledger struct{}

// Open opens the ledger at a path or a postgres:// address and brings its
// schema up to date.
func Open(ctx context.Context, db string) (*Ledger, error) { panic("soon") }

// View calls f with a consistent state.
func (l *Ledger) View(ctx context.Context, f func(*View) error) error { panic("soon") }

// Append calls f and commits what it appended.
func (l *Ledger) Append(ctx context.Context, f func(*Tx) error) error { panic("soon") }
