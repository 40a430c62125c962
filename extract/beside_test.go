package extract

import "testing"

// TestBeside asks for the date of small pages, each with one thing that pages do.
func TestBeside(t *testing.T) {
	const text = `<p>The harbour of Vestvik was closed for three days while divers looked for the ferry's missing anchor, the port office said in a note to shipping companies.</p>
<p>Two vessels waited outside the breakwater, and a third turned back to Tannet with its load of timber and its crew of eleven, according to the office.</p>`
	const h1 = `<h1>Harbour of Vestvik closed for divers</h1>`
	for _, c := range []struct{ name, head, body, want, basis string }{
		{"a class above the headline", "", `<div><div class="meta-date">19.11.2021</div>` + h1 + text + `</div>`, "2021-11-19", "dateline"},
		{"the day that the site shows", "", `<div class="top"><div><span>Tuesday, 08 December 2020</span></div><nav><a href="/a">About</a></nav></div><main><div>` + h1 + text + `</div></main>`, "", ""},
		{"a line that begins with it", "", h1 + `<p class="tagline">22/11/2020 - 04:30 - From: the port's agency - Photo: M. Lunn</p>` + text, "2020-11-22", "dateline"},
		{"said at the end", "", h1 + text + text + `<p>Veröffentlicht am 14. Dezember 2015</p>`, "2015-12-14", "dateline"},
		{"changed at the end", "", h1 + text + text + `<p>Zuletzt aktualisiert am 14. Dezember 2015</p>`, "", ""},
		{"two times, one of a change", "", h1 + `<p>Updated: <time datetime="2020-07-08">8 July</time></p><p>Published <time datetime="2020-04-27">27 April</time></p>` + text, "2020-04-27", "time"},
		{"a date in the headline", "", `<h1>Results of the regatta of 19.5.2007 in Vestvik</h1><p>Results of the regatta of 19.5.2007</p>` + text, "", ""},
		{"figures of another script", "", h1 + `<span class="date">۲ تیر ۱۳۹۹</span>` + text, "2020-06-22", "dateline"},
		{"months of the Levant", "", h1 + `<div class="article_created">تم نشره الجمعة 24 نيسان / أبريل 2020 09:22</div>` + text, "2020-04-24", "dateline"},
		{"a year of two figures", "", h1 + `<span class="date">31.10.23</span>` + text, "2023-10-31", "dateline"},
		{"universal time and the outlet's day", `<meta property="article:published_time" content="2020-12-05T23:15:0Z">`, h1 + `<time datetime="2020-12-06">6 December</time>` + text, "2020-12-06", "time"},
		{"universal time and a day that it cannot be", `<meta property="article:published_time" content="2020-07-09T10:04:00Z">`, h1 + `<p class="date">8 July 2020</p>` + text, "2020-07-09", "metadata"},
		{"metadata that differ", `<meta property="article:published_time" content="2023-11-03"><meta name="datePublished" content="2023-11-06">`, h1 + `<span class="date">6 November 2023</span>` + text, "2023-11-06", "metadata"},
		{"metadata that may be of a change", `<meta name="date" content="2022-01-26">`, h1 + `<time datetime="2022-01-21">21 January</time>` + text, "2022-01-21", "time"},
		{"the date of the page alone", `<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2018-06-07T10:13:17+00:00"}]}</script>`, h1 + text, "2018-06-07", "metadata"},
		{"an end of something", "", h1 + `<ul><li>Open (until 31.12.2018)</li></ul>` + text, "", ""},
		{"an attribute that is no date", "", h1 + `<abbr class="published" title="Sunday evening">16.12.2012</abbr>` + text, "2012-12-16", "time"},
	} {
		p, err := HTML([]byte("<html><head><title>Harbour of Vestvik closed for divers</title>"+c.head+"</head><body>"+c.body+"</body></html>"), "", Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if p.Published.EDTF != c.want || p.Published.Basis != c.basis {
			t.Errorf("%s: %q (%s), want %q (%s); %+v", c.name, p.Published.EDTF, p.Published.Basis, c.want, c.basis, p.Dates)
		}
	}
}

func TestPersianDay(t *testing.T) {
	for _, c := range []struct{ y, m, d, want string }{
		{"1399", "فروردین", "1", "2020-03-20"}, {"1400", "فروردین", "1", "2021-03-21"}, {"1403", "اسفند", "30", "2025-03-20"},
		{"1404", "فروردین", "1", "2025-03-21"}, {"1357", "بهمن", "22", "1979-02-11"}, {"1399", "تير", "2", "2020-06-22"},
	} {
		if got := persianDay(c.y, c.m, c.d); got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.d, c.m, c.y, got, c.want)
		}
	}
}
