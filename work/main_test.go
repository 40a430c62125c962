package work_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// server is the PostgreSQL server of this package's tests, nil without one.
var server *ledgertest.Server

func TestMain(m *testing.M) {
	s, ok, err := ledgertest.Start()
	if err != nil {
		fmt.Fprintln(os.Stderr, "start PostgreSQL:", err)
		os.Exit(1)
	}
	if ok {
		server = s
	}
	code := m.Run()
	if ok {
		s.Stop()
	}
	os.Exit(code)
}

func address(t testing.TB, backend string) string {
	if backend == "postgres" {
		return ledgertest.Postgres(t, server)
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
