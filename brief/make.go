package brief

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/lens"
	"github.com/sayso/sayso/reading"
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
	Triage         = "triage"
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
	w := &maker{m: m, b: b, of: map[string]*source{}, voices: map[string]*speaker{}, sections: map[string]*Section{}}
	for _, l := range m.Lenses {
		if !slices.Contains(b.Lenses, l.Name) {
			b.Lenses = append(b.Lenses, l.Name)
		}
	}
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
	w.tie()
	w.lay()
	w.weigh()
	w.opposites()
	w.triage()
	w.close()
	w.number()
	return b
}

// orLast puts reports without a date after the others.
func orLast(edtf string) string { return cmp.Or(edtf, "~") }

type maker struct {
	m        Matter
	b        *Brief
	all      []*source
	of       map[string]*source
	tied     map[end][]tied
	sections map[string]*Section
	news     int
	aside    int
	reached  int
	voices   map[string]*speaker // who says how much, by what they are called
}

var layout = []Section{
	{Reaching, "Reported, and reaching the standard", "", nil},
	{Contradictions, "Contradictions, side by side", "What one report says stands beside what speaks against it. Which of them is right is not decided here.", nil},
	{Forecasts, "Orders, plans and forecasts, with due dates", "None of these is reported as having happened. A day that has passed makes one overdue, not false; where no day stands, none is reported.", nil},
	{Inferences, "Inferences that outlets draw themselves", "These are the outlets' own conclusions. No source is reported to have said them.", nil},
	{Questions, "Open questions that the reports themselves admit", "", nil},
	{Short, "Reported, and not reaching the standard", "Why each does not reach it stands after it.", nil},
	{Withdrawn, "Withdrawn or rejected by a person", "These are left out of the sections above; nothing was deleted.", nil},
	{Triage, "What touches sanctions clauses or signs of forced labour", "This is " + lens.Label + ": words that a person should look at, as reported.", nil},
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
		var spots []*spot
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
			w.hear(s, c)
			spots = append(spots, w.place(s, c))
		}
		nest(s, spots)
		for _, p := range spots {
			if p.within == nil {
				section := w.sections[p.section]
				section.Sentences = append(section.Sentences, w.told(s, p))
			}
		}
		w.b.Reports = append(w.b.Reports, b)
	}
}

// close says what is in no sentence: sums, empty sections, order of forecasts.
func (w *maker) close() {
	f := w.sections[Forecasts].Sentences
	slices.SortStableFunc(f, func(a, b Sentence) int { return cmp.Compare(orLast(a.Due), orLast(b.Due)) })
	b := w.b
	if len(w.all) == 1 && w.m.Standard == TwoOrigins {
		w.sections[Short].About = "This brief rests on one report, so that one origin at most carries any of it. " + w.sections[Short].About
	}
	b.Summary = append(b.Summary,
		fmt.Sprintf("%d of %s reach the standard.", w.reached, count(w.news, "reported claim")),
		fmt.Sprintf("%s from %s.", upper(count(len(b.Reports), "report")), outlets(b.Reports)))
	if w.news > 0 {
		b.Summary = append(b.Summary, "On whose say-so: "+said(w.voices)+".")
	}
	if w.aside > 0 {
		b.Summary = append(b.Summary, fmt.Sprintf("Left out: %s of captions, credits and the like.", count(w.aside, "claim")))
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

// speaker is all that are called by the same words: how many claims they make,
// and who they are where the words name nobody.
type speaker struct {
	claims  int
	unnamed map[string]bool // report/voice
	reports map[string]bool
}

func (w *maker) hear(s *source, c *reading.Claim) {
	by := s.by(c)
	x := w.voices[by]
	if x == nil {
		x = &speaker{unnamed: map[string]bool{}, reports: map[string]bool{}}
		w.voices[by] = x
	}
	x.claims++
	if v := s.innermost(c); v != nil && (v.Kind == "anonymous" || v.Kind == "collective") {
		x.unnamed[s.Report.ID+"/"+v.ID], x.reports[s.Report.ID] = true, true
	}
}

// called is the words for the speakers of that name, with their number where one
// description is that of several.
func (x *speaker) called(name string) string {
	switch n := len(x.unnamed); {
	case n < 2:
		return name
	case len(x.reports) == 1:
		return fmt.Sprintf("%d voices, each %s", n, name)
	default:
		return fmt.Sprintf("%d voices in %s, some perhaps the same, each %s", n, count(len(x.reports), "report"), name)
	}
}

// said sums up who says how many claims, the most first; beyond six, the rest
// are counted together.
func said(by map[string]*speaker) string {
	names := slices.Sorted(maps.Keys(by))
	slices.SortStableFunc(names, func(a, b string) int { return by[b].claims - by[a].claims })
	var out []string
	rest := 0
	for i, n := range names {
		if i < 6 {
			out = append(out, fmt.Sprintf("%s, %s", by[n].called(n), count(by[n].claims, "claim")))
		} else {
			rest += by[n].claims
		}
	}
	if rest > 0 {
		out = append(out, fmt.Sprintf("%s, %s", count(len(names)-6, "other"), count(rest, "claim")))
	}
	return strings.Join(out, "; ")
}
