package quantity

import (
	"sort"
	"strings"

	"github.com/sayso/sayso/reading/internal/lex"
)

// labels are words whose number is a name: "page 4", "phase 2".
var labels = map[string]bool{
	"page": true, "phase": true, "chapter": true, "section": true, "article": true, "flight": true, "route": true, "highway": true, "room": true, "number": true,
	"no": true, "level": true, "category": true, "stage": true, "act": true, "unit": true, "version": true, "part": true, "volume": true, "issue": true, "step": true, "gate": true,
	"platform": true, "line": true, "channel": true, "interstate": true, "type": true, "figure": true, "table": true, "rule": true, "amendment": true, "resolution": true, "title": true,
	"grade": true, "season": true, "episode": true, "game": true, "round": true, "week": true, "day": true, "year": true, "tier": true, "block": true, "class": true, "formula": true, "bureau": true, "area": true,
	"ward": true, "zone": true, "district": true, "sector": true, "rank": true, "ranked": true, "top": false, "psalm": true, "proposition": true, "measure": true, "serial": true,
}

// modifier tells whether the tree has the number at i modify a noun behind it.
func (f *finder) modifier(i int) bool {
	t := f.token(f.ps[i].Span.Start)
	return t >= 0 && strings.HasPrefix(f.doc.Tokens[t].Rel, "nummod") && f.doc.Tokens[t].Head > t
}

// spelled are labels whose number may be a word: "phase two", "World War Two".
var spelled = map[string]bool{
	"phase": true, "stage": true, "round": true, "part": true, "chapter": true, "category": true, "war": true, "act": true, "level": true, "game": true, "week": true, "day": true, "season": true,
	"platform": true, "article": true, "gate": true, "room": true, "channel": true, "tier": true, "grade": true, "section": true, "line": true, "zone": true, "number": true,
}

// plural tells whether a plural noun stands at i.
func (f *finder) plural(i int) bool {
	w := f.low(i)
	return f.letters(i) && !f.verb(i) && (len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || w == "people")
}

// verb tells whether the tree has a verb at piece i.
func (f *finder) verb(i int) bool {
	if i >= len(f.ps) {
		return false
	}
	t := f.token(f.ps[i].Span.Start)
	return t >= 0 && (f.doc.Tokens[t].UPOS == "VERB" || f.doc.Tokens[t].UPOS == "AUX")
}

// dialled tells whether the number at i is one that somebody calls.
func (f *finder) dialled(i int) bool {
	return f.number(i) && len(f.low(i)) == 3 && !f.plural(i+1) && !f.is(i+1, "people", "times") &&
		f.is(i-1, "dial", "dials", "dialled", "dialed", "dialling", "dialing", "phone", "phoned", "phoning", "ring", "rang", "call", "called", "calling")
}

// title tells whether the number word at i is a part of a name by its capital:
// "Depression Three", "the weekly Seven Rivers".
func (f *finder) title(i int) bool {
	if !f.letters(i) || !f.ps[i].Upper || i == 0 || f.ps[i].Break || !f.letters(i-1) || !startsNumber(f, i) {
		return false
	}
	if f.ps[i-1].Upper {
		return !f.ps[i-1].Break && !function[f.low(i-1)] && !f.plural(i+1) && !(f.letters(i+1) && f.ps[i+1].Upper)
	}
	return f.letters(i+1) && f.ps[i+1].Upper
}

