package brief

import (
	"fmt"
	"strings"
)

var mdEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`, "!", `\!`, "&", `\&`)

// Markdown is the brief in Markdown with footnotes as Pandoc and GitHub read
// them. The reports' words are escaped.
func (b *Brief) Markdown() []byte {
	var w strings.Builder
	all := b.blocks()
	for i, x := range all {
		switch {
		case x.Level > 0:
			if i > 0 {
				w.WriteByte('\n')
			}
			fmt.Fprintf(&w, "%s %s\n\n", strings.Repeat("#", x.Level), mdEscapes.Replace(x.Text))
		case x.Note > 0:
			fmt.Fprintf(&w, "[^%d]: %s %s\n", x.Note, mdEscapes.Replace(x.Text), mdEscapes.Replace(x.Small))
		case x.Beside != nil:
			fmt.Fprintf(&w, "- | one report | against it |\n  |---|---|\n  | %s | %s |\n", cell(&x), cell(x.Beside))
		case x.Item:
			w.WriteString("- " + cell(&x) + "\n")
			for k := range x.Parts {
				w.WriteString("  - within it: " + cell(&x.Parts[k]) + "\n")
			}
		default:
			if i > 0 && all[i-1].Item {
				w.WriteByte('\n')
			}
			w.WriteString(cell(&x) + "\n\n")
		}
	}
	return []byte(w.String())
}

func cell(x *block) string {
	s := mdEscapes.Replace(x.Text)
	for _, n := range x.Marks {
		s += fmt.Sprintf("[^%d]", n)
	}
	if x.Small != "" {
		if s != "" {
			s += " "
		}
		s += "*" + mdEscapes.Replace(x.Small) + "*"
	}
	return s
}
