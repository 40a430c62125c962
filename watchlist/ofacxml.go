package watchlist

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// OFACXML reads OFAC's SDN or consolidated list in its plain XML.
func OFACXML(r io.Reader, emit func(Entity), problem func(Problem)) error {
	return elements(r, sink{emit, problem}, " sdnEntry ", func(d *xml.Decoder, at xml.StartElement) error {
		line, _ := d.InputPos()
		var n node
		if err := d.DecodeElement(&n, &at); err != nil {
			return err
		}
		e := Entity{Kind: Organization, Programs: n.texts("program"), Remarks: n.text("remarks"), Positions: filled([]string{n.text("title")})}
		for i := range n.Kids {
			switch k := &n.Kids[i]; k.XMLName.Local {
			case "uid":
				e.ID = strings.TrimSpace(k.Text)
			case "sdnType":
				e.Kind = kindOFAC(strings.TrimSpace(k.Text))
			}
		}
		e.addName(nameOFAC(n.own("firstName"), n.own("lastName")), false)
		for k := range n.all("aka") {
			before := len(e.Names)
			e.addName(nameOFAC(k.own("firstName"), k.own("lastName")), k.own("category") == "weak")
			if len(e.Names) > before && strings.HasPrefix(strings.ToLower(k.own("type")), "f.k.a") {
				e.Names[before].Quality = "former"
			}
		}
		for k := range n.all("address") {
			appendNew(&e.Places, strings.Join(filled([]string{k.own("address1"), k.own("city"), k.own("country")}), ", "))
			appendNew(&e.Countries, k.own("country"))
		}
		for _, of := range []string{"nationality", "citizenship"} {
			for k := range n.all(of) {
				appendNew(&e.Countries, k.own("country"))
			}
		}
		for _, p := range n.texts("placeOfBirth") {
			appendNew(&e.Places, p)
		}
		for _, b := range n.texts("dateOfBirth") {
			appendNew(&e.Born, dayOFAC(b))
		}
		for _, x := range n.texts("idNumber") {
			appendNew(&e.Numbers, x)
		}
		return named(e, line, emit, problem)
	})
}

// own is the text of a child of a name.
func (n *node) own(name string) string {
	for i := range n.Kids {
		if n.Kids[i].XMLName.Local == name {
			return strings.Join(strings.Fields(n.Kids[i].Text), " ")
		}
	}
	return ""
}

func kindOFAC(s string) Kind {
	switch strings.ToLower(s) {
	case "individual":
		return Person
	case "vessel":
		return Vessel
	case "aircraft":
		return Airplane
	}
	return Organization
}

func nameOFAC(first, last string) string {
	if first == "" || last == "" {
		return first + last
	}
	return last + ", " + first
}

// dayOFAC is a date as OFAC writes it, "12 Mar 1970", "Mar 1970", "circa 1970",
// in EDTF.
func dayOFAC(s string) string {
	m := remarkBorn.FindStringSubmatch("DOB " + s)
	if m == nil {
		return s
	}
	d := m[3]
	if months[m[2]] != "" {
		if d += "-" + months[m[2]]; m[1] != "" {
			d += "-" + strings.Repeat("0", 2-len(m[1])) + m[1]
		}
	}
	return d
}

// OFACAdvanced reads OFAC's lists in the "advanced" XML of the UN's sanctions
// data model: values by number, parties, and the entries that list them.
func OFACAdvanced(r io.Reader, emit func(Entity), problem func(Problem)) error {
	a := &advanced{value: map[string]string{}, place: map[string]place{}, papers: map[string][]string{}, at: map[string]int{}}
	err := elements(r, sink{emit, problem}, " ReferenceValueSets Location IDRegDocument DistinctParty SanctionsEntry ", func(d *xml.Decoder, at xml.StartElement) error {
		line, _ := d.InputPos()
		var n node
		if err := d.DecodeElement(&n, &at); err != nil {
			return err
		}
		switch at.Name.Local {
		case "ReferenceValueSets":
			for i := range n.Kids {
				a.values(&n.Kids[i])
			}
		case "Location":
			a.location(&n)
		case "IDRegDocument":
			id := n.attr("IdentityID")
			a.papers[id] = append(a.papers[id], n.texts("IDRegistrationNo")...)
		case "DistinctParty":
			a.party(&n, line)
		case "SanctionsEntry":
			a.entry(&n)
		}
		return nil
	})
	for i := range a.entities {
		_ = named(a.entities[i], a.lines[i], emit, problem)
	}
	return err
}

