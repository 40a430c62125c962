package brief

import (
	"bytes"
	"fmt"
	"html"
	"strings"
)

const style = `body{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}
h1,h2{font-family:system-ui,sans-serif;line-height:1.25}h2{margin-top:2rem;border-bottom:1px solid #bbb}
li{margin:.45rem 0}li li{margin:.2rem 0;font-size:.92em}small{color:#555;display:block}sup a{text-decoration:none}
.t{position:relative}.t .voices{display:none;position:absolute;left:0;top:100%;z-index:1;background:#fffbe6;color:#1c1c1c;border:1px solid #998;padding:.5rem .7rem;width:min(38rem,85vw);font:.85rem/1.4 system-ui,sans-serif}
.t:hover .voices,.t:focus .voices,.t:focus-within .voices{display:block}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.pair>div{border-left:3px solid #b55;padding-left:.6rem}
:target{background:#fff3c4}ol.notes{font-size:.85rem;overflow-wrap:anywhere}
@media(max-width:40rem){.pair{grid-template-columns:1fr}}@media print{.voices{display:none!important}}
@media(prefers-color-scheme:dark){body{background:#16181a;color:#e6e6e6}small{color:#aaa}a{color:#9cf}:target{background:#443c10}}
`

// HTML is the brief as one file that makes no request: its policy forbids any.
// Pointing at a sentence, or reaching it with the keyboard, shows its voices and
// what became of it. The file carries the brief as JSON; see Decode.
func (b *Brief) HTML() ([]byte, error) {
	var w bytes.Buffer
	data, err := b.JSON()
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&w, `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title>
<style>%s</style></head><body>
`, esc(b.title()), style)
	list := false
	closeList := func() {
		if list {
			w.WriteString("</ul>\n")
			list = false
		}
	}
	notes := false
	for _, x := range b.blocks() {
		switch {
		case x.Level > 0:
			closeList()
			fmt.Fprintf(&w, "<h%d>%s</h%[1]d>\n", x.Level, esc(x.Text))
		case x.Note > 0:
			if !notes {
				notes = true
				w.WriteString("<ol class=\"notes\">\n")
			}
			fmt.Fprintf(&w, "<li id=\"n%d\" value=\"%[1]d\">%s<small>%s</small></li>\n", x.Note, linked(x.Text), esc(x.Small))
		case x.Item:
			if !list {
				w.WriteString("<ul>\n")
				list = true
			}
			if x.Beside != nil {
				fmt.Fprintf(&w, "<li class=\"pair\"><div>%s</div><div>%s</div></li>\n", b.span(&x), b.span(x.Beside))
			} else {
				w.WriteString("<li>" + b.span(&x))
				if len(x.Parts) > 0 {
					w.WriteString("<ul>\n")
					for k := range x.Parts {
						w.WriteString("<li>" + b.span(&x.Parts[k]) + "</li>\n")
					}
					w.WriteString("</ul>")
				}
				w.WriteString("</li>\n")
			}
		default:
			closeList()
			fmt.Fprintf(&w, "<p>%s</p>\n", b.span(&x))
		}
	}
	closeList()
	if notes {
		w.WriteString("</ol>\n")
	}
	// Inside script only "<" could end the element early.
	w.WriteString(dataBegin + "\n" + strings.ReplaceAll(string(bytes.TrimSpace(data)), "<", `\u003c`) + "\n" + dataEnd + "\n</body></html>\n")
	return w.Bytes(), nil
}

// span is a sentence with its marks, and what shows when it is pointed at.
func (b *Brief) span(x *block) string {
	s := esc(x.Text)
	if len(x.Marks) > 0 {
		var shown []string
		for _, n := range x.Marks {
			t := &b.Notes[n-1]
			shown = append(shown, esc(t.through()+". "+upper(sure[t.Certainty])+", "+stage[t.Status]+". "+upper(t.Standing)+". "+dated(t.Published, t.Basis)+"."))
		}
		if x.Small != "" {
			shown = append(shown, esc(x.Small))
		}
		s = `<span class="t" tabindex="0">` + s + `<span class="voices" role="note">` + strings.Join(shown, "<br>") + `</span></span>`
		for _, n := range x.Marks {
			s += fmt.Sprintf(`<sup><a href="#n%d">%[1]d</a></sup>`, n)
		}
	}
	if x.Small != "" {
		s += "<small>" + esc(x.Small) + "</small>"
	}
	return s
}

// esc is s as HTML text; characters that turn the direction of text, which
// could make words read as others, are shown as their code.
func esc(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 {
			return '\ufffd'
		}
		return r
	}, s))
}

// linked is text whose last word becomes a link where it is a web address.
func linked(s string) string {
	i := strings.LastIndexByte(s, ' ') + 1
	if u := s[i:]; strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://") {
		return esc(s[:i]) + `<a href="` + esc(u) + `" rel="noreferrer noopener">` + esc(u) + `</a>`
	}
	return esc(s)
}
