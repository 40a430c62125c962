package main

import (
	"bytes"
	"fmt"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/spf13/cobra"
)

func newWhy() *cobra.Command {
	var known extract.Options
	c := &cobra.Command{
		Use:   "why FILE CLAIM",
		Short: "Say in one sentence what a claim rests on",
		Long: `Say in one sentence on whose say-so a claim stands, how sure that voice is, and
which claims it rests on. FILE is a report, or a reading of one that sayso
read --format json wrote; CLAIM is an id as the sheet shows it.`,
		Example: `  sayso why examples/tannet.txt c7
  sayso read --format json report.txt > reading.json && sayso why reading.json c7`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			r, err := readingOf(c, args[0], known)
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
	return c
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
	return r.file(c.Context(), capture.Stdin, known)
}
