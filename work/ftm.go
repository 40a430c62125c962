package work

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Proxy is an entity or an edge of FollowTheMoney with a statement for each
// value: which report, and which of its claims, said it.
type Proxy struct {
	ID         string                 `json:"id"`
	Schema     string                 `json:"schema"`
	Caption    string                 `json:"caption"`
	Datasets   []string               `json:"datasets"` // outlets
	Properties map[string][]string    `json:"properties"`
	Statements map[string][]Statement `json:"statements"`
}

// Statement is one value of a property with where it comes from, in the fields
// of FollowTheMoney's statements.
type Statement struct {
	ID        string `json:"id"`
	EntityID  string `json:"entity_id"`
	Canonical string `json:"canonical_id"`
	Schema    string `json:"schema"`
	Prop      string `json:"prop"`
	Value     string `json:"value"`
	Dataset   string `json:"dataset"`              // the outlet
	Origin    string `json:"origin"`               // REPORT or REPORT/CLAIM in the ledger
	FirstSeen string `json:"first_seen,omitempty"` // the report's date, EDTF
}

var schemas = map[string]string{"Person": "Person", "Organization": "Organization", "Company": "Company", "PublicBody": "PublicBody", "Group": "LegalEntity", "Vessel": "Vessel", "Place": "Address"}

// FollowTheMoney is a dossier as FollowTheMoney's entities: the thing itself, what
// it is tied to, and the ties as intervals. Names that nobody has decided about
// stay apart; the state of the dossier is in the notes. sources tells the outlet
// and the date of a report.
func (d *Dossier) FollowTheMoney(sources func(report string) (outlet, date string)) []*Proxy {
	all := map[string]*Proxy{}
	var order []*Proxy
	proxy := func(name, kind string) *Proxy {
		id := "sayso-" + report.Hash("name " + entity.Key(name))[:16]
		if p := all[id]; p != nil {
			return p
		}
		p := &Proxy{ID: id, Schema: cmp.Or(schemas[kind], "LegalEntity"), Caption: name, Datasets: []string{}, Properties: map[string][]string{}, Statements: map[string][]Statement{}}
		all[id] = p
		order = append(order, p)
		return p
	}
	state := func(p *Proxy, prop, value, from string) {
		if value == "" {
			return
		}
		rep, _, _ := strings.Cut(from, "/")
		outlet, date := sources(rep)
		s := Statement{report.Hash(p.ID + "\x00" + prop + "\x00" + value + "\x00" + from)[:40], p.ID, p.ID, p.Schema, prop, value, outlet, from, date}
		if slices.Contains(p.Statements[prop], s) {
			return
		}
		p.Statements[prop] = append(p.Statements[prop], s)
		if !slices.Contains(p.Properties[prop], value) {
			p.Properties[prop] = append(p.Properties[prop], value)
		}
		if !slices.Contains(p.Datasets, outlet) {
			p.Datasets = append(p.Datasets, outlet)
		}
	}
	self := proxy(d.Name, d.Kind)
	for _, s := range d.Spellings {
		prop := "alias"
		if s.Name == d.Name {
			prop = "name"
		}
		for _, r := range s.Reports {
			state(self, prop, s.Name, r)
			for _, a := range s.Aliases {
				state(self, "weakAlias", a, r)
			}
		}
	}
	self.Properties["notes"] = []string{"reported, not established: " + d.State}
	mine := func(name string) bool {
		return slices.ContainsFunc(d.Spellings, func(s Spelling) bool { return entity.Key(s.Name) == entity.Key(name) })
	}
	for _, e := range slices.Concat(d.Roles, d.Ties) {
		end := func(name string) *Proxy {
			if mine(name) {
				return self
			}
			p := proxy(name, "")
			for _, q := range e.Reports {
				state(p, "name", name, q.Report)
			}
			return p
		}
		from, to := end(e.From), end(e.To)
		schema, source, target := "UnknownLink", "subject", "object"
		switch {
		case e.Kind == "owned_by" && !e.Ambiguous:
			schema, source, target, from, to = "Ownership", "owner", "asset", to, from
		case e.Kind == "part_of" && !e.Ambiguous:
			schema, source, target = "Membership", "member", "organization"
		}
		p := &Proxy{ID: "sayso-" + report.Hash(e.Kind + from.ID + to.ID + e.Role)[:16], Schema: schema, Caption: e.From + " – " + e.To, Datasets: []string{}, Properties: map[string][]string{}, Statements: map[string][]Statement{}}
		for _, q := range e.Reports {
			origin := q.Report
			if q.Claim != "" {
				origin += "/" + q.Claim
			}
			role := cmp.Or(e.Role, strings.ReplaceAll(e.Kind, "_", " "))
			if q.Ambiguous {
				role += " (scope ambiguous)"
			}
			state(p, source, from.ID, origin)
			state(p, target, to.ID, origin)
			state(p, "role", role, origin)
			state(p, "description", q.Words, origin)
			switch {
			case q.Denied:
				state(p, "status", "denied", origin)
			case q.Factuality != "" && q.Factuality != reading.Certain:
				state(p, "status", fmt.Sprintf("reported %s (%s)", q.Status, q.Factuality), origin)
			default:
				state(p, "status", strings.TrimSpace("reported "+q.Status), origin)
			}
		}
		order = append(order, p)
	}
	return order
}
