package when

import (
	"slices"
	"sort"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
	"github.com/sayso/sayso/report"
)

// mood is what a clause says of its time beside the tense.
type mood int

const (
	plain    mood = iota
	due           // "was to open on Friday", which may be over or not
	passive       // "is closed until Friday"
	deferred      // "was adjourned until Friday"
	promised      // "will open in May", which has not been
	ongoing       // "is looking into Friday's crash", "is flying in on Friday", "is likely on Friday"
	foretold      // "announced a sale in June", which may lie ahead
	bidden        // "ordered them to leave on Friday", which lies ahead unless it was right before
)

// tenses tells the tense and the mood of the verb that governs the token at an
// offset: by the tree where doc has trees, by the words of the sentence where
// not.
func tenses(doc *nlp.Document) func(int) (Tense, mood) {
	children := dependants(doc)
	return func(offset int) (Tense, mood) {
		t := tokenAt(doc, offset)
		if t < 0 {
			return Unsure, plain
		}
		s := sentenceOf(doc, t)
		if children == nil {
			return wordsTense(doc.Text, s, offset), plain
		}
		bid := false
		for at, steps := t, 0; at >= 0 && steps < 50; steps++ {
			if tense, m := clauseTense(doc, children, at); tense != Unsure {
				if tense == Future && m == plain && (bid || bidding(doc, children, at)) {
					return tense, bidden
				}
				if m == ongoing && happened(doc, children, t, at) {
					return Past, plain
				}
				return tense, m
			}
			h, up := tree.Governor(doc.Tokens, at), governor(doc, children, at)
			bid = bid || h != up && directing[strings.ToLower(doc.Tokens[h].Text)]
			at = up
		}
		return wordsTense(doc.Text, s, offset), plain
	}
}

// happened tells whether the time at token t is that of something past that the
// clause of the predicate at token top names: "is shut after a fire on Friday",
// "is a suspect in a fire on Friday".
func happened(doc *nlp.Document, children [][]int, t, top int) bool {
	for k := top + 1; k < t-1 && doc.Tokens[top].UPOS == "NOUN" && cased(doc, children, t, "on", "in"); k++ {
		if doc.Tokens[k].UPOS == "NOUN" {
			return true
		}
	}
	for steps := 0; t >= 0 && t != top && steps < 50; t, steps = doc.Tokens[t].Head, steps+1 {
		if steps > 0 && cased(doc, children, t, "after", "following", "since") {
			return true
		}
	}
	return false
}

// cased tells whether one of words is the preposition of token t.
func cased(doc *nlp.Document, children [][]int, t int, words ...string) bool {
	return dependant(doc, children, t, "case", words)
}

// marked tells whether one of words opens the clause of the predicate at token t.
func marked(doc *nlp.Document, children [][]int, t int, words ...string) bool {
	return dependant(doc, children, t, "mark", words)
}

func dependant(doc *nlp.Document, children [][]int, t int, rel string, words []string) bool {
	return slices.ContainsFunc(children[t], func(c int) bool {
		return doc.Tokens[c].Rel == rel && slices.Contains(words, strings.ToLower(doc.Tokens[c].Text))
	})
}

// directing are verbs by which somebody is to do what is named behind them.
var directing = verb.Set("invite order tell urge ask instruct advise encourage request summon direct command allow permit")

// governor is what the time at token t is said of. Where the tree hangs it on
// what is told, it is said of what lies ahead right before it: "invited both to
// meet on Friday", "suspended a strike that was to begin on Friday"; and right
// behind a participle of that: "the quarter ended March 31".
func governor(doc *nlp.Document, children [][]int, t int) int {
	h := tree.Governor(doc.Tokens, t)
	if h < 0 || h > t {
		return h
	}
	for _, c := range children[h] {
		k := doc.Tokens[c]
		if c <= h || c >= t || parted(doc, c, t) {
			continue
		}
		if k.Rel == "acl" && k.UPOS == "VERB" && beside(doc, c, t) {
			return c
		}
		if bidding(doc, children, c) {
			return c
		}
		for _, r := range children[c] {
			if tense, m := clauseTense(doc, children, r); r > c && r < t && k.Rel == "obj" && doc.Tokens[r].Rel == "acl:relcl" && tense == Future && m != plain {
				return r
			}
		}
	}
	return h
}

