package attribution

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/name"
	"github.com/sayso/sayso/report"
)

// Voice is a speaker. Kind is one of "outlet", "person", "office", "document",
// "anonymous", "collective", "unnamed". Count is how many speak, nil where the
// report does not say. Entity is the index of the entity that speaks, Of that
// of the body it speaks for or belongs to; -1 for none.
type Voice struct {
	Name       string
	Kind       string
	Count      *int
	Mentions   []report.Span
	Entity, Of int
}

// Own stands in the result of Voices for the report's own voice: its outlet
// named in it, or nlp.Author.
const Own = -1

// Known is what the voices of a report are told apart by: its outlet and
// authors as far as known, and what package name found in it.
type Known struct {
	Outlet    string
	Byline    []string
	Entities  []name.Entity
	Of        map[int]int // token -> entity
	Relations []name.Relation
}

// Voices gathers the sources with the given head tokens, which are in the
// order of the text, into voices in the order of their first mention, and
// tells which voice each head is of, Own for the report's own. nlp.Unnamed
// may be among the heads. A pronoun is the voice of the nearest agreeing
// speaker or person before it; "the source" is the source met before unless
// the words set it apart ("another source").
func Voices(doc *nlp.Document, heads []int, known Known) ([]Voice, map[int]int) {
	v := &voicer{Tree: tree.New(doc), Known: known, of: map[int]int{}, byEntity: map[int]int{}, sexes: map[int]int{}}
	v.quotes = findQuotes(v.Tree)
	for _, h := range heads {
		if _, done := v.of[h]; done {
			continue
		}
		v.of[h] = v.voice(h)
		if k := v.of[h]; k >= 0 && h >= 0 {
			v.spoken = append(v.spoken, h)
			v.mention(k, h)
		}
	}
	return v.voices, v.of
}

type voicer struct {
	*tree.Tree
	Known
	quotes   quotes
	voices   []Voice
	of       map[int]int // head token -> voice
	byEntity map[int]int // entity -> voice
	sexes    map[int]int // of entities, by the pronouns that stood for them
	spoken   []int       // heads so far
	lemmas   []string    // of each voice's head noun
	traits   []traits    // of each voice without a name
	heads    [][]int     // of each voice
	titles   []title     // that named people have been given
}

// title is a noun, at its token, that stands for an entity.
type title struct{ at, entity int }

func (v *voicer) add(voice Voice, lemma string) int {
	v.voices = append(v.voices, voice)
	v.lemmas = append(v.lemmas, lemma)
	v.traits = append(v.traits, traits{})
	v.heads = append(v.heads, nil)
	return len(v.voices) - 1
}

// mention adds the words of head h to the mentions of voice k.
func (v *voicer) mention(k, h int) {
	voice := &v.voices[k]
	v.heads[k] = append(v.heads[k], h)
	if s := v.words(h); !slices.Contains(voice.Mentions, s) {
		at := slices.IndexFunc(voice.Mentions, func(m report.Span) bool { return m.Start > s.Start })
		if at < 0 {
			at = len(voice.Mentions)
		}
		voice.Mentions = slices.Insert(voice.Mentions, at, s)
	}
}

// words is the stretch of the mention that head h stands in: its name, or its
// noun phrase.
func (v *voicer) words(h int) report.Span {
	if e, ok := v.entity(h); ok {
		for _, m := range v.Entities[e].Mentions {
			if m.Contains(v.Tokens[h].Span) || v.entityOf(h) != e && m.Start > v.Tokens[h].Span.End {
				return m
			}
		}
	}
	return v.phrase(h)
}

