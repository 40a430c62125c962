package story

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestWordsOf(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The mayor’s 1,200 crates.", []string{"the", "mayor", "1,200", "crates"}},
		{"A ministry-affiliated firm, 3.5 percent", []string{"a", "ministry-affiliated", "firm", "3.5", "percent"}},
		{"workers' pay", []string{"workers", "pay"}},
		{"don't", []string{"don't"}},
		{"Zürich–Köln", []string{"zürich", "köln"}},
		{"e\u0301te\u0301", []string{"e\u0301te\u0301"}},
		{"Dr. No - 'Yes'", []string{"dr", "no", "yes"}},
		{" \n…", nil},
		{"", nil},
	} {
		words := wordsOf(c.text, 7)
		var got []string
		for _, w := range words {
			got = append(got, w.lower)
			if c.text[w.span.Start-7:w.span.End-7] != w.text {
				t.Errorf("%q: the span of %q does not give it", c.text, w.text)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("wordsOf(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzWordsOf(f *testing.F) {
	for _, s := range []string{"The mayor’s 1,200 crates.", "'’-.,", "\xff\xfea", "a'’'b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, w := range wordsOf(s, 0) {
			if w.span.Start < end || w.span.Of(s) != w.text || w.lower == "" {
				t.Fatalf("%q: word %+v after %d", s, w, end)
			}
			end = w.span.End
			stem(w.lower)
			skeleton(w.lower)
			if utf8.ValidString(s) && !utf8.ValidString(w.text) {
				t.Fatalf("%q: %q cuts a character", s, w.text)
			}
		}
		voiceKeys(s)
	})
}

func TestStem(t *testing.T) {
	for _, same := range [][]string{
		{"order", "orders", "ordered", "ordering", "instructed"},
		{"send", "sending", "dispatched", "deployment", "deploy"},
		{"select", "selected", "selection", "recruit", "picked"},
		{"soldier", "soldiers", "troops"},
		{"company", "companies", "firms"},
		{"marry", "married", "marries"},
		{"killed", "deaths", "dead"},
	} {
		for _, w := range same[1:] {
			if stem(w) != stem(same[0]) {
				t.Errorf("stem(%q) = %q, stem(%q) = %q", same[0], stem(same[0]), w, stem(w))
			}
		}
	}
	for _, apart := range [][2]string{{"order", "send"}, {"sign", "send"}, {"bridge", "brigade"}, {"soldier", "worker"}, {"killed", "injured"}} {
		if stem(apart[0]) == stem(apart[1]) {
			t.Errorf("%q and %q are both %q", apart[0], apart[1], stem(apart[0]))
		}
	}
}

func TestSkeleton(t *testing.T) {
	for _, same := range [][2]string{{"Zelensky", "Zelenskyy"}, {"Zelenskij", "Zelensky"}, {"Matsegora", "Matsegorà"}, {"Schröder", "Schroder"}, {"Shukri", "Shukry"}} {
		if skeleton(same[0]) != skeleton(same[1]) {
			t.Errorf("%q is %q, %q is %q", same[0], skeleton(same[0]), same[1], skeleton(same[1]))
		}
	}
	if skeleton("Kim") == skeleton("Kam") || skeleton("17") != "" {
		t.Errorf("skeletons of Kim, Kam, 17: %q, %q, %q", skeleton("Kim"), skeleton("Kam"), skeleton("17"))
	}
}
