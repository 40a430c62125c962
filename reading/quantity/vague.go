package quantity

import "github.com/sayso/sayso/reading/internal/verb"

// Table names the reading of indefinite number words: the annotation rules
// of sayso's own gold, which take the smallest number the plural allows ("two
// hundreds are hundreds"). Surveys of readers give dozens 18-36-49 and hundreds
// 200-300-500 (tenth percentile, median, ninetieth).
const Table = "sayso floor 1"

// indefinite words and the least number each stands for; their upper end is open.
var indefinite = map[string]float64{
	"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2e6, "billions": 2e9, "trillions": 2e12, "tens": 20,
	"lakhs": 2e5, "crores": 2e7,
}

// definite words stand for one number.
var definite = map[string]float64{"dozen": 12, "score": 20}

// fractions of a whole, singular and plural, as how many make a whole.
var fractions = map[string]float64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
	"sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}

// multiples are words for so many times.
var multiples = map[string]float64{
	"twice": 2, "thrice": 3, "double": 2, "doubled": 2, "doubling": 2, "triple": 3, "tripled": 3, "tripling": 3, "quadruple": 4, "quadrupled": 4,
	"treble": 3, "trebled": 3, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "tenfold": 10,
}

// leasts stand before a lower end, mosts before an upper end; approximations
// before an uncertain one. Each is written as its words, last one first.
var (
	leasts = [][]string{
		{"least", "at"}, {"than", "more"}, {"over"}, {"above"}, {"than", "fewer", "no"}, {"than", "less", "no"}, {"of", "upwards"}, {"of", "upward"}, {"exceeding"}, {"exceed"}, {"exceeds"},
		{"exceeded"}, {"than", "greater"}, {"than", "higher"}, {"than", "larger"}, {"than", "longer"}, {"than", "older"}, {"of", "minimum", "a"}, {"beyond"}, {"surpassed"}, {"surpassing"}, {"topped"},
		{"of", "excess", "in"}, {"than", "better"}, {">"}, {"≥"}, {"than", "bigger"}, {"than", "thicker"}, {"than", "heavier"},
		{"than", "taller"}, {"than", "deeper"}, {"than", "wider"}, {"than", "faster"}, {"than", "stronger"}, {"than", "warmer"}, {"than", "hotter"}, {"than", "farther"}, {"than", "further"},
		{"as", "low", "as"}, {"as", "few", "as"}, {"as", "little", "as"}, {"as", "young", "as"},
	}
	mosts = [][]string{
		{"to", "up"}, {"most", "at"}, {"under"}, {"than", "less"}, {"than", "fewer"}, {"below"}, {"than", "more", "no"}, {"than", "more", "not"}, {"many", "as", "as"}, {"as", "many", "as"}, {"as", "much", "as"},
		{"as", "high", "as"}, {"as", "long", "as"}, {"as", "large", "as"}, {"as", "far", "as"}, {"as", "fast", "as"}, {"as", "old", "as"}, {"as", "late", "as"},
		{"of", "maximum", "a"}, {"than", "lower"}, {"than", "younger"}, {"than", "shorter"}, {"within"}, {"<"}, {"≤"}, {"than", "smaller"}, {"than", "thinner"}, {"than", "lighter"}, {"than", "slower"}, {"than", "colder"}, {"than", "cheaper"}, {"to", "equal", "or", "than", "less"},
	}
	approximations = [][]string{
		{"about"}, {"around"}, {"roughly"}, {"approximately"}, {"nearly"}, {"almost"}, {"some"}, {"estimated", "an"}, {"estimated"}, {"circa"}, {"to", "close"}, {"near"}, {"~"}, {"≈"},
		{"nearly"}, {"perhaps"}, {"maybe"}, {"every", "nearly"},
	}
)

// bounds is what the words before a number say of it; start is the piece that
// they begin at.
type bounds struct {
	start               int
	least, most, approx bool
}

// before reads the words before piece i.
func (f *finder) before(i int) bounds {
	b := bounds{start: i}
	if f.is(i-1, "of") && f.is(i-2, "age", "ages") && f.is(i-3, "the") {
		b.start = i - 3
	}
	if f.is(i-1, "magnitude") {
		b.start = i - 1
	}
	skip := func() int {
		j := b.start
		if f.is(j-1, "a", "an", "the") && f.ps[j-1].Gap {
			return j - 1
		}
		return j
	}
	match := func(phrases [][]string) int {
		best := 0
		for _, p := range phrases {
			j, ok := skip(), true
			for k, w := range p {
				if !f.is(j-1-k, w) {
					ok = false
					break
				}
			}
			if ok && b.start-(j-len(p)) > best {
				best = b.start - (j - len(p))
			}
		}
		return best
	}
	for range 3 {
		l, m, a := match(leasts), match(mosts), match(approximations)
		switch {
		case l+m+a == 0:
			return b
		case m > 0 && m >= l && m >= a:
			b.most, b.start = true, b.start-m
		case l >= a:
			if f.is(b.start-l, "over") && (passed[f.low(b.start-l-1)] || f.is(b.start-l-1, "all", "held", "spread") || b.start-l+1 < i && f.is(b.start-l+1, "a", "the") || f.throughout(b.start-l)) {
				return b
			}
			b.least, b.start = true, b.start-l
		default:
			b.approx, b.start = true, b.start-a
		}
	}
	return b
}

// passed are verbs whose "over" says that something changes hands.
var passed = verb.Set("take turn hand")

// throughout tells whether "over" at piece i, with days or years behind it,
// names the time that something went on for, as behind a noun ("visited four
// towns over three days"), not a lower end ("waited over three days", "for over
// three days").
func (f *finder) throughout(i int) bool {
	a := f.figure(i + 1)
	if a.n == 0 || !terms[f.low(i+1+a.n)] {
		return false
	}
	if (i == 0 || f.ps[i].Upper) && f.is(i+2+a.n, ",") {
		return true // "Over two days, crews cleared the road"
	}
	t := f.token(f.ps[i].Span.Start)
	if t < 1 {
		return false
	}
	switch before := f.doc.Tokens[t-1]; before.UPOS {
	case "NOUN", "PROPN", "NUM", "ADV", "ADJ":
		return before.Span.End <= f.ps[i].Span.Start && !f.ps[i].Break
	case "VERB":
		return spending[f.low(i-1)]
	}
	return false
}

// spending are verbs of what is done bit by bit: "repaid over twenty years".
var spending = map[string]bool{"repaid": true, "repay": true, "paid": true, "pay": true, "spent": true, "spend": true, "built": true, "build": true, "delivered": true, "phased": true, "invested": true, "invest": true, "developed": true}

// terms are the units of how long something goes on.
var terms = map[string]bool{"days": true, "nights": true, "weeks": true, "months": true, "years": true, "hours": true, "decades": true, "weekends": true}
