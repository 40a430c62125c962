package chain

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
)

// source is the head token of who speaks by the verb at i; ok is false where
// the verb passes nothing on.
func (r *resolver) source(i int, lemma string) (int, bool) {
	if s, ok := r.relayed(i, lemma); ok {
		return s, true
	}
	if s := max(r.persuader(i, lemma), r.perceived(i)); s >= 0 {
		return s, true
	}
	if r.foretold(i, lemma) || r.Passive(i) && informing[lemma] && r.negated(i) {
		return 0, false
	}
	if h := r.doc.Tokens[i].Head; r.Low(i) == "known" && h >= 0 && h < i && (r.Lemma(h) == "let" || r.Lemma(h) == "make") {
		i = h // "let it be known that"
	}
	if r.Passive(i) && (!reached[lemma] || passed[lemma]) {
		for _, k := range r.Kids(i) {
			if r.doc.Tokens[k].Rel == "obl:agent" || r.Base(k) == "obl" && r.Kid(k, "case") >= 0 && r.Low(r.Kid(k, "case")) == "by" {
				return r.head(k), true
			}
		}
		if k := r.byWhom(i + 1); k >= 0 {
			return k, true
		}
		return nlp.Unnamed, true
	}
	if m := r.Kid(i, "mark"); r.Base(i) == "advcl" && m >= 0 && m < i && r.Low(m) == "as" {
		if h := r.doc.Tokens[i].Head; h >= 0 && r.negated(h) && contending[lemma] {
			return 0, false // "it did not come down in the sea, as some had claimed"
		}
		if r.Kid(i, "nsubj", "aux") < 0 && strings.Contains(r.doc.Tokens[i].Feats, "Tense=Past") {
			return nlp.Unnamed, true // "as first reported"
		}
	}
	s, _ := r.Subject(i)
	if v := r.besides(i); v >= 0 {
		s, _ = r.Subject(v)
	} else if v := r.participleOf(i); v >= 0 {
		s, _ = r.Subject(v)
	}
	if e := r.Kid(i, "expl"); s < 0 && e >= 0 && e < i {
		s = e // "it" that speaks, mistaken for an empty one
	}
	if s < 0 {
		// "says police", inverted and mistaken for an object
		if o := r.Kid(i, "obj"); o > i && r.Base(i) == "parataxis" {
			return r.head(o), true
		}
		return 0, false
	}
	if r.Base(i) == "advcl" && strings.HasSuffix(r.Low(i), "ing") && s < i && !r.speaks(s) && r.doc.Tokens[s].UPOS == "NOUN" {
		for k := i - 1; k > s; k-- { // "the deal failed when Brevia withdrew, saying"
			if v := r.doc.Tokens[k].Head; r.Base(k) == "nsubj" && r.speaks(k) && v > k && v < i && r.Base(v) == "advcl" {
				s = k
				break
			}
		}
	}
	if r.negated(i) && lemma != "deny" && !raising[lemma] {
		return 0, false
	}
	if r.nobody(s) || r.doc.Tokens[s].UPOS == "VERB" && !speakers[r.Low(s)] {
		return 0, false
	}
	if lemma == "tell" && hearings[r.Low(s)] && r.Kid(i, "obj", "iobj") < 0 && r.Kid(i, "ccomp", "parataxis") < i {
		return nlp.Unnamed, true // "Bank 'misled clients', court told"
	}
	if r.nobodys(i) {
		return 0, false
	}
	if r.undone(i) >= 0 && !raising[lemma] || r.enquires(i) || lemma == "know" && higher[r.Low(s)] || r.manner(i) {
		return 0, false
	}
	if h := r.doc.Tokens[i].Head; lemma == "explain" && h >= 0 && r.Base(i) == "xcomp" && demanding[r.doc.Tokens[h].Lemma] {
		return 0, false // "asked the owner to explain why the ship sank"
	}
	if mute[r.Low(s)] && !(r.Base(i) == "acl" && r.doc.Tokens[i].Head >= 0) || r.Low(s) == "one" && r.Kid(s, "det") >= 0 {
		return 0, false
	}
	switch r.Low(s) {
	case "i", "we":
		return 0, false
	case "who", "which", "that":
		if r.Base(i) == "acl" && r.doc.Tokens[i].Head >= 0 {
			return s, true
		}
	}
	if n := r.nameBefore(i); n >= 0 && n > s && (r.Within(n, s) || r.secondSubject(n, i)) {
		return n, true
	}
	return r.head(s), true
}

