package kernel

// product is a run of tiles for the assembly: where the first one's rows,
// weights, results, scales and biases are, and how far each moves in bytes from
// one tile to the next. go_asm.h gives the assembly its offsets.
type product struct {
	a                                     *uint8
	w                                     *int8
	c, rs, mn, ws, wsum, bias             *float32
	ahead                                 *int8 // weights to call for, so many cache lines a tile
	lines                                 int
	lda, ldc                              int // bytes from row to row
	k4, tiles                             int
	aStep, wStep, cStep, rowStep, colStep int
}

//go:noescape
func productVNNI(p *product)

//go:noescape
func productAVX2(p *product)

//go:noescape
func productDeepAVX2(p *product)

// at is the product of rows from the given one with the columns from c on, one
// tile of rows rows and cols columns.
func at(dst []float32, ldc int, r *Rows, from, n int, l *Linear, c int) product {
	if n == 0 {
		return product{}
	}
	_, _ = dst[(n-1)*ldc+l.Cols-1], r.Q[(from+n)*r.K-1]
	_, _ = r.Scale[from+n-1], r.Low[from+n-1]
	w := l.panel(c / tileCols * tileCols)
	return product{a: &r.Q[from*r.K], w: &w[c%tileCols*4], c: &dst[c], rs: &r.Scale[from], mn: &r.Low[from],
		ws: &l.scale[c], wsum: &l.sum[c], bias: &l.bias[c], lda: r.K, ldc: 4 * ldc, k4: l.k4}
}

// down lets the tiles follow each other down the rows, across over the panels.
func (p *product) down(rows, n int) {
	p.tiles, p.aStep, p.cStep, p.rowStep = n/rows, rows*p.lda, rows*p.ldc, 4*rows
}

// call lets the run call for size weights of w from the given place on.
func (p *product) call(w []int8, from, size int) {
	if from < len(w) {
		const line = 64
		p.ahead, p.lines = &w[from], (size/line+p.tiles-1)/p.tiles
	}
}

func (p *product) across(panels int) {
	p.tiles, p.wStep, p.cStep, p.colStep = panels, p.k4*4*tileCols, 4*tileCols, 4*tileCols
}

func productAVX512(dst []float32, ldc int, r *Rows, from, n int, l *Linear) {
	if n == tileRows {
		p := at(dst, ldc, r, from, n, l, 0)
		p.across(l.Cols / tileCols)
		productVNNI(&p)
		return
	}
	for c := 0; c < l.Cols && n > 0; c += tileCols {
		p := at(dst, ldc, r, from, n, l, c)
		p.down(tileRows, n)
		size := l.k4 * 4 * tileCols
		p.call(l.w, (c/tileCols+1)*size, size)
		productVNNI(&p)
	}
}

// deepCols is how many columns the AVX2 products take at a time.
const deepCols = 16

// prepareAVX2 notes the half panels of which the products of 16 numbers may be added
// in 16 bits: where, however large the numbers, no sum of 8 weights for one of
// a pair's two places overflows.
func prepareAVX2(l *Linear) {
	l.deep = make([]bool, l.Cols/deepCols)
	for i := range l.deep {
		c := i * deepCols
		l.deep[i] = deep(l.panel(c / tileCols * tileCols)[c%tileCols*4:])
	}
}

func deep(w []int8) bool {
	const most = 32767 / 127
	const group = tileCols * 4
	for {
		for i := 0; i < deepCols*4; i += 2 {
			up, down := 0, 0
			for g := 0; g < 4*group; g += group {
				a, b := int(w[g+i]), int(w[g+i+1])
				up, down = up+max(a, 0)+max(b, 0), down-min(a, 0)-min(b, 0)
			}
			if up > most || down > most {
				return false
			}
		}
		if len(w) < 5*group {
			return true
		}
		w = w[4*group:]
	}
}

func productAVX2Go(dst []float32, ldc int, r *Rows, from, n int, l *Linear) {
	const rows, cols = 4, deepCols
	if n == tileRows && l.deep == nil {
		for i := 0; i < n; i += rows {
			for c := 0; c < tileCols; c += cols {
				p := at(dst[i*ldc:], ldc, r, from+i, rows, l, c)
				p.across(l.Cols / tileCols)
				productAVX2(&p)
			}
		}
		return
	}
	for c := 0; c < l.Cols && n > 0; c += cols {
		p := at(dst, ldc, r, from, n, l, c)
		p.down(rows, n)
		half := l.k4 * 4 * cols
		p.call(l.w, (c/cols+2)*half, half)
		if l.deep != nil && l.deep[c/cols] {
			productDeepAVX2(&p)
		} else {
			productAVX2(&p)
		}
	}
}
