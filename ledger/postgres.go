package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// pg is PostgreSQL 15 and later.
type pg struct{}

func openPostgres(address string) (dialect, *sql.DB, error) {
	c, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, nil, err
	}
	// A search's plan depends on how common its words are.
	c.RuntimeParams["plan_cache_mode"] = "force_custom_plan"
	c.RuntimeParams["jit"] = "off"
	db := stdlib.OpenDB(*c)
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(8)
	return pg{}, db, nil
}

func (pg) goose() (goose.Dialect, string) { return goose.DialectPostgres, "schema/postgres" }

// appendLock is the advisory lock of the appending transaction.
const appendLock = 0x7361_7973_6f01

func (pg) lock(ctx context.Context, q querier) error {
	_, err := q.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(appendLock))
	return err
}

func (pg) putClaims(ctx context.Context, q querier, rows []claimRow) error {
	var args []any
	for _, r := range rows {
		args = append(append(args, r.columns()...), slices.Concat(r.words, r.pairs))
	}
	return insert(ctx, pg{}, q, "INSERT INTO claim ("+claimColumns+", words) VALUES", 13, "array_to_tsvector($%d::text[])", "", args)
}

func (pg) dropClaims(ctx context.Context, q querier, report int64) error {
	_, err := q.ExecContext(ctx, "DELETE FROM claim WHERE report = $1", report)
	return err
}

func (pg) match(all [][]string) (join, where string, arg any) {
	var b strings.Builder
	for i, any := range all {
		if i > 0 {
			b.WriteString(" & ")
		}
		b.WriteByte('(')
		for j, t := range any {
			if j > 0 {
				b.WriteString(" | ")
			}
			word, prefix := strings.CutSuffix(t, "*")
			b.WriteString("'" + word + "'")
			if prefix {
				b.WriteString(":*")
			}
		}
		b.WriteByte(')')
	}
	return "claim c", "c.words @@ $1::tsquery AND c.num < $2", b.String()
}

func (pg) newest() int64 { return newestFirst }

func (pg) beginnings() bool { return true }

func (pg) param(n int) string { return "$" + strconv.Itoa(n) }

func (pg) among(param int, list []int64) (string, any) {
	return fmt.Sprintf("= ANY($%d::bigint[])", param), list
}

func (pg) each(param int, list []int64) (string, any) {
	return fmt.Sprintf("unnest($%d::bigint[]) AS k(value)", param), list
}

func (pg) terms() string { return "SELECT c.num, w.lexeme FROM claim c, unnest(c.words) w" }

func (pg) check(context.Context, querier) ([]string, error) { return nil, nil }

func (pg) overwrite(context.Context, querier) error { return nil }

// scrub vacuums the keys away.
func (pg) scrub(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "VACUUM seal_key")
	return err
}
