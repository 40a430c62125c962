package factuality

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tale"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// doubted are the factualities and statuses that are left of the clause at i
// where the words that govern it deny it, keep it back, or say that nothing
// speaks for it; "" where they do none of these.
func doubted(t *tree.Tree, i int) (facts, stages string) {
	if facts, stages = inquired(t, i); facts != "" {
		return facts, stages
	}
	facts, stages = unstated(t, i)
	that := t.That(i)
	x, isTale := tale.Of(t, i)
	switch {
	case isTale && x.Denies(t):
		if x.Fate > tale.Met || lacked(t, x.Noun) {
			return "U", ""
		}
		return "CT-", ""
	case isTale && x.Fate == tale.False:
		return "CT-", ""
	case isTale && x.Fate == tale.Open, withdrawn(t, i):
		return "U", ""
	case chance(t, i, that) != "":
		return chance(t, i, that), "happened holds habitual predicted planned conditional"
	case doubting(t, i), unlikely(t, i):
		return "PR-", ""
	case ungrounded(t, i):
		return "U", ""
	case that > 1 && excluding(t, that-2):
		if spared(t, that-2) {
			return "U PS+ PS-", ""
		}
		return "CT-", ""
	case that > 0 && thinkable(t, that):
		return "PS+", ""
	case short(t, i):
		return "CT-", ""
	case justThen(t, i):
		return "CT+", "happened"
	case i > 1 && excluding(t, i-2) && strings.HasSuffix(t.Low(i), "ing"):
		if spared(t, i-2) {
			return "U PS+ PS-", "planned predicted conditional"
		}
		return "CT-", "planned predicted conditional happened"
	case verging(t, i):
		return "U", "planned predicted conditional"
	case charged(t, i):
		return "CT+", "happened habitual"
	case farFrom(t, t.Tokens[i].Head) && t.Is(i, "ccomp", "csubj", "advcl"):
		return "U", ""
	case proves(t, i):
		return "CT+", "happened holds"
	case meant(t, i):
		return "U", "planned ordered"
	case provided(t, i):
		return "U", "conditional"
	case unseen(t, i):
		return "U", "unknown happened holds"
	case shown(t, i), hinted(t, i) && !denied(t, i):
		return "PR+ PS+ U", ""
	case hinted(t, i):
		return "PR- PS- U", ""
	case that > 0 && falsely(t, that):
		return "CT-", ""
	case that > 2 && t.Low(that-1) == "true" && t.Lemma(that-2) == "be" && t.Low(that-3) == "it":
		return "CT+", ""
	case that > 1 && undoubted(t, that) != "":
		return undoubted(t, that), ""
	case inWhat(t, i):
		return "U", "conditional predicted"
	case undecided(t, i):
		return "U", ""
	case undisputed(t, i):
		if few(t, t.Tokens[i].Head) {
			return "PR+", ""
		}
		return "CT+", "happened holds habitual predicted planned"
	case groundless(t, i):
		return "U", "happened holds habitual predicted planned"
	case wrongTo(t, i):
		if l := t.Lemma(t.Tokens[i].Head); leading[l] && !slandering[l] {
			return "U", ""
		}
		return "CT-", ""
	case misstated(t, i):
		return "CT-", ""
	case outdated(t, i):
		return "U", ""
	case isTale && supposing[t.Low(x.Noun)]:
		return "U PR+ PS+ CT- PR- PS-", ""
	case that > 0 && held(t, that) != "":
		return held(t, that), ""
	case minded(t, i):
		if denied(t, i) {
			return "CT-", ""
		}
		return "CT+", ""
	case prayed(t, i):
		return "U", ""
	case undone(t, i):
		return "CT-", "happened holds habitual conditional"
	case disbelieved(t, i):
		if denied(t, i) {
			return "PR+ PS+ U CT+", ""
		}
		if t.Is(i, "csubj") {
			return "PR-", "" // "it is not believed that"
		}
		return "PR- PS- U CT-", ""
	case supposedly(t, i):
		if denied(t, i) || slices.ContainsFunc(t.Kids(i), func(k int) bool { return none(t, k) }) {
			return "PR- PS-", ""
		}
		return "PR+ PS+", ""
	case believed(t, i) && fearing[t.Low(t.Tokens[i].Head)]:
		return "PS+", ""
	case believed(t, i):
		return "PR+ PS+ U", ""
	case verdict(t, i) != "":
		return verdict(t, i), ""
	case expected(t, i):
		return "PR+ PR- U", "predicted habitual holds"
	case facts != "":
		return facts, stages
	case unaccused(t, i):
		return "U", ""
	case that > 0 && sought(t, that):
		return "U", "happened holds habitual predicted planned"
	case unaware(t, t.Tokens[i].Head) && t.Is(i, "ccomp", "acl", "advcl") && t.Tokens[i].Head < i && !questions(t, i) && (that >= 0 || t.Is(i, "acl")):
		if denied(t, i) {
			return "CT-", "happened holds habitual predicted planned"
		}
		return "CT+", "happened holds habitual predicted planned"
	}
	return "", ""
}