// excluded tells whether a number that begins at i is no quantity: a time, a
// part of a name, an ordinal, an identifier, a score.
func (f *finder) excluded(i int) bool {
	if f.timed(i) || f.named(i) || f.dialled(i) || f.title(i) || f.listed(i) || f.excepted(i) {
		return true
	}
	if _, n := lex.Ordinal(f.ps, i); n > 0 && (f.number(i) || n > 1) && !f.is(i+n, "-") {
		return true
	}
	if f.is(i-1, "not") && f.is(i-2, ",", "(") {
		return true // "three soldiers, not five, were killed"
	}
	if f.is(i-1, "per") || f.is(i-1, "±") || f.is(i-1, "minus") && f.is(i-2, "or") || f.is(i-1, "-") && f.is(i-2, "+") {
		return true
	}
	if spelled[f.low(i-1)] && !f.number(i) && startsNumber(f, i) && !f.plural(i+1) {
		return true
	}
	if duration(f, i) {
		return true
	}
	if !f.number(i) {
		// A figure inside a written compound that began before: "twenty-five".
		return f.is(i-1, "-") && !f.gap(i) && !f.gap(i-1) && f.letters(i-2) && f.ps[i].Kind == lex.Letters && !f.is(i-2, "to", "or", "mid") && startsNumber(f, i)
	}
	switch {
	case !f.gap(i) && f.letters(i-1), !f.gap(i+1) && f.is(i+1, "'") && !f.gap(i+2) && f.is(i+2, "s"):
		return true
	case !f.gap(i) && f.is(i-1, "-") && !f.gap(i-1) && (f.letters(i-2) && !f.is(i-2, "to", "or", "mid", "pre", "under", "over") || f.number(i-2)):
		return true
	case f.is(i-1, "+") && !f.gap(i), f.street(i), f.yearLike(i), f.is(i+1, "points") && f.is(i+2, "to"), f.is(i-1, "to") && f.is(i-2, "points") && !f.is(i+1, "%", "percent", "per"):
		return true
	case f.catalogued(i), f.model(i):
		return true
	case !f.gap(i) && f.is(i-1, "#", "@", "_", "/", ".", ":"):
		return true
	case !f.gap(i+1) && f.letters(i+1) && !measure(f, i+1):
		return true
	case !f.gap(i+1) && f.is(i+1, "-") && !f.gap(i+2) && f.number(i+2) && f.score(i):
		return true
	case !f.gap(i+1) && f.is(i+1, "/") && f.number(i+2) && f.slash(i) == 0:
		return true
	}
	if labels[f.low(i-1)] || f.is(i-1, ".") && f.is(i-2, "no", "nos") {
		return !f.is(i+1, "%", "percent", "people", "per", "years", "million")
	}
	// "Bureau 7", "Boeing 737": a capitalised word before and no noun after.
	if i > 1 && f.letters(i-1) && f.ps[i-1].Upper && !f.ps[i].Break && !f.is(i-2, ".", "!", "?", ":", "\"", "“", "\u2019", "*") && !f.ps[i-1].Break && !function[f.low(i-1)] {
		after := f.plural(i+1) && !f.ps[i+1].Upper || f.plural(i+2) && f.letters(i+1) && !notCounted[f.low(i+1)] || f.is(i+1, "%", "-", "percent", "per", "(") || f.modifier(i)
		return !after && !measure(f, i+1)
	}
	return false
}

// listed tells whether the number at i counts the points of a list: "1. the
// guard shot; 2. nobody died".
func (f *finder) listed(i int) bool {
	if !f.number(i) || len(f.low(i)) > 2 || f.gap(i+1) || !f.is(i+1, ".", ")") || !f.letters(i+2) || !f.gap(i+2) {
		return false
	}
	return i == 0 || f.ps[i].Break || f.is(i-1, ":", ";", "(") || f.is(i-1, ".") && f.gap(i)
}

// excepted tells whether the number at i counts those of whom something is not
// told, or tells one of several views: "all but two deputies", "one theory is
// that", "in the words of one diplomat".
func (f *finder) excepted(i int) bool {
	if f.is(i-1, "but") && f.is(i-2, "all", "everyone", "everybody", "none", "nobody") {
		return true
	}
	return f.is(i, "one") && (f.is(i+2, "is", "was") && f.is(i+3, "that") || f.is(i-1, "of") && f.is(i-2, "words"))
}

var streets = map[string]bool{"street": true, "avenue": true, "road": true, "lane": true, "drive": true, "boulevard": true, "square": true, "st": true, "ave": true, "rd": true}

// catalogued tells whether a number of four figures follows an abbreviation in
// capitals, as in a star's name ("HR 6819").
func (f *finder) catalogued(i int) bool {
	if !f.letters(i-1) || len(f.low(i-1)) < 2 || len(f.low(i)) < 4 || strings.ContainsAny(f.low(i), ",.") {
		return false
	}
	w := f.ps[i-1].Span.Of(f.text)
	return w == strings.ToUpper(w)
}

// model tells whether the number at i begins the name of a thing: "the 737 Max",
// "2019-nCoV".
func (f *finder) model(i int) bool {
	if !f.gap(i+1) && f.is(i+1, "-") && !f.gap(i+2) && f.letters(i+2) {
		w := f.ps[i+2].Span.Of(f.text)
		return strings.ToLower(w[1:]) != w[1:]
	}
	return len(f.low(i)) >= 3 && !strings.ContainsAny(f.low(i), ",.") && f.is(i-1, "the", "a", "an", "new") &&
		f.letters(i+1) && f.ps[i+1].Upper && !f.plural(i+1) && !f.plural(i+2) && !measure(f, i+1)
}

