package story

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// statement is one sentence of a report with all that its claims say: the unit
// in which reports are compared, because retellings move words between clauses
// but seldom between sentences.
type statement struct {
	sentence int
	span     report.Span
	claims   []int // indexes into the reading's claims
	inner    []string
	relays   []string
	nameless bool // a voice speaks that has no name
	rebuts   bool // somebody denies something, in so many words
	rebutted bag  // the terms of what is denied
	sweeping bool // it denies "the reports", whatever they said
	recants  bool // what was said is taken back
	// the outlet takes back a report of its own
	ownReport bool
	upholds   bool       // it calls "the reports" true
	settles   bool       // words tell what became of something expected
	delays    bool       // words tell that it has not come about
	admits    bool       // somebody confirms something
	wavers    bool       // it is left open: nobody knows, or somebody will not confirm it, or speaks under a condition
	speakers  []string   // who speaks, as readSides gives it
	sides     []string   // those, and who is named
	revises   bool       // it tells of an earlier figure
	denied    bool       // it rebuts, or a claim of it is negative
	negative  []facet    // its negative claims
	future    bool       // a claim of it is still to come
	foretold  []facet    // those claims
	done      []string   // stems of the deeds told as done
	toCome    []string   // and as still to come
	sure      []sureness // how sure its voice is of its deeds
	hedged    bool
	figures   []figure
	former    []float64 // numbers that it says do not hold, or no longer
	dates     []days
	found     map[string]float64 // the terms, while it is read
	terms     bag
	weight    float64  // of all terms
	at        []int32  // the terms' places among those of the report
	core      []string // the terms inside its claims
	accounts  []account
	heard     bool // it tells that what was said is known from others
}

// facet is one claim of a statement with the terms in its words and the days
// in which it is said to happen.
type facet struct {
	act
	done  bool // it is told as something that is or was, so or not
	terms bag
	at    []int32 // the terms' places among those of the report, -1 for the names of voices
	due   days
}

// figure is a quantity of a reading with the stems of what it counts.
type figure struct {
	low, high float64
	unit      string
	of        []string
	about     []string // the terms of its claim
	span      report.Span
	approx    bool
	another   bool // it counts one lot more: "another 30", "a second shipment of 500"
	names     []string
	when      days
	people    bool   // as readPeople gives it
	befell    string // as readFate gives it
}

// Weights of terms are eighths, so that their sums are the same in every order.
const (
	figureWeight  = 3
	nameWeight    = 2
	countryWeight = 0.625
	wordWeight    = 1
	dateWeight    = 1.5
)

// stemsOf is the set of the stems of words.
func stemsOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[stem(w)] = true
	}
	return m
}

// creditLine matches a line that names who contributed to the report.
var creditLine = regexp.MustCompile(`^(?i:(with |additional )?report(ing|s) by|edit(ing|ed) by|writ(ing|ten) by|translated by)\b`)

func statementsOf(r *reading.Reading, words *wording) []statement {
	bySentence := map[int][]int{}
	for i, c := range r.Claims {
		if c.Zone == string(report.Body) || c.Zone == string(report.Headline) || c.Zone == "" {
			bySentence[c.Sentence] = append(bySentence[c.Sentence], i)
		}
	}
	voiceName := map[string]string{}
	for _, v := range r.Voices {
		voiceName[v.ID] = v.Name
	}
	var out []statement
	for n, span := range r.Sentences {
		if len(bySentence[n]) == 0 || creditLine.MatchString(span.Of(r.Text)) {
			continue
		}
		s := statement{sentence: n, span: span, claims: bySentence[n], found: map[string]float64{}}
		s.readClaims(r, voiceName)
		s.readFigures(r)
		s.readTimes(r)
		s.readWords(r, words.words[n], words.written)
		s.readActs(r, words.words[n], words.written, voiceName)
		s.terms, s.found = bagOf(s.found), nil
		s.weight = s.terms.weight()
		out = append(out, s)
	}
	unlearn(out)
	return out
}

// place finds the statement's terms among those of its report.
func (s *statement) place(all []string) {
	s.at = s.terms.places(all)
	for _, list := range [][]facet{s.negative, s.foretold} {
		for i := range list {
			unify(list[i].terms.names, all)
			list[i].at = list[i].terms.places(all)
		}
	}
	for i := range s.figures {
		unify(s.figures[i].about, all)
	}
	for _, list := range [][]string{s.terms.names, s.rebutted.names, s.core} {
		unify(list, all)
	}
}

