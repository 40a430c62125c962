package extract

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sayso/sayso/report"
)

// written is a report of an invented outlet, before it is put on a page.
type written struct {
	tag, title, author, day string
	paragraphs              []string
}

// The sentences of which the invented reports are made.
var (
	openings = []string{
		"The ferry company Norrlinje ordered two of its vessels back to Tannet on %s after inspectors found water in their fuel tanks, the coastguard said.",
		"Dock workers in Skarvik walked out on %s over wages that their union says were never paid in full, leaving grain ships waiting in the bay.",
		"A court in Oddeby on %s sentenced the former harbour master to three years for selling berths that did not exist.",
		"The ministry of labour said on %s that it had recalled forty welders whose permits it called irregular.",
	}
	middles = []string{
		"“We were told that the boats would be checked before the season, and nobody came,” said Runa Eskildsen, who has run the café on the quay since 1998.",
		"Officials declined to say how many passengers had been booked, but two people who work at the terminal put the number at about three hundred.",
		"The company said in a statement that it regretted the delay and that safety had always come first, without saying when the vessels would sail again.",
		"According to a letter that was seen by this newspaper, the board had been warned in writing at least twice, most recently in the autumn.",
		"Jon Vik, a lawyer for the families, said that they wanted an independent inquiry and would go to court if the port refused one.",
		"Prices on the island have risen by a fifth since the spring, the statistics office reported last week, mostly because of the cost of transport.",
		"It was not clear who had signed the order, and a spokesman for the governor did not answer questions sent to him by e-mail.",
		"The inspectors, who arrived from the mainland at noon, are expected to stay until the end of the month and to publish what they find.",
		"In a meeting that lasted four hours the council voted seven to two to ask the government for help with the repairs.",
		"Neighbours described a quiet street where everybody knew everybody and where the police had not been seen for years.",
		"Nothing suggests that anyone was hurt, the hospital in Oddeby said, although three people were treated for shock and sent home.",
		"The case has drawn attention to a practice that unions say is common: men are hired by one firm, lent to a second and paid by a third.",
	}
	days = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}
)

// natives are reports in languages that are not read.
var natives = []written{
	{"ru", "Паром затонул у берегов Таннета", "Анна Волкова", "2023-05-17", []string{
		"Паром с восемьюдесятью пассажирами затонул у берегов Таннета в понедельник вечером, сообщила береговая охрана, трое из них погибли до прихода помощи.",
		"Капитана судна допросят в пятницу, заявили в полиции, а компания отказалась отвечать на вопросы о причинах того, что она назвала трагической случайностью.",
		"Жители острова давно жаловались, что судно старое и перегруженное, однако министерство на их письма не ответило ни разу.",
		"По словам двух сотрудников порта, проверку в последний раз проводили два года назад, и её результаты так и не опубликовали."}},
	{"ko", "태넷 앞바다에서 여객선 침몰", "김하나", "2023-05-17", []string{
		"월요일 저녁 태넷 앞바다에서 승객 여든 명을 태운 여객선이 침몰해 구조가 도착하기 전에 세 명이 숨졌다고 해안경비대가 밝혔다.",
		"선장은 금요일에 조사를 받을 예정이라고 경찰이 말했으며 회사는 비극적인 사고라고 부른 이번 일의 원인에 대해 답변을 거부했다.",
		"섬 주민들은 배가 낡고 짐을 너무 많이 싣는다고 여러 달 동안 항의했지만 담당 부처는 편지에 한 번도 답하지 않았다고 말했다.",
		"항구에서 일하는 두 사람은 마지막 점검이 이 년 전에 있었고 그 결과는 공개되지 않았다고 전했다."}},
	{"ja", "タネット沖でフェリー沈没", "山田花子", "2023-05-17", []string{
		"月曜日の夜、タネット沖で八十人を乗せたフェリーが沈没し、救助が来る前に三人が亡くなったと沿岸警備隊が発表した。",
		"船長は金曜日に事情を聞かれる予定だと警察は述べ、会社は悲劇的な事故と呼ぶ出来事の原因について答えることを拒んだ。",
		"島の住民は船が古く荷物を積み過ぎていると何か月も訴えてきたが、担当の省は手紙に一度も返事をしなかったという。",
		"港で働く二人によると、最後の点検は二年前に行われたが、その結果は公表されていない。"}},
	{"zh", "渡轮在坦内特附近沉没", "王小明", "2023-05-17", []string{
		"海岸警卫队说，周一晚上，一艘载有八十人的渡轮在坦内特附近沉没，其中三人在救援到来之前死亡。",
		"警方说，船长将于周五接受询问，公司把这件事称为悲剧性的事故，但拒绝对原因发表评论。",
		"岛上居民几个月来一直抱怨渡轮陈旧而且超载，但是主管部门从来没有回复过他们的信件。",
		"据两名在港口工作的人说，最近一次检查是在两年以前进行的，检查的结果一直没有公布。"}},
	{"ar", "غرق عبّارة قبالة تانيت", "ليلى حداد", "2023-05-17", []string{
		"غرقت عبّارة تقل ثمانين شخصا قبالة تانيت مساء الاثنين، وقال خفر السواحل إن ثلاثة منهم لقوا حتفهم قبل وصول النجدة.",
		"وقالت الشرطة إن القبطان سيستجوب يوم الجمعة، بينما رفضت الشركة التعليق على أسباب ما وصفته بأنه حادث مأساوي في البحر.",
		"وكان سكان الجزيرة قد اشتكوا لأشهر من أن السفينة قديمة ومحملة فوق طاقتها، لكن الوزارة لم ترد على رسائلهم.",
		"وقال اثنان من العاملين في الميناء إن آخر فحص جرى قبل عامين وإن نتائجه لم تنشر حتى الآن."}},
}

