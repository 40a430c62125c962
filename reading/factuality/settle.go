// Package factuality tells how sure a claim is and what stage its event has
// reached, from the grammar of its clause and the engine's scores, with
// FactBank's values and the statuses of the claim guidelines.
//
// Whose certainty it is, is package chain's question.
package factuality

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/form"
	"github.com/sayso/sayso/reading/internal/lex"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
)

// Settle gives the factuality and the status of each predicate of doc: the
// engine's most probable values among those that the grammar of the clause
// allows. Where the words decide (a modal, a purpose, an order, a condition, a
// negation, a plain past), no other value is left; where they do not, the
// engine's is kept. Predicates that share all of that, joined by "and", share
// the values on which their scores agree best. The lists name the values of
// the engine's scores.
func Settle(doc *nlp.Document, factualities, statuses []string) (facts, stages []string) {
	t := tree.New(doc)
	h := &hedger{t}
	first := series(t)
	sums := map[int]*nlp.Predicate{}
	for i := range doc.Predicates {
		p := &doc.Predicates[i]
		s, ok := sums[first[p.Token]]
		if !ok {
			sums[first[p.Token]] = &nlp.Predicate{Factualities: slices.Clone(p.Factualities), Statuses: slices.Clone(p.Statuses)}
			continue
		}
		add(s.Factualities, p.Factualities)
		add(s.Statuses, p.Statuses)
	}
	links := Links(doc)
	ratings, _ := form.Checks(t)
	for i, p := range doc.Predicates {
		f, s := allowed(t, p.Token)
		if _, _, _, perfect, modal := group(t, p.Token); links[i].Condition >= 0 && !perfect && (modal == "will" || modal == "would") && (f == "" || strings.Contains(f, "CT")) {
			f, s = "U", "conditional" // no surer than its condition
			if len(h.of(p.Token)) > 0 {
				f = "U PR+ PR- PS+ PS-"
			}
		}
		switch {
		case links[i].Open:
			f, s = "U", "unknown"
		case reason(t, p.Token):
			f, s = "CT+", "happened holds habitual"
			if denied(t, p.Token) {
				f = "CT-"
			}
		}
		for _, hedge := range h.of(p.Token) {
			if limit := ceiling(hedge, doc.Text); limit != "" && f != "PR-" { // "doubt that it could"
				f = within(f, limit)
			}
			if f == "U PR-" {
				f = "PR-" // "had probably not been closed"
			}
		}
		if !gainsays(t, p.Token) {
			f = affirmed(f)
			if _, _, to, _, modal := group(t, p.Token); strings.Contains(f, "CT+") && !to && modal == "" && limited(t, p.Token) {
				f = "CT+ PR+ PS+" // "no fewer than 30 died" leaves nothing open
			}
		}
		switch rating := ratings[t.Sentence(p.Token)]; {
		case rating == form.False && !denied(t, p.Token) && principal(t, p.Token):
			f = "CT-"
		case rating == form.False || rating == form.Open:
			f = "U"
		}
		all := sums[first[p.Token]]
		facts = append(facts, best(p.Factuality, all.Factualities, factualities, f))
		if _, _, _, perfect, modal := group(t, p.Token); modal != "" && !perfect && s == "" && t.Base(p.Token) == "ccomp" && strings.HasPrefix(facts[len(facts)-1], "PS") {
			s = "predicted conditional holds habitual" // what may be has not happened
		}
		stages = append(stages, best(p.Status, all.Statuses, statuses, s))
		if facts[i] == "U" && stages[i] == "happened" && questions(t, p.Token) {
			stages[i] = "unknown"
		}
	}
	return facts, stages
}

// principal tells whether no other claim governs the one at i, but for one that it
// is joined to.
func principal(t *tree.Tree, i int) bool {
	for ; t.Tokens[i].Head >= 0; i = t.Tokens[i].Head {
		h := t.Tokens[i].Head
		if !t.Is(i, "conj") && slices.ContainsFunc(t.Predicates, func(p nlp.Predicate) bool { return p.Token == h }) {
			return false
		}
	}
	return true
}

// series maps each predicate's token to the first of those it is joined to,
// alike in form and without words of its own ("to buy, repair and sell").
func series(t *tree.Tree) map[int]int {
	first := map[int]int{}
	for _, p := range t.Predicates {
		i := p.Token
		first[i] = i
		if h := t.Tokens[i].Head; h >= 0 && h < i && t.Base(i) == "conj" && bare(t, i) && sameForm(t, i, h) && contrasted(t, i) < h && !empty(t, i) && !empty(t, h) {
			if f, ok := first[h]; ok {
				first[i] = f
			}
		}
	}
	return first
}

