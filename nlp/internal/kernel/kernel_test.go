package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func floats(rng *rand.Rand, n int, size float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = (rng.Float32()*2 - 1) * size
	}
	return x
}

func sameBits(t *testing.T, what string, a, b []float32) {
	t.Helper()
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			t.Fatalf("%s: element %d: %v and %v", what, i, a[i], b[i])
		}
	}
}

func randomLinear(rng *rand.Rand, out, in int) *Linear {
	w := make([]int8, out*in)
	for i := range w {
		w[i] = int8(rng.IntN(127) - 63)
	}
	return NewLinear(w, out, in, floats(rng, out, 0.01), floats(rng, out, 1))
}

// Every path gives the portable path's bits.
func TestPathsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, p := range Paths() {
		for range 40 {
			n, k, out := 1+rng.IntN(40), 32*(1+rng.IntN(8)), 1+rng.IntN(100)
			x := floats(rng, n*k, 3)
			l := randomLinear(rng, out, k)
			var a, b Rows
			p.Quantize(&a, x, n, k, k)
			portable.Quantize(&b, x, n, k, k)
			if !slices.Equal(a.Q, b.Q) {
				t.Fatalf("%s: Quantize differs", p.name)
			}
			c, d := make([]float32, Room(n, l.Cols)), make([]float32, Room(n, l.Cols))
			clear(a.Scale[n:])
			clear(a.Low[n:])
			copy(b.Scale, a.Scale)
			copy(b.Low, a.Low)
			p.Mul(c, &a, l)
			portable.Mul(d, &b, l)
			sameBits(t, p.name+": Mul", c[:n*l.Cols], d[:n*l.Cols])

			y, z := slices.Clone(x), slices.Clone(x)
			p.Gelu(y)
			portable.Gelu(z)
			sameBits(t, p.name+": Gelu", y, z)
			gain, bias, other := floats(rng, k, 1), floats(rng, k, 1), floats(rng, k, 2)
			p.AddNorm(y[:k], other, gain, bias)
			portable.AddNorm(z[:k], other, gain, bias)
			sameBits(t, p.name+": AddNorm", y, z)
			if p.Dot(x[:k], other) != portable.Dot(x[:k], other) {
				t.Fatalf("%s: Dot differs", p.name)
			}
		}
	}
}

func TestHeadsOfAttentionAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, p := range Paths() {
		for _, n := range []int{1, 2, 7, 31, 32, 33, 100} {
			x := floats(rng, n*96, 4)
			a, b := make([]float32, n*32), make([]float32, n*32)
			p.Head(new(Attention), a, 32, x, 96, n, x, 96, n, 32, 64)
			portable.Head(new(Attention), b, 32, x, 96, n, x, 96, n, 32, 64)
			sameBits(t, p.name+": Head", a, b)
		}
	}
}

// The integer head is close to attention in float64.
func TestHeadIsAttention(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	const n = 50
	x := floats(rng, n*96, 1.5)
	got := make([]float32, n*32)
	portable.Head(new(Attention), got, 32, x, 96, n, x, 96, n, 32, 64)
	for i := range n {
		var e [n]float64
		sum := 0.0
		for j := range n {
			s := 0.0
			for k := range 32 {
				s += float64(x[i*96+k]) * float64(x[j*96+32+k])
			}
			e[j] = math.Exp(s / math.Sqrt(32))
			sum += e[j]
		}
		for k := range 32 {
			want := 0.0
			for j := range n {
				want += e[j] / sum * float64(x[j*96+64+k])
			}
			if math.Abs(want-float64(got[i*32+k])) > 0.06 {
				t.Fatalf("row %d, column %d: %v, want about %v", i, k, got[i*32+k], want)
			}
		}
	}
}

func TestGelu(t *testing.T) {
	for x := -8.0; x <= 8; x += 0.01 {
		v := []float32{float32(x)}
		geluGo(v)
		want := x * 0.5 * (1 + math.Erf(x/math.Sqrt2))
		if math.Abs(float64(v[0])-want) > 0.0012 {
			t.Fatalf("gelu(%v) = %v, want about %v", x, v[0], want)
		}
	}
}

func TestMulIsAProduct(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	const n, k, out = 9, 64, 40
	x := floats(rng, n*k, 2)
	w := make([]int8, out*k)
	for i := range w {
		w[i] = int8(rng.IntN(127) - 63)
	}
	scale, bias := floats(rng, out, 0.01), floats(rng, out, 1)
	l := NewLinear(w, out, k, scale, bias)
	var r Rows
	portable.Quantize(&r, x, n, k, k)
	c := make([]float32, Room(n, l.Cols))
	portable.Mul(c, &r, l)
	for i := range n {
		for o := range out {
			want := float64(bias[o])
			for j := range k {
				want += float64(x[i*k+j]) * float64(w[o*k+j]) * float64(scale[o])
			}
			if math.Abs(want-float64(c[i*l.Cols+o])) > 0.15 {
				t.Fatalf("(%d,%d): %v, want about %v", i, o, c[i*l.Cols+o], want)
			}
		}
	}
}

func BenchmarkMul(b *testing.B) {
	rng := rand.New(rand.NewPCG(13, 14))
	const n, k, out = 304, 384, 1536
	x := floats(rng, n*k, 1)
	l := randomLinear(rng, out, k)
	c := make([]float32, Room(n, out))
	for _, p := range Paths()[:max(1, len(Paths())-1)] {
		b.Run(p.name, func(b *testing.B) {
			var r Rows
			p.Quantize(&r, x, n, k, k)
			for range b.N {
				p.Mul(c, &r, l)
			}
			b.ReportMetric(float64(b.N)*2*n*k*out/b.Elapsed().Seconds()/1e9, "GOP/s")
		})
	}
}

func BenchmarkHead(b *testing.B) {
	rng := rand.New(rand.NewPCG(13, 14))
	const n = 304
	x := floats(rng, n*96, 1)
	dst := make([]float32, n*32)
	for _, p := range Paths()[:max(1, len(Paths())-1)] {
		b.Run(p.name, func(b *testing.B) {
			var a Attention
			for range b.N {
				p.Head(&a, dst, 32, x, 96, n, x, 96, n, 32, 64)
			}
		})
	}
}
