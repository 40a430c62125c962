package chain

import (
	"maps"
	"slices"
	"strings"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/internal/form"
)

// speakers are nouns for those who speak in headlines and whom reports cite.
var speakers = words(`police official officials source sources report reports study survey poll witness witnesses expert experts analyst analysts
	minister ministry government army military lawyer lawyers prosecutor prosecutors court union company spokesman spokeswoman spokesperson media
	researchers scientists doctors authorities agency newspaper document documents diplomat diplomats aide aides adviser advisers mayor president watchdog
	panel committee commission council inquiry investigators investigator inspectors auditors audit campaigners activists charity group groups opposition
	residents survivors families relatives rebels premier governor senator lawmakers party leader chief head director regulator bank economists
	forecasters monitors autopsy census data records leak letter memo tribunal judge judges jury defence defense prosecution coroner engineers
	rescuers paper papers ngo ngos unions employers farmers envoy ambassador insider insiders
	general colonel captain admiral marshal brigadier sergeant lieutenant statement statements cable cables email emails testimony affidavit
	filing filings intercepts transcript transcripts weekly tabloid newspapers footage`)

// sections are words before a colon that tell what kind of piece a report is.
var sections = words(`explainer analysis opinion comment commentary editorial factbox timeline exclusive update breaking watch live video interview
	review profile feature correction q&a qa letter letters quiz obituaries column editorials interviews advice tips notebook diary clarification obituary podcast recap preview background summary`)

// speaks tells whether the token at i names somebody who speaks: a person's or
// a body's name, or a noun for such.
func (r *resolver) speaks(i int) bool {
	if n := r.nameAt(i); n != nil {
		return n.Kind == "PER" || n.Kind == "ORG"
	}
	return speakers[r.Low(i)] || r.doer(i)
}

// doer tells whether the noun at i is by its ending one for who does something:
// "mediator", "physiotherapist".
func (r *resolver) doer(i int) bool {
	w := r.Low(i)
	if strings.Contains(r.doc.Tokens[i].Feats, "Number=Plur") {
		w = strings.TrimSuffix(w, "s")
	}
	if r.doc.Tokens[i].UPOS != "NOUN" || things[w] || len(w) < 5 {
		return false
	}
	return slices.ContainsFunc(doers, func(end string) bool { return strings.HasSuffix(w, end) })
}

// doers end nouns for those who do something, things are those of them that do not speak.
var (
	doers  = strings.Fields("er or ist ian man men woman women eer person people nurse chief aide")
	things = words(`accelerator anger answer barrier behavior border bother calculator cancer career carrier center chamber chapter character charter cluster
		clutter color computer container corner corridor counter cover danger december detector dinner disaster disorder drawer either elevator
		encounter endeavor error exterior factor favor fever filter finger flavor folder generator grammar harbor honor humor hunger indicator
		interior labor laser layer ledger letter lever liter litre lumber matter meter minor mirror monitor motor murder neither november nuclear
		number october offer order other others paper pepper plaster popular poster power projector quarter radiator reactor refrigerator register
		regular remember river rotor router rubber rumor rumour sector semester sensor september server shelter shoulder silver similar slaughter
		sugar summer surrender tanker temper terror theater thunder timber timer tower tractor trailer transfer transistor tremor trigger tumor
		ulcer vapor vector victor water weather whisper winter wonder`)
)

// headline is the voice that a headline names before a colon or behind its
// last dash, as in "Police: ferry sank" and "Ferry sank - police", the
// latter where there are both; nlp.Author for any other sentence.
func (r *resolver) headline(s nlp.Sentence) int {
	if s.First != 0 || !form.Headline(r.Tree) {
		return nlp.Author
	}
	for k := s.Last - 2; k > max(s.First, s.Last-6); k-- {
		switch t := r.doc.Tokens[k]; t.Text {
		case "-", "–", "—":
			last := r.doc.Tokens[s.Last-1]
			if t.Span.Start > r.doc.Tokens[k-1].Span.End && r.nominal(k+1, s.Last) && (r.speaks(s.Last-1) || last.UPOS == "PROPN" && (r.nameAt(s.Last-1) == nil || r.nameAt(s.Last-1).First < k)) {
				return s.Last - 1
			}
			k = s.First
		}
	}
	for k := s.First + 1; k < min(s.First+7, s.Last-1); k++ {
		if r.doc.Tokens[k].Text == ":" && r.nominal(s.First, k) && !sections[r.Low(k-1)] && !form.Labels(r.Low(k-1)) {
			if v := r.opener(s.First, k); v != k-1 || k < s.First+5 {
				return v
			}
			break
		}
	}
	return nlp.Author
}

// replies tells whether the token at i stands behind the semicolon of a headline, where
// another than its speaker acts: "Union: guards locked exits; owner rejects claim".
func (r *resolver) replies(i, speaker int) bool {
	if r.Sentence(i) > 0 || !form.Headline(r.Tree) {
		return false
	}
	for k := speaker + 1; k < i; k++ {
		if r.doc.Tokens[k].Text == ";" && r.doc.Tokens[k].Span.End < r.doc.Tokens[k+1].Span.Start { // no "&quot;"
			return true
		}
	}
	return false
}

// opener is who speaks by the words before a headline's colon, from first to last: the
// one who ends them, or whom they say more of ("Rusk on Vienna:", "Mother of victim:").
func (r *resolver) opener(first, last int) int {
	if r.speaks(last-1) || strings.HasPrefix(r.doc.Tokens[last-1].Text, "@") {
		return last - 1
	}
	for k := first + 1; k < last-1; k++ {
		if r.doc.Tokens[k].UPOS == "ADP" && (r.speaks(k-1) || kin[r.Low(k-1)]) {
			return k - 1
		}
	}
	if kin[r.Low(last-1)] {
		return last - 1
	}
	return nlp.Author
}

