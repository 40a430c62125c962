package story

import "slices"

var judges = []func(*pairing) *Link{judgeRepeats, judgeDenial, judgeStance, judgeConflict, judgeResolves, judgeCorroborates, judgeContinues, judgeDistinct}

// base is the part of a proposal's score that the reports as wholes give:
// whether they are about one matter at all.
func (p *pairing) base() float64 { return p.near/2 + p.shared*(0.5+p.sim) }

func judgeRepeats(p *pairing) *Link {
	if !p.same || p.a == p.b || p.sim < 0.25 || p.shared < 1.5 || p.x.denied != p.y.denied {
		return nil
	}
	return p.link(Repeats, p.base(), Evidence{Kind: "origin", Why: "the reports rest on one origin"})
}

// A corroboration takes this part of what the lighter statement says, weighed by
// rarity, and this weight; or, where the claims themselves are alike, that part
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
	if p.same || p.a == p.b || p.a.publisher != "" && p.a.publisher == p.b.publisher || p.shared < 1 || p.x.denied || p.y.denied || p.x.future || p.y.future || p.x.wavers || p.y.wavers {
		return nil
	}
	part := p.shared / max(1, min(p.rare.weight(p.x), p.rare.weight(p.y)))
	if !(p.shared >= corroboratingWeight && part >= corroboratingPart) && !p.alike() || differingDate(p.x, p.y) || p.countsApart() {
		return nil
	}
	if judgeConflict(p) != nil {
		return nil
	}
	score := p.base()
	if p.x.knows() && p.y.knows() {
		score += 2 // only words of those who may know can count
	}
	return p.link(Corroborates, score)
}

// alike tells whether the claims of both statements are made of the same words
// for the most part.
func (p *pairing) alike() bool {
	var x, y, both float64
	for _, t := range p.x.core {
		x += p.x.terms.of(t)
		if slices.Contains(p.y.core, t) {
			both += min(p.x.terms.of(t), p.y.terms.of(t))
		}
	}
	for _, t := range p.y.core {
		y += p.y.terms.of(t)
	}
	return both >= alikeWeight && both >= alikePart*min(x, y)
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
