package story

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// account is one claim that somebody asserts at first hand, as something that is so
// or was done: who did what to whom, what is named, when, and on whose word. Only
// accounts corroborate one another.
type account struct {
	claim    int
	deed     string // as deedOf gives it
	who      []party
	whom     []party // whom it befell; of a deed that is done to nobody, who did it
	to       []party
	names    []string // what it names, by terms, the names of its voices left out
	when     days
	inner    []string // whose word it is, by the keys of the voice
	teller   string   // the id of that voice
	nameless bool     // that voice has no name
}

// party is who takes part in a deed: the terms of a phrase, the last of which says
// who it is, and those of what it is of ("the army of Kessel").
type party struct{ head, of []string }

// readAccounts finds the claims of the statement that are accounts.
func (s *statement) readAccounts(r *reading.Reading, words []word, written map[string]bool, voiceName map[string]string) {
	low := strings.ToLower(s.span.Of(r.Text))
	s.heard = heardOf.MatchString(low)
	if s.heard || citesReports.MatchString(low) {
		return
	}
	var all []string
	for _, i := range s.claims {
		all = addAll(all, namesOfClaim(&r.Claims[i], words, written))
	}
	for _, i := range s.claims {
		c := &r.Claims[i]
		if c.Factuality != reading.Certain || c.Status != reading.Happened && c.Status != reading.Holds && c.Status != reading.Habitual || c.Condition != "" || c.OpenQuestion ||
			c.Zone == string(report.Headline) || // it only sums up what the report says
			passedOn(words, c.Span.Start) {
			continue
		}
		a := account{claim: i, deed: outcomeOf(r, c, words), when: daysOf(c.When.EDTF)}
		var voices []string // the terms of their names
		for k, l := range c.Sources {
			name := voiceName[l.Voice]
			if k == len(c.Sources)-1 {
				a.teller, a.inner, a.nameless = l.Voice, voiceKeys(name), nameless(name)
			}
			for _, w := range wordsOf(name, 0) {
				voices = append(voices, "^"+skeleton(w.lower))
			}
		}
		if a.teller != "" && voiceName[a.teller] == "" {
			continue // "reportedly": nobody answers for it
		}
		others := func(names []string) []string {
			return slices.DeleteFunc(names, func(n string) bool { return slices.Contains(voices, n) })
		}
		if a.names = others(namesOfClaim(c, words, written)); len(a.names) == 0 {
			a.names = others(slices.Clone(all))
		}
		for _, x := range c.Arguments {
			list := map[string]*[]party{"agent": &a.who, "patient": &a.whom, "recipient": &a.to}[x.Role]
			if list != nil {
				*list = append(*list, partiesOf(r, words, written, x.Span)...)
			}
		}
		if len(a.whom) == 0 {
			a.who, a.whom = nil, a.who
		}
		s.accounts = append(s.accounts, a)
	}
}

// outcomeOf is deedOf, but for what a deed ended with right where it stands: "shot
// dead".
func outcomeOf(r *reading.Reading, c *reading.Claim, words []word) string {
	if i := wordsBetween(words, c.Anchor.End); i < len(words) && words[i].lower == "dead" && c.Span.Contains(words[i].span) {
		return killed
	}
	return deedOf(r, c)
}

// namesOfClaim are the names in its words and in those of its participants.
func namesOfClaim(c *reading.Claim, words []word, written map[string]bool) []string {
	names := namesWithin(words, written, c.Span)
	for _, a := range c.Arguments {
		names = addAll(names, namesWithin(words, written, a.Span))
	}
	return names
}

// namesWithin are the names of countries, and of whom and what else, in a span, by
// their terms. What many are called is none.
func namesWithin(words []word, written map[string]bool, span report.Span) (names []string) {
	for i := 0; i < len(words); i++ {
		if !span.Contains(words[i].span) {
			continue
		}
		t, n := nameTerm(words, i, written)
		if n > 0 {
			names = addAll(names, []string{t})
			i += n - 1
		}
	}
	return names
}

// nameTerm is the term of the name at words[i], and of how many words it is; 0
// for none.
func nameTerm(words []word, i int, written map[string]bool) (term string, n int) {
	w := words[i]
	if !w.named() {
		return "", 0
	}
	if c, n := countries.at(words, i); n > 0 {
		return "=" + c, n
	}
	if i == 0 && !written[w.lower] || stopwords[w.lower] || calendarWords[w.lower] || titles[w.lower] || commonNames[nameStem(w.lower)] {
		return "", 0
	}
	if s := skeleton(w.lower); s != "" {
		return "^" + s, 1
	}
	return "", 0
}

