package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// beside looks for dates beside a page's headline.
type beside struct {
	doc   *html.Node
	title string
	head  *html.Node          // the headline, nil where it is not found
	above map[*html.Node]bool // what holds the headline, up to the body
}

func besideHeadline(doc *html.Node, title string) *beside {
	b := &beside{doc: doc, title: title, head: headlineOf(doc, title), above: map[*html.Node]bool{}}
	if b.head != nil {
		for n := b.head.Parent; n != nil && n.DataAtom != atom.Body; n = n.Parent {
			b.above[n] = true
		}
	}
	return b
}

// headlineOf is the element with a page's own headline: of those that say the
// title, with a kicker before it or without, the first of the highest rank, else
// its only h1.
func headlineOf(doc *html.Node, title string) *html.Node {
	var best, only *html.Node
	ones := 0
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4:
		default:
			continue
		}
		text := textOf(n)
		if n.DataAtom == atom.H1 && text != "" {
			only = n
			ones++
		}
		if text != "" && (text == title || len(text) > 20 && strings.Contains(title, text) || len(title) > 20 && len(text) < len(title)+longestKicker && strings.HasSuffix(text, title)) && (best == nil || n.DataAtom == atom.H1 && best.DataAtom != atom.H1) {
			best = n
		}
	}
	if best == nil && ones == 1 {
		best = only
	}
	return best
}

// nearest is how many steps up from a node what holds the headline is at most,
// for a date above it.
const nearest = 4

// near tells whether a node stands close above the headline: in one part of the
// page with it, and with no more than a kicker between them. The day that a site
// shows in its own head is not near.
func (b *beside) near(n *html.Node) bool {
	at := n
	for range nearest {
		if at = at.Parent; at == nil || b.above[at] {
			break
		}
	}
	return at != nil && b.above[at] && b.between(n) <= longestKicker
}

const longestKicker = 120 // bytes

// between is how many bytes of text stand between a node and the headline below
// it; a menu or list of links counts as many.
func (b *beside) between(n *html.Node) int {
	sum, past := 0, false
	for c := range b.doc.Descendants() {
		switch {
		case c == n:
			past = true
		case c == b.head && past:
			return sum - len(textOf(n))
		case past && c.Type == html.TextNode && (c.Parent == nil || c.Parent.DataAtom != atom.Script && c.Parent.DataAtom != atom.Style):
			sum += len(strings.TrimSpace(c.Data))
		case past && (c.DataAtom == atom.Nav || c.DataAtom == atom.Form):
			sum += longestKicker
		}
	}
	return 2 * longestKicker
}

// elsewhere tells whether a node stands in a part of the page that is not the
// article's own. What says that it is the date of publication may stand in the
// article's foot.
func (b *beside) elsewhere(n *html.Node, says bool) bool {
	for ; n != nil; n = n.Parent {
		switch {
		case b.above[n], n.DataAtom == atom.Body, n.DataAtom == atom.Html:
			return false
		case b.teaser(n):
			return true
		case elsewhereItself(n) && !(says && named(attr(n, "class"), footNames)):
			return true
		case (n.DataAtom == atom.Article || n.DataAtom == atom.Main) && headlined(n):
			return false
		}
	}
	return false
}

// teaser tells whether a node is of another report: a link that holds a headline,
// or an article within the page's own whose headline is a link.
func (b *beside) teaser(n *html.Node) bool {
	switch {
	case b.head == nil || b.above[n]:
		return false
	case isLink(n):
		return find(n, headline) != nil
	case n.DataAtom != atom.Article || !b.within(n):
		return false
	}
	h := find(n, headline)
	return h != nil && (find(h, isLink) != nil || isLink(h.Parent))
}

// within tells whether a node stands in the article or main part that holds the
// page's headline.
func (b *beside) within(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if b.above[n] && (n.DataAtom == atom.Article || n.DataAtom == atom.Main) {
			return true
		}
	}
	return false
}

func headline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// single tells whether a node can be one line: it holds no other report, no menu
// and no day of the site's own.
func (b *beside) single(n *html.Node) bool {
	links := 0
	return find(n, func(c *html.Node) bool {
		if isLink(c) {
			links++
		}
		return links > mostLinks || b.teaser(c) || named(attr(c, "class"), siteDays)
	}) == nil
}

