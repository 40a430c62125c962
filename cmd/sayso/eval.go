package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/gold"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newEval() *cobra.Command {
	var asJSON bool
	var format string
	var wrong, jobs int
	c := &cobra.Command{
		Use:   "eval [flags] GOLD...",
		Short: "Measure the reader against annotated reports",
		Long: `Read the text of each gold file and measure the claims, and the attributions
where the file has them, against its annotation. Intervals are 95 %, by
bootstrap over reports with a fixed seed. docs/METHODOLOGY.md defines each figure.`,
		Example: `  sayso eval gold/*.json
  sayso eval --wrong 5 gold/*.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			r, err := newReader(c.InOrStdin())
			if err != nil {
				return err
			}
			e := gold.NewEvaluation()
			done, err := work.Each(c.Context(), jobs, paths, func(ctx context.Context, path string) (gold.Score, error) {
				f, err := gold.Load(path)
				if err != nil {
					return gold.Score{}, err
				}
				rep, err := extract.Plain([]byte(f.Text), extract.Options{Path: path, Published: f.Published})
				if err != nil {
					return gold.Score{}, err
				}
				got, err := r.Read(ctx, rep)
				if err != nil {
					return gold.Score{}, err
				}
				return f.Score(got)
			}, func(_ int, s gold.Score, err error) error {
				e.Add(s)
				return err
			})
			switch {
			case err != nil:
				return exit{exitUnread, err}
			case done < len(paths):
				return exit{exitInterrupted, fmt.Errorf("interrupted after %d of %d", done, len(paths))}
			}
			return printEvaluation(c.OutOrStdout(), e, asJSON || format == "json", wrong)
		},
	}
	formatFlag(c, &format, "one line a figure")
	c.Flags().BoolVar(&asJSON, "json", false, "--format json")
	_ = c.Flags().MarkHidden("json") // the flag is there
	countFlag(c, &wrong, "wrong", "", 0, "also print so many mistakes of each kind")
	countFlag(c, &jobs, "jobs", "j", runtime.NumCPU(), "reports read at once")
	return c
}

func printEvaluation(w io.Writer, e *gold.Evaluation, asJSON bool, wrong int) error {
	if asJSON {
		return json.NewEncoder(w).Encode(e.Report())
	}
	return e.Print(w, wrong)
}
