package tree

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/verb"
)

// closers are verbs that close a sentence with who said it: "..., police said".
var closers = func() map[string]bool {
	m := map[string]bool{}
	for _, lemma := range strings.Fields("say announce report tell state declare add warn confirm claim note explain insist argue write recall admit acknowledge allege predict estimate reveal") {
		for _, form := range verb.Forms(lemma) {
			if !strings.HasSuffix(form, "ing") && form != lemma {
				m[form] = true
			}
		}
	}
	m["say"] = true
	return m
}()

// Repair mends trees in which a clause that closes a sentence, "..., the
// coastguard said", has lost its verb or its subject to the words before it;
// gives back what a "that" clause took from before its "that", to a verb
// the weekday before it, to a participle behind "with" its subject, to who cites
// what is cited, to a word for not knowing its question, to a verb what stays so,
// to a noun its number, to what is said the clause behind "and that", and takes from it the clause behind a semicolon, and from a headline who says it behind its dash. All are so
// regular that the order of the words tells what the tree should be.
func Repair(doc *nlp.Document) {
	sayer(doc)
	for _, s := range doc.Sentences {
		for i := s.First + 1; i < s.Last; i++ {
			if t := doc.Tokens[i]; t.Rel == "mark" && t.Head > i && strings.EqualFold(t.Text, "that") {
				giveBack(doc.Tokens, s.First, i)
			}
		}
		for i := s.First + 1; i+1 < s.Last; i++ {
			dayOfVerb(doc.Tokens, s.First, i)
			dayOfSaying(doc.Tokens, s.First, i)
			whoIs(doc.Tokens, s.First, i)
			clauseBehind(doc.Tokens, s.First, i)
			relayed(doc.Tokens, i, s.Last)
			withDoer(doc.Tokens, s.First, i)
			cited(doc.Tokens, i, s.Last)
			accordingTo(doc.Tokens, s.First, i, s.Last)
			questionOf(doc.Tokens, i)
			stateOf(doc, i)
			beside(doc.Tokens, s.First, i)
			countOf(doc.Tokens, i, s.Last)
			ownDeed(doc.Tokens, s.First, i)
			alsoThat(doc.Tokens, s.First, i)
			teller(doc.Tokens, i)
			showing(doc.Tokens, s.First, i)
			helperOf(doc.Tokens, s.First, i)
			allBut(doc.Tokens, i)
		}
		garden(doc, s.First, s.Last)
		for i := s.First; i+1 < s.Last; i++ {
			stateSupposed(doc, i)
		}
		for i := s.First + 3; i < s.Last; i++ {
			if closers[strings.ToLower(doc.Tokens[i].Text)] {
				repair(doc.Tokens, s.First, i, s.Last)
			}
		}
	}
}

// sayer hangs who says a headline, behind its last dash, on the headline, not the
// headline or its last name on who says it: "Rusk to quit - reports".
func sayer(doc *nlp.Document) {
	if len(doc.Sentences) == 0 || len(doc.Sentences) > 1 && !doc.Sentences[1].Paragraph {
		return
	}
	s, t := doc.Sentences[0], doc.Tokens
	dash := s.Last - 2
	for ; dash > s.First && dash > s.Last-5 && strings.Contains("NOUN PROPN ADJ DET NUM ADP", t[dash+1].UPOS); dash-- {
		if w := t[dash].Text; (w == "-" || w == "–" || w == "—") && t[dash-1].Span.End < t[dash].Span.Start && t[dash].Span.End < t[dash+1].Span.Start {
			break
		}
	}
	if dash <= s.First || !strings.Contains("-–—", t[dash].Text) || !strings.Contains("NOUN PROPN", t[s.Last-1].UPOS) {
		return
	}
	doc.Names = slices.DeleteFunc(doc.Names, func(n nlp.Name) bool { return n.First < dash && n.Last > dash+1 })
	top := -1 // of what is told
	for k := s.First; k < dash; k++ {
		if h := t[k].Head; h < 0 {
			top = k
			break
		} else if h > dash && (top < 0 || t[k].UPOS == "VERB") {
			top = k
		}
	}
	if top < 0 {
		return
	}
	for k := s.First; k < s.Last; k++ {
		switch h := t[k].Head; {
		case k == top:
		case k <= dash && h > dash:
			t[k].Head = top
		case k > dash && h <= dash:
			t[k].Head, t[k].Rel = top, "parataxis"
		}
	}
	t[top].Head, t[top].Rel = -1, "root"
}