// held is the factuality of the clause opened by the word at that where a noun for what
// is thought, feared or hoped is what it is: "the theory is that", "fears are growing
// that"; "" for any other.
func held(t *tree.Tree, that int) string {
	n := t.Topic(that)
	switch w := t.Low(n); {
	case n < 0:
		return ""
	case fearing[w] || w == "possibility" || w == "risk" || w == "danger":
		return "PS+ PS-"
	case w == "hope" || w == "hopes":
		return "U"
	case guessing[w]:
		return "PR+ PR-"
	}
	return ""
}

// minded tells whether the clause at i is what somebody is sure of: "relatives are
// certain she was killed". What may be so is not meant.
func minded(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 0 {
		return false
	}
	_, _, _, _, modal := group(t, i)
	_, k := t.Minded(h)
	return k == i && !denied(t, h) && (modal == "" || modal == "will" || modal == "would")
}

// prayed tells whether the clause at i is what somebody hopes or prays for. What he
// hopes may be so, the word for that tells.
func prayed(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	_, _, _, _, modal := group(t, i)
	return h >= 0 && h < i && t.Is(i, "ccomp") && praying[t.Lemma(h)] && (modal == "" || modal == "will" || modal == "would") && !questions(t, i)
}

// justThen tells whether the clause at i is what had only just been when something
// else was: "Scarcely had the dam opened when it cracked".
func justThen(t *tree.Tree, i int) bool {
	s := t.Sentences[t.Sentence(i)].First
	return s+3 <= i && hardly[t.Low(s)] && t.Low(s+1) == "had" && t.Tokens[s+1].Head == i
}

// excluding tells whether "rule out" stands at v.
func excluding(t *tree.Tree, v int) bool {
	return v >= 0 && t.Lemma(v) == "rule" && t.Low(v+1) == "out"
}

// thinkable tells whether the clause that the word at that opens is what nobody can
// exclude: "could not exclude that", "it cannot be excluded that".
func thinkable(t *tree.Tree, that int) bool {
	v := that - 1
	return (t.Lemma(v) == "exclude" || t.Lemma(v) == "discount") && denied(t, v)
}

// spared tells whether the verb at v is not done: "did not rule out", "refused to
// rule out".
func spared(t *tree.Tree, v int) bool {
	h := t.Tokens[v].Head
	return denied(t, v) || h >= 0 && t.Is(v, "xcomp") && (refusing[t.Low(h)] || shunning[t.Low(h)])
}

// verging tells whether the gerund at i is what somebody is on the verge of.
func verging(t *tree.Tree, i int) bool {
	return i > 3 && t.Low(i-1) == "of" && brinks[t.Low(i-2)] && t.Low(i-3) == "the" && t.Low(i-4) == "on"
}

// charged tells whether the gerund at i is the deed for which somebody is sought or tried,
// or which he owns up to: "is wanted for bribing".
func charged(t *tree.Tree, i int) bool {
	if !strings.HasSuffix(t.Low(i), "ing") {
		return false
	}
	if t.Low(i-1) == "to" && t.Low(i-2) == "up" && t.Lemma(i-3) == "own" {
		return true
	}
	first := t.Sentences[t.Sentence(i)].First
	for k := i - 2; t.Low(i-1) == "for" && k > max(first, i-7) && !t.Punct(k); k-- {
		if t.Low(k) == "wanted" || t.Low(k) == "tried" {
			return t.Passive(k) && !denied(t, k)
		}
	}
	return false
}

