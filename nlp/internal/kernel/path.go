// Package kernel holds the arithmetic of the encoder: integer matrix products
// and the float work between them, for several processors. Every path gives
// the same bits: the products are exact, and the float work has a fixed order
// of operations, sums in 32 lanes, without fused multiply-add.
//
// What the numbers mean is package encoder's business.
package kernel

import (
	"fmt"
	"os"
)

// Path is a set of kernels for one kind of processor. portable.go defines what
// each computes; the others give the same bits.
type Path struct {
	name string
	// product is rows [from, from+n) of r times l, to dst with ldc floats a
	// row; both numbers of rows are multiples of 8.
	product func(dst []float32, ldc int, r *Rows, from, n int, l *Linear)
	// prepare readies new weights for product; nil where nothing is to do.
	prepare  func(l *Linear)
	quantize func(r *Rows, x []float32, stride int)
	quantU   func(dst []uint8, x []float32, low, inv float32)
	gelu     func(x []float32) (low, high float32)
	addNorm  func(x, y, gain, bias []float32) (low, high float32)
	relu     func(x []float32)
	dots     func(out, a, b []float32, stride int)
	embed    func(x []float32, word []int8, scale float32, position, shape []float32)
	argmax   func(x []float32) int
	keys     func(k *Linear, x []float32, stride, n int)
	values   func(v *Linear, x []float32, stride, n int)
	weigh    func(e *Rows, scores []float32)
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

// Gelu applies the Gaussian error linear unit to x in place, by a polynomial
// that is within 0.0012 of it, and gives the least and the greatest result.
// len(x) is a multiple of 32.
func (p *Path) Gelu(x []float32) (low, high float32) { return p.gelu(x) }

// AddNorm sets x to the layer norm of x+y and gives the least and the greatest
// result. len(x) is a multiple of 32.
func (p *Path) AddNorm(x, y, gain, bias []float32) (low, high float32) {
	return p.addNorm(x, y, gain, bias)
}

// Relu sets what is negative to 0. len(x) is a multiple of 8.
func (p *Path) Relu(x []float32) { p.relu(x) }

// Dots sets out to the scalar products of a, whose length is a multiple of 32,
// with rows of b, stride apart.
func (p *Path) Dots(out, a, b []float32, stride int) { p.dots(out, a, b, stride) }

// Embed sets x to scale*word + position + shape; the length is a multiple of 8.
func (p *Path) Embed(x []float32, word []int8, scale float32, position, shape []float32) {
	p.embed(x, word, scale, position, shape)
}

// Argmax is the place of the greatest value, the first of equals; x is not empty.
func (p *Path) Argmax(x []float32) int { return p.argmax(x) }
