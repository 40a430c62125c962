// Package treetest makes documents from trees written by hand or in CoNLL-U
// files, for the tests of packages that read trees.
package treetest

import (
	"bufio"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/report"
)

// Doc makes a document of sentences parted by empty lines, one token a line:
// its form, part of speech, governor (counted from 1 in its sentence, 0 for
// the root), relation and, where they matter, features. A form with a leading
// "_" follows the token before without a space ("_," "_'s"); a line "# par"
// begins a paragraph; "*" after the last field makes the token an anchor, and
// "PER", "LOC" or "ORG" there a name or, on the next token, its continuation.
// Lemmas are the forms in lower case unless a field "=lemma" gives another.
func Doc(text string) *nlp.Document {
	doc := &nlp.Document{Outer: map[int]int{}}
	var b strings.Builder
	paragraph := true
	for _, block := range strings.Split(strings.TrimSpace(text), "\n\n") {
		s := nlp.Sentence{First: len(doc.Tokens), Paragraph: paragraph}
		paragraph = false
		for line := range strings.Lines(block) {
			f := strings.Fields(line)
			if len(f) > 0 && f[0] == "#" {
				s.Paragraph = true
				continue
			}
			if len(f) < 4 {
				continue
			}
			form, glued := strings.CutPrefix(f[0], "_")
			if !glued && len(doc.Tokens) > 0 {
				gap := " "
				if len(doc.Tokens) == s.First && s.Paragraph {
					gap = "\n\n"
				}
				b.WriteString(gap)
			}
			head, _ := strconv.Atoi(f[2])
			t := nlp.Token{Text: form, Lemma: strings.ToLower(form), UPOS: f[1], Head: -1, Rel: f[3],
				Span: report.Span{Start: b.Len(), End: b.Len() + len(form)}}
			if head > 0 {
				t.Head = s.First + head - 1
			}
			b.WriteString(form)
			at := len(doc.Tokens)
			for _, x := range f[4:] {
				switch {
				case x == "*":
					doc.Predicates = append(doc.Predicates, nlp.Predicate{Token: at, Voice: nlp.Author})
				case x == "PER" || x == "LOC" || x == "ORG":
					if k := len(doc.Names) - 1; k >= 0 && doc.Names[k].Last == at && doc.Names[k].Kind == x {
						doc.Names[k].Last++
					} else {
						doc.Names = append(doc.Names, nlp.Name{First: at, Last: at + 1, Kind: x})
					}
				case strings.HasPrefix(x, "="):
					t.Lemma = x[1:]
				default:
					t.Feats = x
				}
			}
			doc.Tokens = append(doc.Tokens, t)
		}
		s.Last = len(doc.Tokens)
		s.Span = report.Span{Start: doc.Tokens[s.First].Span.Start, End: doc.Tokens[s.Last-1].Span.End}
		doc.Sentences = append(doc.Sentences, s)
	}
	doc.Text = b.String()
	return doc
}

// CoNLLU reads the trees of a CoNLL-U file into one document; spaces follow
// its SpaceAfter marks, a "# newpar" line begins a paragraph. Multiword tokens
// are read as their words, side by side; empty nodes are left out.
func CoNLLU(r io.Reader) (*nlp.Document, error) {
	doc := &nlp.Document{Outer: map[int]int{}}
	var b strings.Builder
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<22)
	first, paragraph, glued, until := 0, true, true, 0
	end := func() {
		if first == len(doc.Tokens) {
			return
		}
		doc.Sentences = append(doc.Sentences, nlp.Sentence{First: first, Last: len(doc.Tokens), Paragraph: paragraph,
			Span: report.Span{Start: doc.Tokens[first].Span.Start, End: doc.Tokens[len(doc.Tokens)-1].Span.End}})
		first, paragraph = len(doc.Tokens), false
	}
	for scan.Scan() {
		line := scan.Text()
		f := strings.Split(line, "\t")
		switch {
		case strings.HasPrefix(line, "# newpar"), strings.HasPrefix(line, "# newdoc"):
			paragraph = true
		case line == "":
			end()
		case len(f) != 10 || strings.Contains(f[0], "."):
		case strings.Contains(f[0], "-"):
			_, last, _ := strings.Cut(f[0], "-")
			until, _ = strconv.Atoi(last)
		default:
			if !glued {
				if len(doc.Tokens) == first && paragraph {
					b.WriteString("\n")
				}
				b.WriteString(" ")
			}
			id, _ := strconv.Atoi(f[0])
			head, _ := strconv.Atoi(f[6])
			t := nlp.Token{Text: f[1], Lemma: f[2], UPOS: f[3], Head: -1, Rel: f[7], Span: report.Span{Start: b.Len(), End: b.Len() + len(f[1])}}
			if f[5] != "_" {
				t.Feats = f[5]
			}
			if head > 0 {
				t.Head = first + head - 1
			}
			b.WriteString(f[1])
			glued = strings.Contains(f[9], "SpaceAfter=No") || id < until
			if id >= until {
				until = 0
			}
			doc.Tokens = append(doc.Tokens, t)
		}
	}
	end()
	doc.Text = b.String()
	return doc, scan.Err()
}

