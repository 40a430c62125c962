package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newWhy() *cobra.Command {
	var known extract.Options
	var db string
	c := &cobra.Command{
		Use:   "why FILE CLAIM | REPORT/CLAIM",
		Short: "Say in one sentence what a claim rests on",
		Long: `Say in one sentence on whose say-so a claim stands, how sure that voice is, and
which claims it rests on. FILE is a report, or a reading of one that sayso
read --format json wrote; CLAIM is an id as the sheet shows it. Of a claim in the
ledger, REPORT/CLAIM, it also says how it stands among the other reports.`,
		Example: `  sayso why examples/tannet.txt c7
  sayso read --format json report.txt > reading.json && sayso why reading.json c7
  sayso why 3897b91f/c7`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); len(args) == 1 && err == nil {
				return fmt.Errorf("which claim of %s? its sheet shows their ids, c1 and so on", args[0])
			}
			if len(args) == 1 {
				return whyInLedger(c, db, args[0])
			}
			r, err := readingOf(c, args[0], known)
			if err == nil {
				err = inEnglish(args[0], r)
			}
			if err != nil {
				return exit{exitUnread, err}
			}
			s, err := sheet.Why(r, args[1])
			if err != nil {
				return exit{exitUsage, err}
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), s)
			return err
		},
	}
	knownFlags(c, &known)
	dbFlag(c, &db)
	return c
}

// whyInLedger says why of a claim in the ledger, and how it stands.
func whyInLedger(c *cobra.Command, db, named string) error {
	return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
		err := l.View(c.Context(), func(v *ledger.View) error {
			subject, err := work.Subject(c.Context(), v, named)
			if err != nil {
				return err
			}
			id, claim, ok := strings.Cut(subject, "/")
			if !ok || strings.Contains(subject, " ") {
				return exit{exitUsage, fmt.Errorf("%s is no claim: want REPORT/CLAIM, or FILE CLAIM", named)}
			}
			s, err := sheet.ClaimOf(c.Context(), v, id, claim, now())
			if err != nil {
				return err
			}
			standing := "one origin; no other report is known to bear on it"
			if s.Standing != nil {
				standing = s.Standing.Why
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s Proposed: %s.\n", s.Why, standing)
			return err
		})
		if e := (exit{}); err == nil || errors.As(err, &e) {
			return err
		}
		return exit{exitUnread, err}
	})
}

// readingOf is the reading in a file, or of the report in it.
func readingOf(c *cobra.Command, path string, known extract.Options) (*reading.Reading, error) {
	b, err := capture.File(c.Context(), path, c.InOrStdin())
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) {
		r, err := reading.Decode(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return r, nil
	}
	r, err := newReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	known.Path = path
	return r.read(c.Context(), capture.Stdin, known)
}
