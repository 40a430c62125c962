package name

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/report"
)

// Relation is a standing tie between two entities, given by their indexes:
// "affiliated_with", "part_of", "role_of" (From holds a role at To),
// "located_in", "owned_by". Anchor is the token of the claim that carries it,
// -1 where none does; Role the title of a role_of; Span the words it rests
// on. Ambiguous marks a tie whose scope the words leave open.
type Relation struct {
	Kind      string
	From, To  int
	Anchor    int
	Role      string
	Span      report.Span
	Ambiguous bool
}

// Relations finds the ties that a document's words state, in the order of
// their words. entities and of are what Entities gave.
func Relations(doc *nlp.Document, entities []Entity, of map[int]int) []Relation {
	r := &relations{Tree: tree.New(doc), entities: entities, of: of, claims: map[int]bool{}}
	for _, p := range doc.Predicates {
		r.claims[p.Token] = true
	}
	for i := range doc.Tokens {
		r.modifier(i)
		r.role(i)
		r.placed(i)
		r.tied(i)
		r.acting(i)
		r.between(i)
		r.compounded(i)
	}
	r.out = slices.DeleteFunc(r.out, func(a Relation) bool { // whoever holds a role at a body belongs to it
		return a.Kind == "affiliated_with" && slices.ContainsFunc(r.out, func(b Relation) bool { return b.Kind == "role_of" && b.From == a.From && b.To == a.To })
	})
	slices.SortStableFunc(r.out, func(a, b Relation) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.From, b.From))
	})
	return r.out
}

type relations struct {
	*tree.Tree
	entities []Entity
	of       map[int]int
	claims   map[int]bool
	out      []Relation
}

// add records the tie that the word by states between the entities that tokens
// from and to belong to.
func (r *relations) add(kind string, by, from, to int, role string, ambiguous bool) {
	if from < 0 || to < 0 {
		return
	}
	a, ok := r.entity(from)
	b, ok2 := r.entity(to)
	if !ok || !ok2 || a == b {
		return
	}
	if kind == "part_of" && r.entities[b].Kind == Place {
		if k := r.entities[a].Kind; k == Place {
			kind = "located_in"
		}
	}
	span := hull(r.mention(from), r.mention(to))
	if r.Sentence(from) != r.Sentence(to) {
		span = r.mention(from)
	}
	rel := Relation{Kind: kind, From: a, To: b, Anchor: r.anchor(by, from, to), Role: role, Span: span, Ambiguous: ambiguous}
	if !slices.ContainsFunc(r.out, func(x Relation) bool {
		return x.Kind == kind && x.From == a && x.To == b && x.Span.Overlaps(span)
	}) {
		r.out = append(r.out, rel)
	}
}

// entity is the entity that token i names or heads the naming of.
func (r *relations) entity(i int) (int, bool) {
	if e, ok := r.of[i]; ok {
		return e, true
	}
	for _, k := range r.Kids(i) {
		if r.Is(k, "flat", "compound") {
			if e, ok := r.of[k]; ok && (r.Is(k, "flat") || r.named(i) || k < i && called[r.Low(i)]) {
				return e, true
			}
		}
	}
	return 0, false
}

func (r *relations) named(i int) bool { return r.Tokens[i].UPOS == "PROPN" }

// mention is the span of the mention that token i stands in.
func (r *relations) mention(i int) report.Span {
	if e, ok := r.entity(i); ok {
		for _, m := range r.entities[e].Mentions {
			if m.Contains(r.Tokens[i].Span) {
				return m
			}
		}
	}
	return r.Tokens[i].Span
}

// anchor is the claim that carries a tie: the nearest above either end.
func (r *relations) anchor(tokens ...int) int {
	for _, i := range tokens {
		for at := i; at >= 0; at = r.Tokens[at].Head {
			if r.claims[at] {
				return at
			}
		}
	}
	return -1
}

func hull(a, b report.Span) report.Span {
	return report.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}

// kindOf is the kind of the entity of token i, "" where it names none.
func (r *relations) kindOf(i int) Kind {
	if e, ok := r.entity(i); ok {
		return r.entities[e].Kind
	}
	return ""
}

// body tells whether token i names a body: something one can belong to.
func (r *relations) body(i int) bool {
	k := r.kindOf(i)
	return k == Organization || k == Company || k == PublicBody || k == Group
}

