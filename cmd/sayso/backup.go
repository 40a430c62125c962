package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/sayso/sayso/ledger"
	"github.com/spf13/cobra"
)

func newBackup() *cobra.Command {
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
				return exit{exitUnread, err}
			}
			defer os.Remove(part.Name())
			err = withLedger(c.Context(), db, func(l *ledger.Ledger) error { return l.Backup(c.Context(), part, nil) })
			if err = errors.Join(err, part.Sync(), part.Close()); err != nil {
				return exit{exitUnread, err}
			}
			if err := os.Link(part.Name(), args[0]); err != nil { // unlike a rename, it overwrites nothing
				return exit{exitUnread, err}
			}
			return nil
		},
	}
	dbFlag(c, &db)
	return c
}

func newRestore() *cobra.Command {
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
				return exit{exitUnread, err}
			}
			defer f.Close()
			return makeLedger(c.Context(), db, func(l *ledger.Ledger) error {
				if err := l.Restore(c.Context(), f, nil); err != nil {
					return exit{exitUnread, fmt.Errorf("%s: %w", args[0], err)}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	return c
}