// farFrom tells whether the word at h says that a thing is far from certain.
func farFrom(t *tree.Tree, h int) bool {
	return h > 1 && t.Low(h-1) == "from" && t.Low(h-2) == "far" && (t.Low(h) == "certain" || t.Low(h) == "clear" || t.Low(h) == "sure" || t.Low(h) == "obvious")
}

// shown tells whether the clause at i is what something only seems to show: "a video
// appeared to show soldiers beating a man".
func shown(t *tree.Tree, i int) bool {
	if !t.Is(i, "ccomp", "xcomp", "acl", "obj") {
		return false
	}
	v := t.Tokens[i].Head
	if v >= 0 && t.Tokens[v].UPOS != "VERB" && t.Is(v, "obj") {
		v = t.Tokens[v].Head
	}
	if v < 0 || v > i || t.Lemma(v) != "show" && t.Lemma(v) != "depict" {
		return false
	}
	h := t.Tokens[v].Head
	return h >= 0 && h < v && t.Is(v, "xcomp", "advcl") && hedges[t.Low(h)] == "appearance" && !denied(t, h)
}

// unseen tells whether the clause at i is what something does not show: "the video does
// not show police beating a man".
func unseen(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	return h >= 0 && h < i && (t.Lemma(h) == "show" || t.Lemma(h) == "depict" || t.Lemma(h) == "prove") && t.Is(h, "root", "ccomp", "conj", "parataxis") && denied(t, h) &&
		(t.Is(i, "ccomp", "csubj") || t.Is(i, "xcomp", "acl", "advcl") && strings.HasSuffix(t.Low(i), "ing")) && !questions(t, i)
}

// meant tells whether the infinitive at i is what a plan or a call is for: "the plan
// was for 200 homes to be built", "calls for the school to close".
func meant(t *tree.Tree, i int) bool {
	first := i
	for first > 0 && t.Tokens[first-1].UPOS == "AUX" {
		first--
	}
	if first < 3 || t.Low(first-1) != "to" {
		return false
	}
	for k := first - 2; k > max(first-8, t.Sentences[t.Sentence(i)].First); k-- {
		switch t.Tokens[k].UPOS {
		case "VERB", "AUX", "PUNCT":
			return false
		}
		if t.Low(k) == "for" {
			l := t.Lemma(k - 1)
			return l == "be" && k > 1 && (aims[t.Lemma(k-2)] || t.Low(k-2) == "plan") || t.Lemma(k-1) == "call"
		}
	}
	return false
}

// provided tells whether the clause at i only holds if what it rests on is right:
// "the tape, if genuine, shows a crime".
func provided(t *tree.Tree, i int) bool {
	for _, k := range t.Kids(i) {
		if m := t.Kid(k, "mark"); k < i && t.Is(k, "advcl") && t.Tokens[k].UPOS == "ADJ" && m == k-1 && t.Low(m) == "if" && t.Low(m-1) == "," && t.Low(k+1) == "," {
			return true
		}
	}
	return false
}

// hinted tells whether the clause at i is what something that its sentence ends with
// only suggests: "The bank knew, emails seen by this newspaper suggest." What a noun
// is told apart by is left as it is.
func hinted(t *tree.Tree, i int) bool {
	if h := t.Tokens[i].Head; t.Tokens[i].Rel == "acl:relcl" || h >= 0 && t.Is(i, "xcomp") && t.Tokens[h].Rel == "acl:relcl" {
		return false
	}
	s := t.Sentences[t.Sentence(i)]
	v := s.Last - 1
	for v > i && t.Punct(v) {
		v--
	}
	if v <= i+2 || t.Low(v) != "suggest" && t.Low(v) != "suggests" && !(t.Lemma(v) == "show" && t.Low(v-1) == "to" && hedges[t.Low(v-2)] == "appearance") {
		return false
	}
	for k := v - 1; k > i; k-- {
		if t.Tokens[k].Text == "," {
			return !questions(t, i)
		}
		if t.Low(k) == "that" || t.Tokens[k].UPOS == "SCONJ" {
			return false
		}
	}
	return false
}

