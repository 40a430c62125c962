package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/sayso/sayso/report"
)

// forced is a stretch of the text whose zone the page tells.
type forced struct {
	kind  report.ZoneKind
	words string
	from  int // where to look for it
}

// force gives a stretch of the text its zone, cutting the zones it lies in.
func force(zones []report.Zone, text string, f forced) []report.Zone {
	i := strings.Index(text[min(f.from, len(text)):], f.words)
	if i < 0 || f.words == "" {
		return zones
	}
	s := report.Span{Start: i + min(f.from, len(text)), End: i + min(f.from, len(text)) + len(f.words)}
	var out []report.Zone
	put := false
	for _, z := range zones {
		if !z.Span.Overlaps(s) {
			out = append(out, z)
			continue
		}
		if before := trimmed(text, report.Span{Start: z.Span.Start, End: s.Start}); before.Len() > 0 {
			out = append(out, report.Zone{Kind: z.Kind, Span: before})
		}
		if !put {
			out, put = append(out, report.Zone{Kind: f.kind, Span: s}), true
		}
		if after := trimmed(text, report.Span{Start: s.End, End: z.Span.End}); after.Len() > 0 {
			out = append(out, report.Zone{Kind: z.Kind, Span: after})
		}
	}
	return out
}

// trimmed is the span without white space at its ends, empty when it has
// nothing else.
func trimmed(text string, s report.Span) report.Span {
	if s.Start >= s.End {
		return report.Span{}
	}
	words := s.Of(text)
	cut := strings.TrimSpace(words)
	if cut == "" {
		return report.Span{}
	}
	start := s.Start + strings.Index(words, cut)
	return report.Span{Start: start, End: start + len(cut)}
}

var skipped = func() map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range []atom.Atom{atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Form, atom.Button, atom.Svg, atom.Nav, atom.Footer, atom.Select,
		atom.Input, atom.Textarea, atom.Head, atom.Video, atom.Audio, atom.Object, atom.Embed, atom.Canvas, atom.Math, atom.Aside} {
		m[a] = true
	}
	return m
}()

// writer lays the page's blocks out as paragraphs.
type writer struct {
	title  string
	out    []paragraph
	line   strings.Builder
	linked int // bytes of the line that stand in links
	inLink bool
	quoted int // depth of block quotes
}

// body tells whether anything but a headline and captions was laid out.
func (w *writer) body() bool {
	return slices.ContainsFunc(w.out, func(p paragraph) bool { return p.kind != report.Headline && p.kind != report.Caption })
}

// paragraph is one, with the zone that the page gives it, "" for none.
type paragraph struct {
	words string
	kind  report.ZoneKind
	links bool // it is all links
	item  bool // of a list
}

func (w *writer) headline(title string) {
	if title != "" {
		w.out = append(w.out, paragraph{words: title, kind: report.Headline})
	}
}

// walk writes the words under n.
func (w *writer) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.line.WriteString(n.Data)
		if w.inLink {
			w.linked += len(strings.TrimSpace(n.Data))
		}
		return
	case html.ElementNode:
		if skipped[n.DataAtom] || hidden(n) {
			return
		}
	}
	switch n.DataAtom {
	case atom.Br:
		if n.NextSibling != nil && nextBreak(n) {
			w.flush("")
		} else {
			w.line.WriteByte(' ')
		}
	case atom.Tr:
		w.flush("")
		if laysOut(n) {
			w.kids(n)
		} else {
			w.row(n)
		}
		w.flush("")
	case atom.Td, atom.Th:
		w.flush("")
		w.kids(n)
		w.flush("")
	case atom.Li:
		w.flush("")
		w.kids(n)
		w.flush("item")
	case atom.A:
		was := w.inLink
		w.inLink = true
		w.kids(n)
		w.inLink = was
	case atom.Blockquote:
		w.flush("")
		w.quoted++
		w.kids(n)
		w.flush("")
		w.quoted--
	default:
		kind := zoneOf(n)
		if kind == "" && !block(n) {
			w.kids(n)
			return
		}
		w.flush("")
		w.kids(n)
		w.flush(kind)
	}
}

var (
	captionNames = wordSet("caption captions figcaption credit credits photographer image-credit photo-credit media-credit wp-caption")
	noteNames    = wordSet("correction corrections clarification clarifications editors-note editor-note erratum")
	bylineNames  = wordSet("byline bylines author authors author-name contributors")
)

