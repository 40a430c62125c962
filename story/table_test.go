package story

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var countryCode = regexp.MustCompile(`^[a-z]{2}$`)

func TestTables(t *testing.T) {
	for name, table := range map[string]struct {
		text    string
		columns []int
	}{
		"outlets": {outletTable, []int{4, 5}}, "countries": {countryTable, []int{2, 3, 4}},
		"offices": {officeTable, []int{3}}, "roles": {roleTable, []int{2}},
	} {
		for _, r := range rows(table.text) {
			if !slices.Contains(table.columns, len(r)) || r[0] == "" {
				t.Errorf("%s: %q has %d columns", name, r, len(r))
			}
		}
	}
	seen := map[string]string{}
	for _, r := range rows(outletTable) {
		if !slices.Contains([]string{"agency", "broadcaster", "paper", "site"}, r[1]) {
			t.Errorf("outlet %s: kind %q", r[0], r[1])
		}
		if r[2] == "" || r[3] != "-" && !countryCode.MatchString(r[3]) {
			t.Errorf("outlet %s: family %q, country %q", r[0], r[2], r[3])
		}
		all := r[0]
		if len(r) > 4 {
			all += ";" + r[4]
		}
		for _, n := range names(all) {
			key := strings.Join(foldedWords(n), " ")
			if other, twice := seen[key]; twice && other != r[0] {
				t.Errorf("%q is both %s and %s", n, other, r[0])
			}
			seen[key] = r[0]
		}
	}
	codes := map[string]bool{}
	for _, r := range rows(countryTable) {
		if !countryCode.MatchString(r[0]) || codes[r[0]] {
			t.Errorf("country %q", r[0])
		}
		codes[r[0]] = true
	}
	for _, r := range rows(officeTable) {
		if r[2] != "-" && !codes[r[2]] {
			t.Errorf("office %q: country %q", r[1], r[2])
		}
	}
}

func TestLexiconTakesTheLongest(t *testing.T) {
	l := &lexicon[int]{}
	l.add("red", 1)
	l.add("red crescent", 2)
	l.add("Red Crescent Society", 3)
	l.add("", 4)
	words := wordsOf("the Red Crescent of the Red", 0)
	for i, want := range []struct{ value, n int }{{0, 0}, {2, 2}, {0, 0}, {0, 0}, {0, 0}, {1, 1}} {
		if v, n := l.at(words, i); v != want.value || n != want.n {
			t.Errorf("at %d: %d over %d words, want %+v", i, v, n, want)
		}
	}
}

func TestFamily(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		same  bool
		known bool
	}{
		{"TASS", "RIA Novosti", true, true},
		{"Reuters", "Thomson Reuters", true, true},
		{"Reuters", "AFP", false, true},
		{"The Vellmar Courier", "Reuters", false, false},
	} {
		fa, ka := Family(c.a)
		fb, _ := Family(c.b)
		if (fa == fb) != c.same || ka != c.known {
			t.Errorf("%s is of %q (%t), %s of %q", c.a, fa, ka, c.b, fb)
		}
	}
}
