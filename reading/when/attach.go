package when

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
	"github.com/sayso/sayso/report"
)

// Attach tells for each anchor, the token that a claim's predicate stands on,
// the index of the expression that dates it, -1 for none: the time given in
// its own clause. A fronted time also holds for the verbs conjoined to the one
// it stands with unless they have a subject of their own; a relative "when" or
// "in which" takes the time it follows; a predicate noun takes the possessive
// before it ("this year's theme"). Without trees nothing attaches.
func Attach(doc *nlp.Document, expressions []Expression, anchors []int) []int {
	out := make([]int, len(anchors))
	for i := range out {
		out[i] = -1
	}
	a := attacher{doc: doc, children: dependants(doc), anchors: anchors, claim: map[int]int{}}
	if a.children == nil {
		return out
	}
	for i, t := range anchors {
		a.claim[t] = i
	}
	for e := range expressions {
		if x := &expressions[e]; !x.vague() && x.Type != Set && !a.aside(expressions, e) {
			a.place(expressions, e, out)
		}
	}
	a.share(expressions, anchors, out)
	return out
}

type attacher struct {
	doc      *nlp.Document
	children [][]int
	anchors  []int
	claim    map[int]int // anchor token -> index of the claim
}

// head is the token of span whose governor lies outside it.
func (a *attacher) head(s report.Span) int {
	first := tokenAt(a.doc, s.Start)
	for t := first; t >= 0 && t < len(a.doc.Tokens) && a.doc.Tokens[t].Span.Start < s.End; t++ {
		h := a.doc.Tokens[t].Head
		if a.doc.Tokens[t].UPOS == "PUNCT" {
			continue
		}
		if h < 0 || !s.Overlaps(a.doc.Tokens[h].Span) {
			return t
		}
	}
	return first
}

// place climbs from expression e to the first claim above it without leaving
// its clause, and only by ways on which a time dates the verb.
func (a *attacher) place(es []Expression, e int, out []int) {
	t := a.head(es[e].Span)
	up := a.governor(&es[e], t)
	for steps := 0; t >= 0 && steps < 12; steps++ {
		if c, ok := a.claim[t]; ok {
			if !es[e].ahead || es[e].Bound == Until || es[e].Bound == Before || !a.over(t) {
				a.put(es, e, c, out)
			}
			return
		}
		k := a.doc.Tokens[t]
		// A time inside a complement or a condition belongs to no other clause.
		if steps > 0 && (clausal(k.Rel) && k.UPOS != "AUX" || k.Rel == "conj" && k.UPOS == "VERB") {
			if c := a.content(t); c >= 0 {
				a.put(es, e, c, out)
			}
			return
		}
		if up >= 0 && !a.dates(t, up) {
			return
		}
		t = up
		if t >= 0 {
			up = tree.Governor(a.doc.Tokens, t)
		}
	}
}

// governor is what expression e, whose head is token t, is said of. Right
// behind a verb and its object it is that verb's, not of the words that follow
// ("told reporters on Monday the road would open"); nor does it reach over a
// comma to the next clause ("open until June, closing early").
func (a *attacher) governor(e *Expression, t int) int {
	h := tree.Governor(a.doc.Tokens, t)
	start := tokenAt(a.doc, e.Full.Start)
	switch {
	case h < 0:
		return a.participle(t)
	case h < t && h >= start:
		h = tree.Governor(a.doc.Tokens, h) // "Starting on June 1, ships will pay"
	case h < t && (e.ahead || a.doc.Tokens[start-1].UPOS == "VERB"):
		h = governor(a.doc, a.children, t)
	}
	if h >= 0 && h < t && !e.ahead && e.Bound == Exact && bidding(a.doc, a.children, h) {
		return a.doc.Tokens[h].Head // of what is over it is the order that is told
	}
	if h <= t || !clausal(a.doc.Tokens[h].Rel) {
		return h
	}
	verb := h
	for steps := 0; verb > t && steps < 60; steps++ {
		verb = a.doc.Tokens[verb].Head
	}
	if verb < 0 || start <= verb || a.doc.Tokens[verb].UPOS != "VERB" {
		return h
	}
	behind := true
	for k := verb + 1; k < start; k++ {
		up := k
		for up > verb {
			if rel := a.doc.Tokens[up].Rel; rel == "mark" || rel == "punct" || clausal(rel) || strings.HasPrefix(rel, "nsubj") {
				break
			}
			up = a.doc.Tokens[up].Head
		}
		behind = behind && up == verb
	}
	if behind {
		return verb
	}
	end := tokenAt(a.doc, e.Span.End)
	if before := &a.doc.Tokens[start-1]; end >= 0 && a.doc.Tokens[end].Text == "," && before.UPOS != "PUNCT" && before.UPOS != "CCONJ" && before.UPOS != "SCONJ" {
		return verb
	}
	return h
}

