package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/spf13/cobra"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Name the reader, the model and the processor path",
		Long: `Name the build, the reader, the hash of the model's weights, the kernels in use
and the Go that built it. Readings of one reader and model are the same bytes on
every processor; SAYSO_CPU=portable, avx2 or avx512 picks the kernels.`,
		Example: "  sayso version",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			m, err := nlp.Load()
			if err != nil {
				return exit{exitUnread, fmt.Errorf("load the model: %w", err)}
			}
			build := "(devel)"
			if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
				build = info.Main.Version
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "sayso   %s\nreader  %s\nmodel   %s\nkernels %s\ngo      %s %s/%s\n",
				build, reading.ReaderVersion, m.Hash(), m.CPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
