package story

import "slices"

// The judges of a pairing, by what they need: something in common, someone who
// denies, figures on both sides, or a forecast.
var (
	ofCommon    = [...]func(*pairing) *Link{judgeRepeats, judgeCorroborates, judgeContinues}
	ofDenials   = [...]func(*pairing) *Link{judgeDenial, judgeStance}
	ofFigures   = [...]func(*pairing) *Link{judgeConflict, judgeDistinct, judgeAnother}
	ofForecasts = [...]func(*pairing) *Link{judgeResolves}
	ofCertainty = [...]func(*pairing) *Link{judgeCertainty}
)

// littleInCommon is the weight below which two statements need a denial, figures
// or a forecast for one to bear on the other.
const littleInCommon = 1

// What a pairing has that its judges need.
func (p *pairing) much() bool    { return p.shared >= littleInCommon }
func (p *pairing) denials() bool { return p.x.rebuts || p.y.rebuts || p.y.wavers }
func (p *pairing) counts() bool  { return len(p.x.figures) > 0 && len(p.y.figures) > 0 }
func (p *pairing) foretells() bool {
	return p.resolves && len(p.x.foretold) > 0
}
func (p *pairing) sure() bool { return p.same && len(p.x.sure) > 0 && len(p.y.sure) > 0 }

// tells tells whether any judge may have something to say of the pairing.
func (p *pairing) tells() bool {
	return p.much() || p.denials() || p.counts() || p.foretells() || p.sure()
}

// judge offers what the judges make of the pairing.
func (p *pairing) judge(offer func(*Link)) {
	ask := func(judges []func(*pairing) *Link) {
		for _, judge := range judges {
			if l := judge(p); l != nil {
				offer(l)
			}
		}
	}
	much := p.much()
	if much {
		ask(ofCommon[:])
	}
	if much || p.denials() {
		ask(ofDenials[:])
	}
	if much || p.counts() {
		ask(ofFigures[:])
	}
	if p.foretells() {
		ask(ofForecasts[:])
	}
	if p.sure() {
		ask(ofCertainty[:])
	}
}

// base is the part of a proposal's score that the reports as wholes give:
// whether they are about one matter at all.
func (p *pairing) base() float64 { return p.near/2 + p.shared*(0.5+p.sim) }

func judgeRepeats(p *pairing) *Link {
	if !p.same || p.a == p.b || p.sim < 0.25 || p.shared < 1.5 || p.x.denied != p.y.denied || p.otherDay() {
		return nil
	}
	if l := judgeConflict(p); l != nil && l.Kind == Revises || p.y.revises && p.countsApart() {
		return nil // a new count is no old one told again
	}
	return p.link(Repeats, p.base(), Evidence{Kind: "origin", Why: "the reports rest on one origin"})
}

// A corroboration takes a deed in common, this part of what the lighter statement
// says, weighed by rarity, and this weight; or, where the claims themselves are alike, that part
// and weight of their bare words.
const (
	corroboratingPart   = 0.4
	corroboratingWeight = 1.5
	alikePart           = 0.6
	alikeWeight         = 3
)

// judgeCorroborates: two reports of different outlets that share no origin tell the same thing as
// done, and nothing that they count or date differs.
func judgeCorroborates(p *pairing) *Link {
	if p.same || p.a == p.b || p.a.publisher != "" && p.a.publisher == p.b.publisher || p.shared < littleInCommon || p.x.denied || p.y.denied || p.x.future || p.y.future || p.x.wavers || p.y.wavers {
		return nil
	}
	part := p.shared / max(1, min(p.rareX, p.rareY))
	if !(p.shared >= corroboratingWeight && part >= corroboratingPart) && !p.alike() || differingDate(p.x, p.y) || p.countsApart() {
		return nil
	}
	x, y := p.agreement()
	if x == nil || judgeConflict(p) != nil {
		return nil
	}
	score := p.base()
	if x.knows() && y.knows() {
		score += 2 // only words of those who may know can count
	}
	l := p.link(Corroborates, score)
	l.Claim, l.ToClaim = p.b.claims[y.claim].id, p.a.claims[x.claim].id
	return l
}

// alike tells whether the claims of both statements are made of the same words
// for the most part, at least two of them no names.
func (p *pairing) alike() bool {
	both, words := 0.0, 0
	for _, t := range p.x.core {
		if slices.Contains(p.y.core, t) {
			both += min(p.x.terms.of(t), p.y.terms.of(t))
			if t[0] != '^' && t[0] != '=' {
				words++
			}
		}
	}
	return words >= 2 && both >= alikeWeight && both >= alikePart*min(p.x.coreWeight(), p.y.coreWeight())
}

// coreWeight is that of the terms inside the statement's claims.
func (s *statement) coreWeight() (all float64) {
	for _, t := range s.core {
		all += s.terms.of(t)
	}
	return all
}

// countsApart tells whether both statements count people, or things of one
// kind, and no count of one can be one of the other's.
func (p *pairing) countsApart() bool {
	both, meet := false, false
	for i := range p.x.figures {
		for j := range p.y.figures {
			f, g := &p.x.figures[i], &p.y.figures[j]
			if f.countsPeople() && g.countsPeople() || f.unit == g.unit {
				both, meet = true, meet || f.overlaps(g)
			}
		}
	}
	return both && !meet
}

func judgeContinues(p *pairing) *Link {
	if p.same || p.a.publisher == "" || p.a.publisher != p.b.publisher || p.sim < 0.2 || p.shared < 1.5 {
		return nil
	}
	return p.link(Continues, p.base(), Evidence{Kind: "outlet", Why: "the same outlet"})
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
