package work

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
)

// Intake takes reports into a ledger's record and queues them for reading: from
// files of every known form, directories, archives, lists of links, addresses
// and feeds. It keeps no more than one batch of them in memory.
type Intake struct {
	Ledger   *ledger.Ledger
	Queue    *Queue
	Fetcher  *capture.Fetcher
	By       string
	Workers  int             // batches to cut what is queued into
	Known    extract.Options // of every report
	Archived string          // the address of a copy in a web archive, for one report
	Stdin    io.Reader
	Rest     time.Duration           // between two requests to a host that a list or feed names
	Fail     func(error)             // told of everything that could not be taken in
	Note     func(string)            // told what became of an archive or feed
	Version  func(ledger.ReportInfo) // told of reports that are later versions of others, unless nil

	Fresh []string // ids of the reports added
	Old   int      // reports that the ledger had

	met func() // told of every record of an archive, nil but in tests

	batch  []taken
	bytes  int
	robots robots
	asked  map[string]time.Time // host -> when it was last asked
}

// taken is a capture with what is to be told of it once it is in the record.
type taken struct {
	ledger.Capture
	became func(fresh bool)
}

const (
	fullBatch = 200
	fullBytes = 8 << 20
)

// Add takes in what an argument of sayso add names. What cannot be taken in is
// told to Fail; errors are the ledger's and the context's.
func (in *Intake) Add(ctx context.Context, arg string) error {
	if capture.IsAddress(arg) {
		return in.address(ctx, arg)
	}
	if i, err := os.Stat(arg); err != nil || !i.IsDir() {
		return in.file(ctx, arg)
	}
	var files []string
	err := filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && wanted(path) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		in.Fail(err)
	}
	for _, f := range files {
		if err := in.file(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

// wanted tells whether a file in a directory has the name of a report or of
// several.
func wanted(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	return isArchive(name) || slices.Contains([]string{".txt", ".html", ".htm", ".xhtml", ".jsonl", ".md", ".markdown", ".eml", ".pdf"}, filepath.Ext(name))
}

func isArchive(name string) bool {
	return slices.ContainsFunc([]string{".warc", ".warc.gz", ".wacz"}, func(end string) bool { return strings.HasSuffix(strings.ToLower(name), end) })
}

func (in *Intake) file(ctx context.Context, path string) error {
	if isArchive(path) {
		return in.archive(ctx, path)
	}
	b, err := capture.File(ctx, path, in.Stdin)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		in.Fail(err)
		return nil
	}
	known := in.Known
	known.Path = path
	if path == capture.Stdin && isRows(b) {
		return in.lines(ctx, b, known)
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".jsonl":
		return in.lines(ctx, b, known)
	case ".csv", ".tsv":
		return in.links(ctx, b, path)
	}
	p, err := extract.Any(b, "", known)
	if err != nil {
		in.Fail(err)
		return nil
	}
	c := Custody{Archived: in.Archived}
	if path != capture.Stdin {
		c.File = filepath.Base(path)
	}
	return in.take(ctx, captured(p, b, time.Now(), in.By, c))
}

// isRows tells whether the first line of what came by standard input is a row
// of a report.
func isRows(b []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimSpace(b), []byte("\n"))
	var row struct{ Text *string }
	return json.Unmarshal(line, &row) == nil && row.Text != nil
}

// lines takes in the reports of a JSON Lines file.
func (in *Intake) lines(ctx context.Context, b []byte, known extract.Options) error {
	s := bufio.NewScanner(bytes.NewReader(b))
	s.Buffer(nil, len(b)+1)
	for n := 1; s.Scan(); n++ {
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		var row struct{ Text, URL, Outlet, Title, Published, Language, Archived string }
		if err := json.Unmarshal(s.Bytes(), &row); err != nil {
			in.Fail(fmt.Errorf("%s:%d: no JSON object of a report: %w", known.Path, n, err))
			continue
		}
		o := known
		o.Path, o.URL = fmt.Sprintf("%s:%d", known.Path, n), cmp.Or(row.URL, known.URL)
		o.Outlet, o.Title, o.Published = cmp.Or(row.Outlet, o.Outlet), cmp.Or(row.Title, o.Title), cmp.Or(row.Published, o.Published)
		rep, err := extract.Plain([]byte(row.Text), o)
		if err != nil {
			in.Fail(err)
			continue
		}
		rep.Language = cmp.Or(row.Language, rep.Language)
		c := Custody{Archived: cmp.Or(row.Archived, in.Archived)}
		if known.Path != capture.Stdin {
			c.File = filepath.Base(known.Path)
		}
		if err := in.take(ctx, captured(&extract.Page{Report: rep}, []byte(row.Text), time.Now(), in.By, c)); err != nil {
			return err
		}
	}
	return nil
}

// take puts a report into the batch, and the batch into the record when it is
// full.
func (in *Intake) take(ctx context.Context, c ledger.Capture) error {
	in.put(taken{Capture: c})
	if in.full() {
		return in.Flush(ctx)
	}
	return ctx.Err()
}

func (in *Intake) put(t taken) {
	in.batch = append(in.batch, t)
	in.bytes += len(t.Original) + len(t.Report.Text)
}

func (in *Intake) full() bool { return len(in.batch) >= fullBatch || in.bytes >= fullBytes }