// proves tells whether the predicate at i says that something proved false.
func proves(t *tree.Tree, i int) bool {
	v, x := i, t.Kid(i, "xcomp")
	if h := t.Tokens[i].Head; h >= 0 && t.Is(i, "xcomp") {
		v, x = h, i
	}
	return t.Lemma(v) == "prove" && x > v && falsehoods[t.Low(x)] && !denied(t, v)
}

// undone tells whether the predicate at i is what was beyond somebody or spared him:
// "too weak to walk", "was spared being flooded".
func undone(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 0 || h > i {
		return false
	}
	if m := t.Kid(i, "mark"); m >= 0 && t.Low(m) == "to" {
		return h > 0 && t.Low(h-1) == "too" && (t.Tokens[h].UPOS == "ADJ" || t.Tokens[h].UPOS == "ADV") && !denied(t, h) && t.Is(i, "xcomp", "advcl", "acl", "ccomp", "csubj")
	}
	return sparing[t.Low(h)] && strings.HasSuffix(t.Low(max(h+1, t.Under(i, nil)[0])), "ing") && t.Is(i, "xcomp", "advcl", "obj") && !denied(t, h)
}

// disbelieved tells whether the clause at i is what somebody does not think or
// what does not seem so: "is not thought to have fled", "does not believe that".
func disbelieved(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 0 || h > i || !denied(t, h) || questions(t, i) {
		return false
	}
	if _, _, _, _, modal := group(t, h); modal != "" && modal != "would" && modal != "will" {
		return false // "can't believe he did"
	}
	switch {
	case t.Is(i, "xcomp"):
		class := hedges[t.Low(h)]
		return class == "appearance" || class == "likelihood" || class == "belief" && t.Passive(h)
	case t.Is(i, "ccomp", "csubj"):
		return t.Lemma(h) == "think" || t.Lemma(h) == "believe" || t.Lemma(h) == "expect"
	}
	return false
}

// verdict is the factuality of the clause at i with which its sentence begins and of
// which it then says how sure it is: "That fish died is possible"; "" for any other.
func verdict(t *tree.Tree, i int) string {
	s := t.Sentences[t.Sentence(i)]
	if t.Low(s.First) != "that" || i+2 >= s.Last || t.Kid(i, "nsubj") <= s.First {
		return ""
	}
	for k := i + 1; k+1 < s.Last && t.Tokens[k].Text != ";"; k++ {
		if t.Lemma(k) != "be" {
			continue
		}
		for k++; k+1 < s.Last && (t.Tokens[k].UPOS == "ADV" && !negations[t.Low(k)] || t.Tokens[k].UPOS == "DET"); k++ {
		}
		if negations[t.Low(k)] && t.Low(k+1) == "true" || lies[t.Low(k)] {
			return "CT-"
		}
		if v := verdicts[t.Low(k)]; v != "" && t.Kid(k, "nsubj") < i {
			return v
		}
	}
	return ""
}

// expected tells whether the predicate at i is itself that something is expected:
// "results are expected by May".
func expected(t *tree.Tree, i int) bool {
	switch t.Low(i) {
	case "expected", "forecast", "predicted", "projected", "anticipated":
		return t.Passive(i) && t.Kid(i, "nsubj") >= 0 && t.Kid(i, "xcomp", "ccomp") < 0 && !denied(t, i) && !t.Is(i, "acl")
	}
	return false
}

// verdicts are how sure words are of what they are said of.
var verdicts = map[string]string{"possible": "PS+", "conceivable": "PS+", "likely": "PR+", "probable": "PR+", "unlikely": "PR-", "doubtful": "PR-", "improbable": "PR-",
	"false": "CT-", "untrue": "CT-", "unproven": "U", "unclear": "U", "unknown": "U", "uncertain": "U", "unconfirmed": "U", "disputed": "U", "contested": "U", "open": "U"}

