package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	edtfDay    = regexp.MustCompile(`^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2})(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?([?~%]?)$`)
	edtfDecade = regexp.MustCompile(`^(\d{3})X([?~%]?)$`)
	edtfCent   = regexp.MustCompile(`^(\d{2})XX([?~%]?)$`)
)

var seasons = map[int]string{
	21: "spring", 22: "summer", 23: "autumn", 24: "winter", 25: "spring", 26: "summer", 27: "autumn", 28: "winter",
	33: "first quarter of", 34: "second quarter of", 35: "third quarter of", 36: "fourth quarter of", 40: "first half of", 41: "second half of",
}

// When is an EDTF date or interval in words: "15 February 2023", "by 31
// January 2023", "about 15 February to March 2023". EDTF without such words
// comes back as it is.
func When(edtf string) string {
	if from, to, ok := strings.Cut(edtf, "/"); ok {
		switch {
		case (from == ".." || from == "") && (to == ".." || to == ""):
			return edtf
		case from == ".." || from == "":
			return "by " + When(to)
		case to == ".." || to == "":
			return "from " + When(from) + " on"
		}
		a, b := When(from), When(to)
		fa, fb := strings.Fields(a), strings.Fields(b)
		for len(fa) > 1 && len(fb) > 1 && fa[len(fa)-1] == fb[len(fb)-1] {
			fa, fb = fa[:len(fa)-1], fb[:len(fb)-1]
			if !isMonth(fa[len(fa)-1]) {
				break
			}
		}
		return strings.Join(fa, " ") + " to " + b
	}
	if strings.HasPrefix(edtf, "[") && strings.HasSuffix(edtf, "]") {
		return "one of " + list(edtf, " or ")
	}
	if strings.HasPrefix(edtf, "{") && strings.HasSuffix(edtf, "}") {
		return list(edtf, " and ")
	}
	if m := edtfDecade.FindStringSubmatch(edtf); m != nil {
		return doubt(m[2]) + "the " + m[1] + "0s"
	}
	if m := edtfCent.FindStringSubmatch(edtf); m != nil {
		return doubt(m[2]) + "the " + m[1] + "00s"
	}
	m := edtfDay.FindStringSubmatch(edtf)
	if m == nil {
		return edtf
	}
	words := m[1]
	if m[2] != "" {
		month, _ := strconv.Atoi(m[2])
		name, ok := seasons[month]
		switch {
		case 1 <= month && month <= 12:
			name = time.Month(month).String()
		case !ok:
			return edtf
		}
		words = name + " " + words
	}
	if m[3] != "" {
		words = strings.TrimLeft(m[3], "0") + " " + words
	}
	if m[4] != "" {
		words += ", " + m[4]
	}
	return doubt(m[5]) + words
}

func isMonth(s string) bool {
	for m := time.January; m <= time.December; m++ {
		if m.String() == s {
			return true
		}
	}
	return false
}

func doubt(mark string) string {
	switch mark {
	case "~":
		return "about "
	case "?":
		return "perhaps "
	case "%":
		return "perhaps about "
	}
	return ""
}

func list(edtf, last string) string {
	parts := strings.Split(edtf[1:len(edtf)-1], ",")
	for i, s := range parts {
		s = strings.TrimSpace(s)
		if a, b, ok := strings.Cut(s, ".."); ok && a != "" && b != "" {
			parts[i] = When(a + "/" + b)
		} else {
			parts[i] = When(s)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + last + parts[len(parts)-1]
}

// Due is the last day, as YYYY-MM-DD, of an EDTF date or interval, "" when it
// is open, empty or of a form without one.
func Due(edtf string) string {
	if _, to, ok := strings.Cut(edtf, "/"); ok {
		edtf = to
	}
	m := edtfDay.FindStringSubmatch(edtf)
	if m == nil {
		return ""
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	switch {
	case m[2] == "":
		month, day = 12, 31
	case month == 0 || month > 12:
		end := map[int]int{21: 5, 22: 8, 23: 11, 25: 5, 26: 8, 27: 11, 33: 3, 34: 6, 35: 9, 36: 12, 40: 6, 41: 12}[month]
		if end == 0 {
			return ""
		}
		month, day = end, last(year, end)
	case m[3] == "":
		day = last(year, month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

func last(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