// bidding tells whether the predicate at token t is what somebody is told to do.
func bidding(doc *nlp.Document, children [][]int, t int) bool {
	h := doc.Tokens[t].Head
	return h >= 0 && h < t && doc.Tokens[t].Rel == "xcomp" && directing[strings.ToLower(doc.Tokens[h].Text)] && marked(doc, children, t, "to")
}

// beside tells whether the words from token a to token b all hang on b.
func beside(doc *nlp.Document, a, b int) bool {
	for k := a + 1; k < b; k++ {
		if doc.Tokens[k].Head != b {
			return false
		}
	}
	return true
}

// parted tells whether a comma or the like stands between tokens a and b.
func parted(doc *nlp.Document, a, b int) bool {
	for k := a + 1; k < b; k++ {
		if doc.Tokens[k].UPOS == "PUNCT" {
			return true
		}
	}
	return false
}

// shares are nouns that come from nothing: "to shrink by half from May".
var shares = map[string]bool{"half": true, "third": true, "quarter": true, "percent": true, "cent": true, "times": true, "week": true, "month": true, "year": true, "day": true}

// origin tells whether the time at token t is where a noun that is told of in
// the past comes from ("they found wreckage from May", "the picture was from May").
func origin(doc *nlp.Document, children [][]int, t int) bool {
	from, be := false, false
	for _, c := range children[t] {
		from = from || doc.Tokens[c].Rel == "case" && strings.EqualFold(doc.Tokens[c].Text, "from")
		be = be || doc.Tokens[c].Rel == "cop"
	}
	if from && be {
		return true
	}
	h := doc.Tokens[t].Head
	if !strings.HasPrefix(doc.Tokens[t].Rel, "nmod") || h < 0 || h > t || doc.Tokens[h].UPOS != "NOUN" && doc.Tokens[h].UPOS != "PROPN" || shares[strings.ToLower(doc.Tokens[h].Text)] {
		return false
	}
	for up, steps := h, 0; up >= 0; up, steps = tree.Governor(doc.Tokens, up), steps+1 {
		tense, m := clauseTense(doc, children, up)
		if tense == Past || m == ongoing {
			break
		}
		if tense == Future || steps > 50 {
			return false
		}
	}
	if t+1 < len(doc.Tokens) {
		switch strings.ToLower(doc.Tokens[t+1].Text) {
		case "on", "onward", "onwards", "to", "until":
			return false
		}
	}
	return from
}

// dependants lists the children of every token, nil when doc has no trees.
func dependants(doc *nlp.Document) [][]int {
	out, trees := make([][]int, len(doc.Tokens)), false
	for i, t := range doc.Tokens {
		if t.Head >= 0 && t.Head < len(doc.Tokens) {
			out[t.Head] = append(out[t.Head], i)
			trees = true
		}
	}
	if !trees {
		return nil
	}
	return out
}

var modals = map[string]bool{
	"will": true, "'ll": true, "’ll": true, "wo": true, "shall": true, "may": true, "might": true, "can": true, "ca": true,
	"could": true, "should": true, "must": true, "would": true,
}

// awaited are verbs and adjectives that put what they govern into the future.
var awaited = map[string]bool{
	"expect": true, "schedule": true, "due": true, "set": true, "slate": true, "plan": true, "expected": true, "scheduled": true, "slated": true,
	"suppose": true, "supposed": true, "forecast": true,
}

// hoping are verbs of what somebody had in mind: "was meant to arrive on Monday".
var hoping = verb.Set("mean intend hope want wish plan aim")

