package nlp

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/sayso/sayso/nlp/segment"
)

// names finds the names of every sentence: the best sequence of labels in
// which a name goes on only as it began (Viterbi 1967), so that its words
// agree on where it begins and on what it names.
func (a *analysis) names() {
	labels := a.labels["name"]
	a.known(labels)
	a.heed(labels)
	for _, s := range a.doc.Sentences {
		row := sequence(a.name[s.First:s.Last], labels)
		for k := 0; k < len(row); k++ {
			kind, begins := strings.CutPrefix(labels[row[k]], "B-")
			if !begins {
				continue
			}
			first := k
			for k+1 < len(row) && labels[row[k+1]] == "I-"+kind {
				k++
			}
			a.doc.Names = append(a.doc.Names, Name{First: s.First + first, Last: s.First + k + 1, Kind: kind})
		}
	}
	a.whole()
	a.apart()
}

// heed lets the same capitalised word nearby say what a word names: to the
// scores of its labels it adds what the other places say of their kinds, so
// that a name which is plain in one sentence is found in the next (one sense
// per discourse, Gale, Church and Yarowsky 1992).
func (a *analysis) heed(labels []string) {
	const (
		near   = 200 // words: farther off it may be another's name
		weight = 0.8 // of what many other places say, against the place itself
		few    = 2   // places, whose word weighs half
	)
	kinds := []string{""}
	kind := make([]int, len(labels))
	for i, l := range labels {
		_, name, _ := strings.Cut(l, "-")
		if kind[i] = slices.Index(kinds, name); kind[i] < 0 {
			kind[i] = len(kinds)
			kinds = append(kinds, name)
		}
	}
	where := map[string][]int{}
	for k, t := range a.doc.Tokens {
		switch a.shapes[k] {
		case segment.ShapeTitle, segment.ShapeUpper, segment.ShapeMixed:
			if len(t.Text) > 1 {
				w := strings.ToLower(t.Text)
				where[w] = append(where[w], k)
			}
		}
	}
	for _, at := range where {
		if len(at) < 2 {
			continue
		}
		said := make([][]float64, len(at))
		for i, k := range at {
			said[i] = kindly(a.name[k], kind, len(kinds))
		}
		for i, k := range at {
			sum, n := make([]float64, len(kinds)), 0.0
			from, _ := slices.BinarySearch(at, k-near)
			for j := from; j < len(at) && at[j] <= k+near; j++ {
				if i != j {
					n++
					for c, p := range said[j] {
						sum[c] += p
					}
				}
			}
			for l := range a.name[k] {
				a.name[k][l] += float32(weight * sum[kind[l]] / (n + few))
			}
		}
	}
}

// kindly is the logarithm of the probability of each kind of name, summed over
// its labels.
func kindly(scores []float32, kind []int, kinds int) []float64 {
	const least = 1e-4 // of a probability: none is ruled out
	p, top, sum := make([]float64, kinds), slices.Max(scores), 0.0
	for l, s := range scores {
		e := math.Exp(float64(s - top))
		p[kind[l]] += e
		sum += e
	}
	for c := range p {
		p[c] = math.Log(p[c]/sum + least)
	}
	return p
}

// apart parts two organisations that were taken for one, "Orlan Shipping and
// Torsk Shipping", a firm from the place that it is of, and a town from the
// state or country after it.
func (a *analysis) apart() {
	low := func(i int) string { return strings.ToLower(a.doc.Tokens[i].Text) }
	firm := func(i int) bool { return firms[strings.TrimSuffix(low(i), ".")] }
	var out []Name
	for _, n := range a.doc.Names {
		for i := n.First + 1; n.Kind == "ORG" && i < n.Last-1; i++ {
			last := low(n.Last - 1)
			of := slices.IndexFunc(a.doc.Tokens[i:n.Last], func(t Token) bool { return t.Text == "of" })
			if of > 1 {
				last = low(i + of - 1)
			}
			if low(i) == "/" {
				out = append(out, Name{n.First, i, n.Kind})
				n.First = i + 1
			} else if low(i) == "and" && (low(i-1) == last || firm(i-1) && firms[last]) {
				out = append(out, Name{n.First, i, n.Kind})
				n.First = i + 1
			} else if low(i) == "of" && firm(i-1) {
				out = append(out, Name{n.First, i, n.Kind})
				n.First, n.Kind = i+1, "LOC"
			}
		}
		if at := a.realm(n); at > 0 {
			end := at
			if low(at-1) == "," {
				end--
			}
			out = append(out, Name{n.First, end, n.Kind})
			n.First = at
		}
		out = append(out, n)
	}
	a.doc.Names = out
}

