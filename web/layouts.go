package web

import (
	"encoding/json"
	"sync"

	"github.com/sayso/sayso/picture"
)

// layouts keeps the last graphs laid out: laying out takes longer than all else
// that a picture takes. The zero value is ready.
type layouts struct {
	mu   sync.Mutex
	by   map[string]*picture.Placed
	last []string
}

const keptPlaces = 64

// layered is picture.Layered, or what it gave for the same graph before. The
// caller must not change it.
func (p *layouts) layered(dir string, nodes []picture.Node, edges []picture.Edge) (*picture.Placed, error) {
	b, err := json.Marshal([]any{dir, nodes, edges})
	if err != nil {
		return nil, err
	}
	key := string(b)
	p.mu.Lock()
	at := p.by[key]
	p.mu.Unlock()
	if at != nil {
		return at, nil
	}
	if at, err = picture.Layered(dir, nodes, edges); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.by == nil {
		p.by = map[string]*picture.Placed{}
	}
	if p.by[key] == nil {
		p.by[key], p.last = at, append(p.last, key)
	}
	if len(p.last) > keptPlaces {
		delete(p.by, p.last[0])
		p.last = p.last[1:]
	}
	return at, nil
}
