package story

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Hand-made readings: one claim a sentence, its voices by the plainest of
// patterns. They stand in for the reader, so that these tests need no model.

var (
	saidAtEnd  = regexp.MustCompile(`^(.*), ([^,]+(?:, [^,]+)?) said(?:, according to (.+?))?(?:, citing (.+?))?$`)
	denialLead = regexp.MustCompile(`^(.+?) issued a denial: (.+?)(?:, according to (.+?))?(?:, citing (.+?))?$`)
	numberRE   = regexp.MustCompile(`\$?\d[\d,]*(?:\.\d+)?(?: ?(?:million|billion|thousand))?(?:(?:-| to | and |–)\$?\d[\d,]*(?:\.\d+)?(?: ?(?:million|billion|thousand))?)?`)
	monthRE    = regexp.MustCompile(`(?:(?:early|mid|late)[- ]|end of )?(?:(\d{1,2}) )?(January|February|March|April|May|June|July|August|September|October|November|December)(?: (\d{4}))?`)
	future     = regexp.MustCompile(`\b(will|to be|is to|are to|should|plans?|intends?|expected|likely to|could|may|going to)\b`)
	hedge      = regexp.MustCompile(`\b(likely|may|might|could|appears?|apparently|reportedly|allegedly|probably|possibly|believed|seems?)\b`)
	negation   = regexp.MustCompile(`\b(not|no|never|none|denied|fakes?|untrue|false)\b`)
)

func plainReading(url, outlet, title, published, text string) *reading.Reading {
	r := &reading.Reading{Schema: reading.Schema, Text: text}
	r.Report = reading.Source{ID: url, URL: url, Outlet: outlet, Title: title, Published: report.Published{EDTF: published, Basis: "given"}, TextSHA256: report.Hash(text)}
	voices := map[string]string{}
	voice := func(name string) string {
		name = strings.TrimSpace(name)
		id, ok := voices[name]
		if !ok {
			id = "v" + strconv.Itoa(len(voices)+1)
			voices[name] = id
			r.Voices = append(r.Voices, reading.Voice{ID: id, Name: name})
		}
		return id
	}
	for _, s := range plainSentences(text) {
		n := len(r.Sentences)
		r.Sentences = append(r.Sentences, s)
		body := strings.TrimRight(s.Of(text), ".")
		c := reading.Claim{ID: "c" + strconv.Itoa(len(r.Claims)+1), Anchor: s, Span: s, Sentence: n, Zone: "body", Factuality: reading.Certain, Status: reading.Happened}
		var chain []string
		if strings.HasPrefix(body, "With reporting by") {
			continue
		}
		if m := denialLead.FindStringSubmatch(body); m != nil {
			chain, c.Factuality = []string{m[4], m[3], m[1]}, reading.CertainNot
		} else if m := saidAtEnd.FindStringSubmatch(body); m != nil {
			chain = []string{m[4], m[3], m[2]}
			if strings.Contains(body, "”") {
				chain = []string{m[2]}
			}
		}
		for _, v := range chain {
			if v != "" {
				for _, one := range strings.Split(v, "; ") {
					c.Sources = append(c.Sources, reading.Link{Voice: voice(one)})
				}
			}
		}
		if negation.MatchString(body) {
			c.Factuality = reading.CertainNot
		}
		if future.MatchString(body) {
			c.Status = reading.Predicted
		}
		for _, h := range hedge.FindAllStringIndex(body, -1) {
			c.Hedges = append(c.Hedges, report.Span{Start: s.Start + h[0], End: s.Start + h[1]})
		}
		if n == 0 {
			c.Zone = "headline"
		}
		plainTimes(r, &c, s, body, published)
		plainNumbers(r, &c, s, body)
		r.Claims = append(r.Claims, c)
	}
	if len(r.Sentences) > 0 {
		r.Zones = []report.Zone{{Kind: report.Headline, Span: r.Sentences[0]}}
	}
	return r
}

func plainSentences(text string) []report.Span {
	var out []report.Span
	for i, from := 0, 0; i <= len(text); i++ {
		end := i == len(text) || text[i] == '\n' || strings.HasPrefix(text[i:], ". ") && i > 2 && text[i-2] != ' ' || strings.HasPrefix(text[i:], ".\n")
		if !end {
			continue
		}
		to := i
		if i < len(text) && text[i] == '.' {
			to++
		}
		if strings.TrimSpace(text[from:to]) != "" {
			for text[from] == ' ' || text[from] == '\n' {
				from++
			}
			out = append(out, report.Span{Start: from, End: to})
		}
		from = to
	}
	return out
}

func plainTimes(r *reading.Reading, c *reading.Claim, s report.Span, body, published string) {
	months := map[string]string{"January": "01", "February": "02", "March": "03", "April": "04", "May": "05", "June": "06", "July": "07", "August": "08", "September": "09", "October": "10", "November": "11", "December": "12"}
	for _, m := range monthRE.FindAllStringSubmatchIndex(body, -1) {
		get := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return body[m[2*i]:m[2*i+1]]
		}
		year := get(3)
		if year == "" && len(published) >= 4 {
			year = published[:4]
		}
		edtf := year + "-" + months[get(2)]
		if d := get(1); d != "" {
			if len(d) == 1 {
				d = "0" + d
			}
			edtf += "-" + d
		}
		id := "t" + strconv.Itoa(len(r.Times)+1)
		r.Times = append(r.Times, reading.Time{ID: id, EDTF: edtf, Type: "DATE", Span: report.Span{Start: s.Start + m[0], End: s.Start + m[1]}})
		if c.When.Time == "" {
			c.When = reading.When{EDTF: edtf, Time: id}
		}
	}
}

func plainNumbers(r *reading.Reading, c *reading.Claim, s report.Span, body string) {
	for _, m := range numberRE.FindAllStringIndex(body, -1) {
		span := report.Span{Start: s.Start + m[0], End: s.Start + m[1]}
		inTime := false
		for _, t := range r.Times {
			inTime = inTime || t.Span.Overlaps(span)
		}
		f := regexp.MustCompile(`-| to | and |–`).Split(body[m[0]:m[1]], 2)
		var v []float64
		for _, p := range f {
			scale := 1.0
			for w, k := range map[string]float64{"million": 1e6, "billion": 1e9, "thousand": 1e3} {
				if strings.HasSuffix(p, w) {
					scale, p = k, strings.TrimSuffix(p, w)
				}
			}
			x, err := strconv.ParseFloat(strings.ReplaceAll(strings.Trim(p, "$ "), ",", ""), 64)
			if err != nil {
				inTime = true
			}
			v = append(v, x*scale)
		}
		if inTime || len(v) == 1 && v[0] > 1900 && v[0] < 2100 && !strings.Contains(body[m[0]:m[1]], ",") {
			continue
		}
		of := ""
		for i, w := range strings.Fields(body[m[1]:]) {
			if i < 3 {
				of += w + " "
			}
		}
		lo, hi := v[0], v[len(v)-1]
		q := reading.Quantity{ID: "q" + strconv.Itoa(len(r.Quantities)+1), Span: span, Low: &lo, High: &hi, Of: of}
		r.Quantities = append(r.Quantities, q)
		c.Quantities = append(c.Quantities, q.ID)
	}
}

type rawReport struct{ URL, Outlet, Title, Published, Text string }

// storyReports are the reports that the shared scorer makes of a story.
func storyReports(t testing.TB, path string) []rawReport {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("no reports: %v", err)
	}
	defer f.Close()
	var out []rawReport
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var r rawReport
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}
