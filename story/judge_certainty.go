package story

import (
	"fmt"
	"strings"

	"github.com/sayso/sayso/reading"
)

// sureness is how sure a statement's voice is of a deed, from possible, 1, to
// certain, 3.
type sureness struct {
	deed string
	how  int
}

// chances are how sure words are of a happening that a noun names.
var chances = map[string]int{"possible": 1, "likely": 2, "probable": 2, "expected": 2, "certain": 3, "inevitable": 3}

// surenesses are in words what the numbers of sureness mean.
var surenesses = [...]string{1: "possible", 2: "probable", 3: "certain"}

// surenessOf reads a claim's; ok is false for what is denied or left open.
func surenessOf(r *reading.Reading, c *reading.Claim) (s sureness, ok bool) {
	if how, named := chances[strings.ToLower(c.Anchor.Of(r.Text))]; named {
		return sureness{firstNoun(r, c), how}, true
	}
	switch s.deed = deedOf(r, c); c.Factuality {
	case reading.Certain:
		s.how = 3
	case reading.Probable:
		s.how = 2
	case reading.Possible:
		s.how = 1
	}
	return s, s.how > 0 && s.deed != "" && !stopwords[s.deed]
}

// judgeCertainty: two reports that rest on one origin let the same named voice
// speak of the same deed, in one surer than in the other: one of them has
// dropped a hedge, or added one.
func judgeCertainty(p *pairing) *Link {
	if !p.same || p.a == p.b || !p.sharedVoice() {
		return nil
	}
	for _, x := range p.x.sure {
		for _, y := range p.y.sure {
			if x.deed != y.deed || x.how == y.how || !p.besides(x.deed) {
				continue
			}
			why := fmt.Sprintf("told as %s there, as %s here, of one voice", surenesses[x.how], surenesses[y.how])
			l := p.link(Contradicts, p.base(), Evidence{Kind: "certainty", Why: why, Span: p.y.span, ToSpan: p.x.span})
			l.Nature = p.nature()
			return l
		}
	}
	return nil
}

// besides tells whether the statements share a term besides one.
func (p *pairing) besides(term string) bool {
	for _, t := range p.x.terms.names {
		if t != term && p.y.terms.of(t) > 0 {
			return true
		}
	}
	return false
}
