package nlp

import (
	"context"
	_ "embed"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/sayso/sayso/nlp/internal/encoder"
	"github.com/sayso/sayso/nlp/segment"
	"github.com/sayso/sayso/report"
)

// Analyze analyses a text. It never fails on a text, however long or odd; the
// error is there for the sake of AnalyzeContext.
func (m *Model) Analyze(text string) (*Document, error) {
	return m.AnalyzeContext(context.Background(), text)
}

// AnalyzeContext analyses a text, its windows in parallel; it stops with
// ctx's error when ctx is done. The result is the same on any number of cores.
func (m *Model) AnalyzeContext(ctx context.Context, text string) (*Document, error) {
	return m.analyze(ctx, text, segment.Split(text))
}

// AnalyzeWords analyses text that is cut already: sentences of words. The
// document's text is the words joined with spaces, a line a sentence.
func (m *Model) AnalyzeWords(ctx context.Context, sentences [][]string) (*Document, error) {
	var b strings.Builder
	var cut segment.Text
	for _, s := range sentences {
		if len(s) == 0 {
			continue
		}
		first := len(cut.Words)
		for i, w := range s {
			if i > 0 {
				b.WriteByte(' ')
			}
			cut.Words = append(cut.Words, report.Span{Start: b.Len(), End: b.Len() + len(w)})
			b.WriteString(w)
		}
		b.WriteByte('\n')
		cut.Sentences = append(cut.Sentences, segment.Sentence{First: first, Last: len(cut.Words), Paragraph: first == 0})
	}
	return m.analyze(ctx, b.String(), cut)
}

// analysis is the work on one text.
type analysis struct {
	*Model
	doc    *Document
	pieces [][]int32 // of each word
	shapes []uint8
	voice  []int       // each word's voice, were it a claim or a voice itself
	name   [][]float32 // scores of each word's labels as part of a name
	claim  []Predicate // of each word, Score 0 for no claim
}

func (m *Model) analyze(ctx context.Context, text string, cut segment.Text) (*Document, error) {
	n := len(cut.Words)
	a := &analysis{Model: m, pieces: make([][]int32, n), shapes: make([]uint8, n),
		voice: make([]int, n), name: make([][]float32, n), claim: make([]Predicate, n)}
	a.doc = &Document{Text: text, Tokens: make([]Token, n), Sentences: make([]Sentence, len(cut.Sentences)), Outer: map[int]int{}}
	for i, w := range cut.Words {
		s := w.Of(text)
		a.doc.Tokens[i] = Token{Span: w, Text: s}
		a.pieces[i] = m.vocab.Pieces(nil, s)
		a.shapes[i] = segment.Shape(s)
	}
	sizes := make([]int, len(cut.Sentences))
	for i, s := range cut.Sentences {
		a.doc.Sentences[i] = Sentence{Span: report.Span{Start: cut.Words[s.First].Start, End: cut.Words[s.Last-1].End},
			First: s.First, Last: s.Last, Paragraph: s.Paragraph}
		sizes[i] = a.fit(s)
	}
	if err := a.each(ctx, windows(cut.Sentences, sizes)); err != nil {
		return nil, err
	}
	a.names()
	a.predicates()
	return a.doc, nil
}

// fit shortens the words of a sentence to as many pieces each as let it fit a
// window, and gives its size in pieces.
func (a *analysis) fit(s segment.Sentence) int {
	for most := 12; ; most /= 2 {
		size := 0
		for w := s.First; w < s.Last; w++ {
			a.pieces[w] = a.pieces[w][:min(len(a.pieces[w]), most)]
			size += len(a.pieces[w])
		}
		if size <= windowPieces-2 || most == 1 {
			return size
		}
	}
}

// each reads the windows, at most one a core at a time.
func (a *analysis) each(ctx context.Context, ws []window) error {
	var next, done atomic.Int64
	tell := progress(ctx)
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ws)) {
		group.Go(func() {
			s := a.scratch.Get().(*encoder.Scratch)
			defer a.scratch.Put(s)
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(ws) {
					return
				}
				a.window(s, ws[i])
				tell(int(done.Add(1)), len(ws))
			}
		})
	}
	group.Wait()
	return ctx.Err()
}

