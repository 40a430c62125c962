package fold

// lanes are a cost in each language, side by side in one number, so that one sum
// adds up what a word costs in all of them. They count in fours of a cost's units,
// rounded down, and no word costs so much that a lane's highest bit is set.
type lanes uint64

const (
	laneBits        = 12
	laneUnits       = 4
	laneMost        = 1<<(laneBits-1) - 1
	everyLane lanes = 1 | 1<<laneBits | 1<<(2*laneBits) | 1<<(3*laneBits) | 1<<(4*laneBits)
	highest         = everyLane << (laneBits - 1)
)

// lanesOf are the costs that each language has, in units.
func lanesOf(cost func(Language) int32) (a lanes) {
	for l := range languages {
		a |= lanes(cost(l)/laneUnits) << (laneBits * l)
	}
	return a
}

// of is the cost in a language, in units.
func (a lanes) of(l Language) int32 { return int32(a>>(laneBits*l)&laneMost) * laneUnits }

// min are the lesser ones of a and b.
func (a lanes) min(b lanes) lanes {
	over := ((a | highest) - b) & highest >> (laneBits - 1) * laneMost // where a is not under b
	return b&over | a&^over
}

// among is the highest bit of General's lane and of those of the languages in a
// set, which has the bit 1<<l for each.
func among(in uint8) lanes { return amongs[in&(1<<languages-1)] }

var amongs = func() (out [1 << languages]lanes) {
	for in := range out {
		out[in] = General.lane()
		for l := range languages {
			if in&(1<<l) != 0 {
				out[in] |= l.lane()
			}
		}
	}
	return out
}()

// lane is the highest bit of a language's lane.
func (l Language) lane() lanes { return 1 << (laneBits*(l+1) - 1) }

// within are those of some languages, as among has them, in which the costs are at
// most so many units.
func (a lanes) within(most int32, in lanes) lanes {
	return ((highest | everyLane*lanes(min(most/laneUnits, laneMost))) - a) & in
}