// street tells whether the number at i is that of a house.
func (f *finder) street(i int) bool {
	for k := i + 1; k < i+4 && f.letters(k) && f.ps[k].Upper; k++ {
		if streets[f.low(k)] {
			return true
		}
	}
	return false
}

// yearLike tells whether four figures without a comma are the year of a name
// ("the 2005 Zafira", "Act, 1972") or of one thing ("her 2020 running mate").
func (f *finder) yearLike(i int) bool {
	v := f.ps[i].Value
	if len(f.low(i)) != 4 || v < 1900 || v > 2100 {
		return false
	}
	if f.is(i+1, "and", "or") && f.number(i+2) && f.yearLike(i+2) {
		return true
	}
	if t := f.token(f.ps[i].Span.Start); t > 0 && f.doc.Tokens[t-1].UPOS == "PROPN" && f.doc.Tokens[t].Rel != "nummod" && f.letters(i-1) && f.ps[i-1].Upper && !f.plural(i+1) && !measure(f, i+1) {
		return true // "Anime Fair 2019 brings"
	}
	counts := f.plural(i+1) || f.plural(i+2) || measure(f, i+1)
	return f.letters(i+1) && (f.ps[i+1].Upper || f.is(i+1, "levels", "prices") || !counts) || f.is(i-1, ",") && (!f.letters(i+1) || f.letters(i-2) && f.ps[i-2].Upper && f.verb(i+1))
}

// duration tells whether the number at i is how far a time lies from another
// ("two weeks before the vote") with no bound of its own, or a term ("within
// ten working days").
func duration(f *finder, i int) bool {
	_, n := lex.Cardinal(f.ps, i)
	if n == 0 {
		return false
	}
	due := f.is(i-1, "within")
	if due && f.is(i+n, "working", "business", "calendar") {
		n++
	}
	u, ok := units[f.low(i+n)]
	if ok && due && strings.Contains(" a mo wk d h ", " "+u.code+" ") {
		return true
	}
	if !ok || !strings.Contains(" a mo wk d h min s ", " "+u.code+" ") {
		return false
	}
	b := f.before(i)
	return distant[f.low(i+n+1)] && !b.least && !b.most && !f.is(b.start-1, "for")
}

// distant are the words behind how far a time lies from another.
var distant = map[string]bool{"before": true, "after": true, "ahead": true, "prior": true, "earlier": true, "later": true, "ago": true}

var function = map[string]bool{
	"the": true, "a": true, "at": true, "in": true, "of": true, "and": true, "about": true, "over": true, "only": true, "after": true, "with": true, "all": true, "nearly": true,
	"some": true, "more": true, "than": true, "least": true, "under": true, "up": true, "to": true, "by": true, "for": true, "from": true, "between": true, "another": true, "these": true, "those": true, "its": true, "their": true,
	"around": true, "kills": true, "kill": true, "killed": true, "dead": true, "dies": true, "aged": true, "age": true, "roughly": true, "approximately": true, "almost": true, "is": true, "was": true, "are": true, "were": true, "has": true,
}

func startsNumber(f *finder, i int) bool {
	_, n := lex.Cardinal(f.ps, i)
	return n > 0
}

// measure tells whether the letters at i, written onto a figure, are a unit or
// a magnitude.
func measure(f *finder, i int) bool {
	w := f.low(i)
	if _, ok := lex.Magnitude(w); ok {
		return true
	}
	_, ok := units[w]
	return ok || f.is(i, "m", "b", "k", "bn", "tn", "au", "cc", "g", "gb", "tb", "mb")
}

// score tells whether "3-1" at i is a result: both figures small and whole, and
// the second not larger, or a team or a verb of winning beside them.
func (f *finder) score(i int) bool {
	x, y := f.ps[i].Value, f.ps[i+2].Value
	if f.is(i+3, "-") && !f.gap(i+3) && f.number(i+4) {
		return true
	}
	if _, ok := units[f.low(i+3)]; ok || f.is(i+3, "%", "percent", "people", "million", "billion", "thousand", "-") {
		return false
	}
	return y <= x || f.is(i-1, "won", "lost", "win", "loss", "beat", "defeat", "victory", "draw", "score", "scored", "lead", "led", "voted", "vote", "decision", "ruled", "by")
}

// named tells whether piece i lies inside a longer proper name.
func (f *finder) named(i int) bool {
	s, ns, ts := f.ps[i].Span, f.doc.Names, f.doc.Tokens
	k := sort.Search(len(ns), func(k int) bool { return ts[ns[k].Last-1].Span.End >= s.End })
	if k == len(ns) || ns[k].Last-ns[k].First < 2 {
		return false
	}
	return ts[ns[k].First].Span.Start <= s.Start
}
