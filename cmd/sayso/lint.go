package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/sayso/sayso/brief"
	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/lens"
	"github.com/sayso/sayso/lint"
	"github.com/spf13/cobra"
)

func newLint() *cobra.Command {
	var known extract.Options
	var packs []string
	var format string
	var prose bool
	c := &cobra.Command{
		Use:   "lint [flags] FILE",
		Short: "Check a report against newsrooms' rules on sources, or the prose of a brief",
		Long: `Check a report, or a reading of one that sayso read --format json wrote, against
rules on sources that AP, Reuters and the BBC publish, told in our own words.
Each finding shows the words it rests on.

With --prose, FILE is the prose of a brief, in Markdown or plain text: it may
not say "proven" and its like, put a likelihood and a level of confidence in
one sentence, mix the two rows of ICD 203, or speak of sources in the plural
where it cites one note. Findings there make the exit code 1.`,
		Example: `  sayso lint examples/tannet.txt
  sayso lint --pack ap,bbc report.txt
  sayso lint --prose brief.md`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q: it is text or json", format)
			}
			if prose {
				return lintProse(c, args[0], format)
			}
			r, err := readingOf(c, args[0], known)
			if err == nil {
				err = inEnglish(args[0], r)
			}
			if err != nil {
				return exit{exitUnread, err}
			}
			found, err := lint.Check(r, packs...)
			if err != nil {
				return err
			}
			if format == "json" {
				return indented(c.OutOrStdout(), found)
			}
			for _, f := range found {
				if _, err := fmt.Fprintf(c.OutOrStdout(), "%s/%s: %s\n  “%s”\n  %s\n", f.Pack, f.Rule, f.Why, oneLine(f.Words), f.What); err != nil {
					return err
				}
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%d findings by %s\n", len(found), strings.Join(packsOf(packs), ", "))
			return err
		},
	}
	knownFlags(c, &known)
	c.Flags().StringSliceVar(&packs, "pack", nil, "packs of rules: "+strings.Join(lint.Packs(), ", ")+" (default: all)")
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().BoolVar(&prose, "prose", false, "FILE is the prose of a brief")
	return c
}

func packsOf(packs []string) []string {
	if len(packs) == 0 {
		return lint.Packs()
	}
	return packs
}

func lintProse(c *cobra.Command, path, format string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return exit{exitUnread, capture.Refusal(path, err)}
	}
	found := brief.Prose(string(raw))
	if format == "json" {
		if err := indented(c.OutOrStdout(), found); err != nil {
			return err
		}
	} else {
		for _, f := range found {
			if _, err := fmt.Fprintf(c.OutOrStdout(), "%s: “%s”: %s\n  %s\n", f.Rule, f.Words, f.Why, f.Sentence); err != nil {
				return err
			}
		}
	}
	if len(found) > 0 {
		return exit{exitUnread, fmt.Errorf("%s: %d findings", path, len(found))}
	}
	return nil
}

func newLens() *cobra.Command {
	var known extract.Options
	var tables, names []string
	var format string
	c := &cobra.Command{
		Use:   "lens [flags] FILE",
		Short: "Tag claims that touch sanctions clauses or signs of forced labour",
		Long: `Tag the claims of a report, or of a reading of one, whose words touch UNSCR 2375
and 2397 (unscr) or the ILO's indicators of forced labour (ilo), or a table of
your own. A tag is triage, not a finding: it shows words, who says them, and at
what stage the matter is told to be.`,
		Example: `  sayso lens examples/tannet.txt
  sayso lens --table mine.tsv --only mine report.txt`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q: it is text or json", format)
			}
			lenses, err := lens.Ours()
			if err != nil {
				return exit{exitUnread, err}
			}
			for _, t := range tables {
				own, err := readLenses(t)
				if err != nil {
					return exit{exitUnread, err}
				}
				lenses = append(lenses, own...)
			}
			for _, n := range names {
				if !slices.ContainsFunc(lenses, func(l lens.Lens) bool { return l.Name == n }) {
					return fmt.Errorf("--only %q: there is no such lens; there is %s", n, strings.Join(lensNames(lenses), ", "))
				}
			}
			r, err := readingOf(c, args[0], known)
			if err == nil {
				err = inEnglish(args[0], r)
			}
			if err != nil {
				return exit{exitUnread, err}
			}
			tags := lens.Tags(r, chosen(lenses, names))
			if format == "json" {
				return indented(c.OutOrStdout(), tags)
			}
			return showTags(c.OutOrStdout(), tags)
		},
	}
	knownFlags(c, &known)
	c.Flags().StringSliceVar(&tables, "table", nil, "tables of your own: lens, tag, label, terms, tab-separated")
	c.Flags().StringSliceVar(&names, "only", nil, "lenses to use (default: all)")
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func readLenses(path string) ([]lens.Lens, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, capture.Refusal(path, err)
	}
	defer f.Close()
	all, err := lens.Read(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return all, err
}

func lensNames(all []lens.Lens) (names []string) {
	for _, l := range all {
		if !slices.Contains(names, l.Name) {
			names = append(names, l.Name)
		}
	}
	return names
}

func chosen(all []lens.Lens, names []string) []lens.Lens {
	if len(names) == 0 {
		return all
	}
	var out []lens.Lens
	for _, l := range all {
		for _, n := range names {
			if l.Name == n {
				out = append(out, l)
			}
		}
	}
	return out
}

// ourLenses are those that come with sayso, by name.
func ourLenses(names []string) ([]lens.Lens, error) {
	if len(names) == 0 {
		return nil, nil
	}
	all, err := lens.Ours()
	if err != nil {
		return nil, exit{exitUnread, err}
	}
	for _, n := range names {
		if !slices.ContainsFunc(all, func(l lens.Lens) bool { return l.Name == n }) {
			return nil, fmt.Errorf("--lens %q: it is unscr or ilo", n)
		}
	}
	return chosen(all, names), nil
}

func showTags(w io.Writer, tags []lens.Tag) error {
	for _, t := range tags {
		voice := t.Voice
		if voice == "" {
			voice = "the report's own voice"
		}
		if _, err := fmt.Fprintf(w, "%s %s: %s (%s)\n  “%s” in %s, %s, %s\n", t.Lens, t.Tag, t.Label, t.Standing, oneLine(t.Words), t.Claim, voice, put(t.Status, t.Factuality)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%s: %s\n", counted(len(tags), "tag", "tags"), lens.Label)
	return err
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func indented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}
