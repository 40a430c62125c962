package main

import (
	"github.com/sayso/sayso/ledger"
	"github.com/spf13/cobra"
)

// choices lets the shell complete a flag that takes one of a closed set, or
// several of them.
func choices[T ~string](c *cobra.Command, flag string, all ...T) {
	names := make([]string, 0, len(all))
	for _, a := range all {
		names = append(names, string(a))
	}
	if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag
	}
}

// mostOffered is how many reports are offered for completion, the last to
// arrive first.
const mostOffered = 100

// reportIDs lets the shell complete the beginning of a report's id, with its
// headline. A ledger that cannot be read offers nothing.
func reportIDs(db *string) cobra.CompletionFunc {
	return func(c *cobra.Command, _ []string, _ string) (ids []cobra.Completion, _ cobra.ShellCompDirective) {
		err := withLedger(c.Context(), *db, func(l *ledger.Ledger) error {
			return l.View(c.Context(), func(v *ledger.View) error {
				newest, err := v.Newest(c.Context(), 0, mostOffered)
				for _, i := range newest {
					ids = append(ids, cobra.CompletionWithDesc(i.ID[:8], headed(c.Context(), v, i)))
				}
				return err
			})
		})
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	}
}
