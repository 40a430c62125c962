package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Tx appends to the ledger: all of it or, when the function given to Append
// fails, nothing. It sees what it appended.
type Tx struct {
	View
	now      func() time.Time
	size     int64 // records in the log, -1 before the first append
	started  bool
	tree     treeWriter
	num      int64            // the last claim's number
	fresh    *reading.Reading // the one that is being appended, with its text
	freshOf  ReportInfo       // its report
	putting  []Fact           // those that are being appended
	replaced map[name]Fact    // and what they replace
	unpaired bool             // the index has no pairs of words yet
	unfiled  []claimRow       // claims that no search finds yet
}

// reportBody is the body of a report's record. The bytes and the text are kept
// as blobs under their hashes.
type reportBody struct {
	URL        string           `json:"url"`
	Title      string           `json:"title"`
	Outlet     string           `json:"outlet"`
	Byline     []string         `json:"byline"`
	Language   string           `json:"language"`
	Published  report.Published `json:"published"`
	SHA256     string           `json:"sha256"`
	TextSHA256 string           `json:"text_sha256"`
	Zones      []report.Zone    `json:"zones"`
	Tool       string           `json:"tool"`
	Custody    json.RawMessage  `json:"custody,omitempty"`
}

// Capture appends a report unless the ledger has it; fresh tells. Another text
// under a known URL becomes that report's next version.
func (t *Tx) Capture(ctx context.Context, c Capture) (info ReportInfo, fresh bool, err error) {
	r := c.Report
	id := ReportID(r)
	if r.SHA256 != report.Hash(c.Original) || r.TextSHA256 != report.Hash(r.Text) {
		return info, false, fmt.Errorf("capture %s: %w", id, ErrMismatch)
	}
	if info, err = t.Report(ctx, id); err == nil || !errors.Is(err, ErrNotFound) {
		return info, false, err
	}
	for _, z := range r.Zones {
		if !grounded(r.Text, z.Span) {
			return info, false, fmt.Errorf("capture %s: zone %v: %w", id, z.Span, ErrUngrounded)
		}
	}
	if err := t.putBlob(ctx, c.Original); err != nil {
		return info, false, err
	}
	if err := t.putBlob(ctx, []byte(r.Text)); err != nil {
		return info, false, err
	}
	body := reportBody{URL: r.URL, Title: r.Title, Outlet: r.Outlet, Byline: list(r.Byline), Language: r.Language, Published: r.Published,
		SHA256: r.SHA256, TextSHA256: r.TextSHA256, Zones: list(r.Zones), Tool: c.Tool, Custody: c.Custody}
	if _, err = t.appendJSON(ctx, KindReport, id, c.At, c.By, body); err != nil {
		return info, false, fail(err, "capture %s", id)
	}
	info, err = t.Report(ctx, id)
	return info, true, err
}

// Read appends a reading of the report of a ledger id unless the ledger has
// one by the same reader and model under the same date; fresh tells. It
// becomes the current reading. Every span must lie in the report's text.
func (t *Tx) Read(ctx context.Context, id string, r *reading.Reading) (fresh bool, err error) {
	info, err := t.Report(ctx, id)
	if err != nil {
		return false, err
	}
	if report.Hash(r.Text) != info.TextSHA256 {
		return false, fmt.Errorf("read %s: %w", id, ErrMismatch)
	}
	if s, ok := ungrounded(r); ok {
		return false, fmt.Errorf("read %s: %v: %w", id, s, ErrUngrounded)
	}
	var known int
	err = t.row(ctx, "SELECT count(*) FROM reading WHERE report = $1 AND version = $2 AND model = $3 AND published = $4",
		[]any{id, r.Reader.Version, r.Reader.Model, r.Report.Published.EDTF}, &known)
	if err != nil || known > 0 {
		return false, fail(err, "read %s", id)
	}
	body := *r
	body.Text, body.Report.ID = "", id
	state := body
	state.Text = r.Text
	t.fresh, t.freshOf = &state, info
	_, err = t.appendJSON(ctx, KindReading, id, t.now(), r.Reader.Version, body)
	t.fresh = nil
	return err == nil, fail(err, "read %s", id)
}