// dayOfVerb hangs the weekday at i, when it was hung on the subject right
// before it, on the verb right behind it: "The coastguard on Tuesday searched".
func dayOfVerb(t []nlp.Token, first, i int) {
	n := t[i].Head
	if !weekdays[t[i].Text] || n < first || n >= i || !strings.HasPrefix(t[i].Rel, "nmod") {
		return
	}
	for t[n].Head >= first && t[n].Head < n && strings.HasPrefix(t[n].Rel, "nmod") {
		n = t[n].Head
	}
	if !strings.HasPrefix(t[n].Rel, "nsubj") {
		return
	}
	v := t[n].Head
	if next := i + 1; v == next && t[v].UPOS == "VERB" || v > next && t[next].UPOS == "AUX" && t[next].Head == v {
		hang(t, i, v, "obl")
	}
}

// alsoThat joins the clause that "and that" at i opens to the one before that the
// same verb governs, where it was joined to the verb: "told the court that the
// cargoes were real, a practice he called legal, and that his client knew nothing".
func alsoThat(t []nlp.Token, first, i int) {
	v := t[i].Head
	if !strings.EqualFold(t[i].Text, "that") || t[i].Rel != "mark" || v < i || t[v].Rel != "conj" || t[i-1].UPOS != "CCONJ" {
		return
	}
	h := t[v].Head
	for k := i - 1; k > h && h >= first && t[h].UPOS == "VERB"; k-- {
		if c := t[k].Head; t[k].Rel == "mark" && strings.EqualFold(t[k].Text, "that") && c > k && c < i && t[c].Head == h && t[c].Rel == "ccomp" {
			hang(t, v, c, "conj")
			return
		}
	}
}

// teller makes the noun before the verb at i that opens a clause with what it tells, and
// has no preposition, who tells it: "withdrew it after a laboratory in Orsa reported that".
func teller(t []nlp.Token, i int) {
	mark, noun, told := -1, -1, false
	for k := i - 1; k >= 0 && k > i-12 && mark < 0; k-- {
		switch {
		case t[k].Head == i && strings.HasPrefix(t[k].Rel, "nsubj"):
			return
		case t[k].Head == i && t[k].Rel == "mark":
			mark = k
		case t[k].Head == i && t[k].Rel == "obl" && (t[k].UPOS == "NOUN" || t[k].UPOS == "PROPN"):
			noun = k
		case t[k].Rel == "case" && noun >= 0 && t[k].Head == noun:
			return
		}
	}
	for k := i + 1; k < min(i+12, len(t)) && !told; k++ {
		told = t[k].Head == i && t[k].Rel == "ccomp"
	}
	if told && mark >= 0 && noun > mark && t[i].UPOS == "VERB" {
		t[noun].Rel = "nsubj"
	}
}

// relayed hangs what somebody says on the verb at i by which they say it, where
// both were hung on the verb that relays them: "Our postman said a driver had
// been shown a map, Roe said".
func relayed(t []nlp.Token, i, last int) {
	up := t[i].Head
	if !closers[strings.ToLower(t[i].Text)] || up < 0 || up <= i || t[i].Rel != "ccomp" {
		return
	}
	subject := -1
	for k := i + 1; k < last; k++ {
		if t[k].UPOS == "PUNCT" || t[k].UPOS == "CCONJ" && subject < 0 {
			return
		}
		if t[k].Head == i && strings.HasPrefix(t[k].Rel, "ccomp") {
			return
		}
		if strings.HasPrefix(t[k].Rel, "nsubj") && t[k].Head > k && subject < 0 {
			subject = t[k].Head
		}
		if k == subject {
			if t[k].Head == up && t[k].Rel == "ccomp" {
				hang(t, k, i, t[k].Rel)
			}
			return
		}
	}
}

