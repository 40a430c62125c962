package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/terminal"
	"github.com/spf13/cobra"
)

// dbFlag is the flag that says where the ledger is.
func dbFlag(c *cobra.Command, db *string) {
	c.Flags().StringVar(db, "db", defaultDB(), "the ledger: a file, or postgres://user@host/name")
}

// defaultDB is a file in the user's data directory.
func defaultDB() string {
	dir := os.Getenv("XDG_DATA_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "sayso.db"
		}
		dir = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(dir, "sayso", "ledger.db")
}

// withLedger opens a ledger that is there for f.
func withLedger(ctx context.Context, db string, f func(*ledger.Ledger) error) error {
	if !ledger.IsServer(db) {
		if _, err := os.Stat(db); errors.Is(err, fs.ErrNotExist) {
			return exit{exitUnread, fmt.Errorf("there is no ledger at %s: sayso add FILE makes one, --db names another", db)}
		} else if err != nil {
			return exit{exitUnread, err}
		}
	}
	return makeLedger(ctx, db, f)
}

// makeLedger opens a ledger for f, and makes it when it is not there.
func makeLedger(ctx context.Context, db string, f func(*ledger.Ledger) error) (err error) {
	if !ledger.IsServer(db) {
		if err := os.MkdirAll(filepath.Dir(db), 0o700); err != nil {
			return exit{exitUnread, err}
		}
	}
	l, err := ledger.Open(ctx, db)
	if err != nil {
		return exit{exitUnread, err}
	}
	defer func() {
		if e := l.Close(); err == nil {
			err = e
		}
	}()
	return f(l)
}

// formatFlag is --format where it is text or json; wrong values are refused.
func formatFlag(c *cobra.Command, format *string, lines string) {
	c.Flags().StringVar(format, "format", "text", "text or json ("+lines+")")
	choices(c, "format", "text", "json")
	c.PreRunE = func(*cobra.Command, []string) error {
		if *format != "text" && *format != "json" {
			return fmt.Errorf("--format %q: it is text or json", *format)
		}
		return nil
	}
}

// oneOf refuses a flag's value that is neither empty nor one of those allowed.
func oneOf[T ~string](flag string, value T, allowed ...T) error {
	if value == "" || slices.Contains(allowed, value) {
		return nil
	}
	var names []string
	for _, a := range allowed {
		names = append(names, string(a))
	}
	return fmt.Errorf("--%s %q: it is %s or %s", flag, value, strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
}

// jsonLine writes v as one line of JSON.
func jsonLine(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func newVerify(stderr *os.File) *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "verify",
		Short: "Recompute every hash, span and quote of the ledger",
		Long: `Recompute every hash, span and quote, the tree over all records and the state
that follows from them. What does not fit is listed, the first record first
(exit code 1). Whether the ledger still is the one of an earlier day, and was not
written anew, is what sayso log check tells.`,
		Example: `  sayso verify
  sayso verify --db team.db`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				bar, err := recordBar(c.Context(), l, stderr)
				if err != nil {
					return err
				}
				v, err := l.Verify(c.Context(), bar.show)
				bar.Clear()
				if err != nil {
					return exit{exitUnread, err}
				}
				for _, m := range v.Misfits {
					fmt.Fprintln(c.OutOrStdout(), m)
				}
				fmt.Fprintf(c.OutOrStdout(), "%d records, %d reports, %d claims, %d spans; root %s\n", v.Records, v.Reports, v.Claims, v.Spans, v.Root)
				if !v.Fits() {
					return exit{exitUnread, fmt.Errorf("%s not fit; restore a backup, and keep this file as evidence", things(len(v.Misfits)))}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	return c
}

func things(n int) string {
	if n == 1 {
		return "1 thing does"
	}
	return fmt.Sprintf("%d things do", n)
}

// records is a bar over the records of a ledger.
type records struct{ *terminal.Bar }

func (r records) show(done int64) { r.Show(int(done)) }

func recordBar(ctx context.Context, l *ledger.Ledger, stderr *os.File) (records, error) {
	var size int64
	err := l.View(ctx, func(v *ledger.View) (err error) { size, err = v.Size(ctx); return err })
	if err != nil {
		return records{}, exit{exitUnread, err}
	}
	return records{terminal.NewBar(stderr, terminal.Of(stderr, os.Environ()), int(size), "records")}, nil
}
