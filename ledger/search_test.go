package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/reading"
)

// Search finds exactly what looking at every claim finds.
func TestSearchFindsWhatLookingFinds(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		fill(t, l, ledgertest.New(3), 60)
		var all []*reading.Reading
		view(t, l, func(v *ledger.View) error {
			for r, err := range v.Readings(t.Context()) {
				if err != nil {
					return err
				}
				all = append(all, r)
			}
			return nil
		})
		rng := rand.New(rand.NewPCG(1, 2))
		hits := 0
		for i := range 150 {
			q, fits := randomQuery(rng, all)
			var want []string
			for _, r := range all {
				for _, c := range r.Claims {
					if fits(r, c) {
						want = append(want, r.Report.ID+"/"+c.ID)
					}
				}
			}
			var got []string
			view(t, l, func(v *ledger.View) error {
				q.Limit = 7
				for {
					p, err := v.Search(t.Context(), q)
					if err != nil {
						return err
					}
					for _, h := range p.Hits {
						got = append(got, h.Report+"/"+h.Claim)
					}
					if q.Before = p.Next; p.Next == 0 {
						return nil
					}
				}
			})
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Fatalf("%d: %+v: found %d, there are %d", i, q, len(got), len(want))
			}
			hits += len(got)
		}
		if hits < 1000 {
			t.Error("the queries find too little to tell anything:", hits)
		}
	})
}

// randomQuery is a query near a random claim and the plain meaning of it.
func randomQuery(rng *rand.Rand, all []*reading.Reading) (ledger.Query, func(*reading.Reading, reading.Claim) bool) {
	r := all[rng.IntN(len(all))]
	c := r.Claims[rng.IntN(len(r.Claims))]
	var q ledger.Query
	checks := []func(*reading.Reading, reading.Claim) bool{}
	add := func(f func(*reading.Reading, reading.Claim) bool) { checks = append(checks, f) }
	text := func(r *reading.Reading, c reading.Claim) []string {
		return strings.Fields(strings.ToLower(c.Span.Of(r.Text)))
	}
	words := text(r, c)
	switch rng.IntN(4) {
	case 0:
		w := words[rng.IntN(len(words))]
		q.Words = w
		add(func(r *reading.Reading, c reading.Claim) bool { return slices.Contains(text(r, c), w) })
	case 1:
		i := rng.IntN(len(words) - 1)
		a, b := words[i], words[i+1]
		q.Words = fmt.Sprintf(`"%s %s"`, strings.ToUpper(a), b)
		add(func(r *reading.Reading, c reading.Claim) bool {
			w := text(r, c)
			for i := range len(w) - 1 {
				if w[i] == a && w[i+1] == b {
					return true
				}
			}
			return false
		})
	case 2:
		w := words[rng.IntN(len(words))][:2]
		q.Words = w + "*"
		add(func(r *reading.Reading, c reading.Claim) bool {
			return slices.ContainsFunc(text(r, c), func(s string) bool { return strings.HasPrefix(s, w) })
		})
	}
	if rng.IntN(4) == 0 {
		q.Status = []reading.Status{c.Status, reading.Ordered}
		add(func(_ *reading.Reading, x reading.Claim) bool { return slices.Contains(q.Status, x.Status) })
	}
	if rng.IntN(5) == 0 {
		q.Factuality = []reading.Factuality{c.Factuality}
		add(func(_ *reading.Reading, x reading.Claim) bool { return x.Factuality == c.Factuality })
	}
	if rng.IntN(6) == 0 {
		q.Outlet = strings.ToLower(r.Report.Outlet)
		add(func(x *reading.Reading, _ reading.Claim) bool { return x.Report.Outlet == r.Report.Outlet })
	}
	if rng.IntN(8) == 0 {
		q.Open = true
		add(func(_ *reading.Reading, c reading.Claim) bool { return c.OpenQuestion })
	}
	if rng.IntN(6) == 0 {
		name := r.Entities[0].Name
		q.Entity = name
		add(func(r *reading.Reading, c reading.Claim) bool {
			return slices.ContainsFunc(r.Entities, func(e reading.Entity) bool { return e.ID == c.Arguments[0].Entity && e.Name == name })
		})
	}
	if rng.IntN(3) == 0 {
		from, to := 2015+rng.IntN(10), rng.IntN(12)+1
		q.When = []string{fmt.Sprint(from), fmt.Sprintf("%d-%02d", from, to), fmt.Sprintf("%d/%d", from, from+4), fmt.Sprintf("%d-%02d-15/..", from, to),
			fmt.Sprintf("../%d", from)}[rng.IntN(5)]
		first, last, _ := ledger.Days(q.When)
		add(func(_ *reading.Reading, c reading.Claim) bool {
			a, b, ok := ledger.Days(c.When.EDTF)
			return ok && a <= last && first <= b
		})
	}
	if rng.IntN(4) == 0 {
		q.Published = r.Report.Published.EDTF[:[]int{4, 7, 10}[rng.IntN(3)]]
		add(func(x *reading.Reading, _ reading.Claim) bool {
			return strings.HasPrefix(x.Report.Published.EDTF, q.Published)
		})
	}
	if rng.IntN(3) == 0 {
		low := float64(rng.IntN(3000))
		high := low + float64(rng.IntN(500))
		switch rng.IntN(3) {
		case 0:
			q.Low, q.High = &low, &high
		case 1:
			q.Low, high = &low, 1e18
		default:
			q.High, low = &high, -1
		}
		add(func(r *reading.Reading, c reading.Claim) bool {
			return slices.ContainsFunc(r.Quantities, func(x reading.Quantity) bool {
				return slices.Contains(c.Quantities, x.ID) && *x.Low <= high && low <= *x.High
			})
		})
	}
	return q, func(r *reading.Reading, c reading.Claim) bool {
		return !slices.ContainsFunc(checks, func(f func(*reading.Reading, reading.Claim) bool) bool { return !f(r, c) })
	}
}