// mostLinks is how many links a line has at most: authors, a section, places to
// share it.
const mostLinks = 6

func isLink(n *html.Node) bool { return n.DataAtom == atom.A && attr(n, "href") != "" }

// times are the times that stand with the headline: close above it, or after it
// and before the text's third paragraph; those that name themselves the date of
// publication may stand anywhere. Times of updates, comments and related articles
// are none.
func (b *beside) times() []Date {
	var out []Date
	seen, paragraphs := false, 0
	for n := range b.doc.Descendants() {
		switch {
		case n == b.head, b.head == nil && n.DataAtom == atom.H1:
			seen = true
		case n.DataAtom == atom.P && seen && len(textOf(n)) > 80:
			paragraphs++
		case n.DataAtom == atom.Time || n.DataAtom == atom.Abbr && attr(n, "title") != "" || strings.EqualFold(attr(n, "itemprop"), "datePublished"):
			before := textBefore(n)
			says := strings.EqualFold(attr(n, "itemprop"), "datePublished") || hasAttr(n, "pubdate") || n.DataAtom == atom.Abbr && named(attr(n, "class"), publishNames) || publishedMark().MatchString(before)
			changed := strings.EqualFold(attr(n, "itemprop"), "dateModified") || changedMark().MatchString(before)
			if changed || b.elsewhere(n, says) || !says && (n.DataAtom == atom.Abbr || !seen && !inHeader(n) && !b.near(n) || paragraphs > 2) {
				continue
			}
			for _, s := range []string{attr(n, "datetime"), attr(n, "content"), attr(n, "title"), textOf(n)} {
				had := len(out)
				if out = appendDay(out, s, "time", "time element with the headline"); len(out) > had {
					out[had].said = says
					break
				}
			}
		}
	}
	return out
}

// textBefore is what stands before a node in its line, its end where it is long.
func textBefore(n *html.Node) string {
	var out string
	for range 2 {
		for s := n.PrevSibling; s != nil && len(out) < 40 && !block(s); s = s.PrevSibling {
			if s.Type == html.TextNode {
				out = s.Data + out
			} else {
				out = textOf(s) + " " + out
			}
		}
		if n = n.Parent; n == nil || block(n) || len(out) >= 40 {
			break
		}
	}
	return strings.Join(strings.Fields(out), " ") + " "
}

// lines are the dates in the short lines beside the headline that say they are
// the time of publication, by their class or by saying nothing else; lines that
// say it in words may stand further down too.
func (b *beside) lines() []Date {
	var out []Date
	seen, paragraphs, lines := false, 0, 0
	var walk func(n *html.Node) bool
	walk = func(n *html.Node) bool {
		for c := range n.ChildNodes() {
			if c.Type != html.ElementNode || skipped[c.DataAtom] && c.DataAtom != atom.Aside && c.DataAtom != atom.Head || elsewhereItself(c) && !b.above[c] || b.teaser(c) || hidden(c) {
				continue
			}
			text := ""
			if c.DataAtom != atom.Html && c.DataAtom != atom.Body {
				text = textOf(c)
			}
			if c == b.head || b.head == nil && (c.DataAtom == atom.H1 || text != "" && text == b.title) {
				seen = true
				continue
			}
			if text != "" && len(text) <= 200 && !b.above[c] && b.single(c) || c.DataAtom == atom.P {
				if c.DataAtom == atom.P && len(text) > 120 && seen {
					paragraphs++
				}
				if lines++; seen && lines > 400 {
					return false
				}
				if d, says := lineDay(c, text, b.title); d != "" && (says && seen || seen && paragraphs <= 2 || !seen && b.near(c) && (labelled(c) || !weekday().MatchString(text))) {
					out = append(out, Date{EDTF: d, Basis: "dateline", Where: "line beside the headline: " + text, said: says, weak: !seen && !named(attr(c, "class"), publishNames)})
					if len(out) > 3 { // a list of something
						return false
					}
				}
				continue
			}
			if !walk(c) {
				return false
			}
		}
		return true
	}
	walk(b.doc)
	return out
}