// undone is the word that says that nobody did what the verb at i says, -1 for none:
// "declined to say", "failed to mention", "was not able to confirm", "has yet to say",
// "without saying".
func (r *resolver) undone(i int) int {
	h := r.doc.Tokens[i].Head
	switch before := r.Low(i - 1); {
	case before == "without":
		return i
	case before == "to" && r.Low(i-2) == "yet":
		if h >= 0 && r.Base(i) == "xcomp" {
			return h
		}
		return i
	case before != "to" || h < 0 || h > i || r.Base(i) != "xcomp" && r.Base(i) != "advcl":
		return -1
	}
	w := r.Low(h)
	if unwilling := refusing[w] || omitting[w] || w == "unable"; r.negated(h) && (unwilling || r.doc.Tokens[h].Lemma == "hesitate") || !r.negated(h) && !unwilling {
		return -1
	}
	return h
}

// hearings are the bodies that headlines say are told a thing.
var hearings = words("court jury inquiry inquest hearing tribunal parliament committee trial")

// nobodys tells whether the verb at i is of whoever says a thing, which "that" stands
// for: "Anyone who says that is lying".
func (r *resolver) nobodys(i int) bool {
	if s := r.Kid(i, "nsubj"); i+2 >= len(r.doc.Tokens) || r.doc.Tokens[i].Rel != "acl:relcl" || s < 0 || r.Low(s) != "who" {
		return false
	}
	w := r.Low(i + 1)
	return (w == "that" || w == "so") && r.doc.Tokens[i+2].UPOS == "AUX"
}

// byWhom is who stands behind "by" at token i, -1 for nobody: "is said by friends to",
// wherever the tree hangs them.
func (r *resolver) byWhom(i int) int {
	if i >= len(r.doc.Tokens) || r.Low(i) != "by" {
		return -1
	}
	for k := i + 1; k < len(r.doc.Tokens); k++ {
		switch r.doc.Tokens[k].UPOS {
		case "DET", "ADJ", "NUM", "ADV":
			continue
		case "NOUN", "PROPN":
			if k+1 < len(r.doc.Tokens) && (r.doc.Tokens[k+1].UPOS == "NOUN" || r.doc.Tokens[k+1].UPOS == "PROPN") {
				continue
			}
			return r.head(k)
		}
		break
	}
	return -1
}

// secondSubject tells whether the name that ends at token n hangs on the verb
// at i as a subject of its own, beside the title that it belongs to.
func (r *resolver) secondSubject(n, i int) bool {
	return slices.ContainsFunc(r.Kids(i), func(k int) bool { return r.Base(k) == "nsubj" && r.Within(n, k) })
}

// nameBefore is the last word of a person's name right before the verb at i
// that no preposition governs, -1 when there is none: "Undersecretary for
// Education Mr. Roe says".
func (r *resolver) nameBefore(i int) int {
	k := i - 1
	for k > 0 && (r.doc.Tokens[k].UPOS == "AUX" || r.doc.Tokens[k].UPOS == "ADV" || r.doc.Tokens[k].Text == ",") {
		k--
	}
	if k < 0 || r.doc.Tokens[k].UPOS != "PROPN" {
		return -1
	}
	n := r.nameAt(k)
	if n == nil || n.Kind != "PER" {
		return -1
	}
	for t := n.First; t < n.Last; t++ {
		if r.Kid(t, "case") >= 0 {
			return -1
		}
	}
	return k
}

// nobody tells whether the word at i stands for nobody: "nobody", "no official".
func (r *resolver) nobody(i int) bool {
	if i < 0 {
		return false
	}
	d := r.Kid(i, "det")
	return silent[r.Low(i)] || d >= 0 && (r.Low(d) == "no" || r.Low(d) == "neither")
}

