package factuality

import "slices"

// unknown reads token i as a word for not knowing and marks the claims in the
// question it governs, itself where it governs none.
func (l *linker) unknown(i int) {
	low := l.Low(i)
	var question int
	switch {
	case unknowing[low], l.negated(i) && knowing[low]:
		question = l.questionOf(i)
		if question >= 0 && l.inner(question) < 0 {
			question = -1
		}
		if q := l.askedBefore(i); q >= 0 && question < 0 && unknowing[low] {
			l.out[q].Open = true
			l.askedToo(l.Predicates[q].Token, i)
			return
		}
		if q, ok := l.at[i]; ok && question < 0 && (unknowing[low] || low == "known" && l.Kid(i, "nsubj") >= 0 && l.Kid(i, "aux:pass", "cop") >= 0 && l.Kid(i, "obl", "xcomp") < 0) {
			l.out[q].Open = true
		}
	case l.negated(i) && telling[low]:
		question = l.Kid(i, "ccomp", "obj", "xcomp")
		if question >= 0 && !l.asks(question) {
			return
		}
	case low == "seen" && l.Is(i, "xcomp") && l.Lemma(l.Tokens[i].Head) == "remain":
		question = l.questionOf(i)
	case low == "guess" && (l.Low(i-2) == "anyone" || l.Low(i-2) == "anybody"):
		if q := l.askedBefore(i); q >= 0 {
			l.out[q].Open = true
		}
		return
	default:
		return
	}
	if question < 0 && knowing[low] && (l.Low(i+1) == "about" || l.Low(i+1) == "of") && asking[l.Low(i+2)] {
		for k := i + 3; k < l.Sentences[l.Sentence(i)].Last && !l.Punct(k); k++ { // "little is known about how"
			if q, ok := l.at[k]; ok {
				l.out[q].Open = true
				return
			}
		}
	}
	if question < 0 {
		return
	}
	if q := l.inner(question); q >= 0 {
		l.out[q].Open = true
		l.askedToo(l.Predicates[q].Token, i)
	}
	for _, k := range l.Kids(question) { // "what caused it, and who was there"
		if q := l.inner(k); q >= 0 && l.Is(k, "conj") && l.asks(k) {
			l.out[q].Open = true
		}
	}
}

// questionOf is the clause of question that the word for not knowing at i
// governs, itself or through the verb that links it, -1 for none.
func (l *linker) questionOf(i int) int {
	about := l.Kids(i)
	if up := l.Tokens[i].Head; up >= 0 && l.Is(i, "xcomp") { // "remains unknown"
		about = slices.Concat(about, l.Kids(up))
	}
	for _, k := range about {
		if k != i && l.Is(k, "csubj", "ccomp", "advcl", "acl", "nsubj", "obj") && l.asks(k) {
			return k
		}
	}
	return -1
}

// Asks tells whether a word, in lower case, begins a question within a sentence.
func Asks(word string) bool { return asking[word] }

// askedToo opens the questions joined to an earlier one between token from and
// what is unknown at to, wherever the tree hangs them: "what caused it, and who
// was there, is unclear".
func (l *linker) askedToo(from, to int) {
	for k := from; k+1 < to; k++ {
		if w := l.Low(k); w != "and" && w != "or" || !asking[l.Low(k+1)] {
			continue
		}
		for j := k + 2; j < to && !l.Punct(j); j++ {
			if q, ok := l.at[j]; ok {
				l.out[q].Open = true
				break
			}
		}
	}
}

// askedBefore is the first claim between a word of question and token i, which
// "remains unknown": for a sentence whose tree has gone astray.
func (l *linker) askedBefore(i int) int {
	first := l.Sentences[l.Sentence(i)].First
	q := -1
	for k := i - 1; k >= first; k-- {
		if p, ok := l.at[k]; ok {
			q = p
		}
		if w := l.Low(k); w != "just" && w != "exactly" && w != "precisely" && w != "if" && asking[w] {
			return q
		}
		if l.Tokens[k].Text == "," && q < 0 || l.Tokens[k].Text == ";" {
			return -1
		}
	}
	return -1
}

// inner is the claim that a question asks about.
func (l *linker) inner(k int) int {
	if q := l.claim(k); q >= 0 {
		return q
	}
	for _, d := range l.Kids(k) {
		if q, ok := l.at[d]; ok {
			return q
		}
	}
	if q, ok := l.at[l.predicate(k)]; ok {
		return q
	}
	return -1
}

// negated tells whether "not", "never", "no" or "yet to" stands with a word.
func (l *linker) negated(i int) bool {
	for _, k := range l.Kids(i) {
		if negations[l.Low(k)] {
			return true
		}
		if l.Is(k, "nsubj") && (negations[l.Low(k)] || none(l.Tree, k) || l.Low(k) == "little" || l.Low(k) == "much" && negations[l.Low(k-1)]) {
			return true
		}
	}
	up := l.Tokens[i].Head
	return up >= 0 && l.Is(i, "xcomp") && (refusing[l.Low(up)] || l.negated(up))
}

// asks tells whether a clause or phrase begins with a word of question.
func (l *linker) asks(k int) bool {
	for _, i := range l.Under(k, nil) {
		if l.Punct(i) || l.Is(i, "cc") && l.Tokens[i].Head == k {
			continue
		}
		return asking[l.Low(i)]
	}
	return false
}

var (
	unknowing = words("unknown unclear uncertain unsure undecided undisclosed mystery")
	knowing   = words("known clear certain sure know knows knew decided")
	telling   = words(`say says said saying specify specifies specified disclose discloses disclosed reveal reveals revealed tell tells told
		explain explains explained elaborate state states stated confirm confirms confirmed indicate indicated announce announced determine determined give gave detail clarify clarified identify identified`)
	negations = words("not n't never no neither nor none without")
	refusing  = words("declined refused declines refuses failed yet unable")
	asking    = words("who whom whose what which when where why how whether if just exactly precisely")
)
