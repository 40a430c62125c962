package fold

import "sync"

// hints are what sounds cost at least in any word beside another.
type hints struct {
	drops  []lanes    // beside a word that has nothing near them
	vowels []lanes    // the same beside one with a vowel
	nearer [][]nearer // by sound of the other word: what costs less than that
}

// nearer is a sound that costs little.
type nearer struct {
	cost  lanes
	sound Sound
}

var hinted = [2]func() *hints{
	sync.OnceValue(func() *hints { return newHints(false) }),
	sync.OnceValue(func() *hints { return newHints(true) }),
}

// hintsOf are the hints for two words; bare tells that one of them, and not the
// other, comes from a script that leaves vowels out.
func hintsOf(bare bool) *hints { return hinted[side(bare)]() }

func side(bare bool) int {
	if bare {
		return 1
	}
	return 0
}

func newHints(bare bool) *hints {
	all := sounds().sounds
	h := &hints{drops: make([]lanes, len(all)), vowels: make([]lanes, len(all)), nearer: make([][]nearer, len(all))}
	for y := range all {
		h.drops[y] = lanesOf(func(l Language) int32 { return int32(tableOf(l, bare).drops[y]) })
		h.vowels[y] = h.drops[y].min(lanesOf(func(l Language) (most int32) {
			for x := range all {
				if all[x].vowel {
					most = max(most, int32(tableOf(l, bare).row(Sound(x))[y]))
				}
			}
			return most
		}))
	}
	for x := range all {
		for y, c := range h.beside(Sound(x)) {
			swap := lanesOf(func(l Language) int32 { return int32(tableOf(l, bare).row(Sound(x))[y]) })
			if less := c.min(swap); less != c {
				h.nearer[x] = append(h.nearer[x], nearer{less, Sound(y)})
			}
		}
	}
	return h
}

// beside is what sounds cost at least beside a word that has x and nothing nearer.
func (h *hints) beside(x Sound) []lanes {
	if sounds().sounds[x].vowel {
		return h.vowels
	}
	return h.drops
}

// learnt is what sounds cost at least beside a word.
type learnt struct {
	drop  lanes      // the least that a sound of the word costs that the other has not
	least [256]lanes // by sound; nothing for what is none
}

// learn makes out what sounds cost beside a word of some sounds.
func (k *learnt) learn(word []Sound, h *hints) {
	k.drop = everyLane * laneMost
	beside := h.drops
	for _, x := range word {
		k.drop = k.drop.min(h.drops[x])
		if v := h.beside(x); &v[0] == &h.vowels[0] {
			beside = v
		}
	}
	copy(k.least[:], beside)
	for _, x := range word {
		for _, n := range h.nearer[x] {
			k.least[n.sound] = k.least[n.sound].min(n.cost)
		}
	}
}

// sum is what the sounds of a word cost at least.
func (k *learnt) sum(s *Sounds) (sum lanes) {
	for _, x := range s.heard() {
		sum += k.least[x]
	}
	return sum
}
