package attribution

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/treetest"
	"github.com/sayso/sayso/report"
)

func words(text string, spans []report.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.Of(text))
	}
	return strings.Join(out, " ... ")
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"said after its content", `
The DET 3 det
harbour NOUN 3 compound
bridge NOUN 5 nsubj:pass
was AUX 5 aux:pass
closed VERB 10 ccomp VerbForm=Part|Voice=Pass
on ADP 7 case
Monday PROPN 5 obl
_, PUNCT 10 punct
police NOUN 10 nsubj
said VERB 0 root
_. PUNCT 10 punct`,
			"police | said | The harbour bridge was closed on Monday | indirect"},
		{"according to, with an apposition", `
According VERB 3 case
to ADP 1 fixed
Anna PROPN 17 obl PER
Berg PROPN 3 flat PER
_, PUNCT 7 punct
a DET 7 det
spokeswoman NOUN 3 appos
for ADP 11 case
the DET 11 det
port NOUN 11 compound
authority NOUN 7 nmod
_, PUNCT 17 punct
the DET 14 det
ferry NOUN 17 nsubj
Nordlys PROPN 14 appos LOC
will AUX 17 aux
sail VERB 0 root
again ADV 17 advmod
_. PUNCT 17 punct`,
			"Anna Berg, a spokeswoman for the port authority | According to | the ferry Nordlys will sail again | indirect"},
		{"a quotation that goes on", `
" PUNCT 3 punct
_We PRON 3 nsubj
lost VERB 8 ccomp
two NUM 5 nummod
boats NOUN 3 obj
_, PUNCT 3 punct
_" PUNCT 3 punct
said VERB 0 root
Karl PROPN 8 nsubj PER
Holm PROPN 9 flat PER
_, PUNCT 12 punct
58 NUM 9 appos
_. PUNCT 8 punct

" PUNCT 4 punct
_It PRON 4 nsubj
was AUX 4 cop
over ADV 0 root
fast ADV 4 advmod
_. PUNCT 4 punct
_" PUNCT 4 punct`,
			"Karl Holm, 58 | said | We lost two boats ... It was over fast | direct"},
		{"accused of", `
Two NUM 2 nummod
officials NOUN 3 nsubj Number=Plur
accused VERB 0 root
the DET 5 det
company NOUN 3 obj
of SCONJ 7 mark
hiding VERB 3 advcl
the DET 9 det
leak NOUN 7 obj
_. PUNCT 3 punct`,
			"Two officials | accused the company of | hiding the leak | indirect"},
		{"a parenthetical, and an adverb", `
The DET 2 det
yard NOUN 8 nsubj
_, PUNCT 5 punct
workers NOUN 5 nsubj Number=Plur
say VERB 8 parataxis
_, PUNCT 5 punct
reportedly ADV 8 advmod
owes VERB 0 root
them PRON 8 iobj
money NOUN 8 obj
_. PUNCT 8 punct`,
			"workers | say | The yard ... reportedly owes them money | indirect\n- | reportedly | The yard, workers say ... owes them money | indirect"},
		{"a participle shares its subject", `
The DET 2 det
judge NOUN 4 nsubj
has AUX 4 aux
rejected VERB 0 root Tense=Past|VerbForm=Part
the DET 6 det
plea NOUN 4 obj
_, PUNCT 8 punct
saying VERB 4 advcl VerbForm=Part
it PRON 10 nsubj
came VERB 8 ccomp
late ADV 10 advmod
_. PUNCT 4 punct`,
			"The judge | has rejected | the plea | indirect\nThe judge | saying | it came late | indirect"},
		{"a cue inside quoted words is the speaker's own", `
“ PUNCT 3 punct
_I PRON 3 nsubj
think VERB 8 ccomp
he PRON 5 nsubj
left VERB 3 ccomp
_, PUNCT 3 punct
_” PUNCT 3 punct
said VERB 0 root
Berg PROPN 8 nsubj PER
_. PUNCT 8 punct`,
			"Berg | said | I think he left | direct"},
		{"an infinitive under its verb", `
The DET 2 det
firm NOUN 3 nsubj
refused VERB 0 root
to PART 5 mark
say VERB 3 xcomp VerbForm=Inf
why ADV 8 advmod
it PRON 8 nsubj
closed VERB 5 ccomp
_. PUNCT 3 punct`,
			"The firm | refused to say | why it closed | indirect"},
		{"a light verb", `
Residents NOUN 2 nsubj Number=Plur
voiced VERB 0 root
anger NOUN 2 obj
over ADP 6 case
the DET 6 det
delay NOUN 3 nmod
_. PUNCT 2 punct`,
			"Residents | voiced anger over | the delay | indirect"},
		{"a label", `
Berg PROPN 5 dislocated PER
_: PUNCT 5 punct
The DET 4 det
port NOUN 5 nsubj
stays VERB 0 root
open ADJ 5 xcomp
_. PUNCT 5 punct`,
			"Berg | : | The port stays open | indirect"},
		{"no attribution", `
The DET 2 det
ferry NOUN 3 nsubj
sank VERB 0 root
_. PUNCT 3 punct`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := treetest.Doc(c.tree)
			var got []string
			for _, a := range Find(doc) {
				source := words(doc.Text, a.Source)
				if source == "" {
					source = "-"
				}
				got = append(got, strings.Join([]string{source, words(doc.Text, a.Cue), words(doc.Text, a.Content), a.Kind}, " | "))
			}
			if g := strings.Join(got, "\n"); g != c.want {
				t.Errorf("got\n%s\nwant\n%s", g, c.want)
			}
		})
	}
}