// participle is the claim that the tree hangs on a time set before it: "was last
// night charged"; -1 for none.
func (a *attacher) participle(t int) int {
	for _, c := range a.children[t] {
		if _, ok := a.claim[c]; ok && c == t+1 && a.doc.Tokens[c].Rel == "acl" {
			return c
		}
	}
	return -1
}

// aside tells whether expression e dates nothing that its clause tells: what is
// compared with ("more than last year"), the words of a source ("according to
// officials on Saturday,"), what is repeated ("every year in May"), a dateline.
func (a *attacher) aside(es []Expression, e int) bool {
	start := tokenAt(a.doc, es[e].Full.Start)
	s := sentenceIndex(a.doc, start)
	if start <= 0 || s < 0 {
		return false
	}
	first := a.doc.Sentences[s].First
	low := func(k int) string {
		if k < first {
			return ""
		}
		return strings.ToLower(a.doc.Tokens[k].Text)
	}
	if es[e].Bound == Since && strings.HasPrefix(strings.ToLower(es[e].Full.Of(a.doc.Text)), "since") && a.ranked(a.head(es[e].Span)) {
		return true
	}
	if before := low(start - 1); before == "than" && low(start-2) != "later" && low(start-2) != "earlier" || before == "with" && low(start-2) == "compared" {
		return true
	}
	if a.base(start, first) {
		return true
	}
	if h := tree.Governor(a.doc.Tokens, a.head(es[e].Span)); h >= 0 && es[e].Type == Date && a.doc.Tokens[start-1].UPOS == "NOUN" && a.told(h) {
		if low(start) == "for" || low(start) == "on" && gatherings[low(start-1)] && foretelling[low(h)] {
			return true // "revised its forecast for 2026", "called for a strike on Friday"
		}
	}
	for k := start - 1; k > start-9 && k > first && a.doc.Tokens[k].UPOS != "PUNCT"; k-- {
		if _, ok := a.claim[k]; ok {
			break
		}
		if low(k) == "to" && low(k-1) == "according" {
			return true
		}
	}
	text := a.doc.Text
	if place, next := text[a.doc.Sentences[s].Span.Start:es[e].Full.Start], strings.TrimLeft(text[es[e].Span.End:], " "); place == strings.ToUpper(place) && strings.HasSuffix(place, ", ") && next != "" && strings.ContainsRune(":-(–—", firstRune(next)) {
		return true // "KOLDING, Sept 11: "
	}
	if e > 0 && es[e-1].Type == Set && within[low(start)] {
		gap := es[e].Full.Start - es[e-1].Span.End
		return gap >= 0 && gap <= 2
	}
	return false
}

// ranked tells whether the time at t hangs on something that it makes the first
// or the most since then ("the deadliest attack since May"): it tells of a
// record and dates nothing.
func (a *attacher) ranked(t int) bool {
	for steps := 0; t >= 0 && steps < 6; t, steps = a.doc.Tokens[t].Head, steps+1 {
		k := a.doc.Tokens[t]
		if superlative(k) {
			return true
		}
		if k.UPOS != "NOUN" && k.UPOS != "PROPN" && k.UPOS != "NUM" {
			continue
		}
		for _, c := range a.children[t] {
			if w := strings.ToLower(a.doc.Tokens[c].Text); c < t && (superlative(a.doc.Tokens[c]) || w == "first" || w == "only") {
				return true
			}
		}
	}
	return false
}

