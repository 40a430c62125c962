package fold

import (
	"bufio"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Sound is a group of letters read as one: a consonant, a digraph as "sh", or
// a run of vowels.
type Sound struct {
	Text  string
	Vowel bool
	in    *groups
	place int16 // in the tables of costs, -1 for none
}

// groups are the groups that a sound belongs to, a bit each.
type groups struct{ same, near [languages]uint64 }

// known are the sounds that the tables of costs hold.
type known struct {
	groups map[string]*groups
	sounds []Sound
	place  map[string]int16
}

var sounds = sync.OnceValue(func() *known {
	k := &known{groups: loadGroups(), place: map[string]int16{}}
	texts := slices.AppendSeq(slices.Clone(digraphs), maps.Keys(k.groups))
	for _, c := range "abcdefghijklmnopqrstuvwxyz0123456789" {
		texts = append(texts, string(c), string(c)+string(c))
	}
	slices.Sort(texts)
	for i, t := range slices.Compact(texts) {
		s := Sound{t, vowel(t[0]) || t[0] == 'w' && len(t) > 1 && vowel(t[1]), k.of(t), int16(i)}
		k.sounds, k.place[t] = append(k.sounds, s), s.place
	}
	return k
})

// of are the groups of a sound; a doubled consonant has those of the single one.
func (k *known) of(text string) *groups {
	in := k.groups[text]
	if in == nil && len(text) == 2 && text[0] == text[1] && !vowel(text[0]) {
		in = k.groups[text[:1]]
	}
	if in == nil {
		in = &none
	}
	return in
}

var digraphs = []string{"shch", "sch", "tch", "dzh", "sh", "zh", "ch", "kh", "gh", "ph", "th", "dh", "ts", "tz", "dj", "dz", "ng", "ck", "hs", "jh", "rh", "ks"}

func loadGroups() map[string]*groups {
	out := map[string]*groups{}
	for l := range languages {
		b, err := data.ReadFile("data/sounds-" + strings.ToLower(l.String()) + ".txt")
		if err != nil {
			panic(err) // embedded
		}
		n := [2]int{}
		s := bufio.NewScanner(strings.NewReader(string(b)))
		for s.Scan() {
			w := strings.Fields(s.Text())
			if len(w) == 0 || w[0] == "#" {
				continue
			}
			i := 0
			if w[0] == "near" {
				i = 1
			}
			if n[i] > 63 {
				panic(fmt.Sprintf("%s: more than 64 groups", l))
			}
			for _, x := range w[1:] {
				if out[x] == nil {
					out[x] = &groups{}
				}
				if i == 0 {
					out[x].same[l] |= 1 << n[0]
				} else {
					out[x].near[l] |= 1 << n[1]
				}
			}
			n[i]++
		}
	}
	return out
}

func vowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

// Sounds groups the letters of a word.
func Sounds(word string) []Sound {
	k := sounds()
	out := make([]Sound, 0, len(word))
	for i := 0; i < len(word); {
		n := 1
		v := vowel(word[i]) || word[i] == 'w' && i > 0 && i+1 < len(word) && vowel(word[i+1]) && !vowel(word[i-1])
		switch {
		case v:
			for i+n < len(word) && vowel(word[i+n]) {
				n++
			}
		default:
			for _, d := range digraphs {
				if strings.HasPrefix(word[i:], d) {
					n = len(d)
					break
				}
			}
			if n == 1 && i+1 < len(word) && word[i+1] == word[i] {
				n = 2
			}
		}
		out = append(out, k.sound(word[i:i+n], v))
		i += n
	}
	return out
}

func (k *known) sound(text string, v bool) Sound {
	if p, ok := k.place[text]; ok {
		return k.sounds[p]
	}
	return Sound{text, v, k.of(text), -1}
}

var none groups

// Skeleton is the consonants of a token in eleven rough classes: what hardly any
// system of spelling changes. Fine is the same without the classes.
func (t Token) Skeleton() string {
	b := make([]byte, 0, len(t.Text))
	for i, s := range t.Sounds {
		if s.Vowel {
			continue
		}
		for _, c := range []byte(rough(s.Text)) {
			if c == 'H' && i > 0 {
				continue
			}
			if n := len(b); n > 0 && b[n-1] == c {
				continue
			}
			b = append(b, c)
		}
	}
	return string(b)
}

// Fine is the consonants of a token as written, doubled ones once.
func (t Token) Fine() string {
	b := make([]byte, 0, len(t.Text))
	for _, s := range t.Sounds {
		if !s.Vowel {
			b = append(b, s.Text[0])
		}
	}
	return string(b)
}

func rough(s string) string {
	switch s {
	case "sh", "ch", "zh", "ts", "tz", "dj", "dz", "shch", "sch", "tch", "dzh", "hs", "jh":
		return "S"
	case "x", "ks":
		return "KS"
	case "ng":
		return "N"
	case "ph":
		return "F"
	case "th", "dh":
		return "T"
	case "kh", "gh", "ck":
		return "K"
	}
	switch s[0] {
	case 'b', 'p':
		return "P"
	case 'f', 'v', 'w':
		return "F"
	case 'k', 'g', 'q', 'c':
		return "K"
	case 't', 'd':
		return "T"
	case 's', 'z', 'j':
		return "S"
	case 'l', 'r':
		return "R"
	case 'm':
		return "M"
	case 'n':
		return "N"
	case 'h':
		return "H"
	}
	return s[:1]
}
