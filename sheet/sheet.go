// Package sheet sets a reading out for people: the terminal sheet, a table of
// its claims, its JSON, and one sentence on a claim.
//
// It shows what the reading says and decides nothing: filtering is reading's
// work, asking the terminal what it can show is the command's.
package sheet

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Options is how a sheet is set. The zero value is 80 columns, with styles.
type Options struct {
	Name  string // of the file, written above the title when not empty
	Width int    // in columns, kept between 40 and 120; 0 means 80
	Plain bool   // no escape sequences; *asterisks* where bold would stand
	ASCII bool   // sayso's own marks in ASCII; the report's words stay as they are
}

// Write sets r out on w.
func Write(w io.Writer, r *reading.Reading, o Options) error {
	if o.Width == 0 {
		o.Width = 80
	}
	buffered := bufio.NewWriter(w)
	s := &page{w: buffered, pen: pen{plain: o.Plain, ascii: o.ASCII}, width: min(max(o.Width, 40), 120), r: r, index: indexOf(r)}
	if o.Name != "" {
		s.block("", 0, wordsOf(o.Name, faint))
	}
	s.head()
	s.claims()
	s.voices()
	s.open()
	s.forecasts()
	s.aside()
	s.unread()
	s.foot()
	return buffered.Flush()
}

// page is one sheet being written.
type page struct {
	pen
	index
	w     *bufio.Writer
	width int
	r     *reading.Reading
}

func (p *page) line(s string) { fmt.Fprintln(p.w, strings.TrimRight(s, " ")) }

// block writes words wrapped to the page, the first line after lead, the
// others indented as far.
func (p *page) block(lead string, indent int, words []word) {
	for i, l := range wrap(words, p.width-indent) {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		p.line(lead + p.render(l))
	}
}

func (p *page) section(title, right string) {
	p.line("")
	if width(title)+width(right)+4 > p.width {
		right = ""
	}
	gap := max(p.width-width(title)-width(right)-2, 1)
	p.line(p.ink(strong, title) + " " + p.ink(faint, strings.Repeat(p.sign("─", "-"), gap)) + " " + p.ink(faint, right))
}

func (p *page) head() {
	rep := p.r.Report
	title := rep.Title
	if title == "" {
		title = "(no headline)"
	}
	p.block("", 0, wordsOf(title, strong))
	outlet := rep.Outlet
	if outlet == "" {
		outlet = "outlet not named"
	}
	p.block("", 0, wordsOf(clean(outlet)+p.dot()+published(rep.Published), normal))
	if len(rep.Byline) > 0 {
		p.block("", 0, wordsOf("by "+strings.Join(rep.Byline, ", "), faint))
	}
	news, own := 0, 0
	for _, c := range p.r.Claims {
		if isNews(c) {
			news++
			if len(c.Sources) == 0 {
				own++
			}
		}
	}
	facts := []string{count(news, "claim", "claims")}
	if news > 0 {
		facts = append(facts, fmt.Sprintf("%d in the report's own voice", own), fmt.Sprintf("%d through others", news-own))
	}
	if p.r.Omitted > 0 {
		facts = append(facts, fmt.Sprintf("%d more not chosen", p.r.Omitted))
	}
	p.block("", 0, wordsOf(strings.Join(facts, p.dot()), faint))
}

func published(d report.Published) string {
	switch {
	case d.EDTF == "":
		return "date not known: times stay relative"
	case d.Basis == "given":
		return When(d.EDTF) + ", as given"
	case d.Basis != "":
		return When(d.EDTF) + ", from its " + d.Basis
	}
	return When(d.EDTF)
}

func (p *page) claims() {
	var before string
	for i, c := range p.r.Claims {
		if !isNews(c) {
			continue
		}
		if chain := p.chain(c); chain != before || i == 0 {
			before = chain
			p.line("")
			p.block("", 4, wordsOf(chain, voice))
		}
		p.claim(c)
	}
}