func add(sum, x []float32) {
	for i := range min(len(sum), len(x)) {
		sum[i] += x[i]
	}
}

// within are the values of set that limit has too, limit where there are none
// such or set is empty.
func within(set, limit string) string {
	ok := strings.Fields(limit)
	both := slices.DeleteFunc(strings.Fields(set), func(v string) bool { return !slices.Contains(ok, v) })
	if len(both) == 0 || len(both) == 1 && both[0] == "U" && strings.Contains(set, "CT") {
		return limit // "would probably fail" is sure no more, and probable
	}
	return strings.Join(both, " ")
}

// affirmed are the values of set that deny nothing, set where it has no others.
func affirmed(set string) string {
	if set == "" {
		return "CT+ PR+ PS+ U"
	}
	if left := slices.DeleteFunc(strings.Fields(set), func(v string) bool { return strings.HasSuffix(v, "-") }); len(left) > 0 {
		return strings.Join(left, " ")
	}
	return set
}

// ceiling is the factualities that a hedge leaves: no claim is surer than its
// words. It is "" for a hedge that names no degree ("reportedly").
func ceiling(h Hedge, text string) string {
	word := strings.ToLower(h.Span.Of(text))
	switch {
	case h.Class == "modal" || faint[word]:
		return "PS+ PS- U CT-"
	case strings.HasSuffix(word, "unlikely") || word == "improbable" || word == "doubtful":
		return "PR- U"
	case h.Class == "appearance" || h.Class == "likelihood" && !firm[word]:
		return "PR+ PR- U"
	}
	return ""
}

var (
	faint = words("possibly perhaps maybe conceivable conceivably potentially possible uncertain")
	firm  = words("certainly undoubtedly doubtless arguably")
)

// best is the value with the highest score among those of set, which lists
// them with spaces between; own where the set is empty, or has it and there are no scores.
func best(own string, scores []float32, values []string, set string) string {
	ok := strings.Fields(set)
	if len(scores) != len(values) {
		if len(ok) > 0 && !slices.Contains(ok, own) {
			return ok[0]
		}
		return own
	}
	top := -1
	for i, v := range values {
		if (set == "" || slices.Contains(ok, v)) && (top < 0 || scores[i] > scores[top]) {
			top = i
		}
	}
	if top < 0 {
		return own
	}
	return values[top]
}

var words = lex.Words

var (
	// ordering are directives: what they govern is ordered, its outcome open.
	ordering = words(`order ordered orders ordering instruct instructed instructing urge urged urges urging ask asked asks asking direct directed
		require required requires requiring command commanded request requested demand demanded recommend recommended call called calls calling
		tell told tells advise advised oblige obliged mandate mandated`)
	// intending govern what is planned.
	intending = words(`plan plans planned planning intend intends intended intending decide decided decides deciding opt opts opted agree agreed agrees aim aims aimed
		aiming hope hopes hoped hoping want wants wanted wanting pledge pledged pledges vow vowed vows promise promised promises seek seeks sought seeking
		attempt attempts attempted attempting try tries tried trying propose proposed proposes prepare prepares prepared preparing volunteer volunteered
		threaten threatens threatened threatening wish wishes wished choose chose offer offered`)
	// shunning govern what is not done, begging what is ordered of somebody and planned by who asks for himself; wanting, with an object, what another is to do.
	shunning = words("refuse refuses refused refusing decline declines declined declining")
	begging  = words("ask asks asked")
	wanting  = words("want wants wanted wanting wish wishes wished prefer prefers preferred like")
	denying  = verb.Set("deny dispute refute rebut disavow")
	// implying make what they govern a fact.
	implying = words(`manage managed manages help helped helps helping force forced forces forcing persuade persuaded cause caused causes causing
		lead led allow allowed make made enable enabled`)
	// forcing, in the past, make it one that came about.
	forcing = words("forced forcing compelled compelling caused causing prompted prompting")
	// appointing put what they govern on the calendar, expecting make it probable.
	appointing = words("scheduled set due slated")
	// saying pass on what somebody says; what they fear or worry about is possible and to come.
	saying = words(`say tell add report announce claim state explain note warn promise confirm insist argue write declare admit stress reveal
		agree indicate`)
	// word are nouns for what somebody has made known.
	word = words("news word announcement promise pledge assurance warning statement forecast prediction message")
	// links are verbs that only link a subject to what it is or stays.
	links   = words("stay remain become keep")
	fearing = words("concern concerns concerned fear fears feared worry worries worried afraid fearful")
	// aims are nouns whose infinitive tells what they are.
	aims = words("aim goal purpose objective task job way step idea mission hope role challenge point priority strategy problem option")
	// often mark repeated practice.
	often     = words("often usually sometimes generally normally regularly typically frequently annually routinely traditionally")
	expecting = words("expected forecast forecasted predicted projected likely unlikely")
	// explaining verbs take a question of which only the reason is open.
	explaining = words("say tell explain disclose reveal specify state clarify ask")
	// entitling nouns and forbidding verbs have an infinitive or gerund of what may or must not be done, pondering ones a gerund of what might be.
	entitling  = words("right rights freedom freedoms entitlement permission licence license offence offense crime")
	forbidding = verb.Set("forbid ban bar prohibit prevent deter discourage dissuade")
	pondering  = verb.Set("consider contemplate ponder avoid moot mull toy weigh float entertain")
	// orders, asks and designs are nouns with an infinitive of what is ordered, asked for or planned.
	orders     = words("order orders duty duties obligation obligations requirement requirements instruction instructions demand demands mandate")
	asks       = words("request requests call calls time appeal appeals")
	designs    = words("clause clauses agreement deal pact commitment plan plans effort efforts attempt attempts intent intention intentions bid move moves campaign decision proposal pledge promise vow")
	conditions = words("if unless provided assuming whether")
	// polls tell what is to come of a vote, happening are verbs of what nobody does.
	polls     = words("poll survey forecast projection")
	happening = words("rise fall drop grow shrink decline increase decrease worsen melt collapse burst erupt die drown happen occur spread topple sink flood")
)