// withDoer gives the participle that "with" at i introduces the noun between
// them as its subject, where it was hung outside: ", with Roe stating: ...".
func withDoer(t []nlp.Token, first, i int) {
	v := t[i].Head
	if t[i].Rel != "mark" || !strings.EqualFold(t[i].Text, "with") || v <= i+1 || !strings.HasSuffix(t[v].Text, "ing") {
		return
	}
	n := v - 1
	if h := t[n].Head; t[n].UPOS != "PROPN" && t[n].UPOS != "NOUN" && t[n].UPOS != "PRON" || h >= i && h <= v {
		return
	}
	for k := i + 1; k < v; k++ {
		if strings.HasPrefix(t[k].Rel, "nsubj") && t[k].Head == v {
			return
		}
	}
	hang(t, n, v, "nsubj")
}

// cited makes the noun right behind the verb at i what is cited, where it was
// hung elsewhere: "said, citing two officials", "quoted a mediator as saying".
func cited(t []nlp.Token, i, last int) {
	form := strings.ToLower(t[i].Text)
	if t[i].UPOS != "VERB" || form != "citing" && form != "quoting" && form != "quoted" && form != "quotes" {
		return
	}
	n := i + 1
	for n < last && (t[n].UPOS == "DET" || t[n].UPOS == "NUM" || t[n].UPOS == "ADJ" || t[n].UPOS == "NOUN" || t[n].UPOS == "PROPN") {
		n++
	}
	said := n+1 < last && t[n].Text == "as" && (t[n+1].Text == "saying" || t[n+1].Text == "telling")
	if form[len(form)-1] != 'g' && !said {
		return
	}
	for n--; n > i && t[n].UPOS != "NOUN" && t[n].UPOS != "PROPN" || n > i && t[n].Head > i && t[n].Head < n; n-- {
	}
	if n == i || t[n].Head == i && t[n].Rel == "obj" {
		return
	}
	if h := t[n].Head; t[i].Head == n && t[n].Rel == "nsubj" && h > n && i > 1 && t[i-1].Text == "," { // the tree takes it for who speaks
		t[i].Head, t[i].Rel = h, "advcl"
	}
	hang(t, n, i, "obj")
}

// ownDeed joins the finite verb at i, behind "but" and without a subject, to the verb
// of saying that has it as a second content, "say he is alive, but have not shown him".
func ownDeed(t []nlp.Token, first, i int) {
	h := t[i].Head
	if t[i].Rel != "ccomp" || t[i].UPOS != "VERB" || h < first || h > i {
		return
	}
	but, before := false, false
	for k := h + 1; k < i; k++ {
		switch {
		case t[k].Head == i && strings.HasPrefix(t[k].Rel, "nsubj"), t[k].Head == i && t[k].Rel == "mark":
			return
		case t[k].Head == i && t[k].Rel == "cc" && t[k].Text == "but":
			but = true
		case t[k].Head == h && t[k].Rel == "ccomp":
			before = true
		}
	}
	if but && before {
		t[i].Rel = "conj"
	}
}

// showing hangs what somebody does in saying something, behind a comma at i, on the
// saying rather than on what is said: "claimed that a drone was found, posting a
// picture".
func showing(t []nlp.Token, first, i int) {
	v := t[i].Head
	if !verb.Posting[strings.ToLower(t[i].Text)] || t[i-1].Text != "," || v < first || v > i || t[i].Rel != "advcl" || t[v].Rel != "ccomp" {
		return
	}
	if h := t[v].Head; h >= first && h < v && closers[strings.ToLower(t[h].Text)] {
		t[i].Head = h
	}
}