// phrase is the noun phrase of h with the words behind it that say how it
// knows ("familiar with the matter", "with knowledge of the plan"), wherever
// the tree has put them.
func (v *voicer) phrase(h int) report.Span {
	s := v.Phrase(h, v.telling(h))
	for k := h + 1; k < len(v.Tokens) && v.Tokens[k].Span.Start < s.End; k++ {
		if t := v.Tokens[k]; t.Text == ":" || t.Rel == "mark" && v.Low(k) == "that" {
			s.End = v.Tokens[k-1].Span.End // what they say is not who they are
		} else if w := v.Low(k); k > h+1 && (w == "citing" || w == "quoting") && v.Punct(k-1) {
			s.End = v.Tokens[k-2].Span.End // nor is whom they cite
		} else if k > h+1 && t.Rel == "acl" && t.UPOS == "VERB" && v.Tokens[k-1].Text == "," {
			s.End = v.Tokens[k-2].Span.End // nor "reached by phone"
		}
	}
	k := h
	for k < len(v.Tokens) && v.Tokens[k].Span.Start < s.End {
		k++
	}
	if k >= len(v.Tokens) || v.Sentence(k) != v.Sentence(h) {
		return s
	}
	next := ""
	if k+1 < len(v.Tokens) {
		next = v.Low(k + 1)
	}
	switch w := v.Low(k); {
	case (w == "familiar" || w == "acquainted") && next == "with", w == "briefed" && next == "on", w == "privy" && next == "to", w == "close" && next == "to",
		w == "with" && (next == "knowledge" || next == "direct" || next == "access" || next == "ties"):
	default:
		return s
	}
	for last := k; k < last+8 && k < len(v.Tokens) && v.Sentence(k) == v.Sentence(h); k++ {
		t := v.Tokens[k]
		if v.Punct(k) || k > last && (t.UPOS == "VERB" || t.UPOS == "AUX" || t.UPOS == "PRON" || t.UPOS == "SCONJ") {
			break
		}
		s.End = t.Span.End
	}
	return s
}

// entity is the entity that head h names, or the person that the noun h
// introduces ("spokesman John Key", "the prosecutor, Mark Tedeschi").
func (v *voicer) entity(h int) (int, bool) {
	if e, ok := v.Of[h]; ok {
		return e, true
	}
	for _, k := range v.Kids(h) {
		if e, ok := v.Of[k]; ok && v.Is(k, "appos", "flat", "nmod:desc") && v.Entities[e].Kind == name.Person {
			return e, true
		}
	}
	return v.presented(h)
}

// presented is the person whom a noun for a person presents with a comma,
// whatever the tree makes of it: "said the treasurer, Signe Malm."
func (v *voicer) presented(h int) (int, bool) {
	k := h + 1
	if !human(singular(v.Low(h))) || strings.Contains(v.Tokens[h].Feats, "Number=Plur") {
		return 0, false
	}
	for k < len(v.Tokens) && v.Sentence(k) == v.Sentence(h) && v.Within(k, h) && !v.Punct(k) && v.Tokens[k].UPOS != "VERB" {
		k++
	}
	if k+1 >= len(v.Tokens) || v.Sentence(k+1) != v.Sentence(h) || v.Tokens[k].Text != "," {
		return 0, false
	}
	e, ok := v.Of[k+1]
	if !ok || v.Entities[e].Kind != name.Person {
		return 0, false
	}
	for k++; k < len(v.Tokens) && v.entityOf(k) == e; k++ {
	}
	return e, k >= len(v.Tokens) || v.Sentence(k) != v.Sentence(h) || v.Punct(k)
}

// entityOf is the entity of token i, -1 for none.
func (v *voicer) entityOf(i int) int {
	if e, ok := v.Of[i]; ok {
		return e
	}
	return -1
}

// voice finds or makes the voice of head h.
func (v *voicer) voice(h int) int {
	switch {
	case h == nlp.Unnamed:
		return v.add(Voice{Kind: "unnamed", Entity: -1, Of: -1}, "")
	case h < 0:
		return Own
	case v.Tokens[h].UPOS == "PRON" || pronouns[v.Low(h)]:
		return v.pronoun(h)
	}
	if e, ok := v.entity(h); ok && !v.company(h) {
		return v.named(h, e)
	}
	if label := v.label(h); v.Outlet != "" && strings.EqualFold(label, strings.TrimPrefix(v.Outlet, "The ")) {
		return Own
	}
	if v.Tokens[h].UPOS == "PROPN" { // a name that the engine did not mark here but elsewhere
		if e, ok := v.elsewhere(v.label(h)); ok {
			return v.named(h, e)
		}
	}
	return v.common(h)
}

// elsewhere is the entity that the report names so elsewhere, a person also by
// the last word of the name where only one has it.
func (v *voicer) elsewhere(label string) (int, bool) {
	found, n := 0, 0
	for e, ent := range v.Entities {
		if strings.EqualFold(ent.Name, label) {
			return e, true
		}
		if w := strings.Fields(ent.Name); ent.Kind == name.Person && len(w) > 1 && strings.EqualFold(w[len(w)-1], label) {
			found, n = e, n+1
		}
	}
	return found, n == 1
}

