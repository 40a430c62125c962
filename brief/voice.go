package brief

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/lint"
	"github.com/sayso/sayso/reading"
)

// source is an entry with its parts by id, as captured and as it leaves.
type source struct {
	*export.Entry // as it leaves
	full          *export.Entry
	voices        map[string]*reading.Voice
	standings     map[string]*export.Standing
	whole         map[string]*reading.Claim // as captured
}

func newSource(full, out *export.Entry) *source {
	s := &source{out, full, map[string]*reading.Voice{}, map[string]*export.Standing{}, map[string]*reading.Claim{}}
	for i := range out.Voices {
		s.voices[out.Voices[i].ID] = &out.Voices[i]
	}
	for i := range full.Claims {
		s.whole[full.Claims[i].ID] = &full.Claims[i]
	}
	if out.Known != nil {
		for i := range out.Known.Standings {
			s.standings[out.Known.Standings[i].Claim] = &out.Known.Standings[i]
		}
	}
	return s
}

func (s *source) own() string {
	if s.Report.Outlet != "" {
		return s.Report.Outlet
	}
	return "the report"
}

// innermost is the voice that a claim comes from, nil for the report's own.
func (s *source) innermost(c *reading.Claim) *reading.Voice {
	if len(c.Sources) == 0 {
		return nil
	}
	if v := s.voices[c.Sources[len(c.Sources)-1].Voice]; v != nil {
		return v
	}
	return &reading.Voice{Kind: "unnamed"}
}

// called is what a brief calls a voice: never more people, and never more of a
// name, than the report gives.
func called(v *reading.Voice) string {
	name := plain(v.Name)
	switch v.Kind {
	case "unnamed":
		return "somebody unnamed"
	case "anonymous":
		switch {
		case strings.Contains(name, "anonymous"):
			return name
		case v.Count == nil:
			return fmt.Sprintf("“%s” (anonymous, number not given)", name)
		case *v.Count == 1:
			return fmt.Sprintf("“%s” (one anonymous person)", name)
		}
		return fmt.Sprintf("“%s” (%d anonymous people)", name, *v.Count)
	case "collective":
		if strings.Contains(name, "without names") || strings.Contains(name, "anonymous") {
			return name
		}
		if v.Count != nil {
			return fmt.Sprintf("“%s” (%d people without names)", name, *v.Count)
		}
		return fmt.Sprintf("“%s” (a group without names)", name)
	}
	if r, _ := utf8.DecodeRuneInString(name); unicode.IsLower(r) && !strings.HasPrefix(name, "the ") {
		return "the " + name
	}
	return name
}

// chain is the voices of a claim, the report's own first.
func (s *source) chain(c *reading.Claim) []string {
	out := []string{s.own()}
	for _, l := range c.Sources {
		v := s.voices[l.Voice]
		if v == nil {
			v = &reading.Voice{Kind: "unnamed"}
		}
		out = append(out, called(v))
	}
	return out
}

// kind is the kind and number of the innermost voice.
func (s *source) kind(c *reading.Claim) string {
	v := s.innermost(c)
	if v == nil {
		return "the report's own voice, naming no source"
	}
	kind := s.full.Calling(*v)
	switch v.Kind {
	case "collective":
		kind = "group without names"
	case "unnamed":
		kind = "somebody not named"
	}
	switch {
	case v.Count == nil && (v.Kind == "anonymous" || v.Kind == "collective"):
		return kind + ", number not given"
	case v.Count != nil && *v.Count == 1 && v.Kind == "anonymous":
		return "one anonymous person; " + s.access(v.ID)
	case v.Count != nil && *v.Count > 1:
		return fmt.Sprintf("%s, %d of them", kind, *v.Count)
	}
	return kind
}

// access says whether the report tells how a voice comes to know; in full, in
// which words.
func (s *source) access(voice string) string {
	i := slices.IndexFunc(s.full.Voices, func(v reading.Voice) bool { return v.ID == voice })
	if i < 0 {
		return "access not stated"
	}
	switch words := lint.Access(s.full.Reading, &s.full.Voices[i]); {
	case words == "":
		return "access not stated"
	case s.Entry != s.full:
		return "access stated"
	default:
		return "access stated as “" + plain(words) + "”"
	}
}

// plain is s in one line.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }
