package chain

import (
	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/reading/internal/verb"
)

var words = lex.Words

// Verbs that pass on what somebody says, holds or finds. The classes are those
// of Levin 1993 and VerbNet (say-37.7, tell-37.2, complain-37.8,
// transfer_message-37.1, advise-37.9, conjecture-29.5, consider-29.9,
// discover-84, indicate-78).
var (
	saying = words(`say state announce declare report claim assert allege maintain contend insist argue add note remark observe comment
		mention explain reveal disclose confirm acknowledge admit confess concede deny complain reply respond answer retort continue conclude
		stress emphasize emphasise underline reiterate repeat tweet write blog post testify swear proclaim boast brag own joke warn caution predict forecast
		suggest hint imply recall recount relate whisper shout exclaim declare quip remember affirm reaffirm attest profess counter object clarify elaborate opine
		tell inform notify assure remind advise brief convince believe think consider suppose assume presume guess suspect
		feel fear hope doubt know understand reckon figure expect estimate calculate project anticipate
		find show indicate demonstrate discover learn hear see realize realise reveal determine establish rule conclude judge hold speculate theorize theorise hypothesize
		propose read reason specify stipulate describe characterize characterise portray label brand vow pledge promise agree worry express mean
		lament praise protest quote cite publish wonder ask question go sound point signal document detail outline speak voice echo deem call term`)
	// reached are verbs whose subject is told rather than tells.
	reached = words("learn hear understand see realize realise discover")
	// noSpeech take what follows as content only when it is a clause.
	clauseOnly = words(`find show see mean agree propose go sound feel hold rule know expect hope fear hear learn discover consider quote cite read
		publish express specify ask question wonder voice speak point ask signal document detail outline deem call term promise vow pledge praise protest answer remember`)
	// passed are verbs that, passive, leave the voice unnamed: "is said to".
	passed = words(`say believe think report state allege rumor rumour presume suspect consider understand assume estimate claim announce declare find deem`)
	// guessed are those of them, and of feeling, that take a bare state: "feared dead".
	guessed = words("fear believe think presume suspect assume")
	// judging take an object with what is said of it: "found it to be unlawful".
	judging = words("call term find rule consider deem declare judge believe label describe brand estimate think report expect")
	// accused take the deed as a gerund: "accused X of doing".
	accused = words("accuse suspect blame fault criticize criticise")
	// pleading are the forms of "plead".
	pleading = words("plead pleads pleaded pled pleading")
	// judged are the words for who did a deed by a court's judgement, or did not, or is
	// to be judged, with the preposition before the deed.
	judged = map[string]string{"guilty": "of", "convicted": "of", "acquitted": "of", "cleared": "of", "exonerated": "of", "absolved": "of", "innocent": "of",
		"wanted": "for", "tried": "for", "trial": "for"}
	// owning take one's own deed as a gerund: "confessed to forging".
	owning = words("admit confess acknowledge boast brag own")
	// denying take one of others, a word for what others say, with its content.
	denying = words(verb.Denying)
	others  = words(verb.Said)
	// quoted are what whom somebody quotes does behind "as".
	quoted = words("saying telling stating warning claiming insisting adding admitting writing announcing")
	// contending are verbs by which others say what may not be so.
	contending = words("report claim allege suggest assert assume believe think state")
	// upholding, in all their forms, have one's own word as their object.
	upholding = verb.Set("stand stick defend repeat reiterate renew maintain uphold reaffirm publish make issue post confirm")
	// demanding are verbs that want something done.
	demanding = words("ask demand insist order propose recommend request require suggest urge advise")
	// inserts are the verbs of saying that can stand between commas in what they pass on.
	inserts = words(`say state announce declare report claim assert allege maintain contend insist argue add note remark observe explain reveal disclose
		confirm acknowledge admit concede complain reply answer conclude stress emphasize emphasise reiterate write testify warn caution predict forecast
		suggest hint recall recount boast joke believe think suppose suspect reckon figure estimate calculate find show indicate expect hope fear object
		conclude tell learn hear promise vow pledge read go rule judge reason point continue`)
	// directing are those of them that pass nothing on in any form.
	directing = words("demand order recommend request require urge")
	// raising are verbs whose negation is of what follows: "does not think that".
	raising = words("think believe expect suppose")
	// measures follow "according to" and say nothing.
	measures = words("need needs plan plans schedule size age ability merit weight rank taste season demand circumstance circumstances conditions")
	// relative are the words that open a clause about the noun before.
	relative = words("who whom whose which")
	// asking are the words that open a question.
	asking = words("who whom what which when where why how")
	// doubting are the words for those who believe what follows, or do not.
	doubting = words("sceptical skeptical dubious pessimistic doubtful unconvinced convinced persuaded")
	// silent are words for nobody at all.
	silent = words("nobody none neither no-one nothing")
	// mute are pronouns that speak for nobody.
	mute = words("this that these those you which what there something anything nothing everything")
	// refusing are the forms of verbs for not telling.
	refusing = words("decline declines declined declining refuse refuses refused refusing")
	// omitting are the forms of verbs for not telling a thing that is so, concealing keep it back.
	omitting   = verb.Set("omit neglect forget fail")
	concealing = verb.Set("conceal hide forget withhold")
	// opening are the words that open a subordinate clause.
	opening = words("who whom which that because where when if although though whether since while")
	// hearsay are adverbs that name no voice.
	hearsay = words("reportedly allegedly purportedly supposedly ostensibly")
)

// lemmaOf maps every form of the verbs above to its lemma.
var lemmaOf = func() map[string]string {
	m := map[string]string{}
	for _, set := range []map[string]bool{saying, accused, denying} {
		for lemma := range set {
			for _, form := range verb.Forms(lemma) {
				if old, ok := m[form]; !ok || lemma < old {
					m[form] = lemma
				}
			}
		}
	}
	// Forms that two of the verbs share belong to the commoner one.
	m["found"], m["saw"], m["felt"] = "find", "see", "feel"
	return m
}()
