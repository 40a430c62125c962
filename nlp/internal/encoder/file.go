// Package encoder runs the network: a model file, its transformer layers and
// its heads, on integers in and floats out.
//
// It knows nothing of text; package nlp cuts the text and makes sense of the
// numbers.
package encoder

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"unsafe"
)

// A model file is, in this order: 8 bytes of magic with the version, the
// length of the manifest (uint32, little-endian), the manifest (JSON), zeros
// up to a multiple of 64, the tensors, and the SHA-256 of all that.
const magic = "SAYSO\x00M1"

// The ways in which a model file is refused.
var (
	ErrForeign = errors.New("not a model file of this version")
	ErrDamaged = errors.New("the model file is damaged or cut short")
	ErrShape   = errors.New("the model file lacks a tensor or has one of the wrong shape")
)

type manifest struct {
	Tensors []tensor            `json:"tensors"`
	Labels  map[string][]string `json:"labels"`
	Vocab   []string            `json:"vocab"`
	Meta    json.RawMessage     `json:"meta"`
}

type tensor struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"` // "f32" or "i8"
	Shape []int  `json:"shape"`
	At    int    `json:"at"` // from the start of the tensors
}

// file is an opened model file.
type file struct {
	manifest
	data  []byte
	hash  string
	index map[string]tensor
}

func open(b []byte) (*file, error) {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, ErrForeign
	}
	if len(b) < len(magic)+4+sha256.Size {
		return nil, ErrDamaged
	}
	body, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return nil, ErrDamaged
	}
	return parse(body, hex.EncodeToString(sum))
}

// parse reads a body whose hash fits.
func parse(body []byte, hash string) (*file, error) {
	n := int(binary.LittleEndian.Uint32(body[len(magic):]))
	start := len(magic) + 4
	if n > len(body)-start {
		return nil, ErrDamaged
	}
	f := &file{hash: hash, index: map[string]tensor{}}
	if err := json.Unmarshal(body[start:start+n], &f.manifest); err != nil {
		return nil, fmt.Errorf("%w: manifest: %w", ErrDamaged, err)
	}
	f.data = body[min(len(body), (start+n+63)/64*64):]
	for _, t := range f.Tensors {
		size := map[string]int{"f32": 4, "i8": 1}[t.Kind]
		for _, d := range t.Shape {
			if d < 0 || d > 1<<24 {
				return nil, fmt.Errorf("%w: %s", ErrShape, t.Name)
			}
			size *= d
			if size > len(f.data) {
				return nil, fmt.Errorf("%w: %s", ErrShape, t.Name)
			}
		}
		if size == 0 || t.At < 0 || t.At > len(f.data)-size {
			return nil, fmt.Errorf("%w: %s", ErrShape, t.Name)
		}
		f.index[t.Name] = t
	}
	return f, nil
}

// get is the tensor of that name, kind and shape; -1 stands for any size.
func (f *file) get(name, kind string, shape ...int) (tensor, error) {
	t, ok := f.index[name]
	if !ok || t.Kind != kind || len(t.Shape) != len(shape) {
		return t, fmt.Errorf("%w: %s", ErrShape, name)
	}
	for i, d := range shape {
		if d >= 0 && t.Shape[i] != d {
			return t, fmt.Errorf("%w: %s", ErrShape, name)
		}
	}
	return t, nil
}

func (f *file) floats(name string, shape ...int) ([]float32, error) {
	t, err := f.get(name, "f32", shape...)
	if err != nil {
		return nil, err
	}
	out := make([]float32, product(t.Shape))
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(f.data[t.At+4*i:]))
	}
	return out, nil
}

// bytes are the tensor's own bytes in the file: not to be changed.
func (f *file) bytes(name string, shape ...int) ([]int8, tensor, error) {
	t, err := f.get(name, "i8", shape...)
	if err != nil {
		return nil, t, err
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&f.data[t.At])), product(t.Shape)), t, nil
}

// weights is how many the matrices have, about: that of all int8 tensors but
// the words' and some for padding.
func (f *file) weights() int {
	n := 1 << 17
	for _, t := range f.Tensors {
		if t.Kind == "i8" && t.Name != "embed.word" {
			n += product(t.Shape)
		}
	}
	return min(n, 2*len(f.data)+1<<17)
}

func product(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}
