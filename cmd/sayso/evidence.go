package main

import (
	"io"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/ledger"
	"github.com/spf13/cobra"
)

func newEvidence(stdout io.Writer) *cobra.Command {
	var f outFlags
	c := &cobra.Command{
		Use:   "evidence REPORT",
		Short: "Write a bundle by which others can check a report without sayso",
		Long: `Write a ZIP file with a report's bytes, the same as a WARC, its text, its record
in the log with the proof that it is there, the signed head, the hash of every
file, and a script that checks all of it with sha256sum alone.`,
		Example: "  sayso evidence 3897b91f -o evidence.zip\n  unzip evidence.zip -d bundle && sh bundle/check.sh",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				var id string
				err := l.View(c.Context(), func(v *ledger.View) (err error) {
					id, err = v.Resolve(c.Context(), args[0])
					return err
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				if err := f.write(stdout, func(w io.Writer) error { return export.Evidence(c.Context(), l, id, w) }); err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &f.db)
	c.Flags().StringVarP(&f.out, "out", "o", "", "file to write (default: standard output)")
	return c
}
