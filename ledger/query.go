package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// View reads one consistent state of the ledger.
type View struct {
	q     querier
	d     dialect
	veil  *Veil
	again again
}

// pageSize is how many rows an iteration fetches at once.
const pageSize = 200

// Size is the number of records in the log.
func (v *View) Size(ctx context.Context) (n int64, err error) {
	err = v.q.QueryRowContext(ctx, "SELECT coalesce(max(seq) + 1, 0) FROM record").Scan(&n)
	return n, fail(err, "size")
}

const selectReport = `SELECT r.num, r.id, r.published, r.basis, r.version, r.previous, r.claims, c.at, c.who, c.body,
	coalesce((SELECT g.version FROM reading g WHERE g.seq = r.reading), '') FROM report r JOIN record c ON c.seq = r.seq `

func (v *View) reports(ctx context.Context, rest string, args ...any) ([]ReportInfo, error) {
	var out []ReportInfo
	err := v.rows(ctx, selectReport+rest, args, func(rows *sql.Rows) error {
		var i ReportInfo
		var at string
		var published report.Published
		var body []byte
		err := rows.Scan(&i.Num, &i.ID, &published.EDTF, &published.Basis, &i.Version, &i.Previous, &i.Claims, &at, &i.CapturedBy, &body, &i.Reader)
		if err != nil {
			return err
		}
		if body, err = unpack(body); err != nil {
			return fmt.Errorf("report %s: %w", i.ID, err)
		}
		var b reportBody
		if err := json.Unmarshal(body, &b); err != nil {
			return fmt.Errorf("report %s: %w: %w", i.ID, ErrCorrupt, err)
		}
		if i.CapturedAt, err = parseTime(at); err != nil {
			return fmt.Errorf("report %s: %w: %w", i.ID, ErrCorrupt, err)
		}
		i.URL, i.Title, i.Outlet, i.Byline, i.Language, i.Published = b.URL, b.Title, b.Outlet, b.Byline, b.Language, published
		i.SHA256, i.TextSHA256, i.Zones, i.Tool, i.Custody = b.SHA256, b.TextSHA256, b.Zones, b.Tool, b.Custody
		out = append(out, i)
		return nil
	})
	return out, err
}

// Reports are the reports in the order of their ids, which does not depend on
// the order of arrival.
func (v *View) Reports(ctx context.Context) iter.Seq2[ReportInfo, error] {
	return func(yield func(ReportInfo, error) bool) {
		for last := ""; ; {
			page, err := v.reports(ctx, "WHERE r.id > $1 ORDER BY r.id LIMIT $2", last, pageSize)
			if err != nil {
				yield(ReportInfo{}, fail(err, "reports"))
				return
			}
			n := len(page)
			if n > 0 {
				last = page[n-1].ID
			}
			for _, i := range v.shown(page) {
				if !yield(i, nil) {
					return
				}
			}
			if n < pageSize {
				return
			}
		}
	}
}

// Newest are up to limit reports that arrived before the number before (0 for
// no bound), the last to arrive first.
func (v *View) Newest(ctx context.Context, before int64, limit int) ([]ReportInfo, error) {
	if before <= 0 {
		before = 1 << 62
	}
	out, err := v.newest(ctx, before, limit)
	return out, fail(err, "newest reports")
}

// Report is the report of an id, or ErrNotFound.
func (v *View) Report(ctx context.Context, id string) (ReportInfo, error) {
	found, err := v.reports(ctx, "WHERE r.id = $1", id)
	if found = v.shown(found); err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return ReportInfo{}, fail(err, "report %s", id)
	}
	return found[0], nil
}

// Resolve is the id of the one report whose id begins with prefix.
func (v *View) Resolve(ctx context.Context, prefix string) (string, error) {
	found, err := v.beginning(ctx, prefix)
	switch {
	case err != nil:
		return "", fail(err, "report %s", prefix)
	case len(found) == 0 || prefix == "":
		return "", fmt.Errorf("report %q: %w", prefix, ErrNotFound)
	case len(found) > 1 && found[0].ID != prefix:
		return "", fmt.Errorf("report %q: %w: several reports begin so", prefix, ErrInput)
	}
	return found[0].ID, nil
}

