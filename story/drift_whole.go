package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

// actions finds a different event in the place of the original's: statements
// that share their people and figures but whose predicates have no word in
// common; and one of two joined events that is gone.
func (d *drift) actions(m match) {
	predicates := func(p *Profile, s *statement) []string {
		var out []string
		for _, i := range s.claims {
			if c := p.Reading.Claims[i].Predicate; c != "" {
				out = append(out, stem(strings.ToLower(c)))
			}
		}
		return out
	}
	y, x := predicates(d.p, m.y), predicates(d.q, m.x)
	if len(y) == 0 || len(x) == 0 {
		return
	}
	var gone, new []string
	for _, w := range x {
		if _, said := m.y.terms[w]; !slices.Contains(y, w) && !said {
			gone = append(gone, w)
		}
	}
	for _, w := range y {
		if _, said := m.x.terms[w]; !slices.Contains(x, w) && !said {
			new = append(new, w)
		}
	}
	switch {
	case len(gone) > 0 && len(new) > 0:
		d.add("action_changed", "“"+gone[0]+"” became “"+new[0]+"”", m, m.y.span, m.x.span)
	case len(gone) > 0 && len(new) == 0 && len(gone) < len(x):
		d.add("dropped", "“"+gone[0]+"” is gone", m, m.y.span, m.x.span)
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
	shared := 0
	for _, t := range sortedKeys(m.x.terms) {
		if _, ok := m.y.terms[t]; ok && t[0] == '^' {
			shared++
		}
	}
	var lost, altered []string
	for _, b := range sortedKeys(x) {
		if _, kept := y[b]; !kept {
			lost = append(lost, b)
		}
	}
	for _, b := range sortedKeys(y) {
		if _, had := x[b]; !had {
			altered = append(altered, b)
		}
	}
	switch {
	case len(lost) > 0 && len(altered) > 0:
		d.add("name_altered", "“"+lost[0]+"” became “"+altered[0]+"”", m, y[altered[0]], x[lost[0]])
	case len(lost) > 0 && len(lost) < len(x) && shared >= 1:
		d.add("affiliation_merged", "“"+lost[0]+"” is gone, and with it who belongs to it", m, m.y.span, x[lost[0]])
	}
}

// bodies are the bodies a statement names: the words around "ministry" and its
// like, without small words, and where they stand.
func (d *drift) bodies(s *statement, p *Profile) map[string]report.Span {
	out := map[string]report.Span{}
	words := wordsOf(s.span.Of(p.Reading.Text), s.span.Start)
	for i, w := range words {
		if !bodyWords[w.lower] {
			continue
		}
		from, to := i, i
		if i+1 < len(words) && words[i+1].lower == "of" {
			for to+1 < len(words) && (words[to+1].named() || connecting[words[to+1].lower]) && to-i < 5 {
				to++
			}
		}
		if to == i {
			for from > 0 && i-from < 2 && !stopwords[words[from-1].lower] && !connecting[words[from-1].lower] {
				from--
			}
		}
		var key []string
		for _, v := range words[from : to+1] {
			if !connecting[v.lower] && !bodyWords[v.lower] {
				if _, n := countries.at([]word{v}, 0); n == 0 {
					key = append(key, strings.TrimSuffix(stem(strings.Split(v.lower, "-")[0]), "c"))
				}
			}
		}
		slices.Sort(key)
		if k := strings.ReplaceAll(strings.Join(key, " "), "defenc", "defens"); k != "" {
			out[k] = report.Span{Start: words[from].span.Start, End: words[to].span.End}
		}
	}
	return out
}

var support = phrases("fits earlier", "fits with", "consistent with", "in line with", "confirms earlier", "corroborates", "matches earlier", "echoes earlier", "agrees with earlier", "supported by earlier")

var paperWords = setOf(strings.Fields("outlet newspaper publication agency media website site magazine broadcaster paper"))

// wholes looks at what no single statement of the original answers: support
// claimed without a source, the original's outlet placed in a wrong country,
// and names that went through another script.
func (d *drift) wholes() {
	if d.p.Reading.Text == d.q.Reading.Text {
		return
	}
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
	from, to := d.q.Reading.Report.Language, d.p.Reading.Report.Language
	if from != "" && to != "" && base(from) != base(to) {
		d.out = append(d.out, Change{Kind: "back_translation", State: Proposed,
			Why: "told in another language: the spelling of its names is no evidence for the original's"})
	}
}

func base(language string) string {
	b, _, _ := strings.Cut(language, "-")
	return strings.ToLower(b)
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
