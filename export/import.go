package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

// Kind is a form in which readings or tables of claims come in.
type Kind string

// The forms that come in, known by how their bytes begin.
const (
	KindJSONL   Kind = "jsonl"
	KindCSV     Kind = "csv"
	KindXLSX    Kind = "xlsx"
	KindParquet Kind = "parquet"
)

// KindOf tells the form of a file by its first bytes; CSV has none of its own and
// is known by its name. ok is false for anything else.
func KindOf(name string, r io.ReaderAt) (k Kind, ok bool) {
	b := make([]byte, 12)
	n, _ := r.ReadAt(b, 0) // a short file is no file of ours
	b = b[:n]
	switch {
	case bytes.HasPrefix(b, []byte(`{"schema"`)):
		return KindJSONL, true
	case bytes.HasPrefix(b, []byte("PAR1")):
		return KindParquet, true
	case bytes.HasPrefix(b, []byte("PK\x03\x04")) && strings.HasSuffix(strings.ToLower(name), ".xlsx"):
		return KindXLSX, true
	}
	return KindCSV, strings.HasSuffix(strings.ToLower(name), ".csv")
}

// Import reads back entries of a form: what sayso exported in it, or a sheet of
// claims kept by hand. Errors wrap ErrImport and name the place; a sheet of Auto
// Archiver, whose texts are yet to be read, is refused with ErrToRead.
func Import(k Kind, r io.ReaderAt, size int64) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		in := io.NewSectionReader(r, 0, size)
		var entries iter.Seq2[*Entry, error]
		switch k {
		case KindJSONL:
			entries = ReadJSONL(in)
		case KindParquet:
			entries = FromClaims(ReadClaimsParquet(r, size))
		default:
			tables, done, err := open(k, in)
			if err != nil {
				yield(nil, err)
				return
			}
			defer done()
			entries = FromClaims(claimsOf(tables))
		}
		for e, err := range entries {
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// ErrToRead says that a table holds texts, not claims: they are to be read first.
var ErrToRead = errors.New("it is a sheet of Auto Archiver, whose texts are to be read first")

// sheet is one table of a file.
type sheet struct {
	name string
	rows iter.Seq2[cells, error]
}

// open is the tables of a CSV or XLSX file.
func open(k Kind, in io.ReadSeeker) (tables []sheet, done func(), err error) {
	if k == KindCSV {
		return []sheet{{"", func(yield func(cells, error) bool) {
			if _, err := in.Seek(0, io.SeekStart); err != nil {
				yield(cells{}, err)
				return
			}
			csvRows(in)(yield)
		}}}, func() {}, nil
	}
	f, err := excelize.OpenReader(in, excelize.Options{RawCellValue: true, UnzipSizeLimit: 4 << 30})
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrImport, err)
	}
	for _, name := range f.GetSheetList() {
		tables = append(tables, sheet{name, xlsxRows(f, name)})
	}
	return tables, func() { _ = f.Close() }, nil // it was only read
}

// xlsxRows is the lines of a sheet of a workbook; a formula counts as the value
// that was kept with it.
func xlsxRows(f *excelize.File, name string) iter.Seq2[cells, error] {
	return func(yield func(cells, error) bool) {
		rows, err := f.Rows(name)
		if err != nil {
			yield(cells{}, fmt.Errorf("sheet %s: %w: %w", name, ErrImport, err))
			return
		}
		defer rows.Close()
		for n := 1; rows.Next(); n++ {
			row, err := rows.Columns()
			if err != nil {
				yield(cells{}, fmt.Errorf("sheet %s, row %d: %w: %w", name, n, ErrImport, err))
				return
			}
			if !yield(cells{fmt.Sprintf("sheet %s, row %d", name, n), row}, nil) {
				return
			}
		}
	}
}

// claimsOf is the rows of the tables that hold claims; a file without any is
// refused.
func claimsOf(tables []sheet) iter.Seq2[*Claim, error] {
	return func(yield func(*Claim, error) bool) {
		found := false
		var last error
		for _, t := range tables {
			var head []string
			for line, err := range t.rows {
				if err != nil {
					last = err
				}
				head = append(head, line.cells...)
				break
			}
			if !has(head, "claim") || !has(head, "text") {
				if has(head, archiverLink) && has(head, archiverStatus) {
					last = ErrToRead
				} else if has(head, "event") {
					last = fmt.Errorf("it holds events, which are made of claims: bring the claims in: %w", ErrImport)
				}
				continue
			}
			found = true
			for c, err := range rowsOf(t.rows, claimColumns, "claim") {
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
		switch {
		case found:
		case last != nil:
			yield(nil, last)
		default:
			yield(nil, fmt.Errorf("there is no table with the columns claim and text: %w", ErrImport))
		}
	}
}

func has(head []string, name string) bool {
	for _, h := range head {
		if strings.EqualFold(strings.TrimSpace(h), name) {
			return true
		}
	}
	return false
}

// ReadClaimsParquet reads back what NewClaimsParquet wrote. Errors wrap
// ErrImport.
func ReadClaimsParquet(r io.ReaderAt, size int64) iter.Seq2[*Claim, error] {
	return func(yield func(*Claim, error) bool) {
		var in *parquet.GenericReader[Claim]
		err := unbroken(func() error {
			f, err := parquet.OpenFile(r, size)
			if err != nil {
				return err
			}
			if _, ok := f.Schema().Lookup("claim"); !ok {
				return errors.New("there is no column claim")
			}
			in = parquet.NewGenericReader[Claim](f)
			return nil
		})
		if err != nil {
			yield(nil, fmt.Errorf("%w: %w", ErrImport, err))
			return
		}
		defer in.Close()
		for n := 0; ; {
			batch := make([]Claim, 64)
			got := 0
			err := unbroken(func() (err error) {
				got, err = in.Read(batch)
				return err
			})
			for i := range got {
				if !yield(&batch[i], nil) {
					return
				}
			}
			n += got
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil && got == 0 {
				err = io.ErrNoProgress
			}
			if err != nil {
				yield(nil, fmt.Errorf("after row %d: %w: %w", n, ErrImport, err))
				return
			}
		}
	}
}

// unbroken is f's error; where the reader of Parquet gives up on bytes that no
// writer wrote, that is an error too.
func unbroken(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the file is damaged: %v", p)
		}
	}()
	return f()
}
