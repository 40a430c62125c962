package story

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/report"
)

func sharesFigure(x, y *statement) bool {
	for _, f := range x.figures {
		for _, g := range y.figures {
			if f.meets(&g) {
				return true
			}
		}
	}
	return false
}

// meets tells whether two figures have an end in common.
func (f *figure) meets(g *figure) bool {
	return f.low > 0 && f.low == g.low || f.high > 0 && f.high == g.high
}

// judgeConflict: two figures for one thing, two dates, or done against only
// decided.
func judgeConflict(p *pairing) *Link {
	if p.a == p.b {
		return nil
	}
	if l := judgeRevision(p); l != nil {
		return l
	}
	if f, g, kin := p.differingFigure(); f != nil {
		if l := p.figureLink(f, g, kin); l.score >= 0 {
			return l
		}
		return nil
	}
	if !p.same || p.shared < littleInCommon || p.x.rebuts || p.y.rebuts || p.otherDay() { // a denial has a day of its own
		return nil
	}
	switch {
	case differingDate(p.x, p.y) && !p.verbatim(): // "on Monday", copied in another week
		l := p.link(Contradicts, p.base(), Evidence{Kind: "time", Why: "the times given do not meet", Span: p.y.span, ToSpan: p.x.span})
		l.Nature = p.nature()
		return l
	case p.stageApart():
		l := p.link(Contradicts, p.base()-1, Evidence{Kind: "status", Why: "told as done in one, as still to come in the other", Span: p.y.span, ToSpan: p.x.span})
		l.Nature = p.nature()
		return l
	}
	return nil
}

// figureLink says what two figures for one thing make of one another: a later
// one revises the earlier, unless they share an origin and it does not say that it
// revises one, come on one day, or the
// later is a lower bound below the earlier, as an old count told again is.
func (p *pairing) figureLink(f, g *figure, kin float64) *Link {
	why := fmt.Sprintf("%s there, %s here", f.span.Of(p.a.Reading.Text), g.span.Of(p.b.Reading.Text))
	e := Evidence{Kind: "figure", Why: why, Span: g.span, ToSpan: f.span}
	score := p.near/2 + p.shared + kin
	if (!p.same || p.y.revises || p.b.revisesTo(g)) && !f.outgrown(g) && p.a.published.before(p.b.published) {
		l := p.link(Revises, score-float64(p.a.published.gap(p.b.published))/figureFades, e)
		l.values = g.measure()
		if p.sharedVoice() {
			l.score += 2
			l.Evidence = append(l.Evidence, Evidence{Kind: "voice", Why: "the same voice, later"})
		}
		return l
	}
	l := p.link(Contradicts, score+1, e)
	l.Nature = p.nature()
	l.values = fmt.Sprint(min(f.low, g.low), max(f.low, g.low), min(f.high, g.high), max(f.high, g.high))
	return l
}

// figureFades is in how many days a figure loses a point of what speaks for its
// being revised by another.
const figureFades = 90

// measure names what a figure counts, for telling the later of two counts of it.
func (f *figure) measure() string {
	switch {
	case f.befell != "":
		return f.befell
	case f.people:
		return "people"
	}
	return f.unit
}

// differingFigure finds figures for one thing, as far as the words tell, that
// cannot both hold, where neither statement gives the other's. kin weighs the
// words they share for what is counted. Retellings of one origin owe it the
// very figure, so that an overlap is no excuse.
func (p *pairing) differingFigure() (a, b *figure, kin float64) {
	apart := !p.same && p.near < 1
	for i := range p.x.figures {
		for j := range p.y.figures {
			f, g := &p.x.figures[i], &p.y.figures[j]
			n := p.oneMeasure(f, g)
			if apart && !f.befellAt(g) || !p.same && f.another != g.another || n == 0 || n <= kin || givesFigure(p.y, f) || givesFigure(p.x, g) {
				continue
			}
			exact := p.same && f.low > 0 && f.high > 0 && g.low > 0 && g.high > 0 && !f.approx && !g.approx
			if f.overlaps(g) && !exact && !f.outgrown(g) {
				continue
			}
			a, b, kin = f, g, n
		}
	}
	return a, b, kin
}

// befellAt tells whether the same befell both at what bears one name.
func (f *figure) befellAt(g *figure) bool {
	return f.befell != "" && f.befell == g.befell && slices.ContainsFunc(f.about, func(t string) bool { return t[0] == '^' && slices.Contains(g.about, t) })
}

