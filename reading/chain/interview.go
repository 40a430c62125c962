package chain

import (
	"strings"

	"github.com/sayso/sayso/nlp"
)

// Asked tells of each sentence of doc whether it is a question that the
// interviewer asks in an interview printed as questions and answers. Nobody
// claims anything by it. What somebody asks within an answer is none.
func Asked(doc *nlp.Document) []bool {
	r := newResolver(doc)
	asked := make([]bool, len(doc.Sentences))
	for _, p := range r.interview().questions {
		for n := p.first; n < p.last; n++ {
			asked[n] = r.questioning(n)
		}
	}
	return asked
}

// A talk is what makes a report an interview: the paragraphs in which it asks,
// and, by its first sentence, the voice of each paragraph that is known by its
// place. Labelled tells that the turns begin with names or letters.
type talk struct {
	questions []paragraph
	voices    map[int]int
	labelled  bool
}

// A paragraph is sentences first to last and the words before a colon that it
// opens with, "" without.
type paragraph struct {
	first, last int
	label       string
	asks, mine  bool // ends with a question; speaks of "I"
	yours       bool // speaks to "you"
}

// interview finds out whether the report is one, by the labels of its turns or,
// without labels, by questions that ask "you" and answers that say "I".
func (r *resolver) interview() talk {
	all := r.paragraphs()
	if t := r.turns(all); t.labelled {
		return t
	}
	return r.unlabelled(all)
}

func (r *resolver) paragraphs() []paragraph {
	var all []paragraph
	for n, s := range r.doc.Sentences {
		if s.Paragraph || n == 0 {
			p := paragraph{first: n}
			if k := r.beforeColon(s); k >= 0 {
				p.label = strings.TrimSuffix(strings.ToLower(r.doc.Text[r.doc.Tokens[s.First].Span.Start:r.doc.Tokens[k].Span.End]), ".")
			}
			all = append(all, p)
		}
		p := &all[len(all)-1]
		p.last, p.asks = n+1, r.questioning(n)
		for i := s.First; i < s.Last; i++ {
			switch r.Low(i) {
			case "you", "your":
				p.yours = true
			case "i", "my":
				p.mine = p.mine || r.quoteOf[i] < 0
			}
		}
	}
	return all
}

// questioning tells whether sentence n is a question outside quotation marks.
func (r *resolver) questioning(n int) bool {
	k := r.doc.Sentences[n].Last - 1
	return r.doc.Tokens[k].Text == "?" && r.quoteOf[k] < 0
}

var (
	// askers and answerers label the turns of those who are not named.
	askers    = words("q question interviewer reporter host moderator")
	answerers = words("a answer interviewee guest")
)

// turns reads an interview whose paragraphs begin with who speaks: one label
// asks at most of its turns, another answers at most of its own. What the
// interviewer says besides is the report's own.
func (r *resolver) turns(all []paragraph) talk {
	asking, taken := map[string]int{}, map[string]int{}
	for _, p := range all {
		if p.label != "" {
			taken[p.label]++
			if p.asks {
				asking[p.label]++
			}
		}
	}
	asker := ""
	for _, p := range all {
		if n := asking[p.label]; p.label != "" && 3*n >= 2*taken[p.label] && (n > 1 || n > 0 && askers[p.label]) && n > asking[asker] {
			asker = p.label
		}
	}
	answers := false
	for label, n := range taken {
		answers = answers || label != asker && n > 1 && 2*asking[label] < n || answerers[label]
	}
	if asker == "" || !answers {
		return talk{}
	}
	t := talk{voices: map[int]int{}, labelled: true}
	first, last := -1, 0
	for k, p := range all {
		if p.label == asker && first < 0 {
			first = k
		}
		if taken[p.label] > 1 || p.label == asker || answerers[p.label] {
			last = k
		}
	}
	guest, now := nlp.Unnamed, nlp.Author
	if who := r.mostNamed(all[first].first); who >= 0 {
		guest = who
	}
	for k, p := range all[first : last+1] {
		switch {
		case p.label == asker:
			t.questions = append(t.questions, p)
			now = nlp.Author
		case answerers[p.label]:
			now = guest
		case taken[p.label] > 1:
			now = r.beforeColon(r.doc.Sentences[p.first])
		case k == 0:
			continue
		}
		t.voices[p.first] = now
	}
	return t
}

// unlabelled reads an interview that prints questions and answers by turns
// without names. Who answers is the person whom the paragraphs before the first
// question name most often. It is one where questions ask "you" and answers say
// "I" at least twice each, or once where the report opens with saying so.
func (r *resolver) unlabelled(all []paragraph) talk {
	start, yours, mine := -1, 0, 0
	for k := range all {
		p := &all[k]
		p.asks = p.asks && r.doc.Sentences[p.last-1].Last-r.doc.Sentences[p.first].First < 60 && (p.yours || !p.mine)
		if p.asks && start < 0 && k > 0 {
			start = k
		}
		if start >= 0 && p.asks && p.yours {
			yours++
		} else if start >= 0 && !p.asks && p.mine {
			mine++
		}
	}
	least := 2
	for i := range r.doc.Sentences[0].Last {
		if w := r.Low(i); w == "interview" || w == "q&a" {
			least = 1
		}
	}
	if start < 0 || yours < least || mine < least {
		return talk{}
	}
	who := r.mostNamed(all[start].first)
	if who < 0 {
		return talk{}
	}
	t := talk{voices: map[int]int{}}
	for k, p := range all[start:] {
		if p.asks {
			t.questions = append(t.questions, p)
		} else if p.mine || all[start+k-1].asks {
			t.voices[p.first] = who
		}
	}
	return t
}

// mostNamed is the last word of the name of the person whom the sentences
// before one name most often, where the name last stands; -1 for none. Of two it
// is the one of whom they say who it is: an interviewer needs no title.
func (r *resolver) mostNamed(before int) int {
	named, who, most := map[string]int{}, -1, 0
	for i := range r.doc.Sentences[before].First {
		if n := r.nameAt(i); n != nil && n.Kind == "PER" && n.Last-1 == i {
			named[r.Low(i)] += 2
			if r.titled(n) {
				named[r.Low(i)]++
			}
			if named[r.Low(i)] >= most {
				who, most = i, named[r.Low(i)]
			}
		}
	}
	return who
}

// titled tells whether a name has a word beside it for who bears it: "the mayor, Liv
// Aune", "Liv Aune, mayor of Torvik".
func (r *resolver) titled(n *nlp.Name) bool {
	for i := n.First; i < n.Last; i++ {
		if h := r.doc.Tokens[i].Head; r.Kid(i, "appos", "nmod:desc") >= 0 || r.Base(i) == "appos" && h >= 0 && r.doc.Tokens[h].UPOS == "NOUN" {
			return true
		}
	}
	return false
}
