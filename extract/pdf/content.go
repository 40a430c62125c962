package pdf

import (
	"github.com/ledongthuc/pdf"
)

// matrix is [a b c d e f], a point (x, y) becoming (ax+cy+e, bx+dy+f).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is first m, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// glyph is a character where it stands: x and y of its beginning on the base
// line, the end of its advance, its size, all in points.
type glyph struct {
	text       string
	x, y       float64
	endX, endY float64
	size       float64
}

// state is the part of the graphics state that places text.
type state struct {
	ctm                 matrix
	font                *font
	size                float64
	char, word, leading float64
	scale, rise         float64
	hidden              bool
}

// content runs the operators of a page that show text (ISO 32000-1, 9.4).
type content struct {
	glyphs []glyph
	left   *int
}

func (c *content) run(stream, resources pdf.Value, depth int) {
	c.from(stream, resources, state{ctm: identity, scale: 1}, depth)
}

func (c *content) from(stream, resources pdf.Value, s state, depth int) {
	if depth > maxDepth || stream.IsNull() {
		return
	}
	fonts := map[string]*font{}
	tm, tlm := identity, identity
	var stack []state
	next := func(tx, ty float64) {
		tlm = matrix{1, 0, 0, 1, tx, ty}.times(tlm)
		tm = tlm
	}
	show := func(raw string) {
		if s.font == nil {
			return
		}
		for _, ch := range s.font.decode(raw) {
			if *c.left--; *c.left < 0 {
				panic("too many characters")
			}
			advance := (ch.width/1000*s.size + s.char) * s.scale
			if ch.space {
				advance += s.word * s.scale
			}
			at := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.times(tm).times(s.ctm)
			tm = matrix{1, 0, 0, 1, advance, 0}.times(tm)
			end := tm.times(s.ctm)
			if !s.hidden && ch.text != "" {
				c.glyphs = append(c.glyphs, glyph{ch.text, at[4], at[5], end[4], end[5], hypot(at[2], at[3])})
			}
		}
	}
	pdf.Interpret(stream, func(stk *pdf.Stack, op string) {
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		num := func(i int) float64 {
			if i < len(args) {
				return args[i].Float64()
			}
			return 0
		}
		six := func() matrix { return matrix{num(0), num(1), num(2), num(3), num(4), num(5)} }
		switch op {
		case "cm":
			s.ctm = six().times(s.ctm)
		case "q":
			if len(stack) < 500 {
				stack = append(stack, s)
			}
		case "Q":
			if n := len(stack); n > 0 {
				s, stack = stack[n-1], stack[:n-1]
			}
		case "BT":
			tm, tlm = identity, identity
		case "Tf":
			if len(args) != 2 {
				return
			}
			name := args[0].Name()
			if fonts[name] == nil {
				fonts[name] = newFont(resources.Key("Font").Key(name))
			}
			s.font, s.size = fonts[name], num(1)
		case "Tc":
			s.char = num(0)
		case "Tw":
			s.word = num(0)
		case "Tz":
			s.scale = num(0) / 100
		case "TL":
			s.leading = num(0)
		case "Ts":
			s.rise = num(0)
		case "Tr":
			s.hidden = num(0) == 7
		case "Td":
			next(num(0), num(1))
		case "TD":
			s.leading = -num(1)
			next(num(0), num(1))
		case "T*":
			next(0, -s.leading)
		case "Tm":
			tlm = six()
			tm = tlm
		case "Tj":
			if len(args) == 1 {
				show(args[0].RawString())
			}
		case "'":
			next(0, -s.leading)
			if len(args) == 1 {
				show(args[0].RawString())
			}
		case "\"":
			if len(args) == 3 {
				s.word, s.char = num(0), num(1)
				next(0, -s.leading)
				show(args[2].RawString())
			}
		case "TJ":
			if len(args) != 1 {
				return
			}
			for i := range args[0].Len() {
				if x := args[0].Index(i); x.Kind() == pdf.String {
					show(x.RawString())
				} else {
					tm = matrix{1, 0, 0, 1, -x.Float64() / 1000 * s.size * s.scale, 0}.times(tm)
				}
			}
		case "Do":
			if len(args) != 1 {
				return
			}
			form := resources.Key("XObject").Key(args[0].Name())
			if form.Key("Subtype").Name() != "Form" {
				return
			}
			inner := s
			if m := form.Key("Matrix"); m.Len() == 6 {
				inner.ctm = matrix{m.Index(0).Float64(), m.Index(1).Float64(), m.Index(2).Float64(), m.Index(3).Float64(), m.Index(4).Float64(), m.Index(5).Float64()}.times(s.ctm)
			}
			r := form.Key("Resources")
			if r.IsNull() {
				r = resources
			}
			c.from(form, r, inner, depth+1)
		}
	})
}