// Random makes a document of random words and trees, for tests that look for
// crashes and broken spans. The same seed gives the same document.
func Random(seed uint64) *nlp.Document {
	r := rand.New(rand.NewPCG(seed, 1))
	doc := &nlp.Document{Outer: map[int]int{}}
	var b strings.Builder
	for range 1 + r.IntN(6) {
		s := nlp.Sentence{First: len(doc.Tokens), Paragraph: r.IntN(2) == 0}
		n := 1 + r.IntN(24)
		order := r.Perm(n)
		at := make([]int, n)
		for k, i := range order {
			at[i] = k
		}
		for i := range n {
			w := forms[r.IntN(len(forms))]
			if b.Len() > 0 && r.IntN(4) > 0 {
				b.WriteByte(' ')
			}
			t := nlp.Token{Text: w, Lemma: strings.ToLower(w), UPOS: parts[r.IntN(len(parts))], Rel: relations[r.IntN(len(relations))],
				Head: -1, Span: report.Span{Start: b.Len(), End: b.Len() + len(w)}}
			if r.IntN(3) == 0 {
				t.Feats = "Number=Plur|Tense=Past|VerbForm=Fin"
			}
			if k := at[i]; k > 0 {
				t.Head = s.First + order[r.IntN(k)]
			}
			b.WriteString(w)
			if r.IntN(3) == 0 {
				doc.Predicates = append(doc.Predicates, nlp.Predicate{Token: len(doc.Tokens), Voice: nlp.Author})
			}
			if r.IntN(6) == 0 {
				doc.Names = append(doc.Names, nlp.Name{First: len(doc.Tokens), Last: len(doc.Tokens) + 1, Kind: []string{"PER", "LOC", "ORG"}[r.IntN(3)]})
			}
			doc.Tokens = append(doc.Tokens, t)
		}
		s.Last = len(doc.Tokens)
		s.Span = report.Span{Start: doc.Tokens[s.First].Span.Start, End: doc.Tokens[s.Last-1].Span.End}
		doc.Sentences = append(doc.Sentences, s)
	}
	doc.Text = b.String()
	return doc
}

var (
	forms = strings.Fields(`said told says according to the a source Berg he who that it reportedly " “ ” '' ' ( ) , . : — - ; affiliated
		defense-affiliated ministry Ministry of in spokesman Norway not unclear whether if because given this so may likely appears claim
		expressed outrage over called for seems clear MV two another they I officials Inc
		citing cited quoted as saying with stating after stay shut remain known why Friday 40
		almost too pretended ruled out rejected claims no evidence reason to think believe true false possible is not pleaded guilty forging right forbid
		spoke speak complained warn withdrew retracted apologised statement story saying what which whose contrary despite doubt doubts no more fewer than by
		wrong incorrectly version longer verge on point prove show appeared may or deny denied dispute true would could have some report supposed seen remains
		stands repeat hoax lie released reached few anyone hardly had short suggest suggests genuine plan calls until understood assumed word spread none
		denial denials dismissed brushed aside off against dismissive sceptical convinced chance slim question convicted acquitted of having conviction lie absurd early fears
		verify posting longer heard backed down from but third man
		asked if must tell proof want far so as go denying avoided concealed mention failed forgot blamed of wanted yes guess anyone recalled telling nowhere responsibility
		used forced instead rather before came within close kept whenever unless Had Were only every night though
		Claim Myth Rating Verdict FALSE unproven * 1 Q. A. let neither fail set citing calling itself far anything than halved dead eyes mull without unloading away feared`)
	parts     = strings.Fields("VERB NOUN PROPN PUNCT PUNCT ADJ ADV ADP DET PRON AUX SCONJ CCONJ NUM PART X")
	relations = strings.Fields(`nsubj nsubj:pass obj iobj obl obl:agent ccomp xcomp advcl acl acl:relcl conj cc case mark det nmod nmod:poss
		appos flat compound amod advmod aux aux:pass cop parataxis punct nummod csubj fixed expl nmod:desc`)
)