// base tells whether the time at token start is that of the figure which another
// is measured from: "rose to 40 from 31 a year earlier".
func (a *attacher) base(start, first int) bool {
	number := false
	for k := start - 1; k > start-8 && k > first; k-- {
		t := a.doc.Tokens[k]
		switch t.UPOS {
		case "NUM":
			number = true
		case "VERB", "AUX", "PUNCT", "SCONJ":
			return false
		case "ADP":
			if w := strings.ToLower(t.Text); w == "from" || w == "against" || w == "versus" {
				return number
			}
		}
	}
	return false
}

// gatherings are what is called or announced for a day rather than on it.
var gatherings = map[string]bool{"strike": true, "strikes": true, "walkout": true, "boycott": true, "march": true, "rally": true, "protest": true, "protests": true, "demonstration": true,
	"vote": true, "election": true, "elections": true, "referendum": true, "meeting": true, "summit": true, "ceasefire": true, "truce": true}

// passing are the prepositions behind whose noun a day with "on" is the verb's:
// "drove without insurance on Friday".
var passing = map[string]bool{"with": true, "into": true, "without": true, "onto": true, "through": true}

// lasting are the nouns behind whose "for" a time is the verb's: "jailed for nine
// years in 2015".
var lasting = map[string]bool{"year": true, "month": true, "week": true, "day": true, "hour": true, "minute": true, "life": true}

// superlative tells whether a word says that something is so more than all others.
func superlative(k nlp.Token) bool {
	w := strings.ToLower(k.Text)
	return w == "most" || w == "worst" || w == "best" || w == "least" || k.UPOS == "ADJ" && strings.HasSuffix(w, "est") && len(w) > 5 && w != "honest" && w != "modest"
}

// within are the prepositions under which the time inside a noun phrase dates
// the verb: "in a 1994 treaty they agreed", "during the 1991 fair".
var within = map[string]bool{"in": true, "during": true, "at": true, "on": true, "over": true, "within": true, "throughout": true}

// dates tells whether a time at t, which hangs on h, is also that of what h
// hangs on. A time that only describes a noun ("the 2020 election") is not,
// unless the noun is itself the adverbial, the object of a deed whose time
// follows it, or a subject whose possessor is the time ("this year's theme").
func (a *attacher) dates(t, h int) bool {
	if _, ok := a.claim[h]; ok {
		return true
	}
	rel, noun := a.doc.Tokens[t].Rel, a.doc.Tokens[h]
	if noun.UPOS != "NOUN" && noun.UPOS != "PROPN" && noun.UPOS != "NUM" || !strings.HasPrefix(rel, "nmod") && rel != "compound" && rel != "nummod" && rel != "amod" {
		return true
	}
	p := a.preposition(h)
	adverbial := strings.HasPrefix(noun.Rel, "obl") && (within[p] || opening[p] != Exact || p == "" || passing[p] && a.preposition(t) == "on" || noun.Lemma == "effect" || p == "for" && lasting[noun.Lemma])
	switch {
	case adverbial:
		return true
	case rel == "nmod:poss":
		return strings.HasPrefix(noun.Rel, "nsubj") && noun.Head >= 0
	case rel == "nmod" || rel == "nmod:tmod" || rel == "nmod:unmarked":
		if noun.Rel == "nsubj" && t > h {
			own := a.preposition(t)
			return (own == "" || within[own]) && noun.Head > t && a.told(noun.Head)
		}
		return (noun.Rel == "obj" || noun.Rel == "nsubj:pass") && t > h && a.preposition(t) != "of" // not "our story of 3 May"
	}
	return false
}

// told tells whether the verb at t stands in the past: what its subject did has
// the subject's time ("a fire on Thursday killed five").
func (a *attacher) told(t int) bool {
	tense, _ := clauseTense(a.doc, a.children, t)
	return a.doc.Tokens[t].UPOS == "VERB" && tense == Past
}

