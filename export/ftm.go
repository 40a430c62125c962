package export

import (
	"bufio"
	"crypto/sha1"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
)

// proxy is an entity of FollowTheMoney. From holds, for each property and
// value, the claim or report it rests on.
type proxy struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Caption    string              `json:"caption"`
	Properties map[string][]string `json:"properties"`
	from       map[string]string
}

func (p *proxy) set(prop, value, from string) {
	if value == "" || slices.Contains(p.Properties[prop], value) {
		return
	}
	p.Properties[prop] = append(p.Properties[prop], value)
	p.from[prop+"\x00"+value] = from
}

func newProxy(id, schema, caption string) *proxy {
	return &proxy{id, schema, caption, map[string][]string{}, map[string]string{}}
}

// ftmSchema is the schema of an entity's kind.
var ftmSchema = map[string]string{
	"Person": "Person", "Organization": "Organization", "Company": "Company", "PublicBody": "PublicBody", "Place": "Address", "Group": "LegalEntity", "Vessel": "Vessel",
}

// followTheMoney calls f with the report as an Article, what it names as
// entities, and each tie as an interval edge with the article as its proof.
func followTheMoney(e *Entry, f func(*proxy) error) error {
	x := indexOf(e)
	s := &x.Report
	article := newProxy("sayso-"+s.ID, "Article", s.Title)
	for _, p := range [][2]string{{"title", s.Title}, {"publisher", s.Outlet}, {"sourceUrl", s.URL}, {"publishedAt", ftmDate(s.Published.EDTF)}, {"language", alpha3[s.Language]}} {
		article.set(p[0], p[1], s.ID)
	}
	for _, b := range s.Byline {
		article.set("author", b, s.ID)
	}
	article.set("description", "text SHA-256 "+s.TextSHA256, s.ID)
	if c := e.Known; c != nil && c.Custody != nil {
		article.set("retrievedAt", c.Custody.At.UTC().Format("2006-01-02T15:04:05"), s.ID)
	}
	if err := f(article); err != nil {
		return err
	}
	for i := range e.Entities {
		n := &e.Entities[i]
		schema := ftmSchema[n.Kind]
		if schema == "" {
			continue
		}
		p := newProxy(article.ID+"-"+n.ID, schema, n.Name)
		p.set("name", n.Name, s.ID)
		if schema == "Address" {
			p.set("full", n.Name, s.ID)
		}
		for _, a := range n.Aliases {
			p.set("alias", a, s.ID)
		}
		p.set("proof", article.ID, s.ID)
		p.set("sourceUrl", s.URL, s.ID)
		if err := f(p); err != nil {
			return err
		}
	}
	for i := range e.Relations {
		if p := x.ftmEdge(&e.Relations[i], article.ID, i); p != nil {
			if err := f(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// ftmEdge is a relation as an interval edge: a Membership or an Ownership where
// the two ends are of the kinds that these ask for, else an UnknownLink.
func (x *index) ftmEdge(r *reading.Relation, article string, i int) *proxy {
	from, to := x.entities[r.From], x.entities[r.To]
	if from == nil || to == nil || ftmSchema[from.Kind] == "" || ftmSchema[to.Kind] == "" {
		return nil
	}
	schema, source, target, role := "UnknownLink", "subject", "object", strings.ReplaceAll(r.Kind, "_", " ")
	a, b := from, to
	switch {
	case r.Kind == "part_of" && legal(from) && (to.Kind == "Organization" || to.Kind == "Company" || to.Kind == "PublicBody") && !r.Ambiguous:
		schema, source, target = "Membership", "member", "organization"
	case r.Kind == "owned_by" && legal(to) && (from.Kind == "Company" || from.Kind == "Vessel") && !r.Ambiguous:
		schema, source, target, a, b = "Ownership", "owner", "asset", to, from
	}
	if r.Role != "" {
		role = r.Role
	}
	if r.Ambiguous {
		role += " (scope ambiguous)"
	}
	origin := x.Report.ID
	if r.Claim != "" {
		origin = x.ref(r.Claim)
	}
	p := newProxy(article+"-r"+itoa(i+1), schema, from.Name+" – "+to.Name)
	p.set(source, article+"-"+a.ID, origin)
	p.set(target, article+"-"+b.ID, origin)
	p.set("role", role, origin)
	p.set("description", r.Span.Of(x.Text), origin)
	p.set("proof", article, origin)
	p.set("sourceUrl", x.Report.URL, origin)
	p.set("publisher", x.Report.Outlet, origin)
	p.set("recordId", origin, origin)
	if c := x.claims[r.Claim]; c != nil {
		p.set("summary", "reported: "+x.chain(c)+"; "+string(c.Factuality)+", "+string(c.Status), origin)
		p.set("status", "reported, "+string(c.Status), origin)
		start, end := Edges(c.When.EDTF)
		if start != ".." {
			p.set("startDate", start, origin)
		}
		if end != ".." && c.When.EDTF != "" {
			p.set("endDate", end, origin)
		}
	}
	return p
}

func legal(e *reading.Entity) bool {
	switch e.Kind {
	case "Person", "Organization", "Company", "PublicBody", "Group":
		return true
	}
	return false
}

// ftmDate is an EDTF date in the prefix form that FollowTheMoney takes, "" for
// intervals and doubtful dates.
func ftmDate(edtf string) string {
	if strings.ContainsAny(edtf, "/~?%[]{},X.") || len(edtf) > 10 {
		return ""
	}
	return edtf
}

var alpha3 = map[string]string{"en": "eng", "ko": "kor", "ru": "rus", "zh": "zho", "de": "deu", "fr": "fra", "es": "spa", "ja": "jpn", "ar": "ara", "uk": "ukr"}

type ftm struct{ e *json.Encoder }

// NewFTM writes FollowTheMoney entities, one JSON object a line: an Article a
// report, what it names, and its ties as interval edges with the article as
// their proof. Entities of different reports are not merged.
func NewFTM(w io.Writer) Writer {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return ftm{e}
}

func (f ftm) Add(e *Entry) error {
	return followTheMoney(e, func(p *proxy) error { return f.e.Encode(p) })
}
func (f ftm) Close() error { return nil }

type ftmStatements struct {
	b *bufio.Writer
	w *csv.Writer
}

// NewFTMStatements writes the same as FollowTheMoney statements in CSV: one
// row a value, its origin the claim (or report) that it rests on.
func NewFTMStatements(w io.Writer) Writer {
	s := &ftmStatements{b: bufio.NewWriter(w)}
	s.w = csv.NewWriter(s.b)
	_ = s.w.Write([]string{"canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value", "external", "first_seen", "last_seen", "id"}) // comes out at Close
	return s
}

func (s *ftmStatements) Add(e *Entry) error {
	seen := ""
	if e.Known != nil && e.Known.Custody != nil {
		seen = e.Known.Custody.At.UTC().Format("2006-01-02T15:04:05")
	}
	return followTheMoney(e, func(p *proxy) error {
		var ids []string
		for _, prop := range slices.Sorted(maps.Keys(p.Properties)) {
			for _, v := range p.Properties[prop] {
				id := statementID("sayso." + p.ID + "." + prop + "." + v)
				ids = append(ids, id)
				if err := s.w.Write([]string{p.ID, p.ID, prop, propTypes[prop], p.Schema, v, "sayso", p.from[prop+"\x00"+v], "", "", "f", seen, seen, id}); err != nil {
					return err
				}
			}
		}
		slices.Sort(ids)
		return s.w.Write([]string{p.ID, p.ID, "id", "checksum", p.Schema, statementID(strings.Join(ids, "")), "sayso", e.Report.ID, "", "", "f", seen, seen, statementID("sayso." + p.ID + ".id")})
	})
}

func (s *ftmStatements) Close() error {
	s.w.Flush()
	return errors.Join(s.w.Error(), s.b.Flush())
}

// statementID is the id that FollowTheMoney gives statements: a SHA-1 by its
// convention, no protection.
func statementID(s string) string {
	h := sha1.Sum([]byte(s))
	return hex.EncodeToString(h[:])
}

var propTypes = map[string]string{
	"title": "string", "publisher": "string", "sourceUrl": "url", "publishedAt": "date", "retrievedAt": "date", "language": "language", "author": "string",
	"description": "text", "name": "name", "alias": "name", "full": "address", "proof": "entity", "subject": "entity", "object": "entity", "member": "entity",
	"organization": "entity", "owner": "entity", "asset": "entity", "role": "string", "recordId": "string", "summary": "text", "status": "string",
	"startDate": "date", "endDate": "date",
}
