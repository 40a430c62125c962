// Package form sees the forms in which a report sets apart what others say: the
// claims that a fact-check rates, and lists under the words that introduce them.
// Whose they are and how sure is for the packages that ask.
package form

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/reading/internal/tree"
)

// Rating is what a report that checks a claim says of it.
type Rating int

// The ratings. None is for what the report says itself; of what it checks and
// rates neither true nor false, Open is left.
const (
	None Rating = iota
	Open
	False
	True
)

var (
	// checked are labels of what is checked, some of which say that it is false.
	checked = map[string]Rating{"claim": Open, "claims": Open, "rumour": Open, "rumor": Open, "rumours": Open, "rumors": Open, "allegation": Open,
		"myth": False, "myths": False, "hoax": False, "fiction": False}
	// judging are labels of what a check finds.
	judging = words("rating ruling verdict conclusion finding truth")
	ratings = func() map[string]Rating {
		m := map[string]Rating{"true": True, "correct": True, "accurate": True}
		for w := range words("false wrong untrue incorrect inaccurate fake fabricated hoax myth debunked baseless") {
			m[w] = False
		}
		for w := range words("unproven misleading unconfirmed unverified unsupported unsubstantiated mixture unknown unclear undetermined exaggerated outdated satire altered evidence context") {
			m[w] = Open
		}
		return m
	}()
	// degrees stand beside a rating; partly leaves what it is said of open.
	degrees = words("mostly largely completely totally entirely not no partly half partially missing lacks needs this that is it")
	partly  = words("mostly largely not partly half partially no missing lacks needs")
)

var words = lex.Words

// Labels tells whether a word, in lower case, opens a line that checks a claim
// or rates it: it names nobody who speaks.
func Labels(word string) bool {
	_, ok := checked[word]
	return ok || judging[word] || word == "fact" || word == "facts"
}

// Checks gives of each sentence whether it is a claim that the report checks,
// and how it is rated; rates tells of each whether it is such a rating, which
// claims nothing itself.
func Checks(t *tree.Tree) (of []Rating, rates []bool) {
	of, rates = make([]Rating, len(t.Sentences)), make([]bool, len(t.Sentences))
	last := -1 // the first sentence of the claim checked last
	paragraph, now := 0, None
	for n, s := range t.Sentences {
		before := paragraph // the paragraph that a rating of its own is about
		if s.Paragraph {
			paragraph, now = n, None
		}
		if colon := label(t, n); colon > s.First && s.Paragraph {
			if r, ok := checked[t.Low(colon-1)]; ok {
				now, last = r, n
				if rating(t, s.First, colon-1) == False { // "False claim:"
					now = False
				}
			} else if !judging[t.Low(colon-1)] {
				last = -1
			} else if r := rating(t, colon+1, s.Last); r != None {
				rates[n] = true
				if last < 0 && n == before+1 {
					last = before
				}
				rate(of, last, n, r)
				last = -1
				continue
			}
		} else if r := rating(t, s.First, s.Last); n > 0 && r != None && (loud(t, n) || s.Paragraph && last >= 0) {
			rates[n] = true
			if last < 0 && !s.Paragraph {
				last = paragraph
			} else if last < 0 && n == before+1 {
				last = before
			}
			rate(of, last, n, r)
			last = -1
			continue
		}
		of[n] = now
	}
	return of, rates
}

// rate gives the sentences of what was checked, from first on, their rating.
func rate(of []Rating, first, rating int, r Rating) {
	if first < 0 {
		return
	}
	labelled := of[first] != None
	for n := first; n < rating; n++ {
		if !labelled || of[n] != None {
			of[n] = r
		}
	}
}

// label is the colon behind the one to three words that open a sentence, -1 without.
func label(t *tree.Tree, n int) int {
	s := t.Sentences[n]
	for k := s.First + 1; k < min(s.First+4, s.Last); k++ {
		if t.Tokens[k].Text == ":" {
			return k
		}
	}
	return -1
}

// loud tells whether a sentence is in capitals, as a rating beside its claim is.
func loud(t *tree.Tree, n int) bool {
	text := t.Sentences[n].Span.Of(t.Text)
	return text == strings.ToUpper(text) && text != strings.ToLower(text)
}

// rating is the rating that the tokens first to last are, None where they are
// more than that.
func rating(t *tree.Tree, first, last int) Rating {
	r, open := None, false
	for k := first; k < last; k++ {
		w := t.Low(k)
		switch to, ok := ratings[w]; {
		case ok && r == None:
			r = to
		case ok, t.Punct(k):
		case degrees[w]:
			open = open || partly[w]
		default:
			return None
		}
	}
	if open && r != None {
		return Open
	}
	return r
}
