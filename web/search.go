package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
)

// A page of a search shows pageHits claims; facets are counted among the first
// facetHits.
const pageHits, facetHits = 50, 200

// narrowing is one value by which a search can be narrowed.
type narrowing struct {
	Value string
	Show  string // in words
	Count int
	Add   string // address of the narrowed search
}

type narrowings struct {
	Name string
	Of   []narrowing
}

func (s *Server) search(r *http.Request) (string, any, error) {
	asked := r.URL.Query()
	q, err := queryOf(asked)
	if err != nil {
		return "", nil, err
	}
	var data struct {
		Form         map[string]string
		Hits         []ledger.Hit
		Asked, Saved bool
		Next, Query  string
		Address      template.URL // Query as it stands behind a "?"
		Facets       []narrowings
		Counted      int
		Whole        bool // Counted are all
		All          []string
		Certainties  []reading.Factuality
		Standings    []string
		Mine         []savedRow
	}
	data.Form = map[string]string{}
	for k, v := range asked {
		data.Form[k] = v[0]
		if strings.TrimSpace(v[0]) == "" || k == "did" {
			asked.Del(k)
		}
	}
	data.Asked = len(asked) > 0
	data.All, data.Certainties, data.Standings = statuses, certainties, standings
	first := maps.Clone(asked)
	first.Del("before")
	data.Query = first.Encode()
	data.Address = template.URL(data.Query)
	err = s.view(r, func(v *ledger.View) (err error) {
		if data.Mine, err = s.savedRows(r.Context(), v); err != nil || !data.Asked {
			return err
		}
		data.Saved = slices.ContainsFunc(data.Mine, func(x savedRow) bool { return x.Query == data.Query })
		q.Limit = facetHits
		page, err := v.Search(r.Context(), q)
		data.Hits, data.Counted, data.Whole = page.Hits, len(page.Hits), page.Next == 0
		return err
	})
	data.Facets = narrowingsOf(data.Hits, first)
	if len(data.Hits) > pageHits {
		data.Hits = data.Hits[:pageHits]
	}
	if n := len(data.Hits); n == pageHits {
		next := maps.Clone(first)
		next.Set("before", strconv.FormatInt(data.Hits[n-1].Num, 10))
		data.Next = s.at + "/search?" + next.Encode()
	}
	return "search", data, err
}

func narrowingsOf(hits []ledger.Hit, asked url.Values) []narrowings {
	var out []narrowings
	for _, f := range []struct {
		name, field string
		of          func(ledger.Hit) string
	}{
		{"Status", "status", func(h ledger.Hit) string { return string(h.Status) }},
		{"Certainty", "certainty", func(h ledger.Hit) string { return string(h.Factuality) }},
		{"Standing", "standing", func(h ledger.Hit) string { return h.Standing }},
		{"Voice", "voice", func(h ledger.Hit) string { return h.Voice }},
		{"Outlet", "outlet", func(h ledger.Hit) string { return h.Outlet }},
	} {
		if asked.Get(f.field) != "" {
			continue
		}
		n := map[string]int{}
		for _, h := range hits {
			if v := f.of(h); v != "" {
				n[v]++
			}
		}
		var one narrowings
		one.Name = f.name
		for v, c := range n {
			q := maps.Clone(asked)
			q.Set(f.field, v)
			show := strings.ReplaceAll(v, "_", " ")
			if f.field == "certainty" {
				show = sure(reading.Factuality(v))
			}
			one.Of = append(one.Of, narrowing{v, show, c, "?" + q.Encode()})
		}
		slices.SortFunc(one.Of, func(a, b narrowing) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value)) })
		one.Of = one.Of[:min(8, len(one.Of))]
		if len(one.Of) > 1 {
			out = append(out, one)
		}
	}
	return out
}

// keptSearch is a search that somebody keeps; Seen is the number of the newest claim
// that was there when it was last looked through.
type keptSearch struct {
	Name  string `json:"name"`
	Query string `json:"query"`
	Seen  int64  `json:"seen"`
}

