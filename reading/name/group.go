package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/reading/internal/tree"
)

// group gathers mentions of one thing, each group in the order of the text,
// the groups by first mention. A mention joins the nearest group before it of
// an agreeing kind whose longest form it equals, shortens, lengthens or
// abbreviates.
func group(t *tree.Tree, ms []mention) [][]int {
	var groups [][]int
	for n, m := range ms {
		at := -1
		for g := len(groups) - 1; g >= 0; g-- {
			if slices.ContainsFunc(groups[g], func(k int) bool { return slices.Equal(ms[k].words, m.words) && agree(ms[k].kind, m.kind) }) {
				at = g
				break
			}
		}
		for g := len(groups) - 1; g >= 0 && at < 0; g-- {
			if slices.ContainsFunc(groups[g], func(k int) bool { return same(t, ms[k], m) }) {
				at = g
			}
		}
		if at < 0 {
			groups = append(groups, []int{n})
		} else {
			groups[at] = append(groups[at], n)
		}
	}
	return groups
}

// agree tells whether two kinds may be of one thing: people only with people,
// places with places.
func agree(a, b Kind) bool {
	return (a == Person) == (b == Person) && (a == Place) == (b == Place) && (a == Vessel) == (b == Vessel) || a == Other || b == Other
}

// same tells whether a later mention b names what a names.
func same(t *tree.Tree, a, b mention) bool {
	if abbreviates(t, a, b) {
		return true
	}
	if !agree(a.kind, b.kind) {
		return false
	}
	if a.kind == Person && len(a.words) == 1 && titles[a.words[0]] && b.first > 0 && t.Low(b.first-1) == a.words[0] {
		return true // the headline's "Marshal", and "Marshal Pavel Kord"
	}
	long, short := a.words, b.words
	if len(short) > len(long) {
		long, short = short, long
	}
	switch {
	case a.kind == Place:
		return false
	case a.kind == Person:
		return samePerson(long, short)
	}
	return len(long) > len(short) && telling(short) && (prefix(long, short) || acronym(long) == strings.Join(short, ""))
}

// samePerson tells whether a short form can be the long one's: its last word
// or words, its first word where that is a family name set first ("Kim" of
// "Kim Jong Un"), never a first name with another family name.
func samePerson(long, short []string) bool {
	if len(long) == len(short) {
		return slices.Equal(long, short)
	}
	if slices.Equal(long[len(long)-len(short):], short) {
		return true
	}
	if len(short) == 1 {
		return long[0] == short[0]
	}
	return long[0] == short[0] && long[len(long)-1] == short[len(short)-1]
}

// telling tells whether a short form of a body's name says more than its sort.
func telling(short []string) bool {
	return len(short) > 1 || !publicWords[short[0]] && !companyWords[short[0]] && !groupWords[short[0]]
}

func prefix(long, short []string) bool { return slices.Equal(long[:len(short)], short) }

// acronym is the initials of a name's words, small words left out.
func acronym(name []string) string {
	var b strings.Builder
	for _, w := range name {
		if small[w] {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	return b.String()
}

var small = words("of the and for in on de la del der und et")

// abbreviates tells whether b is the capitals of a, "EU" of "European Union":
// in brackets right after it, or anywhere when it has three letters or more.
func abbreviates(t *tree.Tree, a, b mention) bool {
	if len(b.words) != 1 || len(a.words) < 2 || a.kind == Person {
		return false
	}
	form := strings.ReplaceAll(t.Tokens[b.first].Text, ".", "")
	if strings.IndexFunc(form, func(r rune) bool { return !unicode.IsUpper(r) }) >= 0 {
		return false
	}
	bracket := b.first > 0 && t.Tokens[b.first-1].Text == "(" && b.first-1 == a.last
	low := strings.ToLower(form)
	full := acronym(a.words)
	return low == full && (bracket || len(low) > 2 || a.kind != Place) || bracket && strings.HasPrefix(full, low[:1])
}
