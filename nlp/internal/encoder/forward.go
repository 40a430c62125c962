package encoder

import (
	"math"

	"github.com/sayso/sayso/nlp/internal/kernel"
)

// Scratch holds the numbers of one window; it serves one goroutine at a time.
type Scratch struct {
	x, y, wide    []float32
	rows          kernel.Rows
	attention     kernel.Attention
	words         []float32
	n             int // words
	tags          []float32
	arcDep        []float32 // already through the biaffine weights
	arcHead       []float32
	relHead       []float32
	relRows       []float32 // rel_dep, one row a word
	voiceDep      []float32
	voiceHead     []float32
	scores, label []float32
	alone         []float32 // of each label, without the head
}

// NewScratch readies room for windows of any size.
func (m *Model) NewScratch() *Scratch { return new(Scratch) }

func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	return s[:n]
}

// Encode runs the layers over one window of pieces (their ids, the shapes of
// their words and the edges they stand at) and the heads' hidden layers over
// its words, given by their first pieces. Ids, shapes and edges beyond the
// model's tables count as 0; pieces beyond its positions share the last one.
func (m *Model) Encode(s *Scratch, ids []int32, shapes, edges []uint8, first []int32) {
	n, w := len(ids), m.width
	s.x, s.y = grow(s.x, kernel.Room(n, w)), grow(s.y, kernel.Room(n, w))
	s.rows.Reset(n, w)
	for i, id := range ids {
		if id < 0 || int(id) >= len(m.wordScale) {
			id = 0
		}
		row, word, scale := s.x[i*w:][:w], m.word[int(id)*w:][:w], m.wordScale[id]
		position := m.position[min(i, m.positions-1)*w:][:w]
		shape, edge := m.shape[within(shapes[i], m.shapes)*w:][:w], m.edge[within(edges[i], m.edges)*w:][:w]
		m.path.Embed(row, word, scale, position, shape)
		low, high := m.path.AddNorm(row, edge, m.norm.gain, m.norm.bias)
		m.path.Set(&s.rows, i, row, low, high)
	}
	last := len(m.layers) - 1
	for i := range last {
		m.layer(s, &m.layers[i], n, nil)
	}
	m.layer(s, &m.layers[last], n, first)
	m.hidden(s, len(first))
}

func within(v uint8, n int) int {
	if int(v) >= n {
		return 0
	}
	return int(v)
}

// layer runs one layer over the n rows of s.x, which s.rows has quantised; so it
// leaves them for the next. With only, just those rows are wanted: they alone
// remain, in that order.
func (m *Model) layer(s *Scratch, l *layer, n int, only []int32) {
	p, w := m.path, m.width
	s.wide = grow(s.wide, max(kernel.Room(n, l.up.Cols), kernel.Room(n, l.qkv.Cols)))
	p.Mul(s.wide, &s.rows, l.qkv)
	query, stride, rows := s.wide, 3*w, n
	if only != nil {
		rows, stride = len(only), w
		s.words = grow(s.words, kernel.Room(rows, w))
		for i, at := range only {
			copy(s.words[i*w:][:w], s.wide[int(at)*3*w:][:w])
		}
		query = s.words
	}
	for h := range m.heads {
		at := h * headWidth
		p.Head(&s.attention, s.y[at:], w, query[at:], stride, rows, s.wide, 3*w, n, w+at, 2*w+at)
	}
	if only != nil {
		for i, at := range only {
			copy(s.words[i*w:][:w], s.x[int(at)*w:][:w])
		}
		s.x, s.words = s.words, s.x
		n = rows
	}
	p.Quantize(&s.rows, s.y, n, w, w)
	p.Mul(s.y, &s.rows, l.out)
	m.addNorm(s, n, l.norm1)
	p.Mul(s.wide, &s.rows, l.up)
	f := l.up.Cols
	s.rows.Reset(n, f)
	for i := range n {
		row := s.wide[i*f:][:f]
		low, high := p.Gelu(row)
		p.Set(&s.rows, i, row, low, high)
	}
	p.Mul(s.y, &s.rows, l.down)
	m.addNorm(s, n, l.norm2)
}

// addNorm sets the n rows of s.x to the norm of themselves and s.y.
func (m *Model) addNorm(s *Scratch, n int, by norm) {
	w := m.width
	s.rows.Reset(n, w)
	for i := range n {
		row := s.x[i*w:][:w]
		low, high := m.path.AddNorm(row, s.y[i*w:][:w], by.gain, by.bias)
		m.path.Set(&s.rows, i, row, low, high)
	}
}

