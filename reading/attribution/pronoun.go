package attribution

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/reading/name"
)

// pronoun is the voice that a pronoun stands for: of a relative one its noun,
// of another the nearest agreeing speaker, person or body before it.
func (v *voicer) pronoun(h int) int {
	one := 1
	low := v.Low(h)
	switch low {
	case "who", "which", "that", "whom":
		if at := v.relative(h); at >= 0 {
			return v.voice(at)
		}
	case "i", "me", "my":
		return Own
	}
	w, ok := wanted(low)
	if !ok {
		return v.common(h)
	}
	switch k, at := v.antecedent(h, w); {
	case k != none:
		if k >= 0 && v.Sentence(at) < v.Sentence(h) && v.voices[k].Entity >= 0 && v.sexes[v.voices[k].Entity] == either {
			v.sexes[v.voices[k].Entity] = w.sex
		}
		return k
	case at >= 0:
		k := v.voice(at)
		if k >= 0 {
			v.mention(k, at)
		}
		return k
	}
	switch low {
	case "they", "them", "their", "both":
		return v.common(h)
	case "it", "its":
		return v.add(Voice{Name: v.Tokens[h].Text, Kind: "document", Count: &one, Entity: -1, Of: -1}, low)
	}
	return v.add(Voice{Name: v.Tokens[h].Text, Kind: "anonymous", Count: &one, Entity: -1, Of: -1}, low)
}

// relative is the noun that a relative pronoun stands for: the one its clause
// hangs on, or, where the tree does not say, the noun before the comma before
// it; -1 for none.
func (v *voicer) relative(h int) int {
	low, before := v.Low(h), h-2
	comma := before >= v.Sentences[v.Sentence(h)].First && v.Tokens[h-1].Text == ","
	if e, ok := v.Of[before]; comma && low == "who" && ok && v.Entities[e].Kind == name.Person {
		return before // wherever the tree hangs its clause
	}
	for at := h; at >= 0; at = v.Tokens[at].Head {
		if v.Tokens[at].Rel == "acl:relcl" && v.Tokens[at].Head >= 0 {
			if low == "who" {
				return v.who(h, v.Tokens[at].Head)
			}
			return v.Tokens[at].Head
		}
	}
	if !comma || low != "who" && low != "which" {
		return -1
	}
	if t := v.Tokens[before].UPOS; t == "NOUN" || t == "PROPN" || low == "who" && (v.Low(before) == "one" || t == "NUM") {
		return before
	}
	return -1
}

// who is the noun that "who" at h stands for where its clause hangs on the one at
// n: where that is a thing or a place, the person whose phrase it ends or who
// stands right before: "a doctor at Kesra hospital, who", "invoices drawn by a
// clerk who".
func (v *voicer) who(h, n int) int {
	if v.somebody(n) {
		return n
	}
	for at, steps := n, 0; steps < 3 && at >= 0 && v.Is(at, "nmod"); steps++ {
		if at = v.Tokens[at].Head; at >= 0 && v.somebody(at) {
			return at
		}
	}
	if h > n && v.Tokens[h-1].UPOS == "NOUN" && v.somebody(h-1) {
		return h - 1
	}
	return n
}

// somebody tells whether the noun at n is a person or people.
func (v *voicer) somebody(n int) bool {
	if e, ok := v.Of[n]; ok {
		return v.Entities[e].Kind == name.Person
	}
	return human(singular(v.Low(n)))
}

// want is what a pronoun asks of the one it stands for.
type want struct {
	sex   int
	many  bool
	kinds []string    // of voices
	named []name.Kind // of entities
}

// wanted is what a pronoun asks, false for one that stands for nobody before
// it.
func wanted(low string) (want, bool) {
	people := []string{"person", "anonymous", "office"}
	switch low {
	case "he", "him", "his":
		return want{male, false, people, []name.Kind{name.Person}}, true
	case "she", "her", "hers":
		return want{female, false, people, []name.Kind{name.Person}}, true
	case "they", "them", "their", "both":
		return want{either, true, []string{"collective", "office"}, []name.Kind{name.Group}}, true
	case "it", "its":
		return want{either, false, []string{"office", "outlet", "document"}, []name.Kind{name.Organization, name.Company, name.PublicBody}}, true
	}
	return want{}, false
}

