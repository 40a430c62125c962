package when

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/report"
)

// interval is the first and last day that an EDTF value spans, marks of
// approximation and open ends left out.
func interval(edtf string) string {
	s := strings.NewReplacer("~", "", "../", "", "/..", "").Replace(edtf)
	from, to, ok := strings.Cut(s, "/")
	if !ok {
		to = from
	}
	a, b := parseEDTF(from), parseEDTF(to)
	if a == (date{}) || b == (date{}) {
		return "?" + edtf
	}
	return dayOf(a.first()).iso() + ".." + dayOf(b.last()).iso()
}

func parseEDTF(s string) date {
	sign := 1
	if strings.HasPrefix(s, "-") && !strings.HasPrefix(s, "--") {
		sign, s = -1, s[1:]
	}
	var n [3]int
	for i, p := range strings.Split(s, "-") {
		v, err := strconv.Atoi(p)
		if err != nil || i > 2 {
			return date{}
		}
		n[i] = v
	}
	return date{y: sign * n[0], m: n[1], d: n[2]}
}

// treebank reads the documents of a CoNLL-U file, with where each token of
// each sentence begins in the text.
func treebank(t *testing.T, path string) (map[string]*nlp.Document, map[string]int) {
	f, err := os.Open(path)
	if err != nil {
		t.Skip("no treebank beside the repository")
	}
	defer f.Close()
	docs, firsts := map[string]*nlp.Document{}, map[string]int{}
	var doc *nlp.Document
	var text strings.Builder
	sent, first := "", 0
	flush := func() {
		if doc != nil && len(doc.Tokens) > first {
			doc.Sentences = append(doc.Sentences, nlp.Sentence{First: first, Last: len(doc.Tokens),
				Span: report.Span{Start: doc.Tokens[first].Span.Start, End: doc.Tokens[len(doc.Tokens)-1].Span.End}})
			first = len(doc.Tokens)
		}
		if doc != nil {
			doc.Text = text.String()
		}
	}
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		line := s.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc id = "):
			flush()
			doc, first = &nlp.Document{}, 0
			text.Reset()
			docs[strings.TrimPrefix(line, "# newdoc id = ")] = doc
		case strings.HasPrefix(line, "# sent_id = "):
			sent = strings.TrimPrefix(line, "# sent_id = ")
			firsts[sent] = len(doc.Tokens)
		case line == "":
			flush()
		case line[0] != '#':
			c := strings.Split(line, "\t")
			if strings.ContainsAny(c[0], "-.") {
				continue
			}
			head, _ := strconv.Atoi(c[6])
			tok := nlp.Token{Text: c[1], Lemma: c[2], UPOS: c[3], Feats: c[5], Rel: c[7], Head: first + head - 1}
			if head == 0 {
				tok.Head = -1
			}
			tok.Span.Start = text.Len()
			text.WriteString(c[1])
			tok.Span.End = text.Len()
			if !strings.Contains(c[9], "SpaceAfter=No") {
				text.WriteByte(' ')
			}
			doc.Tokens = append(doc.Tokens, tok)
		}
	}
	flush()
	return docs, firsts
}

// TestAccuracyGUM compares, on GUM's test part with its own trees, the day
// interval of the expression on each tagged date with GUM's value.
func TestAccuracyGUM(t *testing.T) { gum(t, "test", 0.80) }

// TestAccuracyGUMTrain shows the same for the other parts.
func TestAccuracyGUMTrain(t *testing.T) { gum(t, "train", 0) }

func gum(t *testing.T, part string, floor float64) {
	b, err := os.ReadFile(filepath.Join(shared, "corpora", "temporal", "gum_dates", "gum_dates.tsv"))
	if err != nil {
		t.Skip("no GUM dates beside the repository")
	}
	docs, firsts := treebank(t, filepath.Join(shared, "corpora", "syntax", "ud_gum_open", "gum-"+part+".conllu"))
	found := map[string][]Expression{}
	rows, seen, right := 0, 0, 0
	for _, line := range strings.Split(string(b), "\n") {
		c := strings.Split(line, "\t")
		if len(c) < 12 || c[0] != part || docs[c[1]] == nil {
			continue
		}
		doc := docs[c[1]]
		if found[c[1]] == nil {
			found[c[1]] = Find(doc, c[2])
		}
		rows++
		a, _ := strconv.Atoi(c[4])
		z, _ := strconv.Atoi(c[5])
		span := report.Span{Start: doc.Tokens[firsts[c[3]]+a-1].Span.Start, End: doc.Tokens[firsts[c[3]]+z-1].Span.End}
		var best Expression
		for _, e := range found[c[1]] {
			if e.Span.Overlaps(span) && overlap(e.Span, span) > overlap(best.Span, span) {
				best = e
			}
		}
		if best.Span.Len() > 0 {
			seen++
		}
		if gumRight(c[6:11], best, best.Span.Len() > span.Len()) {
			right++
		} else if testing.Verbose() {
			t.Logf("%s %s want %q got %q %s %q in %q", c[1], c[2], c[6:11], best.Value, best.EDTF, best.Span.Of(doc.Text), doc.Text[max(0, span.Start-50):min(len(doc.Text), span.End+20)])
		}
	}
	all, of := float64(right)/float64(rows), float64(right)/float64(seen)
	t.Logf("GUM %s: value accuracy %.3f of all %d dates; %.3f of the %d that an expression covers", part, all, rows, of, seen)
	if all < floor {
		t.Errorf("value accuracy %.3f is under %.2f", all, floor)
	}
}

