package ledger

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// claimRow is a claim of a current reading as search finds it.
type claimRow struct {
	num                                       int64
	report                                    int64
	id, text, voice, factuality, status, edtf string
	first, last                               any // days, nil when no time is known
	numbers                                   string
	open                                      int
	words, pairs                              []string // sorted
}

const claimColumns = "num, report, id, text, voice, factuality, status, edtf, first_day, last_day, numbers, open"

func (r claimRow) columns() []any {
	return []any{r.num, r.report, r.id, r.text, r.voice, r.factuality, r.status, r.edtf, r.first, r.last, r.numbers, r.open}
}

// claimRows are the rows of a reading; their numbers are not set.
func claimRows(info ReportInfo, r *reading.Reading) []claimRow {
	voices := map[string]string{}
	for _, v := range r.Voices {
		voices[v.ID] = v.Name
	}
	quantities := map[string]reading.Quantity{}
	for _, q := range r.Quantities {
		quantities[q.ID] = q
	}
	marks := map[string]string{} // of names, which claims have in common
	named := func(kind, name string) string {
		m, ok := marks[kind+name]
		if !ok {
			m = nameMark(kind, name)
			marks[kind+name] = m
		}
		return m
	}
	var common []string
	if info.Outlet != "" {
		common = append(common, nameMark("o", info.Outlet))
	}
	common = append(common, mark("r", info.ID))
	if first, last, ok := Days(info.Published.EDTF); ok {
		common = append(common, spanMarks("d", first, last)...)
	}
	rows := make([]claimRow, 0, len(r.Claims))
	for _, c := range r.Claims {
		row := claimRow{report: info.Num, id: c.ID, text: c.Span.Of(r.Text), factuality: string(c.Factuality), status: string(c.Status), edtf: c.When.EDTF}
		said := fold(row.text)
		row.pairs = pairMarks(said)
		words := append(said, common...)
		words = append(words, mark("f", factWord(c.Factuality)), mark("s", string(c.Status)))
		for _, s := range c.Sources {
			row.voice = voices[s.Voice]
			words = append(words, named("v", row.voice))
		}
		if len(c.Sources) == 0 {
			row.voice = info.Outlet
			words = append(words, named("v", row.voice))
		}
		for _, n := range entityNames(r, c) {
			words = append(words, named("e", n))
		}
		if first, last, ok := Days(c.When.EDTF); ok {
			row.first, row.last = first, last
			words = append(words, spanMarks("t", first, last)...)
		}
		var numbers []string
		for _, id := range c.Quantities {
			if low, high, ok := bounds(quantities[id]); ok {
				numbers = append(numbers, number(low)+":"+number(high))
				words = append(words, sizeMarks(low, high)...)
			}
		}
		row.numbers = strings.Join(numbers, " ")
		if c.OpenQuestion {
			row.open = 1
			words = append(words, mark("q", "1"))
		}
		slices.Sort(words)
		row.words = slices.Compact(words)
		rows = append(rows, row)
	}
	return rows
}

// factWord is a factuality as an index term: plus and minus are no letters.
func factWord(f reading.Factuality) string { return strings.ToLower(signs.Replace(string(f))) }

var signs = strings.NewReplacer("+", "p", "-", "m")

// entityNames are the names of the things a claim is about: its arguments' and
// those mentioned in its words.
func entityNames(r *reading.Reading, c reading.Claim) []string {
	var out []string
	for _, e := range r.Entities {
		if slices.ContainsFunc(c.Arguments, func(a reading.Argument) bool { return a.Entity != "" && a.Entity == e.ID }) ||
			slices.ContainsFunc(e.Mentions, func(m report.Span) bool { return c.Span.Contains(m) }) {
			out = append(append(out, e.Name), e.Aliases...)
		}
	}
	return out
}

// bounds is the range of numbers that a quantity allows; an open end is infinite.
func bounds(q reading.Quantity) (low, high float64, ok bool) {
	if q.Low == nil && q.Best == nil && q.High == nil {
		return 0, 0, false
	}
	low, high = math.Inf(-1), math.Inf(1)
	if q.Best != nil {
		low, high = *q.Best, *q.Best
	}
	if q.Low != nil {
		low = *q.Low
	}
	if q.High != nil {
		high = *q.High
	}
	return low, high, low <= high
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// parseNumbers reads claimRow.numbers.
func parseNumbers(s string) (out [][2]float64, err error) {
	for _, f := range strings.Fields(s) {
		a, b, _ := strings.Cut(f, ":")
		low, err := strconv.ParseFloat(a, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		high, err := strconv.ParseFloat(b, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		out = append(out, [2]float64{low, high})
	}
	return out, nil
}
