package extract

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// asideWords are words in classes and ids of parts of a page that are not its
// article, whatever outlet or system wrote the page. A hyphen joins words that
// tell only together.
var asideWords = wordSet(`newsletter newsletters related recirc recirculation recommend recommended recommendation recommendations recs promo promos promotion
	share sharing shares sharebar sharetools sharethis sharedaddy social socials cookie cookies consent gdpr onetrust cmp didomi subscribe subscription signup sign-up
	outbrain taboola trending popular most-read most-viewed most-popular comments comment-list disqus breadcrumb breadcrumbs sidebar advert adverts advertisement advertising
	advertorial sponsored sponsor dfp adslot ad-slot ad-unit ad-container adsbygoogle banner-ad toolbar pagination pager donate donation read-more readmore more-from more-on
	more-stories more-news also-read see-also also-like you-may up-next next-article prev-article author-bio author-box about-author about-the-author
	tags taglist tag-list topics-list jump-link skip-link screen-reader visually-hidden sr-only print-only follow-us app-download copyright-notice
	playlist carousel-related related-posts related-links related-articles megamenu sitemap masthead
	verwandte empfehlung empfehlungen anzeige werbung publicidad publicite relacionadas relacionados lire-aussi leia-mais leia-tambem correlati`)

// largeWords are such words for parts that may be larger than the article.
var largeWords = wordSet("comments comment-list commentlist comment-section disqus respond cookie cookies consent onetrust gdpr didomi related-articles related-posts infinite-scroll")

// linkWords are such words only for a part that is mostly links.
var linkWords = wordSet(`teaser teasers popup modal lightbox overlay list card cards widget footer more latest stories headlines links sidebar box meta`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

var asideRoles = wordSet("navigation banner search complementary contentinfo dialog alertdialog menu menubar toolbar tooltip")

// prune takes out of the tree what no article holds: what is hidden, menus,
// asks, related links. What holds a good part of the page's running text stays,
// whatever it is called; of several articles with headlines that with the page's
// own does. restore puts it all back.
func prune(doc *html.Node, title string) (restore func()) {
	all := running(doc)
	own := find(doc, func(n *html.Node) bool { return n.DataAtom == atom.H1 && textOf(n) == title }) != nil
	cookies := cookieTalk(doc)
	var drop []*html.Node
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := range n.ChildNodes() {
			if c.Type != html.ElementNode {
				continue
			}
			if n := cookies[c]; n >= 3 && words(c) < 60*n && !headlined(c) && !strings.Contains(strings.ToLower(title), "cookie") {
				drop = append(drop, c)
				continue
			}
			if own && c.DataAtom == atom.Article && !entitled(c, title) && headlined(c) {
				drop = append(drop, c)
				continue
			}
			if (isLarge(c) || isAside(c) && !(c.DataAtom == atom.Blockquote || quotes(c))) && c.DataAtom != atom.Body && c.DataAtom != atom.Html && c.DataAtom != atom.Main && c.DataAtom != atom.H1 && (5*running(c) < all || isLarge(c) && 4*running(c) < 3*all) && !headlined(c) {
				drop = append(drop, c)
				continue
			}
			walk(c)
		}
	}
	walk(doc)
	parents, next := make([]*html.Node, len(drop)), make([]*html.Node, len(drop))
	for i, n := range drop {
		parents[i], next[i] = n.Parent, n.NextSibling
		n.Parent.RemoveChild(n)
	}
	return func() {
		for i, n := range slices.Backward(drop) {
			parents[i].InsertBefore(n, next[i])
		}
	}
}

// cookieTalk is how often each element's words speak of cookies.
func cookieTalk(doc *html.Node) map[*html.Node]int {
	out := map[*html.Node]int{}
	for n := range doc.Descendants() {
		if n.Type != html.TextNode || n.Parent == nil || skipped[n.Parent.DataAtom] {
			continue
		}
		if k := strings.Count(strings.ToLower(n.Data), "cookie"); k > 0 {
			for p := n.Parent; p != nil; p = p.Parent {
				out[p] += k
			}
		}
	}
	return out
}

func isAside(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Dialog:
		return true
	}
	if asideRoles[attr(n, "role")] || attr(n, "aria-modal") == "true" || hidden(n) {
		return true
	}
	for _, name := range []string{"class", "id", "data-component", "data-testid", "data-module"} {
		a := attr(n, name)
		if named(a, asideWords) || named(a, linkWords) && 4*linked(n) > len(textOf(n)) {
			return true
		}
	}
	return false
}

// quotes tells whether an embedded post or a quotation stands under n, which
// systems wrap in boxes that are named for social networks.
func quotes(n *html.Node) bool {
	return find(n, func(c *html.Node) bool { return c.DataAtom == atom.Blockquote && len(textOf(c)) > 40 }) != nil
}

func isLarge(n *html.Node) bool {
	return named(attr(n, "class"), largeWords) || named(attr(n, "id"), largeWords)
}

// named tells whether one of the words, or two neighbouring ones with a hyphen,
// of a class or id is among the words: "c-RelatedLinks" has c, related, links.
func named(s string, among map[string]bool) bool {
	for f := range strings.FieldsSeq(s) {
		prev := ""
		for _, w := range nameWords(f) {
			if among[w] || prev != "" && among[prev+"-"+w] {
				return true
			}
			prev = w
		}
	}
	return false
}

// nameWords are the words of a name in kebab, snake or camel case, small.
func nameWords(s string) []string {
	var out []string
	start := 0
	flush := func(end int) {
		if end > start {
			out = append(out, strings.ToLower(s[start:end]))
		}
	}
	lower := false
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r):
			flush(i)
			start = i + len(string(r))
			lower = false
		case unicode.IsUpper(r) && lower:
			flush(i)
			start = i
			lower = false
		default:
			lower = unicode.IsLower(r)
		}
	}
	flush(len(s))
	return out
}

// running is the number of bytes in n's paragraphs outside links.
func running(n *html.Node) int {
	total := 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.P {
			total += len(textOf(c)) - linked(c)
		}
	}
	if n.DataAtom == atom.P {
		total += len(textOf(n)) - linked(n)
	}
	return total
}

// linked is the number of bytes of n's words that stand in links.
func linked(n *html.Node) int {
	total := 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.A {
			total += len(textOf(c))
		}
	}
	return total
}

func entitled(n *html.Node, title string) bool {
	return find(n, func(c *html.Node) bool { return c.DataAtom == atom.H1 && textOf(c) == title }) != nil
}

func headlined(n *html.Node) bool {
	return find(n, func(c *html.Node) bool { return c.DataAtom == atom.H1 }) != nil
}