// enacting are verbs whose complement has the time of the verb itself: "failed to
// appear on Monday".
var enacting = verb.Set("begin start continue fail proceed manage cease decline refuse happen")

// deferring are verbs whose "until" or "to" names the time to come.
var deferring = verb.Set(`adjourn postpone delay defer extend suspend give remand reschedule prolong order tell ask ban bar allow grant push put jail
	move slip shift`)

// foretelling are verbs whose object may lie ahead.
var foretelling = verb.Set("announce call predict forecast foresee schedule plan propose promise demand approve seek request convene")

// invariant are verbs whose past has the form of their present.
var invariant = map[string]bool{
	"set": true, "hit": true, "cut": true, "put": true, "shut": true, "quit": true, "split": true, "hurt": true, "cost": true, "spread": true, "beat": true, "let": true, "bid": true, "burst": true, "shed": true,
}

// clauseTense is the tense of the clause whose predicate is token t, Unsure
// when t heads none or its form says nothing.
func clauseTense(doc *nlp.Document, children [][]int, t int) (Tense, mood) {
	tok := doc.Tokens[t]
	past, have, modal, will, to, not, could, present, byOthers, one := false, false, false, false, false, false, false, false, false, false
	word := strings.ToLower(tok.Text)
	for _, c := range children[t] {
		k := doc.Tokens[c]
		low := strings.ToLower(k.Text)
		to = to || k.Rel == "mark" && low == "to"
		not = not || low == "not" || low == "n't" || low == "n’t" || low == "never"
		could = could || low == "could"
		one = one || k.Rel == "nsubj" && strings.Contains(k.Feats, "Number=Sing") && low != "i" && low != "you"
		byOthers = byOthers || k.Rel == "aux:pass"
		if !strings.HasPrefix(k.Rel, "aux") && k.Rel != "cop" {
			continue
		}
		modal = modal || modals[low]
		will = will || low == "will" || low == "'ll" || low == "’ll" || low == "wo"
		have = have || low == "have" || low == "has" || low == "'ve" || low == "’ve"
		past = past || strings.Contains(k.Feats, "Tense=Past") && strings.Contains(k.Feats, "VerbForm=Fin")
		present = present || strings.Contains(k.Feats, "Tense=Pres") && strings.Contains(k.Feats, "VerbForm=Fin")
	}
	switch {
	case marked(doc, children, t, "if", "unless") && !modal && !have && tok.Head >= 0 && ahead(doc, children, tok.Head):
		return Future, plain // "vowed to quit unless it was passed by Friday"
	case could && not:
		return Past, plain // "could not be reached on Sunday"
	case to && !have && !modal && (past || marked(doc, children, t, "due")):
		return Future, due // "was to end", "was due to end"
	case have && byOthers && !modal && awaited[tok.Lemma]:
		return Future, due // "has been planned"
	case modal && have, have, past && !modal && !awaited[tok.Lemma]:
		if have && !present {
			return Past, plain
		}
		return Past, pastMood(word)
	case awaited[tok.Lemma] && past && !modal:
		return Future, due
	case will, to && tok.Rel == "root":
		return Future, promised
	case modal, awaited[tok.Lemma] && len(children[t]) > 0 && tok.UPOS != "NOUN":
		return Future, plain
	case to:
		return infinitive(doc, children, t)
	case strings.Contains(tok.Feats, "VerbForm=Part") && tok.Rel == "xcomp":
		return Unsure, plain // "could stay shut on Tuesday": the verb above tells
	case strings.Contains(tok.Feats, "Tense=Past") && tok.UPOS != "ADJ":
		if present && byOthers {
			return Past, passive
		}
		return Past, pastMood(word)
	case invariant[tok.Lemma] && one && strings.EqualFold(tok.Text, tok.Lemma):
		return Past, plain
	case tok.UPOS == "VERB" && strings.Contains(tok.Feats, "Tense=Pres") && strings.Contains(tok.Feats, "VerbForm=Fin"):
		return Future, plain
	case present && (tok.UPOS == "VERB" && strings.Contains(tok.Feats, "Tense=Pres") || tok.UPOS != "VERB" && !have):
		return Future, ongoing
	case strings.Contains(tok.Feats, "Mood=Imp"):
		return Future, plain // "See you on Monday"
	case strings.Contains(tok.Feats, "VerbForm=Inf") && marked(doc, children, t, "that"):
		return Future, plain // "demanded that troops leave by Sunday"
	}
	return Unsure, plain
}

