package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/story"
)

// changed is a change in a retelling, with the words on either side.
type changed struct {
	story.Change
	Before, After string
	Number        int
}

// compare sets two reports side by side: versions of one report with what was
// altered word by word, or a retelling with what it changed.
func (s *Server) compare(r *http.Request) (string, any, error) {
	var data struct {
		A, B     ledger.ReportInfo // the earlier, or the original, and the other
		Versions bool
		Changes  []changed
		Left     [][]stretch // paragraphs
		Right    [][]stretch
		Equal    bool
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		var read [2]*reading.Reading
		for i, name := range []string{"a", "b"} {
			id, err := v.Resolve(ctx, r.URL.Query().Get(name))
			if err != nil {
				return fmt.Errorf("compare ?a=REPORT&b=REPORT: %w", err)
			}
			if read[i], err = v.Reading(ctx, id); err != nil {
				return err
			}
			info, err := v.Report(ctx, id)
			if err != nil {
				return err
			}
			if i == 0 {
				data.A = info
			} else {
				data.B = info
			}
		}
		a, b := read[0], read[1]
		data.Versions = data.A.URL != "" && data.A.URL == data.B.URL
		data.Equal = a.Text == b.Text
		if data.Versions {
			data.Left, data.Right = diffed(a.Text, b.Text)
			return nil
		}
		var left, right []place
		for i, c := range story.Drift(b, a) {
			data.Changes = append(data.Changes, changed{c, c.ToSpan.Of(a.Text), c.Span.Of(b.Text), i + 1})
			left, right = append(left, place{c.ToSpan, i + 1}), append(right, place{c.Span, i + 1})
		}
		data.Left, data.Right = placed(a.Text, left), placed(b.Text, right)
		return nil
	})
	return "compare", data, err
}

// place is where a numbered change stands.
type place struct {
	report.Span
	number int
}

// placed is a text by paragraphs with the places of changes set apart; where
// two overlap the earlier has it.
func placed(text string, at []place) [][]stretch {
	slices.SortStableFunc(at, func(a, b place) int { return a.Start - b.Start })
	var out [][]stretch
	var p []stretch
	put := func(s, kind string) {
		for i, part := range strings.Split(s, "\n") {
			if i > 0 && len(p) > 0 {
				out, p = append(out, p), nil
			}
			if strings.TrimSpace(part) != "" {
				p = append(p, stretch{part, kind})
			}
		}
	}
	from := 0
	for _, x := range at {
		if x.Len() == 0 || x.Start < from {
			continue
		}
		put(text[from:x.Start], "")
		put(text[x.Start:x.End], fmt.Sprint(x.number))
		from = x.End
	}
	put(text[from:], "")
	if len(p) > 0 {
		out = append(out, p)
	}
	return out
}

// diffed are two texts by paragraphs, with the words that only one of them has
// set apart.
func diffed(a, b string) (left, right [][]stretch) {
	x, y := paragraphs(a), paragraphs(b)
	for _, pair := range aligned(x, y) {
		switch {
		case pair[1] < 0:
			left, right = append(left, []stretch{{x[pair[0]], "out"}}), append(right, nil)
		case pair[0] < 0:
			left, right = append(left, nil), append(right, []stretch{{y[pair[1]], "in"}})
		default:
			l, r := wordwise(x[pair[0]], y[pair[1]])
			left, right = append(left, l), append(right, r)
		}
	}
	return left, right
}

func paragraphs(s string) []string {
	return slices.DeleteFunc(strings.Split(s, "\n"), func(p string) bool { return strings.TrimSpace(p) == "" })
}

// aligned pairs the paragraphs of two texts: equal ones along the longest common
// sequence, then those between them that share more than half of their words, in
// their order. An index of -1 says that the other text has none.
func aligned(x, y []string) [][2]int {
	var out [][2]int
	i, j := 0, 0
	between := func(toI, toJ int) {
		for i < toI || j < toJ {
			switch {
			case i < toI && j < toJ && alike(x[i], y[j]):
				out = append(out, [2]int{i, j})
				i, j = i+1, j+1
			case i < toI && !slices.ContainsFunc(y[j:toJ], func(s string) bool { return alike(x[i], s) }):
				out = append(out, [2]int{i, -1})
				i++
			case j < toJ:
				out = append(out, [2]int{-1, j})
				j++
			default:
				out = append(out, [2]int{i, -1})
				i++
			}
		}
	}
	for _, p := range common(x, y) {
		between(p[0], p[1])
		out = append(out, p)
		i, j = p[0]+1, p[1]+1
	}
	between(len(x), len(y))
	return out
}

func alike(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	return 2*len(common(x, y)) > max(len(x), len(y))
}

// mostCompared bounds the table that common fills; beyond it only what begins
// and ends alike is held to be common.
const mostCompared = 16 << 20

// common is the longest common sequence of two lists, as pairs of indexes.
func common(x, y []string) [][2]int {
	if len(x)*len(y) > mostCompared {
		return ends(x, y)
	}
	// n[i][j] is its length for x[i:] and y[j:].
	n := make([][]int32, len(x)+1)
	for i := range n {
		n[i] = make([]int32, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case n[i+1][j] >= n[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

func ends(x, y []string) [][2]int {
	var out [][2]int
	n := min(len(x), len(y))
	i := 0
	for ; i < n && x[i] == y[i]; i++ {
		out = append(out, [2]int{i, i})
	}
	k := 0
	for ; k < n-i && x[len(x)-1-k] == y[len(y)-1-k]; k++ {
	}
	for ; k > 0; k-- {
		out = append(out, [2]int{len(x) - k, len(y) - k})
	}
	return out
}

// wordwise are two paragraphs with the words that only one of them has set
// apart.
func wordwise(a, b string) (left, right []stretch) {
	x, y := strings.Fields(a), strings.Fields(b)
	put := func(to *[]stretch, s, kind string) {
		switch n := len(*to); {
		case n > 0 && (*to)[n-1].Kind == kind:
			(*to)[n-1].Text += " " + s
		case n > 0 && kind == "":
			*to = append(*to, stretch{" " + s, kind})
		case n > 0 && (*to)[n-1].Kind == "":
			(*to)[n-1].Text += " "
			*to = append(*to, stretch{s, kind})
		default:
			*to = append(*to, stretch{s, kind})
		}
	}
	i, j := 0, 0
	rest := func(toI, toJ int) {
		for ; i < toI; i++ {
			put(&left, x[i], "out")
		}
		for ; j < toJ; j++ {
			put(&right, y[j], "in")
		}
	}
	for _, p := range common(x, y) {
		rest(p[0], p[1])
		put(&left, x[i], "")
		put(&right, y[j], "")
		i, j = i+1, j+1
	}
	rest(len(x), len(y))
	return left, right
}