// over tells whether what the verb at t tells is over, and had not been put off
// to a time ahead: "announced a strike for Friday".
func (a *attacher) over(t int) bool {
	_, m := clauseTense(a.doc, a.children, t)
	headline := strings.Contains(a.doc.Tokens[t].Feats, "VerbForm=Part") && !slices.ContainsFunc(a.children[t], func(c int) bool { return strings.HasPrefix(a.doc.Tokens[c].Rel, "aux") })
	return a.told(t) && (m == plain || m == foretold) && !headline
}

func (a *attacher) preposition(t int) string {
	for _, c := range a.children[t] {
		if a.doc.Tokens[c].Rel == "case" && c < t {
			return strings.ToLower(a.doc.Tokens[c].Text)
		}
	}
	return ""
}

// carriers are verbs whose time is that of their complement: "began on Monday
// to fire", "is due in May to speak".
var carriers = map[string]bool{
	"begin": true, "start": true, "continue": true, "stop": true, "fail": true, "keep": true, "proceed": true, "go": true, "have": true,
	"expect": true, "schedule": true, "due": true, "set": true, "slate": true, "stay": true, "remain": true,
}

// content is the claim that a verb without a claim of its own passes its time
// on to.
func (a *attacher) content(t int) int {
	if !carriers[a.doc.Tokens[t].Lemma] {
		return -1
	}
	for _, c := range a.children[t] {
		if strings.HasPrefix(a.doc.Tokens[c].Rel, "xcomp") {
			if i, ok := a.claim[c]; ok {
				return i
			}
		}
	}
	return -1
}

// put gives claim c expression e; of two, the first stays unless the second is
// narrower, a day for a month. A bound does not stand against a day, but dates
// the complement before it.
func (a *attacher) put(es []Expression, e, c int, out []int) {
	old := out[c]
	if old < 0 {
		if es[e].Bound == Until {
			if k := a.term(a.anchors[c], es[e].Span); k >= 0 {
				c = k
			}
		}
		if out[c] < 0 {
			out[c] = e
		}
		return
	}
	x, y := &es[e], &es[old]
	if x.Bound != Exact && y.Bound == Exact {
		if k := a.complement(a.anchors[c], es[e].Span.Start); k >= 0 && out[k] < 0 {
			out[k] = e // "ordered on Tuesday to stay until June"
		}
		return
	}
	if len(x.EDTF) > len(y.EDTF) && x.Type == y.Type {
		out[c] = e
	}
}

// complement is the claim that is a complement of the one at token anchor and
// stands between it and offset end, -1 for none.
func (a *attacher) complement(anchor, end int) int {
	for _, k := range a.children[anchor] {
		t := a.doc.Tokens[k]
		if c, ok := a.claim[k]; ok && k > anchor && t.Span.End <= end && (strings.HasPrefix(t.Rel, "xcomp") || strings.HasPrefix(t.Rel, "advcl") || strings.HasPrefix(t.Rel, "ccomp")) {
			return c
		}
	}
	return -1
}

// givers are verbs whose object may be the time by which something is to be done.
var givers = map[string]bool{"give": true, "have": true, "set": true, "allow": true, "grant": true}

// term is the claim for which the end at span is set rather than for the one at
// token anchor: "ordered him to stay until May", "gave them until May to go"; -1
// for none.
func (a *attacher) term(anchor int, span report.Span) int {
	for _, k := range a.children[anchor] {
		t := a.doc.Tokens[k]
		c, ok := a.claim[k]
		if !ok || k < anchor {
			continue
		}
		behind := t.Span.Start >= span.End && givers[a.doc.Tokens[anchor].Lemma] && (strings.HasPrefix(t.Rel, "xcomp") || strings.HasPrefix(t.Rel, "advcl"))
		if behind || t.Span.End <= span.Start && (t.Rel == "xcomp" || t.Rel == "ccomp") {
			return c
		}
	}
	return -1
}

