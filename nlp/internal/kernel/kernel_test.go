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

func randomWeights(rng *rand.Rand, n int, size float64) []int8 {
	w := make([]int8, n)
	for i := range w {
		w[i] = int8(max(-63, min(63, rng.NormFloat64()*size)))
	}
	return w
}

// others are the paths to hold against the portable one.
func others() []*Path { return Paths()[:len(Paths())-1] }

// Every path gives the portable path's bits.
func TestPathsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, p := range others() {
		for range 60 {
			n, k, out := 1+rng.IntN(40), 32*(1+rng.IntN(8)), 1+rng.IntN(100)
			x := floats(rng, n*k, 3)
			var a, b Rows
			p.Quantize(&a, x, n, k, k)
			portable.Quantize(&b, x, n, k, k)
			sameRows(t, p.name+": Quantize", &a, &b)
			y, z := slices.Clone(x), slices.Clone(x)
			gain, bias, other := floats(rng, k, 1), floats(rng, k, 1), floats(rng, k, 2)
			for i := range n {
				low, high := p.Gelu(y[i*k:][:k])
				low2, high2 := portable.Gelu(z[i*k:][:k])
				sameBits(t, p.name+": Gelu's range", []float32{low, high}, []float32{low2, high2})
				p.Set(&a, i, y[i*k:][:k], low, high)
				portable.Set(&b, i, z[i*k:][:k], low, high)
			}
			sameBits(t, p.name+": Gelu", y, z)
			sameRows(t, p.name+": Set", &a, &b)
			low, high := p.AddNorm(y[:k], other, gain, bias)
			low2, high2 := portable.AddNorm(z[:k], other, gain, bias)
			sameBits(t, p.name+": AddNorm", append(y, low, high), append(z, low2, high2))
			dots, dots2 := make([]float32, n), make([]float32, n)
			p.Dots(dots, other, x, k)
			portable.Dots(dots2, other, x, k)
			sameBits(t, p.name+": Dots", dots, dots2)
			p.Relu(y)
			portable.Relu(z)
			sameBits(t, p.name+": Relu", y, z)
			word := randomWeights(rng, k, 20)
			p.Embed(y[:k], word, gain[0], bias, other)
			portable.Embed(z[:k], word, gain[0], bias, other)
			sameBits(t, p.name+": Embed", y, z)
			x[rng.IntN(out)] = x[rng.IntN(out)]
			if i, j := p.Argmax(x[:min(out, len(x))]), portable.Argmax(x[:min(out, len(x))]); i != j {
				t.Fatalf("%s: Argmax %d, want %d", p.name, i, j)
			}
		}
	}
}

// Of equals the first is the greatest, wherever they stand.
func TestArgmaxTakesTheFirst(t *testing.T) {
	for _, p := range Paths() {
		for n := 1; n < 40; n++ {
			for i := range n {
				x := make([]float32, n)
				x[i], x[n-1] = 2, 2
				if got := p.Argmax(x); got != i {
					t.Fatalf("%s: %d of %d, want %d", p.name, got, n, i)
				}
			}
		}
	}
}

func sameRows(t *testing.T, what string, a, b *Rows) {
	t.Helper()
	sameBits(t, what, a.Scale[:a.N], b.Scale[:b.N])
	sameBits(t, what, a.Low[:a.N], b.Low[:b.N])
	if !slices.Equal(a.Q[:a.N*a.K], b.Q[:b.N*b.K]) {
		t.Fatalf("%s: the bytes differ", what)
	}
}

// Products agree for light and heavy weights, to the greatest that 7 bits hold,
// where sums of 16 bits would overflow.
func TestProductsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	for _, p := range others() {
		for i := range 60 {
			n, k, out := 1+rng.IntN(40), 32*(1+rng.IntN(8)), 1+rng.IntN(100)
			w := randomWeights(rng, out*k, []float64{8, 21, 60, 1e6}[i%4])
			if i%8 == 7 {
				for i := range w {
					w[i] = 63
				}
			}
			scale, bias := floats(rng, out, 0.01), floats(rng, out, 1)
			x := floats(rng, n*k, 3)
			if i%3 == 0 {
				for j := 1; j < len(x); j++ {
					x[j] = 3
				}
			}
			var r Rows
			p.Quantize(&r, x, n, k, k)
			l, m := p.NewLinear(NewSlab(out*k), w, out, k, scale, bias), portable.NewLinear(nil, w, out, k, scale, bias)
			c, d := make([]float32, Room(n, l.Cols)), make([]float32, Room(n, l.Cols))
			p.Mul(c, &r, l)
			portable.Mul(d, &r, m)
			sameBits(t, p.name+": Mul", c[:n*l.Cols], d[:n*l.Cols])
		}
	}
}

// The portable products are the sums that they should be.
func TestPortableProductIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	const n, k, out = 8, 96, 40
	w := randomWeights(rng, out*k, 1e6)
	ones := make([]float32, out)
	for i := range ones {
		ones[i] = 1
	}
	l := portable.NewLinear(nil, w, out, k, ones, nil)
	var r Rows
	r.Reset(n, k)
	for i := range r.Q {
		r.Q[i] = uint8(rng.IntN(128))
	}
	for i := range r.Scale {
		r.Scale[i] = 1
	}
	c := make([]float32, Room(n, l.Cols))
	portable.Mul(c, &r, l)
	for i := range n {
		for o := range out {
			want := 0
			for j := range k {
				want += int(r.Q[i*k+j]) * int(w[o*k+j])
			}
			if got := int(c[i*l.Cols+o]); got != want {
				t.Fatalf("(%d,%d): %d, want %d", i, o, got, want)
			}
		}
	}
}

func TestHeadsOfAttentionAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, p := range others() {
		var scratch Attention
		for _, n := range []int{100, 1, 2, 7, 31, 32, 33, 250} {
			x := floats(rng, pad(n, 8)*96, 4)
			a, b := make([]float32, pad(n, 8)*32), make([]float32, pad(n, 8)*32)
			p.Head(&scratch, a, 32, x, 96, n, x, 96, n, 32, 64)
			portable.Head(new(Attention), b, 32, x, 96, n, x, 96, n, 32, 64)
			sameBits(t, p.name+": Head", a[:n*32], b[:n*32])
		}
	}
}

// The integer head is close to attention in float64.
func TestHeadIsAttention(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	const n = 50
	x := floats(rng, pad(n, 8)*96, 1.5)
	got := make([]float32, pad(n, 8)*32)
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
	l := portable.NewLinear(nil, w, out, k, scale, bias)
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
	w := randomWeights(rng, out*k, 18)
	c := make([]float32, Room(n, out))
	for _, p := range Paths() {
		b.Run(p.name, func(b *testing.B) {
			var r Rows
			p.Quantize(&r, x, n, k, k)
			l := p.NewLinear(nil, w, out, k, make([]float32, out), nil)
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
	for _, p := range others() {
		b.Run(p.name, func(b *testing.B) {
			var a Attention
			for range b.N {
				p.Head(&a, dst, 32, x, 96, n, x, 96, n, 32, 64)
			}
		})
	}
}