// company tells whether h is joined to others that speak with it; "Crewe &
// Lidd" is one firm.
func (v *voicer) company(h int) bool {
	k := v.Kid(h, "conj")
	if k <= h || v.Tokens[k].UPOS == "VERB" || v.Kid(k, "nsubj") >= 0 {
		return false
	}
	c := v.Kid(k, "cc")
	return c < 0 || v.Tokens[c].Text != "&"
}

// named is the voice of an entity.
func (v *voicer) named(h, e int) int {
	ent := v.Entities[e]
	if v.ours(ent) {
		return Own
	}
	if v.entityOf(h) != e {
		v.titles = append(v.titles, title{h, e})
	}
	if k, ok := v.byEntity[e]; ok {
		return k
	}
	single := 1
	voice := Voice{Name: ent.Name, Count: &single, Entity: e, Of: v.body(e, h)}
	switch ent.Kind {
	case name.Person:
		voice.Kind = "person"
		if v.entityOf(h) == e && v.masthead(h) {
			voice.Kind = "outlet"
		}
	case name.Group:
		voice.Kind, voice.Count = "collective", nil
	default:
		voice.Kind = "office"
		if outletName(ent.Name) {
			voice.Kind = "outlet"
		}
	}
	for k := range v.voices { // the headline's "minister", "tax office"
		if v.headline(k) && v.voices[k].Entity < 0 && one(v.voices[k].Kind) && v.calls(e, h, v.lemmas[k]) {
			voice.Mentions = v.voices[k].Mentions
			v.voices[k], v.byEntity[e], v.traits[k] = voice, k, nameTraits(ent.Name)
			return k
		}
	}
	k := v.add(voice, v.Lemma(h))
	if v.byEntity[e] = k; voice.Kind == "office" {
		v.traits[k] = nameTraits(ent.Name)
	}
	return k
}

// calls tells whether a noun is the last word of a body's name or the title
// with which a person's name stands at token h or before it.
func (v *voicer) calls(e, h int, lemma string) bool {
	if v.Entities[e].Kind != name.Person {
		w := strings.Fields(strings.ToLower(v.Entities[e].Name))
		return bodies[lemma] && w[len(w)-1] == lemma
	}
	if singular(v.Low(h)) == lemma {
		return true
	}
	for _, m := range v.Entities[e].Mentions {
		i, _ := slices.BinarySearchFunc(v.Tokens, m.Start, func(t nlp.Token, at int) int { return t.Span.Start - at })
		for ; i <= h && v.Tokens[i].Span.Start < m.End; i++ {
			if v.introduced(i, lemma) >= 0 {
				return true
			}
		}
	}
	return false
}

// ours tells whether an entity is the report's own outlet or author.
func (v *voicer) ours(e name.Entity) bool {
	for _, own := range append([]string{v.Outlet}, v.Byline...) {
		if own == "" {
			continue
		}
		for _, form := range append([]string{e.Name}, e.Aliases...) {
			if strings.EqualFold(strings.TrimPrefix(form, "The "), strings.TrimPrefix(own, "The ")) {
				return true
			}
		}
	}
	return false
}

// body is the body that entity e, or the noun phrase of h, belongs to.
func (v *voicer) body(e, h int) int {
	for _, r := range v.Relations {
		if r.From == e && (r.Kind == "role_of" || r.Kind == "affiliated_with") {
			return r.To
		}
	}
	for _, k := range v.Kids(h) {
		at, ok := v.Of[k]
		if !ok || at == e || !v.Is(k, "compound", "nmod", "amod") || v.Entities[at].Kind == name.Person {
			continue
		}
		if c := v.Kid(k, "case"); c < 0 || v.Low(c) != "in" && v.Low(c) != "near" {
			return at
		}
	}
	return -1
}

// common is the voice of a noun phrase without a name.
func (v *voicer) common(h int) int {
	lemma := singular(v.Low(h))
	kind, count := v.sort(h, lemma)
	about := v.traitsOf(h)
	if !v.apart(h) {
		for k := len(v.voices) - 1; k >= 0; k-- {
			if v.lemmas[k] == lemma && (v.voices[k].Kind == kind || v.headline(k) && one(v.voices[k].Kind) && one(kind)) && v.agree(h, about, k) {
				v.voices[k].Kind = kind
				v.better(k, h)
				v.traits[k].merge(about)
				if v.voices[k].Count == nil {
					v.voices[k].Count = count
				}
				return k
			}
		}
		if k := v.titled(h, lemma, about); k != none {
			return k
		}
		if k := v.again(h, lemma); k != none {
			return k
		}
	}
	k := v.add(Voice{Name: v.label(h), Kind: kind, Count: count, Entity: -1, Of: v.body(-1, h)}, lemma)
	v.traits[k] = about
	return k
}

