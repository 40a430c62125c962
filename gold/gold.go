// Package gold measures readings against annotation made by people.
//
// It scores claims and attributions. How a claim is annotated is defined in
// METHODOLOGY.md; nothing in here changes what a reader does.
package gold

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// ErrGold says that a file is not annotation that can be scored.
var ErrGold = errors.New("it is not gold: a JSON object with text and claims or attributions")

// ErrText says that a reading is of another text than the gold.
var ErrText = errors.New("the reading is of another text than the gold")

// File is one annotated report. Published is EDTF, empty when not known.
// Offsets are UTF-8 bytes of Text.
type File struct {
	ID           string        `json:"id"`
	Published    string        `json:"published"`
	Text         string        `json:"text"`
	Claims       []Claim       `json:"claims"`
	Attributions []Attribution `json:"attributions"`
}

// Claim is an annotated claim; empty Basis means stated.
type Claim struct {
	Anchor     report.Span        `json:"anchor"`
	Sources    []Source           `json:"sources"`
	Factuality reading.Factuality `json:"factuality"`
	Status     reading.Status     `json:"status"`
	When       string             `json:"when"`
	Basis      string             `json:"basis"`
	Quantities []Quantity         `json:"quantities"`
}

// Source is a voice of a chain by the span of its head; nil Span is a voice
// that is not named.
type Source struct{ Span *report.Span }

// UnmarshalJSON reads a span or the word "unnamed".
func (s *Source) UnmarshalJSON(b []byte) error {
	if string(b) == `"unnamed"` {
		return nil
	}
	s.Span = new(report.Span)
	return s.Span.UnmarshalJSON(b)
}

// Quantity is a number's bounds; a nil one is open.
type Quantity struct {
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

// Attribution is an annotated attribution.
type Attribution struct {
	Source  []report.Span `json:"source"`
	Cue     []report.Span `json:"cue"`
	Content []report.Span `json:"content"`
}

// Load reads the gold at path. Errors begin with the path.
func Load(path string) (*File, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("gold: %w", err)
	}
	f, err := parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

func parse(b []byte) (*File, error) {
	var f File
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	if f.Text == "" || f.Claims == nil && f.Attributions == nil {
		return nil, ErrGold
	}
	var spans []report.Span
	for _, c := range f.Claims {
		spans = append(spans, c.Anchor)
		for _, s := range c.Sources {
			if s.Span != nil {
				spans = append(spans, *s.Span)
			}
		}
	}
	for _, a := range f.Attributions {
		spans = append(append(append(spans, a.Source...), a.Cue...), a.Content...)
	}
	for _, s := range spans {
		if s.Start < 0 || s.End <= s.Start || s.End > len(f.Text) {
			return nil, fmt.Errorf("span [%d,%d] of a text of %d bytes: %w", s.Start, s.End, len(f.Text), ErrGold)
		}
	}
	return &f, nil
}

// sameText tells whether a reading is of the gold's text, but for space at the
// end.
func (f *File) sameText(r *reading.Reading) error {
	if strings.TrimRightFunc(f.Text, unicode.IsSpace) != strings.TrimRightFunc(r.Text, unicode.IsSpace) {
		return fmt.Errorf("%s: %w", f.ID, ErrText)
	}
	return nil
}
