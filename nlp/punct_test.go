package nlp

import (
	"strings"
	"testing"
)

func TestPunctuate(t *testing.T) {
	for _, c := range []struct {
		words string
		heads []int // from 1, 0 the root; marks hang on what they must leave
		want  map[int]int
	}{
		{"He said : it rains .", []int{2, 0, 5, 5, 2, 5}, map[int]int{3: 5, 6: 2}},
		{"Anna ( a baker ) , who slept , left .", []int{10, 1, 4, 1, 1, 1, 8, 1, 1, 0, 1}, map[int]int{2: 4, 5: 4, 6: 8, 9: 1, 11: 10}},
		{`" Stop ! " , he cried .`, []int{7, 7, 7, 7, 7, 7, 0, 2}, map[int]int{1: 2, 3: 2, 4: 2, 5: 2, 8: 7}},
		{"( ) .", []int{0, 1, 1}, nil},
	} {
		words := strings.Fields(c.words)
		n := len(words)
		tokens := make([]Token, n)
		for i, w := range words {
			tokens[i] = Token{Text: w, Head: c.heads[i] - 1, Rel: "dep"}
			if strings.Contains(`:.(),"!`, w) {
				tokens[i].Rel = "punct"
			}
		}
		punctuate(tokens, Sentence{Last: n}, make([]float32, n*(n+1)))
		for mark, head := range c.want {
			if got := tokens[mark-1].Head + 1; got != head {
				t.Errorf("%s: mark %d hangs on %d, want %d", c.words, mark, got, head)
			}
		}
		sure := make([]float32, n*(n+1))
		for i := range tokens {
			tokens[i].Head = c.heads[i] - 1
			if tokens[i].Head >= 0 {
				sure[i*(n+1)+tokens[i].Head] = byRule
			}
		}
		punctuate(tokens, Sentence{Last: n}, sure)
		for i := range tokens {
			if tokens[i].Head != c.heads[i]-1 {
				t.Errorf("%s: word %d moved against its arc", c.words, i+1)
			}
		}
	}
}
