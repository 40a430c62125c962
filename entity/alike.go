package entity

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/sayso/sayso/entity/fold"
)

//go:embed bodies.txt
var bodiesTable string

// known is a group of names of public bodies, by their keys.
type known struct {
	same  bool
	names []string
	note  string
}

var bodies = sync.OnceValue(func() []known {
	var out []known
	for line := range strings.Lines(bodiesTable) {
		part := strings.SplitN(strings.TrimSpace(line), ";", 3)
		if len(part) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		b := known{same: part[0] == "same", note: part[2]}
		for _, n := range strings.Split(part[1], "|") {
			b.names = append(b.names, Key(n))
		}
		out = append(out, b)
	}
	return out
})

// Bodies tells what is known of two names of public bodies: that they name one,
// or that they are two that are taken for one another. note is "" for nothing.
func Bodies(a, b string) (same bool, note string) {
	a, b = Key(a), Key(b)
	for _, x := range bodies() {
		if a != b && slices.Contains(x.names, a) && slices.Contains(x.names, b) {
			return x.same, x.note
		}
	}
	return false, ""
}

// Terms are the words by which a name is found that may be the same as another:
// its key, how its words and neighbours sound, its initials, and the other names
// of a public body. Two names that share none are never proposed as one.
func Terms(name string) []string {
	key := Key(name)
	out := []string{"k:" + key}
	r := fold.Read(name)
	if len(r) == 0 {
		return out
	}
	initials := ""
	t := r[0].Tokens
	for i, x := range t {
		if len(x.Text) > 3 || i == 0 {
			initials += x.Text[:1]
		}
		if s := x.Skeleton(); len(x.Text) >= 4 && len(s) >= 2 && !usual[x.Text] {
			out = append(out, "s:"+s)
		}
		if i+1 < len(t) && len(x.Text)+len(t[i+1].Text) <= 14 {
			if s := fold.Join(x, t[i+1]).Skeleton(); len(s) >= 3 {
				out = append(out, "s:"+s)
			}
		}
	}
	switch {
	case len(t) > 2:
		out = append(out, "a:"+initials)
	case len(t) == 1 && len(t[0].Text) <= 5 && strings.ToUpper(name) == name:
		out = append(out, "a:"+t[0].Text)
	}
	for i, b := range bodies() {
		if b.same && slices.Contains(b.names, key) {
			out = append(out, "b:"+string(rune('a'+i)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// usual are words that names of bodies share without being one.
var usual = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`company companies corporation group bank ministry department general national international
		state trading construction trade university institute association federation committee council party service agency
		bureau office foundation center centre police army news north south east west united republic limited holding`) {
		out[w] = true
	}
	return out
}()

// ShortForm tells how one name is a shorter form of another, "" where it is not:
// a part of it, its initials, or a person's last name.
func ShortForm(short, long string) string {
	s, l := strings.Fields(Key(short)), strings.Fields(Key(long))
	if len(s) >= len(l) || len(s) == 0 {
		return ""
	}
	if len(s) == 1 && len(l) > 2 {
		every, telling := "", ""
		for _, w := range l {
			every += w[:1]
			if len(w) > 3 {
				telling += w[:1]
			}
		}
		if s[0] == every || s[0] == telling {
			return "its initials"
		}
	}
	for _, w := range s {
		if usual[w] && len(s) == 1 {
			return ""
		}
	}
	for i := 0; i+len(s) <= len(l); i++ {
		if slices.Equal(l[i:i+len(s)], s) {
			return "a part of it"
		}
	}
	return ""
}
