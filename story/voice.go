package story

import (
	"slices"
	"strings"
)

// Words that make a voice nameless, wherever they stand in its phrase.
var namelessWords = setOf(strings.Fields(`source sources official officials expert experts analyst analysts insider insiders witness witnesses
	some many several people person observers critics diplomats diplomat journalists author editor report agency agencies media lawmakers lawmaker
	resident residents survivor survivors activist activists unnamed anonymous unidentified`))

var connecting = setOf(strings.Fields("of the and for & de la le del der von van al el bin ibn"))

// voiceKeys are the identities under which a phrase that names a voice is
// compared with others: "outlet:", "person:", "office:", "role:", "state:" or
// "name:" and a canonical name, sorted. A voice without any is anonymous.
func voiceKeys(phrase string) []string {
	words := wordsOf(phrase, 0)
	used := make([]bool, len(words))
	var keys []string
	add := func(k string) {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	take := func(i, n int) {
		for k := i; k < i+n; k++ {
			used[k] = true
		}
	}
	for i := 0; i < len(words); i++ {
		if o, n := outlets.at(words, i); n > 0 && words[i+n-1].named() && (n > 1 || words[i].named()) {
			add("outlet:" + strings.Join(foldedWords(o.name), " "))
			take(i, n)
			i += n - 1
		}
	}
	country := ""
	for i := 0; i < len(words); i++ {
		if used[i] {
			continue
		}
		if c, n := countries.at(words, i); n > 0 && words[i].named() {
			if country == "" {
				country = c
			}
			take(i, n)
			i += n - 1
		}
	}
	for i := range words {
		if used[i] {
			continue
		}
		if o, n := offices.at(words, i); n > 0 && words[i].named() {
			add("office:" + strings.TrimSuffix(o, ":-"))
			take(i, n)
		} else if r, n := roles.at(words, i); n > 0 {
			if country != "" {
				if r == "intelligence" || r == "security" || r == "foreign" || r == "defence" {
					add("office:" + r + ":" + country)
				} else {
					add("role:" + r + ":" + country)
				}
			}
			take(i, n)
		}
	}
	for _, run := range nameRuns(words, used) {
		add(nameKey(run))
	}
	if len(keys) == 0 && country != "" {
		add("state:" + country)
	}
	slices.Sort(keys)
	return keys
}

// nameRuns are the runs of words written as names that no table explains.
func nameRuns(words []word, used []bool) [][]word {
	var runs [][]word
	var run []word
	flush := func() {
		for len(run) > 0 && connecting[run[len(run)-1].lower] {
			run = run[:len(run)-1]
		}
		if len(run) > 0 {
			runs = append(runs, run)
		}
		run = nil
	}
	for i, w := range words {
		apart := len(run) > 0 && w.span.Start-run[len(run)-1].span.End > 1
		if apart {
			flush()
		}
		switch {
		case used[i] || titles[strings.TrimSuffix(w.lower, ".")] || namelessWords[w.lower] || i == 0 && stopwords[w.lower]:
			flush()
		case w.named():
			run = append(run, w)
		case len(run) > 0 && connecting[w.lower] && w.lower != "and":
			run = append(run, w)
		default:
			flush()
		}
	}
	flush()
	return runs
}

var titles = setOf(strings.Fields(`mr mrs ms dr sir rep reps sen gov gen maj lt col capt prof president minister prime premier ambassador envoy deputy vice secretary general
	chief director spokesman spokeswoman spokesperson commander commander-in-chief foreign defence defense chairman chairwoman chairperson comrade king queen prince princess pope
	judge justice senator representative representatives mayor governor lawmaker former leader ceo`))

// nameKey is "person:" with the last name for names that look like a person's
// (two or three capitalised words), else "name:" with all words.
func nameKey(run []word) string {
	capitals := 0
	for _, w := range run {
		if w.named() && strings.ToUpper(w.text) != w.text {
			capitals++
		}
	}
	if capitals == len(run) && len(run) <= 3 {
		return "person:" + skeleton(run[len(run)-1].lower)
	}
	var f []string
	for _, w := range run {
		f = append(f, w.lower)
	}
	if f[0] == "the" {
		f = f[1:]
	}
	return "name:" + strings.Join(f, " ")
}