// supposedly tells whether the clause at i is what is thought to be so by nobody who is
// named: "it is widely assumed that". What is feared is not meant.
func supposedly(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if rel := t.Base(i); h < 2 || h > i || rel != "ccomp" && rel != "csubj" || hedges[t.Low(h)] != "belief" || fearing[t.Low(h)] || t.Low(h) == "considered" || denied(t, h) {
		return false
	}
	it, be := h-1, false
	for ; it > 0 && (t.Tokens[it].UPOS == "ADV" || t.Tokens[it].UPOS == "AUX"); it-- {
		be = be || t.Lemma(it) == "be"
	}
	return be && t.Low(it) == "it"
}

// believed tells whether the predicate at i is what seems so or is thought to be
// so, with no word against it: "is understood to be in talks".
func believed(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 0 || h > i || !t.Is(i, "xcomp") || denied(t, h) || denied(t, i) || t.Tokens[h].UPOS == "ADJ" {
		return false
	}
	for _, k := range t.Kids(i) {
		if t.Is(k, "advmod") && hedges[t.Low(k)] == "" && !strings.HasSuffix(t.Low(k), "ly") || none(t, k) {
			return false
		}
	}
	class := hedges[t.Low(h)]
	return class == "appearance" || class == "belief" && t.Passive(h) && t.Low(h) != "considered" // a judgement, no guess
}

// gainsays tells whether any word of its sentence may turn the clause at i into what
// is not so: without one nothing in it is denied ("the fish did die"). What is
// joined to the clause, by the tree or by the order of the words, denies only
// itself ("claimed the attack but offered no proof").
func gainsays(t *tree.Tree, i int) bool {
	s := t.Sentences[t.Sentence(i)]
	joined := map[int]bool{}
	for _, k := range t.Kids(i) {
		if t.Is(k, "conj", "parataxis") && k > i {
			for _, x := range t.Under(k, nil) {
				joined[x] = true
			}
		}
	}
	end := s.Last
	for k := i + 1; k+1 < end; k++ {
		if t.Tokens[k].UPOS == "CCONJ" && t.Low(k) != "nor" && t.Low(k) != "or" && slices.ContainsFunc(t.Predicates, func(p nlp.Predicate) bool { return p.Token > k && p.Token < s.Last }) {
			end = k
		}
	}
	for k := contrasted(t, i); k < end; k++ {
		w := t.Low(k)
		if bounding(t, k) || w == "but" && bounding(t, k+1) || w == "not" && t.Low(min(k+1, s.Last-1)) == "guilty" && k > i || k >= s.First+2 && bounding(t, k-2) {
			continue
		}
		if k > s.First && k+1 < s.Last && (t.Low(k-1) == "who" || t.Low(k-1) == "which") && t.Tokens[k+1].UPOS == "AUX" {
			continue // "those who refused would be jailed"
		}
		if !joined[k] && (negations[w] || unmet(t, k) || contrary[w] || affixed(w)) {
			return true
		}
	}
	return false
}

// affixed tells whether a word is by its beginning or end one that may deny: "unlikely",
// "disputes", "impossible", "baseless".
func affixed(w string) bool {
	begins := func(with ...string) bool {
		return slices.ContainsFunc(with, func(p string) bool { return strings.HasPrefix(w, p) })
	}
	return begins("un") && !begins("under", "uni", "until", "unless") ||
		begins("dis") && !begins("disci", "disclo", "discov", "discus", "dish", "disk", "dispatch", "display", "distan", "distri", "disabl", "disast") ||
		begins("im") && !begins("imag", "immi", "impact", "implem", "import", "impos", "impres", "improv") || w == "impossible" ||
		begins("in") && strings.HasSuffix(w, "able") || strings.HasSuffix(w, "less")
}

// unmet tells whether the modal at k is of what did not come about: "should have
// told", "could have landed".
func unmet(t *tree.Tree, k int) bool {
	if w := t.Low(k); w != "would" && w != "should" && w != "could" && w != "might" {
		return false
	}
	for i := k + 1; i < min(k+4, len(t.Tokens)); i++ {
		if t.Low(i) == "have" {
			return true
		}
	}
	return false
}

