package attribution

import (
	_ "embed"
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/reading/internal/verb"
)

//go:embed cues.tsv
var cueTable string

// frame is what a verb that passes words on may take as those words.
type frame struct {
	clause, quote, noun, infinitive, object, small, data, light bool
	preps, after                                                []string // "called for X"; "accused X of Y"
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
		case "d":
			f.data = true
		case "l":
			f.light = true
		case "p":
			f.preps = append(f.preps, strings.Split(list, ",")...)
		case "o":
			f.after = append(f.after, strings.Split(list, ",")...)
		}
	}
}

var set = lex.Words

// nouns are the nouns whose clause, infinitive or "of" phrase is somebody's
// words or wish: "the claim that", "their refusal to".
var nouns = set(`accusation acknowledgment acknowledgement admission allegation announcement argument assertion assessment
	assumption assurance belief boast charge claim comment complaint conclusion confession contention conviction criticism
	declaration denial doubt estimate expectation explanation fear feeling finding forecast guess hint hope idea impression
	indication insistence judgment message notion objection opinion prediction promise pledge proposition refusal remark reminder
	report revelation rumor rumour speculation statement story suggestion suspicion testimony theory threat view vow warning
	determination desire eagerness demand demands`)

// sayings are the nouns that a light verb makes into a cue: "expressed
// outrage over", "took issue with".
var sayings = set(`accusation allegation anger announcement argument assertion assurance belief bid case charge claim comment
	complaint concern condemnation confidence criticism denial disappointment disapproval disgust dismay displeasure doubt
	endorsement enthusiasm explanation fear frustration hint hope interest issue message notice objection offense opinion
	opposition optimism outrage plea pledge praise prediction promise question regret remark report reservation respect
	ruling skepticism speech statement support surprise suspicion sympathy theme threat tribute view vow warning worry`)

// adverbs say that somebody passes a clause on, without saying who.
var adverbs = set(`reportedly allegedly supposedly purportedly presumably ostensibly reputedly avowedly`)

// feelings are the adjectives whose clause or phrase is what their subject
// thinks.
var feelings = set(`sure certain confident convinced doubtful skeptical sceptical concerned worried afraid hopeful optimistic
	pessimistic aware unaware unsure uncertain adamant proud angry upset glad happy disappointed surprised shocked
	willing unwilling eager reluctant ready determined critical dismissive supportive suspicious wary apologetic`)

// evident are the adjectives of "it is clear that".
var evident = set(`clear unclear obvious apparent evident likely unlikely possible plausible doubtful known unknown uncertain
	certain probable`)

// expected are the passives that say what others think of their subject: "is expected to".
var expected = set(`expected believed thought said reported rumored rumoured known alleged understood assumed
	estimated predicted projected presumed feared`)

// documents are the subjects that show things instead of saying them.
var documents = set(`poll polls survey surveys study studies report reports analysis review data figures statistics research
	record records document documents video videos footage transcript transcripts evidence test tests investigation inquiry
	census findings result results tape photo photos photograph photographs image images email emails file files memo letter
	average chart graph map numbers filing filings audit book article transcript recording investigators`)
