package tree_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/treetest"
)

func TestRepair(t *testing.T) {
	const right = "ships<sank:nsubj sank<-:root ,<said:punct the<coastguard:det coastguard<said:nsubj said<sank:parataxis .<sank:punct"
	for _, c := range []struct{ name, tree, want string }{
		{"the verb lost its subject", `
ships NOUN 2 nsubj
sank VERB 0 root
_, PUNCT 5 punct
the DET 5 det
coastguard NOUN 2 obj
said VERB 2 advcl
_. PUNCT 2 punct`, right},
		{"the content hangs on it as a subject", `
ships NOUN 2 nsubj
sank VERB 6 nsubj
_, PUNCT 6 punct
the DET 5 det
coastguard NOUN 6 nsubj
said VERB 0 root
_. PUNCT 2 punct`, right},
		{"a right tree stays", `
ships NOUN 2 nsubj
sank VERB 6 ccomp
_, PUNCT 2 punct
the DET 5 det
coastguard NOUN 6 nsubj
said VERB 0 root
_. PUNCT 6 punct`, "ships<sank:nsubj sank<said:ccomp ,<sank:punct the<coastguard:det coastguard<said:nsubj said<-:root .<said:punct"},
		{"no clause before the comma", `
In ADP 2 case
May PROPN 5 obl
_, PUNCT 5 punct
officials NOUN 5 nsubj
said VERB 0 root
so ADV 5 advmod`, "In<May:case May<said:obl ,<said:punct officials<said:nsubj said<-:root so<said:advmod"},
		{"the participle's doer hangs outside", `
It PRON 2 nsubj
quoted VERB 0 root
critics NOUN 2 obj
with SCONJ 6 mark
Roe PROPN 2 obl
stating VERB 2 advcl`, "It<quoted:nsubj quoted<-:root critics<quoted:obj with<stating:mark Roe<stating:nsubj stating<quoted:advcl"},
		{"whom the paper cites speaks not for himself", `
papers NOUN 6 nsubj
citing VERB 1 acl
two NUM 5 nummod
_, PUNCT 3 punct
officials NOUN 6 nsubj
said VERB 0 root`, "papers<said:nsubj citing<papers:acl two<officials:nummod ,<two:punct officials<said:nsubj said<-:root"},
		{"the number was hung on a noun before the verb", `
ordered VERB 0 root
firms NOUN 1 obj
to PART 4 mark
select VERB 1 xcomp
40 NUM 2 nummod
to ADP 7 case
60 NUM 5 nmod
men NOUN 4 obj`, "ordered<-:root firms<ordered:obj to<select:mark select<ordered:xcomp 40<men:nummod to<60:case 60<40:nmod men<select:obj"},
		{"what stays so was hung on the saying", `
gates NOUN 3 nsubj
will AUX 3 aux
stay VERB 6 ccomp
shut ADJ 6 ccomp
officials NOUN 6 nsubj
said VERB 0 root`, "gates<stay:nsubj will<stay:aux stay<said:ccomp shut<stay:xcomp officials<said:nsubj said<-:root"},
		{"who is cited was hung on the saying", `
papers NOUN 5 nsubj
citing VERB 1 acl
two NUM 4 nummod
officials NOUN 5 nsubj
said VERB 0 root`, "papers<said:nsubj citing<papers:acl two<officials:nummod officials<citing:obj said<-:root"},
		{"who is quoted as saying", `
papers NOUN 2 nsubj
quoted VERB 0 root
him NOUN 2 nsubj
as SCONJ 5 mark
saying VERB 2 advcl`, "papers<quoted:nsubj quoted<-:root him<quoted:obj as<saying:mark saying<quoted:advcl"},
		{"the complement took the day of the saying", `
Police NOUN 2 nsubj
said VERB 0 root
on ADP 4 case
Friday PROPN 8 obl
that SCONJ 8 mark
men NOUN 8 nsubj:pass
were AUX 8 aux:pass
arrested VERB 2 ccomp`, "Police<said:nsubj said<-:root on<Friday:case Friday<said:obl that<arrested:mark men<arrested:nsubj:pass were<arrested:aux:pass arrested<said:ccomp"},
		{"the subject took the day of the deed", `
Police NOUN 4 nsubj
on ADP 3 case
Friday PROPN 1 nmod
arrested VERB 0 root
men NOUN 4 obj`, "Police<arrested:nsubj on<Friday:case Friday<arrested:obl arrested<-:root men<arrested:obj"},
		{"who describes the speaker", `
told VERB 2 ccomp
said VERB 0 root
Kari PROPN 2 nsubj
Moe PROPN 3 flat
_, PUNCT 7 punct
who PRON 7 nsubj
lost VERB 1 parataxis
him PRON 7 obj`, "told<said:ccomp said<-:root Kari<said:nsubj Moe<Kari:flat ,<lost:punct who<lost:nsubj lost<Kari:acl:relcl him<lost:obj"},
		{"one more clause of what was told", `
told VERB 0 root
that SCONJ 4 mark
it PRON 4 nsubj
burned VERB 1 ccomp
and CCONJ 8 cc
that SCONJ 8 mark
he PRON 8 nsubj
fled VERB 1 conj`, "told<-:root that<burned:mark it<burned:nsubj burned<told:ccomp and<fled:cc that<fled:mark he<fled:nsubj fled<burned:conj"},
		{"a clause of saying behind its preposition", `
bank NOUN 2 nsubj
acted VERB 0 root
after ADP 4 case
cable NOUN 2 obl
alleged VERB 2 advcl
ships NOUN 7 nsubj
sank VERB 5 ccomp`, "bank<acted:nsubj acted<-:root after<alleged:mark cable<alleged:nsubj alleged<acted:advcl ships<sank:nsubj sank<alleged:ccomp"},
		{"more is said after it", `
ships NOUN 2 nsubj
sank VERB 0 root
_, PUNCT 2 punct
police NOUN 2 obj
said VERB 2 conj
they PRON 7 nsubj
knew VERB 5 ccomp`, "ships<sank:nsubj sank<-:root ,<sank:punct police<sank:obj said<sank:conj they<knew:nsubj knew<said:ccomp"},
	} {
		doc := treetest.Doc(c.tree)
		tree.Repair(doc)
		var got []string
		for _, x := range doc.Tokens {
			head := "-"
			if x.Head >= 0 {
				head = doc.Tokens[x.Head].Text
			}
			got = append(got, fmt.Sprintf("%s<%s:%s", x.Text, head, x.Rel))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

// TestRepairKeepsTrees: whatever the words and the tree, every word still hangs
// on the root of its sentence.
func TestRepairKeepsTrees(t *testing.T) {
	for seed := range uint64(20000) {
		doc := treetest.Random(seed)
		tree.Repair(doc)
		for _, s := range doc.Sentences {
			for i := s.First; i < s.Last; i++ {
				top, steps := i, 0
				for ; top >= s.First && top < s.Last && steps <= s.Last-s.First; steps++ {
					top = doc.Tokens[top].Head
				}
				if top != -1 {
					t.Fatalf("seed %d: %q hangs in a circle or outside its sentence", seed, doc.Tokens[i].Text)
				}
			}
		}
	}
}
