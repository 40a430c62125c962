package export

import (
	"io"
	"testing"
)

// BenchmarkFormats writes the examples' claims over and over, as one export.
// Its bytes in memory do not grow with N where a format streams. Run it on one
// core with
//
//	GOMAXPROCS=1 go test ./export -run xxx -bench Formats -benchtime 1000x
func BenchmarkFormats(b *testing.B) {
	entries := examples(b)
	n := 0
	for _, e := range entries {
		n += len(e.Claims)
	}
	for _, f := range Formats {
		b.Run(f.Name, func(b *testing.B) {
			w := f.New(io.Discard, made)
			b.ResetTimer()
			for range b.N {
				for _, e := range entries {
					if err := w.Add(e); err != nil {
						b.Fatal(err)
					}
				}
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "claims/s")
		})
	}
}