// accordingTo hangs the verb at i, by which whom a sentence is according to
// cites another, on that source, where the sentence was hung on it: "According
// to the weekly, citing two nurses, the camp was emptied".
func accordingTo(t []nlp.Token, first, i, last int) {
	x := t[first].Head
	if t[i].Head >= 0 || !citing[strings.ToLower(t[i].Text)] || !strings.EqualFold(t[first].Text, "according") || x <= first || x >= i || t[x].Head != i {
		return
	}
	content := -1
	for k := i + 1; k < last; k++ {
		if t[k].Head == i && (strings.HasPrefix(t[k].Rel, "ccomp") || t[k].Rel == "parataxis") {
			content = k
		}
	}
	if content < 0 {
		return
	}
	rel := "acl"
	if strings.EqualFold(t[i-1].Text, "which") {
		rel = "acl:relcl"
	}
	rehang(t, first, last, func(k int) {
		switch {
		case k == content:
			t[k].Head, t[k].Rel = -1, "root"
		case k == i:
			t[k].Head, t[k].Rel = x, rel
		case k == x:
			t[k].Head, t[k].Rel = content, "obl"
		case t[k].Head == i && k > i && k < content && strings.HasPrefix(t[k].Rel, "nsubj"):
			t[k].Rel = "obj"
		case t[k].Head == i && (k > content || t[k].UPOS == "PUNCT"):
			t[k].Head = content
		}
	})
}

var citing = map[string]bool{"citing": true, "quoting": true, "cited": true, "quoted": true, "cites": true, "quotes": true}

// questionOf hangs a question right behind the word for knowing or not at i on
// that word, where it was hung on the verb above: "said it was not known who
// set the fire".
func questionOf(t []nlp.Token, i int) {
	up := t[i].Head
	if !knowing[strings.ToLower(t[i].Text)] || up < 0 || up > i || !questions[strings.ToLower(t[i+1].Text)] {
		return
	}
	v := i + 1
	for n := 0; t[v].Head > i && n < 12; n++ {
		v = t[v].Head
	}
	if t[v].Head == up && v != i && strings.HasPrefix(t[v].Rel, "ccomp") {
		hang(t, v, i, t[v].Rel)
	}
}

// knowing and questions are words for knowing and not, and words that open a question.
var (
	knowing   = map[string]bool{"clear": true, "unclear": true, "known": true, "unknown": true, "uncertain": true, "sure": true, "unsure": true, "certain": true}
	questions = map[string]bool{"who": true, "whom": true, "whose": true, "what": true, "which": true, "when": true, "where": true, "why": true, "how": true, "whether": true, "if": true}
)

// countOf hangs the number at i on the noun behind it, where it was hung on one
// before the verb: "ordered two firms to select 40 to 60 men".
func countOf(t []nlp.Token, i, last int) {
	h := t[i].Head
	if !strings.HasPrefix(t[i].Rel, "nummod") || h < 0 || h > i || !slices.ContainsFunc(t[h:i], func(k nlp.Token) bool { return k.UPOS == "VERB" }) {
		return
	}
	for k := i + 1; k < min(i+5, last); k++ {
		switch t[k].UPOS {
		case "NOUN":
			hang(t, i, k, t[i].Rel)
			return
		case "NUM", "ADJ", "ADP", "CCONJ":
		default:
			return
		}
	}
}

// beside puts the clause right behind the semicolon at i beside the verb before
// it, where it was hung on that as a second thing said: "The mayor says the dam
// holds; the army says it leaks".
func beside(t []nlp.Token, first, i int) {
	if t[i].Text != ";" {
		return
	}
	for k := i + 1; k < len(t) && k < i+12; k++ {
		v := t[k].Head
		if t[k].Rel != "ccomp" || v < first || v >= i {
			continue
		}
		subject := false
		for j := i + 1; j < k; j++ {
			subject = subject || strings.HasPrefix(t[j].Rel, "nsubj") && t[j].Head == k
		}
		for j := v + 1; subject && j < i; j++ {
			if t[j].Rel == "ccomp" && t[j].Head == v {
				t[k].Rel = "parataxis"
				return
			}
		}
	}
}