// zoneOf is the zone of an element's words where its tag or class tells, for
// elements with a line or two.
func zoneOf(n *html.Node) report.ZoneKind {
	if n.DataAtom == atom.Figcaption || n.DataAtom == atom.Caption {
		return report.Caption
	}
	class := attr(n, "class")
	if class == "" || n.DataAtom == atom.P && len(textOf(n)) > longestHeadline || len(textOf(n)) > longestFurther {
		return ""
	}
	switch {
	case n.DataAtom != atom.Figure && named(class, captionNames) && find(n, block) == nil:
		return report.Caption
	case named(class, noteNames):
		return report.Correction
	case named(class, bylineNames) && find(n, block) == nil && !stopped(textOf(n)):
		return report.Credit
	}
	return ""
}

func (w *writer) kids(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

// laysOut tells whether a row's cells hold parts of a page rather than a table's
// entries.
func laysOut(tr *html.Node) bool {
	return find(tr, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.P, atom.Div, atom.Table, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.Article, atom.Section:
			return len(textOf(n)) > 60
		case atom.Br:
			return nextBreak(n)
		}
		return n.DataAtom == atom.Td && len(textOf(n)) > longestFurther
	}) != nil
}

// row writes a row of a table, its cells parted by bars.
func (w *writer) row(n *html.Node) {
	cells := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		if t := textOf(c); t != "" {
			if cells++; cells > 1 {
				w.line.WriteString(" | ")
			}
			w.line.WriteString(t)
		}
	}
}

// flush ends a paragraph. kind is the zone that the page gives it, "item" for
// an item of a list, "" for neither.
func (w *writer) flush(kind report.ZoneKind) {
	words, err := report.Canonical([]byte(strings.Join(strings.Fields(w.line.String()), " ")))
	linked := w.linked
	w.line.Reset()
	w.linked = 0
	if words = strings.TrimSpace(words); err != nil || words == "" {
		return
	}
	if words == w.title {
		w.restart()
		return
	}
	if rest, ok := strings.CutPrefix(words, w.title+" "); ok && w.title != "" && isStamp(rest) {
		w.restart()
		words, kind = rest, report.Dateline
	}
	p := paragraph{words: words, kind: kind, links: 10*linked >= 9*len(words) && w.quoted == 0}
	if kind == "item" {
		p.words, p.kind, p.item = "- "+words, "", true
	}
	w.out = append(w.out, p)
}

// restart makes what stands before a repeated headline boilerplate, when it is
// no more than a few lines: the page's own head.
func (w *writer) restart() {
	for _, p := range w.out {
		if stopped(p.words) && len(p.words) > longestHeadline/2 {
			return
		}
	}
	for i := range w.out {
		if w.out[i].kind == "" {
			w.out[i].kind = report.Boilerplate
		}
	}
}

// leastLink is how many words a link that is a paragraph of its own has at
// least to be one to another article.
const leastLink = 4

// text is the paragraphs, and the zones that the page tells. Paragraphs that
// are nothing but a link, and lists of such, lead to other articles.
func (w *writer) text() (string, []forced) {
	w.flush("")
	var b strings.Builder
	var zones []forced
	for i, p := range w.out {
		if i > 0 {
			b.WriteString("\n\n")
		}
		if p.kind == "" && p.links && len(strings.Fields(p.words)) >= leastLink && (!p.item || w.linkItem(i-1) || w.linkItem(i+1)) {
			p.kind = report.Boilerplate
		}
		if p.kind != "" {
			zones = append(zones, forced{kind: p.kind, words: p.words, from: b.Len()})
		}
		b.WriteString(p.words)
	}
	return b.String() + "\n", zones
}

func (w *writer) linkItem(i int) bool {
	return 0 <= i && i < len(w.out) && w.out[i].item && w.out[i].links
}

// nextBreak tells whether another line break follows with nothing between.
func nextBreak(n *html.Node) bool {
	for c := n.NextSibling; c != nil; c = c.NextSibling {
		switch {
		case c.DataAtom == atom.Br:
			return true
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		default:
			return false
		}
	}
	return false
}

func hidden(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" }) ||
		attr(n, "aria-hidden") == "true" || strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "display:none")
}

func block(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl,
		atom.Dt, atom.Dd, atom.Blockquote, atom.Pre, atom.Figure, atom.Table, atom.Tbody, atom.Thead, atom.Body, atom.Html, atom.Hr, atom.Address, atom.Details, atom.Summary:
		return true
	}
	return false
}
