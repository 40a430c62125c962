package picture

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
)

func chain(n int) ([]Node, []Edge) {
	var nodes []Node
	var edges []Edge
	for i := range n {
		nodes = append(nodes, Node{fmt.Sprintf("n%d", i), 120, 30})
		if i > 0 {
			edges = append(edges, Edge{fmt.Sprintf("e%d", i), fmt.Sprintf("n%d", i*37/100), fmt.Sprintf("n%d", i), 60, 14})
		}
		if i%3 == 1 {
			edges = append(edges, Edge{fmt.Sprintf("f%d", i), fmt.Sprintf("n%d", i*7%n), fmt.Sprintf("n%d", i), 60, 14})
		}
	}
	return nodes, edges
}

func TestLayered(t *testing.T) {
	nodes, edges := chain(25)
	a, err := Layered("LR", nodes, edges)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Layered("LR", nodes, edges)
	if err != nil || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("the same graph was placed otherwise", err)
	}
	for i := range a.Nodes {
		p := a.Nodes[i]
		if p.X < 60 || p.X > a.W-60 || p.Y < 15 || p.Y > a.H-15 {
			t.Errorf("%s lies outside: %v of %v x %v", nodes[i].ID, p, a.W, a.H)
		}
		for j := range i {
			q := a.Nodes[j]
			if abs(p.X-q.X) < 119 && abs(p.Y-q.Y) < 29 {
				t.Errorf("%s and %s overlap", nodes[i].ID, nodes[j].ID)
			}
		}
	}
	for i, e := range a.Edges {
		if len(e.Points) < 2 {
			t.Errorf("%s has no way", edges[i].ID)
		}
	}
	if empty, err := Layered("LR", nil, nil); err != nil || empty.W != 0 {
		t.Error(empty, err)
	}
	// A tie of a thing with itself is placed too.
	if _, err := Layered("LR", nodes[:1], []Edge{{"x", "n0", "n0", 20, 10}}); err != nil {
		t.Error(err)
	}
}

func abs(f float64) float64 { return max(f, -f) }

func n(f float64) *float64 { return &f }

func scenes() []*Scene {
	rows := []Interval{
		{Label: "known", From: 20000, To: 20010, Title: `<script>alert(1)</script> & "quotes"`, Link: "/report/x/c1"},
		{Label: "deadline", To: 20030, OpenStart: true, Sub: "by then"},
		{Label: "open end", From: 20030, OpenEnd: true},
		{Label: "about, ahead", From: 20100, To: 20130, About: true, Ahead: true, Sub: strings.Repeat("long ", 30)},
		{Label: "long ago", From: -3000, To: -2999},
	}
	for i := range 40 {
		rows = append(rows, Interval{Label: fmt.Sprint("row ", i), From: 20000 + i, To: 20001 + i})
	}
	figures := []Figure{{Day: 20000, Low: n(300), High: n(500), Label: "official"}, {Day: 20000, Best: n(128), Low: n(128), High: n(128), Label: "director"},
		{Day: 20040, Low: n(36), Label: "union"}, {Day: 20050, High: n(600), Ahead: true, Label: "wire"}, {Day: 20060, Label: "nobody gave a number"}}
	return []*Scene{Timeline("when", rows, 20080), Timeline("nothing", nil, 0), Bands("workers", figures), Bands("nothing", nil),
		Calibration("record", []Band{{0.7, 0.2, 0.5, 0.8, 4, "likely: 2 of 4"}})}
}

// Every picture is XML that a parser takes, shows hostile words as words, and
// can be drawn.
func TestForms(t *testing.T) {
	for _, s := range scenes() {
		for _, alone := range []bool{false, true} {
			svg := s.SVG(alone)
			d := xml.NewDecoder(bytes.NewReader(svg))
			for {
				tok, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v", s.Label, err)
				}
				if e, ok := tok.(xml.StartElement); ok {
					if slices.Contains([]string{"script", "style", "foreignObject", "image"}, e.Name.Local) {
						t.Errorf("%s: a %s", s.Label, e.Name.Local)
					}
					for _, a := range e.Attr {
						if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" {
							t.Errorf("%s: attribute %s", s.Label, a.Name.Local)
						}
					}
				}
			}
		}
		b, err := s.PNG(1)
		if s.W == 0 {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", s.Label, err)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("%s: %v", s.Label, err)
		}
		dark := 0
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
					dark++
				}
			}
		}
		if dark < 100 {
			t.Errorf("%s: only %d dark points", s.Label, dark)
		}
	}
}

// A huge picture is drawn smaller instead of filling the memory.
func TestPNGBounded(t *testing.T) {
	s := &Scene{W: 40000, H: 20000, Label: "huge"}
	b, err := s.PNG(2)
	if err != nil {
		t.Fatal(err)
	}
	c, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Width*c.Height > maxPixels+40000 {
		t.Errorf("%d x %d %v", c.Width, c.Height, err)
	}
}

func BenchmarkLayered(b *testing.B) {
	for _, size := range []int{12, 25, 45, 60} {
		nodes, edges := chain(size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				if _, err := Layered("LR", nodes, edges); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
