// Package kernel holds the arithmetic of the encoder: integer matrix products
// and the float work between them, for several processors. Every path gives
// the same bits: the products are exact, and the float work has a fixed order
// of operations in eight lanes, without fused multiply-add.
//
// What the numbers mean is package encoder's business.
package kernel

import (
	"fmt"
	"os"
)

// Path is a set of kernels for one kind of processor.
type Path struct {
	name     string
	gemm     func(a []uint8, lda int, w []int8, k4 int, c []float32, ldc int, rs, mn, ws, wsum, bias []float32)
	minMax   func(x []float32) (low, high float32)
	quantU   func(dst []uint8, x []float32, low, inv float32)
	quantS   func(dst []int8, x, inv []float32)
	expQuant func(dst []uint8, x []float32, top float32) int
	gelu     func(x []float32)
	addNorm  func(x, y, gain, bias []float32)
	dot      func(a, b []float32) float32
	// absMax is the greatest magnitude in each of 32 columns, interleave makes
	// 32 groups of 4 bytes of 4 rows of 32.
	absMax     func(top *[tileCols]float32, x []float32, stride, n int)
	interleave func(dst, src []int8)
}

// Name is "avx512", "avx2" or "portable".
func (p *Path) Name() string { return p.name }

// Variable is the environment variable that overrides the choice of a path.
const Variable = "SAYSO_CPU"

// Best is the fastest path that this processor has, or the one that the
// environment variable SAYSO_CPU names; naming one that it lacks is an error.
func Best() (*Path, error) {
	all := Paths()
	want := os.Getenv(Variable)
	if want == "" {
		return all[0], nil
	}
	var names []string
	for _, p := range all {
		if p.name == want {
			return p, nil
		}
		names = append(names, p.name)
	}
	return nil, fmt.Errorf("%s=%q: this processor has %v", Variable, want, names)
}

// Paths are the paths that this processor has, the fastest first; the
// portable one is always the last.
func Paths() []*Path { return append(native(), portable) }

// Sizes of a tile: rows and columns of a product computed at a time.
const (
	tileRows = 8
	tileCols = 32
)

// pad is n rounded up to a multiple of m.
func pad(n, m int) int { return (n + m - 1) / m * m }

// Rows is a matrix of quantised rows: x = Q*Scale + Low, Q in 0..127. Q has
// room for a whole number of tiles; what lies past N rows and K columns is 0.
type Rows struct {
	N, K, Stride int
	Q            []uint8
	Scale, Low   []float32
}

