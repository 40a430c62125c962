package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/tlog"
)

func newLog() *cobra.Command {
	var db, format string
	var from int64
	c := &cobra.Command{
		Use:   "log",
		Short: "Show what was recorded, sign its head, check it against an earlier head",
		Long: `Show what was recorded: number, time, kind, what it concerns and who recorded it.
Every record is a leaf of a transparency log. sayso log head prints its signed
head; kept elsewhere, it shows on a later day with sayso log check that the ledger
of then is a part of the ledger of now, unaltered.`,
		Example: `  sayso log
  sayso log --from 1200 --format json
  sayso log head > head-2024-03.txt
  sayso log check head-2024-03.txt`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error {
					for r, err := range v.Records(c.Context(), from) {
						if err != nil {
							return exit{exitUnread, err}
						}
						if format == "json" {
							err = jsonLine(c.OutOrStdout(), logLine{r.Seq, r.At.Format("2006-01-02T15:04:05.000000Z"), r.Kind, r.Key, r.By, fmt.Sprintf("%x", r.Hash)})
						} else {
							_, err = fmt.Fprintf(c.OutOrStdout(), "%6d  %s  %-8s  %-16s  %s\n", r.Seq, r.At.Format("2006-01-02 15:04:05"), r.Kind, r.Key, r.By)
						}
						if err != nil {
							return err
						}
					}
					return nil
				})
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a record")
	c.Flags().Int64Var(&from, "from", 0, "the first record to show")
	c.AddCommand(newLogHead(), newLogKey(), newLogCheck())
	return c
}

// logLine is a record without its body; Hash is its leaf's.
type logLine struct {
	Seq  int64       `json:"seq"`
	At   string      `json:"at"`
	Kind ledger.Kind `json:"kind"`
	Key  string      `json:"key"`
	By   string      `json:"by"`
	Hash string      `json:"hash"`
}

func newLogHead() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:     "head",
		Short:   "Print the signed head of the log, to keep elsewhere",
		Example: "  sayso log head > head-2024-03.txt",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				h, err := l.Head(c.Context())
				if err != nil {
					return exit{exitUnread, err}
				}
				_, err = fmt.Fprint(c.OutOrStdout(), h)
				return err
			})
		},
	}
	dbFlag(c, &db)
	return c
}

func newLogKey() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:     "key",
		Short:   "Print the public key that the heads are signed with",
		Example: "  sayso log key > ledger.pub",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				k, err := l.Key(c.Context())
				if err != nil {
					return exit{exitUnread, err}
				}
				_, err = fmt.Fprintln(c.OutOrStdout(), k)
				return err
			})
		},
	}
	dbFlag(c, &db)
	return c
}

func newLogCheck() *cobra.Command {
	var db, format, key string
	c := &cobra.Command{
		Use:   "check HEAD...",
		Short: "Prove that today's log extends that of an earlier signed head",
		Long: `Check heads that sayso log head printed on earlier days: that they are signed with
this ledger's key, or the one in --key, and that today's log begins with the very
records of then. As JSON, the proof is printed (RFC 6962), which anybody can
check without the ledger. Exit code 1 where the ledger does not extend a head.`,
		Example: `  sayso log check head-2024-03.txt
  sayso log check --key "$(cat ledger.pub)" head-*.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				if key == "" {
					var err error
					if key, err = l.Key(c.Context()); err != nil {
						return exit{exitUnread, err}
					}
				}
				failed := 0
				for _, path := range args {
					old, e, err := checkHead(c, l, path, key)
					switch {
					case errors.Is(err, ledger.ErrCorrupt):
						failed++
						fmt.Fprintf(c.ErrOrStderr(), "sayso: %s: %v\n", path, err)
					case err != nil:
						return exit{exitUnread, fmt.Errorf("%s: %w", path, err)}
					case format == "json":
						err = jsonLine(c.OutOrStdout(), e)
					default:
						_, err = fmt.Fprintf(c.OutOrStdout(), "%s: today's log of %d records begins with its %d, unaltered\n", path, e.New, old.N)
					}
					if err != nil && failed == 0 {
						return err
					}
				}
				if failed > 0 {
					return exit{exitUnread, fmt.Errorf("this is not the ledger that was signed, or its record was rewritten: keep it as it is, and look for the backup of that day")}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one proof a head")
	c.Flags().StringVar(&key, "key", "", "public key, as sayso log key printed it (default: the ledger's own)")
	return c
}

func checkHead(c *cobra.Command, l *ledger.Ledger, path, key string) (old tlog.Tree, e ledger.Extension, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return old, e, errors.Unwrap(capture.Refusal(path, err)) // the path is told with every error
	}
	if old, err = ledger.OpenHead(string(b), key); err != nil {
		return old, e, fmt.Errorf("%w: it is no head that this ledger signed, or was altered since", err)
	}
	e, err = l.Prove(c.Context(), old)
	return old, e, err
}
