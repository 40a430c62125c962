package attribution

import (
	"slices"
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
	v := &voicer{Tree: tree.New(doc), Known: known, of: map[int]int{}, byEntity: map[int]int{}}
	for _, h := range heads {
		if _, done := v.of[h]; done {
			continue
		}
		v.of[h] = v.voice(h)
		if k := v.of[h]; k >= 0 && h >= 0 {
			v.spoken = append(v.spoken, h)
			v.voices[k].Mentions = append(v.voices[k].Mentions, v.words(h))
		}
	}
	return v.voices, v.of
}

type voicer struct {
	*tree.Tree
	Known
	voices   []Voice
	of       map[int]int // head token -> voice
	byEntity map[int]int // entity -> voice
	spoken   []int       // heads so far
	lemmas   []string    // of each voice's head noun
}

func (v *voicer) add(voice Voice, lemma string) int {
	v.voices = append(v.voices, voice)
	v.lemmas = append(v.lemmas, lemma)
	return len(v.voices) - 1
}

// words is the stretch of the mention that head h stands in: its name, or its
// noun phrase.
func (v *voicer) words(h int) report.Span {
	if e, ok := v.entity(h); ok {
		for _, m := range v.Entities[e].Mentions {
			if m.Contains(v.Tokens[h].Span) {
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
	s := v.Phrase(h, -1)
	for k := h + 1; k < len(v.Tokens) && v.Tokens[k].Span.Start < s.End; k++ {
		if t := v.Tokens[k]; t.Text == ":" || t.Rel == "mark" && v.Low(k) == "that" {
			s.End = v.Tokens[k-1].Span.End // what they say is not who they are
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
	return 0, false
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
		label := v.label(h)
		for e, ent := range v.Entities {
			if ent.Kind != name.Person && strings.EqualFold(ent.Name, label) {
				return v.named(h, e)
			}
		}
	}
	return v.common(h)
}

// company tells whether h is joined to others that speak with it.
func (v *voicer) company(h int) bool {
	k := v.Kid(h, "conj")
	return k > h && v.Tokens[k].UPOS != "VERB" && v.Kid(k, "nsubj") < 0
}

// named is the voice of an entity.
func (v *voicer) named(h, e int) int {
	ent := v.Entities[e]
	if v.ours(ent) {
		return Own
	}
	if k, ok := v.byEntity[e]; ok {
		return k
	}
	one := 1
	voice := Voice{Name: ent.Name, Count: &one, Entity: e, Of: v.body(e, h)}
	switch ent.Kind {
	case name.Person:
		voice.Kind = "person"
	case name.Group:
		voice.Kind, voice.Count = "collective", nil
	default:
		voice.Kind = "office"
		if outletName(ent.Name) {
			voice.Kind = "outlet"
		}
	}
	v.byEntity[e] = v.add(voice, v.Lemma(h))
	return v.byEntity[e]
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
	if !v.apart(h) {
		for k := len(v.voices) - 1; k >= 0; k-- {
			if v.lemmas[k] == lemma && v.voices[k].Kind == kind && v.agree(h, k) {
				v.better(k, h)
				if v.voices[k].Count == nil {
					v.voices[k].Count = count
				}
				return k
			}
		}
		if k := v.titled(h, lemma); k != none {
			return k
		}
	}
	return v.add(Voice{Name: v.label(h), Kind: kind, Count: count, Entity: -1, Of: v.body(-1, h)}, lemma)
}

// none tells that there is no such voice; it is no index, Own or head.
const none = -3

// titled is the voice of the person whom the report has given the title that
// "the minister" repeats.
func (v *voicer) titled(h int, lemma string) int {
	if !v.definite(h) {
		return none
	}
	for n := len(v.Relations) - 1; n >= 0; n-- {
		r := v.Relations[n]
		if r.Kind == "role_of" && r.Span.Start < v.Tokens[h].Span.Start && strings.HasSuffix(strings.ToLower(r.Role), lemma) {
			return v.named(h, r.From)
		}
	}
	for i := h - 1; i >= 0; i-- {
		if e, ok := v.Of[i]; ok && v.Entities[e].Kind == name.Person && v.introduced(i, lemma) {
			return v.named(h, e)
		}
	}
	return none
}

// introduced tells whether the person's name at token i stands with a noun.
func (v *voicer) introduced(i int, lemma string) bool {
	if up := v.Tokens[i].Head; up >= 0 && v.Is(i, "appos", "flat") && singular(v.Low(up)) == lemma {
		return true
	}
	for _, k := range v.Kids(i) {
		if v.Is(k, "appos", "compound", "nmod:desc") && singular(v.Low(k)) == lemma {
			return true
		}
	}
	return false
}

// sort is the kind of voice that a noun makes, and how many speak.
func (v *voicer) sort(h int, lemma string) (string, *int) {
	one := 1
	plural := strings.Contains(v.Tokens[h].Feats, "Number=Plur") || v.Low(h) != lemma && !strings.HasSuffix(lemma, "s")
	switch {
	case bodies[lemma] && !plural:
		return "office", &one
	case media[lemma] && !plural:
		return "outlet", &one
	case papers[lemma]:
		if plural {
			return "document", v.number(h)
		}
		return "document", &one
	case plural || v.company(h) || many[v.Low(h)]:
		return "collective", v.number(h)
	}
	return "anonymous", &one
}

// number is the count that a noun phrase gives.
func (v *voicer) number(h int) *int {
	if k := v.Kid(h, "nummod"); k >= 0 {
		if n, ok := numerals[v.Low(k)]; ok {
			return &n
		}
	}
	if k := v.Kid(h, "det", "amod"); k >= 0 && v.Low(k) == "both" {
		two := 2
		return &two
	}
	if v.company(h) && v.single(h) {
		n := 1
		for _, k := range v.Kids(h) {
			if v.Is(k, "conj") {
				if !v.single(k) {
					return nil
				}
				n++
			}
		}
		return &n
	}
	return nil
}

// single tells whether a noun stands for one speaker.
func (v *voicer) single(i int) bool {
	return !strings.Contains(v.Tokens[i].Feats, "Number=Plur") && v.Kid(i, "nummod") < 0
}

// apart tells whether the words of h set it off from those met before.
func (v *voicer) apart(h int) bool {
	for _, k := range v.Kids(h) {
		if setting[v.Low(k)] {
			return true
		}
	}
	return false
}

// agree tells whether the noun phrase of h may be that of voice k: no name,
// adjective of a nation or other word that says which one tells them apart.
func (v *voicer) agree(h, k int) bool {
	if of := v.body(-1, h); of >= 0 && v.voices[k].Of >= 0 && of != v.voices[k].Of {
		return false
	}
	for _, m := range v.Kids(h) {
		if v.Is(m, "amod", "compound") && m < h && v.Tokens[m].Text != v.Low(m) && !strings.Contains(strings.ToLower(v.voices[k].Name), v.Low(m)) {
			_, named := v.Of[m]
			return v.definite(h) && named && v.voices[k].Of < 0
		}
	}
	return bodies[singular(v.Low(h))] && v.voices[k].Kind == "office" && v.sortOf(h, k) || !bodies[singular(v.Low(h))] && (v.definite(h) || v.sortOf(h, k))
}

// sortOf tells whether a word before h that says which one ("interior ministry")
// stands in the name of voice k too, or one of the two has no such word.
func (v *voicer) sortOf(h, k int) bool {
	own := false
	name := strings.Fields(strings.ToLower(v.voices[k].Name))
	for _, m := range v.Kids(h) {
		if m < h && v.Is(m, "amod", "compound") {
			if slices.Contains(name, v.Low(m)) {
				return true
			}
			own = true
		}
	}
	head := slices.Index(name, v.Low(h))
	return !own || head <= 0
}

func (v *voicer) definite(h int) bool {
	for _, k := range v.Kids(h) {
		if v.Is(k, "det") && (v.Low(k) == "the" || v.Low(k) == "this" || v.Low(k) == "that" || v.Low(k) == "same") || v.Tokens[k].Rel == "nmod:poss" {
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

// label is a noun phrase without its article.
func (v *voicer) label(h int) string {
	label := v.phrase(h).Of(v.Text)
	for _, article := range []string{"the ", "a ", "an ", "The ", "A ", "An "} {
		if rest, ok := strings.CutPrefix(label, article); ok {
			return rest
		}
	}
	return label
}
