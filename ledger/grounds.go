package ledger

import (
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// ungrounded is the first span of a reading that covers no whole characters of
// its text.
func ungrounded(r *reading.Reading) (report.Span, bool) {
	for _, s := range spans(r) {
		if !grounded(r.Text, s) {
			return s, true
		}
	}
	return report.Span{}, false
}

// spans are all spans of a reading.
func spans(r *reading.Reading) []report.Span {
	var all []report.Span
	for _, z := range r.Zones {
		all = append(all, z.Span)
	}
	all = append(all, r.Sentences...)
	for _, v := range r.Voices {
		all = append(all, v.Mentions...)
	}
	for _, e := range r.Entities {
		all = append(all, e.Mentions...)
	}
	for _, x := range r.Relations {
		all = append(all, x.Span)
	}
	for _, t := range r.Times {
		all = append(all, t.Span)
	}
	for _, q := range r.Quantities {
		all = append(all, q.Span)
	}
	for _, a := range r.Attributions {
		all = append(append(append(all, a.Source...), a.Cue...), a.Content...)
	}
	for _, c := range r.Claims {
		all = append(append(all, c.Anchor, c.Span), c.Hedges...)
		for _, s := range c.Sources {
			if s.Span != nil {
				all = append(all, *s.Span)
			}
		}
		if c.Basis.Marker != nil {
			all = append(all, *c.Basis.Marker)
		}
		for _, a := range c.Arguments {
			all = append(all, a.Span)
		}
	}
	for _, u := range r.Unread {
		all = append(all, u.Span)
	}
	return all
}
