package entity

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Tie is what a report says ties two of its entities, given by their ids in the
// reading. Kind is one of a reading's relations. Ambiguous marks a tie whose
// scope the words leave open; Perhaps are the entities that the words of this tie
// may tie too.
type Tie struct {
	Kind      string      `json:"kind"`
	From      string      `json:"from"`
	To        string      `json:"to"`
	Role      string      `json:"role,omitempty"`
	Claim     string      `json:"claim,omitempty"`
	Span      report.Span `json:"span"`
	Ambiguous bool        `json:"ambiguous,omitempty"`
	Perhaps   []string    `json:"perhaps,omitempty"`
}

// compound is "X-affiliated", which ties X to what follows.
var compound = regexp.MustCompile(`^\s?-\s?(affiliated|linked|associated|owned|controlled|run|based)\s`)

// clause is what ties a name to the next one: ", which is affiliated with", "is
// wholly owned by", "belongs to", ", a subsidiary of"; owning ties the other way.
var clause = regexp.MustCompile(`^(?:,? (?:which|that|who))?,? (?:(?:is|was|are|were|has been|had been) )?(?:(?:also|wholly|fully|partly|majority|largely|now|still|formerly|reportedly|in turn|directly)[ -])*` +
	`(affiliated with|linked to|associated with|owned by|controlled by|run by|part of|a subsidiary of|a unit of|a branch of|an arm of|a division of|belongs to|belonged to|subordinate to|owns|controls|owned|controlled)\s`)

var kinds = map[string]string{"affiliated": "affiliated_with", "linked": "affiliated_with", "associated": "affiliated_with", "owned": "owned_by", "controlled": "owned_by",
	"run": "owned_by", "based": "located_in", "part": "part_of", "subordinate": "part_of", "belongs": "part_of", "belonged": "part_of", "a": "part_of", "an": "part_of",
	"owns": "owned_by", "controls": "owned_by"}

// turned are the verbs whose subject is the owner.
var turned = map[string]bool{"owns": true, "controls": true, "owned": true, "controlled": true}

// Ties are the ties that a report's words state: its reading's relations, and
// those that the words make plain where the tree was read otherwise. "X-affiliated
// A and B" leaves open whether B is meant.
func Ties(r *reading.Reading) []Tie {
	var plain []Tie
	at := mentions(r)
	for i, m := range at {
		rest := r.Text[m.span.End:]
		if g := compound.FindStringSubmatch(rest); g != nil {
			plain = append(plain, compounds(r, at[i+1:], m, m.span.End+len(g[0]), kinds[g[1]])...)
		}
		if g := clause.FindStringSubmatch(rest); g != nil {
			word, by, _ := strings.Cut(g[1], " ")
			// Between the words and the next name at most an article and what it is.
			next := after(at[i+1:], m.span.End+len(g[0]))
			if next == nil || next.id == m.id || next.span.Start-m.span.End-len(g[0]) > 40 || strings.ContainsAny(r.Text[m.span.End+len(g[0]):next.span.Start], ".,;:") ||
				sentenceOf(r, next.span.Start) != sentenceOf(r, m.span.Start) {
				continue
			}
			t := Tie{Kind: kinds[word], From: m.id, To: next.id, Span: report.Span{Start: m.span.Start, End: next.span.End}}
			if turned[word] && by == "" {
				t.From, t.To = t.To, t.From
			}
			if g[1] == "a subsidiary of" {
				t.Kind = "owned_by"
			}
			plain = append(plain, t)
		}
	}
	var out []Tie
	for _, x := range r.Relations {
		t := Tie{Kind: x.Kind, From: x.From, To: x.To, Role: x.Role, Claim: x.Claim, Span: x.Span, Ambiguous: x.Ambiguous}
		// The words tie another name more closely to the same one.
		if !slices.ContainsFunc(plain, func(p Tie) bool {
			return p.Kind == t.Kind && (p.To == t.To && p.From != t.From && t.Span.Contains(p.Span) || p.To == t.To && p.From == t.From)
		}) {
			out = append(out, t)
		}
	}
	for _, p := range plain {
		p.Claim = claimAt(r, p.Span)
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b Tie) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.From, b.From))
	})
	return out
}

// after is the first mention at or behind a place.
func after(all []mention, place int) *mention {
	for i := range all {
		if all[i].span.Start >= place {
			return &all[i]
		}
	}
	return nil
}

type mention struct {
	id   string
	span report.Span
}

// mentions are all mentions of a reading's entities in the order of the text.
func mentions(r *reading.Reading) []mention {
	var out []mention
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			out = append(out, mention{e.ID, m})
		}
	}
	slices.SortFunc(out, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(b.span.End, a.span.End))
	})
	return out
}

// compounds ties the name at the place after "X-affiliated" to X, and those that
// "and" joins to it with a doubt.
func compounds(r *reading.Reading, next []mention, x mention, place int, kind string) []Tie {
	var out []Tie
	defer func() {
		for _, t := range out[min(1, len(out)):] {
			out[0].Perhaps = append(out[0].Perhaps, t.From)
		}
	}()
	for _, m := range next {
		between := ""
		if m.span.Start > place {
			between = strings.TrimSpace(r.Text[place:m.span.Start])
		}
		switch {
		case m.id == x.id:
			return out // nothing is tied to itself
		case len(out) == 0 && (between == "" || len(between) < 40 && !strings.ContainsAny(between, ".;:,") && !strings.Contains(between, " and ")):
		case len(out) > 0 && (between == "and" || between == "," || between == ", and" || between == "as well as"):
		default:
			return out
		}
		out = append(out, Tie{Kind: kind, From: m.id, To: x.id, Span: report.Span{Start: x.span.Start, End: m.span.End}, Ambiguous: len(out) > 0})
		place = m.span.End
	}
	return out
}

func sentenceOf(r *reading.Reading, at int) int {
	return slices.IndexFunc(r.Sentences, func(s report.Span) bool { return s.Start <= at && at < s.End })
}

// claimAt is the claim that words stand in, the shortest, "" for none.
func claimAt(r *reading.Reading, s report.Span) string {
	best, id := 0, ""
	for _, c := range r.Claims {
		if n := c.Span.End - c.Span.Start; c.Span.Contains(s) && (id == "" || n < best) {
			best, id = n, c.ID
		}
	}
	if id == "" {
		for _, c := range r.Claims {
			if c.Sentence == sentenceOf(r, s.Start) {
				return c.ID
			}
		}
	}
	return id
}
