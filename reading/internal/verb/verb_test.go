package verb

import (
	"slices"
	"testing"
)

func TestForms(t *testing.T) {
	for lemma, want := range map[string][]string{
		"say":     {"say", "says", "saying", "said"},
		"deny":    {"deny", "denies", "denying", "denied"},
		"argue":   {"argue", "argues", "arguing", "argued"},
		"admit":   {"admit", "admits", "admitting", "admitted"},
		"plan":    {"plan", "plans", "planning", "planned"},
		"warn":    {"warn", "warns", "warning", "warned"},
		"quip":    {"quip", "quips", "quipping", "quipped"},
		"write":   {"write", "writes", "writing", "wrote", "written"},
		"stress":  {"stress", "stresses", "stressing", "stressed"},
		"agree":   {"agree", "agrees", "agreeing", "agreed"},
		"belie":   {"belie", "belies", "belying", "belied"},
		"explain": {"explain", "explains", "explaining", "explained"},
		"vow":     {"vow", "vows", "vowing", "vowed"},
		"teach":   {"teach", "teaches", "teaching", "taught"},
		"convey":  {"convey", "conveys", "conveying", "conveyed"},
	} {
		if got := Forms(lemma); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lemma, got, want)
		}
	}
}
