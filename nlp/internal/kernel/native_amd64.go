package kernel

import (
	"math"

	"golang.org/x/sys/cpu"
)

// native lists the paths of this processor, the fastest first.
func native() []*Path {
	if !cpu.X86.HasAVX2 {
		return nil
	}
	avx2 := &Path{name: "avx2", gemm: gemmAVX2, minMax: minMaxAVX2, quantU: quantUAVX2, quantS: quantSAVX2,
		expQuant: expQuantAVX2, gelu: geluAVX2, addNorm: addNormAVX2, dot: dotAVX2,
		absMax: absMaxAVX2, interleave: interleaveAVX2}
	if !cpu.X86.HasAVX512VNNI || !cpu.X86.HasAVX512BW || !cpu.X86.HasAVX512VL {
		return []*Path{avx2}
	}
	avx512 := *avx2
	avx512.name, avx512.gemm = "avx512", gemmAVX512
	return []*Path{&avx512, avx2}
}

//go:noescape
func gemm8x32vnni(a *uint8, lda int, w *int8, k4 int, c *float32, ldc int, rs, mn, ws, wsum, bias *float32)

//go:noescape
func gemm4x16avx2(a *uint8, lda int, w *int8, k8 int, c *float32, ldc int, rs, mn, ws, wsum, bias *float32)

//go:noescape
func minMax8(x *float32, n int) (low, high float32)

//go:noescape
func quantU32(dst *uint8, x *float32, n int, low, inv float32)

//go:noescape
func quantS32(dst *int8, x, inv *float32, n int)

//go:noescape
func expQuant32(dst *uint8, x *float32, n int, top float32) int

//go:noescape
func absMax32(top, x *float32, stride, n int)

//go:noescape
func interleave4x32(dst, src *int8)

//go:noescape
func gelu8(x *float32, n int)

//go:noescape
func addSum8(x, y *float32, n int) float32

//go:noescape
func centre8(x *float32, n int, mean float32) float32

//go:noescape
func scale8(x, gain, bias *float32, n int, inv float32)

//go:noescape
func dot8(a, b *float32, n int) float32

func gemmAVX512(a []uint8, lda int, w []int8, k4 int, c []float32, ldc int, rs, mn, ws, wsum, bias []float32) {
	_, _, _ = a[7*lda+k4*4-1], w[k4*128-1], c[7*ldc+31]
	_, _, _, _, _ = rs[7], mn[7], ws[31], wsum[31], bias[31]
	gemm8x32vnni(&a[0], lda, &w[0], k4, &c[0], ldc, &rs[0], &mn[0], &ws[0], &wsum[0], &bias[0])
}

func gemmAVX2(a []uint8, lda int, w []int8, k4 int, c []float32, ldc int, rs, mn, ws, wsum, bias []float32) {
	_, _, _ = a[7*lda+k4*4-1], w[k4*128-1], c[7*ldc+31]
	_, _, _, _, _ = rs[7], mn[7], ws[31], wsum[31], bias[31]
	for j := 0; j < 32; j += 16 {
		gemm4x16avx2(&a[0], lda, &w[j*4], k4/2, &c[j], ldc, &rs[0], &mn[0], &ws[j], &wsum[j], &bias[j])
		gemm4x16avx2(&a[4*lda], lda, &w[j*4], k4/2, &c[4*ldc+j], ldc, &rs[4], &mn[4], &ws[j], &wsum[j], &bias[j])
	}
}

func minMaxAVX2(x []float32) (low, high float32) {
	n := len(x) &^ 7
	if n == 0 {
		return minMaxGo(x)
	}
	low, high = minMax8(&x[0], n)
	for _, v := range x[n:] {
		if v < low {
			low = v
		}
		if v > high {
			high = v
		}
	}
	return low, high
}

func quantUAVX2(dst []uint8, x []float32, low, inv float32) {
	n := len(x) &^ 31
	if n > 0 {
		_ = dst[n-1]
		quantU32(&dst[0], &x[0], n, low, inv)
	}
	quantUGo(dst[n:], x[n:], low, inv)
}

func quantSAVX2(dst []int8, x, inv []float32) {
	n := len(x) &^ 31
	if n > 0 {
		_, _ = dst[n-1], inv[n-1]
		quantS32(&dst[0], &x[0], &inv[0], n)
	}
	quantSGo(dst[n:], x[n:], inv[n:])
}

func expQuantAVX2(dst []uint8, x []float32, top float32) int {
	n := len(x) &^ 31
	sum := 0
	if n > 0 {
		_ = dst[n-1]
		sum = expQuant32(&dst[0], &x[0], n, top)
	}
	return sum + expQuantGo(dst[n:], x[n:], top)
}

func geluAVX2(x []float32) {
	n := len(x) &^ 7
	if n > 0 {
		gelu8(&x[0], n)
	}
	geluGo(x[n:])
}

func addNormAVX2(x, y, gain, bias []float32) {
	if len(x) == 0 || len(x)%8 != 0 {
		addNormGo(x, y, gain, bias)
		return
	}
	_, _, _ = y[len(x)-1], gain[len(x)-1], bias[len(x)-1]
	n := float32(len(x))
	mean := addSum8(&x[0], &y[0], len(x)) / n
	inv := 1 / float32(math.Sqrt(float64(centre8(&x[0], len(x), mean)/n+normEps)))
	scale8(&x[0], &gain[0], &bias[0], len(x), inv)
}

func dotAVX2(a, b []float32) float32 {
	if len(a) == 0 || len(a)%8 != 0 {
		return dotGo(a, b)
	}
	_ = b[len(a)-1]
	return dot8(&a[0], &b[0], len(a))
}

func absMaxAVX2(top *[tileCols]float32, x []float32, stride, n int) {
	_ = x[(n-1)*stride+tileCols-1]
	absMax32(&top[0], &x[0], stride, n)
}

func interleaveAVX2(dst, src []int8) {
	_, _ = dst[127], src[127]
	interleave4x32(&dst[0], &src[0])
}
