// Package tale reads what a sentence makes of what it says that others say: of the
// clause that a noun tells ("the claim that the dam broke") whether it is rejected,
// let go of or only taken up, and whose doing that is.
//
// How sure that leaves the clause is package factuality's to say, whose word it is
// package chain's.
package tale

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// Fate is what a sentence makes of a tale.
type Fate int

const (
	Kept  Fate = iota // nothing is said of it that bears on it
	Met               // somebody has to do with it, and whether it is so is not said
	Open              // let go of, overturned or not borne out
	False             // called false
)

// Tale is a clause that a noun for what is said tells. At is the word that decides
// its fate, By who does so, -1 for nobody whom the words name: the sentence says so.
// Verdict tells that At is the predicate whose subject the noun is.
type Tale struct {
	Noun, Opens, At, By int
	Fate                Fate
	Verdict             bool
}

// Of is the tale whose clause has its predicate at i; ok is false where no noun
// tells it.
func Of(t *tree.Tree, i int) (x Tale, ok bool) {
	x.Opens = opening(t, i)
	if x.Opens < 0 {
		return x, false
	}
	x.Noun = noun(t, x.Opens)
	if x.Noun < 0 {
		return x, false
	}
	x.At, x.By = -1, -1
	if !x.governed(t, i) && !x.groundless(t) {
		x.judged(t, i)
	}
	if fears[t.Low(x.Noun)] && !x.Verdict && x.Fate > Met {
		x.Fate, x.By = Met, -1 // who allays a fear does not say that it was his
	}
	return x, true
}

// opening is the "that" which opens the clause of the predicate at i, or, without
// one, the first word of that clause; -1 where it is no such clause. The order of the
// words says it where the tree takes "that" for an object.
func opening(t *tree.Tree, i int) int {
	s := t.Sentences[t.Sentence(i)]
	first := i
	if first > s.First && t.Low(first-1) == "having" {
		first--
	}
	if w := t.Low(first - 1); first > s.First+1 && (w == "of" || w == "for") && (first < i || strings.HasSuffix(t.Low(i), "ing")) && charges[t.Low(first-2)] {
		return first - 1 // "her conviction for killing a guard"
	}
	if n := t.Kid(i, "nsubj"); n > s.First && n < i && t.Low(n) != "which" && t.Low(n) != "who" && t.Low(n) != "that" {
		first := t.Under(n, nil)[0]
		switch {
		case first > s.First && first < i && t.Is(i, "ccomp") && (verb.Telling[t.Low(first-1)] || told[t.Low(first-1)]):
			return first // "a post saying the pier was shut"
		case first > s.First && first < i && nouns[t.Low(first-1)] && t.Is(i, "acl", "ccomp") && (t.Passive(i) || t.Kid(i, "cop") >= 0 || t.Kid(i, "obj", "xcomp", "ccomp") > i):
			return first // "reports the pier was shut"
		}
	}
	if that := t.That(i); that >= 0 {
		for p := that + 1; p < i; p++ {
			if n := t.Kid(p, "nsubj"); t.Tokens[p].UPOS == "VERB" && (that < n && n < p && t.Tokens[p].Rel != "acl:relcl" || n < 0 && t.Tokens[p].Head >= 0 && t.Tokens[p].Head < that) {
				return -1 // hung on what became of it: "the rumour that the bank is insolvent began"
			}
		}
		return that
	}
	for k := i - 1; k > s.First && t.Tokens[i].Rel != "acl:relcl" && t.Tokens[k].UPOS != "VERB" && !t.Punct(k) && t.Kid(k, "nsubj") < 0; k-- {
		if t.Low(k) == "that" && t.Tokens[k].UPOS != "DET" && t.Tokens[k].Head != i && (t.Tokens[i].Head < k || t.Tokens[i].Head > i) {
			return k
		}
	}
	return -1
}

