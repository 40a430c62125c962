package attribution

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/treetest"
	"github.com/sayso/sayso/reading/name"
)

func TestVoices(t *testing.T) {
	for _, c := range []struct {
		name, tree string
		heads      []int
		outlet     string
		want       string
	}{
		{"one source however often mentioned, another set apart", `
A DET 2 det
source NOUN 5 nsubj
in ADP 4 case
Bergen PROPN 2 nmod LOC
spoke VERB 0 root

The DET 2 det
source NOUN 3 nsubj
wept VERB 0 root

Another DET 2 det
source NOUN 3 nsubj
agreed VERB 0 root

He PRON 2 nsubj
left VERB 0 root`, []int{1, 6, 9, 11}, "",
			"anonymous 1 source in Bergen: 0 0 1 1"},
		{"how a source knows is a part of its name, whatever the tree makes of it", `
Two NUM 2 nummod
people NOUN 7 nsubj Number=Plur
with ADP 4 case
knowledge NOUN 7 obl
of ADP 6 case
events NOUN 4 nmod
spoke VERB 0 root`, []int{1}, "",
			"collective 2 Two people with knowledge of events: 0"},
		{"one ministry is not the other, the ministry is the last", `
The DET 3 det
transport NOUN 3 compound
ministry NOUN 4 nsubj
spoke VERB 0 root

The DET 3 det
interior ADJ 3 amod
ministry NOUN 4 nsubj
spoke VERB 0 root

The DET 2 det
ministry NOUN 3 nsubj
spoke VERB 0 root`, []int{2, 6, 9}, "",
			"office 1 transport ministry: 0 1 1"},
		{"counts", `
Two NUM 2 nummod
officials NOUN 3 nsubj Number=Plur
spoke VERB 0 root

Experts NOUN 2 nsubj Number=Plur =expert
agreed VERB 0 root

Experts NOUN 2 nsubj Number=Plur =expert
differ VERB 0 root`, []int{1, 3, 5, nlp.Unnamed}, "",
			"collective 2 Two officials: 0 1 1 2"},
		{"a pronoun and a short form of a named person", `
Mayor PROPN 2 compound
Anna PROPN 4 nsubj PER
Berg PROPN 2 flat PER
spoke VERB 0 root

She PRON 2 nsubj
wept VERB 0 root

Berg PROPN 2 nsubj PER
left VERB 0 root`, []int{1, 4, 6}, "",
			"person 1 Anna Berg: 0 0 0"},
		{"the report's own outlet", `
Harbour PROPN 2 compound ORG
Post PROPN 4 nsubj ORG
has AUX 4 aux
learned VERB 0 root

The DET 2 det
ministry NOUN 3 nsubj
denied VERB 0 root`, []int{1, 5}, "Harbour Post",
			"office 1 ministry: -1 0"},
		{"another outlet, a document and a pair", `
Harbour PROPN 2 compound ORG
Post PROPN 3 nsubj ORG
reported VERB 0 root

The DET 2 det
study NOUN 3 nsubj
found VERB 0 root

Anna PROPN 5 nsubj PER
Berg PROPN 1 flat PER
and CCONJ 4 cc
Holm PROPN 1 conj PER
spoke VERB 0 root`, []int{1, 4, 6}, "",
			"outlet 1 Harbour Post: 0 1 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := treetest.Doc(c.tree)
			entities, of := name.Entities(doc)
			voices, at := Voices(doc, c.heads, Known{Outlet: c.outlet, Entities: entities, Of: of, Relations: name.Relations(doc, entities, of)})
			if len(voices) == 0 {
				t.Fatal("no voices")
			}
			count := "nil"
			if n := voices[0].Count; n != nil {
				count = fmt.Sprint(*n)
			}
			var which []string
			for _, h := range c.heads {
				which = append(which, fmt.Sprint(at[h]))
			}
			if got := fmt.Sprintf("%s %s %s: %s", voices[0].Kind, count, voices[0].Name, strings.Join(which, " ")); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