// fates are what befalls people that are counted apart: the dead are not the
// missing.
var fates = stemsOf("killed casualties injured missing arrested held charged sentenced displaced evacuated rescued sick infected")

// remains are counted where people died: so many bodies, so many lives.
var remains = stemsOf("bodies lives")

// The dead and the injured together are the casualties.
var (
	casualty       = stem("casualties")
	killed         = stem("killed")
	saving         = stem("saved")
	deadAndInjured = sortedKeys(stemsOf("killed injured"))
)

// few is a number so small that it says little by itself.
const few = 12

// oneMeasure weighs the words that two figures share for what they count, 0
// when they count different things or nothing tells that they count one.
func (p *pairing) oneMeasure(f, g *figure) float64 {
	if p.otherMatter(f, g) || p.x.isFormer(f) || p.y.isFormer(g) {
		return 0
	}
	if f.top() <= 2 || g.top() <= 2 {
		return 0
	}
	people := f.countsPeople() && g.countsPeople()
	if f.unit != g.unit && f.unit != "" && g.unit != "" && !people || !people && f.unit == "" && g.unit == "" && min(f.top(), g.top()) <= few {
		return 0
	}
	if !p.same && min(f.top(), g.top()) <= few && f.fate() == "" {
		return 0
	}
	if f.fate() != g.fate() || !p.same && (f.apart(g) || p.y.toldOfBefore(p.a.published)) {
		return 0
	}
	kin, of := 0.0, 0.0
	for _, w := range f.about {
		if slices.Contains(g.about, w) && !slices.Contains(f.of, w) && !slices.Contains(g.of, w) {
			kin += p.rare.term(w)
		}
	}
	for _, w := range f.of {
		if slices.Contains(g.of, w) {
			of++
		}
	}
	switch {
	case f.fate() != "", p.same && f.meets(g) && p.shared >= 1:
		kin++
	case people && kin < 0.6, !people && of > 0 && kin < 0.3, of == 0 && kin < 1:
		return 0
	}
	return kin + of/2
}

// farApart is how many times greater one figure may be than another for the
// same thing, when no copying tells of a slip.
const farApart = 10

// apart tells whether the figures are too far from one another to be counts of
// one thing, or count people of different countries.
func (f *figure) apart(g *figure) bool {
	if f.top() > farApart*g.top() || g.top() > farApart*f.top() {
		return true
	}
	theirs, shared := false, false
	for _, w := range g.about {
		theirs = theirs || w[0] == '='
		shared = shared || w[0] == '=' && slices.Contains(f.about, w)
	}
	return theirs && !shared && slices.ContainsFunc(f.about, func(w string) bool { return w[0] == '=' })
}

// outgrown tells whether the later figure, a lower bound, lies well below the
// earlier: an old count, told again.
func (f *figure) outgrown(later *figure) bool {
	return later.high < 0 && later.low > 0 && f.low > 1.1*later.low && f.fate() != ""
}

// top is the greater end of the figure that is known.
func (f *figure) top() float64 { return max(f.low, f.high) }

// fate is what befell the people whom the figure counts, "" for nothing known.
func (f *figure) fate() string { return f.befell }

// readFate finds the fate of those counted: in their very name; right before the
// figure ("killed 12"), else between it and the next ("12 were killed"), else
// nearest before.
func (f *figure) readFate(words []word, in report.Span, next int) string {
	switch unit := stem(strings.Trim(f.unit, "{}")); {
	case fates[unit]:
		return unit
	case remains[unit] && !slices.Contains(f.about, saving):
		return killed
	}
	before := ""
	var after []string
	for i, w := range words {
		t := stem(w.lower)
		switch {
		case !in.Contains(w.span) || !fates[t] || w.named() && i > 0 || stopwords[w.lower]:
		case w.span.End <= f.span.Start:
			if before = t; directly(words[i+1:], f.span.Start) {
				return t
			}
		case w.span.Start < next:
			after = addAll(after, []string{t})
		}
	}
	slices.Sort(after)
	switch {
	case slices.Equal(after, deadAndInjured):
		return casualty
	case len(after) > 0:
		return strings.Join(after, " ")
	}
	return before
}

// directly tells whether only words of measure stand before at: "at least", "of
// some".
func directly(words []word, at int) bool {
	for _, w := range words {
		if w.span.Start >= at {
			return true
		}
		if !stopwords[w.lower] || w.lower == "and" || w.lower == "while" || w.lower == "but" {
			return false
		}
	}
	return true
}

