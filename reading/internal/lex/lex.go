// Package lex cuts text into the small pieces that the grammars of times and
// quantities are written over, and reads English numerals from them. The
// pieces are finer than words: "20th" is a number and letters, "p.m." four
// pieces. It knows nothing of dates or units.
package lex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/report"
)

// Kind is what a piece is made of.
type Kind int

// The kinds of piece.
const (
	Letters Kind = iota
	Number
	Mark
)

// Piece is a run of letters, a figure or one mark. Low is its lower-case form
// with a plain apostrophe and hyphen; Gap tells that white space stands before
// it, Break that a line ends there.
type Piece struct {
	Span  report.Span
	Low   string
	Kind  Kind
	Value float64 // of a Number
	Gap   bool
	Break bool
	Upper bool // the first letter is a capital
}

// Cut cuts text into pieces. Every byte of text that is not white space lies
// in exactly one.
func Cut(text string) []Piece {
	var out []Piece
	gap, line := false, false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			gap, line = true, line || r == '\n'
			i += n
			continue
		}
		p := Piece{Gap: gap, Break: line}
		j := i + n
		switch {
		case digit(r):
			j = figure(text, i)
			p.Kind, p.Value = Number, value(text[i:j])
		case unicode.IsLetter(r):
			for j < len(text) {
				r, n := utf8.DecodeRuneInString(text[j:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				j += n
			}
			p.Upper = unicode.IsUpper(r)
		default:
			p.Kind = Mark
		}
		p.Span = report.Span{Start: i, End: j}
		p.Low = plain(text[i:j])
		out = append(out, p)
		gap, line, i = false, false, j
	}
	return out
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

// figure is where the figure at i ends: digits, thousands in threes after
// commas, one decimal part. A second point ("16.11.2016") leaves the first out.
func figure(text string, i int) int {
	run := func(j int) int {
		for j < len(text) && digit(rune(text[j])) {
			j++
		}
		return j
	}
	j := run(i)
	if j-i <= 3 {
		// Indian figures part pairs before the last three: 12,34,567.
		k := j
		for j-i <= 2 && k < len(text) && text[k] == ',' && run(k+1) == k+3 {
			k += 3
		}
		if k > j && k < len(text) && text[k] == ',' && run(k+1) == k+4 {
			j = k
		}
		for j < len(text) && text[j] == ',' && run(j+1) == j+4 {
			j += 4
		}
		for {
			n := hardSpace(text[j:])
			if n == 0 || run(j+n) != j+n+3 {
				break
			}
			j += n + 3
		}
	}
	if j+1 < len(text) && text[j] == '.' {
		if k := run(j + 1); k > j+1 && !(k+1 < len(text) && text[k] == '.' && digit(rune(text[k+1]))) {
			j = k
		}
	}
	return j
}

// hardSpace is the length of the space that text begins with, where it is one
// that keeps the thousands of a figure on one line; 0 for any other.
func hardSpace(text string) int {
	for _, s := range []string{"\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(text, s) {
			return len(s)
		}
	}
	return 0
}

func value(s string) float64 {
	v, scale, after := 0.0, 1.0, false
	for _, r := range s {
		switch {
		case r == '.':
			after = true
		case digit(r):
			v = v*10 + float64(r-'0')
			if after {
				scale *= 10
			}
		}
	}
	return v / scale
}

func plain(s string) string {
	switch s {
	case "’", "‘", "ʼ", "`":
		return "'"
	case "–", "—", "‑", "‐", "−", "‒":
		return "-"
	}
	return strings.ToLower(s)
}

// Words is the set of the words of a list, parted by spaces.
func Words(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