// Reset gives the matrix room for n rows of k columns, which the caller fills
// up to Stride; the rows past n are zero.
func (r *Rows) Reset(n, k int) {
	r.N, r.K, r.Stride = n, k, pad(k, 32)
	rows := pad(n, tileRows)
	r.Q = grow(r.Q, rows*r.Stride)
	clear(r.Q[n*r.Stride:])
	r.Scale, r.Low = grow(r.Scale, rows), grow(r.Low, rows)
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// Quantize fills r with n rows of k columns; row i of x begins at i*stride.
// k is a multiple of 32.
func (p *Path) Quantize(r *Rows, x []float32, n, k, stride int) {
	r.N, r.K, r.Stride = n, k, k
	rows := pad(n, tileRows)
	r.Q = grow(r.Q, rows*k)
	clear(r.Q[n*k:])
	r.Scale, r.Low = grow(r.Scale, rows), grow(r.Low, rows)
	for i := range n {
		row := x[i*stride : i*stride+k]
		low, high := p.minMax(row)
		scale := (high - low) / 127
		inv := float32(0)
		if scale > 0 {
			inv = 127 / (high - low)
		}
		r.Scale[i], r.Low[i] = scale, low
		p.quantU(r.Q[i*k:(i+1)*k], row, low, inv)
	}
}

// Linear is a matrix of 7-bit weights, packed in panels of 32 outputs: within
// a panel, for each 4 inputs, 32 outputs of 4 weights. Out counts real
// outputs; the results have Cols columns, a multiple of 32.
type Linear struct {
	In, Out, Cols int
	k4            int
	w             []int8
	scale, sum    []float32 // per output: the weights' scale, and their sum scaled
	bias          []float32
}

// NewLinear packs weights w (out rows of in weights, each within -63..63) with
// a scale and a bias for each output; bias may be nil.
func NewLinear(w []int8, out, in int, scale, bias []float32) *Linear {
	l := &Linear{In: in, Out: out}
	l.reset(out, in)
	for o := range out {
		total := 0
		for i := range in {
			v := w[o*in+i]
			total += int(v)
			l.w[l.at(o, i)] = v
		}
		l.scale[o] = scale[o]
		l.sum[o] = scale[o] * float32(total)
		if bias != nil {
			l.bias[o] = bias[o]
		}
	}
	return l
}

func (l *Linear) reset(out, in int) {
	l.In, l.Out, l.Cols, l.k4 = in, out, pad(out, tileCols), pad(in, 32)/4
	l.w = grow(l.w, l.Cols*l.k4*4)
	clear(l.w)
	l.scale, l.sum, l.bias = grow(l.scale, l.Cols), grow(l.sum, l.Cols), grow(l.bias, l.Cols)
	clear(l.scale)
	clear(l.sum)
	clear(l.bias)
}

func (l *Linear) at(out, in int) int {
	return (out/tileCols*l.k4+in/4)*tileCols*4 + out%tileCols*4 + in%4
}

// Mul writes r times l to dst, l.Cols columns a row, and gives it back; dst
// has room for a whole number of tiles (see Room).
func (p *Path) Mul(dst []float32, r *Rows, l *Linear) {
	rows := pad(r.N, tileRows)
	panel := l.k4 * 4 * tileCols
	for c := 0; c < l.Cols; c += tileCols {
		w := l.w[c/tileCols*panel:][:panel]
		for i := 0; i < rows; i += tileRows {
			p.gemm(r.Q[i*r.Stride:], r.Stride, w, l.k4, dst[i*l.Cols+c:], l.Cols, r.Scale[i:], r.Low[i:], l.scale[c:], l.sum[c:], l.bias[c:])
		}
	}
}

// Room is how many floats a product of n rows and cols columns needs.
func Room(n, cols int) int { return pad(n, tileRows) * pad(cols, tileCols) }

// Gelu applies the Gaussian error linear unit to x in place, by a polynomial
// that is within 0.0012 of it. len(x) is a multiple of 8.
func (p *Path) Gelu(x []float32) { p.gelu(x) }

// AddNorm sets x to the layer norm of x+y. len(x) is a multiple of 8.
func (p *Path) AddNorm(x, y, gain, bias []float32) { p.addNorm(x, y, gain, bias) }

// Dot is the scalar product; the length is a multiple of 8.
func (p *Path) Dot(a, b []float32) float32 { return p.dot(a, b) }

// Attention is the scratch of one head's attention.
type Attention struct {
	q, e   Rows
	k, v   Linear
	scores []float32
	out    []float32
	b      [4 * 32]int8
	inv    [32]float32
}

const headWidth = 32

// Head computes one attention head of width 32: rows queries attend to n keys
// and values. Query i begins at q[i*qStride], key and value i at offsets k and
// v from x[i*stride]; the results go to dst[i*dstStride:][:32].
func (p *Path) Head(a *Attention, dst []float32, dstStride int, q []float32, qStride, rows int, x []float32, stride, n, k, v int) {
	p.Quantize(&a.q, q, rows, headWidth, qStride)
	const shrink = 0.17677669529663687 // 1/sqrt(32)
	for i := range rows {
		a.q.Scale[i] *= shrink
		a.q.Low[i] *= shrink
	}
	p.packKeys(a, x[k:], stride, n)
	p.packValues(a, x[v:], stride, n)
	a.scores = grow(a.scores, Room(rows, n))
	p.Mul(a.scores, &a.q, &a.k)
	a.e.Reset(rows, n)
	full := pad(n, 32)
	for i := range rows {
		row := a.scores[i*a.k.Cols:][:full]
		_, top := p.minMax(row[:n])
		for j := n; j < full; j++ {
			row[j] = top - 64
		}
		sum := p.expQuant(a.e.Q[i*a.e.Stride:][:full], row, top)
		a.e.Scale[i], a.e.Low[i] = 1/float32(sum), 0
	}
	a.out = grow(a.out, Room(rows, headWidth))
	p.Mul(a.out, &a.e, &a.v)
	for i := range rows {
		copy(dst[i*dstStride:][:headWidth], a.out[i*headWidth:][:headWidth])
	}
}

// packKeys makes the keys the weights of a product with the queries.
func (p *Path) packKeys(a *Attention, x []float32, stride, n int) {
	a.k.reset(n, headWidth)
	for t := range n {
		row := x[t*stride:][:headWidth]
		low, high := p.minMax(row)
		top := max(-low, high)
		inv := float32(0)
		if top > 0 {
			inv = 63 / top
		}
		for i := range a.inv {
			a.inv[i] = inv
		}
		b := a.b[:headWidth]
		p.quantS(b, row, a.inv[:])
		at, total := a.k.at(t, 0), 0
		for g := range headWidth / 4 {
			copy(a.k.w[at+g*tileCols*4:][:4], b[g*4:][:4])
		}
		for _, v := range b {
			total += int(v)
		}
		a.k.scale[t] = top / 63
		a.k.sum[t] = top / 63 * float32(total)
	}
}

// packValues makes the values the weights of a product with the attention.
func (p *Path) packValues(a *Attention, x []float32, stride, n int) {
	a.v.reset(headWidth, n)
	var top [headWidth]float32
	p.absMax(&top, x, stride, n)
	for i, v := range top {
		a.inv[i] = 0
		if v > 0 {
			a.inv[i] = 63 / v
		}
		a.v.scale[i] = v / 63
	}
	for t := 0; t < n; t += 4 {
		for j := range 4 {
			b := a.b[j*headWidth:][:headWidth]
			if t+j < n {
				p.quantS(b, x[(t+j)*stride:][:headWidth], a.inv[:])
			} else {
				clear(b)
			}
		}
		p.interleave(a.v.w[t/4*tileCols*4:], a.b[:])
	}
}
