package watchlist

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// probeRow is one line of a screening probe: a name, and the listings that it
// is a name of.
type probeRow struct {
	Query    string              `json:"query"`
	Type     string              `json:"type"`
	Group    string              `json:"group"`
	Kind     string              `json:"kind"`
	Class    string              `json:"klass"`
	Expected []string            `json:"expected"`
	Names    map[string][]string `json:"remove_names"`
	IDs      []string            `json:"remove_ids"`
	QID      string              `json:"qid"`
}

func (r *probeRow) query() Query {
	q := Query{Name: r.Query, Limit: 20}
	switch r.Type {
	case "person":
		q.Kind = Person
	case "business":
		q.Kind = Organization
	case "vessel":
		q.Kind = Vessel
	}
	if len(r.Names) == 0 && len(r.IDs) == 0 {
		return q
	}
	gone := map[string]map[string]bool{}
	for id, names := range r.Names {
		gone[id] = map[string]bool{}
		for _, n := range names {
			gone[id][bag(n)] = true
		}
	}
	q.Without = func(e *Entity, n Name) bool {
		return slices.Contains(r.IDs, e.ID) || gone[e.ID] != nil && gone[e.ID][bag(n.Text)]
	}
	return q
}

// bag is a name as its words in alphabetical order.
func bag(name string) string {
	f := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(" ,", r) })
	slices.Sort(f)
	return strings.Join(f, " ")
}

// far are the classes of aliases that nothing in the spelling leads to.
var far = []string{"different", "acronym", "cross_script"}

// Outcome is what the search gave for one row of a probe.
type Outcome struct {
	probeRow
	Rank  int     // of the first expected listing, from 1; 0 where it was not found
	Right float64 // score of that listing
	Top   float64 // score of the best hit
	Best  Hit
	Took  time.Duration
}

// Measure searches for all rows of the .jsonl probe files of a directory, and
// takes the time by clock.
func Measure(x *Index, dir string, clock func() time.Duration) ([]Outcome, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	var out []Outcome
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			return nil, err
		}
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<22)
		for n := 1; s.Scan(); n++ {
			var r probeRow
			if err := json.Unmarshal(s.Bytes(), &r); err != nil {
				_ = f.Close()
				return nil, fmt.Errorf("%s:%d: %w", p, n, err)
			}
			if r.Query != "" {
				out = append(out, x.outcome(r, clock))
			}
		}
		err = s.Err()
		_ = f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no probe rows", dir)
	}
	return out, nil
}

func (x *Index) outcome(r probeRow, clock func() time.Duration) Outcome {
	o := Outcome{probeRow: r}
	q := r.query()
	began := clock()
	hits := x.Search(q)
	o.Took = clock() - began
	for i, h := range hits {
		if i == 0 {
			o.Top, o.Best = h.Score, h
		}
		if o.Rank == 0 && slices.Contains(r.Expected, h.Entity.ID) {
			o.Rank, o.Right = i+1, h.Score
		}
	}
	return o
}

func pick(all []Outcome, keep func(*Outcome) bool) []*Outcome {
	var out []*Outcome
	for i := range all {
		if keep(&all[i]) {
			out = append(out, &all[i])
		}
	}
	return out
}

// threshold is the least score that at most share of the rows reach.
func threshold(rows []*Outcome, share float64) float64 {
	s := make([]float64, len(rows))
	for i, r := range rows {
		s[i] = r.Top
	}
	slices.Sort(s)
	k := len(s) - 1 - int(share*float64(len(s)))
	if k < 0 || len(s) == 0 {
		return 0
	}
	return s[k] + 1e-9
}

func recall(rows []*Outcome, t float64) float64 {
	n := 0
	for _, r := range rows {
		if r.Right >= t && r.Right > 0 {
			n++
		}
	}
	return float64(n) / float64(max(len(rows), 1))
}

