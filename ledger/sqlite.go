package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver
)

// lite is SQLite: one file, one writer at a time, readers beside it.
type lite struct{}

// What connections keep of the file in memory, in KiB each, and how much of it
// readers map into theirs, in bytes: they share that with all that look at the
// file, and the system takes it back when it needs it. To the writer a map would
// be of no use.
const (
	writerCache = 32_000
	readerCache = 8_000
	readerMap   = 256 << 20
)

// openSQLite opens a writer of one connection and a pool of readers. Every
// commit is on disk when it returns (WAL, synchronous=FULL).
func openSQLite(ctx context.Context, path string) (dialect, *sql.DB, *sql.DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, nil, nil, err
	}
	if i, err := os.Stat(path); err == nil && i.IsDir() {
		return nil, nil, nil, fmt.Errorf("%w: it is a folder", ErrForeign)
	} else if errors.Is(err, fs.ErrNotExist) {
		// It will hold keys and sealed texts: nobody else's to read, nor is what
		// SQLite keeps beside it, which has the modes of the file.
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, nil, nil, err
		}
		if err := f.Close(); err != nil {
			return nil, nil, nil, err
		}
	}
	dsn := func(lock string, cache, mapped int) string {
		if unwritable(path) {
			return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: "mode=ro&immutable=1"}).String()
		}
		q := url.Values{"_pragma": {"busy_timeout(30000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", fmt.Sprintf("cache_size(-%d)", cache), fmt.Sprintf("mmap_size(%d)", mapped), "wal_autocheckpoint(4000)"},
			"_txlock": {lock}}
		return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
	}
	writer, err := sql.Open("sqlite", dsn("immediate", writerCache, 0))
	if err != nil {
		return nil, nil, nil, err
	}
	writer.SetMaxOpenConns(1)
	err = writer.PingContext(ctx)
	// To make a new file a WAL takes it alone for a moment, and SQLite does not wait for that.
	for n := 0; n < 100 && err != nil && errors.Is(sortError(err), ErrBusy); n++ {
		time.Sleep(20 * time.Millisecond)
		err = writer.PingContext(ctx)
	}
	if err != nil {
		writer.Close()
		return nil, nil, nil, err
	}
	reader, err := sql.Open("sqlite", dsn("deferred", readerCache, readerMap))
	if err != nil {
		writer.Close()
		return nil, nil, nil, err
	}
	reader.SetMaxOpenConns(8)
	reader.SetMaxIdleConns(8)
	return lite{}, writer, reader, nil
}

// unwritable tells whether the ledger at a path lies where nothing can be
// written, and was closed in good order: then it can be looked into without the
// files that SQLite keeps beside it.
func unwritable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		f.Close()
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return false
	}
	i, err := os.Stat(path + "-wal")
	return errors.Is(err, fs.ErrNotExist) || err == nil && i.Size() == 0
}

func (lite) goose() (goose.Dialect, string) { return goose.DialectSQLite3, "schema/sqlite" }

// lock has nothing to do: the transaction began as the writer.
func (lite) lock(context.Context, querier) error { return nil }

func (lite) putClaims(ctx context.Context, q querier, rows []claimRow) error {
	var state []any
	words := make([][2]any, len(rows))
	for i, r := range rows {
		state = append(state, r.columns()...)
		words[i] = [2]any{r.num, strings.Join(slices.Concat(r.words, r.pairs), " ")}
	}
	if err := insert(ctx, lite{}, q, "INSERT INTO claim ("+claimColumns+") VALUES", 12, "", "", state); err != nil {
		return err
	}
	all, err := marshal(words)
	if err != nil {
		return err
	}
	// In one statement: before each the index writes down what it has gathered.
	_, err = q.ExecContext(ctx, "INSERT INTO claim_words (rowid, words) SELECT value ->> 0, value ->> 1 FROM json_each($1)", string(all))
	return err
}

func (lite) dropClaims(ctx context.Context, q querier, report int64) error {
	if _, err := q.ExecContext(ctx, "DELETE FROM claim_words WHERE rowid IN (SELECT num FROM claim WHERE report = $1)", report); err != nil {
		return err
	}
	_, err := q.ExecContext(ctx, "DELETE FROM claim WHERE report = $1", report)
	return err
}

func (lite) match(all [][]string) (join, where string, arg any) {
	var b strings.Builder
	for i, any := range all {
		if i > 0 {
			b.WriteString(" AND ")
		}
		b.WriteByte('(')
		for j, t := range any {
			if j > 0 {
				b.WriteString(" OR ")
			}
			word, prefix := strings.CutSuffix(t, "*")
			b.WriteString(`"` + word + `"`)
			if prefix {
				b.WriteByte('*')
			}
		}
		b.WriteByte(')')
	}
	return "claim_words w JOIN claim c ON c.num = w.rowid", "claim_words MATCH $1 AND w.rowid < $2", b.String()
}

func (lite) newest() int64 { return 0 }

// beginnings is false: the index makes a list of all claims for each.
func (lite) beginnings() bool { return false }

// param has no number: SQLite looks numbers up by name, one after the other.
func (lite) param(int) string { return "?" }

func (lite) among(param int, list []int64) (string, any) {
	b, _ := json.Marshal(list) // integers always can
	return fmt.Sprintf("IN (SELECT value FROM json_each($%d))", param), string(b)
}

func (l lite) each(param int, list []int64) (string, any) {
	b, _ := json.Marshal(list) // integers always can
	return fmt.Sprintf("json_each($%d) k", param), string(b)
}

func (lite) terms() string { return "SELECT doc, term FROM claim_vocab" }

func (lite) check(ctx context.Context, q querier) ([]string, error) {
	rows, err := q.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return out, err
		}
		if s != "ok" {
			out = append(out, s)
		}
	}
	return out, rows.Err()
}

func (lite) overwrite(ctx context.Context, q querier) error {
	_, err := q.ExecContext(ctx, "PRAGMA secure_delete = ON")
	return err
}

// scrub empties the write-ahead log after a delete that overwrote its bytes.
func (lite) scrub(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}
