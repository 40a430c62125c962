package main

import (
	"fmt"
	"io"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/ledger"
	"github.com/spf13/cobra"
)

func newArchive(stdout io.Writer) *cobra.Command {
	var f outFlags
	c := &cobra.Command{
		Use:   "archive [REPORT...]",
		Short: "Write what was captured as a web archive (WARC)",
		Long: `Write the bytes of reports as they came, with their headers, times and hashes,
into one web archive (WARC 1.1, gzipped record by record) that other tools and
sayso add read. Without arguments, all reports of the ledger.`,
		Example: `  sayso archive -o captured.warc.gz
  sayso archive 3897b91f 022bdec5 > two.warc.gz`,
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				ids := make([]string, len(args))
				err := l.View(c.Context(), func(v *ledger.View) (err error) {
					for i, a := range args {
						if ids[i], err = v.Resolve(c.Context(), a); err != nil {
							return err
						}
					}
					return nil
				})
				n := 0
				if err == nil {
					err = f.write(stdout, func(w io.Writer) (err error) {
						n, err = export.Archive(c.Context(), l, ids, w)
						return err
					})
				}
				if err != nil {
					return exit{exitUnread, err}
				}
				fmt.Fprintf(c.ErrOrStderr(), "sayso: %d reports written\n", n)
				return nil
			})
		},
	}
	dbFlag(c, &f.db)
	f.fresh = true
	c.Flags().StringVarP(&f.out, "out", "o", "", "file to write, not there yet (default: standard output)")
	return c
}
