package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/web/account"
)

// APIVersion is that of the interface under /api/v1. It is raised with every
// change to it: the middle number where what was asked before is still
// answered.
const APIVersion = "1.4.0"

const described = `The ledger of what news reports claim, and on whose say-so. Everything that relates reports is a proposal until a person decides.

A desk on this machine without accounts asks nobody who they are. Any other wants a token, made with "sayso account token" or at /api/v1/tokens, as Authorization: Bearer TOKEN; browsers come with the session that /login gives. Each operation names the scope it takes.

Lists have items and next: give next as cursor to go on; it is empty when there is no more. Answers carry an ETag: sent back as If-None-Match it is answered 304 where nothing changed. Errors are problem+json (RFC 9457), and their detail says what to do. Offsets are bytes of the report's text in UTF-8, end exclusive. Dates are EDTF; what a report leaves open is empty, never 0.`

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

type ByID struct {
	ID string `path:"id" doc:"a report's id or the beginning of one" maxLength:"100"`
}

type byClaim struct {
	ID    string `path:"id" doc:"a report's id or the beginning of one" maxLength:"100"`
	Claim string `path:"claim" doc:"a claim's id, such as c3" maxLength:"100"`
}

type Paged struct {
	Cursor string `query:"cursor" doc:"next of the page before" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"50"`
}

type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next" doc:"give it as cursor to go on; empty when there is no more"`
}

// apiOf is an API with what each of its operations takes.
type apiOf struct {
	huma.API
	s *Server
}

// api is REST under /api/v1, described by /api/v1/openapi.json, which follows
// from the types here.
func (s *Server) api(mux *http.ServeMux) {
	inner := http.NewServeMux()
	a := s.describe(inner)
	inner.HandleFunc("GET /api/v1/{$}", s.reference(a))
	inner.HandleFunc("GET /api/v1", s.reference(a))
	inner.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, http.StatusNotFound, "there is nothing at "+r.Method+" "+r.URL.Path+": /api/v1/ tells what there is")
	})
	mux.Handle("/api/", tagged(inner))
}

// describe registers every operation.
func (s *Server) describe(mux *http.ServeMux) huma.API {
	c := huma.DefaultConfig("sayso", APIVersion)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/v1/openapi", "", ""
	c.Info.Description = described
	c.CreateHooks = nil
	c.Transformers = append(c.Transformers, explained)
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.Tags = tags
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token":   {Type: "http", Scheme: "bearer", Description: "a token that sayso account token makes"},
		"session": {Type: "apiKey", In: "cookie", Name: "sayso", Description: "the session that /login gives a browser"},
	}
	a := apiOf{humago.New(mux, c), s}
	reg := a.OpenAPI().Components.Schemas
	reg.RegisterTypeAlias(reflect.TypeFor[report.Span](), reflect.TypeFor[[2]int]())
	a.UseMiddleware(a.allow)
	s.reportsAPI(a)
	s.claimsAPI(a)
	s.storiesAPI(a)
	s.namesAPI(a)
	s.decisionsAPI(a)
	s.sheetsAPI(a)
	s.feedsAPI(a)
	s.logAPI(a)
	s.accountsAPI(a)
	return a
}

// explained puts what is wrong with which field into a problem's detail, where
// people look.
func explained(_ huma.Context, _ string, v any) (any, error) {
	if e, ok := v.(*huma.ErrorModel); ok && len(e.Errors) > 0 {
		var each []string
		for _, x := range e.Errors {
			where := strings.TrimPrefix(x.Location, "body.")
			switch {
			case x.Value == nil || where == "body" || where == "":
				each = append(each, strings.TrimPrefix(where+": ", ": ")+x.Message)
			default:
				each = append(each, fmt.Sprintf("%s %.100q: %s", where, fmt.Sprint(x.Value), x.Message))
			}
		}
		e.Detail = strings.Join(each, "; ")
	}
	return v, nil
}

// schemaName is a type's name in the description, with its package's where that
// is not this one: a story's Standing is not a ledger's.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	pkg := t.PkgPath()
	pkg = pkg[strings.LastIndexByte(pkg, '/')+1:]
	if pkg == "" || pkg == "web" || t.Name() == "" || strings.Contains(t.Name(), "[") {
		return name
	}
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}

