package quantity_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/quantity"
	"github.com/sayso/sayso/report"
)

// TestAccuracyRecognizers runs the end-to-end cases of Recognizers-Text for
// numbers, ranges, shares, money, ages, measures and temperatures and compares
// the value of the quantity that covers most of each result.
func TestAccuracyRecognizers(t *testing.T) {
	for _, c := range []struct {
		file  string
		floor float64
	}{
		{"Number/NumberModel", 0.45}, {"Number/NumberRangeModel", 0.68}, {"Number/PercentModel", 0.5}, {"NumberWithUnit/CurrencyModel", 0.84},
		{"NumberWithUnit/AgeModel", 1}, {"NumberWithUnit/DimensionModel", 0.9}, {"NumberWithUnit/TemperatureModel", 0.94},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join(shared, "corpora", "numbers", "recognizers_text", c.file+".json"))
			if err != nil {
				t.Skip("no Recognizers cases beside the repository")
			}
			var cases []struct {
				Input   string
				Results []struct {
					Text       string
					Start      int
					Resolution struct{ Value *string }
				}
			}
			if err := json.Unmarshal([]byte(strings.TrimPrefix(string(b), "\ufeff")), &cases); err != nil {
				t.Fatal(err)
			}
			total, right, left := 0, 0, 0
			for _, c := range cases {
				if !sentence(c.Input) {
					left++
					continue
				}
				qs := quantity.Find(&nlp.Document{Text: c.Input}, nil)
				for _, r := range c.Results {
					if r.Resolution.Value == nil {
						continue // a unit without a number
					}
					total++
					at := max(0, strings.Index(strings.ToLower(c.Input), strings.ToLower(r.Text)))
					span := report.Span{Start: at, End: at + len(r.Text)}
					var best quantity.Quantity
					for _, q := range qs {
						if covers(q.Span, span) > covers(best.Span, span) {
							best = q
						}
					}
					if same(*r.Resolution.Value, best) {
						right++
					} else if testing.Verbose() {
						t.Logf("%q: %q is %s, got %s..%s", c.Input, r.Text, *r.Resolution.Value, bound(best.Low), bound(best.High))
					}
				}
			}
			got := float64(right) / float64(total)
			t.Logf("%s: %.3f (%d of %d results), %d fragments left out", c.file, got, right, total, left)
			if got < c.floor {
				t.Errorf("%.3f is under %.2f", got, c.floor)
			}
		})
	}
}

// sentence tells a sentence from a fragment that is but a figure: at least
// four words.
func sentence(s string) bool { return len(strings.Fields(s)) >= 4 }

func covers(a, b report.Span) int { return min(a.End, b.End) - max(a.Start, b.Start) }

// same compares "5", "20%" and "(20,35]" with the ends of q.
func same(want string, q quantity.Quantity) bool {
	want = strings.TrimSuffix(want, "%")
	if from, to, ok := strings.Cut(want, ","); ok {
		return end(strings.Trim(from, "[("), q.Low) && end(strings.Trim(to, "])"), q.High)
	}
	v, err := strconv.ParseFloat(want, 64)
	if err != nil {
		return false
	}
	near := func(f *float64) bool { return f != nil && math.Abs(*f-v) <= 1e-6*max(1, math.Abs(v)) }
	return near(q.Low) || near(q.High)
}

func end(s string, f *float64) bool {
	if s == "" {
		return f == nil
	}
	v, err := strconv.ParseFloat(s, 64)
	return err == nil && f != nil && math.Abs(*f-v) <= 1e-6*max(1, math.Abs(v))
}
