package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// The first byte of everything packed: as it is, or a zstd frame.
const (
	plain  = 0
	zipped = 1
)

// maxUnpacked bounds what a damaged or hostile frame can swell to.
const maxUnpacked = 1 << 30

// packWindow is how far back equal bytes are looked for: the packer keeps twice
// that in memory.
const packWindow = 1 << 20

var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true), zstd.WithWindowSize(packWindow), zstd.WithEncoderLevel(zstd.SpeedFastest))
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnpacked))
)

// leastZipped is the length from which on packing is worth its time: most facts and
// proposals are shorter.
const leastZipped = 400

// pack is b as it is stored.
func pack(b []byte) []byte {
	if len(b) < leastZipped {
		return append([]byte{plain}, b...)
	}
	return packer.EncodeAll(b, []byte{zipped})
}

// unpack is what pack packed, in bytes of its own.
func unpack(b []byte) ([]byte, error) {
	switch {
	case len(b) == 0:
		return nil, fmt.Errorf("%w: nothing is stored where bytes should be", ErrCorrupt)
	case b[0] == plain:
		return bytes.Clone(b[1:]), nil
	case b[0] == zipped:
		out, err := unpacker.DecodeAll(b[1:], nil)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		return out, nil
	}
	return nil, fmt.Errorf("%w: unknown packing %d", ErrCorrupt, b[0])
}

// marshal is v's JSON without HTML escapes and without a newline.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// stamp is a time as the ledger keeps it: UTC, whole microseconds.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func formatTime(t time.Time) string { return stamp(t).Format("2006-01-02T15:04:05.000000Z") }

func parseTime(s string) (time.Time, error) { return time.Parse(time.RFC3339Nano, s) }

// insert writes args, cols a row, in few statements. The last column is written
// by the template last when it is not empty.
func insert(ctx context.Context, d dialect, q querier, head string, cols int, last, tail string, args []any) error {
	const most = 8000 // parameters a statement
	sizes := []int{most / cols}
	if _, l := d.(lite); l { // parsing a long statement takes longer than some short ones that are ready
		n := max(1, (longQuery-len(head)-len(tail)-10)/(2*cols+3))
		sizes = sizes[:0]
		for ; n > 1; n /= 4 {
			sizes = append(sizes, n)
		}
		sizes = append(sizes, 1)
	}
	for rest := args; len(rest) > 0; {
		n := len(rest) / cols
		if i := slices.IndexFunc(sizes, func(size int) bool { return size <= n }); i >= 0 {
			n = sizes[i]
		}
		var b strings.Builder
		b.WriteString(head)
		for row := range n {
			if row > 0 {
				b.WriteByte(',')
			}
			b.WriteString(" (")
			for c := range cols {
				if c > 0 {
					b.WriteByte(',')
				}
				if c == cols-1 && last != "" {
					fmt.Fprintf(&b, last, row*cols+c+1)
				} else {
					b.WriteString(d.param(row*cols + c + 1))
				}
			}
			b.WriteByte(')')
		}
		b.WriteString(" " + tail)
		if _, err := q.ExecContext(ctx, b.String(), rest[:n*cols]...); err != nil {
			return err
		}
		rest = rest[n*cols:]
	}
	return nil
}

// params is "$first,$first+1,..." of n parameters.
func params(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "$%d", first+i)
	}
	return b.String()
}
