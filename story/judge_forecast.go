package story

import (
	_ "embed"
	"slices"
	"strings"
)

// A resolution scores at least resolutionScore: it takes more than a word that
// two reports on a topic have in common. Where neither a time that has come, nor
// a common voice, outlet or figure speaks for it, it takes looseScore.
const (
	resolutionScore = 2
	looseScore      = 3
)

// resolvingNear is the weight, by rarity, that two reports share at least for one to
// tell what became of what the other foretells.
const resolvingNear = 0.4

// judgeResolves: a statement about the future, and a later report on the same
// matter that tells what became of it. What counts is how much of the forecast
// the later statement takes up, whether its time has come, whether words of
// settling stand there, and whether the same voice or outlet speaks.
func judgeResolves(p *pairing) *Link {
	if !p.foretells() || p.x.rebuts || p.y.rebuts {
		return nil
	}
	var best *facet
	score := 0.0
	for i := range p.x.foretold {
		f := &p.x.foretold[i]
		if s := p.resolution(f); s > score || best == nil {
			best, score = f, s
		}
	}
	if score < resolutionScore {
		return nil
	}
	l := p.link(Resolves, score, Evidence{Kind: "forecast", Why: p.becameOf(best), Span: p.y.span, ToSpan: p.x.span})
	l.ToClaim = p.a.claims[best.claim].id
	return l
}

// becameOf says what the later statement makes of a forecast.
func (p *pairing) becameOf(f *facet) string {
	told := slices.ContainsFunc(p.y.accounts, func(a account) bool { return f.cameAs(a.deed) })
	switch {
	case p.y.denied:
		return "foretold, and later told not to be so"
	case p.y.delays && !told:
		return "foretold, and later told to be dropped, put off or still open"
	case p.y.future:
		return "foretold, and later told of anew"
	case p.countsApart():
		return "foretold, and later told of with another figure"
	case told:
		return "foretold, and later told as a fact"
	}
	return "foretold, and later told what became of it"
}

// cameAs tells whether a deed is what was foretold, or an outcome of it.
func (f *facet) cameAs(deed string) bool {
	return deed == f.deed || slices.Contains(sequels[f.deed], deed)
}

// afterDue is for how many days after its time, or after the report where it has
// none, what became of a forecast is looked for: word of an outcome may come late,
// but next year's news is of something else.
const afterDue = 365

// lookedFor is the last day on which a report is taken for one of what became of
// the forecast.
func (f *facet) lookedFor(told days) int {
	if last := told.to; !f.due.known || f.due.to >= farAway || f.due.to < last {
		return last + afterDue
	}
	return f.due.to + afterDue
}

// toldBy tells whether the later report appeared by the last day, or dates what it
// tells of by then and not before the earlier one.
func (p *pairing) toldBy(last int) bool {
	return p.b.published.from <= last || slices.ContainsFunc(p.y.dates, func(d days) bool { return d.from <= last && !d.before(p.a.published) })
}

// What of a forecast's terms, by their rarity, the later statement has at least:
// besideDeed where it tells of the deed or of an outcome of such, and nothing where
// it says that the deed was put off; a fourth of what the later report shares with
// the forecast's sentence, or a tenth of what the reports share, count as much.
// Where it tells of no deed takenUp, unless it has all of the terms, or the later
// report much of the sentence and a good part.
const (
	besideDeed = 0.3
	takenUp    = 0.7
	goodPart   = 0.35
)

// resolution scores the later statement as what became of one forecast.
func (p *pairing) resolution(f *facet) float64 {
	if p.y.future && !p.y.delays && !p.y.denied || p.y.toldOfBefore(p.a.published) || !p.toldBy(f.lookedFor(p.a.published)) {
		return 0
	}
	if p.y.tellsAnother(f) {
		return 0
	}
	all, met, shared := 0.0, 0.0, 0.0
	for i, w := range f.terms.weights {
		all += w
		if v, rare := p.toldOf(f, i); v > 0 {
			met += min(w, v)
			shared += min(w, v) * rare
		}
	}
	deed := 0.0
	switch verb := f.deed; {
	case p.y.terms.of(verb) > 0:
		deed = 1
	case slices.ContainsFunc(sequels[verb], func(t string) bool { return p.y.terms.of(t) > 0 }):
		deed = 0.75
	}
	told := max(shared, p.about/4, p.near/10) >= besideDeed || deed == 1 && p.y.delays
	if deed == 0 {
		told = shared >= takenUp || met == all && shared >= besideDeed || p.about >= max(4*takenUp, goodPart*p.rareX)
	}
	ours := p.a.publisher == p.b.publisher || p.sharedVoice()
	if all == 0 || !told || deed == 0 && !ours && !p.figure && !p.y.settles && !p.y.delays && !p.y.denied {
		return 0 // who has nothing to do with the forecast speaks of something else
	}
	score, tied := deed+1.5*met/all+min(shared, 2)+min(p.about, 4)/2, false
	if p.y.settles {
		score++
	}
	if ours {
		score, tied = score+1.5, true
	}
	if p.figure {
		score, tied = score+1, true
	}
	gap := float64(p.a.published.gap(p.b.published))
	switch {
	case !f.due.known || f.due.to >= farAway || !p.b.published.known:
		score -= min(1.5, gap/120)
	case p.b.published.to < f.due.from-3:
		score -= 1.5 + gap/120
	default:
		come := max(0, 1.5-max(0, float64(p.b.published.from-f.due.to))/180)
		score, tied = score+come, tied || come > 0
	}
	score *= 0.5 + prominence(p.y.sentence)/2
	if !tied && score < looseScore {
		return 0
	}
	return score
}

// longBefore is how many days before a report something must have ended for a
// later one that dates it so to tell of the past.
const longBefore = 31

// toldOfBefore tells whether all that the statement dates was over long before
// then.
func (s *statement) toldOfBefore(then days) bool {
	return then.known && len(s.dates) > 0 && !slices.ContainsFunc(s.dates, func(d days) bool { return !d.before(then) || d.gap(then) < longBefore })
}

//go:embed sequels.txt
var sequelList string

// sequels are, for the stem of a deed, those of the words that tell its outcome.
var sequels = func() map[string][]string {
	m := map[string][]string{}
	for line := range strings.Lines(sequelList) {
		deed, words, ok := strings.Cut(line, ":")
		if ok && !strings.HasPrefix(line, "#") {
			m[stem(deed)] = addAll(m[stem(deed)], sortedKeys(stemsOf(words)))
		}
	}
	return m
}()
