package web

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/system"
	"github.com/sayso/sayso/work"
)

// A system is rebuilt from up to systemReports reports of a story, or up to
// systemClaims claims of a search. Drawn are its weightiest ties; the table has
// up to tableEdges of them, the files all.
const (
	systemReports, systemClaims = 40, 400
	drawnNodes, drawnEdges      = 22, 30
	moreNodes, moreEdges        = 45, 60
	tableEdges                  = 200
)

// subject is what a system is of.
type subject struct {
	Name   string // in words
	Query  string // its part of the address
	Left   int    // reports or claims left out
	Fallen int    // claims left out since they were withdrawn or rejected
	Report int    // reports looked at
}

// subjectOf reads what an address asks for, and gathers it.
func (s *Server) subjectOf(ctx context.Context, v *ledger.View, asked url.Values) (*system.System, subject, error) {
	var sub subject
	var ids []string
	var chosen func(report, claim string) bool
	if id := asked.Get("story"); id != "" {
		st, err := storyOf(ctx, v, id)
		if err != nil {
			return nil, sub, err
		}
		first, err := v.Report(ctx, st.First)
		if err != nil {
			return nil, sub, err
		}
		sub.Name, sub.Query = s.title(ctx, v, first), "story="+url.QueryEscape(id)
		ids = st.Reports[:min(len(st.Reports), systemReports)]
		sub.Left = len(st.Reports) - len(ids)
	} else {
		q, err := queryOf(asked)
		if err != nil {
			return nil, sub, err
		}
		q.Limit, q.Before = systemClaims, 0
		page, err := v.Search(ctx, q)
		if err != nil {
			return nil, sub, err
		}
		in := map[string]bool{}
		for _, h := range page.Hits {
			in[h.Report+"/"+h.Claim] = true
			if !slices.Contains(ids, h.Report) {
				ids = append(ids, h.Report)
			}
		}
		if len(ids) > systemReports {
			sub.Left, ids = len(ids)-systemReports, ids[:systemReports]
		}
		chosen = func(report, claim string) bool { return in[report+"/"+claim] }
		keep := url.Values{}
		for k, v := range asked {
			if v[0] != "" && !slices.Contains([]string{"from", "to", "least", "family", "more", "did"}, k) {
				keep[k] = v
			}
		}
		sub.Name, sub.Query = strings.Join(asked["q"], " "), keep.Encode()
	}
	sub.Report = len(ids)
	var sources []system.Source
	for _, id := range ids {
		r, err := v.Reading(ctx, id)
		if err != nil {
			return nil, sub, err
		}
		rel, err := related(ctx, v, id)
		if err != nil {
			return nil, sub, err
		}
		fallen, err := work.Fallen(ctx, v, id)
		if err != nil {
			return nil, sub, err
		}
		for claim := range fallen {
			if chosen == nil || chosen(id, claim) {
				sub.Fallen++
			}
		}
		sources = append(sources, system.Source{Reading: r, Origins: rel.Origins, Fallen: fallen})
	}
	f, err := filterOf(asked)
	if err != nil {
		return nil, sub, err
	}
	return system.Of(sources, chosen).Filtered(f), sub, nil
}

func filterOf(asked url.Values) (system.Filter, error) {
	f := system.Filter{From: asked.Get("from"), To: asked.Get("to")}
	if l := asked.Get("least"); l != "" {
		n, err := strconv.Atoi(l)
		if err != nil || n < 0 || n > 3 {
			return f, fmt.Errorf("least %q: %w: 0 any, 1 possible, 2 probable, 3 certain", l, ledger.ErrInput)
		}
		f.Least = n
	}
	for _, one := range asked["family"] {
		switch {
		case one == "":
		case !slices.Contains(system.Families, system.Family(one)):
			return f, fmt.Errorf("family %q: %w: it is one of %v", one, ledger.ErrInput, system.Families)
		default:
			f.Families = append(f.Families, system.Family(one))
		}
	}
	return f, nil
}

// asksSystem tells whether an address says what the system is to be of.
func asksSystem(asked url.Values) bool {
	for _, k := range []string{"story", "q", "voice", "entity", "outlet", "when", "published", "status", "standing", "report"} {
		if strings.TrimSpace(asked.Get(k)) != "" {
			return true
		}
	}
	return false
}

type tableEdge struct {
	system.Edge
	FromName, ToName string
	FromNamed        bool
	ToNamed          bool
}

