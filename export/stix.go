package export

import (
	"bufio"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/sayso/sayso/story"
)

// space is the namespace of our STIX ids, which are version 5 UUIDs over the
// type and what the object is.
var space = uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/sayso/sayso/stix"))

func stixID(kind string, parts ...string) string {
	return kind + "--" + uuid.NewSHA1(space, []byte(kind+"\x00"+strings.Join(parts, "\x00"))).String()
}

const stixTime = "2006-01-02T15:04:05.000Z"

type stixObject struct {
	Type       string         `json:"type"`
	Spec       string         `json:"spec_version"`
	ID         string         `json:"id"`
	CreatedBy  string         `json:"created_by_ref,omitempty"`
	Created    string         `json:"created"`
	Modified   string         `json:"modified"`
	Name       string         `json:"name,omitempty"`
	Class      string         `json:"identity_class,omitempty"`
	Context    string         `json:"context,omitempty"`
	Descr      string         `json:"description,omitempty"`
	Abstract   string         `json:"abstract,omitempty"`
	Content    string         `json:"content,omitempty"`
	Authors    []string       `json:"authors,omitempty"`
	Expl       string         `json:"explanation,omitempty"`
	Opinion    string         `json:"opinion,omitempty"`
	Published  string         `json:"published,omitempty"`
	Types      []string       `json:"report_types,omitempty"`
	Labels     []string       `json:"labels,omitempty"`
	Lang       string         `json:"lang,omitempty"`
	References []stixExternal `json:"external_references,omitempty"`
	Objects    []string       `json:"object_refs,omitempty"`
}

type stixExternal struct {
	Source string            `json:"source_name"`
	Descr  string            `json:"description,omitempty"`
	URL    string            `json:"url,omitempty"`
	Hashes map[string]string `json:"hashes,omitempty"`
	ID     string            `json:"external_id,omitempty"`
}

type stix struct {
	b    *bufio.Writer
	l    list
	at   string
	seen map[string]bool
}

// NewSTIX writes a STIX 2.1 bundle: an identity for each outlet and voice, a
// report for each report whose day of publication is known (else a grouping,
// which needs none), a note for each claim, and an opinion for each denial,
// contradiction or corroboration that is proposed or confirmed. Confidence is
// left out: nobody set one. A note on a claim that counts no longer says so and
// why, and its opinions are gone. at is the time of making that STIX asks for.
func NewSTIX(w io.Writer, at time.Time) Writer {
	s := &stix{b: bufio.NewWriter(w), at: at.UTC().Format(stixTime), seen: map[string]bool{}}
	s.l = list{w: s.b, head: `{"type":"bundle","id":"` + stixID("bundle", s.at) + `","objects":[`, tail: "\n]}\n"}
	return s
}

func (s *stix) object(kind, id string) stixObject {
	return stixObject{Type: kind, Spec: "2.1", ID: id, Created: s.at, Modified: s.at}
}

// identity writes an identity once and is its id.
func (s *stix) identity(name, kind, report string) (string, error) {
	class := map[string]string{"outlet": "organization", "person": "individual", "office": "organization", "anonymous": "unknown", "collective": "group", "unnamed": "unknown"}[kind]
	if class == "" {
		return "", nil
	}
	id := stixID("identity", class, name)
	if class == "unknown" || class == "group" {
		id = stixID("identity", class, name, report) // two reports' anonymous sources are not one
	}
	if s.seen[id] {
		return id, nil
	}
	s.seen[id] = true
	o := s.object("identity", id)
	o.Name, o.Class = name, class
	if kind != "outlet" {
		o.Labels = []string{"voice:" + kind}
	}
	return id, s.l.put(o)
}

