package web

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/sayso/sayso/brief"
	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
)

// About says what part of the ledger something is made from.
type About struct {
	Words  string `query:"q" json:"words,omitempty" maxLength:"1000" doc:"claims with these words, and what is linked to them"`
	Entity string `query:"entity" json:"entity,omitempty" maxLength:"1000" doc:"claims about a name"`
	Story  string `query:"story" json:"story,omitempty" maxLength:"200" doc:"a story's reports"`
}

func (w *About) wanted() export.Wanted {
	return export.Wanted{Words: w.Words, Entity: w.Entity, Story: w.Story}
}

// question is what was asked, as briefs tell it.
func (w *About) question() string {
	switch {
	case w.Entity != "":
		return "entity: " + w.Entity
	case w.Story != "":
		return "story: " + w.Story
	}
	return w.Words
}

func (s *Server) sheetsAPI(a apiOf) {
	huma.Register(a, s.fileOp(http.MethodPost, "/api/v1/briefs", told{account.Read, "documents", "Write a brief", "Every sentence opens the words it rests on, and what does not reach the standard is listed with the reason."}),
		func(ctx context.Context, in *body[struct {
			About
			Standard string `json:"standard,omitempty" enum:"two-origins,one-named-origin,reported," doc:"two-origins when left out"`
			Profile  string `json:"profile,omitempty" enum:"full,partner,public," doc:"public when left out"`
			Format   string `json:"format,omitempty" enum:"json,md,html,docx,pdf," doc:"json when left out"`
			AsOf     string `json:"as_of,omitempty" maxLength:"10" doc:"day, YYYY-MM-DD; today when left out"`
		}]) (*huma.StreamResponse, error) {
			b := &in.Body
			if b.question() == "" {
				return nil, problem(fmt.Errorf("brief: %w: say what it is about: words, entity or story", ledger.ErrInput))
			}
			m := brief.Matter{Question: b.question(), Standard: brief.Standard(cmp.Or(b.Standard, string(brief.TwoOrigins))), Profile: export.Profile(cmp.Or(b.Profile, string(export.Public))), AsOf: cmp.Or(b.AsOf, s.now().UTC().Format(time.DateOnly))}
			if _, err := time.Parse(time.DateOnly, m.AsOf); err != nil {
				return nil, problem(fmt.Errorf("as_of %q: %w: a day such as 2024-03-14", m.AsOf, ledger.ErrInput))
			}
			var err error
			if m.Entries, m.Chosen, m.Ledger, err = export.Find(ctx, s.ledger, b.wanted()); err != nil {
				return nil, problem(err)
			}
			format := cmp.Or(b.Format, "json")
			raw, err := brief.New(m).Form(format)
			if err != nil {
				return nil, problem(err)
			}
			return toSave("brief."+format, func(w io.Writer) error { _, err := w.Write(raw); return err }), nil
		})
	huma.Register(a, s.fileOp(http.MethodGet, "/api/v1/export", told{account.Read, "documents", "Claims in the formats of others", "What each format keeps and loses is told in docs/formats.md. With nothing chosen, everything that is not sealed to you."}),
		func(ctx context.Context, in *struct {
			About
			Format  string `query:"format" default:"jsonl" maxLength:"40" doc:"jsonl, csv, events, forecasts, xlsx, parquet, ftm, stix, annotation, prov, nanopub, claimreview, ucdp, acled, plover, graphml, dot, ical and others"`
			Profile string `query:"profile" default:"full" enum:"full,partner,public"`
		}) (*huma.StreamResponse, error) {
			if _, err := export.New(in.Format, io.Discard, export.Options{}); err != nil {
				return nil, problem(err)
			}
			all := export.Ledger(ctx, s.ledger)
			if in.question() != "" {
				found, _, _, err := export.Find(ctx, s.ledger, in.wanted())
				if err != nil {
					return nil, problem(err)
				}
				all = func(yield func(*export.Entry, error) bool) {
					for _, e := range found {
						if !yield(e, nil) {
							return
						}
					}
				}
			}
			return toSave("sayso."+extension(in.Format), func(w io.Writer) error {
				x, err := export.New(in.Format, w, export.Options{At: s.now().UTC()})
				if err != nil {
					return err
				}
				return export.Write(x, export.Profile(in.Profile).Each(all, nil))
			}), nil
		})
	huma.Register(a, s.fileOp(http.MethodGet, "/api/v1/reports/{id}/evidence", told{account.Read, "reports", "A bundle with bytes, text, hashes and proof of one report", "A zip that others check without sayso."}),
		func(ctx context.Context, in *ByID) (*huma.StreamResponse, error) {
			id, err := looked(ctx, s, func(v *ledger.View) (string, error) { return v.Resolve(ctx, in.ID) })
			if err != nil {
				return nil, problem(err)
			}
			return toSave(id+".zip", func(w io.Writer) error { return export.Evidence(ctx, s.ledger, id, w) }), nil
		})
}

// fileOp is an operation that answers with a file.
func (s *Server) fileOp(method, path string, t told) huma.Operation {
	op := operation(method, path, t)
	op.Responses = map[string]*huma.Response{"200": {Description: "the file", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}}
	return op
}

// toSave is a file to save, whatever a browser would make of what is in it.
func toSave(name string, write func(io.Writer) error) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(c huma.Context) {
		_, w := humago.Unwrap(c)
		kind := mime.TypeByExtension(name[strings.LastIndexByte(name, '.'):])
		switch {
		case strings.HasSuffix(name, ".json"):
			kind = "application/json"
		case strings.HasSuffix(name, ".jsonl"):
			kind = ndjson
		case kind == "" || strings.HasPrefix(kind, "text/html"):
			kind = "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
		if err := write(&slow{w, http.NewResponseController(w)}); err != nil {
			panic(http.ErrAbortHandler) // half a file must not look like a whole one
		}
	}}
}

// slow gives every write the time of a whole request.
type slow struct {
	io.Writer
	rc *http.ResponseController
}

func (s *slow) Write(b []byte) (int, error) {
	_ = s.rc.SetWriteDeadline(time.Now().Add(longestRequest))
	return s.Writer.Write(b)
}

func extension(format string) string {
	switch format {
	case "jsonl", "csv", "xlsx", "graphml", "dot":
		return format
	case "parquet", "parquet-events", "parquet-forecasts":
		return "parquet"
	case "events", "forecasts", "ftm-statements", "ucdp", "acled", "plover":
		return "csv"
	case "ical":
		return "ics"
	case "nanopub":
		return "trig"
	case "ftm":
		return "jsonl"
	}
	return "json"
}
