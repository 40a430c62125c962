package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
)

// apply brings the state up to a record. It is the only writer of the state,
// so that replaying the record gives the same state.
func (t *Tx) apply(ctx context.Context, r Record) error {
	switch r.Kind {
	case KindReport:
		return t.applyReport(ctx, r)
	case KindReading:
		return t.applyReading(ctx, r)
	case KindFacts:
		return t.applyFacts(ctx, r)
	case KindDecision:
		return t.applyDecision(ctx, r)
	}
	return nil
}

func (t *Tx) applyReport(ctx context.Context, r Record) error {
	var b reportBody
	if err := json.Unmarshal(r.Body, &b); err != nil {
		return err
	}
	var num int64
	if err := t.row(ctx, "SELECT coalesce(max(num), 0) + 1 FROM report", nil, &num); err != nil {
		return err
	}
	version, previous := 1, ""
	if b.URL != "" {
		versions, err := t.ReportsAt(ctx, b.URL)
		if err != nil {
			return err
		}
		if n := len(versions); n > 0 {
			version, previous = n+1, versions[n-1].ID
		}
	}
	_, err := t.exec(ctx, "INSERT INTO report (num, id, seq, url, outlet, published, basis, version, previous) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		num, r.Key, r.Seq, b.URL, b.Outlet, b.Published.EDTF, b.Published.Basis, version, previous)
	return err
}

func (t *Tx) applyReading(ctx context.Context, r Record) error {
	b, info, err := t.fresh, t.freshOf, error(nil)
	if t.fresh = nil; b == nil {
		b = &reading.Reading{}
		if err := json.Unmarshal(r.Body, b); err != nil {
			return err
		}
		if info, err = t.Report(ctx, r.Key); err != nil {
			return err
		}
		if b.Text, err = t.TextOf(ctx, info); err != nil {
			return err
		}
	}
	_, err = t.exec(ctx, "INSERT INTO reading (seq, report, version, model, published) VALUES ($1, $2, $3, $4, $5)",
		r.Seq, r.Key, b.Reader.Version, b.Reader.Model, b.Report.Published.EDTF)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE report SET reading = $1, claims = $2 WHERE id = $3", r.Seq, len(b.Claims), r.Key); err != nil {
		return err
	}
	return t.project(ctx, info, b)
}

// project replaces the rows by which a report's claims are found.
func (t *Tx) project(ctx context.Context, info ReportInfo, r *reading.Reading) error {
	if info.Reader != "" {
		if err := t.file(ctx); err != nil {
			return err
		}
		if err := t.d.dropClaims(ctx, t.q, info.Num); err != nil {
			return err
		}
	}
	rows := claimRows(info, r)
	for i := range rows {
		t.num++
		rows[i].num = t.num
		if t.unpaired {
			rows[i].pairs = nil
		}
	}
	if t.unfiled = append(t.unfiled, rows...); len(t.unfiled) >= mostUnfiled {
		if err := t.file(ctx); err != nil {
			return err
		}
	}
	return t.applyStandings(ctx, info)
}

