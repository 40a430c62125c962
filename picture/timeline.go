package picture

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Interval is a row of a timeline: something that takes place between two days,
// counted from 1970-01-01 and both included. How far it is known shows in its
// form: a whole bar, one open to a side, a bar with a dashed edge where its ends
// are about so, a dashed one where it is still to come.
type Interval struct {
	Label, Sub         string
	From, To           int
	OpenStart, OpenEnd bool
	About              bool
	Ahead              bool // ordered, planned or foretold
	Group              string
	Link, Title        string
}

const (
	rowHeight  = 26.0
	axisHeight = 34.0
	labelWidth = 300.0
	plotWidth  = 560.0
)

// axis is a scale of days with its ticks.
type axis struct {
	from, to int
	x, w     float64
}

func (a axis) at(day int) float64 {
	return a.x + a.w*float64(min(max(day, a.from), a.to)-a.from)/float64(max(a.to-a.from, 1))
}

// date is the day of a number.
func date(day int) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

func dayOf(t time.Time) int { return int(math.Floor(float64(t.Unix()) / 86400)) }

// ticks are the days to name, and their names: days, months, quarters or years.
func (a axis) ticks() (days []int, names []string) {
	span := a.to - a.from
	put := func(t time.Time, layout string) {
		if d := dayOf(t); d >= a.from && d <= a.to {
			days, names = append(days, d), append(names, t.Format(layout))
		}
	}
	from := date(a.from)
	switch {
	case span <= 45:
		step := max(1, (span+7)/8)
		for d := a.from; d <= a.to; d += step {
			put(date(d), "2 Jan")
		}
	case span <= 1000:
		step := max(1, (span+239)/240)
		for t := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC); dayOf(t) <= a.to; t = t.AddDate(0, step, 0) {
			put(t, "Jan 2006")
		}
	default:
		step := max(1, (span/365+7)/8)
		for t := time.Date(from.Year(), 1, 1, 0, 0, 0, 0, time.UTC); dayOf(t) <= a.to; t = t.AddDate(step, 0, 0) {
			put(t, "2006")
		}
	}
	return days, names
}

// rule draws the axis over a height and what marks today on it.
func (a axis) rule(h float64, today int) []Group {
	g := Group{Class: "axis"}
	days, names := a.ticks()
	for i, d := range days {
		x := a.at(d)
		g.Lines = append(g.Lines, Line{Points: []Point{{x, 22}, {x, h}}, Width: 0.5, Tone: Dim, Dash: "1 3"})
		at := "middle"
		if x > a.x+a.w-30 {
			at = "end"
		}
		g.Texts = append(g.Texts, Text{X: x, Y: 14, S: names[i], Size: 11, At: at, Tone: Dim})
	}
	if today >= a.from && today <= a.to {
		x := a.at(today)
		g.Lines = append(g.Lines, Line{Points: []Point{{x, 20}, {x, h}}, Width: 1.5, Tone: Ink})
		g.Texts = append(g.Texts, Text{X: x, Y: h + 12, S: "today", Size: 11, At: "middle", Tone: Ink, Bold: true})
	}
	return []Group{g}
}

// Timeline draws intervals in rows, today as a line across them. Ends that lie
// far outside the others are cut at the picture's edge with an arrow.
func Timeline(label string, rows []Interval, today int) *Scene {
	var days []int
	for _, r := range rows {
		if !r.OpenStart {
			days = append(days, r.From)
		}
		if !r.OpenEnd {
			days = append(days, r.To)
		}
	}
	if len(days) == 0 {
		return &Scene{Label: label}
	}
	slices.Sort(days)
	// The middle nine tenths set the scale, so that one date of long ago does not.
	low, high := days[len(days)/20], days[len(days)-1-len(days)/20]
	pad := max(3, (high-low)/16)
	a := axis{low - pad, high + pad, labelWidth + 12, plotWidth}
	if today > a.to && today < a.to+(a.to-a.from)/2 {
		a.to = today + pad/2 + 1
	}
	h := axisHeight + rowHeight*float64(len(rows))
	s := &Scene{W: labelWidth + plotWidth + 28, H: h + 18, Label: label}
	// The words behind the bars need room: the bars give it, down to half.
	for _, again := range []bool{true, false} {
		right := s.W
		s.Groups = a.rule(h, today)
		for i, r := range rows {
			g := a.interval(r, axisHeight+rowHeight*float64(i))
			for _, t := range g.Texts {
				if t.At != "end" {
					right = max(right, t.X+Width(t.S, t.Size)+12)
				}
			}
			s.Groups = append(s.Groups, g)
		}
		if !again {
			s.W = right
		}
		a.w = max(plotWidth/2, a.w-(right-s.W))
	}
	return s
}

