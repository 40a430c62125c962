package ledger

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"golang.org/x/mod/sumdb/tlog"
)

// Misfit is something in the ledger that does not fit. Seq is the record it
// concerns, -1 when it concerns none.
type Misfit struct {
	Seq  int64  `json:"seq"`
	Kind Kind   `json:"kind"`
	Key  string `json:"key"`
	Why  string `json:"why"`
}

func (m Misfit) String() string {
	if m.Seq < 0 {
		return m.Why
	}
	if m.Key == "" {
		return fmt.Sprintf("record %d (%s): %s", m.Seq, m.Kind, m.Why)
	}
	return fmt.Sprintf("record %d (%s %s): %s", m.Seq, m.Kind, m.Key, m.Why)
}

// Verification is what Verify looked at and what did not fit, the first record
// first.
type Verification struct {
	Records int64     `json:"records"`
	Reports int64     `json:"reports"`
	Claims  int64     `json:"claims"`
	Spans   int64     `json:"spans"`
	Root    tlog.Hash `json:"root"`
	Misfits []Misfit  `json:"misfits"`
}

// Fits tells whether everything fits.
func (v Verification) Fits() bool { return len(v.Misfits) == 0 }

// mostMisfits bounds how many misfits Verify lists.
const mostMisfits = 100

// Verify recomputes every hash, span and quote, the tree over all records and
// the state that follows from them. progress, when not nil, is called now and
// then with the number of records done. What does not fit is in the result;
// the error tells only that looking failed.
func (l *Ledger) Verify(ctx context.Context, progress func(done int64)) (Verification, error) {
	c := &checker{}
	err := l.View(ctx, func(v *View) error {
		c.v = v
		return c.run(ctx, progress)
	})
	if err != nil && errors.Is(err, ErrCorrupt) {
		c.misfit(Record{Seq: -1}, "%v", err)
		err = nil
	}
	slices.SortStableFunc(c.out.Misfits, func(a, b Misfit) int {
		switch { // what names a record comes first
		case a.Seq < 0 && b.Seq >= 0:
			return 1
		case b.Seq < 0 && a.Seq >= 0:
			return -1
		}
		return int(a.Seq - b.Seq)
	})
	return c.out, err
}

type checker struct {
	v     *View
	out   Verification
	edge  map[int64]tlog.Hash // recomputed hashes that later ones need
	terms termSum
}

func (c *checker) misfit(r Record, format string, args ...any) {
	if len(c.out.Misfits) < mostMisfits {
		c.out.Misfits = append(c.out.Misfits, Misfit{r.Seq, r.Kind, r.Key, fmt.Sprintf(format, args...)})
	}
}

func (c *checker) run(ctx context.Context, progress func(int64)) error {
	c.edge = map[int64]tlog.Hash{}
	for next := int64(0); ; {
		var last error
		for r, err := range c.v.Records(ctx, next) {
			if err != nil {
				last = err
				break
			}
			for ; next < r.Seq; next++ {
				c.misfit(Record{Seq: next}, "the record is missing")
			}
			if err := c.record(ctx, r); err != nil {
				return err
			}
			next = r.Seq + 1
			c.out.Records++
			if progress != nil && c.out.Records%1000 == 0 {
				progress(c.out.Records)
			}
		}
		if last == nil {
			break
		}
		if !errors.Is(last, ErrCorrupt) {
			return last
		}
		c.misfit(Record{Seq: next}, "it cannot be read: %v", last)
		next++
		if len(c.out.Misfits) >= mostMisfits {
			return nil
		}
	}
	if err := c.rootHash(ctx); err != nil {
		return err
	}
	if err := c.state(ctx); err != nil {
		return err
	}
	shelf, err := c.v.checkShelf(ctx)
	if err != nil {
		return err
	}
	more, err := c.v.d.check(ctx, c.v.q)
	more = append(shelf, more...)
	for _, m := range more {
		c.misfit(Record{Seq: -1}, "%s", m)
	}
	return err
}

