package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is the words of s as search compares them: lower case, without accents,
// letters and digits only.
func fold(s string) []string {
	var out []string
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			end()
		}
	}
	end()
	return out
}

// mark is the index term of a facet: a letter, a colon, and its value or, for
// names, a hash of the folded name. Words of texts hold no colon.
func mark(kind, value string) string { return kind + ":" + value }

func nameMark(kind, name string) string {
	h := sha256.Sum256([]byte(strings.Join(fold(name), " ")))
	return mark(kind, hex.EncodeToString(h[:6]))
}

// pairMarks are the terms of every two words that stand in a row, sorted: 20 bits
// of a hash (FNV-1a), for a phrase is looked for in the text besides.
func pairMarks(words []string) []string {
	const digits = "abcdefghijklmnopqrstuvwxyz234567"
	var out []string
	for i := 1; i < len(words); i++ {
		h := fnv.New32a()
		h.Write([]byte(words[i-1]))
		h.Write([]byte{' '})
		h.Write([]byte(words[i]))
		x := h.Sum32()
		x ^= x >> 20
		out = append(out, mark("p", string([]byte{digits[x&31], digits[x>>5&31], digits[x>>10&31], digits[x>>15&31]})))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// spanMarks are the terms under which an interval is found: its months when it
// lasts at most a year, else its years, else that it is long.
func spanMarks(kind string, first, last int) []string {
	long := mark(kind, "long")
	if first == noStart || last == noEnd {
		return []string{long}
	}
	a, b := dayTime(first), dayTime(last)
	if a.Year() < 1000 {
		return []string{long}
	}
	months := b.Year()*12 + int(b.Month()) - a.Year()*12 - int(a.Month()) + 1
	var out []string
	switch {
	case months <= 12:
		for m := range months {
			t := a.AddDate(0, 0, 1-a.Day()).AddDate(0, m, 0)
			out = append(out, mark(kind, fmt.Sprintf("m%04d%02d", t.Year(), t.Month())))
		}
		for y := a.Year(); y <= b.Year(); y++ {
			out = append(out, mark(kind, fmt.Sprintf("y%04d", y)))
		}
	case months <= 240:
		for y := a.Year(); y <= b.Year(); y++ {
			out = append(out, mark(kind, fmt.Sprintf("l%04d", y)))
		}
	default:
		out = append(out, long)
	}
	return out
}

// spanQuery are the terms one of which every interval overlapping first..last
// carries; nil when every interval may.
func spanQuery(kind string, first, last int) []string {
	if first == noStart || last == noEnd {
		return nil
	}
	a, b := dayTime(first), dayTime(last)
	months := b.Year()*12 + int(b.Month()) - a.Year()*12 - int(a.Month()) + 1
	if months > 1200 || a.Year() < 1000 {
		return nil
	}
	out := []string{mark(kind, "long")}
	for y := a.Year(); y <= b.Year(); y++ {
		out = append(out, mark(kind, fmt.Sprintf("l%04d", y)))
		if months > 36 {
			out = append(out, mark(kind, fmt.Sprintf("y%04d", y)))
		}
	}
	if months <= 36 {
		for m := range months {
			t := a.AddDate(0, 0, 1-a.Day()).AddDate(0, m, 0)
			out = append(out, mark(kind, fmt.Sprintf("m%04d%02d", t.Year(), t.Month())))
		}
	}
	return out
}

// sizes are the classes of numbers: thirds of a power of ten from 10^-3 to
// 10^15, what is smaller or larger in the outermost.
const (
	sizeLow  = -9
	sizeHigh = 45
)

func sizeOf(x float64) int {
	if x <= 0 || math.IsNaN(x) {
		return sizeLow
	}
	return int(min(max(math.Floor(3*math.Log10(x)+1e-9), sizeLow), sizeHigh))
}

// sizeMarks are the terms of the classes that a range of numbers touches.
func sizeMarks(low, high float64) []string {
	var out []string
	for n := sizeOf(low); n <= sizeOf(high); n++ {
		out = append(out, mark("n", fmt.Sprint(n-sizeLow)))
	}
	return out
}
