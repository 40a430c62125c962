package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/reading"
)

// asSayso is a command that runs sayso as a process of its own.
func asSayso(ctx context.Context, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	c := exec.CommandContext(ctx, self)
	c.Args = append([]string{"sayso"}, args...) // the test binary is sayso under that name
	return c
}

// onBackends runs f on an empty ledger of each backend.
func onBackends(t *testing.T, f func(t *testing.T, db string)) {
	t.Run("sqlite", func(t *testing.T) { f(t, filepath.Join(t.TempDir(), "ledger.db")) })
	t.Run("postgres", func(t *testing.T) {
		s, ok, err := ledgertest.Start()
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			t.Cleanup(s.Stop)
		} else {
			s = nil
		}
		f(t, ledgertest.Postgres(t, s))
	})
}

// shortReports are reports of a few words, as JSON Lines, no two alike.
func shortReports(from, n int) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, `{"text":"The harbour master of Port %s said on Tuesday that %d crates were missing. Police will search the quay.\n","outlet":"Port %s Post","published":"2024-03-%02d"}`+"\n",
			ledgertest.Name(i), i+2, ledgertest.Name(i/3), 1+i%28)
	}
	return b.String()
}

// TestKilledAdd kills sayso add at random moments, SAYSO_KILLS times: what a
// finished one acknowledged stays, every file is there whole or not at all, and
// the next add takes up what was left undone.
func TestKilledAdd(t *testing.T) {
	kills := 3
	if n, err := strconv.Atoi(os.Getenv("SAYSO_KILLS")); err == nil {
		kills = n
	}
	onBackends(t, func(t *testing.T, db string) {
		const each = 4
		dir := t.TempDir()
		rng := rand.New(rand.NewPCG(1, uint64(kills)))
		var sent []int // first reports of the files
		acked, killed := map[int]bool{}, 0
		var usual time.Duration
		for n := 0; killed < kills; n++ {
			file := filepath.Join(dir, fmt.Sprint(n, ".jsonl"))
			if err := os.WriteFile(file, []byte(shortReports(n*each, each)), 0o600); err != nil {
				t.Fatal(err)
			}
			sent = append(sent, n*each)
			c := asSayso(t.Context(), "add", "--db", db, file)
			var out, said bytes.Buffer
			c.Stdout, c.Stderr = &out, &said
			began := time.Now()
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			if n > 0 {
				moment := time.AfterFunc(time.Duration(rng.Float64()*1.1*float64(usual)), func() { c.Process.Kill() })
				defer moment.Stop()
			}
			err := c.Wait()
			switch {
			case err == nil && strings.Contains(out.String(), fmt.Sprint(each, " reports added")):
				acked[n] = true
				if usual = usual * 9 / 10; n == 0 {
					usual = time.Since(began)
				}
				checkSent(t, db, sent, each, acked, false)
			case err == nil:
				t.Fatalf("add said %q, %q", &out, &said)
			case c.ProcessState.ExitCode() != -1:
				t.Fatalf("add failed: %v: %s", err, &said)
			default:
				killed++
				usual = usual * 103 / 100 // some are to come to their end
				checkSent(t, db, sent, each, acked, false)
			}
		}
		out, err := asSayso(t.Context(), "add", "--db", db, filepath.Join(dir, "0.jsonl")).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		recorded := checkSent(t, db, sent, each, acked, true)
		t.Logf("killed %d times; %d files of %d reports were acknowledged and are there, %d recorded in all", killed, len(acked), each, recorded)
	})
}

// checkSent verifies the ledger and looks for the reports that were sent: all or
// none of a file, all of those acked. With read, every report
// must have been read, once.
func checkSent(t *testing.T, db string, sent []int, each int, acked map[int]bool, read bool) (files int) {
	t.Helper()
	if _, err := os.Stat(db); err != nil && !ledger.IsServer(db) {
		return 0 // killed before there was a ledger
	}
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	v, err := l.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !v.Fits() {
		t.Fatalf("after a kill it does not fit: %v", v.Misfits)
	}
	err = l.View(t.Context(), func(v *ledger.View) error {
		there := map[string]bool{}
		for i, err := range v.Reports(t.Context()) {
			if err != nil {
				return err
			}
			text, err := v.Text(t.Context(), i.ID)
			if err != nil {
				return err
			}
			there[text] = true
			if read && i.Reader != reading.ReaderVersion {
				t.Errorf("report %s was not read", i.ID)
			}
		}
		for n, first := range sent {
			have := 0
			for i := range each {
				one := shortReports(first+i, 1)
				text := one[len(`{"text":"`):strings.Index(one, `\n"`)] + "\n"
				if there[text] {
					have++
				}
			}
			if have != 0 && have != each || acked[n] && have != each {
				t.Fatalf("file %d: %d of %d reports are there", n, have, each)
			}
			if have > 0 {
				files++
			}
		}
		if !read {
			return nil
		}
		readings := map[string]int{}
		for r, err := range v.Records(t.Context(), 0) {
			if err != nil {
				return err
			}
			if r.Kind == ledger.KindReading {
				if readings[r.Key]++; readings[r.Key] > 1 {
					t.Errorf("report %s was read %d times", r.Key, readings[r.Key])
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