func inventReport(n int) written {
	rng := rand.New(rand.NewPCG(uint64(n), 7))
	w := written{tag: "en", title: []string{"Two ferries kept in port after inspection", "Dockers in Skarvik stop work over wages", "Former harbour master sent to prison", "Forty welders called home, ministry says"}[n%4],
		author: []string{"Runa Holm", "Ove Lind", "Mara Teig"}[n%3], day: fmt.Sprintf("2023-%02d-%02d", 1+n%12, 13+n%15)}
	w.paragraphs = append(w.paragraphs, fmt.Sprintf(openings[n%4], days[n%5]))
	for _, i := range rng.Perm(len(middles))[:5+n%6] {
		w.paragraphs = append(w.paragraphs, middles[i])
	}
	return w
}

func ps(list []string) string { return "<p>" + strings.Join(list, "</p>\n<p>") + "</p>" }

// american, european and ISO forms of a day.
func american(day string) string {
	var y, m, d int
	fmt.Sscanf(day, "%d-%d-%d", &y, &m, &d)
	return fmt.Sprintf("%s %d, %d", []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}[m-1], d, y)
}

const (
	siteNav   = `<nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/money">Money</a></li><li><a href="/sport">Sport</a></li></ul></nav>`
	siteFoot  = `<footer class="site-footer"><p>© 2023 Tannet Media. All rights reserved. Reproduction of material from any page without written permission is strictly prohibited.</p><ul><li><a href="/privacy">Privacy policy</a></li><li><a href="/terms">Terms of use</a></li></ul></footer>`
	cookies   = `<div id="cookie-consent" class="cookie-banner" role="dialog"><p>We and our 812 partners store and access information on your device, such as cookies, to show you personal advertising and to measure it. You can change your mind at any time in the settings.</p><button>Accept all</button></div>`
	related   = `<div class="related-stories"><h3>Related stories</h3><ul><li><a href="/1">Island council asks for a new ferry terminal after years of delay</a></li><li><a href="/2">Why the price of bread has doubled in Oddeby since the spring</a></li><li><a href="/3">In pictures: the midsummer regatta off Fjellby</a></li></ul></div>`
	ask       = `<div class="newsletter-signup"><h4>Get the morning briefing</h4><p>Sign up to our newsletter and get the five stories that matter in your inbox every day, free of charge.</p><form><input type=email><button>Sign up</button></form></div>`
	sidebar   = `<aside class="sidebar"><h3>Most read</h3><ol><li><a href="/4">Storm warning for the north coast as winds pick up tonight</a><time datetime="2023-12-30">30 December</time></li><li><a href="/5">Bakery on the quay to close after ninety years of trade</a></li></ol></aside>`
	photo     = `<figure class="wp-caption"><img src=a.jpg alt="harbour"><figcaption class="caption">The harbour of Tannet on 2 May 2011, long before the works began. Photo: Tannet Media</figcaption></figure>`
	comments  = `<section id="comments" class="comments-area"><h2>3 comments</h2><ol><li><p>I have been saying this for years and nobody at the council ever listens to us islanders.</p></li><li><p>Typical of Norrlinje, they only ever think of the money and never of the passengers who pay for it all.</p></li></ol></section>`
	shareLine = `<div class="share-tools"><a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">Email this</a></div>`
)

