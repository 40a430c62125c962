package tree

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/verb"
)

// garden mends the main clause of a sentence whose subject is told apart by words that
// look like its verb: "The man police say poisoned the mayor was freed", "Six climbers
// feared dead were found".
func garden(doc *nlp.Document, first, last int) {
	t, n := doc.Tokens, first
	for n < last && nominal[t[n].UPOS] {
		n++
	}
	i := n // the first word that is none of a noun phrase
	if i+3 >= last || i == first || t[i].UPOS != "VERB" && t[i].UPOS != "ADJ" || t[i-1].UPOS != "NOUN" && t[i-1].UPOS != "PROPN" {
		return
	}
	switch w := strings.ToLower(t[i].Text); {
	case supposing[w]:
		plainly(doc, supposed(t, first, i, last), first)
	case alleging[w] && t[i].Head < 0:
		plainly(doc, alleged(t, first, i, last), first)
	}
}

// plainly takes from the claim at v, -1 for none, the doubt and the voice that the engine
// read into it where it took it for what is thought or said.
func plainly(doc *nlp.Document, v, first int) {
	at := slices.IndexFunc(doc.Predicates, func(p nlp.Predicate) bool { return p.Token == v })
	if at < 0 {
		return
	}
	p := &doc.Predicates[at]
	p.Voice = nlp.Author
	if !slices.ContainsFunc(doc.Tokens[first:v], func(t nlp.Token) bool {
		return t.Rel == "aux" || t.Text == "not" || t.Text == "never" || strings.EqualFold(t.Text, "no")
	}) {
		p.Factuality, p.Factualities = "CT+", nil
	}
}

// nominal are the parts of speech of a noun phrase's words.
var nominal = map[string]bool{"DET": true, "ADJ": true, "NUM": true, "NOUN": true, "PROPN": true}

// supposing are participles for what somebody is thought to be, alleging verbs by which
// others tell what somebody did.
var (
	supposing = words("feared believed presumed thought suspected assumed rumoured rumored")
	alleging  = verb.Set("say allege believe claim suspect think")
)

// supposed gives the sentence its verb back from what its subject is thought to be by the
// participle at i, -1 where there is none: "A nurse thought to be infected flew home".
func supposed(t []nlp.Token, first, i, last int) int {
	c := i + 1
	for c+1 < last && (t[c].UPOS == "PART" || t[c].UPOS == "AUX") && strings.EqualFold(t[i+1].Text, "to") {
		c++
	}
	if t[c].UPOS != "ADJ" && t[c].UPOS != "VERB" && t[c].UPOS != "ADV" || c+2 >= last {
		return -1
	}
	v := finite(t, c+1, last)
	if v < 0 {
		return -1
	}
	if !rehang(t, first, last, func(k int) {
		switch {
		case k == v:
			t[k].Head, t[k].Rel = -1, "root"
		case k == i-1:
			t[k].Head, t[k].Rel = v, "nsubj"
		case k == i:
			t[k].Head, t[k].Rel, t[k].Feats = i-1, "acl", "Tense=Past|VerbForm=Part|Voice=Pass"
		case k == c:
			t[k].Head, t[k].Rel = i, "xcomp"
		case k < i-1 && (t[k].Head >= i-1 || t[k].Head < 0):
			t[k].Head = i - 1
		case k > i && k < c:
			t[k].Head = c
		case k > c && (t[k].Head <= c || t[k].Head == v):
			t[k].Head = v
		}
	}) {
		return -1
	}
	return v
}