// ahead tells whether the predicate at token t is an infinitive, has one as its
// complement or has a modal.
func ahead(doc *nlp.Document, children [][]int, t int) bool {
	return marked(doc, children, t, "to") || slices.ContainsFunc(children[t], func(c int) bool {
		k := doc.Tokens[c]
		return strings.HasPrefix(k.Rel, "aux") && modals[strings.ToLower(k.Text)] || k.Rel == "xcomp" && marked(doc, children, c, "to")
	})
}

// pastMood is the mood of what the verb form word tells in the past.
func pastMood(word string) mood {
	switch {
	case deferring[word]:
		return deferred
	case foretelling[word]:
		return foretold
	}
	return plain
}

// infinitive is the tense of the infinitive at token t by the verb above it.
func infinitive(doc *nlp.Document, children [][]int, t int) (Tense, mood) {
	h := doc.Tokens[t].Head
	if h < 0 || doc.Tokens[t].Rel != "xcomp" {
		return Future, plain
	}
	word := strings.ToLower(doc.Tokens[h].Text)
	if enacting[word] {
		return Unsure, plain
	}
	for _, c := range children[h] {
		if k := doc.Tokens[c]; strings.HasPrefix(k.Rel, "aux") && strings.EqualFold(k.Text, "had") {
			return Past, plain // "had hoped to reach them by Monday"
		}
	}
	tense, m := clauseTense(doc, children, h)
	if m == due || tense == Past && hoping[word] {
		return Future, due // "was expected to open", "was meant to arrive"
	}
	return Future, plain
}

// futureCues and pastCues are words that tell the tense where there is no tree.
var (
	futureCues = map[string]bool{
		"will": true, "ll": true, "won": true, "shall": true, "due": true, "scheduled": true, "expected": true, "slated": true, "planned": true, "plans": true,
		"upcoming": true, "forthcoming": true, "intends": true, "would": true, "to": true,
	}
	pastCues = map[string]bool{
		"was": true, "were": true, "had": true, "has": true, "have": true, "did": true, "didn": true, "said": true, "told": true, "made": true, "took": true, "came": true,
		"went": true, "began": true, "left": true, "met": true, "held": true, "won": true, "lost": true, "became": true, "saw": true, "found": true, "led": true, "died": true,
		"gave": true, "got": true, "ran": true, "rose": true, "fell": true, "struck": true, "hit": true, "born": true, "killing": true, "shot": true, "sent": true, "put": true, "wrote": true,
	}
)

// wordsTense judges the tense of the clause around offset by the cue nearest to
// it: "to" only after a form of be or before nothing finite ("is to meet").
func wordsTense(text string, sentence report.Span, offset int) Tense {
	ps := lex.Cut(sentence.Of(text))
	best, tense := len(text), Unsure
	for i, p := range ps {
		is := Unsure
		switch w := p.Low; {
		case p.Kind != lex.Letters:
		case w == "to":
			if i > 0 && (ps[i-1].Low == "is" || ps[i-1].Low == "are" || ps[i-1].Low == "was" || ps[i-1].Low == "were" || ps[i-1].Low == "set" || ps[i-1].Low == "going") {
				is = Future
			}
		case w == "won" && i+1 < len(ps) && ps[i+1].Low != "'":
			is = Past
		case w == "set" && i+1 < len(ps) && (ps[i+1].Low == "for" || ps[i+1].Low == "to"), futureCues[w]:
			is = Future
		case pastCues[w] || len(w) > 4 && strings.HasSuffix(w, "ed") && !p.Upper:
			if i+1 < len(ps) && (ps[i+1].Low == "to" || futureCues[ps[i+1].Low]) && pastCues[w] {
				continue
			}
			is = Past
		}
		if d := abs(sentence.Start + p.Span.Start - offset); is != Unsure && d < best {
			best, tense = d, is
		}
	}
	return tense
}

