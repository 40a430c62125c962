package chain

import (
	"slices"
	"strings"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/treetest"
)

func TestResolve(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"the report's own voice", `
Ferries NOUN 2 nsubj
sank VERB 0 root *`, "sank:"},
		{"a cue before its content", `
Police NOUN 2 nsubj
said VERB 0 root
ferries NOUN 4 nsubj
sank VERB 2 ccomp *`, "sank: Police"},
		{"a cue behind its content", `
Ferries NOUN 2 nsubj
sank VERB 0 root *
_, PUNCT 5 punct
police NOUN 5 nsubj
said VERB 2 parataxis`, "sank: police"},
		{"told reporters", `
Anna PROPN 3 nsubj PER
Berg PROPN 1 flat PER
told VERB 0 root
reporters NOUN 3 iobj
ferries NOUN 6 nsubj
sank VERB 3 ccomp *`, "sank: Berg"},
		{"a chain of two", `
Berg PROPN 2 nsubj PER
said VERB 0 root
experts NOUN 4 nsubj
believe VERB 2 ccomp *
ferries NOUN 6 nsubj
sank VERB 4 ccomp *`, "believe: Berg, sank: Berg<experts"},
		{"a pronoun for the one who relays it is no second voice", `
Berg PROPN 2 nsubj PER
said VERB 0 root
she PRON 4 nsubj
believes VERB 2 ccomp
ferries NOUN 6 nsubj
sank VERB 4 ccomp *`, "sank: Berg"},
		{"a pronoun voice", `
He PRON 2 nsubj
said VERB 0 root
ferries NOUN 4 nsubj
sank VERB 2 ccomp *`, "sank: He"},
		{"reports that somebody rejects", `
Berg PROPN 2 nsubj PER
rejected VERB 0 root
reports NOUN 2 obj
that SCONJ 6 mark
ferries NOUN 6 nsubj
sank VERB 3 acl *`, "sank: Berg"},
		{"one of them", `
One NUM 4 nsubj
of ADP 3 case
them PRON 1 nmod
said VERB 0 root
ferries NOUN 6 nsubj
sank VERB 4 ccomp *`, "sank: One"},
		{"citing, hung on the content", `
Ferries NOUN 2 nsubj
sank VERB 6 ccomp *
_, PUNCT 6 punct
the DET 5 det
Post PROPN 6 nsubj ORG
reported VERB 0 root
_, PUNCT 8 punct
citing VERB 2 advcl
officials NOUN 8 obj`, "sank: Post<officials"},
		{"according to", `
According VERB 3 case =accord
to ADP 1 fixed
police NOUN 6 obl
_, PUNCT 3 punct
ferries NOUN 6 nsubj
sank VERB 0 root *`, "sank: police"},
		{"an unnamed passive", `
Ferries NOUN 3 nsubj:pass
are AUX 3 aux:pass
said VERB 0 root
to PART 5 mark
leak VERB 3 xcomp *`, "leak: unnamed"},
		{"a passive with its agent", `
It PRON 3 expl
was AUX 3 aux:pass
reported VERB 0 root
by ADP 5 case
police NOUN 3 obl:agent
that SCONJ 8 mark
ferries NOUN 8 nsubj
sank VERB 3 ccomp *`, "sank: police"},
		{"reportedly", `
Ferries NOUN 3 nsubj
reportedly ADV 3 advmod
sank VERB 0 root *`, "sank: unnamed"},
		{"reportedly beside a named voice is no second one", `
Police NOUN 2 nsubj
said VERB 0 root
ferries NOUN 5 nsubj
reportedly ADV 5 advmod
sank VERB 2 ccomp *`, "sank: Police"},
		{"what stands after a semicolon is not passed on", `
Police NOUN 2 nsubj
said VERB 0 root
ferries NOUN 4 nsubj
sank VERB 2 ccomp *
_; PUNCT 7 punct
crews NOUN 7 nsubj
fled VERB 4 parataxis *`, "sank: Police, fled:"},
		{"a negated verb passes nothing on", `
Police NOUN 4 nsubj
did AUX 4 aux
not PART 4 advmod
say VERB 0 root
ferries NOUN 6 nsubj
sank VERB 4 ccomp *`, "sank:"},
		{"a quote over sentences", `
“ PUNCT 3 punct
_Ferries NOUN 3 nsubj
sank VERB 0 root *
_, PUNCT 3 punct
_” PUNCT 3 punct
Berg PROPN 7 nsubj PER
said VERB 3 parataxis
_. PUNCT 3 punct

“ PUNCT 3 punct
_Crews NOUN 3 nsubj
fled VERB 0 root *
_. PUNCT 3 punct
_” PUNCT 3 punct`, "sank: Berg, fled: Berg"},
		{"a quote over paragraphs", `
Berg PROPN 2 nsubj PER
said VERB 0 root
_: PUNCT 2 punct
“ PUNCT 6 punct
_Ferries NOUN 6 nsubj
sank VERB 2 ccomp *
_. PUNCT 2 punct

# par
“ PUNCT 3 punct
_Crews NOUN 3 nsubj
fled VERB 0 root *
_. PUNCT 3 punct
_” PUNCT 3 punct`, "sank: Berg, fled: Berg"},
		{"a label of an interview", `
# par
Anna PROPN 5 nsubj PER
Berg PROPN 1 flat PER
_: PUNCT 5 punct
Ferries NOUN 5 nsubj
sank VERB 0 root *`, "sank: Berg"},
		{"headline: who says it behind a dash", `
# par
Ferries NOUN 2 nsubj
sink VERB 0 root *
- PUNCT 4 punct
police NOUN 2 parataxis

# par
It PRON 2 nsubj
rained VERB 0 root`, "sink: police"},
		{"headline: who says it before a colon", `
# par
Police NOUN 0 root
_: PUNCT 1 punct
Ferries NOUN 4 nsubj
sink VERB 1 parataxis *

# par
It PRON 2 nsubj
rained VERB 0 root`, "sink: Police"},
		{"citing", `
The DET 2 det
paper NOUN 3 nsubj
said VERB 0 root
_, PUNCT 5 punct
citing VERB 3 advcl
police NOUN 5 obj
_, PUNCT 5 punct
that SCONJ 10 mark
ferries NOUN 10 nsubj
sank VERB 3 ccomp *`, "sank: paper<police"},
		{"a headline of two pieces of news", `
# par
Harbour NOUN 2 nsubj
closed VERB 5 ccomp *
_, PUNCT 5 punct
minister NOUN 5 nsubj
says VERB 0 root * =say
little ADJ 7 amod
more NOUN 5 obj

# par
Ice NOUN 2 nsubj
came VERB 0 root *`, "closed:, says:, came:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := treetest.Doc(c.tree)
			var got []string
			for i, chain := range Resolve(doc) {
				var voices []string
				for _, v := range chain {
					if v == nlp.Unnamed {
						voices = append(voices, "unnamed")
					} else {
						voices = append(voices, doc.Tokens[v].Text)
					}
				}
				got = append(got, strings.TrimSpace(doc.Tokens[doc.Predicates[i].Token].Text+": "+strings.Join(voices, "<")))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

func TestQuotes(t *testing.T) {
	doc := treetest.Doc(`
" PUNCT 2 punct
_Sunk VERB 0 root
_, PUNCT 2 punct
_" PUNCT 2 punct
he PRON 6 nsubj
said VERB 2 parataxis`)
	if got := Quotes(doc); !slices.Equal(got, []Quote{{Open: 0, Close: 3}}) {
		t.Errorf("Quotes = %v, want one of tokens 0 to 3", got)
	}
}

// TestRandom resolves random documents: every voice is a token or unnamed, no
// chain names one twice, and the same document gives the same chains.
func TestRandom(t *testing.T) {
	for seed := range uint64(4000) {
		doc := treetest.Random(seed)
		got := Resolve(doc)
		if len(got) != len(doc.Predicates) {
			t.Fatalf("seed %d: %d chains for %d predicates", seed, len(got), len(doc.Predicates))
		}
		for i, chain := range got {
			for n, v := range chain {
				if v != nlp.Unnamed && (v < 0 || v >= len(doc.Tokens)) || slices.Contains(chain[:n], v) {
					t.Fatalf("seed %d, predicate %d: chain %v", seed, i, chain)
				}
			}
		}
		for i, chain := range Resolve(doc) {
			if !slices.Equal(chain, got[i]) {
				t.Fatalf("seed %d: two readings differ", seed)
			}
		}
	}
}
