package story

import (
	"fmt"
	"math"
	"slices"
)

var judges = []func(*pairing) (Link, bool){judgeRepeats, judgeDenial, judgeConflict, judgeResolves, judgeCorroborates, judgeContinues, judgeDistinct}

// base is the part of a proposal's score that the reports as wholes give:
// whether they are about one matter at all.
func (p *pairing) base() float64 { return p.near/2 + p.shared*(0.5+p.sim) }

func judgeRepeats(p *pairing) (Link, bool) {
	if !p.same || p.a == p.b || p.sim < 0.25 || p.shared < 1.5 || p.x.denied != p.y.denied {
		return Link{}, false
	}
	return p.link(Repeats, p.base(), Evidence{Kind: "origin", Why: "the reports rest on one origin"}), true
}

func judgeCorroborates(p *pairing) (Link, bool) {
	if p.same || p.a == p.b || p.sim < 0.3 || p.shared < 2.5 || p.x.denied || p.y.denied || p.x.future || p.y.future {
		return Link{}, false
	}
	return p.link(Corroborates, p.base()), true
}

func judgeContinues(p *pairing) (Link, bool) {
	if p.same || p.a.publisher == "" || p.a.publisher != p.b.publisher || p.sim < 0.2 || p.shared < 1.5 {
		return Link{}, false
	}
	return p.link(Continues, p.base(), Evidence{Kind: "outlet", Why: "the same outlet"}), true
}

// Days within which a denial that names no figure is taken to answer the
// reports before it, and within which an assertion is held against a denial.
const (
	denialReach    = 45
	assertionReach = 240
)

