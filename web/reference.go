package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed door/reference.html
var referencePages embed.FS

var referencePage = template.Must(template.ParseFS(referencePages, "door/reference.html"))

// chapter is the operations under one tag.
type chapter struct {
	Name, What string
	Ops        []entry
}

// entry is one operation as people read it.
type entry struct {
	Method, Path, Scope, What, More string
	Fields                          []field
	Sends, Answers                  string
}

type field struct{ Name, In, Type, What string }

// chapters are what the API offers, out of its own description.
func chapters(api *huma.OpenAPI) []chapter {
	var out []chapter
	for _, t := range api.Tags {
		c := chapter{Name: t.Name, What: t.Description}
		for path, item := range api.Paths {
			for _, x := range []struct {
				method string
				op     *huma.Operation
			}{{"GET", item.Get}, {"POST", item.Post}, {"PATCH", item.Patch}, {"DELETE", item.Delete}} {
				if x.op != nil && slices.Contains(x.op.Tags, t.Name) {
					c.Ops = append(c.Ops, entryOf(api, x.method, path, x.op))
				}
			}
		}
		slices.SortFunc(c.Ops, func(a, b entry) int {
			return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
		})
		out = append(out, c)
	}
	return out
}

func entryOf(api *huma.OpenAPI, method, path string, op *huma.Operation) entry {
	e := entry{Method: method, Path: path, Scope: fmt.Sprint(op.Metadata["scope"]), What: op.Summary}
	e.More = strings.TrimSuffix(op.Description, scopeTold(e.Scope))
	for _, p := range op.Parameters {
		f := field{Name: p.Name, In: p.In, Type: typeOf(api, p.Schema), What: p.Description}
		if p.Required {
			f.Type += ", needed"
		}
		if p.Schema != nil && p.Schema.Default != nil {
			f.Type += fmt.Sprintf(", %v when left out", p.Schema.Default)
		}
		e.Fields = append(e.Fields, f)
	}
	if op.RequestBody != nil {
		for kind, m := range op.RequestBody.Content {
			e.Sends = kind
			s := resolved(api, m.Schema)
			for _, name := range sortedKeys(s.Properties) {
				p := s.Properties[name]
				f := field{Name: name, In: "body", Type: typeOf(api, p), What: p.Description}
				if slices.Contains(s.Required, name) {
					f.Type += ", needed"
				}
				e.Fields = append(e.Fields, f)
			}
		}
	}
	for _, status := range sortedKeys(op.Responses) {
		if !strings.HasPrefix(status, "2") {
			continue
		}
		e.Answers = status
		r := op.Responses[status]
		for _, kind := range sortedKeys(r.Content) {
			e.Answers += " " + kind
			s := resolved(api, r.Content[kind].Schema)
			if names := sortedKeys(s.Properties); len(names) > 0 {
				e.Answers += " with " + strings.Join(names, ", ")
			}
		}
	}
	return e
}

func resolved(api *huma.OpenAPI, s *huma.Schema) *huma.Schema {
	if s == nil {
		return &huma.Schema{}
	}
	if s.Ref != "" {
		if to := api.Components.Schemas.SchemaFromRef(s.Ref); to != nil {
			return to
		}
	}
	return s
}

func typeOf(api *huma.OpenAPI, s *huma.Schema) string {
	if s == nil {
		return ""
	}
	s = resolved(api, s)
	t := s.Type
	if t == "array" {
		t = "list of " + typeOf(api, s.Items)
	}
	if len(s.Enum) > 0 {
		var words []string
		for _, v := range s.Enum {
			if w := fmt.Sprint(v); w != "" {
				words = append(words, w)
			}
		}
		t = strings.Join(words, " | ")
	}
	return t
}

func sortedKeys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// reference tells people what the API offers: as a page in a browser, as plain
// text in a terminal.
func (s *Server) reference(api huma.API) http.HandlerFunc {
	spec := api.OpenAPI()
	data := struct {
		Version, About string
		Paragraphs     []string
		Chapters       []chapter
	}{Version: APIVersion, About: spec.Info.Description, Paragraphs: strings.Split(spec.Info.Description, "\n\n"), Chapters: chapters(spec)}
	var page, text bytes.Buffer
	if err := referencePage.Execute(&page, data); err != nil {
		panic(err) // the template is embedded and its data made here
	}
	fmt.Fprintf(&text, "sayso API %s. As OpenAPI 3.1: /api/v1/openapi.json\n\n%s\n", APIVersion, wrapped(data.About, ""))
	for _, c := range data.Chapters {
		fmt.Fprintf(&text, "\n%s\n%s\n", strings.ToUpper(c.Name), wrapped(c.What, ""))
		for _, e := range c.Ops {
			fmt.Fprintf(&text, "\n  %-6s %s  (%s)\n%s\n", e.Method, e.Path, e.Scope, wrapped(e.What+". "+strings.ReplaceAll(e.More, "\n\n", " "), "         "))
			if e.Sends != "" && e.Sends != "application/json" {
				fmt.Fprintf(&text, "         <- %s\n", e.Sends)
			}
			for _, f := range e.Fields {
				fmt.Fprintf(&text, "           %-14s %-6s %s\n", f.Name, f.In, strings.TrimSuffix(f.Type+": "+f.What, ": "))
			}
			if e.Answers != "" {
				fmt.Fprintf(&text, "%s\n", wrapped("-> "+e.Answers, "         "))
			}
		}
	}
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Accept"), "text/html") {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(page.Bytes()) // who has gone needs no answer
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write(text.Bytes())
	}
}

// wrapped is s in lines of at most 100 characters, each after margin.
func wrapped(s, margin string) string {
	var out []string
	for _, p := range strings.Split(s, "\n") {
		line := margin
		for _, w := range strings.Fields(p) {
			if len(line)+1+len(w) > 100 && len(line) > len(margin) {
				out = append(out, line)
				line = margin
			}
			if len(line) > len(margin) {
				line += " "
			}
			line += w
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return strings.Join(out, "\n")
}
