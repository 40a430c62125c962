package watchlist

import (
	"bufio"
	"embed"
	"slices"
	"strings"

	"github.com/sayso/sayso/entity/fold"
)

//go:embed data
var data embed.FS

// class is what a part of a name is worth.
type class uint8

const (
	telling class = iota
	number
	country // Korea, Russian: in names of organisations
	initial
	kunya    // Abu, Umm
	title    // Dr, Haji, General
	particle // of, al, bin
	legal    // Ltd, OOO
)

// part is a word of a name, or a whole legal form.
type part struct {
	fold.Token
	class class
}

var (
	small    = loadSmall()
	concepts = loadGroups("words.txt")
	surnames = loadGroups("korean-surnames.txt")
	forms    = loadForms()
)

func lines(name string) []string {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err) // embedded
	}
	var out []string
	for s := bufio.NewScanner(strings.NewReader(string(b))); s.Scan(); {
		if l := strings.TrimSpace(s.Text()); l != "" && l[0] != '#' {
			out = append(out, l)
		}
	}
	return out
}

func loadSmall() map[string]class {
	out := map[string]class{}
	for _, l := range lines("small-words.txt") {
		w := strings.Fields(l)
		for _, x := range w[1:] {
			out[x] = map[string]class{"particle": particle, "title": title, "kunya": kunya, "country": country}[w[0]]
		}
	}
	return out
}

func loadGroups(name string) map[string][]int16 {
	out := map[string][]int16{}
	for i, l := range lines(name) {
		for _, x := range strings.Fields(l) {
			out[x] = append(out[x], int16(i+1))
		}
	}
	return out
}

func share(a, b []int16) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// form is a legal form as words.
type form struct {
	words   []string
	general string
}

func loadForms() map[string][]form {
	out := map[string][]form{}
	for _, l := range lines("legal-forms.txt") {
		w := strings.Fields(l)
		out[w[1]] = append(out[w[1]], form{w[1:], w[0]})
	}
	return out
}

// parts are the parts of a name. In a person's name nothing is a legal form.
func parts(n fold.Name, person bool) []part {
	t := n.Tokens
	out := make([]part, 0, len(t))
	for i := 0; i < len(t); {
		if !person {
			if f := formAt(t[i:]); f != nil && (i > 0 || len(f.words) < len(t)) {
				out = append(out, part{fold.Token{Text: f.general}, legal})
				i += len(f.words)
				continue
			}
		}
		c, ok := small[t[i].Text]
		switch {
		case ok:
		case t[i].Text[0] >= '0' && t[i].Text[0] <= '9':
			c = number
		case len(t[i].Text) == 1:
			c = initial
		}
		if (c == title || c == kunya) && !person || c == country && person {
			c = telling
		}
		out = append(out, part{t[i], c})
		i++
	}
	acronym(out)
	for _, p := range out {
		if p.class <= number || p.class == kunya {
			return out
		}
	}
	if !slices.ContainsFunc(out, func(p part) bool { return p.class != legal }) { // of nothing but legal forms
		out = out[:0]
		for _, w := range t {
			out = append(out, part{w, telling})
		}
		return out
	}
	for i := range out { // a name of nothing but small words
		if out[i].class != legal && out[i].class != initial {
			out[i].class = telling
		}
	}
	return out
}

// formAt is the longest legal form that the tokens begin with.
func formAt(t []fold.Token) *form {
	var best *form
	for i, f := range forms[t[0].Text] {
		if len(f.words) > len(t) || best != nil && len(f.words) <= len(best.words) {
			continue
		}
		same := true
		for j, w := range f.words {
			same = same && t[j].Text == w
		}
		if same {
			best = &forms[t[0].Text][i]
		}
	}
	return best
}

var surnameLines = lines("korean-surnames.txt")

func surnameLine(group int16) string { return surnameLines[group-1] }

// acronym takes for a particle a word that is made of the initials of the rest.
func acronym(p []part) {
	if len(p) < 4 {
		return
	}
	for _, at := range [...]int{0, len(p) - 1} {
		every, telling := "", ""
		for i, x := range p {
			if i == at || x.class == legal {
				continue
			}
			every += x.Text[:1]
			if x.class != particle {
				telling += x.Text[:1]
			}
		}
		if t := p[at].Text; len(t) > 2 && (t == every || t == telling) {
			p[at].class = particle
		}
	}
}