// Words that end the part of a phrase that says who or what it is.
var afterHead = setOf(strings.Fields(`in at on near from for with by to into over under between against off outside inside after before during who which that whose when where while
	including carrying wearing riding belonging called named known than as aboard around behind beside`))

// anybody are words for those who did a deed, or to whom it was done, that do not
// tell who they are.
var anybody = setOf(strings.Fields("attacker attackers assailant assailants perpetrator perpetrators victim victims casualty casualties body bodies"))

// partiesOf reads the phrase of a participant: of several that "and" joins each.
// Numbers and measures are none of it: what is measured follows "of".
func partiesOf(r *reading.Reading, words []word, written map[string]bool, span report.Span) []party {
	measure := func(w word) bool {
		return slices.ContainsFunc(r.Quantities, func(q reading.Quantity) bool { return q.Span.Contains(w.span) })
	}
	var all []party
	var p party
	at := &p.head
	flush := func() {
		if len(p.head) == 0 {
			p.head, p.of = p.of, nil
		}
		all = append(all, p)
		p = party{}
		at = &p.head
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		if !span.Contains(w.span) {
			continue
		}
		comma := i > 0 && span.Start < w.span.Start && strings.ContainsAny(r.Text[words[i-1].span.End:w.span.Start], ",;(")
		if comma && len(p.head) > 0 || afterHead[w.lower] {
			break
		}
		switch {
		case w.lower == "and":
			flush()
		case w.lower == "of":
			if at == &p.of && len(p.of) > 0 {
				flush()
				return all
			}
			at = &p.of
		default:
			if t, n := nameTerm(words, i, written); n > 0 {
				*at = append(*at, t)
				i += n - 1
			} else if !stopwords[w.lower] && !anybody[w.lower] && !measure(w) && (w.lower[0] < '0' || w.lower[0] > '9') {
				*at = append(*at, stem(w.lower))
			}
		}
	}
	flush()
	return all
}

// may tells whether two phrases can stand for one: the last word of one is in the
// other, and where both have names, the last name of one; what they are of too.
func (p party) may(q party) bool {
	if len(p.head) == 0 || len(q.head) == 0 {
		return true
	}
	x, y := p.head[len(p.head)-1], q.head[len(q.head)-1]
	if !slices.Contains(q.head, x) && !slices.Contains(p.head, y) {
		return false
	}
	m, n := namesAmong(p.head), namesAmong(q.head)
	if len(m) > 0 && len(n) > 0 && !slices.Contains(n, m[len(m)-1]) && !slices.Contains(m, n[len(n)-1]) {
		return false
	}
	return party{head: p.of}.may(party{head: q.of})
}

// namesAmong are those of the terms that are names.
func namesAmong(terms []string) (names []string) {
	for _, t := range terms {
		if t[0] == '^' || t[0] == '=' {
			names = append(names, t)
		}
	}
	return names
}

// mayMeet tells whether somebody of one list can be somebody of the other; of
// nobody nothing is known.
func mayMeet(x, y []party) bool {
	return len(x) == 0 || len(y) == 0 || slices.ContainsFunc(x, func(p party) bool { return slices.ContainsFunc(y, p.may) })
}

// endsOtherwise tells whether the deeds are said to have led to what differs, or only
// one of them to something without a name, "beaten to death": more is told there.
func endsOtherwise(x, y []party) bool {
	if len(x) > 0 && len(y) > 0 {
		return !slices.ContainsFunc(x, func(p party) bool {
			return slices.ContainsFunc(y, func(q party) bool { return (len(p.head) == 0) == (len(q.head) == 0) && p.may(q) })
		})
	}
	return slices.ContainsFunc(append(x, y...), func(p party) bool { return len(p.head) > 0 && len(namesAmong(p.head)) == 0 })
}

// namesApart tells whether each of two lists names what the other does not, among
// countries or among whom and what else.
func namesApart(x, y []string) bool {
	beyond := func(x, y []string, kind byte) bool {
		return slices.ContainsFunc(x, func(n string) bool { return n[0] == kind && !slices.Contains(y, n) })
	}
	apart := func(kind byte) bool { return beyond(x, y, kind) && beyond(y, x, kind) }
	return apart('^') || apart('=')
}

