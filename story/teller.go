package story

import (
	"regexp"
	"slices"

	"github.com/sayso/sayso/entity/fold"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// teller is a voice of a report as the report calls it.
type teller struct {
	voice  string // its id
	name   string
	person bool
	known  []string // other names under which it is known
	about  []string // the terms of its phrases and of what it belongs to; of a person without the name
	places []string // those of them that are places
}

// alias matches, right after a voice's phrase, another name of it.
var alias = regexp.MustCompile(`^,? ?\(?(?:also |better |widely |commonly )?(?:known (?:only )?as|alias|aka|nicknamed|nom de guerre) "?([^,;.()"\n]+)`)

// tellersOf are the voices of a reading that speak themselves.
func tellersOf(r *reading.Reading, words *wording) (all []teller) {
	for _, v := range r.Voices {
		t := teller{voice: v.ID, name: v.Name, person: v.Kind == "person"}
		own := foldedWords(v.Name)
		take := func(span report.Span) {
			for n, s := range r.Sentences {
				if !s.Overlaps(span) {
					continue
				}
				for i, w := range words.words[n] {
					if !span.Contains(w.span) || stopwords[w.lower] && !bodyNouns[w.lower] || t.person && slices.Contains(own, w.lower) {
						continue
					}
					term, _ := nameTerm(words.words[n], i, words.written)
					if term == "" {
						term = stem(w.lower)
					}
					t.about = addAll(t.about, []string{term})
				}
			}
		}
		for _, a := range r.Attributions {
			if a.Voice != v.ID {
				continue
			}
			for _, s := range a.Source {
				take(s)
				if m := alias.FindStringSubmatch(r.Text[s.End:]); m != nil {
					t.known = addAll(t.known, []string{m[1]})
				}
			}
		}
		for _, rel := range r.Relations {
			if rel.Kind != "affiliated_with" && rel.Kind != "role_of" && rel.Kind != "part_of" || !namedThere(r, rel.From, v.Mentions) {
				continue
			}
			for _, e := range r.Entities {
				if e.ID == rel.To && len(e.Mentions) > 0 {
					take(e.Mentions[0])
				}
			}
		}
		for _, e := range r.Entities {
			if e.Kind != "Place" {
				continue
			}
			for _, w := range foldedWords(e.Name) {
				if term := "^" + skeleton(w); slices.Contains(t.about, term) {
					t.places = addAll(t.places, []string{term})
				}
			}
		}
		all = append(all, t)
	}
	return all
}

// namedThere tells whether the entity is named where the voice is.
func namedThere(r *reading.Reading, entity string, voice []report.Span) bool {
	return slices.ContainsFunc(r.Entities, func(e reading.Entity) bool {
		return e.ID == entity && slices.ContainsFunc(e.Mentions, func(m report.Span) bool {
			return slices.ContainsFunc(voice, m.Overlaps)
		})
	})
}

// mayBeOne tells whether two voices may be one, or of one body: then the one may say
// what it has from the other.
func (t *teller) mayBeOne(u *teller) bool {
	names := func(t *teller) []string { return append([]string{t.name}, t.known...) }
	for _, a := range names(t) {
		for _, b := range names(u) {
			if t.person && u.person && soundAlike(a, b) {
				return true
			}
		}
	}
	return t.ofOneBody(u)
}

// bodyTerms are the stems of what bodies are called.
var bodyTerms = func() map[string]bool {
	m := map[string]bool{}
	for w := range bodyNouns {
		m[stem(w)] = true
	}
	return m
}()

// ofOneBody tells whether what two voices are called has a body in common: its name,
// or what it is where no other name tells two such apart. A person and a body have
// one in common where any word says so, "mayor Ada Lind" and "the mayor's office".
func (t *teller) ofOneBody(u *teller) bool {
	a, b := namesAmong(t.about), namesAmong(u.about)
	if len(a) > 0 && len(b) > 0 && !meet(a, b) {
		return false
	}
	return slices.ContainsFunc(t.about, func(w string) bool {
		switch {
		case !slices.Contains(u.about, w) || w[0] == '=' || slices.Contains(t.places, w) || slices.Contains(u.places, w):
			return false
		case t.person && u.person:
			return w[0] == '^' || bodyTerms[w]
		}
		return true
	})
}

// soundsOne is how like two words are, by the spelling systems of any language, that
// may be one name.
const soundsOne = 0.85

// particles are words of names that some leave out.
var particles = setOf([]string{"al", "el", "ul", "bin", "ibn", "abu", "de", "del", "della", "di", "da", "dos", "van", "von", "der", "den", "la", "le", "mc", "jr", "sr"})

// soundAlike tells whether two names of persons may be one: every word of the
// shorter sounds like one of the other.
func soundAlike(a, b string) bool {
	tokens := func(name string) []fold.Token {
		r := fold.Read(name)
		if len(r) == 0 {
			return nil
		}
		return slices.DeleteFunc(r[0].Tokens, func(t fold.Token) bool { return particles[t.Text] })
	}
	x, y := tokens(a), tokens(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return false
	}
	for _, s := range x {
		i := slices.IndexFunc(y, func(t fold.Token) bool {
			k, _ := s.Sounds.LikeIn(&t.Sounds, s.Bare != t.Bare, 0xff, soundsOne)
			return k >= soundsOne
		})
		if i < 0 {
			return false
		}
		y = slices.Delete(slices.Clone(y), i, i+1)
	}
	return true
}
