package watchlist

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// EU reads the consolidated financial sanctions list of the European Union as
// XML (FSF 1.1).
func EU(r io.Reader, emit func(Entity), problem func(Problem)) error {
	return elements(r, sink{emit, problem}, " sanctionEntity ", func(d *xml.Decoder, at xml.StartElement) error {
		line, _ := d.InputPos()
		var n node
		if err := d.DecodeElement(&n, &at); err != nil {
			return err
		}
		e := Entity{ID: firstOf(n.attr("euReferenceNumber"), n.attr("logicalId")), Listed: n.attr("designationDate"), Remarks: strings.Join(n.texts("remark"), " "), Numbers: filled([]string{n.attr("unitedNationId")})}
		for k := range n.all("subjectType") {
			e.Kind = kindEU(k.attr("code") + k.attr("classificationCode"))
		}
		for k := range n.all("regulation") {
			appendNew(&e.Programs, k.attr("programme"))
		}
		for k := range n.all("nameAlias") {
			name := firstOf(k.attr("wholeName"), strings.Join(filled([]string{k.attr("firstName"), k.attr("middleName"), k.attr("lastName")}), " "))
			e.addName(name, k.attr("strong") == "false" || strings.Contains(strings.ToLower(k.text("remark")), "low quality"))
			appendNew(&e.Positions, k.attr("function"))
			appendNew(&e.Positions, k.attr("title"))
		}
		for k := range n.all("citizenship") {
			appendNew(&e.Countries, countryEU(firstOf(k.attr("countryDescription"), k.attr("countryIso2Code"))))
		}
		for k := range n.all("birthdate") {
			born := k.attr("birthdate")
			if c := k.attr("calendarType"); born == "" && (c == "" || c == "GREGORIAN") {
				born = k.attr("year")
			}
			appendNew(&e.Born, born)
			country := countryEU(k.attr("countryDescription"))
			appendNew(&e.Places, strings.Join(filled([]string{firstOf(k.attr("city"), k.attr("place")), k.attr("region"), country}), ", "))
			appendNew(&e.Countries, country)
		}
		for k := range n.all("address") {
			country := countryEU(k.attr("countryDescription"))
			appendNew(&e.Places, strings.Join(filled([]string{k.attr("street"), firstOf(k.attr("city"), k.attr("place")), k.attr("region"), country}), ", "))
			appendNew(&e.Countries, country)
		}
		for k := range n.all("identification") {
			appendNew(&e.Numbers, firstOf(k.attr("number"), k.attr("latinNumber")))
		}
		return named(e, line, emit, problem)
	})
}

// countryEU is a country as the list names it, "" where it says that it knows none.
func countryEU(s string) string {
	if s == "UNKNOWN" || s == "00" {
		return ""
	}
	return s
}

func kindEU(code string) Kind {
	switch strings.ToLower(code) {
	case "p", "person", "personp":
		return Person
	case "e", "enterprise", "enterprisee":
		return Organization
	}
	return UnknownKind
}

// named emits an entity that has a name; one without is a problem.
func named(e Entity, line int, emit func(Entity), problem func(Problem)) error {
	if len(e.Names) == 0 {
		problem(Problem{Line: line, Why: fmt.Sprintf("entry %q has no name", e.ID)})
		return nil
	}
	if e.ID == "" {
		e.ID = fmt.Sprintf("line %d", line)
	}
	emit(e)
	return nil
}

// addName adds a name unless the entity has it; the first is the primary one.
func (e *Entity) addName(text string, weak bool) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" || slices.ContainsFunc(e.Names, func(n Name) bool { return n.Text == text }) {
		return
	}
	q := "strong"
	switch {
	case weak:
		q = "weak"
	case len(e.Names) == 0:
		q = "primary"
	}
	e.Names = append(e.Names, Name{text, q})
}

func firstOf(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}

func appendNew(to *[]string, s string) {
	if s = strings.TrimSpace(s); s != "" && !slices.Contains(*to, s) {
		*to = append(*to, s)
	}
}

// EUCSV reads the same list as CSV, of version 1.1 or the older 1.0: a row for
// each name, date or address of an entry, parted by semicolons.
func EUCSV(r io.Reader, emit func(Entity), problem func(Problem)) error {
	head := bufio.NewReaderSize(r, 1<<16)
	if b, _ := head.Peek(4096); strings.Contains(strings.ToLower(string(b)), "entity_logical_id") {
		return grouped(head, ';', "entity_logical_id", emit, problem, rowEU10)
	}
	return grouped(head, ';', "entity_logicalid", emit, problem, rowEU11)
}

