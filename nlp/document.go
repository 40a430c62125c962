package nlp

import "github.com/sayso/sayso/report"

// Document is a text as the engine sees it. Tokens run over the whole text;
// every index into them is global, every span a range of bytes of Text.
type Document struct {
	Text       string
	Sentences  []Sentence
	Tokens     []Token
	Names      []Name
	Predicates []Predicate
	// Outer maps the head token of a voice to the voice it is relayed by: a
	// token, Author or Unnamed.
	Outer map[int]int
}

// Sentence is the tokens [First, Last) of a document.
type Sentence struct {
	Span        report.Span
	First, Last int
	Paragraph   bool // it begins a paragraph
}

// Token is a word or mark of punctuation, in Universal Dependencies' terms.
type Token struct {
	Span  report.Span
	Text  string
	Lemma string
	UPOS  string
	Feats string // "Number=Sing|Person=3", empty when there are none
	Head  int    // index of the governor, -1 for a sentence's root
	Rel   string // UD relation to the governor, with subtype ("nsubj:pass")
}

// Name is a proper name: tokens [First, Last), Kind one of PER, LOC, ORG.
type Name struct {
	First, Last int
	Kind        string
}

// The two voices that are no token of the text.
const (
	Author  = -1 // the report's own voice
	Unnamed = -2 // somebody, by a passive or an adverb ("reportedly")
)

// Predicate is the anchor of a claim with what the engine's heads say of it.
// Factuality and Status are the values of package reading. Voice is the head
// token of the innermost voice, Author or Unnamed. Score is the probability
// that the token anchors a claim. Factualities and Statuses are the scores
// (logits) of all values, in the order of Model.Factualities and
// Model.Statuses.
type Predicate struct {
	Token      int
	Score      float32
	Factuality string
	Status     string
	Inferred   bool
	Voice      int
	VoiceScore float32 // the probability of Voice

	Factualities, Statuses []float32
}
