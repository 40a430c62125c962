package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

// Days within which a denial is taken to answer the reports before it, and
// within which an assertion is held against a denial.
const (
	denialReach    = 45
	assertionReach = 240
)

// judgeDenial: a denial after the assertion denies it, an assertion after a
// denial contradicts it. A denial that says what is not so answers only what
// says that; one that speaks of "the reports" answers what was lately reported
// on the matter. Where a figure stands in the denial, only that figure is
// denied.
func judgeDenial(p *pairing) (Link, bool) {
	denial, other := p.y, p.x
	if p.x.rebuts && !p.y.rebuts {
		denial, other = p.x, p.y
	}
	if !denial.rebuts || other.rebuts {
		return judgeNegation(p)
	}
	if other.denied || p.a != p.b && p.same && carriesDenial(p.a) && carriesDenial(p.b) || !deniesFigureOf(denial, other) {
		return Link{}, false
	}
	gap := p.a.published.gap(p.b.published)
	part, shared := p.answers(denial, other)
	later := denial == p.y
	candid := 0.0
	if !later {
		candid = p.admission(denial, other)
	}
	onPoint := part >= 0.25 && shared >= 0.2
	switch {
	case !onPoint && !denial.sweeping && candid < 2:
		return Link{}, false
	case p.a == p.b && answerable(denial, other) && (denial.sweeping || part >= 0.3):
	case p.a == p.b || other.hedged && !onPoint && p.near < 2:
		return Link{}, false
	case later && gap <= denialReach && p.near >= 1:
	case sharesFigure(denial, other) && p.shared >= 1.5:
	case !later && gap <= assertionReach && p.near >= 1 && (other.sentence <= 2 || candid > 0):
	default:
		return Link{}, false
	}
	score := (p.near/2 + shared + 2*part + candid) * prominence(other.sentence) * prominence(denial.sentence)
	if later || p.a == p.b {
		return p.link(Denies, score-float64(gap)/15, Evidence{Kind: "denial", Why: "denied after it was reported", Span: p.y.span, ToSpan: p.x.span}), true
	}
	why := "asserted after it was denied"
	if candid >= 1.5 {
		why = "confirmed after it was denied"
	}
	l := p.link(Contradicts, score-float64(gap)/100, Evidence{Kind: "denial", Why: why, Span: p.y.span, ToSpan: p.x.span})
	l.Nature = p.nature()
	return l, true
}

// answerable tells whether, within one report, the other statement is somebody
// else's word, which a denial may answer.
func answerable(denial, other *statement) bool {
	theirs := slices.Concat(other.inner, other.relays)
	return len(theirs) > 0 && !slices.ContainsFunc(theirs, func(k string) bool {
		return slices.Contains(denial.inner, k)
	})
}

// answers weighs how much of what a denial says is not so the other statement
// says: as a part of it, and by rarity.
func (p *pairing) answers(denial, other *statement) (part, shared float64) {
	all, met := 0.0, 0.0
	for _, t := range sortedKeys(denial.rebutted) {
		w := denial.rebutted[t]
		all += w
		if v, ok := other.terms[t]; ok {
			met += min(w, v)
			shared += min(w, v) * p.rare.of(t)
		}
	}
	if all == 0 {
		return 0, 0
	}
	return met / all, shared
}

// admission weighs signs that those who denied now say so themselves: a word
// of confirming, and the denier's country or name.
func (p *pairing) admission(denial, other *statement) float64 {
	a := 0.0
	if other.admits {
		a++
	}
	for _, c := range denial.sides {
		if slices.Contains(other.sides, c) {
			a += 0.5 + p.rare.of("="+c)/2
			break
		}
	}
	if a > 0 && slices.ContainsFunc(denial.inner, func(k string) bool { return slices.Contains(other.inner, k) }) {
		a++
	}
	return a
}