// again is the voice that "the man" or "the woman" at h takes up: the one person without
// a name who has spoken right before, where no other man or woman has been told of.
func (v *voicer) again(h int, lemma string) int {
	if lemma != "man" && lemma != "woman" || v.plural(h) || !v.definite(h) || len(v.spoken) == 0 {
		return none
	}
	s := v.spoken[len(v.spoken)-1]
	k, own := v.of[s], v.Sentence(h)
	if s > h || k < 0 || v.Sentence(s) < own-far || v.voices[k].Kind != "anonymous" || v.voices[k].Count == nil || *v.voices[k].Count != 1 || v.sexOf(k) != either || !human(v.lemmas[k]) {
		return none
	}
	for i := v.Sentences[max(own-far, 0)].First; i < h; i++ {
		if v.Low(i) == lemma {
			return none
		}
	}
	return k
}

// one tells whether a kind of voice is one person or body.
func one(kind string) bool { return kind == "anonymous" || kind == "office" || kind == "person" }

// none tells that there is no such voice; it is no index, Own or head.
const none = -3

// titled is the voice of the person whom the report has given the title that
// "the minister" repeats, with nothing in t that says another minister.
func (v *voicer) titled(h int, lemma string, t traits) int {
	if !v.definite(h) || strings.Contains(v.Tokens[h].Feats, "Number=Plur") {
		return none
	}
	for n := len(v.titles) - 1; n >= 0; n-- {
		if given := v.titles[n]; singular(v.Low(given.at)) == lemma && within(t.which, v.traitsOf(given.at).which) {
			return v.named(h, given.entity)
		}
	}
	for n := len(v.Relations) - 1; n >= 0; n-- {
		r := v.Relations[n]
		role := strings.ToLower(r.Role)
		if r.Kind == "role_of" && r.Span.Start < v.Tokens[h].Span.Start && strings.HasSuffix(role, lemma) &&
			within(t.which, append(strings.Fields(role), "entity "+strconv.Itoa(r.To))) {
			return v.named(h, r.From)
		}
	}
	for i := h - 1; i >= 0; i-- {
		if e, ok := v.Of[i]; ok && v.Entities[e].Kind == name.Person {
			if at := v.introduced(i, lemma); at >= 0 && within(t.which, append(v.traitsOf(at).which, v.traitsOf(i).which...)) {
				return v.named(h, e)
			}
		}
	}
	return none
}

// introduced is the noun with the given lemma that stands with the person's
// name at token i, -1 where none does.
func (v *voicer) introduced(i int, lemma string) int {
	if up := v.Tokens[i].Head; up >= 0 && v.Is(i, "appos", "flat") && singular(v.Low(up)) == lemma {
		return up
	}
	for _, k := range v.Kids(i) {
		if v.Is(k, "appos", "compound", "nmod:desc") && singular(v.Low(k)) == lemma {
			return k
		}
	}
	return -1
}

// label is a noun phrase without its article, and with the name before the comma
// for "whose".
func (v *voicer) label(h int) string {
	label := v.phrase(h).Of(v.Text)
	if p := v.Kid(h, "nmod"); p > 1 && v.Low(p) == "whose" {
		label = strings.TrimSpace(label[min(len(label), len("whose")):])
		if n := slices.IndexFunc(v.Names, func(n nlp.Name) bool { return n.Last == p-1 || n.Last == p }); n >= 0 {
			label = v.Text[v.Tokens[v.Names[n].First].Span.Start:v.Tokens[v.Names[n].Last-1].Span.End] + "'s " + label
		}
	}
	for _, article := range []string{"the ", "a ", "an ", "The ", "A ", "An "} {
		if rest, ok := strings.CutPrefix(label, article); ok {
			return rest
		}
	}
	return label
}

// telling is the verb under the noun at h that passes a clause on, a part of its
// phrase by the tree alone ("post claimed the king had died"), -1 for none.
func (v *voicer) telling(h int) int {
	for _, k := range v.Kids(h) {
		if k > h && v.Tokens[k].Rel == "acl" && v.Kid(k, "ccomp") > k {
			return k
		}
	}
	return -1
}
