package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/capture/stamp"
	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/ledger"
	"github.com/spf13/cobra"
)

func newEvidence(stdout io.Writer) *cobra.Command {
	var f outFlags
	var authority string
	var allow []string
	c := &cobra.Command{
		Use:   "evidence REPORT",
		Short: "Write a bundle by which others can check a report without sayso",
		Long: `Write a ZIP file with a report's bytes, the same as a WARC, its text, its record
in the log with the proof that it is there, the signed head, the hash of every
file, and a script that checks all of it with sha256sum alone. A time-stamping
authority that you name witnesses when the log's head existed (RFC 3161).`,
		Example: "  sayso evidence 3897b91f -o evidence.zip\n  unzip evidence.zip -d bundle && sh bundle/check.sh\n  sayso evidence --timestamp https://time.example.org/tsr 3897b91f -o evidence.zip",
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
				var witness func(context.Context, [32]byte) ([]byte, error)
				if authority != "" {
					witness = func(ctx context.Context, sum [32]byte) ([]byte, error) {
						s, err := stamp.Of(ctx, (&capture.Fetcher{Allow: allow}).Post, authority, sum)
						if err != nil {
							return nil, err
						}
						fmt.Fprintf(c.ErrOrStderr(), "sayso: %s witnessed the head at %s (serial %s)\n", s.Authority, s.At.Format(time.RFC3339), s.Serial)
						return s.Response, nil
					}
				}
				if err := f.write(stdout, func(w io.Writer) error { return export.Evidence(c.Context(), l, id, witness, w) }); err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &f.db)
	c.Flags().StringVar(&authority, "timestamp", "", "address of a time-stamping authority (RFC 3161) that witnesses the log's head")
	webFlag(c, &allow)
	f.fresh = true
	c.Flags().StringVarP(&f.out, "out", "o", "", "file to write, not there yet (default: standard output)")
	return c
}
