package story

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

// Evidence is one reason for a proposal: what kind, in words, and where in
// either report it stands. A span is empty where the reason has no words of
// its own, as a date.
type Evidence struct {
	Kind   string      `json:"kind"`
	Why    string      `json:"why"`
	Span   report.Span `json:"span"`
	ToSpan report.Span `json:"to_span"`
}

// tie is all that speaks for two reports resting on one origin.
type tie struct {
	a, b     string
	strength float64 // 1 and more: proposed
	evidence []Evidence
	rests    int     // 1: a rests on b's publisher; -1: b on a's; 0: neither names the other
	story    float64 // 1 and more: the same happening
	content  float64 // part of the smaller report's content that both have
	via      string  // the voice that ties them most, when neither names the other
}

// ofOneStory is the part of the content that reports on one story of one outlet
// have in common at least.
const ofOneStory = 0.2

// window is how many days may lie between two reports for one to be counted a
// retelling of the other's news.
const window = 10

// copiedLate is the part of the five-word sequences from which on a text of any later day
// is a copy: two reports of one day's news may have a tenth in common, and an outlet
// that tells again what is background may have more.
const copiedLate = 0.5

// copiedWording is the part of the five-word sequences from which on two texts
// are taken to have been copied from one another in part.
const copiedWording = 0.1

// compare weighs what two reports have in common. It is symmetric but for the
// order of the spans.
func compare(a, b *Profile) tie {
	if b.ID < a.ID {
		a, b = b, a
	}
	t := tie{a: a.ID, b: b.ID}
	gap := a.published.gap(b.published)
	wording := a.sketch.resemblance(&b.sketch)
	if gap > window && (gap > linkReach || wording < copiedLate) {
		return t
	}
	if wording >= copiedWording {
		t.evidence = append(t.evidence, Evidence{Kind: "wording", Why: fmt.Sprintf("about %d%% of the five-word sequences are the same", int(wording*100+0.5))})
	}
	content, distinct, evidence := commonTerms(a, b)
	voice := 0.0
	sameOutlet := a.publisher != "" && a.publisher == b.publisher
	cites := 0.0
	if u := a.voices[b.publisher]; u != nil && !a.published.before(b.published) && !sameOutlet {
		cites, t.rests = u.share, 1
		t.evidence = append(t.evidence, Evidence{Kind: "citation", Why: "names " + b.Reading.Report.Outlet, Span: u.span})
	}
	if u := b.voices[a.publisher]; u != nil && !b.published.before(a.published) && !sameOutlet && u.share > cites {
		cites, t.rests = u.share, -1
		t.evidence = append(t.evidence, Evidence{Kind: "citation", Why: "is named as " + a.Reading.Report.Outlet, ToSpan: u.span})
	}
	for _, k := range sortedKeys(a.voices) {
		u, v := a.voices[k], b.voices[k]
		if v == nil {
			continue
		}
		s := math.Sqrt(u.share * v.share)
		switch o := outletOf(k); {
		case o != nil && o.kind == "agency":
			s /= 2 // an agency passes on the words of many
		case o != nil || strings.HasPrefix(k, "press:"):
			s *= min(1, content/ofOneStory) // a newspaper has many stories
		}
		if s < 0.15 {
			continue
		}
		if s > voice {
			voice, t.via = s, k
		}
		t.evidence = append(t.evidence, Evidence{Kind: "voice", Why: "both rest on " + a.nameOf(k), Span: u.span, ToSpan: v.span})
	}
	t.evidence = append(t.evidence, evidence...)
	if gap == 0 && a.published.known && b.published.known {
		t.evidence = append(t.evidence, Evidence{Kind: "date", Why: "published at the same time"})
	} else if gap > 0 {
		t.evidence = append(t.evidence, Evidence{Kind: "date", Why: "published " + daysApart(gap)})
	}
	t.content = content
	if cites > voice {
		t.via = ""
	}
	t.strength = strength(wording, content, max(cites, voice), gap, sameOutlet)
	if echo := content * 2.5 * nearness(gap); content >= echoContent && !sameOutlet && (len(a.voices) == 0 || len(b.voices) == 0) && echo > t.strength {
		t.strength, t.via = echo, ""
		t.evidence = append(t.evidence, Evidence{Kind: "wording", Why: "one names nobody, and most of what it says stands in the other"})
	}
	if a.leadsWithDenial() != b.leadsWithDenial() || a.gainsays(b) || b.gainsays(a) || gap > 0 && (a.countsAnother(b) || b.countsAnother(a)) {
		t.strength *= otherNews
	}
	t.story = t.strength
	if distinct >= 2 && a.namesAlike(b) || content >= echoContent {
		t.story = max(t.story, content*5*nearness(gap))
	}
	return t
}

func daysApart(n int) string {
	if n == 1 {
		return "a day apart"
	}
	return fmt.Sprintf("%d days apart", n)
}

// otherNews weakens the tie between a report that opens with a denial and one
// that does not, for what a denial answers it tells again as background; between
// reports of which one says at its beginning what the other there says is not so;
// and between those of several days of which one counts another lot.
const otherNews = 0.6

