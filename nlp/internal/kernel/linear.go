package kernel

// Linear is a matrix of 7-bit weights, packed in panels of 32 outputs: within
// a panel, for each 4 inputs, 32 outputs of 4 weights. Out counts real
// outputs; the results have Cols columns, a multiple of 32.
type Linear struct {
	In, Out, Cols int
	k4            int
	w             []int8
	scale, sum    []float32 // per output: the weights' scale, and their sum scaled
	bias          []float32
	deep          []bool // per half panel: see prepareAVX2
}

// NewLinear packs weights w (out rows of in weights, each within -63..63) with
// a scale and a bias for each output, which may be nil, into a part of the
// slab, which may be nil too.
func (p *Path) NewLinear(s *Slab, w []int8, out, in int, scale, bias []float32) *Linear {
	l := new(Linear)
	l.w = s.take(pad(out, tileCols) * pad(in, 32))
	l.reset(out, in)
	panel := l.k4 * 4 * tileCols
	for o := range out {
		at := l.w[o/tileCols*panel+o%tileCols*4:]
		row := w[o*in : (o+1)*in]
		total := 0
		for len(row) >= 4 {
			a, b, c, d := row[0], row[1], row[2], row[3]
			at[0], at[1], at[2], at[3] = a, b, c, d
			total += int(a) + int(b) + int(c) + int(d)
			row = row[4:]
			if len(at) > tileCols*4 {
				at = at[tileCols*4:]
			}
		}
		for i, v := range row {
			at[i] = v
			total += int(v)
		}
		l.scale[o] = scale[o]
		l.sum[o] = scale[o] * float32(total)
	}
	copy(l.bias, bias)
	if p.prepare != nil {
		p.prepare(l)
	}
	return l
}

// reset makes room for weights; all but them is zero.
func (l *Linear) reset(out, in int) {
	l.In, l.Out, l.Cols, l.k4 = in, out, pad(out, tileCols), pad(in, 32)/4
	l.w = grow(l.w, l.Cols*l.k4*4)
	l.scale, l.sum, l.bias = grow(l.scale, l.Cols), grow(l.sum, l.Cols), grow(l.bias, l.Cols)
	clear(l.scale)
	clear(l.sum)
	clear(l.bias)
}

// panel are the weights of columns [c, c+32).
func (l *Linear) panel(c int) []int8 {
	size := l.k4 * 4 * tileCols
	return l.w[c/tileCols*size:][:size]
}

// Mul writes r times l to dst, l.Cols columns a row; dst has room for a whole
// number of tiles (see Room).
func (p *Path) Mul(dst []float32, r *Rows, l *Linear) {
	p.product(dst, l.Cols, r, 0, pad(r.N, tileRows), l)
}

// MulSome is Mul for rows [from, from+n) of r, both multiples of 8; they go to
// the start of dst.
func (p *Path) MulSome(dst []float32, r *Rows, from, n int, l *Linear) {
	p.product(dst, l.Cols, r, from, n, l)
}

// Room is how many floats a product of n rows and cols columns needs.
func Room(n, cols int) int { return pad(n, tileRows) * pad(cols, tileCols) }
