package attribution

import "strings"

// reported gives the words of a content clause k that follows cue i: from its
// first word to the end of the sentence, since what the tree hangs elsewhere
// there mostly belongs to it, cut where another cue of its own begins or a
// clause set off by a comma hangs on the cue.
func (f *finder) reported(i, k int) []int {
	words := f.clause(k)
	first := words[0]
	if first < i || f.quotes.of[first] >= 0 {
		return words
	}
	if m := f.Kid(k, "mark"); m > first && f.Low(m) == "that" {
		first = m
	}
	for first < k && (f.Tokens[first].UPOS == "ADP" && occasion[f.Low(first+1)] || occasion[f.Low(first)]) {
		first++
	}
	end := f.Sentences[f.Sentence(i)].Last
	for j := first + 1; j < end; j++ {
		if f.Tokens[j].Head < 0 || j == k {
			continue
		}
		if start := f.begin(j); start > first && f.cuts(i, k, j, start) {
			end = min(end, start)
		}
	}
	for end > first && (f.Punct(end-1) && f.quotes.of[end-1] < 0 || f.Tokens[end-1].UPOS == "CCONJ") {
		end--
	}
	return seq(first, max(end, first+1))
}

// cuts tells whether the clause of j, which begins at start, is no part of the
// content clause k of cue i.
func (f *finder) cuts(i, k, j, start int) bool {
	comma := f.comma(start-1) || f.Tokens[start-1].Text == ";" || f.comma(start)
	fr, known := verbs[f.Low(j)]
	cue := known && fr.quote && f.Tokens[j].UPOS == "VERB" && f.quotes.of[j] < 0
	on := f.Tokens[j].Head == i || !f.Within(j, k)
	switch {
	case f.Low(j) == "according":
		return comma
	case f.Is(j, "conj"):
		return cue && (on || comma || f.Kid(j, "nsubj") < 0 && f.sameTense(i, j) && !f.sameTense(k, j))
	case f.Is(j, "advcl", "parataxis"):
		return comma && (on || cue)
	}
	return false
}

// begin is the first token of the clause of j, its conjunction included.
func (f *finder) begin(j int) int {
	w := f.Under(j, nil)
	for len(w) > 1 && f.Punct(w[0]) {
		w = w[1:]
	}
	return w[0]
}

// sameTense tells whether two finite verbs stand in the same tense.
func (f *finder) sameTense(i, j int) bool {
	return f.tense(i) != "" && f.tense(i) == f.tense(j)
}

func (f *finder) tense(i int) string {
	feats := f.Tokens[i].Feats
	if !strings.Contains(feats, "VerbForm=Fin") {
		return ""
	}
	_, after, _ := strings.Cut(feats, "Tense=")
	word, _, _ := strings.Cut(after, "|")
	return word
}