func (a axis) interval(r Interval, y float64) Group {
	g := Group{Class: "row", Link: r.Link, Title: r.Title}
	g.Texts = append(g.Texts, Text{X: 0, Y: y + 13, S: fit(r.Label, 12.5, labelWidth), Size: 12.5, Tone: Ink})
	x0, x1 := a.at(r.From), a.at(r.To+1)
	startCut, endCut := r.OpenStart || r.From < a.from, r.OpenEnd || r.To > a.to
	if r.OpenStart {
		x0 = min(a.x, x1)
	}
	if r.OpenEnd {
		x1 = a.x + a.w
	}
	x1 = max(x1, x0+5)
	mid, tone, dashes := y+9, Ink, ""
	fill := Ink
	if r.Ahead {
		fill, dashes = Paper, "4 2"
	}
	switch {
	case r.OpenStart && !r.OpenEnd: // a deadline: an arrow up to it, and the day
		g.Lines = append(g.Lines, Line{Points: []Point{{max(x0, x1-70), mid}, {x1 - 1, mid}}, Width: 1.5, Dash: "2 3", Tone: tone},
			Line{Points: []Point{{x1, y + 2}, {x1, y + 16}}, Width: 2.5, Tone: tone})
	case r.OpenEnd:
		g.Lines = append(g.Lines, Line{Points: []Point{{x0, mid}, {min(x1, x0+90), mid}}, Width: 2, Dash: "2 3", Tone: tone, Arrow: true},
			Line{Points: []Point{{x0, y + 4}, {x0, y + 14}}, Width: 2, Tone: tone})
	default:
		g.Boxes = append(g.Boxes, Box{X: x0, Y: y + 4, W: x1 - x0, H: 10, R: 2, Fill: fill, Edge: tone, Dash: dashes})
		if r.About { // soft ends
			g.Lines = append(g.Lines, Line{Points: []Point{{x0 - 9, mid}, {x0 - 2, mid}}, Width: 2, Dash: "1 2", Tone: tone},
				Line{Points: []Point{{x1 + 2, mid}, {x1 + 9, mid}}, Width: 2, Dash: "1 2", Tone: tone})
		}
		if startCut {
			g.Lines = append(g.Lines, Line{Points: []Point{{a.x + 8, mid}, {a.x - 4, mid}}, Width: 1.5, Tone: tone, Arrow: true})
		}
		if endCut {
			g.Lines = append(g.Lines, Line{Points: []Point{{a.x + a.w - 8, mid}, {a.x + a.w + 4, mid}}, Width: 1.5, Tone: tone, Arrow: true})
		}
	}
	if r.Sub != "" {
		at, x := "start", x1+13
		if w := Width(r.Sub, 11); x+w > a.x+a.w && x0-13-w > a.x { // else the picture is made wider
			at, x = "end", x0-13
		}
		g.Texts = append(g.Texts, Text{X: x, Y: y + 13, S: r.Sub, Size: 11, At: at, Tone: Dim})
	}
	return g
}