// savedRow is a kept search with what is new in it.
type savedRow struct {
	keptSearch
	New  []ledger.Hit
	More bool // there are more than New
	Bad  string
}

// Address is the query as it stands behind a "?".
func (s keptSearch) Address() template.URL { return template.URL(s.Query) }

// list is where the searches of the person at the desk are kept.
func (s *Server) list(ctx context.Context) string { return "searches of " + s.name(ctx) }

// name is who is at the desk.
func (s *Server) name(ctx context.Context) string {
	if p := who(ctx); p != nil {
		return p.Name
	}
	return s.by
}

func (s *Server) kept(ctx context.Context, v *ledger.View) ([]keptSearch, error) {
	b, err := v.List(ctx, s.list(ctx))
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, nil
	}
	var out []keptSearch
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	return out, err
}

func (s *Server) savedRows(ctx context.Context, v *ledger.View) ([]savedRow, error) {
	all, err := s.kept(ctx, v)
	if err != nil {
		return nil, err
	}
	var out []savedRow
	for _, one := range all {
		row := savedRow{keptSearch: one}
		q, err := query(one.Query)
		if err != nil {
			row.Bad = err.Error()
			out = append(out, row)
			continue
		}
		if row.New, row.More, err = first(ctx, v, q, 20); err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(row.New, func(h ledger.Hit) bool { return h.Num <= one.Seen }); i >= 0 {
			row.New, row.More = row.New[:i], false
		}
		out = append(out, row)
	}
	return out, nil
}

func query(encoded string) (ledger.Query, error) {
	v, err := url.ParseQuery(encoded)
	if err != nil {
		return ledger.Query{}, fmt.Errorf("search %q: %w: %w", encoded, ledger.ErrInput, err)
	}
	return queryOf(v)
}

// save keeps a search, forgets one, or notes that it was looked through.
func (s *Server) save(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	do, asked, name := r.PostFormValue("do"), r.PostFormValue("query"), strings.TrimSpace(r.PostFormValue("name"))
	q, err := query(asked)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	err = s.whole.Append(r.Context(), func(t *ledger.Tx) error {
		all, err := s.kept(r.Context(), &t.View)
		if err != nil {
			return err
		}
		newest, _, err := first(r.Context(), &t.View, q, 1)
		if err != nil {
			return err
		}
		one := keptSearch{Name: cmp.Or(name, asked), Query: asked}
		if len(newest) > 0 {
			one.Seen = newest[0].Num
		}
		i := slices.IndexFunc(all, func(x keptSearch) bool { return x.Query == asked })
		switch {
		case do == "keep" && i < 0:
			all = append(all, one)
		case do == "seen" && i >= 0:
			all[i].Seen = one.Seen
		case do == "forget" && i >= 0:
			all = slices.Delete(all, i, i+1)
		case i < 0:
			return fmt.Errorf("%q of a search: %w: it is keep, seen or forget, of a search that is kept", do, ledger.ErrInput)
		}
		b, err := json.Marshal(all)
		if err != nil {
			return err
		}
		return t.List(r.Context(), s.list(r.Context()), s.name(r.Context()), b)
	})
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.back(w, r, "")
}

// refuse answers with the page that says why something was not done.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	s.page(func(*http.Request) (string, any, error) { return "", nil, err })(w, r)
}

// back goes to where a form was sent from; did names the decision it made.
func (s *Server) back(w http.ResponseWriter, r *http.Request, did string) {
	to, err := url.Parse(r.PostFormValue("back"))
	if err != nil || to.IsAbs() || to.Host != "" || !strings.HasPrefix(to.Path, "/") || strings.ContainsAny(r.PostFormValue("back"), "\\\r\n") {
		to = &url.URL{Path: s.at + "/"}
	}
	q := to.Query()
	q.Del("did")
	if did != "" {
		q.Set("did", did)
	}
	to.RawQuery = q.Encode()
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}
