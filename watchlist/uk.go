package watchlist

import (
	"bufio"
	"encoding/xml"
	"io"
	"strings"
)

// UK reads the UK Sanctions List as XML.
func UK(r io.Reader, emit func(Entity), problem func(Problem)) error {
	return elements(r, sink{emit, problem}, " Designation ", func(d *xml.Decoder, at xml.StartElement) error {
		line, _ := d.InputPos()
		var n node
		if err := d.DecodeElement(&n, &at); err != nil {
			return err
		}
		e := Entity{ID: firstOf(n.text("UniqueID"), n.text("OFSIGroupID")), Kind: kindUK(firstOf(n.text("IndividualEntityShip"), n.text("GroupType"))), Listed: dayUK(n.text("DateDesignated")),
			Programs: n.texts("RegimeName"), Numbers: append(filled([]string{n.text("UNReferenceNumber")}), n.texts("IMONumber")...), Positions: append(n.texts("Position"), n.texts("Title")...),
			Remarks: strings.Join(filled([]string{n.text("OtherInformation"), n.text("UKStatementofReasons")}), " ")}
		for k := range n.all("Name") {
			if name := partsUK(func(s string) string { return k.text("Name" + s) }); name != "" {
				e.addUK(name, k.text("NameType"), k.text("AliasStrength"))
			}
		}
		for _, s := range n.texts("NameNonLatinScript") {
			e.Names = append(e.Names, Name{s, "original script"})
		}
		for _, of := range []string{"Nationality", "AddressCountry", "CountryOfBirth", "CurrentBelievedFlagOfShip"} {
			for _, c := range n.texts(of) {
				appendNew(&e.Countries, c)
			}
		}
		for k := range n.all("Address") {
			var lines []string
			for _, l := range []string{"AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "AddressLine5", "AddressLine6", "AddressPostalCode", "AddressCountry"} {
				lines = append(lines, k.text(l))
			}
			appendNew(&e.Places, strings.Join(filled(lines), ", "))
		}
		for k := range n.all("Location") {
			appendNew(&e.Places, strings.Join(filled([]string{k.text("TownOfBirth"), k.text("CountryOfBirth")}), ", "))
		}
		for _, b := range n.texts("DOB") {
			appendNew(&e.Born, dayUK(b))
		}
		for _, of := range []string{"PassportNumber", "NationalIdentifierNumber", "BusinessRegistrationNumber"} {
			for _, x := range n.texts(of) {
				appendNew(&e.Numbers, x)
			}
		}
		return named(e, line, emit, problem)
	})
}

