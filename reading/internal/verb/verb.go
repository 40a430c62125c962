// Package verb inflects English verbs, so that tables can be written in
// lemmas and looked up by the word that stands in the text.
package verb

import "strings"

// Denying are the lemmas of verbs that take a word for what others say with its
// content and call it false ("rejected reports that ..."), Dropping of those that
// only stand by it no longer, with particles behind hyphens, Said the words for it,
// Told more of them that need not be others', Untrue what is said of it.
const (
	Denying = `deny reject dismiss refute rebut dispute contradict disavow repudiate debunk disprove
		rubbish ridicule scotch quash squash dispel trash disown contest disbelieve discredit deride mock`
	Dropping = `drop withdraw abandon throw-out take-back retract recant rescind correct delete remove pull unpublish walk-back back-down back-away back-off
		row-back climb-down go-back backtrack-on take-down distance-himself distance-herself distance-itself distance-themselves`
	Said = `report reports claim claims allegation allegations accusation accusations suggestion suggestions rumor rumors rumour rumours
		speculation argument arguments complaint complaints theory theories hypothesis suspicion suspicions notion idea charge charges assertion assertions story stories warning warnings
		denial denials insistence assurance assurances contention contentions explanation explanations talk`
	Told = `statement statements testimony confession account article articles announcement remark remarks finding findings conclusion post posts
		advice forecast forecasts prediction predictions ruling rulings verdict verdicts judgment judgments judgement judgements belief`
	Untrue = "false untrue wrong incorrect inaccurate baseless unfounded groundless fabricated invented fake nonsense"
)

// Lasting are the forms of verbs of what goes on up to a time, so that "not until"
// does not tell when it began.
var Lasting = Set("stay wait last live work remain sleep run serve continue hold keep survive go be")

// Telling are the participles that open what a text says: "a story saying that".
var Telling = participles("say state report allege claim argue assert suggest warn announce")

// Posting are the participles of what somebody does in saying something: "claimed
// that a drone was found, posting a picture".
var Posting = participles("post share publish upload attach correct contradict fine wipe weep sob smile laugh shrug gesture offer provide elaborate")

// participles are the forms in -ing of the verbs whose lemmas are listed.
func participles(lemmas string) map[string]bool {
	set := map[string]bool{}
	for _, lemma := range strings.Fields(lemmas) {
		set[Forms(lemma)[2]] = true
	}
	return set
}

// Set holds all forms of the verbs whose lemmas are listed, those of "throw-out"
// as "threw out".
func Set(lemmas string) map[string]bool {
	set := map[string]bool{}
	for _, lemma := range strings.Fields(lemmas) {
		lemma, particle, _ := strings.Cut(lemma, "-")
		for _, f := range Forms(lemma) {
			set[strings.TrimSpace(f+" "+strings.ReplaceAll(particle, "-", " "))] = true
		}
	}
	return set
}

// Forms are the forms of a verb given by its lemma, the lemma first: third
// person, past, participle in -ing, and past participle where it differs.
func Forms(lemma string) []string {
	third, ing := lemma+"s", lemma+"ing"
	past := []string{lemma + "ed"}
	last := lemma[len(lemma)-1]
	switch {
	case strings.HasSuffix(lemma, "ie"):
		ing, past[0] = lemma[:len(lemma)-2]+"ying", lemma+"d"
	case strings.HasSuffix(lemma, "ee"), strings.HasSuffix(lemma, "oe"):
		past[0] = lemma + "d"
	case last == 'e':
		ing, past[0] = lemma[:len(lemma)-1]+"ing", lemma+"d"
	case last == 'y' && !vowel(lemma, len(lemma)-2):
		third, past[0] = lemma[:len(lemma)-1]+"ies", lemma[:len(lemma)-1]+"ied"
	case doubled[lemma] || short(lemma):
		double := lemma + string(last)
		ing, past[0] = double+"ing", double+"ed"
	}
	if last == 's' || last == 'x' || last == 'z' || last == 'o' || strings.HasSuffix(lemma, "ch") || strings.HasSuffix(lemma, "sh") {
		third = lemma + "es"
	}
	if p, ok := irregular[lemma]; ok {
		past = strings.Fields(p)
	}
	return append([]string{lemma, third, ing}, past...)
}

// short tells whether a verb of one syllable doubles its last consonant:
// one vowel before one consonant, and no other vowel.
func short(v string) bool {
	n := len(v)
	if n < 3 || vowel(v, n-1) || strings.ContainsRune("wxy", rune(v[n-1])) || !vowel(v, n-2) {
		return false
	}
	for i := range n - 2 {
		if vowel(v, i) {
			return i == 1 && v[0] == 'q' && n == 4
		}
	}
	return true
}

func vowel(v string, i int) bool { return i >= 0 && strings.IndexByte("aeiou", v[i]) >= 0 }

// doubled are verbs of several syllables that double their last consonant.
var doubled = map[string]bool{
	"admit": true, "omit": true, "blog": true, "refer": true, "infer": true, "rebut": true, "commit": true, "submit": true,
	"permit": true, "prefer": true, "deter": true, "regret": true, "rebel": true, "compel": true, "expel": true, "propel": true,
	"dispel": true, "transmit": true, "transfer": true, "concur": true, "occur": true, "demur": true, "forbid": true, "forget": true,
}

// irregular are the past and the past participle of irregular verbs.
var irregular = map[string]string{
	"bear": "bore borne", "become": "became become", "begin": "began begun", "bet": "bet", "bid": "bid", "break": "broke broken",
	"bring": "brought", "build": "built", "buy": "bought", "choose": "chose chosen", "come": "came come", "deal": "dealt",
	"draw": "drew drawn", "feel": "felt", "fight": "fought", "find": "found", "forbid": "forbade forbidden",
	"foresee": "foresaw foreseen", "forget": "forgot forgotten", "get": "got gotten", "give": "gave given",
	"go": "went gone", "hear": "heard", "hide": "hid hidden", "hold": "held", "hit": "hit", "keep": "kept", "know": "knew known", "lay": "laid",
	"lead": "led", "learn": "learned learnt", "leave": "left", "let": "let", "make": "made", "mean": "meant",
	"mislead": "misled", "overhear": "overheard", "oversee": "oversaw overseen", "pay": "paid", "prove": "proved proven", "put": "put",
	"read": "read", "repeat": "repeated", "retell": "retold", "rule": "ruled", "run": "ran run", "say": "said",
	"see": "saw seen", "shoot": "shot", "seek": "sought", "sell": "sold", "send": "sent", "set": "set", "show": "showed shown",
	"sing": "sang sung", "stand": "stood", "stick": "stuck", "speak": "spoke spoken", "strike": "struck", "swear": "swore sworn", "take": "took taken", "teach": "taught", "throw": "threw thrown",
	"tell": "told", "think": "thought", "understand": "understood", "undertake": "undertook undertaken",
	"uphold": "upheld", "withdraw": "withdrew withdrawn", "withhold": "withheld", "write": "wrote written", "misunderstand": "misunderstood",
	"be": "was were been", "have": "had", "do": "did done", "lend": "lent", "spend": "spent", "win": "won", "lose": "lost",
	"fall": "fell fallen", "rise": "rose risen", "sink": "sank sunk", "slide": "slid", "shed": "shed",
	"foretell": "foretold", "offset": "offset", "cast": "cast", "dub": "dubbed", "forecast": "forecast forecasted",
}
