package tree

import (
	"testing"

	"github.com/sayso/sayso/nlp"
)

func TestGovernor(t *testing.T) {
	tests := []struct {
		name string
		doc  []nlp.Token
		i    int
		want int
	}{
		{"its own", []nlp.Token{{Text: "rain", Head: 1}, {Text: "fell", Head: -1}, {Text: "Monday", Head: 1}}, 2, 1},
		{"behind the verb of saying", []nlp.Token{{Text: "left", Head: 2, Rel: "ccomp"}, {Text: "she", Head: 2}, {Text: "said", Head: -1}, {Text: "Monday", Head: 0}}, 3, 2},
		{"before the main verb", []nlp.Token{{Text: "Monday", Head: 2}, {Text: "fell", Head: -1}, {Text: "drowning", Head: 1, Rel: "advcl"}}, 0, 1},
		{"said in two pieces", []nlp.Token{{Text: "Monday", Head: 2}, {Text: "said", Head: -1}, {Text: "left", Head: 1, Rel: "ccomp"}}, 0, 2},
		{"root", []nlp.Token{{Text: "fell", Head: -1}}, 0, -1},
	}
	for _, tt := range tests {
		if got := Governor(tt.doc, tt.i); got != tt.want {
			t.Errorf("%s: Governor = %d, want %d", tt.name, got, tt.want)
		}
	}
}
