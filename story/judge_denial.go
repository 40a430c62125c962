package story

import (
	"slices"
	"strings"
)

// Days within which what is asserted beside a denial need take up no more of it than
// what it answers, within which what little two reports have in common tells that they are
// on one matter, within which a denial is taken to answer the reports before it, and
// within which an assertion is held against a denial.
const (
	atOnce         = 3
	closeDays      = 14
	denialReach    = 45
	assertionReach = 240
)

// judgeDenial: a denial after the assertion denies it, an assertion after a
// denial contradicts it. A denial that says what is not so answers what says
// that; one that speaks of "the reports" answers what was lately reported on
// the matter, above all by those whom it names. Where a figure stands in the
// denial, only that figure is denied.
func judgeDenial(p *pairing) *Link {
	denial, other := p.y, p.x
	if p.x.rebuts && !p.y.rebuts {
		denial, other = p.x, p.y
	}
	if !denial.rebuts || other.rebuts {
		return judgeNegation(p)
	}
	if other.denied || p.a != p.b && p.same && carriesDenial(p.a) && carriesDenial(p.b) || !deniesFigureOf(denial, other) {
		return nil
	}
	gap := p.a.published.gap(p.b.published)
	later, candid := denial == p.y, 0.0
	part, shared := p.answered(denial.rebutted, other)
	onPoint := shared >= 0.2 && ((later || gap <= atOnce) && part >= deniedPart || part >= assertedPart)
	spelt := p.speltOut(denial)
	switch {
	case spelt.deniesAnother(other):
		onPoint = false
	case !spelt.namesDeedOf(other): // other words for it take more than who and where
		onPoint = onPoint && denial.rebutted.wordsMetBy(other) >= assertedPart
	}
	aimed := denial.sweeping && slices.ContainsFunc(other.speakers, func(c string) bool {
		return slices.Contains(denial.sides, c) && !slices.Contains(denial.speakers, c)
	})
	if !later {
		candid = admission(denial, other)
	}
	accused := slices.ContainsFunc(denial.speakers, func(c string) bool { return slices.Contains(other.sides, c) })
	told := onPoint || denial.sweeping && (aimed || accused || other.upholds || p.toldBeside(denial, other) >= besideWeight)
	if p.a == p.b { // "that account" is the last
		told = part >= withinPart && (later || part >= upheldPart) || denial.sweeping && (aimed || other.upholds || denial.sentence == other.sentence+1)
	}
	switch {
	case !told && (candid < ownAdmission || p.near < 1 || spelt.deniesAnother(other) || !spelt.namesDeedOf(other)), !later && spelt.onlyPassedOn(other), !later && p.a != p.b && other.wavers:
		return nil
	case p.a != p.b && !(p.a.published.known && p.b.published.known) && !onPoint:
		return nil // which came first is not known
	case p.a == p.b && told && answerable(denial, other):
	case p.a == p.b || other.hedged && !onPoint && !aimed && p.near < 2:
		return nil
	case p.near < 0.8 && !aimed && (gap > closeDays || p.near < 0.5), later && !onPoint && p.a.leadsWithDenial() && !aimed:
		return nil
	case later && gap <= denialReach, sharesFigure(denial, other) && p.shared >= 1.5:
	case !later && gap > denialReach && !onPoint && candid == 0:
		return nil
	case !later && gap <= assertionReach && (other.sentence <= 2 || candid > 0):
	default:
		return nil
	}
	score := min(p.near, 4)/2 + min(shared, 2) + 2*part + candid
	if aimed {
		score++
	}
	score *= prominence(other.sentence) * prominence(denial.sentence)
	reach := 200.0 // an admission may come late
	switch {
	case !later && candid == 0:
		reach = 60
	case later && onPoint:
		reach = 15
	case later:
		reach = 6 // "the reports" are those of the last days
	}
	if score -= float64(gap) / reach; score < 0 {
		return nil
	}
	if p.a == p.b {
		within := *p
		within.x, within.y = other, denial
		return within.link(Denies, score, Evidence{Kind: "denial", Why: "denied in the same report", Span: denial.span, ToSpan: other.span})
	}
	switch {
	case later && denial.recants && p.takenBack(denial, other):
		return p.link(Retracts, score, Evidence{Kind: "denial", Why: "taken back by who said it", Span: p.y.span, ToSpan: p.x.span})
	case denial.recants:
		return nil // one's own word is taken back, not what others said
	case later:
		return p.link(Denies, score, Evidence{Kind: "denial", Why: "denied after it was reported", Span: p.y.span, ToSpan: p.x.span})
	}
	why := "asserted after it was denied"
	if candid == ownAdmission {
		why = "confirmed after it was denied"
	}
	l := p.link(Contradicts, score, Evidence{Kind: "denial", Why: why, Span: p.y.span, ToSpan: p.x.span})
	l.Nature = p.nature()
	return l
}