// allowed are the factualities and statuses that the clause of token i allows,
// "" for any.
func allowed(t *tree.Tree, i int) (facts, stages string) {
	tok := t.Tokens[i]
	aux, negated, to, perfect, modal := group(t, i)
	head := tok.Head
	rel := t.Base(i)
	mark := ""
	if m := t.Kid(i, "mark"); m >= 0 {
		mark = t.Low(m)
	}
	if facts, stages = fated(t, i); facts != "" {
		return facts, stages
	}
	if facts, stages = doubted(t, i); facts != "" {
		return facts, stages
	}
	negated = negated || empty(t, i)
	finitePast := strings.Contains(tok.Feats, "Tense=Past") && strings.Contains(tok.Feats, "VerbForm=Fin") && modal == "" || aux == "was" || aux == "were" || aux == "did" || aux == "had"
	switch {
	case head >= 0 && head < i && (rel == "xcomp" || rel == "advcl" || rel == "ccomp") && denying[t.Low(head)] && denied(t, head) && !questions(t, i):
		return "U", "" // "did not deny having met them"
	case head >= 0 && (rel == "xcomp" || rel == "advcl") && denying[t.Low(head)] && !t.Passive(head) && head < i && i < head+3 && strings.HasSuffix(t.Low(i), "ing"):
		return "CT-", ""
	case head >= 0 && rel == "ccomp" && denying[t.Low(head)] && head < i && !parted(t, head, i):
		return "CT- U PR- PS-", ""
	case i+1 < len(t.Tokens) && t.Tokens[i+1].UPOS == "INTJ" && !negated && modal == "" && finitePast:
		return "CT+", "happened habitual" // "said no"
	case pleaded(t, i) != "":
		return pleaded(t, i), "happened habitual"
	case rel == "xcomp" && !to && modal == "" && head >= 0 && links[t.Lemma(head)] && !slices.ContainsFunc(t.Predicates, func(p nlp.Predicate) bool { return p.Token == head }):
		return allowed(t, head)
	case to && rel == "advcl" && head >= 0 && ordering[t.Low(head)] && t.Kid(head, "obj") >= 0 && t.Kid(head, "obj") < i:
		return "U CT- CT+", "ordered"
	case rel == "advcl" && mark == "if" || rel == "advcl" && mark == "unless" || supposes(t, i):
		return "U PS+", "conditional unknown"
	case (rel == "ccomp" || rel == "acl" || rel == "xcomp" && !to) && head >= 0 && fearing[t.Low(head)] && !(rel == "acl" && mark == "" && strings.Contains(tok.Feats, "VerbForm=Part")):
		if perfect || finitePast && !pastFact(t, head) {
			return "PS+", "happened holds habitual" // "fear that ten have died"
		}
		return "PS+", "predicted holds habitual"
	case modal == "would" && !perfect && !negated && hangsOn(t, i):
		return "U", "conditional"
	case modal == "would" && !perfect && !conditioned(t, i) && reporter(t, i) >= 0:
		facts = "CT+ CT-"
		if negated {
			facts = "CT-"
		}
		switch {
		case questions(t, i):
			return "U", "unknown"
		case echoes(t, i, reporter(t, i)):
			return facts, "planned"
		case t.Passive(i):
			return facts, "planned predicted"
		case supposed(t, i):
			return facts + " U", "predicted planned habitual conditional"
		}
		return facts, "predicted planned habitual"
	case modal == "could" && negated && !to && !perfect && mark != "if":
		return "CT-", "happened holds habitual"
	case (modal == "can" || modal == "ca") && negated && !to:
		return "CT- U", "holds habitual conditional unknown"
	case modal == "may" && !perfect && permits(t, i):
		if negated {
			return "CT-", "holds"
		}
		return "CT+", "holds"
	case modal == "may" || modal == "might":
		facts = "PS+ PS-"
		if negated {
			facts = "PS- PS+"
		}
		if perfect {
			return facts, "happened holds"
		}
		return facts, "predicted planned holds habitual conditional"
	case (modal == "must" || modal == "should") && !perfect:
		if modal == "should" {
			return "U CT+ CT- PR+", "ordered holds habitual unknown predicted"
		}
		return "U CT+ CT-", "ordered holds habitual unknown"
	case (modal == "will" || modal == "would") && ownWord(t, i):
		return "", "planned habitual conditional unknown predicted"
	case modal == "will" && alternative(t, i):
		return "PS+", "predicted planned"
	case modal == "will" || modal == "shall":
		facts = "CT+ CT- PR+ PR- U PS+"
		if negated {
			facts = "CT- PR- U"
		}
		if unwilled(t, i) {
			return facts, "predicted unknown conditional"
		}
		return facts, "planned predicted unknown conditional"
	case head >= 0 && head < i && pondering[t.Low(head)] && (rel == "xcomp" || rel == "ccomp" || rel == "obj" || rel == "advcl" && head+2 >= i) && (mark == "" || mark == "with") && strings.HasSuffix(t.Low(i), "ing") && t.Kid(i, "aux", "cop", "nsubj") < 0:
		if t.Lemma(head) == "avoid" {
			return "U CT-", "conditional happened"
		}
		return "U", "conditional"
	case head >= 0 && head < i && forbidding[t.Low(head)] && (rel == "xcomp" || rel == "advcl" || rel == "obl") && (to || mark == "from" || t.Kid(i, "case") >= 0 && t.Low(t.Kid(i, "case")) == "from"):
		return "U CT-", "conditional happened"
	case to && rel == "xcomp" && head >= 0:
		governor := t.Low(head)
		object := t.Kid(head, "obj", "iobj", "obl") >= 0 || t.Kid(i, "nsubj") >= 0
		switch {
		case shunning[governor]:
			return "CT- U", "happened holds habitual planned"
		case begging[governor] && !object && !t.Passive(head):
			return "U CT- CT+", "planned ordered"
		case wanting[governor] && object:
			return "U CT- CT+ PR+", "planned ordered conditional"
		case ordering[governor] && !(t.Lemma(head) == "tell" && t.Passive(head)):
			return "U CT- CT+", "ordered holds"
		case permitting[governor] && (t.Passive(head) || t.Tokens[head].UPOS == "ADJ") && standing(t, head):
			if _, not, _, _, _ := group(t, head); not {
				return "CT-", "holds habitual"
			}
			return "CT+", "holds habitual"
		case governor == "able":
			if _, not, _, _, _ := group(t, head); not {
				return "CT-", "holds habitual happened conditional"
			}
			return "", "holds habitual happened conditional planned predicted unknown"
		case governor == "unable":
			return "CT-", "holds habitual happened"
		case governor == "failed":
			return "CT- PR- U", "happened"
		case appointing[governor]:
			return "CT+ CT-", "planned"
		case expecting[governor] && perfect:
			return "PR+ PR- PS+ U", "happened"
		case expecting[governor]:
			return "PR+ PR- PS+ U", "predicted ordered habitual"
		case (governor == "need" || governor == "needs") && !object && !t.Passive(i):
			return "U CT+ CT-", "ordered holds planned conditional"
		case governor == "need" || governor == "needs":
			return "U CT+ CT-", "ordered holds"
		case yet(t, i, head):
			return "CT-", "happened holds"
		case governor == "has" || governor == "have":
			return "U CT+ CT- PR+ PS+", "ordered conditional holds planned predicted habitual"
		case forcing[governor] && t.Kid(head, "obj") >= 0 && pastOf(t, head):
			return "CT+", "happened holds"
		case implying[governor]:
			return "", ""
		case t.Lemma(head) == "threaten" && unwilled(t, i):
			return "U PR+ PS+ CT-", "predicted"
		case intending[governor]:
			return "U CT- PR+", "planned conditional"
		}
	case to && rel == "acl" && head >= 0 && (entitling[t.Low(head)] || orders[t.Low(head)] && none(t, head)):
		return "U", "conditional"
	case to && rel == "acl" && head >= 0 && orders[t.Low(head)]:
		return "U CT-", "ordered"
	case to && rel == "acl" && head >= 0 && asks[t.Low(head)]:
		return "U CT-", "ordered planned"
	case to && rel == "acl" && head >= 0 && !negated && t.Tokens[head].UPOS == "NOUN" && t.Is(head, "obj") && several(t, head) && !owed(t, head):
		return "U CT-", "planned conditional" // "to select men to send"
	case to && rel == "acl" && head >= 0 && designs[t.Low(head)]:
		return "U CT- CT+", "planned happened conditional"
	case to && isTo(t, i) && perfect: // "was to have opened"
		return "U CT-", "planned"
	case to && isTo(t, i):
		return "CT+ CT- U", "planned predicted ordered conditional unknown"
	case rel == "advcl" && mark == "by" && head >= 0 && t.Tokens[head].UPOS == "VERB" && pastFact(t, head):
		return "CT+ CT-", "happened habitual"
	case rel == "conj" && head >= 0 && head < i && bare(t, i) && sameForm(t, i, head) && !empty(t, i):
		facts, stages = allowed(t, head)
		if contrasted(t, i) > head || empty(t, head) { // "was not paid but beaten", "gave no reason and left"
			facts = strings.ReplaceAll(facts, "-", "+")
		}
		return facts, stages
	case to && rel == "advcl" && mark == "to" && (shunning[t.Low(head)] || t.Low(head) == "failed"):
		return "CT- U", "happened holds planned"
	case to && rel == "advcl" && mark == "to":
		return "U CT+ PR+", "planned conditional ordered happened predicted habitual"
	case modal == "" && !to && finitePast && (tok.UPOS == "VERB" || t.Kid(i, "cop") >= 0) && !inCondition(t, i) && rel != "ccomp" && !(rel == "conj" && mark == "that"):
		stages = "happened habitual"
		if questions(t, i) {
			stages += " unknown"
		}
		if negated || strings.HasSuffix(t.Low(i), "ing") && aux != "" {
			stages += " holds" // "did not want", "were searching"
		}
		switch {
		case mark == "until" && !negated && came(t, i):
			return "CT+", stages
		case mark == "until" || mark == "before":
			stages += " conditional"
		}
		if negated {
			return "CT- U PR- PS-", stages
		}
		return "CT+ PR+ PS+ U CT-", stages
	}
	if modal == "" && !to && !finitePast && strings.Contains(tok.Feats, "VerbForm=Fin") {
		switch {
		case habitual(t, i):
			stages = "habitual"
		case ordering[t.Low(i)] && t.Kid(i, "xcomp", "advcl") > i && rel == "root":
			stages = "happened holds" // who calls on somebody now does so once
		}
	}
	if stages == "" && !to && finitePast {
		stages = "happened holds habitual planned predicted conditional unknown" // nobody orders in the past tense
		if k := t.Kid(i, "advmod"); k >= 0 && k < i && hedges[t.Low(k)] == "likelihood" && modal == "" {
			stages = "happened holds habitual" // "was likely set on fire"
		}
	}
	if negated && !to && modal == "" && (rel == "root" || rel == "ccomp" || rel == "conj" || rel == "parataxis") {
		facts = "CT- U PR- PS-"
	}
	return facts, stages
}

