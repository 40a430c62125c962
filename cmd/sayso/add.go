package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/terminal"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

// addFlags are the flags of sayso add.
type addFlags struct {
	known extract.Options
	db    string
	by    string
	jobs  int
	allow []string
}

func newAdd(stderr *os.File) *cobra.Command {
	var f addFlags
	c := &cobra.Command{
		Use:   "add [flags] FILE|DIR|URL... | -",
		Short: "Read reports into the ledger and relate them to the others",
		Long: `Record reports in the ledger, read them, and relate them to all others: which
rest on one origin, which claims repeat, support or contradict one another.

A file is plain text, a web page, or .jsonl with one {"text","url","outlet",
"title","published","language"} a line; a directory stands for the .txt, .html
and .jsonl files in it. A page is fetched from its address with what proves how
it came. What the ledger has already is left as it is; another text under a known
address becomes its next version. Interrupted work is taken up by the next
sayso add.`,
		Example: `  sayso add examples/*.txt
  sayso add --db team.db reports.jsonl https://example.org/news/ferry.html
  sayso add --db postgres://sayso@localhost/sayso archive/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return f.run(c, args, stderr) },
	}
	knownFlags(c, &f.known)
	dbFlag(c, &f.db)
	webFlag(c, &f.allow)
	c.Flags().StringVar(&f.by, "by", userName(), "who adds")
	c.Flags().IntVarP(&f.jobs, "jobs", "j", runtime.NumCPU(), "batches read at once")
	return c
}

func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "somebody"
}

func (f *addFlags) run(c *cobra.Command, args []string, stderr *os.File) error {
	r, err := newReader(c.InOrStdin())
	if err != nil {
		return err
	}
	r.web.Allow = f.allow
	failed := 0
	fail := func(err error) { failed++; fmt.Fprintln(stderr, "sayso:", err) }
	captures := f.captures(c, r, args, fail)
	return makeLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
		var mu sync.Mutex
		var bar *terminal.Bar
		done := 0
		q, err := work.OpenQueue(c.Context(), l, work.Options{Reader: r.Reader, Parallel: f.jobs, Done: func(report string, err error) {
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				bar.Clear()
				fail(fmt.Errorf("%w; it stays in the queue", err))
			}
			done++
			bar.Show(done)
		}})
		if err != nil {
			return exit{exitUnread, err}
		}
		var fresh, known []ledger.ReportInfo
		for part := range slices.Chunk(captures, 200) {
			a, b, err := q.Capture(c.Context(), part, f.jobs)
			if err != nil {
				return exit{exitUnread, err}
			}
			fresh, known = append(fresh, a...), append(known, b...)
		}
		bar = terminal.NewBar(stderr, terminal.Of(stderr, os.Environ()), len(fresh), "reports")
		bar.Show(0)
		err = q.Drain(c.Context())
		bar.Clear()
		switch {
		case errors.Is(err, context.Canceled):
			return exit{exitInterrupted, fmt.Errorf("interrupted: %d reports recorded, %d read; sayso add goes on where this stopped", len(fresh), done)}
		case err != nil:
			return exit{exitUnread, err}
		}
		claims := 0
		err = l.View(c.Context(), func(v *ledger.View) error {
			for _, i := range fresh {
				now, err := v.Report(c.Context(), i.ID)
				if err != nil {
					return err
				}
				claims += now.Claims
			}
			return nil
		})
		if err != nil {
			return exit{exitUnread, err}
		}
		alerts, err := freshAlerts(c.Context(), l, fresh)
		if err != nil {
			return exit{exitUnread, err}
		}
		fmt.Fprintf(c.OutOrStdout(), "%d reports added with %d claims, %d known already\n", len(fresh), claims, len(known))
		if alerts != "" {
			fmt.Fprintln(c.OutOrStdout(), alerts)
		}
		if failed > 0 {
			return exit{exitUnread, fmt.Errorf("%d could not be read", failed)}
		}
		return nil
	})
}

// captures are the reports in the arguments; what cannot be read goes to fail.
func (f *addFlags) captures(c *cobra.Command, r *reader, args []string, fail func(error)) []ledger.Capture {
	var out []ledger.Capture
	take := func(rep *report.Report, o original) {
		one := ledger.Capture{Report: rep, Original: o.bytes, At: time.Now(), By: f.by, Tool: "sayso " + reading.ReaderVersion}
		if o.fetched != nil {
			one.At = o.fetched.At
			one.Custody, _ = json.Marshal(o.fetched) // plain data always can
		}
		out = append(out, one)
	}
	for _, path := range expand(args, fail) {
		known := f.known
		known.Path = path
		if strings.HasSuffix(path, ".jsonl") && !capture.IsAddress(path) {
			b, err := capture.File(c.Context(), path, c.InOrStdin())
			if err != nil {
				fail(err)
				continue
			}
			lines(b, known, func(rep *report.Report, b []byte) { take(rep, original{bytes: b}) }, fail)
			continue
		}
		p, o, err := r.page(c.Context(), path, known)
		if err != nil {
			fail(err)
			continue
		}
		take(p.Report, o)
	}
	return out
}

// expand puts the .txt, .html and .jsonl files of directories in their place.
func expand(args []string, fail func(error)) []string {
	var out []string
	for _, a := range args {
		i, err := os.Stat(a)
		if err != nil || !i.IsDir() {
			out = append(out, a)
			continue
		}
		err = filepath.WalkDir(a, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				switch filepath.Ext(path) {
				case ".txt", ".html", ".htm", ".jsonl":
					out = append(out, path)
				}
			}
			return err
		})
		if err != nil {
			fail(err)
		}
	}
	return out
}

// lines takes the reports of a JSON Lines file.
func lines(b []byte, known extract.Options, take func(*report.Report, []byte), fail func(error)) {
	s := bufio.NewScanner(bytes.NewReader(b))
	s.Buffer(nil, len(b)+1)
	for n := 1; s.Scan(); n++ {
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		var row struct{ Text, URL, Outlet, Title, Published, Language string }
		if err := json.Unmarshal(s.Bytes(), &row); err != nil {
			fail(fmt.Errorf("%s:%d: no JSON object of a report: %w", known.Path, n, err))
			continue
		}
		o := known
		o.Path = fmt.Sprintf("%s:%d", known.Path, n)
		o.URL = row.URL
		for _, x := range []struct {
			to   *string
			from string
		}{{&o.Outlet, row.Outlet}, {&o.Title, row.Title}, {&o.Published, row.Published}} {
			if x.from != "" {
				*x.to = x.from
			}
		}
		rep, err := extract.Plain([]byte(row.Text), o)
		if err != nil {
			fail(err)
			continue
		}
		rep.Language = cmp.Or(row.Language, rep.Language)
		take(rep, []byte(row.Text))
	}
}
