package sheet

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sayso/sayso/reading"
	"pgregory.net/rapid"
)

func TestWhenAndDue(t *testing.T) {
	for _, c := range []struct{ edtf, words, due string }{
		{"", "", ""},
		{"2023-02-02", "2 February 2023", "2023-02-02"},
		{"2024-02", "February 2024", "2024-02-29"},
		{"2023", "2023", "2023-12-31"},
		{"2023-02-15~", "about 15 February 2023", "2023-02-15"},
		{"2023-02?", "perhaps February 2023", "2023-02-28"},
		{"2023%", "perhaps about 2023", "2023-12-31"},
		{"../2023-01-31", "by 31 January 2023", "2023-01-31"},
		{"2020/..", "from 2020 on", ""},
		{"../..", "../..", ""},
		{"2024-03-21/2024-03-23", "21 to 23 March 2024", "2024-03-23"},
		{"2024-03-21/2024-04-02", "21 March to 2 April 2024", "2024-04-02"},
		{"2023-12-30/2024-01-02", "30 December 2023 to 2 January 2024", "2024-01-02"},
		{"2023-02-15~/2023-03", "about 15 February to March 2023", "2023-03-31"},
		{"2023-22", "summer 2023", "2023-08-31"},
		{"2023-33", "first quarter of 2023", "2023-03-31"},
		{"201X", "the 2010s", ""},
		{"19XX", "the 1900s", ""},
		{"2023-02-02T14:30", "2 February 2023, 14:30", "2023-02-02"},
		{"[2023-02,2023-04]", "one of February 2023 or April 2023", ""},
		{"2023-99", "2023-99", ""},
		{"nonsense", "nonsense", ""},
	} {
		if got := When(c.edtf); got != c.words {
			t.Errorf("When(%q) = %q, want %q", c.edtf, got, c.words)
		}
		if got := Due(c.edtf); got != c.due {
			t.Errorf("Due(%q) = %q, want %q", c.edtf, got, c.due)
		}
	}
}

func TestQuantity(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	for _, c := range []struct {
		q    reading.Quantity
		want string
	}{
		{reading.Quantity{Low: v(2), Best: v(2), High: v(2), Unit: "1", Of: "vessels"}, "2 vessels"},
		{reading.Quantity{Low: v(36), Unit: "{person}", Of: "crew members"}, "at least 36 crew members"},
		{reading.Quantity{High: v(10), Of: "ships"}, "at most 10 ships"},
		{reading.Quantity{Low: v(1400), High: v(1400), Of: "passengers", Approx: true}, "about 1,400 passengers"},
		{reading.Quantity{Low: v(24), Of: "shells", Approx: true}, "about 24 or more shells"},
		{reading.Quantity{Low: v(300000), High: v(500000), Unit: "USD", Of: "dollars"}, "300,000 to 500,000 USD"},
		{reading.Quantity{Low: v(71), High: v(71), Unit: "%", Of: "percent"}, "71 percent"},
		{reading.Quantity{Low: v(25), High: v(25), Unit: "%", Of: "funds"}, "25 percent of funds"},
		{reading.Quantity{Low: v(19), High: v(27), Unit: "a", Of: "years"}, "19 to 27 years"},
		{reading.Quantity{Low: v(3), High: v(3), Unit: "1", Ratio: true}, "3 times a base not given"},
		{reading.Quantity{Low: v(-2.5), High: v(-2.5), Unit: "Cel"}, "-2.5 degrees Celsius"},
		{reading.Quantity{Of: "men"}, "number not given men"},
		{reading.Quantity{Low: v(1234567), High: v(1234567)}, "1,234,567"},
	} {
		if got := Quantity(c.q); got != c.want {
			t.Errorf("%+v: %q, want %q", c.q, got, c.want)
		}
	}
}

func TestWhy(t *testing.T) {
	r := tannet(t)
	for id, want := range map[string]string{
		"c8":  "Tannet Observer's own statement, naming no source, stated as certain.",
		"c6":  "The statement of the transport ministry, as told by Tannet Observer, its outcome left open, ordered and not said to have happened.",
		"c10": "The statement of a harbour official (anonymous, one person), as told by Tannet Observer, stated as certain.",
		"c15": "Tannet Observer's own conclusion, stated as probable, from its unsourced premise c14.",
		"c21": "The statement of an engineer familiar with the inspection (anonymous, one person), as told by Tannet Observer, stated as possible, and only if c20 (open) holds.",
		"c27": "Tannet Observer's own statement, naming no source, which says that it is not known.",
		"c29": "The statement of Aksel Brandt, as told by Tannet Observer, stated as probably not so, still to come.",
	} {
		if got, err := Why(r, id); err != nil || got != want {
			t.Errorf("Why(%s) = %q, %v; want %q", id, got, err, want)
		}
	}
	if _, err := Why(r, "c99"); !errors.Is(err, ErrNoClaim) {
		t.Errorf("Why(c99): %v", err)
	}
}

func TestWrapKeepsTheWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := clean(rapid.StringMatching(`[a-zé漢字 😀]{0,120}`).Draw(t, "text"))
		n := rapid.IntRange(8, 60).Draw(t, "width")
		var p pen
		p.plain = true
		var got []string
		for _, l := range wrap(wordsOf(s, normal), n) {
			line := p.render(l)
			if width(line) > n || !utf8.ValidString(line) {
				t.Fatalf("%d columns: %q", width(line), line)
			}
			got = append(got, line)
		}
		if a, b := strings.ReplaceAll(strings.Join(got, ""), " ", ""), strings.ReplaceAll(s, " ", ""); a != b {
			t.Fatalf("%q came out as %q", s, got)
		}
	})
}
