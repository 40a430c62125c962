package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// maxPixels bounds a PNG, as its memory is four times that.
const maxPixels = 64 << 20

// fonts are the Go fonts, regular and bold. They hold Latin, Greek and
// Cyrillic; other letters show as boxes in a PNG, not in the SVG.
var fonts = sync.OnceValues(func() ([2]*opentype.Font, error) {
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return [2]*opentype.Font{}, err
	}
	bold, err := opentype.Parse(gobold.TTF)
	return [2]*opentype.Font{regular, bold}, err
})

// face is a font at a size; the caller closes it.
func face(size float64, bold bool) font.Face {
	both, err := fonts()
	if err != nil {
		panic(err) // the fonts are built in
	}
	f := both[0]
	if bold {
		f = both[1]
	}
	out, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		panic(err) // the options are sound
	}
	return out
}

// Width is about how wide words are at a size, in pixels, in the fonts that
// browsers have: letters that fill a square take as much as they are high.
func Width(s string, size float64) float64 {
	f := face(size, false)
	defer f.Close()
	var w float64
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) || 0x3000 <= r && r <= 0x303F || 0xFF00 <= r && r <= 0xFF60:
			w += size
		case r > 0x2FF && unicode.IsLetter(r):
			a, ok := f.GlyphAdvance(r)
			if !ok {
				a = font.MeasureString(f, "n")
			}
			w += 1.1 * float64(a) / 64
		default:
			w += float64(font.MeasureString(f, string(r))) / 64
		}
	}
	return w
}

// PNG is the picture as pixels, scale of them to a pixel of the picture; it is
// drawn smaller where it would be too large.
func (s *Scene) PNG(scale float64) ([]byte, error) {
	if n := s.W * s.H * scale * scale; n > maxPixels {
		scale *= math.Sqrt(maxPixels / n)
	}
	c := &canvas{image.NewRGBA(image.Rect(0, 0, int(math.Ceil(s.W*scale)), int(math.Ceil(s.H*scale)))), scale}
	draw.Draw(c.to, c.to.Bounds(), image.NewUniform(paint(Paper)), image.Point{}, draw.Src)
	for i := range s.Groups {
		g := &s.Groups[i]
		for _, l := range g.Below {
			c.line(l)
		}
		for _, x := range g.Boxes {
			c.box(x)
		}
		for _, l := range g.Lines {
			c.line(l)
		}
		for _, t := range g.Texts {
			c.text(t)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, c.to); err != nil {
		return nil, fmt.Errorf("drawing %s: %w", s.Label, err)
	}
	return b.Bytes(), nil
}

type canvas struct {
	to    *image.RGBA
	scale float64
}

func paint(t Tone) color.Color {
	n, err := strconv.ParseUint(strings.TrimPrefix(colours[t], "#"), 16, 32)
	if err != nil {
		return color.Transparent
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

// fill paints an outline, with a rasterizer of its own size alone: a picture has
// thousands.
func (c *canvas) fill(outline []Point, t Tone) {
	if t == None || len(outline) < 3 {
		return
	}
	low, high := outline[0], outline[0]
	for _, p := range outline {
		low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	left, top := math.Floor(low.X*c.scale), math.Floor(low.Y*c.scale)
	w, h := int(math.Ceil(high.X*c.scale-left))+1, int(math.Ceil(high.Y*c.scale-top))+1
	r := vector.NewRasterizer(w, h)
	for i, p := range outline {
		x, y := float32(p.X*c.scale-left), float32(p.Y*c.scale-top)
		if i == 0 {
			r.MoveTo(x, y)
		} else {
			r.LineTo(x, y)
		}
	}
	r.ClosePath()
	r.Draw(c.to, image.Rect(int(left), int(top), int(left)+w, int(top)+h), image.NewUniform(paint(t)), image.Point{})
}

func (c *canvas) box(x Box) {
	corners := []Point{{x.X, x.Y}, {x.X + x.W, x.Y}, {x.X + x.W, x.Y + x.H}, {x.X, x.Y + x.H}}
	c.fill(corners, x.Fill)
	if x.Edge != None {
		c.line(Line{Points: append(corners, corners[0]), Width: 1, Dash: x.Dash, Tone: x.Edge})
	}
}

func (c *canvas) line(l Line) {
	pts := l.flat()
	if len(pts) < 2 || l.Tone == None {
		return
	}
	if l.Arrow {
		a, b := pts[len(pts)-2], pts[len(pts)-1]
		d := math.Max(math.Hypot(b.X-a.X, b.Y-a.Y), 1e-9)
		ux, uy := (b.X-a.X)/d, (b.Y-a.Y)/d
		c.fill([]Point{b, {b.X - 7*ux - 3.2*uy, b.Y - 7*uy + 3.2*ux}, {b.X - 7*ux + 3.2*uy, b.Y - 7*uy - 3.2*ux}}, l.Tone)
	}
	var on []float64
	for _, s := range strings.Fields(l.Dash) {
		n, err := strconv.ParseFloat(s, 64)
		if err == nil && n > 0 {
			on = append(on, n)
		}
	}
	at, left := 0, math.Inf(1)
	if len(on) > 1 {
		left = on[0]
	}
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		for {
			d := math.Hypot(b.X-a.X, b.Y-a.Y)
			if d == 0 {
				break
			}
			step := math.Min(d, left)
			m := Point{a.X + (b.X-a.X)*step/d, a.Y + (b.Y-a.Y)*step/d}
			if at%2 == 0 {
				c.stroke(a, m, l.Width, l.Tone)
			}
			if left -= step; left <= 0 {
				at++
				left = on[at%len(on)]
			}
			a = m
		}
	}
}

// stroke is a straight piece of a line, as a thin rectangle.
func (c *canvas) stroke(a, b Point, width float64, t Tone) {
	d := math.Hypot(b.X-a.X, b.Y-a.Y)
	if d == 0 {
		return
	}
	x, y := -(b.Y-a.Y)/d*width/2, (b.X-a.X)/d*width/2
	c.fill([]Point{{a.X + x, a.Y + y}, {b.X + x, b.Y + y}, {b.X - x, b.Y - y}, {a.X - x, a.Y - y}}, t)
}

// flat is the line without curves.
func (l *Line) flat() []Point {
	if !l.Smooth || len(l.Points) < 3 {
		return l.Points
	}
	out := []Point{l.Points[0]}
	for i := 1; i+1 < len(l.Points); i++ {
		p, end := l.Points[i], l.Points[i+1]
		if i+2 < len(l.Points) {
			end = Point{(p.X + end.X) / 2, (p.Y + end.Y) / 2}
		}
		from := out[len(out)-1]
		for k := 1; k <= 8; k++ {
			t := float64(k) / 8
			u := 1 - t
			out = append(out, Point{u*u*from.X + 2*u*t*p.X + t*t*end.X, u*u*from.Y + 2*u*t*p.Y + t*t*end.Y})
		}
	}
	return out
}

func (c *canvas) text(t Text) {
	f := face(t.Size*c.scale, t.Bold)
	defer f.Close()
	d := font.Drawer{Dst: c.to, Src: image.NewUniform(paint(t.Tone)), Face: f}
	x := t.X * c.scale
	switch w := float64(d.MeasureString(t.S)) / 64; t.At {
	case "middle":
		x -= w / 2
	case "end":
		x -= w
	}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(t.Y * c.scale * 64)}
	d.DrawString(t.S)
}