// judgeDenial: a denial after the assertion denies it, an assertion after a
// denial contradicts it. Where a figure stands in the denial, only the same
// figure is denied; where it names nothing but "the reports", it answers what
// lately was reported on the topic.
func judgeDenial(p *pairing) (Link, bool) {
	denial, other := p.y, p.x
	if p.x.rebuts {
		denial, other = p.x, p.y
	}
	if !denial.rebuts || other.denied {
		return judgeNegation(p)
	}
	gap := p.a.published.gap(p.b.published)
	if p.a != p.b && p.same && carriesDenial(p.a) && carriesDenial(p.b) {
		return Link{}, false // both pass on the same denial of the same words
	}
	if len(denial.figures) > 0 && !sharesFigure(denial, other) || other.hedged && p.a != p.b && p.shared < 1 {
		return Link{}, false
	}
	later := denial == p.y
	switch {
	case p.a == p.b && p.shared >= 0.6:
	case p.a == p.b:
		return Link{}, false
	case len(denial.figures) > 0 && p.shared >= 1.5:
	case later && gap <= denialReach && p.near >= 1.5:
	case !later && gap <= assertionReach && p.near >= 1.2 && other.sentence <= 2:
	default:
		return Link{}, false
	}
	score := p.base()*prominence(other.sentence)*prominence(denial.sentence) - float64(gap)/100
	if later || p.a == p.b {
		return p.link(Denies, score, Evidence{Kind: "denial", Why: "denied after it was reported", Span: p.y.span, ToSpan: p.x.span}), true
	}
	l := p.link(Contradicts, score, Evidence{Kind: "denial", Why: "asserted after it was denied", Span: p.y.span, ToSpan: p.x.span})
	l.Nature = p.nature()
	return l, true
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

func (p *pairing) nature() string {
	switch {
	case p.a == p.b:
		return oneReport
	case p.same:
		return oneOrigin
	}
	return twoSources
}

func sharesFigure(x, y *statement) bool {
	for _, f := range x.figures {
		for _, g := range y.figures {
			if f.low == g.low || f.high == g.high {
				return true
			}
		}
	}
	return false
}

// judgeConflict: two figures for one thing, two dates, or done against only
// decided.
func judgeConflict(p *pairing) (Link, bool) {
	if p.a == p.b || p.shared < 0.5 {
		return Link{}, false
	}
	if l, ok := judgeRevision(p); ok {
		return l, true
	}
	f, g, kin := differingFigure(p.x, p.y, p.same)
	switch {
	case f != nil && kin+p.shared >= 1.2 && (p.same || kin > 0 || p.shared >= 1.5):
		why := fmt.Sprintf("%s there, %s here", f.span.Of(p.a.Reading.Text), g.span.Of(p.b.Reading.Text))
		e := Evidence{Kind: "figure", Why: why, Span: g.span, ToSpan: f.span}
		score := p.base() + kin
		if !p.same && p.a.published.before(p.b.published) {
			l := p.link(Revises, score, e)
			if p.sharedVoice() {
				l.score += 2
				l.Evidence = append(l.Evidence, Evidence{Kind: "voice", Why: "the same voice, later"})
			}
			return l, true
		}
		l := p.link(Contradicts, score, e)
		l.Nature = p.nature()
		return l, true
	case p.same && p.shared >= 1 && differingDate(p.x, p.y):
		l := p.link(Contradicts, p.base(), Evidence{Kind: "time", Why: "the times given do not meet", Span: p.y.span, ToSpan: p.x.span})
		l.Nature = p.nature()
		return l, true
	case p.same && p.shared >= 1.4 && p.x.future != p.y.future && p.sim > 0.2:
		l := p.link(Contradicts, p.base()-1, Evidence{Kind: "status", Why: "told as done in one, as still to come in the other", Span: p.y.span, ToSpan: p.x.span})
		l.Nature = p.nature()
		return l, true
	}
	return Link{}, false
}

// differingFigure finds figures of one unit, for the same thing as far as the
// words tell, that cannot both hold, where neither statement gives the other's.
// kin counts the words they share for what is counted. Retellings of one
// origin owe it the very figure, so that an overlap is no excuse.
func differingFigure(x, y *statement, same bool) (a, b *figure, kin float64) {
	for i := range x.figures {
		for j := range y.figures {
			f, g := &x.figures[i], &y.figures[j]
			if f.unit != g.unit || f.overlaps(g) && !(same && f.low > 0 && f.high > 0 && g.low > 0 && g.high > 0 && !f.approx && !g.approx) || givesFigure(y, f) || givesFigure(x, g) {
				continue
			}
			n := 0.0
			for _, w := range f.of {
				if slices.Contains(g.of, w) {
					n++
				}
			}
			if a == nil || n > kin {
				a, b, kin = f, g, n
			}
		}
	}
	return a, b, kin
}

func givesFigure(s *statement, f *figure) bool {
	for i := range s.figures {
		if s.figures[i].low == f.low && s.figures[i].high == f.high {
			return true
		}
	}
	return false
}

func (f *figure) overlaps(g *figure) bool {
	fl, fh, gl, gh := f.low, f.high, g.low, g.high
	if fh < 0 {
		fh = math.Inf(1)
	}
	if gh < 0 {
		gh = math.Inf(1)
	}
	if f.approx || g.approx {
		fl, fh, gl, gh = fl*0.9, fh*1.1, gl*0.9, gh*1.1
	}
	return fl <= gh && gl <= fh
}

func differingDate(x, y *statement) bool {
	if len(x.dates) == 0 || len(y.dates) == 0 {
		return false
	}
	for _, d := range x.dates {
		for _, e := range y.dates {
			if d.meets(e) {
				return false
			}
		}
	}
	return true
}

// revisionStems are of words by which a report sets a new figure against an
// older one.
var revisionStems = stemsOf("earlier previous previously revised revise double doubled up raised lowered estimate estimated initially originally")

// judgeRevision: the later report gives the earlier one's figure as what was
// said before.
func judgeRevision(p *pairing) (Link, bool) {
	if !p.y.revises || p.same || !p.a.published.before(p.b.published) || !sharesFigure(p.x, p.y) || p.x.hedged && p.shared < 2 {
		return Link{}, false
	}
	return p.link(Revises, p.base()+2, Evidence{Kind: "figure", Why: "its figure is given as the earlier one", Span: p.y.span, ToSpan: p.x.span}), true
}

func (p *pairing) sharedVoice() bool {
	for _, k := range p.x.inner {
		if slices.Contains(p.y.inner, k) {
			return true
		}
	}
	return false
}

// resolutionScore is the least score of a resolution: it takes more than a
// word that two reports on a topic have in common.
const resolutionScore = 3

// judgeResolves: a statement about the future, and a later report on the same
// matter that tells of it as a fact. A forecast whose time has come weighs
// more, and so does its prominence.
func judgeResolves(p *pairing) (Link, bool) {
	gap := p.a.published.gap(p.b.published)
	if p.a == p.b || p.same || !p.x.future || p.y.future || !p.a.published.before(p.b.published) || gap < 2 || p.near < 1.2 {
		return Link{}, false
	}
	_, about := p.rare.likeness(p.x.terms, p.b.terms)
	if about < 0.5 || p.shared < 0.3 {
		return Link{}, false
	}
	why := "foretold, and later told as a fact"
	if p.y.denied {
		why = "foretold, and later told not to be so"
	}
	score := (p.near+about+p.shared)*prominence(p.y.sentence) - float64(gap)/150
	foretold := p.x.foretold[0]
	i := slices.IndexFunc(p.x.foretold, func(f facet) bool { return f.due.known && p.b.published.known && f.due.from <= p.b.published.to })
	if i >= 0 {
		foretold, score = p.x.foretold[i], score+3
	}
	if score < resolutionScore {
		return Link{}, false
	}
	l := p.link(Resolves, score, Evidence{Kind: "forecast", Why: why, Span: p.y.span, ToSpan: p.x.span})
	l.ToClaim = p.a.Reading.Claims[foretold.claim].ID
	return l, true
}
