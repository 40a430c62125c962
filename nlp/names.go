package nlp

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp/segment"
)

// names finds the names of every sentence: the best sequence of labels in
// which a name goes on only as it began (Viterbi 1967), so that its words
// agree on where it begins and on what it names.
func (a *analysis) names() {
	labels := a.labels["name"]
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

// apart parts two organisations that were taken for one, "Orlan Shipping and
// Torsk Shipping", and a firm from the place that it is of.
func (a *analysis) apart() {
	low := func(i int) string { return strings.ToLower(a.doc.Tokens[i].Text) }
	var out []Name
	for _, n := range a.doc.Names {
		for i := n.First + 2; n.Kind == "ORG" && i < n.Last-1; i++ {
			last := low(n.Last - 1)
			of := slices.IndexFunc(a.doc.Tokens[i:n.Last], func(t Token) bool { return t.Text == "of" })
			if of > 1 {
				last = low(i + of - 1)
			}
			if low(i) == "and" && (low(i-1) == last || firms[low(i-1)] && firms[last]) {
				out = append(out, Name{n.First, i, n.Kind})
				n.First = i + 1
			} else if low(i) == "of" && firms[low(i-1)] {
				out = append(out, Name{n.First, i, n.Kind})
				n.First, n.Kind = i+1, "LOC"
			}
		}
		out = append(out, n)
	}
	a.doc.Names = out
}

// whole mends where names begin and end: a form of address is no part of a
// person's name, the capitalised words before a name that belong to its noun
// are, and none ends on a word that leads on: it goes on through the name that
// follows ("the University of" and "North Carolina") or ends before.
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
		if n.First < n.Last {
			kept = append(kept, n)
		}
	}
	a.doc.Names = kept
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

// firms are words by which firms end their names.
var firms = set("construction company co corporation corp inc ltd limited llc plc trading shipping holdings industries enterprises airlines airways motors logistics electronics insurance")

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
