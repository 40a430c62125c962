package encoder

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp/internal/kernel"
)

// Model is a loaded network, immutable and safe for concurrent use.
type Model struct {
	path  *kernel.Path
	hash  string
	meta  json.RawMessage
	vocab []string
	names map[string][]string // labels of each head

	width, heads             int
	word                     []int8
	wordScale                []float32
	position, shape, edge    []float32
	positions, shapes, edges int
	norm                     norm
	layers                   []layer

	tags             *kernel.Linear // all tag heads side by side
	tagAt            map[string][2]int
	arcDep           *kernel.Linear
	arcHead          *kernel.Linear
	arcRoot          []float32
	arc              *kernel.Linear
	relDep           *kernel.Linear
	relHead          *kernel.Linear
	relRoot          []float32
	rel              []*kernel.Linear // of each label, the part that meets the head
	relAlone         *kernel.Linear   // of all labels, the part that does not
	voiceDep         *kernel.Linear
	voiceHead, voice *kernel.Linear
	author, unnamed  []float32
}

type norm struct{ gain, bias []float32 }

type layer struct {
	qkv, out, up, down *kernel.Linear
	norm1, norm2       norm
}

const headWidth = 32

// Load reads a model file. The error wraps ErrForeign, ErrDamaged or ErrShape,
// or tells that the environment asks for kernels this processor lacks.
func Load(b []byte) (*Model, error) {
	path, err := kernel.Best()
	if err != nil {
		return nil, err
	}
	f, err := open(b)
	if err != nil {
		return nil, err
	}
	return load(f, path)
}

// LoadPath is Load with the kernels of path.
func LoadPath(b []byte, path *kernel.Path) (*Model, error) {
	f, err := open(b)
	if err != nil {
		return nil, err
	}
	return load(f, path)
}

func load(f *file, path *kernel.Path) (*Model, error) {
	m := &Model{path: path, hash: f.hash, meta: f.Meta, vocab: f.Vocab, names: f.Labels, tagAt: map[string][2]int{}}
	r := reader{f: f, path: path, slab: kernel.NewSlab(f.weights())}
	var t tensor
	m.word, t = r.bytes("embed.word", -1, -1)
	if r.err != nil {
		return nil, r.err
	}
	m.width = t.Shape[1]
	w := m.width
	if w%32 != 0 || len(f.Vocab) > t.Shape[0] {
		return nil, fmt.Errorf("%w: embed.word", ErrShape)
	}
	m.heads = w / headWidth
	m.wordScale = r.floats("embed.word.scale", t.Shape[0])
	m.position, m.positions = r.table("embed.position", w)
	m.shape, m.shapes = r.table("embed.shape", w)
	m.edge, m.edges = r.table("embed.edge", w)
	m.norm = r.norm("embed.norm", w)
	for i := 0; ; i++ {
		p := fmt.Sprintf("layer.%d.", i)
		up, ok := f.index[p+"up"]
		if !ok || r.err != nil {
			break
		}
		ffn := up.Shape[0]
		if ffn%32 != 0 {
			return nil, fmt.Errorf("%w: %sup", ErrShape, p)
		}
		m.layers = append(m.layers, layer{qkv: r.all(p+"qkv", 3*w, w), out: r.all(p+"out", w, w), up: r.all(p+"up", ffn, w),
			down: r.all(p+"down", w, ffn), norm1: r.norm(p+"norm1", w), norm2: r.norm(p+"norm2", w)})
	}
	if len(m.layers) == 0 && r.err == nil {
		return nil, fmt.Errorf("%w: no layers", ErrShape)
	}
	m.tags = r.tags(m.tagAt, f.Labels, w)
	m.arcDep, m.arcHead = r.mlp("arc_dep", w), r.mlp("arc_head", w)
	m.relDep, m.relHead = r.mlp("rel_dep", w), r.mlp("rel_head", w)
	m.voiceDep, m.voiceHead = r.mlp("voice_dep", w), r.mlp("voice_head", w)
	if r.err != nil {
		return nil, r.err
	}
	a, d, v := m.arcDep.Out, m.relDep.Out, m.voiceDep.Out
	m.arc, m.arcRoot = r.all("bi.arc", m.arcHead.Out, a), r.floats("arc.root", m.arcHead.Out)
	m.rel, m.relAlone = r.labels("bi.rel", len(f.Labels["rel"]), m.relHead.Out, d)
	m.relRoot = r.floats("rel.root", m.relHead.Out)
	m.voice = r.all("bi.voice", m.voiceHead.Out, v)
	m.author, m.unnamed = r.floats("voice.author", m.voiceHead.Out), r.floats("voice.unnamed", m.voiceHead.Out)
	return m, r.err
}

