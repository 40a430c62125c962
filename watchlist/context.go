package watchlist

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/entity"
)

// Weighed is what a report's words around a name add to a hit.
type Weighed struct {
	// Level is "possible" or "low", Why the reason of the latter.
	Level    string   `json:"level"`
	Why      string   `json:"why,omitempty"`
	Agree    []string `json:"agree,omitempty"`
	Disagree []string `json:"disagree,omitempty"`
}

// The levels of a candidate. No level is a finding.
const (
	Possible = "possible"
	Low      = "low"
)

// Weigh holds what a report says of a name against a listing. A person of whom
// nothing but the name agrees, or something disagrees, is low: names are shared.
func Weigh(e *Entity, kind Kind, c entity.Context) Weighed {
	var w Weighed
	w.nationality(e, c)
	w.birth(e, c)
	w.words(e, c)
	switch {
	case len(w.Disagree) > 0:
		w.Level, w.Why = Low, "perhaps a namesake: "+w.Disagree[0]
	case (kind == Person || e.Kind == Person) && len(w.Agree) == 0:
		w.Level, w.Why = Low, "perhaps a namesake: only the name agrees"
	default:
		w.Level = Possible
	}
	return w
}

func (w *Weighed) nationality(e *Entity, c entity.Context) {
	var listed []string
	for _, x := range e.Countries {
		codes := []string{entity.Country(x)}
		if codes[0] == "" {
			codes = entity.Countries(x)
		}
		for _, code := range codes {
			if code != "" && !slices.Contains(listed, code) {
				listed = append(listed, code)
			}
		}
	}
	if len(listed) == 0 {
		return
	}
	switch near, wide := common(listed, c.Near), common(listed, c.Countries); {
	case near != "":
		w.Agree = append(w.Agree, "the report names "+entity.CountryName(near)+" beside it, as the listing does")
	case len(c.Near) > 0:
		w.Disagree = append(w.Disagree, "the report names "+countryNames(c.Near)+" beside it, the listing "+countryNames(listed))
	case wide != "":
		w.Agree = append(w.Agree, "the report names "+entity.CountryName(wide)+" in the same sentence, as the listing does")
	}
}

func countryNames(codes []string) string {
	names := make([]string, 0, 3)
	for _, c := range codes[:min(3, len(codes))] {
		names = append(names, entity.CountryName(c))
	}
	return strings.Join(names, ", ")
}

func common(a, b []string) string {
	for _, x := range a {
		if slices.Contains(b, x) {
			return x
		}
	}
	return ""
}

// birth compares years of birth: an age and a report's date leave two.
func (w *Weighed) birth(e *Entity, c entity.Context) {
	if c.Age == 0 || len(c.Published) < 4 || len(e.Born) == 0 {
		return
	}
	year, err := strconv.Atoi(c.Published[:4])
	if err != nil {
		return
	}
	born := year - c.Age
	best := 1000
	for _, b := range e.Born {
		from, to, ranged := strings.Cut(b, "/")
		y, err := strconv.Atoi(from[:min(4, len(from))])
		if err != nil {
			continue
		}
		z := y
		if ranged {
			if n, err := strconv.Atoi(to[:min(4, len(to))]); err == nil {
				z = n
			}
		}
		switch {
		case born-1 <= z && y <= born:
			best = 0
		default:
			best = min(best, min(abs(born-y), abs(born-z)))
		}
	}
	switch said := fmt.Sprintf("aged %d in %d, the listing was born %s", c.Age, year, strings.Join(e.Born, " or ")); {
	case best == 1000:
	case best <= 1:
		w.Agree = append(w.Agree, said)
	case best > 2: // lists give years that are off by one or two
		w.Disagree = append(w.Disagree, said)
	}
}

func abs(n int) int { return max(n, -n) }

// words compares bodies, places and offices by their words.
func (w *Weighed) words(e *Entity, c entity.Context) {
	about := " " + entity.Key(strings.Join(slices.Concat(e.Positions, e.Programs, []string{e.Remarks}), " ; ")) + " "
	for _, b := range c.Bodies {
		if k := entity.Key(b); len(k) > 3 && strings.Contains(about, " "+k+" ") {
			w.Agree = append(w.Agree, "the report ties it to "+b+", which the listing names")
		}
	}
	offices := " " + entity.Key(strings.Join(e.Positions, " ; ")) + " "
	for _, r := range c.Roles {
		for _, word := range strings.Fields(entity.Key(r)) {
			if len(word) > 4 && strings.Contains(offices, " "+word+" ") {
				w.Agree = append(w.Agree, "the report says "+r+", the listing "+strings.Join(e.Positions, "; "))
				break
			}
		}
	}
	places := " " + entity.Key(strings.Join(e.Places, " ; ")) + " "
	for _, p := range c.Places {
		if k := entity.Key(p); len(k) > 3 && entity.Country(p) == "" && strings.Contains(places, " "+k+" ") {
			w.Agree = append(w.Agree, "the report places it in "+p+", as the listing does")
		}
	}
}

// Outweighs orders candidates for one name: those that the report agrees with
// first, then by score.
func (w Weighed) Outweighs(score float64, other Weighed, otherScore float64) int {
	rank := func(w Weighed) int {
		if w.Level == Low {
			return 1
		}
		return 0
	}
	worth := func(w Weighed, s float64) float64 {
		return s + 0.03*float64(len(w.Agree)) - 0.1*float64(len(w.Disagree))
	}
	return cmp.Or(cmp.Compare(rank(w), rank(other)), cmp.Compare(worth(other, otherScore), worth(w, score)))
}
