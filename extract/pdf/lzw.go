package pdf

import (
	"bytes"
	stdlzw "compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"golang.org/x/image/tiff/lzw"
)

var (
	objectStart = regexp.MustCompile(`(?:^|[\r\n\s])(\d{1,8})\s+(\d{1,5})\s+obj\b`)
	streamStart = regexp.MustCompile(`\bstream(?:\r\n|\n|\r)`)
	filterKey   = regexp.MustCompile(`/Filter\s*(?:\[([^\]]*)\]|(/\w+))`)
	paramsKey   = regexp.MustCompile(`/DecodeParms\s*(?:\[[^\]]*\]|<<[^>]*>>|null)`)
	lengthKey   = regexp.MustCompile(`/Length\s+(\d+)(\s+\d+\s+R)?`)
	filterName  = regexp.MustCompile(`/(\w+)`)
	rewritten   = regexp.MustCompile(`/(?:Prev|XRefStm|Size)\s+\d+`)
	predictor   = regexp.MustCompile(`/Predictor\s+([2-9]|1\d)`)
	lateChange  = regexp.MustCompile(`/EarlyChange\s+0`)
)

// mostUnpacked is how many bytes the streams of a file may unpack to.
const mostUnpacked = 256 << 20

// unpacked is a PDF whose streams under the old LZW filter are unpacked, the
// file written anew with a table of its objects; the same PDF where it has none, is
// encrypted, or keeps its objects in packed streams, as files that use LZW do not.
func unpacked(b []byte) []byte {
	if !bytes.Contains(b, []byte("/LZWDecode")) {
		return b
	}
	at := bytes.LastIndex(b, []byte("trailer"))
	if at < 0 || bytes.Contains(b[at:], []byte("/Encrypt")) {
		return b
	}
	end := bytes.Index(b[at:], []byte("startxref"))
	if end < 0 {
		return b
	}
	trailer := rewritten.ReplaceAll(bytes.TrimSpace(b[at+len("trailer"):at+end]), nil)
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	places := map[int]string{}
	largest, left, done := 0, mostUnpacked, 0
	for {
		m := objectStart.FindSubmatchIndex(b[done:])
		if m == nil {
			break
		}
		number, _ := strconv.Atoi(string(b[done+m[2] : done+m[3]]))
		body := b[done+m[1]:]
		object, used := objectOf(body, &left)
		done += m[1] + used
		places[number] = fmt.Sprintf("%010d %05s n\r\n", out.Len(), b[done-used-m[1]+m[4]:done-used-m[1]+m[5]])
		largest = max(largest, number)
		fmt.Fprintf(&out, "%d %s obj", number, b[done-used-m[1]+m[4]:done-used-m[1]+m[5]])
		out.Write(object)
		out.WriteString("\nendobj\n")
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 1\n0000000000 65535 f\r\n")
	for n := range largest + 1 {
		if p, ok := places[n]; ok && n > 0 {
			fmt.Fprintf(&out, "%d 1\n%s", n, p)
		}
	}
	fmt.Fprintf(&out, "trailer\n%s /Size %d >>\nstartxref\n%d\n%%%%EOF\n", bytes.TrimSuffix(trailer, []byte(">>")), largest+1, table)
	return out.Bytes()
}

// objectOf is the object that body begins with, its stream unpacked where that is
// under LZW, and how many bytes of body it takes.
func objectOf(body []byte, left *int) (object []byte, used int) {
	end := bytes.Index(body, []byte("endobj"))
	if end < 0 {
		end = len(body)
	}
	s := streamStart.FindIndex(body[:end])
	if s == nil {
		return body[:end], end
	}
	dict, from := body[:s[0]], s[1]
	size := bytes.Index(body[from:], []byte("endstream"))
	if m := lengthKey.FindSubmatch(dict); m != nil && m[2] == nil {
		if n, err := strconv.Atoi(string(m[1])); err == nil && from+n <= len(body) && bytes.HasPrefix(bytes.TrimLeft(body[from+n:], "\r\n "), []byte("endstream")) {
			size = n
		}
	}
	if size < 0 {
		return body[:end], end
	}
	used = len(body)
	if e := bytes.Index(body[from+size:], []byte("endobj")); e >= 0 {
		used = from + size + e
	}
	plain, err := unpack(dict, body[from:from+size], left)
	if err != nil {
		return body[:used], used
	}
	dict = lengthKey.ReplaceAll(paramsKey.ReplaceAll(filterKey.ReplaceAll(dict, nil), nil), fmt.Appendf(nil, "/Length %d", len(plain)))
	return bytes.Join([][]byte{dict, []byte("stream\n"), plain, []byte("\nendstream")}, nil), used
}

var errLeave = errors.New("no stream under LZW that can be unpacked")

// unpack is a stream without its filters, one of which is LZW.
func unpack(dict, b []byte, left *int) ([]byte, error) {
	m := filterKey.FindSubmatch(dict)
	if m == nil || !bytes.Contains(m[0], []byte("LZW")) || predictor.Match(dict) {
		return nil, errLeave
	}
	var r io.Reader = bytes.NewReader(b)
	for _, f := range filterName.FindAllSubmatch(append(m[1], m[2]...), 8) {
		switch string(f[1]) {
		case "LZWDecode":
			if lateChange.Match(dict) {
				r = stdlzw.NewReader(r, stdlzw.MSB, 8)
			} else {
				r = lzw.NewReader(r, lzw.MSB, 8)
			}
		case "ASCII85Decode":
			all, err := io.ReadAll(r)
			if err != nil {
				return nil, err
			}
			if i := bytes.Index(all, []byte("~>")); i >= 0 {
				all = all[:i]
			}
			r = ascii85.NewDecoder(bytes.NewReader(all))
		case "ASCIIHexDecode":
			all, err := io.ReadAll(r)
			if err != nil {
				return nil, err
			}
			digits := bytes.Join(bytes.Fields(bytes.TrimRight(bytes.TrimSpace(all), ">")), nil)
			if len(digits)%2 == 1 {
				digits = append(digits, '0')
			}
			r = hex.NewDecoder(bytes.NewReader(digits))
		case "FlateDecode":
			z, err := zlib.NewReader(r)
			if err != nil {
				return nil, err
			}
			r = z
		default:
			return nil, errLeave
		}
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(*left)))
	if *left -= len(out); *left <= 0 {
		return nil, errLeave
	}
	if err != nil && len(out) == 0 {
		return nil, err
	}
	return out, nil // what a broken stream gave is kept
}
