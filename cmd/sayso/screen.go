package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/terminal"
	"github.com/sayso/sayso/watchlist"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newScreen(stdout *output, stderr io.Writer) *cobra.Command {
	var lists []string
	var db, format, kind string
	var floor float64
	var limit int
	c := &cobra.Command{
		Use:   "screen NAME... | FILE | -",
		Short: "Hold names against watch lists: candidates with their reasons, never a verdict",
		Long: `Hold names against the lists that the ledger keeps (see sayso lists), or against
those in files that --list names. Each candidate tells the list and its version,
the listed name that is like the one given, and every pair of words with the
rule that makes them alike. The very name scores 1; nothing is ever an automatic
hit. A FILE has one name a line; what looks like a path and is none is an error,
not a name. "OFAC's search, about" is our imitation of what
OFAC's own search would show, from what OFAC publishes of it.`,
		Example: `  sayso screen "Chol Hyun Construction"
  sayso screen --list sdn.csv --list un.xml --format json names.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("kind", watchlist.Kind(kind), kinds...); err != nil {
				return err
			}
			if !(floor >= 0 && floor <= 1) {
				return fmt.Errorf("--floor %v: it is from 0 to 1", floor)
			}
			if slices.ContainsFunc(args, func(a string) bool { return strings.TrimSpace(a) == "" }) {
				return errors.New("a name is empty")
			}
			var all []*watchlist.List
			var bad int
			var err error
			if len(lists) > 0 {
				all, bad, err = loadLists(lists, stderr)
			} else {
				all, err = keptLists(c, db)
			}
			if err != nil {
				return exit{exitUnread, err}
			}
			names, err := namesIn(c, args)
			if err != nil {
				return exit{exitUnread, err}
			}
			x := watchlist.NewIndex(all...)
			p := &listing{out: stdout, width: min(terminal.Of(stdout.file, os.Environ()).Width, 100)}
			for _, name := range names {
				hits := x.Search(watchlist.Query{Name: name, Kind: watchlist.Kind(kind), Floor: floor, Limit: limit})
				if err := p.screened(name, hits, format); err != nil {
					return err
				}
			}
			if bad > 0 {
				return exit{exitUnread, fmt.Errorf("%d parts of the lists were not loaded", bad)}
			}
			return nil
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a candidate")
	c.Flags().StringArrayVar(&lists, "list", nil, "a list in a file, instead of the ledger's; repeatable")
	c.Flags().StringVar(&kind, "kind", "", "Person, Organization, Vessel or Airplane")
	c.Flags().Float64Var(&floor, "floor", 0.7, "least score of a candidate, 0 to 1")
	countFlag(c, &limit, "limit", "", 5, "candidates for a name at most")
	choices(c, "kind", kinds...)
	return c
}

var kinds = []watchlist.Kind{watchlist.Person, watchlist.Organization, watchlist.Vessel, watchlist.Airplane}

// loadLists are the lists in files, and how many parts of them could not be read.
func loadLists(paths []string, stderr io.Writer) (all []*watchlist.List, bad int, err error) {
	for _, path := range paths {
		l, err := watchlist.Load(path)
		if err != nil {
			return nil, 0, err
		}
		for _, p := range l.Problems[:min(5, len(l.Problems))] {
			fmt.Fprintf(stderr, "sayso: %s:%d: not loaded: %s\n", path, p.Line, p.Why)
		}
		if l.Found > 0 {
			bad += l.Found
			fmt.Fprintf(stderr, "sayso: %s: %s loaded, %s\n", path, entries(len(l.Entities)), problems(l.Found))
		}
		all = append(all, l)
	}
	return all, bad, nil
}

// keptLists are the ledger's lists in their newest versions.
func keptLists(c *cobra.Command, db string) (all []*watchlist.List, err error) {
	err = withLedger(c.Context(), db, func(l *ledger.Ledger) error {
		return l.View(c.Context(), func(v *ledger.View) error {
			versions, err := work.Watchlists(c.Context(), v)
			if err == nil && len(versions) == 0 {
				err = errors.New("the ledger keeps no lists: sayso lists add FILE|URL takes one in, --list names a file")
			}
			for _, x := range versions {
				list, err := work.ReadList(c.Context(), v, x)
				if err != nil {
					return err
				}
				all = append(all, list)
			}
			return err
		})
	})
	return all, err
}

// namesIn are the arguments, and the lines of those that are files.
func namesIn(c *cobra.Command, args []string) ([]string, error) {
	var out []string
	for _, a := range args {
		info, err := os.Stat(a)
		switch {
		case a == capture.Stdin:
		case err == nil && info.IsDir():
			return nil, fmt.Errorf("%s: it is a directory, not a file of names", a)
		case err != nil && looksLikePath(a):
			return nil, fmt.Errorf("%s: no such file; a name that looks like one goes into a file, or to sayso screen -", a)
		case err != nil:
			out = append(out, a)
			continue
		}
		b, err := capture.File(c.Context(), a, c.InOrStdin())
		if err != nil {
			return nil, err
		}
		s := bufio.NewScanner(strings.NewReader(string(b)))
		for s.Scan() {
			if name := strings.TrimSpace(s.Text()); name != "" {
				out = append(out, name)
			}
		}
		if err := s.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", a, err)
		}
	}
	return out, nil
}

// looksLikePath tells whether somebody who wrote s meant a file: it begins as a
// path, is one word with a separator in it, or ends as file names do. "Borg A/S",
// "Acme Inc.", "Stahl d.o.o" and "Booking.com" do not.
func looksLikePath(s string) bool {
	if filepath.IsAbs(s) || strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../") || strings.HasPrefix(s, "~/") {
		return true
	}
	ext := strings.TrimPrefix(filepath.Ext(s), ".")
	named := len(ext) >= 2 && len(ext) <= 7 && ext != "com" && !strings.ContainsFunc(ext, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return named || strings.ContainsRune(s, filepath.Separator) && !strings.ContainsRune(s, ' ')
}

// candidate is one line of JSON.
type candidate struct {
	Name       string            `json:"name"`
	List       string            `json:"list"`
	Version    string            `json:"version"`
	Entity     *watchlist.Entity `json:"entity"`
	Matched    string            `json:"matched"`
	Score      float64           `json:"score"`
	OFAC       int               `json:"ofac_search_about"`
	State      string            `json:"state"`
	Reading    string            `json:"reading,omitempty"`
	Pairs      []watchlist.Pair  `json:"pairs"`
	LeftQuery  []string          `json:"left_query"`
	LeftListed []string          `json:"left_listed"`
	Notes      []string          `json:"notes"`
}

func (p *listing) screened(name string, hits []watchlist.Hit, format string) error {
	if format == "text" {
		p.line(0, fmt.Sprintf("%s: %s", name, counted(len(hits), "candidate", "candidates")))
	}
	for _, h := range hits {
		about := watchlist.OFACScore(name, h.Name.Text)
		if format == "json" {
			err := jsonLine(p.out, candidate{name, h.List.Name, h.List.Version, h.Entity, h.Name.Text, h.Score, about, work.Undecided, h.Reading, h.Pairs, h.LeftQuery, h.LeftListed, h.Notes})
			if err != nil {
				return err
			}
			continue
		}
		p.line(2, fmt.Sprintf("%.2f  %s%s, %s, entry %s of %s %s; OFAC's search, about: %d", h.Score, h.Name.Text, qualityWords(h.Name.Quality), orKind(h.Entity.Kind), h.Entity.ID, h.List.Name, h.List.Version, about))
		if h.Reading != "" {
			p.line(6, "read as "+h.Reading)
		}
		for _, x := range h.Pairs {
			p.line(6, fmt.Sprintf("%s ~ %s: %s, %.2f", x.Query, x.Listed, x.Rule, x.Like))
		}
		if len(h.LeftQuery)+len(h.LeftListed) > 0 {
			p.line(6, fmt.Sprintf("left over: %s here, %s there", nothing(h.LeftQuery), nothing(h.LeftListed)))
		}
		for _, n := range h.Notes {
			p.line(6, n)
		}
	}
	return p.err
}

func nothing(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, " ")
}
