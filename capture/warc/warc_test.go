package warc

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
)

// record is a record as an archive stores it.
func record(kind, target, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: 2024-03-13T08:00:00Z\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, target, target, len(block), block)
}

func zipped(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		io.WriteString(z, p)
		z.Close()
	}
	return b.Bytes()
}

// targets are the records that a reader gives, "!" for those that are broken.
func targets(t *testing.T, r *Reader) (out []string, err error) {
	for {
		rec, err := r.Next()
		if errors.Is(err, ErrRecord) {
			out = append(out, "!")
			continue
		}
		if err != nil {
			return out, err
		}
		out = append(out, rec.Type+" "+rec.Target)
	}
}

var three = []string{record("warcinfo", "", "software: x\r\n"), record("response", "https://a.example/", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>one\r\n\r\ntwo"), record("request", "https://a.example/", "")}

func TestRecords(t *testing.T) {
	want := []string{"warcinfo ", "response https://a.example/", "request https://a.example/"}
	for name, file := range map[string][]byte{
		"plain": []byte(strings.Join(three, "")), "member by member": zipped(three...), "as a whole": zipped(strings.Join(three, "")),
		"blank lines between": []byte("\r\n" + strings.Join(three, "\r\n\r\n\n")), "members with blank lines": zipped(three[0], "\r\n", three[1]+"\r\n", three[2]),
	} {
		got, err := targets(t, NewReader(bytes.NewReader(file), 0))
		if err != io.EOF || !cmp.Equal(got, want) {
			t.Errorf("%s: %v %v", name, got, err)
		}
		// Reading begins anew after any record.
		r := NewReader(bytes.NewReader(file), 0)
		for i := range want {
			if _, err := r.Next(); err != nil {
				t.Fatal(name, err)
			}
			offset, skip := r.Place()
			again := NewReader(bytes.NewReader(file[offset:]), offset)
			for range skip {
				if _, err := again.Next(); err != nil {
					t.Fatal(name, i, err)
				}
			}
			if got, err := targets(t, again); err != io.EOF || len(got) != len(want)-i-1 || i+1 < len(want) && got[0] != want[i+1] {
				t.Errorf("%s: after record %d come %v, %v", name, i, got, err)
			}
		}
	}
}

func TestBroken(t *testing.T) {
	whole := strings.Join(three, "")
	for _, c := range []struct {
		name string
		file []byte
		got  int
		err  error
	}{
		{"nothing", nil, 0, io.EOF},
		{"another file", []byte("<html></html>"), 0, ErrArchive},
		{"cut in a block", []byte(whole[:len(whole)-len(three[2])-8]), 2, ErrArchive},
		{"cut in a header", []byte(whole[:len(three[0])+20]), 1, ErrArchive},
		{"cut in a member", zipped(three...)[:200], 1, ErrArchive},
		{"no length", []byte(three[0] + "WARC/1.0\r\nWARC-Type: response\r\n\r\nx"), 1, ErrArchive},
		{"a length below zero", []byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nx"), 0, ErrArchive},
		{"no type", []byte("WARC/1.0\r\nContent-Length: 1\r\n\r\nx\r\n\r\n" + three[2]), 2, io.EOF},
		{"no colon in the header", []byte("WARC/1.0\r\nx\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n"), 1, io.EOF},
	} {
		got, err := targets(t, NewReader(bytes.NewReader(c.file), 0))
		if len(got) != c.got || !errors.Is(err, c.err) {
			t.Errorf("%s: %v %v", c.name, got, err)
		}
	}
}

func TestResponse(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	io.WriteString(z, "<p>hello")
	z.Close()
	for _, c := range []struct {
		name, kind, block, want string
		status                  int
		err                     error
	}{
		{"plain", "response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>hello", "<p>hello", 200, nil},
		{"a wrong length", "response", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n<p>hello", "<p>hello", 200, nil},
		{"chunks", "response", "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n5\r\nhello\r\n0\r\n\r\n", "<p>hello", 404, nil},
		{"chunks named and unpacked", "response", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>hello", "<p>hello", 200, nil},
		{"gzip", "response", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed.String(), "<p>hello", 200, nil},
		{"gzip named and unpacked", "response", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>hello", "<p>hello", 200, nil},
		{"resource", "resource", "<p>hello", "<p>hello", 0, nil},
		{"no answer", "response", "hello", "", 0, ErrRecord},
		{"too large", "resource", strings.Repeat("x", 2000), "", 0, ErrTooLarge},
		{"half a packed body", "response", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed.String()[:11], "", 0, ErrRecord},
	} {
		rec, err := NewReader(strings.NewReader(record(c.kind, "https://a.example/", c.block)), 0).Next()
		if err != nil {
			t.Fatal(c.name, err)
		}
		got, err := rec.Response(1000)
		if !errors.Is(err, c.err) || err == nil && (string(got.Body) != c.want || got.Status != c.status) {
			t.Errorf("%s: %+v %v", c.name, got, err)
		}
	}
}

func TestArchives(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"archive/b.warc.gz", "archive/a.warc", "datapackage.json", "indexes/index.cdx.gz"} {
		w, _ := z.Create(name)
		io.WriteString(w, three[1])
	}
	z.Close()
	names, open, err := Archives(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || !cmp.Equal(names, []string{"archive/a.warc", "archive/b.warc.gz"}) {
		t.Fatal(names, err)
	}
	f, err := open(names[0])
	if err != nil {
		t.Fatal(err)
	}
	if got, err := targets(t, NewReader(f, 0)); len(got) != 1 || err != io.EOF {
		t.Error(got, err)
	}
	if _, _, err := Archives(strings.NewReader("no"), 2); !errors.Is(err, ErrArchive) {
		t.Error(err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(strings.Join(three, "")))
	f.Add(zipped(three...))
	f.Add([]byte("WARC/1.1\r\nContent-Length: 99999999999\r\n folded\r\n\r\n"))
	f.Add([]byte(record("response", "x", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: br\r\n\r\n5\r\nhello\r\n0\r\n\r\n")))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := NewReader(bytes.NewReader(b), 0)
		for range 1000 {
			rec, err := r.Next()
			if errors.Is(err, ErrRecord) {
				continue
			}
			if err != nil {
				if err != io.EOF && !errors.Is(err, ErrArchive) {
					t.Fatalf("an error of no kind: %v", err)
				}
				return
			}
			if resp, err := rec.Response(1 << 16); err == nil && len(resp.Body) > 1<<16 {
				t.Fatalf("%d bytes", len(resp.Body))
			}
		}
	})
}
