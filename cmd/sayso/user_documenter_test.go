package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// effect is what a withdrawal does to one claim.
type effect struct {
	Report string `json:"report"`
	Claim  string `json:"claim"`
	Text   string `json:"text"`
	Why    string `json:"why"`
}

type losses struct {
	Falls   []effect `json:"falls"`
	Weakens []effect `json:"weakens"`
	Perhaps []effect `json:"perhaps"`
}

// pullSource withdraws a voice and checks what a documenter relies on: what
// falls and weakens is listed first and nothing recorded, the earlier brief can
// be drawn again to the byte, the log verifies, nothing is gone, and taking the
// withdrawal back leaves everything as it was.
func (d *desk) pullSource(words, voice string) losses {
	d.Helper()
	brief := filepath.Join(d.dir, "brief.json")
	at := []string{"--at", "2032-12-01T12:00:00Z", "--standard", "reported", "--profile", "full"}
	d.say(append([]string{"brief", words, "--format", "json", "-o", brief}, at...)...)
	drawn := d.say("brief", "--render", brief, "--format", "md")
	before, reports := d.say("origins", "--format", "json"), d.say("list", "--format", "json")

	tried := objects[losses](d, "withdraw", voice, "--dry-run", "--format", "json")[0]
	if again := d.say("origins", "--format", "json"); again != before {
		d.Errorf("a dry run changes the ledger: %s", cmp.Diff(before, again))
	}
	id := d.decide("withdraw", voice, "--why", "it took its words back")
	if d.say("brief", "--render", brief, "--format", "md") != drawn {
		d.Error("the earlier brief is not drawn again as it was")
	}
	if anew := d.say("brief", "--again", brief, "--format", "md"); !strings.Contains(anew, "withdrawn") {
		d.Errorf("the brief made anew does not tell of the withdrawal:\n%s", anew)
	}
	if now := d.say("list", "--format", "json"); now != reports {
		d.Errorf("the list of reports changed: %s", cmp.Diff(reports, now))
	}
	for _, f := range tried.Falls {
		if shown := d.say("show", f.Report+"/"+f.Claim); !strings.Contains(shown, "withdrawn") {
			d.Errorf("show %s/%s does not say that it is withdrawn:\n%s", f.Report, f.Claim, shown)
		}
	}
	d.say("verify")
	d.say("undo", id)
	if after := d.say("origins", "--format", "json"); after != before {
		d.Errorf("taken back, the withdrawal leaves traces: %s", cmp.Diff(before, after))
	}
	d.say("verify")
	return tried
}

// A documenter's witness takes her words back.
func TestDocumenterPullsAWitness(t *testing.T) {
	d := newDesk(t)
	all := archived(t, "harbour.txtar")
	d.add(all, slices.Sorted(maps.Keys(all))...)
	lost := d.pullSource("gas", "Mirela Sorel")
	report := d.id(all["h04"].URL)
	if len(lost.Falls) == 0 {
		t.Fatal("nothing falls")
	}
	for _, f := range lost.Falls {
		if f.Report != report {
			t.Errorf("%s/%s falls, which is not hers: %s", f.Report, f.Claim, f.Text)
		}
	}
	weak := false
	for _, w := range lost.Weakens {
		weak = weak || w.Report == d.id(all["h05"].URL)
	}
	if !weak {
		t.Errorf("what the second witness says loses a support, and is not among %+v", lost.Weakens)
	}
}

func TestDocumenterOnTheReport(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(d.dir, "report.txt")
	if err := os.WriteFile(file, shared(t, "report/report.txt"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.say("add", file, "--outlet", "Daily NK", "--published", "2023-02-02")
	r := d.read(objects[listed](d, "list", "--format", "json")[0].ID)
	voice, rests := "", map[string]bool{}
	for _, v := range r.Voices {
		if strings.Contains(v.Name, "source in Russia") {
			voice = v.Name
			for _, c := range r.Claims {
				for _, s := range c.Sources {
					if s.Voice == v.ID {
						rests[c.ID] = true
					}
				}
			}
		}
	}
	lost := d.pullSource("Ukraine", voice)
	fell := map[string]bool{}
	for _, f := range lost.Falls {
		fell[f.Claim] = true
	}
	if !maps.Equal(fell, rests) || len(fell) < 8 {
		t.Errorf("%d claims fall, %d come through %s", len(fell), len(rests), voice)
	}
	if len(lost.Weakens) == 0 || len(lost.Perhaps) == 0 {
		t.Errorf("%d claims weaken, %d are perhaps of the same voice", len(lost.Weakens), len(lost.Perhaps))
	}
	for _, p := range lost.Perhaps {
		if !strings.Contains(p.Why, "origin unknown, perhaps the same") {
			t.Errorf("%s: %s", p.Claim, p.Why)
		}
	}
}