// hidden runs the heads' hidden layers over the n words in s.x.
func (m *Model) hidden(s *Scratch, n int) {
	p := m.path
	s.n = n
	through := func(dst []float32, l *kernel.Linear) []float32 {
		dst = grow(dst, kernel.Room(n, l.Cols))
		p.Mul(dst, &s.rows, l)
		return dst
	}
	s.tags = through(s.tags, m.tags)
	relu := func(dst []float32, l *kernel.Linear) []float32 {
		dst = through(dst, l)
		p.Relu(dst)
		return dst
	}
	s.arcHead = relu(s.arcHead, m.arcHead)
	s.relHead = relu(s.relHead, m.relHead)
	s.voiceHead = relu(s.voiceHead, m.voiceHead)
	s.relRows = relu(s.relRows, m.relDep)
	dep := relu(s.y, m.arcDep)
	voice := relu(s.wide, m.voiceDep)
	p.Quantize(&s.rows, dep, n, m.arcDep.Out, m.arcDep.Cols)
	s.arcDep = through(s.arcDep, m.arc)
	p.Quantize(&s.rows, voice, n, m.voiceDep.Out, m.voiceDep.Cols)
	s.voiceDep = through(s.voiceDep, m.voice)
	s.y, s.wide = dep, voice
}

// Tag is the scores of a tag head's labels for one word.
func (m *Model) Tag(s *Scratch, head string, word int) []float32 {
	at := m.tagAt[head]
	return s.tags[word*m.tags.Cols+at[0]:][:at[1]]
}

// Best is the label of a tag head that one word scores highest, the first of
// equals.
func (m *Model) Best(s *Scratch, head string, word int) int {
	return m.path.Argmax(m.Tag(s, head, word))
}

// Arcs is how well each of the words [from, to) governs each of them, a row a
// dependent; the last column is the root.
func (m *Model) Arcs(s *Scratch, from, to int) []float32 {
	n, cols := to-from, m.arc.Cols
	s.scores = grow(s.scores, n*(n+1))
	for d := range n {
		dep := s.arcDep[(from+d)*cols:][:m.arc.Out]
		row := s.scores[d*(n+1):][:n+1]
		m.path.Dots(row[:n], dep, s.arcHead[from*cols:], cols)
		m.path.Dots(row[n:], dep, m.arcRoot, 0)
	}
	return s.scores
}

// Relations is how well each relation labels the arcs of each word from the
// given one on: of each word's candidates, words of the window or -1 for the
// root, the best relation and its probability's logarithm.
func (m *Model) Relations(s *Scratch, from int, heads [][]int) [][]Relation {
	n, size, p := len(heads), m.relHead.Out, m.path
	p.Quantize(&s.rows, s.relRows[from*m.relDep.Cols:], n, m.relDep.Out, m.relDep.Cols)
	s.alone = grow(s.alone, kernel.Room(n, m.relAlone.Cols))
	p.Mul(s.alone, &s.rows, m.relAlone)
	at := make([]int, n+1)
	for i, h := range heads {
		at[i+1] = at[i] + len(h)
	}
	labels := len(m.rel)
	scores := make([]float32, at[n]*labels)
	const batch = 32
	s.label = grow(s.label, kernel.Room(batch, size))
	for l, w := range m.rel {
		for i := 0; i < n; i += batch {
			p.MulSome(s.label, &s.rows, i, min(batch, (n-i+7)/8*8), w)
			for j := i; j < min(i+batch, n); j++ {
				for k, h := range heads[j] {
					head := m.relRoot
					if h >= 0 {
						head = s.relHead[h*m.relHead.Cols:][:size]
					}
					score := scores[(at[j]+k)*labels+l:][:1]
					p.Dots(score, head, s.label[(j-i)*w.Cols:], 0)
					score[0] += s.alone[j*m.relAlone.Cols+l]
				}
			}
		}
	}
	out := make([][]Relation, n)
	for j := range out {
		out[j] = make([]Relation, len(heads[j]))
		for k := range out[j] {
			row := scores[(at[j]+k)*labels:][:labels]
			best := p.Argmax(row)
			sum := 0.0
			for _, x := range row {
				sum += math.Exp(float64(x - row[best]))
			}
			out[j][k] = Relation{best, float32(-math.Log(sum))}
		}
	}
	return out
}

// A Relation is a label of an arc and the logarithm of its probability.
type Relation struct {
	Label int
	Log   float32
}

// Voices is how well each voice fits a word: all words of the window, then the
// author, then somebody unnamed.
func (m *Model) Voices(s *Scratch, word int) []float32 {
	size, cols := m.voice.Out, m.voice.Cols
	dep := s.voiceDep[word*cols:][:size]
	s.scores = grow(s.scores, s.n+2)
	m.path.Dots(s.scores[:s.n], dep, s.voiceHead, cols)
	m.path.Dots(s.scores[s.n:][:1], dep, m.author, 0)
	m.path.Dots(s.scores[s.n+1:], dep, m.unnamed, 0)
	return s.scores
}