// record checks one record's hash, what its body says, and its place in the tree.
func (c *checker) record(ctx context.Context, r Record) error {
	h := leaf(r)
	if h != r.Hash {
		c.misfit(r, "its hash is %x, recorded is %x", h[:6], r.Hash[:6])
	}
	hashes, err := tlog.StoredHashesForRecordHash(r.Seq, h, tlog.HashReaderFunc(func(want []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(want))
		for i, x := range want {
			h, ok := c.edge[x]
			if !ok {
				return nil, fmt.Errorf("%w: the log has a gap", ErrCorrupt)
			}
			out[i] = h
			delete(c.edge, x) // a left sibling is needed once
		}
		return out, nil
	}))
	if err != nil {
		c.misfit(r, "%v", err)
	} else {
		first := tlog.StoredHashIndex(0, r.Seq)
		var want []int64
		for i := range hashes {
			want = append(want, first+int64(i))
		}
		stored, err := storedHashes(ctx, c.v.q)(want)
		switch {
		case err != nil && !errors.Is(err, ErrCorrupt):
			return err
		case err != nil:
			c.misfit(r, "%v", err)
		case !slices.Equal(stored, hashes):
			c.misfit(r, "the tree's hashes do not follow from it and the records before it")
		}
		// Only the topmost is still without its parent.
		top := len(hashes) - 1
		c.edge[first+int64(top)] = hashes[top]
	}
	switch r.Kind {
	case KindReport:
		err = c.report(ctx, r)
	case KindReading:
		err = c.reading(ctx, r)
	case KindList:
		err = c.list(ctx, r)
	default:
		if !json.Valid(r.Body) {
			c.misfit(r, "its body is not JSON")
		}
		err = nil
	}
	return err
}

func (c *checker) report(ctx context.Context, r Record) error {
	var b reportBody
	if err := json.Unmarshal(r.Body, &b); err != nil {
		c.misfit(r, "its body: %v", err)
		return nil
	}
	c.out.Reports++
	for _, sha := range []string{b.SHA256, b.TextSHA256} {
		bytes, err := c.v.blob(ctx, sha)
		switch {
		case errors.Is(err, ErrCorrupt) || errors.Is(sortError(err), ErrNotFound):
			c.misfit(r, "its bytes %.12s: %v", sha, err)
		case err != nil:
			return err
		case report.Hash(bytes) != sha:
			c.misfit(r, "its bytes have the hash %.12s, recorded is %.12s", report.Hash(bytes), sha)
		}
	}
	if want := ReportID(&report.Report{SHA256: b.SHA256, URL: b.URL, Outlet: b.Outlet}); want != r.Key {
		c.misfit(r, "its id should be %s", want)
	}
	return nil
}

func (c *checker) reading(ctx context.Context, r Record) error {
	var b reading.Reading
	if err := json.Unmarshal(r.Body, &b); err != nil {
		c.misfit(r, "its body: %v", err)
		return nil
	}
	text, err := c.v.blob(ctx, b.Report.TextSHA256)
	switch {
	case errors.Is(err, ErrCorrupt) || errors.Is(sortError(err), ErrNotFound):
		c.misfit(r, "the text it reads: %v", err)
		return nil
	case err != nil:
		return err
	}
	b.Text = string(text)
	if report.Hash(b.Text) != b.Report.TextSHA256 {
		c.misfit(r, "the text it reads has another hash")
	}
	c.out.Spans += int64(len(spans(&b)))
	if s, bad := ungrounded(&b); bad {
		c.misfit(r, "span [%d,%d] lies outside the text", s.Start, s.End)
	}
	return nil
}

// rootHash compares the root from the records with the one from the stored tree.
func (c *checker) rootHash(ctx context.Context) error {
	size, err := c.v.Size(ctx)
	if err != nil {
		return err
	}
	var stored int64
	if err := c.v.q.QueryRowContext(ctx, "SELECT count(*) FROM tree").Scan(&stored); err != nil {
		return err
	}
	if want := tlog.StoredHashCount(size); stored != want {
		c.misfit(Record{Seq: -1}, "the tree has %d hashes, %d records need %d", stored, size, want)
	}
	c.out.Root, err = tlog.TreeHash(size, storedHashes(ctx, c.v.q))
	if errors.Is(err, ErrCorrupt) {
		c.misfit(Record{Seq: -1}, "%v", err)
		return nil
	}
	return err
}

// state recomputes what search stands on.
func (c *checker) state(ctx context.Context) error {
	since, err := c.v.pairedSince(ctx)
	if err != nil {
		return err
	}
	var reports int64
	for i, err := range c.v.Reports(ctx) {
		if err != nil {
			return err
		}
		reports++
		var rows []claimRow
		at := Record{Seq: -1, Kind: KindReading, Key: i.ID}
		if i.Reader != "" {
			r, err := c.v.readingOf(ctx, i)
			if errors.Is(err, ErrCorrupt) {
				continue // its record is named already
			}
			if errors.Is(err, ErrNotFound) {
				c.misfit(at, "the record of its reading is missing")
				continue
			}
			if err != nil {
				return err
			}
			rows = claimRows(i, r)
		}
		stored, err := c.v.claimRows(ctx, i.Num)
		if err != nil {
			return err
		}
		c.out.Claims += int64(len(stored))
		if i.Claims != len(rows) || !slices.EqualFunc(rows, stored, func(a, b claimRow) bool {
			return a.id == b.id && a.text == b.text && slices.Equal(intAll(a.columns()[2:]), intAll(b.columns()[2:]))
		}) {
			if err := c.v.q.QueryRowContext(ctx, "SELECT reading FROM report WHERE num = $1", i.Num).Scan(&at.Seq); err != nil {
				return err
			}
			c.misfit(at, "the claims listed of report %s are not those of its reading", i.ID)
			continue
		}
		for n, r := range rows {
			for _, w := range r.words {
				c.terms.add(stored[n].num, w)
			}
			if stored[n].num < since {
				continue
			}
			for _, w := range r.pairs {
				c.terms.add(stored[n].num, w)
			}
		}
	}
	if reports != c.out.Reports {
		c.misfit(Record{Seq: -1}, "%d reports are listed, %d are recorded", reports, c.out.Reports)
	}
	indexed, err := c.indexed(ctx)
	if err != nil {
		return err
	}
	if indexed != c.terms {
		c.misfit(Record{Seq: -1}, "the index of words is not that of the claims: search may miss some or find wrong ones")
	}
	return c.facts(ctx)
}

