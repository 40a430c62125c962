package nlp

import "github.com/sayso/sayso/nlp/segment"

// A window is a run of whole sentences that the encoder sees at once:
// sentences [from, to), of which [own, to) take their results from it. Those
// before own are context: a quote that goes on, the name behind a pronoun.
type window struct{ from, own, to int }

// Sizes of a window and of its context in pieces, [CLS] and [SEP] counted.
const (
	windowPieces  = 256
	contextPieces = 40
)

// windows covers sentences, sizes in pieces, with windows in order: every
// sentence is owned by exactly one. A window rather ends before a paragraph
// than inside one, when that costs less than a third of it.
func windows(sents []segment.Sentence, sizes []int) []window {
	var out []window
	for own := 0; own < len(sents); {
		from, n := own, 2
		for own > 0 && from > 0 && n+sizes[from-1] <= contextPieces {
			from--
			n += sizes[from]
		}
		to := own
		for to < len(sents) && (to == own || n+sizes[to] <= windowPieces) {
			n += sizes[to]
			to++
		}
		if to < len(sents) {
			for cut, m := to, n; cut > own+1; cut-- {
				if sents[cut].Paragraph && m >= windowPieces*2/3 {
					to = cut
					break
				}
				m -= sizes[cut-1]
			}
		}
		out = append(out, window{from, own, to})
		own = to
	}
	return out
}
