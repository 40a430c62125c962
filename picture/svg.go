package picture

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// colours are those of a picture that stands alone; within a page its style
// replaces them.
var colours = map[Tone]string{Ink: "#1b1b1a", Dim: "#5f5c55", Soft: "#efece4", Paper: "#ffffff", Mark: "#fff1b8", None: "none"}

// SVG is the picture as an element for a page, or with alone as a file.
func (s *Scene) SVG(alone bool) []byte {
	var b bytes.Buffer
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg"`)
	fmt.Fprintf(&b, ` viewBox="0 0 %s %s" width="%[1]s" height="%[2]s"`, num(s.W), num(s.H))
	if alone {
		b.WriteString(` font-family="system-ui, sans-serif"`)
	} else {
		b.WriteString(` class="picture"`)
	}
	// A picture with links is a group of them to those who hear it, not one image.
	fmt.Fprintf(&b, ` role="group" aria-label="%s">`, esc(s.Label))
	b.WriteString(`<defs><marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="f-dim" d="M0 0.5L8 4L0 7.5z" fill="#5f5c55"/></marker></defs>`)
	if alone {
		fmt.Fprintf(&b, `<rect width="100%%" height="100%%" fill="%s"/>`, colours[Paper])
	}
	for i := range s.Groups {
		s.Groups[i].svg(&b)
	}
	b.WriteString("</svg>")
	return b.Bytes()
}

func (g *Group) svg(b *bytes.Buffer) {
	b.WriteString("<g")
	if g.Class != "" {
		fmt.Fprintf(b, ` class="%s"`, esc(g.Class))
	}
	for _, d := range g.Data {
		fmt.Fprintf(b, ` data-%s="%s"`, d[0], esc(d[1]))
	}
	b.WriteByte('>')
	if g.Title != "" {
		fmt.Fprintf(b, "<title>%s</title>", esc(g.Title))
	}
	if g.Link != "" {
		fmt.Fprintf(b, `<a href="%s">`, esc(g.Link))
	}
	for i := range g.Below {
		g.Below[i].svg(b)
	}
	for _, x := range g.Boxes {
		fmt.Fprintf(b, `<rect class="f-%s s-%s" x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s" stroke="%s"%s/>`,
			x.Fill, x.Edge, num(x.X), num(x.Y), num(x.W), num(x.H), num(x.R), colours[x.Fill], colours[x.Edge], dash(x.Dash))
	}
	for i := range g.Lines {
		g.Lines[i].svg(b)
	}
	for _, t := range g.Texts {
		weight, anchor := "", ""
		if t.Bold {
			weight = ` font-weight="600"`
		}
		if t.At != "" && t.At != "start" {
			anchor = ` text-anchor="` + t.At + `"`
		}
		fmt.Fprintf(b, `<text class="f-%s" x="%s" y="%s" font-size="%s" fill="%s"%s%s%s>%s</text>`, t.Tone, num(t.X), num(t.Y), num(t.Size), colours[t.Tone], weight, anchor, t.fit(), esc(t.S))
	}
	if g.Link != "" {
		b.WriteString("</a>")
	}
	b.WriteString("</g>")
}

// broadest is how much wider than Width the fonts of browsers may be.
const broadest = 1.25

// fit holds words to the room there is where a browser's font might need more.
func (t *Text) fit() string {
	if w := Width(t.S, t.Size); t.Fit > 0 && w*broadest > t.Fit {
		return ` textLength="` + num(min(t.Fit, w*1.1)) + `" lengthAdjust="spacingAndGlyphs"`
	}
	return ""
}

func (l *Line) svg(b *bytes.Buffer) {
	tip := ""
	if l.Arrow {
		tip = ` marker-end="url(#tip)"`
	}
	fmt.Fprintf(b, `<path class="f-none s-%s" d="%s" fill="none" stroke="%s" stroke-width="%s"%s%s/>`,
		l.Tone, l.path(), colours[l.Tone], num(l.Width), dash(l.Dash), tip)
}

// path is the line as SVG writes it. A smooth line goes through the middles
// between its points, which hold it as their quadratic curves' poles.
func (l *Line) path() string {
	var b strings.Builder
	for i, p := range l.Points {
		switch {
		case i == 0:
			fmt.Fprintf(&b, "M%s %s", num(p.X), num(p.Y))
		case l.Smooth && i+1 < len(l.Points):
			end := l.Points[i+1]
			if i+2 < len(l.Points) {
				end = Point{(p.X + end.X) / 2, (p.Y + end.Y) / 2}
			}
			fmt.Fprintf(&b, "Q%s %s %s %s", num(p.X), num(p.Y), num(end.X), num(end.Y))
		case !l.Smooth || i == 1:
			fmt.Fprintf(&b, "L%s %s", num(p.X), num(p.Y))
		}
	}
	return b.String()
}

func dash(s string) string {
	if s == "" {
		return ""
	}
	return ` stroke-dasharray="` + s + `"`
}

// num is a length to a tenth of a pixel.
func num(f float64) string {
	return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
}

func esc(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
