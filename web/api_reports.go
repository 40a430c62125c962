package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

func (s *Server) reportsAPI(a apiOf) {
	reads(a, "/api/v1/reports", told{account.Read, "reports", "Reports, the last to arrive first", ""},
		func(ctx context.Context, in *struct {
			Paged
			URL string `query:"url" doc:"the versions of the report at this address alone" maxLength:"4000"`
		}) (list[ledger.ReportInfo], error) {
			return looked(ctx, s, func(v *ledger.View) (list[ledger.ReportInfo], error) { return newest(ctx, v, in.Paged, in.URL) })
		})
	reads(a, "/api/v1/reports/{id}", told{account.Read, "reports", "The reading of a report", "The JSON of schema sayso.reading/1: text, voices, entities, times, quantities, attributions, and every claim with its spans. The report's own particulars are at /api/v1/reports/{id}/info."},
		func(ctx context.Context, in *ByID) (*reading.Reading, error) {
			return looked(ctx, s, func(v *ledger.View) (*reading.Reading, error) {
				id, err := v.Resolve(ctx, in.ID)
				if err != nil {
					return nil, err
				}
				return v.Reading(ctx, id)
			})
		})
	reads(a, "/api/v1/reports/{id}/info", told{account.Read, "reports", "A report's particulars, its custody and versions, and what it belongs to", ""},
		func(ctx context.Context, in *ByID) (reportSheet, error) {
			return looked(ctx, s, func(v *ledger.View) (reportSheet, error) { return reportSheetOf(ctx, v, in.ID) })
		})
	s.raw(a, "/api/v1/reports/{id}/text", told{account.Read, "reports", "A report's canonical text", "Every offset in the API is a byte of it."}, "text/plain; charset=utf-8",
		func(ctx context.Context, v *ledger.View, id string) ([]byte, error) {
			t, err := v.Text(ctx, id)
			return []byte(t), err
		})
	s.raw(a, "/api/v1/reports/{id}/original", told{account.Read, "reports", "The bytes of a report as they were met", "As a file to save: they are what somebody on the web wrote."}, "application/octet-stream",
		func(ctx context.Context, v *ledger.View, id string) ([]byte, error) { return v.Original(ctx, id) })
	reads(a, "/api/v1/reports/{id}/drift", told{account.Read, "reports", "What a report changed of what another says", ""},
		func(ctx context.Context, in *struct {
			ByID
			Against string `query:"against" required:"true" doc:"the other report" maxLength:"100"`
		}) (list[story.Change], error) {
			return looked(ctx, s, func(v *ledger.View) (list[story.Change], error) {
				out := list[story.Change]{Items: []story.Change{}}
				var two [2]*reading.Reading
				for i, prefix := range [...]string{in.ID, in.Against} {
					id, err := v.Resolve(ctx, prefix)
					if err == nil {
						two[i], err = v.Reading(ctx, id)
					}
					if err != nil {
						return out, err
					}
				}
				out.Items = append(out.Items, story.Drift(two[0], two[1])...)
				return out, nil
			})
		})
	s.addAPI(a)
}

// newest is a page of reports.
func newest(ctx context.Context, v *ledger.View, p Paged, url string) (list[ledger.ReportInfo], error) {
	out := list[ledger.ReportInfo]{Items: []ledger.ReportInfo{}}
	if url != "" {
		found, err := v.ReportsAt(ctx, url)
		if err != nil {
			return out, err
		}
		slices.Reverse(found)
		return part(found, p)
	}
	var before int64
	if p.Cursor != "" {
		var err error
		if before, err = strconv.ParseInt(p.Cursor, 10, 64); err != nil {
			return out, errCursor(p.Cursor)
		}
	}
	found, err := v.Newest(ctx, before, p.Limit+1)
	if len(found) > p.Limit {
		found = found[:p.Limit]
		out.Next = strconv.FormatInt(found[p.Limit-1].Num, 10)
	}
	out.Items = append(out.Items, found...)
	return out, err
}

// reportSheet is a report with what is known of it beside its reading.
type reportSheet struct {
	Report    ledger.ReportInfo   `json:"report"`
	Versions  []ledger.ReportInfo `json:"versions" doc:"all captures under its address, oldest first"`
	Origins   []string            `json:"origins"`
	Stories   []string            `json:"stories"`
	Decisions []decided           `json:"decisions"`
}

func reportSheetOf(ctx context.Context, v *ledger.View, prefix string) (out reportSheet, err error) {
	id, err := v.Resolve(ctx, prefix)
	if err != nil {
		return out, err
	}
	if out.Report, err = v.Report(ctx, id); err != nil {
		return out, err
	}
	out.Versions, out.Origins, out.Stories = []ledger.ReportInfo{}, []string{}, []string{}
	if out.Report.URL != "" {
		if out.Versions, err = v.ReportsAt(ctx, out.Report.URL); err != nil {
			return out, err
		}
	}
	f, err := v.Fact(ctx, work.FactRelated, id)
	if err == nil {
		var r work.Related
		err = json.Unmarshal(f.Body, &r)
		out.Origins, out.Stories = r.Origins, r.Stories
	}
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return out, err
	}
	all, err := v.Decisions(ctx, id)
	out.Decisions = decidedAll(all)
	return out, err
}

// raw answers with bytes.
func (s *Server) raw(a apiOf, path string, t told, kind string, of func(context.Context, *ledger.View, string) ([]byte, error)) {
	op := operation(http.MethodGet, path, t)
	op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{kind: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}}
	huma.Register(a, op, func(ctx context.Context, in *ByID) (*huma.StreamResponse, error) {
		var id string
		b, err := looked(ctx, s, func(v *ledger.View) (b []byte, err error) {
			if id, err = v.Resolve(ctx, in.ID); err != nil {
				return nil, err
			}
			return of(ctx, v, id)
		})
		if err != nil {
			return nil, problem(err)
		}
		return &huma.StreamResponse{Body: func(c huma.Context) {
			c.SetHeader("Content-Type", kind)
			if kind == "application/octet-stream" {
				c.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": id + ".bin"}))
			}
			c.SetHeader("Content-Length", fmt.Sprint(len(b)))
			_, _ = c.BodyWriter().Write(b) // who has gone needs no answer
		}}, nil
	})
}
