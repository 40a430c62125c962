// Package system rebuilds, from the claims of reports, the system that they
// describe: who orders, selects, sends, pays, owns or belongs to whom. Every
// edge keeps the claims it rests on, and says no more than they do.
//
// It joins what bears one name and nothing else: whether two names are one
// thing, or one name two, is for a person to decide.
package system

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/sheet"
)

// Source is a report that a system is rebuilt from, with the origins it is held
// to rest on, none where nobody knows, and its claims that count no longer, on
// which no tie rests.
type Source struct {
	*reading.Reading
	Origins []string
	Fallen  map[string]string // claim -> the reason
}

// Family is a kind of tie.
type Family string

// The families of ties.
const (
	Order     Family = "order"
	Selection Family = "selection"
	Movement  Family = "movement"
	Money     Family = "money"
	Belonging Family = "belonging"
	Denial    Family = "denial"
	Other     Family = "other"
)

// Families are all families, in the order in which they are listed.
var Families = []Family{Order, Selection, Movement, Money, Belonging, Denial, Other}

// Node is somebody or something that acts or is acted on. Described marks what
// has no name of its own: equal words in several reports are joined, and may
// yet be about different people.
type Node struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Kind      string `json:"kind"`
	Described bool   `json:"described"`
	Edges     int    `json:"edges"`
}

// Ref is a claim that an edge rests on.
type Ref struct {
	Report    string `json:"report"`
	Claim     string `json:"claim"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"`
	Voice     string `json:"voice"` // innermost; the outlet where the claim is its own
	Words     string `json:"words"`
}

// Edge is a tie as reported, one for all claims that put it alike: same verb,
// status, certainty, time and numbers. Origins counts the distinct origins of
// their reports; that they are independent is not established by it.
type Edge struct {
	ID         string             `json:"id"`
	From       string             `json:"from"`
	To         string             `json:"to"`
	Verb       string             `json:"verb"`
	Family     Family             `json:"family"`
	Status     reading.Status     `json:"status"`
	Factuality reading.Factuality `json:"factuality"`
	When       string             `json:"when"` // EDTF
	Many       string             `json:"many"`
	Ambiguous  bool               `json:"ambiguous"` // the words leave open whom it covers
	Origins    int                `json:"origins"`
	Claims     []Ref              `json:"claims"`
}

// System is what reports describe.
type System struct {
	Nodes []Node `json:"nodes"`
	Edges []Edge `json:"edges"`
}

// Of rebuilds the system from sources; chosen, when not nil, tells which claims
// count. The order of the sources changes nothing.
func Of(sources []Source, chosen func(report, claim string) bool) *System {
	b := &builder{nodes: map[string]*Node{}, edges: map[string]*Edge{}, origins: map[string]map[string]bool{}}
	sources = slices.Clone(sources)
	slices.SortStableFunc(sources, func(a, b Source) int {
		return cmp.Or(cmp.Compare(a.Report.Published.EDTF, b.Report.Published.EDTF), cmp.Compare(a.Report.ID, b.Report.ID))
	})
	for _, s := range sources {
		b.add(s, chosen)
	}
	return b.system()
}

type builder struct {
	nodes   map[string]*Node
	edges   map[string]*Edge
	origins map[string]map[string]bool // edge -> origins
}

func (b *builder) add(s Source, chosen func(report, claim string) bool) {
	entities, claims, many := map[string]*reading.Entity{}, map[string]*reading.Claim{}, map[string]reading.Quantity{}
	for i := range s.Entities {
		entities[s.Entities[i].ID] = &s.Entities[i]
	}
	for i := range s.Claims {
		claims[s.Claims[i].ID] = &s.Claims[i]
	}
	for _, q := range s.Quantities {
		many[q.ID] = q
	}
	counts := func(claim string) bool {
		return s.Fallen[claim] == "" && (chosen == nil || chosen(s.Report.ID, claim))
	}
	for _, r := range s.Relations {
		c := claims[r.Claim]
		from, to := entities[r.From], entities[r.To]
		if c == nil || from == nil || to == nil || !counts(c.ID) {
			continue
		}
		verb := strings.ReplaceAll(r.Kind, "_", " ")
		if r.Role != "" {
			verb = r.Role + " of"
		}
		b.edge(s, c, b.named(from), b.named(to), verb, Belonging, "", r.Ambiguous)
	}
	for i := range s.Claims {
		c := &s.Claims[i]
		if c.OpenQuestion || c.Zone != "" && c.Zone != string(report.Body) && c.Zone != string(report.Headline) || !counts(c.ID) {
			continue
		}
		var figures []string
		money := false
		for _, id := range c.Quantities {
			figures = append(figures, sheet.Quantity(many[id]))
			money = money || currency(many[id])
		}
		verb := strings.ToLower(c.Anchor.Of(s.Text))
		from, to := b.ends(s, c, entities)
		for _, n := range to {
			if from != nil && n != from {
				b.edge(s, c, from, n, verb, familyOf(c.Predicate, verb, money), strings.Join(figures, ", "), false)
			}
		}
	}
}

