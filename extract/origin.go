package extract

import (
	"mime"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/unicode/norm"

	"github.com/sayso/sayso/report"
)

// Stretch ties a stretch of a canonical text to the original bytes that it came
// from. Both have Units parts, all of one length on each side: where Units is
// the length of both, the bytes are the same; a letter of another charset and an
// entity of HTML are units of their own.
type Stretch struct {
	Text  report.Span // bytes of the canonical text
	Bytes report.Span // bytes of the original
	Units int
}

// Origins is the map from a canonical text back to the original bytes that it was
// made from, in the order of the text. Web pages, plain text and messages that are
// not encoded have one, in whatever charset; what was laid out anew (the bars of a
// table, the marks of a list), composed of several parts of the page, or taken
// from a form that packs its words, such as PDF, is in no stretch. contentType is
// what came with the bytes, as for Any.
func Origins(original []byte, contentType, text string) []Stretch {
	if len(original) > report.MaxBytes || !utf8.ValidString(text) {
		return nil
	}
	kind, params, _ := mime.ParseMediaType(contentType)
	c := charsOf(original, params["charset"])
	var src source
	if kind == "text/html" || kind == "application/xhtml+xml" || looksHTML(original) {
		src = visible(c)
	} else {
		src.take(c, 0, len(c.list))
	}
	return src.trace(text, original)
}

// unit is a character, or what is decoded as one, and the bytes that it is of.
type unit struct {
	at       int32 // in the text of all units
	from, to int32
}

// chars are the characters of an original in UTF-8.
type chars struct {
	text string
	list []unit
}

func (c *chars) end(i int) int {
	if i+1 < len(c.list) {
		return int(c.list[i+1].at)
	}
	return len(c.text)
}

// charsOf is an original character by character.
func charsOf(b []byte, label string) chars {
	var c chars
	var out strings.Builder
	add := func(s string, from, to int) {
		c.list = append(c.list, unit{int32(out.Len()), int32(from), int32(to)})
		out.WriteString(s)
	}
	if e := encodingOf(b, label); e != nil {
		decodeEach(b, e.NewDecoder(), add)
	} else {
		for i := 0; i < len(b); {
			r, n := utf8.DecodeRune(b[i:])
			if r != utf8.RuneError || n > 1 {
				add(string(b[i:i+n]), i, i+n)
				i += n
				continue
			}
			from := i // a run of bytes that are no UTF-8 is one character
			for i < len(b) {
				if r, n := utf8.DecodeRune(b[i:]); r != utf8.RuneError || n > 1 {
					break
				}
				i++
			}
			add("\ufffd", from, i)
		}
	}
	c.text = out.String()
	return c
}

// longestChar is how many bytes a character has at most in the charsets known.
const longestChar = 8

func decodeEach(b []byte, d *encoding.Decoder, add func(s string, from, to int)) {
	var dst [16]byte
	for i := 0; i < len(b); {
		took := 0
		for n := 1; n <= longestChar && i+n <= len(b); n++ {
			wrote, read, _ := d.Transform(dst[:], b[i:i+n], i+n == len(b))
			if read > 0 {
				if wrote > 0 {
					add(string(dst[:wrote]), i, i+read)
				}
				took = read
				break
			}
		}
		i += max(took, 1)
	}
}

// source is what of an original may have come into the text: its characters but
// for white space, in NFC.
type source struct {
	text strings.Builder
	list []unit
}

// take adds characters of the original.
func (s *source) take(c chars, from, to int) {
	for i := from; i < to; {
		j := i + 1
		for j < to && !norm.NFC.PropertiesString(c.text[c.list[j].at:]).BoundaryBefore() {
			j++
		}
		s.add(norm.NFC.String(c.text[c.list[i].at:c.end(j-1)]), c.list[i].from, c.list[j-1].to)
		i = j
	}
}

func (s *source) add(chars string, from, to int32) {
	kept := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r < 0x20 || 0x7f <= r && r < 0xa0 || r == '\ufeff' {
			return -1
		}
		return r
	}, chars)
	if kept != "" {
		s.list = append(s.list, unit{int32(s.text.Len()), from, to})
		s.text.WriteString(kept)
	}
}

var entity = regexp.MustCompile(`^&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?`)

// visible is the text of markup outside scripts and styles.
func visible(c chars) source {
	var s source
	z := html.NewTokenizer(strings.NewReader(c.text))
	at, skip := 0, ""
	next := 0 // unit
	for {
		kind := z.Next()
		raw := len(z.Raw())
		if kind == html.ErrorToken {
			return s
		}
		from := next
		for next < len(c.list) && int(c.list[next].at) < at+raw {
			next++
		}
		at += raw
		switch kind {
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "script" || string(name) == "style" {
				skip = string(name)
			}
		case html.EndTagToken:
			skip = ""
		case html.TextToken:
			if skip == "" {
				s.words(c, from, next)
			}
		}
	}
}

