package name

import "strings"

// ordered reads a role with its holder and its body where they stand right
// beside each other, whatever the tree makes of them: "Harbour Board head Ann
// Lee", "Ann Lee, head of the Harbour Board".
func (r *relations) ordered(i int) {
	s := r.Sentences[r.Sentence(i)]
	left, right := i-1, i+1
	for left > s.First && (qualifying[r.Low(left)] || r.Tokens[left].UPOS == "ADJ") {
		left--
	}
	for right < s.Last && (r.Low(right) == "executive" || r.Low(right) == "officer" || r.Low(right) == "general") && r.kindOf(right) == "" {
		right++
	}
	if left < s.First || right >= s.Last {
		return
	}
	if r.kindOf(right) == Person && r.kindOf(i) == "" {
		if w := r.Low(left); (w == "'s" || w == "’s" || w == "'" || w == "’") && left > s.First {
			left--
		}
		if r.body(left) {
			r.add("role_of", i, right, left, r.title(right-1), false)
		}
		return
	}
	if r.Low(left) == "the" || r.Low(left) == "a" || r.Low(left) == "an" {
		left--
	}
	if left <= s.First || r.Tokens[left].Text != "," || r.kindOf(left-1) != Person || !holding[r.Low(right)] || r.Low(right) == "in" {
		return
	}
	k := right + 1
	for k < s.Last && (r.Tokens[k].UPOS == "DET" || r.Tokens[k].UPOS == "ADJ") && r.kindOf(k) == "" {
		k++
	}
	if k < s.Last && r.body(k) {
		r.add("role_of", i, left-1, k, r.title(right-1), false)
	}
}

// placed reads where a body is from the words that say what it is: "Northwind,
// an energy firm in Torsk".
func (r *relations) placed(i int) {
	up := r.Tokens[i].Head
	if up < 0 || !r.Is(i, "nmod") || r.kindOf(i) != Place || r.kindOf(up) != "" || !r.Is(up, "appos") || !strings.Contains(r.Tokens[up].Feats, "Number=Sing") {
		return
	}
	c, of := r.Kid(i, "case"), r.Tokens[up].Head
	if c >= 0 && r.Low(c) == "in" && of >= 0 && r.body(of) {
		r.add("located_in", up, of, i, "", false)
	}
}

// acting reads the verbs for a standing tie in the present: "owns", "heads",
// "works for".
func (r *relations) acting(i int) {
	t := r.Tokens[i]
	if t.UPOS != "VERB" || !strings.Contains(t.Feats, "Tense=Pres") || !strings.Contains(t.Feats, "VerbForm=Fin") || r.Kid(i, "aux") >= 0 {
		return
	}
	s, _ := r.Subject(i)
	if s >= 0 && t.Rel == "acl:relcl" && t.Head >= 0 && (r.Low(s) == "who" || r.Low(s) == "which" || r.Low(s) == "that") {
		s = t.Head
	}
	if s < 0 {
		return
	}
	o, lemma := r.Kid(i, "obj"), r.Low(i)
	switch {
	case (lemma == "owns" || lemma == "own") && o > i && (r.body(s) || r.kindOf(s) == Person) && (r.body(o) || r.kindOf(o) == Vessel):
		r.add("owned_by", i, o, s, "", false)
	case posts[lemma] != "" && o > i && r.kindOf(s) == Person && r.body(o):
		r.add("role_of", i, s, o, posts[lemma], false)
	case (lemma == "works" || lemma == "work") && r.kindOf(s) == Person:
		for _, k := range r.Kids(i) {
			if c := r.Kid(k, "case"); r.Is(k, "obl") && k > i && c >= 0 && (r.Low(c) == "for" || r.Low(c) == "at") && r.body(k) {
				r.add("affiliated_with", i, s, k, "", false)
			}
		}
	}
}

// posts are verbs for holding an office, with the office.
var posts = map[string]string{"heads": "head", "leads": "leader", "chairs": "chair", "directs": "director", "edits": "editor", "manages": "manager"}

// between reads the noun for a part that stands between two bodies: "Osten
// Group subsidiary Brill Cement".
func (r *relations) between(i int) {
	kind := map[string]string{"subsidiary": "owned_by", "unit": "part_of", "division": "part_of", "arm": "part_of"}[r.Low(i)]
	s := r.Sentences[r.Sentence(i)]
	if kind == "" || i == s.First || i+1 >= s.Last {
		return
	}
	left := i - 1
	if w := r.Low(left); (w == "'s" || w == "’s") && left > s.First {
		left--
	}
	if r.body(left) && r.body(i+1) {
		r.add(kind, i, i+1, left, "", false)
	}
}

// called are nouns that a body's own name stands before: "the Red Lantern
// charity".
var called = words("charity agency newspaper daily weekly magazine broadcaster party bank insurer airline carrier foundation club website union clinic hospital brewery")