// denied tells whether a word for not stands with the verb at v or right before it,
// few do it, or nobody does any longer.
func denied(t *tree.Tree, v int) bool {
	aux, negated, _, _, modal := group(t, v)
	return negated || few(t, v) || v > 1 && t.Low(v-1) == "longer" && t.Low(v-2) == "no" || v > 0 && negations[t.Low(v-1)] && !bounding(t, v-1) && !until(t, v, aux, modal)
}

// few tells whether few do what the verb at v says: "few believe that", "hardly
// anyone believes that".
func few(t *tree.Tree, v int) bool {
	n := t.Kid(v, "nsubj")
	few := t.Low(max(n-1, 0)) == "few" && t.Tokens[max(n-1, 0)].Head == n && t.Low(max(n-2, 0)) != "a" // "few analysts"
	return n >= 0 && n < v && (few || t.Low(n) == "few" || (t.Low(n) == "anyone" || t.Low(n) == "anybody") && hardly[t.Low(n-1)])
}

// undoubted is the factuality of the clause that the word at that opens behind
// "no doubt", "little doubt" or "doubts".
func undoubted(t *tree.Tree, that int) string {
	n := that - 1
	if t.Low(n) != "doubt" && t.Low(n) != "doubts" || t.Tokens[n].UPOS != "NOUN" {
		return ""
	}
	switch w := t.Low(n - 1); {
	case w == "beyond" || n > 1 && t.Low(n-2) == "beyond":
		return ""
	case w == "no" || w == "any" && n > 2 && denied(t, n-2):
		return "CT+"
	case w == "little" || w == "scant":
		return "PR+"
	}
	return "PR- PS- U"
}

// inWhat tells whether the predicate at i is what something would be, asked by
// nobody: "in what would be the largest swap of the war".
func inWhat(t *tree.Tree, i int) bool {
	k := t.Kid(i, "nsubj")
	return k > 0 && k < i && t.Low(k) == "what" && t.Tokens[k-1].UPOS == "ADP" && t.Low(k+1) == "would"
}

// undecided tells whether the predicate at i "may or may not" be so.
func undecided(t *tree.Tree, i int) bool {
	for k := max(i-6, t.Sentences[t.Sentence(i)].First); k+2 < i; k++ {
		if t.Low(k) == "or" && t.Low(k+2) == "not" && (t.Low(k+1) == "may" || t.Low(k+1) == "might") {
			return true
		}
	}
	return false
}

// undisputed tells whether the clause at i is what nobody denies: "nobody disputes
// that", "did not dispute that".
func undisputed(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	return h >= 0 && h < i && t.Is(i, "ccomp", "csubj") && (t.Lemma(h) == "dispute" || t.Lemma(h) == "doubt" || t.Lemma(h) == "contest") && t.Tokens[h].UPOS == "VERB" && denied(t, h) && !questions(t, i)
}

// falsely tells whether the clause that the word at that opens is called false:
// "it is not true that", "it is a lie that".
func falsely(t *tree.Tree, that int) bool {
	if first := t.Sentences[t.Sentence(that)].First; t.Tokens[that-1].Text == "," { // "it is not true, as some say, that"
		for k := that - 2; k > max(that-8, first); k-- {
			if t.Tokens[k].Text == "," {
				that = k
				break
			}
		}
	}
	w := t.Low(that - 1)
	if w != "true" && w != "case" && !lies[w] {
		return false
	}
	not, it, be := false, false, false
	for k := that - 2; k >= max(that-7, t.Sentences[t.Sentence(that)].First) && !t.Punct(k); k-- {
		not = not || negations[t.Low(k)]
		it = it || t.Low(k) == "it"
		be = be || t.Lemma(k) == "be" || t.Lemma(k) == "call"
	}
	return it && be && not != lies[w]
}

