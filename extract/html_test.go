package extract

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"

	"github.com/sayso/sayso/report"
)

const (
	one = "A ferry with eighty people on board sank off Tannet on Monday, the coastguard said, and three of them died before help came."
	two = "The captain will be questioned on Friday, police said, while the company declined to comment on what it called a tragic accident at sea."
	six = "Islanders had complained for months that the ship was old, slow and overloaded, and that nobody in the ministry answered their letters."
)

// page is a page with the head, what stands before and after the article's
// paragraphs, and noise around it.
func page(head, before, after string) string {
	return "<!doctype html><html lang=en><head>" + head + "</head><body><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><div class=cookie style='display: none'>We use cookies</div>" +
		"<article><header>" + before + "</header><p>" + one + "</p><figure><img src=a.jpg><figcaption>The harbour on 2 May 2011. (Photo: Tannet Observer)</figcaption></figure><p>" + two +
		"</p><p>" + six + "</p>" + after + "</article><aside class=related><time datetime=2019-01-01>1 Jan 2019</time><a href=/x>Older ferries sank</a></aside>" +
		"<footer>© 2021 Tannet Observer <time datetime=2021-05-05>now</time></footer><script>document.write('<p>never</p>')</script></body></html>"
}

func TestHTML(t *testing.T) {
	head := "<h1>Ferry sinks off Tannet</h1>"
	for _, c := range []struct {
		name, html, url                  string
		title, outlet, byline, published string
		basis                            string
	}{
		{"JSON-LD", page(`<title>Ferry sinks off Tannet | Tannet Observer</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":"NewsArticle","headline":"Ferry sinks off Tannet","datePublished":"2024-03-12T08:00:00+02:00","dateModified":"2024-03-15","author":[{"@type":"Person","name":"Runa Eskildsen"}],"publisher":{"name":"Tannet Observer"}}]}</script>`, head, ""),
			"", "Ferry sinks off Tannet", "Tannet Observer", "Runa Eskildsen", "2024-03-12", "metadata"},
		{"meta", page(`<title>Ferry sinks off Tannet - Tannet Observer</title><meta property="og:title" content="Ferry sinks off Tannet"><meta property="og:site_name" content="Tannet Observer"><meta property="article:published_time" content="2024-03-12"><meta property="article:modified_time" content="2024-04-01"><meta name=author content="Runa Eskildsen and Jon Vik">`, head, ""),
			"", "Ferry sinks off Tannet", "Tannet Observer", "Runa Eskildsen, Jon Vik", "2024-03-12", "metadata"},
		{"time with the headline", page("<title>Ferry sinks off Tannet | Tannet Observer</title>", head+"<p>By Runa Eskildsen</p><time datetime='2024-03-12T10:00'>Tuesday</time>", ""),
			"", "Ferry sinks off Tannet", "Tannet Observer", "Runa Eskildsen", "2024-03-12", "time"},
		{"address", page("<title>Ferry sinks off Tannet</title>", head, ""), "https://www.tannet.example/2024/3/12/ferry.html", "Ferry sinks off Tannet", "tannet.example", "", "2024-03-12", "address"},
		{"no date but a caption's, a footer's, an update's and related ones", page(`<meta property="article:modified_time" content="2024-04-01">`, head, "<p class=updated>Updated <time datetime=2024-04-01>1 April</time></p>"),
			"https://tannet.example/ferry", "Ferry sinks off Tannet", "tannet.example", "", "", ""},
		{"a day that does not exist", page(`<meta property="article:published_time" content="2024-02-31">`, head, ""), "", "Ferry sinks off Tannet", "", "", "", ""},
	} {
		p, err := HTML([]byte(c.html), "", Options{URL: c.url})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := [...]string{p.Title, p.Outlet, strings.Join(p.Byline, ", "), p.Published.EDTF, p.Published.Basis}
		if d := cmp.Diff([...]string{c.title, c.outlet, c.byline, c.published, c.basis}, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		for _, want := range []string{one, two, six} {
			i := strings.Index(p.Text, want)
			if i < 0 || p.ZoneAt(i) != report.Body {
				t.Errorf("%s: the text lacks %.30q in its body:\n%s", c.name, want, p.Text)
			}
		}
		for _, noise := range []string{"cookies", "Sport", "never", "Older ferries", "©"} {
			if strings.Contains(p.Text, noise) {
				t.Errorf("%s: the text has %q", c.name, noise)
			}
		}
		if i := strings.Index(p.Text, "The harbour on 2 May"); i >= 0 && p.ZoneAt(i) != report.Caption {
			t.Errorf("%s: the caption is %s", c.name, p.ZoneAt(i))
		}
		if p.ZoneAt(0) != report.Headline || !strings.HasPrefix(p.Text, c.title) {
			t.Errorf("%s: the headline is %s: %.40q", c.name, p.ZoneAt(0), p.Text)
		}
		if p.Language != "en" {
			t.Errorf("%s: language %q", c.name, p.Language)
		}
	}
}

// Every candidate is told with where it was found.
func TestDatesInConflict(t *testing.T) {
	p, err := HTML([]byte(page(`<meta property="article:published_time" content="2024-03-12">`, "<h1>Ferry sinks off Tannet</h1><time datetime=2024-03-13>x</time>", "")), "", Options{URL: "https://tannet.example/2024/03/11/ferry"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Date{{EDTF: "2024-03-12", Basis: "metadata", Where: "meta article:published_time"}, {EDTF: "2024-03-13", Basis: "time", Where: "time element with the headline"}, {EDTF: "2024-03-11", Basis: "address", Where: "https://tannet.example/2024/03/11/ferry"}}
	if d := cmp.Diff(want, p.Dates, cmpopts.IgnoreUnexported(Date{})); d != "" {
		t.Error(d)
	}
}

func TestBlocks(t *testing.T) {
	p, err := HTML([]byte(page("", "<h1>Ferry sinks off Tannet</h1>", "<ul><li>first thing that the report found out about it</li><li>second thing that it found</li></ul><blockquote><p>“They were told twice and chose to wait,” said an official of the harbour who knew it.</p></blockquote>"+
		"<table><tr><th>Ship</th><th>Year built</th></tr><tr><td>Halda</td><td>1974</td></tr></table><p>Line one of a letter to us<br><br>Line two of that letter, which was longer</p><p>Subscribe to our newsletter</p>")), "", Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n\n- first thing", "\n\n- second thing", "“They were told twice", "\n\nHalda | 1974", "letter to us\n\nLine two"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("no %q in\n%s", want, p.Text)
		}
	}
	if i := strings.Index(p.Text, "Subscribe"); i >= 0 && p.ZoneAt(i) != report.Boilerplate {
		t.Error("asking for subscribers is", p.ZoneAt(i))
	}
}

func TestCharsets(t *testing.T) {
	text := "Паром с восемьюдесятью пассажирами затонул у берегов Таннета в понедельник, сообщила береговая охрана, трое из них погибли до прихода помощи."
	cyrillic, _ := charmap.Windows1251.NewEncoder().String("<html><head><meta charset=windows-1251></head><body><article><p>" + text + "</p><p>" + text + "</p></article></body></html>")
	hangul := "월요일 태넷 앞바다에서 승객 여든 명을 태운 여객선이 침몰해 세 명이 숨졌다고 해안경비대가 밝혔다. 선장은 금요일에 조사를 받을 예정이라고 경찰이 말했다."
	euckr, _ := korean.EUCKR.NewEncoder().String("<html><body><article><p>" + hangul + "</p><p>" + hangul + "</p></article></body></html>")
	for _, c := range []struct{ name, html, label, want string }{
		{"windows-1251 in meta", cyrillic, "", text},
		{"EUC-KR in the header", euckr, "euc-kr", hangul},
		{"UTF-8 labelled ISO-8859-1", "<html><head><meta charset=iso-8859-1></head><body><p>" + text + "</p></body></html>", "iso-8859-1", text},
	} {
		p, err := HTML([]byte(c.html), c.label, Options{})
		if err != nil || !strings.Contains(p.Text, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestHTMLRefusals(t *testing.T) {
	for _, b := range []string{"", "<html></html>", "<script>x</script>", "<html><body><nav>Home</nav></body></html>"} {
		if _, err := HTML([]byte(b), "", Options{Path: "p.html"}); !errors.Is(err, ErrNoArticle) {
			t.Errorf("%q: %v", b, err)
		}
	}
	if _, err := HTML([]byte(page("", "", "")), "", Options{Published: "soon"}); !errors.Is(err, ErrDate) {
		t.Error(err)
	}
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(page("<title>x</title>", "<h1>y</h1>", "<table><tr><td>z")), "utf-8")
	f.Add([]byte("<p><p><table><svg><p>"+strings.Repeat("<div>", 300)), "shift_jis")
	f.Add([]byte(`<script type="application/ld+json">{"@graph":[[[{"@type":["NewsArticle"],"author":{"name":[]}}]]]}</script><p>a b c d`), "")
	f.Fuzz(func(t *testing.T, b []byte, label string) {
		p, err := HTML(b, label, Options{})
		if err != nil {
			return
		}
		if again, err := report.Canonical([]byte(p.Text)); err != nil || again != p.Text || !utf8.ValidString(p.Text) {
			t.Fatalf("not canonical: %q", p.Text)
		}
		end := 0
		for _, z := range p.Zones {
			if z.Span.Start < end || z.Span.End > len(p.Text) || z.Span.Start >= z.Span.End {
				t.Fatalf("zones %v of %d bytes", p.Zones, len(p.Text))
			}
			end = z.Span.End
		}
	})
}

// TestCorrectionZone keeps notes of what was changed apart from the news.
func TestCorrectionZone(t *testing.T) {
	const text = `<p>The harbour of Vestvik was closed for three days while divers looked for the ferry's missing anchor, the port office said in a note to shipping companies.</p>
<p>Two vessels waited outside the breakwater, and a third turned back to Tannet with its load of timber and its crew of eleven, according to the office.</p>`
	for _, c := range []struct {
		note string
		zone report.ZoneKind
	}{
		{`<p>Correction: An earlier version of this article said that the harbour was closed for five days.</p>`, report.Correction},
		{`<p>This article was updated on 4 May to add what the ferry company said.</p>`, report.Correction},
		{`<p>Editor's note: The name of the captain has been removed at his request.</p>`, report.Correction},
		{`<div class="article-correction">The ferry's name was given wrongly; it is the Halda.</div>`, report.Correction},
		{`<p>Update: The anchor has been found near the western pier, the port office said on Friday.</p>`, report.Body},
	} {
		p, err := HTML([]byte("<html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1>"+text+c.note+"</article></body></html>"), "", Options{})
		if err != nil {
			t.Fatal(err)
		}
		last := p.Zones[len(p.Zones)-1]
		if last.Kind != c.zone || len(p.Corrections) != 1 {
			t.Errorf("%s: %s %q, corrections %q", c.note, last.Kind, last.Span.Of(p.Text), p.Corrections)
		}
	}
}

// TestDayBeside holds the day that is told of a page, and its basis, against what
// stands beside the headline.
func TestDayBeside(t *testing.T) {
	title := "<title>Ferry sinks off the island of Tannet | Tannet Observer</title>"
	head := "<h1>Ferry sinks off the island of Tannet</h1>"
	for _, c := range []struct{ name, head, before, day, basis string }{
		{"the clock of a program's log", title + `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"Tue Mar 12 19:20:36 CET 2024"}</script>`, head, "2024-03-12", "metadata"},
		{"an update with its hour before its day", title + `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-12T13:23:00Z"}</script>`,
			head + "<div class=info>By Runa Eskildsen, harbour reporter, and Jon Vik <span class=date>Updated 20:49, 13 Mar 2024</span></div>", "2024-03-12", "metadata"},
		{"an hour and a day under a headline with a kicker", title, "<h1>Harbours on the northern coast Ferry sinks off the island of Tannet</h1><div>Di 12.03.24 | 14:07 Uhr | Von Runa Eskildsen aus Tannet</div>", "2024-03-12", "dateline"},
		{"published with its hour before its day", title, head + "<p>A report by Runa Eskildsen of the harbour desk, published 14:07, 12 March 2024, updated 20:49, 13 March 2024</p>", "2024-03-12", "dateline"},
		{"a day that something begins to hold", title, head + "<div class=info>Name of the company: Tannet Lines. Effective date: Wednesday, March 13, 2024. Kind: limited liability</div>", "", ""},
		{"a weekday that something ends on", title, head + "<p class=info>Open until Wednesday, March 13, 2024</p>", "", ""},
		{"an update in Icelandic", title, head + "<div class=date>Uppfært 13.3.2024 kl. 7:25</div>", "", ""},
		{"the day in the site's head", title, "<div class=top><a href=/n>News</a><a href=/o>Opinion</a><span class=site-date>March 13, 2024</span></div>" + head, "", ""},
		{"another report's teaser", title, head + "<article><h4><a href=/other>Harbour wall of Tannet breaks</a></h4><time datetime=2024-03-01>1 March 2024</time></article>", "", ""},
		{"a link that is a teaser", title, head + "<div><a href=/other><span class=created>Published on 1 March 2024</span><h3>Harbour wall of Tannet breaks</h3></a></div>", "", ""},
		{"a film's day and length", title, head + "<div class=info>12.03.2024 | 3:18 min</div>", "", ""},
		{"a Turkish label", title, head + "<span class=tarih>12.03.2024 - Güncelleme : 13.03.2024</span>", "2024-03-12", "dateline"},
		{"the end of the title", "<title>Ferry sinks off the island of Tannet | Tannet Observer | 12.03.2024</title>", head, "2024-03-12", "metadata"},
		{"a day as the headline's own end", "<title>What the tides will be | 12.03.2024</title>", "<h1>What the tides will be</h1>", "", ""},
	} {
		p, err := HTML([]byte(page(c.head, c.before, "")), "", Options{URL: "https://tannet.example/ferry"})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if p.Published.EDTF != c.day || p.Published.Basis != c.basis {
			t.Errorf("%s: %q by %q, want %q by %q of %v", c.name, p.Published.EDTF, p.Published.Basis, c.day, c.basis, p.Dates)
		}
	}
}
