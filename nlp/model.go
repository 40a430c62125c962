// Package nlp is sayso's language engine: one small transformer encoder with
// embedded weights that finds, in English text, sentences, words with their
// Universal Dependencies analysis, names, and the anchors of claims with the
// voices they come through.
//
// It says what the words are and how they hang together; what a report claims
// is package reading's to say. MODEL.md names the data, licences, scores and
// limits of the weights.
package nlp

import (
	_ "embed"
	"errors"
	"fmt"
	"sync"

	"github.com/sayso/sayso/nlp/internal/encoder"
	"github.com/sayso/sayso/nlp/segment"
)

//go:embed model/model.bin
var weights []byte

// Model is a loaded network. It is immutable and safe for concurrent use.
type Model struct {
	net     *encoder.Model
	vocab   *segment.Vocab
	labels  map[string][]string
	scratch sync.Pool
}

// ErrModel tells that weights cannot be used: damaged, cut short, or not of
// the form this engine reads.
var ErrModel = errors.New("unusable model")

// Load readies the weights that ship with sayso.
func Load() (*Model, error) { return New(weights) }

// New readies the weights in b, a model file as training/export.py writes it.
// The error wraps ErrModel.
func New(b []byte) (*Model, error) {
	net, err := encoder.Load(b)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return with(net)
}

// with is the model on a loaded network.
func with(net *encoder.Model) (*Model, error) {
	m := &Model{net: net, vocab: segment.NewVocab(net.Vocab()), labels: map[string][]string{}}
	for _, head := range required {
		if m.labels[head] = net.Labels(head); len(m.labels[head]) == 0 {
			return nil, fmt.Errorf("%w: it has no labels for %q", ErrModel, head)
		}
	}
	m.scratch.New = func() any { return net.NewScratch() }
	return m, nil
}

// required are the heads that an analysis needs.
var required = []string{"upos", "feats", "lemma", "rel", "name", "anchor", "factuality", "status", "basis"}

// Hash is the SHA-256 of the model file in lower-case hexadecimal; it is
// stamped into every reading.
func (m *Model) Hash() string { return m.net.Hash() }

// CPU names the kernels in use: "avx512", "avx2" or "portable". All give the
// same bits.
func (m *Model) CPU() string { return m.net.CPU() }

// Factualities are the values of Predicate.Factuality in the order of its
// scores. The caller must not change them.
func (m *Model) Factualities() []string { return m.labels["factuality"] }

// Statuses are the values of Predicate.Status in the order of its scores. The
// caller must not change them.
func (m *Model) Statuses() []string { return m.labels["status"] }
