package ledger

import (
	"context"
	"database/sql"
	"sync"
)

// again keeps the statements that a view asks again and again: SQLite takes
// longer to parse one of them than to answer it. The server's driver keeps its
// own.
type again struct {
	mu    sync.Mutex
	ready map[string]*sql.Stmt // nil: asked once so far
}

// How many statements are kept ready, and the length from which on one is
// taken to list what it looks for, and not to come again.
const (
	mostReady = 64
	longQuery = 1000
)

// rows calls each on every row of a query of a fixed text. each must not look
// at the ledger.
func (v *View) rows(ctx context.Context, query string, args []any, each func(*sql.Rows) error) error {
	v.again.mu.Lock()
	defer v.again.mu.Unlock()
	var rows *sql.Rows
	var err error
	if s := v.statement(ctx, query); s != nil {
		rows, err = s.QueryContext(context.WithoutCancel(ctx), args...) // the transaction ends with ctx; SQLite's driver watches it for each query else
	} else {
		rows, err = v.q.QueryContext(ctx, query, args...)
	}
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// row is rows for a query of one row, or sql.ErrNoRows.
func (v *View) row(ctx context.Context, query string, args []any, into ...any) error {
	none := true
	err := v.rows(ctx, query, args, func(r *sql.Rows) error {
		none = false
		return r.Scan(into...)
	})
	if err == nil && none {
		return sql.ErrNoRows
	}
	return err
}

// statement is a query's, made ready when it is asked for the second time; nil
// where it has to be asked as it is. It ends with the transaction.
func (v *View) statement(ctx context.Context, query string) *sql.Stmt {
	tx, ok := v.q.(*sql.Tx)
	if _, l := v.d.(lite); !ok || !l {
		return nil
	}
	s, met := v.again.ready[query]
	switch {
	case s != nil:
		return s
	case !met && (len(v.again.ready) >= mostReady || len(query) > longQuery):
		return nil
	case !met:
		if v.again.ready == nil {
			v.again.ready = map[string]*sql.Stmt{}
		}
		v.again.ready[query] = nil
		return nil
	}
	s, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return nil // asking it says why
	}
	v.again.ready[query] = s
	return s
}

// exec writes by a statement of a fixed text.
func (v *View) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	v.again.mu.Lock()
	defer v.again.mu.Unlock()
	if s := v.statement(ctx, query); s != nil {
		return s.ExecContext(context.WithoutCancel(ctx), args...)
	}
	return v.q.ExecContext(ctx, query, args...)
}

// ready is the view's transaction, which keeps statements ready.
func (v *View) ready() querier { return ready{v.q, v} }

type ready struct {
	querier
	v *View
}

func (r ready) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return r.v.exec(ctx, query, args...)
}
