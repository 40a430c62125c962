package when

import (
	"fmt"
	"time"
)

// date is a day, a month (d is 0) or a year (m is 0 too) of the proleptic
// Gregorian calendar; about marks it as approximate.
type date struct {
	y, m, d int
	about   bool
}

// stretch is a period of the calendar with both its ends; from equals to for a
// single day, month or year. The zero stretch is unknown.
type stretch struct{ from, to date }

// known tells whether the stretch has a place on the calendar, which, as EDTF's
// plain years, ends at four figures.
func (s stretch) known() bool { return s != stretch{} && s.from.y >= -9999 && s.to.y <= 9999 }

func dayOf(t time.Time) date { return date{y: t.Year(), m: int(t.Month()), d: t.Day()} }

func one(d date) stretch { return stretch{d, d} }

func days(from, to time.Time) stretch { return stretch{dayOf(from), dayOf(to)} }

func (d date) valid() bool {
	if d.m == 0 {
		return d.d == 0
	}
	return d.m >= 1 && d.m <= 12 && d.d >= 0 && (d.d == 0 || d.d <= date{y: d.y, m: d.m}.last().Day())
}

func (d date) first() time.Time {
	return time.Date(d.y, time.Month(max(d.m, 1)), max(d.d, 1), 0, 0, 0, 0, time.UTC)
}

func (d date) last() time.Time {
	switch {
	case d.m == 0:
		return time.Date(d.y, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.d == 0:
		return time.Date(d.y, time.Month(d.m)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return d.first()
}

func (d date) iso() string {
	y := fmt.Sprintf("%04d", d.y)
	if d.y < 0 {
		y = fmt.Sprintf("-%04d", -d.y)
	}
	switch {
	case d.m == 0:
		return y
	case d.d == 0:
		return fmt.Sprintf("%s-%02d", y, d.m)
	}
	return fmt.Sprintf("%s-%02d-%02d", y, d.m, d.d)
}

func (d date) edtf() string {
	if d.about {
		return d.iso() + "~"
	}
	return d.iso()
}

func (s stretch) edtf() string {
	if !s.known() {
		return ""
	}
	if s.from == s.to {
		return s.from.edtf()
	}
	return s.from.edtf() + "/" + s.to.edtf()
}

func (s stretch) about() stretch {
	s.from.about, s.to.about = true, true
	return s
}

// unit is a unit of the calendar or the clock.
type unit int

const (
	noUnit unit = iota
	second
	minute
	hour
	day
	weekend
	week
	fortnight
	month
	quarter
	season
	year
	decade
	century
	millennium
)

// durations are the letters of ISO 8601 durations, with how many of the letter
// the unit is.
var durations = map[unit]struct {
	prefix, letter string
	times          float64
}{
	second: {"PT", "S", 1}, minute: {"PT", "M", 1}, hour: {"PT", "H", 1}, day: {"P", "D", 1}, weekend: {"P", "WE", 1},
	week: {"P", "W", 1}, fortnight: {"P", "W", 2}, month: {"P", "M", 1}, quarter: {"P", "M", 3}, season: {"P", "M", 3},
	year: {"P", "Y", 1}, decade: {"P", "Y", 10}, century: {"P", "Y", 100}, millennium: {"P", "Y", 1000},
}

func monday(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }

// addMonths moves a date by whole months and keeps the day inside the month.
func addMonths(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(t.Day(), date{y: first.Year(), m: int(first.Month())}.last().Day())-1)
}

// add moves t by n units; parts of days are dropped from whole days.
func add(t time.Time, u unit, n float64) time.Time {
	switch u {
	case second:
		return t.Add(time.Duration(n * float64(time.Second)))
	case minute:
		return t.Add(time.Duration(n * float64(time.Minute)))
	case hour:
		return t.Add(time.Duration(n * float64(time.Hour)))
	case day, weekend:
		return t.AddDate(0, 0, int(n))
	case week:
		return t.AddDate(0, 0, int(7*n))
	case fortnight:
		return t.AddDate(0, 0, int(14*n))
	case month:
		return addMonths(t, int(n))
	case quarter, season:
		return addMonths(t, int(3*n))
	case year:
		return addMonths(t, int(12*n))
	case decade:
		return addMonths(t, int(120*n))
	case century:
		return addMonths(t, int(1200*n))
	case millennium:
		return addMonths(t, int(12000*n))
	}
	return t
}

// around is the unit that t lies in, with its TIMEX3 value. Weeks run from
// Monday to Sunday; decades and centuries are counted from their round year.
func around(t time.Time, u unit) (stretch, string) {
	y := t.Year()
	switch u {
	case second, minute, hour, day:
		return one(dayOf(t)), dayOf(t).iso()
	case weekend:
		sat := monday(t).AddDate(0, 0, 5)
		iy, iw := sat.ISOWeek()
		return days(sat, sat.AddDate(0, 0, 1)), fmt.Sprintf("%04d-W%02d-WE", iy, iw)
	case week, fortnight:
		mon := monday(t)
		iy, iw := mon.ISOWeek()
		if u == fortnight {
			return days(mon, mon.AddDate(0, 0, 13)), "P2W"
		}
		return days(mon, mon.AddDate(0, 0, 6)), fmt.Sprintf("%04d-W%02d", iy, iw)
	case month:
		d := date{y: y, m: int(t.Month())}
		return one(d), d.iso()
	case quarter:
		return quarterOf(y, (int(t.Month())+2)/3)
	case year:
		return one(date{y: y}), date{y: y}.iso()
	case decade:
		return stretch{date{y: y - y%10}, date{y: y - y%10 + 9}}, fmt.Sprintf("%03d", y/10)
	case century:
		return stretch{date{y: y - y%100}, date{y: y - y%100 + 99}}, fmt.Sprintf("%02d", y/100)
	}
	return stretch{}, ""
}

func quarterOf(y, q int) (stretch, string) {
	return stretch{date{y: y, m: 3*q - 2}, date{y: y, m: 3 * q}}, fmt.Sprintf("%04d-Q%d", y, q)
}

// seasons are those of the northern hemisphere, in whole months, as reports
// written in English mostly mean them: TIMEX3 code and first month. A winter
// is counted to the year it begins in.
var seasons = map[string]struct {
	code  string
	month int
}{
	"spring": {"SP", 3}, "summer": {"SU", 6}, "autumn": {"FA", 9}, "fall": {"FA", 9}, "winter": {"WI", 12},
}

func seasonOf(name string, y int) (stretch, string) {
	s := seasons[name]
	end := addMonths(date{y: y, m: s.month}.first(), 2)
	return stretch{date{y: y, m: s.month}, date{y: end.Year(), m: int(end.Month())}}, fmt.Sprintf("%04d-%s", y, s.code)
}
