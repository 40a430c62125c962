package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/sfomuseum/go-edtf/parser"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/sayso/sayso/report"
)

// ErrNoArticle says that a page has no running text.
var ErrNoArticle = errors.New("no running text was found in the page: save the article's text and give that")

// Page is the report in a web page with what else the page says of itself.
type Page struct {
	*report.Report
	Section   string
	Canonical string // the address that the page calls its own
	Original  string // the address of the report that this one translates
	Dates     []Date // every candidate for the date of publication, the chosen one first
}

// HTML is the report in a web page: its main text as paragraphs, with the
// page's own word for title, outlet, authors and date. Scripts are not run and
// nothing is fetched. label is the charset that came with the page, "" when
// none did. Errors are those of Plain, and ErrNoArticle.
func HTML(b []byte, label string, o Options) (*Page, error) {
	if len(b) > report.MaxBytes {
		return nil, at(o.Path, report.ErrTooLarge)
	}
	if o.Published != "" {
		if _, err := parser.ParseString(o.Published); err != nil {
			return nil, at(o.Path, fmt.Errorf("published %q: %w", o.Published, ErrDate))
		}
	}
	doc, err := html.Parse(bytes.NewReader(decodePage(b, label)))
	if err != nil {
		return nil, at(o.Path, fmt.Errorf("the page is no HTML that can be read: %w", err))
	}
	m := metadataOf(doc, o.URL)
	main := mainOf(doc, o.URL)
	w := writer{title: m.title}
	w.headline(m.title)
	w.walk(main)
	text, forced := w.text()
	if text, err = report.Canonical([]byte(text)); err != nil {
		return nil, at(o.Path, ErrNoArticle)
	}
	if w.paragraphs == 0 {
		return nil, at(o.Path, ErrNoArticle)
	}
	p := &Page{Section: m.section, Canonical: m.canonical, Original: m.original}
	l := layOut(text)
	r := &report.Report{URL: first(o.URL, m.canonical), Title: first(o.Title, m.title, l.headline), Outlet: first(o.Outlet, m.outlet, l.outlet),
		Byline: m.authors, Language: first(Language(text), m.language), SHA256: report.Hash(b), TextSHA256: report.Hash(text), Text: text}
	r.ID = r.SHA256[:12]
	r.Zones = l.zones
	for _, f := range forced {
		r.Zones = force(r.Zones, text, f)
	}
	if r.Byline == nil {
		r.Byline = l.byline
	}
	if r.Outlet == "" {
		r.Outlet = first(speaker(text, r.Zones), host(r.URL))
	}
	p.Dates = chosen(append(m.dates, addressDates(first(o.URL, m.canonical))...), l.date)
	switch {
	case o.Published != "":
		r.Published = report.Published{EDTF: o.Published, Basis: "given"}
	case len(p.Dates) > 0:
		r.Published = report.Published{EDTF: p.Dates[0].EDTF, Basis: p.Dates[0].Basis}
	}
	p.Report = r
	return p, nil
}

// decodePage is the page as UTF-8. Bytes that are valid UTF-8 beyond ASCII are
// taken for it whatever the page says.
func decodePage(b []byte, label string) []byte {
	if utf8.Valid(b) {
		return b
	}
	contentType := ""
	if label != "" {
		contentType = "text/html; charset=" + label
	}
	e, name, _ := charset.DetermineEncoding(b, contentType)
	if name == "utf-8" { // it says so and is not: it was cut or mixed; keep what can be read
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	out, err := io.ReadAll(e.NewDecoder().Reader(bytes.NewReader(b)))
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return out
}

// mainOf is the element with the article, the whole body where none stands out.
func mainOf(doc *html.Node, address string) *html.Node {
	u, _ := url.Parse(address)
	p := readability.NewParser()
	p.MaxElemsToParse = 200_000
	p.CharThresholds = 200
	a, err := p.ParseDocument(doc, u)
	if a.Node != nil { // elements that the parser made have names only
		for n := range a.Node.Descendants() {
			if n.Type == html.ElementNode {
				n.DataAtom = atom.Lookup([]byte(n.Data))
			}
		}
	}
	if err == nil && a.Node != nil && len(strings.Fields(textOf(a.Node))) >= 20 {
		return a.Node
	}
	for _, tag := range []atom.Atom{atom.Article, atom.Main, atom.Body} {
		if n := find(doc, func(n *html.Node) bool { return n.DataAtom == tag }); n != nil {
			return n
		}
	}
	return doc
}

// find is the first node in document order that fits, nil when none does.
func find(n *html.Node, fits func(*html.Node) bool) *html.Node {
	for c := range n.Descendants() {
		if fits(c) {
			return c
		}
	}
	return nil
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && (c.Parent == nil || !skipped[c.Parent.DataAtom]) {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

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
	title      string
	out        []string
	forced     []forced
	line       strings.Builder
	paragraphs int
}

func (w *writer) headline(title string) {
	if title != "" {
		w.out = append(w.out, title)
		w.forced = append(w.forced, forced{kind: report.Headline, words: title})
	}
}

// walk writes the words under n.
func (w *writer) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.line.WriteString(n.Data)
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
		return
	case atom.Figcaption, atom.Caption:
		w.flush("")
		w.kids(n)
		w.flush(report.Caption)
		return
	case atom.Tr:
		w.flush("")
		w.row(n)
		w.flush("")
		return
	case atom.Li:
		w.flush("")
		w.kids(n)
		w.flush("item")
		return
	}
	if block(n) {
		w.flush("")
		w.kids(n)
		w.flush("")
		return
	}
	w.kids(n)
}

func (w *writer) kids(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
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
	words := strings.Join(strings.Fields(w.line.String()), " ")
	w.line.Reset()
	if words == "" || w.paragraphs == 0 && words == w.title {
		return
	}
	if kind == "item" {
		words = "- " + words
	} else if kind != "" {
		w.forced = append(w.forced, forced{kind: kind, words: words, from: len(strings.Join(w.out, "\n\n"))})
	}
	if kind != report.Caption {
		w.paragraphs++
	}
	w.out = append(w.out, words)
}

func (w *writer) text() (string, []forced) {
	w.flush("")
	return strings.Join(w.out, "\n\n") + "\n", w.forced
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
