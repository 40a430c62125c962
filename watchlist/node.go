package watchlist

import (
	"encoding/xml"
	"iter"
	"strings"
)

// node is an XML element of any name.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Kids    []node     `xml:",any"`
}

func (n *node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// all are the elements of a name below n, at any depth.
func (n *node) all(name string) iter.Seq[*node] {
	return func(yield func(*node) bool) { n.walk(name, yield) }
}

func (n *node) walk(name string, yield func(*node) bool) bool {
	for i := range n.Kids {
		k := &n.Kids[i]
		if k.XMLName.Local == name && !yield(k) || !k.walk(name, yield) {
			return false
		}
	}
	return true
}

// text is what the first element of a name below n says, "" where there is none.
func (n *node) text(name string) string {
	for k := range n.all(name) {
		return strings.Join(strings.Fields(k.Text), " ")
	}
	return ""
}

// texts are what all elements of a name below n say.
func (n *node) texts(name string) []string {
	var out []string
	for k := range n.all(name) {
		if s := strings.Join(strings.Fields(k.Text), " "); s != "" {
			out = append(out, s)
		}
	}
	return out
}
