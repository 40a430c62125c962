package story

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysOf(t *testing.T) {
	day := func(y, m, d int) int { return dayNumber(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)) }
	for _, c := range []struct {
		edtf     string
		from, to int
	}{
		{"2023-02-05", day(2023, 2, 5), day(2023, 2, 5)},
		{"2023-02", day(2023, 2, 1), day(2023, 2, 28)},
		{"2024-02~", day(2024, 2, 1), day(2024, 2, 29)},
		{"2023", day(2023, 1, 1), day(2023, 12, 31)},
		{"2023-02-15~/2023-03", day(2023, 2, 15), day(2023, 3, 31)},
		{"[2023-02-11..2023-02-20,2023-03]", day(2023, 2, 11), day(2023, 3, 31)},
		{"2023-02-05T10:30:00", day(2023, 2, 5), day(2023, 2, 5)},
		{"../2023-01-31", -farAway, day(2023, 1, 31)},
		{"2023-01-31/..", day(2023, 1, 31), farAway},
		{"/2023-01-31", -farAway, day(2023, 1, 31)},
		{"..2023-01-31", -farAway, day(2023, 1, 31)},
		{"2023-01-31..", day(2023, 1, 31), farAway},
		{"1969-12-31", -1, -1},
	} {
		if got := daysOf(c.edtf); got != (days{c.from, c.to, true}) {
			t.Errorf("daysOf(%q) = %v, want %d to %d", c.edtf, got, c.from, c.to)
		}
	}
	for _, bad := range []string{"", "..", "/", "../..", "2023-13", "2023-02-30", "2023-21", "202X", "soon", "2023-03/2023-02", "2023-01-01-01", "23-01"} {
		if got := daysOf(bad); got.known {
			t.Errorf("daysOf(%q) = %v, want unknown", bad, got)
		}
	}
}

func TestGaps(t *testing.T) {
	for _, c := range []struct {
		a, b          string
		gap           int
		before, meets bool
	}{
		{"2023-02-01", "2023-02-03", 2, true, false},
		{"2023-02", "2023-02-03", 0, false, true},
		{"2023-02-03", "2023-02-01", 2, false, false},
		{"../2023-01", "2023-03-01", 29, true, false},
		{"", "2023-03-01", 0, false, false},
	} {
		a, b := daysOf(c.a), daysOf(c.b)
		if a.gap(b) != c.gap || b.gap(a) != c.gap || a.before(b) != c.before || a.meets(b) != c.meets || b.meets(a) != c.meets {
			t.Errorf("%q and %q: gap %d, before %t, meets %t", c.a, c.b, a.gap(b), a.before(b), a.meets(b))
		}
	}
}

func FuzzDaysOf(f *testing.F) {
	for _, s := range []string{"2023-02-15~/2023-03", "[2023..2024,2026]", "../2023", "2023-02-05T10"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d := daysOf(s); d.known && d.from > d.to {
			t.Errorf("daysOf(%q) ends before it begins: %v", s, d)
		}
	})
}

func TestMeetsIsNoGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		interval := func(name string) days {
			from := rapid.IntRange(-1000, 1000).Draw(t, name)
			return days{from, from + rapid.IntRange(0, 100).Draw(t, name+" length"), true}
		}
		a, b := interval("a"), interval("b")
		if a.meets(b) != (a.gap(b) == 0) || a.before(b) && b.before(a) {
			t.Fatalf("%v and %v: gap %d, meets %t", a, b, a.gap(b), a.meets(b))
		}
	})
}