// speltOut is a denial, or that of its report which says what is not so where a headline
// only sums it up.
func (p *pairing) speltOut(denial *statement) *statement {
	report := p.a
	if denial == p.y {
		report = p.b
	}
	if denial.sentence == 0 && len(denial.negative) == 0 {
		for i := range report.statements {
			if s := &report.statements[i]; s.rebuts && len(s.negative) > 0 {
				return s
			}
		}
	}
	return denial
}

// deniesAnother tells whether all that somebody says is not so is like what the other
// statement tells, but of others, or was only ordered there.
func (s *statement) deniesAnother(other *statement) bool {
	return len(s.negative) > 0 && !slices.ContainsFunc(s.negative, func(f facet) bool { return !other.tellsAnother(&f) && !f.onlyOrdered(other) })
}

// namesDeedOf tells whether the other statement has the word of a deed that is denied,
// where the denial tells of any: the verb's, or that of what was not done, "no attack
// was carried out".
func (s *statement) namesDeedOf(other *statement) bool {
	return len(s.negative) == 0 || slices.ContainsFunc(s.negative, func(f facet) bool {
		return f.deed != "" && other.terms.of(f.deed) > 0 || slices.ContainsFunc(other.accounts, func(a account) bool {
			return slices.ContainsFunc(f.whom, func(p party) bool { return slices.Contains(p.head, a.deed) })
		})
	})
}

// onlyOrdered tells whether the other statement tells of the deed as still to come: that
// it was not done does not say that it was not ordered.
func (f *facet) onlyOrdered(other *statement) bool {
	return f.done && slices.Contains(other.toCome, f.deed) && !slices.Contains(other.done, f.deed)
}

// onlyPassedOn tells whether the other statement speaks of the deeds denied as others'
// word alone.
func (s *statement) onlyPassedOn(other *statement) bool {
	passed := false
	for i := range s.negative {
		for k := range other.accounts {
			if a := &other.accounts[k]; a.deed == s.negative[i].deed {
				if a.first {
					return false
				}
				passed = true
			}
		}
	}
	return passed
}

// takenBack tells whether what the other statement says, in the earlier report, is
// the word of those who take back what was said: of a voice in both, or of the
// outlet that published it.
func (p *pairing) takenBack(denial, other *statement) bool {
	own := p.a.publisher != "" && p.a.publisher == p.b.publisher
	if denial.ownReport && own || slices.ContainsFunc(denial.inner, func(k string) bool { return slices.Contains(other.inner, k) || k == p.a.publisher }) {
		return true
	}
	if len(denial.inner) > 0 {
		return false
	}
	person := func(k string) bool {
		name, is := strings.CutPrefix(k, "person:")
		return is && slices.Contains(denial.speakers, "^"+name)
	}
	_, name, _ := strings.Cut(p.a.publisher, ":")
	return slices.ContainsFunc(other.inner, person) ||
		slices.ContainsFunc(strings.Fields(name), func(w string) bool { return slices.Contains(denial.speakers, "^"+skeleton(w)) })
}

// answerable tells whether, within one report, the other statement is somebody
// else's word, which a denial may answer.
func answerable(denial, other *statement) bool {
	theirs := slices.Concat(other.inner, other.relays)
	return len(theirs) > 0 && !slices.ContainsFunc(theirs, func(k string) bool {
		return slices.Contains(denial.inner, k)
	})
}

// The parts of what a denial says is not so that a report before it has said, and
// that one after it must say again to speak against it.
const (
	deniedPart   = 0.25
	withinPart   = 0.3  // of what stands before it in the same report
	upheldPart   = 0.75 // of what follows it there, which mostly explains it
	assertedPart = 0.5
)

// answered weighs how much of what a denial says is not so the other statement
// says: as a part of it, and by rarity. Names alone say of whom it speaks, not
// what: unless the denial gives nothing else, they are no answer.
func (p *pairing) answered(denied bag, other *statement) (part, shared float64) {
	part = denied.metBy(other)
	for i, t := range denied.names {
		if part > 0 {
			shared += min(denied.weights[i], other.terms.of(t)) * p.rare.term(t)
		}
	}
	return part, shared
}

// metBy is how much of the denied terms the statement has, as a part of them.
func (b bag) metBy(s *statement) float64 {
	met, words, said := 0.0, false, false
	for i, t := range b.names {
		v := min(b.weights[i], s.terms.of(t))
		met += v
		words, said = words || t[0] != '^', said || v > 0 && t[0] != '^'
	}
	if met == 0 || words && !said {
		return 0
	}
	return met / b.weight()
}

// wordsMetBy is how many of the denied words, names left out, the statement has, as a
// part of them.
func (b bag) wordsMetBy(s *statement) float64 {
	met, all := 0.0, 0.0
	for i, t := range b.names {
		if t[0] != '^' {
			all += b.weights[i]
			met += min(b.weights[i], s.terms.of(t))
		}
	}
	if all == 0 {
		return 0
	}
	return met / all
}

