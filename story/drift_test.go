package story

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/reading"
)

// theReport is the report that the reprints retell; it lies outside the
// repository.
func theReport(t *testing.T) *reading.Reading {
	b, err := os.ReadFile("../../shared/report/report.txt")
	if err != nil {
		t.Skipf("the report is not here: %v", err)
	}
	return readText(t, string(b), extract.Options{Published: "2023-02-02", Outlet: "Daily NK", URL: "https://www.dailynk.com/english/report"})
}

// answers tells whether a change found is the one wanted. What was rendered
// wrongly out of another language shows in English as another action or
// another name.
func answers(found, want string) bool {
	return found == want || want == "mistranslation" && (found == "action_changed" || found == "name_altered")
}

// tally counts the changes of an archive's reprints that are found, and those
// found beside them.
func tally(t *testing.T, file string, original *reading.Reading) (found, wanted, others int) {
	for _, e := range archive(t, file) {
		left := Drift(e.Reading, original)
		line := []string{}
		for _, want := range strings.Fields(e.head["drift"]) {
			wanted++
			i := slices.IndexFunc(left, func(c Change) bool { return answers(c.Kind, want) })
			if i < 0 {
				line = append(line, "MISSED "+want)
				continue
			}
			found++
			line = append(line, want)
			left = slices.Delete(left, i, i+1)
		}
		t.Logf("%s: %s", e.name, strings.Join(line, ", "))
		for _, c := range left {
			others++
			t.Logf("    besides %s: %s\n        here:  %q\n        there: %q", c.Kind, c.Why, c.Span.Of(e.Text), c.ToSpan.Of(original.Text))
		}
	}
	return found, wanted, others
}

func TestDriftOfReprints(t *testing.T) {
	original := theReport(t)
	for _, file := range []string{"reprints.txtar", "reprints2.txtar", "faithful.txtar"} {
		found, wanted, others := tally(t, file, original)
		t.Logf("%s: %d of %d changes found, %d others proposed", file, found, wanted, others)
		if found*100 < wanted*80 || others > max(2, wanted/5) {
			t.Errorf("%s: %d of %d changes found, %d others proposed; floors are 80 in a hundred, and 2 or a fifth", file, found, wanted, others)
		}
	}
}

func TestDriftOfTheReportAgainstItself(t *testing.T) {
	r := theReport(t)
	if d := Drift(r, r); len(d) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestDriftOfAMadeUpReport(t *testing.T) {
	all := archive(t, "original.txtar")
	found, wanted, others := tally(t, "original.txtar", all[0].Reading)
	t.Logf("%d of %d changes found, %d others proposed", found, wanted, others)
	if found*100 < wanted*75 || others > 4 {
		t.Errorf("%d of %d changes found, %d others proposed; floors are 75 in a hundred, and 4", found, wanted, others)
	}
	if d := Drift(all[0].Reading, all[0].Reading); len(d) != 0 {
		t.Errorf("against itself: %+v", d)
	}
}