// ReportsAt are the versions of the report under a URL, oldest first.
func (v *View) ReportsAt(ctx context.Context, url string) ([]ReportInfo, error) {
	out, err := v.reports(ctx, "WHERE r.url = $1 ORDER BY r.num", url)
	return v.shown(out), fail(err, "reports at %s", url)
}

// Text is a report's canonical text.
func (v *View) Text(ctx context.Context, id string) (string, error) {
	i, err := v.Report(ctx, id)
	if err != nil {
		return "", err
	}
	return v.TextOf(ctx, i)
}

// TextOf is Text for a report that is at hand.
func (v *View) TextOf(ctx context.Context, i ReportInfo) (string, error) {
	b, err := v.blob(ctx, i.TextSHA256)
	return string(b), fail(err, "text of %s", i.ID)
}

// Original is the bytes of a report as they were met.
func (v *View) Original(ctx context.Context, id string) ([]byte, error) {
	i, err := v.Report(ctx, id)
	if err != nil {
		return nil, err
	}
	b, err := v.blob(ctx, i.SHA256)
	return b, fail(err, "bytes of %s", id)
}

func (v *View) blob(ctx context.Context, sha string) ([]byte, error) {
	var b []byte
	if err := v.row(ctx, "SELECT body FROM blob WHERE sha256 = $1", []any{sha}, &b); err != nil {
		return nil, err
	}
	return unpack(b)
}

// Reading is the current reading of a report, with Report.ID the ledger's id
// and Report.Published as last decided; ErrNotFound when it was not read.
func (v *View) Reading(ctx context.Context, id string) (*reading.Reading, error) {
	i, err := v.Report(ctx, id)
	if err != nil {
		return nil, err
	}
	return v.readingOf(ctx, i)
}

func (v *View) readingOf(ctx context.Context, i ReportInfo) (*reading.Reading, error) {
	var body []byte
	err := v.row(ctx, "SELECT c.body FROM record c WHERE c.seq = (SELECT reading FROM report WHERE num = $1)", []any{i.Num}, &body)
	if err != nil {
		return nil, fail(err, "reading of %s", i.ID)
	}
	if body, err = unpack(body); err != nil {
		return nil, fail(err, "reading of %s", i.ID)
	}
	r := &reading.Reading{}
	if err := json.Unmarshal(body, r); err != nil {
		return nil, fmt.Errorf("reading of %s: %w: %w", i.ID, ErrCorrupt, err)
	}
	text, err := v.blob(ctx, i.TextSHA256)
	if err != nil {
		return nil, fail(err, "reading of %s", i.ID)
	}
	r.Text, r.Report.Published = string(text), i.Published
	return r, nil
}