// fit is s cut to a width in pixels.
func fit(s string, size, width float64) string {
	if Width(s, size) <= width {
		return s
	}
	r := []rune(s)
	low, high := 0, len(r) // the longest beginning that fits
	for low < high {
		if mid := (low + high + 1) / 2; Width(string(r[:mid])+"…", size) <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return string(r[:low]) + "…"
}

// Figure is a number that somebody gave on a day: between Low and High, Best
// where it is one. A bound that nobody gave is nil.
type Figure struct {
	Day             int
	Low, Best, High *float64
	About, Ahead    bool
	Label           string // who said it
	Link, Title     string
}

// ends are the lowest and the highest number of a figure; what nobody gave is
// where the other is.
func (f *Figure) ends() (low, high float64) {
	for _, n := range []*float64{f.High, f.Best, f.Low} {
		if n != nil {
			low = *n
		}
	}
	for _, n := range []*float64{f.Low, f.Best, f.High} {
		if n != nil {
			high = *n
		}
	}
	return low, high
}

// Bands draws figures of one kind over time, each as a band from low to high
// with who said it.
func Bands(label string, all []Figure) *Scene {
	if len(all) == 0 {
		return &Scene{Label: label}
	}
	top, from, to := 0.0, all[0].Day, all[0].Day
	for _, f := range all {
		for _, n := range []*float64{f.Low, f.Best, f.High} {
			if n != nil {
				top = math.Max(top, *n)
			}
		}
		from, to = min(from, f.Day), max(to, f.Day)
	}
	pad := max(5, (to-from)/12)
	const left, h, bottom = 64.0, 190.0, 30.0
	a := axis{from - pad, to + pad, left, 760}
	step := nice(top / 4)
	top = math.Max(step, math.Ceil(top*1.05/step)*step)
	y := func(n float64) float64 { return axisHeight + (h-axisHeight)*(1-n/top) }
	s := &Scene{W: left + 760 + 90, H: h + bottom, Label: label}
	s.Groups = a.rule(h, 1<<40)
	scale := Group{Class: "axis"}
	for n := 0.0; n <= top+step/2; n += step {
		scale.Lines = append(scale.Lines, Line{Points: []Point{{left, y(n)}, {left + 760, y(n)}}, Width: 0.5, Tone: Dim, Dash: "1 3"})
		scale.Texts = append(scale.Texts, Text{X: left - 8, Y: y(n) + 4, S: short(n), Size: 11, At: "end", Tone: Dim})
	}
	s.Groups = append(s.Groups, scale)
	slices.SortStableFunc(all, func(a, b Figure) int { return a.Day - b.Day })
	var taken [][3]float64 // x from, x to, y of labels
	// Where figures stand, so that no label runs through one.
	used, places := map[int]int{}, make([]float64, len(all))
	for i, f := range all {
		places[i] = a.at(f.Day) + float64(used[f.Day])*14
		used[f.Day]++
	}
	through := func(from, to, ty float64) bool {
		for i, f := range all {
			low, high := f.ends()
			if from < places[i]+6 && places[i]-6 < to && y(high)-10 < ty && ty-12 < y(low)+6 {
				return true
			}
		}
		return false
	}
	for i, f := range all {
		x := places[i]
		g := Group{Class: "row", Link: f.Link, Title: f.Title}
		dashes := ""
		fill := Ink
		if f.Ahead {
			dashes, fill = "4 2", Paper
		}
		low, high := f.Low, f.High
		if low == nil && high == nil {
			low, high = f.Best, f.Best
		}
		var at float64
		switch {
		case low != nil && high != nil && *low == *high:
			at = y(*low)
			g.Boxes = append(g.Boxes, Box{X: x - 4, Y: at - 4, W: 8, H: 8, R: 4, Fill: fill, Edge: Ink, Dash: ""})
			if f.About {
				g.Lines = append(g.Lines, Line{Points: []Point{{x, at - 12}, {x, at + 12}}, Width: 1.5, Dash: "1 2", Tone: Ink})
			}
		case low != nil && high != nil:
			at = y(*high)
			g.Boxes = append(g.Boxes, Box{X: x - 4, Y: at, W: 8, H: math.Max(y(*low)-at, 2), R: 1, Fill: Soft, Edge: Ink, Dash: dashes})
			if f.Best != nil && *f.Best != *low && *f.Best != *high {
				g.Lines = append(g.Lines, Line{Points: []Point{{x - 6, y(*f.Best)}, {x + 6, y(*f.Best)}}, Width: 2, Tone: Ink})
			}
		case low != nil: // at least
			at = y(*low)
			g.Lines = append(g.Lines, Line{Points: []Point{{x - 5, at}, {x + 5, at}}, Width: 2, Tone: Ink}, Line{Points: []Point{{x, at}, {x, at - 22}}, Width: 1.5, Dash: "2 3", Tone: Ink, Arrow: true})
		case high != nil: // at most
			at = y(*high)
			g.Lines = append(g.Lines, Line{Points: []Point{{x - 5, at}, {x + 5, at}}, Width: 2, Tone: Ink}, Line{Points: []Point{{x, at}, {x, at + 22}}, Width: 1.5, Dash: "2 3", Tone: Ink, Arrow: true})
		default:
			continue
		}
		words := fit(f.Label, 11, 150)
		w, ty := Width(words, 11), at+4
		for through(x+9, x+9+w, ty) || slices.ContainsFunc(taken, func(t [3]float64) bool { return x+9 < t[1] && t[0] < x+9+w && math.Abs(t[2]-ty) < 12 }) {
			ty += 12
		}
		taken = append(taken, [3]float64{x + 9, x + 9 + w, ty})
		if below, _ := f.ends(); ty-4 > y(below)+8 { // led to where it had to go
			g.Lines = append(g.Lines, Line{Points: []Point{{x, y(below) + 5}, {x, ty - 4}, {x + 7, ty - 4}}, Width: 0.7, Tone: Dim})
		}
		g.Texts = append(g.Texts, Text{X: x + 9, Y: ty, S: words, Size: 11, Tone: Ink})
		s.H = math.Max(s.H, ty+10)
		s.W = math.Max(s.W, x+9+w+10)
		s.Groups = append(s.Groups, g)
	}
	return s
}

// nice is the next step of 1, 2 or 5 at n or above it.
func nice(n float64) float64 {
	if n <= 0 {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(n)))
	for _, m := range []float64{1, 2, 5, 10} {
		if m*p >= n {
			return m * p
		}
	}
	return 10 * p
}

