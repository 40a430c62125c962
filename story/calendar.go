package story

import (
	"strconv"
	"strings"
	"time"
)

// days is an interval of whole days since 1970-01-01, both ends included. Open
// ends are far away; known is false where no date was given.
type days struct {
	from, to int
	known    bool
}

const farAway = 1 << 30

// daysOf reads the EDTF forms that readings carry: days, months and years,
// their approximations, intervals with open ends, and sets by their extent.
// Anything else, season forms among it, is unknown.
func daysOf(edtf string) days {
	edtf = strings.Trim(strings.TrimSpace(edtf), "[]{}")
	if edtf == "" {
		return days{}
	}
	if member, others, more := strings.Cut(edtf, ","); more {
		a, b := daysOf(member), daysOf(others)
		return days{min(a.from, b.from), max(a.to, b.to), a.known && b.known}.orUnknown()
	}
	first, last := edtf, edtf
	switch {
	case strings.Contains(edtf, "/"):
		first, last, _ = strings.Cut(edtf, "/")
	case strings.HasPrefix(edtf, ".."):
		first, last = "..", edtf[2:]
	case strings.HasSuffix(edtf, ".."):
		first, last = edtf[:len(edtf)-2], ".."
	case strings.Contains(edtf, ".."):
		first, last, _ = strings.Cut(edtf, "..")
	}
	from, _, ok1 := dayRange(first)
	_, to, ok2 := dayRange(last)
	if open(first) {
		from, ok1 = -farAway, ok2
	}
	if open(last) {
		to, ok2 = farAway, ok1
	}
	if !ok1 || !ok2 || from > to {
		return days{}
	}
	return days{from, to, true}
}

func (d days) orUnknown() days {
	if !d.known {
		return days{}
	}
	return d
}

func open(s string) bool { s = strings.TrimSpace(s); return s == "" || s == ".." }

// dayRange is the first and last day of one EDTF date.
func dayRange(s string) (from, to int, ok bool) {
	s = strings.TrimRight(strings.TrimSpace(s), "~?%")
	if i := strings.IndexByte(s, 'T'); i > 0 {
		s = s[:i]
	}
	parts := strings.Split(s, "-")
	var n [3]int
	if len(parts) > 3 || len(parts[0]) != 4 {
		return 0, 0, false
	}
	for i, p := range parts {
		v, err := strconv.Atoi(strings.TrimRight(p, "~?%"))
		if err != nil {
			return 0, 0, false
		}
		n[i] = v
	}
	start := time.Date(n[0], 1, 1, 0, 0, 0, 0, time.UTC)
	end := start.AddDate(1, 0, -1)
	if len(parts) > 1 {
		if n[1] < 1 || n[1] > 12 {
			return 0, 0, false
		}
		start = time.Date(n[0], time.Month(n[1]), 1, 0, 0, 0, 0, time.UTC)
		end = start.AddDate(0, 1, -1)
	}
	if len(parts) > 2 {
		start = time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
		end = start
		if start.Day() != n[2] {
			return 0, 0, false
		}
	}
	return dayNumber(start), dayNumber(end), true
}

func dayNumber(t time.Time) int { return int(t.Unix() / 86400) }

// gap is how many days lie between the two intervals, 0 when they meet or one
// is unknown.
func (d days) gap(o days) int {
	if !d.known || !o.known {
		return 0
	}
	return max(0, d.from-o.to, o.from-d.to)
}

// before tells whether d certainly lies before o.
func (d days) before(o days) bool { return d.known && o.known && d.to < o.from }

// meets tells whether both are known and share a day.
func (d days) meets(o days) bool {
	return d.known && o.known && d.from <= o.to && o.from <= d.to
}
