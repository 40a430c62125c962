package factuality

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/form"
	"github.com/sayso/sayso/reading/internal/tree"
)

// Anchors takes away the claims on words that only pass others on or link them
// ("citing higher costs", "set to resign", a fact-check's rating), and gives one
// to predicates in forms in which the engine sees none.
func Anchors(doc *nlp.Document) {
	a := &anchorer{Tree: tree.New(doc), at: map[int]bool{}}
	for _, p := range doc.Predicates {
		a.at[p.Token] = true
	}
	_, rates := form.Checks(a.Tree)
	lead := openLeads(a.Tree)
	for i := range doc.Tokens {
		n := a.Sentence(i)
		if a.at[i] && (rates[n] || lead[n] || a.idle(i)) {
			a.drop = append(a.drop, i)
			continue
		}
		a.deemed(i)
		if !a.at[i] {
			a.missed(i)
		}
	}
	a.headline()
	if len(a.drop)+len(a.add) == 0 {
		return
	}
	for _, p := range a.add {
		if _, ok := doc.Outer[p.Voice]; p.Voice >= 0 && !ok {
			doc.Outer[p.Voice] = nlp.Author
		}
	}
	doc.Predicates = slices.DeleteFunc(doc.Predicates, func(p nlp.Predicate) bool { return slices.Contains(a.drop, p.Token) })
	doc.Predicates = append(doc.Predicates, a.add...)
	slices.SortStableFunc(doc.Predicates, func(x, y nlp.Predicate) int { return x.Token - y.Token })
}

type anchorer struct {
	*tree.Tree
	at   map[int]bool // tokens that anchor claims
	drop []int
	add  []nlp.Predicate
}

// claim adds a claim of the report's own at i, where there is none.
func (a *anchorer) claim(i int, fact, status string) {
	if !a.at[i] {
		a.at[i] = true
		a.add = append(a.add, nlp.Predicate{Token: i, Factuality: fact, Status: status, Voice: nlp.Author})
	}
}

// heard puts a claim that is nobody's in particular, or the voice's at by, at i.
func (a *anchorer) heard(i, by int, fact, status string) {
	a.drop = append(a.drop, i)
	a.at[i] = true
	a.add = append(a.add, nlp.Predicate{Token: i, Factuality: fact, Status: status, Voice: by, VoiceScore: 1})
}

// idle tells whether the word at i claims nothing of its own.
func (a *anchorer) idle(i int) bool {
	w, next := a.Low(i), a.Low(i+1)
	x := a.Kid(i, "xcomp")
	switch {
	case (w == "citing" || w == "quoting" || w == "blaming") && a.Is(i, "advcl", "acl"):
		return a.Kid(i, "obj") > i && a.Kid(i, "ccomp") < 0
	case w == "calling" && a.Is(i, "advcl", "acl"): // "a gang calling itself"
		return strings.HasSuffix(next, "self") || next == "themselves"
	case a.Lemma(i) == "fail" || appointing[w] && next == "to":
		return x > i && a.at[x] && a.Low(a.Kid(x, "mark")) == "to"
	case a.Lemma(i) == "accuse": // "accused the minister of:", before a list
		last := a.Sentences[a.Sentence(i)].Last
		return a.Tokens[last-1].Text == ":" && a.Low(last-2) == "of"
	case w == "won" && i > 0 && a.Tokens[i-1].UPOS == "NUM": // a currency
		return a.Kid(i, "nsubj", "obj") < 0 && a.Tokens[i].Head >= 0
	case a.Tokens[i].UPOS != "NOUN":
		return false
	case next == "-" && a.at[i+2] && a.Tokens[i].Span.End == a.Tokens[i+1].Span.Start: // "court-martialled"
		return true
	}
	h := a.Tokens[i].Head
	return h >= 0 && a.at[h] && a.Tokens[h].UPOS == "ADJ" && hedges[a.Low(h)] == "likelihood" && a.Is(i, "obl", "obj") && a.Low(h+1) == "in" // "is likely in low areas"
}

// missed gives the word at i a claim where the order of the words shows that it has one.
func (a *anchorer) missed(i int) {
	t := a.Tokens[i]
	switch {
	case short(a.Tree, i) && (a.Kid(i, "cop") >= 0 || t.Head >= 0 && a.Kid(t.Head, "cop") >= 0 && !a.at[t.Head]) && a.Kid(i, "ccomp", "csubj") < 0 && !a.expletive(i):
		a.claim(i, "CT-", a.state(i))
	case t.UPOS == "SYM" || t.UPOS == "NUM":
		c, s := a.Kid(i, "cop"), a.Kid(i, "nsubj")
		if c >= 0 && s >= 0 && s < c && a.Low(c) != "being" && (a.Tokens[s].UPOS == "NOUN" || a.Tokens[s].UPOS == "PROPN") && !questions(a.Tree, i) {
			fact := "CT+"
			if denied(a.Tree, i) {
				fact = "CT-"
			}
			a.claim(i, fact, a.state(i)) // "the price is $5"
		}
	case t.UPOS == "VERB" && a.Low(i-1) == "than" && a.Low(i-2) == "more" && measuring[a.Lemma(i)] && strings.HasSuffix(a.Low(i), "ed"):
		a.claim(i, "CT+", "happened") // "more than halved"
	case strings.HasSuffix(a.Low(i), "ing") && t.UPOS != "ADJ":
		a.gerund(i)
	}
}