func (s *statement) readClaims(r *reading.Reading, voiceName map[string]string) {
	for _, i := range s.claims {
		c := &r.Claims[i]
		for k, l := range c.Sources {
			name := voiceName[l.Voice]
			if name == "" && l.Span != nil {
				name = l.Span.Of(r.Text)
			}
			keys := voiceKeys(name)
			innermost := k == len(c.Sources)-1
			if innermost && nameless(name) {
				// "a Daily NK source" speaks for nobody by name: the outlet that has it passes it on.
				s.nameless = true
				for _, k := range keys {
					if !strings.HasPrefix(k, "state:") {
						s.relays = addAll(s.relays, []string{k})
					}
				}
			} else if innermost {
				s.inner = addAll(s.inner, keys)
			} else {
				s.relays = addAll(s.relays, keys)
			}
		}
		switch c.Factuality {
		case reading.CertainNot, reading.ProbableNot, reading.PossibleNot:
			s.denied = true
			s.negative = append(s.negative, facet{act: act{claim: i, deed: deedOf(r, c)}, done: c.Status == reading.Happened || c.Status == reading.Holds})
		}
		switch c.Status {
		case reading.Ordered, reading.Planned, reading.Predicted:
			s.future = true
			if due, gone := dueOf(r, c); !gone {
				s.foretold = append(s.foretold, facet{act: act{claim: i, deed: deedOf(r, c)}, due: due})
			}
			s.toCome = addAll(s.toCome, []string{deedOf(r, c)})
		case reading.Holds:
			if chanceWords[strings.ToLower(c.Anchor.Of(r.Text))] {
				s.foretold = append(s.foretold, facet{act: act{claim: i, deed: deedOf(r, c)}, due: daysOf(c.When.EDTF)})
			}
		case reading.Happened:
			s.done = addAll(s.done, []string{deedOf(r, c)})
		}
		s.wavers = s.wavers || c.OpenQuestion
		if sure, ok := surenessOf(r, c); ok {
			s.sure = append(s.sure, sure)
		}
		if len(c.Hedges) > 0 || c.Factuality != reading.Certain && c.Factuality != reading.CertainNot {
			s.hedged = true
		}
	}
}

// deedOf is the stem of the word that a claim is anchored on; where that says
// only that a happening may come, of the noun that names it.
func deedOf(r *reading.Reading, c *reading.Claim) string {
	anchor := strings.ToLower(c.Anchor.Of(r.Text))
	if chanceWords[anchor] {
		return firstNoun(r, c)
	}
	return stem(anchor)
}

// chanceWords say of a happening that is named by a noun that it may come:
// "Deployment is likely".
var chanceWords = setOf(strings.Fields("likely unlikely possible probable expected imminent due certain inevitable"))

// chancesOf are the spans of the words that say how likely a claim is.
func chancesOf(r *reading.Reading, c *reading.Claim) []report.Span {
	out := slices.Clone(c.Hedges)
	if chanceWords[strings.ToLower(c.Anchor.Of(r.Text))] {
		out = append(out, c.Anchor)
	}
	return out
}

// firstNoun is the stem of a claim's first word that means something.
func firstNoun(r *reading.Reading, c *reading.Claim) string {
	for _, w := range wordsOf(c.Span.Of(r.Text), 0) {
		if !stopwords[w.lower] {
			return stem(w.lower)
		}
	}
	return ""
}

// dueOf is the time of a claim about the future. One that was over when the
// report appeared is gone when its words give the year, and else unknown.
func dueOf(r *reading.Reading, c *reading.Claim) (due days, gone bool) {
	due = daysOf(c.When.EDTF)
	published := daysOf(r.Report.Published.EDTF)
	if !due.known || !published.known || due.to >= published.from {
		return due, false
	}
	for _, t := range r.Times {
		if t.ID == c.When.Time && fullYear.MatchString(t.Span.Of(r.Text)) {
			return due, true
		}
	}
	return days{}, false
}

var fullYear = regexp.MustCompile(`\b(19|20)\d\d\b`)

func nameless(phrase string) bool {
	for _, w := range wordsOf(phrase, 0) {
		if namelessWords[w.lower] {
			return true
		}
	}
	return false
}

