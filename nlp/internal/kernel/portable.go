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
func productGo(dst []float32, ldc int, r *Rows, from, n int, l *Linear) {
	for c := 0; c < l.Cols; c += tileCols {
		w, scale, sum, bias := l.panel(c), l.scale[c:], l.sum[c:], l.bias[c:]
		for i := range n {
			var acc [tileCols]int32
			row := r.Q[(from+i)*r.K:][:l.k4*4]
			for g := range l.k4 {
				a0, a1, a2, a3 := int32(row[g*4]), int32(row[g*4+1]), int32(row[g*4+2]), int32(row[g*4+3])
				p := w[g*tileCols*4:][:tileCols*4]
				for j := range tileCols {
					acc[j] += a0*int32(p[j*4]) + a1*int32(p[j*4+1]) + a2*int32(p[j*4+2]) + a3*int32(p[j*4+3])
				}
			}
			out := dst[i*ldc+c:][:tileCols]
			for j, v := range acc {
				x := float32(float32(v) * scale[j])
				x = float32(x * r.Scale[from+i])
				y := float32(r.Low[from+i] * sum[j])
				x = float32(x + y)
				out[j] = float32(x + bias[j])
			}
		}
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