// words adds characters of a text of HTML, its entities as what they stand for.
func (s *source) words(c chars, from, to int) {
	plain := from
	for i := from; i < to; {
		if c.text[c.list[i].at] != '&' {
			i++
			continue
		}
		m := entity.FindString(c.text[c.list[i].at:min(int(c.list[i].at)+40, c.end(to-1))])
		means := html.UnescapeString(m)
		if m == "" || means == m {
			i++
			continue
		}
		s.take(c, plain, i)
		j := i + len(m) // entities are ASCII
		s.add(norm.NFC.String(means), c.list[i].from, c.list[j-1].to)
		i, plain = j, j
	}
	s.take(c, plain, to)
}

// trace finds the lines of a text in the source.
func (s *source) trace(text string, original []byte) []Stretch {
	t := tracer{source: s.list, all: s.text.String(), text: text, original: original}
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		t.line(at, end)
		at = end + 1
	}
	return t.out
}

// tracer finds one line after the other.
type tracer struct {
	text     string
	original []byte
	source   []unit
	all      string
	next     int // where the line before ended, in all
	unit     int // the same in units
	out      []Stretch
}

// line traces a line of the text: as it is, without the mark of a list, or cell by
// cell.
func (t *tracer) line(from, to int) {
	if t.find(from, to) {
		return
	}
	if strings.HasPrefix(t.text[from:to], "- ") {
		from += 2
		if t.find(from, to) {
			return
		}
	}
	for cell := range strings.SplitSeq(t.text[from:to], " | ") {
		t.find(from, from+len(cell))
		from += len(cell) + len(" | ")
	}
}

// shortest is how many letters a line has at least that is looked for before the
// place that was reached.
const shortest = 12

// find ties a part of the text to where it stands in the source.
func (t *tracer) find(from, to int) bool {
	var letters strings.Builder
	var places []int32 // of each byte of letters in the text
	for i, r := range t.text[from:to] {
		if unicode.IsSpace(r) {
			continue
		}
		n := utf8.RuneLen(r)
		for k := range n {
			places = append(places, int32(from+i+k))
		}
		letters.WriteString(t.text[from+i : from+i+n])
	}
	want := letters.String()
	if want == "" {
		return true
	}
	at := strings.Index(t.all[t.next:], want)
	switch {
	case at >= 0:
		at += t.next
	case len(want) >= shortest:
		if at = strings.Index(t.all, want); at < 0 {
			return false
		}
		t.unit = 0
	default:
		return false
	}
	for t.unit+1 < len(t.source) && int(t.source[t.unit+1].at) <= at {
		t.unit++
	}
	for t.next = at + len(want); t.unit < len(t.source) && int(t.source[t.unit].at) < t.next; t.unit++ {
		u, end := t.source[t.unit], len(t.all)
		if t.unit+1 < len(t.source) {
			end = int(t.source[t.unit+1].at)
		}
		if int(u.at) < at || end > t.next {
			continue // half of what was decoded as one
		}
		t.tie(int(places[int(u.at)-at]), int(places[end-1-at])+1, int(u.from), int(u.to))
	}
	return true
}

// tie adds a unit, to the stretch before where it goes on as that one did.
func (t *tracer) tie(from, to, first, last int) {
	units := 1
	if string(t.original[first:last]) == t.text[from:to] {
		units = to - from
	} else if to-from == 1 && last-first == 1 {
		return // it would look the same
	}
	if n := len(t.out); n > 0 {
		s := &t.out[n-1]
		verbatim := s.Verbatim()
		gap := from - s.Text.End
		switch {
		case gap != first-s.Bytes.End || gap < 0 || gap > 1, verbatim != (units == to-from && units == last-first):
		case gap == 1 && (!verbatim || t.text[s.Text.End] != t.original[s.Bytes.End]):
		case !verbatim && (s.Text.Len() != s.Units*(to-from) || s.Bytes.Len() != s.Units*(last-first)):
		default:
			s.Text.End, s.Bytes.End, s.Units = to, last, s.Units+units+gap
			return
		}
	}
	t.out = append(t.out, Stretch{report.Span{Start: from, End: to}, report.Span{Start: first, End: last}, units})
}

// Verbatim tells whether the bytes are the text's own.
func (s Stretch) Verbatim() bool { return s.Units == s.Text.Len() && s.Units == s.Bytes.Len() }
