// Package lint checks a report, as it was read, against rules of newsrooms on
// sources. The rules are in our own words after the newsrooms' published
// guidance; each finding shows the words it rests on, and none is a verdict on
// the report: a check sees what was read, no more.
//
// The prose of a brief is checked by package brief.
package lint

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

//go:embed rules.tsv
var rulesTSV string

// ErrPack says that a word names no pack of rules.
var ErrPack = errors.New("there is no such pack of rules")

// Rule is one rule of a pack: Check names what looks for breaches of it, What
// says the rule.
type Rule struct{ Pack, Name, Check, What string }

// Finding is a place in a report that a rule is about.
type Finding struct {
	Pack  string      `json:"pack"`
	Rule  string      `json:"rule"`
	What  string      `json:"what"`
	Why   string      `json:"why"`
	Span  report.Span `json:"span"`
	Words string      `json:"words"`
	Claim string      `json:"claim,omitempty"`
}

// Packs are the names of the packs, in the order of the rules.
func Packs() []string {
	var out []string
	for _, r := range rules() {
		if !slices.Contains(out, r.Pack) {
			out = append(out, r.Pack)
		}
	}
	return out
}

func rules() []Rule {
	var out []Rule
	for i, line := range strings.Split(strings.TrimSpace(rulesTSV), "\n") {
		if f := strings.Split(line, "\t"); i > 0 && len(f) == 4 {
			out = append(out, Rule{f[0], f[1], f[2], f[3]})
		}
	}
	return out
}

// Check is what the packs (all of them when none is given) find in a reading,
// by rule and place. Errors wrap ErrPack.
func Check(r *reading.Reading, packs ...string) ([]Finding, error) {
	for _, p := range packs {
		if !slices.Contains(Packs(), p) {
			return nil, fmt.Errorf("%q: %w: it is one of %s", p, ErrPack, strings.Join(Packs(), ", "))
		}
	}
	x := newPaper(r)
	out := []Finding{}
	for _, rule := range rules() {
		if len(packs) > 0 && !slices.Contains(packs, rule.Pack) {
			continue
		}
		for _, f := range checks[rule.Check](x) {
			f.Pack, f.Rule, f.What, f.Words = rule.Pack, rule.Name, rule.What, f.Span.Of(r.Text)
			out = append(out, f)
		}
	}
	return out, nil
}
