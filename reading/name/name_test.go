package name

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/treetest"
	"github.com/sayso/sayso/report"
)

func TestEntities(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"full name, short form, title, possessive", `
President PROPN 2 compound
Anna PROPN 4 nsubj PER
Berg PROPN 2 flat PER
met VERB 0 root
Karl PROPN 4 obj PER
Holm PROPN 5 flat PER
_. PUNCT 4 punct

Berg PROPN 3 nmod:poss PER
_'s PART 1 case
aide NOUN 4 nsubj
left VERB 0 root`,
			"Person Anna Berg [Berg] x2; Person Karl Holm [] x1"},
		{"a family name set first", `
Han PROPN 4 nsubj PER
Min PROPN 1 flat PER
Ho PROPN 1 flat PER
spoke VERB 0 root

Han PROPN 2 nsubj PER
left VERB 0 root`,
			"Person Han Min Ho [Han] x2"},
		{"an abbreviation in brackets", `
The DET 3 det ORG
Coast PROPN 3 compound ORG
Union PROPN 7 nsubj ORG
( PUNCT 5 punct
_CU PROPN 3 appos ORG
_) PUNCT 5 punct
met VERB 0 root

CU PROPN 2 nsubj ORG
agreed VERB 0 root`,
			"Organization Coast Union [CU] x3"},
		{"kinds", `
Nordhavn PROPN 2 compound ORG
Construction PROPN 11 nsubj ORG
_, PUNCT 5 punct
the DET 5 det
Ministry PROPN 2 appos ORG
of ADP 7 case ORG
Fisheries PROPN 5 nmod ORG
and CCONJ 10 cc
MV PROPN 10 compound ORG
Selene PROPN 2 conj ORG
met VERB 0 root
in ADP 13 case
Oslo PROPN 11 obl LOC`,
			"Company Nordhavn Construction [] x1; PublicBody Ministry of Fisheries [] x1; Vessel MV Selene [] x1; Place Oslo [] x1"},
		{"a name the engine has cut in two, and a ministry in small letters", `
The DET 3 det
Kelda PROPN 3 compound ORG
Shipping PROPN 4 nsubj LOC
sued VERB 0 root
the DET 7 det
transport NOUN 7 compound
ministry NOUN 4 obj`,
			"Company Kelda Shipping [] x1; PublicBody transport ministry [] x1"},
		{"a surname the engine has left out, a hyphen, an ampersand", `
Vibeke PROPN 3 nsubj PER
Storm PROPN 1 flat
met VERB 0 root
Maj PROPN 3 obj PER
_- PUNCT 6 punct
_Britt PROPN 4 flat
Holm PROPN 4 flat
of ADP 9 case
Crewe PROPN 4 nmod ORG
& CCONJ 11 cc
Lidd PROPN 9 conj
Monday PROPN 3 obl`,
			"Person Vibeke Storm [] x1; Person Maj-Britt Holm [] x1; Organization Crewe & Lidd [] x1"},
		{"a day is no surname", `
Anna PROPN 3 nsubj PER
Monday PROPN 3 obl
resigned VERB 0 root`,
			"Person Anna [] x1"},
		{"a town is no person in the next sentence", `
Tormak PROPN 2 nsubj LOC
fell VERB 0 root

Tormak PROPN 2 nsubj PER
burned VERB 0 root

Arda PROPN 2 nsubj PER
froze VERB 0 root

Snow PROPN 2 nsubj
fell VERB 0 root
in ADP 4 case
Arda PROPN 2 obl PER`,
			"Place Tormak [] x2; Person Arda [] x2"},
		{"a surname is a person's though the engine takes it for a town once", `
Anna PROPN 3 nsubj PER
Berg PROPN 1 flat PER
spoke VERB 0 root

Berg PROPN 2 nsubj PER
left VERB 0 root

Berg PROPN 2 nsubj LOC
wept VERB 0 root`,
			"Person Anna Berg [Berg] x2; Place Berg [] x1"},
		{"a portfolio is no body, who holds a town's office no place", `
Fire PROPN 2 compound ORG
Chief PROPN 3 compound
Ruiz PROPN 10 nsubj PER
and CCONJ 6 cc
the DET 6 det
mayor NOUN 3 conj
of ADP 8 case
Niederau PROPN 6 nmod LOC
_, PUNCT 11 punct
met VERB 0 root
Silvan PROPN 8 appos`,
			"Person Ruiz [] x1; Place Niederau [] x1"},
		{"who holds a town's office is no place", `
The DET 2 det
mayor NOUN 8 nsubj
of ADP 4 case
Niederau PROPN 2 nmod LOC
_, PUNCT 6 punct
Silvan PROPN 4 appos LOC
Holm PROPN 6 flat LOC
spoke VERB 0 root`,
			"Place Niederau [] x1; Person Silvan Holm [] x1"},
		{"what an association is called", `
An DET 2 det
association NOUN 7 nsubj
of ADP 4 case
growers NOUN 2 nmod
_, PUNCT 6 punct
Verbum PROPN 2 appos PER
sued VERB 0 root`,
			"Organization Verbum [] x1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			entities, _ := Entities(treetest.Doc(c.tree))
			var got []string
			for _, e := range entities {
				got = append(got, fmt.Sprintf("%s %s %v x%d", e.Kind, e.Name, e.Aliases, len(e.Mentions)))
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestRelations(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"affiliated, with open scope, and part of", `
The DET 6 det
defense NOUN 3 compound
ministry NOUN 6 compound
_- PUNCT 3 punct
_affiliated VERB 6 amod
Arda PROPN 17 nsubj ORG
and CCONJ 8 cc
Belo PROPN 6 conj ORG
_, PUNCT 12 punct
which PRON 12 nsubj:pass
is AUX 12 aux:pass
affiliated VERB 6 acl:relcl VerbForm=Part|Voice=Pass *
with ADP 14 case
Bureau PROPN 12 obl ORG
9 NUM 14 nummod
_, PUNCT 12 punct
closed VERB 0 root *`,
			"affiliated_with Arda>defense ministry; affiliated_with Belo>defense ministry?; affiliated_with Belo>Bureau 9 on affiliated"},
		{"a role at a body, by apposition", `
Anna PROPN 9 nsubj PER
Berg PROPN 1 flat PER
_, PUNCT 5 punct
a DET 5 det
spokeswoman NOUN 1 appos
for ADP 7 case
Kelda PROPN 5 nmod ORG
_, PUNCT 5 punct
resigned VERB 0 root *`,
			"role_of Anna Berg>Kelda (spokeswoman) on resigned"},
		{"a role and its body side by side, whatever the tree", `
Kelda PROPN 2 nsubj ORG
head NOUN 0 root
Anna PROPN 2 dep PER
Berg PROPN 2 dep PER`,
			"role_of Anna Berg>Kelda (head)"},
		{"a role behind a comma, whatever the tree", `
Anna PROPN 8 nsubj PER
Berg PROPN 1 flat PER
_, PUNCT 8 punct
head NOUN 8 dep
of ADP 8 dep
Kelda PROPN 8 dep ORG
_, PUNCT 8 punct
resigned VERB 0 root *`,
			"role_of Anna Berg>Kelda (head) on resigned"},
		{"who heads and owns", `
Anna PROPN 6 nsubj PER
_, PUNCT 4 punct
who PRON 4 nsubj
owns VERB 1 acl:relcl Tense=Pres|VerbForm=Fin
Kelda PROPN 4 obj ORG
heads VERB 0 root Tense=Pres|VerbForm=Fin *
Belo PROPN 6 obj ORG`,
			"owned_by Kelda>Anna on heads; role_of Anna>Belo (head) on heads"},
		{"run by, not run at", `
Anna PROPN 2 nsubj PER
run VERB 0 root *
at ADP 4 case
Kelda PROPN 2 obl ORG`,
			""},
		{"a subsidiary between two names", `
Kelda PROPN 2 compound ORG
subsidiary NOUN 4 nsubj
Belo PROPN 2 appos ORG
closed VERB 0 root *`,
			"owned_by Belo>Kelda on closed"},
		{"a firm in a place", `
Kelda PROPN 8 nsubj ORG
_, PUNCT 4 punct
a DET 4 det
firm NOUN 1 appos Number=Sing
in ADP 6 case
Bergen PROPN 4 nmod LOC
_, PUNCT 4 punct
closed VERB 0 root *`,
			"located_in Kelda>Bergen on closed"},
		{"a role by possessive, and a place", `
Norway PROPN 4 nmod:poss LOC
_'s PART 1 case
prime ADJ 4 amod
minister NOUN 7 nsubj
Anna PROPN 4 appos PER
Berg PROPN 5 flat PER
visited VERB 0 root *
Bergen PROPN 7 obj LOC
_, PUNCT 10 punct
Norway PROPN 8 appos LOC`,
			"role_of Anna Berg>Norway (prime minister) on visited; located_in Bergen>Norway on visited"},
		{"a subsidiary", `
Kelda PROPN 8 nsubj ORG
_, PUNCT 4 punct
a DET 4 det
subsidiary NOUN 1 appos
of ADP 6 case
Nordhavn PROPN 4 nmod ORG
_, PUNCT 4 punct
closed VERB 0 root *`,
			"owned_by Kelda>Nordhavn on closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := treetest.Doc(c.tree)
			entities, of := Entities(doc)
			var got []string
			for _, r := range Relations(doc, entities, of) {
				s := fmt.Sprintf("%s %s>%s", r.Kind, entities[r.From].Name, entities[r.To].Name)
				if r.Ambiguous {
					s += "?"
				}
				if r.Role != "" {
					s += " (" + r.Role + ")"
				}
				if r.Anchor >= 0 && (r.Role != "" || !strings.Contains(s, "ministry")) {
					s += " on " + doc.Tokens[r.Anchor].Text
				}
				got = append(got, s)
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestArguments(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"control, recipient, place and purpose", `
The DET 2 det
ministry NOUN 3 nsubj
ordered VERB 0 root *
two NUM 5 nummod
firms NOUN 3 obj
to PART 7 mark
send VERB 3 xcomp *
crews NOUN 7 obj
to ADP 10 case
Oslo PROPN 7 obl LOC
to PART 12 mark
repair VERB 7 advcl *
roads NOUN 12 obj`,
			"ordered: agent The ministry, patient two firms; send: agent two firms, patient crews, place Oslo, purpose to repair roads; repair: agent two firms, patient roads"},
		{"passive and a shared subject", `
The DET 2 det
man NOUN 4 nsubj:pass
was AUX 4 aux:pass
arrested VERB 0 root *
by ADP 6 case
police NOUN 4 obl:agent
and CCONJ 8 cc
charged VERB 4 conj Voice=Pass *`,
			"arrested: patient The man, agent police; charged: patient The man"},
		{"a relative clause takes its noun", `
Firms NOUN 6 nsubj
that PRON 3 nsubj
received VERB 1 acl:relcl *
the DET 5 det
order NOUN 3 obj
closed VERB 0 root *`,
			"received: agent Firms, patient the order; closed: agent Firms"},
		{"giving to somebody", `
Norway PROPN 2 nsubj LOC
gave VERB 0 root *
boats NOUN 2 obj
to ADP 6 case
the DET 6 det
union NOUN 2 obl`,
			"gave: agent Norway, patient boats, recipient the union"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := treetest.Doc(c.tree)
			var got []string
			for i, args := range Arguments(doc, doc.Predicates) {
				var parts []string
				for _, a := range args {
					parts = append(parts, a.Role+" "+a.Span.Of(doc.Text))
				}
				got = append(got, doc.Tokens[doc.Predicates[i].Token].Text+": "+strings.Join(parts, ", "))
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestRandomTrees(t *testing.T) {
	for seed := range uint64(3000) {
		doc := treetest.Random(seed)
		entities, of := Entities(doc)
		relations := Relations(doc, entities, of)
		arguments := Arguments(doc, doc.Predicates)
		again, _ := Entities(doc)
		if !reflect.DeepEqual(entities, again) || !reflect.DeepEqual(relations, Relations(doc, entities, of)) {
			t.Fatal("two runs differ")
		}
		inside := func(s report.Span) {
			if s.Start < 0 || s.End > len(doc.Text) || s.Len() <= 0 {
				t.Fatalf("seed %d: bad span %v", seed, s)
			}
		}
		for _, e := range entities {
			for _, m := range e.Mentions {
				inside(m)
			}
		}
		for _, r := range relations {
			inside(r.Span)
			if r.From == r.To || r.From >= len(entities) || r.To >= len(entities) || r.Anchor != nlp.Author && r.Anchor < 0 {
				t.Fatalf("seed %d: bad relation %+v", seed, r)
			}
		}
		for _, args := range arguments {
			for _, a := range args {
				inside(a.Span)
			}
		}
	}
}
