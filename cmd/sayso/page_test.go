package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		want    []string
	}{
		{"", 20, []string{""}},
		{"published on 2024-03-14", 20, []string{"published on", "2024-03-14"}},
		{"a  b", 20, []string{"a  b"}},
		{"one two  three", 8, []string{"one two", "three"}},
		{"https://example.org/a-very-long-address now", 10, []string{"https://example.org/a-very-long-address", "now"}},
	} {
		if got := wrapped(c.text, c.columns); !slices.Equal(got, c.want) {
			t.Errorf("%q at %d: %q, want %q", c.text, c.columns, got, c.want)
		}
	}
}

// No word is lost or broken, and no line is too long that could be shorter.
func TestWrappedKeepsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[a-zé漢-]{1,12}`)).Draw(t, "words")
		columns := rapid.IntRange(8, 40).Draw(t, "columns")
		lines := wrapped(strings.Join(words, " "), columns)
		if got := strings.Fields(strings.Join(lines, " ")); !slices.Equal(got, words) && len(words) > 0 {
			t.Fatalf("%q became %q", words, got)
		}
		for _, l := range lines {
			if ansi.StringWidth(l) > columns && strings.Contains(l, " ") {
				t.Fatalf("%q has more than %d columns", l, columns)
			}
		}
	})
}
