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
		o, long := offices.at(words, i)
		r, n := roles.at(words, i)
		if long >= n && long > 0 && words[i].named() {
			add("office:" + strings.TrimSuffix(o, ":-"))
			take(i, long)
		} else if n > 0 {
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
	for _, k := range bodyKeys(words, used, country) {
		add(k)
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
		case used[i] || calendarWords[w.lower] || titles[strings.TrimSuffix(w.lower, ".")] || namelessWords[w.lower] || i == 0 && stopwords[w.lower]:
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

var calendarWords = setOf(strings.Fields("monday tuesday wednesday thursday friday saturday sunday january february march june july september october november december"))

var titles = setOf(strings.Fields(`mr mrs ms dr sir rep reps sen gov gen maj lt col capt prof president minister prime premier ambassador envoy deputy vice secretary general
	chief director spokesman spokeswoman spokesperson commander commander-in-chief foreign defence defense chairman chairwoman chairperson comrade king queen prince princess pope
	judge justice senator representative representatives mayor governor lawmaker former leader ceo`))

// pressWords stand in the names of newspapers, agencies and broadcasters.
var pressWords = setOf(strings.Fields(`times herald courier post news radio tv television gazette mirror ledger review tribune journal chronicle daily weekly express telegraph press
	observer standard globe record examiner inquirer bulletin echo argus mail independent voice wire broadcasting magazine online network channel fm media lookout newspaper`))

// bodyNouns are what bodies are called, by name or without: "the commission",
// "Morvane Institute". A word that only some bodies' names have is no such.
var bodyNouns = setOf(strings.Fields(`ministry commission court government council parliament committee union company party police army military fund bank board authority department
	center centre institute university polytechnic association bureau service command corporation federation foundation administration opposition cabinet senate assembly
	regiment brigade inquiry tribunal hospital museum church airline operator`))

// bodyKeys name bodies that are called by what they are: "the finance
// ministry", "a court". The word before the noun belongs to the name.
func bodyKeys(words []word, used []bool, country string) []string {
	var keys []string
	for i, w := range words {
		if used[i] || !bodyNouns[w.lower] || w.named() && i > 0 {
			continue
		}
		name := stem(w.lower)
		if i > 0 && !used[i-1] && !stopwords[words[i-1].lower] && !connecting[words[i-1].lower] && !words[i-1].named() && w.span.Start-words[i-1].span.End == 1 {
			name = stem(words[i-1].lower) + " " + name
		}
		if country != "" {
			name += ":" + country
		}
		keys = append(keys, "body:"+name)
		break
	}
	return keys
}

// editions are words behind an outlet's name for the form in which it appears.
var editions = setOf(strings.Fields("online digital web website app live plus"))

// nameKey is the identity of a run of words written as a name: "press:" and all
// words for names of newspapers and broadcasters, "name:" and the sorted stems
// for names of bodies, "person:" with the last name for what looks like a
// person's (up to three capitalised words), and else "name:" with all words.
func nameKey(run []word) string {
	if len(run) > 1 && run[0].lower == "the" {
		run = run[1:]
	}
	for len(run) > 2 && editions[run[len(run)-1].lower] {
		run = run[:len(run)-1]
	}
	var f, stems []string
	press, body, capitals := false, false, 0
	for _, w := range run {
		f = append(f, w.lower)
		press, body = press || pressWords[w.lower], body || bodyNouns[w.lower]
		if !connecting[w.lower] {
			stems = append(stems, stem(w.lower))
		}
		if w.named() && strings.ToUpper(w.text) != w.text {
			capitals++
		}
	}
	switch {
	case press && len(run) > 1:
		return "press:" + strings.Join(f, " ")
	case body && len(run) > 1:
		slices.Sort(stems)
		return "name:" + strings.Join(stems, " ")
	case capitals == len(run) && len(run) <= 3:
		return "person:" + skeleton(run[len(run)-1].lower)
	}
	return "name:" + strings.Join(f, " ")
}
