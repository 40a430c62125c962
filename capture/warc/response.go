package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// ErrTooLarge says that a page in an archive is larger than was asked for.
var ErrTooLarge = errors.New("the page is larger than allowed")

// Response is what a server answered, as an archive keeps it. Body is without
// the transfer's chunks and compression.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

// Response is the answer in a record of type response, or the bytes of a
// resource or conversion with no status. At most limit bytes of body are taken.
// Errors wrap ErrRecord or ErrTooLarge.
func (rec *Record) Response(limit int64) (*Response, error) {
	out := &Response{Header: http.Header{}}
	body := rec.Body
	if rec.Type == "response" || rec.Type == "revisit" {
		r := bufio.NewReader(rec.Body)
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			return nil, fmt.Errorf("byte %d: %w: it holds no HTTP answer: %w", rec.Offset, ErrRecord, err)
		}
		out.Status, out.Header = resp.StatusCode, resp.Header
		// Archives often keep the body without the chunks that its header names.
		body = resp.Body
		if len(resp.TransferEncoding) > 0 {
			body = unchunked(r, resp.Body)
		} else {
			body = r
		}
	} else {
		out.Header.Set("Content-Type", rec.Header["content-type"])
	}
	var err error
	out.Body, err = plainBody(body, out.Header.Get("Content-Encoding"), limit)
	if err != nil {
		return nil, fmt.Errorf("byte %d: %w", rec.Offset, err)
	}
	return out, nil
}

// unchunked is the body that r holds without chunks, if it has any.
func unchunked(r *bufio.Reader, chunked io.Reader) io.Reader {
	head, _ := r.Peek(12)
	i := 0
	for i < len(head) && strings.IndexByte("0123456789abcdefABCDEF", head[i]) >= 0 {
		i++
	}
	if i > 0 && i < len(head) && (head[i] == '\r' || head[i] == '\n' || head[i] == ';') {
		return chunked
	}
	return r
}

func plainBody(r io.Reader, encoding string, limit int64) ([]byte, error) {
	br := bufio.NewReader(r)
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "gzip", "x-gzip":
		if head, _ := br.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b { // else the archive has unpacked it
			z, err := gzip.NewReader(br)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrRecord, err)
			}
			defer z.Close()
			return atMost(z, limit)
		}
	case "deflate":
		z := flate.NewReader(br)
		defer z.Close()
		return atMost(z, limit)
	case "br":
		return atMost(brotli.NewReader(br), limit)
	case "zstd":
		z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrRecord, err)
		}
		defer z.Close()
		return atMost(z, limit)
	}
	return atMost(br, limit)
}

func atMost(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(b)) > limit:
		return nil, ErrTooLarge
	case err != nil && len(b) == 0:
		return nil, fmt.Errorf("%w: %w", ErrRecord, err)
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("%w: its body breaks off after %d bytes: %w", ErrRecord, len(b), err)
	}
	return b, nil
}
