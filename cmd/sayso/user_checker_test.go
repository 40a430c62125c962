package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// changed is one change that sayso drift shows.
type changed struct {
	Kind string `json:"kind"`
	Why  string `json:"why"`
}

// drifts are the changes from an original to a reprint.
func (d *desk) drifts(reprint, original string) []changed {
	d.Helper()
	files := [2]string{filepath.Join(d.dir, "reprint.txt"), filepath.Join(d.dir, "original.txt")}
	for i, text := range []string{reprint, original} {
		if err := os.WriteFile(files[i], []byte(text), 0o600); err != nil {
			d.Fatal(err)
		}
	}
	return objects[changed](d, "drift", files[0], files[1], "--format", "json")
}

// A fact checker meets one made-up report in eight retellings.
func TestCheckerCountsOneSource(t *testing.T) {
	d := newDesk(t)
	all := archived(t, "original.txtar")
	var names []string
	for n := range all {
		names = append(names, n)
	}
	d.add(all, names...)
	for url, r := range d.origins() {
		for _, c := range r.Claims {
			if c.Origins > 1 {
				t.Errorf("%s: %q is given %d origins", url, c.Text, c.Origins)
			}
		}
	}
}

func TestCheckerMeetsTheReprints(t *testing.T) {
	report := string(shared(t, "report/report.txt"))
	d := newDesk(t)
	if found := d.drifts(report, report); len(found) > 0 {
		t.Errorf("the report against itself: %+v", found)
	}
	all := archived(t, "reprints.txtar")
	all["report"] = told{Text: report, URL: "https://report.example/", Outlet: "Daily NK", Published: "2023-02-02", Language: "en"}
	names := []string{"report"}
	hedges, found := 0, 0
	for n, r := range all {
		if n == "report" {
			continue
		}
		names = append(names, n)
		changes := d.drifts(r.Text, report)
		if len(changes) > 0 {
			found++
		}
		for _, c := range changes {
			if c.Kind == "hedge_dropped" || c.Kind == "inference_promoted_to_source" {
				hedges++
			}
		}
	}
	if found < len(all)-2 || hedges < 8 {
		t.Errorf("changes are found in %d of %d reprints, %d of them on hedges and inferences", found, len(all)-1, hedges)
	}
	d.add(all, names...)
	o := d.origins()["https://report.example/"]
	repeated := 0
	for _, c := range o.Claims {
		if c.Origins > 1 {
			t.Errorf("%q is given %d origins", c.Text, c.Origins)
		}
		repeated = max(repeated, len(c.Reports)-1)
	}
	if repeated < 3 {
		t.Errorf("no claim of the report is shown in more than %d reprints", repeated)
	}
	for _, n := range names[1:] {
		if !strings.Contains(all[n].Text, "Daily NK") {
			continue
		}
		if r := d.origins()[all[n].URL]; len(r.Origins) == 0 || len(o.Origins) == 0 {
			t.Errorf("%s has no origin", n)
		}
		break
	}
}
