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
and .jsonl files in it; - is standard input, a text or such lines. A page is fetched from its address with what proves how
it came. What the ledger has already is left as it is; another text under a known
address becomes its next version. Interrupted work is taken up by the next
sayso add.`,
		Example: `  sayso add examples/*.txt
  zcat reports.jsonl.gz | sayso add -
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
	return makeLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
		p := &addProgress{stderr: stderr, fail: fail}
		q, err := work.OpenQueue(c.Context(), l, work.Options{Reader: r.Reader, Parallel: f.jobs, Done: p.read, Relating: p.relating})
		if err != nil {
			return exit{exitUnread, err}
		}
		var fresh []string
		known := 0
		err = f.captures(c, r, args, fail, func(part []ledger.Capture) error {
			a, b, err := q.Capture(c.Context(), part, f.jobs)
			for _, i := range a {
				fresh = append(fresh, i.ID)
				if i.Version > 1 {
					fmt.Fprintf(c.OutOrStdout(), "%s is version %d of %s: sayso diff %s shows what changed\n", i.ID[:8], i.Version, i.URL, i.ID[:8])
				}
			}
			known += len(b)
			return err
		})
		interrupted := func() error {
			return exit{exitInterrupted, fmt.Errorf("interrupted: %s recorded, %d read; sayso add goes on where this stopped", plural(len(fresh), "report"), p.done)}
		}
		switch {
		case c.Context().Err() != nil:
			return interrupted()
		case err != nil:
			return exit{exitUnread, err}
		}
		p.begin(len(fresh))
		err = q.Drain(c.Context())
		p.clear()
		switch {
		case errors.Is(err, context.Canceled):
			return interrupted()
		case err != nil:
			return exit{exitUnread, err}
		}
		claims := 0
		err = l.View(c.Context(), func(v *ledger.View) error {
			for _, id := range fresh {
				now, err := v.Report(c.Context(), id)
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
		fmt.Fprintf(c.OutOrStdout(), "%s added with %s, %d known already\n", plural(len(fresh), "report"), plural(claims, "claim"), known)
		if failed > 0 {
			return exit{exitUnread, fmt.Errorf("%d could not be read", failed)}
		}
		return nil
	})
}

// plural is "1 report", "2 reports".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// addProgress tells how far an add has come: a bar on a terminal, now and then
// a line elsewhere.
type addProgress struct {
	stderr *os.File
	fail   func(error)
	mu     sync.Mutex
	bar    *terminal.Bar
	all    int
	done   int
	most   int64     // left to relate at first
	told   time.Time // when the last line was written
}

// tellEvery is how often a line is written where there is no terminal.
const tellEvery = 10 * time.Second

func (p *addProgress) begin(all int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all, p.told = all, time.Now()
	p.bar = terminal.NewBar(p.stderr, terminal.Of(p.stderr, os.Environ()), all, "reports")
	p.bar.Show(0)
}

func (p *addProgress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bar.Clear()
}

func (p *addProgress) read(_ string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		p.bar.Clear()
		p.fail(fmt.Errorf("%w; it stays in the queue", err))
	}
	p.done++
	p.bar.Show(min(p.done, p.all)) // others' reports may have waited too
	if time.Since(p.told) > tellEvery && p.all > 0 && !terminal.Of(p.stderr, os.Environ()).Terminal {
		p.told = time.Now()
		fmt.Fprintf(p.stderr, "%d of %s read\n", p.done, plural(p.all, "report"))
	}
}

func (p *addProgress) relating(left int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	screen := terminal.Of(p.stderr, os.Environ())
	if p.most == 0 {
		p.bar.Clear()
		p.bar = terminal.NewBar(p.stderr, screen, int(left), "steps of relating")
	}
	p.most = max(p.most, left)
	p.bar.Show(max(0, min(int(p.most-left), int(p.most))))
	if time.Since(p.told) > tellEvery && p.all > 0 && !screen.Terminal {
		p.told = time.Now()
		fmt.Fprintf(p.stderr, "relating: %d steps left\n", left)
	}
}

// captures hands the reports in the arguments to put, some at a time; what
// cannot be read goes to fail.
func (f *addFlags) captures(c *cobra.Command, r *reader, args []string, fail func(error), put func([]ledger.Capture) error) error {
	var part []ledger.Capture
	var failed error
	flush := func(least int) {
		if len(part) < least || failed != nil {
			return
		}
		failed, part = put(part), nil
	}
	take := func(rep *report.Report, o original) {
		one := ledger.Capture{Report: rep, Original: o.bytes, At: time.Now(), By: f.by, Tool: "sayso " + reading.ReaderVersion}
		if o.fetched != nil {
			one.At = o.fetched.At
			one.Custody, _ = json.Marshal(o.fetched) // plain data always can
		}
		part = append(part, one)
		flush(captureBatch)
	}
	for _, path := range expand(args, fail) {
		if failed != nil || c.Context().Err() != nil {
			break
		}
		known := f.known
		known.Path = path
		if path == capture.Stdin || strings.HasSuffix(path, ".jsonl") && !capture.IsAddress(path) {
			b, err := capture.File(c.Context(), path, c.InOrStdin())
			if err != nil {
				fail(err)
				continue
			}
			if path != capture.Stdin || isRows(b) {
				lines(b, known, func(rep *report.Report, b []byte) { take(rep, original{bytes: b}) }, fail)
				continue
			}
			p, err := extract.Any(b, "", known)
			if err != nil {
				fail(err)
				continue
			}
			take(p.Report, original{bytes: b})
			continue
		}
		p, o, err := r.page(c.Context(), path, known)
		if err != nil {
			fail(err)
			continue
		}
		take(p.Report, o)
	}
	flush(1)
	return failed
}

// captureBatch is how many reports are recorded in one transaction.
const captureBatch = 200

// isRows tells whether the first line of what came by standard input is a row
// of a report.
func isRows(b []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimSpace(b), []byte("\n"))
	var row struct{ Text *string }
	return json.Unmarshal(line, &row) == nil && row.Text != nil
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