// check fails the test where a span lies outside the text or a result differs
// between two runs.
func check(t *testing.T, doc *nlp.Document) {
	t.Helper()
	acts := Find(doc)
	if !reflect.DeepEqual(acts, Find(doc)) {
		t.Fatal("two runs differ")
	}
	var heads []int
	for _, a := range acts {
		if len(a.Cue) == 0 || len(a.Content) == 0 {
			t.Fatalf("no cue or content: %+v", a)
		}
		for _, spans := range [][]report.Span{a.Source, a.Cue, a.Content} {
			last := -1
			for _, s := range spans {
				if s.Start < 0 || s.End > len(doc.Text) || s.Len() <= 0 || s.Start < last {
					t.Fatalf("bad spans %v", spans)
				}
				last = s.End
			}
		}
		heads = append(heads, a.SourceHead)
	}
	voices, of := Voices(doc, heads, Known{})
	for _, h := range heads {
		if k, ok := of[h]; !ok || k < Own || k >= len(voices) {
			t.Fatalf("head %d has voice %d of %d", h, k, len(voices))
		}
	}
	for _, v := range voices {
		for _, s := range v.Mentions {
			if s.Start < 0 || s.End > len(doc.Text) || s.Len() <= 0 {
				t.Fatalf("bad mention %v of %q", s, v.Name)
			}
		}
	}
}

func TestRandomTrees(t *testing.T) {
	for seed := range uint64(3000) {
		check(t, treetest.Random(seed))
	}
}

func TestGoldTrees(t *testing.T) {
	b, err := os.ReadFile(filepath.FromSlash("../../../shared/corpora/syntax/ud_gum_open/gum-dev.conllu"))
	if err != nil {
		t.Skip("needs the GUM trees in ../shared:", err)
	}
	doc, err := treetest.CoNLLU(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	check(t, doc)
	if n := len(Find(doc)); n < 100 {
		t.Errorf("only %d attributions in GUM's development part", n)
	}
}

// TestPolNeAR prints the scores of the shared measure; it needs the engine's
// weights and the corpus, and asks for the floor that we promise.
func TestPolNeAR(t *testing.T) {
	files, _ := filepath.Glob(filepath.FromSlash("../../../shared/corpora/attribution/polnear_dev/*.json"))
	if len(files) == 0 || testing.Short() {
		t.Skip("needs the PolNeAR documents in ../shared")
	}
	m, err := nlp.Load()
	if err != nil {
		t.Skip("needs the engine's weights:", err)
	}
	names := [3]string{"source", "cue", "content"}
	var hit, got, gold [3]int
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var d struct {
			Text         string
			Attributions []struct{ Source, Cue, Content []report.Span }
		}
		if err := json.Unmarshal(b, &d); err != nil {
			t.Fatal(err)
		}
		doc, err := m.Analyze(d.Text)
		if err != nil {
			t.Fatal(err)
		}
		left := [3]map[report.Span]int{{}, {}, {}}
		for _, a := range Find(doc) {
			for r, spans := range [3][]report.Span{a.Source, a.Cue, a.Content} {
				if h := hull(spans, d.Text); h.Len() > 0 {
					left[r][h]++
					got[r]++
				}
			}
		}
		for _, a := range d.Attributions {
			for r, spans := range [3][]report.Span{a.Source, a.Cue, a.Content} {
				if h := hull(spans, d.Text); h.Len() > 0 {
					gold[r]++
					if left[r][h] > 0 {
						left[r][h]--
						hit[r]++
					}
				}
			}
		}
	}
	for r, floor := range [3]float64{0.55, 0.50, 0.45} {
		p, q := float64(hit[r])/float64(got[r]), float64(hit[r])/float64(gold[r])
		f := 2 * p * q / (p + q)
		t.Logf("%-7s exact F1 %.3f  P %.3f  R %.3f", names[r], f, p, q)
		if f < floor {
			t.Errorf("%s F1 %.3f is below %.2f", names[r], f, floor)
		}
	}
}

// hull is the stretch from the first span's start to the last one's end
// without punctuation and space at its edges.
func hull(spans []report.Span, text string) report.Span {
	if len(spans) == 0 {
		return report.Span{}
	}
	h := spans[0]
	for _, s := range spans {
		h = report.Span{Start: min(h.Start, s.Start), End: max(h.End, s.End)}
	}
	const edge = " \t\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’—"
	s := strings.TrimLeft(text[h.Start:h.End], edge)
	h.Start = h.End - len(s)
	h.End = h.Start + len(strings.TrimRight(s, edge))
	return h
}
