package extract

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html/charset"
	"pgregory.net/rapid"

	"github.com/sayso/sayso/report"
)

// traced is how much of a text without its white space the stretches cover; it
// fails where one says what is not so.
func traced(t testing.TB, original []byte, text string, all []Stretch) float64 {
	t.Helper()
	covered, end := 0, 0
	for _, s := range all {
		if s.Text.Start < end || s.Text.End > len(text) || s.Text.Len() <= 0 || s.Bytes.Start < 0 || s.Bytes.End > len(original) || s.Bytes.Len() <= 0 || s.Units <= 0 ||
			s.Text.Len()%s.Units != 0 || s.Bytes.Len()%s.Units != 0 {
			t.Fatalf("a stretch that cannot be: %+v", s)
		}
		if s.Verbatim() && s.Text.Of(text) != string(original[s.Bytes.Start:s.Bytes.End]) {
			t.Fatalf("%q is not %q", s.Text.Of(text), original[s.Bytes.Start:s.Bytes.End])
		}
		end = s.Text.End
		covered += letters(s.Text.Of(text))
	}
	return float64(covered) / float64(max(letters(text), 1))
}

func letters(s string) int {
	return len(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s))
}

func TestOrigins(t *testing.T) {
	const body = `<p>The harbour of Vestvik was closed for <b>three</b> days, the port&nbsp;office said: &ldquo;Divers &amp; boats are at work&rdquo;, and the café was shut.</p>
<ul><li>Two vessels waited outside the breakwater that day</li><li>A third turned back to Tannet with its load of timber</li></ul>
<table><tr><td>Halda</td><td>1,200 tons of timber</td></tr></table><script>var x = "Two vessels waited";</script>`
	page := "<html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1>" + body + "<p>" + strings.Repeat("The anchor was found near the pier on Friday. ", 6) + "</p></article></body></html>"
	russian := "<html><head><meta charset=windows-1251><title>Порт закрыт</title></head><body><article><h1>Порт закрыт</h1><p>" + strings.Repeat("Порт Вествик был закрыт три дня, сообщили в управлении порта. ", 5) + "</p></article></body></html>"
	encode := func(name, s string) []byte {
		e, _ := charset.Lookup(name)
		b, err := e.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct {
		name, kind string
		bytes      []byte
	}{
		{"a page", "text/html", []byte(page)},
		{"a page in windows-1251", "text/html", encode("windows-1251", russian)},
		{"a page in Shift_JIS", "text/html; charset=shift_jis", encode("shift_jis", strings.ReplaceAll(russian, "windows-1251", "shift_jis"))},
		{"a page in UTF-8 with letters and marks apart", "text/html", []byte(strings.ReplaceAll(page, "café", "cafe\u0301"))},
		{"plain text", "text/plain", []byte("\ufeffHarbour closed\r\n\r\nThe port of Vestvik\twas closed, the cafe\u0301 too.\r\n")},
		{"UTF-16", "text/plain", utf16le("Harbour closed\n\nThe port of Vestvik was closed, the café too.\n")},
	} {
		p, err := Any(c.bytes, c.kind, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		all := Origins(c.bytes, c.kind, p.Text)
		if got := traced(t, c.bytes, p.Text, all); got < 0.97 {
			t.Errorf("%s: %.3f of the text is traced: %+v\n%s", c.name, got, all, p.Text)
		}
	}
}

func utf16le(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

// TestOriginsHold asks that whatever is traced is so.
func TestOriginsHold(t *testing.T) {
	part := rapid.SampledFrom([]string{"<p>", "</p>", "the port ", "office", "&amp;", "&eacute;", "&nbsp", "é", "e\u0301", "\u0301", "порт", " ", "\n", "<b>", "</b>", "<br>", "&", ";", "<script>x</script>", "a"})
	rapid.Check(t, func(r *rapid.T) {
		b := []byte(strings.Join(rapid.SliceOfN(part, 1, 40).Draw(r, "parts"), ""))
		kind := rapid.SampledFrom([]string{"text/html", "text/plain"}).Draw(r, "kind")
		text, err := report.Canonical(b)
		if err != nil {
			return
		}
		traced(t, b, text, Origins(b, kind, text))
	})
}

func FuzzOrigins(f *testing.F) {
	f.Add([]byte("<p>The port &amp; the office</p>"), "The port & the office")
	f.Add([]byte("\xcf\xee\xf0\xf2 \xe7\xe0\xea\xf0\xfb\xf2"), "Порт закрыт")
	f.Fuzz(func(t *testing.T, b []byte, text string) {
		for _, kind := range []string{"text/html", "text/plain; charset=euc-kr"} {
			traced(t, b, text, Origins(b, kind, text))
		}
	})
}

func ExampleOrigins() {
	page := []byte("<p>Fish &amp; salt</p>")
	for _, s := range Origins(page, "text/html", "Fish & salt\n") {
		fmt.Println(s.Text, s.Bytes, s.Units)
	}
	// Output:
	// {0 4} {3 7} 4
	// {5 6} {8 13} 1
	// {7 11} {14 18} 4
}
