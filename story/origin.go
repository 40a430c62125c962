package story

import (
	"cmp"
	"slices"
)

// Strengths of ties: two reports are proposed to share an origin from
// tieProposed on; groups join when the mean tie between their reports reaches
// tieMean; a report is counted to a further origin when its mean tie to that
// origin's reports reaches tieProposed.
const (
	tieKept     = 0.5
	tieProposed = 1.35
	tieMean     = 0.85
)

// group is a set of reports that rest on one origin, ids sorted.
type group []string

// pull is a tie between reports by their places in the sorted list.
type pull struct {
	a, b     int
	strength float64
}

// groupReports puts reports that rest on one origin together: average-linkage
// clustering over the ties, strongest first, then further memberships. The
// result depends on the set of ties alone.
func groupReports(ids []string, ties []tie, weight func(*tie) float64) []group {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	at := map[string]int{}
	members := make([][]int, len(ids))
	for i, id := range ids {
		at[id], members[i] = i, []int{i}
	}
	strong := make([]pull, 0, len(ties))
	for i := range ties {
		if w := weight(&ties[i]); w >= tieKept {
			strong = append(strong, pull{at[ties[i].a], at[ties[i].b], w})
		}
	}
	slices.SortFunc(strong, func(x, y pull) int {
		return cmp.Or(cmp.Compare(y.strength, x.strength), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	of := make([]int, len(ids)) // group of a report
	links := make([]map[int]float64, len(ids))
	near := make([]map[int]float64, len(ids)) // ties of a report
	for i := range ids {
		of[i], links[i], near[i] = i, map[int]float64{}, map[int]float64{}
	}
	for _, t := range strong {
		a, b := t.a, t.b
		s := min(t.strength, 2*tieProposed)
		links[a][b], links[b][a] = s, s
		near[a][b], near[b][a] = s, s
	}
	for _, t := range strong {
		if t.strength < tieProposed {
			break
		}
		a, b := of[t.a], of[t.b]
		if a == b || links[a][b]/float64(len(members[a])*len(members[b])) < tieMean {
			continue
		}
		if b < a {
			a, b = b, a
		}
		for _, m := range members[b] {
			of[m] = a
		}
		members[a], members[b] = append(members[a], members[b]...), nil
		for _, c := range sortedInts(links[b]) {
			if c != a {
				links[a][c] += links[b][c]
				links[c][a] = links[a][c]
			}
			delete(links[c], b)
		}
		delete(links[a], a)
		links[b] = nil
	}
	return withFurther(ids, members, of, near)
}

// withFurther adds to every group the reports that rest on it as well.
func withFurther(ids []string, members [][]int, of []int, near []map[int]float64) []group {
	var out []group
	for g, m := range members {
		if m == nil {
			continue
		}
		sum := map[int]float64{}
		for _, i := range m {
			for j, s := range near[i] {
				if of[j] != g {
					sum[j] += s
				}
			}
		}
		full := slices.Clone(m)
		for _, j := range sortedInts(sum) {
			if sum[j]/float64(len(m)) >= tieProposed {
				full = append(full, j)
			}
		}
		slices.Sort(full)
		var names group
		for _, i := range full {
			names = append(names, ids[i])
		}
		out = append(out, names)
	}
	return out
}

func sortedInts(m map[int]float64) []int {
	out := make([]int, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
