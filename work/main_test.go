package work_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/work"
)

// server is the PostgreSQL server of this package's tests, once one needs it;
// nil where none is installed.
var server = sync.OnceValue(func() *ledgertest.Server {
	s, ok, err := ledgertest.Start()
	if err != nil {
		panic(fmt.Sprint("start PostgreSQL: ", err))
	}
	if ok {
		work.AfterTests = append(work.AfterTests, s.Stop)
		return s
	}
	return nil
})

func address(t testing.TB, backend string) string {
	if backend == "postgres" {
		return ledgertest.Postgres(t, server())
	}
	return filepath.Join(t.TempDir(), "ledger.db")
}

func openLedger(t testing.TB, backend string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), address(t, backend))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}