// far is how many sentences before its own a pronoun's noun is looked for that
// has not spoken.
const far = 2

// antecedent is whom the pronoun at token h stands for: a voice, or else the
// head of a name or noun that has not spoken yet; none and -1 for nobody. The
// sentence nearest before it counts first, and in one the speaker before
// others, who must be its subject or, named and of the pronoun's sex, its object.
// Words between quotation marks are looked at for pronouns between the same
// marks alone, and those do not stand for who says them.
func (v *voicer) antecedent(h int, w want) (voice, at int) {
	own, inside, unsexed := v.Sentence(h), -1, -1
	for s := own; s >= 0 && s >= own-far; s-- {
		speaker, subject, quoted, object := -1, -1, -1, -1
		for i := min(h, v.Sentences[s].Last) - 1; i >= v.Sentences[s].First; i-- {
			switch {
			case speaker < 0 && v.speaks(i, h, w), speaker >= 0 && s != own && v.likelier(i, speaker, h, w):
				speaker = i
			case !v.subject(i, h, w) || v.relayed(i, h):
				if s != own && v.quoted(i, h, w) {
					quoted = i
				}
				if s != own && object < 0 && v.object(i, h, w) {
					object = i
				}
			case v.aside(i, h):
				inside = i
			case s != own || subject < 0:
				subject = i
			}
		}
		switch {
		case speaker >= 0 && (s != own || subject < speaker) && (unsexed < 0 || v.voices[v.of[speaker]].Kind == "person"):
			return v.of[speaker], speaker
		case subject >= 0 && unsexed < 0 && s != own && v.unsexed(subject, w):
			unsexed = subject
		case subject >= 0 && unsexed < 0:
			return v.met(subject), subject
		case unsexed >= 0:
		case quoted >= 0:
			return none, quoted
		case object >= 0:
			return v.met(object), object
		}
	}
	if unsexed >= 0 {
		return v.met(unsexed), unsexed
	}
	if inside >= 0 { // "The ministry will open nine offices, it announced."
		return v.met(inside), inside
	}
	for n := len(v.spoken) - 1; n >= 0; n-- {
		if s := v.spoken[n]; v.Sentence(s) < own-far && v.speaks(s, h, w) && v.quotes.of[h] < 0 {
			return v.of[s], s
		}
	}
	return none, -1
}

// likelier tells whether the same pronoun at i is whom the one at h goes on
// about, rather than the speaker behind it who may be a man or a woman: "She said
// Velden had told her ... she said".
func (v *voicer) likelier(i, speaker, h int, w want) bool {
	if w.sex == either || v.Low(i) != v.Low(h) || !v.speaks(i, h, w) {
		return false
	}
	return v.sexOf(v.of[speaker]) == either && v.Low(speaker) != v.Low(h)
}

// met is the voice of the entity that token i names, none where it has none yet.
func (v *voicer) met(i int) int {
	if e, ok := v.entity(i); ok {
		if k, ok := v.byEntity[e]; ok {
			return k
		}
	}
	return none
}

// quoted tells whether token i, between quotation marks, is a noun of the sex
// that the pronoun at h outside them asks: "My son is at sea," ... He writes ...
func (v *voicer) quoted(i, h int, w want) bool {
	return w.sex != either && v.quotes.of[i] >= 0 && v.quotes.of[h] < 0 && v.Is(i, "nsubj") && people[v.Low(i)] == w.sex
}

// unsexed tells whether the noun at i is a mere noun that may stand for a man or a
// woman: a person who has spoken right before is likelier meant by "she".
func (v *voicer) unsexed(i int, w want) bool {
	_, named := v.Of[i]
	if _, ok := v.presented(i); ok {
		return false // "the minister of Orsia, Jon Feld, ..."
	}
	return !named && w.sex != either && people[singular(v.Low(i))] == either
}

// object tells whether token i names a person, of the very sex that the pronoun
// at h asks, to whom something is done, "She accused Mr Holm ... He ...", or a paper.
func (v *voicer) object(i, h int, w want) bool {
	e, ok := v.Of[i]
	if !ok && slices.Contains(w.kinds, "document") {
		return papers[singular(v.Low(i))] && v.Is(i, "obj") && v.quotes.of[i] == v.quotes.of[h] // "had cited a report. It says ..."
	}
	return ok && w.sex != either && v.Is(i, "obj", "iobj") && v.quotes.of[i] == v.quotes.of[h] && v.Entities[e].Kind == name.Person && v.sexOfName(e) == w.sex
}

