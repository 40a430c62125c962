package extract

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadata is what a page says of itself outside its text.
type metadata struct {
	title, outlet, section, language, canonical, original string
	body                                                  string // the article as the page's data give it
	authors, translators, editors, corrections            []string
	dates                                                 []Date
	whole                                                 []Date // of the page, where its article tells none
	article                                               bool   // the page says that it is one
}

// metadataOf reads JSON-LD, meta and link elements and times in the page.
func metadataOf(doc *html.Node, address string) metadata {
	var m metadata
	meta := map[string]string{}
	var h1, title string
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom == atom.Script && strings.EqualFold(attr(n, "type"), "application/ld+json"):
			if n.FirstChild != nil {
				m.linked(n.FirstChild.Data)
			}
		case n.DataAtom == atom.Meta:
			name := strings.ToLower(first(attr(n, "property"), attr(n, "name"), attr(n, "itemprop")))
			if v := html.UnescapeString(attr(n, "content")); v != "" && meta[name] == "" { // some are escaped twice
				meta[name] = v
			}
		case n.DataAtom == atom.Html:
			m.language, _, _ = strings.Cut(strings.ToLower(attr(n, "lang")), "-")
		case n.DataAtom == atom.Title && title == "" && n.FirstChild != nil && (n.Parent == nil || n.Parent.DataAtom == atom.Head):
			title = strings.Join(strings.Fields(n.FirstChild.Data), " ")
		case n.DataAtom == atom.H1 && h1 == "":
			h1 = textOf(n)
		case n.DataAtom == atom.Link && hasWord(attr(n, "rel"), "canonical"):
			m.canonical = resolved(address, attr(n, "href"))
		case n.DataAtom == atom.Link && hasWord(attr(n, "rel"), "original"), n.DataAtom == atom.A && (hasWord(attr(n, "rel"), "original") || m.original == "" && translates().MatchString(textOf(n))):
			m.original = resolved(address, attr(n, "href"))
		}
	}
	m.canonical = first(m.canonical, resolved(address, meta["og:url"]))
	m.outlet = first(m.outlet, meta["og:site_name"], meta["application-name"], suffix(title))
	m.section = first(m.section, meta["article:section"])
	m.article = m.article || strings.EqualFold(meta["og:type"], "article")
	m.title = first(m.title, within(meta["og:title"], m.outlet), h1, within(title, m.outlet))
	if h1 != "" && strings.HasPrefix(m.title, h1) {
		m.title = h1
	}
	if m.authors == nil {
		m.authors = people(first(meta["author"], meta["article:author"], meta["parsely-author"], meta["sailthru.author"], meta["dc.creator"]))
	}
	for _, name := range dateMetas {
		m.dates = appendDay(m.dates, meta[name], "metadata", "meta "+name)
	}
	if len(m.dates) == 0 {
		m.dates = m.whole
	}
	for _, name := range weakMetas {
		for _, d := range appendDay(nil, meta[name], "metadata", "meta "+name) {
			d.weak = true
			m.dates = append(m.dates, d)
		}
	}
	if d, where := titleDay(title); d != "" {
		m.dates = append(m.dates, Date{EDTF: d, Basis: "metadata", Where: "end of the title: " + where, weak: true})
	}
	b := besideHeadline(doc, m.title)
	m.dates = append(append(m.dates, b.times()...), b.lines()...)
	return m
}

// linked takes what the page's JSON-LD says of an article.
func (m *metadata) linked(raw string) {
	var any any
	if json.Unmarshal([]byte(raw), &any) == nil {
		m.node(any, 0)
		return
	}
	// What is no JSON for a stray comma or line break still tells the date.
	if d := brokenDate().FindStringSubmatch(raw); d != nil && brokenType().MatchString(raw) {
		m.dates = appendDay(m.dates, d[1], "metadata", "JSON-LD datePublished")
	}
}

var (
	brokenDate = lazily(`"datePublished"\s*:\s*"([^"]{8,40})"`)
	brokenType = lazily(`"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting|Report)"`)
)

// translates is the words of a link to the report that this one translates.
var translates = lazily(`(?i)^(?:read |view |see )?(?:the |this )?original(?: (?:article|report|story|text|version))?(?: in \p{L}+)?$|^(?:read|view|see) (?:it |this |the )?(?:article |story |report )?in (?:the original|korean|russian|chinese|japanese|arabic|persian|ukrainian|spanish|french|german|burmese|vietnamese|turkish)(?: language)?$|^(?:한국어 ?)?원문(?: ?보기)?$|^原文$|^оригинал$|^читать оригинал$`)

var articleType = regexp.MustCompile(`(?i)(article|reportage|blogposting|report)$`)