func (s *stix) Add(e *Entry) error {
	x := indexOf(e)
	r := &x.Report
	outlet, err := s.identity(x.own(), "outlet", r.ID)
	if err != nil {
		return err
	}
	refs := []string{outlet}
	source := stixExternal{Source: x.own(), Descr: r.Title, URL: r.URL}
	if r.SHA256 != "" && r.URL != "" {
		source.Hashes = map[string]string{"SHA-256": r.SHA256}
	}
	if source.Descr == "" && source.URL == "" {
		source.ID = r.ID
	}
	var notes []stixObject
	for i := range e.Claims {
		c := &e.Claims[i]
		if !news(c) {
			continue
		}
		of := []string{outlet}
		for _, l := range c.Sources {
			v := x.voices[l.Voice]
			if v == nil {
				continue
			}
			id, err := s.identity(x.voice(l), v.Kind, r.ID)
			if err != nil {
				return err
			}
			if id != "" {
				of = append(of, id)
				refs = append(refs, id)
			}
		}
		n := s.object("note", stixID("note", r.ID, c.ID))
		n.CreatedBy, n.Abstract, n.Content = outlet, "Reported: "+x.chain(c), c.Span.Of(x.Text)
		n.Labels = []string{"factuality:" + string(c.Factuality), "status:" + string(c.Status), "basis:" + c.Basis.Kind}
		if c.OpenQuestion {
			n.Labels = append(n.Labels, "open-question")
		}
		if x.fallen(c) {
			n.Labels = append(n.Labels, "standing:"+story.NotConfirmed)
			n.Content += "\n\nCounts no longer: " + x.standings[c.ID].Why
		}
		n.References = []stixExternal{{Source: "sayso", Descr: "bytes " + itoa(c.Span.Start) + " to " + itoa(c.Span.End) + " of the text with SHA-256 " + r.TextSHA256, ID: x.ref(c.ID)}, source}
		n.Objects, n.Lang = of, r.Language
		notes = append(notes, n)
		refs = append(refs, n.ID)
	}
	o := s.object("grouping", stixID("grouping", r.ID))
	o.Context = "unspecified"
	if start, end := Edges(r.Published.EDTF); start == end && len(start) == 10 && !Approximate(r.Published.EDTF) {
		o = s.object("report", stixID("report", r.ID))
		o.Published, o.Types = start+"T00:00:00.000Z", []string{"observed-data"}
		o.Labels = []string{"published-basis:" + r.Published.Basis}
	}
	o.CreatedBy, o.Name, o.Lang, o.References, o.Objects = outlet, r.Title, r.Language, []stixExternal{source}, unique(refs)
	if o.Name == "" {
		o.Name = "Report " + r.ID
	}
	for _, n := range append(notes, o) {
		if err := s.l.put(n); err != nil {
			return err
		}
	}
	return s.opinions(x, outlet)
}

// opinions says what is proposed or confirmed about other reports' claims.
func (s *stix) opinions(x *index, outlet string) error {
	if x.Known == nil {
		return nil
	}
	how := map[story.LinkKind]string{story.Denies: "disagree", story.Contradicts: "disagree", story.Retracts: "strongly-disagree", story.Corroborates: "agree"}
	for i := range x.Known.Links {
		l := &x.Known.Links[i]
		if c := x.claims[l.Claim]; how[l.Kind] == "" || l.State == story.Rejected || c != nil && x.fallen(c) {
			continue
		}
		o := s.object("opinion", stixID("opinion", l.Key()))
		o.CreatedBy, o.Opinion = outlet, how[l.Kind]
		o.Expl = string(l.State) + ": " + l.From + "/" + l.Claim + " " + string(l.Kind) + " " + l.To + "/" + l.ToClaim
		for _, e := range l.Evidence {
			o.Expl += "; " + e.Why
		}
		o.Objects = []string{stixID("note", l.To, l.ToClaim)}
		o.Labels = []string{"link:" + string(l.State)}
		if err := s.l.put(o); err != nil {
			return err
		}
	}
	return nil
}

func (s *stix) Close() error {
	if err := s.l.end(); err != nil {
		return err
	}
	return s.b.Flush()
}

// unique is s without what stood before.
func unique(s []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, v := range s {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
