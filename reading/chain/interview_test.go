package chain

import (
	"strings"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/treetest"
)

// flat makes a document of words without trees: a line is a paragraph, "|" ends
// a sentence in it, every word of a name has "@" before it, and the first verb
// with "*" behind it is the anchor of its sentence.
func flat(text string) *nlp.Document {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(text)) {
		for n, sentence := range strings.Split(line, "|") {
			if n == 0 {
				b.WriteString("# par\n")
			}
			for _, w := range strings.Fields(sentence) {
				word, named := strings.CutPrefix(w, "@")
				word, anchor := strings.CutSuffix(word, "*")
				b.WriteString(word)
				switch {
				case named:
					b.WriteString(" PROPN 0 root PER\n")
				case anchor:
					b.WriteString(" VERB 0 root *\n")
				default:
					b.WriteString(" NOUN 0 root\n")
				}
			}
			b.WriteString("\n")
		}
	}
	return treetest.Doc(b.String())
}

func TestInterview(t *testing.T) {
	for _, c := range []struct{ name, text, asked, voices string }{
		{"letters", `
@Ada @Brill runs* the lock .
Q : How did you come* here ?
A : I grew* up here . | Who would close* it ?
Q : They want* to shut it . | Does that hurt* ?
A : It hurts* .`,
			"come hurt", "runs: grew:Brill close:Brill want: hurts:Brill"},
		{"the paper and a name", `
@Olaf @Hemm leads* the office .
Gazette : How many are* wet ?
@Hemm : We moved* some .
Gazette : Did it help* ?
@Hemm : Is that help* ?
@Hemm : No , it failed* .`,
			"are help", "leads: moved:Hemm help:Hemm failed:Hemm"},
		{"an answer of two paragraphs", `
@Ada @Brill runs* it .
Q : What broke* ?
A : The gate broke* .
My father mended* it .
Q : And now* ?
A : It holds* .
The lock opens* in May .`,
			"broke now", "runs: broke:Brill mended:Brill holds:Brill opens:"},
		{"no labels", `
@Ada @Brill runs* it .
Do you fear* floods ?
I fear* none .
Do you sleep* well ?
I sleep* . | Who sleeps* badly ?`,
			"fear sleep", "runs: fear:Brill sleep:Brill sleeps:Brill"},
		{"two who speak by turns and do not ask", `
@Berg : The dam holds* .
@Holm : It leaks* . | Is that new* ?
@Berg : It stands* .
@Holm : For now it does* .`,
			"", "holds:Berg leaks:Holm new:Holm stands:Berg does:Holm"},
		{"a question in a report", `
Who pays* ?
The town pays* .`,
			"", "pays: pays:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := flat(c.text)
			asked := Asked(doc)
			chains := Resolve(doc)
			var questions, voices []string
			for i, p := range doc.Predicates {
				word := doc.Tokens[p.Token].Text
				for n, s := range doc.Sentences {
					if s.First <= p.Token && p.Token < s.Last && asked[n] {
						questions = append(questions, word)
						word = ""
					}
				}
				if word == "" {
					continue
				}
				who := ""
				if len(chains[i]) > 0 {
					who = doc.Tokens[chains[i][0]].Text
				}
				voices = append(voices, word+":"+who)
			}
			if got := strings.Join(questions, " "); got != c.asked {
				t.Errorf("asked %q, want %q", got, c.asked)
			}
			if got := strings.Join(voices, " "); got != c.voices {
				t.Errorf("voices %q, want %q", got, c.voices)
			}
		})
	}
}