// partsUK joins the parts of a name: the sixth is the family name, or the whole
// name of what is no person.
func partsUK(part func(string) string) string {
	var out []string
	for _, i := range []string{"1", "2", "3", "4", "5", "6"} {
		if p := part(i); p != "" && p != "0" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

// addUK adds a name of a type as the UK's lists call it; the one they call
// primary comes first.
func (e *Entity) addUK(name, kind, strength string) {
	kind = strings.ToLower(kind)
	weak := strings.Contains(strings.ToLower(strength), "low")
	before := len(e.Names)
	e.addName(name, weak)
	if len(e.Names) == before {
		return
	}
	n := &e.Names[before]
	switch {
	case strings.Contains(kind, "formerly") || strings.Contains(kind, "f.k.a") || strings.Contains(kind, "fka"):
		n.Quality = "former"
	case kind == "primary name" && before > 0:
		if e.Names[0].Quality == "primary" {
			e.Names[0].Quality = "strong"
		}
		n.Quality = "primary"
		e.Names[0], e.Names[before] = e.Names[before], e.Names[0]
	}
}

func kindUK(s string) Kind {
	switch strings.ToLower(s) {
	case "individual":
		return Person
	case "entity":
		return Organization
	case "ship":
		return Vessel
	}
	return UnknownKind
}

// dayUK is a date as the UK's lists write it, dd/mm/yyyy with unknown parts as
// dd, mm or 00, in EDTF.
func dayUK(s string) string {
	p := strings.Split(s, "/")
	if len(p) != 3 || len(p[2]) != 4 {
		return s
	}
	known := func(x string) bool { return len(x) == 2 && x != "00" && x[0] >= '0' && x[0] <= '9' }
	switch {
	case !known(p[1]):
		return p[2]
	case !known(p[0]):
		return p[2] + "-" + p[1]
	}
	return p[2] + "-" + p[1] + "-" + p[0]
}

// UKCSV reads the UK Sanctions List, or the OFSI consolidated list before it, as
// CSV: a row for each name or address of an entry.
func UKCSV(r io.Reader, emit func(Entity), problem func(Problem)) error {
	head := bufio.NewReaderSize(r, 1<<16)
	group := "group id"
	if b, _ := head.Peek(4096); strings.Contains(strings.ToLower(string(b)), "unique id") {
		group = "unique id"
	}
	return grouped(head, ',', group, emit, problem, func(e *Entity, cell func(string) string) {
		e.ID = cell(group)
		e.Kind = kindUK(firstOf(cell("group type"), cell("individual, entity, ship"), cell("individual/entity/ship"), cell("designation type")))
		e.Listed = firstOf(e.Listed, dayUK(firstOf(cell("listed on"), cell("date designated"))))
		e.Remarks = firstOf(e.Remarks, strings.Join(filled([]string{cell("other information"), cell("uk statement of reasons")}), " "))
		if name := partsUK(func(i string) string { return cell("name " + i) }); name != "" {
			e.addUK(name, firstOf(cell("alias type"), cell("name type")), firstOf(cell("alias quality"), cell("alias strength")))
		}
		if s := cell("name non-latin script"); s != "" {
			before := len(e.Names)
			if e.addName(s, false); len(e.Names) > before {
				e.Names[before].Quality = "original script"
			}
		}
		appendNew(&e.Programs, firstOf(cell("regime"), cell("regime name")))
		appendNew(&e.Positions, cell("position"))
		appendNew(&e.Positions, cell("title"))
		appendNew(&e.Born, dayUK(firstOf(cell("dob"), cell("d.o.b"))))
		for _, c := range []string{"nationality", "nationality(/ies)", "country", "address country", "country of birth", "current believed flag of ship"} {
			appendNew(&e.Countries, cell(c))
		}
		var lines []string
		for _, i := range []string{"1", "2", "3", "4", "5", "6"} {
			lines = append(lines, firstOf(cell("address "+i), cell("address line "+i)))
		}
		lines = append(lines, firstOf(cell("post/zip code"), cell("address postal code")), firstOf(cell("country"), cell("address country")))
		appendNew(&e.Places, strings.Join(filled(lines), ", "))
		appendNew(&e.Places, strings.Join(filled([]string{cell("town of birth"), cell("country of birth")}), ", "))
		for _, c := range []string{"passport number", "national identification number", "national identifier number", "imo number", "business registration number (s)"} {
			appendNew(&e.Numbers, cell(c))
		}
	})
}

// OFSI reads the OFSI consolidated list as XML, which the UK Sanctions List has
// replaced: an element for each name of an entry.
func OFSI(r io.Reader, emit func(Entity), problem func(Problem)) error {
	entries := map[string]*Entity{}
	var order []string
	lines := map[string]int{}
	err := elements(r, sink{emit, problem}, " FinancialSanctionsTarget ", func(d *xml.Decoder, at xml.StartElement) error {
		line, _ := d.InputPos()
		var n node
		if err := d.DecodeElement(&n, &at); err != nil {
			return err
		}
		id := firstOf(n.text("GroupID"), n.text("UKSanctionsListRef"))
		if id == "" {
			problem(Problem{Line: line, Why: "a target without GroupID"})
			return nil
		}
		e := entries[id]
		if e == nil {
			e = &Entity{ID: id}
			entries[id], lines[id] = e, line
			order = append(order, id)
		}
		if k := kindUK(n.text("GroupTypeDescription")); k != UnknownKind {
			e.Kind = k
		}
		name := partsUK(func(i string) string { return firstOf(n.text("Name"+i), n.text("name"+i)) })
		e.addUK(firstOf(name, n.text("FullName")), firstOf(n.text("AliasType"), n.text("AliasTypeName")), n.text("AliasQuality"))
		appendNew(&e.Programs, n.text("RegimeName"))
		for _, of := range []string{"Individual_Position", "Title", "NameTitle"} {
			appendNew(&e.Positions, n.text(of))
		}
		appendNew(&e.Born, dayUK(n.text("Individual_DateOfBirth")))
		for _, of := range []string{"Individual_Nationality", "Country", "Individual_CountryOfBirth1"} {
			appendNew(&e.Countries, n.text(of))
		}
		var lines []string
		for _, of := range []string{"Address1", "Address2", "Address3", "Address4", "Address5", "Address6", "PostCode", "Country"} {
			lines = append(lines, n.text(of))
		}
		appendNew(&e.Places, strings.Join(filled(lines), ", "))
		listed, _, _ := strings.Cut(firstOf(n.text("DateListed"), n.text("DateDesignated")), "T")
		e.Listed = firstOf(e.Listed, dayUK(listed))
		e.Remarks = firstOf(e.Remarks, n.text("OtherInformation"))
		return nil
	})
	for _, id := range order {
		_ = named(*entries[id], lines[id], emit, problem)
	}
	return err
}