// noun is the noun for what is said whose clause begins at a token, right before it
// or before a phrase between: "claims by villagers that", "a story saying that", -1
// for none.
func noun(t *tree.Tree, at int) int {
	for k := at - 1; k >= max(at-7, t.Sentences[t.Sentence(at)].First); k-- {
		switch w := t.Low(k); {
		case nouns[w] && t.Tokens[k].UPOS != "PROPN" && (k == at-1 || t.Tokens[k+1].UPOS == "ADP" || k == at-2 && verb.Telling[t.Low(k+1)]):
			if v, _ := t.Governor(k, deciding); v >= 0 || t.Tokens[k].UPOS == "NOUN" || k == t.Sentences[t.Sentence(at)].First { // the engine may take "claims" for a verb
				return k
			}
			return -1
		case k == at-1 && told[w] && t.Low(k-1) == "that" && (nouns[t.Low(k-2)] || texts[t.Low(k-2)]):
			return k - 2 // "a story that said"
		case k == at-2 && texts[w] && verb.Telling[t.Low(k+1)]:
			return k
		case k == at-1 && verb.Telling[w]:
		case t.Punct(k), t.Tokens[k].UPOS == "VERB", t.Tokens[k].UPOS == "AUX":
			return -1
		}
	}
	return -1
}

// governed reads the verb that has the noun as its object.
func (x *Tale) governed(t *tree.Tree, i int) bool {
	if a := t.Apology(x.Noun); a >= 0 {
		x.decide(t, a, Open)
		return true
	}
	v, not := t.Governor(x.Noun, deciding)
	if v < 0 {
		return false
	}
	in := func(verbs map[string]bool) bool { g, _ := t.Governor(x.Noun, verbs); return g == v }
	switch {
	case in(calling) && !in(denying):
		x.At, x.Fate = v, Met
		for k := v + 1; !not && k < t.Sentences[t.Sentence(i)].Last && (k <= i || t.Tokens[k].UPOS != "VERB"); k++ {
			if (k < x.Noun || k > i) && untrue(t, k) {
				x.decide(t, v, False)
			}
		}
	case in(inventing):
		x.At, x.Fate = v, False
	case in(undoing) && (rulings[t.Low(x.Noun)] || !in(denying) && !in(dropping)):
		x.At, x.Fate = v, Open
	case in(dropping) && not:
		return false
	case in(dropping):
		x.decide(t, v, Open)
	case in(denying) && not, in(bearing) && not:
		x.At, x.Fate = v, Open
	case in(denying):
		x.decide(t, v, False)
	case in(meeting):
		x.At, x.Fate = v, Met
	default:
		return false
	}
	return true
}

// decide makes a fate the doing of the subject of the verb at v.
func (x *Tale) decide(t *tree.Tree, v int, f Fate) {
	x.At, x.Fate = v, f
	if h := t.Tokens[v].Head; t.Tokens[v].UPOS == "AUX" && h >= 0 {
		v = h // "was dismissive"
	}
	if s, _ := t.Subject(v); !t.Passive(v) || t.Low(v) == "dismissive" {
		x.By = s
	}
}

// groundless reads that there is nothing in what the noun names: "no truth in
// rumours that", "nothing could be further from the truth than the claim that".
func (x *Tale) groundless(t *tree.Tree) bool {
	first := t.Sentences[t.Sentence(x.Noun)].First
	k := x.Noun - 1
	for k > first && (t.Tokens[k].UPOS == "DET" || t.Tokens[k].UPOS == "ADJ" || t.Is(k, "nmod:poss", "compound")) {
		k--
	}
	switch w := t.Low(k); {
	case k-1 < first:
		return false
	case w == "than" && t.Low(k-1) == "truth":
		x.At, x.Fate = k-1, False
		return true
	case w != "in" && w != "to" && w != "for" && w != "behind":
		return false
	}
	k--
	if t.Low(k) == "nothing" || grounds[t.Low(k)] && lacking(t, k) {
		x.At, x.Fate = k, False
		return true
	}
	if proofs[t.Low(k)] && lacking(t, k) {
		x.At, x.Fate = k, Open
		return true
	}
	return false
}

