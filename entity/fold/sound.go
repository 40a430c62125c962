package fold

import (
	"bufio"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Sound is a group of letters read as one: a consonant, a digraph as "sh", or a
// run of vowels. It is the place of the sound in the tables of costs.
type Sound uint8

// Sounds are the sounds of a word; of a longer word, its first ones.
type Sounds struct {
	n     uint8 // longest+1 where the word is longer
	sound [longest]Sound
}

// longest is the most sounds of words that are compared.
const longest = 24

func (s *Sounds) heard() []Sound { return s.sound[:min(int(s.n), longest)] }

func (s *Sounds) add(x Sound) {
	if int(s.n) < longest {
		s.sound[s.n] = x
	}
	s.n = min(s.n+1, longest+1)
}

// sound is what is known of a sound.
type sound struct {
	text  string
	vowel bool
	in    *groups
}

// groups are the groups that a sound belongs to, a bit each.
type groups struct{ same, near [languages]uint64 }

// known are all sounds.
type known struct {
	groups map[string]*groups
	sounds []sound
	place  map[string]Sound
}

var sounds = sync.OnceValue(func() *known {
	k := &known{groups: loadGroups(), place: map[string]Sound{}}
	texts := slices.AppendSeq(slices.Clone(digraphs), maps.Keys(k.groups))
	for _, c := range "abcdefghijklmnopqrstuvwxyz0123456789" {
		texts = append(texts, string(c), string(c)+string(c))
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	if len(texts) > nothing/8*8 {
		panic(fmt.Sprintf("%d sounds", len(texts)))
	}
	for i, t := range texts {
		k.sounds = append(k.sounds, sound{t, vowel(t[0]) || t[0] == 'w' && len(t) > 1 && vowel(t[1]), k.of(t)})
		k.place[t] = Sound(i)
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

func isDigraph(s string) bool { return slices.Contains(digraphs, s) }

// hear adds the letters of a word, grouped. A run of vowels that no group holds
// is cut into those that some hold.
func (s *Sounds) hear(word string) {
	k := sounds()
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
		x, ok := k.place[word[i:i+n]]
		for ; !ok && n > 1; x, ok = k.place[word[i:i+n]] {
			n--
		}
		s.add(x)
		i += n
	}
}

var none groups

// Skeleton is the consonants of a token in eleven rough classes: what hardly any
// system of spelling changes. Fine is the same without the classes.
func (t Token) Skeleton() string {
	b := make([]byte, 0, len(t.Text))
	k := sounds()
	for i, at := range t.Sounds.heard() {
		s := &k.sounds[at]
		if s.vowel {
			continue
		}
		for _, c := range []byte(rough(s.text)) {
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

// Vowels tells how many runs of vowels a token has, up to nine, and what the
// first is like: "0", "3a" for a, "3i" for e, i, y, "3u" for o, u, w.
func (t Token) Vowels() string {
	k, n, first := sounds(), byte(0), byte(0)
	for _, at := range t.Sounds.heard() {
		s := &k.sounds[at]
		if !s.vowel {
			continue
		}
		if n < 9 {
			n++
		}
		if first == 0 {
			switch s.text[0] {
			case 'a':
				first = 'a'
			case 'e', 'i', 'y':
				first = 'i'
			default:
				first = 'u'
			}
		}
	}
	if n == 0 {
		return "0"
	}
	return string([]byte{'0' + n, first})
}

// Fine is the consonants of a token as written, doubled ones once.
func (t Token) Fine() string {
	b := make([]byte, 0, len(t.Text))
	k := sounds()
	for _, at := range t.Sounds.heard() {
		if s := &k.sounds[at]; !s.vowel {
			b = append(b, s.text[0])
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
