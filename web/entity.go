package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
)

// entityReports is how many reports are read for a dossier.
const entityReports = 60

// spelt is a spelling of a name and how often it stands so.
type spelt struct {
	Name    string
	Kinds   string
	Times   int
	Reports int
}

// tie is a relation that some report states.
type tie struct {
	Kind, Role, Other  string
	Out                bool // from the entity to the other
	Ambiguous          bool
	Report, Claim      string
	Outlet, Published  string
	Words              string
	Status, Factuality string
}

func (s *Server) entity(r *http.Request) (string, any, error) {
	var data struct {
		Name      string
		Spellings []spelt
		Ties      []tie
		About, By []ledger.Hit
		MoreAbout bool
		MoreBy    bool
		Read      int
		More      bool
		Decisions []ledger.Decision
	}
	data.Name = strings.TrimSpace(r.URL.Query().Get("name"))
	if data.Name == "" {
		return "", nil, fmt.Errorf("entity?name=: %w: whose dossier?", ledger.ErrInput)
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		about, err := v.Search(ctx, ledger.Query{Entity: data.Name, Limit: 300})
		if err != nil {
			return err
		}
		var ids []string
		for _, h := range about.Hits {
			if !slices.Contains(ids, h.Report) {
				ids = append(ids, h.Report)
			}
		}
		data.More = about.Next > 0 || len(ids) > entityReports
		ids = ids[:min(len(ids), entityReports)]
		data.Read = len(ids)
		data.About, data.MoreAbout = about.Hits[:min(len(about.Hits), 40)], len(about.Hits) > 40
		if data.By, data.MoreBy, err = first(ctx, v, ledger.Query{Voice: data.Name}, 20); err != nil {
			return err
		}
		if data.Spellings, data.Ties, err = dossier(ctx, v, data.Name, ids); err != nil {
			return err
		}
		data.Decisions, err = v.Decisions(ctx, data.Name)
		return err
	})
	return "entity", data, err
}

func dossier(ctx context.Context, v *ledger.View, name string, ids []string) (all []spelt, ties []tie, err error) {
	add := func(n, kind string, times int) {
		i := slices.IndexFunc(all, func(s spelt) bool { return s.Name == n })
		if i < 0 {
			all = append(all, spelt{Name: n})
			i = len(all) - 1
		}
		all[i].Times += times
		all[i].Reports++
		if !strings.Contains(all[i].Kinds, kind) {
			all[i].Kinds = strings.TrimPrefix(all[i].Kinds+", "+kind, ", ")
		}
	}
	for _, id := range ids {
		r, err := v.Reading(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		names := map[string]*reading.Entity{}
		for i := range r.Entities {
			names[r.Entities[i].ID] = &r.Entities[i]
		}
		for _, e := range r.Entities {
			if !bears(&e, name) {
				continue
			}
			for _, n := range append([]string{e.Name}, e.Aliases...) {
				times := 0
				for _, m := range e.Mentions {
					if strings.EqualFold(m.Of(r.Text), n) {
						times++
					}
				}
				add(n, e.Kind, times)
			}
		}
		for _, rel := range r.Relations {
			from, to := names[rel.From], names[rel.To]
			if from == nil || to == nil || !bears(from, name) && !bears(to, name) {
				continue
			}
			t := tie{Kind: strings.ReplaceAll(rel.Kind, "_", " "), Role: rel.Role, Other: to.Name, Out: true, Ambiguous: rel.Ambiguous, Report: id, Claim: rel.Claim,
				Outlet: r.Report.Outlet, Published: r.Report.Published.EDTF, Words: rel.Span.Of(r.Text)}
			if !bears(from, name) {
				t.Other, t.Out = from.Name, false
			}
			for _, c := range r.Claims {
				if c.ID == rel.Claim {
					t.Status, t.Factuality = plainStatus(c.Status), sure(c.Factuality)
				}
			}
			ties = append(ties, t)
		}
	}
	slices.SortStableFunc(all, func(a, b spelt) int { return cmp.Or(b.Times-a.Times, cmp.Compare(a.Name, b.Name)) })
	slices.SortStableFunc(ties, func(a, b tie) int { return cmp.Compare(a.Published, b.Published) })
	return all, ties, nil
}

// bears tells whether an entity goes by a name.
func bears(e *reading.Entity, name string) bool {
	return strings.EqualFold(e.Name, name) || slices.ContainsFunc(e.Aliases, func(a string) bool { return strings.EqualFold(a, name) })
}