// advanced is what was read of an advanced list so far.
type advanced struct {
	value    map[string]string // by element and ID, "Country 11093"
	place    map[string]place
	papers   map[string][]string // numbers of documents by identity
	entities []Entity
	lines    []int
	at       map[string]int // entity by profile
}

type place struct{ text, country string }

func (a *advanced) values(set *node) {
	for i := range set.Kids {
		v := &set.Kids[i]
		a.value[v.XMLName.Local+" "+v.attr("ID")] = strings.TrimSpace(v.Text)
		if v.XMLName.Local == "PartySubType" {
			a.value["PartyTypeOf "+v.attr("ID")] = v.attr("PartyTypeID")
		}
	}
}

func (a *advanced) location(n *node) {
	var p place
	for k := range n.all("LocationCountry") {
		p.country = a.value["Country "+k.attr("CountryID")]
	}
	p.text = strings.Join(filled(append(n.texts("Value"), p.country)), ", ")
	a.place[n.attr("ID")] = p
}

func (a *advanced) party(n *node, line int) {
	for profile := range n.all("Profile") {
		e := Entity{ID: firstOf(n.attr("FixedRef"), profile.attr("ID")), Kind: a.kind(profile.attr("PartySubTypeID"))}
		for identity := range profile.all("Identity") {
			a.names(identity, &e)
			for _, x := range a.papers[identity.attr("ID")] {
				appendNew(&e.Numbers, x)
			}
		}
		for f := range profile.all("Feature") {
			a.feature(f, &e)
		}
		for c := range n.all("Comment") {
			if s := strings.TrimSpace(c.Text); s != "" && e.Remarks == "" {
				e.Remarks = s
			}
		}
		a.at[profile.attr("ID")] = len(a.entities)
		a.entities, a.lines = append(a.entities, e), append(a.lines, line)
	}
}

func (a *advanced) kind(subtype string) Kind {
	sub, party := a.value["PartySubType "+subtype], a.value["PartyType "+a.value["PartyTypeOf "+subtype]]
	for _, s := range []string{sub, party} {
		switch strings.ToLower(s) {
		case "individual", "vessel", "aircraft":
			return kindOFAC(s)
		}
	}
	return Organization
}

// names reads the aliases of an identity. A person's family name comes before
// a comma, as in OFAC's other files.
func (a *advanced) names(identity *node, e *Entity) {
	part := map[string]string{} // type of a name part by its group
	for g := range identity.all("NamePartGroup") {
		part[g.attr("ID")] = a.value["NamePartType "+g.attr("NamePartTypeID")]
	}
	for alias := range identity.all("Alias") {
		kind := strings.ToLower(a.value["AliasType "+alias.attr("AliasTypeID")])
		for documented := range alias.all("DocumentedName") {
			var last, rest []string
			script := ""
			for v := range documented.all("NamePartValue") {
				text := strings.Join(strings.Fields(v.Text), " ")
				if s := a.value["Script "+v.attr("ScriptID")]; s != "" && !strings.HasPrefix(s, "Latin") {
					script = s
				}
				if strings.EqualFold(part[v.attr("NamePartGroupID")], "Last Name") {
					last = append(last, text)
				} else {
					rest = append(rest, text)
				}
			}
			text := strings.Join(append(last, rest...), " ")
			if len(last) > 0 && len(rest) > 0 {
				text = strings.Join(last, " ") + ", " + strings.Join(rest, " ")
			}
			before := len(e.Names)
			if e.addName(text, alias.attr("LowQuality") == "true"); len(e.Names) == before {
				continue
			}
			q := &e.Names[before].Quality
			switch {
			case script != "":
				*q = "original script"
			case strings.HasPrefix(kind, "f.k.a") || kind == "formerly known as":
				*q = "former"
			case alias.attr("Primary") == "true" && before > 0 && *q != "weak":
				e.Names[0].Quality, *q = strings.Replace(e.Names[0].Quality, "primary", "strong", 1), "primary"
				e.Names[0], e.Names[before] = e.Names[before], e.Names[0]
			}
		}
	}
}