func short(n float64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.4g bn", n/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.4g m", n/1e6)
	case n >= 1e4:
		return fmt.Sprintf("%.4g k", n/1e3)
	}
	return fmt.Sprintf("%.4g", n)
}

// Band is a share with its interval, for Calibration.
type Band struct {
	Said, Low, Share, High float64 // parts of 1; Said is what the words stand for
	N                      int
	Label                  string
}

// Calibration draws how often forecasts of each likelihood were borne out, with
// the interval that so few allow, against the line on which both are equal.
func Calibration(label string, all []Band) *Scene {
	const left, size, top = 60.0, 240.0, 16.0
	x := func(p float64) float64 { return left + size*p }
	y := func(p float64) float64 { return top + size*(1-p) }
	s := &Scene{W: left + size + 170, H: top + size + 44, Label: label}
	g := Group{Class: "axis"}
	g.Boxes = []Box{{X: left, Y: top, W: size, H: size, Fill: None, Edge: Dim}}
	g.Lines = []Line{{Points: []Point{{x(0), y(0)}, {x(1), y(1)}}, Width: 1, Dash: "3 3", Tone: Dim}}
	for _, p := range []float64{0, 0.25, 0.5, 0.75, 1} {
		g.Texts = append(g.Texts, Text{X: x(p), Y: top + size + 15, S: fmt.Sprintf("%.0f %%", 100*p), Size: 10.5, At: "middle", Tone: Dim},
			Text{X: left - 6, Y: y(p) + 4, S: fmt.Sprintf("%.0f %%", 100*p), Size: 10.5, At: "end", Tone: Dim})
	}
	g.Texts = append(g.Texts, Text{X: x(0.5), Y: top + size + 34, S: "what the words stand for", Size: 11, At: "middle", Tone: Dim})
	s.Groups = append(s.Groups, g)
	for _, b := range all {
		one := Group{Class: "row", Title: b.Label}
		px := x(b.Said)
		one.Lines = []Line{{Points: []Point{{px, y(b.Low)}, {px, y(b.High)}}, Width: 2, Tone: Ink}}
		r := 3 + math.Min(5, math.Sqrt(float64(b.N)))
		one.Boxes = []Box{{X: px - r, Y: y(b.Share) - r, W: 2 * r, H: 2 * r, R: r, Fill: Paper, Edge: Ink}}
		one.Texts = []Text{{X: px + r + 4, Y: y(b.Share) + 4, S: b.Label, Size: 11, Tone: Ink}}
		s.Groups = append(s.Groups, one)
	}
	return s
}