func abs(n int) int { return max(n, -n) }

// sentenceAround is the stretch between the full stops or line ends around
// offset.
func sentenceAround(text string, offset int) report.Span {
	s := report.Span{Start: 0, End: len(text)}
	for _, stop := range []string{". ", "\n", "? ", "! "} {
		if i := strings.LastIndex(text[:offset], stop); i >= 0 {
			s.Start = max(s.Start, i+len(stop))
		}
		if i := strings.Index(text[offset:], stop); i >= 0 {
			s.End = min(s.End, offset+i+1)
		}
	}
	return s
}

// tokenAt is the token that covers offset or the first one after it, -1 for none.
func tokenAt(doc *nlp.Document, offset int) int {
	i := sort.Search(len(doc.Tokens), func(i int) bool { return doc.Tokens[i].Span.End > offset })
	if i == len(doc.Tokens) {
		return -1
	}
	return i
}

func sentenceOf(doc *nlp.Document, token int) report.Span {
	if i := sentenceIndex(doc, token); i >= 0 {
		return doc.Sentences[i].Span
	}
	return sentenceAround(doc.Text, doc.Tokens[token].Span.Start)
}

func sentenceIndex(doc *nlp.Document, token int) int {
	i := sort.Search(len(doc.Sentences), func(i int) bool { return doc.Sentences[i].Last > token })
	if token < 0 || i == len(doc.Sentences) || doc.Sentences[i].First > token {
		return -1
	}
	return i
}

func sentences(doc *nlp.Document) func(int) int {
	return func(offset int) int { return sentenceIndex(doc, tokenAt(doc, offset)) }
}

// apart tells of two offsets whether the first is the time of one verb and the
// second that of another joined to it: "imposed in 2021 and lifted in March".
func apart(doc *nlp.Document) func(int, int) bool {
	of := func(offset int) int {
		t := tokenAt(doc, offset)
		for steps := 0; t >= 0 && doc.Tokens[t].UPOS != "VERB" && steps < 50; steps++ {
			t = tree.Governor(doc.Tokens, t)
		}
		return t
	}
	return func(first, second int) bool {
		v, w := of(first), of(second)
		return v >= 0 && w > v && doc.Tokens[v].Span.Start < first && doc.Tokens[w].Rel == "conj" && doc.Tokens[w].Head == v
	}
}

// names tells whether a span is a part of a longer proper name.
func names(doc *nlp.Document) func(report.Span) bool {
	return func(s report.Span) bool {
		i := sort.Search(len(doc.Names), func(i int) bool { return doc.Tokens[doc.Names[i].Last-1].Span.End >= s.End })
		if i == len(doc.Names) {
			return false
		}
		n := doc.Names[i]
		whole := report.Span{Start: doc.Tokens[n.First].Span.Start, End: doc.Tokens[n.Last-1].Span.End}
		return whole.Contains(s) && whole != s
	}
}

// counts tells of the number at an offset whether it modifies a noun behind it;
// it is nil when doc has no trees.
func counts(doc *nlp.Document) func(int) bool {
	if dependants(doc) == nil {
		return nil
	}
	return func(offset int) bool {
		t := tokenAt(doc, offset)
		return t >= 0 && strings.HasPrefix(doc.Tokens[t].Rel, "nummod") && doc.Tokens[t].Head > t
	}
}
