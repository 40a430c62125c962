package work

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
)

// The environment by which this test's own program is a watch instead.
const (
	watchLedger = "SAYSO_TEST_WATCH"
	watchHost   = "SAYSO_TEST_WATCH_HOST"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(watchLedger); path != "" {
		if err := watchOnce(path, os.Getenv(watchHost)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	for _, stop := range AfterTests {
		stop()
	}
	os.Exit(code)
}

// AfterTests are called when all tests have run.
var AfterTests []func()

func watchOnce(path, host string) error {
	ctx := context.Background()
	l, err := ledger.Open(ctx, path)
	if err != nil {
		return err
	}
	defer l.Close()
	q, err := OpenQueue(ctx, l, Options{})
	if err != nil {
		return err
	}
	w := &Watch{Ledger: l, Queue: q, Fetcher: &capture.Fetcher{Allow: []string{host}, MaxBytes: 1 << 19, Timeout: 300 * time.Millisecond}, By: "test", Every: 0, Rest: time.Millisecond, Tell: func(string, string, bool) {}}
	_, _, err = w.Round(ctx)
	return err
}

// A watch that is killed at any moment, again and again, has lost nothing and
// taken nothing twice once one comes to its end; the record proves itself after
// every kill.
func TestWatchKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs processes")
	}
	site, good, _ := newsSite(t, 120)
	host := strings.TrimPrefix(site.URL, "http://")
	path := filepath.Join(t.TempDir(), "l.db")
	l, err := ledger.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Follow(t.Context(), l, "test", []capture.Subscription{{URL: site.URL + "/feed"}}, nil); err != nil {
		t.Fatal(err)
	}
	l.Close()
	run := func(patience time.Duration) (killed bool) {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), watchLedger+"="+path, watchHost+"="+host)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- c.Wait() }()
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return false
		case <-time.After(patience):
			c.Process.Kill() // SIGKILL
			<-done
			return true
		}
	}
	kills := 0
	for i := range 60 {
		if !run(time.Duration(40+37*i%400) * time.Millisecond) {
			break
		}
		kills++
		l, err := ledger.Open(t.Context(), path)
		if err != nil {
			t.Fatalf("after kill %d: %v", kills, err)
		}
		if _, err := l.Verify(t.Context(), nil); err != nil {
			t.Fatalf("after kill %d: %v", kills, err)
		}
		for u, n := range reports(t, l) {
			if n != 1 {
				t.Fatalf("after kill %d: %s %d times", kills, u, n)
			}
		}
		l.Close()
	}
	for run(time.Minute) {
		t.Fatal("it does not come to an end")
	}
	if l, err = ledger.Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	urls := reports(t, l)
	if len(urls) != good {
		t.Errorf("%d reports, want %d", len(urls), good)
	}
	var queued int
	db, _ := l.Pool()
	if err := db.QueryRow("SELECT count(*) FROM river_job WHERE kind = 'read'").Scan(&queued); err != nil || queued != good {
		t.Errorf("%d readings are queued, %v; want %d", queued, err, good)
	}
	t.Logf("%d kills, %d reports, each once", kills, len(urls))
}
