package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"strconv"
)

// The shelf is what finds each report's kin: an index, ties and marks for what
// is still to be related. It is no part of the record: it follows from the
// readings, is not in backups, and can be made anew.

// Shelved is a report's place on the shelf: under which keys it is filed, those
// of its topic apart, and from which reading that follows.
type Shelved struct {
	Report      string
	First, Last int   // days of publication, counted from 1970-01-01; ShelfUndated when unknown
	Read        int64 // the reading's record
	Topic, Keys []int64
	Terms       []ShelfTerm // by their keys
}

// ShelfTerm is something that a report is about, with its weight.
type ShelfTerm struct {
	Key    int64
	Weight float64
}

// ShelfUndated is the day of a report without one.
const ShelfUndated = -1 << 30

// ShelfPlace is a report in the order of publication.
type ShelfPlace struct {
	Day    int
	Report string
}

// ShelfTie is how strongly two reports hang together, and by what. A comes
// before B.
type ShelfTie struct {
	A, B            string
	Strength, Story float64
	Content         float64
	Rests           int
	Via             string
}

// ShelfLink is a proposal of how one report bears on another.
type ShelfLink struct {
	From, To string
	Body     []byte
}

// shelfID is a report's id as a number that sorts like it.
func shelfID(id string) (int64, error) {
	n, err := strconv.ParseUint(id, 16, 64)
	if err != nil || len(id) != 16 {
		return 0, fmt.Errorf("%w: %q is no report's id", ErrInput, id)
	}
	return int64(n ^ 1<<63), nil
}

func unshelfID(n int64) string {
	const digits = "0123456789abcdef"
	var b [16]byte
	for i, x := len(b)-1, uint64(n)^1<<63; i >= 0; i, x = i-1, x>>4 {
		b[i] = digits[x&15]
	}
	return string(b[:])
}

func packInts(list []int64) []byte {
	b := make([]byte, 0, 8*len(list))
	for _, x := range list {
		b = binary.LittleEndian.AppendUint64(b, uint64(x))
	}
	return b
}

