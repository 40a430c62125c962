package reading

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/sayso/sayso/report"
)

// ErrReading says that bytes are not a reading.
var ErrReading = errors.New("it is not one reading as sayso read --format json writes it")

// Decode reads back the JSON of one reading. Its text must have the hash it
// names, and every span must lie inside it and end between characters. Errors
// wrap ErrReading.
func Decode(b []byte) (*Reading, error) {
	var r Reading
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReading, err)
	}
	if r.Schema != Schema {
		return nil, fmt.Errorf("schema %q, not %q: %w", r.Schema, Schema, ErrReading)
	}
	if report.Hash(r.Text) != r.Report.TextSHA256 {
		return nil, fmt.Errorf("the text is not the one that text_sha256 names: %w", ErrReading)
	}
	for _, s := range r.spans() {
		if s.Start < 0 || s.End < s.Start || s.End > len(r.Text) || !between(r.Text, s.Start) || !between(r.Text, s.End) {
			return nil, fmt.Errorf("span [%d,%d] of a text of %d bytes: %w", s.Start, s.End, len(r.Text), ErrReading)
		}
	}
	return &r, nil
}

// between tells whether an offset stands between two characters.
func between(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// spans is every span that a reading holds.
func (r *Reading) spans() []report.Span {
	out := append([]report.Span{}, r.Sentences...)
	for _, z := range r.Zones {
		out = append(out, z.Span)
	}
	for _, v := range r.Voices {
		out = append(out, v.Mentions...)
	}
	for _, e := range r.Entities {
		out = append(out, e.Mentions...)
	}
	for _, x := range r.Relations {
		out = append(out, x.Span)
	}
	for _, t := range r.Times {
		out = append(out, t.Span)
	}
	for _, q := range r.Quantities {
		out = append(out, q.Span)
	}
	for _, a := range r.Attributions {
		out = append(append(append(out, a.Source...), a.Cue...), a.Content...)
	}
	for _, c := range r.Claims {
		out = append(append(out, c.Anchor, c.Span), c.Hedges...)
		for _, l := range c.Sources {
			if l.Span != nil {
				out = append(out, *l.Span)
			}
		}
		if c.Basis.Marker != nil {
			out = append(out, *c.Basis.Marker)
		}
		for _, a := range c.Arguments {
			out = append(out, a.Span)
		}
	}
	for _, u := range r.Unread {
		out = append(out, u.Span)
	}
	return out
}
