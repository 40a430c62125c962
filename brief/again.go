package brief

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
)

// Since is what changed from an earlier brief to its re-issue.
type Since struct {
	AsOf    string   `json:"as_of"`
	Ledger  int64    `json:"ledger_records"`
	Fell    []Change `json:"fell"`    // no longer reach the standard, or are gone
	Weaker  []Change `json:"weaker"`  // rest on what fell
	Touched []Change `json:"touched"` // name no source, and may come from what was withdrawn
	Rose    []Change `json:"rose"`    // reach it now and did not, or are new among those that do
	Moved   []Change `json:"moved"`   // in another section, or with another fate
	Gone    int      `json:"gone"`    // of those that fell, how many are in the re-issue no more
	Before  int      `json:"before"`  // sentences of the earlier brief
}

// Change is a sentence of either brief and why it changed.
type Change struct {
	Claim string `json:"claim"`
	Text  string `json:"text"`
	Why   string `json:"why"`
}

type placed struct {
	section string
	reason  string // its own, or that of the sentence it is part of
	s       *Sentence
}

func places(b *Brief) (order []string, at map[string]placed) {
	at = map[string]placed{}
	for i := range b.Sections {
		section := &b.Sections[i]
		if section.Name == Contradictions {
			continue
		}
		var put func(t *Sentence, why string)
		put = func(t *Sentence, why string) {
			key := t.Claim
			if section.Name == Triage {
				key += " " + t.Text
			}
			if _, had := at[key]; !had {
				order = append(order, key)
			}
			at[key] = placed{section.Name, cmp.Or(t.Why, why), t}
			for k := range t.Parts {
				put(&t.Parts[k], cmp.Or(t.Why, why))
			}
		}
		for k := range section.Sentences {
			put(&section.Sentences[k], "")
		}
	}
	return order, at
}

// Again notes in b, a brief of the same matter made later, what changed since
// the earlier one. The earlier brief is left as it is.
func (b *Brief) Again(earlier *Brief) {
	s := &Since{AsOf: earlier.AsOf, Ledger: earlier.Ledger, Fell: []Change{}, Weaker: []Change{}, Touched: []Change{}, Rose: []Change{}, Moved: []Change{}}
	was, old := places(earlier)
	is, now := places(b)
	s.Before = len(was)
	for _, ref := range was {
		o := old[ref]
		n, here := now[ref]
		change := Change{o.s.Claim, o.s.Text, n.why()}
		switch {
		case !here:
			change.Why = "no longer part of what was asked for"
			s.Fell = append(s.Fell, change)
			s.Gone++
		case o.section == Reaching && n.section != Reaching, n.section == Withdrawn && o.section != Withdrawn, n.section == Triage && n.reason != o.reason:
			s.Fell = append(s.Fell, change)
		case n.s.Loss != "" && n.s.Loss != o.s.Loss:
			change.Why = n.s.Loss
			if strings.HasPrefix(n.s.Loss, weakened) {
				s.Weaker = append(s.Weaker, change)
			} else {
				s.Touched = append(s.Touched, change)
			}
		case o.section != Reaching && n.section == Reaching:
			change.Why = "reaches the standard now"
			s.Rose = append(s.Rose, change)
		case o.section != n.section:
			s.Moved = append(s.Moved, change)
		case o.s.Fate != n.s.Fate:
			change.Why = "was: " + orNothing(o.s.Fate) + "; is: " + orNothing(n.s.Fate)
			s.Moved = append(s.Moved, change)
		}
	}
	for _, ref := range is {
		if _, had := old[ref]; !had && now[ref].section == Reaching {
			s.Rose = append(s.Rose, Change{now[ref].s.Claim, now[ref].s.Text, "new"})
		}
	}
	b.Since = s
}

func (p placed) why() string {
	switch {
	case p.s == nil:
		return ""
	case p.reason != "":
		return p.reason
	}
	return "now under “" + p.section + "”"
}

func orNothing(s string) string {
	if s == "" {
		return "nothing known"
	}
	return s
}

// JSON is the brief as indented JSON.
func (b *Brief) JSON() ([]byte, error) {
	var w bytes.Buffer
	e := json.NewEncoder(&w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(b)
	return w.Bytes(), err
}

// The marks between which the HTML form carries the brief as JSON.
const dataBegin, dataEnd = `<script type="application/json" id="brief">`, `</script>`

// Decode reads a brief back from its JSON or from the HTML that carries it.
// Errors wrap ErrBrief.
func Decode(raw []byte) (*Brief, error) {
	if i := bytes.Index(raw, []byte(dataBegin)); i >= 0 {
		raw = raw[i+len(dataBegin):]
		j := bytes.Index(raw, []byte(dataEnd))
		if j < 0 {
			return nil, ErrBrief
		}
		raw = raw[:j]
	}
	var b Brief
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBrief, err)
	}
	if b.Schema != Schema {
		return nil, fmt.Errorf("schema %q: %w", b.Schema, ErrBrief)
	}
	for i, n := range b.Notes {
		if n.Number != i+1 {
			return nil, fmt.Errorf("note %d stands in place %d: %w", n.Number, i+1, ErrBrief)
		}
	}
	var err error
	b.Each(func(_ *Section, t *Sentence) {
		for _, n := range t.Notes {
			if n < 1 || n > len(b.Notes) {
				err = fmt.Errorf("there is no note %d: %w", n, ErrBrief)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return &b, nil
}
