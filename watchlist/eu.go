package watchlist

import (
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
			e.addName(name, k.attr("strong") == "false")
			appendNew(&e.Positions, k.attr("function"))
			appendNew(&e.Positions, k.attr("title"))
		}
		for k := range n.all("citizenship") {
			appendNew(&e.Countries, firstOf(k.attr("countryDescription"), k.attr("countryIso2Code")))
		}
		for k := range n.all("birthdate") {
			appendNew(&e.Born, firstOf(k.attr("birthdate"), k.attr("year")))
			appendNew(&e.Places, strings.Join(filled([]string{k.attr("city"), k.attr("countryDescription")}), ", "))
			appendNew(&e.Countries, k.attr("countryDescription"))
		}
		for k := range n.all("address") {
			appendNew(&e.Places, strings.Join(filled([]string{k.attr("street"), k.attr("city"), k.attr("countryDescription")}), ", "))
			appendNew(&e.Countries, k.attr("countryDescription"))
		}
		for k := range n.all("identification") {
			appendNew(&e.Numbers, k.attr("number"))
		}
		return named(e, line, emit, problem)
	})
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

// EUCSV reads the same list as CSV: a row for each name, date or address of an
// entry, parted by semicolons.
func EUCSV(r io.Reader, emit func(Entity), problem func(Problem)) error {
	return grouped(r, ';', "entity_logicalid", emit, problem, func(e *Entity, cell func(string) string) {
		e.ID = firstOf(cell("entity_eu_referencenumber"), cell("entity_logicalid"))
		e.Kind = kindEU(firstOf(cell("entity_subjecttype_classificationcode"), cell("entity_subjecttype")))
		e.Listed = firstOf(e.Listed, cell("entity_designationdate"))
		e.Remarks = firstOf(e.Remarks, cell("entity_remark"))
		e.addName(firstOf(cell("namealias_wholename"), strings.Join(filled([]string{cell("namealias_firstname"), cell("namealias_middlename"), cell("namealias_lastname")}), " ")), cell("namealias_strong") == "false")
		appendNew(&e.Programs, cell("entity_regulation_programme"))
		appendNew(&e.Positions, cell("namealias_function"))
		appendNew(&e.Positions, cell("namealias_title"))
		appendNew(&e.Born, firstOf(cell("birthdate_birthdate"), cell("birthdate_year")))
		for _, c := range []string{"citizenship_countrydescription", "birthdate_countrydescription", "address_countrydescription"} {
			appendNew(&e.Countries, cell(c))
		}
		appendNew(&e.Places, strings.Join(filled([]string{cell("address_street"), cell("address_city"), cell("address_countrydescription")}), ", "))
		appendNew(&e.Places, strings.Join(filled([]string{cell("birthdate_city"), cell("birthdate_countrydescription")}), ", "))
		appendNew(&e.Numbers, cell("identification_number"))
	})
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
				head[strings.ToLower(strings.TrimPrefix(h, "\ufeff"))] = i
			}
			if _, ok := head[group]; ok {
				at = head
			} else if line > 20 {
				at = map[string]int{}
			}
			return
		}
		cell := func(name string) string {
			if i, ok := at[name]; ok && i < len(cells) {
				return cells[i]
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
		_ = named(*entries[id], line0[id], emit, problem)
	}
	return err
}
