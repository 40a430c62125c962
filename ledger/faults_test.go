package ledger_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// runChild appends reports, each in a transaction of its own, as a process
// beside the test's: what is "DB SEED N".
func runChild(what string) int {
	f := strings.Fields(what)
	seed, _ := strconv.ParseUint(f[1], 10, 64)
	n, _ := strconv.Atoi(f[2])
	ctx := context.Background()
	l, err := ledger.Open(ctx, f[0])
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer l.Close()
	g := ledgertest.New(seed)
	g.Claims = 3
	for range n {
		c, r := g.Next()
		err := l.Append(ctx, func(tx *ledger.Tx) error {
			info, _, err := tx.Capture(ctx, c)
			if err == nil {
				_, err = tx.Read(ctx, info.ID, r)
			}
			return err
		})
		if err != nil {
			fmt.Println(err)
			return 1
		}
	}
	return 0
}

func child(t *testing.T, db string, seed, n int) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), fmt.Sprintf("SAYSO_LEDGER_CHILD=%s %d %d", db, seed, n))
	return c
}

// Several processes append to one ledger, the first of them making it.
func TestProcessesTakeTurns(t *testing.T) {
	for _, b := range []string{"sqlite", "postgres"} {
		t.Run(b, func(t *testing.T) {
			db := address(t, b)
			const processes, each = 3, 20
			ended := make(chan error)
			for seed := range processes {
				go func() {
					out, err := child(t, db, seed+1, each).CombinedOutput()
					if err != nil {
						err = fmt.Errorf("%w: %s", err, out)
					}
					ended <- err
				}()
			}
			for range processes {
				if err := <-ended; err != nil {
					t.Error(err)
				}
			}
			if v := mustFit(t, open(t, db)); v.Reports != processes*each || v.Claims != processes*each*3 {
				t.Errorf("%+v", v)
			}
		})
	}
}

