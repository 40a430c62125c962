package factuality

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tale"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// unstated are the factualities and statuses that are left of the clause at i where nobody
// has said it, "" where somebody has, or where it asks: what is concealed is a fact all the
// same, what somebody is yet to say, may say or does not say is open.
func unstated(t *tree.Tree, i int) (facts, stages string) {
	const any = "happened holds habitual predicted planned conditional"
	top := joinedTo(t, i)
	h := t.Tokens[top].Head
	if h < 0 || h > i || !t.Is(top, "ccomp", "csubj", "acl") || t.Tokens[top].Rel == "acl:relcl" || questions(t, top) || Asks(t.Low(t.Under(top, nil)[0])) {
		return "", ""
	}
	switch {
	case hidden(t, h) && denied(t, i):
		return "CT-", any
	case hidden(t, h):
		return "CT+", any
	case withheld(t, h):
		return "U", ""
	case passing[t.Low(h)] && (disowned(t, h) || avoided(t, h) || pending(t, h)), knowledge[t.Lemma(h)] && disowned(t, h):
		return "U", any
	}
	return "", ""
}

// joinedTo is the first of the clauses joined by "and" or "or" without a mark between, of
// which that at i is one.
func joinedTo(t *tree.Tree, i int) int {
	for t.Is(i, "conj") {
		h, c := t.Tokens[i].Head, t.Kid(i, "cc")
		if h < 0 || h > i || c < 0 || t.Low(c) != "and" && t.Low(c) != "or" || slices.ContainsFunc(t.Tokens[h:i], func(k nlp.Token) bool { return k.UPOS == "PUNCT" }) {
			break
		}
		i = h
	}
	return i
}

// hidden tells whether what the verb at h would tell is kept back, and so a fact:
// "concealed that", "failed to disclose that", "never mentioned that", "forgot that".
func hidden(t *tree.Tree, h int) bool {
	up := t.Tokens[h].Head
	to := up >= 0 && up < h && t.Is(h, "xcomp", "advcl") && t.Low(h-1) == "to"
	switch {
	case concealing[t.Low(h)]:
		return true
	case passing[t.Low(h)] && to && omitting[t.Low(up)]:
		return true
	case baring[t.Low(h)]:
		return denied(t, h) || to && refusing[t.Low(up)] || t.Low(h-1) == "to" && t.Low(h-2) == "yet"
	}
	return false
}

// withheld tells whether the verb at h says what nobody says: "no official said that",
// "has not confirmed that", "refused to say that".
func withheld(t *tree.Tree, h int) bool {
	if m := t.Kid(h, "mark"); t.Low(m) == "because" && t.Low(m-1) == "not" {
		return true // "not because it accepted that"
	}
	if w := t.Low(h - 1); passing[t.Low(h)] && (w == "nobody" || w == "one" && t.Low(h-2) == "no") && (t.Low(h-2) == "let" || t.Low(h-3) == "let") {
		return true // "let nobody tell you that"
	}
	up := t.Tokens[h].Head
	return passing[t.Low(h)] && (denied(t, h) || t.Apology(h) >= 0 || up >= 0 && t.Is(h, "xcomp") && refusing[t.Low(up)])
}

// disowned tells whether somebody denies what the verb at h says he or another did:
// "denied that she had said", "denied ever telling", "denied claims that he said".
func disowned(t *tree.Tree, h int) bool {
	if x, ok := tale.Of(t, h); ok {
		return x.Fate == tale.False || x.Fate == tale.Open
	}
	up := t.Tokens[h].Head
	if up < 0 || up > h || !denying[t.Low(up)] || denied(t, up) || parted(t, up, h) {
		return false
	}
	return t.Is(h, "ccomp", "xcomp") || t.Is(h, "advcl", "obj") && h < up+4 && t.Low(up+1) != ","
}

// avoided tells whether the verb at h is what somebody did not come to do: "refused to
// say", "was not able to verify", "did not go so far as to say", "refrained from saying",
// "avoided saying", "fell short of proving".
func avoided(t *tree.Tree, h int) bool {
	before, two := t.Low(h-1), t.Low(h-2)
	if strings.HasSuffix(t.Low(h), "ing") {
		switch before {
		case "of":
			return two == "short"
		case "from":
			return !leaving[two]
		case "to":
			return two == "close"
		}
	}
	if before == "but" && two == "all" { // "all but confirmed", "all but saying"
		return true
	}
	if before == "to" && two == "yet" {
		return true
	}
	if before == "to" && two == "as" && t.Low(h-3) == "far" {
		for k := h - 4; k > h-7 && k >= t.Sentences[t.Sentence(h)].First; k-- {
			if t.Lemma(k) == "go" {
				return denied(t, k)
			}
		}
	}
	up := t.Tokens[h].Head
	if up < 0 || up > h || !t.Is(h, "xcomp", "advcl", "ccomp", "obj") {
		return false
	}
	switch {
	case before == "to" && t.Is(h, "xcomp", "advcl"):
		return refusing[t.Low(up)] || shunning[t.Low(up)] || denied(t, up) && !ready[t.Low(up)]
	case strings.HasSuffix(t.Low(h), "ing"):
		return shirking[t.Low(up)]
	}
	return false
}

