package picture

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/dop251/goja"
)

// The layout is dagre's, bundled from ../web/ui/src/layered.ts.
//
//go:embed layered.js
var layeredJS string

var layered = sync.OnceValues(func() (*goja.Program, error) { return goja.Compile("layered.js", layeredJS, true) })

// Node is a thing to place; its size is in pixels.
type Node struct {
	ID string  `json:"id"`
	W  float64 `json:"w"`
	H  float64 `json:"h"`
}

// Edge is a tie to draw from a node to a node, with room for its label.
type Edge struct {
	ID   string  `json:"id"`
	From string  `json:"from"`
	To   string  `json:"to"`
	W    float64 `json:"w"`
	H    float64 `json:"h"`
}

// Placed is where the nodes, by their middles, and the edges went.
type Placed struct {
	W     float64 `json:"w"`
	H     float64 `json:"h"`
	Nodes []struct {
		X, Y float64
	} `json:"nodes"`
	Edges []struct {
		X, Y   float64
		Points []Point
	} `json:"edges"`
}

// Layered places a graph in layers along its edges, "LR" from left to right or
// "TB" downwards. The same graph is placed alike.
func Layered(dir string, nodes []Node, edges []Edge) (*Placed, error) {
	out := &Placed{}
	if len(nodes) == 0 {
		return out, nil
	}
	program, err := layered()
	if err != nil {
		return nil, err
	}
	vm := goja.New()
	if _, err := vm.RunProgram(program); err != nil {
		return nil, err
	}
	lay, ok := goja.AssertFunction(vm.Get("layered"))
	if !ok {
		return nil, fmt.Errorf("layered.js has no layered: run npm run build in web/ui")
	}
	asked, err := json.Marshal(map[string]any{"dir": dir, "nodes": nodes, "edges": edges})
	if err != nil {
		return nil, err
	}
	v, err := lay(goja.Undefined(), vm.ToValue(string(asked)))
	if err != nil {
		return nil, fmt.Errorf("laying out %d nodes: %w", len(nodes), err)
	}
	return out, json.Unmarshal([]byte(v.String()), out)
}