// ends are who acts in a claim, and whom or what the act concerns. Where nobody
// acts, what is acted on is tied to where it is or goes.
func (b *builder) ends(s Source, c *reading.Claim, entities map[string]*reading.Entity) (from *Node, to []*Node) {
	var places []*Node
	for _, a := range c.Arguments {
		switch n := b.node(s, a, entities); {
		case n == nil || a.Role == "purpose":
		case a.Role == "agent" && from == nil:
			from = n
		case a.Role == "place":
			places = append(places, n)
		default:
			to = append(to, n)
		}
	}
	switch {
	case from == nil && len(to) > 0:
		return to[0], append(to[1:], places...)
	case len(to) == 0:
		return from, places
	}
	// An act on money or things has somebody at its other end: "pays X to Y".
	for _, p := range places {
		if !p.Described {
			to = append(to, p)
		}
	}
	return from, to
}

// empty are words that stand for somebody said elsewhere, or for nobody.
const empty = " he she it they we i you this that these those which who whom what whose nobody none anybody anyone somebody someone everyone everybody one there here them him her us me himself herself itself themselves each both all some many few others "

const longestName = 60 // bytes; longer words are a sentence and no name

func (b *builder) node(s Source, a reading.Argument, entities map[string]*reading.Entity) *Node {
	words := strings.Join(strings.Fields(a.Span.Of(s.Text)), " ")
	if e := entities[a.Entity]; e != nil && mostly(words, e) {
		return b.named(e)
	}
	words = strings.ToLower(words)
	for _, the := range []string{"the ", "a ", "an ", "its ", "their ", "his ", "her ", "our "} {
		words = strings.TrimPrefix(words, the)
	}
	first, _, _ := strings.Cut(words, " ")
	if words == "" || strings.Contains(empty, " "+first+" ") || strings.HasPrefix(words, "how ") || len(words) > longestName || !strings.ContainsFunc(words, unicode.IsLetter) {
		return nil
	}
	key := "d\x00" + words
	if b.nodes[key] == nil {
		b.nodes[key] = &Node{ID: id(key), Name: words, Kind: "described", Described: true}
	}
	return b.nodes[key]
}

// mostly tells whether words are about the entity rather than about something of
// it: "the Sarrin Port Authority", not "the director of the Sarrin Port
// Authority".
func mostly(words string, e *reading.Entity) bool {
	for _, n := range append([]string{e.Name}, e.Aliases...) {
		if strings.Contains(strings.ToLower(words), strings.ToLower(n)) && len(words) <= len(n)+len("the ")+12 {
			return true
		}
	}
	return false
}

func (b *builder) named(e *reading.Entity) *Node {
	key := "n\x00" + strings.ToLower(e.Name)
	if b.nodes[key] == nil {
		b.nodes[key] = &Node{ID: id(key), Name: e.Name, Kind: e.Kind}
	}
	return b.nodes[key]
}

func id(key string) string {
	h := fnv.New64a()
	h.Write([]byte(key))
	return fmt.Sprintf("%012x", h.Sum64()>>16)
}

func (b *builder) edge(s Source, c *reading.Claim, from, to *Node, verb string, f Family, many string, ambiguous bool) {
	if c.Factuality == reading.CertainNot || c.Factuality == reading.ProbableNot || c.Factuality == reading.PossibleNot {
		f = Denial
	}
	key := strings.Join([]string{from.ID, to.ID, verb, string(c.Status), string(c.Factuality), c.When.EDTF, many}, "\x00")
	e := b.edges[key]
	if e == nil {
		e = &Edge{ID: id(key), From: from.ID, To: to.ID, Verb: verb, Family: f, Status: c.Status, Factuality: c.Factuality, When: c.When.EDTF, Many: many, Ambiguous: ambiguous}
		b.edges[key], b.origins[key] = e, map[string]bool{}
	}
	if slices.ContainsFunc(e.Claims, func(r Ref) bool { return r.Report == s.Report.ID && r.Claim == c.ID }) {
		return
	}
	e.Claims = append(e.Claims, Ref{Report: s.Report.ID, Claim: c.ID, Outlet: s.Report.Outlet, Published: s.Report.Published.EDTF, Voice: voice(s.Reading, c), Words: c.Span.Of(s.Text)})
	if len(s.Origins) == 0 {
		b.origins[key][s.Report.ID] = true
	}
	for _, o := range s.Origins {
		b.origins[key][o] = true
	}
	e.Origins = len(b.origins[key])
}

