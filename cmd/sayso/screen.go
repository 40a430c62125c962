package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/watchlist"
	"github.com/spf13/cobra"
)

func newScreen(stderr io.Writer) *cobra.Command {
	var lists []string
	var format, kind string
	var floor float64
	var limit int
	c := &cobra.Command{
		Use:   "screen --list FILE NAME... | FILE | -",
		Short: "Hold names against watch lists: candidates with their reasons, never a verdict",
		Long: `Hold names against lists kept in files: OFAC's CSV files, the UN's consolidated
XML, FollowTheMoney as JSON lines, or a CSV of your own with a column name. Each
candidate tells the list and its version, the listed name that is like the one
given, and every pair of words with the rule that makes them alike. The very
name scores 1; nothing is ever an automatic hit. A FILE has one name a line.`,
		Example: `  sayso screen --list sdn.csv "Chol Hyun Construction"
  sayso screen --list mine.csv --list un.xml --format json names.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(lists) == 0 {
				return errors.New("name a list with --list")
			}
			var all []*watchlist.List
			bad := 0
			for _, path := range lists {
				l, err := watchlist.Load(path)
				if err != nil {
					return exit{exitUnread, err}
				}
				for _, p := range l.Problems[:min(5, len(l.Problems))] {
					fmt.Fprintf(stderr, "sayso: %s:%d: not loaded: %s\n", path, p.Line, p.Why)
				}
				if n := len(l.Problems); n > 0 {
					bad += n
					fmt.Fprintf(stderr, "sayso: %s: %d entries loaded, %d lines not\n", path, len(l.Entities), n)
				}
				all = append(all, l)
			}
			names, err := namesIn(c, args)
			if err != nil {
				return exit{exitUnread, err}
			}
			x := watchlist.NewIndex(all...)
			for _, name := range names {
				hits := x.Search(watchlist.Query{Name: name, Kind: watchlist.Kind(kind), Floor: floor, Limit: limit})
				if err := screened(c.OutOrStdout(), name, hits, format); err != nil {
					return err
				}
			}
			if bad > 0 {
				return exit{exitUnread, fmt.Errorf("%d lines of the lists were not loaded", bad)}
			}
			return nil
		},
	}
	formatFlag(c, &format, "one line a candidate")
	c.Flags().StringArrayVar(&lists, "list", nil, "a list; give it again for more")
	c.Flags().StringVar(&kind, "kind", "", "Person, Organization, Vessel or Airplane, where it is known")
	c.Flags().Float64Var(&floor, "floor", 0.7, "least score of a candidate, 0 to 1")
	c.Flags().IntVar(&limit, "limit", 5, "candidates for a name at most")
	return c
}

// namesIn are the arguments, and the lines of those that are files.
func namesIn(c *cobra.Command, args []string) ([]string, error) {
	var out []string
	for _, a := range args {
		if info, err := os.Stat(a); a != capture.Stdin && (err != nil || info.IsDir()) {
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

// candidate is one line of JSON.
type candidate struct {
	Name       string            `json:"name"`
	List       string            `json:"list"`
	Version    string            `json:"version"`
	Entity     *watchlist.Entity `json:"entity"`
	Matched    string            `json:"matched"`
	Score      float64           `json:"score"`
	State      string            `json:"state"`
	Pairs      []watchlist.Pair  `json:"pairs"`
	LeftQuery  []string          `json:"left_query"`
	LeftListed []string          `json:"left_listed"`
	Notes      []string          `json:"notes"`
}

func screened(out io.Writer, name string, hits []watchlist.Hit, format string) error {
	if format == "text" {
		fmt.Fprintf(out, "%s: %d candidates\n", name, len(hits))
	}
	for _, h := range hits {
		if format == "json" {
			err := jsonLine(out, candidate{name, h.List.Name, h.List.Version, h.Entity, h.Name.Text, h.Score, "candidate", h.Pairs, h.LeftQuery, h.LeftListed, h.Notes})
			if err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(out, "  %.2f  %s (%s) in %s %s, entry %s\n", h.Score, h.Name.Text, strings.TrimSpace(string(h.Entity.Kind)+" "+h.Name.Quality), h.List.Name, h.List.Version, h.Entity.ID)
		if h.Reading != "" {
			fmt.Fprintf(out, "        read as %s\n", h.Reading)
		}
		for _, p := range h.Pairs {
			fmt.Fprintf(out, "        %s ~ %s  %.2f  %s\n", p.Query, p.Listed, p.Like, p.Rule)
		}
		if len(h.LeftQuery)+len(h.LeftListed) > 0 {
			fmt.Fprintf(out, "        left over: %s here, %s there\n", nothing(h.LeftQuery), nothing(h.LeftListed))
		}
		for _, n := range h.Notes {
			fmt.Fprintf(out, "        %s\n", n)
		}
	}
	return nil
}

func nothing(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, " ")
}