// Flush puts what waits in the batch into the record.
func (in *Intake) Flush(ctx context.Context) error { return in.flush(ctx, nil) }

// flush puts the batch into the record with a fact, in one transaction. The fact
// is asked for once it is known which reports the ledger had.
func (in *Intake) flush(ctx context.Context, fact func() ledger.Fact) error {
	if len(in.batch) == 0 && fact == nil {
		return nil
	}
	all := make([]ledger.Capture, len(in.batch))
	for i, t := range in.batch {
		all[i] = t.Capture
	}
	fresh, known, err := in.Queue.Take(ctx, in.By, all, in.Workers, func(fresh []bool) []ledger.Fact {
		for i, t := range in.batch {
			if t.became != nil {
				t.became(fresh[i])
			}
		}
		if fact == nil {
			return nil
		}
		return []ledger.Fact{fact()}
	})
	if err != nil {
		return err
	}
	for _, f := range fresh {
		in.Fresh = append(in.Fresh, f.ID)
		if f.Version > 1 && in.Version != nil {
			in.Version(f)
		}
	}
	in.Old += len(known)
	in.batch, in.bytes = in.batch[:0], 0
	return nil
}

// originalOf is the custody of a page from the web.
func (in *Intake) web(ctx context.Context, p *extract.Page, got *capture.Fetched, archived string) error {
	if _, ok := capture.ArchivedAddress(got.Requested); ok && archived == "" {
		archived = got.Requested
	}
	return in.take(ctx, captured(p, got.Body, got.At, in.By, Custody{Fetched: got, Archived: archived}))
}

// address takes in the page at an address, or the pages that it leads to where
// it is a feed or a sitemap.
func (in *Intake) address(ctx context.Context, address string) error {
	got, err := in.Fetcher.Get(ctx, address, nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		in.Fail(err)
		return nil
	}
	if capture.LooksFeed(got.Body, got.Header.Get("Content-Type")) {
		if _, items, more, err := capture.Items(got.Body, got.Final); err == nil {
			return in.feed(ctx, address, items, more, 0)
		}
	}
	p, err := pageIn(got, in.Known)
	if err != nil {
		in.Fail(err)
		return nil
	}
	return in.web(ctx, p, got, in.Archived)
}

const maxSitemaps = 3 // depth of sitemaps in sitemaps

// feed takes in the pages that a feed or sitemap leads to, politely.
func (in *Intake) feed(ctx context.Context, address string, items []capture.Item, more []string, depth int) error {
	had := len(in.Fresh) + in.Old + len(in.batch)
	for _, item := range items {
		known := in.Known
		known.Feed = item.Published
		if err := in.link(ctx, item.URL, known, ""); err != nil {
			return err
		}
	}
	for _, m := range more {
		if depth >= maxSitemaps {
			in.Fail(fmt.Errorf("%s: sitemaps are nested too deep", m))
			break
		}
		if err := in.rest(ctx, m); err != nil {
			return err
		}
		got, err := in.Fetcher.Get(ctx, m, nil)
		if err != nil {
			in.Fail(err)
			continue
		}
		_, items, inner, err := capture.Items(got.Body, got.Final)
		if err != nil {
			in.Fail(err)
			continue
		}
		if err := in.feed(ctx, m, items, inner, depth+1); err != nil {
			return err
		}
	}
	in.Note(fmt.Sprintf("%s: %d links, %d of them to reports", address, len(items), len(in.Fresh)+in.Old+len(in.batch)-had))
	return nil
}

// link takes in the page behind a link that a list or feed names: robots.txt is
// kept to, and its host has a rest between two requests.
func (in *Intake) link(ctx context.Context, link string, known extract.Options, archived string) error {
	err := in.robots.allowed(ctx, in.Fetcher, link)
	if err == nil {
		if err := in.rest(ctx, link); err != nil {
			return err
		}
		var p *extract.Page
		var got *capture.Fetched
		if p, got, err = Page(ctx, in.Fetcher, link, known); err == nil {
			return in.web(ctx, p, got, archived)
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	in.Fail(err)
	return nil
}

func (in *Intake) rest(ctx context.Context, link string) error {
	host := hostOf(link)
	if in.asked == nil {
		in.asked = map[string]time.Time{}
	}
	if last, ok := in.asked[host]; ok {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Until(last.Add(in.Rest))):
		}
	}
	in.asked[host] = time.Now()
	return nil
}

// links takes in the pages that a table of links names: a column headed as Auto
// Archiver heads it, or by a like word; the copy that it was archived in is
// kept.
func (in *Intake) links(ctx context.Context, b []byte, path string) error {
	rows, err := capture.Links(b)
	if err != nil {
		in.Fail(fmt.Errorf("%s: %w", path, err))
		return nil
	}
	for _, r := range rows {
		if r.Bad != nil {
			in.Fail(fmt.Errorf("%s: row %d: %w", path, r.Row, r.Bad))
			continue
		}
		known := in.Known
		known.Title = cmp.Or(known.Title, r.Title)
		if err := in.link(ctx, r.URL, known, r.Archived); err != nil {
			return err
		}
	}
	in.Note(fmt.Sprintf("%s: %d rows with links", path, len(rows)))
	return nil
}
