package story

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Change is one thing that a retelling changed: the words of the original and
// those of the reprint, as spans of their texts, and the claims they stand in.
// A span is empty where the words are gone.
type Change struct {
	Kind    string      `json:"kind"`
	Why     string      `json:"why"`
	Claim   string      `json:"claim"`    // in the reprint, "" where there is none
	ToClaim string      `json:"to_claim"` // in the original
	Span    report.Span `json:"span"`
	ToSpan  report.Span `json:"to_span"`
	State   State       `json:"state"`
}

// Drift compares a reprint with the report that it rests on, statement by
// statement, and lists what changed, in the order of the reprint. Two equal
// texts give none.
func Drift(reprint, original *reading.Reading) []Change {
	d := &drift{p: NewProfile(reprint), q: NewProfile(original)}
	d.align()
	for _, m := range d.matches {
		if d.text(m) == d.textOf(m) {
			continue
		}
		for _, check := range []func(match){d.certainty, d.voices, d.times, d.places, d.scope, d.quotes, d.actions, d.affiliations} {
			check(m)
		}
		d.figuresOf(m)
	}
	d.wholes()
	slices.SortStableFunc(d.out, func(a, b Change) int {
		return cmp.Or(a.Span.Start-b.Span.Start, a.ToSpan.Start-b.ToSpan.Start, strings.Compare(a.Kind, b.Kind))
	})
	return slices.CompactFunc(d.out, func(a, b Change) bool {
		return a.Kind == b.Kind && a.Span == b.Span && a.ToSpan == b.ToSpan
	})
}

type drift struct {
	p, q    *Profile // the reprint and its original
	matches []match
	out     []Change
}

// match is a statement y of the reprint and the statement x of the original
// that it retells.
type match struct{ y, x *statement }

func (d *drift) text(m match) string   { return strings.TrimSpace(m.y.span.Of(d.p.Reading.Text)) }
func (d *drift) textOf(m match) string { return strings.TrimSpace(m.x.span.Of(d.q.Reading.Text)) }

// align gives every statement of the reprint those of the original that it
// shares most with: a retelling joins sentences, so there may be two.
func (d *drift) align() {
	for j := range d.p.statements {
		y := &d.p.statements[j]
		type scored struct {
			x      *statement
			shared float64
			equal  bool
		}
		var all []scored
		for i := range d.q.statements {
			x := &d.q.statements[i]
			shared := 0.0
			for _, t := range sortedKeys(x.terms) {
				if w, ok := y.terms[t]; ok {
					shared += min(w, x.terms[t])
				}
			}
			equal := y.span.Of(d.p.Reading.Text) == x.span.Of(d.q.Reading.Text)
			if shared >= 2 && shared/min(x.weight, y.weight) >= 0.3 || equal {
				all = append(all, scored{x, shared, equal})
			}
		}
		slices.SortStableFunc(all, func(a, b scored) int {
			if a.equal != b.equal {
				if a.equal {
					return -1
				}
				return 1
			}
			return cmp.Compare(b.shared, a.shared)
		})
		for i, s := range all {
			if i > 0 && (all[0].equal || i > 1 || s.shared < 0.75*all[0].shared) {
				break
			}
			d.matches = append(d.matches, match{y, s.x})
		}
	}
}

func (d *drift) add(kind, why string, m match, span, to report.Span) {
	c := Change{Kind: kind, Why: why, Span: span, ToSpan: to, State: Proposed}
	if m.y != nil {
		c.Claim = m.y.claimID(d.p)
	}
	if m.x != nil {
		c.ToClaim = m.x.claimID(d.q)
	}
	d.out = append(d.out, c)
}

// claimPairs are the claims of both statements that tell of one event: those
// with one predicate, or each statement's only one.
func (d *drift) claimPairs(m match) [][2]*reading.Claim {
	var out [][2]*reading.Claim
	for _, j := range m.y.claims {
		for _, i := range m.x.claims {
			y, x := &d.p.Reading.Claims[j], &d.q.Reading.Claims[i]
			if len(m.y.claims) == 1 && len(m.x.claims) == 1 || y.Predicate != "" && stem(y.Predicate) == stem(x.Predicate) {
				out = append(out, [2]*reading.Claim{y, x})
			}
		}
	}
	return out
}