// gerund gives the word in -ing at i a claim behind words that say whether it was done.
func (a *anchorer) gerund(i int) {
	switch {
	case a.Is(i, "compound", "amod") && excluding(a.Tree, i-2):
		a.claim(i, "CT-", "planned") // "ruled out cutting rates"
	case a.Is(i, "compound", "amod") && a.Low(i-1) == "with" && a.Low(i-2) == "away" && !denied(a.Tree, i-3):
		a.claim(i, "CT+", "happened")
	case a.Low(i-1) == "without" && !things[a.Low(i)]:
		v := i - 2
		for first := a.Sentences[a.Sentence(i)].First; v > first && !a.at[v] && !a.Punct(v); v-- {
		}
		if v >= 0 && a.at[v] && pastFact(a.Tree, v) && a.Within(i, v) {
			a.claim(i, "CT-", "happened") // "turned back without unloading"
		}
	}
}

// state is the status of what something is, by the form of "be" that says so.
func (a *anchorer) state(i int) string {
	for k := i - 1; k >= a.Sentences[a.Sentence(i)].First; k-- {
		if w := a.Low(k); w == "was" || w == "were" {
			return "happened"
		}
	}
	return "holds"
}

// expletive tells whether an empty "it" is the subject of what stands at i.
func (a *anchorer) expletive(i int) bool {
	first := a.Sentences[a.Sentence(i)].First
	return a.Low(first) == "it" && a.Low(i+1) == "that"
}

// deemed puts the claim of "believed dead" on what somebody is believed to be: it
// is the word of nobody in particular, or of whom the passive names.
func (a *anchorer) deemed(i int) {
	w, next := a.Low(i), i+1
	if hedges[w] != "belief" && w != "reported" && w != "seen" || next >= len(a.Tokens) || a.Sentence(next) != a.Sentence(i) {
		return
	}
	bare := a.Kid(i, "aux", "obj", "expl") < 0 && form.Headline(a.Tree) && a.Sentence(i) == 0
	if w == "seen" {
		if bare && a.at[next] && a.Is(next, "xcomp") && strings.HasSuffix(a.Low(next), "ing") {
			a.heard(next, nlp.Unnamed, "PR+", "predicted") // "prices seen falling"
		}
		return
	}
	if !states[a.Low(next)] || !a.Passive(i) && !bare && !a.Is(i, "acl", "amod") {
		return
	}
	if a.at[next] {
		if a.at[i] {
			a.drop = append(a.drop, i)
		}
		return
	}
	if k := next + 1; k < len(a.Tokens) && a.Tokens[k].Head >= 0 && a.Tokens[next].Head == k && i > 0 && a.Tokens[i-1].UPOS != "NUM" {
		return // "a man believed dead wrong"
	}
	fact, by := "PR+", nlp.Unnamed
	switch {
	case denied(a.Tree, i) && w == "reported":
		fact = "U"
	case denied(a.Tree, i):
		fact = "PR-"
	case fearing[w]:
		fact = "PS+"
	case w == "reported":
		fact = "CT+"
	}
	for _, k := range a.Kids(i) {
		if a.Tokens[k].Rel == "obl:agent" {
			by = k
		}
	}
	status := "holds"
	if a.Tokens[next].UPOS == "VERB" {
		status = "happened"
	}
	if a.at[i] {
		a.drop = append(a.drop, i)
	}
	a.heard(next, by, fact, status)
}

