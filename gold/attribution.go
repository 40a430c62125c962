package gold

import (
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Tally is how many of gold and system agreed.
type Tally struct{ OK, System, Gold int }

func (t *Tally) add(o Tally) { t.OK, t.System, t.Gold = t.OK+o.OK, t.System+o.System, t.Gold+o.Gold }

// The parts of an attribution that are scored, in order.
var parts = [...]string{"source_exact", "source_overlap", "cue_exact", "cue_overlap", "content_exact", "content_overlap", "all_exact"}

// Attributions counts, for source, cue and content, the spans that are exactly
// right and those that overlap, and the attributions that are right in all
// three.
type Attributions [len(parts)]Tally

// Add adds the counts of o.
func (a *Attributions) Add(o Attributions) {
	for i := range a {
		a[i].add(o[i])
	}
}

// Figures are the F1 of each part.
func (a Attributions) Figures() []Figure {
	var out []Figure
	for i, t := range a {
		out = append(out, Figure{parts[i], f1(t.OK, t.System, t.Gold)})
	}
	return out
}

type triple [3]report.Span // source, cue, content; an empty span where there is none

// ScoreAttributions compares the attributions of a reading of f's text with
// f's. A span is exact when its first start and last end agree but for outer
// punctuation and space. Its error wraps ErrText.
func (f *File) ScoreAttributions(r *reading.Reading) (Attributions, error) {
	var out Attributions
	if err := f.sameText(r); err != nil {
		return out, err
	}
	var gold, system []triple
	for _, a := range f.Attributions {
		gold = append(gold, triple{hull(f.Text, a.Source), hull(f.Text, a.Cue), hull(f.Text, a.Content)})
	}
	for _, a := range r.Attributions {
		system = append(system, triple{hull(f.Text, a.Source), hull(f.Text, a.Cue), hull(f.Text, a.Content)})
	}
	for i := range 3 {
		g, s := column(gold, i), column(system, i)
		out[2*i] = tally(g, s, func(a, b report.Span) bool { return a == b })
		out[2*i+1] = tally(g, s, report.Span.Overlaps)
	}
	out[6] = tally(gold, system, func(a, b triple) bool { return a == b })
	return out, nil
}

func column(ts []triple, i int) []report.Span {
	var out []report.Span
	for _, t := range ts {
		if t[i].Len() > 0 {
			out = append(out, t[i])
		}
	}
	return out
}

// tally pairs each gold item with the first system item left that is the same.
func tally[T any](gold, system []T, same func(a, b T) bool) Tally {
	t := Tally{System: len(system), Gold: len(gold)}
	used := make([]bool, len(system))
	for _, g := range gold {
		for i, s := range system {
			if !used[i] && same(g, s) {
				used[i] = true
				t.OK++
				break
			}
		}
	}
	return t
}

const edge = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\v\f\xe2\x80\x9c\x9d\x98\x99"

// hull is the stretch from the first start to the last end, without outer
// punctuation and space, taken byte by byte.
func hull(text string, spans []report.Span) report.Span {
	if len(spans) == 0 {
		return report.Span{}
	}
	h := spans[0]
	for _, s := range spans {
		h.Start, h.End = min(h.Start, s.Start), max(h.End, s.End)
	}
	h.End = min(h.End, len(text))
	for h.Start < h.End && strings.IndexByte(edge, text[h.Start]) >= 0 {
		h.Start++
	}
	for h.End > h.Start && strings.IndexByte(edge, text[h.End-1]) >= 0 {
		h.End--
	}
	if h.Start >= h.End {
		return report.Span{}
	}
	return h
}
