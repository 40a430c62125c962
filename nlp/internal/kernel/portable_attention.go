package kernel

import "math"

// keysGo makes n keys the weights of a product with queries, each with its own
// scale; the results of an absent key are left to its bias.
func keysGo(k *Linear, x []float32, stride, n int) {
	for t := range n {
		row := x[t*stride:][:headWidth]
		top := float32(0)
		for _, v := range row {
			top = max(top, v, -v)
		}
		inv := float32(0)
		if top > 0 {
			inv = 63 / top
		}
		at := k.w[t/tileCols*headWidth*tileCols+t%tileCols*4:]
		total := 0
		for i, v := range row {
			q := signed(v, inv)
			at[i/4*tileCols*4+i%4] = q
			total += int(q)
		}
		k.scale[t] = top / 63
		k.sum[t] = float32(top/63) * float32(total)
	}
}

func signed(v, inv float32) int8 {
	return int8(min(max(round(float32(v*inv)), -63), 63))
}

// valuesGo makes n values the weights of a product with the attention, a scale
// for each of their columns. What stands past them meets no attention.
func valuesGo(w *Linear, x []float32, stride, n int) {
	for c := range headWidth {
		top := float32(0)
		for t := range n {
			v := x[t*stride+c]
			top = max(top, v, -v)
		}
		inv := float32(0)
		if top > 0 {
			inv = 63 / top
		}
		for t := range n {
			w.w[t/4*tileCols*4+c*4+t%4] = signed(x[t*stride+c], inv)
		}
		w.scale[c] = top / 63
	}
}

// 127 times 2 to the power of a number in [-1/2, 1/2], good to the 7 bits that
// are kept; smaller powers than expMin count as it.
const (
	expMin = -20
	exp0   = 126.99041748046875
	exp1   = 88.02836608886719
	exp2   = 30.815214157104492
	exp3   = 7.091462135314941
)

// weighGo makes 8 rows of scores, in powers of 2, the weights of attention:
// round(127 * 2^(score-top)), and a scale that lets their sum be 1.
func weighGo(e *Rows, scores []float32) {
	for i := range tileRows {
		row, dst := scores[i*e.K:][:e.K], e.Q[i*e.K:][:e.K]
		_, top := span(row)
		sum := 0
		for j, v := range row {
			t := float32(v - top)
			if t < expMin {
				t = expMin
			}
			n := float32(math.RoundToEven(float64(t)))
			f := float32(t - n)
			p := float32(exp3)
			p = float32(float32(p*f) + exp2)
			p = float32(float32(p*f) + exp1)
			p = float32(float32(p*f) + exp0)
			q := round(math.Float32frombits(math.Float32bits(p) + uint32(int32(n))<<23))
			dst[j] = uint8(q)
			sum += q
		}
		e.Scale[i] = 1 / float32(sum)
	}
}
