package name

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
)

// longestName is how many words of a name are looked for again at most.
const longestName = 6

// Agree makes the names of a document agree: where words that are one name of
// several words in one place are none, or names in part, in another, they are
// that name there too.
func Agree(doc *nlp.Document) {
	kinds, opens := map[string]string{}, map[string]bool{}
	words := func(first, last int) string {
		var b strings.Builder
		for i := first; i < last; i++ {
			b.WriteString(doc.Tokens[i].Text + " ")
		}
		return b.String()
	}
	for _, n := range doc.Names {
		if k := n.Last - n.First; k > 1 && k <= longestName {
			kinds[words(n.First, n.Last)] = n.Kind
			opens[doc.Tokens[n.First].Text] = true
		}
	}
	if len(kinds) == 0 {
		return
	}
	var out []nlp.Name
	next := 0 // of doc.Names, the first not yet passed
	for _, s := range doc.Sentences {
		for i := s.First; i < s.Last; i++ {
			for next < len(doc.Names) && doc.Names[next].Last <= i {
				next++
			}
			if next < len(doc.Names) && doc.Names[next].First < i {
				continue
			}
			last := i
			for k := min(i+longestName, s.Last); opens[doc.Tokens[i].Text] && k > i+1 && last == i; k-- {
				if kind, ok := kinds[words(i, k)]; ok && !cuts(doc.Names[next:], k) {
					out = append(out, nlp.Name{First: i, Last: k, Kind: kind})
					last = k
				}
			}
			if last > i {
				i = last - 1
				continue
			}
			if next < len(doc.Names) && doc.Names[next].First == i {
				out = append(out, doc.Names[next])
				i = doc.Names[next].Last - 1
			}
		}
	}
	doc.Names = slices.Clip(out)
}

// cuts tells whether one of the names begins before token k and ends behind it.
func cuts(names []nlp.Name, k int) bool {
	for _, n := range names {
		if n.First >= k {
			return false
		}
		if n.Last > k {
			return true
		}
	}
	return false
}
