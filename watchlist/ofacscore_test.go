package watchlist

import (
	"bufio"
	"cmp"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

func TestSoundex(t *testing.T) {
	for word, want := range map[string]string{"robert": "r163", "rupert": "r163", "ashcraft": "a261", "tymczak": "t522", "pfister": "p236", "lee": "l000"} {
		if got := soundex(word); got != want {
			t.Errorf("soundex(%s) = %s, want %s", word, got, want)
		}
	}
	if s := jaroWinkler("martha", "marhta"); math.Abs(s-0.9611) > 0.0001 {
		t.Errorf("martha, marhta: %.4f", s)
	}
	if s := jaroWinkler("dixon", "dicksonx"); math.Abs(s-0.8133) > 0.0001 {
		t.Errorf("dixon, dicksonx: %.4f", s)
	}
}

// TestOFACScore holds OFACScore against scores that OFAC's search gave.
func TestOFACScore(t *testing.T) {
	f, err := os.Open(shared + "probe/ofac_search_fixtures.jsonl")
	if err != nil {
		t.Skip("no scores of OFAC's search beside the repository")
	}
	defer f.Close()
	var ours, theirs []float64
	for s := bufio.NewScanner(f); s.Scan(); {
		var r struct {
			Name1, Name2 string
			OFAC         float64 `json:"ofac_score"`
		}
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		ours, theirs = append(ours, float64(OFACScore(r.Name1, r.Name2))), append(theirs, r.OFAC)
	}
	off, near := 0.0, 0
	for i := range ours {
		d := math.Abs(ours[i] - theirs[i])
		off += d
		if d <= 5 {
			near++
		}
	}
	rho := spearman(ours, theirs)
	t.Logf("%d pairs: off by %.1f points in the mean, %d within 5; rank correlation %.2f", len(ours), off/float64(len(ours)), near, rho)
	if rho < 0.5 {
		t.Errorf("rank correlation %.2f", rho)
	}
}

func spearman(a, b []float64) float64 {
	x, y := ranks(a), ranks(b)
	n := float64(len(x))
	var sx, sy, sxx, syy, sxy float64
	for i := range x {
		sx, sy = sx+x[i], sy+y[i]
		sxx, syy, sxy = sxx+x[i]*x[i], syy+y[i]*y[i], sxy+x[i]*y[i]
	}
	return (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
}

func ranks(v []float64) []float64 {
	at := make([]int, len(v))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(i, j int) int { return cmp.Compare(v[i], v[j]) })
	out := make([]float64, len(v))
	for i := 0; i < len(at); {
		j := i
		for j < len(at) && v[at[j]] == v[at[i]] {
			j++
		}
		for k := i; k < j; k++ {
			out[at[k]] = float64(i+j-1) / 2
		}
		i = j
	}
	return out
}