// pending tells whether the verb at h is what somebody is to do, wants to do, must or
// may do, but is not told to have done: "was asked to say", "promised to announce", "must
// prove". Who wants or has to say a thing of himself says it.
func pending(t *tree.Tree, h int) bool {
	_, _, to, perfect, modal := group(t, h)
	switch modal {
	case "must", "should", "may", "might":
		return !perfect && t.Lemma(h) != "accept" && !ownWord(t, h) && !impersonal(t, h)
	}
	up := t.Tokens[h].Head
	if !to || perfect || t.Lemma(h) == "accept" || up < 0 || up > h || !t.Is(h, "xcomp", "advcl", "ccomp", "acl") {
		return false
	}
	if _, _, _, _, modal = group(t, up); (ownWord(t, up) || impersonal(t, up)) && !t.Passive(up) {
		return t.Low(up) == "remains"
	}
	switch w := t.Low(up); w {
	case "has", "have", "having":
		return t.Is(h, "xcomp") && (t.Kid(up, "obj") < 0 || modal == "would")
	case "call", "calls", "called", "calling":
		return t.Low(up+1) == "on"
	default:
		return undertaking[w]
	}
}

// impersonal tells whether the verb at i has an empty subject: "it must be said that".
func impersonal(t *tree.Tree, i int) bool {
	s := t.Kid(i, "nsubj", "expl")
	return s >= 0 && t.Low(s) == "it" && (t.Passive(i) || t.Is(s, "expl"))
}

// unaccused tells whether the gerund at i is what somebody does not accuse or call
// another: "did not accuse him of lying", "stopped short of blaming her for killing".
func unaccused(t *tree.Tree, i int) bool {
	h, c := t.Tokens[i].Head, t.Kid(i, "mark", "case")
	if h >= 0 && !accusing[t.Low(h)] && t.Is(h, "obj") { // hung on whom it accuses
		h = t.Tokens[h].Head
	}
	if h < 0 || h > i || c < h || !accusing[t.Low(h)] {
		return false
	}
	switch t.Low(c) {
	case "of", "for", "with", "as":
		return denied(t, h) || avoided(t, h) || disowned(t, h) || pending(t, h)
	}
	return false
}

// sought tells whether the clause that the word at that opens is the content of what
// somebody wants to have: "demanded evidence that", "sought a ruling that".
func sought(t *tree.Tree, that int) bool {
	n := that - 1
	if !proofs[t.Low(n)] || t.Tokens[n].UPOS != "NOUN" {
		return false
	}
	v, _ := t.Governor(n, seeking)
	for n > 0 && (t.Is(n-1, "det", "amod") || t.Low(n-1) == "for") {
		n--
	}
	return v >= 0 || t.Low(n) == "for" && begging[t.Low(n-1)]
}

var (
	// passing are verbs whose content, unsaid, is open.
	passing = verb.Set(`say tell report announce claim state argue write declare confirm indicate promise allege suggest admit concede acknowledge deny
		prove show establish demonstrate find rule conclude believe accept mean imply swear testify assert maintain verify inform`)
	// baring are verbs whose content, not told, is a fact all the same, concealing those that keep it back.
	baring     = verb.Set("disclose reveal mention")
	concealing = verb.Set("conceal hide forget withhold")
	// omitting, in all their forms, govern what is not told though it is so.
	omitting = verb.Set("omit neglect forget")
	// shirking govern, as a gerund, what is not done.
	shirking = verb.Set("avoid stop quit resist cease dodge evade")
	// leaving are words before a "from" that keeps nobody from anything: "apart from saying".
	leaving = words("apart aside went goes going moved moving far shifted switched ranging ranged come comes came benefit benefited profited")
	// ready are words for not doing that, denied, do.
	ready = verb.Set("hesitate fail forget neglect omit refuse decline")
	// undertaking govern an infinitive of what is still to be done.
	undertaking = func() map[string]bool {
		m := verb.Set(`order instruct urge ask direct require request command tell advise oblige pay coach train forbid ban challenge invite press pressure beg bribe teach
			drill encourage want wish like plan promise agree intend aim hope seek attempt try prepare threaten offer pledge vow swear need decide remain`)
		for w := range words("ready willing prepared eager keen free") {
			m[w] = true
		}
		return m
	}()
	// accusing are verbs that put a deed, or a word for one, to somebody.
	accusing = verb.Set("accuse suspect blame charge convict call label brand describe treat regard")
	// seeking, in all their forms, have what somebody wants as their object.
	seeking = verb.Set("want demand seek request need require await lack")
	// proofs are nouns for what would settle that a thing is so.
	proofs = words("proof evidence ruling confirmation assurance assurances guarantee guarantees admission declaration verdict finding acknowledgement acknowledgment")
)
