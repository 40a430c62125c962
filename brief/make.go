package brief

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/story"
)

// The names of a brief's sections.
const (
	Reaching       = "reaching"
	Contradictions = "contradictions"
	Short          = "short"
	Forecasts      = "forecasts"
	Inferences     = "inferences"
	Questions      = "questions"
	Withdrawn      = "withdrawn"
)

// New makes a brief. The same matter gives the same brief; the order of entries
// changes nothing.
func New(m Matter) *Brief {
	if m.Standard == "" {
		m.Standard = Reported
	}
	if m.Profile == "" {
		m.Profile = export.Full
	}
	b := &Brief{Schema: Schema, Question: m.Question, Standard: m.Standard, StandardText: m.Standard.Text(), Profile: m.Profile, AsOf: m.AsOf, Ledger: m.Ledger,
		Reader: []string{}, Notes: []Note{}, Reports: []Report{}, Coarsened: []export.Coarsened{}}
	w := &maker{m: m, b: b, of: map[string]*source{}, sections: map[string]*Section{}, noted: map[string]int{}}
	entries := slices.Clone(m.Entries)
	slices.SortFunc(entries, func(x, y *export.Entry) int {
		return cmp.Or(cmp.Compare(orLast(x.Report.Published.EDTF), orLast(y.Report.Published.EDTF)), cmp.Compare(x.Report.ID, y.Report.ID))
	})
	for _, e := range entries {
		out, held := m.Profile.Of(e)
		s := newSource(e, out)
		w.all = append(w.all, s)
		w.of[e.Report.ID] = s
		b.Coarsened = append(b.Coarsened, held...)
		if r := "sayso " + e.Reader.Version + ", weights " + e.Reader.Model[:min(12, len(e.Reader.Model))]; !slices.Contains(b.Reader, r) {
			b.Reader = append(b.Reader, r)
		}
	}
	w.lay()
	w.weigh()
	w.opposites()
	w.close()
	return b
}

// orLast puts reports without a date after the others.
func orLast(edtf string) string { return cmp.Or(edtf, "~") }

type maker struct {
	m        Matter
	b        *Brief
	all      []*source
	of       map[string]*source
	sections map[string]*Section
	noted    map[string]int // claim -> number of its note
	news     int
	aside    int
	reached  int
}

var layout = []Section{
	{Reaching, "Reported, and reaching the standard", "", nil},
	{Contradictions, "Contradictions, side by side", "What one report says stands beside what speaks against it. Which of them is right is not decided here.", nil},
	{Forecasts, "Orders, plans and forecasts, with due dates", "None of these is reported as having happened. A day that has passed makes one overdue, not false.", nil},
	{Inferences, "Inferences that outlets draw themselves", "These are the outlets' own conclusions. No source is reported to have said them.", nil},
	{Questions, "Open questions that the reports themselves admit", "", nil},
	{Short, "Reported, and not reaching the standard", "", nil},
	{Withdrawn, "Withdrawn or rejected by a person", "These are left out of the sections above; nothing was deleted.", nil},
}

func (w *maker) lay() {
	w.b.Sections = slices.Clone(layout)
	for i := range w.b.Sections {
		w.b.Sections[i].Sentences = []Sentence{}
		w.sections[w.b.Sections[i].Name] = &w.b.Sections[i]
	}
}

// weigh puts each claim where it belongs.
func (w *maker) weigh() {
	for _, s := range w.all {
		r := &s.Report
		b := Report{ID: r.ID, Title: plain(r.Title), Outlet: plain(r.Outlet), Published: r.Published.EDTF, Basis: r.Published.Basis, URL: r.URL, SHA256: r.SHA256}
		for _, u := range s.full.Unread {
			b.Unread = u.Why
		}
		for i := range s.Claims {
			c := &s.Claims[i]
			if w.m.Chosen != nil && !w.m.Chosen(r.ID, c.ID) {
				continue
			}
			if c.Zone != "" && c.Zone != "headline" && c.Zone != "body" {
				w.aside++
				continue
			}
			w.news++
			b.Claims++
			w.put(s, c)
		}
		w.b.Reports = append(w.b.Reports, b)
	}
}

