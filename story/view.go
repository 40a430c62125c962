package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/report"
)

// View is what a shelf's reports amount to, with people's decisions applied.
// It depends on the set of reports and decisions alone.
type View struct {
	shelf   *Shelf
	Origins []Origin
	Stories []Story
	Links   []Link
	of      map[string][]int   // report -> indexes into Origins
	central map[string]float64 // report -> how much those of its origins resemble it
	out     map[string]string  // claims that no longer count, with the reason
}

// Origin is a place where news entered the record: reports that rest on it,
// and why they are thought to.
type Origin struct {
	ID       string     `json:"id"`
	Reports  []string   `json:"reports"`
	Root     string     `json:"root"` // the voice or outlet that most of them rest on
	Evidence []Evidence `json:"evidence"`
}

// Story is a happening: reports that tell of it.
type Story struct {
	ID      string   `json:"id"`
	Reports []string `json:"reports"`
	First   string   `json:"first"` // the earliest report
}

// View relates everything on the shelf.
func (s *Shelf) View() *View {
	v := &View{shelf: s, of: map[string][]int{}, central: map[string]float64{}}
	seen := map[string]bool{}
	var all []tie
	for _, id := range s.IDs() {
		if seen[id] {
			continue
		}
		ids := s.component(id, seen)
		ties := s.byStory(s.tiesAmong(ids))
		all = append(all, ties...)
		for _, g := range groupReports(ids, ties, func(t *tie) float64 { return t.strength }) {
			v.Origins = append(v.Origins, s.originOf(g))
		}
		for _, g := range groupReports(ids, ties, func(t *tie) float64 { return t.story }) {
			v.Stories = append(v.Stories, s.storyOf(g))
		}
	}
	slices.SortFunc(v.Origins, func(a, b Origin) int { return slices.Compare(a.Reports, b.Reports) })
	slices.SortFunc(v.Stories, func(a, b Story) int { return slices.Compare(a.Reports, b.Reports) })
	for i := range v.Origins {
		v.Origins[i].ID = named("o", v.Origins[i].Reports)
		for _, r := range v.Origins[i].Reports {
			v.of[r] = append(v.of[r], i)
		}
	}
	for _, t := range all {
		if v.shareOrigin(t.a, t.b) {
			v.central[t.a] += t.strength
			v.central[t.b] += t.strength
		}
	}
	for i := range v.Stories {
		v.Stories[i].ID = named("s", v.Stories[i].Reports)
	}
	for _, id := range s.IDs() {
		v.Links = append(v.Links, s.linksOf(s.profiles[id], v.shareOrigin)...)
	}
	v.Links = v.settle(v.Links)
	return v
}

// named is an id that depends on the reports alone, so that it stays while
// they stay.
func named(kind string, reports []string) string {
	return kind + report.Hash(strings.Join(reports, "\n"))[:10]
}

// Decided is what people decided that bears on standings: states of links by
// Link.Key, claims ("report/claim") that were rejected, with the reason, and
// what was withdrawn, with who did it.
type Decided struct {
	Links     map[string]State
	Out       map[string]string
	Withdrawn map[Withdrawn]string
}

// Decide applies what people decided.
func (v *View) Decide(d Decided) {
	for i := range v.Links {
		if s, ok := d.Links[v.Links[i].Key()]; ok {
			v.Links[i].State = s
		}
	}
	v.out = map[string]string{}
	for w, by := range d.Withdrawn {
		for k, why := range v.fallen(w) {
			if why = "withdrawn by " + by + ": " + why; v.out[k] == "" || why < v.out[k] {
				v.out[k] = why
			}
		}
	}
	for k, why := range d.Out {
		v.out[k] = why
	}
}

func (v *View) shareOrigin(a, b string) bool {
	for _, o := range v.of[a] {
		if slices.Contains(v.of[b], o) {
			return true
		}
	}
	return false
}

func (s *Shelf) originOf(g group) Origin {
	o := Origin{Reports: g, Evidence: []Evidence{}}
	share := map[string]float64{}
	for _, id := range g {
		p := s.profiles[id]
		for k, u := range p.voices {
			share[k] += u.share
		}
		share[p.publisher] += 0.5
	}
	best := ""
	for _, k := range sortedKeys(share) {
		if best == "" || share[k] > share[best] {
			best = k
		}
	}
	o.Root = spoken(best)
	for _, id := range g {
		if p := s.profiles[id]; p.voices[best] != nil {
			o.Root = p.nameOf(best)
			break
		} else if p.publisher == best && p.Reading.Report.Outlet != "" {
			o.Root = p.Reading.Report.Outlet
			break
		}
	}
	for _, t := range s.tiesAmong(g) {
		if t.strength >= tieProposed && len(o.Evidence) < 40 {
			for _, e := range t.evidence {
				o.Evidence = append(o.Evidence, s.spelt(t.a, e))
			}
		}
	}
	return o
}

// spelt gives a name in a reason as the report spells it.
func (s *Shelf) spelt(id string, e Evidence) Evidence {
	name, ok := strings.CutPrefix(e.Why, bothGive)
	if !ok || e.Kind != "name" {
		return e
	}
	for _, w := range wordsOf(e.Span.Of(s.profiles[id].Reading.Text), 0) {
		if skeleton(w.lower) == name {
			e.Why = bothGive + w.text
			break
		}
	}
	return e
}

func (s *Shelf) storyOf(g group) Story {
	st := Story{Reports: g, First: g[0]}
	for _, id := range g[1:] {
		if after(s.profiles[st.First], s.profiles[id]) {
			st.First = id
		}
	}
	return st
}
