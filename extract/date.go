package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	monthWords = `(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?`
	dayWords   = `(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,?\s+)?`
)

// The full dates that datelines use; the groups are named, since each puts
// its year, month and day in its own order.
var fullDates = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^` + dayWords + strings.Replace(monthWords, "(", "(?P<month>", 1) + `\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b`),
	regexp.MustCompile(`(?i)^` + dayWords + `(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+` + strings.Replace(monthWords, "(", "(?P<month>", 1) + `,?\s+(?P<year>\d{4})\b`),
	regexp.MustCompile(`^(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b`),
}

// dateAt reads a full calendar date at the start of s: its EDTF and the number
// of bytes it takes, or "" when there is none or no such day exists.
func dateAt(s string) (string, int) {
	s = s[:min(len(s), 64)]
	for _, re := range fullDates {
		m := re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[re.SubexpIndex("year")])
		day, _ := strconv.Atoi(m[re.SubexpIndex("day")])
		month := monthOf(m[re.SubexpIndex("month")])
		d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		if month == 0 || d.Day() != day || d.Month() != month {
			return "", 0
		}
		return fmt.Sprintf("%04d-%02d-%02d", year, month, day), len(m[0])
	}
	return "", 0
}

func monthOf(s string) time.Month {
	if n, err := strconv.Atoi(s); err == nil {
		if n < 1 || n > 12 {
			return 0
		}
		return time.Month(n)
	}
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(m.String()[:3], s[:min(3, len(s))]) {
			return m
		}
	}
	return 0
}
