package extract

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/sayso/sayso/report"
)

// A page is taken for one that lists others when its main part leads to so many
// of them and no stretch between two links is long enough to be a report.
const (
	manyLeads  = 6
	leastProse = 600 // bytes between two links
	leadWords  = 3   // of a link that leads to a page rather than to a part of the site
)

// lead is a link of a list, with its words.
type lead struct{ words, address string }

// listing is what a page's main part leads to, nil where it is a report. What
// says of itself that it is an article is believed.
func listing(main *html.Node, m *metadata, address string) []lead {
	if m.article || len(m.body) > leastProse {
		return nil
	}
	var leads []lead
	seen := map[string]bool{}
	prose, most := 0, 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (skipped[n.DataAtom] || hidden(n)) {
			return
		}
		if n.Type == html.ElementNode && n.DataAtom == atom.A {
			words, to := textOf(n), leadsTo(address, attr(n, "href"))
			if alone(n, words) && len(strings.Fields(words)) >= leadWords && to != "" {
				most, prose = max(most, prose), 0
				if !seen[to] && !samePage(address, to) {
					seen[to] = true
					leads = append(leads, lead{words, to})
				}
				return
			}
		}
		if n.Type == html.TextNode {
			prose += len(strings.Join(strings.Fields(n.Data), " "))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(main)
	if most = max(most, prose); len(leads) < manyLeads || most >= leastProse {
		return nil
	}
	return leads
}

// leadsTo is the address of another page that a link leads to, as it stands where
// the page's own is not known; "" where it leads to none.
func leadsTo(page, ref string) string {
	if to := resolved(page, ref); to != "" || page != "" {
		return to
	}
	if u, err := url.Parse(ref); err != nil || u.Scheme != "" || u.Path == "" {
		return ""
	}
	return ref
}

// alone tells whether a link is all, or nearly all, of the line or heading that it
// stands in.
func alone(a *html.Node, words string) bool {
	if find(a, block) != nil { // a card
		return true
	}
	for n := a.Parent; n != nil; n = n.Parent {
		if block(n) || n.DataAtom == atom.Li || n.DataAtom == atom.Td {
			return 4*len(words) >= 3*len(textOf(n))
		}
	}
	return false
}

func samePage(a, b string) bool {
	x, err := url.Parse(a)
	y, err2 := url.Parse(b)
	return err == nil && err2 == nil && x.Host == y.Host && strings.TrimSuffix(x.Path, "/") == strings.TrimSuffix(y.Path, "/") && x.RawQuery == y.RawQuery
}

// list makes a page one that lists others: its words are kept and not read.
func (p *Page) list(leads []lead) {
	for i := range p.Zones {
		if z := &p.Zones[i]; z.Kind != report.Headline {
			z.Kind = report.Boilerplate
		}
	}
	var some []string
	for _, l := range leads[:min(len(leads), 3)] {
		some = append(some, l.address)
	}
	p.Unread = append(p.Unread, fmt.Sprintf("this is a list of %d links, not a report: its words are kept and not read; add the pages that it names, such as %s", len(leads), strings.Join(some, " ")))
}
