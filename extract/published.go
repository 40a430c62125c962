package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
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
	hour  int    // of that time
	weak  bool   // it may as well be of something else
	said  bool   // the page says in words or markup that it is of the publication
}

// dateMetas are the names under which pages tell when they were published,
// never when they were changed; weakMetas are those that some use for either.
var (
	dateMetas = []string{"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
		"citation_publication_date", "publication_date", "publishdate", "publish-date", "pubdate", "article.published", "article:published", "published_time_telegram",
		"shareaholic:article_published_time", "cxenseparse:recs:publishtime", "originalpublicationdate", "rnews:datepublished"}
	weakMetas = []string{"dcterms.created", "dc.date.created", "citation_date", "dc.date", "dcterms.date", "date"}
)

var isoForm = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)`)

// isoDay is the day that a machine's date names, as it stands there: the zone
// of its clock is the outlet's own.
func isoDay(s string) string {
	s = strings.TrimSpace(s)
	if m := isoForm.FindStringSubmatch(s); m != nil {
		return realDay(m[1], m[2], m[3])
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.RFC850, time.ANSIC, time.UnixDate, "20060102", "20060102T150405Z0700"} {
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

// appendDay appends the day that a machine's date names, if it names one.
func appendDay(out []Date, s, basis, where string) []Date {
	if d := isoDay(s); d != "" {
		date := Date{EDTF: d, Basis: basis, Where: where}
		date.hour, date.utc = universal(s)
		out = append(out, date)
	}
	return out
}

var universalTime = lazily(`(\d{2}):?\d{2}(?::?\d{1,2}(?:\.\d+)?)?\s*(?:Z|[+-]00:?00|GMT|UTC)$`)

// universal tells whether a machine's date is told in universal time, so that
// its day may not be the outlet's, and the hour that it tells.
func universal(s string) (hour int, ok bool) {
	m := universalTime().FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, false
	}
	hour, _ = strconv.Atoi(m[1])
	return hour, true
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
// the page, its dateline and its address, and of these what says of itself that
// it is the day of publication. Of metadata that differ, what the page
// shows goes first. A first date in universal time gives way to one that the page
// tells in the outlet's own, a day off. Equal candidates are told once.
func chosen(all []Date, dateline string) []Date {
	if dateline != "" {
		all = append(all, Date{EDTF: dateline, Basis: "dateline", Where: "dateline of the text"})
	}
	shown := func(d Date) bool {
		return slices.ContainsFunc(all, func(o Date) bool { return o.EDTF == d.EDTF && (o.Basis == "time" || o.Basis == "dateline") })
	}
	rank := func(d Date) int {
		switch i := slices.Index([]string{"metadata", "", "", "time", "feed", "dateline", "", "address", "http"}, d.Basis); {
		case d.weak && d.Basis == "dateline":
			return 7
		case d.weak:
			return 6
		case d.said:
			return 2
		case i == 0 && !shown(d):
			return 1
		default:
			return i
		}
	}
	ranks := make(map[Date]int, len(all))
	for _, d := range all {
		ranks[d] = rank(d)
	}
	strong := func(d Date) bool { return d.Basis == "metadata" && !d.weak }
	if i := slices.IndexFunc(all, strong); i >= 0 && !slices.ContainsFunc(all, func(d Date) bool { return strong(d) && d.EDTF != all[i].EDTF }) {
		for d := range ranks {
			if strong(d) {
				ranks[d] = 0 // they agree
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Date) int { return ranks[a] - ranks[b] })
	if len(all) > 0 && all[0].utc {
		if i := slices.IndexFunc(all, func(d Date) bool { return !d.utc && d.Basis != "http" && mayBe(all[0], d.EDTF) }); i > 0 && !slices.ContainsFunc(all, func(d Date) bool { return !d.utc && d.EDTF == all[0].EDTF }) {
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

// The zones of outlets' clocks, in hours from universal time.
const (
	mostWest = 9
	mostEast = 13
)

// mayBe tells whether a time in universal time can be on another day by an
// outlet's clock.
func mayBe(d Date, day string) bool {
	x, err := time.Parse(time.DateOnly, d.EDTF)
	y, err2 := time.Parse(time.DateOnly, day)
	if err != nil || err2 != nil {
		return false
	}
	switch y.Sub(x) {
	case 24 * time.Hour:
		return d.hour+mostEast >= 24
	case -24 * time.Hour:
		return d.hour < mostWest
	}
	return false
}