// share passes times on to conjoined predicates and into relative clauses.
func (a *attacher) share(es []Expression, anchors, out []int) {
	for i, t := range anchors {
		if out[i] >= 0 {
			continue
		}
		t = a.carrier(t)
		k := a.doc.Tokens[t]
		switch {
		case k.Rel == "conj" && k.Head >= 0 && !a.hasSubject(t):
			c, ok := a.claim[k.Head]
			if !ok {
				c = a.content(k.Head)
			}
			if c >= 0 && out[c] >= 0 && es[out[c]].Span.End <= a.doc.Tokens[k.Head].Span.Start {
				out[i] = out[c]
			}
		case k.Rel == "acl:relcl" && k.Head >= 0 && sameTime[strings.ToLower(a.doc.Tokens[k.Head].Text)] && !a.relativeTime(t):
			// "the day she left": the clause tells what the day is
			for e := range es {
				if !es[e].vague() && es[e].Type != Set && es[e].Type != Duration && es[e].Span.Contains(a.doc.Tokens[k.Head].Span) {
					out[i] = e
				}
			}
		case strings.HasPrefix(k.Rel, "acl:relcl") && a.relativeTime(t):
			for e := range es {
				if !es[e].vague() && (es[e].Span.Contains(a.doc.Tokens[k.Head].Span) || es[e].Span.Overlaps(a.subtree(k.Head, t))) {
					out[i] = e
					break
				}
			}
		case strings.HasPrefix(k.Rel, "advcl") && a.relativeTime(t):
			// "on Monday, when": the adverbial clause right behind a time.
			first := a.first(t)
			for e := range es {
				if gap := a.doc.Tokens[first].Span.Start - es[e].Span.End; !es[e].vague() && gap >= 0 && gap <= 2 {
					out[i] = e
				}
			}
		}
	}
}

// sameTime are the nouns of a time that a relative clause without "when" may
// follow.
var sameTime = map[string]bool{"day": true, "night": true, "week": true, "month": true, "year": true, "morning": true, "evening": true, "afternoon": true}

// carrier is the verb without a claim of its own that has the claim at token t
// as its complement, t itself where there is none.
func (a *attacher) carrier(t int) int {
	k := a.doc.Tokens[t]
	if k.Rel == "xcomp" && k.Head >= 0 && carriers[a.doc.Tokens[k.Head].Lemma] {
		if _, ok := a.claim[k.Head]; !ok {
			return k.Head
		}
	}
	return t
}

// first is the leftmost token of the subtree of t.
func (a *attacher) first(t int) int {
	out := t
	for _, c := range a.children[t] {
		if c < t {
			out = min(out, a.first(c))
		}
	}
	return out
}

// subtree is the span from token h to right before the clause of t.
func (a *attacher) subtree(h, t int) report.Span {
	return report.Span{Start: a.doc.Tokens[h].Span.Start, End: max(a.doc.Tokens[h].Span.End, a.doc.Tokens[a.first(t)].Span.Start)}
}

func (a *attacher) hasSubject(t int) bool {
	for _, c := range a.children[t] {
		if strings.Contains(a.doc.Tokens[c].Rel, "subj") {
			return true
		}
	}
	return false
}

// relativeTime tells whether "when" or "in which" opens the clause of t.
func (a *attacher) relativeTime(t int) bool {
	for _, c := range a.children[t] {
		switch strings.ToLower(a.doc.Tokens[c].Text) {
		case "when":
			return true
		case "which":
			for _, d := range a.children[c] {
				if strings.EqualFold(a.doc.Tokens[d].Text, "in") || strings.EqualFold(a.doc.Tokens[d].Text, "on") || strings.EqualFold(a.doc.Tokens[d].Text, "during") {
					return true
				}
			}
		}
	}
	return false
}

func clausal(rel string) bool {
	for _, p := range []string{"root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"} {
		if strings.HasPrefix(rel, p) {
			return true
		}
	}
	return false
}

// opening are the prepositions whose bound a time takes over from its noun.
var opening = map[string]Bound{"since": Since, "before": Before, "prior": Before, "until": Before}

// hearers are those before whom somebody appears, which is a place and no time.
var hearers = map[string]bool{
	"committee": true, "court": true, "judge": true, "judges": true, "panel": true, "parliament": true, "council": true, "commission": true, "tribunal": true, "jury": true,
	"board": true, "magistrate": true, "magistrates": true, "inquiry": true, "senate": true, "congress": true, "assembly": true, "lawmakers": true, "crowd": true, "audience": true, "cameras": true, "reporters": true,
}

