package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

type body[T any] struct{ Body T }

func answer[T any](v T, err error) (*body[T], error) {
	if err != nil {
		return nil, problem(err)
	}
	return &body[T]{v}, nil
}

// problem is an error as RFC 9457 has it.
func problem(err error) error {
	var known huma.StatusError
	if errors.As(err, &known) {
		return err
	}
	return huma.NewError(statusOf(err), err.Error())
}

type byID struct {
	ID string `path:"id" doc:"a report's id or the beginning of one"`
}

type byClaim struct {
	ID    string `path:"id" doc:"a report's id or the beginning of one"`
	Claim string `path:"claim" doc:"a claim's id"`
}

type paged struct {
	Before int64 `query:"before" doc:"num of the last report of the page before"`
	Limit  int   `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type searched struct {
	Q          string   `query:"q" doc:"words; \"in a row\"; begin*"`
	Voice      string   `query:"voice"`
	Entity     string   `query:"entity"`
	Outlet     string   `query:"outlet"`
	Report     string   `query:"report"`
	Status     []string `query:"status"`
	When       string   `query:"when" doc:"EDTF date or interval"`
	Published  string   `query:"published" doc:"EDTF date or interval"`
	Standing   string   `query:"standing"`
	MinOrigins string   `query:"min_origins"`
	Open       string   `query:"open"`
	Before     string   `query:"before" doc:"next of the page before"`
	Limit      string   `query:"limit"`
}

func (q *searched) values() url.Values {
	return url.Values{"q": {q.Q}, "voice": {q.Voice}, "entity": {q.Entity}, "outlet": {q.Outlet}, "report": {q.Report}, "status": q.Status, "when": {q.When},
		"published": {q.Published}, "standing": {q.Standing}, "min_origins": {q.MinOrigins}, "open": {q.Open}, "before": {q.Before}, "limit": {q.Limit}}
}

type list[T any] struct {
	Items []T   `json:"items"`
	Next  int64 `json:"next" doc:"give it as before to go on; 0 when there is no more"`
}

// api is REST under /api/v1, described by /api/v1/openapi.json, which follows
// from the types here.
func (s *Server) api(mux *http.ServeMux) {
	c := huma.DefaultConfig("sayso", "1")
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/v1/openapi", "", "/api/v1/schemas"
	c.Info.Description = "The ledger of what news reports claim, and on whose say-so. Everything that relates reports is a proposal until a person decides."
	c.CreateHooks = nil
	a := humago.New(mux, c)
	huma.Get(a, "/api/v1/reports", func(ctx context.Context, in *paged) (*body[list[ledger.ReportInfo]], error) {
		out := list[ledger.ReportInfo]{Items: []ledger.ReportInfo{}}
		err := s.ledger.View(ctx, func(v *ledger.View) error {
			found, err := v.Newest(ctx, in.Before, in.Limit)
			out.Items = append(out.Items, found...)
			if len(found) == in.Limit {
				out.Next = found[len(found)-1].Num
			}
			return err
		})
		return answer(out, err)
	})
	huma.Get(a, "/api/v1/reports/{id}", func(ctx context.Context, in *byID) (*body[json.RawMessage], error) {
		var r *reading.Reading
		err := s.ledger.View(ctx, func(v *ledger.View) error {
			id, err := v.Resolve(ctx, in.ID)
			if err == nil {
				r, err = v.Reading(ctx, id)
			}
			return err
		})
		if err != nil {
			return nil, problem(err)
		}
		b, err := json.Marshal(r)
		return answer(json.RawMessage(b), err)
	})
	huma.Get(a, "/api/v1/claims", func(ctx context.Context, in *searched) (*body[list[ledger.Hit]], error) {
		out := list[ledger.Hit]{Items: []ledger.Hit{}}
		q, err := queryOf(in.values())
		if err == nil {
			err = s.ledger.View(ctx, func(v *ledger.View) error {
				p, err := v.Search(ctx, q)
				out.Items, out.Next = append(out.Items, p.Hits...), p.Next
				return err
			})
		}
		return answer(out, err)
	})
	huma.Get(a, "/api/v1/claims/{id}/{claim}", func(ctx context.Context, in *byClaim) (*body[json.RawMessage], error) {
		var c *sheet.ClaimSheet
		err := s.ledger.View(ctx, func(v *ledger.View) error {
			id, err := v.Resolve(ctx, in.ID)
			if err == nil {
				_, err = work.Subject(ctx, v, id+"/"+in.Claim)
			}
			if err == nil {
				c, err = sheet.ClaimOf(ctx, v, id, in.Claim, s.now())
			}
			return err
		})
		if err != nil {
			return nil, problem(err)
		}
		b, err := json.Marshal(c)
		return answer(json.RawMessage(b), err)
	})
	huma.Get(a, "/api/v1/stories", func(ctx context.Context, _ *struct{}) (*body[list[story.Story]], error) {
		out, err := facts[story.Story](ctx, s.ledger, work.FactStory)
		return answer(out, err)
	})
	huma.Get(a, "/api/v1/origins", func(ctx context.Context, _ *struct{}) (*body[list[story.Origin]], error) {
		out, err := facts[story.Origin](ctx, s.ledger, work.FactOrigin)
		return answer(out, err)
	})
	huma.Get(a, "/api/v1/links", func(ctx context.Context, _ *struct{}) (*body[list[story.Link]], error) {
		out, err := facts[story.Link](ctx, s.ledger, work.FactLink)
		return answer(out, err)
	})
	huma.Get(a, "/api/v1/due", func(ctx context.Context, _ *struct{}) (*body[list[story.Forecast]], error) {
		out := list[story.Forecast]{}
		err := s.ledger.View(ctx, func(v *ledger.View) (err error) {
			out.Items, err = work.Forecasts(ctx, v, s.now())
			return err
		})
		return answer(out, err)
	})
	huma.Get(a, "/api/v1/decisions", func(ctx context.Context, _ *struct{}) (*body[list[ledger.Decision]], error) {
		out := list[ledger.Decision]{Items: []ledger.Decision{}}
		err := s.ledger.View(ctx, func(v *ledger.View) error {
			all, err := v.Decisions(ctx, "")
			out.Items = append(out.Items, all...)
			return err
		})
		return answer(out, err)
	})
	huma.Post(a, "/api/v1/decisions", func(ctx context.Context, in *body[request]) (*body[ledger.Decision], error) {
		d, err := s.record(ctx, in.Body)
		return answer(d, err)
	})
	huma.Get(a, "/api/v1/log/head", func(ctx context.Context, _ *struct{}) (*body[struct {
		Head string `json:"head"`
		Key  string `json:"key"`
	}], error) {
		var out struct {
			Head string `json:"head"`
			Key  string `json:"key"`
		}
		var err error
		if out.Head, err = s.ledger.Head(ctx); err == nil {
			out.Key, err = s.ledger.Key(ctx)
		}
		return answer(out, err)
	})
}

// facts are all facts of a kind.
func facts[T any](ctx context.Context, l *ledger.Ledger, kind string) (list[T], error) {
	out := list[T]{Items: []T{}}
	err := l.View(ctx, func(v *ledger.View) error {
		for f, err := range v.Facts(ctx, kind) {
			var one T
			if err == nil {
				err = json.Unmarshal(f.Body, &one)
			}
			if err != nil {
				return err
			}
			out.Items = append(out.Items, one)
		}
		return nil
	})
	return out, err
}
