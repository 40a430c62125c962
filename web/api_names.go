package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/watchlist"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

func (s *Server) namesAPI(a apiOf) {
	reads(a, "/api/v1/voices", told{account.Read, "names", "Who speaks, those with most claims first", ""},
		func(ctx context.Context, in *struct {
			Paged
			Q string `query:"q" doc:"letters of the name" maxLength:"200"`
		}) (list[voiceRow], error) {
			all, err := s.names.voices(ctx, s.ledger, in.Q)
			if err != nil {
				return list[voiceRow]{}, err
			}
			return part(all, in.Paged)
		})
	reads(a, "/api/v1/voices/record", told{account.Read, "names", "What became of a voice's forecasts", "Raw counts before any rate; the bounds are Wilson's at 95 %, far apart where few are decided. What it said is at /api/v1/claims?voice=NAME."},
		func(ctx context.Context, in *struct {
			Name string `query:"name" required:"true" maxLength:"1000"`
		}) (story.TrackRecord, error) {
			all, err := s.forecasts(ctx)
			for _, t := range story.Records(all, "", func(f *story.Forecast) string { return f.Voice }) {
				if strings.EqualFold(t.Name, in.Name) {
					return t, err
				}
			}
			if err != nil {
				return story.TrackRecord{}, err
			}
			return story.TrackRecord{}, fmt.Errorf("forecasts of %q: %w", in.Name, ledger.ErrNotFound)
		})
	reads(a, "/api/v1/entities", told{account.Read, "names", "What reports name, by name and kind, those with most mentions first", "A name is not an identity: reports that name something alike may mean different things. Claims about it are at /api/v1/claims?entity=NAME."},
		func(ctx context.Context, in *struct {
			Paged
			Q    string `query:"q" doc:"letters of the name or an alias" maxLength:"200"`
			Kind string `query:"kind" maxLength:"40"`
		}) (list[entityRow], error) {
			all, err := s.names.entities(ctx, s.ledger, in.Q, in.Kind)
			if err != nil {
				return list[entityRow]{}, err
			}
			return part(all, in.Paged)
		})
	reads(a, "/api/v1/lists", told{account.Read, "names", "The lists that names are held against", "Those that the ledger keeps, in their newest versions."},
		func(ctx context.Context, _ *struct{}) (list[listInfo], error) {
			return looked(ctx, s, func(v *ledger.View) (list[listInfo], error) {
				kept, err := s.lists.kept(ctx, v)
				if err != nil {
					return list[listInfo]{}, err
				}
				return list[listInfo]{Items: kept.infos}, nil
			})
		})
	on(a, http.MethodPost, "/api/v1/screening", told{account.Read, "names", "Hold names against the lists", "Candidates with every pair of words and the rule that makes them alike, never a verdict. Nothing is recorded."},
		func(ctx context.Context, in *body[struct {
			Names []string `json:"names" minItems:"1" maxItems:"1000"`
			Kind  string   `json:"kind,omitempty" enum:"Person,Organization,Vessel,Airplane,"`
			Floor float64  `json:"floor,omitempty" minimum:"0" maximum:"1" doc:"least score of a candidate, 0.7 when left out"`
			Limit int      `json:"limit,omitempty" minimum:"0" maximum:"100" doc:"candidates for a name, 5 when left out"`
		}]) (*body[list[screened]], error) {
			kept, err := looked(ctx, s, func(v *ledger.View) (*keptLists, error) { return s.lists.kept(ctx, v) })
			if err != nil {
				return nil, problem(err)
			}
			out := list[screened]{Items: []screened{}}
			for _, name := range in.Body.Names {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				hits := kept.index.Search(watchlist.Query{Name: name, Kind: watchlist.Kind(in.Body.Kind), Floor: cmp.Or(in.Body.Floor, 0.7), Limit: cmp.Or(in.Body.Limit, 5)})
				out.Items = append(out.Items, screenedAs(name, hits))
			}
			return &body[list[screened]]{out}, nil
		})
}

// lists keeps the ledger's watch lists at hand, as they were last asked for.
type lists struct {
	mu   sync.Mutex
	last *keptLists
}

// keptLists are watch lists in certain versions.
type keptLists struct {
	versions []string
	index    *watchlist.Index
	infos    []listInfo
}

// listInfo is a list and how much of it could be read.
type listInfo struct {
	Name     string `json:"name"`
	Version  string `json:"version" doc:"the first 12 hex digits of the SHA-256 of its files"`
	Entities int    `json:"entities"`
	Problems int    `json:"problems" doc:"lines that were not loaded"`
}

// kept are the lists that the ledger screens against, in their newest versions.
// Errors wrap ledger.ErrNotFound where it keeps none.
func (l *lists) kept(ctx context.Context, v *ledger.View) (*keptLists, error) {
	all, err := work.Watchlists(ctx, v)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w: the ledger keeps no list: take one in with sayso lists add FILE, or start the desk with sayso serve --list FILE", ledger.ErrNotFound)
	}
	k := &keptLists{}
	for _, x := range all {
		k.versions = append(k.versions, x.Name+" "+x.Version)
		k.infos = append(k.infos, listInfo{x.Name, x.Version, x.Entries, x.Problems})
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last != nil && slices.Equal(l.last.versions, k.versions) {
		return l.last, nil
	}
	read := make([]*watchlist.List, len(all))
	for i, x := range all {
		if read[i], err = work.ReadList(ctx, v, x); err != nil {
			return nil, err
		}
	}
	k.index = watchlist.NewIndex(read...)
	l.last = k
	return k, nil
}

// screened is a name with the listings it may mean.
type screened struct {
	Name       string      `json:"name"`
	Candidates []candidate `json:"candidates"`
}

type candidate struct {
	List       string            `json:"list"`
	Version    string            `json:"version"`
	Entity     *watchlist.Entity `json:"entity"`
	Matched    string            `json:"matched"`
	Score      float64           `json:"score" doc:"likeness of the names, 1 for the very name; no probability"`
	Pairs      []watchlist.Pair  `json:"pairs"`
	LeftQuery  []string          `json:"left_query"`
	LeftListed []string          `json:"left_listed"`
	Notes      []string          `json:"notes"`
}

func screenedAs(name string, hits []watchlist.Hit) screened {
	out := screened{name, []candidate{}}
	for _, h := range hits {
		out.Candidates = append(out.Candidates, candidate{h.List.Name, h.List.Version, h.Entity, h.Name.Text, h.Score, h.Pairs, some(h.LeftQuery), some(h.LeftListed), some(h.Notes)})
	}
	return out
}

func some[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
