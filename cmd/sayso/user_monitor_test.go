package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// briefing is what tests need of a brief in JSON.
type briefing struct {
	StandardText string   `json:"standard_text"`
	Summary      []string `json:"summary"`
	Sections     []struct {
		Name      string `json:"name"`
		Sentences []struct {
			Claim string `json:"claim"`
			Text  string `json:"text"`
			Notes []int  `json:"notes"`
		} `json:"sentences"`
	} `json:"sections"`
	Notes []struct {
		Number int    `json:"number"`
		Words  string `json:"words"`
		URL    string `json:"url"`
		Start  int    `json:"start"`
		End    int    `json:"end"`
	} `json:"notes"`
}

func (b *briefing) section(name string) (claims []string) {
	for _, s := range b.Sections {
		if s.Name == name {
			for _, x := range s.Sentences {
				claims = append(claims, x.Claim)
			}
		}
	}
	return claims
}

// A sanctions monitor asks what is evidenced under the standard of two
// independent originators.
func TestMonitorBriefsUnderAStandard(t *testing.T) {
	d := newDesk(t)
	all := archived(t, "harbour.txtar")
	d.add(all, slices.Sorted(maps.Keys(all))...)
	b := objects[briefing](d, "brief", "tear gas", "--standard", "two-origins", "--profile", "full", "--format", "json")[0]
	if !strings.HasPrefix(b.StandardText, "Two independent origins") {
		t.Errorf("the standard is %q", b.StandardText)
	}
	text := map[string]string{}
	for _, r := range all {
		text[r.URL] = d.read(d.id(r.URL)).Text
	}
	for _, n := range b.Notes {
		if got := text[n.URL][n.Start:n.End]; got != n.Words {
			t.Errorf("footnote %d opens %q, and says %q", n.Number, got, n.Words)
		}
	}
	for _, r := range d.origins() {
		for _, c := range r.Claims {
			if c.Origins > 1 && len(c.Reports) < 2 {
				t.Errorf("%q has two origins in one report", c.Text)
			}
		}
	}
	md := d.say("brief", "tear gas", "--standard", "two-origins", "--format", "md")
	if i, j := strings.Index(md, "## Standard of evidence"), strings.Index(md, "## Reported"); i < 0 || j < i {
		t.Error("the brief does not begin with its standard")
	}
}

func TestMonitorOnTheReport(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(d.dir, "report.txt")
	if err := os.WriteFile(file, shared(t, "report/report.txt"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.say("add", file, "--outlet", "Daily NK", "--published", "2023-02-02")
	r := d.read(objects[listed](d, "list", "--format", "json")[0].ID)
	b := objects[briefing](d, "without", "brief", file, "--outlet", "Daily NK", "--published", "2023-02-02", "--standard", "two-origins", "--format", "json")[0]
	if reaching := b.section("reaching"); len(reaching) > 0 {
		t.Errorf("%q reach the standard of two origins", reaching)
	}
	if open := b.section("questions"); len(open) < 2 && !strings.Contains(d.say("due"), "open question") {
		t.Errorf("open questions are %q", open)
	}
	for _, n := range b.Notes {
		if got := r.Text[n.Start:n.End]; n.Words != "" && got != n.Words && !strings.Contains(n.Words, "withheld") {
			t.Errorf("footnote %d opens %q, and says %q", n.Number, got, n.Words)
		}
	}
	out := d.say("without", "brief", file, "--outlet", "Daily NK", "--published", "2023-02-02", "--format", "json")
	for _, clue := range []string{" he said", " his ", "male source", "source in Russia"} {
		if strings.Contains(out, clue) {
			t.Errorf("the public profile tells of the source: %q", clue)
		}
	}
	if !strings.Contains(out, "one anonymous person") {
		t.Error("that the source is one anonymous person is gone")
	}
	for _, c := range r.Claims {
		if why := d.say("why", r.Report.ID+"/"+c.ID); !strings.Contains(why, ".") {
			t.Errorf("why %s says %q", c.ID, why)
		}
		if c.ID == "c20" {
			break
		}
	}
}
