package report

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The ways in which bytes are refused as a report's text.
var (
	ErrEmpty    = errors.New("there is no text in it; give a file with the report's words")
	ErrBinary   = errors.New("it is not text; extract the text first and give that")
	ErrEncoding = errors.New("it is not valid UTF-8; convert it, for instance with iconv -t UTF-8")
	ErrTooLarge = fmt.Errorf("it is larger than %d MiB; split it into reports", MaxBytes>>20)
)

// MaxBytes is the size of the largest plain-text report that is read.
const MaxBytes = 64 << 20

// Canonical is the canonical text of a plain-text file: its characters as
// UTF-8, the byte order mark dropped, line ends as LF, in NFC, without control
// characters other than tab and line feed. UTF-16 with a byte order mark is
// decoded. Errors wrap ErrEmpty, ErrBinary, ErrEncoding or ErrTooLarge and
// name the place.
func Canonical(b []byte) (string, error) {
	if len(b) > MaxBytes {
		return "", ErrTooLarge
	}
	s, err := decode(b)
	if err != nil {
		return "", err
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case r < 0x20 || 0x7f <= r && r < 0xa0:
			return -1
		}
		return r
	}, s)
	s = norm.NFC.String(s)
	if strings.TrimSpace(s) == "" {
		return "", ErrEmpty
	}
	return s, nil
}

func decode(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf16Text(b[2:], binary.LittleEndian)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16Text(b[2:], binary.BigEndian)
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return "", fmt.Errorf("byte %d is NUL: %w", i, ErrBinary)
	}
	for i, line := 0, 1; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			if binaryLike(b) {
				return "", fmt.Errorf("byte %d: %w", i, ErrBinary)
			}
			return "", fmt.Errorf("byte %d, line %d: %w", i, line, ErrEncoding)
		}
		if r == '\n' {
			line++
		}
		i += n
	}
	return string(b), nil
}

// binaryLike tells whether more than one byte in ten of the beginning is a
// control character that text does not use.
func binaryLike(b []byte) bool {
	b = b[:min(len(b), 4096)]
	odd := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			odd++
		}
	}
	return odd*10 > len(b)
}

func utf16Text(b []byte, order binary.ByteOrder) (string, error) {
	if len(b)%2 != 0 {
		return "", fmt.Errorf("UTF-16 of an odd number of bytes: %w", ErrEncoding)
	}
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = order.Uint16(b[2*i:])
	}
	r := utf16.Decode(u)
	for i, c := range r {
		if c == utf8.RuneError {
			return "", fmt.Errorf("UTF-16 character %d is half a pair: %w", i, ErrEncoding)
		}
	}
	return string(r), nil
}
