package work

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// BenchmarkScreen holds the names of 1,000 made-up reports against the real list
// beside the repository, once.
func BenchmarkScreen(b *testing.B) {
	list := "../../shared/corpora/sanctions/lists_2026/sdn.csv"
	if _, err := os.Stat(list); err != nil {
		b.Skip("no lists beside the repository")
	}
	l, err := ledger.Open(b.Context(), filepath.Join(b.TempDir(), "l.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	g := ledgertest.New(1)
	names := 0
	for range 10 {
		err := l.Append(b.Context(), func(t *ledger.Tx) error {
			for range 100 {
				c, r := g.Next()
				info, _, err := t.Capture(b.Context(), c)
				if err != nil {
					return err
				}
				if _, err := t.Read(b.Context(), info.ID, r); err != nil {
					return err
				}
				names += len(r.Entities)
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	s := Lists{Ledger: l, By: "bench"}
	if _, _, err := s.Add(b.Context(), "", list); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		if err := NoteNames(b.Context(), l); err != nil {
			b.Fatal(err)
		}
		if err := Screen(b.Context(), l); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(names), "names")
}
