package extract

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Date is a candidate for a page's date of publication: EDTF, what kind of
// place it was found in ("metadata", "time", "feed", "dateline", "address",
// "http"), and where. What the server tells is shown and never chosen: it is when
// the page was made, which may be at every visit.
type Date struct {
	EDTF  string `json:"edtf"`
	Basis string `json:"basis"`
	Where string `json:"where"`
	utc   bool   // told in universal time
}

// dateMetas are the names under which pages tell when they were published,
// never when they were changed.
var dateMetas = []string{"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
	"citation_publication_date", "citation_date", "publication_date", "publishdate", "publish-date", "pubdate", "article.published", "article:published", "published_time_telegram",
	"dc.date", "dcterms.date", "dc.date.created", "cxenseparse:recs:publishtime", "date", "originalpublicationdate", "rnews:datepublished"}

var isoForm = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)`)

// isoDay is the day that a machine's date names, as it stands there: the zone
// of its clock is the outlet's own.
func isoDay(s string) string {
	s = strings.TrimSpace(s)
	if m := isoForm.FindStringSubmatch(s); m != nil {
		return realDay(m[1], m[2], m[3])
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.RFC850, time.ANSIC, "20060102", "20060102T150405Z0700"} {
		if t, err := time.Parse(layout, s); err == nil && plausible(t.Year()) {
			return t.Format(time.DateOnly)
		}
	}
	if all := datesIn(s); len(s) < 100 && len(all) > 0 {
		return all[0].day
	}
	return ""
}

// realDay is the EDTF of a day that exists.
func realDay(y, m, d string) string {
	if len(m) == 1 {
		m = "0" + m
	}
	if len(d) == 1 {
		d = "0" + d
	}
	t, err := time.Parse(time.DateOnly, y+"-"+m+"-"+d)
	if err != nil || !plausible(t.Year()) {
		return ""
	}
	return t.Format(time.DateOnly)
}

func plausible(year int) bool { return 1900 <= year && year <= 2100 }

// timeDates are the times that stand with the headline: after it, or in one
// header with it, and before the text's third paragraph; those that name
// themselves the date of publication may stand anywhere. Times of updates,
// comments and related articles are none.
func timeDates(doc *html.Node) []Date {
	var out []Date
	seenTitle, paragraphs := false, 0
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom == atom.H1:
			seenTitle = true
		case n.DataAtom == atom.P && seenTitle && len(textOf(n)) > 80:
			paragraphs++
		case n.DataAtom == atom.Time || n.DataAtom == atom.Abbr && attr(n, "title") != "" || strings.EqualFold(attr(n, "itemprop"), "datePublished"):
			says := strings.EqualFold(attr(n, "itemprop"), "datePublished") || hasAttr(n, "pubdate") || n.DataAtom == atom.Abbr && named(attr(n, "class"), publishNames)
			if elsewhere(n) || strings.EqualFold(attr(n, "itemprop"), "dateModified") || !says && (n.DataAtom == atom.Abbr || !seenTitle && !inHeader(n) || paragraphs > 2) {
				continue
			}
			out = appendDay(out, first(attr(n, "datetime"), attr(n, "content"), attr(n, "title"), textOf(n)), "time", "time element with the headline")
		}
	}
	return out
}

// appendDay appends the day that a machine's date names, if it names one.
func appendDay(out []Date, s, basis, where string) []Date {
	if d := isoDay(s); d != "" {
		out = append(out, Date{EDTF: d, Basis: basis, Where: where, utc: universal(s)})
	}
	return out
}

var universalTime = lazily(`\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]00:?00|GMT|UTC)$`)

// universal tells whether a machine's date is told in universal time, so that
// its day may not be the outlet's.
func universal(s string) bool { return universalTime().MatchString(strings.TrimSpace(s)) }

var (
	publishNames = wordSet("published publish date-published publish-date published-date pubdate entry-date post-date")
	dateNames    = wordSet("date dates time timestamp datetime published publish posted post-meta meta byline info dateline pubdate stamp datum fecha data when entry-meta article-info submitted created day")
)

// lineDates are the dates in the short lines beside the headline that say they
// are the time of publication, by their class or by saying nothing else.
func lineDates(doc *html.Node, title string) []Date {
	var out []Date
	seenTitle, paragraphs, lines := false, 0, 0
	var walk func(n *html.Node) bool
	walk = func(n *html.Node) bool {
		for c := range n.ChildNodes() {
			if c.Type != html.ElementNode || skipped[c.DataAtom] && c.DataAtom != atom.Aside && c.DataAtom != atom.Head || elsewhereItself(c) || hidden(c) {
				continue
			}
			text := ""
			if c.DataAtom != atom.Html && c.DataAtom != atom.Body {
				text = textOf(c)
			}
			if c.DataAtom == atom.H1 || text != "" && text == title {
				seenTitle = true
				continue
			}
			if text != "" && len(text) <= 200 || c.DataAtom == atom.P {
				if c.DataAtom == atom.P && len(text) > 120 && seenTitle {
					if paragraphs++; paragraphs > 2 {
						return false
					}
				}
				if lines++; seenTitle && lines > 400 {
					return false
				}
				if d := lineDay(c, text); d != "" && (seenTitle || title != "" && strings.Contains(text, title) || named(attr(c, "class"), publishNames) && inHeader(c)) {
					out = append(out, Date{EDTF: d, Basis: "dateline", Where: "line beside the headline: " + text})
					if len(out) > 3 {
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
	walk(doc)
	return out
}

// lineDay is the date of publication that a short line beside the headline
// tells, "" when it tells none.
func lineDay(n *html.Node, text string) string {
	if len(text) > 200 || text == "" {
		return ""
	}
	for _, f := range datesIn(text) {
		if changedMark().MatchString(text[:f.start]) {
			continue
		}
		rest := text[:f.start] + " " + text[f.end:]
		if named(attr(n, "class"), dateNames) || named(attr(n, "id"), dateNames) || named(attr(n, "itemprop"), dateNames) || len(strings.Fields(rest)) <= 4 && !stopped(text) ||
			find(n, func(c *html.Node) bool {
				return named(attr(c, "class"), dateNames) && strings.Contains(textOf(c), text[f.start:f.end])
			}) != nil {
			return f.day
		}
	}
	return ""
}

var elsewhereNames = wordSet(`comment comments related sidebar widget footer recommend recommended recommendations trending newsletter teaser teasers more-from more-news more-stories latest-news latest-stories
	card cards carousel update updated modified lastmod last-modified last-updated navigation breadcrumb next previous events event calendar archive`)

// elsewhere tells whether a node stands in a part of the page that is not the
// article's own.
func elsewhere(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
			return false
		}
		if elsewhereItself(n) {
			return true
		}
		if (n.DataAtom == atom.Article || n.DataAtom == atom.Main) && headlined(n) {
			return false
		}
	}
	return false
}

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

var addressRun = regexp.MustCompile(`/((?:20)\d\d)(\d\d)(\d\d)(?:[/_.-]|$)`)

var addressDay = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_.-]|$)`)