// lacking tells whether there is none of what the noun at k names: "no truth", "not a
// shred of truth".
func lacking(t *tree.Tree, k int) bool {
	for j := k - 1; j >= max(k-5, t.Sentences[t.Sentence(k)].First); j-- {
		switch w := t.Low(j); {
		case negations[w]:
			return true
		case t.Tokens[j].UPOS == "VERB" || t.Punct(j):
			return false
		}
	}
	return false
}

// judged reads what is said of the noun behind its clause, whose predicate is at i:
// "reports that a fourth man was on board were false". The order of words says it,
// wherever a tree hangs so long a subject.
func (x *Tale) judged(t *tree.Tree, i int) {
	last := t.Sentences[t.Sentence(i)].Last
	for k := i + 1; k+1 < last && !t.Punct(k) && t.Low(k) != "that"; k++ {
		not := negations[t.Low(k+1)] || negations[t.Low(k-1)]
		switch t.Lemma(k) {
		case "have":
			if t.Low(k+1) == "no" && grounds[t.Low(k+2)] {
				x.At, x.Fate, x.Verdict = k, False, true
				return
			}
		case "do":
			if not && (t.Low(k+2) == "stand" || t.Low(k+2) == "hold" || t.Low(k+2) == "add") && (t.Low(k+3) == "up" || t.Low(k+3) == "water") {
				x.At, x.Fate, x.Verdict = k+2, False, true
				return
			}
		case "be", "prove", "seem", "look":
			for k++; k+1 < last && passing(t, k); k++ {
			}
			x.pronounced(t, k, not)
			if x.Verdict {
				return
			}
		}
	}
}

// passing tells whether the word at k only leads to what is said: an adverb, an
// article, "to be", "found to be", an adjective before its noun.
func passing(t *tree.Tree, k int) bool {
	w := t.Low(k)
	switch {
	case negations[w]:
		return false
	case w == "be" || w == "been" || w == "to":
		return true
	case (w == "found" || w == "shown" || w == "proved" || w == "proven") && t.Low(k+1) == "to":
		return true
	case w == "without" || untrue(t, k):
		return false
	}
	u := t.Tokens[k].UPOS
	return u == "ADV" || u == "DET" || u == "ADJ" && t.Tokens[k+1].UPOS == "NOUN" || w == "nothing" && t.Low(k+1) == "but"
}

// pronounced reads the word at k as what is said of the tale, denied or not.
func (x *Tale) pronounced(t *tree.Tree, k int, not bool) {
	w, last := t.Low(k), t.Sentences[t.Sentence(k)].Last
	phrase := w + " " + t.Low(k+1)
	agent, by := -1, k+1
	if denying[phrase] {
		by++ // "brushed aside by the owner"
	}
	if t.Low(by) == "by" {
		for j := by + 1; j < last && agent < 0; j++ {
			switch u := t.Tokens[j].UPOS; {
			case (u == "NOUN" || u == "PROPN" || u == "PRON") && (j+1 == last || t.Tokens[j+1].UPOS != "NOUN" && t.Tokens[j+1].UPOS != "PROPN"):
				agent = j
			case u == "VERB" || u == "PUNCT":
				j = last
			}
		}
	}
	fate := Kept
	switch participle := strings.Contains(t.Tokens[k].Feats, "VerbForm=Part") || t.Tokens[k].UPOS == "VERB"; {
	case borne[w] && not, unproven[w] && !not:
		fate = Open
	case not:
	case untrue(t, k):
		fate = False
	case participle && (denying[w] || denying[phrase]) && !rulings[t.Low(x.Noun)]:
		fate = Open // by whom is not said
		if agent >= 0 || disproving[t.Lemma(k)] {
			fate = False
		}
	case participle && (dropping[w] || dropping[phrase] || undoing[w] || undoing[phrase]):
		fate, agent = Open, -1
	}
	if h := t.Tokens[k].Head; fate == False && h >= 0 && t.Is(k, "ccomp") && denying[t.Low(h)] {
		fate = Open // "denied that claims that he lied were false"
	}
	if fate != Kept {
		x.At, x.Fate, x.By, x.Verdict = k, fate, agent, true
	}
}

