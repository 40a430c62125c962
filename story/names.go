package story

import (
	"slices"
	"strings"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// properNames are those of a report, by their skeletons, and countries by
// their codes: of persons, places and bodies, who or what it tells of and who
// speaks. What many are called, as "Minister" or "Union", is none.
type properNames struct {
	sure  []string
	maybe []string // words that begin sentences, which may be names
}

// wording is a report's sentences, cut into words.
type wording struct {
	words   [][]word        // of each sentence
	told    []bool          // it stands in the headline or the body
	written map[string]bool // as namesIn gives it
}

func wordingOf(r *reading.Reading) *wording {
	w := &wording{words: make([][]word, len(r.Sentences)), told: make([]bool, len(r.Sentences))}
	for n, s := range r.Sentences {
		w.words[n] = wordsOf(s.Of(r.Text), s.Start)
		w.told[n] = !slices.ContainsFunc(r.Zones, func(z report.Zone) bool {
			return z.Span.Contains(s) && z.Kind != report.Headline && z.Kind != report.Body
		})
	}
	w.written = w.namesIn()
	return w
}

// namesOf reads the names in all sentences. What outlets are called is left out.
func (t *wording) namesOf(outlets [][]string) properNames {
	sure, maybe := map[string]bool{}, map[string]bool{}
	for n, words := range t.words {
		if !t.told[n] {
			continue
		}
		for i := 0; i < len(words); i++ {
			w := words[i]
			if c, n := countries.at(words, i); n > 0 && w.named() {
				sure["="+c] = true
				i += n - 1
				continue
			}
			if n := nameAt(words[i:], outlets); n > 0 {
				i += n - 1
				continue
			}
			if !w.named() || stopwords[w.lower] {
				continue
			}
			s := nameStem(w.lower)
			switch {
			case s == "" || commonNames[s]:
			case i > 0 || t.written[w.lower]:
				sure[s] = true
			default:
				maybe[s] = true
			}
		}
	}
	for s := range sure {
		delete(maybe, s)
	}
	return properNames{sortedKeys(sure), sortedKeys(maybe)}
}

// namesIn are the words that the report writes as names inside a sentence, and
// those that begin one before another name: what begins a sentence is a name
// where it is one of them.
func (t *wording) namesIn() map[string]bool {
	in := map[string]bool{}
	for n, words := range t.words {
		if !t.told[n] {
			continue
		}
		for i, w := range words {
			before := func() bool {
				return i+1 < len(words) && words[i+1].named() && words[i+1].span.Start == w.span.End+1 && !commonNames[nameStem(w.lower)]
			}
			if w.named() && (!begins(words, i) || before()) {
				in[w.lower] = true
			}
		}
	}
	return in
}

// begins tells whether words[i] begins a sentence, or what follows a dateline's dash.
func begins(words []word, i int) bool {
	return i == 0 || words[i].span.Start-words[i-1].span.End >= len(" - ") && strings.ToUpper(words[i-1].text) == words[i-1].text
}

// nameAt is how many words at the beginning of words are one of the names, which
// are given by the skeletons of their words; 0 for none.
func nameAt(words []word, names [][]string) int {
	if len(words) == 0 || len(names) == 0 {
		return 0
	}
	first := skeleton(words[0].lower)
	for _, name := range names {
		if name[0] == first && startsWith(words, name) {
			return len(name)
		}
	}
	return 0
}

// startsWith tells whether the words of a name, by their skeletons, come first among
// words.
func startsWith(words []word, name []string) bool {
	if len(words) < len(name) {
		return false
	}
	for i, n := range name {
		if skeleton(words[i].lower) != n {
			return false
		}
	}
	return true
}

// namesAlike tells whether both reports name somebody or something.
func (p *Profile) namesAlike(q *Profile) bool {
	return meetSorted(p.names.sure, q.names.sure) || meetSorted(p.names.sure, q.names.maybe) || meetSorted(p.names.maybe, q.names.sure)
}

// meetSorted is meet for lists in order.
func meetSorted(a, b []string) bool {
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0], b[0]); {
		case c == 0:
			return true
		case c < 0:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}

// nameStem is the skeleton of a name, that of a country for its people: "Brevian".
func nameStem(lower string) string {
	s := skeleton(lower)
	if t := strings.TrimSuffix(s, "ian"); len(t) >= 4 {
		return t
	}
	return s
}

// commonNames are the stems of words that are parts of the names of many.
var commonNames = func() map[string]bool {
	m := map[string]bool{}
	for _, set := range []map[string]bool{titles, bodyNouns, pressWords, calendarWords, nameParts} {
		for w := range set {
			m[nameStem(w)] = true
		}
	}
	return m
}()

// nameParts are words that stand in names of places, bodies and offices.
var nameParts = setOf(strings.Fields(`north south east west northern southern eastern western central upper lower new old great grand city town port lake river mount mountain valley
	island islands bay hill street road bridge square district province region state states united republic kingdom people national international federal royal public common human
	rights free first second third day health interior defence defense justice finance labour labor education energy transport trade foreign economy works workers red cross
	committee league society club office agency school group house party front movement mission doctors high supreme station airport camp mine dam`))
