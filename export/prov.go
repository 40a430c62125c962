package export

import (
	"bufio"
	"encoding/json"
	"io"
	"time"

	"github.com/sayso/sayso/story"
)

type prov struct {
	b     *bufio.Writer
	first bool
}

// NewPROV writes PROV-JSON, one bundle a report: the original and its canonical
// text, the reading and who made it, the claims as quoted from the text and
// attributed to their voices, and what is proposed between claims of reports
// as derivation, quotation or revision. A bundle stands for itself, so that
// memory does not grow with the number of reports.
func NewPROV(w io.Writer) Writer {
	p := &prov{bufio.NewWriter(w), true}
	p.b.WriteString(`{"prefix":{"sayso":"https://github.com/sayso/sayso/ns#","r":"urn:sayso:","xsd":"http://www.w3.org/2001/XMLSchema#"},"bundle":{`)
	return p
}

type attrs map[string]any

func (p *prov) Add(e *Entry) error {
	x := indexOf(e)
	s := &x.Report
	id := func(local string) string { return "r:" + s.ID + "-" + local }
	original, text, made, reader := id("original"), id("text"), id("reading"), id("reader")
	entities := attrs{
		original: attrs{"prov:label": s.Title, "sayso:sha256": s.SHA256, "sayso:url": s.URL, "sayso:published": s.Published.EDTF, "sayso:publishedBasis": s.Published.Basis},
		text:     attrs{"sayso:sha256": s.TextSHA256},
	}
	outlet := id("outlet")
	agents := attrs{outlet: attrs{"prov:type": qualified("prov:Organization"), "prov:label": x.own()}, reader: attrs{"prov:type": qualified("prov:SoftwareAgent"), "prov:label": "sayso " + e.Reader.Version, "sayso:model": e.Reader.Model}}
	derived := attrs{"_:d-text": attrs{"prov:generatedEntity": text, "prov:usedEntity": original}}
	attributed := attrs{"_:a-original": attrs{"prov:entity": original, "prov:agent": outlet}}
	generated, influenced := attrs{}, attrs{}
	activity := attrs{}
	if c := e.Known; c != nil && c.Custody != nil {
		by := id("captured-by")
		agents[by] = attrs{"prov:label": c.Custody.By}
		activity["prov:endTime"] = c.Custody.At.UTC().Format(time.RFC3339)
		derived["_:i-capture"] = attrs{"prov:generatedEntity": text, "prov:usedEntity": original, "sayso:tool": c.Custody.Tool}
		attributed["_:a-capture"] = attrs{"prov:entity": text, "prov:agent": by}
	}
	for i := range e.Voices {
		v := &e.Voices[i]
		kind := "prov:Agent"
		switch v.Kind {
		case "person":
			kind = "prov:Person"
		case "office", "outlet":
			kind = "prov:Organization"
		}
		agents[id(v.ID)] = attrs{"prov:type": qualified(kind), "prov:label": v.Name, "sayso:kind": v.Kind}
	}
	for i := range e.Claims {
		c := &e.Claims[i]
		me := id(c.ID)
		entities[me] = attrs{"prov:value": c.Span.Of(x.Text), "sayso:start": c.Span.Start, "sayso:end": c.Span.End, "sayso:factuality": string(c.Factuality), "sayso:status": string(c.Status), "sayso:basis": c.Basis.Kind, "sayso:edtf": c.When.EDTF}
		derived["_:q-"+c.ID] = attrs{"prov:generatedEntity": me, "prov:usedEntity": text, "prov:type": qualified("prov:Quotation")}
		generated["_:g-"+c.ID] = attrs{"prov:entity": me, "prov:activity": made}
		who := outlet
		if n := len(c.Sources); n > 0 && x.voices[c.Sources[n-1].Voice] != nil {
			who = id(c.Sources[n-1].Voice)
		}
		attributed["_:a-"+c.ID] = attrs{"prov:entity": me, "prov:agent": who}
		for _, b := range c.Basis.Premises {
			derived["_:p-"+c.ID+"-"+b] = attrs{"prov:generatedEntity": me, "prov:usedEntity": id(b)}
		}
	}
	if e.Known != nil {
		for i := range e.Known.Links {
			l := &e.Known.Links[i]
			if l.State == story.Rejected {
				continue
			}
			rel := attrs{"sayso:link": string(l.Kind), "sayso:state": string(l.State)}
			from, to, k := "r:"+l.From+"-"+l.Claim, "r:"+l.To+"-"+l.ToClaim, "_:l-"+itoa(i)
			switch l.Kind {
			case story.Repeats:
				rel["prov:generatedEntity"], rel["prov:usedEntity"] = from, to
				derived[k] = rel
			case story.Revises:
				rel["prov:generatedEntity"], rel["prov:usedEntity"], rel["prov:type"] = from, to, qualified("prov:Revision")
				derived[k] = rel
			default:
				rel["prov:influencee"], rel["prov:influencer"] = from, to
				influenced[k] = rel
			}
		}
	}
	bundle := attrs{
		"entity": entities, "agent": agents, "activity": attrs{made: activity},
		"used":              attrs{"_:u-text": attrs{"prov:activity": made, "prov:entity": text}},
		"wasAssociatedWith": attrs{"_:w-reader": attrs{"prov:activity": made, "prov:agent": reader}},
		"wasDerivedFrom":    derived, "wasAttributedTo": attributed, "wasGeneratedBy": generated,
	}
	if len(influenced) > 0 {
		bundle["wasInfluencedBy"] = influenced
	}
	b, err := compact(bundle) // maps are written with their keys sorted
	if err != nil {
		return err
	}
	sep := ",\n"
	if p.first {
		p.first, sep = false, "\n"
	}
	name, err := json.Marshal(id("bundle"))
	if err != nil {
		return err
	}
	_, err = p.b.WriteString(sep + string(name) + ":" + string(b))
	return err
}

func qualified(s string) attrs { return attrs{"$": s, "type": "xsd:QName"} }

func (p *prov) Close() error {
	p.b.WriteString("\n}}\n")
	return p.b.Flush()
}
