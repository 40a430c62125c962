package fold

// costSame is what one sound in two systems of spelling costs: the more systems
// a language's names come through, the less a likeness tells.
var costSame = [languages]float64{0.04, 0.015, 0.02, 0.055, 0.055}

// How much sounds may differ, in sounds: 0 is none, 1 a whole consonant.
const (
	costNear  = 0.35
	costVowel = 0.55 // one vowel for another
	costDrop  = 0.5  // a vowel more or less
	costBare  = 0.02 // a vowel that the other script does not write
)

// Like is how like two tokens are by the spelling systems of a language, from 0
// to 1, and whether only such systems tell them apart. It is symmetric.
func Like(a, b Token, l Language) (likeness float64, folded bool) {
	if a.Text == b.Text {
		return 1, true
	}
	x, y := a.Sounds, b.Sounds
	if len(x) > len(y) {
		x, y = y, x
	}
	long := len(y)
	if len(x) == 0 || long > 24 || long > 2*len(x)+2 {
		return 0, false
	}
	bare := a.Bare != b.Bare
	var buffer [2][25]float64
	prev, cur := &buffer[0], &buffer[1]
	for j := range y {
		prev[j+1] = prev[j] + drop(y[j], bare, l)
	}
	for i := range x {
		cur[0] = prev[0] + drop(x[i], bare, l)
		for j := range y {
			best := prev[j] + swap(x[i], y[j], bare, l)
			best = min(best, prev[j+1]+drop(x[i], bare, l), cur[j]+drop(y[j], bare, l))
			cur[j+1] = best
		}
		prev, cur = cur, prev
	}
	cost := prev[long]
	units := float64(long)
	if l != Korean && units < 5 {
		units = (units + 4) / 2
	}
	return max(0, 1-cost/units), cost <= 0.06*units
}

func drop(s Sound, bare bool, l Language) float64 {
	switch {
	case bare && (s.Vowel || s.Text == "w" || s.Text == "y"):
		return costBare
	case s.Text == "h":
		if bare || l == Arabic {
			return 0.2
		}
		return 0.5
	case s.Vowel && l == Korean:
		return 1
	case s.Vowel:
		return costDrop
	}
	return 1
}

func swap(a, b Sound, bare bool, l Language) float64 {
	switch {
	case a.Text == b.Text:
		return 0
	case a.in.same[l]&b.in.same[l] != 0, len(a.Text) == 2 && len(b.Text) == 1 && a.Text[0] == a.Text[1] && b.Text[0] == a.Text[0],
		len(b.Text) == 2 && len(a.Text) == 1 && b.Text[0] == b.Text[1] && b.Text[0] == a.Text[0]:
		return costSame[l]
	case a.in.same[General]&b.in.same[General] != 0 && l != Korean:
		return 2 * costSame[General]
	case bare && a.Vowel && b.Vowel:
		return costBare
	case a.in.near[l]&b.in.near[l] != 0, l != Korean && a.in.near[General]&b.in.near[General] != 0:
		return costNear
	case a.Vowel && b.Vowel && l == Korean:
		return 0.8
	case a.Vowel && b.Vowel:
		return costVowel
	case a.Vowel != b.Vowel:
		if bare && (a.Text == "w" || b.Text == "w" || a.Text == "y" || b.Text == "y" || a.Text == "v" || b.Text == "v") {
			return 0.1
		}
		return 1.2
	}
	return 1
}
