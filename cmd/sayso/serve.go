package main

import (
	"fmt"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/web"
	"github.com/spf13/cobra"
)

func newServe() *cobra.Command {
	var db, addr, by string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Open the desk: the ledger as pages and an API on this machine",
		Long: `Serve the ledger to browsers on this machine: stories with who rests on whom,
reports with every claim marked in place, claims with links and decisions, what
is due, the log; and the same as JSON under /api/v1 (described by
/api/v1/openapi.json). It listens on loopback alone.`,
		Example: "  sayso serve\n  curl -s http://127.0.0.1:7297/api/v1/claims?q=ferry",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return makeLedger(c.Context(), db, func(l *ledger.Ledger) error {
				s, err := web.New(l, by)
				if err != nil {
					return err
				}
				m, err := nlp.Load()
				if err != nil {
					return exit{exitUnread, err}
				}
				s.WithExample(reading.New(m))
				defer s.End()
				ln, err := web.Listen(c.Context(), addr)
				if err != nil {
					return exit{exitUnread, err}
				}
				fmt.Fprintf(c.OutOrStdout(), "http://%s\n", ln.Addr())
				if err := s.Serve(c.Context(), ln); err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:7297", "address and port of this machine")
	c.Flags().StringVar(&by, "by", userName(), "who decides at the desk")
	return c
}
