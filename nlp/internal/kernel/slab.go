package kernel

// Slab is memory for the weights of several matrices, side by side in the
// largest pages that the system gives: they are read over and over, and with
// small pages looking up their addresses takes a good part of that time.
type Slab struct{ rest []int8 }

const largePage = 2 << 20

// NewSlab has room for n weights. A matrix that does not fit it has memory of
// its own.
func NewSlab(n int) *Slab {
	n = pad(n, largePage)
	room := make([]int8, n+largePage)
	at := beforePage(room)
	room = room[at : at+n]
	askForLargePages(room)
	return &Slab{room}
}

// take is n zero weights.
func (s *Slab) take(n int) []int8 {
	if s == nil || n > len(s.rest) {
		return make([]int8, n)
	}
	out := s.rest[:n:n]
	s.rest = s.rest[n:]
	return out
}
