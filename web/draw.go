package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/picture"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/system"
)

// inline is a picture as a part of a page. Package picture escapes every word
// in it.
func inline(s *picture.Scene) template.HTML {
	if s == nil || s.W == 0 {
		return ""
	}
	return template.HTML(s.SVG(false))
}

// lines breaks words into at most n lines of about width characters.
func lines(s string, width, n int) []string {
	var out []string
	line := ""
	for w := range strings.FieldsSeq(s) {
		if line != "" && len([]rune(line))+1+len([]rune(w)) > width {
			out = append(out, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + cut(width, w))
	}
	if line != "" {
		out = append(out, line)
	}
	if len(out) > n {
		out = out[:n]
		out[n-1] += " …"
	}
	if len(out) == 0 {
		out = []string{"(no name)"}
	}
	return out
}

// card is a box of a graph with its lines of words.
type card struct {
	lines []string
	sub   string
	w, h  float64
}

func cardOf(words []string, sub string) card {
	c := card{lines: words, sub: sub, h: 12 + 15*float64(len(words))}
	for _, l := range words {
		c.w = max(c.w, picture.Width(l, 12.5)*1.06)
	}
	if sub != "" {
		c.w, c.h = max(c.w, picture.Width(sub, 10.5)*1.06), c.h+13
	}
	c.w += 20
	return c
}

// draw puts the card around a middle.
func (c card) draw(g *picture.Group, x, y float64, fill picture.Tone, dash string) {
	left, top := x-c.w/2, y-c.h/2
	g.Boxes = append(g.Boxes, picture.Box{X: left, Y: top, W: c.w, H: c.h, R: 4, Fill: fill, Edge: picture.Dim, Dash: dash})
	for i, l := range c.lines {
		g.Texts = append(g.Texts, picture.Text{X: x, Y: top + 17 + 15*float64(i), S: l, Size: 12.5, At: "middle", Tone: picture.Ink, Bold: true, Fit: c.w - 12})
	}
	if c.sub != "" {
		g.Texts = append(g.Texts, picture.Text{X: x, Y: top + c.h - 8, S: c.sub, Size: 10.5, At: "middle", Tone: picture.Dim, Fit: c.w - 12})
	}
}

// tree draws who rests on whom: from each origin its first report, and from that
// the others, as proposed. Reports that rest on no other stand by themselves.
func (s *Server) tree(ctx context.Context, v *ledger.View, reports []ledger.ReportInfo, origins []originRow) (*picture.Scene, error) {
	if len(reports) < 2 {
		return nil, nil
	}
	var nodes []picture.Node
	var edges []picture.Edge
	cards := map[string]card{}
	for _, i := range reports {
		sub := cmp.Or(i.Published.EDTF, "undated")
		if i.Version > 1 {
			sub += fmt.Sprintf(" · version %d", i.Version)
		}
		c := cardOf(append(lines(cmp.Or(i.Outlet, "unnamed outlet"), 26, 1), lines(s.title(ctx, v, i), 30, 2)...), sub)
		cards[i.ID] = c
		nodes = append(nodes, picture.Node{ID: i.ID, W: c.w, H: c.h})
	}
	roots, tied := map[string]string{}, map[[2]string]bool{}
	for _, o := range origins {
		if len(o.Infos) == 0 {
			continue
		}
		c := cardOf(lines(o.Root, 26, 2), "origin, proposed")
		id := "origin " + o.ID
		cards[id], roots[id] = c, o.Root
		nodes = append(nodes, picture.Node{ID: id, W: c.w, H: c.h})
		edges = append(edges, picture.Edge{ID: id, From: id, To: o.Infos[0].ID})
		for _, i := range o.Infos[1:] {
			// Two reports may share two origins: that is told once.
			if tie := [2]string{o.Infos[0].ID, i.ID}; !tied[tie] && !tied[[2]string{tie[1], tie[0]}] {
				tied[tie] = true
				edges = append(edges, picture.Edge{ID: o.ID + i.ID, From: tie[0], To: tie[1]})
			}
		}
	}
	at, err := s.layouts.layered("LR", nodes, edges)
	if err != nil {
		return nil, err
	}
	scene := &picture.Scene{W: at.W, H: at.H, Label: "Who rests on whom, as proposed: from origins on the left to the reports that rest on them"}
	for i := range edges {
		scene.Groups = append(scene.Groups, picture.Group{Class: "edge", Lines: []picture.Line{{Points: at.Edges[i].Points, Width: 1.2, Tone: picture.Dim, Smooth: true, Arrow: true}}})
	}
	for i, n := range nodes {
		g := picture.Group{Class: "node", Link: s.at + "/report/" + n.ID}
		fill, dash := picture.Paper, ""
		if root, ok := roots[n.ID]; ok {
			fill, dash, g.Link = picture.Soft, "4 2", s.at+"/voice?name="+template.URLQueryEscaper(root)
			g.Title = "Origin, proposed: " + root
		} else {
			j := slices.IndexFunc(reports, func(x ledger.ReportInfo) bool { return x.ID == n.ID })
			g.Title = cmp.Or(reports[j].Outlet, "unnamed outlet") + ": " + s.title(ctx, v, reports[j]) + ", " + cmp.Or(reports[j].Published.EDTF, "undated")
		}
		cards[n.ID].draw(&g, at.Nodes[i].X, at.Nodes[i].Y, fill, dash)
		scene.Groups = append(scene.Groups, g)
	}
	return scene, nil
}

const timelineRows = 40

// timeline draws the claims of a story that have a time, those of one time and
// wording once; timed is how many there are.
func (s *Server) timeline(reports []ledger.ReportInfo, readings map[string]*reading.Reading) (scene *picture.Scene, timed int) {
	type row struct {
		picture.Interval
		times int
	}
	var rows []*row
	by := map[string]*row{}
	for _, i := range reports {
		r := readings[i.ID]
		if r == nil {
			continue
		}
		for k := range r.Claims {
			c := &r.Claims[k]
			from, to, ok := ledger.Days(c.When.EDTF)
			if !ok || c.Zone != "" && c.Zone != "body" && c.Zone != "headline" {
				continue
			}
			words := strings.Join(strings.Fields(c.Span.Of(r.Text)), " ")
			key := strings.Join([]string{c.When.EDTF, c.Predicate, string(c.Status), string(c.Factuality)}, "\x00")
			if x := by[key]; x != nil {
				x.times++
				continue
			}
			x := &row{times: 1, Interval: picture.Interval{Label: words, Sub: whenOf(c), From: from, To: to,
				OpenStart: strings.HasPrefix(c.When.EDTF, ".."), OpenEnd: strings.HasSuffix(c.When.EDTF, ".."), About: strings.ContainsAny(c.When.EDTF, "~?%"),
				Ahead: !toldAsSo(c),
				Link:  s.at + "/report/" + i.ID + "/" + c.ID, Title: words + " (" + plainStatus(c.Status) + ", " + sure(c.Factuality) + ", " + cmp.Or(i.Outlet, "unnamed outlet") + ")"}}
			if c.Factuality != reading.Certain && c.Factuality != reading.Uncommitted {
				x.Sub += " · " + sure(c.Factuality)
			}
			by[key] = x
			rows = append(rows, x)
		}
	}
	start := func(r *row) int {
		if r.OpenStart {
			return r.To
		}
		return r.From
	}
	timed = len(rows)
	slices.SortStableFunc(rows, func(a, b *row) int { return start(a) - start(b) })
	if len(rows) > timelineRows { // those that most reports tell of
		most := slices.Clone(rows)
		slices.SortStableFunc(most, func(a, b *row) int { return b.times - a.times })
		keep := map[*row]bool{}
		for _, r := range most[:timelineRows] {
			keep[r] = true
		}
		rows = slices.DeleteFunc(rows, func(r *row) bool { return !keep[r] })
	}
	var out []picture.Interval
	for _, r := range rows {
		if r.times > 1 {
			r.Sub += fmt.Sprintf(" · told %d times", r.times)
		}
		out = append(out, r.Interval)
	}
	return picture.Timeline("When it is said to happen: one row for each time that is given", out, today(s)), timed
}

// toldAsSo tells whether a claim is put as happened or holding, and as certain:
// what is denied or only likely is not drawn like what is told to have happened.
func toldAsSo(c *reading.Claim) bool {
	return c.Factuality == reading.Certain && slices.Contains([]reading.Status{reading.Happened, reading.Holds, reading.Habitual}, c.Status)
}

func today(s *Server) int { return int(s.now().UTC().Unix() / 86400) }

func plainStatus(st reading.Status) string { return strings.ReplaceAll(string(st), "_", " ") }

// figures are the numbers of a story in one unit, where they differ. Equal
// numbers are drawn once, on the first day, with how many give them.
func (s *Server) figures(reports []ledger.ReportInfo, readings map[string]*reading.Reading) []figures {
	type group struct {
		drawn []picture.Figure
		told  []int
		by    map[string]int // number in words -> its place in drawn
		rows  []figureRow
	}
	groups := map[string]*group{}
	for _, i := range reports {
		r := readings[i.ID]
		day, _, ok := ledger.Days(i.Published.EDTF)
		if r == nil || !ok {
			continue
		}
		for _, q := range r.Quantities {
			k := slices.IndexFunc(r.Claims, func(c reading.Claim) bool { return slices.Contains(c.Quantities, q.ID) })
			unit := unitOf(q)
			if k < 0 || q.Ratio || unit == "" {
				continue
			}
			g := groups[unit]
			if g == nil {
				g = &group{by: map[string]int{}}
				groups[unit] = g
			}
			c := &r.Claims[k]
			chain := chainOf(r, c)
			who, words := chain[len(chain)-1].Name, sheet.Quantity(q)
			g.rows = append(g.rows, figureRow{i.ID, c.ID, words, who, i.Published.EDTF, c.Span.Of(r.Text), c.Status, c.Factuality})
			if at, ok := g.by[words]; ok {
				g.told[at]++
				continue
			}
			g.by[words] = len(g.drawn)
			g.drawn, g.told = append(g.drawn, picture.Figure{Day: day, Low: q.Low, Best: q.Best, High: q.High, About: q.Approx,
				Ahead: !toldAsSo(c),
				Label: who, Link: s.at + "/report/" + i.ID + "/" + c.ID, Title: words + ", " + who + ", " + i.Published.EDTF + ": " + c.Span.Of(r.Text)}), append(g.told, 1)
		}
	}
	var out []figures
	for unit, g := range groups {
		if len(g.drawn) < 2 {
			continue
		}
		for i, n := range g.told {
			if n > 1 {
				g.drawn[i].Label += fmt.Sprintf(" · %d times", n)
			}
		}
		out = append(out, figures{unit, inline(picture.Bands("Figures in "+unit+" by the day they were published, from low to high", g.drawn)), g.rows})
	}
	slices.SortFunc(out, func(a, b figures) int {
		return cmp.Or(len(b.Rows)-len(a.Rows), cmp.Compare(a.Unit, b.Unit))
	})
	return out[:min(6, len(out))]
}

// graph draws a system: named parties in whole boxes, described ones dashed;
// whole lines for what is told as so, dashed for what is not.
func (s *Server) graph(sys *system.System) (*picture.Scene, error) {
	var nodes []picture.Node
	var edges []picture.Edge
	cards, labels := map[string]card{}, map[string][2]string{}
	for _, n := range sys.Nodes {
		sub := kindOf(n.Kind)
		if n.Described {
			sub = ""
		}
		c := cardOf(lines(n.Name, 22, 2), sub)
		cards[n.ID] = c
		nodes = append(nodes, picture.Node{ID: n.ID, W: c.w, H: c.h})
	}
	for _, e := range sys.Edges {
		first, second := e.Verb, fmt.Sprintf("%s · %d %s", marks(e.Factuality), e.Origins, map[bool]string{true: "origin", false: "origins"}[e.Origins == 1])
		if e.Many != "" {
			first += " " + cut(26, e.Many)
		}
		if e.When != "" {
			first += ", " + cut(24, sheet.When(e.When))
		}
		labels[e.ID] = [2]string{first, second}
		edges = append(edges, picture.Edge{ID: e.ID, From: e.From, To: e.To, W: max(picture.Width(first, 11), picture.Width(second, 10)) + 10, H: 28})
	}
	at, err := s.layouts.layered("LR", nodes, edges)
	if err != nil {
		return nil, err
	}
	scene := &picture.Scene{W: at.W, H: at.H, Label: "The system as reported: who acts on whom. The table below says the same in words"}
	names := map[string]string{}
	for _, n := range sys.Nodes {
		names[n.ID] = n.Name
	}
	var words []picture.Group
	for i, e := range sys.Edges {
		p := at.Edges[i]
		dash := ""
		if !e.Happened() {
			dash = "5 3"
		}
		data := [][2]string{{"from", e.From}, {"to", e.To}, {"sure", fmt.Sprint(sureness(e.Factuality))}, {"status", string(e.Status)}, {"family", string(e.Family)}, {"day", e.Claims[0].Published}}
		// All lines lie under all words.
		scene.Groups = append(scene.Groups, picture.Group{Class: "edge", Data: data, Lines: []picture.Line{{Points: p.Points, Width: 1 + 0.4*float64(min(len(e.Claims)-1, 5)), Dash: dash, Tone: picture.Dim, Smooth: true, Arrow: true}}})
		g := picture.Group{Class: "edge", Link: "#e-" + e.ID, Title: names[e.From] + " → " + names[e.To] + ": " + e.About(), Data: data}
		w := edges[i].W
		g.Boxes = []picture.Box{{X: p.X - w/2, Y: p.Y - 14, W: w, H: 28, R: 2, Fill: picture.Paper, Edge: picture.None}}
		g.Texts = []picture.Text{{X: p.X, Y: p.Y - 2, S: labels[e.ID][0], Size: 11, At: "middle", Tone: picture.Ink}, {X: p.X, Y: p.Y + 10, S: labels[e.ID][1], Size: 10, At: "middle", Tone: picture.Dim}}
		words = append(words, g)
	}
	scene.Groups = append(scene.Groups, words...)
	for i, n := range sys.Nodes {
		g := picture.Group{Class: "node", Data: [][2]string{{"node", n.ID}}, Link: s.at + "/entity?name=" + template.URLQueryEscaper(n.Name), Title: n.Name + ", " + n.Kind}
		dash := ""
		if n.Described {
			dash, g.Link = "4 2", s.at+"/search?q="+template.URLQueryEscaper(n.Name)
		}
		cards[n.ID].draw(&g, at.Nodes[i].X, at.Nodes[i].Y, picture.Soft, dash)
		scene.Groups = append(scene.Groups, g)
	}
	return scene, nil
}

func sureness(f reading.Factuality) int {
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
