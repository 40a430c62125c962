package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// Many more at once than there are connections to the ledger are all answered
// while the ledger changes: nobody who holds one waits for somebody who needs
// one.
func TestCrowd(t *testing.T) {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	g := ledgertest.New(3)
	g.Claims = 5
	bring := func() error {
		c, r := g.Next()
		return l.Append(t.Context(), func(tx *ledger.Tx) error {
			i, _, err := tx.Capture(t.Context(), c)
			if err == nil {
				_, err = tx.Read(t.Context(), i.ID, r)
			}
			return err
		})
	}
	for range 10 {
		if err := bring(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := New(l, "ann")
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ask := func(path string) {
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, srv.URL+path, nil)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		defer resp.Body.Close()
		if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %v", path, resp.Status, err)
		}
	}
	ask("/api/v1/due")
	var crowd sync.WaitGroup
	for i := range 60 {
		crowd.Go(func() {
			paths := []string{"/", "/api/v1/due", "/due", "/api/v1/voices", "/api/v1/entities", "/voice"}
			for n := range 6 {
				ask(paths[(i+n)%len(paths)])
			}
		})
	}
	crowd.Go(func() {
		for range 30 {
			if err := bring(); err != nil {
				t.Error(err)
			}
		}
	})
	crowd.Wait()
}