// aside tells whether the noun at token i is a subject within what the pronoun
// at h says or thinks ("the register will be cleaned, he added"): that is all of
// the sentence but a clause before its own that it is joined to.
func (v *voicer) aside(i, h int) bool {
	said, told := v.Tokens[h].Head, v.Tokens[i].Head
	if said < 0 || told < 0 || v.Sentence(i) != v.Sentence(h) {
		return false
	}
	for at := said; at >= 0; at = v.Tokens[at].Head {
		if up := v.Tokens[at].Head; up == told && (v.Is(at, "conj", "advcl") || v.Is(at, "parataxis") && v.marked(i, h)) || v.Tokens[at].Rel == "acl:relcl" && v.Within(at, told) && i < at {
			return false // "sold what it calls masks"
		}
	}
	for at := told; at >= 0; at = v.Tokens[at].Head {
		if v.Tokens[at].Head == said && v.Is(at, "advcl") && at < said {
			return false
		}
	}
	return true
}

// marked tells whether a colon or semicolon stands between tokens i and h.
func (v *voicer) marked(i, h int) bool {
	for k := i; k < h; k++ {
		if v.Tokens[k].Text == ":" || v.Tokens[k].Text == ";" {
			return true
		}
	}
	return false
}

// speaks tells whether token i heads a source that the pronoun at h may stand
// for.
func (v *voicer) speaks(i, h int, w want) bool {
	k, ok := v.of[i]
	if !ok || k < 0 || i >= h || v.headed(i, h) || v.relayed(i, h) || v.doneTo(i, h) || !slices.Contains(v.spoken, i) || !slices.Contains(w.kinds, v.voices[k].Kind) {
		return false
	}
	if v.quotes.of[h] >= 0 && v.quotes.of[i] != v.quotes.of[h] {
		return false
	}
	if voice := v.voices[k]; w.named[0] == name.Person {
		if voice.Kind == "office" && !holders[v.lemmas[k]] {
			return false
		}
		return v.sexFits(w.sex, v.sexOf(k))
	} else if voice.Kind == "office" && holders[v.lemmas[k]] {
		return false
	}
	return true
}

// relayed tells whether the noun at i is that of somebody whose words are told by whom the
// pronoun at h behind them stands for: "I was told by a nurse that the ward was full, she
// said", "My sister says there is no rice left," she said.
func (v *voicer) relayed(i, h int) bool {
	told, said := v.Tokens[i].Head, v.Tokens[h].Head
	if v.Sentence(i) != v.Sentence(h) || i >= h || told < i && !v.Passive(max(told, 0)) || said < h || !v.Is(said, "root", "parataxis") {
		return false
	}
	if l := v.Lemma(told); l != "say" && l != "tell" {
		return false
	}
	return strings.Contains(",\"”", v.Tokens[h-1].Text) && v.aside(i, h)
}

// headed tells whether the pronoun at h is the subject of the clause that hangs on
// the noun at i and so cannot stand for it: "a video that it said showed".
func (v *voicer) headed(i, h int) bool {
	at := v.Tokens[h].Head
	return at >= 0 && v.Is(h, "nsubj") && v.Tokens[at].Rel == "acl:relcl" && v.Tokens[at].Head == i
}

