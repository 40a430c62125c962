// Package lens tags claims with words that a reader of sanctions clauses or of
// indicators of forced labour would want to see. A tag is triage, not a finding:
// it says that words occur, through whom, and at what stage, and nothing on
// whether a rule was broken.
package lens

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

//go:embed lenses.tsv
var ours string

// Label stands on everything that a lens shows.
const Label = "triage, not finding"

// ErrLens says that a table of lenses cannot be read.
var ErrLens = errors.New("it is not a table of lenses: columns lens, tag, label and terms, tab-separated; terms with \" | \" between them")

// Lens is one tag: the words that call for it. A term is words in a row; a word
// that ends in * is a beginning, ? is any one letter or digit, and " .. " lets
// up to eight words stand between.
type Lens struct {
	Name, Tag, Label string
	terms            *regexp.Regexp
}

// Tag is a place that a lens tags, with the words it rests on and the claim
// they stand in.
type Tag struct {
	Lens       string             `json:"lens"`
	Tag        string             `json:"tag"`
	Label      string             `json:"label"`
	Standing   string             `json:"standing"` // always Label
	Claim      string             `json:"claim"`
	Span       report.Span        `json:"span"`
	Words      string             `json:"words"`
	Voice      string             `json:"voice"` // innermost; empty for the report's own
	Factuality reading.Factuality `json:"factuality"`
	Status     reading.Status     `json:"status"`
}

// Ours are the lenses that come with sayso: "unscr", clauses of UNSCR 2375 and
// 2397, and "ilo", the ILO's eleven indicators of forced labour, in our own
// words.
func Ours() ([]Lens, error) { return Read(strings.NewReader(ours)) }

// Read reads a table of lenses. Its first line is a header; empty lines and
// lines that begin with # are passed over. Errors wrap ErrLens and name the
// line.
func Read(r io.Reader) ([]Lens, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	var out []Lens
	for n := 1; in.Scan(); n++ {
		line := strings.TrimRight(in.Text(), "\r")
		if n == 1 || strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 || f[0] == "" || f[1] == "" || strings.TrimSpace(f[3]) == "" {
			return nil, fmt.Errorf("line %d: %w", n, ErrLens)
		}
		var all []string
		for _, t := range strings.Split(f[3], " | ") {
			p := pattern(t)
			if p == "" {
				return nil, fmt.Errorf("line %d: an empty term: %w", n, ErrLens)
			}
			all = append(all, p)
		}
		x, err := regexp.Compile(`(?i)\b(?:` + strings.Join(all, "|") + `)\b`)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w: %w", n, ErrLens, err)
		}
		out = append(out, Lens{f[0], f[1], f[2], x})
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLens, err)
	}
	return out, nil
}

// pattern is a term as a regular expression.
func pattern(term string) string {
	var b strings.Builder
	for i, part := range strings.Split(strings.TrimSpace(term), " .. ") {
		if i > 0 {
			b.WriteString(`\W+(?:[\w’'-]+\W+){0,8}?`)
		}
		for k, w := range strings.Fields(part) {
			if k > 0 {
				b.WriteString(`\s+`)
			}
			b.WriteString(strings.NewReplacer(`\*`, `\w*`, `\?`, `\w`).Replace(regexp.QuoteMeta(w)))
		}
	}
	return b.String()
}

// Tags are the places of a reading that lenses tag, by place. A place counts
// for the shortest claim of headline or body that holds it, else for the first
// claim of its sentence; what stands in no claim's sentence is not tagged.
func Tags(r *reading.Reading, lenses []Lens) []Tag {
	out := []Tag{}
	voice := map[string]string{}
	for _, v := range r.Voices {
		voice[v.ID] = v.Name
	}
	for _, l := range lenses {
		for _, sentence := range r.Sentences {
			for _, at := range l.terms.FindAllStringIndex(sentence.Of(r.Text), -1) {
				s := report.Span{Start: sentence.Start + at[0], End: sentence.Start + at[1]}
				c := holding(r, s, sentence)
				if c == nil {
					continue
				}
				t := Tag{Lens: l.Name, Tag: l.Tag, Label: l.Label, Standing: Label, Claim: c.ID, Span: s, Words: s.Of(r.Text), Factuality: c.Factuality, Status: c.Status}
				if n := len(c.Sources); n > 0 {
					t.Voice = voice[c.Sources[n-1].Voice]
				}
				out = append(out, t)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Tag) int { return a.Span.Start - b.Span.Start })
	return out
}

func holding(r *reading.Reading, s, sentence report.Span) *reading.Claim {
	var best, first *reading.Claim
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Zone != "" && c.Zone != "headline" && c.Zone != "body" {
			continue
		}
		if c.Span.Contains(s) && (best == nil || c.Span.Len() < best.Span.Len()) {
			best = c
		}
		if first == nil && sentence.Contains(c.Anchor) {
			first = c
		}
	}
	if best == nil {
		return first
	}
	return best
}
