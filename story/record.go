package story

import (
	"cmp"
	"math"
	"slices"

	"github.com/sayso/sayso/reading"
)

// TrackRecord counts what became of a voice's or an outlet's forecasts. Low
// and High bound the share borne out of those decided, at 95 % by Wilson's
// interval (E. B. Wilson, JASA 22, 1927): with few decided they lie far apart.
// Brier and LogScore are means over those of the decided to whose words a
// likelihood pack gives a number, Scored of them; both are 0 when none is.
type TrackRecord struct {
	Name        string  `json:"name"`
	Forecasts   int     `json:"forecasts"`
	Open        int     `json:"open"`
	Due         int     `json:"due"`
	Overdue     int     `json:"overdue"`
	BorneOut    int     `json:"borne_out"`
	NotBorneOut int     `json:"not_borne_out"`
	Moot        int     `json:"moot"`
	Low         float64 `json:"low"`
	High        float64 `json:"high"`
	Scored      int     `json:"scored"`
	Brier       float64 `json:"brier"`
	LogScore    float64 `json:"log_score"` // natural logarithm, 0 is best
}

// Decided is how many forecasts somebody said came true or did not.
func (t *TrackRecord) Decided() int { return t.BorneOut + t.NotBorneOut }

// Records counts forecasts by what name gives, those with most forecasts first.
// A pack of "" scores none.
func Records(all []Forecast, pack string, name func(*Forecast) string) []TrackRecord {
	by := map[string]*TrackRecord{}
	for i := range all {
		f := &all[i]
		n := name(f)
		t := by[n]
		if t == nil {
			t = &TrackRecord{Name: n}
			by[n] = t
		}
		t.count(f, pack)
	}
	out := make([]TrackRecord, 0, len(by))
	for _, t := range by {
		if t.Scored > 0 {
			t.Brier /= float64(t.Scored)
			t.LogScore /= float64(t.Scored)
		}
		t.Low, t.High = wilson(t.BorneOut, t.Decided())
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b TrackRecord) int {
		return cmp.Or(b.Forecasts-a.Forecasts, cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (t *TrackRecord) count(f *Forecast, pack string) {
	t.Forecasts++
	came := 0.0
	switch f.Outcome {
	case Open:
		t.Open++
	case Due:
		t.Due++
	case Overdue:
		t.Overdue++
	case Moot:
		t.Moot++
	case BorneOut:
		t.BorneOut++
		came = 1
	case NotBorneOut:
		t.NotBorneOut++
	}
	if f.Outcome != BorneOut && f.Outcome != NotBorneOut {
		return
	}
	low, high, ok := Likelihood(pack, f.Likelihood)
	if !ok {
		return
	}
	p := (low + high) / 2
	if f.Factuality == reading.CertainNot || f.Factuality == reading.ProbableNot || f.Factuality == reading.PossibleNot {
		came = 1 - came // it was foretold not to be
	}
	t.Scored++
	t.Brier += (p - came) * (p - came)
	t.LogScore += math.Log(max(1e-9, came*p+(1-came)*(1-p)))
}

// wilson bounds a share of k in n; 0 and 1 when n is 0.
func wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	mid := p + z*z/(2*m)
	spread := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (mid-spread)/(1+z*z/m)), min(1, (mid+spread)/(1+z*z/m))
}
