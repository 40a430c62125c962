package factuality

import (
	"strings"

	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// pleaded is the factuality of the gerund at i to which somebody has pleaded
// guilty or not guilty, of which he has been acquitted, or was not convicted, "" for
// any other.
func pleaded(t *tree.Tree, i int) string {
	to := i - 1
	for to > max(0, i-4) && t.Low(to) != "to" {
		to--
	}
	for g := to - 1; to > 0 && t.Low(to) == "to" && strings.HasSuffix(t.Low(i), "ing") && g > max(1, to-6) && !t.Punct(g) && t.Tokens[g].UPOS != "VERB"; g-- {
		switch {
		case t.Low(g) != "guilty":
		case strings.HasPrefix(t.Low(g-1), "ple"):
			return "CT+"
		case t.Low(g-1) == "not" && strings.HasPrefix(t.Low(g-2), "ple"):
			return "CT-"
		}
	}
	deed := strings.HasSuffix(t.Low(i), "ing") || t.Low(max(i-1, 0)) == "having"
	for k := i - 1; k > max(0, i-4) && deed; k-- {
		if w := t.Low(k); w != "of" && w != "with" && w != "for" {
			continue
		}
		for v := k - 1; v >= max(0, k-8) && !t.Punct(v); v-- {
			switch w := t.Low(v); {
			case clearing[w] || w == "guilty" && v > 0 && t.Low(v-1) == "not":
				return "CT-"
			case charging[w] && t.Tokens[v].UPOS == "VERB" && (denied(t, v) || t.Withheld(v)):
				return "U"
			}
		}
	}
	return ""
}

var (
	// clearing are the words for whom a court finds not to have done it, charging the
	// verbs that say, undone, nothing of whether he has.
	clearing = words("acquitted cleared exonerated absolved innocent")
	charging = verb.Set("convict charge accuse indict prosecute try")
)
