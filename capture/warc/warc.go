// Package warc reads web archives record by record, without holding more of
// one than a buffer: WARC 1.0 and 1.1 (ISO 28500:2017), plain or gzipped record
// by record or as a whole.
//
// What a record's bytes say is extract's work; export writes archives.
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// The ways in which an archive or a record of it is refused. After ErrRecord the
// next record may be asked for; after ErrArchive nothing more can be read.
var (
	ErrArchive = errors.New("it is no WARC file, or broken from here on")
	ErrRecord  = errors.New("the record is broken")
)

const (
	maxHeader = 1 << 20 // bytes of a record's header
	maxLine   = 64 << 10
)

// Record is one record of an archive. Body is its block, to be read before the
// next record is asked for; what is left of it is skipped.
type Record struct {
	Type   string // warcinfo, response, resource, request, metadata, revisit, conversion, continuation
	ID     string
	Target string    // the address that was archived, "" where it names none
	Date   time.Time // zero where it names none
	Header map[string]string
	Offset int64 // in the file as it is stored, of the record or the gzip member that it is in
	Length int64 // of the block in bytes, as the header tells
	Body   io.Reader
}

// Reader reads the records of an archive in their order.
type Reader struct {
	raw    *counted
	in     *bufio.Reader // over raw
	member *gzip.Reader  // of the record at hand, nil where the file is not gzipped
	text   *bufio.Reader
	block  *io.LimitedReader
	zipped bool
	begun  bool
	from   int64
	nth    int
	failed error
}

// NewReader reads an archive that r holds from its byte offset on; offset is 0
// or a Place's.
func NewReader(r io.Reader, offset int64) *Reader {
	raw := &counted{r: r, n: offset}
	return &Reader{raw: raw, in: bufio.NewReaderSize(raw, 256<<10), from: offset}
}

// Place is where reading may begin anew to get the records after the one at
// hand: the offset, and how many records from there on to pass over. In plain
// files and those gzipped record by record it is the record's own offset and 1.
func (r *Reader) Place() (offset int64, skip int) { return r.from, r.nth }

// at is the offset of the next byte of the file that was not taken yet.
func (r *Reader) at() int64 { return r.raw.n - int64(r.in.Buffered()) }

// Next is the next record, io.EOF after the last. Errors wrap ErrArchive or
// ErrRecord and tell where in the file.
func (r *Reader) Next() (*Record, error) {
	if r.failed != nil {
		return nil, r.failed
	}
	rec, err := r.next()
	if err != nil && !errors.Is(err, ErrRecord) {
		if err != io.EOF && !errors.Is(err, ErrArchive) {
			err = fmt.Errorf("byte %d: %w: %w", r.from, ErrArchive, err)
		}
		r.failed = err
	}
	return rec, err
}

func (r *Reader) next() (*Record, error) {
	if !r.begun {
		r.begun = true
		head, err := r.in.Peek(2)
		if len(head) == 0 {
			return nil, io.EOF
		}
		if err != nil {
			return nil, err
		}
		r.zipped = head[0] == 0x1f && head[1] == 0x8b
		if !r.zipped {
			r.text = r.in
		}
	} else if err := r.finish(); err != nil {
		return nil, err
	}
	if err := r.open(); err != nil {
		return nil, err
	}
	return r.header()
}

// finish skips what is left of the record at hand and the two line ends after
// it.
func (r *Reader) finish() error {
	if r.block == nil {
		return nil
	}
	if _, err := io.Copy(io.Discard, r.block); err != nil {
		return err
	}
	if r.block.N > 0 {
		return fmt.Errorf("byte %d: %w: the file ends in the middle of a record", r.from, ErrArchive)
	}
	r.block = nil
	return nil
}

// open moves to the beginning of the next record, past blank lines and, in a
// gzipped file, into the member that it is in.
func (r *Reader) open() error {
	for r.zipped {
		if r.text != nil {
			more, err := blank(r.text)
			if err != nil {
				return err
			}
			if more {
				r.nth++ // another record in the same member
				return nil
			}
		}
		if _, err := r.in.Peek(1); err != nil {
			return io.EOF
		}
		r.from, r.nth = r.at(), 0
		if err := r.unzip(); err != nil {
			return err
		}
	}
	more, err := blank(r.text)
	if err != nil {
		return err
	}
	if !more {
		return io.EOF
	}
	r.from, r.nth = r.at(), 1
	return nil
}

func (r *Reader) unzip() (err error) {
	if r.member == nil {
		r.member, err = gzip.NewReader(r.in)
	} else {
		err = r.member.Reset(r.in)
	}
	if err != nil {
		return fmt.Errorf("the gzip member cannot be opened: %w", err)
	}
	r.member.Multistream(false)
	if r.text == nil {
		r.text = bufio.NewReaderSize(r.member, 64<<10)
	} else {
		r.text.Reset(r.member)
	}
	return nil
}

// blank skips blank lines and tells whether anything follows.
func blank(r *bufio.Reader) (bool, error) {
	for {
		b, err := r.ReadByte()
		if err == io.EOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if b != '\r' && b != '\n' {
			return true, r.UnreadByte()
		}
	}
}

func (r *Reader) header() (*Record, error) {
	version, err := line(r.text)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, fmt.Errorf("byte %d: %w: a record begins with %.20q", r.from, ErrArchive, version)
	}
	rec := &Record{Header: map[string]string{}, Offset: r.from}
	size, last := 0, ""
	for {
		s, err := line(r.text)
		if err != nil {
			return nil, err
		}
		if s == "" {
			break
		}
		if size += len(s); size > maxHeader {
			return nil, fmt.Errorf("byte %d: %w: its header is larger than %d KiB", r.from, ErrArchive, maxHeader>>10)
		}
		if (s[0] == ' ' || s[0] == '\t') && last != "" {
			rec.Header[last] += " " + strings.TrimSpace(s)
			continue
		}
		name, value, ok := strings.Cut(s, ":")
		if !ok {
			continue
		}
		last = strings.ToLower(strings.TrimSpace(name))
		rec.Header[last] = strings.TrimSpace(value)
	}
	rec.Length, err = strconv.ParseInt(rec.Header["content-length"], 10, 64)
	if err != nil || rec.Length < 0 {
		return nil, fmt.Errorf("byte %d: %w: it does not tell its length", r.from, ErrArchive)
	}
	rec.Type = strings.ToLower(rec.Header["warc-type"])
	rec.ID = strings.Trim(rec.Header["warc-record-id"], "<>")
	rec.Target = strings.Trim(rec.Header["warc-target-uri"], "<>")
	rec.Date, _ = time.Parse(time.RFC3339Nano, rec.Header["warc-date"])
	r.block = &io.LimitedReader{R: r.text, N: rec.Length}
	rec.Body = r.block
	if rec.Type == "" {
		return rec, fmt.Errorf("byte %d: %w: it does not tell its type", r.from, ErrRecord)
	}
	return rec, nil
}

// line is a line without its end.
func line(r *bufio.Reader) (string, error) {
	var b []byte
	for {
		part, err := r.ReadSlice('\n')
		b = append(b, part...)
		if err == nil {
			return string(bytes.TrimRight(b, "\r\n")), nil
		}
		if err != bufio.ErrBufferFull {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return "", err
		}
		if len(b) > maxLine {
			return "", errors.New("a line of its header is too long")
		}
	}
}

// counted counts the bytes that were taken from a reader.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
