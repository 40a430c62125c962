package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/story"
	"github.com/spf13/cobra"
)

func newDrift() *cobra.Command {
	var db, format string
	var known extract.Options
	c := &cobra.Command{
		Use:   "drift REPRINT ORIGINAL",
		Short: "Show what a retelling changed",
		Long: `Hold a report against the one that it rests on and list what changed in the
retelling, with both sentences, the words that changed between asterisks: a
hedge dropped, a figure changed, a time shifted, an attribution gone, an
inference put in the source's mouth. Each is a file, a reading as JSON, or a
report of the ledger by the beginning of its id.`,
		Example: `  sayso drift examples/tannet-reprint.txt examples/tannet.txt
  sayso drift 3897b91f 022bdec5`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			var both [2]*reading.Reading
			for i, a := range args {
				r, err := readingAt(c, db, a, known)
				if err == nil {
					err = inEnglish(a, r)
				}
				if err != nil {
					return exit{exitUnread, err}
				}
				both[i] = r
			}
			reprint, original := both[0], both[1]
			changes := story.Drift(reprint, original)
			for _, x := range changes {
				var err error
				if format == "json" {
					err = jsonLine(c.OutOrStdout(), x)
				} else {
					p := onPage(c.OutOrStdout())
					p.put("", strings.ReplaceAll(x.Kind, "_", " ")+": "+x.Why)
					p.put("  now  ", sheet.InContext(reprint, x.Span))
					p.put("  then ", sheet.InContext(original, x.ToSpan))
				}
				if err != nil {
					return err
				}
			}
			switch {
			case format != "text":
			case len(changes) == 0 && !story.Retells(reprint, original):
				fmt.Fprintln(c.OutOrStdout(), "nothing that one says is found in the other: they are not held against one another")
			default:
				fmt.Fprintln(c.OutOrStdout(), counted(len(changes), "change", "changes"), "(proposed)")
			}
			return nil
		},
	}
	dbFlag(c, &db)
	knownFlags(c, &known)
	formatFlag(c, &format, "one line a change")
	return c
}

// readingAt is the reading in a file, or of a report of the ledger.
func readingAt(c *cobra.Command, db, name string, known extract.Options) (r *reading.Reading, err error) {
	if _, e := os.Stat(name); e == nil || name == "-" {
		return readingOf(c, name, known)
	}
	err = withLedger(c.Context(), db, func(l *ledger.Ledger) error {
		return l.View(c.Context(), func(v *ledger.View) error {
			id, err := v.Resolve(c.Context(), name)
			if err != nil {
				return fmt.Errorf("%s is no file, and %w", name, err)
			}
			r, err = v.Reading(c.Context(), id)
			return err
		})
	})
	return r, err
}

func quoted(s string) string {
	if s == "" {
		return "(nothing)"
	}
	return "“" + strings.Join(strings.Fields(s), " ") + "”"
}