// alleged gives the sentence its verb back from what others say of its subject by the
// verb at i, -1 where there is none: "The man the rebels say ordered the killings has fled".
func alleged(t []nlp.Token, first, i, last int) int {
	who, inner := i-1, i+1
	whom := who - 1
	if whom > first && t[whom].UPOS == "DET" {
		whom--
	}
	if whom <= first || t[whom].UPOS != "NOUN" || t[who].UPOS != "NOUN" || t[inner].UPOS != "VERB" || strings.HasSuffix(t[inner].Text, "ing") || !strings.Contains(t[inner].Feats, "=Past") && !strings.Contains(t[inner].Feats, "=Fin") {
		return -1
	}
	k := inner + 1
	for k < last && (nominal[t[k].UPOS] || t[k].UPOS == "ADP" || t[k].UPOS == "PRON") {
		k++
	}
	v := finite(t, k, last)
	if v < 0 {
		return -1
	}
	if !rehang(t, first, last, func(x int) {
		switch {
		case x == v:
			t[x].Head, t[x].Rel = -1, "root"
		case x == whom:
			t[x].Head, t[x].Rel = v, "nsubj"
		case x == i:
			t[x].Head, t[x].Rel = whom, "acl:relcl"
		case x == who:
			t[x].Head, t[x].Rel = i, "nsubj"
		case x == inner:
			t[x].Head, t[x].Rel = i, "ccomp"
		case x < whom:
			t[x].Head = whom
		case x < who:
			t[x].Head = who
		case x > inner && x < k && (t[x].Head == v || t[x].Head <= i):
			t[x].Head, t[x].Rel = inner, strings.Replace(strings.TrimSuffix(t[x].Rel, ":pass"), "nsubj", "obj", 1)
		case x >= k && t[x].Head <= inner:
			t[x].Head = v
		}
	}) {
		return -1
	}
	return v
}

// finite is the predicate of the verb group that begins at k, -1 where none does.
func finite(t []nlp.Token, k, last int) int {
	if k >= last || t[k].UPOS == "VERB" && strings.HasSuffix(t[k].Text, "ing") {
		return -1
	}
	helped := false
	for ; k < last && (t[k].UPOS == "AUX" || helped && (t[k].UPOS == "ADV" || t[k].UPOS == "PART" || t[k].UPOS == "DET")); k++ {
		helped = true
	}
	if k >= last || t[k].UPOS != "VERB" && !(helped && (t[k].UPOS == "ADJ" || t[k].UPOS == "NOUN")) {
		return -1
	}
	return k
}

// stateSupposed makes what somebody is thought to be by the participle at i the claim,
// and not the thinking: "ten people are feared dead".
func stateSupposed(doc *nlp.Document, i int) {
	t, c := doc.Tokens, i+1
	if !supposing[strings.ToLower(t[i].Text)] || t[i].UPOS != "VERB" || t[c].Head != i || t[c].Rel != "xcomp" || t[c].UPOS != "ADJ" && t[c].UPOS != "VERB" {
		return
	}
	at := slices.IndexFunc(doc.Predicates, func(p nlp.Predicate) bool { return p.Token == i })
	switch {
	case at < 0:
	case slices.ContainsFunc(doc.Predicates, func(p nlp.Predicate) bool { return p.Token == c }):
		doc.Predicates = slices.Delete(doc.Predicates, at, at+1)
	default:
		doc.Predicates[at].Token = c
	}
}

// helperOf hangs the name at i, which the tree has as a subject beside who helps or
// speaks for its bearer, on that: "A lawyer for trader Jon Roe said".
func helperOf(t []nlp.Token, first, i int) {
	v := t[i].Head
	if t[i].UPOS != "PROPN" || !strings.HasPrefix(t[i].Rel, "nsubj") || v < i {
		return
	}
	n := i - 1
	for n > first && (nominal[t[n].UPOS] || t[n].UPOS == "ADP") && !helpers[strings.ToLower(t[n].Text)] {
		n--
	}
	if !helpers[strings.ToLower(t[n].Text)] || t[n].Head != v || t[n+1].UPOS != "ADP" || n+1 == i {
		return
	}
	t[i].Head, t[i].Rel = n, "nmod"
	for k := n + 1; k < i; k++ {
		if t[k].Head == n || t[k].Rel == "case" {
			t[k].Head = i
		}
	}
}

// helpers are nouns for those who help, serve or speak for somebody.
var helpers = words(`lawyer lawyers attorney attorneys solicitor barrister counsel aide aides ally allies adviser advisers advisor advisors assistant spokesman spokeswoman
	spokesperson spokesmen representative representatives friend friends relative relatives supporter supporters colleague colleagues associate associates critic critics
	opponent opponents rival rivals envoy doctor doctors wife husband widow widower son daughter brother sister mother father family`)

// allBut makes "all but" before the verb at i no words of its subject: "The president all
// but confirmed".
func allBut(t []nlp.Token, i int) {
	if i > 2 && t[i].UPOS == "VERB" && strings.EqualFold(t[i-1].Text, "but") && strings.EqualFold(t[i-2].Text, "all") {
		t[i-2].Head, t[i-2].Rel = i, "advmod"
	}
}