// middle puts something between the paragraphs.
func middle(w written, what string) string {
	n := len(w.paragraphs) / 2
	return ps(w.paragraphs[:n]) + what + ps(w.paragraphs[n:])
}

func document(head, body string, w written) string {
	return "<!doctype html><html lang=" + w.tag + "><head><meta charset=utf-8><title>" + w.title + " | Tannet Observer</title>" + head + "</head><body>" + body + "</body></html>"
}

func ldJSON(w written, more string) string {
	return fmt.Sprintf(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":%q,"author":{"@type":"Person","name":%q},"publisher":{"@type":"Organization","name":"Tannet Observer"}%s}</script>`, w.title, w.author, more)
}

// templates are ways in which outlets build pages; dated tells that the page says
// when it was published.
var templates = []struct {
	name  string
	dated bool
	page  func(w written) string
}{
	{"wordpress", true, func(w written) string {
		return document(`<meta property="article:published_time" content="`+w.day+`T08:00:00+00:00">`, siteNav+cookies+`<main><article class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">`+w.title+`</h1><div class="entry-meta">by <span class="author vcard">`+w.author+`</span></div></header><div class="entry-content">`+photo+middle(w, ask)+shareLine+`</div><footer class="entry-footer"><span class="tags-links">Tagged <a href=/t>ferries</a>, <a href=/u>harbour</a></span></footer></article>`+comments+`</main>`+sidebar+siteFoot, w)
	}},
	{"drupal", true, func(w written) string {
		return document("", siteNav+`<div id="block-system-main"><div class="node node-article"><h1 class="page-title">`+w.title+`</h1><div class="submitted">Submitted by `+w.author+` on `+american(w.day)+` - 09:12</div><div class="field field-name-body"><div class="field-items"><div class="field-item even" property="content:encoded">`+ps(w.paragraphs)+`</div></div></div></div></div><div class="region-sidebar-second">`+related+`</div>`+siteFoot, w)
	}},
	{"arc", true, func(w written) string {
		return document(ldJSON(w, `,"datePublished":"`+w.day+`T06:30:00Z"`), `<div id="fusion-app">`+siteNav+`<section class="article-header"><h1 class="headline">`+w.title+`</h1></section><article class="article-body-wrapper">`+middle(w, `<div class="interstitial-link"><a href="/x">Read more: how the harbour was rebuilt after the great flood</a></div>`)+`</article><div class="c-recirc">`+related+`</div>`+siteFoot+`</div>`, w)
	}},
	{"ghost", true, func(w written) string {
		return document(`<meta property="article:published_time" content="`+w.day+`">`, `<div class="gh-viewport">`+siteNav+`<main class="gh-main"><article class="gh-article"><header class="gh-article-header"><h1 class="gh-article-title">`+w.title+`</h1><p class="gh-article-excerpt"></p></header><section class="gh-content gh-canvas">`+middle(w, `<div class="kg-card kg-signup-card newsletter"><p>Subscribe to Tannet Weekly for more like this, every Friday.</p></div>`)+`</section></article></main>`+siteFoot+`</div>`, w)
	}},
	{"amp", true, func(w written) string {
		return `<!doctype html><html amp lang=` + w.tag + `><head><meta charset=utf-8><title>` + w.title + `</title>` + ldJSON(w, `,"datePublished":"`+w.day+`"`) + `</head><body><amp-sidebar id=s><ul><li><a href=/>Home</a></ul></amp-sidebar><article class="amp-article"><h1>` + w.title + `</h1><amp-img src=a.jpg></amp-img>` + middle(w, `<amp-ad width=300></amp-ad>`) + `</article><amp-consent><div>We use cookies to improve this page and to measure who reads it and how long.</div></amp-consent></body></html>`
	}},
	{"old table layout", true, func(w written) string {
		return document("", `<table width=100%><tr><td colspan=2><a href=/>TANNET OBSERVER</a></td></tr><tr><td width=160 valign=top><a href=/a>News</a><br><a href=/b>Weather</a><br><a href=/c>Letters</a></td><td><font size=5><b>`+w.title+`</b></font><br><font size=1>`+american(w.day)+`</font><p>`+strings.Join(w.paragraphs, "<p>")+`</td></tr><tr><td colspan=2><font size=1>Copyright Tannet Observer</font></td></tr></table>`, w)
	}},
	{"br paragraphs", true, func(w written) string {
		return document(`<meta name="pubdate" content="`+w.day+`">`, siteNav+`<div id="content"><h1>`+w.title+`</h1><div class="text">`+strings.Join(w.paragraphs, "<br><br>\n")+`</div></div>`+siteFoot, w)
	}},
	{"div soup", true, func(w written) string {
		return document(ldJSON(w, `,"datePublished":"`+w.day+`T10:00:00+01:00"`), `<div class="css-1"><div class="css-2">`+siteNav+`</div><div class="css-3"><div class="css-4"><div class="css-5"><div class="css-6">`+w.title+`</div></div><div class="css-7"><div class="css-8">`+strings.Join(w.paragraphs, `</div><div class="css-8">`)+`</div></div></div></div></div>`, w)
	}},
	{"live blog", true, func(w written) string {
		var b strings.Builder
		for i, p := range w.paragraphs {
			fmt.Fprintf(&b, `<div class="live-post" id="p%d"><div class="live-body"><p>%s</p></div></div>`, i, p)
		}
		return document(ldJSON(w, `,"datePublished":"`+w.day+`T05:00:00Z"`), siteNav+`<main><h1>`+w.title+`</h1><section class="live-blog">`+b.String()+`</section></main>`+siteFoot, w)
	}},
	{"cookie wall", true, func(w written) string {
		return document(`<meta property="article:published_time" content="`+w.day+`">`, `<div class="onetrust-consent-sdk"><div role="dialog" aria-modal="true">`+strings.Repeat("<p>Some of these partners process your data on the basis of a legitimate interest, to which you may object at any time under the settings below.</p>", 12)+`</div></div>`+siteNav+`<article><h1>`+w.title+`</h1>`+ps(w.paragraphs)+`</article>`+siteFoot, w)
	}},
	{"related links inside", true, func(w written) string {
		return document(`<meta name="date" content="`+w.day+`">`, siteNav+`<article><h1>`+w.title+`</h1><div class="body">`+middle(w, `<p><a href=/1>READ MORE: Island council asks for a new ferry terminal after years of delay</a></p>`+related)+`</div></article>`+siteFoot, w)
	}},
	{"ask in the midst", true, func(w written) string {
		return document(`<meta itemprop="datePublished" content="`+w.day+`">`, siteNav+`<article><h1>`+w.title+`</h1>`+middle(w, `<hr><p><em>Sign up for our newsletter and never miss a story from the islands.</em></p><hr>`)+`<p>Support our journalism: donate today.</p></article>`+siteFoot, w)
	}},
	{"captions everywhere", true, func(w written) string {
		return document(`<meta property="article:published_time" content="`+w.day+`">`, siteNav+`<article><h1>`+w.title+`</h1>`+photo+middle(w, photo+`<div class="image"><img src=b.jpg><span class="image-caption">Inspectors on the quay in 2019 (Photo: Ove Lind/Tannet Media)</span></div>`)+`</article>`+siteFoot, w)
	}},
	{"embedded posts", true, func(w written) string {
		return document(`<meta property="article:published_time" content="`+w.day+`">`, siteNav+`<article><h1>`+w.title+`</h1>`+middle(w, `<iframe src=https://video.example></iframe><script>embed()</script>`)+shareLine+`</article>`+siteFoot, w)
	}},
	{"paywall with the text in data", true, func(w written) string {
		return document(ldJSON(w, `,"datePublished":"`+w.day+`","isAccessibleForFree":false,"articleBody":`+fmt.Sprintf("%q", strings.Join(w.paragraphs, "\n\n"))), siteNav+`<article><h1>`+w.title+`</h1><p>`+w.paragraphs[0]+`</p><div class="paywall-prompt"><p>This article is for subscribers. Subscribe now to go on reading, from one crown a week.</p></div></article>`+siteFoot, w)
	}},
	{"microdata", true, func(w written) string {
		return document("", siteNav+`<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">`+w.title+`</h1><span itemprop="author">`+w.author+`</span> <time itemprop="datePublished" datetime="`+w.day+`T07:00">x</time> <time itemprop="dateModified" datetime="2023-12-31">y</time><div itemprop="articleBody">`+middle(w, ask)+`</div></div>`+sidebar+siteFoot, w)
	}},
	{"gallery", true, func(w written) string {
		var b strings.Builder
		for i, p := range w.paragraphs {
			fmt.Fprintf(&b, `<li class="slide"><figure><img src=%d.jpg><figcaption>Picture %d of %d (Photo: Tannet Media)</figcaption></figure><p>%s</p></li>`, i, i+1, len(w.paragraphs), p)
		}
		return document(`<meta property="article:published_time" content="`+w.day+`">`, siteNav+`<article><h1>`+w.title+`</h1><div class="story">`+strings.ReplaceAll(strings.ReplaceAll(b.String(), `<li class="slide">`, "<div>"), "</li>", "</div>")+`</div></article>`+siteFoot, w)
	}},
	{"newspaper in sections", true, func(w written) string {
		n := len(w.paragraphs)
		return document(`<meta property="article:published_time" content="`+w.day+`">`, siteNav+`<main><article><h1>`+w.title+`</h1><section>`+ps(w.paragraphs[:n/3])+`</section><div class="ad-slot">Advertisement</div><section>`+ps(w.paragraphs[n/3:2*n/3])+`</section><div class="ad-slot">Advertisement</div><section>`+ps(w.paragraphs[2*n/3:])+`</section></article></main>`+siteFoot, w)
	}},
	{"visible date only", true, func(w written) string {
		return document("", siteNav+`<article><header><h1>`+w.title+`</h1><p class="byline">By `+w.author+`</p><p class="date">Published: `+american(w.day)+` at 10:15 am | Updated: December 31, 2023</p></header>`+ps(w.paragraphs)+`</article>`+siteFoot, w)
	}},
	{"date in the address only", true, func(w written) string {
		return document(`<link rel=canonical href="https://tannet.example/`+strings.ReplaceAll(w.day, "-", "/")+`/story">`, siteNav+`<article><h1>`+w.title+`</h1>`+ps(w.paragraphs)+`</article>`+siteFoot, w)
	}},
	{"dateline", true, func(w written) string {
		return document("", siteNav+`<article><h1>`+w.title+`</h1><p>`+american(w.day)+`</p>`+ps(w.paragraphs)+`</article>`+siteFoot, w)
	}},
	{"no date but a caption's", false, func(w written) string {
		return document(`<meta property="article:modified_time" content="2023-12-31">`, siteNav+`<article><h1>`+w.title+`</h1>`+photo+ps(w.paragraphs)+`</article>`+sidebar+siteFoot, w)
	}},
	{"no date but today's and an update's", false, func(w written) string {
		return document("", `<div class="topbar">Oddeby 4°C, Sunday, 31 December 2023</div>`+siteNav+`<article><h1>`+w.title+`</h1><p class="updated">Updated: December 31, 2023</p>`+ps(w.paragraphs)+`</article>`+related+siteFoot, w)
	}},
	{"plain and bare", false, func(w written) string {
		return "<html><body><h1>" + w.title + "</h1>" + ps(w.paragraphs) + "</body></html>"
	}},
	{"infinite scroll", true, func(w written) string {
		next := inventReport(len(w.title) + 5)
		return document(`<meta property="article:published_time" content="`+w.day+`">`, siteNav+`<div class="scroll"><article><h1>`+w.title+`</h1>`+ps(w.paragraphs)+`</article><div class="infinite-scroll next-article"><article><h1>`+next.title+`, in another report</h1>`+ps([]string{"A wholly different story begins here, about a bakery that closes its doors for good.", "It has nothing to do with the report above and ends soon."})+`</article></div></div>`+siteFoot, w)
	}},
	{"comments longer than the report", true, func(w written) string {
		return document(`<meta property="article:published_time" content="`+w.day+`">`, siteNav+`<article class="story"><h1>`+w.title+`</h1><div class="story-body">`+ps(w.paragraphs)+`</div></article>`+strings.Repeat(comments, 10)+siteFoot, w)
	}},
	{"magazine with a pull quote and a box", true, func(w written) string {
		return document(`<meta property="article:published_time" content="`+w.day+`">`, siteNav+`<article><h1>`+w.title+`</h1><div class="rich-text">`+middle(w, `<aside class="pullquote">“Nobody came”</aside><div class="promo-box"><h4>More from our magazine</h4><p><a href=/m>The long read: ninety years of bread on the quay in Tannet</a></p></div>`)+`</div><div class="author-bio"><p>`+w.author+` covers the islands for the Tannet Observer.</p></div></article>`+siteFoot, w)
	}},
	{"headings and a list", true, func(w written) string {
		return document(`<meta property="article:published_time" content="`+w.day+`">`, siteNav+`<article><h1>`+w.title+`</h1><div class="article__body">`+middle(w, `<h2>More on this story</h2><ul><li><a href=/1>Island council asks for a new ferry terminal</a></li><li><a href=/2>Why bread has doubled in price in Oddeby</a></li></ul>`)+`</div></article>`+siteFoot, w)
	}},
}

// TestOutlets measures the main text and the date on pages of invented outlets,
// built in the ways in which outlets build them:
//
//	go test ./extract -run Outlets -v
func TestOutlets(t *testing.T) {
	var sumP, sumR float64
	pages, right, dated := 0, 0, 0
	for k, tpl := range templates {
		stories := []written{inventReport(3 * k), inventReport(3*k + 1), natives[k%len(natives)]}
		for _, w := range stories {
			p, err := HTML([]byte(tpl.page(w)), "", Options{})
			if err != nil {
				t.Errorf("%s: %s: %v", tpl.name, w.tag, err)
				continue
			}
			var body strings.Builder
			for _, z := range p.Zones {
				if z.Kind == report.Body {
					body.WriteString(z.Span.Of(p.Text) + "\n")
				}
			}
			precision, recall := overlap(strings.Join(w.paragraphs, "\n"), body.String())
			pages++
			sumP += precision
			sumR += recall
			if precision < 0.9 || recall < 0.9 {
				t.Errorf("%s: %s: precision %.3f, recall %.3f\n%s", tpl.name, w.tag, precision, recall, p.Text)
			}
			if !tpl.dated {
				if p.Published.EDTF != "" {
					t.Errorf("%s: %s: there is no date, %v is told", tpl.name, w.tag, p.Dates)
				}
				continue
			}
			dated++
			if p.Published.EDTF == w.day && p.Published.Basis != "" {
				right++
			} else {
				t.Errorf("%s: %s: the date is %v, want %s; %v", tpl.name, w.tag, p.Published, w.day, p.Dates)
			}
			if p.Language != w.tag {
				t.Errorf("%s: language %q, want %s", tpl.name, p.Language, w.tag)
			}
		}
	}
	precision, recall := sumP/float64(pages), sumR/float64(pages)
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d pages by %d templates: precision %.3f, recall %.3f, F1 %.3f; %d of %d dates right", pages, len(templates), precision, recall, f1, right, dated)
	if f1 < 0.95 {
		t.Errorf("F1 %.3f", f1)
	}
}

// overlap is precision and recall of runs of four words, of characters in scripts
// without spaces, counted as often as they occur.
func overlap(want, got string) (precision, recall float64) {
	w, g := runs(want), runs(got)
	both, nw, ng := 0, 0, 0
	for k, n := range w {
		both += min(n, g[k])
		nw += n
	}
	for _, n := range g {
		ng += n
	}
	return float64(both) / float64(max(1, ng)), float64(both) / float64(max(1, nw))
}

func runs(s string) map[string]int {
	var words []string
	for _, w := range wordRun.FindAllString(s, -1) {
		if r := []rune(w); r[0] >= 0x2e80 && r[0] < 0xac00 {
			for _, c := range r {
				words = append(words, string(c))
			}
			continue
		}
		words = append(words, w)
	}
	out := map[string]int{}
	for i := 0; i+4 <= len(words); i++ {
		out[strings.Join(words[i:i+4], " ")]++
	}
	return out
}