// parted tells whether a colon stands between the tokens at a and b: "disputed that
// as well: the guns had answered".
func parted(t *tree.Tree, a, b int) bool {
	return slices.ContainsFunc(t.Tokens[a:b], func(k nlp.Token) bool { return k.Text == ":" })
}

// came tells whether what lasted until the clause at i, a plain past, was a fact: then
// the end came too ("was presumed dead until a fisherman found him").
func came(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	if h >= 0 && t.Is(h, "xcomp") && !ordering[t.Low(max(t.Tokens[h].Head, 0))] {
		h = t.Tokens[h].Head
	}
	return h >= 0 && h < i && pastFact(t, h) && !ordering[t.Low(h)] && !intending[t.Low(h)] && !t.Is(h, "ccomp")
}

// several tells whether the noun at i stands for more than one: "men", "personnel".
func several(t *tree.Tree, i int) bool {
	w := t.Low(i)
	return strings.Contains(t.Tokens[i].Feats, "Number=Plur") || w == "personnel" || w == "staff" || t.Kid(i, "nummod") >= 0
}

// owed tells whether the noun at i is what somebody has to do: "has rent to pay".
func owed(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	return h >= 0 && (t.Lemma(h) == "have" || t.Lemma(h) == "be" || t.Lemma(h) == "get")
}