// reader reads tensors until one is wrong.
type reader struct {
	f    *file
	path *kernel.Path
	slab *kernel.Slab
	err  error
}

func (r *reader) floats(name string, shape ...int) []float32 {
	if r.err != nil {
		return nil
	}
	var out []float32
	out, r.err = r.f.floats(name, shape...)
	return out
}

func (r *reader) bytes(name string, shape ...int) ([]int8, tensor) {
	if r.err != nil {
		return nil, tensor{}
	}
	out, t, err := r.f.bytes(name, shape...)
	r.err = err
	return out, t
}

func (r *reader) table(name string, width int) ([]float32, int) {
	t := r.floats(name, -1, width)
	return t, len(t) / width
}

func (r *reader) norm(name string, width int) norm {
	return norm{r.floats(name+".gain", width), r.floats(name+".bias", width)}
}

// weights are int8 weights with their scales and biases.
type weights struct {
	w           []int8
	scale, bias []float32
	in          int
}

// weights reads out rows of in weights; out -1 is any.
func (r *reader) weights(name string, out, in int) weights {
	w, t := r.bytes(name, out, in)
	if r.err != nil {
		return weights{}
	}
	for _, v := range w {
		if v < -63 || v > 63 {
			r.err = fmt.Errorf("%w: %s has a weight beyond 7 bits", ErrShape, name)
			return weights{}
		}
	}
	return weights{w, r.floats(name+".scale", t.Shape[0]), r.floats(name+".bias", t.Shape[0]), in}
}

// linear makes a matrix of rows [from, to).
func (r *reader) linear(w weights, from, to int) *kernel.Linear {
	if r.err != nil {
		return nil
	}
	return r.path.NewLinear(r.slab, w.w[from*w.in:to*w.in], to-from, w.in, w.scale[from:to], w.bias[from:to])
}

// all reads a matrix; out -1 is any.
func (r *reader) all(name string, out, in int) *kernel.Linear {
	w := r.weights(name, out, in)
	return r.linear(w, 0, len(w.scale))
}

// labels reads, for each label, size rows that meet a head and one that stands
// alone; these make a matrix of their own.
func (r *reader) labels(name string, labels, size, in int) ([]*kernel.Linear, *kernel.Linear) {
	w := r.weights(name, labels*(size+1), in)
	if r.err != nil {
		return nil, nil
	}
	var out []*kernel.Linear
	last := weights{in: in}
	for i := range labels {
		from, to := i*(size+1), i*(size+1)+size
		out = append(out, r.linear(w, from, to))
		last.w = append(last.w, w.w[to*in:(to+1)*in]...)
		last.scale, last.bias = append(last.scale, w.scale[to]), append(last.bias, w.bias[to])
	}
	return out, r.linear(last, 0, labels)
}

func (r *reader) mlp(name string, width int) *kernel.Linear {
	l := r.all("mlp."+name, -1, width)
	if r.err == nil && l.Out%32 != 0 {
		r.err = fmt.Errorf("%w: mlp.%s", ErrShape, name)
	}
	return l
}

// tags joins the tag heads to one matrix and notes where each begins.
func (r *reader) tags(at map[string][2]int, labels map[string][]string, width int) *kernel.Linear {
	var names []string
	for name := range r.f.index {
		if head, ok := strings.CutPrefix(name, "tag."); ok && labels[head] != nil {
			names = append(names, head)
		}
	}
	slices.Sort(names)
	w := weights{in: width}
	for _, head := range names {
		n := len(labels[head])
		part := r.weights("tag."+head, n, width)
		at[head] = [2]int{len(w.scale), n}
		w.w, w.scale, w.bias = append(w.w, part.w...), append(w.scale, part.scale...), append(w.bias, part.bias...)
	}
	if r.err != nil {
		return nil
	}
	if len(w.scale) == 0 {
		r.err = fmt.Errorf("%w: no tag heads", ErrShape)
		return nil
	}
	return r.linear(w, 0, len(w.scale))
}

// Hash is the SHA-256 at the end of the model file, in hexadecimal.
func (m *Model) Hash() string { return m.hash }

// CPU names the kernels in use.
func (m *Model) CPU() string { return m.path.Name() }

// Labels are the labels of a head, by number.
func (m *Model) Labels(head string) []string { return m.names[head] }

// Vocab are the word pieces, by id.
func (m *Model) Vocab() []string { return m.vocab }

// Meta is what the training wrote of itself.
func (m *Model) Meta() json.RawMessage { return m.meta }
