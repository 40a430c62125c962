package ledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed schema
var schema embed.FS

// Ledger is an open ledger. It is safe for concurrent use, by several
// processes too.
type Ledger struct {
	d      dialect
	writer *sql.DB
	reader *sql.DB
	now    func() time.Time
	veil   func(context.Context, *View) (*Veil, error) // nil where all is shown

	unpaired bool // its schema is from before pairs of words were indexed
}

// dialect is what SQLite and PostgreSQL do differently.
type dialect interface {
	goose() (goose.Dialect, string)
	// lock makes this transaction the only one that appends until it ends.
	lock(ctx context.Context, q querier) error
	// putClaims makes claims findable; dropClaims takes a report's out again.
	putClaims(ctx context.Context, q querier, rows []claimRow) error
	dropClaims(ctx context.Context, q querier, report int64) error
	// match is the SQL that tells which claims carry the words, and its argument.
	match(all [][]string) (join, where string, arg any)
	// newest is how many of the newest claims are looked through one by one
	// before the index is asked, which sorts all that it finds; 0 where it finds
	// the newest first.
	newest() int64
	// beginnings tells whether the index looks for beginnings of words as fast as
	// for words.
	beginnings() bool
	// param is the n-th parameter of a statement that names each once, in order.
	param(n int) string
	// among is the SQL, after a column, that tells whether it is one of list,
	// the parameter of a number.
	among(param int, list []int64) (string, any)
	// each is the SQL of a table k whose column value holds list, the parameter
	// of a number.
	each(param int, list []int64) (string, any)
	// terms is the SQL that lists the index: a claim's number and a term a row.
	terms() string
	// check looks for damage that the record itself cannot show.
	check(ctx context.Context, q querier) ([]string, error)
	// overwrite makes the transaction's deletes overwrite what they delete.
	overwrite(ctx context.Context, q querier) error
	// scrub makes what was deleted unreadable in the files.
	scrub(ctx context.Context, db *sql.DB) error
}

// querier is a transaction or a pool.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Open opens the ledger at a path (SQLite, made when it is not there) or at a
// postgres:// address, and brings its schema up to date.
func Open(ctx context.Context, db string) (*Ledger, error) {
	l := &Ledger{now: time.Now}
	var err error
	if IsServer(db) {
		l.d, l.writer, err = openPostgres(db)
		l.reader = l.writer
	} else {
		l.d, l.writer, l.reader, err = openSQLite(ctx, db)
	}
	if err != nil {
		return nil, fail(err, "open %s", Redacted(db))
	}
	if err := l.migrate(ctx, 0); err != nil {
		l.Close()
		return nil, fail(err, "open %s", Redacted(db))
	}
	return l, nil
}

// IsServer tells an address of PostgreSQL from a path.
func IsServer(db string) bool {
	return strings.HasPrefix(db, "postgres://") || strings.HasPrefix(db, "postgresql://")
}

// Redacted is db without a password, fit for messages.
func Redacted(db string) string {
	if !IsServer(db) {
		return db
	}
	scheme, rest, _ := strings.Cut(db, "://")
	if user, host, ok := strings.Cut(rest, "@"); ok {
		name, _, _ := strings.Cut(user, ":")
		return scheme + "://" + name + "@" + host
	}
	return db
}

// Close lets go of the ledger.
func (l *Ledger) Close() error {
	err := l.writer.Close()
	if l.reader != l.writer {
		err = errors.Join(err, l.reader.Close())
	}
	return err
}

// Pool is the database that appends go through, for a queue that keeps its
// jobs beside the ledger, and whether it is a PostgreSQL server.
func (l *Ledger) Pool() (db *sql.DB, server bool) { return l.writer, l.reader == l.writer }

// View calls f with one consistent state.
func (l *Ledger) View(ctx context.Context, f func(*View) error) error {
	tx, err := l.reader.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return fail(err, "look")
	}
	defer tx.Rollback()
	v := &View{q: tx, d: l.d}
	if l.veil != nil {
		if v.veil, err = l.veil(ctx, &View{q: tx, d: l.d}); err != nil {
			return sorted(err)
		}
	}
	return sorted(f(v))
}

// Writable tells why the ledger cannot be written to, nil where it can. It changes
// nothing.
func (l *Ledger) Writable(ctx context.Context) error {
	_, err := l.writer.ExecContext(ctx, "UPDATE report SET id = id WHERE 1 = 0")
	return fail(err, "write")
}

// Append calls f and commits what it appended, all or nothing. Appends take
// turns, across processes too; do slow work before.
func (l *Ledger) Append(ctx context.Context, f func(*Tx) error) error {
	tx, err := l.writer.BeginTx(ctx, nil)
	if err != nil {
		return fail(err, "append")
	}
	defer tx.Rollback()
	if err := l.Within(ctx, tx, f); err != nil {
		return sorted(err)
	}
	return fail(tx.Commit(), "append")
}

// Within is Append inside a transaction that the caller began on Pool and
// will commit, so that a job's end and its writes share one fate.
func (l *Ledger) Within(ctx context.Context, tx *sql.Tx, f func(*Tx) error) error {
	if l.veil != nil {
		return errVeiled()
	}
	if err := l.d.lock(ctx, tx); err != nil {
		return err
	}
	t := &Tx{View: View{q: tx, d: l.d}, now: l.now, unpaired: l.unpaired}
	if err := f(t); err != nil {
		return err
	}
	return t.flush(ctx)
}

// migrate brings the schema to version, the newest for 0.
func (l *Ledger) migrate(ctx context.Context, version int64) error {
	d, dir := l.d.goose()
	files, err := fs.Sub(schema, dir)
	if err != nil {
		return err
	}
	var last error
	for try := range 20 {
		p, err := goose.NewProvider(d, l.writer, files)
		if err != nil {
			return err
		}
		current, target, err := p.GetVersions(ctx)
		if err == nil && current > target {
			return fmt.Errorf("%w: its schema is %d, this program knows %d", ErrNewer, current, target)
		}
		if err == nil && current == target {
			return nil
		}
		if version > 0 {
			_, err = p.UpTo(ctx, version)
		} else if err == nil || version == 0 {
			_, err = p.Up(ctx)
		}
		if err == nil {
			return nil
		}
		// Another process may be at the same step: look again a little later.
		if last = err; errors.Is(sortError(err), ErrReadOnly) || errors.Is(sortError(err), ErrForeign) || errors.Is(sortError(err), ErrCorrupt) ||
			errors.Is(sortError(err), ErrFull) || errors.Is(sortError(err), ErrUnreached) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try+1) * 10 * time.Millisecond):
		}
	}
	return last
}
