package reading

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/attribution"
	"github.com/sayso/sayso/reading/chain"
	"github.com/sayso/sayso/reading/factuality"
	"github.com/sayso/sayso/reading/internal/tree"
	"github.com/sayso/sayso/reading/internal/verb"
	"github.com/sayso/sayso/reading/name"
	"github.com/sayso/sayso/reading/quantity"
	"github.com/sayso/sayso/reading/when"
	"github.com/sayso/sayso/report"
)

// ReaderVersion names the rules around the model; it changes whenever the
// same bytes may give another reading.
const ReaderVersion = "0.9.0"

// Reader reads reports. It holds no state between them and is safe for
// concurrent use.
type Reader struct{ model *nlp.Model }

// New is a reader on a loaded model.
func New(m *nlp.Model) *Reader { return &Reader{m} }

// Read reads one report. It stops with ctx's error when ctx is done; there is
// no other error. A report that is not in English is recorded as unread.
func (r *Reader) Read(ctx context.Context, rep *report.Report) (*Reading, error) {
	b := &builder{rep: rep, out: blank(rep, r.model.Hash())}
	if rep.Language != "" && rep.Language != "en" {
		b.out.Unread = append(b.out.Unread, Unread{Span: report.Span{End: len(rep.Text)}, Why: "the report is in " + extract.LanguageName(rep.Language) + "; only English is read"})
		return b.out, nil
	}
	doc, err := r.model.AnalyzeContext(ctx, lines(rep))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", rep.ID, err)
	}
	doc.Text = rep.Text
	name.Agree(doc)
	tree.Repair(doc)
	factuality.Questions(doc)
	factuality.Phases(doc)
	factuality.Anchors(doc)
	b.doc = doc
	b.tooLong()
	for _, s := range doc.Sentences {
		b.out.Sentences = append(b.out.Sentences, s.Span)
	}
	// A newsletter's ask, a dateline or an interviewer's question claims nothing.
	asked, words := chain.Asked(doc), tree.New(doc)
	doc.Predicates = slices.DeleteFunc(doc.Predicates, func(p nlp.Predicate) bool {
		z := rep.ZoneAt(doc.Tokens[p.Token].Span.Start)
		return z == report.Boilerplate || z == report.Dateline || asked[words.Sentence(p.Token)]
	})
	b.known = attribution.Known{Outlet: rep.Outlet, Byline: rep.Byline}
	b.known.Entities, b.known.Of = name.Entities(doc)
	b.known.Relations = name.Relations(doc, b.known.Entities, b.known.Of)
	found := attribution.Find(doc)
	b.chains = chain.Resolve(doc)
	b.quotes = chain.Quotes(doc)
	b.voices(found)
	b.entities()
	b.claims(factuality.Settle(doc, r.model.Factualities(), r.model.Statuses()))
	b.times()
	b.attributions(found)
	return b.out, nil
}

// lines is the report's text with the space behind a dateline or the clock time
// of an entry made a line's end, so that the engine reads "TORSK (Aldwire) -" as
// no part of the sentence.
func lines(rep *report.Report) string {
	text := []byte(rep.Text)
	for _, z := range rep.Zones {
		if end := z.Span.End; z.Kind == report.Dateline && end < len(text) && text[end] == ' ' {
			text[end] = '\n'
		}
	}
	for _, at := range stamp.FindAllIndex(text, -1) {
		text[at[1]-1] = '\n'
	}
	return string(text)
}

// stamp is the clock time that opens an entry of a running report.
var stamp = regexp.MustCompile(`(?m)^\d{1,2}[:.]\d\d(?: ?(?:am|pm|GMT|UTC|BST|CET|CEST|EST|ET))?:? `)

// blank is a reading without claims; its lists are empty, not nil.
func blank(rep *report.Report, model string) *Reading {
	return &Reading{
		Schema: Schema,
		Reader: Version{Version: ReaderVersion, Model: model},
		Report: Source{ID: rep.ID, URL: rep.URL, Title: rep.Title, Outlet: rep.Outlet, Byline: orEmpty(rep.Byline), Language: rep.Language,
			Published: rep.Published, SHA256: rep.SHA256, TextSHA256: rep.TextSHA256},
		Text:  rep.Text,
		Zones: orEmpty(rep.Zones), Sentences: []report.Span{}, Voices: []Voice{}, Entities: []Entity{}, Relations: []Relation{},
		Times: []Time{}, Quantities: []Quantity{}, Attributions: []Attribution{}, Claims: []Claim{}, Unread: []Unread{},
	}
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return slices.Clip(s)
}

