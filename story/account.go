package story

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// act is what one claim tells: who did what to whom, what is named, and when.
type act struct {
	claim int
	deed  string // as deedOf gives it
	who   []party
	whom  []party // whom it befell; of a deed that is done to nobody, who did it
	to    []party
	from  []party
	names []string // what it names, by terms, the names of its voices left out
	when  days
}

// account is a claim that is told as something that is so or was done, and on whose
// word. Only accounts at first hand corroborate one another.
type account struct {
	act
	inner    []string // whose word it is, by the keys of the voice
	teller   string   // the id of that voice
	nameless bool     // that voice has no name
	first    bool     // that voice does not say that it is from others
}

// party is who takes part in a deed: the terms of a phrase, the last of which says
// who it is, and those of what it is of ("the army of Kessel").
type party struct{ head, of []string }

// readActs reads who did what to whom in the statement's claims, and which of them are
// accounts.
func (s *statement) readActs(r *reading.Reading, words []word, written map[string]bool, voiceName map[string]string) {
	low := strings.ToLower(s.span.Of(r.Text))
	s.heard = heardOf.MatchString(low)
	relayed := s.heard || citesReports.MatchString(low)
	var all []string
	for _, i := range s.claims {
		all = addAll(all, namesOfClaim(&r.Claims[i], words, written))
	}
	actOf := func(i int) act {
		c := &r.Claims[i]
		a := act{claim: i, deed: outcomeOf(r, c, words), when: daysOf(c.When.EDTF)}
		var voices []string // the terms of their names
		for _, l := range c.Sources {
			for _, w := range wordsOf(voiceName[l.Voice], 0) {
				voices = append(voices, "^"+skeleton(w.lower))
			}
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
		if k := slices.IndexFunc(words, func(w word) bool { return w.lower == "from" && w.span.Start >= c.Anchor.End && c.Span.Contains(w.span) }); k >= 0 {
			a.from = partiesOf(r, words, written, report.Span{Start: words[k].span.End, End: c.Span.End})
		}
		return a
	}
	for _, list := range [][]facet{s.negative, s.foretold} {
		for i := range list {
			deed := list[i].deed
			list[i].act = actOf(list[i].claim)
			list[i].deed = deed
		}
	}
	for _, i := range s.claims {
		c := &r.Claims[i]
		if c.Factuality != reading.Certain || c.Status != reading.Happened && c.Status != reading.Holds && c.Status != reading.Habitual || c.Condition != "" || c.OpenQuestion {
			continue
		}
		a := account{act: actOf(i)}
		if n := len(c.Sources); n > 0 {
			a.teller = c.Sources[n-1].Voice
			a.inner, a.nameless = voiceKeys(voiceName[a.teller]), nameless(voiceName[a.teller])
		}
		reportedly := a.teller != "" && voiceName[a.teller] == ""                                                // nobody answers for it
		a.first = !relayed && !reportedly && !passedOn(words, c.Span.Start) && c.Zone != string(report.Headline) // which only sums up
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
// their terms. What many are called is none, and where every word has a capital, as in
// some headlines, only countries are known.
func namesWithin(words []word, written map[string]bool, span report.Span) (names []string) {
	titled := capitals(words)
	for i := 0; i < len(words); i++ {
		if !span.Contains(words[i].span) {
			continue
		}
		t, n := nameTerm(words, i, written)
		if n > 0 && (!titled || t[0] == '=') {
			names = addAll(names, []string{t})
			i += n - 1
		}
	}
	return names
}

// capitals tells whether all words that mean something are written as names.
func capitals(words []word) bool {
	all := 0
	for _, w := range words {
		switch {
		case stopwords[w.lower] || w.lower[0] >= '0' && w.lower[0] <= '9':
		case !w.named():
			return false
		default:
			all++
		}
	}
	return all > 3
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
	if begins(words, i) && !written[w.lower] || stopwords[w.lower] || calendarWords[w.lower] || titles[w.lower] || commonNames[nameStem(w.lower)] {
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
// tell who they are, and for so many of them.
var anybody = setOf(strings.Fields("total number group couple pair series attacker attackers assailant assailants perpetrator perpetrators victim victims casualty casualties body bodies"))

// partiesOf reads the phrase of a participant: of several that "and" joins each.
// Numbers and measures are none of it: what is measured follows "of".
func partiesOf(r *reading.Reading, words []word, written map[string]bool, span report.Span) []party {
	measure := func(w word) bool {
		return slices.ContainsFunc(r.Quantities, func(q reading.Quantity) bool { return q.Span.Contains(w.span) })
	}
	var all []party
	parts := [][]string{nil} // what "of" parts
	flush := func() {
		said := slices.DeleteFunc(parts, func(part []string) bool { return len(part) == 0 })
		said = append(said, nil, nil)
		all = append(all, party{said[0], said[1]})
		parts = [][]string{nil}
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		if !span.Contains(w.span) {
			continue
		}
		last := &parts[len(parts)-1]
		comma := i > 0 && span.Start < w.span.Start && strings.ContainsAny(r.Text[words[i-1].span.End:w.span.Start], ",;(")
		if comma && len(*last) > 0 || afterHead[w.lower] {
			break
		}
		switch {
		case w.lower == "and":
			flush()
		case w.lower == "of":
			parts = append(parts, nil)
		default:
			if t, n := nameTerm(words, i, written); n > 0 {
				*last = append(*last, t)
				i += n - 1
			} else if !stopwords[w.lower] && !anybody[w.lower] && !measure(w) && (w.lower[0] < '0' || w.lower[0] > '9') {
				*last = append(*last, stem(w.lower))
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
	return slices.ContainsFunc(slices.Concat(x, y), func(p party) bool { return len(p.head) > 0 && len(namesAmong(p.head)) == 0 })
}

// namesApart tells whether each of two lists has names of a kind, '=' for countries
// and '^' for whom and what else, that the other has not.
func namesApart(x, y []string, kind byte) bool {
	beyond := func(x, y []string) bool {
		return slices.ContainsFunc(x, func(n string) bool { return n[0] == kind && !slices.Contains(y, n) })
	}
	return beyond(x, y) && beyond(y, x)
}

// undatedReach is how many days may lie between the reports of two accounts of which
// one does not say when: the like may happen again.
const undatedReach = 31

// apart tells whether who did it, to whom, whence or what is named tells two acts of
// one kind apart.
func (x *act) apart(y *act) bool {
	return namesApart(x.names, y.names, '^') || namesApart(x.names, y.names, '=') || !mayMeet(x.who, y.who) || !mayMeet(x.whom, y.whom) || !mayMeet(x.from, y.from)
}

// agree tells whether two accounts can be of one deed: the same was done, both name
// something that tells which deed it is, and nothing tells them apart, nor when.
func (p *pairing) agree(x, y *account) bool {
	if x.deed != y.deed || x.deed == "" || stopwords[x.deed] || !meet(x.names, y.names) || x.apart(&y.act) || endsOtherwise(x.to, y.to) {
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

// unlike is a weaker apart, for acts that are told in other words: they name others, or
// those who take part have no word in common.
func (x *act) unlike(y *act) bool {
	words := func(lists ...[]party) (all []string) {
		for _, p := range slices.Concat(lists...) {
			all = append(append(all, p.head...), p.of...)
		}
		return all
	}
	akin := func(a, b []string) bool { return len(a) == 0 || len(b) == 0 || meet(a, b) }
	return namesApart(x.names, y.names, '^') || !akin(words(x.who), words(y.who)) || !akin(words(x.whom, x.to), words(y.whom, y.to)) || !akin(words(x.from), words(y.from))
}

// tellsAnother tells whether the statement tells of deeds like the facet's, but of
// other people, things or places only.
func (s *statement) tellsAnother(f *facet) bool {
	other := false
	for i := range s.accounts {
		if a := &s.accounts[i]; a.deed == f.deed {
			if !f.unlike(&a.act) {
				return false
			}
			other = true
		}
	}
	return other
}

// agreement is the first two accounts at first hand that can be of one deed, nil for
// none.
func (p *pairing) agreement() (x, y *account) {
	for i := range p.x.accounts {
		for j := range p.y.accounts {
			if x, y := &p.x.accounts[i], &p.y.accounts[j]; x.first && y.first && p.agree(x, y) {
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

// unlearn takes from a statement that its accounts are at first hand where the same
// voice says after it that it was told, "That is what I read in the papers".
func unlearn(all []statement) {
	for i := 1; i < len(all); i++ {
		s, before := &all[i], &all[i-1]
		if s.heard && s.sentence == before.sentence+1 && meet(s.inner, before.inner) {
			for k := range before.accounts {
				before.accounts[k].first = false
			}
		}
	}
}
