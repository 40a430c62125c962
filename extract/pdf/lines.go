package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a line of a page in the order of the content, which writers of PDF
// make the reading order but in rare cases.
type line struct {
	page   int
	text   string
	x, end float64
	y      float64
	size   float64
}

func hypot(a, b float64) float64 { return math.Sqrt(a*a + b*b) }

// linesOf joins the glyphs that stand on one base line one after another, with a
// space where a gap parts them.
func linesOf(glyphs []glyph, page int) []line {
	var out []line
	var b strings.Builder
	var cur line
	var last glyph
	flush := func() {
		if cur.text = clean(ligatures.Replace(b.String())); cur.text != "" {
			out = append(out, cur)
		}
		b.Reset()
	}
	for _, g := range glyphs {
		size := max(g.size, 1)
		blank := strings.TrimSpace(g.text) == ""
		gap := g.x - last.endX
		switch {
		case b.Len() == 0:
			if blank {
				continue
			}
			cur = line{page: page, x: g.x, y: g.y, size: g.size}
		case math.Abs(g.y-last.y) > 0.5*size || gap < -1.5*size || gap > 8*size && !blank:
			flush()
			if blank {
				last = g
				continue
			}
			cur = line{page: page, x: g.x, y: g.y, size: g.size}
		case gap > 0.18*size && !blank:
			b.WriteByte(' ')
		}
		b.WriteString(g.text)
		if !blank {
			cur.end = max(cur.end, g.endX)
			cur.size = max(cur.size, g.size)
		}
		last = g
	}
	flush()
	return out
}

var figures = regexp.MustCompile(`\d+`)

// running are the lines that come again at the head or foot of pages, figures
// aside, apart from other lines, and those that are nothing but a number there.
func running(lines []line) map[int]bool {
	out := map[int]bool{}
	byPage := map[int][]int{}
	for i, l := range lines {
		byPage[l.page] = append(byPage[l.page], i)
	}
	seen := map[string]map[int]bool{}
	ends := func(is []int) []int {
		is = slices.Clone(is)
		slices.SortStableFunc(is, func(a, b int) int { return cmp.Compare(lines[b].y, lines[a].y) })
		if len(is) <= 4 {
			return is
		}
		return append(is[:2:2], is[len(is)-2:]...)
	}
	apart := func(i int, is []int) bool {
		return !slices.ContainsFunc(is, func(k int) bool {
			d := math.Abs(lines[k].y - lines[i].y)
			return d > 1 && d < 1.5*lines[i].size
		})
	}
	for page, is := range byPage {
		for _, i := range ends(is) {
			key := figures.ReplaceAllString(lines[i].text, "#")
			if seen[key] == nil {
				seen[key] = map[int]bool{}
			}
			seen[key][page] = true
		}
	}
	for _, is := range byPage {
		for _, i := range ends(is) {
			key := figures.ReplaceAllString(lines[i].text, "#")
			if len(byPage) > 2 && 2*len(seen[key]) > len(byPage) && apart(i, is) || len(byPage) > 1 && strings.Trim(key, "# -–—|/.of") == "" {
				out[i] = true
			}
		}
	}
	return out
}

// paragraphs joins lines that go on: of one size, one line's step apart, the
// earlier as wide as its column or without an end. A paragraph may go on over
// the page.
func paragraphs(lines []line) []Paragraph {
	heads := running(lines)
	step, width := usualStep(lines), widths(lines)
	var out []Paragraph
	var prev *line
	for i := range lines {
		l := &lines[i]
		if heads[i] {
			out = append(out, Paragraph{Page: l.page, Size: l.size, Text: l.text, Running: true})
			continue
		}
		at := lastText(out)
		if prev != nil && at >= 0 && goesOn(prev, l, step, width[prev.page]) {
			out[at].Text = joined(out[at].Text, l.text)
		} else {
			out = append(out, Paragraph{Page: l.page, Size: l.size, Text: l.text})
		}
		prev = l
	}
	return out
}

func lastText(out []Paragraph) int {
	for i := len(out) - 1; i >= 0; i-- {
		if !out[i].Running {
			return i
		}
	}
	return -1
}

// goesOn tells whether next carries the paragraph of prev on.
func goesOn(prev, next *line, step, right float64) bool {
	size := max(prev.size, 1)
	if math.Abs(prev.size-next.size) > 0.12*size {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next.text)
	bullet := strings.ContainsRune("•▪◦‣●–*", r)
	ended := strings.HasSuffix(strings.TrimRight(prev.text, `"'”’)]»`), ".") || strings.HasSuffix(prev.text, "?") || strings.HasSuffix(prev.text, "!") || strings.HasSuffix(prev.text, ":")
	down := prev.y - next.y
	if prev.page != next.page || down < 0 { // over a page or a column
		return !ended && !bullet && (unicode.IsLower(r) || prev.end > right-3*size)
	}
	if down > 1.35*max(step, size) || bullet {
		return false
	}
	if ended && (prev.end < right-6*size || next.x > prev.x+0.9*size) {
		return false
	}
	return true
}

// joined is two lines as one, a word that a hyphen parts made whole.
func joined(a, b string) string {
	if rest, ok := strings.CutSuffix(a, "\u00ad"); ok {
		return rest + b
	}
	first, _ := utf8.DecodeRuneInString(b)
	if rest, ok := strings.CutSuffix(a, "-"); ok && unicode.IsLower(first) {
		if r, _ := utf8.DecodeLastRuneInString(rest); unicode.IsLower(r) {
			return rest + b
		}
		return a + b
	}
	if prev, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(a, "-")); strings.HasSuffix(a, "-") && unicode.IsLetter(prev) {
		return a + b
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	if wide(last) && wide(first) {
		return a + b
	}
	return a + " " + b
}

// wide tells letters of scripts that are written without spaces.
func wide(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// usualStep is the most common distance between the base lines of lines that
// follow one another.
func usualStep(lines []line) float64 {
	count := map[int]int{}
	best := 0
	for i := 1; i < len(lines); i++ {
		d := lines[i-1].y - lines[i].y
		if lines[i].page != lines[i-1].page || d <= 1 || d > 60 {
			continue
		}
		k := int(math.Round(d * 2))
		if count[k]++; count[k] > count[best] || count[k] == count[best] && k < best {
			best = k
		}
	}
	return float64(best) / 2
}

// widths are the right edges of each page's lines: where its widest tenth ends.
func widths(lines []line) map[int]float64 {
	ends := map[int][]float64{}
	for _, l := range lines {
		ends[l.page] = append(ends[l.page], l.end)
	}
	out := map[int]float64{}
	for p, e := range ends {
		slices.Sort(e)
		out[p] = e[(len(e)-1)*9/10]
	}
	return out
}