// stateOf hangs a bare participle or adjective right behind the verb at i for
// staying so on that verb, where both were hung on the verb of saying: "will
// stay shut, the ministry said". Of the two the likelier is the claim, not both.
func stateOf(doc *nlp.Document, i int) {
	t, s := doc.Tokens, i+1
	if !staying[t[i].Lemma] || t[i].UPOS != "VERB" || t[s].UPOS != "ADJ" && t[s].UPOS != "VERB" || strings.Contains(t[s].Feats, "VerbForm=Fin") {
		return
	}
	if t[s].Head != i || t[s].Rel != "xcomp" {
		if t[s].Head != t[i].Head || t[s].Rel != t[i].Rel || slices.ContainsFunc(t, func(k nlp.Token) bool {
			return k.Head == s && (strings.HasPrefix(k.Rel, "aux") || strings.HasPrefix(k.Rel, "nsubj"))
		}) || !hang(t, s, i, "xcomp") {
			return
		}
	}
	at := func(token int) int {
		return slices.IndexFunc(doc.Predicates, func(p nlp.Predicate) bool { return p.Token == token })
	}
	if stays, state := at(i), at(s); stays >= 0 && state >= 0 {
		if doc.Predicates[stays].Score > doc.Predicates[state].Score {
			stays = state
		}
		doc.Predicates = slices.Delete(doc.Predicates, stays, stays+1)
	}
}

var staying = map[string]bool{"stay": true, "remain": true, "keep": true, "lie": true, "stand": true}

// dayOfSaying hangs the weekday at i, when it was hung on what is said, on the
// verb of saying right before it: "said on Friday they had seized the town".
func dayOfSaying(t []nlp.Token, first, i int) {
	c := t[i].Head
	if !weekdays[t[i].Text] || c <= i || !strings.HasPrefix(t[c].Rel, "ccomp") {
		return
	}
	g := i - 1
	if g > first && t[g].UPOS == "ADP" && t[g].Head == i {
		g--
	}
	if g >= first && t[c].Head == g && closers[strings.ToLower(t[g].Text)] {
		hang(t, i, g, "obl")
	}
}

// whoIs hangs the clause that "who" at i begins right behind a name and a comma
// on the name, where it was hung on another clause: "said Jon Falk, who ...".
func whoIs(t []nlp.Token, first, i int) {
	v := t[i].Head
	if i < first+2 || !strings.EqualFold(t[i].Text, "who") || v <= i || !strings.HasPrefix(t[i].Rel, "nsubj") || t[i-1].Text != "," || t[i-2].UPOS != "PROPN" {
		return
	}
	switch t[v].Rel {
	case "parataxis", "conj", "advcl", "ccomp":
	case "acl:relcl":
		// right where it is unless a verb stands between
		if h := t[v].Head; h < first || h >= i || !slices.ContainsFunc(t[h+1:i], func(x nlp.Token) bool { return x.UPOS == "VERB" }) {
			return
		}
	default:
		return
	}
	n := i - 2
	for h := t[n].Head; h >= first && h < n && t[h].UPOS == "PROPN" && (t[n].Rel == "flat" || t[n].Rel == "compound"); h = t[n].Head {
		n = h
	}
	hang(t, v, n, "acl:relcl")
}

// clauseBehind gives the verb of saying at i, which hangs beside the noun right
// before it, that noun as its subject: "acted after a cable alleged that ...".
func clauseBehind(t []nlp.Token, first, i int) {
	n := i - 1
	if n < first || t[i].Rel != "advcl" || t[n].Rel != "obl" || t[n].Head != t[i].Head || t[n].UPOS != "NOUN" && t[n].UPOS != "PROPN" {
		return
	}
	mark, said := -1, false
	for k := first; k < len(t) && (k < i+20); k++ {
		switch {
		case t[k].Head == i && strings.HasPrefix(t[k].Rel, "nsubj"):
			return
		case t[k].Head == i && t[k].Rel == "ccomp":
			said = true
		case t[k].Head == n && t[k].Rel == "case":
			mark = k
		}
	}
	if mark < 0 || !said || !subordinating[strings.ToLower(t[mark].Text)] {
		return
	}
	if hang(t, n, i, "nsubj") {
		hang(t, mark, i, "mark")
	}
}