// toldBy tells whether the statement has the claim's deed and most of its words.
func (f *facet) toldBy(s *statement) bool {
	return f.deed != "" && s.terms.of(f.deed) > 0 && f.terms.metBy(s) >= negationPart
}

// besideWeight is the weight, by rarity, of what a statement has in common with
// the report of a denial of "the reports" for it to be one of those.
const besideWeight = 0.3

// toldBeside weighs the words, names left out, that the other statement shares
// with the report in which the denial stands: what "the reports" said, which it
// denies, is told there.
func (p *pairing) toldBeside(denial, other *statement) float64 {
	report := p.a
	if denial == p.y {
		report = p.b
	}
	shared := 0.0
	for i, t := range other.terms.names {
		if t[0] == '^' || t[0] == '=' || t[0] == '@' || accusing[t] {
			continue
		}
		shared += min(other.terms.weights[i], report.terms.of(t)) * p.rare.term(t)
	}
	return shared
}

// The weights of signs that those who denied something now say it themselves: a
// word of confirming from their side, or from anyone.
const (
	ownAdmission  = 2
	someAdmission = 0.75
)

// admission weighs the signs of owning up in what is said after a denial.
func admission(denial, other *statement) float64 {
	ours := denial.speakers
	if len(ours) == 0 {
		ours = denial.sides
	}
	same := slices.ContainsFunc(ours, func(c string) bool { return slices.Contains(other.sides, c) }) ||
		slices.ContainsFunc(denial.inner, func(k string) bool { return slices.Contains(other.inner, k) })
	switch {
	case other.admits && same:
		return ownAdmission
	case other.admits:
		return someAdmission
	}
	return 0
}

// deniesFigureOf tells whether the denial, when it names a number of more than
// a few, names one of the other statement's.
func deniesFigureOf(denial, other *statement) bool {
	named := slices.ContainsFunc(denial.figures, func(f figure) bool { return f.top() > few })
	return !named || sharesFigure(denial, other)
}

func carriesDenial(p *Profile) bool {
	return slices.ContainsFunc(p.statements, func(s statement) bool { return s.rebuts })
}

// stanceReach is for how many days a side that denied something is taken to
// come back to it.
const stanceReach = 120

// judgeStance: who denied something, or himself said that it is not so, speaks of
// it again, neither denying nor confirming, or under a condition: the denial is
// no longer what it was.
func judgeStance(p *pairing) *Link {
	gap := p.a.published.gap(p.b.published)
	if p.a == p.b || p.same || !p.x.rebuts && len(p.x.negative) == 0 || p.y.rebuts || !p.y.wavers || p.x.wavers || !p.a.published.before(p.b.published) || gap > stanceReach {
		return nil
	}
	himself := p.sharedVoice() || slices.ContainsFunc(p.x.speakers, func(k string) bool { return k[0] == '^' && slices.Contains(p.y.sides, k) })
	side := p.x.rebuts && slices.ContainsFunc(p.x.speakers, func(k string) bool { return slices.Contains(p.y.sides, k) })
	if !himself && !side || p.near < 0.5 {
		return nil
	}
	score := p.near/2 + p.shared + 1 - float64(gap)/stanceReach
	return p.link(Revises, score, Evidence{Kind: "denial", Why: "who denied it now neither denies nor confirms it", Span: p.y.span, ToSpan: p.x.span})
}

// A negative claim and the statement against it share this weight at least, and
// this part of what the claim says is not so.
const (
	negationWeight = 1
	negationPart   = 0.5
)

// judgeNegation: what one report says, another says is not so. Where somebody
// says so soon after the other report, he denies it.
func judgeNegation(p *pairing) *Link {
	if p.a == p.b || p.x.denied == p.y.denied {
		return nil
	}
	negative, other := p.y, p.x
	if p.x.denied {
		negative, other = p.x, p.y
	}
	if p.shared < negationWeight {
		return nil // nor has a claim of it more in common
	}
	for i := range negative.negative {
		f := &negative.negative[i]
		if !f.toldBy(other) || other.tellsAnother(f) || f.onlyOrdered(other) {
			continue
		}
		kind, e := Contradicts, Evidence{Kind: "negation", Why: "what one says, the other says is not so", Span: p.y.span, ToSpan: p.x.span}
		answers := negative == p.y && !p.same && len(p.y.inner)+len(p.y.relays) > 0
		if answers && p.a.published.before(p.b.published) && p.a.published.gap(p.b.published) <= denialReach {
			kind, e = Denies, Evidence{Kind: "denial", Why: "said not to be so after it was reported", Span: p.y.span, ToSpan: p.x.span}
		}
		l := p.link(kind, p.near/2+p.shared, e)
		if p.x.denied {
			l.ToClaim = p.a.claims[f.claim].id
		} else {
			l.Claim = p.b.claims[f.claim].id
		}
		if kind == Contradicts {
			l.Nature = p.nature()
		}
		return l
	}
	return nil
}