// applyStandings brings the known standings to claims that were just replaced.
func (t *Tx) applyStandings(ctx context.Context, info ReportInfo) error {
	if info.Reader == "" {
		return nil
	}
	facts, err := t.Standings(ctx, info.ID)
	if err != nil {
		return err
	}
	for _, f := range facts {
		if err := t.applyStanding(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) applyFacts(ctx context.Context, r Record) error {
	facts, olds := t.putting, t.replaced
	if facts == nil {
		if err := json.Unmarshal(r.Body, &facts); err != nil {
			return err
		}
		var err error
		if olds, err = t.named(ctx, facts); err != nil {
			return err
		}
	}
	var upserts []any
	var terms [][3]string // kind, term, key
	for _, f := range facts {
		if old := olds[name{f.Kind, f.Key}]; len(old.Terms) > 0 {
			args := []any{f.Kind, f.Key}
			for _, term := range old.Terms {
				args = append(args, term)
			}
			if _, err := t.exec(ctx, "DELETE FROM fact_term WHERE kind = $1 AND key = $2 AND term IN ("+params(3, len(old.Terms))+")", args...); err != nil {
				return err
			}
		}
		if len(f.Body) == 0 {
			if _, err := t.exec(ctx, "DELETE FROM fact WHERE kind = $1 AND key = $2", f.Kind, f.Key); err != nil {
				return err
			}
		} else {
			names, err := marshal(list(f.Terms))
			if err != nil {
				return err
			}
			upserts = append(upserts, f.Kind, f.Key, r.Seq, pack(f.Body), string(names))
			for _, term := range f.Terms {
				terms = append(terms, [3]string{f.Kind, term, f.Key})
			}
		}
		if f.Kind == FactStanding {
			if err := t.applyStanding(ctx, f); err != nil {
				return err
			}
		}
	}
	if err := insert(ctx, t.d, t.ready(), "INSERT INTO fact (kind, key, seq, body, terms) VALUES", 5, "",
		"ON CONFLICT (kind, key) DO UPDATE SET seq = excluded.seq, body = excluded.body, terms = excluded.terms", upserts); err != nil {
		return err
	}
	// In the order of the index, pages are written once.
	slices.SortFunc(terms, func(a, b [3]string) int { return slices.Compare(a[:], b[:]) })
	rows := make([]any, 0, 3*len(terms))
	for _, x := range terms {
		rows = append(rows, x[0], x[1], x[2])
	}
	return insert(ctx, t.d, t.ready(), "INSERT INTO fact_term (kind, term, key) VALUES", 3, "", "", rows)
}

func (t *Tx) applyStanding(ctx context.Context, f Fact) error {
	rep, claim, ok := strings.Cut(f.Key, "/")
	if !ok {
		return fmt.Errorf("standing of %q: %w: want REPORT/CLAIM", f.Key, ErrInput)
	}
	var origins any
	var s Standing
	if len(f.Body) > 0 {
		if err := json.Unmarshal(f.Body, &s); err != nil {
			return fmt.Errorf("standing of %s: %w: %w", f.Key, ErrInput, err)
		}
		origins = s.Origins
	}
	if err := t.file(ctx); err != nil {
		return err
	}
	_, err := t.exec(ctx, "UPDATE claim SET origins = $1, standing = $2 WHERE report = (SELECT num FROM report WHERE id = $3) AND id = $4",
		origins, s.State, rep, claim)
	return err
}

func (t *Tx) applyDecision(ctx context.Context, r Record) error {
	var d Decision
	if err := json.Unmarshal(r.Body, &d); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "INSERT INTO decision (seq, id, subject) VALUES ($1, $2, $3)", r.Seq, d.ID, d.Subject); err != nil {
		return err
	}
	dated := d.Subject
	if d.Verb == Undo {
		undone, err := t.decision(ctx, d.Object)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, "UPDATE decision SET undone = 1 WHERE id = $1", d.Object); err != nil {
			return err
		}
		if undone.Verb == Undo { // taking an undo back brings the first decision into force again
			if _, err := t.exec(ctx, "UPDATE decision SET undone = 0 WHERE id = $1", undone.Object); err != nil {
				return err
			}
			if undone, err = t.decision(ctx, undone.Object); err != nil {
				return err
			}
		}
		if undone.Verb != Date {
			return nil
		}
		dated = undone.Subject
	} else if d.Verb != Date {
		return nil
	}
	return t.applyDate(ctx, dated)
}

// applyDate gives a report the date that was decided last, or the one it came with.
func (t *Tx) applyDate(ctx context.Context, id string) error {
	info, err := t.Report(ctx, id)
	if err != nil {
		return err
	}
	rec, err := t.record(ctx, KindReport, id)
	if err != nil {
		return err
	}
	var b reportBody
	if err := json.Unmarshal(rec.Body, &b); err != nil {
		return err
	}
	decisions, err := t.Decisions(ctx, id)
	if err != nil {
		return err
	}
	published := b.Published
	for _, d := range decisions {
		if d.Verb == Date && !d.Undone {
			published.EDTF, published.Basis = d.Value, "decided"
		}
	}
	if _, err := t.exec(ctx, "UPDATE report SET published = $1, basis = $2 WHERE id = $3", published.EDTF, published.Basis, id); err != nil {
		return err
	}
	if info.Reader == "" {
		return nil
	}
	// A reading made under this date before is the current one again.
	_, err = t.exec(ctx, `UPDATE report SET reading = coalesce((SELECT max(g.seq) FROM reading g WHERE g.report = $1 AND g.published = $2
		AND g.version = (SELECT h.version FROM reading h WHERE h.seq = report.reading) AND g.model = (SELECT h.model FROM reading h WHERE h.seq = report.reading)), reading) WHERE id = $1`,
		id, published.EDTF)
	if err != nil {
		return err
	}
	info.Published = published
	r, err := t.Reading(ctx, id)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE report SET claims = $1 WHERE id = $2", len(r.Claims), id); err != nil {
		return err
	}
	return t.project(ctx, info, r)
}