func overlap(a, b report.Span) int { return min(a.End, b.End) - max(a.Start, b.Start) }

// gumRight compares with when, from, to, notBefore, notAfter. A clock time is
// compared with the TIMEX3 value, a month without a year with the month.
// GUM tags the two ends of a range each by itself: either end of a longer
// expression counts, as does the stated end of one that since or until opens.
func gumRight(want []string, e Expression, longer bool) bool {
	from, to, ranged := strings.Cut(e.EDTF, "/")
	ends := []string{e.EDTF}
	switch {
	case e.Bound == Since:
		ends = []string{from}
	case e.Bound != Exact:
		ends = []string{to}
	case ranged && longer:
		ends = append(ends, from, to)
	}
	if ranged && longer && e.Bound == Exact && want[1] != "" && want[2] != "" {
		a, b, _ := strings.Cut(interval(e.EDTF), "..")
		first, last, _ := strings.Cut(interval(want[1]+"/"+want[2]), "..")
		if a == first || b == last {
			return true
		}
	}
	for _, end := range ends {
		e.EDTF = end
		if gumSame(want, e) {
			return true
		}
	}
	return false
}

func gumSame(want []string, e Expression) bool {
	when, from, to := want[0], want[1], want[2]
	if from == "" && to == "" {
		from, to = want[3], want[4]
	}
	switch {
	case strings.Contains(when, ":"):
		_, clock, _ := strings.Cut(e.Value, "T")
		return clock != "" && strings.HasPrefix(when, clock)
	case strings.HasPrefix(when, "--"), strings.HasPrefix(from, "--"):
		return strings.Contains(e.Value, strings.TrimPrefix(when+from, "-"))
	case e.Bound != Exact && from != "" && to != "":
		first, last, _ := strings.Cut(interval(from+"/"+to), "..")
		a, b, _ := strings.Cut(interval(e.EDTF), "..")
		return a == first || b == last
	case when != "":
		if n, err := strconv.Atoi(when); err == nil && n < 1000 {
			when = date{y: n}.iso()
		}
		return interval(when) == interval(e.EDTF)
	case from == "" || to == "":
		return interval(from+to) == interval(e.EDTF)
	}
	return interval(from+"/"+to) == interval(e.EDTF)
}

// TestAccuracyRecognizers runs the end-to-end cases of Recognizers-Text's
// DateTimeModel that are news-like by the rule of newsLike.
func TestAccuracyRecognizers(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(shared, "corpora", "temporal", "recognizers_text", "DateTime", "DateTimeModel.json"))
	if err != nil {
		t.Skip("no Recognizers cases beside the repository")
	}
	var cases []recognizersCase
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(b), "\ufeff")), &cases); err != nil {
		t.Fatal(err)
	}
	total, right := 0, 0
	why := map[string]int{}
	for _, c := range cases {
		if reason := c.excluded(); reason != "" {
			why[reason]++
			continue
		}
		ref, _ := time.Parse("2006-01-02T15:04:05", c.Context.ReferenceDateTime)
		es := Parse(c.Input, ref, Options{})
		for _, r := range c.Results {
			total++
			var got Expression
			for _, e := range es {
				// The excluded signs leave only ASCII: its offsets are bytes.
				span := report.Span{Start: r.Start, End: r.Start + len(r.Text)}
				if overlap(e.Full, span) > overlap(got.Full, span) {
					got = e
				}
			}
			if recognizersRight(r, got) {
				right++
			} else if testing.Verbose() {
				t.Logf("%s %q: want %s %v got %q %s", ref.Format(time.DateOnly), c.Input, r.TypeName, r.Resolution.Values, got.Value, got.EDTF)
			}
		}
	}
	if right*100 < total*80 {
		t.Errorf("%d of %d are under the floor of 0.80", right, total)
	}
	t.Logf("Recognizers DateTimeModel: value accuracy %.3f (%d of %d results); cases left out: %v", float64(right)/float64(total), right, total, why)
}

