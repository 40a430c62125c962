package story

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
)

//go:embed likelihood.tsv
var likelihoodTable string

// The likelihood packs: what a word of likelihood stands for, by whose scale.
// likelihood.tsv names their sources. No pack is ever applied unasked.
const (
	PackKent    = "kent"
	PackICD203  = "icd203"
	PackPHIA    = "phia"
	PackSTIX    = "stix"
	PackReaders = "readers"
)

// Packs are the names of all packs.
var Packs = []string{PackICD203, PackPHIA, PackKent, PackSTIX, PackReaders}

type likelihood struct{ low, high float64 }

var likelihoods, likelihoodWords = loadLikelihoods()

func loadLikelihoods() (map[[2]string]likelihood, []string) {
	m, seen := map[[2]string]likelihood{}, map[string]bool{}
	var words []string
	for line := range strings.Lines(likelihoodTable) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		low, err1 := strconv.ParseFloat(f[2], 64)
		high, err2 := strconv.ParseFloat(f[3], 64)
		if err1 != nil || err2 != nil {
			panic("likelihood.tsv: " + line)
		}
		m[[2]string{f[0], f[1]}] = likelihood{low / 100, high / 100}
		if !seen[f[0]] {
			seen[f[0]] = true
			words = append(words, f[0])
		}
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return m, words
}

// LikelihoodWord is the word of likelihood in a hedge, the longest that some
// pack knows, or "": "may", "could" and "possible" have a number in none.
func LikelihoodWord(hedge string) string {
	padded := " " + strings.ToLower(strings.Join(strings.Fields(hedge), " ")) + " "
	for _, w := range likelihoodWords {
		if strings.Contains(padded, " "+w+" ") {
			return w
		}
	}
	return ""
}

// Likelihood is the range that a pack gives a word, as parts of 1; ok is false
// where the pack has no number for it.
func Likelihood(pack, word string) (low, high float64, ok bool) {
	l, ok := likelihoods[[2]string{word, pack}]
	return l.low, l.high, ok
}