// groundless tells whether the clause at i is what nothing speaks for: "no sign
// that", "no reason to think", "nothing to suggest that".
func groundless(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 0 || h > i || !t.Is(i, "ccomp", "acl", "advcl") {
		return false
	}
	if m := t.That(i); m >= 0 {
		if evidence[t.Lemma(h)] {
			return lacked(t, h)
		}
		if n := t.Kid(h, "nsubj"); m == h+1 && n >= 0 && n < h && evidence[t.Lemma(n)] && t.Is(i, "ccomp", "advcl") { // "no evidence has emerged that"
			return lacked(t, n)
		}
	}
	if !leading[t.Lemma(h)] {
		return false
	}
	if m := t.Kid(h, "mark"); m < 0 || t.Low(m) != "to" {
		return false
	}
	n := t.Tokens[h].Head
	if n >= 0 && (t.Tokens[n].UPOS == "VERB" || t.Tokens[n].UPOS == "AUX") {
		n = t.Kid(n, "obj", "nsubj")
	}
	return n >= 0 && n < h && (evidence[t.Lemma(n)] || t.Low(n) == "nothing" || t.Low(n) == "little") && lacked(t, n)
}

// lacked tells whether there is none of what the noun at n names, or too little: "no
// reason", "found no sign", "did not find any evidence", "not a shred of proof".
func lacked(t *tree.Tree, n int) bool {
	if none(t, n) || scarce[t.Low(n)] {
		return true
	}
	for k := n - 1; k >= t.Sentences[t.Sentence(n)].First; k-- {
		if w := t.Low(k); scarce[w] && (k < 1 || t.Low(k-1) != "a") || w == "not" && t.Low(k+1) == "a" {
			return true
		}
		if u := t.Tokens[k].UPOS; u != "ADJ" && u != "ADV" && u != "DET" && u != "NOUN" && u != "PART" && t.Low(k) != "of" {
			break
		}
	}
	h := t.Tokens[n].Head
	return h >= 0 && t.Is(n, "obj", "nsubj") && denied(t, h)
}

// unaware tells whether the word at h says that somebody did not know what was
// so: "did not know that", "had no idea that", "unaware that".
func unaware(t *tree.Tree, h int) bool {
	if h < 0 {
		return false
	}
	switch w := t.Low(h); {
	case w == "unaware" || w == "oblivious":
		return true
	case w == "idea" || w == "inkling":
		return none(t, h)
	case knowledge[t.Lemma(h)] && t.Tokens[h].UPOS == "VERB":
		aux, negated, _, _, _ := group(t, h)
		return negated && (aux == "did" || aux == "had")
	}
	return false
}

// wrongTo tells whether it was wrong to say what the clause at i tells: "it was wrong
// to say that", "to say that the bank is broke is a lie".
func wrongTo(t *tree.Tree, i int) bool {
	h, first := t.Tokens[i].Head, t.Sentences[t.Sentence(i)].First
	if h < 0 || h > i || !t.Is(i, "ccomp", "obj") || !passing[t.Low(h)] && !leading[t.Lemma(h)] || t.Low(h-1) != "to" {
		return false
	}
	if h-1 == first {
		for k := i + 1; k+1 < t.Sentences[t.Sentence(i)].Last && !t.Punct(k); k++ {
			if t.Lemma(k) == "be" && !negations[t.Low(k+1)] && (wrong(t, k+1) || t.Tokens[k+1].UPOS == "DET" && wrong(t, k+2)) {
				return true
			}
		}
		return false
	}
	return h-2 > first && wrong(t, h-2) && !negations[t.Low(h-3)]
}

// wrong tells whether the word at k calls saying a thing wrong.
func wrong(t *tree.Tree, k int) bool {
	return tale.Untrue[t.Low(k)] || mistaken[t.Low(k)]
}

// withdrawn tells whether the participle at i tells of what stands in a clause that has
// been taken back: "retracted its finding that the grave held prisoners killed there".
func withdrawn(t *tree.Tree, i int) bool {
	for n := 0; n < 4 && i >= 0 && t.Is(i, "acl", "obj", "nmod", "obl", "nsubj"); n++ {
		if i = t.Tokens[i].Head; i < 0 {
			return false
		}
		if x, ok := tale.Of(t, i); ok {
			return x.Fate == tale.Open && !x.Verdict && x.By >= 0
		}
	}
	return false
}

