package when

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/report"
)

// shared is the folder of corpora beside the repository; the accuracy tests
// skip where it is absent.
const shared = "../../../shared"

type goldReport struct {
	ID        string
	Published string
	Text      string
	Claims    []struct {
		Anchor [2]int
		When   string
	}
}

func goldReports(t *testing.T, part string) []goldReport {
	paths, _ := filepath.Glob(filepath.Join(shared, "gold", part, "*.json"))
	if len(paths) == 0 {
		t.Skip("no claim gold beside the repository")
	}
	var out []goldReport
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var g goldReport
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

// TestAccuracyGold asks for each claim of the gold that has a time: does some
// expression of its sentence have that EDTF? And for each expression with an
// EDTF in a sentence with dated claims: does one of them have it?
func TestAccuracyGold(t *testing.T) {
	claims, found, exprs, right := 0, 0, 0, 0
	for _, g := range goldReports(t, "train") {
		anchor := parseDate(g.Published).first()
		es := Parse(g.Text, anchor, Options{})
		within := func(offset int) report.Span { return sentenceAround(g.Text, offset) }
		dated := map[int]map[string]bool{}
		for _, c := range g.Claims {
			if c.When == "" {
				continue
			}
			claims++
			s := within(c.Anchor[0])
			if dated[s.Start] == nil {
				dated[s.Start] = map[string]bool{}
			}
			dated[s.Start][c.When] = true
			ok := false
			var got []string
			for _, e := range es {
				if s.Overlaps(e.Span) && e.EDTF != "" {
					got = append(got, e.Full.Of(g.Text)+"="+e.EDTF)
					ok = ok || e.EDTF == c.When
				}
			}
			if ok {
				found++
			} else if testing.Verbose() {
				t.Logf("%s %s: want %s got %q in %q", g.ID, g.Published, c.When, got, s.Of(g.Text))
			}
		}
		for _, e := range es {
			s := within(e.Span.Start)
			if e.EDTF != "" && dated[s.Start] != nil {
				exprs++
				if dated[s.Start][e.EDTF] {
					right++
				}
			}
		}
	}
	recall := float64(found) / float64(claims)
	if recall < 0.85 {
		t.Errorf("recall %.3f is under 0.85", recall)
	}
	t.Logf("gold when: recall %.3f (%d of %d), precision in sentences with dated claims %.3f (%d of %d)",
		recall, found, claims, float64(right)/float64(exprs), right, exprs)
}

// TestAccuracyAttach attaches times to the gold's anchors on the trees of the
// embedded model and compares the EDTF of each claim.
func TestAccuracyAttach(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every gold report with the model")
	}
	model, err := nlp.Load()
	if err != nil {
		t.Skipf("no model: %v", err)
	}
	gold, found, right := 0, 0, 0
	for _, g := range goldReports(t, "train") {
		doc, err := model.Analyze(g.Text)
		if err != nil {
			t.Fatal(err)
		}
		es := Find(doc, g.Published)
		var anchors []int
		for _, c := range g.Claims {
			anchors = append(anchors, tokenAt(doc, c.Anchor[0]))
		}
		for i, e := range Attach(doc, es, anchors) {
			want, got := g.Claims[i].When, ""
			if e >= 0 {
				got = es[e].EDTF
				found++
			}
			if want != "" {
				gold++
			}
			if want != "" && want == got {
				right++
			} else if want != got && testing.Verbose() {
				c := g.Claims[i].Anchor
				t.Logf("%s want %q got %q: %s>>%s<<%s", g.ID, want, got, g.Text[max(0, c[0]-110):c[0]], g.Text[c[0]:c[1]], g.Text[c[1]:min(len(g.Text), c[1]+90)])
			}
		}
	}
	p, r := float64(right)/float64(found), float64(right)/float64(gold)
	t.Logf("attached when: F1 %.3f precision %.3f recall %.3f", 2*p*r/(p+r), p, r)
}
