package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sayso/sayso/brief"
	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// outcome is what a run of sayso printed.
func outcome(t *testing.T, want int, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	stdout, err1 := os.Create(filepath.Join(dir, "out"))
	stderr, err2 := os.Create(filepath.Join(dir, "err"))
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	defer stdout.Close()
	defer stderr.Close()
	if got := run(args, strings.NewReader(""), stdout, stderr); got != want {
		b, _ := os.ReadFile(stderr.Name())
		t.Fatalf("sayso %s: exit code %d\n%s", strings.Join(args, " "), got, b)
	}
	b, err := os.ReadFile(stdout.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// given is a file outside the repository.
func given(t *testing.T, path string) string {
	t.Helper()
	for _, up := range []string{"../../../shared/", "../../../../shared/"} {
		if _, err := os.Stat(up + path); err == nil {
			return up + path
		}
	}
	t.Skipf("%s is not here: it lies outside the repository", path)
	return ""
}

// subject is a report that a user's story is told about: what others do not
// name, and what is on record about its voice without a name.
type subject struct {
	name  string
	file  func(t *testing.T) string
	flags []string
	voice string // words of the name of its voice without a name
}

var accounts = []subject{
	{"ours", func(*testing.T) string { return "../../examples/tannet.txt" }, nil, "harbour official"},
	{"given", func(t *testing.T) string { return given(t, "report/report.txt") }, []string{"--published", "2023-02-02", "--outlet", "Daily NK"}, "source in Russia"},
}

func each(t *testing.T, f func(t *testing.T, a subject, file string)) {
	for _, a := range accounts {
		t.Run(a.name, func(t *testing.T) { f(t, a, a.file(t)) })
	}
}

func decoded(t *testing.T, raw string) *brief.Brief {
	t.Helper()
	b, err := brief.Decode([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// all are the sentences of a section, those within others too.
func all(b *brief.Brief, section string) []*brief.Sentence {
	var out []*brief.Sentence
	b.Each(func(s *brief.Section, t *brief.Sentence) {
		if s.Name == section {
			out = append(out, t)
		}
	})
	return out
}

// TestMonitorAsksWhatIsEvidenced is the sanctions monitor's story (U1): nothing
// reaches two origins, every footnote opens its bytes, forecasts are whose they
// are, what is not known is listed.
func TestMonitorAsksWhatIsEvidenced(t *testing.T) {
	each(t, func(t *testing.T, a subject, file string) {
		args := append([]string{"brief", "--standard", "two-origins", "--as-of", "2024-06-01"}, a.flags...)
		full := decoded(t, outcome(t, 0, append(args, "--profile", "full", "--format", "json", file)...))
		text := textOf(t, file)
		if n := len(all(full, brief.Reaching)); n != 0 {
			t.Errorf("%d claims reach two origins", n)
		}
		for _, n := range full.Notes {
			if n.TextSHA256 != report.Hash(text) || text[n.Start:n.End] != n.Words {
				t.Errorf("%s opens other words", n.Claim)
			}
		}
		sentences := 0
		full.Each(func(_ *brief.Section, s *brief.Sentence) {
			if sentences++; len(s.Notes) == 0 {
				t.Errorf("without a note: %s", s.Text)
			}
		})
		anonymous := 0
		for _, s := range all(full, brief.Short) {
			n := full.Notes[s.Notes[0]-1]
			if strings.Contains(n.Chain[len(n.Chain)-1], a.voice) {
				anonymous++
				if s.Why != "" && s.Why != "one origin at most: one anonymous person; access not stated" {
					t.Errorf("%s: %s", n.Claim, s.Why)
				}
			}
		}
		forecasts := all(full, brief.Forecasts)
		for _, s := range forecasts {
			if s.Due != "" && s.Due < "2024-06-01" && !strings.Contains(s.Fate, "overdue") {
				t.Errorf("due %s: %s", s.Due, s.Fate)
			}
		}
		for _, s := range all(full, brief.Inferences) {
			if n := full.Notes[s.Notes[0]-1]; len(n.Chain) > 1 {
				t.Errorf("an inference of %s among those of outlets", n.Chain)
			}
		}
		if anonymous == 0 || len(forecasts) == 0 || len(all(full, brief.Questions)) == 0 {
			t.Errorf("%d claims of the voice without a name, %d forecasts, %d open questions", anonymous, len(forecasts), len(all(full, brief.Questions)))
		}
		if md := outcome(t, 0, append(args, file)...); !regexp.MustCompile(`^# [^\n]*\n+## Standard of evidence\n+Two independent origins`).MatchString(md) {
			t.Errorf("the standard does not stand first: %.80s", md)
		}
		t.Logf("%d sentences, %d of %s, %d orders, plans and forecasts, %d open questions", sentences, anonymous, a.voice, len(forecasts), len(all(full, brief.Questions)))
	})
}

func textOf(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := report.Canonical(b)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestGoldOfTheBrief holds the monitor's brief against the annotation of the
// given report: the outlet's own forecast is told as that, and what the report
// admits not to know is asked.
func TestGoldOfTheBrief(t *testing.T) {
	file := given(t, "report/report.txt")
	b := decoded(t, outcome(t, 0, "brief", "--profile", "full", "--published", "2023-02-02", "--outlet", "Daily NK", "--as-of", "2023-04-15", "--format", "json", file))
	at := func(section, words string) *brief.Sentence {
		for _, s := range all(b, section) {
			if strings.Contains(b.Notes[s.Notes[0]-1].Words, words) {
				return s
			}
		}
		return &brief.Sentence{}
	}
	if s := at(brief.Forecasts, "mid-February or March"); !strings.HasPrefix(s.Text, "Daily NK itself infers, as its own forecast") || !strings.Contains(s.Fate, "overdue") || s.Due != "2023-03-31" {
		t.Errorf("the outlet's forecast: %+v", s)
	}
	if s := at(brief.Short, "issued the order on Jan. 20"); !strings.Contains(s.Text, "source in Russia") || !strings.Contains(s.Text, "one anonymous person") || !strings.Contains(s.Why, "one anonymous person; access not stated") {
		t.Errorf("the order: %+v", s)
	}
	for _, words := range []string{"how many personnel", "what tasks the personnel"} {
		if s := at(brief.Questions, words); s.Text == "" {
			t.Errorf("not asked: %s", words)
		}
	}
	if s := at(brief.Questions, "getting in return"); s.Text == "" {
		t.Log("short: what is got in return is not read as an open question")
	}
}

// TestDocumenterPullsASource is the documenter's story (U5): what came through a
// voice falls, what rests on that weakens, the earlier brief stays as it was.
func TestDocumenterPullsASource(t *testing.T) {
	each(t, func(t *testing.T, a subject, file string) {
		dir := t.TempDir()
		db := filepath.Join(dir, "l.db")
		outcome(t, 0, append([]string{"add", "--db", db, file}, a.flags...)...)
		before := outcome(t, 0, "export", "--db", db)
		var r reading.Reading
		if err := json.Unmarshal([]byte(before), &r); err != nil {
			t.Fatal(err)
		}
		var voice reading.Voice
		for _, v := range r.Voices {
			if strings.Contains(v.Name, a.voice) {
				voice = v
			}
		}
		through := map[string]bool{}
		for _, c := range r.Claims {
			if slices.ContainsFunc(c.Sources, func(l reading.Link) bool { return l.Voice == voice.ID }) {
				through[r.Report.ID+"/"+c.ID] = true
			}
		}
		first := filepath.Join(dir, "first.html")
		outcome(t, 0, "brief", "--db", db, "--report", r.Report.ID, "--standard", "reported", "--profile", "full", "--lens", "ilo,unscr", "--at", "2024-06-01T00:00:00Z", "--format", "html", "-o", first)
		was, err := os.ReadFile(first)
		if err != nil {
			t.Fatal(err)
		}
		outcome(t, 0, "withdraw", "--db", db, "--by", "Mara", "--why", "took it back", voice.Name)
		again := decoded(t, outcome(t, 0, "brief", "--db", db, "--again", first, "--at", "2024-06-02T00:00:00Z", "--format", "json"))
		fell := map[string]bool{}
		for _, s := range all(again, brief.Withdrawn) {
			fell[s.Claim] = true
			if !through[s.Claim] {
				t.Errorf("%s fell, and did not come through %s", s.Claim, voice.Name)
			}
		}
		told := map[string]bool{}
		for _, c := range again.Since.Fell {
			told[c.Claim] = true
			if !strings.Contains(c.Why, "took it back") {
				t.Errorf("%s: %s", c.Claim, c.Why)
			}
		}
		for claim := range through {
			if !fell[claim] || !told[claim] {
				t.Errorf("%s came through %s: fell %t, told %t", claim, voice.Name, fell[claim], told[claim])
			}
		}
		again.Each(func(s *brief.Section, x *brief.Sentence) {
			if s.Name != brief.Withdrawn && s.Name != brief.Triage && through[x.Claim] {
				t.Errorf("%s still stands in %s", x.Claim, s.Name)
			}
			if s.Name == brief.Triage && through[x.Claim] != strings.HasPrefix(x.Why, "it fell: ") {
				t.Errorf("%s under triage: %s", x.Claim, x.Why)
			}
		})
		if len(through) == 0 || len(again.Since.Touched) == 0 {
			t.Errorf("%d fall, %d perhaps", len(through), len(again.Since.Touched))
		}
		n := 0
		again.Each(func(*brief.Section, *brief.Sentence) { n++ })
		t.Logf("%d fall, %d weaken, %d perhaps, %d for triage; %d sentences then, %d now", len(fell), len(again.Since.Weaker), len(again.Since.Touched), len(all(again, brief.Triage)), again.Since.Before, n)
		if drawn := draw(t, first); drawn != string(was) {
			t.Error("the earlier brief is drawn otherwise")
		}
		verified(t, db)
		check(t, db, before)
	})
}

// draw draws a brief as it was, without a ledger.
func draw(t *testing.T, path string) string {
	t.Helper()
	return outcome(t, 0, "brief", "--render", path, "--format", "html")
}

func verified(t *testing.T, db string) {
	t.Helper()
	outcome(t, 0, "verify", "--db", db)
}

// check tells that nothing of an export is gone from the ledger: the reading is
// as it was, with a decision beside it.
func check(t *testing.T, db, before string) {
	t.Helper()
	after := outcome(t, 0, "export", "--db", db)
	old, _, _ := strings.Cut(before, `,"ledger":`)
	now, beyond, _ := strings.Cut(after, `,"ledger":`)
	if old != now || !strings.Contains(beyond, `"verb":"withdraw"`) {
		t.Error("the reading was changed, or the decision is not with it")
	}
}

func table(t *testing.T, raw string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range rows[1:] {
		row := map[string]string{}
		for i, name := range rows[0] {
			row[name] = cells[i]
		}
		out = append(out, row)
	}
	return out
}

// TestOneOrderIsOneEvent is the political scientist's story (U6) on a report of
// ours: headline and body tell of one order, which is one event; what is ordered
// stands among forecasts.
func TestOneOrderIsOneEvent(t *testing.T) {
	rows := func(format string) []map[string]string {
		return table(t, outcome(t, 0, "export", "--format", format, "../../examples/tannet.txt"))
	}
	orders := 0
	for _, r := range rows("events") {
		if r["predicate"] == "order" {
			orders++
			if r["start"] != "2024-03-12" || r["end"] != "2024-03-12" || r["date_prec_ucdp"] != "1" || len(strings.Fields(r["claims"])) != 2 {
				t.Errorf("the order: %v", r)
			}
		}
	}
	ahead := 0
	for _, r := range rows("forecasts") {
		if r["status"] == "ordered" {
			ahead++
		}
		if r["low"] == "300000" && (r["high"] != "500000" || r["best"] != "") {
			t.Errorf("from 300,000 to 500,000: %v", r)
		}
	}
	if orders != 1 || ahead == 0 {
		t.Errorf("%d orders, %d matters ordered", orders, ahead)
	}
}

// TestScientistExportsEvents is the same story on the given report.
func TestScientistExportsEvents(t *testing.T) {
	file := given(t, "report/report.txt")
	as := func(day string, format string) []map[string]string {
		return table(t, outcome(t, 0, "export", "--format", format, "--published", day, "--outlet", "Daily NK", file))
	}
	orders := 0
	for _, r := range as("2023-02-02", "events") {
		if r["predicate"] == "order" || r["predicate"] == "issue" && strings.Contains(r["target"], "order") {
			orders++
			if r["start"] != "2023-01-20" || r["end"] != "2023-01-20" || r["date_prec_ucdp"] != "1" || r["time_precision_acled"] != "1" || len(strings.Fields(r["claims"])) < 4 {
				t.Errorf("the order: %v", r)
			}
		}
		if r["status"] == "ordered" || r["status"] == "predicted" || r["status"] == "planned" {
			t.Errorf("a forecast among events: %v", r)
		}
		for _, n := range []string{"low", "best", "high"} {
			if r[n] == "0" {
				t.Errorf("an unknown number is 0: %v", r)
			}
		}
	}
	if orders != 1 {
		t.Errorf("%d ordering events", orders)
	}
	batch := false
	for _, r := range as("2023-02-02", "forecasts") {
		if r["low"] == "300" && r["high"] == "500" && r["best"] == "" {
			batch = true
		}
	}
	if !batch {
		t.Error("no forecast of 300 to 500 with best left empty")
	}
	shifted := 0
	a, b := as("2023-02-02", "csv"), as("2024-02-02", "csv")
	for i := range a {
		if a[i]["edtf"] == b[i]["edtf"] {
			continue
		}
		if shifted++; a[i]["edtf"] != strings.ReplaceAll(b[i]["edtf"], "2024", "2023") || strings.Contains(a[i]["text"], "April 25, 2019") {
			t.Errorf("%s: %s became %s", a[i]["claim"], a[i]["edtf"], b[i]["edtf"])
		}
	}
	if a[0]["edtf"] != "2019-04-25" || shifted == 0 {
		t.Errorf("%d times shifted; the caption's is %s", shifted, a[0]["edtf"])
	}
	t.Logf("%d times moved with the report's date, of 10 in the annotation", shifted)
}

// TestTablesComeBack takes reports out and in again by the command, in every form
// that comes in, half-open ranges among them.
func TestTablesComeBack(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "a.db")
	outcome(t, 0, "add", "--db", db, "../../examples")
	each(t, func(t *testing.T, a subject, file string) {
		outcome(t, 0, append([]string{"add", "--db", db, file}, a.flags...)...)
	})
	for _, format := range []string{"jsonl", "csv", "xlsx", "parquet"} {
		out, again := filepath.Join(dir, "out."+format), filepath.Join(dir, "again."+format)
		other := filepath.Join(dir, format+".db")
		outcome(t, 0, "export", "--db", db, "--format", format, "-o", out)
		outcome(t, 0, "import", "--db", other, out)
		outcome(t, 0, "export", "--db", other, "--format", format, "-o", again)
		x, err1 := os.ReadFile(out)
		y, err2 := os.ReadFile(again)
		if err1 != nil || err2 != nil || !bytes.Equal(x, y) {
			t.Errorf("%s: %d bytes, then %d; %v %v", format, len(x), len(y), err1, err2)
		}
		if format == "csv" && !strings.Contains(string(x), ",..,2024-03-20,") {
			t.Error("no half-open range was put to the test")
		}
		verified(t, other)
	}
}

// TestTwentyBriefsOverAStory makes briefs over the reports of an open story with
// the command: every sentence has its note, and every note opens its words.
func TestTwentyBriefsOverAStory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads seventy reports")
	}
	dir := t.TempDir()
	db := filepath.Join(dir, "l.db")
	texts := reports(t, given(t, "story/dprk_personnel_russia.jsonl"), filepath.Join(dir, "reports.jsonl"))
	outcome(t, 0, "add", "--db", db, filepath.Join(dir, "reports.jsonl"))
	made, sentences, notes := 0, 0, 0
	for i, words := range strings.Fields("workers soldiers Russia Ukraine sanctions troops wages construction Pyongyang Moscow labor Kim factory visas students ministry Kursk Donetsk drone visit weapons deployment military company December government north border army agreement") {
		if made == 20 {
			break
		}
		standard := []string{"two-origins", "one-named-origin", "reported"}[i%3]
		b := decoded(t, outcome(t, 0, "brief", "--db", db, "--standard", standard, "--profile", "full", "--at", "2025-12-31T00:00:00Z", "--format", "json", words))
		if len(b.Notes) == 0 {
			continue
		}
		made++
		b.Each(func(_ *brief.Section, s *brief.Sentence) {
			if sentences++; len(s.Notes) != 1 || b.Notes[s.Notes[0]-1].Claim != s.Claim {
				t.Errorf("without its note: %s", s.Text)
			}
		})
		for _, n := range b.Notes {
			if notes++; n.End > len(texts[n.TextSHA256]) || texts[n.TextSHA256][n.Start:n.End] != n.Words {
				t.Errorf("%s does not open its words", n.Claim)
			}
		}
		if bad := b.Lint(); len(bad) > 0 {
			t.Errorf("%s: %+v", words, bad)
		}
	}
	if made != 20 {
		t.Errorf("%d briefs", made)
	}
	t.Logf("%d briefs, %d sentences, %d notes: all open their words", made, sentences, notes)
	pulled(t, db)
}

// reports makes short reports of the records of a story, and gives their texts by
// hash.
func reports(t *testing.T, path, to string) map[string]string {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	texts := map[string]string{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var d struct {
			URL, Title, Outlet, Published string
			Claims                        []struct {
				Text string
				Who  *string `json:"attributed_to"`
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, c := range d.Claims {
			text.WriteString(c.Text)
			if c.Who != nil && *c.Who != "" {
				text.WriteString(", according to " + *c.Who)
			}
			text.WriteString(". ")
		}
		if text.Len() == 0 {
			continue
		}
		canonical, err := report.Canonical([]byte(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		texts[report.Hash(canonical)] = canonical
		line, err := json.Marshal(map[string]string{"url": d.URL, "title": d.Title, "outlet": d.Outlet, "published": d.Published, "text": text.String()})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(out, "%s\n", line); err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

// pulled withdraws a named voice of the story: no claim through it stands in any
// report after that.
func pulled(t *testing.T, db string) {
	t.Helper()
	count := map[string]int{}
	for e, err := range export.ReadJSONL(strings.NewReader(outcome(t, 0, "export", "--db", db))) {
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range e.Voices {
			if v.Kind == "person" {
				count[v.Name]++
			}
		}
	}
	name := ""
	for n, k := range count {
		if name == "" || k > count[name] || k == count[name] && n < name {
			name = n
		}
	}
	outcome(t, 0, "withdraw", "--db", db, "--by", "Mara", "--why", "took it back", name)
	fell := 0
	for e, err := range export.ReadJSONL(strings.NewReader(outcome(t, 0, "export", "--db", db))) {
		if err != nil {
			t.Fatal(err)
		}
		for i := range e.Claims {
			through := slices.ContainsFunc(e.Claims[i].Sources, func(l reading.Link) bool {
				return slices.ContainsFunc(e.Voices, func(v reading.Voice) bool { return v.ID == l.Voice && strings.EqualFold(v.Name, name) })
			})
			loss := e.Loss(e.Claims[i].ID)
			if through != (loss != nil && loss.Effect == "falls") {
				t.Errorf("%s/%s through %s: %t, %+v", e.Report.ID, e.Claims[i].ID, name, through, loss)
			}
			if through {
				fell++
			}
		}
	}
	if fell == 0 {
		t.Error("nothing fell")
	}
	t.Logf("%s, told in %d reports, is withdrawn: %d claims fall", name, count[name], fell)
	verified(t, db)
}
