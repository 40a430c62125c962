package kernel

import "math"

// portable is the path for every processor; it also defines the others.
var portable = &Path{
	name: "portable", product: productGo, quantize: quantizeGo, quantU: quantUGo,
	gelu: geluGo, addNorm: addNormGo, relu: reluGo, dots: dotsGo, embed: embedGo, argmax: argmaxGo,
	keys: keysGo, values: valuesGo, weigh: weighGo,
}

// productGo computes c = float(a·w)*scale*rowScale + rowLow*sum + bias,
// rounded after each operation.
//
// The sums are exact, so their order is free: a multiplication of 64 bits makes
// two products, of one number and the weights of two columns 32 bits apart, and
// four such pairs of columns meet two rows at a time.
func productGo(dst []float32, ldc int, r *Rows, from, n int, l *Linear) {
	pairs := make([]uint64, l.k4*4*tileCols/2)
	for c := 0; c < l.Cols; c += tileCols {
		pairUp(pairs, l.panel(c), l.k4)
		var sums [2][tileCols]int32
		for i := 0; i < n; i += 2 {
			at := (from + i) * r.K
			rows := [2][]uint8{r.Q[at:][:l.k4*4], r.Q[at+r.K:][:l.k4*4]}
			for q := range tileCols / 8 {
				dotPairs(&sums, q, rows[0], rows[1], pairs[q*l.k4*16:][:l.k4*16])
			}
			for j := range rows {
				scaled(dst[(i+j)*ldc+c:][:tileCols], &sums[j], r.Scale[from+i+j], r.Low[from+i+j], l.scale[c:], l.sum[c:], l.bias[c:])
			}
		}
	}
}

// pairUp rearranges a panel: for each 8 columns, for each input, four pairs of
// weights.
func pairUp(pairs []uint64, w []int8, k4 int) {
	for q := range tileCols / 8 {
		out := pairs[q*k4*16:][:k4*16]
		for g := range k4 {
			from := w[g*tileCols*4+q*32:][:32]
			for k := range 4 {
				for p := range 4 {
					out[(g*4+k)*4+p] = uint64(int64(from[p*8+k]) + int64(from[p*8+4+k])<<32)
				}
			}
		}
	}
}

// dotPairs sums, for two rows, the products with the q-th 8 columns.
func dotPairs(sums *[2][tileCols]int32, q int, a, b []uint8, pairs []uint64) {
	var a0, a1, a2, a3, b0, b1, b2, b3 uint64
	b = b[:len(a)]
	for k, x := range a {
		w := pairs[k*4:][:4]
		u, v := uint64(x), uint64(b[k])
		a0, b0 = a0+u*w[0], b0+v*w[0]
		a1, b1 = a1+u*w[1], b1+v*w[1]
		a2, b2 = a2+u*w[2], b2+v*w[2]
		a3, b3 = a3+u*w[3], b3+v*w[3]
	}
	for p, v := range [...]uint64{a0, a1, a2, a3} {
		sums[0][q*8+p*2], sums[0][q*8+p*2+1] = halves(v)
	}
	for p, v := range [...]uint64{b0, b1, b2, b3} {
		sums[1][q*8+p*2], sums[1][q*8+p*2+1] = halves(v)
	}
}

// halves takes the two sums apart; a negative low one has borrowed from the high.
func halves(v uint64) (low, high int32) {
	low = int32(v)
	return low, int32((v - uint64(int64(low))) >> 32)
}

func scaled(out []float32, sums *[tileCols]int32, rowScale, rowLow float32, scale, sum, bias []float32) {
	for j, v := range sums {
		x := float32(float32(v) * scale[j])
		x = float32(x * rowScale)
		y := float32(rowLow * sum[j])
		x = float32(x + y)
		out[j] = float32(x + bias[j])
	}
}

func span(x []float32) (low, high float32) {
	low, high = x[0], x[0]
	for _, v := range x {
		if v < low {
			low = v
		}
		if v > high {
			high = v
		}
	}
	return low, high
}

func round(x float32) int { return int(math.RoundToEven(float64(x))) }

func quantizeGo(r *Rows, x []float32, stride int) {
	for i := range r.N {
		row := x[i*stride:][:r.K]
		low, high := span(row)
		quantUGo(r.Q[i*r.K:][:r.K], row, low, r.span(i, low, high))
	}
}

func quantUGo(dst []uint8, x []float32, low, inv float32) {
	for i, v := range x {
		dst[i] = uint8(min(max(round(float32(float32(v-low)*inv)), 0), 127))
	}
}

// The Gaussian's distribution function as 1/2 + t*P(t²), t clamped, fitted for
// the least greatest error of x times it.
const (
	geluTop = 3.4
	gelu0   = 0.3943087990286369
	gelu1   = -0.0598379679
	gelu2   = 0.00672128571
	gelu3   = -0.000416252859
	gelu4   = 0.0000106012559
)

func geluGo(x []float32) (low, high float32) {
	for i, v := range x {
		t := v
		if t > geluTop {
			t = geluTop
		}
		if t < -geluTop {
			t = -geluTop
		}
		u := float32(t * t)
		p := float32(gelu4)
		p = float32(float32(p*u) + gelu3)
		p = float32(float32(p*u) + gelu2)
		p = float32(float32(p*u) + gelu1)
		p = float32(float32(p*u) + gelu0)
		p = float32(float32(p*t) + 0.5)
		x[i] = float32(v * p)
	}
	return span(x)
}

// lanes adds partial sums in the order that halves registers.
func lanes(s *[32]float32) float32 {
	for n := 16; n > 0; n /= 2 {
		for i := range n {
			s[i] = float32(s[i] + s[i+n])
		}
	}
	return s[0]
}

const normEps = 1e-12

func addNormGo(x, y, gain, bias []float32) (low, high float32) {
	n := float32(len(x))
	var s [32]float32
	for i := range x {
		x[i] = float32(x[i] + y[i])
		s[i%32] = float32(s[i%32] + x[i])
	}
	mean := lanes(&s) / n
	s = [32]float32{}
	for i, v := range x {
		d := float32(v - mean)
		s[i%32] = float32(s[i%32] + float32(d*d))
	}
	inv := 1 / float32(math.Sqrt(float64(lanes(&s)/n+normEps)))
	for i, v := range x {
		x[i] = float32(float32(float32(float32(v-mean)*inv)*gain[i]) + bias[i])
	}
	return span(x)
}

func reluGo(x []float32) {
	for i, v := range x {
		if !(v > 0) {
			x[i] = 0
		}
	}
}

func dotsGo(out, a, b []float32, stride int) {
	for i := range out {
		var s [32]float32
		for j, v := range b[i*stride:][:len(a)] {
			s[j%32] = float32(s[j%32] + float32(a[j]*v))
		}
		out[i] = lanes(&s)
	}
}

func embedGo(x []float32, word []int8, scale float32, position, shape []float32) {
	for i := range x {
		v := float32(float32(word[i]) * scale)
		v = float32(v + position[i])
		x[i] = float32(v + shape[i])
	}
}

func argmaxGo(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