// misstated tells whether the clause at i is what an outlet owns that it got
// wrong: "this article incorrectly said that".
func misstated(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 1 || h > i || !t.Is(i, "ccomp") || !passing[t.Low(h)] {
		return false
	}
	n := t.Kid(h, "nsubj")
	if t.Apology(h) >= 0 {
		n = h
	} else if n < 0 || t.Low(n) != "we" && !(ownWork[t.Lemma(n)] && ours(t, n)) {
		return false
	}
	for _, k := range t.Kids(h) {
		if t.Is(k, "advmod") && wrongly[t.Low(k)] {
			return true
		}
	}
	return corrected(t, i)
}

// corrected tells whether the sentence after that of token i says that this was wrong:
// "We said the mayor had resigned. That was incorrect."
func corrected(t *tree.Tree, i int) bool {
	next := t.Sentence(i) + 1
	if next >= len(t.Sentences) || t.Sentences[next].Last-t.Sentences[next].First > 6 {
		return false
	}
	k := t.Sentences[next].First
	return (t.Low(k) == "that" || t.Low(k) == "this" || t.Low(k) == "it") && t.Lemma(k+1) == "be" && falsehoods[t.Low(k+2)]
}

// ours tells whether the noun at n is what the outlet itself published: "this
// article", "an earlier version".
func ours(t *tree.Tree, n int) bool {
	for _, k := range t.Kids(n) {
		if w := t.Low(k); w == "this" || w == "our" || w == "earlier" || w == "previous" || w == "original" {
			return true
		}
	}
	return false
}

// outdated tells whether the clause at i is what a text said that has been
// changed since: "an earlier version of this report said that".
func outdated(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h < 1 || h > i || !t.Is(i, "ccomp") || !passing[t.Low(h)] {
		return false
	}
	n := t.Kid(h, "nsubj")
	return n >= 0 && t.Lemma(n) == "version"
}

var (
	falsehoods = words(verb.Untrue)
	lies       = words("untrue false incorrect nonsense lie myth fabrication invention hoax fiction fantasy inconceivable unthinkable impossible")
	mistaken   = words("mistaken mistake misleading dishonest inaccurate irresponsible")
	// slandering are the verbs of leading that put a thing about.
	slandering = words("suggest think believe imply")
	guessing   = words("theory explanation assumption suspicion suspicions speculation guess hypothesis")
	praying    = words("hope pray")
	hardly     = words("hardly scarcely barely")
	brinks     = words("verge brink point edge")
	evidence   = words("evidence sign indication proof hint trace suggestion reason ground basis cause")
	scarce     = words("little scant insufficient hardly scarcely barely weak thin flimsy inadequate few no")
	leading    = words("think believe suspect suppose assume conclude suggest indicate show fear expect doubt")
	feigning   = words("pretend pretends pretended pretending feign feigned")
	sparing    = words("spared escaped escapes escape dodged")
	// measuring say how far a thing has come, almost there is near it.
	measuring = words("double triple treble quadruple halve equal match complete finish exhaust empty fill assure guarantee ensure")
	// contrary are words in whose sentence something may be told as not so, beside
	// those for not and those that begin or end as such words do.
	contrary = func() map[string]bool {
		m := verb.Set(verb.Denying + " " + `refuse decline fail lack prevent stop avoid avert miss forget neglect pretend spare escape cancel withdraw doubt
			acquit clear ban bar forbid prohibit block exclude rule abandon drop quit cease invent fabricate correct save keep cut lie sever attempt try`)
		for w := range words(`hardly barely scarcely rarely seldom cannot ca wo few little nowhere instead rather false falsely wrong wrongly unable too almost nearly
			yet innocent absent absence denial refusal failure lack hoax correction if nonsense myth only than but except nobody nothing far short shy close`) {
			m[w] = true
		}
		return m
	}()
	knowledge = words("know realise realize notice suspect")
	othersSay = words(verb.Said)
	// ownWork are the words by which an outlet speaks of what it published.
	ownWork = words("article story report version post headline caption item dispatch newsletter")
	wrongly = words("wrongly incorrectly mistakenly erroneously falsely inaccurately")
	// supposing are the words for what is thought rather than said.
	supposing = words("theory theories hypothesis speculation suggestion suggestions notion idea suspicion suspicions")
)
