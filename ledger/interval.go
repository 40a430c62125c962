package ledger

import (
	"math"
	"strings"
	"time"

	"github.com/sfomuseum/go-edtf/parser"
)

// The days of an interval without a beginning or an end.
const (
	noStart = math.MinInt32
	noEnd   = math.MaxInt32
)

// Days is the first and the last day, counted from 1970-01-01, that an EDTF
// date or interval may touch. An open end is a day no calendar reaches. ok is
// false for what is empty or no EDTF.
func Days(edtf string) (first, last int, ok bool) {
	from, to, interval := strings.Cut(edtf, "/")
	if !interval {
		return daysOf(edtf)
	}
	first, last = noStart, noEnd
	if !openEnd(from) {
		if first, _, ok = daysOf(from); !ok {
			return 0, 0, false
		}
	}
	if !openEnd(to) {
		if _, last, ok = daysOf(to); !ok {
			return 0, 0, false
		}
	}
	return first, last, first <= last
}

func openEnd(s string) bool { return s == "" || s == ".." }

func daysOf(s string) (first, last int, ok bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return day(t), day(t), true
	}
	d, err := parser.ParseString(s)
	if err != nil {
		// A mark of doubt does not move a date.
		if bare := strings.TrimRight(s, "?~%"); bare != s && bare != "" {
			return daysOf(bare)
		}
		return 0, 0, false
	}
	first, last = noStart, noEnd
	if t, err := d.Lower(); err == nil {
		first = day(*t)
	}
	if t, err := d.Upper(); err == nil {
		last = day(*t)
	}
	return first, last, first <= last && (first != noStart || last != noEnd)
}

func day(t time.Time) int {
	return int(math.Floor(float64(t.Unix()) / 86400))
}

func dayTime(d int) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }
