package factuality

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/sayso/sayso/reading/internal/treetest"
)

func TestHedgesAndLinks(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"given that, appears to", `
Given VERB 7 mark
that SCONJ 1 fixed
fuel NOUN 7 nsubj
has AUX 7 aux
nearly ADV 7 advmod
all ADV 7 advmod
gone VERB 11 advcl *
_, PUNCT 7 punct
the DET 10 det
crew NOUN 11 nsubj
appears VERB 0 root
to PART 13 mark
turn VERB 11 xcomp *
back ADV 13 advmod`,
			"gone; turn [appears] {Given that! gone}"},
		{"a condition and a modal shared", `
If SCONJ 3 mark
rain NOUN 3 nsubj
comes VERB 7 advcl *
_, PUNCT 3 punct
dams NOUN 7 nsubj
may AUX 7 aux
fail VERB 0 root *
and CCONJ 9 cc
flood VERB 7 conj =flood *
farms NOUN 9 obj`,
			"comes; fail [may] if comes; flood [may] if comes"},
		{"because", `
Because SCONJ 3 mark
roads NOUN 3 nsubj
flooded VERB 7 advcl *
_, PUNCT 3 punct
crews NOUN 7 nsubj
probably ADV 7 advmod
waited VERB 0 root *`,
			"flooded; waited [probably] {Because flooded}"},
		{"given this, from the sentence before", `
The DET 2 det
dam NOUN 3 nsubj
cracked VERB 0 root *
_. PUNCT 3 punct

Given VERB 2 case
this PRON 7 obl
_, PUNCT 2 punct
farmers NOUN 7 nsubj
will AUX 7 aux
soon ADV 7 advmod
leave VERB 0 root *`,
			"cracked; leave {Given this! cracked}"},
		{"what is unclear", `
It PRON 3 expl
is AUX 3 cop
unclear ADJ 0 root
whether SCONJ 6 mark
anyone PRON 6 nsubj
survived VERB 3 csubj *`,
			"survived open"},
		{"did not say how", `
Officials NOUN 4 nsubj
did AUX 4 aux
not PART 4 advmod
say VERB 0 root *
how ADV 6 advmod
many ADJ 7 amod
died VERB 4 ccomp *`,
			"say; died open"},
		{"remains unknown, of a noun", `
The DET 2 det
cause NOUN 4 nsubj
remains VERB 4 cop
unknown ADJ 0 root *`,
			"unknown open"},
		{"is likely to, is believed to", `
Ferries NOUN 3 nsubj
are AUX 3 cop
unlikely ADJ 0 root
to PART 5 mark
sail VERB 3 xcomp *
and CCONJ 9 cc
are AUX 9 aux:pass
widely ADV 9 advmod
believed VERB 3 conj Voice=Pass
to PART 11 mark
leak VERB 9 xcomp *`,
			"sail [unlikely]; leak [believed]"},
		{"so", `
Pay NOUN 3 nsubj
is AUX 3 aux
fixed VERB 0 root *
_, PUNCT 8 punct
so ADV 8 advmod
extra ADJ 7 amod
income NOUN 8 nsubj
goes VERB 3 parataxis *
abroad ADV 8 advmod`,
			"fixed; goes {so! fixed}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := treetest.Doc(c.tree)
			hedges, links := Hedges(doc), Links(doc)
			word := func(q int) string { return doc.Tokens[doc.Predicates[q].Token].Text }
			var got []string
			for i := range doc.Predicates {
				s := word(i)
				for _, h := range hedges[i] {
					s += fmt.Sprintf(" [%s]", h.Span.Of(doc.Text))
				}
				if l := links[i]; l.Marker != nil && len(l.Premises) > 0 {
					s += " {" + l.Marker.Of(doc.Text)
					if l.Inferred {
						s += "!"
					}
					for _, p := range l.Premises {
						s += " " + word(p)
					}
					s += "}"
				}
				if q := links[i].Condition; q >= 0 {
					s += " if " + word(q)
				}
				if links[i].Open {
					s += " open"
				}
				got = append(got, s)
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
		facts, stages := Settle(doc, []string{"CT+", "U"}, []string{"happened", "holds"})
		if len(facts) != len(doc.Predicates) || len(stages) != len(doc.Predicates) {
			t.Fatalf("seed %d: %d claims have %d factualities and %d statuses", seed, len(doc.Predicates), len(facts), len(stages))
		}
		hedges, links := Hedges(doc), Links(doc)
		if !reflect.DeepEqual(links, Links(doc)) || !reflect.DeepEqual(hedges, Hedges(doc)) {
			t.Fatal("two runs differ")
		}
		for i, l := range links {
			for _, p := range append(l.Premises, l.Condition) {
				if p >= len(links) || p == i && l.Condition != i {
					t.Fatalf("seed %d: claim %d rests on %d", seed, i, p)
				}
			}
			if m := l.Marker; m != nil && (m.Start < 0 || m.End > len(doc.Text) || m.Len() <= 0) {
				t.Fatalf("seed %d: bad marker %v", seed, *m)
			}
		}
	}
}