// Put appends facts in one record; those equal to the state are left out.
func (t *Tx) Put(ctx context.Context, by string, facts ...Fact) error {
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b Fact) int {
		return cmpOr(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Key, b.Key))
	})
	olds, err := t.named(ctx, facts)
	if err != nil {
		return err
	}
	var fresh []Fact
	for i, f := range facts {
		if i+1 < len(facts) && facts[i+1].Kind == f.Kind && facts[i+1].Key == f.Key {
			continue // the last of a name counts
		}
		f.Terms = slices.Compact(slices.Sorted(slices.Values(f.Terms)))
		old := olds[name{f.Kind, f.Key}]
		if bytes.Equal(old.Body, f.Body) && slices.Equal(old.Terms, f.Terms) {
			continue
		}
		fresh = append(fresh, f)
	}
	if len(fresh) == 0 {
		return nil
	}
	t.putting, t.replaced = fresh, olds
	_, err = t.appendJSON(ctx, KindFacts, "", t.now(), by, fresh)
	t.putting, t.replaced = nil, nil
	return fail(err, "put facts")
}

// Decide appends a decision and is that decision with its ID and time.
func (t *Tx) Decide(ctx context.Context, d Decision) (Decision, error) {
	if d.Verb == "" || d.By == "" {
		return d, fmt.Errorf("decide: %w: a decision needs a verb and a person", ErrInput)
	}
	if d.At.IsZero() {
		d.At = t.now()
	}
	d.At = stamp(d.At)
	if d.Verb == Undo {
		if _, err := t.decision(ctx, d.Object); err != nil {
			return d, fail(err, "undo %s", d.Object)
		}
	}
	size, err := t.Size(ctx)
	if err != nil {
		return d, err
	}
	if d.ID == "" {
		d.ID = fmt.Sprintf("d%d", size)
	}
	d.Seq, err = t.appendJSON(ctx, KindDecision, d.ID, d.At, d.By, d)
	return d, fail(err, "decide %s", d.ID)
}

// List appends a list under a name; the newest of a name is the current one.
func (t *Tx) List(ctx context.Context, name, by string, content json.RawMessage) error {
	_, err := t.appendJSON(ctx, KindList, name, t.now(), by, content)
	return fail(err, "list %s", name)
}

func (t *Tx) appendJSON(ctx context.Context, kind Kind, key string, at time.Time, by string, body any) (int64, error) {
	b, err := marshal(body)
	if err != nil {
		return 0, err
	}
	return t.append(ctx, Record{Kind: kind, Key: key, At: stamp(at), By: by, Body: b})
}

// append writes the record, its leaf and the state that follows from it.
func (t *Tx) append(ctx context.Context, r Record) (int64, error) {
	if err := t.start(ctx); err != nil {
		return 0, err
	}
	r.Seq = t.size
	r.Hash = leaf(r)
	_, err := t.exec(ctx, "INSERT INTO record (seq, kind, key, at, who, body, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		r.Seq, string(r.Kind), r.Key, formatTime(r.At), r.By, pack(r.Body), r.Hash[:])
	if err != nil {
		return 0, err
	}
	if err := t.tree.add(ctx, t.q, r.Seq, r.Hash); err != nil {
		return 0, err
	}
	t.size++
	return r.Seq, t.apply(ctx, r)
}

func (t *Tx) start(ctx context.Context) error {
	if t.started {
		return nil
	}
	size, err := t.Size(ctx)
	if err != nil {
		return err
	}
	if err := t.q.QueryRowContext(ctx, "SELECT coalesce(max(num), 0) FROM claim").Scan(&t.num); err != nil {
		return err
	}
	t.size, t.started = size, true
	return nil
}

// flush writes what append gathered.
func (t *Tx) flush(ctx context.Context) error {
	if err := t.file(ctx); err != nil {
		return err
	}
	return t.tree.flush(ctx, t.d, t.ready())
}

// mostUnfiled is how many claims are gathered before they are filed.
const mostUnfiled = 2000

// file makes the gathered claims findable: many at once cost much less.
func (t *Tx) file(ctx context.Context) error {
	rows := t.unfiled
	if t.unfiled = nil; len(rows) == 0 {
		return nil
	}
	return t.d.putClaims(ctx, t.ready(), rows)
}

// Search is View.Search, of what the transaction appended too.
func (t *Tx) Search(ctx context.Context, q Query) (Page, error) {
	if err := t.file(ctx); err != nil {
		return Page{}, fail(err, "search")
	}
	return t.View.Search(ctx, q)
}

func (t *Tx) putBlob(ctx context.Context, b []byte) error {
	_, err := t.exec(ctx, "INSERT INTO blob (sha256, body) VALUES ($1, $2) ON CONFLICT DO NOTHING", report.Hash(b), pack(b))
	return fail(err, "keep bytes")
}

// grounded tells whether s covers whole characters of text.
func grounded(text string, s report.Span) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		(s.Start == len(text) || utf8.RuneStart(text[s.Start])) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func cmpOr(a, b int) int {
	if a != 0 {
		return a
	}
	return b
}
