package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/sayso/sayso/reading"
)

// edgeOf is a tie between two entities, or a claim that has one act on another.
type edgeOf struct {
	from, to, kind, claim, words, chain, factuality, status string
}

// edges are the system that a report describes: its relations, and its claims
// with an agent and a patient or recipient that are entities.
func (x *index) edges(f func(edgeOf)) {
	for _, r := range x.Relations {
		e := edgeOf{from: r.From, to: r.To, kind: r.Kind, claim: r.Claim, words: r.Span.Of(x.Text), chain: x.own()}
		if r.Role != "" {
			e.kind += ": " + r.Role
		}
		if r.Ambiguous {
			e.kind += " (scope ambiguous)"
		}
		if c := x.claims[r.Claim]; c != nil {
			e.chain, e.factuality, e.status = x.chain(c), string(c.Factuality), string(c.Status)
		}
		if x.entities[r.From] != nil && x.entities[r.To] != nil {
			f(e)
		}
	}
	for i := range x.Claims {
		c := &x.Claims[i]
		if !news(c) {
			continue
		}
		_, from := x.argument(c, "agent")
		for _, role := range []string{"patient", "recipient"} {
			if _, to := x.argument(c, role); from != nil && to != nil {
				f(edgeOf{from.ID, to.ID, c.Predicate, c.ID, c.Span.Of(x.Text), x.chain(c), string(c.Factuality), string(c.Status)})
			}
		}
	}
}

type graph struct {
	b    *bufio.Writer
	dot  bool
	seen map[string]string // kind and name -> node of the first report
	n    int
}

// NewGraphML writes the system that reports describe as GraphML: entities, and
// between them each tie or act with the claim it rests on, its words, chain,
// certainty and status. Entities of different reports stay apart; those of one
// kind and name are joined by an edge "same name", which is a hint and not an
// identity.
func NewGraphML(w io.Writer) Writer {
	g := &graph{b: bufio.NewWriter(w), seen: map[string]string{}}
	g.b.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n")
	for _, k := range []string{"name", "kind", "report"} {
		fmt.Fprintf(g.b, `<key id="n_%s" for="node" attr.name="%[1]s" attr.type="string"/>`+"\n", k)
	}
	for _, k := range edgeKeys {
		fmt.Fprintf(g.b, `<key id="e_%s" for="edge" attr.name="%[1]s" attr.type="string"/>`+"\n", k)
	}
	g.b.WriteString(`<graph id="system" edgedefault="directed">` + "\n")
	return g
}

var edgeKeys = []string{"kind", "claim", "words", "chain", "factuality", "status"}

// NewDOT writes the same as a Graphviz digraph: dashed edges are not told as
// happened or holding, dotted ones are hints.
func NewDOT(w io.Writer) Writer {
	g := &graph{b: bufio.NewWriter(w), dot: true, seen: map[string]string{}}
	g.b.WriteString("digraph system {\n\tnode [shape=box];\n")
	return g
}

func (g *graph) Add(e *Entry) error {
	x := indexOf(e)
	for i := range e.Entities {
		n := &e.Entities[i]
		id, key := x.ref(n.ID), n.Kind+"\x00"+n.Name
		g.node(id, n, e.Report.ID)
		if first, ok := g.seen[key]; ok {
			g.edge(first, id, edgeOf{kind: "same name"})
		} else {
			g.seen[key] = id
		}
	}
	x.edges(func(v edgeOf) {
		if v.claim != "" {
			v.claim = x.ref(v.claim)
		}
		g.edge(x.ref(v.from), x.ref(v.to), v)
	})
	return nil
}

func (g *graph) node(id string, n *reading.Entity, report string) {
	if g.dot {
		fmt.Fprintf(g.b, "\t%s [label=%s];\n", quoted(id), quoted(n.Name+"\n"+n.Kind))
		return
	}
	fmt.Fprintf(g.b, `<node id="%s"><data key="n_name">%s</data><data key="n_kind">%s</data><data key="n_report">%s</data></node>`+"\n",
		markup(id), markup(n.Name), markup(n.Kind), markup(report))
}

func (g *graph) edge(from, to string, v edgeOf) {
	g.n++
	if g.dot {
		style := "solid"
		switch reading.Status(v.status) {
		case reading.Happened, reading.Holds, reading.Habitual:
		case "":
			if v.claim == "" && v.words == "" {
				style = "dotted"
			}
		default:
			style = "dashed"
		}
		label := v.kind
		if v.factuality != "" {
			label += "\n" + v.factuality + " " + v.status + "\n" + v.chain
		}
		fmt.Fprintf(g.b, "\t%s -> %s [label=%s, style=%s, tooltip=%s];\n", quoted(from), quoted(to), quoted(label), style, quoted(v.claim+" "+v.words))
		return
	}
	fmt.Fprintf(g.b, `<edge id="x%d" source="%s" target="%s">`, g.n, markup(from), markup(to))
	for i, s := range []string{v.kind, v.claim, v.words, v.chain, v.factuality, v.status} {
		if s != "" {
			fmt.Fprintf(g.b, `<data key="e_%s">%s</data>`, edgeKeys[i], markup(s))
		}
	}
	g.b.WriteString("</edge>\n")
}

func (g *graph) Close() error {
	if g.dot {
		g.b.WriteString("}\n")
	} else {
		g.b.WriteString("</graph>\n</graphml>\n")
	}
	return g.b.Flush()
}

// markup is s as XML text.
func markup(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

// quoted is s as a DOT string.
func quoted(s string) string { return `"` + quotes.Replace(s) + `"` }

var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
