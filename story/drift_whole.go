package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// directives and resolves are predicates after which another may stand for
// the same: told to, ordered to; plans to, wants to.
var (
	directives = stemsOf("order instruct tell command direct ask require receive get call urge")
	resolves   = stemsOf("plan intend want decide agree prepare seem appear choose")
)

// actions finds a different event in the place of the original's: another
// step after the same order, or another deed before the same step; and one of
// two events joined by "and" that is gone.
func (d *drift) actions(m match) {
	for _, p := range d.pairs(m) {
		x, y := complement(d.q, m.x, p.x), complement(d.p, m.y, p.y)
		if x != nil && y != nil && !samePredicate(x, y) && directives[predicate(p.x)] && d.knows(m.x, predicate(y)) {
			d.add("action_changed", "“"+x.Anchor.Of(d.q.Reading.Text)+"” became “"+y.Anchor.Of(d.p.Reading.Text)+"”", m, y.Anchor, x.Anchor)
		}
	}
	d.deeds(m)
	for k := 1; k < len(m.x.claims); k++ {
		a, b := &d.q.Reading.Claims[m.x.claims[k-1]], &d.q.Reading.Claims[m.x.claims[k]]
		if b.Anchor.Start < a.Anchor.End || !conjoined(d.q.Reading.Text[a.Anchor.End:b.Anchor.Start]) {
			continue
		}
		said := func(c *reading.Claim) bool {
			return d.saysAnywhere(stem(strings.ToLower(c.Anchor.Of(d.q.Reading.Text))))
		}
		if m.y.terms.of(stem(strings.ToLower(a.Anchor.Of(d.q.Reading.Text)))) > 0 && !said(b) {
			d.add("dropped", "“"+b.Anchor.Of(d.q.Reading.Text)+"” is gone", m, m.y.span, b.Anchor)
		}
	}
}

func predicate(c *reading.Claim) string { return stem(strings.ToLower(c.Predicate)) }

// complement is the claim that "to" joins to another: "ordered them to go".
func complement(p *Profile, s *statement, c *reading.Claim) *reading.Claim {
	var next *reading.Claim
	for _, i := range s.claims {
		o := &p.Reading.Claims[i]
		if o.Anchor.Start > c.Anchor.Start && (next == nil || o.Anchor.Start < next.Anchor.Start) {
			next = o
		}
	}
	if next == nil || !afterTo(p.Reading.Text, next) {
		return nil
	}
	return next
}

func afterTo(text string, c *reading.Claim) bool {
	before := strings.TrimRight(text[:c.Anchor.Start], " ")
	return strings.HasSuffix(before, " to") || strings.HasSuffix(before, " to be")
}

func conjoined(between string) bool {
	w := strings.Fields(between)
	return len(w) == 1 && (w[0] == "and" || w[0] == "or")
}

func (d *drift) knows(x *statement, term string) bool { return x.terms.of(term) > 0 }

func (d *drift) saysAnywhere(term string) bool {
	return slices.ContainsFunc(d.p.statements, func(s statement) bool { return d.knows(&s, term) })
}

// deeds finds a deed with its object, both of which the original never names,
// in a statement that else retells the original's.
func (d *drift) deeds(m match) {
	c := &d.p.Reading.Claims[m.y.claims[0]]
	if directives[predicate(c)] || resolves[predicate(c)] || len(d.pairs(m)) > 2 {
		return
	}
	object := strings.Fields(d.p.Reading.Text[c.Anchor.End:min(c.Anchor.End+40, m.y.span.End)])
	if len(object) < 2 || object[0] != "the" && object[0] != "a" && object[0] != "an" {
		return
	}
	new := func(word string) bool {
		_, known := d.weight[stem(word)]
		return !known && word != "" && !stopwords[word] && !cuesAfter[word]
	}
	shared, whole := d.shared(m.y.terms, m.x.terms)
	if noun := strings.ToLower(strings.Trim(object[1], ".,;:")); new(noun) && new(strings.ToLower(c.Anchor.Of(d.p.Reading.Text))) && shared >= 0.5*whole {
		d.add("action_changed", "“"+c.Anchor.Of(d.p.Reading.Text)+" "+object[0]+" "+noun+"” stands for “"+d.q.Reading.Claims[m.x.claims[0]].Anchor.Of(d.q.Reading.Text)+"”", m, c.Anchor, d.q.Reading.Claims[m.x.claims[0]].Anchor)
	}
}