var subordinating = map[string]bool{"after": true, "before": true, "since": true, "as": true, "until": true}

var weekdays = map[string]bool{"Monday": true, "Tuesday": true, "Wednesday": true, "Thursday": true, "Friday": true, "Saturday": true, "Sunday": true}

// giveBack hangs what stands before the "that" at i and was hung on a word of
// its clause on the verb that governs the clause: "said on Friday that ...".
func giveBack(t []nlp.Token, first, i int) {
	clause := t[i].Head
	governor := t[clause].Head
	if t[clause].Rel == "conj" && governor == i-1 && t[governor].UPOS == "VERB" {
		t[clause].Rel = "ccomp" // "stressed that" joins nothing
	}
	if governor < first || governor >= i || !strings.HasPrefix(t[clause].Rel, "ccomp") {
		return
	}
	if v := i - 1; v > governor && t[v].Head == governor && t[v].UPOS == "VERB" && (t[v].Rel == "xcomp" || t[v].Rel == "ccomp") {
		hang(t, clause, v, "ccomp") // "failed to mention that", "denied knowing that"
		return
	}
	for k := governor + 1; k < i; k++ {
		if t[k].Head > i && (strings.HasPrefix(t[k].Rel, "obl") || t[k].Rel == "advmod" || strings.HasPrefix(t[k].Rel, "nmod")) {
			hang(t, k, governor, strings.Replace(t[k].Rel, "nmod", "obl", 1))
		}
	}
}

func repair(t []nlp.Token, first, i, last int) {
	np, comma := subjectBefore(t, first, i)
	if np < 0 || !closes(t, i, last) {
		return
	}
	adjunctsBack(t, first, i, comma)
	s := nounHead(t, np, i)
	content := contentRoot(t, first, comma)
	if s < 0 || content < 0 || t[s].Head == i && strings.HasPrefix(t[s].Rel, "nsubj") &&
		(t[i].Head == content && t[i].Rel == "parataxis" || t[content].Head == i && (t[content].Rel == "ccomp" || t[content].Rel == "parataxis")) {
		return
	}
	inside := func(k, a, b int) bool { return a <= k && k < b }
	rehang(t, first, last, func(k int) {
		switch {
		case k == content:
			t[k].Head, t[k].Rel = -1, "root"
		case k == i:
			t[k].Head, t[k].Rel = content, "parataxis"
		case k == s:
			t[k].Head, t[k].Rel = i, "nsubj"
		case inside(k, first, comma) && !inside(t[k].Head, first, comma):
			t[k].Head = content
		case k == comma:
			t[k].Head, t[k].Rel = i, "punct"
		case inside(k, comma+1, i) && !inside(t[k].Head, comma+1, i):
			t[k].Head, t[k].Rel = s, within(t[k].UPOS)
		case inside(k, i+1, last) && t[k].UPOS == "PUNCT":
			t[k].Head, t[k].Rel = content, "punct"
		case inside(k, i+1, last) && !inside(t[k].Head, i, last):
			t[k].Head = i
		}
	})
}

// adjunctsBack hangs what tells when, where and how before the comma, and was
// hung on the verb of saying at i behind it, on the verb before it: "services
// will resume on March 21, the company said".
func adjunctsBack(t []nlp.Token, first, i, comma int) {
	for k, verb := first, -1; k < comma; k++ {
		h := t[k].Head
		// on the verb of saying itself, or past a verb between that hangs on it
		astray := h == i || verb >= 0 && first <= h && h < verb && t[verb].Head == i
		if astray && verb >= 0 && (strings.HasPrefix(t[k].Rel, "obl") || t[k].Rel == "advmod") {
			hang(t, k, verb, t[k].Rel)
		}
		if t[k].UPOS == "VERB" {
			verb = k
		}
	}
}

