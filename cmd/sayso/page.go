package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/terminal"
)

// page writes lines for people: wrapped to the width of a terminal, and each
// whole on one line where no terminal is.
type page struct {
	w     io.Writer
	width int // columns, 0 for no end
}

// onPage is a page for w, which may be a terminal.
func onPage(w io.Writer) page {
	o, ok := w.(*output)
	if !ok {
		return page{w: w}
	}
	if s := terminal.Of(o.file, os.Environ()); s.Terminal {
		return page{w, s.Width}
	}
	return page{w: w}
}

// put writes text after lead, further lines set in as deep as lead is wide.
func (p page) put(lead, text string) {
	indent := ansi.StringWidth(lead)
	if room := p.width - indent; p.width > 0 && room >= 20 {
		text = strings.Join(wrapped(text, room), "\n"+strings.Repeat(" ", indent))
	}
	fmt.Fprintln(p.w, strings.TrimRight(lead+text, " ")) // an output keeps what fails
}

// wrapped is text in lines of at most so many columns, broken at spaces alone:
// a date or an id stays whole. A word that is longer has a line for itself.
func wrapped(text string, columns int) []string {
	var lines []string
	line, used := "", 0
	for i, w := range strings.Split(text, " ") {
		n := ansi.StringWidth(w)
		switch {
		case i == 0:
			line, used = w, n
		case used+1+n > columns && strings.TrimSpace(line) != "":
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = w, n
		default:
			line, used = line+" "+w, used+1+n
		}
	}
	return append(lines, line)
}

// report writes a line that names a report: the beginning of its id, its date,
// its outlet and its headline.
func (p page) report(ctx context.Context, v *ledger.View, i ledger.ReportInfo, after string) {
	p.put(fmt.Sprintf("    %s  %-10s  ", i.ID[:8], orUnknown(i.Published.EDTF)), headed(ctx, v, i)+after)
}

// headed is a report's outlet and headline, or the words that it opens with.
func headed(ctx context.Context, v *ledger.View, i ledger.ReportInfo) string {
	title := sheet.Headline(ctx, v, i)
	if i.Outlet == "" {
		return title
	}
	return i.Outlet + ": " + title
}

// flat is text on one line.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// counted is a number with what it counts.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// put is at what stage a claim puts its matter, and how sure its voice is.
func put(s reading.Status, f reading.Factuality) string { return string(s) + ", " + sureness[f] }

// sureness is how sure a voice is, in words.
var sureness = map[reading.Factuality]string{
	reading.Certain: "certain", reading.Probable: "probable", reading.Possible: "possible", reading.CertainNot: "certainly not so",
	reading.ProbableNot: "probably not so", reading.PossibleNot: "possibly not so", reading.Uncommitted: "left open",
}