func (w *maker) put(s *source, c *reading.Claim) {
	t := w.tell(s, c)
	where := Short
	ok, why := w.reach(s, c)
	by := review(s, c)
	switch {
	case s.fell(c):
		where, t.Why = Withdrawn, strings.TrimSuffix(fmt.Sprintf("%s by %s on %s: %s", map[string]string{"withdraw": "withdrawn", "reject": "rejected"}[by.Verb], cmp.Or(by.By, "a person"), by.At.UTC().Format("2006-01-02"), by.Why), ": ")
	case c.OpenQuestion || c.Status == reading.Unknown:
		where = Questions
	case c.Status == reading.Ordered || c.Status == reading.Planned || c.Status == reading.Predicted || c.Status == reading.Conditional:
		where = Forecasts
		t.Due = sheet.Due(c.When.EDTF)
		if t.Fate == "" {
			t.Fate = w.due(t.Due)
		}
		if !ok {
			t.Why = why
		}
	case c.Basis.Kind == "inferred" && len(c.Sources) == 0:
		where = Inferences
		t.Why = s.premises(c)
	case ok && c.Basis.Kind == "inferred" && slices.ContainsFunc(s.Claims, func(p reading.Claim) bool { return slices.Contains(c.Basis.Premises, p.ID) && s.fell(&p) }):
		t.Why = s.premises(c)
	case ok:
		where = Reaching
		w.reached++
	default:
		t.Why = why
	}
	section := w.sections[where]
	section.Sentences = append(section.Sentences, t)
}

// due says how a day stands to the day of the brief.
func (w *maker) due(day string) string {
	switch {
	case day == "":
		return "no due date is reported"
	case w.m.AsOf == "":
		return ""
	case day < w.m.AsOf:
		return "overdue: no report in this brief tells what became of it"
	}
	return "not yet due"
}

// reach tells whether a claim reaches the standard, and if not, why.
func (w *maker) reach(s *source, c *reading.Claim) (bool, string) {
	st := s.standings[c.ID]
	if n := w.against(s.Report.ID, c.ID); n != "" {
		return false, n
	}
	if st != nil && (st.State == "contested" || st.State == "not_confirmed") {
		return false, st.Why
	}
	v := s.innermost(c)
	switch w.m.Standard {
	case TwoOrigins:
		switch {
		case st == nil && len(w.all) == 1:
			return false, "one origin at most: this brief rests on one report"
		case st == nil:
			return false, "one origin: no other report in this brief is linked to it"
		case st.Origins < 2 || st.State != "corroborated":
			return false, plain(st.Why)
		}
	case OneNamedOrigin:
		switch {
		case v == nil:
			return false, "the report's own voice: no source is named"
		case v.Kind != "person" && v.Kind != "office" && v.Kind != "document":
			return false, "rests on " + s.kind(c)
		}
	}
	return true, ""
}

// against tells what speaks against a claim, "" when nothing is known to.
func (w *maker) against(id, claim string) string {
	for _, s := range w.all {
		for _, l := range links(s) {
			if l.State == story.Rejected || l.Kind != story.Contradicts && l.Kind != story.Denies && l.Kind != story.Retracts {
				continue
			}
			if l.To == id && l.ToClaim == claim || l.Kind == story.Contradicts && l.From == id && l.Claim == claim {
				return fmt.Sprintf("contested (%s, %s): see the contradictions", l.Kind, l.State)
			}
		}
	}
	return ""
}

func links(s *source) []story.Link {
	if s.full.Known == nil {
		return nil
	}
	return s.full.Known.Links
}

// review is the newest decision about a claim, a voice it comes through, or its
// report.
func review(s *source, c *reading.Claim) *export.Review {
	if s.Known == nil {
		return nil
	}
	var last *export.Review
	for i := range s.Known.Reviews {
		r := &s.Known.Reviews[i]
		if r.Claim == c.ID || r.Claim == "" || slices.ContainsFunc(c.Sources, func(l reading.Link) bool { return l.Voice == r.Claim }) {
			last = r
		}
	}
	return last
}

// fell tells whether a person withdrew or rejected a claim.
func (s *source) fell(c *reading.Claim) bool {
	r := review(s, c)
	return r != nil && (r.Verb == "withdraw" || r.Verb == "reject")
}

// premises cites what an inference rests on.
func (s *source) premises(c *reading.Claim) string {
	var out []string
	for _, id := range c.Basis.Premises {
		for i := range s.Claims {
			if s.Claims[i].ID == id {
				premise := id + " “" + s.wordsOf(&s.Claims[i]) + "”"
				if s.fell(&s.Claims[i]) {
					premise += " (withdrawn: this conclusion is the weaker for it)"
				}
				out = append(out, premise)
			}
		}
	}
	if len(out) == 0 {
		return "no premise is stated"
	}
	return "drawn from " + strings.Join(out, " and ")
}

// tell is the sentence of a claim, with its note.
func (w *maker) tell(s *source, c *reading.Claim) Sentence {
	ref := s.Report.ID + "/" + c.ID
	return Sentence{Claim: ref, Text: s.sentence(c), Notes: []int{w.note(s, c)}, Fate: w.fate(s.Report.ID, c.ID)}
}

