package story

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// errCard says that bytes are no card, or one of other Rules.
var errCard = errors.New("no card of a report")

// cardForm numbers the forms of cards.
const cardForm = 5

// Card is a profile that Slim made, in bytes for the store: ReadCard makes the
// same of them, some ten times as fast as it is made from a reading. Its form
// belongs to Rules and cardForm.
//
// All words and texts come first and the numbers after them, so that a profile
// that was read holds no more of its card than the words. How many there are of what
// lists are made of stands in front, so that all lists of a kind lie in one.
func (p *Profile) Card() []byte {
	c := coder{words: map[string]int{}, out: make([]byte, 0, 4096+len(p.Reading.Text)), said: make([]byte, 0, 1024+2*len(p.Reading.Text)), apart: true}
	c.profile(p)
	var head []byte
	for _, n := range [...]int{len(c.said), len(c.words), c.strings.n, c.floats.n, c.ints.n} {
		head = binary.AppendUvarint(head, uint64(n))
	}
	return slices.Concat(head, c.said, c.out)
}

// ReadCard is the profile whose card it is. The card is not to be changed before
// it returns.
func ReadCard(b []byte) (*Profile, error) {
	var head [5]int
	for i := range head {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) { // everything takes a byte
			return nil, errCard
		}
		head[i], b = int(n), b[k:]
	}
	if head[0] > len(b) {
		return nil, errCard
	}
	c := coder{in: b[head[0]:], heard: string(b[:head[0]]), reads: true, apart: true, met: make([]string, 0, head[1]),
		strings: newSlab[string](head[2]), floats: newSlab[float64](head[3]), ints: newSlab[int32](head[4])}
	p := &Profile{}
	c.profile(p)
	if c.bad || len(c.in) > 0 || c.heard != "" {
		return nil, errCard
	}
	p.hashed, p.head = p.hashTerms(), p.makeHead()
	return p, nil
}

// coder writes values one after the other or, with reads, reads them in the same
// order. Words that were met before are numbers. With apart, texts lie apart from
// the rest.
type coder struct {
	apart bool
	out   []byte
	said  []byte
	words map[string]int

	reads bool
	in    []byte
	heard string
	met   []string
	bad   bool

	strings slab[string]
	floats  slab[float64]
	ints    slab[int32]
}

// slab is what lists are cut from while reading, and counts what they take while
// writing.
type slab[T any] struct {
	n    int
	free []T
}

func newSlab[T any](n int) slab[T] { return slab[T]{free: make([]T, n)} }

func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		return make([]T, n)
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// fail ends reading: these are not the bytes that were written.
func (c *coder) fail() { c.bad, c.in, c.heard = true, nil, "" }

func (c *coder) uint(n *uint64) {
	if !c.reads {
		c.out = binary.AppendUvarint(c.out, *n)
		return
	}
	*n = 0
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		*n |= uint64(c.in[i]&0x7f) << (7 * i)
		if c.in[i] < 0x80 {
			c.in = c.in[i+1:]
			return
		}
	}
	c.fail()
}

func (c *coder) int(n *int) {
	x := uint64(*n)<<1 ^ uint64(*n>>63)
	c.uint(&x)
	*n = int(x>>1) ^ -int(x&1)
}

func (c *coder) flags(all ...*bool) {
	var x uint64
	for i, b := range all {
		if *b {
			x |= 1 << i
		}
	}
	c.uint(&x)
	for i, b := range all {
		*b = x>>i&1 == 1
	}
}

// float has a short form for eighths, as most weights are.
func (c *coder) float(f *float64) {
	const most = 1 << 40
	var x uint64
	if n := *f * 8; !c.reads && n >= 0 && n < most && n == math.Trunc(n) && !math.Signbit(*f) {
		x = uint64(n) + 1
	}
	c.uint(&x)
	switch {
	case x > 0:
		*f = float64(x-1) / 8
	case !c.reads:
		c.out = binary.LittleEndian.AppendUint64(c.out, math.Float64bits(*f))
	case len(c.in) < 8:
		c.fail()
	default:
		*f = math.Float64frombits(binary.LittleEndian.Uint64(c.in))
		c.in = c.in[8:]
	}
}

func (c *coder) text(s *string) {
	n := uint64(len(*s))
	c.uint(&n)
	switch {
	case c.apart && !c.reads:
		c.said = append(c.said, *s...)
	case !c.reads:
		c.out = append(c.out, *s...)
	case c.apart && n <= uint64(len(c.heard)):
		*s, c.heard = c.heard[:n], c.heard[n:]
	case !c.apart && n <= uint64(len(c.in)):
		*s, c.in = string(c.in[:n]), c.in[n:]
	default:
		c.fail()
	}
}

func (c *coder) word(s *string) {
	var n uint64
	if !c.reads {
		k, had := c.words[*s]
		if had {
			n = uint64(k)
		} else {
			c.words[*s] = len(c.words) + 1
		}
	}
	c.uint(&n)
	switch {
	case !c.reads && n > 0:
	case n > uint64(len(c.met)):
		c.fail()
	case n > 0:
		*s = c.met[n-1]
	default:
		c.text(s)
		if c.reads {
			c.met = append(c.met, *s)
		}
	}
}

