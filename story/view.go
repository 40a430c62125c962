package story

import (
	"maps"
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
	of      map[string][]string // report -> ids of its origins
	central map[string]float64  // report -> how much those of its origins resemble it
	share   func(a, b string) bool
	out     map[string]string // claims that no longer count, with the reason
}

// Origin is a place where news entered the record: reports that rest on it,
// and why they are thought to.
type Origin struct {
	ID       string     `json:"id"`
	Reports  []string   `json:"reports"`
	Root     string     `json:"root"` // the voice or outlet that most of them rest on, empty for one report
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
	v := &View{shelf: s, of: map[string][]string{}, central: map[string]float64{}}
	seen := map[string]bool{}
	for _, id := range s.IDs() {
		if seen[id] {
			continue
		}
		ids := s.Near(id)
		for _, near := range ids {
			seen[near] = true
		}
		g := s.Groups(ids)
		v.Origins, v.Stories = append(v.Origins, g.Origins...), append(v.Stories, g.Stories...)
		maps.Copy(v.central, g.Central)
	}
	slices.SortFunc(v.Origins, func(a, b Origin) int { return slices.Compare(a.Reports, b.Reports) })
	slices.SortFunc(v.Stories, func(a, b Story) int { return slices.Compare(a.Reports, b.Reports) })
	with := map[string][]string{} // report -> those of its origins
	for _, o := range v.Origins {
		for _, r := range o.Reports {
			v.of[r] = append(v.of[r], o.ID)
			with[r] = append(with[r], o.Reports...)
		}
	}
	v.share = func(a, b string) bool { return meet(v.of[a], v.of[b]) }
	for _, id := range s.IDs() {
		v.Links = append(v.Links, s.LinksOf(s.profile(id), v.share)...)
	}
	v.Links = s.Settle(v.Links, func(id string) []string { return v.of[id] }, func(id string) []string { return with[id] }, v.Central)
	return v
}

// Central is how much the others of its origins resemble a report.
func (v *View) Central(report string) float64 { return v.central[report] }

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
	for _, id := range v.shelf.IDs() {
		maps.Copy(v.out, d.Fallen(v.shelf.profile(id), v.share))
	}
	maps.Copy(v.out, d.Out)
}

// Fallen are the claims of a report ("report/claim") that count no longer for
// what was withdrawn or rejected, with the reason. kin tells whether two reports
// share an origin.
func (d Decided) Fallen(p *Profile, kin func(a, b string) bool) map[string]string {
	id, out, r := p.ID, map[string]string{}, p.told()
	for w, by := range d.Withdrawn {
		for claim, why := range w.Falls(r, kin) {
			k := id + "/" + claim
			if why = "withdrawn by " + by + ": " + why; out[k] == "" || why < out[k] {
				out[k] = why
			}
		}
	}
	for k, why := range d.Out {
		if strings.HasPrefix(k, id+"/") {
			out[k] = why
		}
	}
	return out
}

func (v *View) shareOrigin(a, b string) bool { return v.share(a, b) }

// Bearing is the view of some links, for the standings of the claims at their
// ends: with those that share an origin and those that no longer count as the
// caller knows them. All links of a claim asked for must be there, and what takes
// back the claims at their other ends.
func (s *Shelf) Bearing(links []Link, shareOrigin func(a, b string) bool, out map[string]string) *View {
	slices.SortFunc(links, func(a, b Link) int { return byKey(&a, &b) })
	return &View{shelf: s, Links: links, share: shareOrigin, out: out}
}

func (s *Shelf) originOf(g group) Origin {
	o := Origin{Reports: g, Evidence: []Evidence{}}
	share := map[string]float64{}
	for _, id := range g {
		p := s.profile(id)
		for k, u := range p.voices {
			share[k] += u.share
		}
		share[p.publisher] += 0.5
	}
	first := s.storyOf(g).First // of those that most rest on, the one that it does
	weight := func(k string) float64 {
		if p := s.profile(first); k == p.publisher || p.voices[k] != nil {
			return share[k] + 0.01
		}
		return share[k]
	}
	best := ""
	for _, k := range sortedKeys(share) {
		if best == "" || weight(k) > weight(best) {
			best = k
		}
	}
	o.Root = spoken(best)
	for _, id := range g {
		if p := s.profile(id); p.voices[best] != nil {
			o.Root = p.nameOf(best)
			break
		} else if p.publisher == best && p.Reading.Report.Outlet != "" {
			o.Root = p.Reading.Report.Outlet
			break
		}
	}
	for _, t := range s.tiesAmong(g) {
		if t.strength >= tieProposed && len(o.Evidence) < 40 {
			for _, e := range compare(s.profile(t.a), s.profile(t.b)).evidence {
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
	for _, w := range wordsOf(e.Span.Of(s.profile(id).Reading.Text), 0) {
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
		if s.stored().Head(st.First).After(st.First, s.stored().Head(id), id) {
			st.First = id
		}
	}
	return st
}
