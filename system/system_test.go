package system

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// claimOf is a claim of a made-up report: words with their roles.
type claimOf struct {
	verb, status, sure string
	roles              [][2]string // role and words
	when               string
	many               *reading.Quantity
}

// made is a reading whose text holds the words of the claims one after another;
// words that begin with a capital are entities.
func made(id, published string, claims ...claimOf) *reading.Reading {
	r := &reading.Reading{}
	r.Report.ID, r.Report.Outlet, r.Report.Published.EDTF = id, "The "+id, published
	put := func(s string) report.Span {
		start := len(r.Text)
		r.Text += s + " "
		return report.Span{Start: start, End: start + len(s)}
	}
	for i, c := range claims {
		one := reading.Claim{ID: fmt.Sprintf("c%d", i+1), Zone: "body", Status: reading.Status(c.status), Factuality: reading.Factuality(c.sure), Predicate: c.verb}
		one.When.EDTF = c.when
		one.Anchor = put(c.verb)
		one.Span = one.Anchor
		for _, a := range c.roles {
			span := put(a[1])
			arg := reading.Argument{Role: a[0], Span: span}
			if w := strings.TrimPrefix(a[1], "the "); w[0] >= 'A' && w[0] <= 'Z' {
				arg.Entity = fmt.Sprintf("e%d", len(r.Entities)+1)
				r.Entities = append(r.Entities, reading.Entity{ID: arg.Entity, Kind: "Organization", Name: w})
			}
			one.Arguments = append(one.Arguments, arg)
			one.Span.End = span.End
		}
		if c.many != nil {
			q := *c.many
			q.ID = fmt.Sprintf("q%d", len(r.Quantities)+1)
			r.Quantities = append(r.Quantities, q)
			one.Quantities = []string{q.ID}
		}
		r.Claims = append(r.Claims, one)
	}
	return r
}

func n(f float64) *float64 { return &f }

func sources() []Source {
	order := claimOf{verb: "ordered", status: "happened", sure: "CT+", roles: [][2]string{{"agent", "the Ministry"}, {"patient", "three firms"}}, when: "../2025-02-28"}
	return []Source{
		{made("a", "2025-02-03", order,
			claimOf{verb: "select", status: "ordered", sure: "U", roles: [][2]string{{"agent", "three firms"}, {"patient", "workers"}}},
			claimOf{verb: "go", status: "planned", sure: "U", roles: [][2]string{{"agent", "they"}, {"patient", "workers"}}},
			claimOf{verb: "arrived", status: "happened", sure: "CT-", roles: [][2]string{{"patient", "workers"}, {"place", "Sarrin"}}}), []string{"o1"}, nil},
		{made("b", "2025-02-04", order), []string{"o1"}, nil},
		{made("c", "2025-03-01", order,
			claimOf{verb: "pays", status: "holds", sure: "PR+", roles: [][2]string{{"agent", "Port"}, {"patient", "Velm"}}, many: &reading.Quantity{Low: n(1.8e6), High: n(1.8e6), Unit: "{crowns}"}},
			claimOf{verb: "pays", status: "holds", sure: "PR+", roles: [][2]string{{"agent", "Port"}, {"patient", "Velm"}}, many: &reading.Quantity{Low: n(2.4e6), High: n(2.4e6), Unit: "{crowns}"}}), []string{"o2"}, nil},
	}
}

// What somebody withdrew or rejected carries no tie and brings no origin to one
// that others carry.
func TestOfFallen(t *testing.T) {
	all := sources()
	before := Of(all, nil)
	for i := range all[1:] {
		all[1+i].Fallen = map[string]string{"c1": "withdrawn"}
	}
	ordered := func(s *System) Edge {
		i := slices.IndexFunc(s.Edges, func(e Edge) bool { return e.Verb == "ordered" })
		return s.Edges[i]
	}
	s := Of(all, nil)
	if was, is := ordered(before), ordered(s); was.Origins != 2 || is.Origins != 1 || len(is.Claims) != 1 || is.Claims[0].Report != "a" {
		t.Errorf("two of three claims fell: %+v, before %+v", is, was)
	}
	all[0].Fallen = map[string]string{"c1": "rejected"}
	if s = Of(all, nil); slices.ContainsFunc(s.Edges, func(e Edge) bool { return e.Verb == "ordered" }) {
		t.Errorf("all claims of a tie fell, and it is still there: %+v", s.Edges)
	}
}

