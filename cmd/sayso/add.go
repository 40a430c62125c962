package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"runtime"
	"sync"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/terminal"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

// addFlags are the flags of sayso add.
type addFlags struct {
	known    extract.Options
	db       string
	by       string
	archived string
	jobs     int
	allow    []string
	rest     time.Duration
	later    bool
	stats    bool
}

func newAdd(stderr *os.File) *cobra.Command {
	var f addFlags
	c := &cobra.Command{
		Use:   "add [flags] FILE|DIR|URL|FEED... | -",
		Short: "Read reports into the ledger and relate them to the others",
		Long: `Record reports in the ledger, read them, and relate them to all others: which
rest on one origin, which claims repeat, support or contradict one another.

A file is plain text, a web page, a PDF with text, an e-mail message (.eml),
Markdown (.md), a web archive (.warc, .warc.gz, .wacz), .jsonl with one
{"text","url","outlet","title","published","language"} a line, or a .csv of links
with a column headed Link or URL, as Auto Archiver's sheets have; a directory
stands for all such files in it but tables. A page is fetched from its address
with what proves how it came; a feed or sitemap stands for the pages that it
names; - is standard input, a text or lines as in .jsonl.

What the ledger has already is left as it is; another text under a known address
becomes its next version. A report that is not in English is kept and recorded as
unread. Interrupted work is taken up by the next sayso add, an archive at the
record where it stopped.`,
		Example: `  sayso add examples/*.txt
  zcat reports.jsonl.gz | sayso add -
  sayso add --db team.db reports.jsonl https://example.org/news/ferry.html
  sayso add crawl.warc.gz collection.wacz
  sayso add --archived https://web.archive.org/web/20240313/https://example.org/a https://example.org/a
  sayso add links.csv https://example.org/feed.xml
  sayso add --later archive/            record now; sayso worker or the next add reads
  sayso add --db postgres://sayso@localhost/sayso archive/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return f.run(c, args, stderr) },
	}
	knownFlags(c, &f.known)
	dbFlag(c, &f.db)
	webFlag(c, &f.allow)
	c.Flags().StringVar(&f.by, "by", userName(), "who adds")
	c.Flags().StringVar(&f.archived, "archived", "", "address of a copy of the report in a web archive, kept with it")
	c.Flags().DurationVar(&f.rest, "rest", time.Second, "between two requests to one host, for feeds and lists of links")
	c.Flags().BoolVar(&f.later, "later", false, "record and queue the reports without reading them")
	c.Flags().BoolVar(&f.stats, "stats", false, "say what processor time and memory it took")
	countFlag(c, &f.jobs, "jobs", "j", runtime.NumCPU(), "batches read at once")
	return c
}

func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "somebody"
}

func (f *addFlags) run(c *cobra.Command, args []string, stderr *os.File) error {
	if f.archived != "" && (len(args) > 1 || !capture.IsAddress(f.archived)) {
		return errors.New("--archived is the address of a copy of one report")
	}
	if f.known.Published != "" {
		if err := work.Dated(f.known.Published); err != nil {
			return fmt.Errorf("--published: %w", err)
		}
	}
	if err := f.nothingThere(args); err != nil {
		return exit{exitUnread, err}
	}
	var r *reader
	o := work.Options{Parallel: f.jobs}
	if !f.later {
		var err error
		if r, err = newReader(c.InOrStdin()); err != nil {
			return err
		}
		o.Reader = r.Reader
	}
	p := &addProgress{stderr: stderr}
	o.Done, o.Relating = p.read, p.relating
	return makeLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
		q, err := work.OpenQueue(c.Context(), l, o)
		if err != nil {
			return exit{exitUnread, err}
		}
		in := &work.Intake{Ledger: l, Queue: q, Fetcher: &capture.Fetcher{Allow: f.allow}, By: f.by, Workers: f.jobs, Known: f.known, Archived: f.archived,
			Stdin: c.InOrStdin(), Rest: f.rest, Fail: p.fail, Note: func(s string) { fmt.Fprintln(stderr, "sayso:", s) },
			Version: func(i ledger.ReportInfo) {
				fmt.Fprintf(c.OutOrStdout(), "%s is version %d of %s: sayso diff %s shows what changed\n", i.ID[:8], i.Version, i.URL, i.ID[:8])
			}}
		for _, a := range args {
			if err = in.Add(c.Context(), a); err != nil {
				break
			}
		}
		if err == nil {
			err = in.Flush(c.Context())
		}
		if err == nil && !f.later {
			p.begin(len(in.Fresh))
			err = q.Drain(c.Context())
			p.clear()
		}
		switch {
		case errors.Is(err, context.Canceled):
			return exit{exitInterrupted, fmt.Errorf("interrupted: %s recorded, %d read; sayso add goes on where this stopped", plural(len(in.Fresh), "report"), p.done)}
		case err != nil:
			return exit{exitUnread, err}
		}
		told := fmt.Sprintf("%s added, to be read by sayso worker or the next sayso add, %d known already", plural(len(in.Fresh), "report"), in.Old)
		if !f.later {
			claims, foreign := 0, 0
			err = l.View(c.Context(), func(v *ledger.View) error {
				for _, id := range in.Fresh {
					now, err := v.Report(c.Context(), id)
					if err != nil {
						return err
					}
					claims += now.Claims
					if work.Unread(now) {
						foreign++
					}
				}
				return nil
			})
			if err != nil {
				return exit{exitUnread, err}
			}
			told = fmt.Sprintf("%s added with %s, %d known already", plural(len(in.Fresh), "report"), plural(claims, "claim"), in.Old)
			if foreign > 0 {
				told += fmt.Sprintf("; not read, since not in English: %d, which sayso list marks", foreign)
			}
		}
		fmt.Fprintln(c.OutOrStdout(), told)
		if f.stats {
			fmt.Fprintln(c.OutOrStdout(), addStats(q, len(in.Fresh)))
		}
		alerts, err := freshAlerts(c.Context(), l, in.Fresh)
		if err != nil {
			return exit{exitUnread, err}
		}
		if alerts != "" {
			fmt.Fprintln(c.OutOrStdout(), alerts)
		}
		if p.failed > 0 {
			return exit{exitUnread, fmt.Errorf("%d could not be read", p.failed)}
		}
		return nil
	})
}

// nothingThere says why no file of those to be added can be opened, where that would
// leave an empty ledger behind.
func (f *addFlags) nothingThere(args []string) error {
	if _, err := os.Stat(f.db); ledger.IsServer(f.db) || err == nil {
		return nil
	}
	var missing []error
	for _, a := range args {
		if a == capture.Stdin || capture.IsAddress(a) {
			return nil
		}
		if _, err := os.Stat(a); err == nil {
			return nil
		} else if len(missing) < 3 {
			missing = append(missing, err)
		}
	}
	return errors.Join(missing...)
}

// addStats tells what adding n reports took.
func addStats(q *work.Queue, n int) string {
	u, ok := work.Used()
	if !ok || n == 0 {
		return "nothing was added, or this system does not tell what it took"
	}
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(n) }
	recording, relating := q.Took()
	rest := u.Processor - recording - relating
	return fmt.Sprintf("processor time a report: %.1f ms for reading, %.1f for recording, %.1f for relating, these two %.0f%% of the whole; at most %d MB of memory",
		each(rest), each(recording), each(relating), 100*(recording+relating).Seconds()/u.Processor.Seconds(), u.Memory>>20)
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
	mu     sync.Mutex
	failed int
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

// fail tells what could not be taken in or read.
func (p *addProgress) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failure(err)
}

func (p *addProgress) failure(err error) {
	p.bar.Clear()
	p.failed++
	fmt.Fprintln(p.stderr, "sayso:", err)
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
		p.failure(fmt.Errorf("%w; it stays in the queue", err))
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
