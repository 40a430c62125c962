package nlp

import (
	"strings"
	"testing"
)

// prose is about 700 words of news written for this benchmark.
var prose = strings.Repeat(`The harbour authority of Port Selwyn ordered three shipping companies on Tuesday to hand over their crew lists
by the end of the month, according to two officials familiar with the matter. The companies, which together employ about 1,200 sailors, had not
replied by Thursday evening. "We will not discuss individual vessels," said Marta Oyelaran, the authority's spokeswoman, adding that an inquiry
was likely to last until March. Dockworkers told the Selwyn Courier that at least 40 men may have been sent abroad without contracts.
`, 8)

func BenchmarkAnalyze(b *testing.B) {
	m := load(b)
	words := len(strings.Fields(prose))
	for range b.N {
		if _, err := m.Analyze(prose); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*words)/b.Elapsed().Seconds(), "words/s")
}