// reason tells whether the clause at i is one whose reason alone is asked for, and
// which is taken for granted: "has not said why the team was turned away".
func reason(t *tree.Tree, i int) bool {
	h := t.Tokens[i].Head
	why := h >= 0 && t.Low(h) == "why"
	if why {
		h = t.Tokens[h].Head
	}
	for _, k := range t.Kids(i) {
		why = why || t.Low(k) == "why" && k < i
	}
	_, _, to, _, modal := group(t, i)
	return why && h >= 0 && explaining[t.Lemma(h)] && !to && modal == ""
}

// supposes tells whether the clause at i is a condition by its order: "should
// the wind drop", "had they stayed".
func supposes(t *tree.Tree, i int) bool {
	a, s := t.Kid(i, "aux", "cop"), t.Kid(i, "nsubj")
	if a < 0 || s < a || s > i && t.Kid(i, "cop") < 0 {
		return false
	}
	w := t.Low(a)
	sent := t.Sentences[t.Sentence(i)]
	return (w == "should" || w == "had" || w == "were" && t.Kid(i, "mark") >= 0) && t.Tokens[sent.Last-1].Text != "?" && !questions(t, i)
}

// questions tells whether the clause at i asks: by a word of question of its
// own or before it, or by the mark that ends its sentence.
func questions(t *tree.Tree, i int) bool {
	if h := t.Tokens[i].Head; h >= 0 && Asks(t.Low(h)) && t.Is(i, "acl") {
		return true
	}
	for _, k := range t.Kids(i) {
		if Asks(t.Low(k)) && k < i && t.Low(k) != "that" && !(t.Is(i, "acl") && t.Is(k, "nsubj")) {
			return true
		}
	}
	sent := t.Sentences[t.Sentence(i)]
	return t.Tokens[sent.Last-1].Text == "?" && t.Is(i, "root", "conj", "parataxis")
}

