package kernel

import "golang.org/x/sys/cpu"

// native lists the paths of this processor, the fastest first.
func native() []*Path {
	if !cpu.X86.HasAVX2 {
		return nil
	}
	avx2 := &Path{name: "avx2", product: productAVX2Go, prepare: prepareAVX2, quantize: quantizeAVX2, quantU: quantUAVX2,
		gelu: geluAVX2, addNorm: addNormAVX2, relu: reluAVX2, dots: dotsAVX2, embed: embedAVX2, argmax: argmaxAVX2,
		keys: keysAVX2, values: valuesAVX2, weigh: weighAVX2}
	if !cpu.X86.HasAVX512VNNI || !cpu.X86.HasAVX512BW || !cpu.X86.HasAVX512VL || !cpu.X86.HasAVX512DQ {
		return []*Path{avx2}
	}
	avx512 := *avx2
	avx512.name, avx512.product, avx512.prepare = "avx512", productAVX512, nil
	avx512.gelu, avx512.addNorm, avx512.dots, avx512.weigh = geluAVX512, addNormAVX512, dotsAVX512, weighAVX512
	return []*Path{&avx512, avx2}
}

//go:noescape
func quantU32(dst *uint8, x *float32, n int, low, inv float32)

//go:noescape
func quantRows(dst *uint8, x *float32, stride, n, k int, scale, low *float32)

//go:noescape
func gelu8(x *float32, n int) (low, high float32)

//go:noescape
func gelu16(x *float32, n int) (low, high float32)

//go:noescape
func addNorm8(x, y, gain, bias *float32, n int) (low, high float32)

//go:noescape
func addNorm16(x, y, gain, bias *float32, n int) (low, high float32)

//go:noescape
func relu8(x *float32, n int)

//go:noescape
func dots8(out, a, b *float32, stride, n, k int)

//go:noescape
func dots16(out, a, b *float32, stride, n, k int)

//go:noescape
func embed8(x *float32, word *int8, position, shape *float32, n int, scale float32)

//go:noescape
func argmax8(x *float32, n int) int

//go:noescape
func packKeys8(w *int8, x *float32, stride, n int, scale, sum *float32)

//go:noescape
func packValues4(w *int8, x *float32, stride, n int, scale *float32)

//go:noescape
func weigh8(dst *uint8, scale *float32, scores *float32, k int)

//go:noescape
func weigh16(dst *uint8, scale *float32, scores *float32, k int)

// whole panics unless n is a positive multiple of m: what the assembly takes.
func whole(n, m int) {
	if n <= 0 || n%m != 0 {
		panic("kernel: a length that is no whole number of registers")
	}
}

func quantizeAVX2(r *Rows, x []float32, stride int) {
	if r.N == 0 {
		return
	}
	whole(r.K, 32)
	_, _, _, _ = x[(r.N-1)*stride+r.K-1], r.Q[r.N*r.K-1], r.Scale[r.N-1], r.Low[r.N-1]
	quantRows(&r.Q[0], &x[0], 4*stride, r.N, r.K, &r.Scale[0], &r.Low[0])
}

func quantUAVX2(dst []uint8, x []float32, low, inv float32) {
	whole(len(x), 32)
	_ = dst[len(x)-1]
	quantU32(&dst[0], &x[0], len(x), low, inv)
}

func geluAVX2(x []float32) (low, high float32) {
	whole(len(x), 32)
	return gelu8(&x[0], len(x))
}

func geluAVX512(x []float32) (low, high float32) {
	whole(len(x), 32)
	return gelu16(&x[0], len(x))
}

func addNormAVX2(x, y, gain, bias []float32) (low, high float32) {
	whole(len(x), 32)
	_, _, _ = y[len(x)-1], gain[len(x)-1], bias[len(x)-1]
	return addNorm8(&x[0], &y[0], &gain[0], &bias[0], len(x))
}

func addNormAVX512(x, y, gain, bias []float32) (low, high float32) {
	whole(len(x), 32)
	_, _, _ = y[len(x)-1], gain[len(x)-1], bias[len(x)-1]
	return addNorm16(&x[0], &y[0], &gain[0], &bias[0], len(x))
}

func reluAVX2(x []float32) {
	if len(x) > 0 {
		whole(len(x), 8)
		relu8(&x[0], len(x))
	}
}

func dotsAVX2(out, a, b []float32, stride int) {
	if len(out) > 0 {
		whole(len(a), 32)
		_ = b[(len(out)-1)*stride+len(a)-1]
		dots8(&out[0], &a[0], &b[0], 4*stride, len(out), len(a))
	}
}

func dotsAVX512(out, a, b []float32, stride int) {
	if len(out) > 0 {
		whole(len(a), 32)
		_ = b[(len(out)-1)*stride+len(a)-1]
		dots16(&out[0], &a[0], &b[0], 4*stride, len(out), len(a))
	}
}

func embedAVX2(x []float32, word []int8, scale float32, position, shape []float32) {
	whole(len(x), 8)
	_, _, _ = word[len(x)-1], position[len(x)-1], shape[len(x)-1]
	embed8(&x[0], &word[0], &position[0], &shape[0], len(x), scale)
}

func argmaxAVX2(x []float32) int {
	n := len(x) &^ 7
	if n == 0 {
		return argmaxGo(x)
	}
	best := argmax8(&x[0], n)
	for i := n; i < len(x); i++ {
		if x[i] > x[best] {
			best = i
		}
	}
	return best
}

func keysAVX2(k *Linear, x []float32, stride, n int) {
	rows := pad(n, tileRows)
	_, _, _, _ = x[(rows-1)*stride+headWidth-1], k.w[k.Cols*headWidth-1], k.scale[rows-1], k.sum[rows-1]
	packKeys8(&k.w[0], &x[0], 4*stride, rows, &k.scale[0], &k.sum[0])
	clear(k.scale[n:])
	clear(k.sum[n:])
}

func valuesAVX2(v *Linear, x []float32, stride, n int) {
	rows := pad(n, 4)
	_, _, _ = x[(rows-1)*stride+headWidth-1], v.w[rows*headWidth-1], v.scale[headWidth-1]
	packValues4(&v.w[0], &x[0], 4*stride, n, &v.scale[0])
}

func weighAVX2(e *Rows, scores []float32) {
	whole(e.K, 32)
	_, _, _ = e.Q[tileRows*e.K-1], e.Scale[tileRows-1], scores[tileRows*e.K-1]
	weigh8(&e.Q[0], &e.Scale[0], &scores[0], e.K)
}

func weighAVX512(e *Rows, scores []float32) {
	whole(e.K, 32)
	_, _, _ = e.Q[tileRows*e.K-1], e.Scale[tileRows-1], scores[tileRows*e.K-1]
	weigh16(&e.Q[0], &e.Scale[0], &scores[0], e.K)
}