// list codes a list, telling none from an empty one.
func list[T any](c *coder, l *[]T, each func(*T)) { listOf(c, nil, l, each) }

// listOf is list for one that is cut from a slab.
func listOf[T any](c *coder, from *slab[T], l *[]T, each func(*T)) {
	var n uint64
	if *l != nil {
		n = uint64(len(*l)) + 1
	}
	c.uint(&n)
	if c.reads {
		switch {
		case n == 0:
			*l = nil
			return
		case n-1 > uint64(len(c.in)): // everything takes a byte
			c.fail()
			return
		}
		if from != nil {
			*l = from.take(int(n - 1))
		} else {
			*l = make([]T, n-1)
		}
	} else if from != nil {
		from.n += len(*l)
	}
	for i := range *l {
		each(&(*l)[i])
	}
}

func (c *coder) list(l *[]string) { listOf(c, &c.strings, l, c.word) }

func (c *coder) weights(l *[]float64) { listOf(c, &c.floats, l, c.float) }

func (c *coder) places(l *[]int32) {
	listOf(c, &c.ints, l, func(p *int32) {
		n := int(*p)
		c.int(&n)
		*p = int32(n)
	})
}

func (c *coder) span(s *report.Span) {
	c.int(&s.Start)
	n := s.End - s.Start
	c.int(&n)
	s.End = s.Start + n
}

func (c *coder) days(d *days) {
	c.flags(&d.known)
	c.int(&d.from)
	c.int(&d.to)
}

func (c *coder) bag(b *bag) {
	c.list(&b.names)
	c.weights(&b.weights)
	if len(b.names) != len(b.weights) {
		c.fail()
		*b = bag{}
	}
}

func (c *coder) profile(p *Profile) {
	form := Rules<<8 | cardForm
	if c.int(&form); form != Rules<<8|cardForm {
		c.fail()
		return
	}
	if c.reads {
		p.Reading = &reading.Reading{}
	}
	c.text(&p.ID)
	c.reading(p.Reading)
	list(c, &p.claims, func(x *toldClaim) {
		c.word(&x.id)
		c.list(&x.voices)
	})
	list(c, &p.tellers, func(t *teller) {
		c.word(&t.voice)
		c.word(&t.name)
		c.flags(&t.person)
		c.list(&t.known)
		c.list(&t.about)
		c.list(&t.places)
	})
	c.word(&p.publisher)
	c.days(&p.published)
	c.list(&p.names.sure)
	c.list(&p.names.maybe)
	c.bag(&p.terms)
	c.list(&p.lead)
	c.list(&p.topic)
	c.uses(&p.voices)
	list(c, &p.statements, func(s *statement) { c.statement(s, &p.terms, len(p.claims)) })
	for i := range p.sketch {
		n := uint64(p.sketch[i])
		c.uint(&n)
		p.sketch[i] = uint32(n)
	}
}

// reading codes what essence keeps.
func (c *coder) reading(r *reading.Reading) {
	for _, s := range [...]*string{&r.Report.ID, &r.Report.URL, &r.Report.Title, &r.Report.Outlet, &r.Report.Language, &r.Report.Published.EDTF,
		&r.Report.Published.Basis, &r.Report.SHA256, &r.Report.TextSHA256, &r.Text} {
		c.text(s)
	}
	c.list(&r.Report.Byline)
	list(c, &r.Voices, func(v *reading.Voice) {
		c.word(&v.ID)
		c.word(&v.Name)
		c.word(&v.Kind)
	})
}

func (c *coder) uses(m *map[string]*use) {
	keys := sortedKeys(*m)
	list(c, &keys, c.word)
	if c.reads {
		*m = make(map[string]*use, len(keys))
	}
	for _, k := range keys {
		if c.reads {
			(*m)[k] = &use{key: k}
		}
		u := (*m)[k]
		c.word(&u.name)
		c.float(&u.share)
		c.flags(&u.inner, &u.relay)
		c.span(&u.span)
	}
}