func TestOf(t *testing.T) {
	s := Of(sources(), nil)
	var got []string
	names := map[string]string{}
	for _, n := range s.Nodes {
		names[n.ID] = n.Name
	}
	for _, e := range s.Edges {
		got = append(got, fmt.Sprintf("%s -%s-> %s %s %s %s, %d claims, %d origins", names[e.From], e.Verb, names[e.To], e.Family, e.Status, e.Factuality, len(e.Claims), e.Origins))
	}
	want := []string{
		"Ministry -ordered-> three firms order happened CT+, 3 claims, 2 origins",
		"Port -pays-> Velm money holds PR+, 1 claims, 1 origins",
		"Port -pays-> Velm money holds PR+, 1 claims, 1 origins",
		"workers -arrived-> Sarrin denial happened CT-, 1 claims, 1 origins",
		"three firms -select-> workers selection ordered U, 1 claims, 1 origins",
	}
	slices.Sort(got)
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	// A pronoun is nobody, and what nobody has a name for is marked.
	for _, n := range s.Nodes {
		if n.Name == "they" || n.Described != (n.Name == "three firms" || n.Name == "workers") {
			t.Errorf("%+v", n)
		}
	}
	for _, e := range s.Edges {
		if e.Happened() != (e.Verb == "ordered" || e.Verb == "pays") {
			t.Errorf("%s told as happened: %v", e.Verb, e.Happened())
		}
	}
}

// The order in which reports come changes nothing.
func TestOrder(t *testing.T) {
	all := sources()
	want, _ := json.Marshal(Of(all, nil))
	for _, order := range [][]int{{2, 1, 0}, {1, 2, 0}, {0, 2, 1}} {
		got, _ := json.Marshal(Of([]Source{all[order[0]], all[order[1]], all[order[2]]}, nil))
		if !bytes.Equal(got, want) {
			t.Errorf("order %v gives another system", order)
		}
	}
}

func TestFiltered(t *testing.T) {
	s := Of(sources(), nil)
	for name, c := range map[string]struct {
		f    Filter
		want int
	}{
		"all":           {Filter{}, 5},
		"money":         {Filter{Families: []Family{Money}}, 2},
		"certain":       {Filter{Least: 3}, 2},
		"until January": {Filter{To: "2025-01-31"}, 0},
		"in March":      {Filter{From: "2025-03-01", To: "2025-03-31"}, 3},
		"on one day":    {Filter{From: "2025-02-04", To: "2025-02-04"}, 1},
	} {
		got := s.Filtered(c.f)
		used := map[string]bool{}
		for _, e := range got.Edges {
			used[e.From], used[e.To] = true, true
		}
		if len(got.Edges) != c.want || len(got.Nodes) != len(used) {
			t.Errorf("%s: %d edges, want %d; %d nodes for %d ends", name, len(got.Edges), c.want, len(got.Nodes), len(used))
		}
	}
	if len(Of(sources(), func(r, c string) bool { return r == "a" && c == "c2" }).Edges) != 1 {
		t.Error("chosen claims are not all there is")
	}
	if small := s.Largest(2, 9); len(small.Nodes) != 2 || len(small.Edges) != 2 {
		t.Errorf("%d nodes, %d edges", len(small.Nodes), len(small.Edges))
	}
}

// Files hold every edge, and hostile words as words.
func TestForms(t *testing.T) {
	bad := `Evil"]; } <script>&`
	all := append(sources(), Source{made("d", "2025-04-01", claimOf{verb: "owns", status: "holds", sure: "CT+", roles: [][2]string{{"agent", bad}, {"patient", "Velm"}}}), nil, nil})
	s := Of(all, nil)
	var dot, graph bytes.Buffer
	if err := s.DOT(&dot); err != nil {
		t.Fatal(err)
	}
	if err := s.GraphML(&graph); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(dot.String(), " -> "); n != len(s.Edges) || !strings.Contains(dot.String(), `Evil\"]; } <script>&`) {
		t.Errorf("%d edges in DOT, want %d\n%s", n, len(s.Edges), dot.String())
	}
	edges, words := 0, ""
	d := xml.NewDecoder(&graph)
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			if x.Name.Local == "edge" {
				edges++
			}
		case xml.CharData:
			words += string(x)
		}
	}
	if edges != len(s.Edges) || !strings.Contains(words, bad) {
		t.Errorf("%d edges in GraphML, want %d", edges, len(s.Edges))
	}
}