// inherit opens a time that dates a noun behind "since" or "before": "since the
// handover in 1997" begins with 1997.
func inherit(doc *nlp.Document, es []Expression) {
	children := dependants(doc)
	if children == nil {
		return
	}
	a := attacher{doc: doc, children: children}
	for i := range es {
		e := &es[i]
		if e.Bound == Since && !e.vague() && origin(doc, children, a.head(e.Span)) {
			if first, ok := strings.CutSuffix(e.EDTF, "/.."); ok {
				e.EDTF, e.Bound = first, Exact // "wreckage from May"
			}
			continue
		}
		if e.Bound == Until && a.putOff(e) {
			e.EDTF, e.Bound = strings.TrimPrefix(e.EDTF, "../"), Exact
			continue
		}
		if e.vague() || e.Bound != Exact || strings.Contains(e.EDTF, "/") {
			continue
		}
		if strings.HasPrefix(strings.ToLower(e.Full.Of(doc.Text)), "as of ") && a.counted(a.head(e.Span)) {
			e.EDTF, e.Bound = "../"+e.EDTF, Until
			continue
		}
		// The noun itself or one that it describes: "since the repeal of the act in 1933".
		h := doc.Tokens[a.head(e.Span)].Head
		for up := 0; up < 3 && e.Bound == Exact && h >= 0 && !hearers[strings.ToLower(doc.Tokens[h].Text)] && (doc.Tokens[h].UPOS == "NOUN" || doc.Tokens[h].UPOS == "PROPN"); up++ {
			for _, c := range children[h] {
				if k := doc.Tokens[c]; k.Rel == "case" && k.Span.Start < e.Span.Start {
					switch b := opening[strings.ToLower(k.Text)]; b {
					case Since:
						e.EDTF, e.Bound = e.EDTF+"/..", b
					case Before:
						e.EDTF, e.Bound = "../"+e.EDTF, b
					}
				}
			}
			if !strings.HasPrefix(doc.Tokens[h].Rel, "nmod") {
				break
			}
			h = doc.Tokens[h].Head
		}
	}
}

// putOff tells whether expression e, behind "until", is when that came about which was
// not so before: "not until Monday", "were not found until Sunday".
func (a *attacher) putOff(e *Expression) bool {
	u := tokenAt(a.doc, e.Full.Start)
	if u < 0 || !strings.EqualFold(a.doc.Tokens[u].Text, "until") && !strings.EqualFold(a.doc.Tokens[u].Text, "till") {
		return false
	}
	if u > 0 && strings.EqualFold(a.doc.Tokens[u-1].Text, "not") {
		return true
	}
	v := tree.Governor(a.doc.Tokens, a.head(e.Span))
	if v < 0 || v > u || verb.Lasting[a.doc.Tokens[v].Lemma] {
		return false
	}
	not, past := false, false
	for _, c := range a.children[v] {
		switch strings.ToLower(a.doc.Tokens[c].Text) {
		case "not", "n't", "n’t", "never":
			not = true
		case "did", "was", "were", "had":
			past = true
		}
	}
	return not && past
}

// counted tells whether the verb that the time at t hangs on tells how many
// there had been by then ("as of Monday 20 had died"), not what was so ("was at
// large") or had not come about.
func (a *attacher) counted(t int) bool {
	for steps := 0; t >= 0 && steps < 12; t, steps = tree.Governor(a.doc.Tokens, t), steps+1 {
		k := a.doc.Tokens[t]
		if k.UPOS != "VERB" || strings.HasSuffix(k.Text, "ing") {
			continue
		}
		if tense, _ := clauseTense(a.doc, a.children, t); tense != Past {
			return false
		}
		for _, c := range a.children[t] {
			rel := a.doc.Tokens[c].Rel
			if !strings.HasPrefix(rel, "nsubj") && rel != "obj" {
				continue
			}
			for _, n := range a.children[c] {
				if a.doc.Tokens[n].Rel == "nummod" {
					return true
				}
			}
		}
		return false
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