// realm is where in a place's name the name of a state or country begins that
// the rest of it lies in, "Invercargill New Zealand"; 0 where there is none.
func (a *analysis) realm(n Name) int {
	low := func(i int) string { return strings.ToLower(a.doc.Tokens[i].Text) }
	if n.Kind != "LOC" {
		return 0
	}
	for _, at := range [...]int{n.Last - 2, n.Last - 1} {
		if at <= n.First {
			continue
		}
		words := low(at)
		if at+1 < n.Last {
			words += " " + low(at+1)
		}
		before := a.doc.Tokens[at-1]
		if realms[words] && !partOf[strings.ToLower(before.Text)] && (before.UPOS == "PROPN" || before.Text == ",") {
			return at
		}
	}
	return 0
}

// whole mends where names begin and end: a form of address is no part of a
// person's name, the capitalised words before a name that belong to its noun
// are, and none ends on a word that leads on: it goes on through the name that
// follows ("the University of" and "North Carolina") or ends before. Addresses
// and files name nobody.
func (a *analysis) whole() {
	t, kept := a.doc.Tokens, a.doc.Names[:0]
	low := func(i int) string { return strings.ToLower(t[i].Text) }
	for i := 0; i < len(a.doc.Names); i++ {
		n := a.doc.Names[i]
		for n.Kind == "PER" && n.First < n.Last && address[strings.TrimSuffix(low(n.First), ".")] {
			n.First++
		}
		for n.First > 0 && (len(kept) == 0 || kept[len(kept)-1].Last < n.First) && n.Kind != "PER" && a.belongs(n.First-1, n) {
			n.First--
		}
		for n.Kind == "ORG" && n.First < n.Last && n.Last < len(t) && legal[strings.ReplaceAll(low(n.Last), ".", "")] && a.shapes[n.Last] != segment.ShapeLower && (i+1 == len(a.doc.Names) || a.doc.Names[i+1].First > n.Last) {
			n.Last++
		}
		for n.Kind == "ORG" && n.First < n.Last && n.Last < len(t) && (i+1 == len(a.doc.Names) || a.doc.Names[i+1].First > n.Last) && a.goesOn(n) {
			n.Last++
		}
		if n.Kind == "PER" && n.First > 2 && n.Last < len(t) && t[n.First-1].Text == "," && t[n.First-2].UPOS == "PROPN" && quoted(t[n.First-3].Text) && quoted(t[n.Last].Text) {
			n.First -= 2
			for len(kept) > 0 && kept[len(kept)-1].Last > n.First {
				kept = kept[:len(kept)-1]
			}
		}
		if n.Kind == "ORG" && n.First < n.Last && n.Last < len(t) && low(n.Last) == "of" && bodies[low(n.Last-1)] && i+1 < len(a.doc.Names) {
			if next := a.doc.Names[i+1]; next.First-n.Last <= 2 && next.Kind != "PER" && a.under(next, n) {
				n.Last = next.Last
				i++
			}
		}
		for n.First < n.Last && leading[low(n.Last-1)] {
			if i+1 < len(a.doc.Names) && a.doc.Names[i+1].First == n.Last {
				i++
				n.Last = a.doc.Names[i].Last
				continue
			}
			n.Last--
		}
		for n.First < n.Last && mark(t[n.Last-1].Text) {
			n.Last--
		}
		for n.First < n.Last && mark(t[n.First].Text) {
			n.First++
		}
		if n.First < n.Last && slices.ContainsFunc(t[n.First:n.Last], func(t Token) bool { return !strings.ContainsAny(t.Text, "@_") }) {
			kept = append(kept, n)
		}
	}
	a.doc.Names = kept
}

