package attribution

import (
	"slices"
	"strconv"
	"strings"
)

// traits are the words of a noun phrase that tell which one it speaks of:
// which by sort, owner or body ("finance minister", "her lawyer", "official of
// the bank"), where by place; more that it tells still more ("close to the
// talks").
type traits struct {
	which, where []string
	more         bool
}

func (t *traits) merge(u traits) {
	for _, w := range u.which {
		if !slices.Contains(t.which, w) {
			t.which = append(t.which, w)
		}
	}
	if len(t.where) == 0 {
		t.where = u.where
	}
	t.more = t.more || u.more
}

// bare tells that no word says which one.
func (t traits) bare() bool { return len(t.which)+len(t.where) == 0 }

// traitsOf reads the traits of the noun phrase of h.
func (v *voicer) traitsOf(h int) traits {
	var t traits
	for _, k := range v.Kids(h) {
		switch {
		case v.Tokens[k].Rel == "nmod:poss":
			t.which = append(t.which, v.owner(k))
		case k < h && v.Is(k, "amod", "compound", "nmod", "flat") && !plain[v.Low(k)]:
			for _, m := range v.Under(k, nil) {
				if !v.Punct(m) && !possessives[v.Low(m)] {
					t.which = append(t.which, v.trait(m))
				}
			}
		case k > h && v.Is(k, "nmod", "obl"):
			c := v.Kid(k, "case")
			if c < 0 {
				break
			}
			switch w := v.trait(k); v.Low(c) {
			case "of", "for", "from", "with", "behind":
				t.which = append(t.which, w)
				for _, m := range v.Kids(k) {
					if v.Is(m, "amod", "compound") && !plain[v.Low(m)] {
						t.which = append(t.which, v.trait(m))
					}
				}
			case "in", "at", "on", "near", "inside", "outside", "across":
				t.where = append(t.where, w)
			}
		case k > h && v.Is(k, "acl", "amod") && v.Tokens[k].Rel != "acl:relcl":
			t.more = true
		}
	}
	return t
}

// trait is what token i tells: the name it is part of, or its noun.
func (v *voicer) trait(i int) string {
	if e, ok := v.Of[i]; ok {
		return "entity " + strconv.Itoa(e)
	}
	return singular(v.Low(i))
}

// owner is whom a possessor names: that of "his" is who the pronoun stands
// for, or the pronoun where that is nobody.
func (v *voicer) owner(i int) string {
	if _, of := people[v.Low(i)]; of || !pronouns[v.Low(i)] {
		return v.trait(i)
	}
	w, ok := wanted(v.Low(i))
	if !ok {
		return v.Low(i)
	}
	switch k, at := v.antecedent(i, w); {
	case k != none && v.voices[k].Entity >= 0:
		return "entity " + strconv.Itoa(v.voices[k].Entity)
	case k != none:
		return v.lemmas[k]
	case at >= 0:
		return v.trait(at)
	}
	return v.Low(i)
}

// agree tells whether the noun phrase of h, with the traits t, may be that of
// voice k, which has the same noun. Traits tell two apart unless one has all
// of the other's. "The minister" is any minister met before; what an indefinite
// article introduces is new, unless its words are those for who speaks again
// and again ("a source", "an official") and tell no more.
func (v *voicer) agree(h int, t traits, k int) bool {
	if of := v.body(-1, h); of >= 0 && v.voices[k].Of >= 0 && of != v.voices[k].Of {
		return false
	}
	u := v.traits[k]
	if v.headline(k) {
		return true
	}
	if v.voices[k].Kind == "document" && len(v.heads[k]) > 0 && v.plural(h) != v.plural(v.heads[k][0]) {
		return false // "some reports" are not the engineers' report
	}
	if !within(t.which, u.which) && !within(u.which, t.which) || !within(t.where, u.where) && !within(u.where, t.where) {
		return false
	}
	definite, several := v.definite(h), v.voices[k].Kind == "collective"
	switch {
	case v.indefinite(h):
		return (several || echoes[singular(v.Low(h))] || v.voices[k].Kind == "document") && len(t.which) <= len(u.which) && len(t.where) <= len(u.where) && (u.more || !t.more)
	case u.bare() && !t.bare():
		return definite || !several
	case t.bare():
		return definite || !several || u.bare()
	}
	return true
}

// headline tells whether voice k has been met in the headline alone, where nouns
// stand without articles: who tells the story there is named in the body.
func (v *voicer) headline(k int) bool {
	heads := v.heads[k]
	if len(heads) == 0 {
		return false
	}
	for _, h := range heads {
		if v.Sentence(h) > 0 || v.Kid(h, "det", "nmod:poss", "nummod") >= 0 || len(v.Sentences) < 2 || !v.Sentences[1].Paragraph {
			return false
		}
	}
	return true
}

// within tells whether all of a are in b.
func within(a, b []string) bool {
	return !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

func (v *voicer) indefinite(h int) bool {
	for _, k := range v.Kids(h) {
		if k < h && v.Is(k, "det", "nummod") && (v.Low(k) == "a" || v.Low(k) == "an" || v.Low(k) == "some") {
			return true
		}
	}
	return false
}

func (v *voicer) definite(h int) bool {
	for _, k := range v.Kids(h) {
		if v.Is(k, "det") && (v.Low(k) == "the" || v.Low(k) == "this" || v.Low(k) == "that" || v.Low(k) == "same") || v.Tokens[k].Rel == "nmod:poss" {
			return true
		}
	}
	return false
}

func (v *voicer) plural(h int) bool { return strings.Contains(v.Tokens[h].Feats, "Number=Plur") }

// apart tells whether the words of h set it off from those met before.
func (v *voicer) apart(h int) bool {
	for _, k := range v.Kids(h) {
		if setting[v.Low(k)] && !v.Punct(k) {
			return true
		}
	}
	return false
}

// better takes the words of h as the name of voice k where they say more.
func (v *voicer) better(k, h int) {
	if label := v.label(h); len(label) > len(v.voices[k].Name) {
		v.voices[k].Name = label
	}
	if v.voices[k].Of < 0 {
		v.voices[k].Of = v.body(-1, h)
	}
}

// nameTraits are the traits of a body that goes by a name: its words.
func nameTraits(name string) traits {
	var t traits
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		t.which = append(t.which, singular(strings.Trim(w, ".,'’()")))
	}
	return t
}

var (
	setting     = set("another second different other third separate further new one fourth fifth")
	plain       = set("same unnamed anonymous said own very late only")
	possessives = set("'s '")
	echoes      = set("source official spokesman spokeswoman spokesperson representative insider informant sources officials")
)
