package capture

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestItems(t *testing.T) {
	for _, c := range []struct {
		name, feed string
		want       []string
		more       []string
		err        error
	}{
		{"RSS", `<rss version="2.0"><channel><item><link>/a</link></item><item><link>https://other.example/b#x</link></item><item><link>/a</link></item><item><link>javascript:1</link></item></channel></rss>`,
			[]string{"https://tannet.example/a", "https://other.example/b"}, nil, nil},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><link href="c"/></entry></feed>`, []string{"https://tannet.example/news/c"}, nil, nil},
		{"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","url":"https://tannet.example/d","content_text":"x"}]}`, []string{"https://tannet.example/d"}, nil, nil},
		{"sitemap", `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://tannet.example/e </loc></url></urlset>`, []string{"https://tannet.example/e"}, nil, nil},
		{"sitemap index", `<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>`, nil, []string{"https://tannet.example/s1.xml"}, nil},
		{"a page", `<html><body>no feed</body></html>`, nil, nil, ErrNoFeed},
		{"nothing", ``, nil, nil, ErrNoFeed},
		{"half a sitemap", `<urlset><url>`, nil, nil, ErrNoFeed},
	} {
		_, items, more, err := Items([]byte(c.feed), "https://tannet.example/news/feed")
		var got []string
		for _, i := range items {
			got = append(got, i.URL)
		}
		if !errors.Is(err, c.err) || !cmp.Equal(got, c.want) || !cmp.Equal(more, c.more) {
			t.Errorf("%s: %v %v %v", c.name, got, more, err)
		}
	}
}

func TestOPML(t *testing.T) {
	feeds := []Subscription{{"https://tannet.example/feed", "Tannet & more"}, {"https://other.example/feed", ""}}
	b, err := WriteOPML(feeds)
	if err != nil {
		t.Fatal(err)
	}
	got, err := OPML(b)
	feeds[1].Title = feeds[1].URL
	if err != nil || !cmp.Equal(got, feeds) {
		t.Errorf("%v %v\n%s", got, err, b)
	}
	folded, err := OPML([]byte(`<opml version="2.0"><body><outline text="news"><outline text="a" xmlUrl="https://a.example/f"/></outline></body></opml>`))
	if err != nil || len(folded) != 1 || folded[0].URL != "https://a.example/f" {
		t.Error(folded, err)
	}
	if _, err := OPML([]byte("no")); err == nil {
		t.Error("read what is no OPML")
	}
}

func FuzzItems(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><item><link>/a</link></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="c"/></entry></feed>`))
	f.Add([]byte(`<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"url":"x"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, items, _, err := Items(b, "https://tannet.example/feed")
		if err != nil && !errors.Is(err, ErrNoFeed) {
			t.Fatal(err)
		}
		for _, i := range items {
			if _, err := webAddress(i.URL); err != nil {
				t.Fatalf("%q is no address", i.URL)
			}
		}
		OPML(b)
	})
}