type recognizersCase struct {
	Input   string
	Context struct{ ReferenceDateTime string }
	Results []recognizersResult
}

type recognizersResult struct {
	Text, TypeName string
	Start          int
	Resolution     struct {
		Values []struct{ Timex, Type, Value, Start, End, Mod string }
	}
}

var (
	botWords     = regexp.MustCompile(`(?i)\b(cortana|alexa|siri|schedule|reschedule|book|remind|reminder|meeting|meet me|calendar|appointment|set up|find|show|skype|cancel|OOO|out of office|created on|please|add|let's|available|availability|can you|could you|what|are you|do you|have you|were you|is there|call me|agenda|move|your)\b`)
	shorthand    = regexp.MustCompile(`(?i)\d[/.-]\d|\d\s*~|@|\bQ[1-4]\b|https?:|www\.|\.com|#|\d{2}(st|nd|rd|th)\b.*\.\d|=|>|<|[^\x00-\x7F]|_|\+|\by/m|\bw\d`)
	officeTerms  = regexp.MustCompile(`(?i)\b(business days?|eod|eom|eoy|end of day|end of (the )?(month|year)|school year|fiscal|fy ?\d|sy ?\d|hy ?\d|ytd|mtd|wk|week \d+|weekday|workday|weekdays)\b`)
	relativeHour = regexp.MustCompile(`(?i)\b(hours?|minutes?|mins?|seconds?|hrs?|half an hour)\b`)
)

// excluded says by which rule a case is not news-like, empty when it is.
func (c recognizersCase) excluded() string {
	switch {
	case len(c.Results) == 0:
		return "nothing to find"
	case c.Context.ReferenceDateTime == "":
		return "no reference date"
	case botWords.MatchString(c.Input):
		return "speaks to an assistant"
	case shorthand.MatchString(c.Input):
		return "figures, signs and addresses of forms"
	case officeTerms.MatchString(c.Input):
		return "terms of the office"
	}
	for _, r := range c.Results {
		switch r.TypeName {
		case "datetimeV2.timerange", "datetimeV2.datetimerange", "datetimeV2.timezone", "datetimeV2.timezonerange":
			return "ranges of the clock"
		case "datetimeV2.datetime", "datetimeV2.time":
			if relativeHour.MatchString(r.Text) {
				return "the clock counted from now"
			}
		}
	}
	return ""
}

// recognizersRight accepts any of the readings that Recognizers keeps open.
// Days and ranges are compared as day intervals (its ends are exclusive),
// durations, sets and clock times by TIMEX3 value.
func recognizersRight(r recognizersResult, e Expression) bool {
	for _, v := range r.Resolution.Values {
		switch v.Type {
		case "date":
			if interval(v.Value) == interval(e.EDTF) || counted.MatchString(r.Text) && holds(e.EDTF, v.Value) {
				return true
			}
			// Two days joined by "or" are one range; a day that does not exist is none.
			if a, b, ok := strings.Cut(e.EDTF, "/"); ok && (a == v.Value || b == v.Value) {
				return true
			}
			if v.Value == "not resolved" && e.EDTF == "" {
				return true
			}
		case "daterange":
			if v.Start+v.End == "" && v.Timex == e.Value {
				return true
			}
			from, to := v.Start, v.End
			if to != "" {
				if d, err := time.Parse(time.DateOnly, to); err == nil {
					to = d.AddDate(0, 0, -1).Format(time.DateOnly)
				}
			}
			if from != "" && to != "" {
				from += "/" + to
			} else {
				from += to
			}
			got := interval(e.EDTF)
			first, last, _ := strings.Cut(got, "..")
			if interval(from) == got || v.Start == "" && (last == to || first == to) || v.End == "" && (first == v.Start || last == v.Start) {
				return true
			}
			if strings.HasPrefix(e.EDTF, "../") && (last == v.End || first == v.End) || strings.HasSuffix(e.EDTF, "/..") && first == v.Start {
				return true
			}
			// Recognizers ends "to 2018" where 2018 begins and begins "after 2018"
			// where it ends; of "early", "mid" and "late" it cuts a part out.
			_, to2, _ := strings.Cut(e.EDTF, "/")
			if strings.Contains(e.EDTF, "/") && first == v.Start && (last == v.End || strings.HasPrefix(interval(to2), v.End+"..")) {
				return true
			}
			if after, err := time.Parse(time.DateOnly, last); err == nil && v.Start != "" && strings.HasSuffix(e.EDTF, "/..") && after.AddDate(0, 0, 1).Format(time.DateOnly) == v.Start {
				return true
			}
			if strings.Contains(v.Mod, "start") || strings.Contains(v.Mod, "mid") || strings.Contains(v.Mod, "end") || strings.HasPrefix(strings.ToLower(r.Text), "earlier") {
				if first <= v.Start && (to <= last || v.End == "") || v.Start <= first && last <= to {
					return true
				}
			}
			// Whether the next three days begin today or tomorrow; the months of
			// "the last three months", which sayso keeps as months.
			if t, err := time.Parse(time.DateOnly, v.Start); err == nil && last == to && first == t.AddDate(0, 0, -1).Format(time.DateOnly) {
				return true
			}
			if a, b, ok := strings.Cut(e.EDTF, "/"); ok && strings.Contains(e.EDTF, "~") && holds(a, v.Start) && (holds(b, to) || holds(b, v.End)) {
				return true
			}
		case "datetime":
			if v.Timex == "PRESENT_REF" && e.Value == v.Timex {
				return true
			}
			day, clock, _ := strings.Cut(v.Value, " ")
			_, got, _ := strings.Cut(e.Value, "T")
			if interval(day) == interval(e.EDTF) && (strings.HasPrefix(clock, got) || got == "") {
				return true
			}
		default:
			want := strings.TrimSuffix(v.Timex, ":00")
			got := strings.TrimPrefix(strings.TrimSuffix(e.Value, ":00"), "XXXX-XX-XX")
			if got == want || sameLength(v.Timex, e.Value) {
				return true
			}
			// sayso gives the clock its day where Recognizers tells them apart.
			if _, clock, ok := strings.Cut(e.Value, "T"); ok && v.Type == "time" && "T"+clock == v.Timex {
				return true
			}
			// Recognizers makes three of "few" and "several"; sayso leaves them open.
			if vagueCount.MatchString(r.Text) && strings.Contains(e.Value, "X") && strings.Replace(v.Timex, "3", "X", 1) == e.Value {
				return true
			}
		}
	}
	return false
}

