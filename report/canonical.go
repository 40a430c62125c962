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

// The ways in which bytes are refused as a report's text. Each message ends in
// what to do about it.
var (
	ErrEmpty    = errors.New("there is no text in it: give a file with the report's words")
	ErrBinary   = errors.New("it is not plain text: extract the text first and give that")
	ErrEncoding = errors.New("it is not valid UTF-8: convert it, for instance with iconv -t UTF-8")
	ErrTooLarge = fmt.Errorf("it is larger than %d MiB: split it into its reports", MaxBytes>>20)
)

// MaxBytes is the size of the largest report that is read, as original bytes.
const MaxBytes = 64 << 20

const mark = "\ufeff" // the byte order mark

// Canonical is the canonical text of a plain-text file: its characters as
// UTF-8, the byte order mark dropped, line ends as LF, in NFC, without control
// characters other than tab and line feed. UTF-16 with a byte order mark is
// decoded. Canonical text is its own canonical text. Errors wrap ErrEmpty,
// ErrBinary, ErrEncoding or ErrTooLarge and name the place, bytes and lines
// counted from the start of b.
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
	for strings.HasPrefix(s, mark) {
		s = s[len(mark):]
	}
	s = norm.NFC.String(s)
	if strings.Trim(strings.TrimSpace(s), mark) == "" {
		return "", ErrEmpty
	}
	return s, nil
}

func decode(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf16Text(b, binary.LittleEndian)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16Text(b, binary.BigEndian)
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return "", fmt.Errorf("byte %d is NUL: %w", i, ErrBinary)
	}
	for i, line := 0, 1; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			if looksBinary(b) {
				return "", fmt.Errorf("byte %d, line %d: %w", i, line, ErrBinary)
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

// looksBinary tells whether more than one byte in ten of the beginning is a
// control character that text does not use.
func looksBinary(b []byte) bool {
	b = b[:min(len(b), 4096)]
	odd := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			odd++
		}
	}
	return odd*10 > len(b)
}

// utf16Text decodes b, which begins with a byte order mark.
func utf16Text(b []byte, order binary.ByteOrder) (string, error) {
	if len(b)%2 != 0 {
		return "", fmt.Errorf("byte %d ends in the middle of a UTF-16 character: %w", len(b)-1, ErrEncoding)
	}
	var s strings.Builder
	s.Grow(len(b) / 2)
	line := 1
	for i := 2; i < len(b); i += 2 {
		r := rune(order.Uint16(b[i:]))
		if utf16.IsSurrogate(r) {
			low := rune(utf8.RuneError)
			if i+3 < len(b) {
				low = rune(order.Uint16(b[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return "", fmt.Errorf("byte %d, line %d is half a UTF-16 pair: %w", i, line, ErrEncoding)
			}
			i += 2
		}
		if r == '\n' {
			line++
		}
		s.WriteRune(r)
	}
	return s.String(), nil
}