func voice(r *reading.Reading, c *reading.Claim) string {
	if len(c.Sources) == 0 {
		return r.Report.Outlet
	}
	for _, v := range r.Voices {
		if v.ID == c.Sources[len(c.Sources)-1].Voice && v.Name != "" {
			return v.Name
		}
	}
	return "somebody unnamed"
}

func (b *builder) system() *System {
	s := &System{Nodes: []Node{}, Edges: []Edge{}}
	used := map[string]int{}
	for _, e := range b.edges {
		s.Edges = append(s.Edges, *e)
		used[e.From]++
		used[e.To]++
	}
	for _, n := range b.nodes {
		if n.Edges = used[n.ID]; n.Edges > 0 {
			s.Nodes = append(s.Nodes, *n)
		}
	}
	named := map[string]bool{}
	for _, n := range s.Nodes {
		named[n.ID] = !n.Described
	}
	slices.SortFunc(s.Nodes, func(a, b Node) int {
		return cmp.Or(b.Edges-a.Edges, cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	weight := func(e Edge) int {
		w := 2 * len(e.Claims)
		for _, end := range []string{e.From, e.To} {
			if named[end] {
				w += 3
			}
		}
		if e.Family != Other {
			w += 2
		}
		// What hangs together tells of a system, lone pairs do not.
		return w + min(used[e.From], 4) + min(used[e.To], 4)
	}
	slices.SortFunc(s.Edges, func(a, b Edge) int { return cmp.Or(weight(b)-weight(a), cmp.Compare(a.ID, b.ID)) })
	return s
}

// Filter is what of a system is wanted; its zero value wants all.
type Filter struct {
	From, To string // days, YYYY-MM-DD: published in between
	Least    int    // how sure: 1 possible, 2 probable, 3 certain, of either polarity
	Families []Family
}

// Filtered is the part of a system that a filter lets through: edges that still
// rest on a claim, and their nodes.
func (s *System) Filtered(f Filter) *System {
	out := &System{Nodes: []Node{}, Edges: []Edge{}}
	used := map[string]int{}
	for _, e := range s.Edges {
		if len(f.Families) > 0 && !slices.Contains(f.Families, e.Family) || strength(e.Factuality) < f.Least {
			continue
		}
		e.Claims = slices.DeleteFunc(slices.Clone(e.Claims), func(r Ref) bool {
			return f.From != "" && r.Published < f.From || f.To != "" && r.Published > f.To+"~"
		})
		if len(e.Claims) == 0 {
			continue
		}
		out.Edges = append(out.Edges, e)
		used[e.From]++
		used[e.To]++
	}
	for _, n := range s.Nodes {
		if n.Edges = used[n.ID]; n.Edges > 0 {
			out.Nodes = append(out.Nodes, n)
		}
	}
	return out
}

func strength(f reading.Factuality) int {
	switch f {
	case reading.Certain, reading.CertainNot:
		return 3
	case reading.Probable, reading.ProbableNot:
		return 2
	case reading.Possible, reading.PossibleNot:
		return 1
	}
	return 0
}

// Largest is the part of a system with at most nodes nodes and edges edges, the
// weightiest edges first.
func (s *System) Largest(nodes, edges int) *System {
	in := map[string]int{}
	out := &System{Nodes: []Node{}, Edges: []Edge{}}
	for _, e := range s.Edges {
		fresh := 0
		for _, end := range []string{e.From, e.To} {
			if in[end] == 0 {
				fresh++
			}
		}
		if len(out.Edges) == edges || len(in)+fresh > nodes {
			continue
		}
		in[e.From]++
		in[e.To]++
		out.Edges = append(out.Edges, e)
	}
	for _, n := range s.Nodes {
		if in[n.ID] > 0 {
			out.Nodes = append(out.Nodes, n)
		}
	}
	return out
}
