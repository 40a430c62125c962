package work

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
)

// Dossier is what the ledger's reports say of whatever a name stands for.
type Dossier struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	// State tells whether anybody has decided what the name stands for.
	State     string            `json:"state"`
	Decisions []ledger.Decision `json:"decisions"`
	Spellings []Spelling        `json:"spellings"`
	Alike     []Alike           `json:"may_be_same"`
	Roles     []Edge            `json:"roles"`
	Ties      []Edge            `json:"ties"`
	Paths     []Path            `json:"paths"`
	Says      []Said            `json:"says"`
	About     []Said            `json:"about"`
	Questions []Said            `json:"open_questions"`
	Listed    []Standing        `json:"list_candidates"`
	Split     []string          `json:"split_off,omitempty"` // reports that mean another of the name
}

// Spelling is a name as reports write it.
type Spelling struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Aliases []string `json:"aliases"` // other words for it in those reports
	Reports []string `json:"reports"`
	Merged  string   `json:"merged,omitempty"` // the decision that counts it here
}

// Edge is a tie that one or more reports state, oldest first.
type Edge struct {
	Kind      string   `json:"kind"`
	From      string   `json:"from"`
	To        string   `json:"to"`
	Role      string   `json:"role,omitempty"`
	Ambiguous bool     `json:"ambiguous"` // in every report that states it
	Reports   []Quoted `json:"reports"`
	Origins   int      `json:"origins"`
	First     string   `json:"first,omitempty"` // dates of the reports, EDTF
	Last      string   `json:"last,omitempty"`
	Conflict  string   `json:"conflict,omitempty"` // what other reports say instead
}

// Said is a claim, in the words of its report, and how it is put: words that are
// denied may look as if they were not.
type Said struct {
	Report     string             `json:"report"`
	Claim      string             `json:"claim"`
	Words      string             `json:"words"`
	Voice      string             `json:"voice"`
	Status     string             `json:"status"`
	Factuality reading.Factuality `json:"factuality"`
	Date       string             `json:"date,omitempty"`
}

// source is a report with which the dossier deals.
type source struct {
	r    *reading.Reading
	ids  []string // the entities that are meant
	orig []string
}

// DossierOf is the dossier of a name, or ErrNotFound.
func DossierOf(ctx context.Context, v *ledger.View, named string) (*Dossier, error) {
	node, err := nodeOf(ctx, v, named)
	if err != nil {
		return nil, err
	}
	x, err := loadIdentities(ctx, v)
	if err != nil {
		return nil, err
	}
	nodes, decisions := x.nodes(node)
	d := &Dossier{Decisions: list(decisions), State: "a name in reports; nobody has decided what it stands for", Spellings: []Spelling{}, Roles: []Edge{}, Ties: []Edge{}, Says: []Said{}, About: []Said{}, Questions: []Said{}}
	if len(decisions) > 0 {
		d.State = fmt.Sprintf("%d names taken for one thing", len(nodes))
	}
	sources, err := d.gather(ctx, v, nodes, x)
	if err != nil {
		return nil, err
	}
	if len(d.Spellings) == 0 {
		return nil, fmt.Errorf("%q: %w: no report names it", named, ledger.ErrNotFound)
	}
	d.Name, d.Kind = d.Spellings[0].Name, d.Spellings[0].Kind
	d.edges(sources)
	for _, s := range sources {
		d.claims(s)
	}
	var names []NameOf
	var keys []string
	for _, s := range d.Spellings {
		names, keys = append(names, NameOf{Name: s.Name, Kind: s.Kind}), append(keys, entity.Key(s.Name))
	}
	if d.Alike, err = alike(ctx, v, names, keys, x); err != nil {
		return nil, err
	}
	if d.Paths, err = paths(ctx, v, keys); err != nil {
		return nil, err
	}
	d.Listed, err = d.listed(ctx, v, sources)
	return d, err
}

// gather finds the reports that have one of the names, in order of their dates.
func (d *Dossier) gather(ctx context.Context, v *ledger.View, nodes []string, x *identities) ([]source, error) {
	var sources []source
	at := map[string]int{}
	for _, node := range nodes {
		key, only, _ := strings.Cut(node, "@")
		found, err := v.FactsWith(ctx, FactNames, []string{"k:" + key}, 100000)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if only != "" && f.Key != only {
				continue
			}
			if _, gone := x.out[key+"@"+f.Key]; gone && only == "" {
				d.Split = append(d.Split, f.Key)
				continue
			}
			var n Names
			if err := json.Unmarshal(f.Body, &n); err != nil {
				return nil, err
			}
			for _, one := range n.Names {
				if entity.Key(one.Name) != key && !slices.ContainsFunc(one.Aliases, func(a string) bool { return entity.Key(a) == key }) {
					continue
				}
				d.spelling(one, f.Key, node, nodes, x)
				i, ok := at[f.Key]
				if !ok {
					r, err := v.Reading(ctx, f.Key)
					if err != nil {
						return nil, err
					}
					origins, err := originsOf(ctx, v, f.Key)
					if err != nil {
						return nil, err
					}
					i = len(sources)
					at[f.Key] = i
					sources = append(sources, source{r: r, orig: origins})
				}
				if !slices.Contains(sources[i].ids, one.Entity) {
					sources[i].ids = append(sources[i].ids, one.Entity)
				}
			}
		}
	}
	slices.SortStableFunc(sources, func(a, b source) int {
		return cmp.Or(cmp.Compare(dateOr(a.r), dateOr(b.r)), cmp.Compare(a.r.Report.ID, b.r.Report.ID))
	})
	slices.SortStableFunc(d.Spellings, func(a, b Spelling) int { return cmp.Compare(len(b.Reports), len(a.Reports)) })
	return sources, nil
}

