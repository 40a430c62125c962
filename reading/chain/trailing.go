package chain

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
)

// trailing reads a cue that is set off by a comma by the order of the words
// alone, where the tree has not shown what it passes on: "The ice came down, a
// study finds", "Kidnappers, ministers argue, will lose interest". End is the last word of the
// cue, its verb at i where it has no more.
func (r *resolver) trailing(i, end, source int) bool {
	if r.quoteOf[i] >= 0 || slices.ContainsFunc(r.Kids(i), func(k int) bool { return k > i && r.Is(k, "ccomp", "xcomp") }) {
		return false
	}
	if l := r.cueLemma(i); (l == "go" || l == "point") && !particle[r.Low(min(i+1, len(r.doc.Tokens)-1))] {
		return false
	}
	sent := r.doc.Sentences[r.Sentence(i)]
	first := r.speakerBefore(i, sent.First)
	if first < 0 || source >= 0 && (source < first || source >= i) {
		return false
	}
	last := r.adverbials(end, sent.Last)
	if last < 0 || end+1 < sent.Last && r.quoteOf[end+1] >= 0 && r.quoteOf[max(first-2, 0)] < 0 {
		return false // "far more were on board, one of them estimating "two hundred""
	}
	content := map[int]bool{}
	told := false
	for k := first - 2; k >= sent.First && (r.doc.Tokens[k].Text != ";" || r.quoteOf[k] >= 0); k-- {
		content[k] = true
		told = told || r.anchors[k]
	}
	// The clause goes on behind the cue.
	if last+1 < sent.Last && r.doc.Tokens[last].Text == "," && slices.Contains([]string{"VERB", "AUX", "ADV"}, r.doc.Tokens[last+1].UPOS) && r.besides(last+1) < 0 {
		for k := last + 1; k < sent.Last && (r.doc.Tokens[k].Text != ";" || r.quoteOf[k] >= 0); k++ {
			content[k] = true
			told = told || r.anchors[k]
		}
	}
	if !told {
		return false
	}
	r.found = append(r.found, cue{at: i, source: source, content: content, root: i})
	return true
}

// seeming are verbs by which a source only seems to tell.
var seeming = words("appear seem")

// particle are the words that make verbs of saying of "go" and "point".
var particle = words("on out")

// speakerBefore is the first token of the noun phrase between a comma and the
// verb at i, -1 where none stands there. A name in apposition belongs to it.
func (r *resolver) speakerBefore(i, first int) int {
	k := i - 1
	if k > first+1 && r.Low(k) == "to" && seeming[r.Lemma(k-1)] {
		k -= 2 // "letters appear to show"
	}
	for k > first && (r.doc.Tokens[k].UPOS == "AUX" || r.doc.Tokens[k].UPOS == "ADV") {
		k--
	}
	nouns := 0
	for ; k > first; k-- {
		if w := r.Low(k); relative[w] || silent[w] || mute[w] && r.doc.Tokens[k].UPOS != "DET" || w == "both" {
			return -1
		}
		switch t := r.doc.Tokens[k]; t.UPOS {
		case "NOUN", "PROPN", "PRON":
			nouns++
		case "DET", "ADJ", "NUM", "PART", "ADP":
		default:
			if t.UPOS == "VERB" && strings.Contains(t.Feats, "VerbForm=Part") && nouns > 0 && (r.doc.Tokens[k-1].UPOS == "NOUN" || t.Rel == "amod") {
				continue // "emails seen by this newspaper suggest", "leaked letters"
			}
			if t.Text != "," {
				return -1
			}
			if n := r.nameAt(k + 1); n != nil && n.Kind == "PER" && n.First <= k+3 && r.doc.Tokens[n.Last].Text == "," && k > first+1 {
				continue // "the head of the service, Jane Roe, said": the comma before her name
			}
			if r.doc.Tokens[k+1].UPOS == "ADP" || nouns == 0 {
				return -1
			}
			return k + 1
		}
	}
	return -1
}

// adverbials is the token that ends the clause of the verb at i where nothing
// but when and where follows it, -1 where something else does.
func (r *resolver) adverbials(i, end int) int {
	k := i + 1
	for ; k < end; k++ {
		t := r.doc.Tokens[k]
		if t.UPOS == "PUNCT" {
			break
		}
		if k == i+1 && particle[r.Low(k)] {
			continue
		}
		if k == i+1 && t.UPOS != "ADP" && t.UPOS != "ADV" && t.UPOS != "PROPN" && t.UPOS != "SCONJ" && r.Low(k) != "to" || r.anchors[k] && t.UPOS != "VERB" {
			return -1
		}
		if t.UPOS == "AUX" || t.UPOS == "SCONJ" && k > i+1 {
			return -1
		}
	}
	if k < end && r.doc.Tokens[k].Text == ":" {
		return -1
	}
	return min(k, end-1)
}

// quoting reads "Tidegate quoted two managers as saying ...": the managers say
// it, and Tidegate relays them.
func (r *resolver) quoting(i int) {
	v := r.doc.Tokens[i].Head
	for n := 0; v >= 0 && n < 3 && r.cueLemma(v) != "quote" && r.cueLemma(v) != "cite"; n++ {
		v = r.doc.Tokens[v].Head
	}
	if v < 0 || v > i {
		return
	}
	if r.cueLemma(v) != "quote" && r.cueLemma(v) != "cite" {
		return
	}
	inner, outer := -1, nlp.Author
	if r.Passive(v) {
		inner = r.Kid(v, "nsubj")
		for _, k := range slices.Concat(r.Kids(v), r.Kids(i)) {
			if c := r.Kid(k, "case"); r.Base(k) == "obl" && c >= 0 && r.Low(c) == "by" {
				outer = r.head(k)
			}
		}
	} else {
		inner = r.Kid(v, "obj", "iobj")
		if s, _ := r.Subject(v); s >= 0 {
			outer = r.head(s)
		}
	}
	if inner < 0 {
		return
	}
	n := len(r.found)
	if k := r.Kid(i, "ccomp"); k >= 0 {
		r.add(i, r.head(inner), k)
	} else if !r.trailing(v, i, outer) {
		return
	} else {
		r.found[n].source = r.head(inner)
	}
	if outer == nlp.Author {
		return
	}
	relayed := r.found[n]
	relayed.source, relayed.at = outer, v
	relayed.content = map[int]bool{v: true}
	for k := range r.found[n].content {
		relayed.content[k] = true
	}
	r.found = append(r.found, relayed)
}
