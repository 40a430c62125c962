package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/sayso/sayso/brief"
	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/export"
	"github.com/spf13/cobra"
)

func newBrief(stdout *output) *cobra.Command {
	var f outFlags
	var standard, format, asOf, again, render string
	var q export.Wanted
	var lenses []string
	c := &cobra.Command{
		Use:   "brief [flags] [WORDS | FILE...]",
		Short: "Write a brief whose every sentence opens the words it rests on",
		Long: `Write a brief on what a ledger's reports say about WORDS, an entity or a story,
or on the reports (or exported readings) in files. It begins with its standard
of evidence; every sentence has a footnote with the exact words, the chain of
voices, the report, its date with what that rests on, its address and hashes.

  two-origins        carried by two origins judged independent
  one-named-origin   said by a named person, an official body or a document
  reported           put forward by a report

What does not reach the standard is listed with the reason, as are orders and
forecasts with due dates, outlets' own inferences, open questions, and
contradictions side by side. A brief leaves in the public profile unless
--profile says otherwise.

--again takes a brief as JSON or HTML, makes it anew, and begins with what fell.
--render draws such a brief again as it was, to the byte, without a ledger.`,
		Example: `  sayso brief --standard one-named-origin examples/tannet.txt
  sayso brief --db ferries.db --standard two-origins --format html -o brief.html "fuel"
  sayso brief --report 022bdec5 --standard reported
  sayso brief --db ferries.db --again brief.html --format html -o brief-2.html
  sayso brief --render brief.html --format pdf -o brief.pdf`,
		RunE: func(c *cobra.Command, args []string) error {
			if render != "" {
				b, err := readBrief(render)
				if err != nil {
					return err
				}
				return f.form(stdout, b, format)
			}
			at, err := f.time()
			if err != nil {
				return err
			}
			m := brief.Matter{AsOf: at.Format("2006-01-02")}
			if asOf != "" {
				if _, err := time.Parse(time.DateOnly, asOf); err != nil {
					return fmt.Errorf("--as-of %q: want a day such as 2024-03-31", asOf)
				}
				m.AsOf = asOf
			}
			if m.Profile, err = export.ParseProfile(f.profile); err != nil {
				return err
			}
			if m.Standard, err = brief.ParseStandard(standard); err != nil {
				return err
			}
			var earlier *brief.Brief
			if again != "" {
				if earlier, err = readBrief(again); err != nil {
					return err
				}
				m.Standard, m.Profile = earlier.Standard, earlier.Profile
				if len(lenses) == 0 {
					lenses = earlier.Lenses
				}
				if len(args) == 0 && q == (export.Wanted{}) {
					args = asked(earlier.Question, &q)
				}
			}
			if m.Lenses, err = ourLenses(lenses); err != nil {
				return err
			}
			if len(args) == 0 && q == (export.Wanted{}) {
				return errors.New("give files, or what the brief is about: words, --entity, --story or --report")
			}
			if err := f.matter(c, &m, args, q); err != nil {
				return exit{exitUnread, err}
			}
			if len(m.Entries) == 0 {
				fmt.Fprintln(c.ErrOrStderr(), "sayso: no report in the ledger has a claim that fits; the brief is empty")
			}
			b := brief.New(m)
			if earlier != nil {
				b.Again(earlier)
			}
			if bad := b.Lint(); len(bad) > 0 {
				return exit{exitUnread, fmt.Errorf("the brief was not written: %s: %q: %s", bad[0].Rule, bad[0].Sentence, bad[0].Why)}
			}
			return errors.Join(f.form(stdout, b, format), f.english())
		},
	}
	f.add(c, "public")
	c.Flags().StringVar(&standard, "standard", string(brief.TwoOrigins), "two-origins, one-named-origin or reported")
	c.Flags().StringVar(&format, "format", "md", "md, html, docx, pdf or json")
	c.Flags().StringVar(&asOf, "as-of", "", "day of the brief, YYYY-MM-DD (default: that of --at)")
	c.Flags().StringSliceVar(&lenses, "lens", nil, "tag claims for triage: unscr, ilo")
	c.Flags().StringVar(&again, "again", "", "an earlier brief, JSON or HTML, to make anew")
	c.Flags().StringVar(&render, "render", "", "a brief, JSON or HTML, to draw again as it was")
	c.Flags().StringVar(&q.Entity, "entity", "", "what the brief is about: a name in the ledger")
	c.Flags().StringVar(&q.Story, "story", "", "what the brief is about: the id of a story in the ledger")
	c.Flags().StringVar(&q.Report, "report", "", "what the brief is about: the beginning of a report's id in the ledger")
	choices(c, "standard", brief.TwoOrigins, brief.OneNamedOrigin, brief.Reported)
	choices(c, "format", "md", "html", "docx", "pdf", "json")
	choices(c, "lens", "unscr", "ilo")
	return c
}

func readBrief(path string) (*brief.Brief, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, exit{exitUnread, capture.Refusal(path, err)}
	}
	b, err := brief.Decode(raw)
	if err != nil {
		return nil, exit{exitUnread, fmt.Errorf("%s: %w", path, err)}
	}
	return b, nil
}

func (f *outFlags) form(stdout *output, b *brief.Brief, format string) error {
	raw, err := b.Form(format)
	if err != nil {
		return err
	}
	return f.write(stdout, func(w io.Writer) error { _, err := w.Write(raw); return err })
}

// matter fills what the brief is made from: the files, or what a ledger finds.
func (f *outFlags) matter(c *cobra.Command, m *brief.Matter, args []string, q export.Wanted) error {
	named := slices.ContainsFunc(args, func(a string) bool { _, err := os.Stat(a); return err == nil })
	if named && q == (export.Wanted{}) && !c.Flags().Changed("db") {
		for e, err := range f.entriesOf(c, args) {
			if err != nil {
				return err
			}
			m.Entries = append(m.Entries, e)
		}
		export.Relate(m.Entries)
		return nil
	}
	l, err := f.open(c)
	if err != nil {
		return err
	}
	q.Words = strings.Join(args, " ")
	m.Question = question(q)
	m.Entries, m.Chosen, m.Ledger, err = export.Find(c.Context(), l, q)
	return errors.Join(err, l.Close())
}

// question is what is asked, as a brief tells it; asked undoes it.
func question(q export.Wanted) string {
	switch {
	case q.Entity != "":
		return "entity: " + q.Entity
	case q.Story != "":
		return "story: " + q.Story
	case q.Report != "":
		return "report: " + q.Report
	}
	return q.Words
}

func asked(question string, q *export.Wanted) (words []string) {
	kind, what, _ := strings.Cut(question, ": ")
	switch kind {
	case "entity":
		q.Entity = what
	case "story":
		q.Story = what
	case "report":
		q.Report = what
	default:
		if question != "" {
			words = []string{question}
		}
	}
	return words
}
