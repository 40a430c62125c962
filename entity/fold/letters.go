package fold

import (
	"bufio"
	"strings"
)

// alphabet brings the letters of one script to Latin.
type alphabet struct {
	rule string
	bare bool // vowels are not written
	to   map[rune]string
	word map[string]string // readings of whole words
}

var letters = loadLetters()

func loadLetters() map[string]alphabet {
	b, err := data.ReadFile("data/letters.txt")
	if err != nil {
		panic(err) // embedded
	}
	out := map[string]alphabet{}
	var cur string
	s := bufio.NewScanner(strings.NewReader(string(b)))
	for s.Scan() {
		w := strings.Fields(s.Text())
		switch {
		case len(w) == 0 || w[0] == "#":
		case w[0] == "script" || w[0] == "words":
			cur = w[1]
			out[cur] = alphabet{rule: strings.Join(w[3:], " "), bare: w[2] == "bare", to: map[rune]string{}, word: map[string]string{}}
		default:
			for _, pair := range w {
				from, to, _ := strings.Cut(pair, "=")
				out[cur].to[[]rune(from)[0]] = to
				out[cur].word[from] = to
			}
		}
	}
	return out
}