// yet tells whether the infinitive at i is what has not been done: "has yet to
// say".
func yet(t *tree.Tree, i, head int) bool {
	for _, k := range append(slices.Clone(t.Kids(head)), t.Kids(i)...) {
		if t.Low(k) == "yet" && k < i {
			return true
		}
	}
	return false
}

// isTo tells whether the infinitive at i is what is to happen ("they are to
// receive"), not what an aim is ("the aim is to receive").
func isTo(t *tree.Tree, i int) bool {
	s := t.Kid(i, "nsubj")
	if s < 0 || aims[t.Lemma(s)] || designs[t.Low(s)] || orders[t.Low(s)] {
		return false
	}
	for _, k := range t.Kids(i) {
		if t.Is(k, "aux", "cop") {
			switch t.Low(k) {
			case "is", "are", "was", "were", "'re", "'s":
				return true
			}
		}
	}
	return false
}

// pastFact tells whether the verb at i is a plain past, neither denied nor modal.
func pastFact(t *tree.Tree, i int) bool {
	aux, negated, to, _, modal := group(t, i)
	feats := t.Tokens[i].Feats
	return !negated && !to && modal == "" && (strings.Contains(feats, "Tense=Past") && strings.Contains(feats, "VerbForm=Fin") || aux != "")
}

// pastOf tells whether the verb at i is told as past: itself, or, a participle,
// the verb it goes with.
func pastOf(t *tree.Tree, i int) bool {
	for n := 0; i >= 0 && n < 4; n++ {
		if _, negated, _, _, modal := group(t, i); negated || modal != "" {
			return false
		}
		if pastFact(t, i) {
			return true
		}
		if !t.Is(i, "advcl", "conj") {
			return false
		}
		i = t.Tokens[i].Head
	}
	return false
}

// echoes tells whether the subject of the clause at i is who speaks at head:
// a pronoun of the third person, or the same word.
func echoes(t *tree.Tree, i, head int) bool {
	s, speaker := t.Kid(i, "nsubj"), t.Kid(head, "nsubj")
	if s < 0 || speaker < 0 {
		return false
	}
	switch w := t.Low(s); w {
	case "it", "they", "he", "she":
		return true
	default:
		return w == t.Low(speaker)
	}
}

