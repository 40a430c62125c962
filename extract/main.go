package extract

import (
	"net/url"
	"regexp"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mainOf is the element with the article, the whole body where none stands out.
// Readability chooses it, after what no article holds was pruned; said, the
// article's text as the page's own data give it, overrules the choice where
// that has missed most of it.
func mainOf(doc *html.Node, address, title, said string) *html.Node {
	restore := prune(doc, title)
	best := readable(doc, address)
	if words(best) < fewWords {
		restore()
		if whole := readable(doc, address); words(whole) > 2*words(best) {
			best = whole
		}
	}
	best = wider(doc, best)
	if words(best) < leastWords {
		best = fallback(doc)
	}
	return witnessed(doc, best, said)
}

const (
	leastWords = 20  // of an article
	fewWords   = 120 // so few that what was pruned is looked at again
)

func words(n *html.Node) int {
	if n == nil {
		return 0
	}
	return len(strings.Fields(textOf(n)))
}

// wider is best, or an element that names itself the article's body and has
// much more running text, few of it links: readability takes one of an
// article's sections for the whole at times.
func wider(doc, best *html.Node) *html.Node {
	had, chosen := 0, map[string]bool{}
	if best != nil {
		had, chosen = running(best), shingles(textOf(best))
	}
	out := best
	for n := range doc.Descendants() {
		if !isBody(n) {
			continue
		}
		if r := running(n); 2*r > 3*had && 4*linked(n) < len(textOf(n)) && !several(n) && covered(chosen, n) > 0.5 {
			out, had = n, r
		}
	}
	return out
}

// several tells whether more than one article stands under n.
func several(n *html.Node) bool {
	heads, articles := 0, 0
	for c := range n.Descendants() {
		switch {
		case c.DataAtom == atom.H1:
			heads++
		case c.DataAtom == atom.Article && running(c) > 300:
			articles++
		}
	}
	return heads > 1 || articles > 1
}

var bodyNames = wordSet("article-body article-content article-text story-body story-content story-text entry-content post-content post-body content-body news-text text-content")

func isBody(n *html.Node) bool {
	switch {
	case n.Type != html.ElementNode || n.DataAtom == atom.Body || n.DataAtom == atom.Html:
		return false
	case n.DataAtom == atom.Article || n.DataAtom == atom.Main, attr(n, "role") == "main", strings.EqualFold(attr(n, "itemprop"), "articleBody"):
		return true
	}
	return named(attr(n, "class"), bodyNames) || named(attr(n, "id"), bodyNames)
}

func readable(doc *html.Node, address string) *html.Node {
	u, _ := url.Parse(address)
	p := readability.NewParser()
	p.MaxElemsToParse = 200_000
	p.CharThresholds = 200
	p.KeepClasses = true
	a, err := p.ParseDocument(doc, u)
	if err != nil || a.Node == nil {
		return nil
	}
	for n := range a.Node.Descendants() { // elements that the parser made have names only
		if n.Type == html.ElementNode {
			n.DataAtom = atom.Lookup([]byte(n.Data))
		}
	}
	return a.Node
}

func fallback(doc *html.Node) *html.Node {
	for _, tag := range []atom.Atom{atom.Article, atom.Main, atom.Body} {
		if n := find(doc, func(n *html.Node) bool { return n.DataAtom == tag }); n != nil {
			return n
		}
	}
	return doc
}

// The article's text in the page's own data is taken for the whole of it when it
// has so many words, or so many bytes and twice those of what was found on the
// page; shorter ones are teasers.
const (
	leastSaid  = 150
	leastBytes = 400
)

// witnessed is best, unless it lacks most of what the page's own data give as
// the article's text: then the smallest element that has it, and where none
// has, that text itself as paragraphs.
func witnessed(doc, best *html.Node, said string) *html.Node {
	want := shingles(said)
	whole := len(strings.Fields(said)) >= leastSaid || len(said) > leastBytes && len(said) > 2*len(textOf(best))
	if !whole || strings.HasSuffix(strings.TrimSpace(said), "…") || strings.HasSuffix(strings.TrimSpace(said), "...") {
		return best
	}
	if covered(want, best) >= 0.6 {
		return best
	}
	at := find(doc, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if at == nil || covered(want, at) < 0.8 {
		return paragraphs(said)
	}
	for {
		next := (*html.Node)(nil)
		for c := range at.ChildNodes() {
			if c.Type == html.ElementNode && covered(want, c) >= 0.8 {
				next = c
				break
			}
		}
		if next == nil {
			return at
		}
		at = next
	}
}

// covered is the share of shingles that occur in the words under n.
func covered(want map[string]bool, n *html.Node) float64 {
	if len(want) == 0 {
		return 1
	}
	have, found := shingles(textOf(n)), 0
	for s := range want {
		if have[s] {
			found++
		}
	}
	return float64(found) / float64(len(want))
}

var wordRun = regexp.MustCompile(`[\p{L}\p{N}]+`)

// shingles are the runs of four words in s.
func shingles(s string) map[string]bool {
	words := wordRun.FindAllString(s, -1)
	out := make(map[string]bool, len(words))
	for i := 0; i+4 <= len(words); i++ {
		out[strings.Join(words[i:i+4], " ")] = true
	}
	return out
}

// paragraphs is a text as an element with a paragraph for each of its lines.
func paragraphs(s string) *html.Node {
	div := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, line := range strings.Split(s, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
		p.AppendChild(&html.Node{Type: html.TextNode, Data: line})
		div.AppendChild(p)
	}
	return div
}