func (p *page) claim(c reading.Claim) {
	const indent = 24
	lead := "  " + pad(c.ID, 5) + p.certainty(c.Factuality) + " " + p.status(c.Status)
	lead += strings.Repeat(" ", max(indent-width(lead), 1))
	details := p.parts(p.details(c), min(beside, p.width-indent))
	if p.width < wide {
		p.block(lead, indent, p.quote(c))
		p.block(strings.Repeat(" ", indent), indent, details)
		return
	}
	column := p.width - beside
	left, right := wrap(p.quote(c), column-indent-2), wrap(details, beside)
	for i := range max(len(left), len(right)) {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		if i < len(left) {
			lead += p.render(left[i])
		}
		if i < len(right) {
			lead += strings.Repeat(" ", max(column-width(lead), 1)) + p.render(right[i])
		}
		p.line(lead)
	}
}

// From so many columns on, a claim's details stand beside it, in a column of
// their own.
const wide, beside = 104, 36

// parts is details with a dot between them, each kept on one line of so many
// columns if it can be.
func (p *page) parts(details []string, columns int) []word {
	var out []word
	for i, d := range details {
		if i < len(details)-1 {
			d += strings.TrimRight(p.dot(), " ")
		}
		if width(d) > columns {
			out = append(out, wordsOf(d, faint)...)
		} else {
			out = append(out, word{text: d, ink: faint})
		}
	}
	return out
}

// details is what else is said of a claim, in a fixed order.
func (p *page) details(c reading.Claim) []string {
	var d []string
	if c.Zone != string(report.Body) {
		d = append(d, c.Zone)
	}
	if w := p.when(c); w != "" {
		d = append(d, w)
	}
	for _, id := range c.Quantities {
		if q, ok := p.quantities[id]; ok {
			d = append(d, Quantity(q))
		}
	}
	if c.Basis.Kind == "inferred" {
		if len(c.Basis.Premises) > 0 {
			d = append(d, "inferred from "+strings.Join(c.Basis.Premises, ", "))
		} else {
			d = append(d, "inferred")
		}
	}
	if c.Condition != "" {
		d = append(d, "only if "+c.Condition)
	}
	if len(c.Hedges) > 0 {
		var words []string
		for _, h := range c.Hedges {
			words = append(words, `"`+clean(h.Of(p.r.Text))+`"`)
		}
		d = append(d, "hedged "+strings.Join(words, ", "))
	}
	return d
}

// when is the time of a claim in words; one that cannot be put on the calendar
// stays in the report's.
func (p *page) when(c reading.Claim) string {
	if c.When.EDTF != "" {
		return When(c.When.EDTF)
	}
	if t, ok := p.times[c.When.Time]; ok {
		return `"` + clean(t.Span.Of(p.r.Text)) + `"`
	}
	return ""
}

// voices lists who speaks and how many claims rest on each, most first.
func (p *page) voices() {
	type row struct {
		name, who        string
		rests, passed, k int
	}
	rows := []row{{name: p.own(), who: "the report's own voice", k: -1}}
	at := map[string]int{}
	for k, v := range p.r.Voices {
		at[v.ID] = len(rows)
		rows = append(rows, row{name: voiceName(v), who: who(p.r, v), k: k})
	}
	for _, c := range p.r.Claims {
		if !isNews(c) {
			continue
		}
		if len(c.Sources) == 0 {
			rows[0].rests++
			continue
		}
		for i, l := range c.Sources {
			k, ok := at[l.Voice]
			if !ok {
				continue
			}
			if i == len(c.Sources)-1 {
				rows[k].rests++
			} else {
				rows[k].passed++
			}
		}
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.rests+r.passed == 0 })
	if len(rows) == 0 {
		return
	}
	slices.SortStableFunc(rows, func(a, b row) int { return b.rests - a.rests })
	most, longest := max(rows[0].rests, 1), 0
	for _, r := range rows {
		longest = max(longest, width(r.name))
	}
	longest = min(longest, p.width-20-26)
	p.section("Voices", "claims that rest on each")
	for _, r := range rows {
		bar := strings.Repeat(p.sign("▰", "#"), (r.rests*12+most-1)/most)
		lead := fmt.Sprintf("  %4d %s ", r.rests, p.ink(voice, bar)+strings.Repeat(" ", 12-width(bar)))
		desc := r.who
		if r.passed > 0 {
			desc += fmt.Sprintf("; passes on %d", r.passed)
		}
		name := wordsOf(r.name, strong)
		if width(r.name) > longest {
			p.block(lead, 20, name)
			p.block(strings.Repeat(" ", 22), 22, wordsOf(desc, faint))
			continue
		}
		lead += p.render(name) + strings.Repeat(" ", longest-width(r.name)+2)
		p.block(lead, 22+longest, wordsOf(desc, faint))
	}
}