func unpackInts(b []byte) []int64 {
	out := make([]int64, len(b)/8)
	for i := range out {
		out[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return out
}

// Shelved is a report's place on the shelf, or ErrNotFound.
func (v *View) Shelved(ctx context.Context, report string) (Shelved, error) {
	s := Shelved{Report: report}
	id, err := shelfID(report)
	if err != nil {
		return s, err
	}
	var topic, keys, terms []byte
	err = v.row(ctx, "SELECT first, last, read, topic, keys, terms FROM shelf_report WHERE id = $1", []any{id}, &s.First, &s.Last, &s.Read, &topic, &keys, &terms)
	s.Topic, s.Keys, s.Terms = unpackInts(topic), unpackInts(keys), termsOf(unpackInts(terms))
	return s, fail(err, "shelved %s", report)
}

// ShelfFind are the reports filed under at least one of keys but one, the undated
// ones and those of the days from..to, each once, in any order.
func (v *View) ShelfFind(ctx context.Context, keys []int64, but string, from, to int) ([]ShelfPlace, error) {
	id, err := shelfID(but)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	undated, err := v.ShelfState(ctx, stateUndated)
	if err != nil {
		return nil, err
	}
	in, arg := v.d.among(1, keys)
	query := "SELECT DISTINCT day, report FROM shelf_key WHERE key " + in + " AND day >= $2 AND day <= $3 AND report <> $4"
	args := []any{arg, max(from, ShelfUndated+1), to, id}
	if undated > 0 {
		query += " UNION SELECT day, report FROM shelf_key WHERE key " + in + " AND day = $5 AND report <> $4"
		args = append(args, ShelfUndated)
	}
	return v.places(ctx, query, args...)
}

// ShelfHead is what places a report on the shelf, and what it is about: a Shelved
// without keys.
func (v *View) ShelfHead(ctx context.Context, report string) (Shelved, error) {
	s := Shelved{Report: report}
	id, err := shelfID(report)
	if err != nil {
		return s, err
	}
	var topic, terms []byte
	err = v.row(ctx, "SELECT first, last, read, topic, terms FROM shelf_report WHERE id = $1", []any{id}, &s.First, &s.Last, &s.Read, &topic, &terms)
	s.Topic, s.Terms = unpackInts(topic), termsOf(unpackInts(terms))
	return s, fail(err, "shelved %s", report)
}

// numbers are the keys and the bits of the weights of terms, in turn.
func numbers(terms []ShelfTerm) []int64 {
	out := make([]int64, 0, 2*len(terms))
	for _, t := range terms {
		out = append(out, t.Key, int64(math.Float64bits(t.Weight)))
	}
	return out
}

func termsOf(n []int64) []ShelfTerm {
	out := make([]ShelfTerm, len(n)/2)
	for i := range out {
		out[i] = ShelfTerm{n[2*i], math.Float64frombits(uint64(n[2*i+1]))}
	}
	return out
}

// ShelfLatest are, under each of keys, the latest n reports of the days from..to
// and the first n undated ones by id, each once, in any order.
func (v *View) ShelfLatest(ctx context.Context, keys []int64, from, to, n int) ([]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	undated, err := v.ShelfState(ctx, stateUndated)
	if err != nil {
		return nil, err
	}
	// All under one key in one value: rows of their own would cost many times as much.
	each, arg := v.d.each(1, keys)
	const all = "(SELECT string_agg(CAST(x.report AS text), ',') FROM (SELECT report FROM shelf_key WHERE key = k.value AND "
	query := "SELECT coalesce(" + all + "day >= $2 AND day <= $3 ORDER BY day DESC, report DESC LIMIT $4) AS x), '') FROM " + each
	args := []any{arg, max(from, ShelfUndated+1), to, n}
	if undated > 0 {
		query += " UNION ALL SELECT coalesce(" + all + "day = $5 ORDER BY report LIMIT $4) AS x), '') FROM " + each
		args = append(args, ShelfUndated)
	}
	var out []string
	met := map[int64]bool{}
	err = v.rows(ctx, query, args, func(rows *sql.Rows) error {
		var list sql.RawBytes
		if err := rows.Scan(&list); err != nil {
			return err
		}
		for len(list) > 0 {
			id, rest := firstNumber(list)
			if list = rest; !met[id] {
				met[id] = true
				out = append(out, unshelfID(id))
			}
		}
		return nil
	})
	return out, fail(err, "shelf")
}

// firstNumber is the first of numbers with commas between, and those after it.
func firstNumber(list []byte) (n int64, rest []byte) {
	i, minus := 0, list[0] == '-'
	if minus {
		i++
	}
	for ; i < len(list) && list[i] != ','; i++ {
		n = 10*n - int64(list[i]-'0') // the least number has no opposite
	}
	if !minus {
		n = -n
	}
	return n, list[min(i+1, len(list)):]
}

// ShelfFollowing are the reports that come right after a place, each once: n
// under each of keys where there are as many, and those of the last one's day.
func (v *View) ShelfFollowing(ctx context.Context, keys []int64, after ShelfPlace, n int) ([]ShelfPlace, error) {
	id, err := shelfID(after.Report)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	each, arg := v.d.each(1, keys)
	return v.places(ctx, `SELECT DISTINCT s.day, s.report FROM `+each+` CROSS JOIN shelf_key s WHERE s.key = k.value AND (s.day, s.report) > ($2, $3)
		AND s.day <= coalesce((SELECT x.day FROM shelf_key x WHERE x.key = k.value AND (x.day, x.report) > ($2, $3) ORDER BY x.day, x.report LIMIT 1 OFFSET $4), $5)`,
		arg, after.Day, id, n-1, math.MaxInt32)
}

func (v *View) places(ctx context.Context, query string, args ...any) ([]ShelfPlace, error) {
	var out []ShelfPlace
	err := v.rows(ctx, query, args, func(rows *sql.Rows) error {
		var p ShelfPlace
		var id int64
		err := rows.Scan(&p.Day, &id)
		p.Report = unshelfID(id)
		out = append(out, p)
		return err
	})
	return out, fail(err, "shelf")
}

// ShelfTies are a report's ties, by the other's id.
func (v *View) ShelfTies(ctx context.Context, report string) ([]ShelfTie, error) {
	id, err := shelfID(report)
	if err != nil {
		return nil, err
	}
	var out []ShelfTie
	err = v.rows(ctx, "SELECT b, strength, story, content, rests, via FROM shelf_tie WHERE a = $1 ORDER BY b", []any{id}, func(rows *sql.Rows) error {
		var other int64
		var t ShelfTie
		err := rows.Scan(&other, &t.Strength, &t.Story, &t.Content, &t.Rests, &t.Via)
		if t.A, t.B = report, unshelfID(other); t.B < t.A {
			t.A, t.B = t.B, t.A
		}
		out = append(out, t)
		return err
	})
	return out, fail(err, "ties of %s", report)
}

// ShelfLinksFrom are what is proposed of a report.
func (v *View) ShelfLinksFrom(ctx context.Context, report string) ([]ShelfLink, error) {
	return v.shelfLinks(ctx, "WHERE a = $1 ORDER BY n", report)
}

// ShelfLinksTo are what is proposed of others about a report.
func (v *View) ShelfLinksTo(ctx context.Context, report string) ([]ShelfLink, error) {
	return v.shelfLinks(ctx, "WHERE b = $1 ORDER BY a, n", report)
}

func (v *View) shelfLinks(ctx context.Context, where, report string) ([]ShelfLink, error) {
	id, err := shelfID(report)
	if err != nil {
		return nil, err
	}
	var out []ShelfLink
	names := map[int64]string{id: report}
	name := func(n int64) string {
		if names[n] == "" {
			names[n] = unshelfID(n)
		}
		return names[n]
	}
	err = v.rows(ctx, "SELECT a, b, body FROM shelf_link "+where, []any{id}, func(rows *sql.Rows) error {
		var a, b int64
		var l ShelfLink
		var body sql.RawBytes
		err := rows.Scan(&a, &b, &body)
		if err == nil {
			l.Body, err = unpack(body)
		}
		l.From, l.To = name(a), name(b)
		out = append(out, l)
		return err
	})
	return out, fail(err, "proposals of %s", report)
}

// ShelfLinkers are the reports of which something is proposed about a report.
func (v *View) ShelfLinkers(ctx context.Context, report string) ([]string, error) {
	id, err := shelfID(report)
	if err != nil {
		return nil, err
	}
	found, err := v.places(ctx, "SELECT DISTINCT 0, a FROM shelf_link WHERE b = $1", id)
	out := make([]string, len(found))
	for i, f := range found {
		out[i] = f.Report
	}
	return out, err
}

// PutShelfLinks keeps what is proposed of reports, by report, in place of what was.
func (t *Tx) PutShelfLinks(ctx context.Context, proposed map[string][]ShelfLink) error {
	var sum shelfSum
	var rows []any
	for _, report := range slices.Sorted(maps.Keys(proposed)) {
		from, err := shelfID(report)
		if err != nil {
			return err
		}
		had := false
		err = t.rows(ctx, "SELECT n, b, body FROM shelf_link WHERE a = $1", []any{from}, func(rows *sql.Rows) error {
			var n, to int64
			var body sql.RawBytes
			err := rows.Scan(&n, &to, &body)
			sum.sub(linkRow(from, n, to, body)...)
			had = true
			return err
		})
		if err == nil && had {
			_, err = t.exec(ctx, "DELETE FROM shelf_link WHERE a = $1", from)
		}
		if err != nil {
			return fail(err, "proposals of %s", report)
		}
		for n, l := range proposed[report] {
			to, err := shelfID(l.To)
			if err != nil {
				return err
			}
			body := pack(l.Body)
			sum.add(linkRow(from, int64(n), to, body)...)
			rows = append(rows, from, n, to, body)
		}
	}
	if err := insert(ctx, t.d, t.ready(), "INSERT INTO shelf_link (a, n, b, body) VALUES", 4, "", "", rows); err != nil {
		return fail(err, "proposals")
	}
	return t.addShelfSum(ctx, sumLinks, sum)
}

func linkRow(from, n, to int64, body []byte) []int64 {
	h := sha256.Sum256(body)
	return append([]int64{from, n, to}, unpackInts(h[:])...)
}

// ShelfMarked are up to limit reports with the mark, by day of publication.
func (v *View) ShelfMarked(ctx context.Context, mark, limit int) ([]ShelfPlace, error) {
	return v.places(ctx, "SELECT day, report FROM shelf_mark WHERE kind = $1 ORDER BY day, report LIMIT $2", mark, limit)
}

// ShelfMarks is how many marks there are.
func (v *View) ShelfMarks(ctx context.Context) (n int64, err error) {
	err = v.q.QueryRowContext(ctx, "SELECT count(*) FROM shelf_mark").Scan(&n)
	return n, fail(err, "shelf")
}

// ShelfState is a number that the shelf's owner set, 0 at first.
func (v *View) ShelfState(ctx context.Context, name string) (n int64, err error) {
	err = v.row(ctx, "SELECT coalesce(max(value), 0) FROM shelf_state WHERE name = $1", []any{name}, &n)
	return n, fail(err, "shelf")
}

// shelfSum is a sum over rows of the shelf that does not depend on their
// order, by which verify sees that none was altered.
type shelfSum uint64

func (s *shelfSum) add(row ...int64) { *s += rowHash(row) }
func (s *shelfSum) sub(row ...int64) { *s -= rowHash(row) }

func rowHash(row []int64) shelfSum {
	x := uint64(len(row))
	for _, v := range row { // splitmix64's finaliser over a running state
		x += uint64(v) + 0x9e3779b97f4a7c15
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		x ^= x >> 31
	}
	return shelfSum(x)
}

// The sums of the shelf's tables, kept as its state.
const (
	sumReports = "sum of reports"
	sumKeys    = "sum of keys"
	sumTies    = "sum of ties"
	sumLinks   = "sum of proposals"
	sumCards   = "sum of cards"
)

// stateUndated counts the reports without a day: where there are none, they are
// not looked for.
const stateUndated = "undated"

func (t *Tx) addShelfSum(ctx context.Context, name string, s shelfSum) error {
	n, err := t.ShelfState(ctx, name)
	if err != nil || s == 0 {
		return err
	}
	return t.SetShelfState(ctx, name, n+int64(s))
}

func (s Shelved) row(id int64) []int64 {
	return slices.Concat([]int64{id, int64(s.First), int64(s.Last), s.Read}, s.Topic, s.Keys, numbers(s.Terms))
}

func tieRow(a, b int64, t ShelfTie) []int64 {
	via := fnv.New64a()
	via.Write([]byte(t.Via))
	return []int64{a, b, int64(math.Float64bits(t.Strength)), int64(math.Float64bits(t.Story)), int64(math.Float64bits(t.Content)), int64(t.Rests), int64(via.Sum64())}
}

// checkShelf names the tables of the shelf that are not as they were written.
func (v *View) checkShelf(ctx context.Context) (bad []string, err error) {
	for _, table := range [...]struct {
		name, query string
		scan        func(*sql.Rows) ([]int64, error)
	}{
		{sumReports, "SELECT id, first, last, read, topic, keys, terms FROM shelf_report", func(r *sql.Rows) ([]int64, error) {
			var s Shelved
			var id int64
			var topic, keys, terms []byte
			err := r.Scan(&id, &s.First, &s.Last, &s.Read, &topic, &keys, &terms)
			s.Topic, s.Keys, s.Terms = unpackInts(topic), unpackInts(keys), termsOf(unpackInts(terms))
			return s.row(id), err
		}},
		{sumKeys, "SELECT key, day, report FROM shelf_key", func(r *sql.Rows) ([]int64, error) {
			row := make([]int64, 3)
			return row, r.Scan(&row[0], &row[1], &row[2])
		}},
		{sumTies, "SELECT a, b, strength, story, content, rests, via FROM shelf_tie", func(r *sql.Rows) ([]int64, error) {
			var a, b int64
			var t ShelfTie
			err := r.Scan(&a, &b, &t.Strength, &t.Story, &t.Content, &t.Rests, &t.Via)
			return tieRow(a, b, t), err
		}},
		{sumCards, "SELECT report, read, published, body FROM shelf_card", func(r *sql.Rows) ([]int64, error) {
			var id, read int64
			var published string
			var body []byte
			err := r.Scan(&id, &read, &published, &body)
			return cardRow(id, read, published, body), err
		}},
		{sumLinks, "SELECT a, n, b, body FROM shelf_link", func(r *sql.Rows) ([]int64, error) {
			var a, n, b int64
			var body []byte
			err := r.Scan(&a, &n, &b, &body)
			return linkRow(a, n, b, body), err
		}},
	} {
		want, err := v.ShelfState(ctx, table.name)
		if err != nil {
			return bad, err
		}
		rows, err := v.q.QueryContext(ctx, table.query)
		if err != nil {
			return bad, err
		}
		var sum shelfSum
		for rows.Next() {
			row, err := table.scan(rows)
			if err != nil {
				rows.Close()
				return bad, err
			}
			sum.add(row...)
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return bad, err
		}
		if int64(sum) != want {
			bad = append(bad, "what finds each report's kin was altered ("+table.name+")")
		}
	}
	return bad, nil
}

// SetShelfState sets a number of the shelf.
func (t *Tx) SetShelfState(ctx context.Context, name string, n int64) error {
	_, err := t.exec(ctx, "INSERT INTO shelf_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, n)
	return fail(err, "shelf")
}

// filedAtOnce is how many keys are made ready for the database at once.
const filedAtOnce = 5000

// Shelve files reports, which must not be on the shelf, under their keys.
func (t *Tx) Shelve(ctx context.Context, all []Shelved) error {
	var heads []any
	var filed [][3]int64
	var reports, sum, undated shelfSum
	for _, s := range all {
		id, err := shelfID(s.Report)
		if err != nil {
			return err
		}
		reports.add(s.row(id)...)
		heads = append(heads, id, s.First, s.Last, s.Read, packInts(s.Topic), packInts(s.Keys), packInts(numbers(s.Terms)))
		for _, k := range s.Keys {
			filed = append(filed, [3]int64{k, int64(s.First), id})
		}
		if s.First == ShelfUndated {
			undated++
		}
	}
	if err := t.addShelfSum(ctx, stateUndated, undated); err != nil {
		return err
	}
	if err := insert(ctx, t.d, t.ready(), "INSERT INTO shelf_report (id, first, last, read, topic, keys, terms) VALUES", 7, "", "", heads); err != nil {
		return fail(err, "shelve")
	}
	// In the order of the index, pages are written once.
	slices.SortFunc(filed, func(a, b [3]int64) int { return slices.Compare(a[:], b[:]) })
	keys := make([]any, 0, 3*min(len(filed), filedAtOnce))
	for part := range slices.Chunk(filed, filedAtOnce) {
		keys = keys[:0]
		for _, f := range part {
			keys = append(keys, f[0], f[1], f[2])
			sum.add(f[:]...)
		}
		if err := insert(ctx, t.d, t.ready(), "INSERT INTO shelf_key (key, day, report) VALUES", 3, "", "", keys); err != nil {
			return fail(err, "shelve")
		}
	}
	return errors.Join(t.addShelfSum(ctx, sumReports, reports), t.addShelfSum(ctx, sumKeys, sum))
}

// ShelfCard is the card of a report on the shelf, or ErrNotFound where it is not
// that of the current reading and date.
func (v *View) ShelfCard(ctx context.Context, report string) ([]byte, error) {
	id, err := shelfID(report)
	if err != nil {
		return nil, err
	}
	var body []byte
	err = v.row(ctx, "SELECT c.body FROM shelf_card c WHERE c.report = $1 AND EXISTS (SELECT 1 FROM report r WHERE r.id = $2 AND r.reading = c.read AND r.published = c.published)",
		[]any{id, report}, &body)
	if err == nil {
		body, err = unpack(body)
	}
	return body, fail(err, "card of %s", report)
}

// PutShelfCards keeps what relating needs of reports' current readings, by
// report, under the dates that they have.
func (t *Tx) PutShelfCards(ctx context.Context, cards map[string][]byte) error {
	var sum shelfSum
	var args []any
	for report, card := range cards {
		id, err := shelfID(report)
		if err != nil {
			return err
		}
		var read int64
		var published string
		var body []byte
		err = t.row(ctx, "SELECT read, published, body FROM shelf_card WHERE report = $1", []any{id}, &read, &published, &body)
		if err == nil {
			sum.sub(cardRow(id, read, published, body)...)
			_, err = t.exec(ctx, "DELETE FROM shelf_card WHERE report = $1", id)
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return fail(err, "card of %s", report)
		}
		if err := t.row(ctx, "SELECT reading, published FROM report WHERE id = $1", []any{report}, &read, &published); err != nil {
			return fail(err, "card of %s", report)
		}
		body = pack(card)
		sum.add(cardRow(id, read, published, body)...)
		args = append(args, id, read, published, body)
	}
	if err := insert(ctx, t.d, t.ready(), "INSERT INTO shelf_card (report, read, published, body) VALUES", 4, "", "", args); err != nil {
		return fail(err, "cards")
	}
	return t.addShelfSum(ctx, sumCards, sum)
}

func cardRow(id, read int64, published string, body []byte) []int64 {
	h := sha256.Sum256(append([]byte(published+"\n"), body...))
	return append([]int64{id, read}, unpackInts(h[:])...)
}

// Unshelve takes a report off the shelf, with its ties.
func (t *Tx) Unshelve(ctx context.Context, s Shelved) error {
	id, err := shelfID(s.Report)
	if err != nil {
		return err
	}
	var reports, filed, tied shelfSum
	reports.sub(s.row(id)...)
	for _, k := range s.Keys {
		filed.sub(k, int64(s.First), id)
	}
	ties, err := t.ShelfTies(ctx, s.Report)
	if err != nil {
		return err
	}
	for _, x := range ties {
		a, err := shelfID(x.A)
		if err != nil {
			return err
		}
		b, err := shelfID(x.B)
		if err != nil {
			return err
		}
		tied.sub(tieRow(a, b, x)...)
		tied.sub(tieRow(b, a, x)...)
	}
	if err := errors.Join(t.addShelfSum(ctx, sumReports, reports), t.addShelfSum(ctx, sumKeys, filed), t.addShelfSum(ctx, sumTies, tied)); err != nil {
		return err
	}
	if s.First == ShelfUndated {
		if err := t.addShelfSum(ctx, stateUndated, ^shelfSum(0)); err != nil { // one less
			return err
		}
	}
	in, keys := t.d.among(1, s.Keys)
	if _, err := t.q.ExecContext(ctx, "DELETE FROM shelf_key WHERE key "+in+" AND day = $2 AND report = $3", keys, s.First, id); err != nil {
		return fail(err, "unshelve %s", s.Report)
	}
	for _, q := range [...]string{"DELETE FROM shelf_tie WHERE b = $1 AND a IN (SELECT x.b FROM shelf_tie x WHERE x.a = $1)", "DELETE FROM shelf_tie WHERE a = $1", "DELETE FROM shelf_report WHERE id = $1"} {
		if _, err := t.q.ExecContext(ctx, q, id); err != nil {
			return fail(err, "unshelve %s", s.Report)
		}
	}
	return nil
}

// PutShelfTies keeps ties between reports that have none yet.
func (t *Tx) PutShelfTies(ctx context.Context, ties []ShelfTie) error {
	var args []any
	var sum shelfSum
	for _, x := range ties {
		a, err := shelfID(x.A)
		if err != nil {
			return err
		}
		b, err := shelfID(x.B)
		if err != nil {
			return err
		}
		sum.add(tieRow(a, b, x)...)
		sum.add(tieRow(b, a, x)...)
		args = append(args, a, b, x.Strength, x.Story, x.Content, x.Rests, x.Via, b, a, x.Strength, x.Story, x.Content, x.Rests, x.Via)
	}
	if err := insert(ctx, t.d, t.ready(), "INSERT INTO shelf_tie (a, b, strength, story, content, rests, via) VALUES", 7, "", "", args); err != nil {
		return fail(err, "keep ties")
	}
	return t.addShelfSum(ctx, sumTies, sum)
}

// MarkShelf marks reports; ShelfMarked lists them until UnmarkShelf.
func (t *Tx) MarkShelf(ctx context.Context, mark int, reports []ShelfPlace) error {
	var args []any
	for _, p := range reports {
		id, err := shelfID(p.Report)
		if err != nil {
			return err
		}
		args = append(args, mark, p.Day, id)
	}
	return fail(insert(ctx, t.d, t.ready(), "INSERT INTO shelf_mark (kind, day, report) VALUES", 3, "", "ON CONFLICT (kind, report) DO NOTHING", args), "mark")
}

// UnmarkShelf takes marks off.
func (t *Tx) UnmarkShelf(ctx context.Context, mark int, reports []string) error {
	ids := make([]int64, len(reports))
	for i, r := range reports {
		var err error
		if ids[i], err = shelfID(r); err != nil {
			return err
		}
	}
	in, arg := t.d.among(2, ids)
	_, err := t.exec(ctx, "DELETE FROM shelf_mark WHERE kind = $1 AND report "+in, mark, arg)
	return fail(err, "unmark")
}

// ClearShelf empties the shelf. Cards stay: they tell by themselves by which rules
// they were made.
func (t *Tx) ClearShelf(ctx context.Context) error {
	for _, table := range [...]string{"shelf_report", "shelf_key", "shelf_tie", "shelf_link", "shelf_mark"} {
		if _, err := t.q.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return fail(err, "clear the shelf")
		}
	}
	_, err := t.q.ExecContext(ctx, "DELETE FROM shelf_state WHERE name <> $1", sumCards)
	return fail(err, "clear the shelf")
}

// Gain is a record of the log without its body.
type Gain struct {
	Seq  int64
	Kind Kind
	Key  string
}

// Gained are up to limit records from seq on, in order, without their bodies.
func (v *View) Gained(ctx context.Context, from int64, limit int) ([]Gain, error) {
	rows, err := v.q.QueryContext(ctx, "SELECT seq, kind, key FROM record WHERE seq >= $1 ORDER BY seq LIMIT $2", from, limit)
	if err != nil {
		return nil, fail(err, "records")
	}
	defer rows.Close()
	var out []Gain
	for rows.Next() {
		var g Gain
		if err := rows.Scan(&g.Seq, &g.Kind, &g.Key); err != nil {
			return nil, fail(err, "records")
		}
		out = append(out, g)
	}
	return out, fail(rows.Err(), "records")
}

// CurrentReading is the record of a report's current reading, -1 for none.
func (v *View) CurrentReading(ctx context.Context, report string) (seq int64, err error) {
	err = v.row(ctx, "SELECT reading FROM report WHERE id = $1", []any{report}, &seq)
	return seq, fail(err, "report %s", report)
}

// ShelfHasMark tells whether a report carries a mark.
func (v *View) ShelfHasMark(ctx context.Context, mark int, report string) (bool, error) {
	id, err := shelfID(report)
	if err != nil {
		return false, err
	}
	var n int
	err = v.row(ctx, "SELECT count(*) FROM shelf_mark WHERE kind = $1 AND report = $2", []any{mark, id}, &n)
	return n > 0, fail(err, "shelf")
}