func ranked(rows []*Outcome, k int) float64 {
	n := 0
	for _, r := range rows {
		if r.Rank > 0 && r.Rank <= k {
			n++
		}
	}
	return float64(n) / float64(max(len(rows), 1))
}

// Report prints the measures of a probe, each with the number of its rows. An
// alias counts as recoverable unless it is an acronym, in another script or a
// different name; an alert is a listing at or above the threshold that the
// row's look-alikes or news names set; news names that are letter for letter the
// name of a listing are listed and left out.
func Report(w io.Writer, all []Outcome) {
	dr := func(o *Outcome) bool { return o.Group == "dprk" || o.Group == "russia" }
	alias := func(o *Outcome) bool { return o.Kind == "alias" && !slices.Contains(far, o.Class) }
	rec := pick(all, func(o *Outcome) bool { return dr(o) && alias(o) })
	persons := pick(rec2(rec), func(o *Outcome) bool { return o.Group == "dprk" && o.Type == "person" })
	family := pick(all, func(o *Outcome) bool { return dr(o) && o.Kind == "neg_family" })
	real := pick(all, func(o *Outcome) bool { return dr(o) && o.Kind == "neg_real" })
	news := pick(all, func(o *Outcome) bool { return o.Kind == "neg_news" && o.Top < 1 })
	ar := pick(all, func(o *Outcome) bool { return o.Group == "arabic" && alias(o) })
	arFamily := pick(all, func(o *Outcome) bool { return o.Group == "arabic" && o.Kind == "neg_family" })
	t5, tn, ta := threshold(family, 0.05), threshold(news, 0.008), threshold(arFamily, 0.10)
	f1, at := bestF1(rec, append(slices.Clone(family), real...))
	fmt.Fprintf(w, "%-62s %6s  %s\n", "what", "rows", "figure")
	line := func(what string, n int, format string, v ...any) {
		fmt.Fprintf(w, "%-62s %6d  %s\n", what, n, fmt.Sprintf(format, v...))
	}
	line("recall@1 / @5, recoverable DPRK + Russia aliases", len(rec), "%.3f / %.3f", ranked(rec, 1), ranked(rec, 5))
	line("the same, DPRK persons", len(persons), "%.3f / %.3f", ranked(persons, 1), ranked(persons, 5))
	line("alert recall at family false positives of 5 %", len(rec), "%.3f (threshold %.3f over %d)", recall(rec, t5), t5, len(family))
	line("alert recall at 8 alerts per 1,000 unlisted news names", len(rec), "%.3f (threshold %.3f over %d)", recall(rec, tn), tn, len(news))
	line("best F1 on the probe", len(rec)+len(family)+len(real), "%.3f (threshold %.3f)", f1, at)
	line("Arabic aliases: alert recall at 10 % family false positives", len(ar), "%.3f (threshold %.3f over %d)", recall(ar, ta), ta, len(arFamily))
	took := make([]time.Duration, len(all))
	sum := time.Duration(0)
	for i := range all {
		took[i] = all[i].Took
		sum += took[i]
	}
	slices.Sort(took)
	line("processor time per search: mean, p99, longest", len(all), "%.3f ms, %.3f ms, %.3f ms", ms(sum)/float64(len(all)), ms(took[len(took)*99/100]), ms(took[len(took)-1]))
}

func rec2(in []*Outcome) []Outcome {
	out := make([]Outcome, len(in))
	for i, o := range in {
		out[i] = *o
	}
	return out
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func bestF1(pos, neg []*Outcome) (best, at float64) {
	for i := 300; i <= 1000; i += 5 {
		t := float64(i) / 1000
		tp, fp := 0, 0
		for _, r := range pos {
			if r.Right >= t {
				tp++
			}
		}
		for _, r := range neg {
			if r.Top >= t {
				fp++
			}
		}
		if f := 2 * float64(tp) / float64(len(pos)+tp+fp); f > best {
			best, at = f, t
		}
	}
	return best, at
}
