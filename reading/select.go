package reading

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Selection chooses claims to show. Its zero value chooses all.
type Selection struct {
	Statuses []Status // any of these; none means every status
	Voice    string   // part of the name of a voice in the chain, case ignored; "own" is the report's own voice
	Least    Factuality
}

// strength orders FactBank's values by how sure they are, whichever way.
func strength(f Factuality) int {
	switch f {
	case Certain, CertainNot:
		return 3
	case Probable, ProbableNot:
		return 2
	case Possible, PossibleNot:
		return 1
	}
	return 0
}

// Of is r with the chosen claims alone; Omitted counts the others. r itself is
// left as it is, and the two share everything else.
func (s Selection) Of(r *Reading) *Reading {
	out := *r
	names := map[string]string{}
	for _, v := range r.Voices {
		names[v.ID] = strings.ToLower(v.Name)
	}
	want := strings.ToLower(s.Voice)
	speaks := func(c Claim) bool {
		if want == "own" || want == "" {
			return want == "" || len(c.Sources) == 0
		}
		return slices.ContainsFunc(c.Sources, func(l Link) bool {
			name, ok := names[l.Voice]
			return ok && strings.Contains(name, want)
		})
	}
	out.Claims = []Claim{}
	for _, c := range r.Claims {
		if (len(s.Statuses) == 0 || slices.Contains(s.Statuses, c.Status)) && speaks(c) && strength(c.Factuality) >= strength(s.Least) {
			out.Claims = append(out.Claims, c)
		}
	}
	out.Omitted += len(r.Claims) - len(out.Claims)
	return &out
}

// Statuses are the values a Status has, in the order of the contract.
var Statuses = [...]Status{Happened, Holds, Habitual, Ordered, Planned, Predicted, Conditional, Unknown}

// ErrValue says that a word names no status or certainty.
var ErrValue = errors.New("no such value")

// ParseStatus is the status that s names.
func ParseStatus(s string) (Status, error) {
	if i := slices.Index(Statuses[:], Status(strings.ToLower(s))); i >= 0 {
		return Statuses[i], nil
	}
	return "", fmt.Errorf("status %q: %w: it is one of %v", s, ErrValue, Statuses)
}

// ParseCertainty is the factuality that "certain", "probable" or "possible"
// names.
func ParseCertainty(s string) (Factuality, error) {
	switch strings.ToLower(s) {
	case "certain":
		return Certain, nil
	case "probable":
		return Probable, nil
	case "possible":
		return Possible, nil
	}
	return "", fmt.Errorf("certainty %q: %w: it is certain, probable or possible", s, ErrValue)
}
