package quantity_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/quantity"
	"github.com/sayso/sayso/reading/when"
	"github.com/sayso/sayso/report"
)

// shared is the folder of corpora beside the repository; the accuracy tests
// skip where it is absent.
const shared = "../../../shared"

func bound(f *float64) string {
	if f == nil {
		return "-"
	}
	return fmt.Sprint(*f)
}

// TestAccuracyGold compares, report by report, the set of (low, high) of the
// gold's quantities with those found.
func TestAccuracyGold(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(shared, "gold", "train", "*.json"))
	if len(paths) == 0 {
		t.Skip("no claim gold beside the repository")
	}
	gold, found, right := 0, 0, 0
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var g struct {
			ID, Published, Text string
			Claims              []struct {
				Quantities []struct{ Low, High *float64 }
			}
		}
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		day, _ := time.Parse(time.DateOnly, g.Published)
		var times []report.Span
		for _, e := range when.Parse(g.Text, day, when.Options{}) {
			if e.Type != when.Duration {
				times = append(times, e.Span)
			}
		}
		want, got := map[string]bool{}, map[string]string{}
		for _, c := range g.Claims {
			for _, q := range c.Quantities {
				want[bound(q.Low)+".."+bound(q.High)] = true
			}
		}
		for _, q := range quantity.Find(&nlp.Document{Text: g.Text}, times) {
			got[bound(q.Low)+".."+bound(q.High)] = g.Text[max(0, q.Span.Start-30):min(len(g.Text), q.Span.End+20)]
		}
		gold, found = gold+len(want), found+len(got)
		var missed, extra []string
		for k := range want {
			if _, ok := got[k]; ok {
				right++
			} else {
				missed = append(missed, k)
			}
		}
		for k, v := range got {
			if !want[k] {
				extra = append(extra, k+" "+strings.ReplaceAll(v, "\n", " "))
			}
		}
		sort.Strings(missed)
		sort.Strings(extra)
		if testing.Verbose() {
			for _, x := range missed {
				t.Logf("missed %s %s", g.ID, x)
			}
			for _, x := range extra {
				t.Logf("extra %s %s", g.ID, x)
			}
		}
	}
	p, r := float64(right)/float64(found), float64(right)/float64(gold)
	f1 := 2 * p * r / (p + r)
	if f1 < 0.92 {
		t.Errorf("F1 %.3f is under 0.92", f1)
	}
	t.Logf("gold quantities: F1 %.3f precision %.3f recall %.3f (%d gold, %d found)", f1, p, r, gold, found)
}