func addAll(list []string, more []string) []string {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

func (s *statement) readFigures(r *reading.Reading) {
	for _, q := range r.Quantities {
		if !s.span.Contains(q.Span) {
			continue
		}
		f := figure{low: -1, high: -1, unit: q.Unit, span: q.Span, approx: q.Approx}
		if q.Low != nil {
			f.low = *q.Low
		}
		if q.High != nil {
			f.high = *q.High
		}
		if q.Best != nil && q.Low == nil && q.High == nil {
			f.low, f.high = *q.Best, *q.Best
		}
		for _, w := range wordsOf(q.Of, 0) {
			if !stopwords[w.lower] {
				f.of = append(f.of, stem(w.lower))
			}
		}
		s.figures = append(s.figures, f)
		for _, end := range [...]float64{f.low, f.high} {
			if end > 12 {
				s.found[fmt.Sprintf("#%g", end)] = figureWeight
			} else if end > 1 {
				s.found[fmt.Sprintf("#%g", end)] = wordWeight
			}
		}
	}
}

// smallest is the smallest claim of the statement that holds at, nil when none does.
func (s *statement) smallest(r *reading.Reading, at report.Span) *reading.Claim {
	var found *reading.Claim
	for _, i := range s.claims {
		if c := &r.Claims[i]; c.Span.Contains(at) && (found == nil || c.Span.Len() < found.Span.Len()) {
			found = c
		}
	}
	return found
}

func (s *statement) readTimes(r *reading.Reading) {
	for _, t := range r.Times {
		if !s.span.Contains(t.Span) || strings.HasSuffix(t.Value, "_REF") {
			continue
		}
		if d := daysOf(t.EDTF); d.known {
			s.dates = append(s.dates, d)
			if d.to-d.from < 45 {
				s.found["@"+t.EDTF] = dateWeight
			}
		}
	}
}

// readWords weighs the sentence's words, the words that name voices and cues
// left out.
func (s *statement) readWords(r *reading.Reading, words []word, written map[string]bool) {
	at := map[string][]int{}
	timed := func(at report.Span) bool { // its words are what readTimes weighs
		return slices.ContainsFunc(r.Times, func(t reading.Time) bool { return t.Span.Contains(at) && t.EDTF != "" })
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		if c, n := countries.at(words, i); n > 0 && w.named() {
			s.found["="+c] = countryWeight
			at["="+c] = append(at["="+c], w.span.Start)
			i += n - 1
			continue
		}
		if stopwords[w.lower] && (w.lower != "march" || w.named()) || w.lower[0] >= '0' && w.lower[0] <= '9' || timed(w.span) {
			continue
		}
		t, weight := stem(w.lower), float64(wordWeight)
		if w.named() && (i > 0 || written[w.lower]) {
			t, weight = "^"+skeleton(w.lower), nameWeight
			if t == "^" {
				continue
			}
		} else if len(strings.TrimFunc(t, func(r rune) bool { return r > 127 })) < 2 && len(t) < 4 {
			continue
		}
		s.found[t] = max(s.found[t], weight)
		at[t] = append(at[t], w.span.Start)
	}
	within := func(span report.Span) map[string]float64 {
		m := map[string]float64{}
		for t, places := range at {
			if slices.ContainsFunc(places, func(p int) bool { return span.Start <= p && p < span.End }) {
				m[t] = s.found[t]
			}
		}
		return m
	}
	for i := range s.negative {
		f := &s.negative[i]
		f.terms = bagOf(within(r.Claims[f.claim].Span))
	}
	for i := range s.foretold {
		f := &s.foretold[i]
		c := &r.Claims[f.claim]
		what := within(c.Span)
		for _, h := range chancesOf(r, c) { // how likely it is, is no part of what is foretold
			for t := range within(h) {
				delete(what, t)
			}
		}
		f.terms = bagOf(what)
	}
	for _, i := range s.claims {
		s.core = addAll(s.core, sortedKeys(within(r.Claims[i].Span)))
	}
	for i := range s.figures {
		f := &s.figures[i]
		claim, next := s.span, s.span.End
		if c := s.smallest(r, f.span); c != nil {
			claim, f.when, f.names = c.Span, daysOf(c.When.EDTF), namesOfClaim(c, words, written)
		}
		if i+1 < len(s.figures) {
			next = s.figures[i+1].span.Start
		}
		f.about = sortedKeys(within(claim))
		f.people, f.befell, f.another = f.readPeople(), f.readFate(words, claim, next), f.readAnother(words)
	}
	s.former = formerNumbers(words)
	s.readStance(words, within)
	for _, keys := range [][]string{s.inner, s.relays} {
		for _, k := range keys {
			_, name, _ := strings.Cut(k, ":")
			for _, w := range strings.Fields(name) {
				delete(s.found, "^"+skeleton(w))
			}
		}
	}
}
