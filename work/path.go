package work

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/sayso/sayso/entity"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
)

// Path is a way from one thing to another over ties of ownership, control and
// belonging that reports state, with its weakest link.
type Path struct {
	Steps   []Edge `json:"steps"`
	Weakest int    `json:"weakest"`          // of Steps
	Why     string `json:"why"`              // what makes it weak
	Hedged  []int  `json:"hedged,omitempty"` // of Steps: those that no report states as certain
}

// longestPath bounds how many ties a path has.
const longestPath = 5

// control are the ties by which one thing stands under another, read from it
// upwards.
var control = map[string]bool{"owned_by": true, "part_of": true, "affiliated_with": true}

// paths are the ways up from a name that go over more than one tie.
func paths(ctx context.Context, v *ledger.View, keys []string) ([]Path, error) {
	var out []Path
	type way struct {
		at    string
		steps []Edge
	}
	queue := []way{}
	for _, k := range keys {
		queue = append(queue, way{at: k})
	}
	cache := map[string][]Edge{}
	for len(queue) > 0 && len(out) < 20 {
		w := queue[0]
		queue = queue[1:]
		up, ok := cache[w.at]
		if !ok {
			var err error
			if up, err = above(ctx, v, w.at); err != nil {
				return nil, err
			}
			cache[w.at] = up
		}
		for _, e := range up {
			to := entity.Key(e.To)
			if slices.Contains(keys, to) || slices.ContainsFunc(w.steps, func(s Edge) bool { return entity.Key(s.From) == to || entity.Key(s.To) == to }) {
				continue
			}
			next := way{to, append(slices.Clone(w.steps), e)}
			if len(next.steps) > 1 {
				out = append(out, weigh(next.steps))
			}
			if len(next.steps) < longestPath {
				queue = append(queue, next)
			}
		}
	}
	return out, nil
}

// above are the ties from a name to what it stands under, over all reports.
func above(ctx context.Context, v *ledger.View, key string) ([]Edge, error) {
	found, err := v.FactsWith(ctx, FactNames, []string{"k:" + key}, 200)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	var out []Edge
	origins := map[int]map[string]bool{}
	for _, f := range found {
		var n Names
		if err := json.Unmarshal(f.Body, &n); err != nil {
			return nil, err
		}
		r, err := v.Reading(ctx, f.Key)
		if err != nil {
			return nil, err
		}
		from, err := originsOf(ctx, v, f.Key)
		if err != nil {
			return nil, err
		}
		for _, one := range n.Names {
			if entity.Key(one.Name) != key {
				continue
			}
			for _, q := range Tied(r, one.Entity) {
				if q.From != one.Entity || !control[q.Kind] || entity.Country(q.ToName) != "" {
					continue
				}
				k := q.Kind + "\x00" + entity.Key(q.ToName)
				i, ok := at[k]
				if !ok {
					i = len(out)
					at[k], origins[i] = i, map[string]bool{}
					out = append(out, Edge{Kind: q.Kind, From: q.FromName, To: q.ToName, Ambiguous: true, First: r.Report.Published.EDTF})
				}
				out[i].Ambiguous = out[i].Ambiguous && q.Ambiguous
				out[i].Reports = append(out[i].Reports, q)
				out[i].Last = cmp.Or(r.Report.Published.EDTF, out[i].Last)
				for _, o := range from {
					origins[i][o] = true
				}
			}
		}
	}
	for i := range out {
		out[i].Origins = len(origins[i])
	}
	slices.SortStableFunc(out, func(a, b Edge) int { return strings.Compare(a.Kind+a.To, b.Kind+b.To) })
	return out, nil
}

// weigh finds the weakest link of a path: a tie of open scope, then one that is
// not said to hold, then one that is not stated as certain, then the one with
// the fewest origins.
func weigh(steps []Edge) Path {
	weakness := func(e Edge) (int, string) {
		firm := slices.ContainsFunc(e.Reports, func(q Quoted) bool {
			return !q.Denied && (q.Status == "" || q.Status == "holds" || q.Status == "happened")
		})
		switch {
		case e.Ambiguous:
			return 1000, "its words leave open whether it is meant"
		case !firm:
			return 500, "no report says that it holds"
		case hedged(e):
			return 300, "it is only called possible or probable"
		case e.Kind == "affiliated_with":
			return 100 - min(e.Origins, 50), "it is called an affiliation, not ownership, by " + origins(e.Origins)
		}
		return 50 - min(e.Origins, 50), "it rests on " + origins(e.Origins)
	}
	p := Path{Steps: steps}
	worst := -1
	for i, e := range steps {
		if n, why := weakness(e); n > worst {
			worst, p.Weakest, p.Why = n, i, why
		}
		if hedged(e) {
			p.Hedged = append(p.Hedged, i)
		}
	}
	return p
}

// hedged tells whether no report that has a tie states it as certain.
func hedged(e Edge) bool {
	return !slices.ContainsFunc(e.Reports, func(q Quoted) bool {
		return !q.Denied && (q.Factuality == "" || q.Factuality == reading.Certain)
	})
}

func origins(n int) string {
	switch n {
	case 0:
		return "a report whose origin is not established"
	case 1:
		return "one origin"
	}
	return "several origins"
}
