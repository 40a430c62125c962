package form

import "github.com/sayso/sayso/reading/internal/tree"

// Leads gives of each sentence the one that introduces the list in which it is an
// item, "The army says:" or a heading, -1 for none.
func Leads(t *tree.Tree) []int {
	leads := make([]int, len(t.Sentences))
	lead, before := -1, -1 // of the list that goes on; the paragraph before, where it is one sentence
	for n, s := range t.Sentences {
		if s.Paragraph {
			switch {
			case !item(t, n):
				lead, before = -1, -1
				if introduces(t, n) {
					before = n
				}
			case lead < 0:
				lead = before
			}
		} else if lead < 0 {
			before = -1
			if introduces(t, n) { // "She was blunt. The army says:"
				before = n
			}
		}
		leads[n] = lead
	}
	return leads
}

// item tells whether a bullet or the number of an item opens sentence n.
func item(t *tree.Tree, n int) bool {
	i := t.Sentences[n].First
	switch t.Tokens[i].Text {
	case "-", "–", "—", "*", "•", "·", "▪", "■", "●", "‣", "◦":
		return i+1 < t.Sentences[n].Last
	}
	return Number(t, i)
}

// Number tells whether the figure or letter at i numbers an item of a list: "1." or
// "a)" at the beginning of a paragraph.
func Number(t *tree.Tree, i int) bool {
	if s := t.Sentences[t.Sentence(i)]; i != s.First || !s.Paragraph || len(t.Tokens[i].Text) > 2 || i+1 >= len(t.Tokens) {
		return false
	}
	if t.Tokens[i+1].Text == ")" {
		return true
	}
	c := t.Tokens[i].Text[0]
	return t.Tokens[i+1].Text == "." && '0' <= c && c <= '9'
}

// introduces tells whether sentence n ends with a colon or, a heading, with no mark.
func introduces(t *tree.Tree, n int) bool {
	s := t.Sentences[n]
	return t.Tokens[s.Last-1].Text == ":" || s.Paragraph && !t.Punct(s.Last-1)
}

// Headline tells whether the text opens with a headline: a sentence without a stop
// that is a paragraph.
func Headline(t *tree.Tree) bool {
	if len(t.Sentences) == 0 || len(t.Sentences) > 1 && !t.Sentences[1].Paragraph {
		return false
	}
	s := t.Sentences[0]
	return s.Last > s.First && t.Tokens[s.Last-1].Text != "."
}
