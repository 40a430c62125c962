package main

import (
	"fmt"
	"runtime"
	"strconv"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newWorker() *cobra.Command {
	var db string
	var jobs int
	c := &cobra.Command{
		Use:   "worker",
		Short: "Work off the ledger's queue until stopped",
		Long: `Read and relate what others add to a ledger, until Ctrl-C: on PostgreSQL with any
number of workers on any number of hosts. A worker that is stopped ends the
batches it has begun; the batches of one that is killed go back to the queue.`,
		Example: "  sayso worker --db postgres://sayso@localhost/sayso",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			r, err := newReader(c.InOrStdin())
			if err != nil {
				return err
			}
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				q, err := work.OpenQueue(c.Context(), l, work.Options{Reader: r.Reader, Parallel: jobs, Done: func(report string, err error) {
					if err != nil {
						fmt.Fprintln(c.ErrOrStderr(), "sayso:", err)
						return
					}
					fmt.Fprintln(c.OutOrStdout(), "read", report)
				}, Ready: func() { fmt.Fprintln(c.ErrOrStderr(), "sayso: waiting for reports; Ctrl-C ends") }})
				if err == nil {
					err = q.Run(c.Context())
				}
				if err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	countFlag(c, &jobs, "jobs", "j", runtime.NumCPU(), "batches read at once")
	return c
}

func newJobs() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:     "jobs",
		Short:   "List the jobs that wait, run or failed",
		Example: "  sayso jobs\n  sayso jobs retry 12",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withQueue(c, db, func(q *work.Queue) error {
				all, err := q.Jobs(c.Context(), 1000)
				if err != nil {
					return err
				}
				if len(all) == 0 && format == "text" {
					fmt.Fprintln(c.ErrOrStderr(), "no job waits, runs or failed")
				}
				for _, j := range all {
					if format == "json" {
						err = jsonLine(c.OutOrStdout(), j)
					} else {
						_, err = fmt.Fprintf(c.OutOrStdout(), "%6d  %-8s %-10s attempt %d  %d reports  %s\n", j.ID, j.Kind, j.State, j.Attempt, len(j.Reports), j.Error)
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a job")
	var retryDB string
	retry := &cobra.Command{
		Use:     "retry JOB...",
		Short:   "Let jobs that failed be tried again at once",
		Example: "  sayso jobs retry 12 && sayso worker",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withQueue(c, retryDB, func(q *work.Queue) error {
				for _, a := range args {
					id, err := strconv.ParseInt(a, 10, 64)
					if err != nil {
						return exit{exitUsage, fmt.Errorf("job %q: it is a number, as sayso jobs lists it", a)}
					}
					if err := q.Retry(c.Context(), id); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	dbFlag(retry, &retryDB)
	c.AddCommand(retry)
	return c
}

func withQueue(c *cobra.Command, db string, f func(*work.Queue) error) error {
	return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
		q, err := work.OpenQueue(c.Context(), l, work.Options{})
		if err == nil {
			err = f(q)
		}
		if err != nil {
			return exit{exitUnread, err}
		}
		return nil
	})
}
