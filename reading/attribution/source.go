package attribution

// speaker gives the words of a source headed by token s: its noun phrase with
// appositions, names and restrictive relative clauses, without clauses set off
// by a comma and without the clause that holds the cue.
func (f *finder) speaker(s, cue int) []int {
	if s < 0 {
		return nil
	}
	words := f.Under(s, func(k int) bool {
		switch {
		case f.Within(cue, k):
			return true
		case f.Is(k, "advcl", "parataxis", "discourse", "case", "cc", "mark", "advmod") && f.Tokens[k].Head == s && !f.inside(k, s):
			return true
		case f.Is(k, "acl"):
			return f.commaBefore(k)
		}
		return false
	})
	words = f.named(f.together(words, s))
	if f.Tokens[s].UPOS == "PRON" && len(words) == 1 {
		return words
	}
	return f.right(f.left(words), cue)
}

// named widens a phrase to the names that it touches.
func (f *finder) named(words []int) []int {
	for _, n := range f.Names {
		if n.First <= words[len(words)-1] && words[0] < n.Last {
			words = merge(words, seq(n.First, n.Last))
		}
	}
	return words
}

// left widens a phrase over the nouns and adjectives before it where they
// begin a sentence or stand after a mark of punctuation: the tree has lost
// them.
func (f *finder) left(words []int) []int {
	i, start := words[0], f.Sentences[f.Sentence(words[0])].First
	for i > start && f.quotes.of[i-1] < 0 && f.nominal(i-1) && f.Tokens[i-1].UPOS != "PRON" {
		i--
	}
	if i < words[0] && (i == start || f.comma(i-1) || f.quotes.of[i-1] >= 0) {
		return merge(words, seq(i, words[0]))
	}
	return words
}

// right widens a phrase over what follows it closely and is its own though
// the tree has lost it: the rest of a name, a party or place in brackets, an
// age, title or description between commas, a phrase with "of" or "from".
func (f *finder) right(words []int, cue int) []int {
	group := f.group(cue)
	limit := f.Sentences[f.Sentence(words[0])].Last
	if words[0] < group[0] {
		limit = min(limit, group[0])
	}
	for {
		last := words[len(words)-1]
		end := f.reach(last, limit)
		if end <= last {
			return words
		}
		words = merge(words, seq(last+1, end+1))
	}
}

// reach is the last token of the piece that follows token last in its phrase,
// last itself where there is none.
func (f *finder) reach(last, limit int) int {
	i := last + 1
	if i >= limit || f.quotes.of[i] >= 0 {
		return last
	}
	switch t := f.Tokens[i]; {
	case f.Tokens[last].UPOS == "PROPN" && t.UPOS == "PROPN":
		return i
	case f.Tokens[last].UPOS == "PROPN" && t.Text == "." && i+1 < limit && f.Tokens[i+1].UPOS == "PROPN":
		return i + 1
	case t.Text == "(":
		for k := i + 1; k < min(limit, i+6); k++ {
			if f.Tokens[k].Text == ")" {
				return k
			}
		}
	case t.UPOS == "ADP" && owning[f.Low(i)]:
		for i+1 < limit && f.nominal(i+1) && f.Tokens[i+1].UPOS != "PRON" {
			i++
		}
		if i > last+1 && f.ends(i+1, limit) && !f.dated(last+1, i+1) {
			return i
		}
	case t.Text == ",":
		return f.apposed(last, limit)
	}
	return last
}

// headOf is the noun whose phrase token i begins.
func (f *finder) headOf(i int) int {
	for f.Tokens[i].Head > i && f.Is(i, "amod", "compound", "det", "nummod", "nmod:poss", "nmod:desc") {
		i = f.Tokens[i].Head
	}
	return i
}

// ends tells whether a noun phrase may end before token i.
func (f *finder) ends(i, limit int) bool {
	if i >= limit || f.Punct(i) {
		return true
	}
	up := f.Tokens[i].UPOS
	return up == "VERB" || up == "AUX" || up == "ADP"
}

// owning are the prepositions of a phrase that tells which source is meant.
var owning = set("of from for with at on in to by")

// dated tells whether a word for a time or an occasion stands among tokens.
func (f *finder) dated(first, last int) bool {
	for i := first; i < last; i++ {
		if occasion[f.Low(i)] {
			return true
		}
	}
	return false
}

var occasion = set(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
	september october november december today yesterday week month year morning evening afternoon night statement interview
	speech tweet conference email letter briefing`)

// apposed is where what a comma sets off after token last ends: before the
// next comma or the end of the phrase's room. It holds no verb but those of a
// restrictive clause, and begins as a noun phrase does.
func (f *finder) apposed(last, limit int) int {
	i := last + 2
	if i >= limit || f.dated(i, min(i+2, limit)) {
		return last
	}
	switch f.Tokens[i].UPOS {
	case "DET", "NOUN", "NUM":
	case "PROPN", "ADJ":
		if f.Tokens[last].UPOS == "PROPN" && !f.Is(f.headOf(i), "appos") {
			return last
		}
	case "ADP":
		if f.Low(i) != "of" {
			return last
		}
	default:
		return last
	}
	relative := false
	for ; i < limit; i++ {
		t := f.Tokens[i]
		switch {
		case f.quotes.of[i] >= 0:
			return last
		case t.Text == "," || t.Text == "." && i+1 >= limit || t.Text == "--" || t.Text == "—":
			return i - 1
		case f.Low(i) == "who" || f.Low(i) == "that":
			relative = true
		case (t.UPOS == "VERB" && !f.Is(i, "amod", "acl", "compound") || t.UPOS == "AUX") && !relative:
			return last
		case t.UPOS == "SCONJ" || t.UPOS == "CCONJ" && i == last+2:
			return last
		}
	}
	return limit - 1
}
