//go:build unix

package export

import (
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// perReport is how many claims a made-up report has, about those of a news
// report.
const perReport = 25

// madeUp are readings of made-up words, no two alike: voices, times and
// quantities with many of them.
func madeUp(n int) []*Entry {
	r := rand.New(rand.NewPCG(7, 7))
	word := func() string {
		b := make([]byte, 3+r.IntN(8))
		for i := range b {
			b[i] = byte('a' + r.IntN(26))
		}
		return string(b)
	}
	var out []*Entry
	for range n {
		x := &reading.Reading{Schema: reading.Schema, Reader: reading.Version{Version: "0", Model: "made up"},
			Report: reading.Source{Title: word() + " " + word(), Outlet: word(), Byline: []string{}, Published: report.Published{EDTF: fmt.Sprintf("20%02d-%02d-%02d", r.IntN(25), 1+r.IntN(12), 1+r.IntN(28)), Basis: "dateline"}}}
		var text strings.Builder
		for k := range perReport {
			c := reading.Claim{ID: fmt.Sprintf("c%d", k+1), Zone: "body", Sentence: k, Factuality: reading.Certain, Status: reading.Happened, Predicate: word(), Basis: reading.Basis{Kind: "stated", Premises: []string{}}}
			c.Span.Start = text.Len()
			for j := range 8 + r.IntN(12) {
				at := text.Len()
				text.WriteString(word())
				s := report.Span{Start: at, End: text.Len()}
				switch j {
				case 0:
					c.Arguments = append(c.Arguments, reading.Argument{Role: "agent", Span: s})
				case 1:
					c.Anchor = s
				case 2:
					c.Arguments = append(c.Arguments, reading.Argument{Role: "patient", Span: s})
				}
				text.WriteByte(' ')
			}
			c.Span.End = text.Len() - 1
			x.Sentences = append(x.Sentences, c.Span)
			if r.IntN(2) == 0 {
				v := reading.Voice{ID: fmt.Sprintf("v%d", len(x.Voices)+1), Name: word() + " " + word(), Kind: "person", Mentions: []report.Span{c.Anchor}}
				x.Voices = append(x.Voices, v)
				c.Sources = []reading.Link{{Voice: v.ID, Span: &c.Anchor}}
			}
			if r.IntN(3) == 0 {
				low := float64(r.IntN(1000))
				q := reading.Quantity{ID: fmt.Sprintf("q%d", len(x.Quantities)+1), Span: c.Anchor, Low: &low, Unit: "{person}", Of: word()}
				x.Quantities = append(x.Quantities, q)
				c.Quantities = []string{q.ID}
			}
			if r.IntN(3) == 0 {
				c.When.EDTF = fmt.Sprintf("20%02d-%02d/..", r.IntN(25), 1+r.IntN(12))
			}
			x.Claims = append(x.Claims, c)
		}
		x.Text = text.String()
		x.Report.SHA256 = report.Hash(x.Text)
		x.Report.TextSHA256 = x.Report.SHA256
		out = append(out, &Entry{Reading: x})
	}
	return out
}

// cpu is the processor time that this process has taken, its system calls too.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkMillion writes a million made-up claims as a stream. It tells claims a
// second of processor time, over all cores, and the most that lay on the heap
// while the second half was written beside the most of the first: equal where
// memory does not grow with what is written. Run it with
//
//	go test ./export -run xxx -bench Million -benchtime 1x
func BenchmarkMillion(b *testing.B) {
	const claims, distinct = 1_000_000, 1000
	pool := madeUp(distinct)
	for _, name := range []string{"parquet", "jsonl", "csv"} {
		b.Run(name, func(b *testing.B) {
			runtime.GC()
			var spent time.Duration
			var most [2]uint64
			for range b.N {
				begin := cpu(b)
				w, err := New(name, io.Discard, made)
				if err != nil {
					b.Fatal(err)
				}
				for i := range claims / perReport {
					r := *pool[i%distinct].Reading
					r.Report.ID = fmt.Sprintf("%016x", i)
					r.Report.URL = "https://news.example/" + r.Report.ID
					if err := w.Add(&Entry{Reading: &r}); err != nil {
						b.Fatal(err)
					}
					if i%200 == 0 {
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						half := i / (claims / perReport / 2)
						most[half] = max(most[half], m.HeapAlloc)
					}
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
				spent += cpu(b) - begin
			}
			b.ReportMetric(float64(b.N)*claims/spent.Seconds(), "claims/cpu-s")
			b.ReportMetric(float64(most[0])/1e6, "MB-1st-half")
			b.ReportMetric(float64(most[1])/1e6, "MB-2nd-half")
		})
	}
}