func (a *advanced) feature(f *node, e *Entity) {
	name := a.value["FeatureType "+f.attr("FeatureTypeID")]
	what := strings.ToLower(name)
	details := f.texts("VersionDetail")
	for d := range f.all("VersionDetail") {
		if v := a.value["DetailReference "+d.attr("DetailReferenceID")]; v != "" {
			details = append(details, v)
		}
	}
	var to *[]string
	switch {
	case what == "birthdate":
		for p := range f.all("DatePeriod") {
			appendNew(&e.Born, born(p))
		}
	case strings.Contains(what, "nationality"), strings.Contains(what, "citizenship"), strings.Contains(what, "flag"):
		to = &e.Countries
	case strings.Contains(what, "title"):
		to = &e.Positions
	case strings.Contains(what, "place of birth"):
		to = &e.Places
	case slices.ContainsFunc(numberFeatures, func(s string) bool { return strings.Contains(what, s) }):
		to = &e.Numbers
	}
	for l := range f.all("VersionLocation") {
		p := a.place[l.attr("LocationID")]
		if to == &e.Countries { // a country may be told as the one part of a place
			appendNew(to, firstOf(p.country, p.text))
			continue
		}
		appendNew(&e.Countries, p.country)
		if p.text != p.country {
			appendNew(&e.Places, p.text)
		}
	}
	for _, d := range details {
		if to != nil {
			appendNew(to, d)
		} else if name != "" {
			e.Remarks = strings.Join(filled([]string{e.Remarks, strings.TrimRight(name, " :-") + ": " + d}), "; ")
		}
	}
}

// numberFeatures are words in the names of features that are numbers by which
// something is known.
var numberFeatures = []string{"number", "swift", "bic", "bik", "code", "call sign", "mmsi", "imo", "digital currency", "d-u-n-s", "tail", "serial"}

// born is the day, year or range of a period.
func born(p *node) string {
	var ends []string
	for _, end := range []string{"Start", "End"} {
		for k := range p.all(end) {
			from, to := dateOf(k, "From"), dateOf(k, "To")
			ends = append(ends, from, to)
		}
	}
	ends = filled(ends)
	if len(ends) == 0 {
		return ""
	}
	slices.Sort(ends)
	first, last := ends[0], ends[len(ends)-1]
	switch {
	case first == last:
		return first
	case len(first) == 10 && len(last) == 10 && first[:4] == last[:4] && first[4:] == "-01-01" && last[4:] == "-12-31":
		return first[:4]
	}
	return first + "/" + last
}

func dateOf(n *node, end string) string {
	for k := range n.all(end) {
		y, m, d := k.text("Year"), k.text("Month"), k.text("Day")
		return strings.Join(filled([]string{y, two(m), two(d)}), "-")
	}
	return ""
}

// entry adds the programmes and the day of listing to the party it lists.
func (a *advanced) entry(n *node) {
	i, ok := a.at[n.attr("ProfileID")]
	if !ok {
		return
	}
	e := &a.entities[i]
	for m := range n.all("SanctionsMeasure") {
		appendNew(&e.Programs, m.own("Comment"))
	}
	for ev := range n.all("EntryEvent") {
		for d := range ev.all("Date") {
			e.Listed = firstOf(e.Listed, strings.Join(filled([]string{d.text("Year"), two(d.text("Month")), two(d.text("Day"))}), "-"))
		}
	}
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