// weekday is what the day that a site shows in its own head begins with.
var weekday = lazily(`(?i)^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b`)

// labelled tells whether a line's name says that it is a date.
func labelled(n *html.Node) bool {
	return named(attr(n, "class"), dateNames) || named(attr(n, "id"), dateNames) || named(attr(n, "itemprop"), dateNames)
}

// lineDay is the date of publication that a short line beside the headline
// tells, "" when it tells none; says tells that it says so in words. A date that
// the headline has is its own.
func lineDay(n *html.Node, text, title string) (day string, says bool) {
	if len(text) > 200 || text == "" {
		return "", false
	}
	plain := plainDigits(text)
	all := datesIn(plain)
	if len(all) == 0 {
		all = shortDates(plain)
	}
	for _, f := range all {
		words := plain[f.start:f.end]
		if changedMark().MatchString(plain[:f.start]) || ending().MatchString(plain[:f.start]) || lasting().MatchString(plain[f.end:]) || strings.Contains(title, words) {
			continue
		}
		if publishedMark().MatchString(plain[:f.start]) {
			return f.day, true
		}
		rest := plain[:f.start] + " " + plain[f.end:]
		if labelled(n) || len(strings.Fields(rest)) <= 4 && !stopped(text) ||
			(f.start == 0 || weekdayAlone().MatchString(plain[:f.start])) && !stopped(text) && ended().MatchString(plain[f.end:]) ||
			find(n, func(c *html.Node) bool {
				return named(attr(c, "class"), dateNames) && strings.Contains(plainDigits(textOf(c)), words)
			}) != nil {
			return f.day, false
		}
	}
	return "", false
}

// ending is what stands before the end of something else.
var ending = lazily(`(?i)(?:\b(?:bis|until|till|seit|since|through|deadline|due|expires|version|(?:effective|expiry|expiration|closing|filing|hearing|start|end|event|birth|release) date)|jusqu[’']au|hasta(?: el)?|fino al|до)\W{0,3}(?:\p{L}{3,12}\.?,? )?$`)

// lasting is what follows the date of a film or recording.
var lasting = lazily(`(?i)^\W*(?:\d{1,2}:)?\d{1,3}:\d\d ?(?:min|sec|sek)\b`)

// ended is what follows a date that begins a line of bylines and the like.
var ended = lazily(`^,?(?: \d{1,2}[:.]\d\d(?: ?(?:Uhr|h|Z|[A-Z]{2,4}))?)? ?(?:[|•·–—/]|//| - )`)

// weekdayAlone is a day of the week, or what is short for it, before a date.
var weekdayAlone = lazily(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mo|di|mi|do|fr|sa|so|lu|ma|me|je|ve|пн|вт|ср|чт|пт|сб|вс)(?:(?:s|nes|rs|ur)?day)?[.,]* $`)

var (
	publishNames = wordSet("published publish date-published publish-date published-date pubdate entry-date post-date date-created created-date")
	footNames    = wordSet("footer post-footer entry-footer article-footer story-footer")
	dateNames    = wordSet("date dates time timestamp datetime published publish posted post-meta meta byline info dateline pubdate stamp datum when entry-meta article-info submitted created day tarih fecha data дата")
)

// siteDays are names of the day that a site shows in its head.
var siteDays = wordSet("site-date current-date header-date today clock")

var elsewhereNames = wordSet(`comment comments related sidebar widget footer recommend recommended recommendations trending newsletter teaser teasers more-from more-news more-stories latest-news latest-stories
	card cards carousel update updated modified lastmod last-modified last-updated navigation breadcrumb next previous events event calendar archive today clock site-date current-date header-date`)

func elsewhereItself(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Footer, atom.Nav, atom.Figcaption, atom.Figure:
		return true
	case atom.Aside:
		return !named(attr(n, "class"), dateNames)
	case atom.Body, atom.Html, atom.Main, atom.Article:
		return false
	}
	class, id := attr(n, "class"), attr(n, "id")
	return (named(class, elsewhereNames) || named(id, elsewhereNames)) && !named(class, publishNames)
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// inHeader tells whether a node shares a header or article with a headline.
func inHeader(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Header || n.DataAtom == atom.Article {
			return headlined(n)
		}
	}
	return false
}