func TestSearchByStanding(t *testing.T) {
	backends(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		g := ledgertest.New(1)
		id := fill(t, l, g, 3)[1]
		key := ledger.ClaimRef{Report: id, Claim: "c7"}.String()
		err := l.Append(ctx, func(tx *ledger.Tx) error {
			return tx.Put(ctx, "test", ledger.Fact{Kind: ledger.FactStanding, Key: key, Body: []byte(`{"origins":2,"state":"corroborated"}`)})
		})
		if err != nil {
			t.Fatal(err)
		}
		view(t, l, func(v *ledger.View) error {
			for _, q := range []ledger.Query{{Standing: "corroborated"}, {MinOrigins: 2}, {MinOrigins: 1, Report: id}} {
				p, err := v.Search(ctx, q)
				if err != nil {
					return err
				}
				if len(p.Hits) != 1 || p.Hits[0].Claim != "c7" || *p.Hits[0].Origins != 2 {
					t.Errorf("%+v: %+v", q, p)
				}
			}
			return nil
		})
	})
}

func TestDays(t *testing.T) {
	for _, tc := range []struct{ edtf, first, last string }{
		{"2023-03-05", "2023-03-05", "2023-03-05"},
		{"2023-02", "2023-02-01", "2023-02-28"},
		{"2023-02~/2023-03", "2023-02-01", "2023-03-31"},
		{"../2023-03", "", "2023-03-31"},
		{"2023-03/..", "2023-03-01", ""},
		{"2023-03/", "2023-03-01", ""},
		{"202X", "2020-01-01", "2029-12-31"},
		{"[2023-02,2023-04]", "2023-02-01", "2023-04-30"},
		{"1969-12-31", "1969-12-31", "1969-12-31"},
	} {
		first, last, ok := ledger.Days(tc.edtf)
		for _, d := range []struct {
			got  int
			want string
		}{{first, tc.first}, {last, tc.last}} {
			want, _, _ := ledger.Days(d.want)
			if d.want != "" && d.got != want || !ok {
				t.Errorf("%s: %d %d %v", tc.edtf, first, last, ok)
			}
		}
	}
	for _, bad := range []string{"", "soon", "2023-13", "2024/2023", "?", "1/2/3"} {
		if _, _, ok := ledger.Days(bad); ok {
			t.Errorf("%q has days", bad)
		}
	}
}