func (r *resolver) negated(i int) bool {
	for _, k := range r.Kids(i) {
		switch l := r.Low(k); l {
		case "not", "n't", "never", "nor", "nowhere":
			if r.Base(k) == "advmod" || k < i && (r.Base(k) == "cc" || l == "nowhere") {
				return true
			}
		}
	}
	return false
}

// head is the token that stands for a voice: of a person's name, alone, in
// apposition or after a title, its last word; else the head of the phrase.
func (r *resolver) head(i int) int {
	if r.doc.Tokens[i].UPOS == "PRON" {
		return i
	}
	if n := r.nameAt(i); n != nil && n.Kind == "PER" {
		return r.run(n.Last - 1)
	}
	if n := r.personUnder(i, 0); n >= 0 {
		return n
	}
	// A name right after its title, whatever the tree makes of it.
	if n := r.nameAt(i + 1); n != nil && n.Kind == "PER" && n.First == i+1 && r.Sentence(i) == r.Sentence(n.Last-1) && r.doc.Tokens[i].UPOS != "ADP" {
		return n.Last - 1
	}
	// "Jane Roe, a doctor at ..., said": the name before the comma.
	phrase := r.Under(i, nil)
	first, end := phrase[0], phrase[len(phrase)-1]+1
	// "Jane Roe, whose lawyer said", "Roe, prosecutors allege, took it"
	theirs := (r.doc.Tokens[first].UPOS == "PRON" || end < len(r.doc.Tokens) && r.doc.Tokens[end].UPOS == "VERB") && (end >= len(r.doc.Tokens) || r.doc.Tokens[end].Text != ",") && !r.Punct(end-1)
	if r.doc.Tokens[i].UPOS == "NOUN" && first > 1 && r.doc.Tokens[first-1].Text == "," && !theirs {
		if n := r.nameAt(first - 2); n != nil && n.Kind == "PER" && n.Last == first-1 && r.Sentence(n.First) == r.Sentence(i) {
			return n.Last - 1
		}
	}
	if n := r.nameBehind(i); n >= 0 {
		return n
	}
	if r.doc.Tokens[i].UPOS == "PROPN" && r.nameAt(i) == nil {
		return r.run(i)
	}
	last := i
	for k := i + 1; k < len(r.doc.Tokens) && r.doc.Tokens[k].UPOS == "PROPN" && r.Within(k, i); k++ {
		last = k
	}
	return last
}

// nameBehind is the last word of a person's name between commas, or before the
// clause's end, behind the noun phrase of one person at i, -1 where there is
// none: "said the head of the clinic in Ambolu, Jane Roe."
func (r *resolver) nameBehind(i int) int {
	t := r.doc.Tokens[i]
	if t.UPOS != "NOUN" || !strings.Contains(t.Feats, "Number=Sing") {
		return -1
	}
	sent := r.doc.Sentences[r.Sentence(i)]
	k := i + 1
	for ; k < sent.Last && k < i+12 && r.doc.Tokens[k].Text != ","; k++ {
		switch r.doc.Tokens[k].UPOS {
		case "VERB", "AUX", "PUNCT", "SCONJ":
			return -1
		}
	}
	n := r.nameAt(k + 1)
	if k+1 >= sent.Last || n == nil || n.Kind != "PER" || n.First > k+2 || n.First == k+2 && r.doc.Tokens[k+1].UPOS != "PROPN" {
		return -1
	}
	if n.Last >= sent.Last || r.doc.Tokens[n.Last].UPOS == "PUNCT" {
		return n.Last - 1
	}
	return -1
}

// personUnder is the last word of a person's name that stands in apposition to
// the noun at i, -1 when there is none.
func (r *resolver) personUnder(i, depth int) int {
	for _, k := range r.Kids(i) {
		if rel := r.Base(k); rel != "appos" && rel != "flat" || depth > 2 {
			continue
		}
		if n := r.nameAt(k); n != nil && (n.Kind == "PER" || n.Kind == "ORG" && r.set(n)) {
			return n.Last - 1
		}
		if n := r.personUnder(k, depth+1); n >= 0 {
			return n
		}
		if r.doc.Tokens[k].UPOS == "PROPN" && r.nameAt(k) == nil {
			return r.run(k)
		}
	}
	return -1
}

