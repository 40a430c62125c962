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
// place it was found in ("metadata", "time", "address", "dateline"), and where.
type Date struct {
	EDTF  string `json:"edtf"`
	Basis string `json:"basis"`
	Where string `json:"where"`
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
	if d, _ := dateAt(s); d != "" {
		return d
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
		case n.DataAtom == atom.Time || attr(n, "itemprop") == "datePublished":
			named := strings.EqualFold(attr(n, "itemprop"), "datePublished") || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "pubdate" })
			if elsewhere(n) || strings.EqualFold(attr(n, "itemprop"), "dateModified") || !named && (!seenTitle && !inHeader(n) || paragraphs > 2) {
				continue
			}
			if d := isoDay(first(attr(n, "datetime"), attr(n, "content"), textOf(n))); d != "" {
				out = append(out, Date{d, "time", "time element with the headline"})
			}
		}
	}
	return out
}

var aside = regexp.MustCompile(`(?i)(comment|related|sidebar|widget|footer|recommend|more-|latest|trending|update|modif|newsletter|teaser|card|list)`)

// elsewhere tells whether a node stands in a part of the page that is not the
// article's own.
func elsewhere(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Aside, atom.Footer, atom.Nav, atom.Figcaption, atom.Figure:
			return true
		case atom.Body, atom.Html:
			return false
		}
		if aside.MatchString(attr(n, "class")) || aside.MatchString(attr(n, "id")) {
			return true
		}
	}
	return false
}

// inHeader tells whether a node shares a header or article with a headline.
func inHeader(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Header || n.DataAtom == atom.Article {
			return find(n, func(c *html.Node) bool { return c.DataAtom == atom.H1 }) != nil
		}
	}
	return false
}

var addressDay = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_.-]|$)`)

// addressDates is the day in an address: /2024/03/13/ferry.
func addressDates(address string) []Date {
	if m := addressDay.FindStringSubmatch(address); m != nil {
		if d := realDay(m[1], m[2], m[3]); d != "" {
			return []Date{{d, "address", address}}
		}
	}
	return nil
}

// chosen puts the date to be taken first: the page's metadata before times in
// the page, its dateline and its address. Equal candidates are told once.
func chosen(all []Date, dateline string) []Date {
	if dateline != "" {
		all = append(all, Date{dateline, "dateline", "dateline of the text"})
	}
	rank := func(d Date) int { return slices.Index([]string{"metadata", "time", "dateline", "address"}, d.Basis) }
	slices.SortStableFunc(all, func(a, b Date) int { return rank(a) - rank(b) })
	var out []Date
	for _, d := range all {
		if !slices.ContainsFunc(out, func(o Date) bool { return o.EDTF == d.EDTF && o.Basis == d.Basis }) {
			out = append(out, d)
		}
	}
	return out
}