func rowEU11(e *Entity, cell func(string) string) {
	e.ID = firstOf(cell("entity_eu_referencenumber"), cell("entity_logicalid"))
	e.Kind = kindEU(firstOf(cell("entity_subjecttype_classificationcode"), cell("entity_subjecttype")))
	e.Listed = firstOf(e.Listed, cell("entity_designationdate"))
	e.Remarks = firstOf(e.Remarks, cell("entity_remark"))
	e.addName(firstOf(cell("namealias_wholename"), strings.Join(filled([]string{cell("namealias_firstname"), cell("namealias_middlename"), cell("namealias_lastname")}), " ")), cell("namealias_strong") == "false")
	appendNew(&e.Programs, firstOf(cell("entity_regulation_programme"), cell("regulation_programme")))
	appendNew(&e.Positions, cell("namealias_function"))
	appendNew(&e.Positions, cell("namealias_title"))
	appendNew(&e.Born, firstOf(cell("birthdate_birthdate"), cell("birthdate_year")))
	for _, c := range []string{"citizenship_countrydescription", "birthdate_countrydescription", "address_countrydescription"} {
		appendNew(&e.Countries, countryEU(cell(c)))
	}
	appendNew(&e.Places, strings.Join(filled([]string{cell("address_street"), cell("address_city"), countryEU(cell("address_countrydescription"))}), ", "))
	appendNew(&e.Places, strings.Join(filled([]string{cell("birthdate_city"), countryEU(cell("birthdate_countrydescription"))}), ", "))
	appendNew(&e.Numbers, cell("identification_number"))
}

func rowEU10(e *Entity, cell func(string) string) {
	e.ID = firstOf(e.ID, cell("eu_ref_num"))
	if k := kindEU(cell("subject_type")); k != UnknownKind {
		e.Kind = k
	}
	e.Remarks = firstOf(e.Remarks, cell("entity_remark"))
	e.addName(firstOf(cell("naal_wholename"), strings.Join(filled([]string{cell("naal_firstname"), cell("naal_middlename"), cell("naal_lastname")}), " ")), false)
	appendNew(&e.Programs, cell("programme"))
	appendNew(&e.Positions, cell("naal_function"))
	appendNew(&e.Positions, cell("naal_title"))
	appendNew(&e.Born, cell("birt_date"))
	for _, c := range []string{"citi_country", "birt_country", "addr_country"} {
		appendNew(&e.Countries, countryEU(cell(c)))
	}
	appendNew(&e.Places, strings.Join(filled([]string{cell("addr_street"), cell("addr_city"), countryEU(cell("addr_country"))}), ", "))
	appendNew(&e.Places, strings.Join(filled([]string{firstOf(cell("birt_place"), cell("birt_city")), countryEU(cell("birt_country"))}), ", "))
	appendNew(&e.Numbers, cell("iden_number"))
}

// grouped reads a sheet in which an entry has several rows, which the column
// named group holds together. Lines before the one with that column are skipped.
func grouped(r io.Reader, comma rune, group string, emit func(Entity), problem func(Problem), row func(e *Entity, cell func(string) string)) error {
	var at map[string]int
	entries := map[string]*Entity{}
	var order []string
	line0 := map[string]int{}
	err := rows(r, comma, sink{emit, problem}, func(line int, cells []string) {
		if at == nil {
			head := map[string]int{}
			for i, h := range cells {
				if h = strings.ToLower(strings.TrimPrefix(h, "\ufeff")); head[h] == 0 { // some repeat a column at the end
					head[h] = i + 1
				}
			}
			if _, ok := head[group]; ok {
				at = head
			} else if line > 20 {
				at = map[string]int{}
			}
			return
		}
		cell := func(name string) string {
			if i := at[name]; i > 0 && i <= len(cells) {
				return cells[i-1]
			}
			return ""
		}
		id := cell(group)
		if id == "" {
			if len(at) > 0 && len(filled(cells)) > 0 {
				problem(Problem{Line: line, Why: fmt.Sprintf("%d columns, and none says to which entry it belongs", len(cells))})
			}
			return
		}
		e := entries[id]
		if e == nil {
			e = &Entity{}
			entries[id], line0[id] = e, line
			order = append(order, id)
		}
		row(e, cell)
	})
	if err == nil && len(at) == 0 {
		return fmt.Errorf("no line names the column %s: %w", group, ErrForm)
	}
	for _, id := range order {
		entries[id].ID = firstOf(entries[id].ID, id)
		_ = named(*entries[id], line0[id], emit, problem)
	}
	return err
}
