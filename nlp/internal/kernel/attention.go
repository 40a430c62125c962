package kernel

// Attention is the scratch of one head's attention.
type Attention struct {
	q, e   Rows
	k, v   Linear
	scores []float32
}

const headWidth = 32

// masked is the score of a key that is not there.
const masked = -1e30

// Head computes one attention head of width 32: rows queries attend to n keys
// and values. Query i begins at q[i*qStride], key and value i at offsets k and
// v from x[i*stride]; the results go to dst[i*dstStride:][:32]. All of them
// have room for a whole number of tiles of 8 rows.
func (p *Path) Head(a *Attention, dst []float32, dstStride int, q []float32, qStride, rows int, x []float32, stride, n, k, v int) {
	p.Quantize(&a.q, q, rows, headWidth, qStride)
	const shrink = 0.25503486164919736 // log2(e)/sqrt(32): the scores are powers of 2
	for i := range a.q.Scale {
		a.q.Scale[i] *= shrink
		a.q.Low[i] *= shrink
	}
	a.k.reset(n, headWidth)
	for i := n; i < a.k.Cols; i++ {
		a.k.bias[i] = masked
	}
	p.keys(&a.k, x[k:], stride, n)
	a.v.reset(headWidth, n)
	p.values(&a.v, x[v:], stride, n)
	a.scores = grow(a.scores, tileRows*a.k.Cols)
	a.e.Reset(tileRows, a.k.Cols)
	clear(a.e.Low)
	for i := 0; i < rows; i += tileRows {
		p.product(a.scores, a.k.Cols, &a.q, i, tileRows, &a.k)
		p.weigh(&a.e, a.scores)
		p.product(dst[i*dstStride:], dstStride, &a.e, 0, tileRows, &a.v)
	}
}
