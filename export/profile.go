package export

import (
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Profile says how much of what could identify a protected voice leaves.
type Profile string

// Full lets everything out but sealed notes. Partner keeps what a protected
// voice is (an official, a worker) and how many speak; Public keeps that it is
// anonymous and how many. Neither lets out the report's running text, words
// that describe a protected voice, or words of its own that tell its gender.
const (
	Full    Profile = "full"
	Partner Profile = "partner"
	Public  Profile = "public"
)

// ErrProfile says that a word names no profile.
var ErrProfile = errors.New("there is no such profile: it is full, partner or public")

// ParseProfile is the profile that s names.
func ParseProfile(s string) (Profile, error) {
	if p := Profile(s); p == Full || p == Partner || p == Public {
		return p, nil
	}
	return "", fmt.Errorf("%q: %w", s, ErrProfile)
}

// Coarsened says what a profile held back of a report, without saying it.
type Coarsened struct {
	Report string `json:"report"`
	What   string `json:"what"` // id of the claim or voice, or a part of the entry
	How    string `json:"how"`
}

// Withheld stands where the words of a claim describe a protected voice.
const Withheld = "[words withheld: they describe a protected source]"

var gendered = regexp.MustCompile(`(?i)\b(he|she|him|his|hers|her|himself|herself)\b`)
var firstPerson = regexp.MustCompile(`(?i)\b(i|me|my|mine|we|us|our|ours|here)\b`)

// genderedNouns are words for people that tell a gender.
var genderedNouns = regexp.MustCompile(`(?i)(wom[ae]n$|[a-z]*m[ae]n$|ess$|widow|wife|husband|mother|father|sister|brother|daughter|^sons?$|girl|boy|lady|ladies|nun$|nuns$|bride|groom)`)

// Protected tells whether a voice's identity is kept back: people who speak
// without their name.
func Protected(v *reading.Voice) bool {
	return v.Kind == "anonymous" || v.Kind == "collective" || v.Kind == "unnamed"
}

// Each applies the profile to entries, one after another. note, when not nil,
// is told what was coarsened.
func (p Profile) Each(entries iter.Seq2[*Entry, error], note func(Coarsened)) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for e, err := range entries {
			if err == nil {
				var held []Coarsened
				e, held = p.Of(e)
				for _, h := range held {
					if note != nil {
						note(h)
					}
				}
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// Of is the entry as the profile lets it out, and what was held back. Partner
// and Public give a reading of another text: the words of its claims, a line
// each, with spans and hash of that text; ids stay, and Report.SHA256 is still
// that of the original. e is left as it is.
func (p Profile) Of(e *Entry) (*Entry, []Coarsened) {
	if p == Full || p == "" {
		return e, nil
	}
	c := &coarsening{p: p, in: indexOf(e), out: &Entry{Reading: &reading.Reading{}}}
	c.protect()
	c.tell()
	c.rest()
	return c.out, c.held
}

type coarsening struct {
	p         Profile
	in        *index
	out       *Entry
	text      strings.Builder
	held      []Coarsened
	protected map[string]string // voice -> what it is called instead
	spans     []report.Span     // where protected voices are described
	pronouns  []report.Span     // where they are "he" or "she"
	words     *strings.Replacer // their names, in what the ledger says of claims
}

// described tells whether words for a voice say more of it than that it speaks:
// "some" and "the sources" do not, "a source in Russia" does.
func described(words string) bool {
	for _, w := range strings.Fields(strings.ToLower(words)) {
		if !slices.Contains(bareWords, w) {
			return true
		}
	}
	return false
}

var bareWords = strings.Fields("a an the some others other many several few one ones two three people person persons source sources they them those who this that these same another anonymous unnamed it")

func (c *coarsening) hold(what, how string) {
	c.held = append(c.held, Coarsened{c.in.Report.ID, what, how})
}

// protect finds the protected voices, what they are called instead, and where
// the text describes them.
func (c *coarsening) protect() {
	c.protected = map[string]string{}
	head := map[string]string{}
	for i := range c.in.Claims {
		for _, l := range c.in.Claims[i].Sources {
			if l.Span != nil && head[l.Voice] == "" {
				head[l.Voice] = strings.ToLower(l.Span.Of(c.in.Text))
			}
		}
	}
	for i := range c.in.Voices {
		v := &c.in.Voices[i]
		if !Protected(v) {
			continue
		}
		c.protected[v.ID] = c.called(v, head[v.ID])
		for _, m := range v.Mentions {
			c.met(m)
		}
		if v.Name != c.protected[v.ID] {
			c.hold(v.ID, "called “"+c.protected[v.ID]+"”")
		}
	}
	for _, a := range c.in.Attributions {
		if c.protected[a.Voice] != "" {
			for _, s := range a.Source {
				c.met(s)
			}
		}
	}
	var swap []string
	for i := range c.in.Voices {
		if v := &c.in.Voices[i]; c.protected[v.ID] != "" && described(v.Name) {
			swap = append(swap, v.Name, c.protected[v.ID])
		}
	}
	c.words = strings.NewReplacer(swap...)
}

// met notes a place where a protected voice is spoken of.
func (c *coarsening) met(s report.Span) {
	switch words := s.Of(c.in.Text); {
	case gendered.FindString(words) == words:
		c.pronouns = append(c.pronouns, s)
	case described(words):
		c.spans = append(c.spans, s)
	}
}

func (c *coarsening) called(v *reading.Voice, head string) string {
	one, many := "person", "people"
	if plain := strings.Trim(head, "abcdefghijklmnopqrstuvwxyz") == ""; c.p == Partner && head != "" && plain && !genderedNouns.MatchString(head) && !gendered.MatchString(head) && !strings.HasSuffix(head, "one") {
		one, many = head, head
	}
	switch {
	case v.Kind == "unnamed":
		return "somebody unnamed"
	case v.Kind == "collective" && v.Count == nil:
		return "a group of " + many + " without names"
	case v.Count == nil:
		return "anonymous " + many + ", number not given"
	case *v.Count == 1:
		return "one anonymous " + one
	}
	return strconv.Itoa(*v.Count) + " anonymous " + many
}

// tell makes the text of the claims' words, and the claims with spans in it.
func (c *coarsening) tell() {
	r := c.out.Reading
	text := &c.text
	for i := range c.in.Claims {
		old := &c.in.Claims[i]
		n := *old
		s := old.Span
		n.Span = report.Span{Start: text.Len()}
		n.Anchor, n.Hedges, n.Arguments, n.Quantities = report.Span{}, []report.Span{}, []reading.Argument{}, []string{}
		n.Basis.Marker, n.When.Time, n.Sentence = nil, "", i
		if gendered.MatchString(n.Predicate) {
			n.Predicate = ""
		}
		switch {
		case slices.ContainsFunc(c.spans, s.Overlaps):
			text.WriteString(Withheld)
			c.hold(old.ID, "words withheld: they describe a protected source")
			n.Predicate, n.When = "", reading.When{}
		default:
			m := c.masked(old)
			if len(m.cut) > 0 {
				c.hold(old.ID, "pronouns that tell a gender")
			}
			m.at = text.Len()
			text.WriteString(m.text(c.in.Text))
			n.Span.End = text.Len()
			c.keep(old, &n, m)
		}
		n.Span.End = text.Len()
		if n.Anchor.Len() == 0 {
			n.Anchor = n.Span
		}
		if c.through(old) && firstPerson.MatchString(n.Span.Of(text.String())) {
			c.hold(old.ID, "kept, to be looked at: it speaks of itself or of where it is")
		}
		n.Sources = slices.Clone(old.Sources)
		for k := range n.Sources {
			n.Sources[k].Span = nil
		}
		r.Claims = append(r.Claims, n)
		r.Sentences = append(r.Sentences, n.Span)
		text.WriteByte('\n')
	}
	r.Text = text.String()
	c.hold("text", "only the words of the claims leave")
}

// through tells whether a claim comes through a protected voice.
func (c *coarsening) through(x *reading.Claim) bool {
	return slices.ContainsFunc(x.Sources, func(l reading.Link) bool { return c.protected[l.Voice] != "" })
}

// mask is the words of a claim with some of them cut out.
type mask struct {
	span report.Span // of the words in the old text
	cut  []report.Span
	at   int // where they begin in the new text
}

// thatPerson stands where a pronoun was cut out.
const thatPerson = "[that person]"

// masked cuts the pronouns out that tell the gender of a protected voice: all
// of them where one speaks, for any may be its own.
func (c *coarsening) masked(x *reading.Claim) mask {
	m := mask{span: x.Span}
	for _, at := range gendered.FindAllStringIndex(x.Span.Of(c.in.Text), -1) {
		p := report.Span{Start: x.Span.Start + at[0], End: x.Span.Start + at[1]}
		if c.through(x) || slices.ContainsFunc(c.pronouns, p.Overlaps) {
			m.cut = append(m.cut, p)
		}
	}
	return m
}

func (m mask) text(old string) string {
	var b strings.Builder
	at := m.span.Start
	for _, s := range m.cut {
		b.WriteString(old[at:s.Start] + thatPerson)
		at = s.End
	}
	return b.String() + old[at:m.span.End]
}

// move is where a span of the old text stands in the new; ok is false where it
// does not lie in the words that leave.
func (m mask) move(s report.Span) (report.Span, bool) {
	if !m.span.Contains(s) || slices.ContainsFunc(m.cut, s.Overlaps) {
		return s, false
	}
	d := m.at - m.span.Start
	for _, x := range m.cut {
		if x.End <= s.Start {
			d += len(thatPerson) - x.Len()
		}
	}
	return report.Span{Start: s.Start + d, End: s.End + d}, true
}

// keep moves what lies in the words of a claim to where they stand now.
func (c *coarsening) keep(old, n *reading.Claim, m mask) {
	r, move := c.out.Reading, m.move
	if s, ok := move(old.Anchor); ok {
		n.Anchor = s
	}
	for _, h := range old.Hedges {
		if s, ok := move(h); ok {
			n.Hedges = append(n.Hedges, s)
		}
	}
	if old.Basis.Marker != nil {
		if s, ok := move(*old.Basis.Marker); ok {
			n.Basis.Marker = &s
		}
	}
	for _, a := range old.Arguments {
		if s, ok := move(a.Span); ok {
			n.Arguments = append(n.Arguments, reading.Argument{Role: a.Role, Span: s, Entity: a.Entity})
		}
	}
	for _, id := range old.Quantities {
		if q := c.in.quantities[id]; q != nil {
			if s, ok := move(q.Span); ok {
				m := *q
				m.Span = s
				if !strings.Contains(n.Span.Of(c.text.String()), m.Of) {
					m.Of = ""
				}
				r.Quantities = append(r.Quantities, m)
				n.Quantities = append(n.Quantities, id)
			}
		}
	}
	for i := range c.in.Entities {
		for _, m := range c.in.Entities[i].Mentions {
			if s, ok := move(m); ok {
				c.mention(&c.in.Entities[i], s)
			}
		}
	}
}

// mention notes that an entity is named in the words that leave.
func (c *coarsening) mention(e *reading.Entity, s report.Span) {
	r := c.out.Reading
	i := slices.IndexFunc(r.Entities, func(o reading.Entity) bool { return o.ID == e.ID })
	if i < 0 {
		i = len(r.Entities)
		r.Entities = append(r.Entities, reading.Entity{ID: e.ID, Kind: e.Kind, Name: e.Name, Aliases: []string{}})
	}
	r.Entities[i].Mentions = append(r.Entities[i].Mentions, s)
}

// rest is what does not hang on words.
func (c *coarsening) rest() {
	r, in := c.out.Reading, c.in.Reading
	r.Schema, r.Reader, r.Report, r.Omitted = in.Schema, in.Reader, in.Report, in.Omitted
	r.Report.TextSHA256 = report.Hash(r.Text)
	r.Zones, r.Times, r.Attributions, r.Relations = []report.Zone{}, []reading.Time{}, []reading.Attribution{}, []reading.Relation{}
	r.Unread = []reading.Unread{}
	r.Quantities, r.Entities, r.Claims, r.Sentences = some(r.Quantities), some(r.Entities), some(r.Claims), some(r.Sentences)
	r.Voices = []reading.Voice{}
	for _, v := range in.Voices {
		v.Mentions = []report.Span{}
		if name := c.protected[v.ID]; name != "" {
			v.Name = name
		}
		r.Voices = append(r.Voices, v)
	}
	for i := range r.Claims {
		for k, a := range r.Claims[i].Arguments {
			if !slices.ContainsFunc(r.Entities, func(e reading.Entity) bool { return e.ID == a.Entity }) {
				r.Claims[i].Arguments[k].Entity = ""
			}
		}
	}
	for _, x := range in.Relations {
		i := slices.IndexFunc(r.Claims, func(n reading.Claim) bool { return n.ID == x.Claim })
		known := func(id string) bool {
			return slices.ContainsFunc(r.Entities, func(e reading.Entity) bool { return e.ID == id })
		}
		if i >= 0 && known(x.From) && known(x.To) {
			x.Span = r.Claims[i].Span
			r.Relations = append(r.Relations, x)
		}
	}
	if in := c.in.Known; in != nil {
		k := *in
		c.out.Known = &k
		k.Links = slices.Clone(in.Links)
		for i := range k.Links {
			k.Links[i].Evidence = k.Links[i].Evidence[:0:0]
		}
		k.Standings, k.Losses = slices.Clone(in.Standings), slices.Clone(in.Losses)
		for i := range k.Standings {
			k.Standings[i].Why = c.words.Replace(k.Standings[i].Why)
		}
		for i := range k.Losses {
			k.Losses[i].Why = c.words.Replace(k.Losses[i].Why)
		}
		k.Reviews = slices.Clone(in.Reviews)
		if in.Custody != nil {
			held := *in.Custody
			held.Original = nil
			if c.p == Public {
				held.By, held.How = "", nil
			}
			k.Custody = &held
			c.hold("custody", "original bytes stay; in the public profile who brought it in, and how, as well")
		}
		for i := range k.Reviews {
			k.Reviews[i].Why = gendered.ReplaceAllString(c.words.Replace(k.Reviews[i].Why), thatPerson)
		}
		if c.p == Public {
			for i := range k.Reviews {
				k.Reviews[i].By, k.Reviews[i].Why = "", ""
			}
			if len(k.Reviews) > 0 {
				c.hold("reviews", "reviewers and their reasons")
			}
		}
	}
}

func some[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
