package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

// Words by which a speaker denies what others said. Whoever rejects something
// denies it only where that is a report: a parliament rejects laws as well.
var (
	denyingVerbs  = join(formsOf("deny refute rebut"), setOf(strings.Fields("rebutted rebutting denial denials")))
	spurningVerbs = join(formsOf("reject dismiss dispute"), setOf(strings.Fields("rejection")))
	falseWords    = setOf(strings.Fields(`fake fakes hoax hoaxes untrue false groundless baseless unfounded fabricated fabrication fabrications lies disinformation nonsense
	invention inventions invented falsehood falsehoods slander slanders smear smears libel concocted fantasy fantasies`))
)

// retractingVerbs take back what was said, lettingGo where a word for it follows;
// whoever apologises for a report takes it back too.
var (
	retractingVerbs = formsOf("retract recant")
	lettingGo       = join(formsOf("withdraw rescind delete remove correct apologise apologize"), setOf(strings.Fields("withdrew withdrawn withdrawal took taken retraction")))
	ownWords        = join(reportWords, setOf(strings.Fields("testimony confession post posts remark remarks")))
)

// wrongWords are what an outlet calls its own report when it takes it back.
var wrongWords = setOf(strings.Fields("wrong incorrect inaccurate mistaken erroneous false untrue error"))

// trueWords are what those call a report who believe it.
var trueWords = setOf(strings.Fields("true correct accurate credible genuine authentic reliable"))

// reportWords are words for what others said, which a denial may name without
// saying what that was.
var reportWords = setOf(strings.Fields(`report reports reporting claim claims allegation allegations accusation accusations rumour rumours rumor rumors suggestion suggestions
	speculation assertion assertions news article articles story stories information account accounts findings statement statements charge charges media`))

// admissionWords are words by which a speaker owns up to something, and
// unadmitting those that take it back when they stand before.
var (
	admissionWords = join(formsOf("confirm acknowledge concede"), setOf(strings.Fields("admit admits admitted admission confirmation acknowledgement")))
	unadmitting    = setOf(strings.Fields("not no refused refuses refuse declined declines decline without never cannot neither yet nor"))
)

// keptBack are words for speaking of a matter, which somebody may refuse.
var keptBack = join(formsOf("comment answer discuss elaborate respond"), setOf(strings.Fields("say speak drawn")))

// settlingWords tell what became of something expected.
var settlingWords = join(formsOf(`complete arrive delay postpone cancel scrap suspend abandon fail miss materialise materialize remain end open sign approve pass confirm launch reach
	finish shelve withdraw`), setOf(strings.Fields(`begun began begins cancelled scrapped withdrew withdrawn met off already still yet finally again instead back first`)))

// delayingWords tell that it has not come about.
var delayingWords = join(formsOf("delay postpone cancel scrap suspend abandon fail miss shelve remain halt block revoke rescind prevent thwart drop"), setOf(strings.Fields("cancelled scrapped halted dropped dropping still yet off")))

// revisingWords set a new figure against an older one.
var revisingWords = join(formsOf("revise double raise lower correct update reduce adjust"), setOf(strings.Fields("earlier previous previously initially originally counted risen rises rose")))

// formsOf are regular English verbs in all their forms.
func formsOf(verbs string) map[string]bool {
	m := map[string]bool{}
	for _, v := range strings.Fields(verbs) {
		m[v] = true
		switch n := len(v) - 1; {
		case v[n] == 'e':
			m[v+"s"], m[v+"d"], m[v[:n]+"ing"] = true, true, true
		case v[n] == 'y' && !strings.ContainsRune("aeiou", rune(v[n-1])):
			m[v[:n]+"ies"], m[v[:n]+"ied"], m[v+"ing"] = true, true, true
		case v[n] == 's' || v[n] == 'h' || v[n] == 'x':
			m[v+"es"], m[v+"ed"], m[v+"ing"] = true, true, true
		default:
			m[v+"s"], m[v+"ed"], m[v+"ing"] = true, true, true
		}
	}
	return m
}

func join(sets ...map[string]bool) map[string]bool {
	m := map[string]bool{}
	for _, s := range sets {
		for k := range s {
			m[k] = true
		}
	}
	return m
}

