package kernel

import "math"

// portable is the path for every processor; it also defines the others.
var portable = &Path{
	name: "portable", gemm: gemmGo, minMax: minMaxGo, quantU: quantUGo, quantS: quantSGo,
	expQuant: expQuantGo, gelu: geluGo, addNorm: addNormGo, dot: dotGo,
	absMax: absMaxGo, interleave: interleaveGo,
}

// gemmGo computes a tile of 8 rows and 32 columns:
// c = float(a·w)*ws*rs + mn*wsum + bias, rounded after each operation.
func gemmGo(a []uint8, lda int, w []int8, k4 int, c []float32, ldc int, rs, mn, ws, wsum, bias []float32) {
	for r := range tileRows {
		var acc [tileCols]int32
		row := a[r*lda : r*lda+k4*4]
		for g := range k4 {
			a0, a1, a2, a3 := int32(row[g*4]), int32(row[g*4+1]), int32(row[g*4+2]), int32(row[g*4+3])
			p := w[g*tileCols*4:][:tileCols*4]
			for j := range tileCols {
				acc[j] += a0*int32(p[j*4]) + a1*int32(p[j*4+1]) + a2*int32(p[j*4+2]) + a3*int32(p[j*4+3])
			}
		}
		out := c[r*ldc:][:tileCols]
		for j, v := range acc {
			x := float32(float32(v) * ws[j])
			x = float32(x * rs[r])
			y := float32(mn[r] * wsum[j])
			x = float32(x + y)
			out[j] = float32(x + bias[j])
		}
	}
}

func minMaxGo(x []float32) (low, high float32) {
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

func quantUGo(dst []uint8, x []float32, low, inv float32) {
	for i, v := range x {
		dst[i] = uint8(min(max(round(float32(float32(v-low)*inv)), 0), 127))
	}
}

func quantSGo(dst []int8, x, inv []float32) {
	for i, v := range x {
		dst[i] = int8(min(max(round(float32(v*inv[i])), -63), 63))
	}
}

// The exponential of a number in [-20 ln 2, 0]: 2^n times a polynomial of the
// rest, good to the 7 bits that are kept.
const (
	log2e  = 1.4426950408889634
	expMin = -20
	exp0   = 0.9999991655349731
	exp1   = 0.6931219100952148
	exp2   = 0.2402498424053192
	exp3   = 0.05591745674610138
	exp4   = 0.009560558944940567
)

// expQuantGo writes round(127*exp(x-top)) and gives their sum.
func expQuantGo(dst []uint8, x []float32, top float32) int {
	sum := 0
	for i, v := range x {
		t := float32(float32(v-top) * log2e)
		if t < expMin {
			t = expMin
		}
		n := float32(math.RoundToEven(float64(t)))
		f := float32(t - n)
		p := float32(exp4)
		p = float32(float32(p*f) + exp3)
		p = float32(float32(p*f) + exp2)
		p = float32(float32(p*f) + exp1)
		p = float32(float32(p*f) + exp0)
		e := float32(p * math.Float32frombits(uint32(int32(n)+127)<<23))
		q := min(round(float32(e*127)), 127)
		dst[i] = uint8(q)
		sum += q
	}
	return sum
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

func geluGo(x []float32) {
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
}

// lanes adds eight partial sums in the order that halves a register.
func lanes(s *[8]float32) float32 {
	a, b, c, d := float32(s[0]+s[4]), float32(s[1]+s[5]), float32(s[2]+s[6]), float32(s[3]+s[7])
	return float32(float32(a+c) + float32(b+d))
}

const normEps = 1e-12

func addNormGo(x, y, gain, bias []float32) {
	n := float32(len(x))
	var s [8]float32
	for i := range x {
		x[i] = float32(x[i] + y[i])
		s[i%8] = float32(s[i%8] + x[i])
	}
	mean := lanes(&s) / n
	s = [8]float32{}
	for i := range x {
		x[i] = float32(x[i] - mean)
		s[i%8] = float32(s[i%8] + float32(x[i]*x[i]))
	}
	inv := 1 / float32(math.Sqrt(float64(lanes(&s)/n+normEps)))
	for i := range x {
		x[i] = float32(float32(float32(x[i]*inv)*gain[i]) + bias[i])
	}
}

func dotGo(a, b []float32) float32 {
	var s [8]float32
	for i := range a {
		s[i%8] = float32(s[i%8] + float32(a[i]*b[i]))
	}
	return lanes(&s)
}

func absMaxGo(top *[tileCols]float32, x []float32, stride, n int) {
	*top = [tileCols]float32{}
	for t := range n {
		for i, v := range x[t*stride:][:tileCols] {
			if v < 0 {
				v = -v
			}
			if v > top[i] {
				top[i] = v
			}
		}
	}
}

func interleaveGo(dst, src []int8) {
	for i := range tileCols {
		dst[i*4], dst[i*4+1], dst[i*4+2], dst[i*4+3] = src[i], src[tileCols+i], src[2*tileCols+i], src[3*tileCols+i]
	}
}
