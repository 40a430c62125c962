package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/watchlist"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newLists(stderr io.Writer) *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:   "lists",
		Short: "Watch lists kept in the ledger: add, update, compare their versions",
		Long: `List the watch lists that the ledger keeps. Every version of a list is kept with
its bytes. The names in reports are held against the newest versions, those of
reports that are there when a list comes as well as those that come later.`,
		Example: `  sayso lists add sdn.csv
  sayso lists update
  sayso lists diff sdn`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error { return showLists(c, v, format) })
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a list")
	c.AddCommand(newListsAdd(stderr), newListsUpdate(stderr), newListsDiff(), newListsDrop())
	return c
}

func showLists(c *cobra.Command, v *ledger.View, format string) error {
	all, err := work.Watchlists(c.Context(), v)
	if err != nil {
		return exit{exitUnread, err}
	}
	out := c.OutOrStdout()
	if len(all) == 0 && format == "text" {
		fmt.Fprintln(out, "no lists: sayso lists add FILE|URL takes one in")
	}
	for _, x := range all {
		versions, err := work.ListVersions(c.Context(), v, x.Name)
		if err != nil {
			return exit{exitUnread, err}
		}
		if format == "json" {
			err = jsonLine(out, struct {
				work.ListVersion
				At       string `json:"at"`
				By       string `json:"by"`
				Versions int    `json:"versions"`
			}{x, x.At.Format("2006-01-02T15:04:05Z"), x.By, len(versions)})
		} else {
			_, err = fmt.Fprintf(out, "%-12s %s  %s  %s  %s\n             version %d since %s by %s, from %s\n", x.Name, x.Version, x.Form, entries(x.Entries), problems(x.Problems), len(versions), x.At.Format("2006-01-02 15:04"), x.By, x.Source)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

func problems(n int) string {
	switch n {
	case 0:
		return "all of it loaded"
	case 1:
		return "1 part not loaded"
	}
	return fmt.Sprintf("%d parts not loaded", n)
}

// listsFlags are the flags of the commands that take lists in.
type listsFlags struct {
	db, by string
	allow  []string
}

func (f *listsFlags) add(c *cobra.Command) {
	dbFlag(c, &f.db)
	webFlag(c, &f.allow)
	c.Flags().StringVar(&f.by, "by", userName(), "who takes it in")
}

func (f *listsFlags) lists(l *ledger.Ledger) *work.Lists {
	return &work.Lists{Ledger: l, Web: capture.Fetcher{Allow: f.allow}, By: f.by}
}

func newListsAdd(stderr io.Writer) *cobra.Command {
	var f listsFlags
	var name string
	c := &cobra.Command{
		Use:   "add FILE|URL...",
		Short: "Take a watch list in and hold every name in the ledger against it",
		Long: `Take a watch list in, with every version that follows: OFAC's sdn.csv or
cons_prim.csv with the files beside it, OFAC's XML, the UN's consolidated XML,
the EU's consolidated XML or CSV, the UK's list, FollowTheMoney as JSON lines,
or a CSV of your own with a column name. What a list's file has that cannot be
read is told and left out; the rest is loaded.`,
		Example: `  sayso lists add sdn.csv un.xml
  sayso lists add --name mine clients-to-watch.csv
  sayso lists add https://www.treasury.gov/ofac/downloads/sdn.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if name != "" && len(args) > 1 {
				return errors.New("--name is for one list at a time")
			}
			for _, source := range args { // no ledger is made for nothing
				if _, err := os.Stat(source); err != nil && !capture.IsAddress(source) {
					return exit{exitUnread, fmt.Errorf("%s: no such file", source)}
				}
			}
			return makeLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				bad := 0
				for _, source := range args {
					v, fresh, err := f.lists(l).Add(c.Context(), name, source)
					if err != nil {
						bad++
						fmt.Fprintln(stderr, "sayso:", err)
						continue
					}
					bad += tellProblems(stderr, v)
					tellVersion(c.OutOrStdout(), v, fresh)
				}
				return f.screened(c, l, bad)
			})
		},
	}
	f.add(c)
	c.Flags().StringVar(&name, "name", "", "what to call the list (default: its file's name)")
	return c
}

// tellProblems prints the first problems of a list and is how many there are.
func tellProblems(stderr io.Writer, v work.ListVersion) int {
	for _, p := range v.Problem[:min(5, len(v.Problem))] {
		fmt.Fprintf(stderr, "sayso: %s:%d: not loaded: %s\n", v.Source, p.Line, p.Why)
	}
	if v.Problems > 5 {
		fmt.Fprintf(stderr, "sayso: %s: and %d more\n", v.Source, v.Problems-5)
	}
	return v.Problems
}

func tellVersion(out io.Writer, v work.ListVersion, fresh bool) {
	if !fresh {
		fmt.Fprintf(out, "%s: unchanged, version %s\n", v.Name, v.Version)
		return
	}
	fmt.Fprintf(out, "%s: version %s (%s), %s, %s\n", v.Name, v.Version, v.Form, entries(v.Entries), problems(v.Problems))
}

// screened holds the ledger's names against its lists and tells what is new.
func (f *listsFlags) screened(c *cobra.Command, l *ledger.Ledger, bad int) error {
	before, err := undecided(c.Context(), l)
	if err != nil {
		return exit{exitUnread, err}
	}
	if err := work.Screen(c.Context(), l); err != nil {
		return exit{exitUnread, err}
	}
	after, err := undecided(c.Context(), l)
	if err != nil {
		return exit{exitUnread, err}
	}
	fresh := 0
	for subject := range after {
		if !before[subject] {
			fresh++
		}
	}
	if fresh > 0 {
		fmt.Fprintf(c.OutOrStdout(), "%s in the ledger may be listed: sayso candidates shows them\n", counted(fresh, "more name", "more names"))
	}
	if bad > 0 {
		return exit{exitUnread, fmt.Errorf("%d parts of lists were not loaded", bad)}
	}
	return nil
}

// undecided are the subjects of the candidates that nobody has decided about.
func undecided(ctx context.Context, l *ledger.Ledger) (map[string]bool, error) {
	out := map[string]bool{}
	err := l.View(ctx, func(v *ledger.View) error {
		alerts, err := work.Alerts(ctx, v)
		for _, a := range alerts {
			for _, s := range a.Candidates {
				if s.State == work.Undecided {
					out[s.Subject] = true
				}
			}
		}
		return err
	})
	return out, err
}

func newListsUpdate(stderr io.Writer) *cobra.Command {
	var f listsFlags
	c := &cobra.Command{
		Use:   "update [NAME...]",
		Short: "Read lists again from where they came, and tell what changed",
		Long: `Read lists again from their files or addresses; a server is asked only whether
its file has changed. What came, went and changed is told, and every name in the
ledger is held against the new versions. A file that breaks off or cannot be
read changes nothing: the version before stays in force.`,
		Example: "  sayso lists update\n  sayso lists update sdn",
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				var all []work.ListVersion
				err := l.View(c.Context(), func(v *ledger.View) (err error) {
					all, err = namedLists(c.Context(), v, args)
					return err
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				bad := 0
				for _, last := range all {
					v, fresh, err := f.lists(l).Update(c.Context(), last)
					if err != nil {
						bad++
						fmt.Fprintf(stderr, "sayso: %v; %s stays at version %s\n", err, last.Name, last.Version)
						continue
					}
					if fresh {
						bad += tellProblems(stderr, v)
					}
					tellVersion(c.OutOrStdout(), v, fresh)
					if !fresh {
						continue
					}
					if err := tellDiff(c, l, last, v, 10, "text"); err != nil {
						return exit{exitUnread, err}
					}
				}
				return f.screened(c, l, bad)
			})
		},
	}
	f.add(c)
	return c
}

// namedLists are the lists of the names, all of them for none.
func namedLists(ctx context.Context, v *ledger.View, names []string) ([]work.ListVersion, error) {
	if len(names) == 0 {
		return work.Watchlists(ctx, v)
	}
	var out []work.ListVersion
	for _, n := range names {
		versions, err := work.ListVersions(ctx, v, n)
		if err != nil {
			return nil, err
		}
		out = append(out, versions[len(versions)-1])
	}
	return out, nil
}

func newListsDiff() *cobra.Command {
	var db, format string
	var limit int
	c := &cobra.Command{
		Use:   "diff NAME [OLD [NEW]]",
		Short: "Tell what came, went and changed between versions of a list",
		Long: `Tell what came, went and changed between two versions of a list, named by their
first digits; by default between the newest and the one before.`,
		Example: "  sayso lists diff sdn\n  sayso lists diff sdn 3f09 ab12",
		Args:    cobra.RangeArgs(1, 3),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				var versions []work.ListVersion
				err := l.View(c.Context(), func(v *ledger.View) (err error) {
					versions, err = work.ListVersions(c.Context(), v, args[0])
					return err
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				pick := [2]work.ListVersion{versions[max(0, len(versions)-2)], versions[len(versions)-1]}
				for i, prefix := range args[1:] {
					found := false
					for _, x := range versions {
						if strings.HasPrefix(x.Version, prefix) {
							pick[i], found = x, true
						}
					}
					if !found {
						return exit{exitUnread, fmt.Errorf("list %s has no version %s", args[0], prefix)}
					}
				}
				if err := tellDiff(c, l, pick[0], pick[1], limit, format); err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a change")
	countFlag(c, &limit, "limit", "", 0, "changes at most, 0 for all")
	return c
}

func tellDiff(c *cobra.Command, l *ledger.Ledger, old, now work.ListVersion, limit int, format string) error {
	var changes []watchlist.Change
	err := l.View(c.Context(), func(v *ledger.View) error {
		a, err := work.ReadList(c.Context(), v, old)
		if err != nil {
			return err
		}
		b, err := work.ReadList(c.Context(), v, now)
		if err == nil {
			changes = watchlist.Diff(a, b)
		}
		return err
	})
	if err != nil {
		return err
	}
	out := c.OutOrStdout()
	count := map[string]int{}
	for i, x := range changes {
		count[x.Kind]++
		switch {
		case limit > 0 && i >= limit:
			continue
		case format == "json":
			if err := jsonLine(out, x); err != nil {
				return err
			}
			continue
		}
		name := ""
		if len(x.Entity.Names) > 0 {
			name = x.Entity.Names[0].Text
		}
		fmt.Fprintf(out, "  %-8s %s  %s\n", x.Kind, x.Entity.ID, name)
		for _, s := range x.Said {
			fmt.Fprintf(out, "           %s\n", s)
		}
	}
	if format == "text" {
		if limit > 0 && len(changes) > limit {
			fmt.Fprintf(out, "  and %d more: sayso lists diff %s\n", len(changes)-limit, now.Name)
		}
		fmt.Fprintf(out, "%s, %s to %s: %d came, %d went, %d changed\n", now.Name, old.Version, now.Version, count["came"], count["went"], count["changed"])
	}
	return nil
}

func newListsDrop() *cobra.Command {
	var f listsFlags
	c := &cobra.Command{
		Use:     "drop NAME...",
		Short:   "Screen against a list no longer; its versions stay",
		Example: "  sayso lists drop mine",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				var all []work.ListVersion
				err := l.View(c.Context(), func(v *ledger.View) (err error) {
					all, err = namedLists(c.Context(), v, args)
					return err
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				for _, x := range all {
					if err := f.lists(l).Drop(c.Context(), x); err != nil {
						return exit{exitUnread, err}
					}
					fmt.Fprintf(c.OutOrStdout(), "%s: dropped; sayso lists add %s takes it in again\n", x.Name, x.Source)
				}
				return f.screened(c, l, 0)
			})
		},
	}
	f.add(c)
	return c
}
