package story

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unsafe"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Profile is what relating needs of one reading. It depends on that reading
// alone.
type Profile struct {
	Reading *reading.Reading
	ID      string // the report's id, its URL or the hash of its text when it has none

	outletKeys []string // who publishes, and whom its own line credits
	publisher  string   // the key of who publishes, "" when unknown
	published  days
	cites      []Citation
	claims     []toldClaim // as in the reading
	tellers    []teller
	voices     map[string]*use
	statements []statement
	names      properNames
	terms      bag    // every figure, name and word of the report
	hashed     []Term // the terms by their keys
	head       Head
	lead       []string // its weightiest terms, for the index
	topic      []string // the terms of most of its sentences, for the index of later reports
	sketch     sketch
}

// use is how a report uses one voice.
type use struct {
	key   string
	name  string  // as the report calls it
	share float64 // part of the attributed sentences that come through it, 0 to 1
	inner bool    // it speaks itself somewhere
	relay bool    // it passes on the words of others, or is credited
	span  report.Span
}

// toldClaim is what relating needs of a claim: its id and the ids of its voices,
// the outermost first.
type toldClaim struct {
	id     string
	voices []string
}

// toldClaims are those of a reading.
func toldClaims(r *reading.Reading) []toldClaim {
	out := make([]toldClaim, len(r.Claims))
	for i, c := range r.Claims {
		out[i].id = c.ID
		for _, l := range c.Sources {
			out[i].voices = append(out[i].voices, l.Voice)
		}
	}
	return out
}

// told is the reading as far as the profile keeps it.
func (p *Profile) told() *reading.Reading {
	r := &reading.Reading{Report: p.Reading.Report, Text: p.Reading.Text, Voices: p.Reading.Voices, Claims: make([]reading.Claim, len(p.claims))}
	for i, c := range p.claims {
		r.Claims[i].ID = c.id
		for _, v := range c.voices {
			r.Claims[i].Sources = append(r.Claims[i].Sources, reading.Link{Voice: v})
		}
	}
	return r
}

// NewProfile derives a reading's profile.
func NewProfile(r *reading.Reading) *Profile {
	p := &Profile{Reading: r, ID: identity(r), published: daysOf(r.Report.Published.EDTF), claims: toldClaims(r), voices: map[string]*use{}}
	p.outletKeys, p.publisher = outletLine(r.Report.Outlet, r.Report.URL)
	p.cites = citations(r.Text, headlineOf(r))
	words := wordingOf(r)
	p.statements = statementsOf(r, words)
	p.tellers = tellersOf(r, words)
	p.weighVoices()
	outlets := p.outletNames()
	p.names = words.namesOf(outlets)
	p.leaveOut(outlets, words)
	p.weighTerms()
	p.hashed, p.head = p.hashTerms(), p.makeHead()
	p.sketch = sketchOf(r.Text)
	return p
}

// Size is about how many bytes of memory a profile that Slim or ReadCard made
// takes.
func (p *Profile) Size() int {
	const word, sum = int(unsafe.Sizeof("")), int(unsafe.Sizeof("")) + int(unsafe.Sizeof(float64(0)))
	of := func(b *bag) int { return sum * len(b.names) }
	n := int(unsafe.Sizeof(*p)) + int(unsafe.Sizeof(*p.Reading)) + 2*len(p.Reading.Text) + of(&p.terms) + // the words of its terms are about as long as its text
		int(unsafe.Sizeof(Term{}))*len(p.hashed) + word*(len(p.lead)+len(p.topic)) + int(unsafe.Sizeof(use{}))*len(p.voices) +
		int(unsafe.Sizeof(reading.Voice{}))*len(p.Reading.Voices)
	for i := range p.claims {
		n += int(unsafe.Sizeof(p.claims[i])) + word*len(p.claims[i].voices)
	}
	for i := range p.tellers {
		t := &p.tellers[i]
		n += int(unsafe.Sizeof(*t)) + word*(len(t.known)+len(t.about)+len(t.places))
	}
	for i := range p.statements {
		s := &p.statements[i]
		for k := range s.accounts {
			a := &s.accounts[k]
			n += int(unsafe.Sizeof(*a)) + int(unsafe.Sizeof(party{}))*(len(a.who)+len(a.whom)+len(a.to)) + word*(len(a.names)+len(a.inner))
		}
		n += int(unsafe.Sizeof(*s)) + of(&s.terms) + of(&s.rebutted) + 4*len(s.at) + 8*len(s.former) + int(unsafe.Sizeof(figure{}))*len(s.figures) +
			word*(len(s.core)+len(s.inner)+len(s.relays)+len(s.speakers)+len(s.sides)+len(s.done)+len(s.toCome))
		for _, list := range [...][]facet{s.negative, s.foretold} {
			for k := range list {
				n += int(unsafe.Sizeof(facet{})) + of(&list[k].terms) + 4*len(list[k].at)
			}
		}
	}
	return n
}

func identity(r *reading.Reading) string {
	return cmp.Or(r.Report.ID, r.Report.URL, r.Report.TextSHA256, report.Hash(r.Text))
}

func headlineOf(r *reading.Reading) report.Span {
	for _, z := range r.Zones {
		if z.Kind == report.Headline {
			return z.Span
		}
	}
	if t := r.Report.Title; t != "" && strings.HasPrefix(r.Text, t) {
		return report.Span{Start: 0, End: len(t)}
	}
	return report.Span{}
}

