package sheet

import (
	"math"
	"strconv"
	"strings"

	"github.com/sayso/sayso/reading"
)

// UCUM codes in words; a code that is not here is written as it is.
var units = map[string]string{
	"%": "percent", "a": "years", "mo": "months", "wk": "weeks", "d": "days", "h": "hours", "min": "minutes", "s": "seconds",
	"m": "metres", "km": "kilometres", "cm": "centimetres", "mm": "millimetres", "[mi_i]": "miles", "[ft_i]": "feet", "[in_i]": "inches",
	"kg": "kilograms", "g": "grams", "t": "tonnes", "[lb_av]": "pounds", "L": "litres", "km/h": "km/h", "[mi_i]/h": "mph",
	"Cel": "degrees Celsius", "[degF]": "degrees Fahrenheit", "ha": "hectares", "km2": "square kilometres", "MW": "megawatts",
}

// Quantity is a quantity as stated, in words: "at least 36 crew members",
// "300,000 to 500,000 USD", "about 1,400 passengers".
func Quantity(q reading.Quantity) string {
	var s string
	switch {
	case q.Low != nil && q.High != nil && *q.Low == *q.High:
		s = number(*q.Low)
	case q.Low != nil && q.High != nil:
		s = number(*q.Low) + " to " + number(*q.High)
	case q.Low != nil:
		s = "at least " + number(*q.Low)
	case q.High != nil:
		s = "at most " + number(*q.High)
	case q.Best != nil:
		s = number(*q.Best)
	default:
		s = "number not given"
	}
	if q.Approx {
		s = "about " + strings.TrimPrefix(s, "at least ")
		if q.Low != nil && q.High == nil {
			s += " or more"
		}
	}
	unit, of := units[q.Unit], clean(q.Of)
	switch {
	case q.Ratio:
		return s + " times a base not given"
	case unit == "" && !strings.HasPrefix(q.Unit, "{") && q.Unit != "1":
		unit = q.Unit
	}
	switch {
	case isCurrency(q.Unit):
		return s + " " + q.Unit
	case unit == "percent" && of != "" && of != "percent":
		return s + " percent of " + of
	case unit != "" && (of == "" || strings.Contains(of, unit) || strings.Contains(unit, of)):
		return s + " " + unit
	case unit != "":
		return s + " " + unit + " (" + of + ")"
	case of != "":
		return s + " " + of
	}
	return s
}

func isCurrency(s string) bool {
	return len(s) == 3 && s == strings.ToUpper(s) && strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// number writes v with commas between thousands and no needless zeros.
func number(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	if v < 0 {
		return "-" + whole
	}
	return whole
}
