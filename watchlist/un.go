package watchlist

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

type unEntry struct {
	ID       string   `xml:"DATAID"`
	First    string   `xml:"FIRST_NAME"`
	Second   string   `xml:"SECOND_NAME"`
	Third    string   `xml:"THIRD_NAME"`
	Fourth   string   `xml:"FOURTH_NAME"`
	Original string   `xml:"NAME_ORIGINAL_SCRIPT"`
	Regime   string   `xml:"UN_LIST_TYPE"`
	Number   string   `xml:"REFERENCE_NUMBER"`
	Listed   string   `xml:"LISTED_ON"`
	Comments string   `xml:"COMMENTS1"`
	Nation   []string `xml:"NATIONALITY>VALUE"`
	Title    []string `xml:"TITLE>VALUE"`
	Office   []string `xml:"DESIGNATION>VALUE"`
	Alias    []struct {
		Quality string `xml:"QUALITY"`
		Name    string `xml:"ALIAS_NAME"`
	} `xml:"INDIVIDUAL_ALIAS"`
	EntityAlias []struct {
		Quality string `xml:"QUALITY"`
		Name    string `xml:"ALIAS_NAME"`
	} `xml:"ENTITY_ALIAS"`
	Address       []unPlace `xml:"INDIVIDUAL_ADDRESS"`
	EntityAddress []unPlace `xml:"ENTITY_ADDRESS"`
	Birthplace    []unPlace `xml:"INDIVIDUAL_PLACE_OF_BIRTH"`
	Birth         []struct {
		Date string `xml:"DATE"`
		Year string `xml:"YEAR"`
		From string `xml:"FROM_YEAR"`
		To   string `xml:"TO_YEAR"`
	} `xml:"INDIVIDUAL_DATE_OF_BIRTH"`
	Document []struct {
		Number string `xml:"NUMBER"`
	} `xml:"INDIVIDUAL_DOCUMENT"`
}

type unPlace struct {
	Street  string `xml:"STREET"`
	City    string `xml:"CITY"`
	State   string `xml:"STATE_PROVINCE"`
	Country string `xml:"COUNTRY"`
}

const longestElement = 64 << 20 // bytes

// elements goes through an XML stream and hands each element of the wanted
// names to take. What stands after the first broken place is not read.
func elements(r io.Reader, s sink, wanted string, take func(d *xml.Decoder, e xml.StartElement) error) error {
	most := &bounded{r: r}
	d := xml.NewDecoder(most)
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return in, nil // it could be read up to here, so it is that no more
		}
		return charset.NewReaderLabel(label, in)
	}
	d.Strict = true
	for {
		most.left = longestElement
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			e, ok := t.(xml.StartElement)
			if !ok || !strings.Contains(wanted, " "+e.Name.Local+" ") {
				continue
			}
			err = take(d, e)
		}
		if err != nil {
			if errors.Is(err, errLong) {
				line, _ := d.InputPos()
				s.problem(Problem{line, "an element is longer than 64 MiB, the rest is not read", true})
				return nil
			}
			var broken *xml.SyntaxError
			if line, _ := d.InputPos(); errors.As(err, &broken) {
				s.problem(Problem{line, "broken XML, the rest is not read: " + broken.Msg, true})
				return nil
			}
			return err
		}
	}
}

// UN reads the consolidated list of the United Nations Security Council in XML.
func UN(r io.Reader, emit func(Entity), problem func(Problem)) error {
	return elements(r, sink{emit, problem}, " INDIVIDUAL ENTITY ", func(d *xml.Decoder, at xml.StartElement) error {
		var u unEntry
		line, _ := d.InputPos()
		if err := d.DecodeElement(&u, &at); err != nil {
			return err
		}
		e := Entity{ID: "UN-" + u.ID, Kind: Organization, Programs: filled([]string{u.Regime}), Numbers: filled([]string{u.Number}), Remarks: u.Comments, Listed: u.Listed}
		if at.Name.Local == "INDIVIDUAL" {
			e.Kind = Person
		}
		name := strings.Join(filled([]string{u.First, u.Second, u.Third, u.Fourth}), " ")
		name = strings.Join(strings.Fields(name), " ")
		if name == "" {
			problem(Problem{Line: line, Why: fmt.Sprintf("entry %q has no name", u.ID)})
			return nil
		}
		e.Names = []Name{{name, "primary"}}
		if o := strings.TrimSpace(u.Original); o != "" {
			e.Names = append(e.Names, Name{o, "original script"})
		}
		for _, a := range append(u.Alias, u.EntityAlias...) {
			q := "strong"
			switch {
			case strings.EqualFold(a.Quality, "low"):
				q = "weak"
			case strings.HasPrefix(strings.ToLower(a.Quality), "f.k.a"):
				q = "former"
			}
			if n := strings.TrimSpace(a.Name); n != "" {
				e.Names = append(e.Names, Name{n, q})
			}
		}
		for _, n := range u.Nation {
			appendNew(&e.Countries, n)
		}
		for _, p := range append(append(u.Address, u.EntityAddress...), u.Birthplace...) {
			if f := filled([]string{p.Street, p.City, p.State, p.Country}); len(f) > 0 {
				e.Places = append(e.Places, strings.Join(f, ", "))
			}
			appendNew(&e.Countries, p.Country)
		}
		for _, b := range u.Birth {
			switch {
			case b.Date != "":
				e.Born = append(e.Born, b.Date)
			case b.Year != "":
				e.Born = append(e.Born, b.Year)
			case b.From != "" && b.To != "":
				e.Born = append(e.Born, b.From+"/"+b.To)
			}
		}
		e.Positions = append(u.Title, u.Office...)
		for _, n := range u.Document {
			e.Numbers = append(e.Numbers, filled([]string{n.Number})...)
		}
		emit(e)
		return nil
	})
}