// modifier reads "A of B", "A in B" and "B's A" between names.
func (r *relations) modifier(i int) {
	up := r.Tokens[i].Head
	if up < 0 {
		return
	}
	switch {
	case r.Is(i, "nmod") && r.Tokens[i].Rel != "nmod:poss":
		c := r.Kid(i, "case")
		if c < 0 {
			return
		}
		switch prep := r.Low(c); {
		case prep == "of" && r.body(up) && (r.body(i) || r.kindOf(i) == Place):
			r.add("part_of", i, up, i, "", false)
		case (prep == "in" || prep == "at") && r.kindOf(i) == Place && r.kindOf(up) != "" && r.kindOf(up) != Person:
			r.add("located_in", i, up, i, "", false)
		case (prep == "of" || prep == "from" || prep == "at" || prep == "with") && r.kindOf(up) == Person && r.body(i):
			r.add("affiliated_with", i, up, i, "", false)
		}
	case r.Tokens[i].Rel == "nmod:poss":
		if r.body(up) && (r.body(i) || r.kindOf(i) == Place) {
			r.add("part_of", i, up, i, "", false)
		}
	case r.Is(i, "appos", "nmod:unmarked") && i > 0 && r.kindOf(up) == Place && r.kindOf(i) == Place && r.commaBefore(i):
		r.add("located_in", i, up, i, "", false)
	}
}

// commaBefore tells whether a comma stands before the words of i.
func (r *relations) commaBefore(i int) bool {
	first := r.Under(i, nil)[0]
	return r.Tokens[first].Text == "," || first > 0 && r.Tokens[first-1].Text == ","
}

// role reads a noun for an office: with the person that holds it, by
// apposition or as a title, and the body or place that it is held at.
func (r *relations) role(i int) {
	if !roles[r.Lemma(i)] && !roles[r.Low(i)] {
		return
	}
	if i+1 < len(r.Tokens) && r.Tokens[i].Head == i+1 && roles[r.Low(i+1)] && r.of[i+1] == r.of[i] {
		return // "chief" of "chief executive"
	}
	r.ordered(i)
	holder := -1
	head := i
	near := r.Kid(i, "appos", "flat", "nmod:desc")
	switch up := r.Tokens[i].Head; {
	case r.kindOf(i) == Person && r.of[i] >= 0:
		holder = i
	case near > i && r.kindOf(near) == Person:
		holder = near
	case up >= 0 && r.Is(i, "compound", "appos", "flat", "nmod:desc") && r.kindOf(up) == Person:
		holder = up
	default:
		if s := r.Kid(i, "nsubj"); s >= 0 && r.kindOf(s) == Person && r.Kid(i, "cop") >= 0 {
			holder = s
		}
	}
	if holder < 0 {
		return
	}
	for _, top := range []int{head, holder} {
		for _, k := range r.Kids(top) {
			if k == holder || k == head || r.kindOf(k) == Person {
				continue
			}
			if land := r.land(k); land >= 0 && k < i {
				r.add("role_of", i, holder, land, r.title(i), false)
				continue
			}
			if r.kindOf(k) == "" {
				continue
			}
			c := r.Kid(k, "case")
			switch {
			case r.Tokens[k].Rel == "nmod:poss" && k < i, r.Is(k, "compound", "amod", "nmod:desc") && k < i:
				r.add("role_of", i, holder, k, r.title(i), false)
			case r.Is(k, "nmod") && c >= 0 && holding[r.Low(c)] && k > i:
				r.add("role_of", i, holder, k, r.title(i), false)
			}
		}
	}
}

// land is a token that names the country of an adjective such as "Russian",
// -1 where the word is none or the report does not name the country.
func (r *relations) land(i int) int {
	country, ok := demonyms[r.Low(i)]
	if r.Is(i, "amod", "compound", "nmod:desc") && ok && r.other(i) < 0 {
		if i > 0 && r.Tokens[i-1].Head == i && (r.Low(i-1) == "north" || r.Low(i-1) == "south") {
			country = r.Low(i-1) + " " + country
		}
		for e, x := range r.entities {
			if x.Kind == Place && strings.EqualFold(x.Name, country) {
				for t := range r.Tokens {
					if at, ok := r.of[t]; ok && at == e {
						return t
					}
				}
			}
		}
	}
	return -1
}

// title is an office as written, with the words that make it one ("prime
// minister", "deputy director").
func (r *relations) title(i int) string {
	first := i
	for first > 0 && r.other(first-1) < 0 && (r.Is(first-1, "compound", "amod") && r.Within(first-1, i) || qualifying[r.Low(first-1)]) && !r.Punct(first-1) {
		first--
	}
	return report.Span{Start: r.Tokens[first].Span.Start, End: r.Tokens[i].Span.End}.Of(r.Text)
}

func (r *relations) other(i int) int {
	if e, ok := r.of[i]; ok && r.entities[e].Kind != Person {
		return e
	}
	return -1
}

