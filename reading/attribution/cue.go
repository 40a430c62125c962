package attribution

import (
	_ "embed"
	"strings"

	"github.com/sayso/sayso/reading/internal/verb"
)

//go:embed cues.tsv
var cueTable string

// frame is what a verb that passes words on may take as those words.
type frame struct {
	clause, quote, noun, infinitive, object, small bool
	preps, after                                   []string // "called for X"; "accused X of Y"
}

// verbs are the frames of each form of each verb of cues.tsv.
var verbs = readVerbs(cueTable)

func readVerbs(table string) map[string]frame {
	out := map[string]frame{}
	for line := range strings.Lines(table) {
		cols := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(cols) != 4 {
			continue
		}
		for _, lemma := range strings.Fields(cols[3]) {
			for _, form := range verb.Forms(lemma) {
				f := out[form]
				f.add(strings.Fields(cols[2]))
				out[form] = f
			}
		}
	}
	return out
}

func (f *frame) add(marks []string) {
	for _, m := range marks {
		switch kind, list, _ := strings.Cut(m, ":"); kind {
		case "c":
			f.clause = true
		case "q":
			f.quote = true
		case "n":
			f.noun = true
		case "i":
			f.infinitive = true
		case "w":
			f.object = true
		case "s":
			f.small = true
		case "p":
			f.preps = append(f.preps, strings.Split(list, ",")...)
		case "o":
			f.after = append(f.after, strings.Split(list, ",")...)
		}
	}
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// nouns are the nouns whose clause, infinitive or "of" phrase is somebody's
// words or wish: "the claim that", "their refusal to".
var nouns = set(`accusation acknowledgment acknowledgement admission advice agreement allegation announcement appeal argument
	assertion assessment assumption assurance belief boast call charge claim comment complaint conclusion confession conviction
	conviction criticism declaration decision demand denial desire determination disclosure doubt estimate expectation
	explanation fear feeling finding forecast guess hint hope idea impression indication insistence intention judgment
	lie message notion objection opinion order plea pledge position prediction prophecy promise proposal
	proposition question reason recommendation refusal remark reminder report request revelation rumor rumour sense speculation
	statement story suggestion suspicion testimony theory thesis threat urging verdict view vow warning willingness
	wish plan concern contention eagerness commitment offer call bid effort`)

// adverbs say that somebody passes a clause on, without saying who.
var adverbs = set(`reportedly allegedly supposedly purportedly presumably apparently ostensibly reputedly avowedly`)

// feelings are the adjectives whose clause or phrase is what their subject
// thinks.
var feelings = set(`sure certain confident convinced doubtful skeptical sceptical concerned worried afraid hopeful optimistic
	pessimistic aware unaware unsure uncertain adamant proud angry upset glad happy disappointed surprised shocked
	willing unwilling eager reluctant ready determined critical dismissive supportive suspicious wary apologetic`)

// evident are the adjectives of "it is clear that".
var evident = set(`clear unclear obvious apparent evident likely unlikely possible plausible doubtful known unknown uncertain
	certain probable`)

// raising verbs say how their subject's doings look to somebody.
var raising = set(`seem seems seemed appear appears appeared`)

// expected are the passives that do the same: "is expected to".
var expected = set(`expected believed thought said reported rumored rumoured known alleged understood considered supposed assumed
	estimated predicted projected presumed feared`)