// undatedReach is how many days may lie between the reports of two accounts of which
// one does not say when: the like may happen again.
const undatedReach = 31

// agree tells whether two accounts can be of one deed: the same was done, both name
// something that tells which deed it is, and neither who did it, to whom, what is
// named nor when tells them apart.
func (p *pairing) agree(x, y *account) bool {
	if x.deed != y.deed || x.deed == "" || stopwords[x.deed] || !meet(x.names, y.names) || namesApart(x.names, y.names) || !mayMeet(x.who, y.who) || !mayMeet(x.whom, y.whom) || endsOtherwise(x.to, y.to) {
		return false
	}
	switch {
	case x.when.known && y.when.known:
		return x.when.meets(y.when)
	case (x.when.known || len(p.x.dates) > 0) && (y.when.known || len(p.y.dates) > 0):
		return true // differingDate has looked at these
	}
	return p.a.published.known && p.b.published.known && p.a.published.gap(p.b.published) <= undatedReach
}

// agreement is the first two accounts of the statements that can be of one deed, nil
// for none.
func (p *pairing) agreement() (x, y *account) {
	for i := range p.x.accounts {
		for j := range p.y.accounts {
			if x, y := &p.x.accounts[i], &p.y.accounts[j]; p.agree(x, y) {
				return x, y
			}
		}
	}
	return nil, nil
}

// Words before a claim that tell that its speaker has it from others: what he heard,
// or what he calls a report of others. His own claim is his word, and so is what he
// says in a report.
var (
	hearingWords = setOf(strings.Fields("heard hear hears hearing read learned learnt learning"))
	toldWords    = setOf(strings.Fields("told informed"))
	othersWords  = setOf(strings.Fields(`report reports reporting claim claims allegation allegations accusation accusations rumour rumours rumor rumors suggestion suggestions
		speculation assertion assertions news story stories charges accused suspected`))
	ownedBy = setOf(strings.Fields("his her its their my our"))
	passive = setOf(strings.Fields("was were been being be"))
)

// passedOn tells whether what stands right before a claim says that its speaker has
// it from others: "rumours that", "was shocked to hear that".
func passedOn(words []word, start int) bool {
	i := wordsBetween(words, start) - 1
	for ; i >= 0 && (words[i].lower == "that" || words[i].lower == "of" || words[i].lower == "about" || words[i].lower == "how"); i-- {
	}
	if i < 0 {
		return false
	}
	w := words[i].lower
	before := words[max(0, i-3):i]
	switch {
	case hearingWords[w]:
		return true
	case toldWords[w]:
		return len(before) > 0 && passive[before[len(before)-1].lower]
	}
	return othersWords[w] && !slices.ContainsFunc(before, func(b word) bool { return b.lower == "in" || ownedBy[b.lower] })
}

// heardOf matches a sentence that tells that what was said was heard or read, and
// citesReports one that says what others reported.
var (
	heardOf = regexp.MustCompile(`\btold (?:him|her|them|me|us)(?: (?:so|that|this|about|of)\b|\s*[.,;"”]|\s*$)|\b(?:was|were|been) told(?: (?:so|this|about)\b|\s*[.,;"”]|\s*$)` +
		`|\blearn(?:ed|t) (?:it |this |that |of it |of this )?(?:from|through)\b|\bread (?:it |this |that |so |about it )?(?:in|on) (?:\w+ ){0,2}(?:papers?|press|news|newspapers?|media|internet|online|web|website|facebook|telegram)\b` +
		`|\bheard (?:it|this|of it|about it|so)\b`)
	citesReports = regexp.MustCompile(`\b(?:citing|quoting|quoted|linking to|linked to|referring to|referred to|based on|relying on|according to)\b(?: \w+){0,3}? ` +
		`(?:reports?|media|newspapers?|papers|press|websites?|web|posts?|rumou?rs|articles?|news|television|internet|online)\b`)
)

// unlearn takes the accounts from a statement after which the same voice says that
// it was told, "That is what I read in the papers".
func unlearn(all []statement) {
	for i := 1; i < len(all); i++ {
		s, before := &all[i], &all[i-1]
		if s.heard && s.sentence == before.sentence+1 && meet(s.inner, before.inner) {
			before.accounts = nil
		}
	}
}
