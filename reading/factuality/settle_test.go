package factuality

import (
	"strings"
	"testing"

	"github.com/sayso/sayso/reading/internal/treetest"
)

var (
	factualities = []string{"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "U"}
	statuses     = []string{"happened", "holds", "habitual", "ordered", "planned", "predicted", "conditional", "unknown"}
)

// TestSettle: what the words decide, against an engine that would call all of
// it a certain fact of the past.
func TestSettle(t *testing.T) {
	for _, c := range []struct{ name, tree, want string }{
		{"said it would", `
Ferryline PROPN 2 nsubj
said VERB 0 root =say
it PRON 5 nsubj
would AUX 5 aux
close VERB 2 ccomp *`, "CT+ planned"},
		{"said that others would", `
Inspectors NOUN 2 nsubj
said VERB 0 root =say
tanks NOUN 5 nsubj
would AUX 5 aux
leak VERB 2 ccomp *`, "CT+ predicted"},
		{"nobody", `
No DET 2 det
sailor NOUN 3 nsubj
drowned VERB 0 root * Tense=Past|VerbForm=Fin`, "CT- happened"},
		{"no one will", `
No DET 2 det
one PRON 5 nsubj:pass
will AUX 5 aux
be AUX 5 aux:pass
refused VERB 0 root *`, "CT- predicted"},
		{"will or will", `
Yards NOUN 3 nsubj
will AUX 3 aux
close VERB 0 root *
or CCONJ 6 cc
will AUX 6 aux
move VERB 3 conj *`, "PS+ predicted; PS+ predicted"},
		{"feared", `
Islanders NOUN 3 nsubj
are AUX 3 cop
concerned ADJ 0 root
prices NOUN 6 nsubj
will AUX 6 aux
rise VERB 3 ccomp *`, "PS+ holds"},
		{"are to", `
Crews NOUN 4 nsubj
are AUX 4 aux
to PART 4 mark
return VERB 0 root *`, "CT+ predicted"},
		{"an order to", `
An DET 2 det
order NOUN 6 nsubj
to PART 4 mark
refit VERB 2 acl *
was AUX 6 aux:pass
issued VERB 0 root`, "U ordered"},
		{"was not able to", `
She PRON 4 nsubj
was AUX 4 cop
not PART 4 advmod
able ADJ 0 root
to PART 6 mark
sail VERB 4 xcomp *`, "CT- happened"},
		{"often", `
Boats NOUN 3 nsubj
often ADV 3 advmod
leak VERB 0 root * VerbForm=Fin|Tense=Pres`, "CT+ habitual"},
		{"verbs in a row agree", `
Crews NOUN 2 nsubj
plan VERB 0 root
to PART 4 mark
refit VERB 2 xcomp * VerbForm=Inf
and CCONJ 6 cc
sail VERB 4 conj * VerbForm=Inf`, "PR+ planned; PR+ planned"},
		{"the bridge would open, he said", `
Bridges NOUN 3 nsubj
would AUX 3 aux
open VERB 0 root *
_, PUNCT 6 punct
he PRON 6 nsubj
said VERB 3 parataxis =say`, "CT+ predicted"},
		{"would, if", `
He PRON 2 nsubj
said VERB 0 root =say
taxes NOUN 5 nsubj
would AUX 5 aux
rise VERB 2 ccomp *
if SCONJ 8 mark
plans NOUN 8 nsubj
failed VERB 5 advcl *`, "U conditional; PS+ conditional"},
		{"visitors may not enter", `
Visitors NOUN 4 nsubj Number=Plur
may AUX 4 aux
not PART 4 advmod
enter VERB 0 root *`, "CT- holds"},
		{"the minister may not attend", `
The DET 2 det
minister NOUN 5 nsubj Number=Sing
may AUX 5 aux
not PART 5 advmod
attend VERB 0 root *`, "PS+ holds"},
		{"under the rules, a tenant may appeal", `
Under ADP 3 case
the DET 3 det
rules NOUN 8 obl
_, PUNCT 8 punct
a DET 6 det
tenant NOUN 8 nsubj Number=Sing
may AUX 8 aux
appeal VERB 0 root *`, "CT+ holds"},
		{"is not allowed to", `
Staff NOUN 4 nsubj:pass
are AUX 4 aux:pass
not PART 4 advmod
allowed VERB 0 root
to PART 6 mark
speak VERB 4 xcomp *`, "CT- holds"},
		{"was allowed to", `
She PRON 3 nsubj:pass
was AUX 3 aux:pass
allowed VERB 0 root
to PART 5 mark
go VERB 3 xcomp *`, "CT+ happened"},
	} {
		doc := treetest.Doc(c.tree)
		for i := range doc.Predicates {
			doc.Predicates[i].Factualities = []float32{7, 6, 5, 4, 3, 2, 1}
			doc.Predicates[i].Statuses = []float32{8, 7, 3, 4, 5, 6, 2, 1}
		}
		facts, stages := Settle(doc, factualities, statuses)
		var got []string
		for i := range facts {
			got = append(got, facts[i]+" "+stages[i])
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