// Readings are the current readings, in the order of Reports.
func (v *View) Readings(ctx context.Context) iter.Seq2[*reading.Reading, error] {
	return func(yield func(*reading.Reading, error) bool) {
		for i, err := range v.Reports(ctx) {
			if err == nil && i.Reader == "" {
				continue
			}
			var r *reading.Reading
			if err == nil {
				r, err = v.readingOf(ctx, i)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Unread are up to limit ids, after the id after, of reports that the reader
// of this version has not read.
func (v *View) Unread(ctx context.Context, reader, model, after string, limit int) ([]string, error) {
	rows, err := v.q.QueryContext(ctx, `SELECT r.id FROM report r WHERE r.id > $1 AND NOT EXISTS
		(SELECT 1 FROM reading g WHERE g.report = r.id AND g.version = $2 AND g.model = $3) ORDER BY r.id LIMIT $4`, after, reader, model, limit)
	if err != nil {
		return nil, fail(err, "unread reports")
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fail(err, "unread reports")
		}
		out = append(out, id)
	}
	return out, fail(rows.Err(), "unread reports")
}

// Records are the log's records from seq on, in order.
func (v *View) Records(ctx context.Context, from int64) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for next := from; ; {
			page, err := v.records(ctx, next)
			for _, r := range page {
				if !yield(v.blank(r), nil) {
					return
				}
				next = r.Seq + 1
			}
			if err != nil {
				yield(Record{Seq: next}, fail(err, "record %d", next))
				return
			}
			if len(page) < pageSize {
				return
			}
		}
	}
}

const selectRecord = "SELECT seq, kind, key, at, who, body, hash FROM record "

func (v *View) records(ctx context.Context, from int64) ([]Record, error) {
	rows, err := v.q.QueryContext(ctx, selectRecord+"WHERE seq >= $1 ORDER BY seq LIMIT $2", from, pageSize)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Record
	for rows.Next() {
		r, err := scanRecord(rows)
		if err != nil {
			return out, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

func scanRecord(row interface{ Scan(...any) error }) (Record, error) {
	var r Record
	var at string
	var body, hash []byte
	if err := row.Scan(&r.Seq, &r.Kind, &r.Key, &at, &r.By, &body, &hash); err != nil {
		return r, err
	}
	if len(hash) != len(r.Hash) {
		return r, fmt.Errorf("%w: its hash has %d bytes", ErrCorrupt, len(hash))
	}
	r.Hash = [32]byte(hash)
	body, err := unpack(body)
	if err != nil {
		return r, err
	}
	r.Body = body
	if r.At, err = parseTime(at); err != nil {
		return r, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return r, nil
}

// record is the newest record of a kind and key.
func (v *View) record(ctx context.Context, kind Kind, key string) (Record, error) {
	return scanRecord(v.q.QueryRowContext(ctx, selectRecord+"WHERE kind = $1 AND key = $2 ORDER BY seq DESC LIMIT 1", string(kind), key))
}

// List is the current list of a name, or ErrNotFound.
func (v *View) List(ctx context.Context, name string) (json.RawMessage, error) {
	r, err := v.record(ctx, KindList, name)
	return r.Body, fail(err, "list %s", name)
}

// Decisions are those about a subject, all of them when it is empty, oldest
// first, each marked when it was taken back.
func (v *View) Decisions(ctx context.Context, subject string) ([]Decision, error) {
	where, args := "ORDER BY d.seq", []any(nil)
	if subject != "" {
		where, args = "WHERE d.subject = $1 ORDER BY d.seq", []any{subject}
	}
	out, err := v.decisions(ctx, where, args...)
	return v.open(out), fail(err, "decisions")
}

// Decision is the decision of an id, or ErrNotFound.
func (v *View) Decision(ctx context.Context, id string) (Decision, error) {
	d, err := v.decision(ctx, id)
	if err != nil {
		return d, err
	}
	if d.Verb == Undo && v.veiled() { // hidden where what it takes back is
		if _, err := v.Decision(ctx, d.Object); err != nil {
			return Decision{}, err
		}
	}
	if v.hidden(d) {
		return Decision{}, fmt.Errorf("decision %s: %w", id, ErrNotFound)
	}
	return d, nil
}

func (v *View) decision(ctx context.Context, id string) (Decision, error) {
	found, err := v.decisions(ctx, "WHERE d.id = $1", id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Decision{}, fail(err, "decision %s", id)
	}
	return found[0], nil
}

func (v *View) decisions(ctx context.Context, where string, args ...any) ([]Decision, error) {
	rows, err := v.q.QueryContext(ctx, "SELECT d.seq, d.undone, c.body FROM decision d JOIN record c ON c.seq = d.seq "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Decision
	for rows.Next() {
		var d Decision
		var undone int
		var seq int64
		var body []byte
		if err := rows.Scan(&seq, &undone, &body); err != nil {
			return nil, err
		}
		if body, err = unpack(body); err == nil {
			err = json.Unmarshal(body, &d)
		}
		if err != nil {
			return nil, errors.Join(ErrCorrupt, err)
		}
		d.Seq, d.Undone = seq, undone != 0
		out = append(out, d)
	}
	return out, rows.Err()
}
