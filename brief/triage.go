package brief

import (
	"strings"

	"github.com/sayso/sayso/lens"
)

// triage tells which claims lenses tag, with the words that they rest on, those
// that fell too.
func (w *maker) triage() {
	section := w.sections[Triage]
	for _, s := range w.all {
		for _, t := range lens.Tags(s.full.Reading, w.m.Lenses) {
			found, ok := w.find(s.Report.ID, t.Claim)
			if !ok {
				continue
			}
			words := " “" + plain(t.Words) + "” in"
			if !strings.Contains(plain(found.c.Span.Of(s.Text)), plain(t.Words)) {
				words = ""
			}
			x := Sentence{Claim: s.Report.ID + "/" + t.Claim, Text: t.Label + ":" + words + " “" + s.wordsOf(found.c) + "”, on the say-so of " + s.by(found.c) + ".", Loss: s.lost(found.c)}
			if s.fell(found.c) {
				x.Why = "it fell: " + s.fall(found.c)
			}
			section.Sentences = append(section.Sentences, x)
		}
	}
}