// revisesTo tells whether the report says anywhere that it revises a figure to this one.
func (p *Profile) revisesTo(g *figure) bool {
	return slices.ContainsFunc(p.statements, func(s statement) bool {
		return s.revises && slices.ContainsFunc(s.figures, func(f figure) bool { return f.meets(g) && !s.isFormer(&f) })
	})
}

// otherMatter tells whether the figures are of others by what is named beside them, or,
// where the later does not say that it revises one, of another day.
func (p *pairing) otherMatter(f, g *figure) bool {
	return namesApart(f.names, g.names, '^') || !p.same && !p.y.revises && f.when.known && g.when.known && f.when.gap(g.when) > 0
}

// ends tells whether a number is an end of the figure.
func (f *figure) ends(n float64) bool { return f.low == n || f.high == n }

// formerNumbers are those that a statement gives as what does not hold, or no longer:
// "not 40", "up from 40". No quantity need be read there, since nothing need be counted.
func formerNumbers(words []word) (all []float64) {
	for i := 1; i < len(words); i++ {
		before := words[i-1].lower
		if i > 1 && (before == "than" || before == "of") {
			before = words[i-2].lower + " " + before
		}
		if before != "not" && before != "from" && before != "rather than" && before != "instead of" {
			continue
		}
		if n, err := strconv.ParseFloat(strings.ReplaceAll(words[i].text, ",", ""), 64); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// isFormer tells whether the statement gives the figure as one that does not hold.
func (s *statement) isFormer(f *figure) bool { return slices.ContainsFunc(s.former, f.ends) }

func givesFigure(s *statement, f *figure) bool {
	for i := range s.figures {
		if !s.isFormer(&s.figures[i]) && s.figures[i].low == f.low && s.figures[i].high == f.high {
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

// verbatim tells whether the statements are the same words.
func (p *pairing) verbatim() bool {
	return slices.Equal(foldedWords(p.x.span.Of(p.a.Reading.Text)), foldedWords(p.y.span.Of(p.b.Reading.Text)))
}

// otherDay tells whether the statements tell of deeds of other days and with other
// names: one voice may speak of both.
func (p *pairing) otherDay() bool {
	return differingDate(p.x, p.y) && slices.ContainsFunc(p.x.accounts, func(a account) bool {
		return slices.ContainsFunc(p.y.accounts, func(b account) bool { return a.deed == b.deed && namesApart(a.names, b.names, '^') })
	})
}

// stageApart tells whether one statement tells of a deed as done and the other
// of the same deed as still to come.
func (p *pairing) stageApart() bool {
	apart := func(x, y *statement) bool {
		for _, d := range x.done {
			for _, t := range y.toCome {
				if d == t && !stopwords[d] && !slices.Contains(x.toCome, t) && !slices.Contains(y.done, d) {
					return true
				}
			}
		}
		return false
	}
	return apart(p.x, p.y) || apart(p.y, p.x)
}

// judgeRevision: the later report gives the earlier one's figure as what was
// said before.
func judgeRevision(p *pairing) *Link {
	if !p.a.published.before(p.b.published) || p.y.recants {
		return nil
	}
	then := !p.same && (p.y.revises || p.tellsOfThen()) && (!p.x.hedged || p.shared >= 2)
	for i := range p.x.figures {
		for j := range p.y.figures {
			f, g := &p.x.figures[i], &p.y.figures[j]
			gone := slices.ContainsFunc(p.y.former, f.ends)
			if !gone && (!then || f.top() <= few || !f.meets(g)) || p.near < 1 || p.otherMatter(f, g) {
				continue
			}
			score := p.near/2 + p.shared + 2 - float64(p.a.published.gap(p.b.published))/45
			if score < 0 {
				return nil
			}
			return p.link(Revises, score, Evidence{Kind: "figure", Why: "its figure is given as the earlier one", Span: g.span, ToSpan: f.span})
		}
	}
	return nil
}

// tellsOfThen tells whether the later statement is dated to when the earlier
// report appeared.
func (p *pairing) tellsOfThen() bool {
	return p.a.published.known && p.b.published.known && slices.ContainsFunc(p.y.dates, func(d days) bool {
		return d.meets(p.a.published) && d.to < p.b.published.from && d.to-d.from < longestDate
	})
}

func (p *pairing) sharedVoice() bool {
	return slices.ContainsFunc(p.x.inner, func(k string) bool { return slices.Contains(p.y.inner, k) })
}
