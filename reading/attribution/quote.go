package attribution

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
)

// quotes are the stretches of a document's tokens between quotation marks,
// marks included, as [first, last) pairs in order.
type quotes struct {
	of    []int // for each token the number of its stretch, -1 outside
	spans [][2]int
}

// findQuotes pairs the quotation marks of each paragraph. A quotation that a
// paragraph leaves open goes on in the next where that begins with a mark,
// else it ends with the paragraph.
func findQuotes(t *tree.Tree) quotes {
	q := quotes{of: make([]int, len(t.Tokens))}
	for i := range q.of {
		q.of[i] = -1
	}
	open, inner := -1, false
	closeAt := func(end int) {
		for i := open; i < end; i++ {
			q.of[i] = len(q.spans)
		}
		q.spans = append(q.spans, [2]int{open, end})
		open = -1
	}
	for _, s := range t.Sentences {
		if s.Paragraph && open >= 0 {
			closeAt(s.First)
		}
		for i := s.First; i < s.Last; i++ {
			side, lone := markSide(t, i), len(strings.Trim(t.Tokens[i].Text, "'‘’")) == 0 && t.Tokens[i].Text != "''"
			switch {
			case side == 0 || open >= 0 && lone != inner:
			case open < 0 && side > 0:
				open, inner = i, lone
			case open >= 0 && side < 2:
				if side < 0 || closes(t, i) {
					closeAt(i + 1)
				}
			}
		}
	}
	if open >= 0 {
		closeAt(len(t.Tokens))
	}
	return q
}

// markSide tells what token i is: 2 an opening mark of quotation, -1 a closing
// one, 1 one that may be either, 0 none.
func markSide(t *tree.Tree, i int) int {
	switch t.Tokens[i].Text {
	case "“", "``", "„", "«":
		return 2
	case "”", "»":
		return -1
	case `"`, "''", "“”":
		return 1
	case "'", "‘", "’":
		return single(t, i)
	}
	return 0
}

// single tells a single quotation mark from an apostrophe: it opens where a
// word follows closely and none stands before closely.
func single(t *tree.Tree, i int) int {
	before := i == 0 || t.Tokens[i-1].Span.End < t.Tokens[i].Span.Start
	after := i+1 >= len(t.Tokens) || t.Tokens[i+1].Span.Start > t.Tokens[i].Span.End
	switch {
	case t.Tokens[i].UPOS != "PUNCT" || before == after:
		return 0
	case before && t.Tokens[i].Text != "’":
		return 2
	case after && t.Tokens[i].Text != "‘" && i > 0 && (t.Punct(i-1) || t.Tokens[i].Text == "’"):
		return -1
	}
	return 0
}

// closes tells whether a mark that may be either closes the quotation that is
// open: it does unless a space stands before it and none after.
func closes(t *tree.Tree, i int) bool {
	before := t.Tokens[i-1].Span.End < t.Tokens[i].Span.Start
	after := i+1 >= len(t.Tokens) || t.Tokens[i+1].Span.Start > t.Tokens[i].Span.End
	return after || !before
}