// reporter is the verb or noun of saying that reports the clause at i in other
// words than the speaker's, -1 where there is none: "said the bridge would open",
// "the bridge would open, he said", "news that the bridge would open". Of joined
// clauses it reports each.
func reporter(t *tree.Tree, i int) int {
	for t.Is(i, "conj") && t.Tokens[i].Head >= 0 && t.Kid(i, "aux") >= 0 {
		i = t.Tokens[i].Head
	}
	v := -1
	if h := t.Tokens[i].Head; h >= 0 && t.Is(i, "ccomp") && (saying[t.Lemma(h)] || polled(t, h) || madeKnown(t, h)) {
		v = h
	} else if m := t.Kid(i, "mark"); h >= 0 && t.Tokens[i].Rel == "acl" && m >= 0 && t.Low(m) == "that" && (othersSay[t.Low(h)] && !supposing[t.Low(h)] || word[t.Lemma(h)]) {
		v = h
	} else if t.Is(i, "root") {
		for _, k := range t.Kids(i) {
			if t.Is(k, "parataxis") && k > i && saying[t.Lemma(k)] && t.Kid(k, "nsubj") >= 0 {
				v = k
			}
		}
	}
	for k := min(i, v); v >= 0 && k < max(i, v); k++ {
		if strings.ContainsAny(t.Tokens[k].Text, "\"“”«»") {
			return -1 // the speaker's own "would"
		}
	}
	return v
}

// polled tells whether the verb at h tells what a poll came to: "a poll found that".
func polled(t *tree.Tree, h int) bool {
	s := t.Kid(h, "nsubj")
	return s >= 0 && s < h && polls[t.Lemma(s)] && (t.Lemma(h) == "find" || t.Lemma(h) == "show")
}

// madeKnown tells whether the word at h is what somebody lets or makes a thing be:
// "let it be known that".
func madeKnown(t *tree.Tree, h int) bool {
	up := t.Tokens[h].Head
	return up >= 0 && up < h && t.Low(h) == "known" && (t.Lemma(up) == "let" || t.Lemma(up) == "make")
}

// unwilled tells whether the predicate at i is nobody's own act: "will rise", "will be
// forced to", "threatens to give way".
func unwilled(t *tree.Tree, i int) bool {
	if compelling[t.Low(i)] {
		return t.Passive(i)
	}
	o := t.Kid(i, "obj")
	return t.Lemma(i) == "give" && o > i && t.Low(o) == "way" || happening[t.Lemma(i)] && o < 0 && !t.Passive(i)
}

// supposed tells whether the subject of the clause at i is itself only thought
// of: "leaving it there would be worse", "it would be wrong to leave".
func supposed(t *tree.Tree, i int) bool {
	s := t.Kid(i, "nsubj")
	return t.Kid(i, "csubj", "expl") >= 0 || s < 0 || t.Low(s) == "that" || t.Low(s) == "this" || t.Low(s) == "it" && t.Kid(i, "cop") >= 0 ||
		strings.HasSuffix(t.Low(s), "ing") && t.Kid(s, "obj") >= 0
}

// conditioned tells whether a clause of condition hangs on the one at i.
func conditioned(t *tree.Tree, i int) bool {
	for _, k := range t.Kids(i) {
		if m := t.Kid(k, "mark"); t.Is(k, "advcl") && m >= 0 && conditions[t.Low(m)] {
			return true
		}
	}
	return false
}

// hangsOn tells whether the clause at i has a condition of its own: "if",
// "unless", not "even if".
func hangsOn(t *tree.Tree, i int) bool {
	for _, k := range t.Kids(i) {
		m := t.Kid(k, "mark")
		if t.Is(k, "advcl") && m >= 0 && (t.Low(m) == "if" || t.Low(m) == "unless") && (m == 0 || t.Low(m-1) != "even" && t.Low(m-1) != "as") {
			return true
		}
	}
	return false
}

// alternative tells whether the clause at i is one of two joined by "or".
func alternative(t *tree.Tree, i int) bool {
	or := func(k int) bool {
		c := t.Kid(k, "cc")
		return c >= 0 && t.Low(c) == "or"
	}
	if t.Is(i, "conj") && or(i) {
		return true
	}
	for _, k := range t.Kids(i) {
		if t.Is(k, "conj") && or(k) && t.Kid(k, "aux") >= 0 {
			return true
		}
	}
	return false
}

// habitual tells whether an adverb at i marks repeated practice.
func habitual(t *tree.Tree, i int) bool {
	for _, k := range t.Kids(i) {
		if t.Is(k, "advmod") && often[t.Low(k)] {
			return true
		}
	}
	return false
}