var (
	counted    = regexp.MustCompile(`(?i)\b(months?|years?|decades?)\b`)
	vagueCount = regexp.MustCompile(`(?i)\b(few|some|several)\b`)
)

// holds tells whether a day lies in what an EDTF value spans.
func holds(edtf, day string) bool {
	first, last, ok := strings.Cut(interval(edtf), "..")
	return ok && !strings.Contains(edtf, "..") && first <= day && day <= last
}

// sameLength compares durations across units ("P12M", "P1Y").
func sameLength(a, b string) bool {
	return a != "" && slices.Contains([]string{a, strings.Replace(a, "P1", "P1.", 1)}, b)
}

// TestAccuracyWikiWars compares the values of TIMEX3 in WikiWars as converted
// by its maintainers; histories take their years from the dates before.
func TestAccuracyWikiWars(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(shared, "corpora", "temporal", "wikiwars", "timex3_trainingset", "*.tml"))
	if len(paths) == 0 {
		t.Skip("no WikiWars beside the repository")
	}
	tag := regexp.MustCompile(`<TIMEX3([^>]*)>|</TIMEX3>|<[^>]*>`)
	attr := regexp.MustCompile(`value="([^"]*)"`)
	total, right := 0, 0
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		raw := string(b)
		if i := strings.Index(raw, "<TEXT>"); i >= 0 {
			raw = raw[i:]
		}
		var text strings.Builder
		type mark struct {
			span  report.Span
			value string
		}
		var marks, open []mark
		last := 0
		for _, m := range tag.FindAllStringSubmatchIndex(raw, -1) {
			text.WriteString(raw[last:m[0]])
			last = m[1]
			switch {
			case m[2] >= 0:
				v := attr.FindStringSubmatch(raw[m[2]:m[3]])
				open = append(open, mark{span: report.Span{Start: text.Len()}})
				if v != nil {
					open[len(open)-1].value = v[1]
				}
			case strings.HasPrefix(raw[m[0]:], "</TIMEX3") && len(open) > 0:
				k := open[len(open)-1]
				open = open[:len(open)-1]
				k.span.End = text.Len()
				marks = append(marks, k)
			}
		}
		text.WriteString(raw[last:])
		es := Parse(text.String(), time.Time{}, Options{Narrative: true})
		for _, m := range marks {
			if m.value == "" {
				continue
			}
			total++
			for _, e := range es {
				if e.Span.Overlaps(m.span) {
					if e.Value == m.value || strings.TrimSuffix(e.Value, ":00") == m.value {
						right++
					} else if testing.Verbose() && total%10 == 0 {
						t.Logf("want %s got %q for %q", m.value, e.Value, m.span.Of(text.String()))
					}
					break
				}
			}
		}
	}
	if right*2 < total {
		t.Errorf("%d of %d are under the floor of 0.50", right, total)
	}
	t.Logf("WikiWars: value accuracy %.3f (%d of %d)", float64(right)/float64(total), right, total)
}
