package capture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

// ErrNoFeed says that bytes are neither a feed nor a sitemap.
var ErrNoFeed = errors.New("it is no feed (RSS, Atom, JSON Feed) and no sitemap: give the feed's own address")

// maxItems bounds how many links one feed or sitemap may hold.
const maxItems = 50_000

// Item is a link in a feed. Published is the zero time where none is told.
type Item struct {
	URL       string
	Title     string
	Published time.Time
}

// Items are the links in a feed or sitemap, in its order, each once, as seen
// from its own address; more are the sitemaps that a sitemap index names.
func Items(b []byte, address string) (title string, items []Item, more []string, err error) {
	base, err := url.Parse(address)
	if err != nil {
		return "", nil, nil, fmt.Errorf("%s: %w", address, ErrAddress)
	}
	links := linkSet{base: base, seen: map[string]bool{}}
	if isSitemap(b) {
		more, err = links.sitemap(b)
		return "", links.items, more, err
	}
	feed, err := parseFeed(b)
	if err != nil {
		return "", nil, nil, fmt.Errorf("%s: %w", address, ErrNoFeed)
	}
	for _, x := range feed.Items {
		if x == nil {
			continue
		}
		at := time.Time{}
		if x.PublishedParsed != nil {
			at = x.PublishedParsed.UTC()
		}
		links.add(x.Link, x.Title, at)
	}
	return feed.Title, links.items, nil, nil
}

// LooksFeed tells whether bytes look like a feed or sitemap rather than a page.
func LooksFeed(b []byte, contentType string) bool {
	head := strings.ToLower(string(b[:min(len(b), 2048)]))
	if strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html") {
		return false
	}
	for _, mark := range []string{"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "jsonfeed.org/version"} {
		if strings.Contains(head, mark) {
			return true
		}
	}
	return strings.Contains(contentType, "rss+xml") || strings.Contains(contentType, "atom+xml") || strings.Contains(contentType, "feed+json")
}

// parseFeed keeps what a foreign feed does to the parser to itself.
func parseFeed(b []byte) (f *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the feed cannot be parsed: %v", r)
		}
	}()
	return gofeed.NewParser().Parse(bytes.NewReader(b))
}

type linkSet struct {
	base  *url.URL
	seen  map[string]bool
	items []Item
}

func (s *linkSet) add(link, title string, at time.Time) {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || link == "" || len(s.items) >= maxItems {
		return
	}
	if u, err = webAddress(s.base.ResolveReference(u).String()); err != nil || s.seen[u.String()] {
		return
	}
	s.seen[u.String()] = true
	s.items = append(s.items, Item{u.String(), strings.Join(strings.Fields(title), " "), at})
}

func isSitemap(b []byte) bool {
	head := b[:min(len(b), 2048)]
	return bytes.Contains(head, []byte("<urlset")) || bytes.Contains(head, []byte("<sitemapindex"))
}

func (s *linkSet) sitemap(b []byte) (more []string, err error) {
	var doc struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
		Maps []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	if err := xml.Unmarshal(b, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", s.base, ErrNoFeed, err)
	}
	for _, u := range doc.URLs {
		s.add(u.Loc, "", time.Time{})
	}
	for _, m := range doc.Maps {
		if u, err := s.base.Parse(strings.TrimSpace(m.Loc)); err == nil && !slices.Contains(more, u.String()) {
			more = append(more, u.String())
		}
	}
	return more, nil
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Type     string    `xml:"type,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

type opml struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Body    []outline `xml:"body>outline"`
}

// Subscription is a feed in a list of feeds.
type Subscription struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

// OPML are the feeds in an OPML file, its folders passed over.
func OPML(b []byte) ([]Subscription, error) {
	var doc opml
	if err := xml.Unmarshal(b, &doc); err != nil {
		return nil, fmt.Errorf("it is no OPML: %w", err)
	}
	var out []Subscription
	var walk func([]outline)
	walk = func(list []outline) {
		for _, o := range list {
			if o.XMLURL != "" {
				out = append(out, Subscription{o.XMLURL, o.Text})
			}
			walk(o.Outlines)
		}
	}
	walk(doc.Body)
	return out, nil
}

// WriteOPML is a list of feeds as OPML 2.0.
func WriteOPML(feeds []Subscription) ([]byte, error) {
	doc := opml{Version: "2.0", Title: "sayso feeds"}
	for _, f := range feeds {
		title := f.Title
		if title == "" {
			title = f.URL
		}
		doc.Body = append(doc.Body, outline{Text: title, Type: "rss", XMLURL: f.URL})
	}
	b, err := xml.MarshalIndent(doc, "", "  ")
	return append([]byte(xml.Header), append(b, '\n')...), err
}