// statement codes one whose terms are among all.
func (c *coder) statement(s *statement, all *bag, claims int) {
	c.int(&s.sentence)
	c.span(&s.span)
	list(c, &s.claims, func(n *int) {
		if c.int(n); *n < 0 || *n >= claims {
			c.bad = true
		}
	})
	c.list(&s.inner)
	c.list(&s.relays)
	c.flags(&s.nameless, &s.rebuts, &s.sweeping, &s.upholds, &s.settles, &s.delays, &s.admits, &s.wavers, &s.revises, &s.denied, &s.future, &s.hedged, &s.recants)
	c.bag(&s.rebutted)
	c.list(&s.speakers)
	c.list(&s.sides)
	facets := func(l *[]facet) {
		list(c, l, func(f *facet) {
			c.act(&f.act, claims)
			c.flags(&f.done)
			c.bag(&f.terms)
			c.places(&f.at)
			c.days(&f.due)
			if !within(f.at, all) || len(f.at) != len(f.terms.names) {
				c.bad = true
			}
		})
	}
	facets(&s.negative)
	facets(&s.foretold)
	c.list(&s.done)
	c.list(&s.toCome)
	list(c, &s.sure, func(x *sureness) {
		c.word(&x.deed)
		c.int(&x.how)
	})
	list(c, &s.figures, func(f *figure) {
		c.float(&f.low)
		c.float(&f.high)
		c.word(&f.unit)
		c.list(&f.of)
		c.list(&f.about)
		c.span(&f.span)
		c.flags(&f.approx, &f.another, &f.people)
		c.list(&f.names)
		c.days(&f.when)
		c.word(&f.befell)
	})
	c.weights(&s.former)
	list(c, &s.dates, c.days)
	c.places(&s.at)
	c.weights(&s.terms.weights)
	c.float(&s.weight)
	c.list(&s.core)
	c.flags(&s.heard, &s.ownReport)
	list(c, &s.accounts, func(a *account) {
		c.act(&a.act, claims)
		c.list(&a.inner)
		c.word(&a.teller)
		c.flags(&a.nameless, &a.first)
	})
	if !c.reads {
		c.strings.n += len(s.at)
		return
	}
	if len(s.at) != len(s.terms.weights) || !within(s.at, all) || len(s.claims) == 0 {
		c.bad = true
		return
	}
	if s.at != nil && s.terms.weights != nil {
		s.terms.names = c.strings.take(len(s.at))
	}
	for i, k := range s.at {
		if k < 0 {
			c.bad = true
			return
		}
		s.terms.names[i] = all.names[k]
	}
}

func (c *coder) act(a *act, claims int) {
	if c.int(&a.claim); a.claim < 0 || a.claim >= claims {
		c.bad = true
	}
	c.word(&a.deed)
	for _, l := range [...]*[]party{&a.who, &a.whom, &a.to, &a.from} {
		list(c, l, func(p *party) {
			c.list(&p.head)
			c.list(&p.of)
		})
	}
	c.list(&a.names)
	c.days(&a.when)
}

// within tells whether all places are those of terms of the bag, or none.
func within(at []int32, all *bag) bool {
	for _, k := range at {
		if k < -1 || int(k) >= len(all.names) {
			return false
		}
	}
	return true
}

// Packed is the proposal in bytes, without the reports at its ends.
func (p Proposal) Packed() []byte {
	c := coder{words: map[string]int{}}
	c.proposal(&p)
	return c.out
}

// Unpack is the proposal from one report to another that Packed put into bytes.
func Unpack(from, to string, b []byte) (Proposal, error) {
	c := coder{in: b, reads: true}
	p := Proposal{Link: Link{From: from, To: to}}
	if c.proposal(&p); c.bad || len(c.in) > 0 {
		return Proposal{}, errCard
	}
	return p, nil
}

// Contender is the link that Packed put into bytes as far as Settle needs it: without
// what speaks for it.
func Contender(from, to string, b []byte) (Link, error) {
	c := coder{in: b, reads: true}
	p := Proposal{Link: Link{From: from, To: to}}
	if c.contender(&p); c.bad {
		return Link{}, errCard
	}
	return p.Open(), nil
}

// KindOf is the kind of a packed proposal.
func KindOf(b []byte) LinkKind {
	if len(b) == 0 || int(b[0]) >= len(packedKinds) {
		return ""
	}
	return packedKinds[b[0]]
}

// ScoreOf is the score of a packed proposal.
func ScoreOf(b []byte) (score float64) {
	if len(b) > 0 {
		c := coder{in: b[1:], reads: true} // after its kind
		c.float(&score)
	}
	return score
}

// packedKinds are the kinds by their numbers in packed proposals.
var packedKinds = [...]LinkKind{Repeats, Corroborates, Contradicts, Denies, Revises, Retracts, Resolves, Continues, DistinctFrom}

func (c *coder) proposal(p *Proposal) {
	c.contender(p)
	list(c, &p.Evidence, func(e *Evidence) {
		c.word(&e.Kind)
		c.text(&e.Why)
		c.span(&e.Span)
		c.span(&e.ToSpan)
	})
}

// contender codes what Settle needs.
func (c *coder) contender(p *Proposal) {
	var kind uint64
	for i, k := range packedKinds {
		if k == p.Kind {
			kind = uint64(i)
		}
	}
	if c.uint(&kind); kind >= uint64(len(packedKinds)) {
		c.bad = true
		return
	}
	p.Kind = packedKinds[kind]
	c.float(&p.Score)
	c.text(&p.Claim)
	c.text(&p.ToClaim)
	c.text(&p.Nature)
	state := string(p.State)
	c.text(&state)
	p.State = State(state)
	c.text(&p.Values)
	list(c, &p.Rivals, c.text)
}
