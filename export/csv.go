package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// table writes rows of one kind as CSV (RFC 4180, LF line ends).
type table[T any] struct {
	w       *csv.Writer
	columns []column[T]
	rows    func(*Entry, func(*T) error) error
	cells   []string
	err     error
}

// NewClaimsCSV writes one row a claim. With bom, a byte order mark stands
// first, so that spreadsheet programs read the file as UTF-8. Cells that a
// spreadsheet would run as a formula begin with an apostrophe, as do cells that
// begin with one of their own.
func NewClaimsCSV(w io.Writer, bom bool) Writer { return newTable(w, bom, claimColumns, Claims) }

// NewEventsCSV writes one row an event of the given part, as NewClaimsCSV does.
func NewEventsCSV(w io.Writer, bom bool, p Part) Writer {
	return newTable(w, bom, eventColumns, func(e *Entry, f func(*Event) error) error { return Events(e, p, f) })
}

func newTable[T any](w io.Writer, bom bool, columns []column[T], rows func(*Entry, func(*T) error) error) *table[T] {
	t := &table[T]{w: csv.NewWriter(w), columns: columns, rows: rows, cells: make([]string, len(columns))}
	if bom {
		_, t.err = io.WriteString(w, mark)
	}
	for i, c := range columns {
		t.cells[i] = c.name
	}
	t.err = errors.Join(t.err, t.w.Write(t.cells))
	return t
}

const mark = "\ufeff"

func (t *table[T]) Add(e *Entry) error {
	if t.err != nil {
		return t.err
	}
	return t.rows(e, t.row)
}

func (t *table[T]) row(r *T) error {
	for i, c := range t.columns {
		t.cells[i] = inert(c.get(r))
	}
	return t.w.Write(t.cells)
}

func (t *table[T]) Close() error {
	t.w.Flush()
	return errors.Join(t.err, t.w.Error())
}

// inert keeps a cell from being run as a formula; lively undoes it.
func inert(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if s != "" && (s[0] == '\'' || strings.ContainsRune("=+-@\t\n＝＋－＠", []rune(s[:min(len(s), 4)])[0])) && !plainNumber(s) {
		return "'" + s
	}
	return s
}

func lively(s string) string { return strings.TrimPrefix(s, "'") }

// plainNumber tells whether s is a number that needs no guarding: digits with
// at most a sign before and a point among them.
func plainNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits, points := 0, 0
	for _, c := range s {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c == '.':
			points++
		default:
			return false
		}
	}
	return digits > 0 && points < 2
}

// ReadClaimsCSV reads back what NewClaimsCSV wrote, with or without a byte
// order mark. Columns may stand in any order and others among them are passed
// over. Errors wrap ErrImport and name the line.
func ReadClaimsCSV(r io.Reader) iter.Seq2[*Claim, error] { return readTable(r, claimColumns, "claim") }

// ReadEventsCSV reads back what NewEventsCSV wrote, as ReadClaimsCSV does.
func ReadEventsCSV(r io.Reader) iter.Seq2[*Event, error] { return readTable(r, eventColumns, "event") }

func readTable[T any](r io.Reader, columns []column[T], must string) iter.Seq2[*T, error] {
	return rowsOf(csvRows(r), columns, must)
}

// cells is one line of a table, and where it stands.
type cells struct {
	at    string
	cells []string
}

// divider is what stands between the cells of a table: a semicolon where its first
// line has those and no comma, as spreadsheet programs write where a comma is in
// numbers.
func divider(b *bufio.Reader) rune {
	head, _ := b.Peek(b.Size()) // a short file is looked at whole
	head, _, _ = bytes.Cut(head, []byte("\n"))
	if bytes.ContainsRune(head, ';') && !bytes.ContainsRune(head, ',') {
		return ';'
	}
	return ','
}

// csvRows is the lines of CSV, without a byte order mark and without what keeps
// cells from being run.
func csvRows(r io.Reader) iter.Seq2[cells, error] {
	return func(yield func(cells, error) bool) {
		b := bufio.NewReader(r)
		if c, _, err := b.ReadRune(); err == nil && string(c) != mark {
			_ = b.UnreadRune() // cannot fail after ReadRune
		}
		in := csv.NewReader(b)
		in.Comma = divider(b)
		in.ReuseRecord = true
		for {
			row, err := in.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(cells{}, fmt.Errorf("%w: %w", ErrImport, err))
				return
			}
			for i := range row {
				row[i] = lively(row[i])
			}
			line, _ := in.FieldPos(0)
			if !yield(cells{"line " + strconv.Itoa(line), row}, nil) {
				return
			}
		}
	}
}

// rowsOf are the rows of a table whose first line names its columns, which may
// stand in any order, with others among them.
func rowsOf[T any](table iter.Seq2[cells, error], columns []column[T], must string) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		var at []*column[T]
		for line, err := range table {
			switch {
			case err != nil:
				yield(nil, err)
				return
			case at == nil:
				if at = columnsAt(line.cells, columns); !slices.ContainsFunc(at, func(c *column[T]) bool { return c != nil && c.name == must }) {
					yield(nil, fmt.Errorf("there is no column %q: %w", must, ErrImport))
					return
				}
				continue
			}
			row := new(T)
			for i, c := range at {
				if c == nil || i >= len(line.cells) {
					continue
				}
				if err := c.set(row, line.cells[i]); err != nil {
					yield(nil, fmt.Errorf("%w: %s, column %s: %w", ErrImport, line.at, c.name, err))
					return
				}
			}
			if !yield(row, nil) {
				return
			}
		}
		if at == nil {
			yield(nil, fmt.Errorf("there is no header: %w", ErrImport))
		}
	}
}

// columnsAt are the columns that a header names, nil for others.
func columnsAt[T any](head []string, columns []column[T]) []*column[T] {
	at := make([]*column[T], len(head))
	for i, name := range head {
		for k := range columns {
			if strings.EqualFold(columns[k].name, strings.TrimSpace(name)) {
				at[i] = &columns[k]
			}
		}
	}
	return at
}

// WriteClaimsCSV writes rows that were read back.
func WriteClaimsCSV(w io.Writer, bom bool, rows iter.Seq2[*Claim, error]) error {
	return writeTable(newTable(w, bom, claimColumns, Claims), rows)
}

// WriteEventsCSV writes rows that were read back.
func WriteEventsCSV(w io.Writer, bom bool, rows iter.Seq2[*Event, error]) error {
	return writeTable(newTable[Event](w, bom, eventColumns, nil), rows)
}

func writeTable[T any](t *table[T], rows iter.Seq2[*T, error]) error {
	for r, err := range rows {
		if err == nil {
			err = t.row(r)
		}
		if err != nil {
			return err
		}
	}
	return t.Close()
}
