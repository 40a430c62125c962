package main

import (
	"encoding/json"
	"fmt"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newStories() *cobra.Command {
	var db, format string
	var alone bool
	c := &cobra.Command{
		Use:   "stories",
		Short: "List the stories: reports about the same happening",
		Long: `List the stories, the earliest first: reports that are proposed to be about the
same happening. They may rest on one origin or on several, which sayso origins
tells. sayso brief --story takes a story's id.`,
		Example: "  sayso stories\n  sayso stories --alone --format json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error {
					var all []gathering
					for f, err := range v.Facts(c.Context(), work.FactStory) {
						var s story.Story
						if err == nil {
							err = json.Unmarshal(f.Body, &s)
						}
						if err != nil {
							return exit{exitUnread, err}
						}
						if len(s.Reports) < 2 && !alone {
							continue
						}
						if format == "json" {
							if err := jsonLine(c.OutOrStdout(), s); err != nil {
								return err
							}
							continue
						}
						g, err := gather(c.Context(), v, s.Reports)
						if err != nil {
							return exit{exitUnread, err}
						}
						g.head = fmt.Sprintf("%s  %d reports (proposed)", s.ID, len(s.Reports))
						g.after = map[string]string{s.First: "  (the earliest)"}
						all = append(all, g)
					}
					if format == "text" && len(all) == 0 {
						fmt.Fprintln(c.ErrOrStderr(), "no two reports are proposed to tell of one happening; --alone shows those that stand by themselves")
					}
					for _, g := range byDate(all) {
						g.put(c.Context(), v, onPage(c.OutOrStdout()))
					}
					return nil
				})
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a story")
	c.Flags().BoolVar(&alone, "alone", false, "also reports that no other tells of")
	return c
}

func newDiff() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "diff REPORT [EARLIER]",
		Short: "Show what changed in the text between two versions of a report",
		Long: `Show, line by line, what changed in a report's text since its previous version
under the same address, or since another report.`,
		Example: "  sayso diff 77ab01cd",
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				err := l.View(c.Context(), func(v *ledger.View) error {
					id, err := v.Resolve(c.Context(), args[0])
					if err != nil {
						return err
					}
					i, err := v.Report(c.Context(), id)
					if err != nil {
						return err
					}
					earlier := i.Previous
					if len(args) == 2 {
						if earlier, err = v.Resolve(c.Context(), args[1]); err != nil {
							return err
						}
					}
					if earlier == "" {
						return fmt.Errorf("report %s is the first version at its address: name another to hold it against", id)
					}
					before, err := v.Text(c.Context(), earlier)
					if err != nil {
						return err
					}
					after, err := v.Text(c.Context(), id)
					if err != nil {
						return err
					}
					_, err = c.OutOrStdout().Write(diff.Diff(earlier, []byte(before), id, []byte(after)))
					return err
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	c.ValidArgsFunction = reportIDs(&db)
	return c
}