// leadsWithDenial tells whether somebody denies something where the report
// begins.
func (p *Profile) leadsWithDenial() bool {
	return slices.ContainsFunc(p.statements, func(s statement) bool { return s.rebuts && s.sentence <= 1 })
}

// gainsays tells whether the report says where it begins that something is not so
// which the other tells where it begins.
func (p *Profile) gainsays(q *Profile) bool {
	for i := range p.statements {
		s := &p.statements[i]
		if s.sentence > opening {
			break
		}
		for j := range s.negative {
			f := &s.negative[j]
			if slices.ContainsFunc(q.statements, func(t statement) bool { return t.sentence <= opening && !t.denied && f.toldBy(&t) }) {
				return true
			}
		}
	}
	return false
}

// opening is the last of the sentences with which a report begins.
const opening = 2

// countsAnother tells whether the report counts another lot of what the other
// counts.
func (p *Profile) countsAnother(q *Profile) bool {
	for i := range p.statements {
		for j := range p.statements[i].figures {
			if f := &p.statements[i].figures[j]; f.another && slices.ContainsFunc(q.statements, f.isAnotherThan) {
				return true
			}
		}
	}
	return false
}

// isAnotherThan tells whether a figure of the statement counts what f counts one
// lot more of.
func (f *figure) isAnotherThan(s statement) bool {
	return slices.ContainsFunc(s.figures, func(g figure) bool {
		return !g.another && !f.meets(&g) && (f.unit == g.unit && f.unit != "" || f.people && g.people) && f.befell == g.befell
	})
}

// Among several stories of an outlet, a report that names the outlet rests on
// the one that it has most in common with: ties to those with less than
// otherStory of that, and to reports that rest on another, are halved.
const otherStory = 0.6

// byStory tells the ties over an outlet's name apart by its stories.
func (s *Shelf) byStory(ties []tie) []tie {
	type story struct {
		id      string
		content float64
	}
	looked := map[string]map[string]story{} // report -> outlet that it names -> the story of it
	storyOf := func(id, outlet string) (story, bool) {
		best, ok := looked[id]
		if !ok {
			best = map[string]story{}
			looked[id] = best
			for _, t := range s.stored().Ties(id) {
				from, on := t.ends()
				if t.Rests == 0 || from != id {
					continue
				}
				if b, had := best[t.Via]; !had || t.Content > b.content || t.Content == b.content && on < b.id {
					best[t.Via] = story{on, t.Content}
				}
			}
		}
		x, had := best[outlet]
		return x, had
	}
	for i := range ties {
		t := &ties[i]
		if t.rests != 0 {
			from, on := t.b, t.a
			if t.rests > 0 {
				from, on = t.a, t.b
			}
			if b, _ := storyOf(from, t.via); b.id != on && t.content < otherStory*b.content {
				t.strength /= 2
			}
			continue
		}
		x, first := storyOf(t.a, t.via)
		y, second := storyOf(t.b, t.via)
		if first && second && x.id != y.id {
			t.strength /= 2
		}
	}
	return ties
}

// echoContent is the part of its content that a report which names nobody has
// in common with the one that it is taken to echo.
const echoContent = 0.6

// strength joins the evidence: copied wording speaks for itself; a common
// voice or a citation needs common content, the more the fainter it is.
func strength(wording, content, voice float64, gap int, sameOutlet bool) float64 {
	copied := wording * 4
	if sameOutlet {
		return copied
	}
	return max(copied, math.Sqrt(voice*content)*nearness(gap)*4)
}

func nearness(gap int) float64 { return max(0, 1-float64(gap)/(2*window)) }

// commonTerms is the weight of shared figures, names, dates and words, as a
// part of the smaller report's, and how many of them are more than words.
func commonTerms(a, b *Profile) (content float64, distinct int, out []Evidence) {
	shared, wa, wb := 0.0, a.terms.weight(), b.terms.weight()
	type hit struct {
		term   string
		weight float64
	}
	var hits []hit
	for i, k := range a.terms.places(b.terms.names) {
		if k >= 0 {
			w := min(a.terms.weights[i], b.terms.weights[k])
			shared += w
			hits = append(hits, hit{a.terms.names[i], w})
		}
	}
	slices.SortFunc(hits, func(x, y hit) int { return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.term, y.term)) })
	for _, h := range hits {
		if h.weight < dateWeight {
			break
		}
		if distinct++; distinct > 4 {
			continue
		}
		out = append(out, Evidence{Kind: termKind(h.term), Why: bothGive + h.term[1:], Span: a.where(h.term), ToSpan: b.where(h.term)})
	}
	if m := min(wa, wb); m > 0 {
		return shared / m, distinct, out
	}
	return 0, distinct, out
}

const bothGive = "both give "

func termKind(t string) string {
	switch t[0] {
	case '#':
		return "figure"
	case '@':
		return "time"
	case '^', '=':
		return "name"
	}
	return "word"
}

// where is the first sentence that has the term.
func (p *Profile) where(term string) report.Span {
	for _, s := range p.statements {
		if s.terms.of(term) > 0 {
			return s.span
		}
	}
	return report.Span{}
}

func spoken(key string) string {
	if o := outletOf(key); o != nil {
		return o.name
	}
	for i, r := range key {
		if r == ':' {
			return key[i+1:]
		}
	}
	return key
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
