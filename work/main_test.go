package work_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// started is the PostgreSQL server of this package's tests, once one needs it;
// nil where none is installed.
var started *ledgertest.Server

var server = sync.OnceValue(func() *ledgertest.Server {
	s, ok, err := ledgertest.Start()
	if err != nil {
		panic(fmt.Sprint("start PostgreSQL: ", err))
	}
	if ok {
		started = s
	}
	return started
})

func TestMain(m *testing.M) {
	code := m.Run()
	if started != nil {
		started.Stop()
	}
	os.Exit(code)
}

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
