package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sayso/sayso/report"
)

// TestListing tells pages that list others from reports.
func TestListing(t *testing.T) {
	row := func(n int, form string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form+"\n", i, i)
		}
		return b.String()
	}
	const teaser = `<article class="teaser"><h2><a href="/news/%d">Port office of Vestvik counts ships, part %d</a></h2><p>The port office says that fewer ships called than in the year before.</p></article>`
	const item = `<li><a href="/archive/%d">Ships that called at Vestvik in week %d</a></li>`
	const card = `<div class="card"><a href="/news/%d"><h3>Ferry line to Tannet to be opened again, %d</h3><p>Two boats are to sail each day, the company said.</p></a></div>`
	prose := strings.Repeat("<p>The harbour of Vestvik was closed for three days while divers looked for the ferry's missing anchor, the port office said in a note to shipping companies, and two vessels waited outside the breakwater until the evening tide.</p>", 5)
	for _, c := range []struct {
		name, head, body string
		list             bool
	}{
		{"front page", "", "<main>" + row(12, teaser) + "</main>", true},
		{"archive", "", "<main><h1>Archive of the year 2023</h1><ul>" + row(30, item) + "</ul></main>", true},
		{"cards", "", "<main><h1>News from the islands</h1><div class=grid>" + row(10, card) + "</div></main>", true},
		{"report with related links", "", "<main><article><h1>Harbour closed for divers</h1>" + prose + "<ul>" + row(9, item) + "</ul></article></main>", false},
		{"report with links between", "", "<main><article><h1>Harbour closed for divers</h1>" + prose + row(4, `<p><a href="/news/%d">Read what the port office said before, %d</a></p>`) + prose + "</article></main>", false},
		{"short report that says so", `<meta property="og:type" content="article">`, "<main><article><h1>Harbour closed for divers</h1><p>The harbour of Vestvik was closed on Monday while divers looked for the ferry's missing anchor.</p><ul>" + row(9, item) + "</ul></article></main>", false},
	} {
		p, err := HTML([]byte("<html><head><title>Vestvik Observer</title>"+c.head+"</head><body>"+c.body+"</body></html>"), "", Options{URL: "https://vestvik.example/x"})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		told := strings.Contains(strings.Join(p.Unread, " "), "a list of")
		read := false
		for _, z := range p.Zones {
			read = read || z.Kind == report.Body
		}
		if told != c.list || read == c.list {
			t.Errorf("%s: list %v, with a body %v; %q", c.name, told, read, p.Unread)
		}
		if p, err = HTML([]byte("<html><head><title>Vestvik Observer</title>"+c.head+"</head><body>"+c.body+"</body></html>"), "", Options{}); err != nil || (len(p.Unread) > 0) != c.list {
			t.Errorf("%s from a file: %v", c.name, err)
		}
		if c.list && !strings.Contains(p.Unread[0], "such as /") && !strings.Contains(p.Unread[0], "such as https://vestvik.example/") {
			t.Errorf("%s: no link is offered: %q", c.name, p.Unread)
		}
	}
}
