package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/terminal"
	"github.com/spf13/cobra"
)

func newBackup(stderr *os.File) *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write one consistent copy of the ledger",
		Long: `Write everything in the ledger to a file: records, bytes, and the keys that sign
its head and open sealed notes, so keep the file as safe as the ledger. The copy
restores into SQLite and PostgreSQL alike, with the same head. An existing FILE
is not overwritten.`,
		Example: "  sayso backup monday.sayso\n  sayso backup --db postgres://sayso@localhost/sayso monday.sayso",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) (err error) {
			if _, err := os.Lstat(args[0]); err == nil {
				return exit{exitUnread, fmt.Errorf("%s exists: choose another name", args[0])}
			}
			part, err := os.CreateTemp(filepath.Dir(args[0]), ".backup-*")
			if err != nil {
				return exit{exitUnread, unmade(args[0], err)}
			}
			defer os.Remove(part.Name())
			var size int64
			err = withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				bar, err := recordBar(c.Context(), l, stderr)
				if err != nil {
					return err
				}
				defer bar.Clear()
				return l.Backup(c.Context(), part, func(n int64) { size = n; bar.show(n) })
			})
			if err = errors.Join(err, part.Sync(), part.Close()); err != nil {
				return exit{exitUnread, err}
			}
			if err := os.Link(part.Name(), args[0]); err != nil { // unlike a rename, it overwrites nothing
				return exit{exitUnread, err}
			}
			i, err := os.Stat(args[0])
			if err != nil {
				return exit{exitUnread, err}
			}
			fmt.Fprintf(c.OutOrStdout(), "%d records in %s, %.1f MB\n", size, args[0], float64(i.Size())/1e6)
			return nil
		},
	}
	dbFlag(c, &db)
	return c
}

func newRestore(stderr *os.File) *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Fill a new ledger from a backup",
		Long: `Fill a new, empty ledger from a file that sayso backup wrote, all or nothing, and
check that its log ends with the root that the backup names.`,
		Example: "  sayso restore --db new.db monday.sayso",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			f, err := os.Open(args[0])
			if err != nil {
				return exit{exitUnread, capture.Refusal(args[0], err)}
			}
			defer f.Close()
			if err := ledger.IsBackup(f); err != nil { // no ledger is made of anything else
				return exit{exitUnread, fmt.Errorf("%s: %w", args[0], err)}
			}
			return makeLedger(c.Context(), db, func(l *ledger.Ledger) error {
				var size int64
				screen := terminal.Of(stderr, os.Environ())
				err := l.Restore(c.Context(), f, func(n int64) {
					if size = n; screen.Terminal && !screen.Plain {
						fmt.Fprintf(stderr, "\r\x1b[K%d records", n)
					}
				})
				if screen.Terminal && !screen.Plain {
					fmt.Fprint(stderr, "\r\x1b[K")
				}
				if err != nil {
					return exit{exitUnread, fmt.Errorf("%s: %w", args[0], err)}
				}
				fmt.Fprintf(c.OutOrStdout(), "%d records restored\n", size)
				return nil
			})
		},
	}
	dbFlag(c, &db)
	return c
}
