package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/work"
)

// queued fills an empty ledger with reports that wait to be read.
func queued(t *testing.T, db string, rows string) (n int) {
	t.Helper()
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	q, err := work.OpenQueue(t.Context(), l, work.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := &work.Intake{Ledger: l, Queue: q, By: "test", Workers: max(4, strings.Count(rows, "\n")/10), // batches small enough for all workers to have some
		Stdin: strings.NewReader(rows), Fail: func(err error) { t.Fatal(err) }}
	if err := errors.Join(in.Add(t.Context(), "-"), in.Flush(t.Context())); err != nil {
		t.Fatal(err)
	}
	return len(in.Fresh)
}

// worker is a sayso worker in a process of its own.
type worker struct {
	*exec.Cmd
	said  bytes.Buffer
	ready chan struct{} // closed when it says that it is
	ended sync.WaitGroup
}

// startWorker starts a worker, which sends itself to spoke with its first report.
func startWorker(t *testing.T, db string, spoke chan<- *worker) *worker {
	t.Helper()
	w := &worker{Cmd: asSayso(context.Background(), "worker", "-j", "1", "--db", db), ready: make(chan struct{})}
	out, err := w.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	said, err := w.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Process.Kill() })
	w.ended.Go(func() {
		once := sync.OnceFunc(func() { close(w.ready) })
		defer once()
		for s := bufio.NewScanner(said); s.Scan(); once() {
			fmt.Fprintln(&w.said, s.Text())
		}
	})
	w.ended.Go(func() {
		s := bufio.NewScanner(out)
		if s.Scan() {
			spoke <- w
		}
		for s.Scan() {
		}
	})
	return w
}

// stop ends a worker as Ctrl-C does and is the processor time it took. One
// that does not end says what it is busy with.
func (w *worker) stop(t *testing.T) time.Duration {
	t.Helper()
	w.Process.Signal(os.Interrupt)
	stuck := time.AfterFunc(2*time.Minute, func() { w.Process.Signal(syscall.SIGQUIT) })
	defer stuck.Stop()
	w.ended.Wait()
	if err := w.Wait(); err != nil {
		t.Errorf("worker: %v: %s", err, &w.said)
	}
	return w.ProcessState.UserTime() + w.ProcessState.SystemTime()
}

// idle waits until everything is read and related.
func idle(t *testing.T, db string) {
	t.Helper()
	last := ""
	for began := time.Now(); time.Since(began) < 10*time.Minute; time.Sleep(time.Second / 2) {
		pool, err := sql.Open("pgx", db)
		if err != nil {
			t.Fatal(err)
		}
		left := -1
		err = pool.QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM river_job WHERE state NOT IN ('completed', 'discarded', 'cancelled')) +
			(SELECT count(*) FROM shelf_mark) + (SELECT count(*) FROM report WHERE reading < 0)`).Scan(&left)
		pool.Close()
		if err == nil && left == 0 { // an error: the server is away
			return
		}
		last = fmt.Sprintf("%d left, %v", left, err)
	}
	t.Fatalf("the workers did not come to an end: %s", last)
}

// facts are all facts of a ledger, which must verify and hold n reports that
// were read once each.
func facts(t *testing.T, db string, n int) map[string]string {
	t.Helper()
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	v, err := l.Verify(t.Context(), nil)
	if err != nil || !v.Fits() || v.Reports != int64(n) {
		t.Fatalf("%+v %v", v, err)
	}
	out := map[string]string{}
	err = l.View(t.Context(), func(v *ledger.View) error {
		for _, kind := range []string{work.FactOrigin, work.FactStory, work.FactRelated, work.FactLink, ledger.FactStanding} {
			for f, err := range v.Facts(t.Context(), kind) {
				if err != nil {
					return err
				}
				var b bytes.Buffer
				if err := json.Compact(&b, f.Body); err != nil {
					return err
				}
				out[kind+" "+f.Key] = b.String()
			}
		}
		times := map[string]int{}
		for r, err := range v.Records(t.Context(), 0) {
			if err != nil {
				return err
			}
			if r.Kind == ledger.KindReading {
				times[r.Key]++
			}
		}
		if len(times) != n {
			t.Errorf("%d reports of %d were read", len(times), n)
		}
		for id, k := range times {
			if k != 1 {
				t.Errorf("report %s was read %d times", id, k)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// effort is how often the workers related and how many steps that took.
func effort(t *testing.T, db string) (passes, steps int) {
	t.Helper()
	pool, err := sql.Open("pgx", db)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	err = pool.QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM river_job WHERE kind = 'relate'), (SELECT value FROM shelf_state WHERE name = 'turn')`).Scan(&passes, &steps)
	if err != nil {
		t.Fatal(err)
	}
	return passes, steps
}

// Workers in 1, 2 and 4 processes bring a ledger to the same state, though one
// of them is killed in the middle of a batch and the server crashes. With
// SAYSO_REPORTS, a file of JSON Lines, it says what a report costs.
func TestWorkers(t *testing.T) {
	s, ok, err := ledgertest.Start()
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		s = nil
	} else {
		t.Cleanup(s.Stop)
	}
	rows := shortReports(0, 24)
	file := os.Getenv("SAYSO_REPORTS")
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rows = string(b)
	}
	var want map[string]string
	var start time.Duration // processor time of a worker's start
	for _, n := range []int{1, 2, 4} {
		for _, faults := range []bool{false, true} {
			if n == 1 && faults {
				continue
			}
			db := ledgertest.Postgres(t, s)
			reports := queued(t, db, rows)
			began := time.Now()
			var all []*worker
			spoke := make(chan *worker, n)
			for range n {
				all = append(all, startWorker(t, db, spoke))
			}
			for _, w := range all {
				<-w.ready
			}
			if faults {
				var victim *worker
				select {
				case victim = <-spoke: // not a certain one: on a fast machine the others may leave it nothing
				case <-time.After(5 * time.Minute):
					t.Fatal("no worker read a report")
				}
				victim.Process.Kill()
				victim.Wait()
				all = slices.DeleteFunc(all, func(w *worker) bool { return w == victim })
				time.Sleep(200 * time.Millisecond)
				if err := s.Down(true); err != nil {
					t.Fatal(err)
				}
				if err := s.Up(); err != nil {
					t.Fatal(err)
				}
			}
			idle(t, db)
			var took time.Duration
			for _, w := range all {
				took += w.stop(t)
			}
			got := facts(t, db, reports)
			if n == 1 {
				want = got
				w := startWorker(t, db, make(chan *worker, 1))
				time.Sleep(2 * time.Second)
				start = w.stop(t) // with nothing to do
			}
			took -= time.Duration(n) * start
			passes, steps := effort(t, db)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%d workers, faults %v: not the state that one worker brings about (- one, + these):\n%s", n, faults, d)
			}
			what := "undisturbed"
			if faults {
				what = "one killed in mid-batch, the server crashed once"
			}
			t.Logf("%d workers, %s: %d reports, %d facts in %d passes and %d steps, %.1f ms of the workers' processor time a report, beside their start; %.0f s", n, what, reports, len(got),
				passes, steps, float64(took.Milliseconds())/float64(reports), time.Since(began).Seconds())
		}
	}
	if len(want) < 24 {
		t.Errorf("only %d facts: the test shows nothing", len(want))
	}
}