func dateOr(r *reading.Reading) string { return cmp.Or(r.Report.Published.EDTF, "9999") }

func (d *Dossier) spelling(n NameOf, report, node string, nodes []string, x *identities) {
	i := slices.IndexFunc(d.Spellings, func(s Spelling) bool { return s.Name == n.Name })
	if i < 0 {
		i = len(d.Spellings)
		s := Spelling{Name: n.Name, Kind: n.Kind, Aliases: []string{}, Reports: []string{}}
		if node != nodes[0] {
			for _, m := range x.merged[node] {
				s.Merged = m.ID
			}
		}
		d.Spellings = append(d.Spellings, s)
	}
	s := &d.Spellings[i]
	for _, a := range n.Aliases {
		if !slices.Contains(s.Aliases, a) {
			s.Aliases = append(s.Aliases, a)
		}
	}
	if !slices.Contains(s.Reports, report) {
		s.Reports = append(s.Reports, report)
	}
}

func originsOf(ctx context.Context, v *ledger.View, report string) ([]string, error) {
	f, err := v.Fact(ctx, FactRelated, report)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, nil
	}
	var r Related
	if err == nil {
		err = json.Unmarshal(f.Body, &r)
	}
	return r.Origins, err
}

// edges are the ties from and to what the name stands for, joined over reports.
func (d *Dossier) edges(sources []source) {
	at := map[string]int{}
	var all []Edge
	origins := map[int]map[string]bool{}
	for _, s := range sources {
		for _, id := range s.ids {
			for _, q := range Tied(s.r, id) {
				key := strings.Join([]string{q.Kind, entity.Key(q.FromName), entity.Key(q.ToName), strings.ToLower(q.Role)}, "\x00")
				i, ok := at[key]
				if !ok {
					i = len(all)
					at[key], origins[i] = i, map[string]bool{}
					all = append(all, Edge{Kind: q.Kind, From: q.FromName, To: q.ToName, Role: q.Role, Ambiguous: true, First: s.r.Report.Published.EDTF})
				}
				e := &all[i]
				e.Ambiguous = e.Ambiguous && q.Ambiguous
				e.Last = cmp.Or(s.r.Report.Published.EDTF, e.Last)
				e.Reports = append(e.Reports, q)
				for _, o := range s.orig {
					origins[i][o] = true
				}
			}
		}
	}
	mine := map[string]bool{}
	for _, s := range d.Spellings {
		mine[entity.Key(s.Name)] = true
	}
	for i := range all {
		e := &all[i]
		e.Origins = len(origins[i])
		// One thing has one owner and one superior at a time: others are in conflict.
		if e.Kind == "owned_by" || e.Kind == "part_of" {
			for j := range all {
				if o := &all[j]; i != j && o.Kind == e.Kind && entity.Key(o.From) == entity.Key(e.From) && entity.Key(o.To) != entity.Key(e.To) {
					e.Conflict = "other reports say " + strings.ReplaceAll(o.Kind, "_", " ") + " " + o.To
				}
			}
		}
		if e.Role != "" && mine[entity.Key(e.From)] {
			d.Roles = append(d.Roles, *e)
		} else {
			d.Ties = append(d.Ties, *e)
		}
	}
}

// claims adds what a report has the name say, and says about it.
func (d *Dossier) claims(s source) {
	r := s.r
	mine := map[string]bool{}
	for _, sp := range d.Spellings {
		for _, n := range append([]string{sp.Name}, sp.Aliases...) {
			mine[entity.Key(n)] = true
		}
	}
	voices := map[string]bool{}
	for _, v := range r.Voices {
		if mine[entity.Key(v.Name)] {
			voices[v.ID] = true
		}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		said := Said{r.Report.ID, c.ID, strings.Join(strings.Fields(c.Span.Of(r.Text)), " "), chainOf(r, c), string(c.Status), c.Factuality, r.Report.Published.EDTF}
		about := slices.ContainsFunc(c.Arguments, func(a reading.Argument) bool { return slices.Contains(s.ids, a.Entity) })
		switch {
		case about && c.OpenQuestion:
			d.Questions = append(d.Questions, said)
		case about:
			d.About = append(d.About, said)
		case slices.ContainsFunc(c.Sources, func(l reading.Link) bool { return voices[l.Voice] }):
			d.Says = append(d.Says, said)
		}
	}
}

// listed are the listings that the name is a candidate for.
func (d *Dossier) listed(ctx context.Context, v *ledger.View, sources []source) ([]Standing, error) {
	decisions, err := verdicts(ctx, v)
	if err != nil {
		return nil, err
	}
	out := []Standing{}
	seen := map[string]bool{}
	for _, s := range sources {
		found, err := ScreenedOf(ctx, v, s.r.Report.ID)
		if err != nil {
			return nil, err
		}
		for _, n := range found.Names {
			if !slices.Contains(s.ids, n.Entity) {
				continue
			}
			for _, w := range n.Candidates {
				if seen[w.Subject] {
					continue
				}
				seen[w.Subject] = true
				c, err := candidateOf(ctx, v, w.Subject)
				if errors.Is(err, ledger.ErrNotFound) {
					continue // no list has it any more
				}
				if err != nil {
					return nil, err
				}
				st, err := standing(ctx, v, c, decisions)
				if err != nil {
					return nil, err
				}
				out = append(out, st)
			}
		}
	}
	slices.SortStableFunc(out, bySay)
	return out, nil
}
