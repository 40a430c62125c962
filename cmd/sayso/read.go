package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/terminal"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

// readFlags are the flags of sayso read.
type readFlags struct {
	known  extract.Options
	format string
	only   []string
	voice  string
	least  string
	jobs   int
	width  int
	ascii  bool
	allow  []string
}

func newRead(stdout *output, stderr *os.File) *cobra.Command {
	var f readFlags
	c := &cobra.Command{
		Use:   "read [flags] FILE|URL... | -",
		Short: "Print the claims of reports",
		Long: `Read reports in plain text, as web pages, PDFs with text, e-mail messages or
Markdown, from files (at most 64 MiB each; - is standard input) or from their
addresses, and print every claim with whose say-so it is on, how sure that voice
is, what stage the matter has reached, when and how many.

A report's date is the one given, else the page's or the dateline's; without
any, times that depend on it stay relative. A report that is not in English is
recorded as unread (exit code 3); one too short to tell its language is read.
A file that cannot be read is named with the reason, the others are read
(exit code 1). The order of the output is the order of the files.`,
		Example: `  sayso read examples/tannet.txt
  sayso read https://example.org/news/ferry.html
  sayso read --status predicted,planned,ordered report.txt
  sayso read --voice "a source" --min-certainty probable report.txt
  sayso read --voice own report.txt            what the report says in its own voice
  sayso read --format csv reports/*.txt > claims.csv
  curl -s https://example.org/a.txt | sayso read --format json --published 2024-03-13 -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error { return f.run(c, files, stdout, stderr) },
	}
	knownFlags(c, &f.known)
	c.Flags().StringVar(&f.known.Title, "title", "", "title of the report, instead of its headline")
	c.Flags().StringVar(&f.known.URL, "url", "", "address of the report")
	c.Flags().StringVar(&f.format, "format", "sheet", "sheet, json (JSON Lines for several files) or csv (one row a claim)")
	c.Flags().StringSliceVar(&f.only, "status", nil, "statuses to show: happened,holds,habitual,ordered,planned,predicted,conditional,unknown")
	c.Flags().StringVar(&f.voice, "voice", "", "show only claims through a voice with this in its name; own is the report's own voice")
	c.Flags().StringVar(&f.least, "min-certainty", "", "possible, probable or certain: show only claims as sure as that, for or against")
	countFlag(c, &f.jobs, "jobs", "j", runtime.NumCPU(), "reports read at once")
	c.Flags().IntVar(&f.width, "width", 0, "columns of the sheet, 40 to 120 (default: the terminal's)")
	webFlag(c, &f.allow)
	c.Flags().BoolVar(&f.ascii, "ascii", false, "sayso's own marks in ASCII")
	choices(c, "format", "sheet", "json", "csv")
	choices(c, "status", reading.Statuses[:]...)
	c.Flags().StringSliceVar(&f.only, "only", nil, "--status")
	_ = c.Flags().MarkHidden("only") // the flag is there
	choices(c, "min-certainty", "possible", "probable", "certain")
	return c
}

// webFlag is the flag for hosts that pages may come from though they lead into
// a private network.
func webFlag(c *cobra.Command, allow *[]string) {
	c.Flags().StringSliceVar(allow, "allow-host", nil, "hosts in a private network that pages may be fetched from, wiki.intern or 127.0.0.1:8080")
}

// knownFlags are the flags for what is known of a report.
func knownFlags(c *cobra.Command, o *extract.Options) {
	c.Flags().StringVar(&o.Published, "published", "", "date of publication, EDTF: 2024-03-13")
	c.Flags().StringVar(&o.Outlet, "outlet", "", "name of the outlet")
}

func (f *readFlags) run(c *cobra.Command, files []string, stdout *output, stderr *os.File) error {
	choice, err := f.selection()
	if err != nil {
		return err
	}
	write, err := f.writer(stdout, len(files) > 1)
	if err != nil {
		return err
	}
	if i := slices.Index(files, capture.Stdin); i >= 0 && slices.Contains(files[i+1:], capture.Stdin) {
		return errors.New("standard input (-) can be read once")
	}
	if len(files) > 1 && f.known.Title+f.known.URL != "" {
		return errors.New("--title and --url are for one file")
	}
	r, err := newReader(c.InOrStdin())
	if err != nil {
		return err
	}
	r.web.Allow = f.allow
	bar := terminal.NewBar(stderr, terminal.Of(stderr, os.Environ()), len(files), "reports")
	failed, foreign := 0, 0
	ctx := c.Context()
	if len(files) == 1 {
		bar = terminal.NewBar(stderr, terminal.Of(stderr, os.Environ()), 100, "percent of the text")
		ctx = nlp.WithProgress(ctx, bar.Reach)
	} else {
		bar.Show(0)
	}
	done, err := work.Each(ctx, f.jobs, files, func(ctx context.Context, path string) (noted, error) {
		known := f.known
		known.Path = path
		got, notes, err := r.file(ctx, path, known)
		return noted{got, notes}, err
	}, func(i int, got noted, err error) error {
		bar.Clear()
		if len(files) > 1 {
			defer bar.Show(i + 1)
		}
		if err != nil {
			if len(files) == 1 {
				return exit{exitUnread, err}
			}
			failed++
			fmt.Fprintln(stderr, "sayso:", err)
			return nil
		}
		for _, n := range got.notes {
			fmt.Fprintf(stderr, "sayso: %s: %s\n", files[i], n)
		}
		if why := unread(got.Reading); why != "" {
			foreign++
			fmt.Fprintf(stderr, "sayso: %s: %s\n", files[i], why)
		}
		return write(files[i], choice.Of(got.Reading))
	})
	bar.Clear()
	switch {
	case errors.As(err, new(exit)):
		return err
	case err != nil:
		return exit{exitUnread, err}
	case done < len(files):
		return exit{exitInterrupted, fmt.Errorf("interrupted after %d of %d; not read: %s", done, len(files), strings.Join(files[done:], " "))}
	case failed > 0:
		return exit{exitUnread, fmt.Errorf("%d of %d could not be read", failed, len(files))}
	case foreign > 0:
		return exit{exitForeign, fmt.Errorf("%d of %d not in English", foreign, len(files))}
	}
	return nil
}

// unread is why nothing of a report was read, "" where it was.
func unread(r *reading.Reading) string {
	if len(r.Sentences) > 0 || len(r.Unread) == 0 {
		return ""
	}
	return r.Unread[0].Why
}

// inEnglish refuses a report of which nothing was read: that nothing is found in
// it would say nothing of it.
func inEnglish(name string, r *reading.Reading) error {
	if why := unread(r); why != "" {
		return exit{exitForeign, fmt.Errorf("%s: %s", name, why)}
	}
	return nil
}

// selection is the claims that the flags choose.
func (f *readFlags) selection() (reading.Selection, error) {
	s := reading.Selection{Voice: f.voice}
	var err error
	for _, o := range f.only {
		status, e := reading.ParseStatus(o)
		s.Statuses, err = append(s.Statuses, status), errors.Join(err, e)
	}
	if f.least != "" {
		var e error
		s.Least, e = reading.ParseCertainty(f.least)
		err = errors.Join(err, e)
	}
	return s, err
}

// writer is what writes one reading in the chosen format.
func (f *readFlags) writer(stdout *output, many bool) (func(name string, r *reading.Reading) error, error) {
	switch f.format {
	case "json":
		return func(_ string, r *reading.Reading) error { return sheet.JSON(stdout, r) }, nil
	case "csv":
		return func(t *sheet.Table) func(string, *reading.Reading) error {
			return func(_ string, r *reading.Reading) error { return t.Add(r) }
		}(sheet.NewTable(stdout)), nil
	case "sheet":
		screen := terminal.Of(stdout.file, os.Environ())
		o := sheet.Options{Width: screen.Width, Plain: screen.Plain, ASCII: screen.ASCII || f.ascii}
		if f.width != 0 {
			o.Width = f.width
		}
		out, first := screen.Writer(stdout), true
		return func(name string, r *reading.Reading) error {
			if many {
				o.Name = name
			}
			if !first {
				if _, err := io.WriteString(out, "\n\n"); err != nil {
					return err
				}
			}
			first = false
			return sheet.Write(out, r, o)
		}, nil
	}
	return nil, fmt.Errorf("--format %q: it is sheet, json or csv", f.format)
}

// noted is a reading with what is to be told of the report's page.
type noted struct {
	*reading.Reading
	notes []string
}

// reader reads files and addresses into readings.
type reader struct {
	*reading.Reader
	stdin io.Reader
	web   capture.Fetcher
}

func newReader(stdin io.Reader) (*reader, error) {
	m, err := nlp.Load()
	if err != nil {
		return nil, exit{exitUnread, fmt.Errorf("load the model: %w", err)}
	}
	return &reader{Reader: reading.New(m), stdin: stdin}, nil
}

func (r *reader) file(ctx context.Context, path string, known extract.Options) (*reading.Reading, []string, error) {
	p, err := r.page(ctx, path, known)
	if err != nil {
		return nil, nil, err
	}
	got, err := r.Read(ctx, p.Report)
	return got, p.Notes(), err
}

func (r *reader) read(ctx context.Context, path string, known extract.Options) (*reading.Reading, error) {
	got, _, err := r.file(ctx, path, known)
	return got, err
}

// page is the report at a path or an address.
func (r *reader) page(ctx context.Context, path string, known extract.Options) (*extract.Page, error) {
	if capture.IsAddress(path) {
		p, _, err := work.Page(ctx, &r.web, path, known)
		return p, err
	}
	if strings.EqualFold(filepath.Ext(path), ".jsonl") {
		return nil, fmt.Errorf("%s: it has many reports, one a line; sayso add %[1]s reads them into a ledger", path)
	}
	b, err := capture.File(ctx, path, r.stdin)
	if err != nil {
		return nil, err
	}
	return extract.Any(b, "", known)
}