var tags = []*huma.Tag{
	{Name: "reports", Description: "Reports as they stood, their readings, and bringing more in."},
	{Name: "claims", Description: "Search with facets, and one claim with all that bears on it."},
	{Name: "stories", Description: "Which reports tell of one happening, which rest on one origin, and what links claims."},
	{Name: "names", Description: "Voices, entities, and names held against lists."},
	{Name: "decisions", Description: "What people decided, what follows, what is due."},
	{Name: "documents", Description: "Briefs and exports."},
	{Name: "feeds", Description: "Feeds and sitemaps that are followed."},
	{Name: "log", Description: "The record, its proofs, and news as it happens."},
	{Name: "accounts", Description: "Who may do what."},
}

// allow lets an operation go on for who may do what it takes.
func (a apiOf) allow(c huma.Context, next func(huma.Context)) {
	need, ok := c.Operation().Metadata["scope"].(account.Scope)
	p := who(c.Context())
	switch {
	case !ok:
		_ = huma.WriteErr(a, c, http.StatusForbidden, "nobody may do this")
	case !p.May(need) && p != nil:
		_ = huma.WriteErr(a, c, http.StatusForbidden, mayNot(p, need))
	case p == nil:
		_ = huma.WriteErr(a, c, http.StatusUnauthorized, "the desk does not know who you are")
	default:
		next(c)
	}
}

// told is what an operation is told as.
type told struct {
	scope account.Scope
	tag   string
	what  string // in one line
	more  string
}

// operation is an operation as OpenAPI has it. Its id is its method and path.
func operation(method, path string, t told) huma.Operation {
	words := strings.FieldsFunc(strings.TrimPrefix(path, "/api/v1"), func(r rune) bool { return strings.ContainsRune("/{}-.", r) })
	op := huma.Operation{OperationID: strings.ToLower(method) + "-" + strings.Join(words, "-"), Method: method, Path: path, Summary: t.what, Description: t.more,
		Tags: []string{t.tag}, Errors: []int{400, 401, 403, 404, 422, 429, 500}, Metadata: map[string]any{"scope": t.scope},
		Security: []map[string][]string{{"token": {string(t.scope)}}, {"session": {string(t.scope)}}}, MaxBodyBytes: 1 << 20}
	if t.more != "" {
		op.Description += "\n\n"
	}
	op.Description += scopeTold(string(t.scope))
	return op
}

func scopeTold(scope string) string { return "Takes the scope " + scope + "." }

func on[I, O any](a apiOf, method, path string, t told, f func(context.Context, *I) (*O, error)) {
	huma.Register(a, operation(method, path, t), func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
}

func reads[I, T any](a apiOf, path string, t told, f func(context.Context, *I) (T, error)) {
	on(a, http.MethodGet, path, t, func(ctx context.Context, in *I) (*body[T], error) {
		out, err := f(ctx, in)
		return answer(out, err)
	})
}

// looked is what f finds in one state of the ledger.
func looked[T any](ctx context.Context, s *Server, f func(*ledger.View) (T, error)) (out T, err error) {
	err = s.ledger.View(ctx, func(v *ledger.View) (err error) {
		out, err = f(v)
		return err
	})
	return out, err
}

// facts are a page of the facts of a kind.
func facts[T any](ctx context.Context, s *Server, kind string, p Paged, keep func(*T) bool) (list[T], error) {
	return looked(ctx, s, func(v *ledger.View) (list[T], error) {
		out := list[T]{Items: []T{}}
		last := ""
		after, err := base64.RawURLEncoding.DecodeString(p.Cursor)
		if err != nil {
			return out, errCursor(p.Cursor)
		}
		for f, err := range v.FactsAfter(ctx, kind, string(after)) {
			var one T
			if err == nil {
				err = json.Unmarshal(f.Body, &one)
			}
			if err != nil {
				return out, err
			}
			if keep != nil && !keep(&one) {
				continue
			}
			if len(out.Items) == p.Limit {
				out.Next = base64.RawURLEncoding.EncodeToString([]byte(last))
				break
			}
			out.Items, last = append(out.Items, one), f.Key
		}
		return out, nil
	})
}

// part is a page of a list that is at hand; its cursors are places in it.
func part[T any](all []T, p Paged) (list[T], error) {
	at := 0
	if p.Cursor != "" {
		if _, err := fmt.Sscanf(p.Cursor, "%d", &at); err != nil || at < 0 {
			return list[T]{}, errCursor(p.Cursor)
		}
	}
	out := list[T]{Items: []T{}}
	if at < len(all) {
		end := min(at+p.Limit, len(all))
		out.Items = append(out.Items, all[at:end]...)
		if end < len(all) {
			out.Next = fmt.Sprint(end)
		}
	}
	return out, nil
}

func errCursor(s string) error {
	return fmt.Errorf("cursor %q: %w: take next of the page before", s, ledger.ErrInput)
}
