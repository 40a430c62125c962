package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// hedge is a word or phrase by which a text commits less than fully. Sense
// joins those of one meaning; strength grows with commitment to what it says,
// be it that something is so or, where not is set, that it is not.
type hedge struct {
	sense    string
	strength int
	not      bool
	span     report.Span
	claim    *reading.Claim
}

var hedgeWords = hedgeTable(
	"may might could possibly perhaps maybe conceivably|possible|1",
	"appears appear appeared seems seem seemed apparently seemingly|apparent|2",
	"likely probably|likely|2",
	"should|should|2",
	"expected|expected|2",
	"believed thought presumed|believed|2",
	"reportedly allegedly supposedly purportedly some_claim some_say some_believe some_argue|hearsay|2",
	"unlikely improbable|unlikely|-2",
	"almost_ruled_out all_but_ruled_out practically_ruled_out nearly_ruled_out almost_excluded almost_impossible highly_unlikely very_unlikely extremely_unlikely|hardly|-3",
	"ruled_out impossible|excluded|-4",
)

func hedgeTable(rows ...string) *lexicon[hedge] {
	l := &lexicon[hedge]{}
	for _, r := range rows {
		f := strings.Split(r, "|")
		h := hedge{sense: f[1], strength: int(f[2][len(f[2])-1] - '0'), not: strings.HasPrefix(f[2], "-")}
		for w := range strings.FieldsSeq(f[0]) {
			l.add(strings.ReplaceAll(w, "_", " "), h)
		}
	}
	return l
}

// hedgesOf finds a statement's hedges. Each bears on the next claim after it.
func hedgesOf(p *Profile, s *statement) []hedge {
	var out []hedge
	words := wordsOf(s.span.Of(p.Reading.Text), s.span.Start)
	for i := 0; i < len(words); i++ {
		h, n := hedgeWords.at(words, i)
		if n == 0 || words[i].text == "May" && i > 0 {
			continue
		}
		h.span = report.Span{Start: words[i].span.Start, End: words[i+n-1].span.End}
		for _, c := range s.claims {
			if c := &p.Reading.Claims[c]; c.Anchor.Start >= h.span.End && (h.claim == nil || c.Anchor.Start < h.claim.Anchor.Start) {
				h.claim = c
			}
		}
		if h.claim != nil {
			out = append(out, h)
		}
		i += n - 1
	}
	return out
}

// hedges finds hedges dropped, added or exchanged. A hedge is dropped only
// where the words that it bears on are retold.
func (d *drift) hedges(m match) {
	hx, hy := hedgesOf(d.q, m.x), hedgesOf(d.p, m.y)
	pairs := d.pairs(m)
	for _, x := range hx {
		clause := report.Span{Start: x.span.Start, End: max(x.claim.Span.End, x.claim.Anchor.End)}
		shared, whole := d.retold(m, clause)
		if shared < 0.4 || shared/whole < retoldClaim {
			continue
		}
		var now []hedge
		at := m.y.span
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.x == x.claim })
		if i < 0 {
			now = hy
			if shared/whole < 0.6 || slices.ContainsFunc(hy, func(h hedge) bool { return h.sense == x.sense }) {
				continue
			}
		} else {
			at = pairs[i].y.Anchor
			for _, h := range hy {
				if h.claim == pairs[i].y {
					now = append(now, h)
				}
			}
		}
		d.exchanged(m, x, now, at)
	}
	for _, y := range hy {
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.y == y.claim })
		if i < 0 || slices.ContainsFunc(hx, func(h hedge) bool { return h.claim == pairs[i].x || h.sense == y.sense }) {
			continue
		}
		if x := pairs[i].x; x.Factuality == reading.Certain && len(x.Hedges) == 0 && d.closely(m, pairs[i]) {
			d.add("hedge_added", "“"+y.span.Of(d.p.Reading.Text)+"” was not there", m, y.span, x.Anchor)
		}
	}
}

// exchanged compares a hedge of the original with those that a retelling of
// its claim has now.
func (d *drift) exchanged(m match, x hedge, now []hedge, at report.Span) {
	was := x.span.Of(d.q.Reading.Text)
	if len(now) == 0 {
		d.add("hedge_dropped", "“"+was+"” is gone", m, at, x.span)
		return
	}
	y := now[0]
	is := y.span.Of(d.p.Reading.Text)
	why := "“" + was + "” became “" + is + "”"
	switch {
	case x.sense == "hearsay" && y.sense == "hearsay":
		if !strings.EqualFold(was, is) {
			d.add("attribution_kept", why+": still nobody's word", m, y.span, x.span)
		}
	case slices.ContainsFunc(now, func(h hedge) bool { return h.sense == x.sense }):
	case x.not == y.not && y.strength > x.strength:
		d.add("hedge_strengthened", why, m, y.span, x.span)
	default:
		d.add("hedge_changed", why, m, y.span, x.span)
	}
}

// closely tells whether each of the two claims has most of the other's words.
func (d *drift) closely(m match, p pair) bool {
	x, y := d.within(d.q, m.x, p.x.Span), d.within(d.p, m.y, p.y.Span)
	sx, wx := d.shared(x, y)
	sy, wy := d.shared(y, x)
	return sx >= 0.6*wx && sy >= 0.6*wy && sx >= 1
}

// statuses finds orders, plans and forecasts told as done, and what was done
// told as still to come.
func (d *drift) statuses(m match) {
	open := func(s reading.Status) bool {
		return s == reading.Ordered || s == reading.Planned || s == reading.Predicted
	}
	done := func(c *reading.Claim) bool { return c.Status == reading.Happened && c.Factuality == reading.Certain }
	for _, p := range d.pairs(m) {
		if !samePredicate(p.x, p.y) {
			continue
		}
		switch {
		case open(p.x.Status) && done(p.y) && d.finite(p.y) && d.closely(m, p):
			d.add("status_raised", string(p.x.Status)+" became "+string(p.y.Status), m, p.y.Anchor, p.x.Anchor)
		case done(p.x) && d.toCome(p.y):
			d.add("time_shifted", "told as done, now as still to come", m, p.y.Anchor, p.x.Anchor)
		}
	}
}

// finite tells whether an auxiliary or the claim's own subject stands before
// the anchor, so that it is no participle of a noun.
func (d *drift) finite(c *reading.Claim) bool {
	before := wordsOf(d.p.Reading.Text[c.Span.Start:c.Anchor.Start], 0)
	return slices.ContainsFunc(before, func(w word) bool {
		return w.lower == "has" || w.lower == "have" || w.lower == "had" || w.lower == "was" || w.lower == "were"
	}) ||
		slices.ContainsFunc(c.Arguments, func(a reading.Argument) bool { return a.Role == "agent" && a.Span.End <= c.Anchor.Start })
}

// toCome tells whether "will" stands within the few words before the anchor.
func (d *drift) toCome(c *reading.Claim) bool {
	before := wordsOf(d.p.Reading.Text[c.Span.Start:c.Anchor.Start], 0)
	before = before[max(0, len(before)-3):]
	return slices.ContainsFunc(before, func(w word) bool { return w.lower == "will" || w.lower == "shall" })
}