// strengthOf ranks factuality by how far it commits: 3 certain, 2 probable, 1
// possible, 0 open.
func strengthOf(f reading.Factuality) int {
	switch f {
	case reading.Certain, reading.CertainNot:
		return 3
	case reading.Probable, reading.ProbableNot:
		return 2
	case reading.Possible, reading.PossibleNot:
		return 1
	}
	return 0
}

func done(s reading.Status) bool { return s == reading.Happened || s == reading.Holds }

// certainty finds hedges dropped, added or changed, and orders, plans and
// forecasts told as done.
func (d *drift) certainty(m match) {
	for _, c := range d.claimPairs(m) {
		y, x := c[0], c[1]
		hy, hx := d.hedgeWords(d.p, y), d.hedgeWords(d.q, x)
		sy, sx := strengthOf(y.Factuality), strengthOf(x.Factuality)
		span, to := hedgeSpan(y), hedgeSpan(x)
		negative := strings.HasSuffix(string(x.Factuality), "-") || strings.Contains(hx, "unlikely")
		switch {
		case hx != "" && hy == "":
			d.add("hedge_dropped", "“"+hx+"” is gone", m, span, to)
		case hx == "" && hy != "" && (x.Status == y.Status || sy < sx):
			d.add("hedge_added", "“"+hy+"” was not there", m, span, to)
		case hx != hy && sy > sx || hx != hy && negative:
			d.add("hedge_strengthened", "“"+hx+"” became “"+hy+"”", m, span, to)
		case hx != hy:
			d.add("hedge_changed", "“"+hx+"” became “"+hy+"”", m, span, to)
		}
		if !done(x.Status) && x.Status != reading.Habitual && x.Status != reading.Unknown && done(y.Status) && y.Factuality == reading.Certain && hy == "" {
			d.add("status_raised", string(x.Status)+" became "+string(y.Status), m, y.Anchor, x.Anchor)
		}
	}
}

// hedgeWords are a claim's hedges in order, lower case.
func (d *drift) hedgeWords(p *Profile, c *reading.Claim) string {
	var w []string
	for _, h := range c.Hedges {
		w = append(w, strings.ToLower(h.Of(p.Reading.Text)))
	}
	return strings.Join(w, " ")
}

func hedgeSpan(c *reading.Claim) report.Span {
	if len(c.Hedges) > 0 {
		return c.Hedges[0]
	}
	return c.Anchor
}

// voices finds words moved from one mouth to another. The reprint's naming of
// the original's outlet is no change.
func (d *drift) voices(m match) {
	outlet := func(keys []string) bool { return slices.Contains(keys, d.q.publisher) }
	spoken := func(s *statement) bool {
		return s.nameless || slices.ContainsFunc(s.inner, func(k string) bool { return k != d.q.publisher })
	}
	inX, inY := spoken(m.x), spoken(m.y)
	inferred := false
	for _, i := range m.x.claims {
		inferred = inferred || d.q.Reading.Claims[i].Basis.Kind == "inferred"
	}
	switch {
	case !inX && inY && inferred:
		d.add("inference_promoted_to_source", "the outlet's own inference is put in a source's mouth", m, m.y.span, m.x.span)
	case !inX && inY:
		d.add("inference_promoted_to_source", "the outlet's own words are put in a source's mouth", m, m.y.span, m.x.span)
	case inX && !inY && (outlet(m.y.inner) || outlet(m.y.relays) || len(m.y.inner) > 0):
		d.add("inference_demoted_to_outlet", "a source's words are credited to the outlet", m, m.y.span, m.x.span)
	case inX && !inY:
		d.add("attribution_dropped", "the source is no longer named", m, m.y.span, m.x.span)
	}
}

// quotes finds quotations whose words changed.
func (d *drift) quotes(m match) {
	qy, qx := quotations(d.text(m)), quotations(d.textOf(m))
	for _, a := range qy {
		for _, b := range qx {
			if a != b && overlap(a, b) >= 0.5 {
				d.add("quotation_altered", "“"+b+"” became “"+a+"”", m, m.y.span, m.x.span)
			}
		}
	}
}

func quotations(s string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(s, "“")
		if !ok {
			return out
		}
		q, after, closed := strings.Cut(rest, "”")
		if !closed {
			return out
		}
		out, s = append(out, strings.Trim(q, " ,.")), after
	}
}

// overlap is the part of the shorter list of words found in the other.
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
