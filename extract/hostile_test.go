package extract

import (
	"strings"
	"testing"
)

// Pages made to break or to stall a reader give a well-formed text.
func TestHostilePages(t *testing.T) {
	words := "<p>" + strings.Repeat("words of a report that goes on and on ", 40) + "</p>"
	for name, markup := range map[string]string{
		"deep":             strings.Repeat("<div class=a>", 480) + words + strings.Repeat("</div>", 480),
		"deeper than HTML": strings.Repeat("<div>", 4000) + words,
		"many asides":      strings.Repeat("<div class=related><a href=/x>more</a></div>", 4000) + words,
		"many articles":    strings.Repeat("<article><h1>x</h1><p>short words here</p></article>", 600) + words,
		"many links":       "<p>" + strings.Repeat("<a href=/x>link</a> ", 6000) + "</p>" + words,
		"one long line":    "<p>" + strings.Repeat("word ", 60000) + "</p>",
		"many times":       "<h1>x</h1>" + strings.Repeat("<time>12 March 2024</time>", 4000) + words,
		"huge class":       "<div class='" + strings.Repeat("related-", 20000) + "'>" + words + "</div>",
		"broken data":      `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 2000) + "</script>" + words,
	} {
		p, err := HTML([]byte("<html><body>"+markup+"</body></html>"), "", Options{})
		if err == nil {
			wellFormed(t, p)
		} else if name != "deeper than HTML" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