func (m *metadata) node(v any, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			m.node(x, depth+1)
		}
	case map[string]any:
		if g, ok := v["@graph"]; ok {
			m.node(g, depth+1)
		}
		if e, ok := v["mainEntity"]; ok {
			m.node(e, depth+1)
		}
		if !slices.ContainsFunc(strs(v["@type"]), articleType.MatchString) {
			if slices.Contains(strs(v["@type"]), "WebPage") {
				for _, d := range appendDay(nil, str(v["datePublished"]), "metadata", "JSON-LD datePublished of the page") {
					d.weak = true
					m.whole = append(m.whole, d)
				}
			}
			return
		}
		m.article = m.article || depth == 0 || str(v["headline"]) != "" && depth < 3
		m.title = first(m.title, str(v["headline"]))
		m.outlet = first(m.outlet, name(v["publisher"]))
		m.section = first(m.section, str(v["articleSection"]))
		if b := bodyText(str(v["articleBody"])); len(b) > len(m.body) {
			m.body = b
		}
		m.original = first(m.original, link(v["translationOfWork"]), link(v["isBasedOn"]))
		m.translators = append(m.translators, persons(v["translator"])...)
		m.editors = append(m.editors, persons(v["editor"])...)
		for _, c := range list(v["correction"]) {
			if s := first(str(c), str(asMap(c)["text"]), str(asMap(c)["description"])); s != "" {
				m.corrections = append(m.corrections, s)
			}
		}
		if m.authors == nil {
			m.authors = persons(v["author"])
		}
		m.dates = appendDay(m.dates, str(v["datePublished"]), "metadata", "JSON-LD datePublished")
	}
}

// str is a string of JSON-LD: itself, or the name or id of a thing.
func str(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(html.UnescapeString(v))
	case []any:
		if len(v) > 0 {
			return str(v[0])
		}
	case map[string]any:
		return first(str(v["name"]), str(v["@id"]), str(v["url"]))
	}
	return ""
}

// bodyText is an article's text in JSON-LD without the markup that some pages
// leave in it.
func bodyText(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return s
	}
	w := writer{}
	w.walk(doc)
	text, _ := w.text()
	return text
}

// name is what a thing of JSON-LD is called, "" where only its address is told.
func name(v any) string {
	if s := str(v); !strings.Contains(s, "://") {
		return s
	}
	return ""
}

// link is the address of a work in JSON-LD.
func link(v any) string {
	if l := list(v); len(l) > 0 {
		v = l[0]
	}
	s := first(str(asMap(v)["url"]), str(asMap(v)["@id"]))
	if t, ok := v.(string); ok {
		s = t
	}
	return resolved("", s)
}

func persons(v any) (out []string) {
	for _, a := range list(v) {
		out = append(out, people(str(a))...)
	}
	return out
}

func asMap(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	if v == nil {
		return nil
	}
	return []any{v}
}

func strs(v any) (out []string) {
	for _, x := range list(v) {
		if s, ok := x.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// people are the names in a line of authors; addresses and desks are none.
func people(s string) []string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "By "), "by ")
	if s == "" || strings.Contains(s, "://") || strings.ContainsAny(s, "@0123456789") {
		return nil
	}
	var out []string
	for _, n := range strings.FieldsFunc(strings.ReplaceAll(s, " and ", ","), func(r rune) bool { return r == ',' || r == ';' }) {
		if n = strings.Join(strings.Fields(n), " "); n != "" && len(strings.Fields(n)) <= 5 {
			out = append(out, n)
		}
	}
	return out
}

// suffix is the outlet that a page's title ends in: "Ferry sinks | Observer".
func suffix(title string) string {
	for _, sep := range []string{" | ", " – ", " — ", " - ", " :: ", " • "} {
		if i := strings.LastIndex(title, sep); i > 0 {
			if s := strings.TrimSpace(title[i+len(sep):]); newsName().MatchString(s) && len(strings.Fields(s)) <= 6 {
				return s
			}
		}
	}
	return ""
}

// titleDay is the day that a page's title ends in behind the outlet: "Ferry sinks |
// Observer | 13.03.2024".
func titleDay(title string) (day, where string) {
	i := strings.LastIndex(title, " | ")
	if i < 0 || !strings.Contains(title[:i], " | ") {
		return "", ""
	}
	end := title[i+len(" | "):]
	if all := datesIn(end); len(all) == 1 && all[0].start == 0 && all[0].end == len(end) {
		return all[0].day, end
	}
	return "", ""
}

// within is a title without the outlet's name at its end.
func within(title, outlet string) string {
	title = strings.Join(strings.Fields(title), " ")
	if outlet == "" {
		return title
	}
	rest, ok := strings.CutSuffix(title, outlet)
	if cut := strings.TrimRight(rest, " |–—-:•"); ok && cut != "" && cut != rest {
		return cut
	}
	return title
}

func hasWord(list, word string) bool {
	return slices.ContainsFunc(strings.Fields(list), func(w string) bool { return strings.EqualFold(w, word) })
}

// resolved is an address as seen from the page's own, "" when it is none of the
// web.
func resolved(base, ref string) string {
	if ref == "" {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
