package watchlist

import (
	"math"
	"strings"

	"github.com/sayso/sayso/entity/fold"
)

// OFACScore is about what OFAC's own Sanctions List Search would show for a
// name and a listed name, 0 to 100. OFAC says that it compares whole names and
// their parts by Jaro-Winkler and Soundex (its FAQ 249) but not how it joins the
// two; this is the better of the whole names and of the parts' mean, and no
// substitute for asking OFAC.
func OFACScore(query, listed string) int {
	if f, g, ok := strings.Cut(listed, ","); ok {
		listed = g + " " + f
	}
	q, l := plain(query), plain(listed)
	if len(q) == 0 || len(l) == 0 {
		return 0
	}
	best := jaroWinkler(strings.Join(q, " "), strings.Join(l, " "))
	sum, letters := 0.0, 0
	for _, x := range q {
		most := 0.0
		for _, y := range l {
			s := jaroWinkler(x, y)
			if s < 0.85 && soundex(x) != soundex(y) {
				s *= 0.75
			}
			most = max(most, s)
		}
		sum += most * float64(len(x))
		letters += len(x)
	}
	return int(math.Round(100 * max(best, sum/float64(letters))))
}

func plain(name string) []string {
	r := fold.Read(name)
	if len(r) == 0 {
		return nil
	}
	out := make([]string, len(r[0].Tokens))
	for i, t := range r[0].Tokens {
		out[i] = t.Text
	}
	return out
}

// jaroWinkler is the measure of Winkler (1990): Jaro's, raised for up to four
// letters in common at the beginning.
func jaroWinkler(a, b string) float64 {
	if a == b {
		return 1
	}
	reach := max(len(a), len(b))/2 - 1
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	same := 0
	for i := range a {
		for j := max(0, i-reach); j < min(len(b), i+reach+1); j++ {
			if !usedB[j] && a[i] == b[j] {
				usedA[i], usedB[j] = true, true
				same++
				break
			}
		}
	}
	if same == 0 {
		return 0
	}
	turned, j := 0, 0
	for i := range a {
		if !usedA[i] {
			continue
		}
		for !usedB[j] {
			j++
		}
		if a[i] != b[j] {
			turned++
		}
		j++
	}
	m := float64(same)
	jaro := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(turned)/2)/m) / 3
	prefix := 0
	for prefix < min(len(a), len(b), 4) && a[prefix] == b[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*0.1*(1-jaro)
}

// soundex is Russell's code of 1918 in its American form.
func soundex(s string) string {
	const codes = "01230120022455012623010202" // a to z; 0 is not coded
	out := []byte{s[0]}
	last := byte('0')
	for i := range len(s) {
		c := byte('0')
		if s[i] >= 'a' && s[i] <= 'z' {
			c = codes[s[i]-'a']
		}
		if i > 0 && c != '0' && c != last {
			out = append(out, c)
		}
		if s[i] != 'h' && s[i] != 'w' {
			last = c
		}
	}
	return string(append(out, "000"...)[:4])
}