// fate is what other claims make of one: who repeats, denies, revises it.
func (w *maker) fate(id, claim string) string {
	var out []string
	for _, s := range w.all {
		for _, l := range links(s) {
			if l.To == id && l.ToClaim == claim && l.State != story.Rejected {
				verb := map[story.LinkKind]string{story.Repeats: "repeated by", story.Corroborates: "said as well, on another origin, by", story.Contradicts: "contradicted by",
					story.Denies: "denied in", story.Revises: "revised by", story.Retracts: "retracted by", story.Resolves: "later told of by", story.Continues: "continued by", story.DistinctFrom: "not to be mixed up with"}[l.Kind]
				out = append(out, fmt.Sprintf("%s %s (%s)", verb, s.own(), l.State))
			}
		}
	}
	return strings.Join(slices.Compact(out), "; ")
}

// note is the number of a claim's footnote, made when it is first asked for.
func (w *maker) note(s *source, c *reading.Claim) int {
	ref := s.Report.ID + "/" + c.ID
	if n := w.noted[ref]; n > 0 {
		return n
	}
	r, old := &s.Report, s.whole[c.ID]
	n := Note{Number: len(w.b.Notes) + 1, Claim: ref, Words: c.Span.Of(s.Text), Chain: s.chain(c), Voice: s.kind(c), Certainty: string(c.Factuality), Status: string(c.Status),
		Standing: "nothing is known beyond this report", Title: plain(r.Title), Outlet: plain(r.Outlet), Published: r.Published.EDTF, Basis: r.Published.Basis,
		URL: r.URL, SHA256: r.SHA256, TextSHA256: s.full.Report.TextSHA256, Start: old.Span.Start, End: old.Span.End}
	if st := s.standings[c.ID]; st != nil {
		n.Standing = plain(strings.ReplaceAll(st.State, "_", " ") + ": " + st.Why)
	}
	w.b.Notes = append(w.b.Notes, n)
	w.noted[ref] = n.Number
	return n.Number
}

// opposites sets claims that speak against one another side by side.
func (w *maker) opposites() {
	section := w.sections[Contradictions]
	for _, s := range w.all {
		for _, l := range links(s) {
			if l.State == story.Rejected || l.Kind != story.Contradicts && l.Kind != story.Denies && l.Kind != story.Revises && l.Kind != story.Retracts {
				continue
			}
			first, ok1 := w.find(l.To, l.ToClaim)
			later, ok2 := w.find(l.From, l.Claim)
			if !ok1 || !ok2 {
				continue
			}
			t := w.tell(first.s, first.c)
			other := w.tell(later.s, later.c)
			t.How = fmt.Sprintf("%s (%s)", l.Kind, l.State)
			if l.Nature != "" {
				t.How += ": " + l.Nature
			}
			t.Against = &other
			section.Sentences = append(section.Sentences, t)
		}
	}
}

type found struct {
	s *source
	c *reading.Claim
}

func (w *maker) find(id, claim string) (found, bool) {
	s := w.of[id]
	if s == nil {
		return found{}, false
	}
	for i := range s.Claims {
		if s.Claims[i].ID == claim {
			ok := w.m.Chosen == nil || w.m.Chosen(id, claim)
			return found{s, &s.Claims[i]}, ok
		}
	}
	return found{}, false
}

// close says what is in no sentence: sums, empty sections, order of forecasts.
func (w *maker) close() {
	f := w.sections[Forecasts].Sentences
	slices.SortStableFunc(f, func(a, b Sentence) int { return cmp.Compare(orLast(a.Due), orLast(b.Due)) })
	b := w.b
	b.Summary = append(b.Summary,
		fmt.Sprintf("%d of %s reach the standard.", w.reached, count(w.news, "reported claim")),
		fmt.Sprintf("%s from %s.", upper(count(len(b.Reports), "report")), outlets(b.Reports)))
	if w.aside > 0 {
		b.Summary = append(b.Summary, fmt.Sprintf("%s of captions, credits and the like are left out.", upper(count(w.aside, "claim"))))
	}
	for _, r := range b.Reports {
		if r.Unread != "" {
			b.Summary = append(b.Summary, "Not read: "+cmp.Or(r.Title, r.ID)+": "+r.Unread+".")
		}
	}
	for i := range b.Sections {
		if s := &b.Sections[i]; len(s.Sentences) == 0 {
			s.About = "None."
		}
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func outlets(rs []Report) string {
	seen := map[string]bool{}
	unknown := 0
	for _, r := range rs {
		if r.Outlet == "" {
			unknown++
			continue
		}
		seen[r.Outlet] = true
	}
	s := count(len(seen), "outlet")
	if unknown > 0 {
		s += fmt.Sprintf(", %d of an outlet not known", unknown)
	}
	return s
}
