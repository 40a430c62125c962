package gold

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Claims counts what agreed between gold and readings. Counts of several
// reports may be added.
type Claims struct {
	Gold, System, Matched    int
	Chain                    int // whole chains right, of Matched
	Attributed, Innermost    int // gold claims with a source, and their innermost voice right, of Matched
	Factuality, Status       int // of Matched
	Basis, Strict            int // of Matched
	WhenGold, WhenSys, When  int
	QuantGold, QuantSys, Qty int
}

// Add adds the counts of o.
func (c *Claims) Add(o Claims) {
	c.Gold, c.System, c.Matched = c.Gold+o.Gold, c.System+o.System, c.Matched+o.Matched
	c.Chain, c.Attributed, c.Innermost = c.Chain+o.Chain, c.Attributed+o.Attributed, c.Innermost+o.Innermost
	c.Factuality, c.Status = c.Factuality+o.Factuality, c.Status+o.Status
	c.Basis, c.Strict = c.Basis+o.Basis, c.Strict+o.Strict
	c.WhenGold, c.WhenSys, c.When = c.WhenGold+o.WhenGold, c.WhenSys+o.WhenSys, c.When+o.When
	c.QuantGold, c.QuantSys, c.Qty = c.QuantGold+o.QuantGold, c.QuantSys+o.QuantSys, c.Qty+o.Qty
}

// Figures are the measures of c: detection is precision, recall and F1 of
// anchors; accuracies are over matched claims; strict F1 counts a claim only
// when chain, factuality and status are all right.
func (c Claims) Figures() []Figure {
	p, r := ratio(c.Matched, c.System), ratio(c.Matched, c.Gold)
	return []Figure{
		{"detection_f1", f1(c.Matched, c.System, c.Gold)}, {"detection_p", p}, {"detection_r", r},
		{"chain", ratio(c.Chain, c.Matched)}, {"innermost_voice_of_attributed", ratio(c.Innermost, c.Attributed)},
		{"factuality", ratio(c.Factuality, c.Matched)}, {"status", ratio(c.Status, c.Matched)}, {"basis", ratio(c.Basis, c.Matched)},
		{"when_f1", f1(c.When, c.WhenSys, c.WhenGold)}, {"quantity_f1", f1(c.Qty, c.QuantSys, c.QuantGold)},
		{"strict_f1", f1(c.Strict, c.System, c.Gold)},
	}
}

// Mistake is one disagreement. Kind is "missed", "invented", "chain",
// "factuality", "status", "basis", "when" or "quantity"; a time or number that
// one of the two does not have is "none" or an empty list.
type Mistake struct {
	Kind, Report string
	Context      string // the anchor between >> and <<, with the words around it
	Gold, Got    string
}

// String is the mistake on one line.
func (m Mistake) String() string {
	s := fmt.Sprintf("%-10s %s [%s]", m.Kind, m.Report, m.Context)
	if m.Gold+m.Got != "" {
		s += fmt.Sprintf(" gold %s got %s", m.Gold, m.Got)
	}
	return s
}