// bodyWords name bodies that others belong to.
var bodyWords = setOf([]string{"ministry", "bureau", "department", "agency", "army", "directorate", "command", "corps", "office", "service"})

// affiliations finds a body, named beside one name in the original, that is
// gone while its neighbour's stands for both; and bodies whose name changed.
func (d *drift) affiliations(m match) {
	x, y := d.bodies(m.x, d.q), d.bodies(m.y, d.p)
	if len(x) == 0 || len(y) == 0 {
		return
	}
	alike := func(a, b body) bool { return sharesWord(a.words, b.words) }
	var lost []body
	kept := 0
	for _, b := range x {
		i := slices.IndexFunc(y, func(o body) bool { return alike(o, b) })
		if i < 0 {
			lost = append(lost, b)
			continue
		}
		kept++
		if b.last != y[i].last && b.last != "" && y[i].last != "" && !slices.Contains(y[i].words, b.last) {
			d.add("name_altered", "“"+b.span.Of(d.q.Reading.Text)+"” became “"+y[i].span.Of(d.p.Reading.Text)+"”", m, y[i].span, b.span)
		}
	}
	if len(lost) > 0 && kept > 0 && d.namesKept(m) >= 2 {
		d.add("affiliation_merged", "“"+lost[0].span.Of(d.q.Reading.Text)+"” is gone, and with it who belongs to it", m, m.y.span, lost[0].span)
	}
}

// namesKept counts the names of the original's statement, no countries and
// none of bodies, that the reprint's gives too, in whatever spelling.
func (d *drift) namesKept(m match) int {
	inBody := map[string]bool{}
	for _, b := range d.bodies(m.x, d.q) {
		for _, w := range wordsOf(b.span.Of(d.q.Reading.Text), 0) {
			inBody[consonants(w.lower)] = true
		}
	}
	has := map[string]bool{}
	for _, w := range wordsOf(d.text(m), 0) {
		if w.named() {
			has[consonants(w.lower)] = true
		}
	}
	times := map[string]int{} // "Construction" of two firms is the name of neither
	words := wordsOf(d.textOf(m), 0)
	for _, w := range words {
		times[consonants(w.lower)]++
	}
	kept := 0
	for i, w := range words {
		k := consonants(w.lower)
		_, n := countries.at(words, i)
		_, month := monthNames[w.lower]
		if i > 0 && w.named() && !placeCues[words[i-1].lower] && n == 0 && !month && !outletsAt(words, i) && len(k) >= 3 && times[k] == 1 && !inBody[k] && has[k] {
			kept++
		}
	}
	return kept
}

// body is a body that a statement names: the stems of its words, without
// small ones and those that name no body in particular, and the last of them.
type body struct {
	words []string
	last  string
	span  report.Span
}