// builder turns a document into a reading. Claim i is predicate i.
type builder struct {
	doc     *nlp.Document
	rep     *report.Report
	out     *Reading
	known   attribution.Known
	chains  [][]int     // of each predicate: head tokens of its voices, outermost first
	voiceOf map[int]int // head token -> voice, attribution.Own for the report's own
	quotes  []chain.Quote
}

// longWord is more bytes than any word that is read has; an address may have
// some hundreds.
const longWord = 1000

// tooLong records what looks like a word and is too long to be one: of such the
// engine sees no more than the beginning.
func (b *builder) tooLong() {
	for _, t := range b.doc.Tokens {
		if n := t.Span.End - t.Span.Start; n > longWord {
			b.out.Unread = append(b.out.Unread, Unread{Span: t.Span, Why: fmt.Sprintf("%d bytes without a space; no more than the beginning of so long a word is read", n)})
		}
	}
}

func id(kind string, i int) string { return fmt.Sprintf("%s%d", kind, i+1) }

// idOf is id, "" where there is no such thing.
func idOf(kind string, i int, ok bool) string {
	if !ok || i < 0 {
		return ""
	}
	return id(kind, i)
}

// voices gathers the heads of all chains and attributions into voices.
func (b *builder) voices(found []attribution.Attribution) {
	var heads []int
	for _, c := range b.chains {
		heads = append(heads, c...)
	}
	for _, a := range found {
		heads = append(heads, a.SourceHead)
	}
	slices.Sort(heads)
	heads = slices.Compact(heads)
	var all []attribution.Voice
	all, b.voiceOf = attribution.Voices(b.doc, heads, b.known)
	for i, v := range all {
		b.out.Voices = append(b.out.Voices, Voice{ID: id("v", i), Name: v.Name, Kind: v.Kind, Count: v.Count, Mentions: orEmpty(v.Mentions)})
	}
}

func (b *builder) entities() {
	for i, e := range b.known.Entities {
		b.out.Entities = append(b.out.Entities, Entity{ID: id("e", i), Kind: string(e.Kind), Name: e.Name, Mentions: orEmpty(e.Mentions), Aliases: orEmpty(e.Aliases)})
	}
	claim := map[int]int{}
	for i, p := range b.doc.Predicates {
		claim[p.Token] = i
	}
	for _, r := range b.known.Relations {
		c, ok := claim[r.Anchor]
		b.out.Relations = append(b.out.Relations, Relation{Kind: r.Kind, From: id("e", r.From), To: id("e", r.To), Claim: idOf("c", c, ok),
			Role: r.Role, Span: r.Span, Ambiguous: r.Ambiguous})
	}
}

func (b *builder) claims(facts, stages []string) {
	arguments := name.Arguments(b.doc, b.doc.Predicates)
	hedges, links := factuality.Hedges(b.doc), factuality.Links(b.doc)
	sentence := 0
	for i, p := range b.doc.Predicates {
		for p.Token >= b.doc.Sentences[sentence].Last {
			sentence++
		}
		t := b.doc.Tokens[p.Token]
		c := Claim{ID: id("c", i), Anchor: t.Span, Span: b.words(p.Token, sentence), Sentence: sentence,
			Zone: string(b.rep.ZoneAt(t.Span.Start)), Factuality: Factuality(facts[i]), Status: Status(stages[i]),
			Sources: []Link{}, Hedges: []report.Span{}, Basis: Basis{Kind: "stated", Premises: []string{}}, Predicate: t.Lemma,
			Arguments: []Argument{}, Quantities: []string{}}
		for _, h := range hedges[i] {
			c.Hedges = append(c.Hedges, h.Span)
		}
		if p.Inferred || links[i].Inferred {
			c.Basis.Kind = "inferred"
		}
		c.Basis.Marker = links[i].Marker
		for _, k := range links[i].Premises {
			c.Basis.Premises = append(c.Basis.Premises, id("c", k))
		}
		c.Condition = idOf("c", links[i].Condition, true)
		if links[i].Open {
			c.OpenQuestion, c.Factuality, c.Status = true, Uncommitted, Unknown
		}
		if c.Status == Unknown {
			c.Span.Start = b.question(p.Token, c.Span.Start)
		}
		for _, v := range b.chains[i] {
			if v == nlp.Unnamed && c.OpenQuestion {
				continue // nobody says what is not known
			}
			k, ok := b.voiceOf[v]
			if ok && k == attribution.Own {
				continue
			}
			l := Link{Voice: idOf("v", k, ok)}
			if n := len(c.Sources); n > 0 && ok && c.Sources[n-1].Voice == l.Voice {
				continue // "the ministry said it thinks": one voice
			}
			if v >= 0 {
				l.Span = &b.doc.Tokens[v].Span
			}
			c.Sources = append(c.Sources, l)
		}
		for _, a := range arguments[i] {
			e, ok := b.known.Of[a.Head]
			c.Arguments = append(c.Arguments, Argument{Role: a.Role, Span: a.Span, Entity: idOf("e", e, ok)})
		}
		b.out.Claims = append(b.out.Claims, c)
	}
}

