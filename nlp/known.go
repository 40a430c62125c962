package nlp

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// known adds weight to a label of every name that newspapers' readers know:
// what a small network learned from few documents, it need not guess. A name
// within a longer run of capitalised words may be part of another's and is left
// to the network.
func (a *analysis) known(labels []string) {
	const (
		weight = 4 // in units of the network's scores; chosen on EWT's development part, where 3 to 5 are alike
		most   = 8 // words
	)
	t := a.doc.Tokens
	for _, s := range a.doc.Sentences {
		capital := func(i int) bool {
			if i <= s.First || i >= s.Last {
				return false
			}
			r, _ := utf8.DecodeRuneInString(t[i].Text)
			return unicode.IsUpper(r)
		}
		for i := s.First; i < s.Last; i++ {
			end, kind, name := i, "", ""
			for k := i; k < min(i+most, s.Last) && len(name) <= longest; k++ {
				name += t[k].Text
				if is, ok := known[name]; ok {
					end, kind = k+1, is
				}
			}
			proper := func(t Token) bool { return t.UPOS == "PROPN" }
			if kind == "" || i > s.First && capital(i-1) || capital(end) || !slices.ContainsFunc(t[i:end], proper) {
				continue
			}
			a.name[i][slices.Index(labels, "B-"+kind)] += weight
			for k := i + 1; k < end; k++ {
				a.name[k][slices.Index(labels, "I-"+kind)] += weight
			}
			i = end - 1
		}
	}
}

//go:embed known.txt
var knownNames string

// known tells what a name names, LOC, ORG or PER; the name is written without
// spaces, since corpora cut words where the engine does not. The longest has
// so many bytes.
var known, longest = func() (map[string]string, int) {
	names, longest := map[string]string{}, 0
	for line := range strings.Lines(knownNames) {
		if kind, list, ok := strings.Cut(line, ": "); ok && line[0] != '#' {
			for name := range strings.SplitSeq(list, ";") {
				name = strings.Join(strings.Fields(name), "")
				if name != "" {
					names[name] = kind
					longest = max(longest, len(name))
				}
			}
		}
	}
	return names, longest
}()
