package encoder

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/sayso/sayso/nlp/internal/kernel"
)

// tiny is a random model of 2 layers and 64 numbers a piece.
func tiny(seed uint64) []byte {
	rng := rand.New(rand.NewPCG(seed, 1))
	var man manifest
	var blob []byte
	put := func(name, kind string, shape ...int) {
		for len(blob)%64 != 0 {
			blob = append(blob, 0)
		}
		man.Tensors = append(man.Tensors, tensor{name, kind, shape, len(blob)})
		for range product(shape) {
			if kind == "i8" {
				blob = append(blob, byte(int8(rng.IntN(127)-63)))
			} else {
				blob = binary.LittleEndian.AppendUint32(blob, math.Float32bits(rng.Float32()*0.1))
			}
		}
	}
	linear := func(name string, out, in int) {
		put(name, "i8", out, in)
		put(name+".scale", "f32", out)
		put(name+".bias", "f32", out)
	}
	norm := func(name string) {
		put(name+".gain", "f32", 64)
		put(name+".bias", "f32", 64)
	}
	put("embed.word", "i8", 40, 64)
	put("embed.word.scale", "f32", 40)
	put("embed.position", "f32", 32, 64)
	put("embed.shape", "f32", 16, 64)
	put("embed.edge", "f32", 3, 64)
	norm("embed.norm")
	for i := range 2 {
		p := fmt.Sprintf("layer.%d.", i)
		linear(p+"qkv", 192, 64)
		linear(p+"out", 64, 64)
		linear(p+"up", 96, 64)
		linear(p+"down", 64, 96)
		norm(p + "norm1")
		norm(p + "norm2")
	}
	man.Labels = map[string][]string{"upos": {"A", "B", "C"}, "rel": {"x", "y"}}
	linear("tag.upos", 3, 64)
	for _, m := range []string{"arc_dep", "arc_head", "rel_dep", "rel_head", "voice_dep", "voice_head"} {
		linear("mlp."+m, 32, 64)
	}
	linear("bi.arc", 32, 32)
	linear("bi.rel", 2*33, 32)
	linear("bi.voice", 32, 32)
	for _, v := range []string{"arc.root", "rel.root", "voice.author", "voice.unnamed"} {
		put(v, "f32", 32)
	}
	for i := range 40 {
		man.Vocab = append(man.Vocab, fmt.Sprint("w", i))
	}
	text, err := json.Marshal(man)
	if err != nil {
		panic(err)
	}
	return seal(text, blob)
}

// seal makes a file of a manifest and tensors.
func seal(text, blob []byte) []byte {
	b := append([]byte(magic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(b[len(magic):], uint32(len(text)))
	b = append(b, text...)
	for len(b)%64 != 0 {
		b = append(b, 0)
	}
	b = append(b, blob...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

func TestLoadRefuses(t *testing.T) {
	good := tiny(1)
	if _, err := Load(good); err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{20, len(good) / 2, len(good) - 1} {
		bad := append([]byte(nil), good...)
		bad[at] ^= 1
		if _, err := Load(bad); !errors.Is(err, ErrDamaged) {
			t.Errorf("byte %d flipped: %v", at, err)
		}
	}
	for _, n := range []int{0, 5, 13, 200, len(good) - 1} {
		if _, err := Load(good[:n]); !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrForeign) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
	if _, err := Load([]byte("SAYSO\x00M9 and so on and so forth")); !errors.Is(err, ErrForeign) {
		t.Errorf("another version: %v", err)
	}
	if _, err := Load(seal([]byte(`{"tensors":[{"name":"embed.word","kind":"i8","shape":[9999,9999],"at":0}]}`), nil)); !errors.Is(err, ErrShape) {
		t.Errorf("a tensor larger than the file: %v", err)
	}
}

// Every path computes the same bits, and so does a scratch used before.
func TestPathsAgree(t *testing.T) {
	b := tiny(2)
	rng := rand.New(rand.NewPCG(4, 4))
	for range 8 {
		n := 3 + rng.IntN(28)
		ids, shapes, edges := make([]int32, n), make([]uint8, n), make([]uint8, n)
		for i := range n {
			ids[i], shapes[i], edges[i] = int32(rng.IntN(45)-2), uint8(rng.IntN(18)), uint8(rng.IntN(4))
		}
		var first []int32
		for i := 1; i < n-1; i += 1 + rng.IntN(2) {
			first = append(first, int32(i))
		}
		var want []float32
		for _, p := range kernel.Paths() {
			m, err := LoadPath(b, p)
			if err != nil {
				t.Fatal(err)
			}
			s := m.NewScratch()
			m.Encode(s, ids[:n/2+1], shapes[:n/2+1], edges[:n/2+1], first[:1])
			m.Encode(s, ids, shapes, edges, first)
			var got []float32
			for w := range first {
				got = append(got, m.Tag(s, "upos", w)...)
				got = append(got, m.Voices(s, w)...)
			}
			got = append(got, m.Arcs(s, 0, len(first))...)
			governors := make([][]int, len(first))
			for k := range governors {
				governors[k] = []int{-1, k / 2}[:k%3]
			}
			for _, r := range m.Relations(s, 0, governors) {
				for _, x := range r {
					got = append(got, float32(x.Label), x.Log)
				}
			}
			if want == nil {
				want = got
			}
			for i := range got {
				if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
					t.Fatalf("%s: number %d: %v, want %v", p.Name(), i, got[i], want[i])
				}
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	good := tiny(3)
	f.Add(good[:len(good)-sha256.Size])
	f.Add([]byte(magic + "\x02\x00\x00\x00{}"))
	path := kernel.Paths()[0]
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) < len(magic)+4 {
			return
		}
		if file, err := parse(body, ""); err == nil {
			load(file, path)
		}
	})
}

// A file with a byte changed anywhere, or cut anywhere, is refused.
func FuzzRefuse(f *testing.F) {
	good := tiny(4)
	f.Add(uint(9), byte(1), uint(len(good)))
	f.Add(uint(len(good)-1), byte(128), uint(len(good)))
	f.Add(uint(0), byte(0), uint(len(good)/2))
	f.Fuzz(func(t *testing.T, at uint, flip byte, size uint) {
		bad := append([]byte(nil), good[:size%uint(len(good)+1)]...)
		if len(bad) > 0 {
			bad[at%uint(len(bad))] ^= flip
		}
		_, err := Load(bad)
		if string(bad) == string(good) {
			if err != nil {
				t.Fatal(err)
			}
			return
		}
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrForeign) {
			t.Fatalf("byte %d flipped by %#x, %d of %d bytes: %v", at, flip, len(bad), len(good), err)
		}
	})
}