// words is the stretch of the sentence that states the claim at token i: its
// clause, without the clauses beside it and the words that pass it on.
func (b *builder) words(i, sentence int) report.Span {
	s := b.doc.Sentences[sentence]
	in := make([]bool, s.Last-s.First)
	according := map[int]bool{} // heads of "according to X"
	for k := s.First; k < s.Last; k++ {
		if t := b.doc.Tokens[k]; strings.EqualFold(t.Text, "according") && t.Rel == "case" {
			according[t.Head] = true
		}
	}
	top := b.linked(i)
	var mark func(int)
	mark = func(k int) {
		in[k-s.First] = true
		for c := s.First; c < s.Last; c++ {
			t := b.doc.Tokens[c]
			if t.Head != k || t.Rel == "parataxis" || t.Rel == "discourse" || (k == i || k == top) && (t.Rel == "conj" || t.Rel == "cc") || according[c] ||
				t.Rel == "appos" && (t.UPOS == "VERB" || t.UPOS == "AUX") { // a clause behind a colon states its own

				continue
			}
			mark(c)
		}
	}
	mark(top)
	from, to := b.spoken(i, s)
	first, last := i, i
	for first > from && in[first-1-s.First] {
		first--
	}
	for last+1 < to && in[last+1-s.First] {
		last++
	}
	for t := b.doc.Tokens; first < i && (t[first].UPOS == "PUNCT" || t[first].Rel == "mark" && strings.EqualFold(t[first].Text, "that")); {
		first++
	}
	for last > i && b.doc.Tokens[last].UPOS == "PUNCT" {
		last--
	}
	for _, q := range b.quotes { // a quotation is not cut off at its mark
		next := last + 1
		for next < q.Close && b.doc.Tokens[next].UPOS == "PUNCT" {
			next++
		}
		if first <= q.Open && next == q.Close && q.Close < s.Last {
			last = q.Close
		}
		if q.Open == first-1 && q.Close <= last && q.Open >= s.First {
			first = q.Open
		}
	}
	return report.Span{Start: b.doc.Tokens[first].Span.Start, End: b.doc.Tokens[last].Span.End}
}

// question is where the question that asks about token i begins, start where
// no word of question stands shortly before: "what cargo it carried".
func (b *builder) question(i, start int) int {
	for k := i - 1; k >= max(0, i-8) && b.doc.Tokens[k].UPOS != "PUNCT"; k-- {
		if t := b.doc.Tokens[k]; factuality.Asks(strings.ToLower(t.Text)) {
			return min(start, t.Span.Start)
		}
	}
	return start
}

// linked is the word that only links the one at token i to its subject ("will
// stay closed", "is expected to rise"), i itself where there is none.
func (b *builder) linked(i int) int {
	t := b.doc.Tokens[i]
	if t.Rel == "xcomp" && t.Head >= 0 && linking[strings.ToLower(b.doc.Tokens[t.Head].Lemma)] && !slices.ContainsFunc(b.doc.Predicates, func(p nlp.Predicate) bool { return p.Token == t.Head }) {
		return t.Head
	}
	return i
}

var linking = map[string]bool{"stay": true, "remain": true, "appear": true, "seem": true, "look": true, "become": true, "keep": true, "continue": true, "begin": true, "start": true,
	"expect": true, "expected": true, "likely": true, "unlikely": true, "due": true, "schedule": true, "slate": true, "set": true, "believe": true, "able": true, "unable": true}

// spoken is the part of sentence s, from and to, that may state what is said at
// token i: no further than a quotation that ends with a comma or a stop of its
// own, or that a comma or colon introduces.
func (b *builder) spoken(i int, s nlp.Sentence) (from, to int) {
	from, to = s.First, s.Last
	for _, q := range b.quotes {
		if i <= q.Open || q.Close <= i {
			continue
		}
		if q.Open > from && strings.Contains(",:", b.doc.Tokens[q.Open-1].Text) {
			from = max(from, q.Open+1)
		}
		if q.Close < s.Last && strings.Contains(",.?!", b.doc.Tokens[q.Close-1].Text) {
			to = min(to, q.Close)
		}
	}
	return from, to
}

