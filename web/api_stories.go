package web

import (
	"context"
	"fmt"
	"slices"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/system"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

func (s *Server) storiesAPI(a apiOf) {
	reads(a, "/api/v1/stories", told{account.Read, "stories", "Happenings that reports tell of", ""},
		func(ctx context.Context, in *Paged) (list[story.Story], error) {
			return facts[story.Story](ctx, s, work.FactStory, *in, nil)
		})
	reads(a, "/api/v1/stories/{id}", told{account.Read, "stories", "A happening: its reports, who rests on whom, and what links their claims", ""},
		func(ctx context.Context, in *struct {
			ID string `path:"id" maxLength:"200"`
		}) (storySheet, error) {
			return looked(ctx, s, func(v *ledger.View) (storySheet, error) { return storySheetOf(ctx, v, in.ID) })
		})
	reads(a, "/api/v1/origins", told{account.Read, "stories", "Where news entered the record: reports that rest on one origin, and why", "A report that rests on nothing else known is its own origin and not listed."},
		func(ctx context.Context, in *Paged) (list[story.Origin], error) {
			return facts[story.Origin](ctx, s, work.FactOrigin, *in, nil)
		})
	reads(a, "/api/v1/links", told{account.Read, "stories", "What links claims: repeats, corroborates, contradicts, denies, revises and others", ""},
		func(ctx context.Context, in *struct {
			Paged
			Report string `query:"report" doc:"links of this report alone" maxLength:"100"`
			Kind   string `query:"kind" maxLength:"100"`
			State  string `query:"state" doc:"proposed, confirmed or rejected" maxLength:"100"`
		}) (list[linked], error) {
			return facts(ctx, s, work.FactLink, in.Paged, func(l *linked) bool {
				l.ID = l.Link.ID()
				return (in.Report == "" || l.From == in.Report || l.To == in.Report) && (in.Kind == "" || string(l.Kind) == in.Kind) && (in.State == "" || string(l.State) == in.State)
			})
		})
	reads(a, "/api/v1/system", told{account.Read, "stories", "The system that reports describe: who orders, sends, pays or belongs to whom", "Rebuilt from the reports of a story, or from the claims of a search. Every tie keeps the claims it rests on and says no more than they do; what bears one name is joined, which is no identity. /api/v1/export has it as graphml and dot."},
		func(ctx context.Context, in *struct {
			Searched
			Story  string   `query:"story" doc:"a story's id; the search's fields count where it is left out" maxLength:"200"`
			From   string   `query:"from" doc:"ties in reports of this day or later" maxLength:"40"`
			To     string   `query:"to" doc:"ties in reports of this day or earlier" maxLength:"40"`
			Least  string   `query:"least" doc:"certainty at least: 0 any, 1 possible, 2 probable, 3 certain" maxLength:"1"`
			Family []string `query:"family,explode" doc:"order, selection, movement, money, belonging, denial or other"`
		}) (systemSheet, error) {
			asked := in.values()
			for name, value := range map[string]string{"story": in.Story, "from": in.From, "to": in.To, "least": in.Least} {
				if value != "" {
					asked.Set(name, value)
				}
			}
			if len(in.Family) > 0 {
				asked["family"] = in.Family
			}
			return looked(ctx, s, func(v *ledger.View) (systemSheet, error) {
				sys, of, err := s.subjectOf(ctx, v, asked)
				return systemSheet{sys, of.Report, of.Left, of.Fallen}, err
			})
		})
}

// systemSheet is a system with how much of what was asked for it looked at.
type systemSheet struct {
	*system.System
	Reports int `json:"reports" doc:"reports looked at"`
	Left    int `json:"left" doc:"reports left out, because a system is of so many at most"`
	Fallen  int `json:"fallen" doc:"claims left out, because they were withdrawn or rejected"`
}

// linked is a link with the id by which a decision names it.
type linked struct {
	ID string `json:"id"`
	story.Link
}

// storySheet is a story with all that hangs together in it.
type storySheet struct {
	Story   story.Story         `json:"story"`
	Reports []ledger.ReportInfo `json:"reports" doc:"by their dates, undated ones last"`
	Origins []story.Origin      `json:"origins" doc:"shared ones; any other report is its own"`
	Links   []linked            `json:"links"`
}

func storySheetOf(ctx context.Context, v *ledger.View, id string) (storySheet, error) {
	out := storySheet{Reports: []ledger.ReportInfo{}, Origins: []story.Origin{}, Links: []linked{}}
	s, err := storyOf(ctx, v, id)
	if err != nil {
		return out, err
	}
	out.Story = s
	infos, err := v.ReportsOf(ctx, s.Reports)
	if err != nil {
		return out, err
	}
	related, err := factsOf[work.Related](ctx, v, work.FactRelated, s.Reports)
	if err != nil {
		return out, err
	}
	var named []string
	for _, id := range s.Reports {
		i, ok := infos[id]
		if !ok {
			return out, fmt.Errorf("report %s of story %s: %w", id, s.ID, ledger.ErrNotFound)
		}
		out.Reports = append(out.Reports, i)
		named = append(named, related[id].Origins...)
	}
	origins, err := factsOf[story.Origin](ctx, v, work.FactOrigin, named)
	if err != nil {
		return out, err
	}
	for _, id := range named {
		if o, ok := origins[id]; ok {
			out.Origins = append(out.Origins, o)
			delete(origins, id)
		}
	}
	slices.SortStableFunc(out.Reports, byPublished)
	links, err := work.LinksAmong(ctx, v, s.Reports)
	for _, l := range links {
		out.Links = append(out.Links, linked{l.ID(), l})
	}
	return out, err
}
