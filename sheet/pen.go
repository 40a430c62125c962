package sheet

import (
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/sayso/sayso/reading"
)

// ink is the role of a word on the sheet. Colours are of the terminal's own
// sixteen, so that they suit its background.
type ink int

const (
	normal ink = iota
	strong
	faint
	voice
	anchor
	doubtful
	denied
)

var styles = [...]lipgloss.Style{
	normal:   lipgloss.NewStyle(),
	strong:   lipgloss.NewStyle().Bold(true),
	faint:    lipgloss.NewStyle().Faint(true),
	voice:    lipgloss.NewStyle().Foreground(lipgloss.Cyan),
	anchor:   lipgloss.NewStyle().Bold(true).Underline(true),
	doubtful: lipgloss.NewStyle().Foreground(lipgloss.Yellow),
	denied:   lipgloss.NewStyle().Foreground(lipgloss.Magenta),
}

type pen struct{ plain, ascii bool }

func (p pen) ink(k ink, s string) string {
	if s == "" || p.plain || k == normal {
		return s
	}
	return styles[k].Render(s)
}

func (p pen) sign(unicode, ascii string) string {
	if p.ascii {
		return ascii
	}
	return unicode
}

func (p pen) dot() string { return p.sign(" · ", " | ") }

// certainty is the mark of a factuality: as many signs as it is sure, plus for
// so and minus for not so.
func (p pen) certainty(f reading.Factuality) string {
	n, sign, k := 0, "", faint
	switch f {
	case reading.Certain:
		n, sign, k = 3, "+", normal
	case reading.Probable:
		n, sign, k = 2, "+", doubtful
	case reading.Possible:
		n, sign, k = 1, "+", doubtful
	case reading.CertainNot:
		n, sign, k = 3, "-", denied
	case reading.ProbableNot:
		n, sign, k = 2, "-", denied
	case reading.PossibleNot:
		n, sign, k = 1, "-", denied
	}
	return p.ink(k, strings.Repeat(sign, n)+strings.Repeat(p.sign("·", "."), 3-n))
}

// status is a claim's stage, marked when its outcome is open.
func (p pen) status(s reading.Status) string {
	switch s {
	case reading.Ordered, reading.Planned, reading.Predicted:
		return p.ink(doubtful, p.sign("›", ">")+string(s))
	case reading.Conditional, reading.Unknown:
		return p.ink(doubtful, "?"+string(s))
	}
	return " " + string(s)
}

// certainties and stages explain the marks.
func (p pen) certainties() []word {
	dot := p.sign("·", ".")
	return entries("+++ certain", "++"+dot+" probable", "+"+dot+dot+" possible", dot+dot+dot+" left open", "--- certain it is not so")
}

func (p pen) stages() []word {
	return entries(p.sign("›", ">")+"planned: outcome open", "?unknown: not known, or only if", "A < B: A passes on what B says")
}

// entries is text whose parts are kept together and two columns apart.
func entries(parts ...string) []word {
	var out []word
	for i, s := range parts {
		if i < len(parts)-1 {
			s += " "
		}
		out = append(out, word{text: s, ink: faint})
	}
	return out
}

// short is the beginning of a longer text, cut at a word.
func (p pen) short(s string) string {
	words := strings.Fields(clean(s[:min(len(s), 4096)]))
	if len(words) <= 12 {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:12], " ") + p.sign(" …", " ...")
}

// word is a stretch of text that is not broken at a line's end unless it is
// longer than the line. A word of spaces keeps columns apart.
type word struct {
	text string
	ink  ink
	glue bool // no space before it
}

func wordsOf(s string, k ink) []word {
	var out []word
	for _, f := range strings.Fields(clean(s)) {
		out = append(out, word{text: f, ink: k})
	}
	return out
}

// wrap breaks words into lines of at most width columns.
func wrap(words []word, columns int) [][]word {
	columns = max(columns, 8)
	var lines [][]word
	var line []word
	used := 0
	for _, w := range words {
		n, space := width(w.text), 1
		if w.glue || len(line) == 0 {
			space = 0
		}
		if used+space+n > columns && len(line) > 0 && !(w.glue && n <= 2) {
			lines, line, used, space = append(lines, line), nil, 0, 0
		}
		for n > columns {
			cut := ansi.Truncate(w.text, columns, "")
			if cut == "" {
				break
			}
			lines = append(lines, []word{{text: cut, ink: w.ink}})
			w.text = w.text[len(cut):]
			n = width(w.text)
		}
		line = append(line, word{w.text, w.ink, w.glue || len(line) == 0})
		used += space + n
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// render writes a line's words, words of one ink in one go.
func (p pen) render(line []word) string {
	var out, run strings.Builder
	k := normal
	for i, w := range line {
		space := ""
		if i > 0 && !w.glue {
			space = " "
		}
		if i > 0 && w.ink != k {
			out.WriteString(p.ink(k, run.String()) + space)
			run.Reset()
			space = ""
		}
		k = w.ink
		run.WriteString(space + w.text)
	}
	out.WriteString(p.ink(k, run.String()))
	return out.String()
}

func width(s string) int { return lipgloss.Width(s) }

func pad(s string, n int) string { return s + strings.Repeat(" ", max(n-width(s), 1)) }

// clean makes a report's words safe for a terminal: white space is one space,
// and characters that steer a terminal or turn the direction of text are left
// out.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0xfeff, r == 0x2028, r == 0x2029:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