// times finds times and quantities and hangs them on the claims they measure.
func (b *builder) times() {
	anchors := make([]int, len(b.doc.Predicates))
	for i, p := range b.doc.Predicates {
		anchors[i] = p.Token
	}
	times := when.Find(b.doc, b.rep.Published.EDTF)
	var quotes []report.Span
	for _, q := range b.quotes {
		quotes = append(quotes, report.Span{Start: b.doc.Tokens[q.Open].Span.Start, End: b.doc.Tokens[min(q.Close, len(b.doc.Tokens)-1)].Span.End})
	}
	when.Spoken(b.doc, times, quotes, b.rep.Published.EDTF)
	var dated []report.Span
	for i, e := range times {
		b.out.Times = append(b.out.Times, Time{ID: id("t", i), Span: e.Span, EDTF: e.EDTF, Type: string(e.Type), Value: e.Value})
		if e.Type != when.Duration {
			dated = append(dated, e.Span)
		}
	}
	for i := range times {
		if b.rep.ZoneAt(times[i].Span.Start) == report.Dateline {
			times[i].EDTF = "" // of the report, not of what it tells
		}
	}
	for i, k := range when.Attach(b.doc, times, anchors) {
		if k >= 0 && times[k].EDTF != "" {
			b.out.Claims[i].When = When{EDTF: times[k].EDTF, Time: id("t", k)}
		}
	}
	b.ahead()
	quantities := quantity.Find(b.doc, dated)
	for i, q := range quantities {
		b.out.Quantities = append(b.out.Quantities, Quantity{ID: id("q", i), Span: q.Span, Low: q.Low, Best: q.Best, High: q.High,
			Unit: q.Unit, Of: q.Of, Approx: q.Approx, Ratio: q.Ratio})
	}
	for i, k := range quantity.Attach(b.doc, quantities, anchors) {
		if k >= 0 && !b.speaks(&b.out.Claims[k], quantities[i].Span, quantities[i].Unit == "a") && !b.counts(k, quantities[i].HeadToken) {
			b.out.Claims[k].Quantities = append(b.out.Claims[k].Quantities, id("q", i))
		}
	}
}

// ahead makes a plan of what the present tense dates after the report ("the
// mandate expires on April 30") or puts there ("was postponed to June 3"): what lies
// ahead has not happened.
func (b *builder) ahead() {
	published := b.rep.Published.EDTF
	for i := range b.out.Claims {
		c := &b.out.Claims[i]
		from, _, _ := strings.Cut(c.When.EDTF, "/")
		from = strings.TrimSuffix(from, "~")
		t := b.doc.Tokens[b.doc.Predicates[i].Token]
		put := appointing[strings.ToLower(t.Text)] && c.Factuality == Certain
		if c.Status != Happened && !(put && c.Status == Holds) || len(published) < 10 || from <= published[:min(len(from), 10)] || from == "" || from[0] == '-' || from == ".." {
			continue
		}
		if put || strings.Contains(t.Feats, "Tense=Pres") && strings.Contains(t.Feats, "VerbForm=Fin") {
			c.Status = Planned
		}
	}
}

// appointing are the verbs whose time is that of what they put on the calendar.
var appointing = verb.Set("schedule slate pencil book arrange postpone move delay defer reschedule")

// speaks tells whether the words at s stand where a voice of the claim is
// named as its source: two officials who say something are no measure of it,
// nor is the age behind a speaker's name.
func (b *builder) speaks(c *Claim, s report.Span, age bool) bool {
	return slices.ContainsFunc(c.Sources, func(l Link) bool {
		v := slices.IndexFunc(b.out.Voices, func(v Voice) bool { return v.ID == l.Voice })
		return v >= 0 && l.Span != nil && slices.ContainsFunc(b.out.Voices[v].Mentions, func(m report.Span) bool {
			aged := age && m.End < s.Start && b.rep.Text[m.End:s.Start] == ", " // "said Ida Holm, 70,"
			return (m.Contains(s) || aged) && m.Contains(*l.Span)
		})
	})
}

// counts tells whether the number at token t counts a voice of claim k.
func (b *builder) counts(k, t int) bool {
	if t < 0 || t >= len(b.doc.Tokens) {
		return false
	}
	if n := b.doc.Tokens[t]; n.Rel == "nummod" && n.Head >= 0 {
		t = n.Head
	}
	return slices.Contains(b.chains[k], t)
}

func (b *builder) attributions(found []attribution.Attribution) {
	for i, a := range found {
		v, ok := b.voiceOf[a.SourceHead]
		b.out.Attributions = append(b.out.Attributions, Attribution{ID: id("a", i), Source: orEmpty(a.Source), Cue: orEmpty(a.Cue),
			Content: orEmpty(a.Content), Voice: idOf("v", v, ok), Kind: a.Kind})
	}
}