// mark tells whether a word has neither letters nor digits: no name begins or
// ends with one, but for "Yahoo!".
func mark(s string) bool {
	return s != "!" && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// belongs tells whether word i, just before a name, is a capitalised part of
// the same noun.
func (a *analysis) belongs(i int, n Name) bool {
	t := a.doc.Tokens[i]
	if s := a.shapes[i]; s != segment.ShapeTitle && s != segment.ShapeUpper && s != segment.ShapeDotted && s != segment.ShapeMixed {
		return false
	}
	return (t.Rel == "compound" || t.Rel == "amod" && t.UPOS == "PROPN" || t.Rel == "flat") && t.Head >= n.First && t.Head < n.Last
}

// goesOn tells whether the words after a name are capitalised as far as a noun
// for a body or firm that the name's last word hangs on.
func (a *analysis) goesOn(n Name) bool {
	h := a.doc.Tokens[n.Last-1].Head
	if h < n.Last || h > n.Last+3 || a.doc.Tokens[n.Last-1].Rel != "compound" && a.doc.Tokens[n.Last-1].Rel != "flat" && a.doc.Tokens[n.Last-1].Rel != "amod" {
		return false
	}
	if w := strings.ToLower(a.doc.Tokens[h].Text); !groups[w] && !firms[w] && (!bodies[w] || w == "secretary") {
		return false
	}
	for k := n.Last; k <= h; k++ {
		if a.doc.Tokens[k].UPOS != "PROPN" || a.shapes[k] != segment.ShapeTitle {
			return false
		}
	}
	return true
}

// quoted tells whether a word is a quotation mark, as they stand around the
// surname and name of a sender.
func quoted(s string) bool { return strings.ContainsAny(s, "\"“”'") && len(s) <= 3 }

// under tells whether a name hangs on a word of another.
func (a *analysis) under(n, of Name) bool {
	for i := n.First; i < n.Last; i++ {
		if h := a.doc.Tokens[i].Head; h >= of.First && h < of.Last {
			return true
		}
	}
	return false
}

var (
	address = set("mr mrs ms miss dr prof sir dame lord lady pope president prime minister senator sen rep gov governor general gen col captain judge justice king queen prince princess chancellor")
	leading = set("of and for the & in at on")
	// bodies are called after what follows their "of"; a firm "of" a country is from there.
	bodies = set(`university college school institute academy bank court house senate church ministry department office bureau board council
		committee commission chamber government republic kingdom federation union association society party congress parliament assembly embassy
		secretary organisation organization league confederation front army`)
)

// legal are the short forms by which the law tells what a firm is.
var legal = set("inc ltd limited llc llp plc corp pvt pty gmbh")

// firms are words by which firms end their names.
var firms = set("construction company co corporation corp inc ltd limited llc plc trading shipping holdings industries enterprises airlines airways motors logistics electronics insurance")

// groups are words for a body that may end its name, besides bodies and firms.
var groups = set(`agency lines ferries railways freight motors foods mining petroleum energy steel media pictures records studios systems technologies center centre club corps crescent cross exchange force forces foundation fund futures group hospital institution movement
	museum partners police post press squad team times tribunal`)

// realms are states of the United States, as written and as the mail writes
// them, provinces, and countries that are named after a town; _ parts words.
var realms = func() map[string]bool {
	m := map[string]bool{}
	for w := range set(`alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky
		louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada new_hampshire new_jersey new_mexico new_york
		north_carolina north_dakota ohio oklahoma oregon pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia
		west_virginia wisconsin wyoming al ak az ar ca ct dc d.c. fl ga id il ia ks ky md mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok pa ri sc sd tn tx ut vt va wa
		wv wi wy calif. fla. mass. tex. penn. alberta british_columbia manitoba newfoundland nova_scotia ontario quebec saskatchewan new_south_wales queensland tasmania
		victoria england scotland wales northern_ireland australia austria bangladesh belgium brazil canada china colombia croatia cuba denmark egypt ethiopia
		finland france germany ghana greece hungary india indonesia iran iraq ireland israel italy japan kenya lebanon libya malaysia mexico morocco nepal
		netherlands new_zealand nigeria norway pakistan peru philippines poland portugal romania russia saudi_arabia scotland serbia singapore somalia south_africa
		south_korea north_korea spain sri_lanka sudan sweden switzerland syria taiwan tanzania thailand tunisia turkey uganda ukraine united_kingdom uk u.k.
		united_states usa u.s.a. us u.s. venezuela vietnam yemen zambia zimbabwe`) {
		m[strings.ReplaceAll(w, "_", " ")] = true
	}
	return m
}()

// partOf are words before the name of a realm that make one name of both.
var partOf = set(`new north south east west northern southern eastern western central upper lower greater inner outer little great old modern mainland
	metropolitan baja gulf lake mount fort port cape saint st. st of the de la del and & - / dr papua equatorial`)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// sequence is the sequence of labels with the highest sum of scores in which
// every I- follows a B- or I- of its kind. It gives a label for each row of scores.
func sequence(scores [][]float32, labels []string) []int {
	follows := func(to, from int) bool {
		kind, inside := strings.CutPrefix(labels[to], "I-")
		return !inside || from >= 0 && (labels[from] == "B-"+kind || labels[from] == "I-"+kind)
	}
	n := len(labels)
	sum, back := make([]float32, n), make([][]int, len(scores))
	for k, row := range scores {
		next := make([]float32, n)
		back[k] = make([]int, n)
		for to := range n {
			top := -1
			for from := range n {
				if k == 0 && from > 0 {
					break
				}
				last := from
				if k == 0 {
					last = -1
				}
				if follows(to, last) && sum[from] > impossible && (top < 0 || sum[from] > sum[top]) {
					top = from
				}
			}
			next[to], back[k][to] = impossible, top
			if top >= 0 {
				next[to] = sum[top] + row[to]
			}
		}
		sum = next
	}
	out := make([]int, len(scores))
	if len(out) == 0 {
		return out
	}
	out[len(out)-1] = argmax(sum, -1)
	for k := len(out) - 1; k > 0; k-- {
		out[k-1] = back[k][out[k]]
	}
	return out
}

// impossible is a sum no sequence of scores falls to.
const impossible = -1e30
