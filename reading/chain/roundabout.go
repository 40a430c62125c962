package chain

import "github.com/sayso/sayso/nlp"

// viewed reads in whose view, words or telling a sentence is told, or by whose account,
// by the preposition at i: "In the judge's view, Roe was framed", "The bank, by its own
// admission, broke the law".
func (r *resolver) viewed(i int) {
	s, of := r.doc.Sentences[r.Sentence(i)], inView
	if r.Low(i) == "by" {
		of = byView
	}
	if i > s.First+1 && r.doc.Tokens[i-1].Text != "," || i == s.First+1 && r.doc.Tokens[s.First].UPOS != "CCONJ" && r.doc.Tokens[s.First].Text != "," {
		return
	}
	n, comma := -1, i+1
	for ; comma < min(i+12, s.Last) && r.doc.Tokens[comma].Text != ","; comma++ {
		if u := r.doc.Tokens[comma].UPOS; u == "VERB" || u == "AUX" || u == "PUNCT" {
			return
		}
		if n < 0 && of[r.Low(comma)] && r.doc.Tokens[comma].UPOS == "NOUN" {
			n = comma
		}
	}
	if n < 0 || comma >= s.Last || r.doc.Tokens[comma].Text != "," || r.doc.Tokens[n].Head < 0 {
		return
	}
	owner, top := r.Kid(n, "nmod:poss"), r.doc.Tokens[n].Head
	if owner < 0 && r.Low(n+1) == "of" {
		owner = r.Kid(n, "nmod")
	}
	if i > s.First+1 && r.doc.Tokens[top].Head >= 0 {
		return // within another clause
	}
	if owner < 0 || r.doc.Tokens[owner].UPOS != "PRON" && !r.speaks(owner) && r.doc.Tokens[owner].UPOS != "PROPN" {
		return
	}
	source := owner
	if r.doc.Tokens[owner].UPOS == "PRON" {
		if k := r.Kid(top, "nsubj"); k >= 0 && (r.doc.Tokens[k].UPOS == "PRON" || r.doc.Tokens[k].UPOS == "PROPN" || r.speaks(k)) {
			source = k // "by her own admission, Roe took it"
		}
	}
	r.add(i, r.head(source), top)
	r.without(n)
}

// inView and byView are nouns for what a sentence is told in or by.
var (
	inView = words("view opinion eyes words telling account version mind reckoning estimation judgement judgment assessment")
	byView = words("admission account reckoning telling")
)

// tellsIt reads who "sees it", "puts it" or "tells it" so by the verb at i, where "it"
// is the sentence around: "As the indictment puts it, ...", "The way the army tells it,
// ...", "To hear the army tell it, ...". It tells whether it is such a verb.
func (r *resolver) tellsIt(i int) bool {
	s := r.doc.Sentences[r.Sentence(i)]
	if i+2 >= s.Last || r.Low(i+1) != "it" || !r.Punct(i+2) || !puttingIt[r.Lemma(i)] {
		return false
	}
	who, top := r.Kid(i, "nsubj"), r.doc.Tokens[i].Head
	if top < 0 || i > s.First+8 && i+3 < s.Last {
		return false
	}
	switch m := r.Kid(i, "mark"); {
	case m >= 0 && r.Low(m) == "as" && r.Is(i, "advcl"):
	case r.Low(top) == "way" && r.doc.Tokens[i].Rel == "acl:relcl":
		top = r.doc.Tokens[top].Head
	case r.Lemma(top) == "hear" && r.Low(top-1) == "to":
		if who < 0 {
			who = r.Kid(top, "obj")
		}
		i, top = top, r.doc.Tokens[top].Head
	default:
		return false
	}
	if who < 0 || top < 0 || mute[r.Low(who)] {
		return false
	}
	r.add(i, r.head(who), top)
	return true
}

// puttingIt are verbs by which somebody tells "it".
var puttingIt = words("see put tell have describe")

// topic reads the clause that the word at that opens as what a noun before "is" or
// "is growing" is: "the bank's position is that", "the suspicion among detectives is
// that", "rumour has it that".
func (r *resolver) topic(that int) {
	n := r.Topic(that)
	if n < 0 || !stances[r.Low(n)] && !going[r.Low(n)] {
		return
	}
	root := -1
	for k := that + 1; root < 0 && k < r.doc.Sentences[r.Sentence(that)].Last; k++ {
		if r.anchors[k] && r.doc.Tokens[k].Rel != "acl:relcl" {
			root = k
		}
	}
	if root < 0 {
		return
	}
	switch owner := r.holder(n); {
	case owner >= 0:
		r.add(that, r.head(owner), root)
	case going[r.Low(n)] || r.Low(n-1) == "official":
		r.add(that, nlp.Unnamed, root)
	}
}

// holder is whose word or thought the noun at n names, -1 where it is not told: "the
// army's story", "the police version", "fears among residents".
func (r *resolver) holder(n int) int {
	for _, k := range r.Kids(n) {
		c := r.Kid(k, "case")
		switch {
		case k < n && r.doc.Tokens[k].Rel == "nmod:poss" && r.Low(k) != "whose", k < n && r.Is(k, "compound") && r.speaks(k),
			k > n && r.Is(k, "nmod") && c > n && (r.Low(c) == "among" || (r.Low(c) == "of" || r.Low(c) == "from") && r.speaks(k)):
			return k
		}
	}
	return -1
}

// stances are nouns for what somebody holds or says, going those that go round without him.
var (
	stances = words("case position version line story defence defense account argument contention view theory explanation assumption suspicion belief hope")
	going   = words("claim claims allegation allegations charge accusation accusations rumour rumor rumours rumors word talk fear fears worry worries concern concerns")
)

// minded reads of what somebody is sure by the word at i: "relatives are adamant that
// she was killed". It tells whether it is such a word.
func (r *resolver) minded(i int) bool {
	s, k := r.Minded(i)
	if k < 0 || r.negated(i) || r.nobody(s) || r.Low(i) == "clear" && !r.speaks(s) {
		return false
	}
	r.add(i, r.head(s), k)
	return true
}
