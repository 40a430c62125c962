package pdf

import (
	"bytes"
	"encoding/ascii85"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// packed is b under LZW, in codes of nine bits that say nothing but the bytes.
func packed(b []byte) []byte {
	var out []byte
	bits, n := uint32(0), 0
	put := func(code uint32) {
		bits, n = bits<<9|code, n+9
		for n >= 8 {
			out = append(out, byte(bits>>(n-8)))
			n -= 8
		}
	}
	for i, c := range b {
		if i%200 == 0 {
			put(256) // the table begins anew, so that codes stay at nine bits
		}
		put(uint32(c))
	}
	put(257)
	put(0)
	return out
}

var plainStream = regexp.MustCompile(`(?s)<<(/Length \d+)>>\nstream\n(.*?)\nendstream`)

// TestLZW reads documents whose pages are under LZW, alone and inside ASCII85.
func TestLZW(t *testing.T) {
	plain := document(t, 2, false)
	want, err := Read(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, pack := range map[string]func(b []byte) (filters string, out []byte){
		"LZW": func(b []byte) (string, []byte) { return "/Filter /LZWDecode", packed(b) },
		"ASCII85 of LZW": func(b []byte) (string, []byte) {
			p := packed(b)
			out := make([]byte, ascii85.MaxEncodedLen(len(p)))
			return "/Filter [/ASCII85Decode /LZWDecode]", append(out[:ascii85.Encode(out, p)], "~>"...)
		},
	} {
		changed := 0
		b := plainStream.ReplaceAllFunc(plain, func(s []byte) []byte {
			m := plainStream.FindSubmatch(s)
			if !bytes.Contains(m[2], []byte("BT ")) {
				return s
			}
			changed++
			filters, out := pack(m[2])
			return fmt.Appendf(nil, "<<%s /Length %d>>\nstream\n%s\nendstream", filters, len(out), out)
		})
		if changed != 2 {
			t.Fatalf("%s: %d streams were packed", name, changed)
		}
		got, err := Read(b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if fmt.Sprint(got.Paragraphs) != fmt.Sprint(want.Paragraphs) || got.Title != want.Title || got.Unread != 0 {
			t.Errorf("%s: %d of %d paragraphs, title %q, %d pages unread", name, len(got.Paragraphs), len(want.Paragraphs), got.Title, got.Unread)
		}
	}
}

func FuzzLZW(f *testing.F) {
	f.Add([]byte("%PDF-1.2\n1 0 obj\n<</Filter /LZWDecode /Length 3>>\nstream\n" + string(packed([]byte("a"))) + "\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF"))
	f.Add([]byte(strings.Repeat("1 0 obj /LZWDecode ", 5) + "trailer startxref"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = Read(append(b, "/LZWDecode"...))
	})
}