// open lists what the report itself says is not known.
func (p *page) open() {
	first := true
	for _, c := range p.r.Claims {
		if !c.OpenQuestion && c.Status != reading.Unknown || !isNews(c) {
			continue
		}
		if first {
			p.section("Open questions", "what the report says is not known")
			first = false
		}
		// A question's own clause is often too short to tell what is asked.
		if 0 <= c.Sentence && c.Sentence < len(p.r.Sentences) && p.r.Sentences[c.Sentence].Contains(c.Anchor) {
			c.Span = p.r.Sentences[c.Sentence]
		}
		p.block("  "+pad(c.ID, 5), 7, p.quote(c))
	}
}

// forecasts lists what is to come, in the order in which it falls due: every
// prediction, and the plans and orders that have a date.
func (p *page) forecasts() {
	type row struct {
		due string
		c   reading.Claim
	}
	var rows []row
	for _, c := range p.r.Claims {
		if !isNews(c) {
			continue
		}
		due := Due(c.When.EDTF)
		switch c.Status {
		case reading.Predicted:
			rows = append(rows, row{due, c})
		case reading.Planned, reading.Ordered:
			if due != "" {
				rows = append(rows, row{due, c})
			}
		}
	}
	if len(rows) == 0 {
		return
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		switch {
		case a.due == b.due:
			return 0
		case a.due == "":
			return 1
		case b.due == "":
			return -1
		}
		return strings.Compare(a.due, b.due)
	})
	p.section("Due", "forecasts, plans and orders by their date")
	for _, r := range rows {
		due := r.due
		if due == "" {
			due = "no date"
		}
		p.block("  "+pad(due, 11)+pad(r.c.ID, 5)+p.certainty(r.c.Factuality)+" ", 22, p.quote(r.c))
	}
}

// aside lists the claims of captions, credits and boilerplate.
func (p *page) aside() {
	first := true
	for _, c := range p.r.Claims {
		if isNews(c) {
			continue
		}
		if first {
			p.section("Not news", "captions, credits, notes of corrections")
			first = false
		}
		p.claim(c)
	}
}

func (p *page) unread() {
	if len(p.r.Unread) == 0 {
		return
	}
	p.section("Not read", "")
	for _, u := range p.r.Unread {
		where := fmt.Sprintf("line %d, ", 1+strings.Count(p.r.Text[:u.Span.Start], "\n"))
		words := wordsOf(where+u.Why+": ", normal)
		p.block("  ", 2, append(words, wordsOf(p.short(clipped(u.Span.Of(p.r.Text))), faint)...))
	}
}

// clipped is the beginning of a text, at most a few lines of it.
func clipped(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	n := most
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "..."
}

func (p *page) foot() {
	p.line("")
	if len(p.r.Claims) > 0 {
		p.block("", 0, p.certainties())
		p.block("", 0, p.stages())
	}
	text := p.r.Report.TextSHA256
	p.block("", 0, wordsOf(fmt.Sprintf("text %s%sreader %s%smodel %s", text[:min(12, len(text))], p.dot(), p.r.Reader.Version, p.dot(), p.r.Reader.Model[:min(12, len(p.r.Reader.Model))]), faint))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func isNews(c reading.Claim) bool {
	return c.Zone == string(report.Body) || c.Zone == string(report.Headline) || c.Zone == ""
}