// some is a closed SQLite ledger with reports, facts, a decision and a shelf.
func some(t *testing.T, db string) {
	t.Helper()
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	ids := fill(t, l, ledgertest.New(9), 12)
	err = l.Append(t.Context(), func(tx *ledger.Tx) error {
		var rows []ledger.Shelved
		for i, id := range ids {
			rows = append(rows, ledger.Shelved{Report: id, First: 100 + i, Last: 100 + i, Read: 1, Topic: []int64{1}, Keys: []int64{1, int64(10 + i), int64(1000 + i)}})
		}
		if _, err := tx.Decide(t.Context(), ledger.Decision{Verb: ledger.Note, Subject: ids[0], Why: "looks odd", By: "ann"}); err != nil {
			return err
		}
		return errors.Join(tx.Shelve(t.Context(), rows), tx.PutShelfTies(t.Context(), []ledger.ShelfTie{{A: ids[1], B: ids[2], Strength: 1, Story: 2}}),
			tx.Put(t.Context(), "test", ledger.Fact{Kind: "story", Key: "s1", Body: []byte(`{"n":1}`), Terms: []string{ids[0]}}))
	})
	if err != nil {
		t.Fatal(err)
	}
	mustFit(t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

// content is every row of every table of a SQLite ledger, and whether it
// verifies.
func content(ctx context.Context, db string) (all []byte, fits bool, err error) {
	l, err := ledger.Open(ctx, db)
	if err != nil {
		return nil, false, err
	}
	defer l.Close()
	v, err := l.Verify(ctx, nil)
	if err != nil {
		return nil, false, err
	}
	pool, _ := l.Pool()
	tables, err := pool.QueryContext(ctx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
	if err != nil {
		return nil, false, err
	}
	defer tables.Close()
	var names []string
	for tables.Next() {
		var name string
		if err := tables.Scan(&name); err != nil {
			return nil, false, err
		}
		names = append(names, name)
	}
	var b bytes.Buffer
	for _, name := range names {
		if err := rowsOf(ctx, pool, name, &b); err != nil {
			return nil, false, fmt.Errorf("%s: %w: %w", name, ledger.ErrCorrupt, err)
		}
	}
	return b.Bytes(), v.Fits(), tables.Err()
}

func rowsOf(ctx context.Context, db *sql.DB, table string, b *bytes.Buffer) error {
	rows, err := db.QueryContext(ctx, "SELECT * FROM "+table)
	if err != nil {
		return err
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		row, at := make([]any, len(cols)), make([]any, len(cols))
		for i := range row {
			at[i] = &row[i]
		}
		if err := rows.Scan(at...); err != nil {
			return err
		}
		fmt.Fprintln(b, table, row)
	}
	return rows.Err()
}

// A byte altered anywhere in the file is found, unless it lies where nothing is
// kept: then nothing that the ledger holds has changed.
func TestAlteredBytesAreFound(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "ledger.db")
	some(t, whole)
	file, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	want, fits, err := content(t.Context(), whole)
	if err != nil || !fits {
		t.Fatal(fits, err)
	}
	rng := rand.New(rand.NewPCG(4, 4))
	found, idle := 0, 0
	n := 24
	if s := os.Getenv("SAYSO_BYTES"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	if testing.Short() {
		n = 15
	}
	for range n {
		at, bit := rng.IntN(len(file)), byte(1)<<rng.IntN(8)
		damaged := filepath.Join(t.TempDir(), "ledger.db")
		file[at] ^= bit
		if err := os.WriteFile(damaged, file, 0o600); err != nil {
			t.Fatal(err)
		}
		file[at] ^= bit
		got, fits, err := content(t.Context(), damaged)
		switch {
		case err == nil && fits && !bytes.Equal(got, want):
			t.Errorf("byte %d, bit %d: altered, and nothing is said of it: %s", at, bit, firstOther(want, got))
		case err == nil && fits:
			idle++
		case err != nil && !errors.Is(err, ledger.ErrCorrupt) && !errors.Is(err, ledger.ErrForeign) && !errors.Is(err, ledger.ErrNewer) && !errors.Is(err, ledger.ErrStore):
			t.Errorf("byte %d, bit %d: %v", at, bit, err)
		default:
			found++
		}
	}
	t.Logf("of %d altered bytes %d were found, %d lay where nothing is kept", n, found, idle)
	if found == 0 {
		t.Error("none was found")
	}
}

// firstOther is the first line of b that is not a's.
func firstOther(a, b []byte) string {
	was := strings.Split(string(a), "\n")
	for i, line := range strings.Split(string(b), "\n") {
		if i >= len(was) || line != was[i] {
			return line[:min(len(line), 200)]
		}
	}
	return "a line is missing"
}

// A file cut short is never taken for whole.
func TestTruncatedFileIsFound(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "ledger.db")
	some(t, whole)
	file, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, keep := range []int{len(file) - 1, len(file) - 4096, len(file) / 2, 4096, 100} {
		cut := filepath.Join(t.TempDir(), "ledger.db")
		if err := os.WriteFile(cut, file[:keep], 0o600); err != nil {
			t.Fatal(err)
		}
		_, fits, err := content(t.Context(), cut)
		if err == nil && fits {
			t.Errorf("%d of %d bytes are taken for the whole", keep, len(file))
		}
		if err != nil && !errors.Is(err, ledger.ErrCorrupt) && !errors.Is(err, ledger.ErrForeign) {
			t.Errorf("%d of %d bytes: %v", keep, len(file), err)
		}
	}
}

func TestReadOnlyFile(t *testing.T) {
	db := filepath.Join(t.TempDir(), "ledger.db")
	some(t, db)
	if os.Geteuid() == 0 {
		t.Skip("root may write to every file; TestNoRoomAndReadOnlyDisk covers it")
	}
	if err := errors.Join(os.Chmod(db, 0o400), os.Chmod(filepath.Dir(db), 0o500)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Dir(db), 0o700)
	readOnly(t, db)
}

// readOnly looks into a ledger that cannot be written to, and tries to.
func readOnly(t *testing.T, db string) {
	t.Helper()
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal("it cannot be looked into:", err)
	}
	defer l.Close()
	mustFit(t, l)
	err = l.Append(t.Context(), func(tx *ledger.Tx) error {
		_, err := tx.Decide(t.Context(), ledger.Decision{Verb: ledger.Note, Subject: "x", By: "ann"})
		return err
	})
	if !errors.Is(err, ledger.ErrReadOnly) {
		t.Error("appended:", err)
	}
}
