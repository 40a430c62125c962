package nlp

// punctuate attaches the punctuation marks of a sentence by the rules of
// Universal Dependencies (universaldependencies.org/u/dep/punct.html): a pair
// of brackets or quotes hangs on the head of what it encloses, any other mark
// on the head of the unit that it sets off, as high as leaves the tree
// projective. A mark is a word with the relation punct that governs nothing;
// where arcs speak clearly against the rule's governor it keeps its own.
func punctuate(t []Token, s Sentence, arcs []float32) {
	n := s.Last - s.First
	p := marks{t: t, s: s, is: make([]bool, n)}
	for d := range n {
		p.is[d] = t[s.First+d].Rel == "punct" && t[s.First+d].Head >= 0
	}
	for d := range n {
		if h := t[s.First+d].Head; h >= 0 {
			p.is[h-s.First] = false
		}
	}
	p.pair()
	for d := range n {
		if !p.is[d] {
			continue
		}
		row, mark := arcs[d*(n+1):], &t[s.First+d]
		if h := p.head(s.First + d); h >= 0 && row[h-s.First] > row[mark.Head-s.First]-byRule {
			mark.Head = h
		}
	}
}

// marks are the punctuation marks of a sentence; mate is the other one of a
// pair, -1 for a single one.
type marks struct {
	t    []Token
	s    Sentence
	is   []bool
	mate []int
}

var closing = map[string]string{"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "``": "''", "«": "»", "-LRB-": "-RRB-"}

// alike close what they open.
var alike = map[string]bool{`"`: true, "'": true, "*": true}

// pair finds the pairs.
func (p *marks) pair() {
	p.mate = make([]int, len(p.is))
	var open []int
	for i := range p.is {
		p.mate[i] = -1
		if !p.is[i] {
			continue
		}
		form, found := p.t[p.s.First+i].Text, -1
		for j, o := range open {
			if o := p.t[p.s.First+o].Text; closing[o] == form || o == form && alike[form] {
				found = j
			}
		}
		switch {
		case found >= 0:
			p.mate[i], p.mate[open[found]] = open[found], i
			open = open[:found]
		case closing[form] != "" || alike[form]:
			open = append(open, i)
		}
	}
}

// head is the governor of mark k, -1 where nothing but marks stands around it.
func (p marks) head(k int) int {
	low, high := p.s.First-1, p.s.Last // the marks around k
	if m := p.mate[k-p.s.First]; m >= 0 {
		low, high = min(k, p.s.First+m), max(k, p.s.First+m)
		if h := p.enclosed(low, high); h >= 0 {
			return h
		}
		low, high = p.s.First-1, p.s.Last
	}
	for i, m := range p.mate {
		if m > i && p.s.First+i < k && k < p.s.First+m && p.s.First+i > low {
			low, high = p.s.First+i, p.s.First+m
		}
	}
	left, right := k-1, k+1
	for left > low && p.is[left-p.s.First] {
		left--
	}
	for right < high && p.is[right-p.s.First] {
		right++
	}
	l, r := -1, -1
	if left > low {
		l = p.climb(left, low, k)
	}
	if right < high {
		r = p.climb(right, k, high)
	}
	switch {
	case l < 0:
		return r
	case r < 0 || stops[p.t[k].Text]:
		return l
	case p.below(r, l):
		return r
	}
	return l
}

var stops = map[string]bool{".": true, "!": true, "?": true}

// climb goes from a word to its governors as long as they lie between two places.
func (p marks) climb(k, low, high int) int {
	for h := p.t[k].Head; h > low && h < high; h = p.t[k].Head {
		k = h
	}
	return k
}

// enclosed is the head of the words between two marks.
func (p marks) enclosed(low, high int) int {
	for k := low + 1; k < high; k++ {
		if !p.is[k-p.s.First] {
			if h := p.climb(k, low, high); !p.anyAbove(h, low, high) {
				return h
			}
		}
	}
	return -1
}

// anyAbove tells whether a word hangs, over words outside, on another between the marks.
func (p marks) anyAbove(k, low, high int) bool {
	for h := p.t[k].Head; h >= 0; h = p.t[h].Head {
		if low < h && h < high {
			return true
		}
	}
	return false
}

func (p marks) below(k, of int) bool {
	for ; k >= 0; k = p.t[k].Head {
		if k == of {
			return true
		}
	}
	return false
}
