package ledger

import (
	"context"
	"time"
)

// The ledgers of tests are small: so few claims are looked through first that
// both ways of searching are gone.
func init() { newestTried, newestFirst = 25, 40 }

// OpenAt opens a ledger, new or not, with the schema of an earlier version.
func OpenAt(ctx context.Context, db string, version int64) (*Ledger, error) {
	l := &Ledger{now: time.Now}
	var err error
	if IsServer(db) {
		l.d, l.writer, err = openPostgres(db)
		l.reader = l.writer
	} else {
		l.d, l.writer, l.reader, err = openSQLite(ctx, db)
	}
	if err != nil {
		return nil, err
	}
	l.unpaired = version < 3
	return l, l.migrate(ctx, version)
}

// SchemaVersions is how many versions of the schema there are.
func SchemaVersions() (n int64) {
	files, _ := schema.ReadDir("schema/sqlite")
	return int64(len(files))
}