// set tells whether a name stands between commas.
func (r *resolver) set(n *nlp.Name) bool {
	return n.First > 0 && n.Last < len(r.doc.Tokens) && r.doc.Tokens[n.First-1].Text == "," && r.doc.Tokens[n.Last].Text == ","
}

// run is the last of the proper nouns that follow each other from i on.
func (r *resolver) run(i int) int {
	for i+1 < len(r.doc.Tokens) && r.doc.Tokens[i+1].UPOS == "PROPN" && r.Sentence(i+1) == r.Sentence(i) {
		i++
	}
	return i
}

func (r *resolver) nameAt(i int) *nlp.Name {
	k, ok := slices.BinarySearchFunc(r.doc.Names, i, func(n nlp.Name, i int) int {
		switch {
		case n.Last <= i:
			return -1
		case n.First > i:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return &r.doc.Names[k]
}

// himself tells whether a voice is a pronoun for the person who relays it:
// "Roe said she believes" has one voice.
func (r *resolver) himself(inner, outer int) bool {
	if inner < 0 || outer < 0 {
		return false
	}
	n := r.nameAt(outer)
	switch r.Low(inner) {
	case "he", "she":
		return n != nil && n.Kind == "PER" && !r.ofAnother(inner)
	case "it":
		return n != nil && n.Kind != "PER" || n == nil && r.doc.Tokens[outer].UPOS == "NOUN" && strings.Contains(r.doc.Tokens[outer].Feats, "Number=Sing")
	case "they":
		return n == nil && strings.Contains(r.doc.Tokens[outer].Feats, "Number=Plur")
	}
	return false
}

// ofAnother tells whether the pronoun at i is the subject of a clause that hangs on one
// about a person named before: "Karoly lied when he said that the town had fallen".
func (r *resolver) ofAnother(i int) bool {
	v := r.doc.Tokens[i].Head
	if v < 0 || !r.Is(v, "advcl") || r.doc.Tokens[v].Head < 0 {
		return false
	}
	s := r.Kid(r.doc.Tokens[v].Head, "nsubj")
	n := r.nameAt(s)
	return s >= 0 && s < i && n != nil && n.Kind == "PER" && r.Is(r.doc.Tokens[v].Head, "ccomp")
}

// manner tells whether the verb at i says what a way of doing something suggests: "in a
// way that suggested".
func (r *resolver) manner(i int) bool {
	h, n := r.doc.Tokens[i].Head, r.Kid(i, "nsubj")
	return h >= 0 && n >= 0 && r.doc.Tokens[i].Rel == "acl:relcl" && (r.Low(h) == "way" || r.Low(h) == "manner") && (r.Low(n) == "that" || r.Low(n) == "which")
}

// foretold tells whether the verb at i, behind "as", says what was told before it came to
// be so: "As analysts had forecast, the plant closed", "as predicted by the union".
func (r *resolver) foretold(i int, lemma string) bool {
	m, a := r.Kid(i, "mark"), r.Kid(i, "aux")
	if r.Base(i) != "advcl" || m < 0 || m > i || r.Low(m) != "as" {
		return false
	}
	return a >= 0 && r.Low(a) == "had" || a < 0 && foretelling[lemma] && r.Kid(i, "nsubj") < 0
}

// expletive tells whether the voice is the "it" of "it emerged that", which says nothing.
func (r *resolver) expletive(voice int) bool {
	h := r.doc.Tokens[voice].Head
	return r.Low(voice) == "it" && h >= 0 && emerging[r.Lemma(h)]
}

// emerging are verbs of what comes out without a voice, foretelling those of what is said
// before it is so, higher the powers who alone know.
var (
	emerging    = words("emerge transpire turn appear seem happen follow")
	foretelling = words("forecast predict expect anticipate fear project")
	higher      = words("god heaven goodness lord")
)
