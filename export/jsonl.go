package export

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// Schema is the JSON Schema (2020-12) of a line of the JSON Lines, and of what
// sayso read --format json prints.
//
//go:embed reading.schema.json
var Schema []byte

// MaxLine is the longest line that ReadJSONL takes, in bytes.
const MaxLine = 1 << 30

type jsonl struct {
	b *bufio.Writer
	e *json.Encoder
}

// NewJSONL writes one line an entry: the reading's JSON with a field "ledger"
// for what is known beyond the report. Nothing is lost.
func NewJSONL(w io.Writer) Writer {
	b := bufio.NewWriterSize(w, 1<<16)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return &jsonl{b, e}
}

func (j *jsonl) Add(e *Entry) error { return j.e.Encode(e) }
func (j *jsonl) Close() error       { return j.b.Flush() }

// ReadJSONL reads back what NewJSONL or sayso read --format json wrote. Every
// text must have the hash it names and every span must lie in it. Errors wrap
// ErrImport and name the line; at most one line is in memory.
func ReadJSONL(r io.Reader) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		in := bufio.NewScanner(r)
		in.Buffer(nil, MaxLine)
		n := 0
		for in.Scan() {
			n++
			b := bytes.TrimSpace(bytes.TrimPrefix(in.Bytes(), []byte(mark)))
			if len(b) == 0 {
				continue
			}
			e, err := decode(b)
			if err != nil {
				yield(nil, fmt.Errorf("line %d: %w: %w", n, ErrImport, err))
				return
			}
			if !yield(e, nil) {
				return
			}
		}
		if err := in.Err(); err != nil {
			yield(nil, fmt.Errorf("after line %d: %w: %w", n, ErrImport, err))
		}
	}
}

func decode(b []byte) (*Entry, error) {
	r, err := reading.Decode(b)
	if err != nil {
		return nil, err
	}
	var beyond struct {
		Known *Known `json:"ledger"`
	}
	if err := json.Unmarshal(b, &beyond); err != nil {
		return nil, err
	}
	if k := beyond.Known; k != nil {
		for i := range k.Links {
			if k.Links[i].Evidence == nil {
				k.Links[i].Evidence = []story.Evidence{}
			}
		}
	}
	return &Entry{r, beyond.Known}, nil
}
