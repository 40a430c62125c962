package watchlist

import (
	"strings"

	"github.com/sayso/sayso/entity/fold"
)

// bit is a language in a set of them.
func bit(l fold.Language) uint8 { return 1 << l }

// origins are words of programmes and countries that tell the language of names.
var origins = []struct {
	word string
	lang fold.Language
}{
	{"dprk", fold.Korean}, {"korea", fold.Korean},
	{"russia", fold.Russian}, {"ukraine", fold.Russian}, {"belarus", fold.Russian}, {"crimea", fold.Russian}, {"kazakhstan", fold.Russian}, {"uzbek", fold.Russian}, {"kyrgyz", fold.Russian}, {"tajik", fold.Russian}, {"moldova", fold.Russian}, {"georgia", fold.Russian}, {"armenia", fold.Russian}, {"bulgaria", fold.Russian}, {"serbia", fold.Russian}, {"magnit", fold.Russian},
	{"china", fold.Chinese}, {"taiwan", fold.Chinese}, {"hong kong", fold.Chinese}, {"singapore", fold.Chinese}, {"cmic", fold.Chinese},
	{"iraq", fold.Arabic}, {"iran", fold.Arabic}, {"syria", fold.Arabic}, {"leban", fold.Arabic}, {"liby", fold.Arabic}, {"yemen", fold.Arabic}, {"saudi", fold.Arabic}, {"egypt", fold.Arabic}, {"algeria", fold.Arabic}, {"tunisia", fold.Arabic}, {"morocco", fold.Arabic}, {"sudan", fold.Arabic}, {"somali", fold.Arabic}, {"jordan", fold.Arabic}, {"kuwait", fold.Arabic}, {"qatar", fold.Arabic}, {"emirates", fold.Arabic}, {"bahrain", fold.Arabic}, {"oman", fold.Arabic}, {"palestin", fold.Arabic}, {"pakistan", fold.Arabic}, {"afghan", fold.Arabic}, {"taliban", fold.Arabic}, {"al-qaida", fold.Arabic}, {"sdgt", fold.Arabic}, {"sdt", fold.Arabic}, {"fto", fold.Arabic}, {"isil", fold.Arabic}, {"mauritania", fold.Arabic}, {"mali", fold.Arabic}, {"indonesia", fold.Arabic}, {"philippines", fold.Arabic}, {"turk", fold.Arabic},
}

// languagesOf are the languages that a listing's names may be spelled from.
// Countries go before programmes: a Russian listed for trade with the DPRK has
// no Korean name.
func languagesOf(e *Entity) uint8 {
	if m := mentioned(e.Countries); m != 0 && e.Kind == Person {
		return m
	}
	return mentioned(e.Countries) | mentioned(e.Programs)
}

func mentioned(in []string) (out uint8) {
	for _, s := range in {
		s = strings.ToLower(s)
		for _, o := range origins {
			if strings.Contains(s, o.word) {
				out |= bit(o.lang)
			}
		}
	}
	return out
}

// languageOfName adds what the name itself shows: a Russian patronymic, an
// Arabic article.
func languageOfName(n readName, e *Entity, langs uint8) uint8 {
	out := langs
	if n.person {
		out &^= bit(fold.Korean)
	}
	if n.person && koreanForm(n.parts) && mentioned(append(e.Countries, e.Programs...))&bit(fold.Korean) != 0 {
		out |= bit(fold.Korean)
	}
	if n.script != fold.General {
		out |= bit(n.script)
	}
	for _, p := range n.parts {
		if patronymic(p.Text) {
			out |= bit(fold.Russian)
		}
		switch p.Text {
		case "abu", "abd", "bin", "al", "ibn", "muhammad", "mohammed", "ahmad", "ahmed":
			out |= bit(fold.Arabic)
		case "dprk", "korea", "choson", "chosun":
			out |= bit(fold.Korean)
		}
	}
	return out
}

func patronymic(s string) bool {
	if len(s) < 6 {
		return false
	}
	for _, end := range [...]string{"ovich", "evich", "ovych", "evych", "ovna", "evna", "ivna", "yovych", "ich", "ovitch", "evitch", "ichna", "inichna"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// koreanForm tells whether a name is two to four short words with a Korean
// surname at one end.
func koreanForm(p []part) bool {
	if len(p) < 2 || len(p) > 4 {
		return false
	}
	for _, x := range p {
		if len(x.Text) > 7 {
			return false
		}
	}
	return surnames[p[0].Text] != nil || surnames[p[len(p)-1].Text] != nil
}
