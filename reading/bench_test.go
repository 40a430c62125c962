package reading_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// reports are n reports of 700 words cut from dated Wikinews texts, which lie
// outside the repository; without them an example of ours stands in.
func reports(b *testing.B, n int) []*report.Report {
	b.Helper()
	var words []string
	raw, err := os.ReadFile("../../shared/corpora/news/wikinews_tdg/wikinews.jsonl")
	if err != nil {
		own, err := os.ReadFile("../examples/tannet.txt")
		if err != nil {
			b.Fatal(err)
		}
		words = strings.Split(string(own), " ")
	}
	plain := strings.NewReplacer(" ,", ",", " .", ".", "`` ", "“", " ''", "”", " 's", "'s", " n't", "n't", "-LRB- ", "(", " -RRB-", ")", " ;", ";", " :", ":")
	for _, line := range strings.Split(string(raw), "\n") {
		var d struct{ Sentences []string }
		if json.Unmarshal([]byte(line), &d) != nil {
			continue
		}
		for i, s := range d.Sentences {
			end := " "
			if i%3 == 2 {
				end = "\n\n"
			}
			words = append(words, strings.SplitAfter(plain.Replace(s), " ")...)
			words = append(words, end)
		}
	}
	var out []*report.Report
	for i := range n {
		var t strings.Builder
		for k := range 700 {
			w := words[(i*700+k)%len(words)]
			t.WriteString(w)
			if !strings.HasSuffix(w, " ") && !strings.HasSuffix(w, "\n") {
				t.WriteByte(' ')
			}
		}
		r, err := extract.Plain([]byte(t.String()), extract.Options{Published: "2023-02-02"})
		if err != nil {
			b.Fatal(err)
		}
		r.Language = "en"
		out = append(out, r)
	}
	return out
}

// BenchmarkRead reads reports of 700 words, whole: from text to claims; it
// counts them a second of the clock and a second of processor time, which other
// work on the machine disturbs less. Run it on one core and each set of kernels
// with
//
//	SAYSO_CPU=avx2 GOMAXPROCS=1 go test ./reading -run xxx -bench Read
func BenchmarkRead(b *testing.B) {
	m, err := nlp.Load()
	if err != nil {
		b.Fatal(err)
	}
	r := reading.New(m)
	for _, n := range []int{1, 10, 100, 1000} {
		b.Run(fmt.Sprintf("%d reports", n), func(b *testing.B) {
			rs := reports(b, n)
			b.ResetTimer()
			began := cpuTime()
			for range b.N {
				for _, x := range rs {
					if _, err := r.Read(context.Background(), x); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.N*n)/(cpuTime()-began).Seconds(), "reports/cpu-s")
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

// BenchmarkLong reads single reports of growing length.
func BenchmarkLong(b *testing.B) {
	m, err := nlp.Load()
	if err != nil {
		b.Fatal(err)
	}
	r := reading.New(m)
	for _, n := range []int{10, 100, 240} {
		var t strings.Builder
		for _, x := range reports(b, n) {
			t.WriteString(x.Text + "\n\n")
		}
		x, err := extract.Plain([]byte(t.String()), extract.Options{})
		if err != nil {
			b.Fatal(err)
		}
		x.Language = "en"
		b.Run(fmt.Sprintf("%d kB", len(x.Text)/1000), func(b *testing.B) {
			began := cpuTime()
			for range b.N {
				if _, err := r.Read(context.Background(), x); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)*float64(len(x.Text))/1e3/(cpuTime()-began).Seconds(), "kB/cpu-s")
		})
	}
}
