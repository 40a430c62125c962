package report

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"as it is", "One.\nTwo.", "One.\nTwo."},
		{"byte order mark", "\ufeffOne.", "One."},
		{"two marks", "\ufeff\ufeffOne.", "One."},
		{"line ends", "a\r\nb\rc\n", "a\nb\nc\n"},
		{"composed", "Cafe\u0301", "Caf\u00e9"},
		{"controls", "a\x01b\x7fc\u0085d\te", "abcd\te"},
		{"no-break space stays", "a\u00a0b", "a\u00a0b"},
		{"zero width stays", "a\u200bb", "a\u200bb"},
		{"ligature stays", "ﬁve", "ﬁve"},
		{"UTF-16 little endian", "\xff\xfeH\x00i\x00", "Hi"},
		{"UTF-16 big endian", "\xfe\xff\x00H\x00i", "Hi"},
		{"UTF-16 pair", "\xff\xfe\x3d\xd8\x00\xde", "\U0001F600"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Canonical([]byte(c.in))
			if err != nil || got != c.want {
				t.Errorf("Canonical(%q) = %q, %v; want %q", c.in, got, err, c.want)
			}
		})
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     error
		place    string
	}{
		{"nothing", "", ErrEmpty, ""},
		{"only space", " \r\n\t\u00a0", ErrEmpty, ""},
		{"only a mark", "\ufeff", ErrEmpty, ""},
		{"NUL", "PK\x03\x04\x00", ErrBinary, "byte 4"},
		{"controls and bad bytes", "\x01\x02\x03\xff", ErrBinary, "byte 3"},
		{"Latin-1", "one\ntwo caf\xe9", ErrEncoding, "byte 11, line 2"},
		{"half a character", "one \xe2\x82", ErrEncoding, "byte 4, line 1"},
		{"odd UTF-16", "\xff\xfeH", ErrEncoding, "byte 2"},
		{"half a pair", "\xff\xfe\x3d\xd8H\x00", ErrEncoding, "byte 2, line 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Canonical([]byte(c.in))
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.place) {
				t.Errorf("Canonical(%q): %v; want %v at %q", c.in, err, c.want, c.place)
			}
		})
	}
	if _, err := Canonical(make([]byte, MaxBytes+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("beyond MaxBytes: %v; want ErrTooLarge", err)
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"", "a\r\nb", "\ufeffa", "\xff\xfea\x00", "\xfe\xff\x00a", "e\u0301\x01\u0301", "\r\r\n\n", strings.Repeat("\u0301", 40)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Canonical(b)
		if err != nil {
			if s != "" {
				t.Fatalf("text with an error: %q, %v", s, err)
			}
			return
		}
		if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) || strings.ContainsAny(s, "\r\x00\x7f") {
			t.Fatalf("not canonical: %q", s)
		}
		if again, err := Canonical([]byte(s)); err != nil || again != s {
			t.Fatalf("Canonical is not idempotent: %q then %q, %v", s, again, err)
		}
	})
}
