package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

// outFlags say what leaves, and in what form.
type outFlags struct {
	db      string
	profile string
	at      string
	out     string
	fresh   bool // out must not be there yet
	known   extract.Options
	foreign int // files of which nothing was read
}

func (f *outFlags) add(c *cobra.Command, profile string) {
	dbFlag(c, &f.db)
	c.Flags().StringVar(&f.profile, "profile", profile, "full, partner (who protected voices are, coarsened) or public (no clue beyond kind and number)")
	c.Flags().StringVar(&f.at, "at", "", "time of making that is written where a format asks for one, RFC 3339 (default: now)")
	knownFlags(c, &f.known)
	c.Flags().StringVarP(&f.out, "out", "o", "", "file to write (default: standard output)")
}

func (f *outFlags) time() (time.Time, error) {
	if f.at == "" {
		return time.Now().UTC(), nil
	}
	t, err := time.Parse(time.RFC3339, f.at)
	if err != nil {
		return t, fmt.Errorf("--at %q: it is not a time such as 2024-03-14T09:00:00Z", f.at)
	}
	return t, nil
}

// write opens the file to write, calls do, and closes it. A file that could not
// be completed is removed.
func (f *outFlags) write(stdout io.Writer, do func(io.Writer) error) error {
	if f.out == "" {
		return do(stdout)
	}
	how := os.O_RDWR | os.O_CREATE | os.O_TRUNC
	if f.fresh {
		how |= os.O_EXCL
	}
	file, err := os.OpenFile(f.out, how, 0o666)
	if err != nil {
		return exit{exitUnread, unmade(f.out, err)}
	}
	if err := errors.Join(do(file), file.Close()); err != nil {
		return errors.Join(err, os.Remove(f.out))
	}
	return nil
}

// unmade is why a file could not be made, in words that a person can use.
func unmade(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s exists: choose another name", path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no folder %s", path, filepath.Dir(path))
	}
	return capture.Refusal(path, err)
}

func newExport(stdout *output) *cobra.Command {
	var f outFlags
	var format, acled string
	var bom bool
	var help strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&help, "  %-18s %s\n", f.Name, f.What)
	}
	c := &cobra.Command{
		Use:   "export --format FORMAT [flags] [FILE...]",
		Short: "Write claims in the formats of others",
		Long: `Write the claims of reports, of readings that sayso read --format json or
sayso export wrote, or of a whole ledger, in the formats of the field. What
each keeps and loses is told in docs/formats.md. Claims that were withdrawn or
rejected are marked as such, and left out where a format has no place for that.

` + help.String(),
		Example: `  sayso export --format xlsx -o claims.xlsx examples/*.txt
  sayso export --format events --bom --db ferries.db -o events.csv
  sayso export --format stix --profile public --db ferries.db`,
		RunE: func(c *cobra.Command, files []string) error {
			at, err := f.time()
			if err != nil {
				return err
			}
			if c.Flags().Changed("db") && len(files) > 0 {
				return errors.New("give files or --db, and not both")
			}
			left := 0
			o := export.Options{BOM: bom, At: at, ACLED: export.ACLEDTable(acled), Left: func(claims int) { left += claims }}
			if o.ACLED != export.ACLEDCodebook && o.ACLED != export.ACLEDR {
				return fmt.Errorf("--acled %q: it is %s or %s", acled, export.ACLEDCodebook, export.ACLEDR)
			}
			if _, err := export.New(format, io.Discard, o); err != nil {
				return err
			}
			profile, err := export.ParseProfile(f.profile)
			if err != nil {
				return err
			}
			entries, done, err := f.entries(c, files)
			if err != nil {
				return err
			}
			entries = profile.Each(entries, func(h export.Coarsened) {
				fmt.Fprintf(c.ErrOrStderr(), "coarsened: %s %s: %s\n", h.Report, h.What, h.How)
			})
			err = f.write(stdout, func(w io.Writer) error {
				x, err := export.New(format, w, o)
				if err != nil {
					return err
				}
				return export.Write(x, entries)
			})
			if err := errors.Join(err, done()); err != nil {
				return exit{exitUnread, err}
			}
			if left > 0 {
				fmt.Fprintf(c.ErrOrStderr(), "left out, since they were withdrawn or rejected: %s\n", counted(left, "claim", "claims"))
			}
			return f.english()
		},
	}
	f.add(c, "full")
	c.Flags().StringVar(&format, "format", "jsonl", "one of those above")
	c.Flags().StringVar(&acled, "acled", string(export.ACLEDCodebook), "the table for ACLED's time precision: codebook or acledR")
	c.Flags().BoolVar(&bom, "bom", false, "begin CSV with a byte order mark, for spreadsheet programs")
	return c
}

// entries are those of a ledger or of files, in the form that the profile lets
// out; done lets go of what they are read from.
func (f *outFlags) entries(c *cobra.Command, files []string) (all iter.Seq2[*export.Entry, error], done func() error, err error) {
	done = func() error { return nil }
	if len(files) > 0 {
		return f.entriesOf(c, files), done, nil
	}
	l, err := f.open(c)
	if err != nil {
		return nil, done, err
	}
	return export.Ledger(c.Context(), l), l.Close, nil
}

// english is an error where something of the files was not read.
func (f *outFlags) english() error {
	if f.foreign == 0 {
		return nil
	}
	return exit{exitForeign, fmt.Errorf("%s not in English", counted(f.foreign, "report is", "reports are"))}
}