func (s *Server) system(r *http.Request) (string, any, error) {
	asked := r.URL.Query()
	var data struct {
		Subject    subject
		Asked      bool
		Stories    []storyRow
		Picture    template.HTML
		Edges      []tableEdge
		All, Drawn int
		Nodes      int
		More       string // address of the larger picture
		Families   []system.Family
		Form       map[string]string
		On         map[system.Family]bool
		Address    template.URL // of what is shown, for the files
	}
	data.Families, data.Form, data.On = system.Families, map[string]string{}, map[system.Family]bool{}
	for k, v := range asked {
		data.Form[k] = v[0]
	}
	for _, f := range asked["family"] {
		data.On[system.Family(f)] = true
	}
	data.Asked = asksSystem(asked)
	err := s.view(r, func(v *ledger.View) error {
		if !data.Asked {
			newest, err := v.Newest(r.Context(), 0, 60)
			if err == nil {
				data.Stories, err = rows(r.Context(), v, newest)
			}
			data.Stories = slices.DeleteFunc(data.Stories, storyRow.Alone)
			slices.SortStableFunc(data.Stories, func(a, b storyRow) int {
				return cmp.Compare(len(b.Reports)+b.More, len(a.Reports)+a.More)
			})
			return err
		}
		sys, sub, err := s.subjectOf(r.Context(), v, asked)
		if err != nil {
			return err
		}
		data.Subject, data.All, data.Nodes = sub, len(sys.Edges), len(sys.Nodes)
		drawn := sys.Largest(drawnNodes, drawnEdges)
		if asked.Get("more") != "" {
			drawn = sys.Largest(moreNodes, moreEdges)
		} else if len(drawn.Edges) < len(sys.Edges) {
			q := r.URL.Query()
			q.Set("more", "1")
			data.More = "?" + q.Encode()
		}
		data.Drawn = len(drawn.Edges)
		scene, err := s.graph(drawn)
		if err != nil {
			return err
		}
		data.Picture = inline(scene)
		data.Edges = tableOf(sys)
		return nil
	})
	data.Address = template.URL(r.URL.RawQuery) // it stands behind a "?"
	return "system", data, err
}

func tableOf(sys *system.System) []tableEdge {
	nodes := map[string]system.Node{}
	for _, n := range sys.Nodes {
		nodes[n.ID] = n
	}
	var out []tableEdge
	for _, e := range sys.Edges[:min(len(sys.Edges), tableEdges)] {
		out = append(out, tableEdge{e, nodes[e.From].Name, nodes[e.To].Name, !nodes[e.From].Described, !nodes[e.To].Described})
	}
	return out
}

// systemForm is the system as a file: svg, png, dot or graphml.
func (s *Server) systemForm(w http.ResponseWriter, r *http.Request) {
	form := r.PathValue("form")
	kinds := map[string]string{"system.svg": "image/svg+xml", "system.png": "image/png", "system.dot": "text/vnd.graphviz; charset=utf-8", "system.graphml": "application/graphml+xml"}
	if kinds[form] == "" {
		s.refuse(w, r, fmt.Errorf("%s: %w: it is system.svg, system.png, system.dot or system.graphml", form, ledger.ErrNotFound))
		return
	}
	var sys *system.System
	err := s.view(r, func(v *ledger.View) (err error) {
		if !asksSystem(r.URL.Query()) {
			return fmt.Errorf("%w: say of what: story= or what a search takes", ledger.ErrInput)
		}
		sys, _, err = s.subjectOf(r.Context(), v, r.URL.Query())
		return err
	})
	var b []byte
	if err == nil {
		b, err = s.formed(form, sys)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kinds[form])
	w.Header().Set("Content-Disposition", `attachment; filename="`+form+`"`)
	_, _ = w.Write(b) // who asked has gone
}

func (s *Server) formed(form string, sys *system.System) ([]byte, error) {
	var out bytes.Buffer
	switch form {
	case "system.dot":
		err := sys.DOT(&out)
		return out.Bytes(), err
	case "system.graphml":
		err := sys.GraphML(&out)
		return out.Bytes(), err
	}
	scene, err := s.graph(sys.Largest(moreNodes, moreEdges))
	if err != nil {
		return nil, err
	}
	if form == "system.svg" {
		return scene.SVG(true), nil
	}
	return scene.PNG(2)
}