// tied reads the words for a tie: "affiliated with", "a subsidiary of",
// "owned by", "based in".
func (r *relations) tied(i int) {
	kind, ok := ties[r.Low(i)]
	if !ok {
		return
	}
	from := -1
	if s, _ := r.Subject(i); s >= 0 {
		from = s
	}
	if up := r.Tokens[i].Head; r.Is(i, "appos", "amod") && up >= 0 {
		from = up
	} else if r.Is(i, "acl") && up >= 0 && (from < 0 || r.Tokens[from].UPOS == "PRON" || r.Tokens[from].UPOS == "DET") {
		from = up
	}
	if from < 0 {
		return
	}
	links := " of "
	switch r.Low(i) {
	case "owned", "controlled", "run":
		links = " by "
	case "affiliated", "linked", "associated", "allied":
		links = " with to "
	case "subordinate", "belongs", "belonging", "belong":
		links = " to "
	case "based", "headquartered", "located", "situated", "registered":
		links = " in at "
	}
	if r.Tokens[i].Rel == "acl:relcl" {
		from = r.nearest(from, r.Under(i, nil)[0])
	}
	for _, k := range r.Kids(i) {
		c := r.Kid(k, "case")
		if !r.Is(k, "obl", "nmod") || c < 0 || k < i || !strings.Contains(links, " "+r.Low(c)+" ") {
			continue
		}
		r.add(kind, i, from, k, "", false)
		for _, also := range r.conjoined(k) {
			r.add(kind, i, from, also, "", false)
		}
	}
}

// nearest is the one of the nouns joined to i that a relative clause beginning
// at token start follows closely.
func (r *relations) nearest(i, start int) int {
	for _, k := range r.conjoined(i) {
		if k < start && k > i {
			i = k
		}
	}
	return i
}

// compounded reads "X-affiliated Y", "X-owned Y", "X-based Y". What follows
// "and" may be meant too: that tie is ambiguous.
func (r *relations) compounded(i int) {
	_, suffix, found := strings.Cut(r.Low(i), "-")
	if !found {
		suffix = r.Low(i)
		if i < 2 || r.Tokens[i-1].Text != "-" {
			return
		}
	}
	kind, ok := ties[suffix]
	if !ok {
		return
	}
	to := i - 2
	if found {
		to = i
	}
	if _, known := r.of[to]; !known {
		return
	}
	y := r.Tokens[i].Head
	for y >= 0 && r.Is(y, "amod", "compound") && y < i {
		y = r.Tokens[y].Head
	}
	if y < i || !r.Is(i, "amod", "compound", "acl", "nmod", "dep", "punct", "obl") {
		return
	}
	if _, named := r.entity(y); !named && r.Is(y, "appos") && r.Tokens[y].Head >= 0 {
		y = r.Tokens[y].Head // "Norrby, the Malmstad-based miner"
	}
	r.add(kind, i, y, to, "", false)
	for _, also := range r.conjoined(y) {
		r.add(kind, i, also, to, "", true)
	}
}

// conjoined are the tokens joined to i by "and".
func (r *relations) conjoined(i int) []int {
	var out []int
	for _, k := range r.Kids(i) {
		if r.Is(k, "conj") {
			out = append(out, k)
		}
	}
	return out
}

// ties are the participles and nouns of a standing tie, and its kind.
var ties = map[string]string{
	"affiliated": "affiliated_with", "linked": "affiliated_with", "associated": "affiliated_with", "allied": "affiliated_with", "affiliate": "affiliated_with",
	"subordinate": "part_of", "belongs": "part_of", "belonging": "part_of", "belong": "part_of", "part": "part_of",
	"branch": "part_of", "arm": "part_of", "wing": "part_of", "division": "part_of", "unit": "part_of",
	"owned": "owned_by", "controlled": "owned_by", "subsidiary": "owned_by", "run": "owned_by",
	"based": "located_in", "headquartered": "located_in", "located": "located_in", "situated": "located_in", "registered": "located_in",
}

var holding = words("of for at in to with from")

var qualifying = words("prime vice deputy former foreign chief acting interim assistant senior executive first")

// roles are the nouns for an office or trade somebody holds at a body.
var roles = words(`president minister premier chancellor secretary senator representative governor mayor judge justice general
	colonel captain commander king queen prince pope bishop spokesman spokeswoman spokesperson director chairman chairwoman chair
	ceo chief head leader ambassador envoy prosecutor lawyer attorney officer inspector superintendent sheriff manager
	editor reporter correspondent analyst economist professor researcher scientist engineer coach founder owner member
	official adviser advisor aide deputy commissioner administrator dictator ruler treasurer fellow counsel candidate boss
	executive doctor physician head teacher dean rector president`)