// open opens the ledger that reports are taken from.
func (f *outFlags) open(c *cobra.Command) (l *ledger.Ledger, err error) {
	if !ledger.IsServer(f.db) {
		if _, err := os.Stat(f.db); err != nil {
			return nil, exit{exitUnread, fmt.Errorf("there is no ledger at %s: sayso add FILE makes one, --db names another", f.db)}
		}
	}
	if l, err = ledger.Open(c.Context(), f.db); err != nil {
		err = exit{exitUnread, err}
	}
	return l, err
}

// entriesOf are the readings in files, or of the reports in them. Those of which
// nothing was read are named, and counted.
func (f *outFlags) entriesOf(c *cobra.Command, files []string) iter.Seq2[*export.Entry, error] {
	return func(give func(*export.Entry, error) bool) {
		var r *reader
		for _, path := range files {
			yield := func(e *export.Entry, err error) bool {
				if err == nil && unread(e.Reading) != "" {
					f.foreign++
					fmt.Fprintf(c.ErrOrStderr(), "sayso: %s: %s\n", path, unread(e.Reading))
				}
				return give(e, err)
			}
			if file, k, ok := openTable(path); ok {
				for e, err := range inFile(file, k) {
					if !yield(e, err) || err != nil {
						file.Close()
						return
					}
				}
				file.Close()
				continue
			}
			known := f.known
			var err error
			if r == nil {
				r, err = newReader(c.InOrStdin())
			}
			e := &export.Entry{}
			if err == nil {
				known.Path = path
				e.Reading, err = r.read(c.Context(), path, known)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// openTable opens a file that holds readings or a table of claims; ok is false
// for any other, which is a report.
func openTable(path string) (f *os.File, k export.Kind, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return nil, "", false
	}
	if k, ok = export.KindOf(path, f); !ok {
		f.Close()
	}
	return f, k, ok
}

// inFile are the entries of an export or a table.
func inFile(f *os.File, k export.Kind) iter.Seq2[*export.Entry, error] {
	return func(yield func(*export.Entry, error) bool) {
		info, err := f.Stat()
		if err != nil {
			yield(nil, err)
			return
		}
		for e, err := range export.Import(k, f, info.Size()) {
			if err != nil {
				err = fmt.Errorf("%s: %w", f.Name(), err)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

func newImport(stdout *output) *cobra.Command {
	var m importing
	var db string
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Put exported readings, tables of claims or Auto Archiver sheets into a ledger",
		Long: `Put what sayso exported as jsonl, csv, xlsx or parquet into a ledger, from which
the same export gives the same bytes again. What the ledger already holds stays
as it is.

JSON Lines carry whole reports: each text must have the hash it names, and each
span must lie in it; a report whose original bytes did not come along is
refused, and named.

A table (csv, xlsx, parquet) has the columns of sayso export --format csv, of
which claim and text must be there; it may be kept by hand. Its rows with one
report and url, which must stand together, become one report, whose text is the
quoted words.

A sheet of Auto Archiver (csv or xlsx, with the columns Link and Archive status)
brings in texts: each is read, and kept with what the sheet tells of its archived
copy. Rows without a text are named.`,
		Example: `  sayso export --format jsonl --db a.db -o all.jsonl
  sayso import --db b.db all.jsonl
  sayso import --by Mara claims-by-hand.xlsx archive.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error {
			err := makeLedger(c.Context(), db, func(l *ledger.Ledger) error {
				m.c, m.l = c, l
				for _, path := range files {
					if err := m.file(path); err != nil {
						return fmt.Errorf("after %d reports: %w", m.n, err)
					}
				}
				return m.relate()
			})
			if err != nil {
				return exit{exitUnread, err}
			}
			if _, err := fmt.Fprintf(stdout, "%d reports, %d of them new\n", m.n, m.fresh); err != nil {
				return err
			}
			if m.skipped > 0 {
				return exit{exitUnread, fmt.Errorf("rows without a text to read: %d", m.skipped)}
			}
			return nil
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&m.by, "by", "import", "who brings them in, where the export does not say")
	return c
}

// importing is what an import has brought in so far.
type importing struct {
	c       *cobra.Command
	l       *ledger.Ledger
	by      string
	reader  *reader
	n       int
	fresh   int
	read    int // of a sheet's texts
	skipped int
}

func (m *importing) file(path string) error {
	f, k, ok := openTable(path)
	if !ok {
		if _, err := os.Stat(path); err != nil {
			return err
		}
		return fmt.Errorf("%s: it is no export, table or sheet; sayso add brings reports in", path)
	}
	defer f.Close()
	err := m.into(inFile(f, k))
	if errors.Is(err, export.ErrToRead) {
		if m.reader == nil {
			if m.reader, err = newReader(m.c.InOrStdin()); err != nil {
				return err
			}
		}
		err = m.into(export.ArchivedSheet(k, f, m.by, m.text, func(err error) {
			m.skipped++
			fmt.Fprintf(m.c.ErrOrStderr(), "not read: %s: %v\n", path, err)
		}))
	}
	return err
}

func (m *importing) into(entries iter.Seq2[*export.Entry, error]) error {
	for e, err := range entries {
		if err != nil {
			return err
		}
		fresh, err := export.Into(m.c.Context(), m.l, e, m.by)
		if err != nil {
			return err
		}
		if m.n++; fresh {
			m.fresh++
		}
	}
	return nil
}

// text reads a text that a sheet holds.
func (m *importing) text(r *report.Report) (*reading.Reading, error) {
	m.read++
	return m.reader.Read(m.c.Context(), r)
}

// relate relates new texts to the reports of the ledger.
func (m *importing) relate() error {
	if m.read == 0 {
		return nil
	}
	return work.NewRelator(m.l).Pass(m.c.Context())
}