// none tells whether the noun or pronoun at i stands for nobody and nothing.
func none(t *tree.Tree, i int) bool {
	switch t.Low(i) {
	case "nobody", "nothing", "none", "neither":
		return true
	}
	d := t.Kid(i, "det", "nummod")
	return d >= 0 && (t.Low(d) == "no" && !bounding(t, d) || t.Low(d) == "neither" || t.Low(d) == "one" && t.Low(d-1) == "not") || t.Low(i) == "one" && t.Low(i-1) == "not"
}

// toNone tells whether the word at i, alone but for a preposition of whom or what
// something is done to, is "none", "nobody" or "neither lawyer".
func toNone(t *tree.Tree, i int) bool {
	for _, k := range t.Kids(i) {
		w := t.Low(k)
		if !(t.Is(k, "det") && w == "neither") && !(t.Is(k, "case") && (w == "to" || w == "for" || w == "of" || w == "from")) {
			return false
		}
	}
	return true
}

// bounding tells whether the word for not at i begins a limit: "no more than five".
func bounding(t *tree.Tree, i int) bool {
	return negations[t.Low(i)] && i+2 < len(t.Tokens) && t.Low(i+2) == "than" && limits[t.Low(i+1)]
}

// limited tells whether a limit that begins with a word for not stands in the
// sentence of token i.
func limited(t *tree.Tree, i int) bool {
	s := t.Sentences[t.Sentence(i)]
	for k := s.First; k < s.Last; k++ {
		if bounding(t, k) {
			return true
		}
	}
	return false
}

// occasions are nouns of times and ways, none of which leaves nothing done.
var occasions = words("point time stage moment way circumstances account occasion case means")

var limits = words("more fewer less later earlier longer greater higher larger smaller lower")

// group looks at the auxiliaries of the predicate at i: the tensed one, whether
// it is negated, has "to", a perfect or a modal.
func group(t *tree.Tree, i int) (aux string, negated, to, perfect bool, modal string) {
	for _, k := range t.Kids(i) {
		w := t.Low(k)
		switch t.Base(k) {
		case "aux", "cop":
			switch w {
			case "will", "'ll", "wo":
				modal = "will"
			case "may", "might", "could", "would", "can", "should", "must", "shall", "ca":
				modal = w
			case "was", "were", "did", "had":
				if aux == "" {
					aux = w
				}
			case "have", "'ve":
				perfect = true
			}
			if w == "has" || w == "have" || w == "'ve" {
				perfect = true
			}
		case "advmod":
			if w == "nowhere" && k < i {
				negated = true
			}
			if w == "not" || w == "n't" || w == "never" {
				next := ""
				if k+1 < len(t.Tokens) {
					next = t.Low(k + 1)
				}
				negated = next != "only" && next != "just" && next != "merely" && !(next == "guilty" && k > i) && !(k > i && next == "to") // "asked not to be named"
			}
		case "nsubj":
			negated = negated || none(t, k)
		case "obl", "obj":
			negated = negated || none(t, k) && (t.Base(k) == "obl" && occasions[w] || k > i && toNone(t, k)) // "at no point did he order", "spoke to neither lawyer"
		case "mark":
			if w == "to" {
				to = true
			}
		}
	}
	return aux, negated && !until(t, i, aux, modal), to, perfect, modal
}

// ownWord tells whether the subject of i is the speaker.
func ownWord(t *tree.Tree, i int) bool {
	s := t.Kid(i, "nsubj")
	return s >= 0 && (t.Low(s) == "i" || t.Low(s) == "we")
}

// bare tells whether the predicate at i has no subject, auxiliary or mark of
// its own, so that it shares those of the one it is conjoined to.
func bare(t *tree.Tree, i int) bool {
	for _, k := range t.Kids(i) {
		switch t.Base(k) {
		case "aux", "nsubj", "mark", "cop":
			return false
		case "advmod":
			if w := t.Low(k); w == "not" || w == "n't" || w == "never" {
				return false
			}
		}
	}
	return true
}

// sameForm tells whether two verbs are inflected alike.
func sameForm(t *tree.Tree, i, j int) bool {
	return t.Tokens[i].UPOS == "VERB" && t.Tokens[j].UPOS == "VERB" && t.Tokens[i].Feats == t.Tokens[j].Feats
}

// inCondition tells whether the clause of i stands in a condition.
func inCondition(t *tree.Tree, i int) bool {
	for v, n := i, 0; v >= 0 && n < 10; v, n = t.Tokens[v].Head, n+1 {
		if m := t.Kid(v, "mark"); m >= 0 && conditions[t.Low(m)] {
			return true
		}
		if t.Is(v, "root") || t.Tokens[v].Rel == "acl:relcl" {
			break // what tells who is meant is no part of the condition
		}
	}
	return false
}