// kin are the words for whom somebody is to another, who speaks for him in headlines.
var kin = words("mother father parents wife husband widow son sons daughter daughters brother sister sisters brothers uncle aunt grandmother grandfather friend friends family")

// behind is who a headline names as saying, by the verb behind a comma at i, what stands
// before it: "War over, says Karoly"; nlp.Author without one.
func (r *resolver) behind(i int) int {
	s := r.doc.Sentences[r.Sentence(i)]
	if s.First > 0 || i < s.First+2 || i+1 >= s.Last || !form.Headline(r.Tree) || r.doc.Tokens[i-1].Text != "," || !inserts[r.cueLemma(i)] || strings.HasSuffix(r.Low(i), "ing") {
		return nlp.Author
	}
	last := i + 1
	for last < s.Last && r.doc.Tokens[last].UPOS != "PUNCT" {
		last++
	}
	if !r.nominal(i+1, last) {
		return nlp.Author
	}
	k := i + 1
	for k+1 < last && r.doc.Tokens[k+1].UPOS != "ADP" { // "says head of clinic"
		k++
	}
	if w := r.Low(k); r.speaks(k) || kin[w] || r.doc.Tokens[k].UPOS == "PROPN" {
		return r.head(k)
	}
	return nlp.Author
}

// nominal tells whether tokens first to last hold no verb and no mark.
func (r *resolver) nominal(first, last int) bool {
	for i := first; i < last; i++ {
		switch r.doc.Tokens[i].UPOS {
		case "VERB", "AUX", "PUNCT":
			return false
		}
	}
	return true
}

// cited adds the voice that the cue found last relays in turn: "the paper
// said, citing officials", "according to the agency, quoting police", and the one
// that relays it: "officials, quoted by the agency, said".
func (r *resolver) cited(i int) {
	kids := r.Kids(i)
	if src := r.found[len(r.found)-1].source; src >= 0 {
		kids = slices.Concat(kids, r.Kids(src))
		r.quotedBy(src)
	}
	for _, k := range slices.Concat(r.citingAround(i), kids) {
		if rel := r.Base(k); rel != "advcl" && rel != "acl" && !citing[r.Low(k)] || !citing[r.Low(k)] && !r.whichCites(k) {
			continue
		}
		o := r.Kid(k, "obj")
		if o < 0 {
			o = r.rightBehind(k)
		}
		if o < 0 || !r.speaks(o) && !r.speaks(r.head(o)) {
			continue
		}
		last := r.found[len(r.found)-1]
		last.content = maps.Clone(last.content)
		for _, u := range r.Under(k, nil) {
			delete(last.content, u)
			delete(r.found[len(r.found)-1].content, u)
		}
		last.at, last.source = k, r.head(o)
		r.found = append(r.found, last)
		return
	}
}

// citingAround are the words for citing that open the sentence of the cue at i or follow
// it behind a comma and words for when, wherever the tree hangs them: "Quoting survivors,
// the group said", "the group said on Friday, quoting survivors".
func (r *resolver) citingAround(i int) []int {
	s := r.doc.Sentences[r.Sentence(i)]
	var out []int
	if citing[r.Low(s.First)] && i < s.First+16 && r.quoteOf[i] < 0 {
		out = append(out, s.First)
	}
	for k := i + 1; k+1 < min(i+6, s.Last); k++ {
		if r.doc.Tokens[k].Text == "," {
			switch {
			case citing[r.Low(k+1)]:
				out = append(out, k+1)
			case k+2 < s.Last && r.whichCites(k+2):
				out = append(out, k+2)
			}
			break
		}
	}
	return out
}

var citing = words("citing quoting")

// rightBehind is the last noun of the phrase right behind the token k and before a comma,
// -1 where none is.
func (r *resolver) rightBehind(k int) int {
	last := r.doc.Sentences[r.Sentence(k)].Last
	for k++; k+1 < last; k++ {
		switch r.doc.Tokens[k].UPOS {
		case "DET", "ADJ", "NUM":
			continue
		case "NOUN", "PROPN":
			if r.doc.Tokens[k+1].Text == "," {
				return k
			}
			continue
		}
		break
	}
	return -1
}

// quotedBy adds who quotes the voice src of the cue found last: "officials, quoted by the
// agency, said".
func (r *resolver) quotedBy(src int) {
	for _, k := range r.Kids(src) {
		if l := r.cueLemma(k); k < src || r.Base(k) != "acl" || l != "quote" && l != "cite" || !r.Passive(k) {
			continue
		}
		by := r.byWhom(k + 1)
		if by < 0 {
			continue
		}
		outer := r.found[len(r.found)-1]
		outer.content = maps.Clone(outer.content)
		outer.content[outer.at] = true // the larger of the two
		outer.at, outer.source = k, by
		n := len(r.found) - 1
		r.found = slices.Insert(r.found, n, outer)
		return
	}
}

// whichCites tells whether the verb at k is that of "which cited police".
func (r *resolver) whichCites(k int) bool {
	return r.doc.Tokens[k].Rel == "acl:relcl" && r.Low(k-1) == "which" && (r.cueLemma(k) == "cite" || r.cueLemma(k) == "quote") && r.Kid(k, "ccomp", "xcomp", "advcl") < 0
}