// ScoreClaims compares a reading of f's text with f. A claim of the reading
// matches a gold claim when their anchors overlap. Its error wraps ErrText.
func (f *File) ScoreClaims(r *reading.Reading) (Claims, []Mistake, error) {
	if err := f.sameText(r); err != nil {
		return Claims{}, nil, err
	}
	bounds := map[string]Quantity{}
	for _, q := range r.Quantities {
		bounds[q.ID] = Quantity{q.Low, q.High}
	}
	n := Claims{Gold: len(f.Claims), System: len(r.Claims)}
	var wrong []Mistake
	note := func(kind string, at report.Span, gold, got string) {
		wrong = append(wrong, Mistake{kind, f.ID, context(f.Text, at), gold, got})
	}
	used := make([]bool, len(r.Claims))
	for _, g := range f.Claims {
		n.WhenGold += one(g.When != "")
		goldQ := distinct(g.Quantities)
		n.QuantGold += len(goldQ)
		i := 0
		for i < len(r.Claims) && (used[i] || !r.Claims[i].Anchor.Overlaps(g.Anchor)) {
			i++
		}
		if i == len(r.Claims) {
			note("missed", g.Anchor, "", "")
			continue
		}
		used[i] = true
		s := r.Claims[i]
		n.Matched++
		chain := sameChain(g.Sources, s.Sources)
		n.Chain += one(chain)
		if !chain {
			note("chain", g.Anchor, goldChain(f.Text, g.Sources), systemChain(r.Text, s.Sources))
		}
		if k := len(g.Sources); k > 0 {
			n.Attributed++
			n.Innermost += one(len(s.Sources) > 0 && sameChain(g.Sources[k-1:], s.Sources[len(s.Sources)-1:]))
		}
		n.Factuality += one(g.Factuality == s.Factuality)
		if g.Factuality != s.Factuality {
			note("factuality", g.Anchor, string(g.Factuality), string(s.Factuality))
		}
		n.Status += one(g.Status == s.Status)
		if g.Status != s.Status {
			note("status", g.Anchor, string(g.Status), string(s.Status))
		}
		if basis := cmp.Or(g.Basis, "stated"); basis == s.Basis.Kind {
			n.Basis++
		} else {
			note("basis", g.Anchor, basis, s.Basis.Kind)
		}
		n.Strict += one(chain && g.Factuality == s.Factuality && g.Status == s.Status)
		if g.When != "" {
			n.When += one(g.When == s.When.EDTF)
		}
		if g.When != s.When.EDTF {
			note("when", g.Anchor, cmp.Or(g.When, "none"), cmp.Or(s.When.EDTF, "none"))
		}
		gotQ, right := distinct(quantitiesOf(s, bounds)), 0
		for _, q := range gotQ {
			right += one(slices.ContainsFunc(goldQ, q.same))
		}
		n.Qty += right
		if right < len(gotQ) || right < len(goldQ) {
			note("quantity", g.Anchor, fmt.Sprint(goldQ), fmt.Sprint(gotQ))
		}
	}
	for i, s := range r.Claims {
		if !used[i] {
			note("invented", s.Anchor, "", "")
		}
		n.WhenSys += one(s.When.EDTF != "")
		n.QuantSys += len(distinct(quantitiesOf(s, bounds)))
	}
	return n, wrong, nil
}

func quantitiesOf(c reading.Claim, bounds map[string]Quantity) []Quantity {
	var out []Quantity
	for _, id := range c.Quantities {
		if q, ok := bounds[id]; ok {
			out = append(out, q)
		}
	}
	return out
}

// String is the range of q, with an open end empty: "[107,]".
func (q Quantity) String() string {
	bound := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	return "[" + bound(q.Low) + "," + bound(q.High) + "]"
}

func distinct(qs []Quantity) []Quantity {
	var out []Quantity
	for _, q := range qs {
		if !slices.ContainsFunc(out, q.same) {
			out = append(out, q)
		}
	}
	return out
}

func (q Quantity) same(o Quantity) bool { return equal(q.Low, o.Low) && equal(q.High, o.High) }

func equal(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func sameChain(gold []Source, got []reading.Link) bool {
	if len(gold) != len(got) {
		return false
	}
	for i := range gold {
		g, s := gold[i].Span, got[i].Span
		if (g == nil) != (s == nil) || g != nil && !g.Overlaps(*s) {
			return false
		}
	}
	return true
}

func goldChain(text string, ss []Source) string {
	var out []string
	for _, s := range ss {
		if s.Span == nil {
			out = append(out, "unnamed")
		} else {
			out = append(out, s.Span.Of(text))
		}
	}
	return "[" + strings.Join(out, " < ") + "]"
}

func systemChain(text string, ls []reading.Link) string {
	ss := make([]Source, len(ls))
	for i, l := range ls {
		ss[i].Span = l.Span
	}
	return goldChain(text, ss)
}

func context(text string, at report.Span) string {
	from, to := max(0, at.Start-50), min(len(text), at.End+40)
	s := strings.ToValidUTF8(text[from:at.Start], "") + ">>" + at.Of(text) + "<<" + strings.ToValidUTF8(text[at.End:to], "")
	return strings.ReplaceAll(s, "\n", " ")
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
