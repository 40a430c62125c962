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

// unit is a whole consonant; costs are counted in it. No way costs far.
const (
	unit = 200
	far  = 1 << 24
)

// Like is how like two tokens are by the spelling systems of a language, from 0
// to 1, and whether only such systems tell them apart. It is symmetric.
func Like(a, b Token, l Language) (likeness float64, folded bool) { return LikeAtLeast(a, b, l, 0) }

// LikeAtLeast is Like, but 0 where the likeness is under least, which it often
// knows after a few sounds.
func LikeAtLeast(a, b Token, l Language, least float64) (likeness float64, folded bool) {
	if a.Text == b.Text {
		return 1, true
	}
	return a.Sounds.Like(&b.Sounds, a.Bare != b.Bare, l, least)
}

// Like is LikeAtLeast of two words by their sounds. Bare tells that one of them,
// and not the other, comes from a script that leaves vowels out.
func (s *Sounds) Like(other *Sounds, bare bool, l Language, least float64) (likeness float64, folded bool) {
	if s.n > longest || other.n > longest {
		return 0, false
	}
	short, long := int(min(s.n, other.n)), int(max(s.n, other.n))
	if short == 0 || long > 2*short+2 {
		return 0, false
	}
	paid, ok := align(s.heard(), other.heard(), tableOf(l, bare), budget(long, l, least), &ahead{})
	if !ok {
		return 0, false
	}
	return likenessOf(paid, long, l)
}

// ahead is the least that each sound of a word and those after it cost, as far as
// that is known.
type ahead [longest + 1]int32

// likenessOf is how like words are that cost so much beside each other, the longer
// of them of n sounds.
func likenessOf(paid int32, n int, l Language) (likeness float64, folded bool) {
	cost, units := float64(paid)/unit, length(n, l)
	return max(0, 1-cost/units), cost <= 0.06*units
}

// abreast is what the sounds of x cost, each in the place of one of y.
func (t *table) abreast(x, y []Sound) (cost int32) {
	for i, s := range x {
		cost += int32(t.row(s)[y[i]])
	}
	return cost
}

// align is what x costs beside y; ok tells whether that is at most most. The rest is
// what the sounds of y cost at least.
func align(x, y []Sound, t *table, most int32, rest *ahead) (cost int32, ok bool) {
	long := len(y)
	if int32(max(long-len(x), len(x)-long))*t.least > most {
		return 0, false
	}
	// Only cells from lo to hi can still be part of a way that costs at most most.
	var dropY, prev [longest + 2]int32
	lo, hi := 0, 0
	for j := range y {
		dropY[j] = int32(t.drops[y[j]])
		prev[j+1] = prev[j] + dropY[j]
		if prev[j+1]+rest[j+1] <= most {
			hi = j + 1
		}
	}
	for i := range x {
		dropX := int32(t.drops[x[i]])
		row := t.row(x[i])
		last := hi
		diagonal, left := prev[lo], int32(far)
		prev[lo] += dropX
		first := -1
		if prev[lo]+rest[lo] <= most {
			left, first, hi = prev[lo], lo, lo
		}
		for j := lo; j < long; j++ {
			best := min(diagonal+int32(row[y[j]]), left+dropY[j])
			if j < last {
				diagonal = prev[j+1]
				best = min(best, diagonal+dropX)
			} else if diagonal = far; best+rest[j+1] > most {
				break
			}
			prev[j+1], left = best, best
			if best+rest[j+1] <= most {
				hi = j + 1
				if first < 0 {
					first = hi
				}
			}
		}
		if first < 0 {
			return 0, false
		}
		lo = first
	}
	return prev[long], hi == long && prev[long] <= most
}

// LikeIn is the best likeness over General and the languages in a set, which has
// the bit 1<<l for each. A likeness under least is 0.
func (s *Sounds) LikeIn(other *Sounds, bare bool, in uint8, least float64) (likeness float64, folded bool) {
	for l := range languages {
		if l != General && in&(1<<l) == 0 {
			continue
		}
		if k, f := s.Like(other, bare, l, max(least, likeness)); k > likeness {
			likeness, folded = k, f
		}
	}
	return likeness, folded
}

// length is how long a word of n sounds counts.
func length(n int, l Language) float64 {
	if l != Korean && n < 5 {
		return float64(n+4) / 2
	}
	return float64(n)
}

// budget is the most that words may cost that are at least so like, the longer
// of them of n sounds.
func budget(n int, l Language, least float64) int32 {
	return int32((1-least)*length(n, l)*unit + 0.5)
}

func drop(s *sound, bare bool, l Language) float64 {
	switch {
	case bare && (s.vowel || s.text == "w" || s.text == "y"):
		return costBare
	case s.text == "h":
		if bare || l == Arabic {
			return 0.2
		}
		return 0.5
	case s.vowel && l == Korean:
		return 1
	case s.vowel:
		return costDrop
	}
	return 1
}

func swap(a, b *sound, bare bool, l Language) float64 {
	switch {
	case a.text == b.text:
		return 0
	case a.in.same[l]&b.in.same[l] != 0, len(a.text) == 2 && len(b.text) == 1 && a.text[0] == a.text[1] && b.text[0] == a.text[0],
		len(b.text) == 2 && len(a.text) == 1 && b.text[0] == b.text[1] && b.text[0] == a.text[0]:
		return costSame[l]
	case a.in.same[General]&b.in.same[General] != 0 && l != Korean:
		return 2 * costSame[General]
	case bare && a.vowel && b.vowel:
		return costBare
	case a.in.near[l]&b.in.near[l] != 0, l != Korean && a.in.near[General]&b.in.near[General] != 0:
		return costNear
	case a.vowel && b.vowel && l == Korean:
		return 0.8
	case a.vowel && b.vowel:
		return costVowel
	case a.vowel != b.vowel:
		if bare && (a.text == "w" || b.text == "w" || a.text == "y" || b.text == "y" || a.text == "v" || b.text == "v") {
			return 0.1
		}
		return 1.2
	}
	return 1
}