// termSum is a sum over index terms that does not depend on their order.
type termSum struct {
	n   int64
	sum uint64
}

func (s *termSum) add(num int64, term string) {
	h := fnv.New64a()
	h.Write(binary.LittleEndian.AppendUint64(nil, uint64(num)))
	h.Write([]byte(term))
	s.n++
	s.sum += uint64(rowHash([]int64{int64(h.Sum64())})) // FNV alone cancels out where two last bytes change alike
}

func (c *checker) indexed(ctx context.Context) (s termSum, err error) {
	rows, err := c.v.q.QueryContext(ctx, c.v.d.terms())
	if err != nil {
		return s, err
	}
	defer rows.Close()
	for rows.Next() {
		var num int64
		var term string
		if err := rows.Scan(&num, &term); err != nil {
			return s, err
		}
		s.add(num, term)
	}
	return s, rows.Err()
}

// facts replays the records of facts and compares them with the state.
func (c *checker) facts(ctx context.Context) error {
	want := map[name][32]byte{}
	from := map[name]Record{}
	for next := int64(0); ; {
		rows, err := c.v.q.QueryContext(ctx, selectRecord+"WHERE kind = $1 AND seq >= $2 ORDER BY seq LIMIT $3", string(KindFacts), next, pageSize)
		if err != nil {
			return err
		}
		n := 0
		for rows.Next() {
			r, err := scanRecord(rows)
			if err != nil {
				rows.Close()
				return err
			}
			n, next = n+1, r.Seq+1
			var facts []Fact
			if err := json.Unmarshal(r.Body, &facts); err != nil {
				continue
			}
			r.Body = nil
			for _, f := range facts {
				k := name{f.Kind, f.Key}
				if len(f.Body) == 0 {
					delete(want, k)
					continue
				}
				want[k], from[k] = factSum(f), r
			}
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
		if n < pageSize {
			break
		}
	}
	kinds := map[string]bool{}
	for k := range want {
		kinds[k.kind] = true
	}
	var total, seen int64
	if err := c.v.q.QueryRowContext(ctx, "SELECT count(*) FROM fact").Scan(&total); err != nil {
		return err
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		for f, err := range c.v.Facts(ctx, kind) {
			if err != nil {
				return err
			}
			seen++
			k := name{f.Kind, f.Key}
			if sum, ok := want[k]; !ok || sum != factSum(f) {
				c.misfit(from[k], "fact %s %s is not as recorded", f.Kind, f.Key)
			}
			delete(want, k)
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(want), func(a, b name) int {
		return cmpOr(strings.Compare(a.kind, b.kind), strings.Compare(a.key, b.key))
	}) {
		c.misfit(from[k], "fact %s %s is missing", k.kind, k.key)
	}
	if seen != total {
		c.misfit(Record{Seq: -1}, "%d facts are listed that no record brought", total-seen)
	}
	return nil
}

func factSum(f Fact) [32]byte {
	terms, _ := marshal(list(f.Terms))
	return tlog.RecordHash(bytes.Join([][]byte{f.Body, terms}, []byte{0}))
}

func intAll(v []any) []string {
	out := make([]string, len(v))
	for i, x := range v {
		out[i] = fmt.Sprint(x)
	}
	return out
}

// claimRows are the stored rows of a report's claims in the reading's order.
func (v *View) claimRows(ctx context.Context, report int64) ([]claimRow, error) {
	rows, err := v.q.QueryContext(ctx, "SELECT "+claimColumns+" FROM claim WHERE report = $1 ORDER BY num", report)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []claimRow
	for rows.Next() {
		var r claimRow
		if err := rows.Scan(&r.num, &r.report, &r.id, &r.text, &r.voice, &r.factuality, &r.status, &r.edtf, &r.first, &r.last, &r.numbers, &r.open); err != nil {
			return nil, fmt.Errorf("%w: claims of report %d: %w", ErrCorrupt, report, err)
		}
		out = append(out, r)
	}
	return out, rows.Err()
}