// untrue tells whether the word at k calls a thing false: "false", "a lie", "without
// foundation", "wide of the mark".
func untrue(t *tree.Tree, k int) bool {
	w := t.Low(k)
	return Untrue[w] || w == "without" && grounds[t.Low(k+1)] || w == "made" && t.Low(k+1) == "up" || w == "wide" && t.Low(k+1) == "of" && t.Low(k+3) == "mark"
}

// Denies tells whether the noun is one for saying that a thing is not so.
func (x Tale) Denies(t *tree.Tree) bool {
	return t.Lemma(x.Noun) == "denial" || t.Low(x.Noun) == "denials"
}

var words = lex.Words

func union(sets ...map[string]bool) map[string]bool {
	m := map[string]bool{}
	for _, s := range sets {
		for w := range s {
			m[w] = true
		}
	}
	return m
}

var (
	// Untrue are words for what is false, or is called so.
	Untrue = union(words(verb.Untrue), words(`nonsense rubbish lie lies myth myths fabrication fabrications invention hoax fiction fantasy absurd ridiculous laughable ludicrous
		preposterous nonsensical outlandish far-fetched spurious debunked bogus`))
	negations = words("no not n't never")
	fears     = words("fear fears concern concerns worry worries hope hopes impression")
	texts     = words("paper papers video videos film tweet tweets letter letters message messages")
	charges   = words("charge charges accusation accusations allegation allegations conviction convictions denial denials")
	nouns     = union(words(verb.Said), words(verb.Told), charges, fears)
	told      = verb.Set("say claim report allege state assert suggest")
	// denying call a tale false, disproving show that it is.
	denying = union(verb.Set(verb.Denying), verb.Set(`allay brush-aside laugh-off shrug-off wave-away wave-aside wave-off bat-away bat-aside knock-down shoot-down slap-down hit-back push-back
		make-light take-issue pour-cold-water pour-scorn heap-scorn give-short-shrift be-dismissive`), words("dismissive"))
	disproving = words("debunk disprove refute discredit")
	dropping   = verb.Set(verb.Dropping + " change revise")
	calling    = verb.Set("call brand label term describe slam denounce decry blast condemn")
	// inventing make a tale up, undoing overturn what somebody has ruled.
	inventing = verb.Set("invent make-up fabricate concoct plant")
	undoing   = verb.Set("overturn reverse set-aside strike-down annul quash throw-out")
	rulings   = words("ruling rulings verdict verdicts judgment judgments judgement judgements finding findings conclusion decision conviction convictions")
	// bearing, not done, leave a tale open.
	bearing = verb.Set("accept confirm verify corroborate support substantiate prove back-up authenticate")
	// meeting have to do with a tale.
	meeting = verb.Set(`hear receive get collect gather document record investigate probe examine review study weigh consider assess field check compile look-into question challenge criticise
		criticize play-down downplay face fight ignore mull address react respond reply comment appeal confront-with defend-himself defend-herself defend-itself defend-themselves see deplore be-aware have-no-knowledge know`)
	deciding = union(denying, dropping, calling, inventing, undoing, bearing, meeting)
	grounds  = words("truth basis foundation substance merit")
	proofs   = words("evidence proof support information")
	unproven = words("unproven unproved premature speculation speculative unconfirmed unsubstantiated unverified uncorroborated unclear disputed contested")
	borne    = words("proved proven confirmed substantiated verified corroborated established")
)