// headline gives a claim to what a headline without a verb says somebody says, "War
// over, says Karoly", to what it quotes a word of, and to what somebody only has an eye on.
func (a *anchorer) headline() {
	if !form.Headline(a.Tree) {
		return
	}
	s := a.Sentences[0]
	from, to := s.First, s.Last
	for k := s.First + 1; k+1 < s.Last; k++ {
		next := a.Tokens[k+1]
		switch {
		case a.Tokens[k].Text == ":" && slices.ContainsFunc(a.Names, func(n nlp.Name) bool { return n.First == s.First && n.Last == k && n.Kind == "PER" }):
			from = k + 1
		case a.Tokens[k].Text == "," && next.UPOS == "VERB" && saying[a.Lemma(k+1)] && !strings.HasSuffix(a.Low(k+1), "ing"):
			to = min(to, k)
		case (a.Tokens[k].Text == "'" || a.Tokens[k].Text == "‘") && k > s.First && next.UPOS == "VERB" && !a.claimed(k+1, s.Last) && !a.claimed(s.First, k):
			a.heard(k+1, nlp.Unnamed, "CT+", "happened") // "General 'ordered massacre'"
		}
		if named := a.Tokens[k-1].UPOS == "PROPN" || a.Tokens[k-1].UPOS == "NOUN"; named && eyeing[a.Low(k)] && !a.claimed(s.First, k+1) && (next.UPOS == "NOUN" || a.at[k+1] && next.UPOS == "VERB") && !a.claimed(k+2, s.Last) {
			a.drop = append(a.drop, k+1)
			a.at[k+1] = true
			a.add = append(a.add, nlp.Predicate{Token: k + 1, Factuality: "U", Status: "planned", Voice: nlp.Author}) // "Vale mull bid"
			return
		}
	}
	if (from > s.First || to < s.Last) && from < to && !a.claimed(from, to) {
		if k := a.fragment(from, to); k >= 0 {
			fact := "CT+"
			if slices.ContainsFunc(a.Tokens[from:to], func(t nlp.Token) bool { w := strings.ToLower(t.Text); return w == "not" || w == "no" }) {
				fact = "CT-"
			}
			a.claim(k, fact, "holds")
		}
	}
}

// claimed tells whether a claim stands among the tokens first to last.
func (a *anchorer) claimed(first, last int) bool {
	for k := first; k < last; k++ {
		if a.at[k] {
			return true
		}
	}
	return false
}

// fragment is the predicate of the words from first to last, which have no verb: what is
// said of a person or with "not", else the noun that they begin with, -1 without one.
func (a *anchorer) fragment(first, last int) int {
	noun, end := -1, last-1
	for k := first; k < last; k++ {
		switch a.Tokens[k].UPOS {
		case "VERB", "AUX", "NUM":
			return -1
		case "PUNCT":
			if a.Tokens[k].Text == "," {
				return -1 // news of more than one kind
			}
		case "NOUN", "PROPN":
			if noun < 0 || noun == k-1 {
				noun = k
			}
		}
	}
	for end > first && a.Punct(end) {
		end--
	}
	of := slices.ContainsFunc(a.Names, func(n nlp.Name) bool { return n.First == first && n.Last < end && n.Kind != "ORG" })
	switch w := a.Low(noun + 1); {
	case noun < 0 || end <= noun || w == "not" || of && a.Tokens[noun+1].UPOS == "ADP", over[a.Low(end)]:
		return end
	}
	return noun
}

// openLeads are the sentences that introduce a list of what is not known: "What has
// not been confirmed".
func openLeads(t *tree.Tree) map[int]bool {
	open := map[int]bool{}
	for _, n := range form.Leads(t) {
		if n < 0 || open[n] {
			continue
		}
		unsure, known, not := false, false, false
		for i := t.Sentences[n].First; i < t.Sentences[n].Last; i++ {
			w := t.Low(i)
			unsure = unsure || unknowing[w] || unfounded[w]
			known = known || knowing[w] || w == "confirmed" || w == "verified" || w == "established"
			not = not || negations[w] || w == "yet"
		}
		open[n] = unsure || known && not
	}
	return open
}

// short tells whether what stands at i is far from so: "far from certain", "anything
// but over".
func short(t *tree.Tree, i int) bool {
	w, before := t.Low(i-1), t.Low(i-2)
	return (w == "from" && before == "far" && !negations[t.Low(i-3)] || w == "but" && before == "anything") && (t.Tokens[i].UPOS == "ADJ" || t.Tokens[i].UPOS == "ADV" || strings.HasSuffix(t.Low(i), "ed"))
}

var (
	unfounded = words("unconfirmed unverified unproven unanswered")
	// states are what somebody is believed to be.
	states = words("dead alive missing lost killed drowned injured hurt wounded trapped safe")
	// eyeing are the verbs by which headlines say that somebody has an eye on a thing.
	eyeing = words("eye eyes mull mulls weigh weighs seek seeks ponder ponders")
	// over end fragments that say how a thing stands.
	over = words("over out off back down up dead alive safe shut open closed")
	// things end in -ing and are none that is done.
	things = words(`having being cooling wiring plumbing warning meaning funding hearing planning training building housing lighting heating parking feeling understanding standing bargaining
		financing backing blessing thing anything something everything evening morning clothing ruling meeting wedding king ring spring string`)
)
