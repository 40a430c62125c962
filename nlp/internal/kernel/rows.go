package kernel

// Sizes of a tile: rows and columns of a product computed at a time.
const (
	tileRows = 8
	tileCols = 32
)

// pad is n rounded up to a multiple of m.
func pad(n, m int) int { return (n + m - 1) / m * m }

// Rows is a matrix of quantised rows: x = Q*Scale + Low, Q in 0..127. Q has
// room for a whole number of tiles; what lies past the N rows is arbitrary.
type Rows struct {
	N, K       int
	Q          []uint8
	Scale, Low []float32
}

// Reset gives the matrix room for n rows of k columns; k is a multiple of 32.
func (r *Rows) Reset(n, k int) {
	r.N, r.K = n, k
	rows := pad(n, tileRows)
	r.Q = grow(r.Q, rows*k)
	r.Scale, r.Low = grow(r.Scale, rows), grow(r.Low, rows)
	clear(r.Scale[n:])
	clear(r.Low[n:])
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// Quantize fills r with n rows of k columns; row i of x begins at i*stride.
// k is a multiple of 32.
func (p *Path) Quantize(r *Rows, x []float32, n, k, stride int) {
	r.Reset(n, k)
	p.quantize(r, x, stride)
}

// Set quantises row i, whose least and greatest values are known.
func (p *Path) Set(r *Rows, i int, x []float32, low, high float32) {
	inv := r.span(i, low, high)
	p.quantU(r.Q[i*r.K:(i+1)*r.K], x, low, inv)
}

// span notes the range of row i and gives the steps a unit.
func (r *Rows) span(i int, low, high float32) float32 {
	r.Scale[i], r.Low[i] = (high-low)/127, low
	if high > low {
		return 127 / (high - low)
	}
	return 0
}