// readStance finds words of denying, confirming, settling and revising, whose
// side speaks, and what the statement denies: its negative claims, else what
// follows the verb, else all of it. within gives the terms of a span.
func (s *statement) readStance(words []word, within func(report.Span) map[string]float64) {
	denied := s.span
	said := s.span.Start // where the first word stands that its subject speaks with
	for i, w := range words {
		if w.named() && i > 0 && strings.ToUpper(w.text) != w.text {
			continue
		}
		next := words[i+1 : min(len(words), i+7)]
		back := slices.ContainsFunc(words[max(0, i-4):i], func(b word) bool { return unadmitting[b.lower] })
		verb := denyingVerbs[w.lower] && !back || spurningVerbs[w.lower] && slices.ContainsFunc(next, func(n word) bool { return reportWords[n.lower] || falseWords[n.lower] })
		recants := !back && (retractingVerbs[w.lower] || lettingGo[w.lower] && slices.ContainsFunc(next[:min(len(next), 4)], func(n word) bool { return ownWords[n.lower] }))
		if w.lower == "our" && slices.ContainsFunc(next[:min(len(next), 3)], func(n word) bool { return reportWords[n.lower] }) &&
			slices.ContainsFunc(words[i:], func(n word) bool { return wrongWords[n.lower] }) {
			recants, s.ownReport = true, true
		}
		s.recants = s.recants || recants
		verb = verb || recants
		s.rebuts = s.rebuts || verb || falseWords[w.lower]
		s.sweeping = s.sweeping || reportWords[w.lower]
		s.upholds = s.upholds || trueWords[w.lower] && !back
		s.settles = s.settles || settlingWords[w.lower]
		s.delays = s.delays || delayingWords[w.lower]
		s.revises = s.revises || revisingWords[w.lower]
		s.admits = s.admits || admissionWords[w.lower] && !back
		keeps := back && (admissionWords[w.lower] || denyingVerbs[w.lower] || keptBack[w.lower])
		s.wavers = s.wavers || w.lower == "if" || keeps
		if said == s.span.Start && (verb || keeps || admissionWords[w.lower]) && (len(next) == 0 || next[0].lower != "by") {
			said = w.span.Start
		}
		if verb && denied == s.span {
			denied.Start = w.span.End
		}
	}
	s.readSides(within(report.Span{Start: s.span.Start, End: said}))
	s.upholds = s.upholds && s.sweeping && !s.rebuts
	s.sweeping = s.sweeping && s.rebuts
	if s.rebuts {
		s.denied = true
		s.readDenied(denied, within)
	}
}

// readSides finds who speaks, and who is named besides: by the codes of their
// countries, and by the names of persons. Where no voice is known it is the
// subject, "Brevia's envoy issued a denial".
func (s *statement) readSides(subject map[string]float64) {
	for _, k := range slices.Concat(s.inner, s.relays) {
		f := strings.Split(k, ":")
		if f[0] == "person" {
			s.speakers = addAll(s.speakers, []string{"^" + f[1]})
		} else if last := f[len(f)-1]; len(f) > 1 && len(last) == 2 {
			s.speakers = addAll(s.speakers, []string{last})
		}
	}
	side := func(t string) []string {
		switch t[0] {
		case '=':
			return []string{t[1:]}
		case '^':
			return []string{t}
		}
		return nil
	}
	if len(s.speakers) == 0 {
		for _, t := range sortedKeys(subject) {
			s.speakers = append(s.speakers, side(t)...)
		}
	}
	s.sides = slices.Clone(s.speakers)
	for _, t := range sortedKeys(s.found) {
		s.sides = addAll(s.sides, side(t))
	}
}

// readDenied sums up what a denial says is not so.
func (s *statement) readDenied(after report.Span, within func(report.Span) map[string]float64) {
	rebutted := map[string]float64{}
	take := func(terms bag) {
		for i, t := range terms.names {
			if t[0] != '=' && t[0] != '@' && !accusing[t] {
				rebutted[t] = terms.weights[i]
			}
		}
	}
	for _, f := range s.negative {
		take(f.terms)
	}
	if len(rebutted) == 0 {
		take(bagOf(within(after)))
	}
	if len(rebutted) == 0 && after != s.span {
		take(bagOf(within(s.span)))
	}
	s.rebutted = bagOf(rebutted)
}

// accusing are the stems of words of denying and of words for reports: they
// are not what is denied.
var accusing = func() map[string]bool {
	m := map[string]bool{}
	for w := range join(denyingVerbs, spurningVerbs, falseWords, retractingVerbs, lettingGo, ownWords) {
		m[stem(w)] = true
	}
	return m
}()