// bodies are the bodies that a statement names, a bureau of a ministry with
// the ministry.
func (d *drift) bodies(s *statement, p *Profile) []body {
	var out []body
	words := wordsOf(s.span.Of(p.Reading.Text), s.span.Start)
	for i := 0; i < len(words); i++ {
		head, _, _ := strings.Cut(words[i].lower, "-")
		if !bodyWords[head] {
			continue
		}
		from, to := i, i
		for to+1 < len(words) && to-i < 9 && (words[to+1].named() || words[to+1].lower == "of" || words[to+1].lower == "the" && words[to].lower == "of" || words[to+1].lower[0] <= '9') &&
			!strings.ContainsAny(p.Reading.Text[words[to].span.End:words[to+1].span.Start], ",.;") {
			to++
		}
		for k := i - 1; k >= max(0, i-2) && !stopwords[words[k].lower] && !connecting[words[k].lower] && !strings.ContainsAny(p.Reading.Text[words[k].span.End:words[k+1].span.Start], ",.;"); k-- {
			from = k
		}
		if head != words[i].lower {
			to = i
		}
		b := body{span: report.Span{Start: words[from].span.Start, End: words[to].span.End}}
		for k, v := range words[from : to+1] {
			w, _, _ := strings.Cut(v.lower, "-")
			if _, n := countries.at(words, from+k); n > 0 || connecting[w] || bodyWords[w] || w == "general" || w[0] <= '9' {
				continue
			}
			b.last = suffixless(strings.Replace(w, "defence", "defense", 1))
			b.words = append(b.words, b.last)
		}
		if len(b.words) > 0 {
			out = append(out, b)
		}
		i = to
	}
	return out
}

// consonants is a name's sound as far as romanisations agree: no vowels,
// voiced and voiceless one.
func consonants(lower string) string {
	var b strings.Builder
	for _, r := range lower {
		switch r {
		case 'g', 'c', 'q':
			r = 'k'
		case 'b':
			r = 'p'
		case 'd':
			r = 't'
		case 'z':
			r = 's'
		}
		if r >= 'a' && r <= 'z' && !strings.ContainsRune("aeiouyw", r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// respelt finds a name of the original's statement that the reprint spells
// another way: it went through another script, and says nothing about the
// original's spelling.
func (d *drift) respelt() {
	known, here := map[string]bool{}, map[string]bool{}
	for _, w := range wordsOf(d.q.Reading.Text, 0) {
		known[skeleton(w.lower)] = true
	}
	for _, w := range wordsOf(d.p.Reading.Text, 0) {
		here[skeleton(w.lower)] = true
	}
	for _, m := range d.matches {
		for i, w := range wordsOf(d.text(m), m.y.span.Start) {
			if i == 0 || !w.named() || known[skeleton(w.lower)] || len(consonants(w.lower)) < 4 {
				continue
			}
			for _, v := range wordsOf(d.textOf(m), m.x.span.Start) {
				if v.named() && consonants(v.lower) == consonants(w.lower) && !here[skeleton(v.lower)] {
					d.add("back_translation", v.text+" is spelt "+w.text+": no evidence for the original's spelling", m, w.span, v.span)
					return
				}
			}
		}
	}
}

var support = phrases("fits earlier", "fits with", "consistent with", "in line with", "confirms earlier", "corroborates", "matches earlier", "echoes earlier", "agrees with earlier", "supported by earlier")

// wholes looks at what no single statement of the original answers: support
// claimed without a source, the original's outlet placed in a wrong country,
// and names that went through another script.
func (d *drift) wholes() {
	d.respelt()
	for i := range d.p.statements {
		y := &d.p.statements[i]
		words := wordsOf(y.span.Of(d.p.Reading.Text), y.span.Start)
		for j := range words {
			if _, n := support.at(words, j); n > 0 && len(y.inner) == 0 && !y.nameless {
				d.add("unsupported_corroboration", "other support is claimed, none is named", match{y: y}, y.span, report.Span{})
			}
		}
		d.misdescribed(y, words)
	}
}

// misdescribed finds the original's outlet called a paper of a country that
// the table of outlets does not give it.
func (d *drift) misdescribed(y *statement, words []word) {
	o := outletOf(d.q.publisher)
	if o == nil {
		return
	}
	at := -1
	for j := range words {
		if found, n := outlets.at(words, j); n > 0 && found == o {
			at = j
		}
	}
	if at < 0 {
		return
	}
	for j := max(0, at-6); j < min(len(words), at+8); j++ {
		c, n := countries.at(words, j)
		if n > 0 && c != o.country && j+n < len(words) && paperWords[words[j+n].lower] {
			d.add("source_misdescribed", o.name+" is called a paper of another country than the table of outlets gives", match{y: y}, words[j].span, report.Span{})
			return
		}
	}
}
