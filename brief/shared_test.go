package brief

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
)

// toldIn reads a text that lies outside the repository.
func toldIn(t *testing.T, text string, o extract.Options) *export.Entry {
	t.Helper()
	m, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	rep, err := extract.Plain([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	rep.Language = "en"
	r, err := reading.New(m).Read(context.Background(), rep)
	if err != nil {
		t.Fatal(err)
	}
	return &export.Entry{Reading: r}
}

func shared(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile("../../shared/" + path)
	if err != nil {
		raw, err = os.ReadFile("../../../shared/" + path)
	}
	if err != nil {
		t.Skipf("%s is not here: it lies outside the repository", path)
	}
	return raw
}

// TestSanctionsMonitor is the monitor's brief on one report: nothing reaches two
// origins, forecasts are the outlet's, and no clue of the source leaves.
func TestSanctionsMonitor(t *testing.T) {
	e := toldIn(t, string(shared(t, "report/report.txt")), extract.Options{Published: "2023-02-02", Outlet: "Daily NK", URL: "https://www.dailynk.com/"})
	b := New(Matter{Standard: TwoOrigins, Profile: export.Public, AsOf: "2023-04-15", Entries: []*export.Entry{e}})
	if n := len(section(b, Reaching).Sentences); n != 0 {
		t.Errorf("%d claims reach two origins", n)
	}
	if len(section(b, Questions).Sentences) == 0 || len(section(b, Forecasts).Sentences) == 0 {
		t.Error("no open question or no forecast")
	}
	for _, s := range section(b, Inferences).Sentences {
		if !strings.HasPrefix(s.Text, "Daily NK itself infers") {
			t.Error(s.Text)
		}
	}
	page := string(b.Markdown())
	if m := regexp.MustCompile(`(?i)\b(source|sources) in Russia\b|\bsource told\b`).FindString(page); m != "" {
		t.Errorf("the brief lets out %q", m)
	}
	if !strings.Contains(page, "one anonymous person") {
		t.Error("kind and number of the source are lost")
	}
	for _, n := range b.Notes {
		if n.Start < 0 || n.End > len(e.Text) || n.Start >= n.End {
			t.Errorf("%s opens nothing", n.Claim)
		}
	}
}

// TestTwentyBriefs makes briefs over the reports of an open story: every
// sentence has a note and every note opens its words.
func TestTwentyBriefs(t *testing.T) {
	if testing.Short() {
		t.Skip("reads seventy reports")
	}
	var entries []*export.Entry
	in := bufio.NewScanner(strings.NewReader(string(shared(t, "story/dprk_personnel_russia.jsonl"))))
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var d struct {
			URL, Title, Outlet, Published string
			Claims                        []struct {
				Text string
				Who  *string `json:"attributed_to"`
			}
		}
		if err := json.Unmarshal(in.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, c := range d.Claims {
			text += c.Text
			if c.Who != nil && *c.Who != "" {
				text += ", according to " + *c.Who
			}
			text += ". "
		}
		if text == "" {
			continue
		}
		entries = append(entries, toldIn(t, text, extract.Options{URL: d.URL, Title: d.Title, Outlet: d.Outlet, Published: d.Published}))
	}
	if len(entries) < 20 {
		t.Skipf("%d reports", len(entries))
	}
	export.Relate(entries)
	sentences, notes := 0, 0
	for i := range 20 {
		part := entries[i*len(entries)/20 : (i+1)*len(entries)/20]
		b := New(Matter{Question: fmt.Sprint(i), Standard: []Standard{TwoOrigins, OneNamedOrigin, Reported}[i%3], AsOf: "2024-12-31", Entries: part})
		texts := map[string]string{}
		for _, e := range part {
			texts[e.Report.TextSHA256] = e.Text
		}
		b.Each(func(_ *Section, x *Sentence) {
			sentences++
			if len(x.Notes) != 1 || b.Notes[x.Notes[0]-1].Claim != x.Claim {
				t.Errorf("without its note: %s", x.Text)
			}
		})
		for _, n := range b.Notes {
			notes++
			if text := texts[n.TextSHA256]; n.End > len(text) || text[n.Start:n.End] != n.Words {
				t.Errorf("%s does not open its words", n.Claim)
			}
		}
		if bad := b.Lint(); len(bad) > 0 {
			t.Errorf("brief %d: %+v", i, bad)
		}
	}
	t.Logf("%d reports, %d sentences, %d notes", len(entries), sentences, notes)
}