// subject tells whether token i heads a name or noun, the subject of its
// clause, that the pronoun at h may stand for.
func (v *voicer) subject(i, h int, w want) bool {
	if v.quotes.of[i] != v.quotes.of[h] || v.Within(h, i) || v.Tokens[i].Head >= 0 && v.Tokens[i].Head == v.Tokens[h].Head {
		return false
	}
	if e, ok := v.presented(i); ok {
		return v.Is(i, "nsubj") && slices.Contains(w.named, name.Person) && v.sexFits(w.sex, v.sexOfName(e))
	}
	if up := v.Tokens[i].Head; up >= 0 && v.Is(i, "nsubj") && v.entityOf(up) >= 0 && v.entityOf(i) < 0 {
		return false // "the man who does it is Harm Holm": the name is meant
	}
	agent := v.Is(i, "obl:agent") || v.Is(i, "obl") && v.Kid(i, "case") >= 0 && v.Low(v.Kid(i, "case")) == "by"
	if v.doneTo(i, h) {
		return false
	}
	if e, ok := v.Of[i]; ok {
		return (v.subjectLike(i) || agent) && slices.Contains(w.named, v.Entities[e].Kind) && !v.ours(v.Entities[e]) &&
			(v.Entities[e].Kind != name.Person || v.sexFits(w.sex, v.sexOfName(e)))
	}
	if v.Tokens[i].UPOS != "NOUN" || !v.Is(i, "nsubj", "root") && !agent {
		return false
	}
	lemma := singular(v.Low(i))
	plural := strings.Contains(v.Tokens[i].Feats, "Number=Plur")
	switch {
	case w.many:
		return plural && (human(lemma) || bodies[lemma]) || lemma == "police"
	case plural || v.unnumbered(i) || v.company(i):
		return false
	case w.named[0] == name.Person:
		return human(lemma) && v.sexFits(w.sex, people[lemma])
	}
	return v.Is(i, "nsubj") && (bodies[lemma] || media[lemma]) && !thing(lemma)
}

// doneTo tells whether by the agent at i something is done to whom the pronoun at h
// stands for: "Pressed by Roe, she said".
func (v *voicer) doneTo(i, h int) bool {
	up, c := v.Tokens[i].Head, v.Kid(i, "case")
	return up >= 0 && up < i && c >= 0 && v.Low(c) == "by" && v.Tokens[h-1].Text == "," && v.Kid(up, "nsubj") < 0 && v.Is(up, "advcl", "root") && v.Sentence(up) == v.Sentence(h)
}

func (v *voicer) sexFits(a, b int) bool { return a == either || b == either || a == b }

// sexOf is the sex of voice k as far as its words tell.
func (v *voicer) sexOf(k int) int {
	if e := v.voices[k].Entity; e >= 0 {
		return v.sexOfName(e)
	}
	return people[v.lemmas[k]]
}

// sexOfName is the sex of a person as far as a title, a noun that stands with
// the name, a well-known given name or a pronoun met before tells.
func (v *voicer) sexOfName(e int) int {
	for i := range v.Tokens {
		if v.entityOf(i) != e {
			continue
		}
		if i > 0 && v.entityOf(i-1) != e {
			if s := people[strings.TrimSuffix(v.Low(i-1), ".")]; s != either {
				return s
			}
		}
		for _, k := range append(v.Kids(i), max(v.Tokens[i].Head, 0)) {
			if (v.Is(k, "appos", "compound", "nmod:desc") || v.Is(i, "appos", "flat")) && v.Tokens[k].UPOS == "NOUN" {
				if s := people[singular(v.Low(k))]; s != either {
					return s
				}
			}
		}
	}
	given, _, _ := strings.Cut(strings.ToLower(v.Entities[e].Name), " ")
	switch {
	case women[given]:
		return female
	case men[given]:
		return male
	}
	return v.sexes[e]
}

// subjectLike tells whether a name stands where the talk is about it.
func (v *voicer) subjectLike(i int) bool {
	for n := 0; n < 4 && v.Tokens[i].Head >= 0 && v.Is(i, "flat", "compound", "appos"); n++ {
		i = v.Tokens[i].Head
	}
	return v.Is(i, "nsubj", "root")
}

// singular is a noun's singular, by its ending.
func singular(w string) string {
	switch {
	case many[w] || strings.HasSuffix(w, "ss") || len(w) < 4 || w == "police":
		return w
	case w == "people":
		return "person"
	case w == "men" || strings.HasSuffix(w, "men") || strings.HasSuffix(w, "women"):
		return strings.TrimSuffix(w, "en") + "an"
	case strings.HasSuffix(w, "ies"):
		return strings.TrimSuffix(w, "ies") + "y"
	case strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes"):
		return strings.TrimSuffix(w, "es")
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return strings.TrimSuffix(w, "s")
	}
	return w
}

// outletName tells whether a name is that of a newspaper, agency or
// broadcaster.
func outletName(n string) bool {
	low := strings.ToLower(n)
	if agencies[low] {
		return true
	}
	for _, w := range strings.Fields(low) {
		if mastheads[strings.Trim(w, ".,")] {
			return true
		}
	}
	return false
}