// addressDates is the day in an address: /2024/03/13/ferry.
func addressDates(address string) []Date {
	for _, re := range []*regexp.Regexp{addressDay, addressRun} {
		if m := re.FindStringSubmatch(address); m != nil {
			if d := realDay(m[1], m[2], m[3]); d != "" {
				return []Date{{EDTF: d, Basis: "address", Where: address}}
			}
		}
	}
	return nil
}

// aroundDates are the dates that came around the page: the feed's and the
// server's.
func aroundDates(o Options) (out []Date) {
	if !o.Feed.IsZero() && plausible(o.Feed.Year()) {
		out = append(out, Date{EDTF: o.Feed.Format(time.DateOnly), Basis: "feed", Where: "feed", utc: true})
	}
	return appendDay(out, o.Changed, "http", "Last-Modified")
}

// chosen puts the date to be taken first: the page's metadata before times in
// the page, its dateline and its address. A first date in universal time gives
// way to one that the page tells in the outlet's own, a day off. Equal
// candidates are told once.
func chosen(all []Date, dateline string) []Date {
	if dateline != "" {
		all = append(all, Date{EDTF: dateline, Basis: "dateline", Where: "dateline of the text"})
	}
	rank := func(d Date) int {
		return slices.Index([]string{"metadata", "time", "feed", "dateline", "address", "http"}, d.Basis)
	}
	slices.SortStableFunc(all, func(a, b Date) int { return rank(a) - rank(b) })
	if len(all) > 0 && all[0].utc {
		if i := slices.IndexFunc(all, func(d Date) bool { return !d.utc && d.Basis != "http" && dayApart(d.EDTF, all[0].EDTF) }); i > 0 && !slices.ContainsFunc(all, func(d Date) bool { return !d.utc && d.EDTF == all[0].EDTF }) {
			local := all[i]
			all = slices.Insert(slices.Delete(all, i, i+1), 0, local)
		}
	}
	var out []Date
	for _, d := range all {
		if !slices.ContainsFunc(out, func(o Date) bool { return o.EDTF == d.EDTF && o.Basis == d.Basis }) {
			out = append(out, d)
		}
	}
	return out
}

func dayApart(a, b string) bool {
	x, err := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	return err == nil && err2 == nil && x.Sub(y).Abs() == 24*time.Hour
}