// hang hangs token i on head by rel, unless head hangs on i: no mend makes a
// circle. It tells whether it did.
func hang(t []nlp.Token, i, head int, rel string) bool {
	if under(t, head, i) {
		return false
	}
	t[i].Head, t[i].Rel = head, rel
	return true
}

// under tells whether the token at i hangs on the one at top.
func under(t []nlp.Token, i, top int) bool {
	for n := 0; i >= 0 && n < len(t); i, n = t[i].Head, n+1 {
		if i == top {
			return true
		}
	}
	return false
}

// subjectBefore is the first token of the noun phrase that stands between a
// comma and the verb at i, and the comma; -1 where there is none.
func subjectBefore(t []nlp.Token, first, i int) (np, comma int) {
	noun := false
	for k := i - 1; k > first; k-- {
		switch t[k].UPOS {
		case "NOUN", "PROPN":
			noun = true
		case "PRON":
			if k != i-1 {
				return -1, -1
			}
			noun = true
		case "DET", "ADJ", "NUM", "ADP", "PART", "CCONJ":
		case "PUNCT":
			if t[k].Text == "," && noun && k+1 < i {
				return k + 1, k
			}
			return -1, -1
		default:
			return -1, -1
		}
	}
	return -1, -1
}

// closes tells whether nothing but when, where and to whom follows the verb.
func closes(t []nlp.Token, i, last int) bool {
	for k := i + 1; k < last; k++ {
		switch t[k].UPOS {
		case "VERB", "AUX", "SCONJ":
			return false
		case "PUNCT":
			return k >= last-2
		}
	}
	return true
}

// nounHead is the last noun of the phrase's first run of nouns.
func nounHead(t []nlp.Token, np, i int) int {
	head := -1
	for k := np; k < i; k++ {
		switch t[k].UPOS {
		case "NOUN", "PROPN", "PRON":
			head = k
		case "ADP":
			if head >= 0 {
				return head
			}
		}
	}
	return head
}

// contentRoot is the predicate that the words before the comma hang on, -1
// where they are no clause of their own.
func contentRoot(t []nlp.Token, first, comma int) int {
	switch t[first].UPOS {
	case "SCONJ", "ADP":
		return -1
	}
	best := -1
	for k := first; k < comma; k++ {
		if first <= t[k].Head && t[k].Head < comma {
			continue
		}
		subject := slices.ContainsFunc(t[first:comma], func(x nlp.Token) bool { return x.Head == k && strings.HasPrefix(x.Rel, "nsubj") })
		if subject {
			return k
		}
		if best < 0 && t[k].UPOS == "VERB" {
			best = k
		}
	}
	return best
}

// within is how a word of a noun phrase hangs on its head.
func within(upos string) string {
	switch upos {
	case "DET":
		return "det"
	case "ADJ":
		return "amod"
	case "NUM":
		return "nummod"
	case "ADP", "PART":
		return "case"
	case "CCONJ":
		return "cc"
	}
	return "compound"
}

// rehang changes every token of a sentence, and takes all of it back where that makes a
// circle. It tells whether the change stands.
func rehang(t []nlp.Token, first, last int, change func(k int)) bool {
	old := slices.Clone(t[first:last])
	for k := first; k < last; k++ {
		change(k)
	}
	if cyclic(t, first, last) {
		copy(t[first:last], old)
		return false
	}
	return true
}

func cyclic(t []nlp.Token, first, last int) bool {
	for k := first; k < last; k++ {
		n := 0
		for v := k; v >= 0; v = t[v].Head {
			if n++; n > last-first || v < first || v >= last {
				return true
			}
		}
	}
	return false
}
