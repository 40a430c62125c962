package export

import (
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// Rows of a batch, and of a row group: what is in memory at once.
const (
	batchRows = 512
	groupRows = 1 << 16
)

type parquetTable[T any] struct {
	w     *parquet.GenericWriter[T]
	rows  func(*Entry, func(*T) error) error
	batch []T
}

// NewClaimsParquet writes one row a claim, its quantities as a list. Text is
// UTF-8, offsets are bytes, and what nobody gave is null.
func NewClaimsParquet(w io.Writer) Writer { return newParquet(w, Claims) }

// NewEventsParquet writes one row an event of the given part.
func NewEventsParquet(w io.Writer, p Part) Writer {
	return newParquet(w, func(e *Entry, f func(*Event) error) error { return Events(e, p, f) })
}

func newParquet[T any](w io.Writer, rows func(*Entry, func(*T) error) error) *parquetTable[T] {
	return &parquetTable[T]{
		parquet.NewGenericWriter[T](w, parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}), parquet.MaxRowsPerRowGroup(groupRows), parquet.CreatedBy("sayso", "1", "")),
		rows, make([]T, 0, batchRows),
	}
}

func (p *parquetTable[T]) Add(e *Entry) error {
	return p.rows(e, func(r *T) error {
		p.batch = append(p.batch, *r)
		if len(p.batch) == cap(p.batch) {
			return p.flush()
		}
		return nil
	})
}

func (p *parquetTable[T]) flush() error {
	_, err := p.w.Write(p.batch)
	p.batch = p.batch[:0]
	return err
}

func (p *parquetTable[T]) Close() error {
	if err := p.flush(); err != nil {
		return err
	}
	return p.w.Close()
}
