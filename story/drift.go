package story

import (
	"cmp"
	"math"
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
// statement, and lists what changed, in the order of the reprint; what is
// changed twice, as in a headline and below it, is listed once. Two equal
// texts give none.
func Drift(reprint, original *reading.Reading) []Change {
	d := aligned(reprint, original)
	for _, m := range d.matches {
		for _, check := range []func(match){d.hedges, d.statuses, d.voices, d.times, d.places, d.scope, d.figures, d.quantifiers, d.quotes, d.actions, d.affiliations} {
			check(m)
		}
	}
	if reprint.Text != original.Text {
		d.wholes()
	}
	slices.SortStableFunc(d.out, func(a, b Change) int {
		return cmp.Or(a.Span.Start-b.Span.Start, a.ToSpan.Start-b.ToSpan.Start, strings.Compare(a.Kind, b.Kind))
	})
	var once []Change
	for _, c := range d.out {
		if !slices.ContainsFunc(once, func(o Change) bool { return o.Kind == c.Kind && o.ToSpan == c.ToSpan && c.ToSpan.Len() > 0 }) {
			once = append(once, c)
		}
	}
	return once
}

// Retells tells whether Drift finds any statement of one text in the other: where it
// does not, that it lists no change says nothing.
func Retells(reprint, original *reading.Reading) bool {
	return reprint.Text == original.Text || len(aligned(reprint, original).matches) > 0
}

// aligned finds which statement of the original each of the reprint retells.
func aligned(reprint, original *reading.Reading) *drift {
	d := &drift{p: NewProfile(reprint), q: NewProfile(original)}
	d.weigh()
	for i := range d.p.statements {
		d.align(&d.p.statements[i])
	}
	return d
}

type drift struct {
	p, q    *Profile // the reprint and its original
	weight  map[string]float64
	matches []match
	out     []Change
}

// match is a statement y of the reprint and the statement x of the original
// that it retells.
type match struct{ y, x *statement }

// weigh makes terms that many statements of the original share count little:
// they do not tell which of them is retold.
func (d *drift) weigh() {
	d.weight = map[string]float64{}
	for i := range d.q.statements {
		for _, t := range d.q.statements[i].terms.names {
			d.weight[t]++
		}
	}
	n := math.Log(float64(len(d.q.statements) + 1))
	for t, df := range d.weight {
		d.weight[t] = max(0.1, 1-math.Log(df)/n)
	}
}

// shared weighs the terms of a that b has too; whole is the weight of all of a
// that the original knows.
func (d *drift) shared(a, b bag) (shared, whole float64) {
	for i, t := range a.names {
		w := a.weights[i] * d.weight[t]
		whole += w
		if b.of(t) > 0 {
			shared += w
		}
	}
	return shared, whole
}

// What a statement must share with another to retell it, in weight and as a
// part of the lighter one; and what a further statement must explain that the
// first does not: a retelling joins sentences.
const (
	retoldWeight = 1.2
	retoldPart   = 0.3
	joinedWeight = 2
	monthWeight  = 1.5 // of a month that both name
)

// align finds the statements of the original that y retells. Unchanged ones
// are left out.
func (d *drift) align(y *statement) {
	text := y.span.Of(d.p.Reading.Text)
	var best, second *statement
	most := 0.0
	for i := range d.q.statements {
		x := &d.q.statements[i]
		if strings.TrimSpace(x.span.Of(d.q.Reading.Text)) == strings.TrimSpace(text) {
			return
		}
		shared, wy := d.shared(y.terms, x.terms)
		_, wx := d.shared(x.terms, y.terms)
		if d.sameMonth(match{y, x}, x.span) {
			shared, wy, wx = shared+monthWeight, wy+monthWeight, wx+monthWeight
		}
		part := shared / max(0.1, min(wx, wy))
		if score := shared * (0.5 + min(1, part)); shared >= retoldWeight && part >= retoldPart && score > most {
			best, most = x, score
		}
	}
	if best == nil {
		return
	}
	d.matches = append(d.matches, match{y, best})
	var left bag
	for i, t := range y.terms.names {
		if best.terms.of(t) == 0 {
			left.names, left.weights = append(left.names, t), append(left.weights, y.terms.weights[i])
		}
	}
	most = 0
	for i := range d.q.statements {
		x := &d.q.statements[i]
		if shared, _ := d.shared(left, x.terms); x != best && shared >= joinedWeight && shared > most {
			second, most = x, shared
		}
	}
	if second != nil {
		d.matches = append(d.matches, match{y, second})
	}
}

func (d *drift) text(m match) string   { return m.y.span.Of(d.p.Reading.Text) }
func (d *drift) textOf(m match) string { return m.x.span.Of(d.q.Reading.Text) }

func (d *drift) add(kind, why string, m match, span, to report.Span) {
	c := Change{Kind: kind, Why: why, Span: span, ToSpan: to, State: Proposed}
	if m.y != nil {
		c.Claim = claimAt(d.p, m.y, span)
	}
	if m.x != nil {
		c.ToClaim = claimAt(d.q, m.x, to)
	}
	d.out = append(d.out, c)
}

// claimAt is the statement's innermost claim around the span, its main one
// where none is.
func claimAt(p *Profile, s *statement, span report.Span) string {
	best := &p.Reading.Claims[s.claims[0]]
	size := math.MaxInt
	for _, i := range s.claims {
		if c := &p.Reading.Claims[i]; c.Span.Contains(span) && c.Span.Len() < size {
			best, size = c, c.Span.Len()
		}
	}
	return best.ID
}

// pair is a claim of the reprint and the claim of the original that it retells.
type pair struct{ y, x *reading.Claim }

// retoldClaim is the part of a claim's weight that a statement must share to
// retell it.
const retoldClaim = 0.4

// pairs are the claims of both statements that tell of one event: they have
// one predicate, or give one figure, and the statement that retells has most
// of the claim's words.
func (d *drift) pairs(m match) []pair {
	var out []pair
	for _, j := range m.y.claims {
		y := &d.p.Reading.Claims[j]
		var best *reading.Claim
		most := 0.0
		for _, i := range m.x.claims {
			x := &d.q.Reading.Claims[i]
			if !samePredicate(x, y) && !d.sameFigure(m, y, x) {
				continue
			}
			shared, whole := d.retold(m, report.Span{Start: clauseStart(d.q.Reading.Text, x), End: x.Span.End})
			if part := shared / max(0.1, whole); part >= retoldClaim && shared+part > most {
				best, most = x, shared+part
			}
		}
		if best != nil {
			out = append(out, pair{y, best})
		}
	}
	return out
}

func samePredicate(x, y *reading.Claim) bool {
	return x.Predicate != "" && stem(strings.ToLower(x.Predicate)) == stem(strings.ToLower(y.Predicate))
}

func (d *drift) sameFigure(m match, y, x *reading.Claim) bool {
	for i := range m.x.figures {
		f := &m.x.figures[i]
		if f.high <= 12 || !x.Span.Contains(f.span) {
			continue
		}
		for j := range m.y.figures {
			if g := &m.y.figures[j]; g.high == f.high && y.Span.Contains(g.span) {
				return true
			}
		}
	}
	return false
}

// within are the terms of the statement that stand inside the span.
func (d *drift) within(p *Profile, s *statement, span report.Span) bag {
	out := map[string]float64{}
	words := wordsOf(s.span.Of(p.Reading.Text), s.span.Start)
	for i, w := range words {
		if !span.Contains(w.span) {
			continue
		}
		keys := []string{"^" + skeleton(w.lower), stem(w.lower)}
		if c, n := countries.at(words, i); n > 0 {
			keys = append(keys, "="+c)
		}
		for _, k := range keys {
			if v := s.terms.of(k); v > 0 {
				out[k] = v
			}
		}
	}
	return bagOf(out)
}

// retold weighs what the original's statement says in the span, and how much
// of it the reprint's says too.
func (d *drift) retold(m match, span report.Span) (shared, whole float64) {
	shared, whole = d.shared(d.within(d.q, m.x, span), m.y.terms)
	if d.sameMonth(m, span) {
		return shared + monthWeight, whole + monthWeight
	}
	return shared, whole
}

// clauseStart is where the claim's own clause begins: behind the last comma
// before its anchor.
func clauseStart(text string, c *reading.Claim) int {
	return c.Span.Start + strings.LastIndexByte(text[c.Span.Start:max(c.Span.Start, c.Anchor.Start)], ',') + 1
}

// sameMonth tells whether the reprint's statement names a month that the
// original's names in the span, be it another part of it.
func (d *drift) sameMonth(m match, span report.Span) bool {
	ty := spellsIn(d.p.Reading.Text, m.y.span)
	return slices.ContainsFunc(spellsIn(d.q.Reading.Text, m.x.span), func(a spells) bool {
		return span.Contains(a.span) && slices.ContainsFunc(ty, func(b spells) bool {
			return len(a.parts) == len(b.parts) && (a.parts[0].from-1)/31 == (b.parts[0].from-1)/31
		})
	})
}