// deniesFigureOf tells whether the denial, when it names a number of more than
// a few, names one of the other statement's.
func deniesFigureOf(denial, other *statement) bool {
	named := slices.ContainsFunc(denial.figures, func(f figure) bool { return max(f.low, f.high) > 12 })
	return !named || sharesFigure(denial, other)
}

func carriesDenial(p *Profile) bool {
	return slices.ContainsFunc(p.statements, func(s statement) bool { return s.rebuts })
}

// judgeNegation: what one report says, another says is not so.
func judgeNegation(p *pairing) (Link, bool) {
	if p.a == p.b || p.x.denied == p.y.denied {
		return Link{}, false
	}
	negative, other := p.y.negative, p.x
	if p.x.denied {
		negative, other = p.x.negative, p.y
	}
	for _, f := range negative {
		sim, shared := p.rare.likeness(f.terms, other.terms)
		if sim < 0.4 || shared < 1.5 {
			continue
		}
		l := p.link(Contradicts, p.near/2+shared, Evidence{Kind: "negation", Why: "what one says, the other says is not so", Span: p.y.span, ToSpan: p.x.span})
		if p.x.denied {
			l.ToClaim = p.a.Reading.Claims[f.claim].ID
		} else {
			l.Claim = p.b.Reading.Claims[f.claim].ID
		}
		l.Nature = p.nature()
		return l, true
	}
	return Link{}, false
}

// reportStems are of words for what others said, which a denial names without
// saying what that was.
var reportStems = stemsOf(`allegation allegations accusation accusations rumour rumor suggestion speculation assertion assertions news article story stories
	information account newspaper bloggers findings comment truth reality`)

// reportWords stand for the same, and are too common to be stemmed.
var reportWords = setOf(strings.Fields("report reports claim claims reporting statements media"))

// admissionStems are of words by which a speaker owns up to something.
var admissionStems = stemsOf("confirmed confirms confirm confirmation acknowledged acknowledges admits admitted admission conceded")

// unadmitting are words that take an admission back when they stand before it.
var unadmitting = setOf(strings.Fields("not no refused refuses refuse declined declines decline without never cannot neither yet nor"))

// denyingVerbs deny what follows them; other words of denial stand beside it.
var denyingVerbs = stemsOf("denied denies denial refuted rejected dismissed disputed rebutted")

// readStance finds words of confirming, whose side speaks, and what the
// statement denies: its negative claims, else what follows the verb, else all
// of it. within gives the terms of a span.
func (s *statement) readStance(words []word, within func(report.Span) map[string]float64) {
	denied := s.span
	for i, w := range words {
		s.sweeping = s.sweeping || reportStems[stem(w.lower)] || reportWords[w.lower]
		if admissionStems[stem(w.lower)] {
			back := slices.ContainsFunc(words[max(0, i-4):i], func(b word) bool { return unadmitting[b.lower] })
			s.admits = s.admits || !back
		}
		if denyingVerbs[stem(w.lower)] && denied == s.span {
			denied.Start = w.span.End
		}
	}
	for _, k := range slices.Concat(s.inner, s.relays) {
		if f := strings.Split(k, ":"); len(f) > 1 && len(f[len(f)-1]) == 2 {
			s.sides = addAll(s.sides, f[len(f)-1:])
		}
	}
	for _, t := range sortedKeys(s.terms) {
		if t[0] == '=' {
			s.sides = addAll(s.sides, []string{t[1:]})
		}
	}
	if s.sweeping = s.sweeping && s.rebuts; !s.rebuts {
		return
	}
	s.rebutted = map[string]float64{}
	take := func(terms map[string]float64) {
		for t, w := range terms {
			if t[0] != '=' && t[0] != '@' && !denialStems[t] && !reportStems[t] {
				s.rebutted[t] = w
			}
		}
	}
	for _, f := range s.negative {
		take(f.terms)
	}
	if len(s.rebutted) == 0 {
		take(within(denied))
	}
	if len(s.rebutted) == 0 && denied != s.span {
		take(within(s.span))
	}
}
