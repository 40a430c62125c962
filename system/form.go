package system

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
)

// Happened tells that an edge is told as being or having been so.
func (e *Edge) Happened() bool {
	return (e.Status == reading.Happened || e.Status == reading.Holds || e.Status == reading.Habitual) && strength(e.Factuality) > 0 && e.Family != Denial
}

// About is an edge in words: what kind, how sure, from how many origins.
func (e *Edge) About() string {
	out := []string{e.Verb, strings.ReplaceAll(string(e.Status), "_", " "), string(e.Factuality)}
	if e.Many != "" {
		out = append(out, e.Many)
	}
	if e.When != "" {
		out = append(out, sheet.When(e.When))
	}
	if e.Ambiguous {
		out = append(out, "scope left open")
	}
	n := "1 origin"
	if e.Origins != 1 {
		n = fmt.Sprintf("%d origins, independence not established", e.Origins)
	}
	return strings.Join(append(out, n), " · ")
}

// DOT writes the system as a Graphviz digraph: dashed edges are not told as
// happened or holding, dashed boxes have no name of their own.
func (s *System) DOT(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "digraph system {\n\trankdir=LR;\n\tnode [shape=box];")
	for _, n := range s.Nodes {
		style := "solid"
		if n.Described {
			style = "dashed"
		}
		fmt.Fprintf(b, "\t%s [label=%s, style=%s];\n", quoted(n.ID), quoted(n.Name+"\n"+n.Kind), style)
	}
	for _, e := range s.Edges {
		style := "dashed"
		if e.Happened() {
			style = "solid"
		}
		fmt.Fprintf(b, "\t%s -> %s [label=%s, style=%s, tooltip=%s];\n", quoted(e.From), quoted(e.To), quoted(e.About()), style, quoted(e.words()))
	}
	fmt.Fprintln(b, "}")
	return b.Flush()
}

// words are those of the claims that the edge rests on, each with its place.
func (e *Edge) words() string {
	var b strings.Builder
	for i, c := range e.Claims {
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprintf(&b, "%s/%s %s: %s", c.Report, c.Claim, c.Voice, c.Words)
	}
	return b.String()
}

// GraphML writes the system with all that is known of each edge as attributes.
func (s *System) GraphML(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n")
	for _, k := range []string{"name", "kind"} {
		fmt.Fprintf(b, `<key id="n_%s" for="node" attr.name="%[1]s" attr.type="string"/>`+"\n", k)
	}
	fmt.Fprintln(b, `<key id="n_described" for="node" attr.name="described" attr.type="boolean"/>`)
	for _, k := range []string{"verb", "family", "status", "factuality", "when", "many", "claims"} {
		fmt.Fprintf(b, `<key id="e_%s" for="edge" attr.name="%[1]s" attr.type="string"/>`+"\n", k)
	}
	fmt.Fprintln(b, `<key id="e_origins" for="edge" attr.name="origins" attr.type="int"/>`)
	fmt.Fprintln(b, `<graph id="system" edgedefault="directed">`)
	for _, n := range s.Nodes {
		fmt.Fprintf(b, `<node id="%s"><data key="n_name">%s</data><data key="n_kind">%s</data><data key="n_described">%v</data></node>`+"\n", n.ID, markup(n.Name), markup(n.Kind), n.Described)
	}
	for _, e := range s.Edges {
		fmt.Fprintf(b, `<edge id="x%s" source="%s" target="%s">`, e.ID, e.From, e.To)
		for _, d := range [][2]string{{"verb", e.Verb}, {"family", string(e.Family)}, {"status", string(e.Status)}, {"factuality", string(e.Factuality)}, {"when", e.When}, {"many", e.Many}, {"claims", e.words()}} {
			if d[1] != "" {
				fmt.Fprintf(b, `<data key="e_%s">%s</data>`, d[0], markup(d[1]))
			}
		}
		fmt.Fprintf(b, "<data key=\"e_origins\">%d</data></edge>\n", e.Origins)
	}
	b.WriteString("</graph>\n</graphml>\n")
	return b.Flush()
}

func markup(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}
