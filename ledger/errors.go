package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The errors of the ledger. Every error it returns wraps one of these, the
// context's error, or the error of a function given to View or Append.
var (
	ErrNotFound   = errors.New("not in the ledger")
	ErrReadOnly   = errors.New("the ledger cannot be written to")
	ErrFull       = errors.New("no room left for the ledger; nothing was added")
	ErrBusy       = errors.New("another program holds the ledger; nothing was added")
	ErrCorrupt    = errors.New("the ledger is damaged; keep the file, run verify, restore a backup")
	ErrForeign    = errors.New("not a ledger")
	ErrNewer      = errors.New("the ledger was written by a newer sayso")
	ErrUnreached  = errors.New("the ledger cannot be reached")
	ErrUngrounded = errors.New("a span lies outside the text; nothing was added")
	ErrMismatch   = errors.New("the reading is of another text; nothing was added")
	ErrNotEmpty   = errors.New("the ledger already holds something")
	ErrErased     = errors.New("the key of the sealed text was destroyed")
	ErrInput      = errors.New("not understood")
	ErrStore      = errors.New("the database failed")
)

// fail names what failed and sorts a database's error under the ledger's own.
func fail(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	op := fmt.Sprintf(format, args...)
	if kind := sortError(err); kind != nil {
		return fmt.Errorf("%s: %w: %w", op, kind, err)
	}
	return fmt.Errorf("%s: %w", op, err)
}

// sorted is err under the ledger's own kind where it is a database's.
func sorted(err error) error {
	if kind := sortError(err); kind != nil {
		return fmt.Errorf("%w: %w", kind, err)
	}
	return err
}

func sortError(err error) error {
	for _, known := range []error{ErrNotFound, ErrReadOnly, ErrFull, ErrBusy, ErrCorrupt, ErrForeign, ErrNewer, ErrUnreached,
		ErrUngrounded, ErrMismatch, ErrNotEmpty, ErrErased, ErrInput, ErrStore, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return nil
		}
	}
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() & 0xff {
		case sqlite3.SQLITE_READONLY:
			return ErrReadOnly
		case sqlite3.SQLITE_FULL:
			return ErrFull
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return ErrBusy
		case sqlite3.SQLITE_CORRUPT:
			return ErrCorrupt
		case sqlite3.SQLITE_NOTADB:
			return ErrForeign
		case sqlite3.SQLITE_CANTOPEN:
			return ErrUnreached
		case sqlite3.SQLITE_IOERR:
			if strings.Contains(err.Error(), "SHORT_READ") {
				return ErrCorrupt
			}
		}
		return ErrStore
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch {
		case pg.Code == "53100":
			return ErrFull
		case pg.Code == "25006" || pg.Code == "42501":
			return ErrReadOnly
		case strings.HasPrefix(pg.Code, "XX00"):
			return ErrCorrupt
		case strings.HasPrefix(pg.Code, "57P") || pg.Code == "53300" || strings.HasPrefix(pg.Code, "08"):
			return ErrUnreached
		}
		return ErrStore
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return ErrUnreached
	}
	return nil
}
