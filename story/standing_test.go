package story

import (
	"slices"
	"strings"
	"testing"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/reading"
)

// told is a report of a flood, as an outlet tells it.
func told(t *testing.T, outlet, text string) *reading.Reading {
	r := readText(t, text, extract.Options{Outlet: outlet, Published: "2026-03-04"})
	r.Report.ID = strings.ToLower(strings.ReplaceAll(outlet, " ", "-"))
	return r
}

func TestStandings(t *testing.T) {
	const lindqvist = "The flood in Vellmar destroyed 340 houses in the lower harbour district, mayor Ada Lindqvist said on Tuesday."
	for _, c := range []struct {
		name   string
		second string
		most   int // origins of any claim
		least  int // origins of the best claim
	}{
		{"two named voices in unrelated outlets", "In Vellmar's lower harbour district 340 houses were destroyed by the flood, fire chief Per Holm said on Tuesday.", 2, 2},
		{"the same voice twice", "In Vellmar's lower harbour district 340 houses were destroyed by the flood, according to Ada Lindqvist.", 1, 0},
		{"one names the other", "In Vellmar's lower harbour district 340 houses were destroyed by the flood, fire chief Per Holm said on Tuesday, the Boston Globe reported.", 1, 0},
		{"both from one agency", "VELLMAR (Reuters) - In Vellmar's lower harbour district 340 houses were destroyed by the flood, fire chief Per Holm told Reuters.", 1, 0},
		{"nobody named", "In Vellmar's lower harbour district 340 houses were destroyed by the flood, officials said on Tuesday.", 1, 0},
		{"reportedly", "In Vellmar's lower harbour district 340 houses were reportedly destroyed by the flood on Tuesday.", 1, 0},
	} {
		first := lindqvist
		if strings.Contains(c.second, "Reuters") {
			first = "VELLMAR (Reuters) - " + strings.Replace(first, "said", "told Reuters", 1)
		}
		var s Shelf
		s.Add(told(t, "Boston Globe", first))
		s.Add(told(t, "Le Monde", c.second))
		v := s.View()
		most := 0
		for _, x := range v.Standings() {
			most = max(most, x.Origins)
			if x.Origins > 1 && x.State != Corroborated || x.Why == "" || !slices.Contains(x.Reports, x.Report) {
				t.Errorf("%s: %+v", c.name, x)
			}
			if strings.Contains(c.second, "reportedly") && x.Report == "le-monde" && x.Origins != 0 {
				t.Errorf("%s: hearsay counts %d origins", c.name, x.Origins)
			}
		}
		if most > c.most || most < c.least {
			t.Errorf("%s: %d origins, want %d to %d; links %+v", c.name, most, c.least, c.most, v.Links)
		}
	}
}

func TestOneOwnerIsOneOrigin(t *testing.T) {
	var s Shelf
	s.Add(told(t, "TASS", "The flood in Vellmar destroyed 340 houses in the lower harbour district, mayor Ada Lindqvist said on Tuesday."))
	s.Add(told(t, "RIA Novosti", "In Vellmar's lower harbour district 340 houses were destroyed by the flood, fire chief Per Holm said on Tuesday."))
	for _, x := range s.View().Standings() {
		if x.Origins > 1 {
			t.Errorf("two outlets of one owner: %+v", x)
		}
	}
}
