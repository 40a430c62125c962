package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Who speaks a claim, as far as the retelling of one outlet's report goes.
const (
	byNobody = iota // the report's own voice
	byOutlet        // the original's outlet
	bySome          // "some", "reportedly": nobody who could know
	bySource        // anybody else
)

var paperWords = setOf(strings.Fields("outlet newspaper publication agency media website site magazine broadcaster paper"))

// speaker is who speaks a claim, and where that is said.
func (d *drift) speaker(p *Profile, c *reading.Claim) (by int, at report.Span) {
	if len(c.Sources) == 0 {
		return byNobody, report.Span{}
	}
	l := c.Sources[len(c.Sources)-1]
	name, kind := "", ""
	for _, v := range p.Reading.Voices {
		if v.ID == l.Voice {
			name, kind = v.Name, v.Kind
		}
	}
	if l.Span != nil {
		at = *l.Span
		if before := strings.TrimSpace(p.Reading.Text[:at.Start]); strings.HasSuffix(before, "ased on") {
			return byNobody, at
		}
		if strings.EqualFold(at.Of(p.Reading.Text), "some") {
			kind = "unnamed"
		}
	}
	words := wordsOf(name, 0)
	if l.Span != nil {
		words = append(words, wordsOf(at.Of(p.Reading.Text), 0)...)
	}
	source := slices.ContainsFunc(words, func(w word) bool { return strings.HasPrefix(w.lower, "source") })
	own := foldedWords(d.q.Reading.Report.Outlet)
	outlet := slices.Contains(voiceKeys(name), d.q.publisher) ||
		slices.ContainsFunc(words, func(w word) bool { return paperWords[w.lower] || w.named() && slices.Contains(own, w.lower) })
	switch {
	case kind == "unnamed", kind == "collective":
		return bySome, at
	case outlet && !source:
		return byOutlet, at
	}
	return bySource, at
}

// voices finds words moved from one mouth to another. The reprint's naming of
// the original's outlet is no change.
func (d *drift) voices(m match) {
	for _, p := range d.pairs(m) {
		was, to := d.speaker(d.q, p.x)
		is, span := d.speaker(d.p, p.y)
		if span.Len() == 0 {
			span = p.y.Anchor
		}
		if to.Len() == 0 {
			to = p.x.Anchor
		}
		switch {
		case was <= byOutlet && is == bySource && d.concluded(m, p.x):
			d.add("inference_promoted_to_source", "the outlet's own inference is put in a source's mouth", m, span, m.x.span)
		case was == bySource && is == byOutlet && !d.speaks(d.p, m.y):
			d.add("inference_demoted_to_outlet", "a source's words are credited to the outlet", m, span, m.x.span)
		case was == bySource && is == byNobody && !slices.ContainsFunc(d.p.statements, func(s statement) bool { return d.speaks(d.p, &s) }):
			d.add("attribution_dropped", "no source is named any more", m, p.y.Anchor, to)
		case was == bySome && is == byNobody && !slices.ContainsFunc(hedgesOf(d.q, m.x), func(h hedge) bool { return h.sense == "hearsay" }) && !d.hearsay(m.y):
			d.add("hedge_dropped", "“"+to.Of(d.q.Reading.Text)+"” is gone", m, p.y.Anchor, to)
		}
	}
}

// concluded tells whether a claim is the report's own conclusion: marked as
// inferred, or hedged and said by nobody.
func (d *drift) concluded(m match, c *reading.Claim) bool {
	return c.Basis.Kind == "inferred" || slices.ContainsFunc(hedgesOf(d.q, m.x), func(h hedge) bool { return h.claim == c && h.sense != "hearsay" })
}

// speaks tells whether a source speaks in the statement.
func (d *drift) speaks(p *Profile, s *statement) bool {
	return slices.ContainsFunc(s.claims, func(i int) bool { by, _ := d.speaker(p, &p.Reading.Claims[i]); return by == bySource })
}

func (d *drift) hearsay(s *statement) bool {
	return slices.ContainsFunc(hedgesOf(d.p, s), func(h hedge) bool { return h.sense == "hearsay" })
}

// quotes finds quotations whose words changed.
func (d *drift) quotes(m match) {
	for _, a := range quotations(d.text(m)) {
		for _, b := range quotations(d.textOf(m)) {
			if part := overlap(a, b); part >= 0.5 && part < 1 {
				d.add("quotation_altered", "“"+b+"” became “"+a+"”", m, m.y.span, m.x.span)
			}
		}
	}
}

func quotations(s string) []string {
	s = strings.NewReplacer("\"", "“", "”", "“").Replace(s)
	parts := strings.Split(s, "“")
	var out []string
	for i := 1; i+1 < len(parts); i += 2 {
		out = append(out, strings.Trim(parts[i], " ,."))
	}
	return out
}

// overlap is the part of the longer list of words found in the other, or of
// the shorter one where not all of it is: a shortened quotation is unaltered.
func overlap(a, b string) float64 {
	x, y := foldedWords(a), foldedWords(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(x)))
}
