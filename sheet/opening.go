package sheet

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/report"
)

// openingWords is how many characters of its text stand for a headline that a
// report does not have.
const openingWords = 60

// Headline is a report's headline, or the words that it opens with; "" where
// neither is to be had.
func Headline(ctx context.Context, v *ledger.View, i ledger.ReportInfo) string {
	if title := strings.TrimSpace(i.Title); title != "" {
		return title
	}
	text, err := v.Text(ctx, i.ID)
	if err != nil {
		return ""
	}
	words, _, _ := strings.Cut(strings.TrimSpace(opening(text, i.Zones)), "\n")
	if utf8.RuneCountInString(words) > openingWords {
		words = strings.TrimSpace(string([]rune(words)[:openingWords])) + " …"
	}
	return words
}

// opening is the text from its first zone on that is news: a caption is no
// headline.
func opening(text string, zones []report.Zone) string {
	for _, z := range zones {
		if z.Kind == report.Headline || z.Kind == report.Body {
			return text[z.Span.Start:]
		}
	}
	return text
}
