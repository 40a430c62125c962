package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// timesOf are the dates of a report's time expressions, by their places.
func timesOf(r read) map[[2]int]string {
	m := map[[2]int]string{}
	for _, t := range r.Times {
		m[t.Span] = t.EDTF
	}
	return m
}

// redate sets a report's date and checks that exactly those times change whose
// words give no year of their own.
func (d *desk) redate(id, date string) (changed int) {
	d.Helper()
	before := d.read(id)
	shown := d.say("date", id, date, "--why", "the archived copy has it")
	after := d.read(id)
	if after.Report.Published.EDTF != date {
		d.Errorf("published %s, want %s", after.Report.Published.EDTF, date)
	}
	old := timesOf(before)
	for _, t := range after.Times {
		words := after.Text[t.Span[0]:t.Span[1]]
		hasYear := strings.Contains(words, "20") && strings.ContainsAny(words, "0123456789") && yearIn(words)
		was, had := old[t.Span]
		switch {
		case !had:
			d.Errorf("%q was no time before", words)
		case hasYear && was != t.EDTF:
			d.Errorf("%q gives its year and moves from %s to %s", words, was, t.EDTF)
		case was != t.EDTF:
			changed++
			if !strings.Contains(shown, words) {
				d.Errorf("%q moves from %s to %s and is not shown in\n%s", words, was, t.EDTF, shown)
			}
		}
	}
	if lines := strings.Count(shown, ", before "); lines > changed {
		d.Errorf("%d changes are shown, %d times changed:\n%s", lines, changed, shown)
	}
	return changed
}

func yearIn(words string) bool {
	for _, f := range strings.FieldsFunc(words, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(f) == 4 {
			return true
		}
	}
	return false
}

func TestScientistChangesADate(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(d.dir, "report.txt")
	text := "Vellmar's council ordered 40 buses on May 3.\n\nThe buses will arrive by the end of June, mayor Ada Lindqvist said on Tuesday. The first line opened on April 2, 2019.\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d.say("add", file, "--outlet", "Vellmar Courier", "--published", "2026-05-07")
	id := objects[listed](d, "list", "--format", "json")[0].ID
	if n := d.redate(id, "2025-05-08"); n != 3 {
		t.Errorf("%d times move with the date, want 3", n)
	}
	if n := d.redate(id, "2026-05-07"); n != 3 {
		t.Errorf("%d times move back, want 3", n)
	}
	d.say("verify")
}

// The report's seven times without a year of their own move: "recently" twice, Jan. 20, the end of January, mid-February or
// March, earlier this week, for the time being. Its annotators date three claims more, by no words or by another event's.
func TestScientistChangesTheReportsDate(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(d.dir, "report.txt")
	if err := os.WriteFile(file, shared(t, "report/report.txt"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.say("add", file, "--outlet", "Daily NK", "--published", "2023-02-02")
	id := objects[listed](d, "list", "--format", "json")[0].ID
	if n := d.redate(id, "2024-02-02"); n != 7 {
		t.Errorf("%d times move with the date, want 7", n)
	}
	for _, x := range d.read(id).Times {
		if x.EDTF == "2019-04-25" {
			return
		}
	}
	t.Error("the caption's date of 2019 moved")
}

// What leaves in one ledger's export comes back in another's, and ranges with
// one open end survive as they are.
func TestScientistTakesEventsAway(t *testing.T) {
	d := newDesk(t)
	all := archived(t, "harbour.txtar")
	d.add(all, "h01", "h04", "h08", "h14", "h18")
	file := filepath.Join(d.dir, "all.jsonl")
	d.say("export", "--format", "jsonl", "-o", file)
	other := newDesk(t)
	other.say("import", file)
	again := filepath.Join(other.dir, "again.jsonl")
	other.say("export", "--format", "jsonl", "-o", again)
	if !bytes.Equal(mustRead(t, file), mustRead(t, again)) {
		t.Error("export, import and export again differ")
	}
	events := filepath.Join(d.dir, "events.csv")
	d.say("export", "--format", "events", "-o", events)
	rows, err := csv.NewReader(bytes.NewReader(mustRead(t, events))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	low, best, high := slices.Index(rows[0], "low"), slices.Index(rows[0], "best"), slices.Index(rows[0], "high")
	if low < 0 || best < 0 || high < 0 {
		t.Fatalf("columns are %q", rows[0])
	}
	for _, r := range rows[1:] {
		for _, c := range []int{low, best, high} {
			if r[c] == "0" {
				t.Errorf("an unknown number is 0: %q", r)
			}
		}
	}
}

func TestScientistsEventsOfTheReport(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(d.dir, "report.txt")
	if err := os.WriteFile(file, shared(t, "report/report.txt"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.say("add", file, "--outlet", "Daily NK", "--published", "2023-02-02")
	events := filepath.Join(d.dir, "events.csv")
	d.say("export", "--format", "forecasts", "-o", events)
	rows, err := csv.NewReader(bytes.NewReader(mustRead(t, events))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	low, best, high := slices.Index(rows[0], "low"), slices.Index(rows[0], "best"), slices.Index(rows[0], "high")
	if low < 0 || best < 0 || high < 0 {
		t.Fatalf("columns are %q", rows[0])
	}
	for _, r := range rows[1:] {
		if r[low] == "300" && r[high] == "500" && r[best] == "" {
			return
		}
	}
	t.Errorf("no forecast of 300 to 500 with the best number empty in\n%q", rows)
}

func mustRead(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
