// Package report holds a captured news report: its canonical text, the zones
// of that text, and what is known about where and when it appeared.
//
// It is the vocabulary every other package shares, and imports none of them.
// Reading bytes of foreign formats is extract's work, finding claims reading's.
package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
)

// Span is a half-open range of UTF-8 byte offsets into a report's canonical
// text. Its JSON form is [start, end].
type Span struct{ Start, End int }

// MarshalJSON writes the span as a two-element array.
func (s Span) MarshalJSON() ([]byte, error) {
	b := append(make([]byte, 0, 24), '[')
	b = append(strconv.AppendInt(b, int64(s.Start), 10), ',')
	return append(strconv.AppendInt(b, int64(s.End), 10), ']'), nil
}

// UnmarshalJSON reads a two-element array.
func (s *Span) UnmarshalJSON(b []byte) error {
	var a [2]int
	if start, end, ok := pairOf(b); ok {
		a[0], a[1] = start, end
	} else if err := json.Unmarshal(b, &a); err != nil {
		return fmt.Errorf("span: %w", err)
	}
	s.Start, s.End = a[0], a[1]
	return nil
}

// pairOf reads "[12,34]" as it is written here, many thousand times a report's
// worth of JSON; anything else is for the general reader.
func pairOf(b []byte) (start, end int, ok bool) {
	if len(b) < 5 || len(b) > 24 || b[0] != '[' || b[len(b)-1] != ']' {
		return 0, 0, false
	}
	n := [2]int{}
	k, digits := 0, 0
	for _, c := range b[1 : len(b)-1] {
		switch {
		case c == ',' && k == 0 && digits > 0:
			k, digits = 1, 0
		case c >= '0' && c <= '9' && digits < 9 && (digits == 0 || n[k] > 0):
			n[k] = 10*n[k] + int(c-'0')
			digits++
		default:
			return 0, 0, false
		}
	}
	return n[0], n[1], k == 1 && digits > 0
}

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Of is the words of text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Overlaps tells whether the spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains tells whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// ZoneKind names what a stretch of a report's text is.
type ZoneKind string

// The zones of a report. Only claims of Headline and Body count as news.
const (
	Headline    ZoneKind = "headline"
	Dateline    ZoneKind = "dateline"
	Body        ZoneKind = "body"
	Caption     ZoneKind = "caption"
	Credit      ZoneKind = "credit"
	Boilerplate ZoneKind = "boilerplate"
	Correction  ZoneKind = "correction" // what the outlet notes of changes to the report
)

// Zone is a stretch of the canonical text of one kind.
type Zone struct {
	Kind ZoneKind `json:"kind"`
	Span Span     `json:"span"`
}

// Published is a report's date of publication, itself a claim: EDTF is empty
// when nobody gave one, and Basis says where it was found ("given",
// "metadata", "dateline"), also empty then.
type Published struct {
	EDTF  string `json:"edtf"`
	Basis string `json:"basis"`
}

// Report is one captured document. Every offset that sayso prints points into
// Text; SHA256 is of the original bytes, TextSHA256 of Text, both in lower-case
// hexadecimal. Fields nobody gave are empty.
type Report struct {
	ID         string
	URL        string
	Title      string
	Outlet     string
	Byline     []string
	Language   string // BCP 47
	Published  Published
	SHA256     string
	TextSHA256 string
	Text       string
	Zones      []Zone
}

// Hash is the lower-case hexadecimal SHA-256 of b.
func Hash[T string | []byte](b T) string {
	h := sha256.Sum256([]byte(b))
	return hex.EncodeToString(h[:])
}

// ZoneAt is the kind of the zone that offset lies in, Body where none does.
func (r *Report) ZoneAt(offset int) ZoneKind {
	for _, z := range r.Zones {
		if z.Span.Start <= offset && offset < z.Span.End {
			return z.Kind
		}
	}
	return Body
}
