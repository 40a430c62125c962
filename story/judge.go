package story

var judges = []func(*pairing) (Link, bool){judgeRepeats, judgeDenial, judgeStance, judgeConflict, judgeResolves, judgeCorroborates, judgeContinues, judgeDistinct}

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

func (p *pairing) nature() string {
	switch {
	case p.a == p.b:
		return oneReport
	case p.same:
		return oneOrigin
	}
	return twoSources
}
