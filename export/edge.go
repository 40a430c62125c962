package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
)

// Edges is the first and the last day that an EDTF date or interval may touch,
// as YYYY-MM-DD: ".." for an end that is open, "" for one that is not known. A
// date marked approximate is taken as it is written; see Approximate.
func Edges(edtf string) (start, end string) {
	edtf = unmarked.Replace(edtf)
	if from, to, interval := strings.Cut(edtf, "/"); interval {
		return edge(from, true), edge(to, false)
	}
	first, last, ok := ledger.Days(edtf)
	if !ok {
		return "", ""
	}
	return day(first), day(last)
}

// unmarked takes off EDTF's marks of approximation and doubt.
var unmarked = strings.NewReplacer("~", "", "?", "", "%", "")

// edge is one end of an interval.
func edge(s string, begin bool) string {
	switch s = strings.TrimSpace(s); s {
	case "":
		return ""
	case "..":
		return ".."
	}
	first, last, ok := ledger.Days(s)
	switch {
	case !ok:
		return ""
	case begin:
		return day(first)
	}
	return day(last)
}

// day is a day counted from 1970-01-01; an end that no calendar reaches is
// open.
func day(n int) string {
	t := time.Unix(int64(n)*86400, 0).UTC()
	if t.Year() < 0 || t.Year() > 9999 {
		return ".."
	}
	return t.Format(time.DateOnly)
}

// length is how many days lie between two days, both included; ok is false
// where either is open or unknown.
func length(start, end string) (days int, ok bool) {
	a, err1 := time.Parse(time.DateOnly, start)
	b, err2 := time.Parse(time.DateOnly, end)
	if err1 != nil || err2 != nil || b.Before(a) {
		return 0, false
	}
	return int(b.Sub(a)/(24*time.Hour)) + 1, true
}

// UCDP is the date precision of the UCDP georeferenced event dataset (codebook
// 1 to 5): 1 a day, 2 two to six days, 3 a week, 4 eight to 31 days, 5 more
// within a year. An approximate day has code 2. It is empty for open, unknown
// and longer intervals.
func UCDP(start, end string, approx bool) string {
	n, ok := length(start, end)
	switch {
	case !ok || n > 366:
		return ""
	case n == 1 && !approx:
		return "1"
	case n <= 6:
		return "2"
	case n == 7:
		return "3"
	case n <= 31:
		return "4"
	}
	return "5"
}

// ACLEDTable names one of the two published meanings of ACLED's time precision.
type ACLEDTable string

// The published meanings disagree: in the codebook 1 is a day, 2 about a week,
// 3 a month; in the data of the R package acledR 1 is the actual date, 2 a
// given week or weekend, 3 the middle of a week or weekend, so that a month has
// no code.
const (
	ACLEDCodebook ACLEDTable = "codebook"
	ACLEDR        ACLEDTable = "acledR"
)

// ACLED is the time precision by a table, empty where the table has no code for
// the interval. approx tells that the date given is itself approximate.
func ACLED(start, end string, approx bool, table ACLEDTable) string {
	n, ok := length(start, end)
	switch {
	case !ok:
		return ""
	case n == 1 && !approx:
		return "1"
	case table == ACLEDR && n <= 7 && !approx:
		return "2"
	case table == ACLEDR && n <= 7:
		return "3"
	case table == ACLEDR:
		return ""
	case n <= 7:
		return "2"
	case n <= 31:
		return "3"
	}
	return ""
}

// Approximate tells whether an EDTF date is marked approximate or uncertain.
func Approximate(edtf string) bool { return strings.ContainsAny(edtf, "~?%") }

func itoa(n int) string { return strconv.Itoa(n) }
