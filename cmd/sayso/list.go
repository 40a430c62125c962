package main

import (
	"fmt"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newList() *cobra.Command {
	var db, format string
	var limit int
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the reports in the ledger, the last to arrive first",
		Example: "  sayso list\n  sayso list --limit 0 --format json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error {
					left := limit
					for before := int64(0); ; {
						page, err := v.Newest(c.Context(), before, 200)
						if err != nil {
							return exit{exitUnread, err}
						}
						for _, i := range page {
							before = i.Num
							if format == "json" {
								err = jsonLine(c.OutOrStdout(), i)
							} else {
								onPage(c.OutOrStdout()).put(fmt.Sprintf("%s  %-10s  %-11s  v%d  ", i.ID[:8], orUnknown(i.Published.EDTF), claimsOf(i), i.Version), headed(c.Context(), v, i))
							}
							if err != nil {
								return err
							}
							if left--; left == 0 {
								return nil
							}
						}
						if before == 0 && format == "text" {
							fmt.Fprintln(c.ErrOrStderr(), "the ledger is empty: sayso add FILE brings reports in")
						}
						if len(page) < 200 {
							return nil
						}
					}
				})
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a report")
	countFlag(c, &limit, "limit", "", 50, "how many at most, 0 for all")
	return c
}

func orUnknown(s string) string {
	if s == "" {
		return "undated"
	}
	return s
}

// claimsOf is how many claims a report has, or that it was not read.
func claimsOf(i ledger.ReportInfo) string {
	switch {
	case i.Reader == "":
		return "   to read"
	case work.Unread(i):
		return "   not read"
	}
	return fmt.Sprintf("%4d claims", i.Claims)
}