// outletLine reads an outlet's name: who publishes, and the agencies that its
// line names besides ("The Courier (Reuters)").
func outletLine(line, link string) (keys []string, publisher string) {
	keys = voiceKeys(line)
	head := line
	if i := strings.IndexAny(line, "(,/"); i > 0 {
		head = line[:i]
	}
	own := voiceKeys(head)
	switch {
	case len(own) > 0:
		publisher = own[0]
	case strings.TrimSpace(head) != "":
		publisher = "name:" + strings.Join(foldedWords(head), " ")
	default:
		if u, err := url.Parse(link); err == nil && u.Host != "" {
			publisher = "host:" + strings.TrimPrefix(u.Hostname(), "www.")
		}
	}
	if publisher != "" && !slices.Contains(keys, publisher) {
		keys = append(keys, publisher)
	}
	slices.Sort(keys)
	return keys, publisher
}

func (p *Profile) weighVoices() {
	attributed := 0.0
	for _, s := range p.statements {
		if len(s.inner)+len(s.relays) > 0 {
			attributed += prominence(s.sentence)
		}
	}
	called := map[string]string{}
	for _, v := range p.Reading.Voices {
		for _, k := range voiceKeys(v.Name) {
			if called[k] == "" {
				called[k] = v.Name
			}
		}
	}
	for _, c := range p.cites {
		for _, k := range c.keys {
			if called[k] == "" {
				called[k] = c.Name
			}
		}
	}
	at := func(key string, span report.Span) *use {
		u := p.voices[key]
		if u == nil {
			u = &use{key: key, span: span, name: called[key]}
			p.voices[key] = u
		}
		return u
	}
	for _, s := range p.statements {
		for _, k := range s.inner {
			u := at(k, s.span)
			u.inner, u.share = true, u.share+prominence(s.sentence)/attributed
		}
		for _, k := range s.relays {
			if !slices.Contains(s.inner, k) {
				u := at(k, s.span)
				u.relay, u.share = true, u.share+prominence(s.sentence)/attributed
			}
		}
	}
	faint := 0.1
	if attributed == 0 {
		faint = 0.5 // the words of citing are all that tells
	}
	for _, c := range p.cites {
		for _, k := range c.keys {
			u := at(k, c.Span)
			switch c.Kind {
			case "credit", "slug", "headline":
				u.relay = true
				u.share = min(1, u.share+0.34)
			default:
				u.share = max(u.share, faint)
			}
		}
	}
	for _, k := range p.outletKeys {
		if k != p.publisher {
			u := at(k, report.Span{})
			u.relay, u.share = true, min(1, u.share+0.34)
		}
	}
	delete(p.voices, p.publisher)
}

// leaveOut takes the names of outlets from what the report is about: they say who
// tells, wherever they stand. A place that an outlet is named after stays.
func (p *Profile) leaveOut(outlets [][]string, t *wording) {
	if len(outlets) == 0 {
		return
	}
	for i := range p.statements {
		s := &p.statements[i]
		words := t.words[s.sentence]
		inOutlet := make([]bool, len(words))
		for j := range words {
			for k := range nameAt(words[j:], outlets) {
				inOutlet[j+k] = true
			}
		}
		if !slices.Contains(inOutlet, true) {
			continue
		}
		out := map[string]bool{}
		for j, w := range words {
			if inOutlet[j] {
				out["^"+skeleton(w.lower)] = true
			}
		}
		for j, w := range words {
			if !inOutlet[j] {
				delete(out, "^"+skeleton(w.lower))
			}
		}
		if len(out) > 0 {
			s.terms = s.terms.without(out)
			s.weight = s.terms.weight()
		}
	}
}

// outletNames are the names of the outlets that the report draws on, and of its
// own, by the skeletons of their words.
func (p *Profile) outletNames() (names [][]string) {
	for _, k := range append(sortedKeys(p.voices), p.publisher) {
		kind, name, _ := strings.Cut(k, ":")
		if f := strings.Fields(name); len(f) > 0 && (kind == "outlet" || kind == "press") {
			for i := range f {
				f[i] = skeleton(f[i])
			}
			names = append(names, f)
		}
	}
	return names
}

// nameOf is what the report calls a voice.
func (p *Profile) nameOf(key string) string {
	if o := outletOf(key); o != nil {
		return o.name
	}
	if u := p.voices[key]; u != nil && u.name != "" {
		return u.name
	}
	return spoken(key)
}

// How many terms of a report its kin, and later reports on its topic, are
// looked up by.
const (
	leadTerms  = 16
	topicTerms = 8
)

// prominence is how much a sentence counts for what a report rests on: news
// is told first, background later.
func prominence(sentence int) float64 { return 1 / (1 + 0.15*float64(sentence)) }

// weighTerms sums up what the report is about: figures weigh most, then names,
// then other words; a term counts once however often it is said.
func (p *Profile) weighTerms() {
	most := map[string]float64{}
	for _, s := range p.statements {
		for i, t := range s.terms.names {
			most[t] = max(most[t], s.terms.weights[i])
		}
	}
	p.terms = bagOf(most)
	for i := range p.statements {
		p.statements[i].place(p.terms.names)
	}
	p.lead = slices.Clone(p.terms.names)
	slices.SortFunc(p.lead, func(a, b string) int {
		return cmp.Or(cmp.Compare(most[b], most[a]), cmp.Compare(a, b))
	})
	if len(p.lead) > leadTerms {
		p.lead = slices.Clone(p.lead[:leadTerms])
	}
	in := map[string]float64{}
	for _, s := range p.statements {
		for _, t := range s.terms.names {
			if t[0] != '#' && t[0] != '@' {
				in[t] += prominence(s.sentence)
			}
		}
	}
	p.topic = sortedKeys(in)
	slices.SortStableFunc(p.topic, func(a, b string) int { return cmp.Compare(in[b], in[a]) })
	if len(p.topic) > topicTerms {
		p.topic = slices.Clone(p.topic[:topicTerms])
	}
}