// window encodes one window and writes the results of the sentences it owns.
func (a *analysis) window(s *encoder.Scratch, w window) {
	sents := a.doc.Sentences
	base, end := sents[w.from].First, sents[w.to-1].Last
	ids, shapes, edges := []int32{a.vocab.CLS}, []uint8{segment.ShapeNone}, []uint8{segment.EdgeInside}
	first := make([]int32, 0, end-base)
	for i := w.from; i < w.to; i++ {
		edge := segment.EdgeSentence
		if sents[i].Paragraph {
			edge = segment.EdgeParagraph
		}
		for k := sents[i].First; k < sents[i].Last; k++ {
			first = append(first, int32(len(ids)))
			for _, p := range a.pieces[k] {
				ids, shapes, edges = append(ids, p), append(shapes, a.shapes[k]), append(edges, edge)
				edge = segment.EdgeInside
			}
		}
	}
	ids, shapes, edges = append(ids, a.vocab.SEP), append(shapes, segment.ShapeNone), append(edges, segment.EdgeInside)
	a.net.Encode(s, ids, shapes, edges, first)
	own := sents[w.own].First
	best := func(head string, word int) int { return a.net.Best(s, head, word-base) }
	for k := own; k < end; k++ {
		t := &a.doc.Tokens[k]
		t.UPOS = a.labels["upos"][best("upos", k)]
		t.Feats = a.labels["feats"][best("feats", k)]
		t.Lemma = a.lemma(t.Text, t.UPOS, a.labels["lemma"][best("lemma", k)])
		a.name[k] = slices.Clone(a.net.Tag(s, "name", k-base))
		row := a.net.Tag(s, "anchor", k-base)
		a.claim[k] = Predicate{Token: k, Score: sigmoid(row[1] - row[0]),
			Factuality: a.labels["factuality"][best("factuality", k)],
			Status:     a.labels["status"][best("status", k)],
			Inferred:   best("basis", k) == 1}
		if a.claim[k].Score > halfScore {
			a.claim[k].Factualities = slices.Clone(a.net.Tag(s, "factuality", k-base))
			a.claim[k].Statuses = slices.Clone(a.net.Tag(s, "status", k-base))
		}
	}
	a.trees(s, sents[w.own:w.to], base)
	width := end - base + 2
	for k := own; k < end; k++ {
		scores := a.net.Voices(s, k-base)
		v := argmax(scores, k-base)
		if a.claim[k].Score > halfScore {
			a.claim[k].VoiceScore = softmax(scores, v, k-base)
		}
		switch v {
		case width - 2:
			a.voice[k] = Author
		case width - 1:
			a.voice[k] = Unnamed
		default:
			a.voice[k] = base + v
		}
	}
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// softmax is the probability of entry i, skip left out.
func softmax(scores []float32, i, skip int) float32 {
	sum := 0.0
	for k, s := range scores {
		if k != skip {
			sum += math.Exp(float64(s - scores[i]))
		}
	}
	return float32(1 / sum)
}

// lemma undoes the inflection of a word by an edit: how many characters to
// strip from its lower-cased end and what to add ("3|y": "tries" -> "try").
// An irregular form has its lemma from a table, and where the edit gives no word
// of the vocabulary, a regular ending is taken off instead if that does.
func (m *Model) lemma(form, upos, edit string) string {
	if upos == "PROPN" {
		return form
	}
	low := strings.ToLower(form)
	if l, ok := irregular()[upos+"\t"+low]; ok {
		return l
	}
	word := apply(low, edit)
	if upos == "VERB" && m.vocab.Rarer(word, word+"e") && (low == word+"ing" || low == word+"ed") {
		return word + "e" // "stating" is of "state", not "stat"
	}
	if upos != "VERB" && upos != "NOUN" || m.vocab.Has(word) {
		return word
	}
	for _, ending := range [...]string{"ed", "ing", "es", "s", "d"} {
		stem, ok := strings.CutSuffix(low, ending)
		if !ok || len(stem) < 2 {
			continue
		}
		single := stem[:len(stem)-1]
		for _, w := range [...]string{stem, stem + "e", single, strings.TrimSuffix(stem, "i") + "y"} {
			if m.vocab.Has(w) && (w != single || stem[len(stem)-1] == stem[len(stem)-2]) {
				return w
			}
		}
	}
	if n := len(word); upos == "VERB" && n > 3 && word[n-1] == word[n-2] && strings.IndexByte("bdgmnprt", word[n-1]) >= 0 {
		return word[:n-1] // "embedded"
	}
	return word
}

//go:embed irregular.tsv
var irregularForms string

// irregular is the lemma of "VERB\tknew" and its like.
var irregular = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(irregularForms) {
		if k := strings.LastIndexByte(line, '\t'); k > 0 && line[0] != '#' {
			m[line[:k]] = strings.TrimSpace(line[k+1:])
		}
	}
	return m
})

func apply(low, edit string) string {
	r := []rune(low)
	strip, add, _ := strings.Cut(edit, "|")
	n, err := strconv.Atoi(strip)
	if err != nil || n > len(r) || n == len(r) && add == "" {
		return low
	}
	return string(r[:len(r)-n]) + add
}

const (
	anchorScore = 0.5 // the least probability of a claim's anchor
	halfScore   = 0.2 // of a word that anchors a claim where its verb and it share the rest
)

// predicates keeps the words that anchor claims and the voices behind them.
func (a *analysis) predicates() {
	for k, c := range a.claim {
		if c.Score <= anchorScore && !a.shared(k) {
			continue
		}
		c.Voice = a.voice[k]
		a.doc.Predicates = append(a.doc.Predicates, c)
		chain := []int{k}
		for v := c.Voice; v >= 0; v = a.voice[v] {
			if slices.Contains(chain, v) {
				a.doc.Outer[chain[len(chain)-1]] = Author
				break
			}
			chain = append(chain, v)
			if _, known := a.doc.Outer[v]; known {
				break
			}
			a.doc.Outer[v] = a.voice[v]
		}
	}
}

// shared tells whether a claim hangs between word k and the verb that it
// completes, or the word that completes it, "will stay shut", and k is the
// likelier of the two.
func (a *analysis) shared(k int) bool {
	mine := a.claim[k].Score
	for other, t := range a.doc.Tokens[max(0, k-3):min(len(a.claim), k+4)] {
		other += max(0, k-3)
		if t.Rel == "xcomp" && t.Head == k || other == a.doc.Tokens[k].Head && a.doc.Tokens[k].Rel == "xcomp" {
			theirs := a.claim[other].Score
			if theirs <= anchorScore && mine+theirs > 1.2*anchorScore && mine > max(theirs, halfScore) {
				return true
			}
		}
	}
	return false
}
