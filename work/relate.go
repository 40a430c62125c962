package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river/rivertype"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// The kinds of the facts that relating keeps in the ledger, beside
// ledger.FactStanding.
const (
	FactOrigin  = "origin"  // a story.Origin by its id
	FactStory   = "story"   // a story.Story by its id
	FactRelated = "related" // a Related by report
	FactLink    = "link"    // a story.Link by its Key, with its id and the reports at its ends as terms
)

// Related names the origins and the stories of one report, and tells how much
// the others of its origins resemble it.
type Related struct {
	Origins []string `json:"origins"`
	Stories []string `json:"stories"`
	Central float64  `json:"central,omitempty"`
}

// waiting are the states in which one job for relating is enough.
var waiting = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateScheduled,
	rivertype.JobStateRetryable, rivertype.JobStateRunning}

// Relator keeps what relates the ledger's reports to one another up to date.
// It looks at what the log has gained and at what that can change, no more: what
// it has still to do is marked in the ledger, so that any process goes on where
// another stopped. It is safe for concurrent use.
type Relator struct {
	ledger *ledger.Ledger
	mu     sync.Mutex
	kept   *kept
	groups *groups
	seen   int64 // the first record that may make a kept profile stale
	tell   func(left int64)
	took   atomic.Int64 // of the last pass, in nanoseconds; apart from mu, for a batch asks while it holds the ledger
}

// NewRelator is a relator for a ledger.
func NewRelator(l *ledger.Ledger) *Relator { return &Relator{ledger: l, kept: newKept()} }

// rest is how long to wait before the next pass, so that passes take a small
// part of the time while reports keep coming.
func (r *Relator) rest() time.Duration {
	return time.Second + 15*time.Duration(r.took.Load())
}

const relator = "sayso relate"

// The marks of reports on the shelf that are not done yet, in the order in
// which they are done.
const (
	markFresh  = iota + 1 // it is new or was read again: its groups are to be made
	markSplit             // a report it hung together with changed: its groups too
	markLink              // its links are to be proposed again
	markSettle            // of its proposals those that stay are to be chosen again
	markStand             // the standings of its claims are to be found again
)

// The numbers of the shelf's state.
const (
	stateNext  = "next"  // the first record not looked at
	stateRules = "rules" // story.Rules by which the shelf was made
	stateTurn  = "turn"  // counts what was written
	stateBegun = "begun" // not 0 once a mark for linking was taken off
)

// How many reports are done in one transaction.
const (
	shelveBatch = 1000 // the more, the fewer times a page of the index is written
	relateBatch = 384  // the more, the fewer times the same is looked up
)

// Pass brings stories, origins, links and standings up to the ledger's state.
// What it did stays when it is broken off.
func (r *Relator) Pass(ctx context.Context) (err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	began := time.Now()
	defer func() {
		r.took.Store(int64(time.Since(began)))
		if err != nil {
			r.groups = nil // what was kept of a state that never came to be
		}
	}()
	if err := r.prepare(ctx); err != nil {
		return err
	}
	for _, step := range [...]func(context.Context) (bool, error){r.shelve, r.group, r.link, r.settle, r.stand} {
		for more := true; more; {
			if more, err = step(ctx); err != nil {
				return err
			}
			if err := r.report(ctx, more); err != nil {
				return err
			}
		}
	}
	return nil
}

// report tells how many steps are left.
func (r *Relator) report(ctx context.Context, more bool) error {
	if r.tell == nil || !more {
		return nil
	}
	var left int64
	err := r.ledger.View(ctx, func(v *ledger.View) (err error) { left, err = v.ShelfMarks(ctx); return err })
	r.tell(left)
	return err
}

// prepare empties a shelf that was made by other rules, and forgets profiles of
// reports that were read again.
func (r *Relator) prepare(ctx context.Context) error {
	var rules int64
	err := r.ledger.View(ctx, func(v *ledger.View) (err error) {
		if rules, err = v.ShelfState(ctx, stateRules); err != nil {
			return err
		}
		return r.forget(ctx, v)
	})
	if err != nil || rules == story.Rules {
		return err
	}
	return r.ledger.Append(ctx, func(t *ledger.Tx) error {
		if rules, err := t.ShelfState(ctx, stateRules); err != nil || rules == story.Rules {
			return err
		}
		if err := t.ClearShelf(ctx); err != nil {
			return err
		}
		if err := findable(ctx, t); err != nil {
			return err
		}
		return t.SetShelfState(ctx, stateRules, story.Rules)
	})
}

// findable gives links that were kept without terms their terms.
func findable(ctx context.Context, t *ledger.Tx) error {
	var bare []ledger.Fact
	for f, err := range t.Facts(ctx, FactLink) {
		if err != nil {
			return err
		}
		if len(f.Terms) > 0 {
			continue
		}
		var l story.Link
		if err := json.Unmarshal(f.Body, &l); err != nil {
			return err
		}
		bare = append(bare, linkFact(l))
	}
	return t.Put(ctx, relator, bare...)
}

func (r *Relator) forget(ctx context.Context, v *ledger.View) error {
	if r.seen == 0 {
		var err error
		r.seen, err = v.Size(ctx)
		return err
	}
	for {
		gained, err := v.Gained(ctx, r.seen, 1000)
		if err != nil {
			return err
		}
		for _, g := range gained {
			switch g.Kind {
			case ledger.KindReading:
				r.kept.drop(g.Key)
			case ledger.KindDecision: // a date among them changes which reading is current
				r.kept = newKept()
			}
			r.seen = g.Seq + 1
		}
		if len(gained) < 1000 {
			return nil
		}
	}
}

// settled tells whether the log has gained nothing that matters since the last
// pass; if so, what it gained is done with.
func settled(ctx context.Context, t *ledger.Tx) (bool, error) {
	next, err := t.ShelfState(ctx, stateNext)
	if err != nil {
		return false, err
	}
	for from := next; ; {
		gained, err := t.Gained(ctx, from, 1000)
		if err != nil {
			return false, err
		}
		for _, g := range gained {
			if g.Kind == ledger.KindReading || g.Kind == ledger.KindDecision {
				return false, nil
			}
			from = g.Seq + 1
		}
		if len(gained) < 1000 {
			return true, t.SetShelfState(ctx, stateNext, from)
		}
	}
}

// news is what a stretch of the log brought.
type news struct {
	from, next int64
	reports    []fresh
	decisions  []string
}

// fresh is a report that is new to the shelf or was read again.
type fresh struct {
	profile *story.Profile
	made    bool // from its reading: it has no card
	read    int64
}

// shelve puts what the log gained on the shelf and marks what may change by it.
func (r *Relator) shelve(ctx context.Context) (more bool, err error) {
	var n news
	err = r.ledger.View(ctx, func(v *ledger.View) error {
		if err := r.forget(ctx, v); err != nil {
			return err
		}
		now, err := v.ShelfState(ctx, stateTurn)
		if err != nil {
			return err
		}
		r.grouped(now)
		n, err = r.look(ctx, v)
		return err
	})
	if err != nil || n.from == n.next {
		return false, err
	}
	err = r.ledger.Append(ctx, func(t *ledger.Tx) error {
		if next, err := t.ShelfState(ctx, stateNext); err != nil || next != n.from {
			return err // another process was faster
		}
		if err := r.put(ctx, t, n.reports); err != nil {
			return err
		}
		for _, id := range n.decisions {
			if err := r.decided(ctx, t, id); err != nil {
				return err
			}
		}
		if err := turn(ctx, t); err != nil {
			return err
		}
		return t.SetShelfState(ctx, stateNext, n.next)
	})
	return err == nil, err
}

// turn counts a change to the shelf.
func turn(ctx context.Context, t *ledger.Tx) error {
	n, err := t.ShelfState(ctx, stateTurn)
	if err != nil {
		return err
	}
	return t.SetShelfState(ctx, stateTurn, n+1)
}

func (r *Relator) look(ctx context.Context, v *ledger.View) (n news, err error) {
	if n.from, err = v.ShelfState(ctx, stateNext); err != nil {
		return n, err
	}
	n.next = n.from
	gained, err := v.Gained(ctx, n.from, 1000)
	if err != nil {
		return n, err
	}
	met := map[string]bool{}
	for _, g := range gained {
		again, dated := "", false
		switch g.Kind {
		case ledger.KindReading:
			again = g.Key
		case ledger.KindDecision:
			n.decisions = append(n.decisions, g.Key)
			dated = true
			if again, err = redated(ctx, v, g.Key); err != nil {
				return n, err
			}
		}
		if again != "" && !met[again] {
			if len(n.reports) == shelveBatch {
				return n, nil
			}
			met[again] = true
			f, err := r.freshen(ctx, v, again, dated)
			if err != nil {
				return n, err
			}
			if f.profile != nil {
				n.reports = append(n.reports, f)
			}
		}
		n.next = g.Seq + 1
	}
	return n, nil
}

// redated is the report whose date a decision changed, or gave back.
func redated(ctx context.Context, v *ledger.View, id string) (string, error) {
	d, err := first(ctx, v, id)
	if err != nil || d.Verb != ledger.Date {
		return "", err
	}
	return d.Subject, nil
}

// first is a decision or, of one that takes another back, the one that all
// comes from.
func first(ctx context.Context, v *ledger.View, id string) (ledger.Decision, error) {
	d, err := v.Decision(ctx, id)
	for err == nil && d.Verb == ledger.Undo {
		d, err = v.Decision(ctx, d.Object)
	}
	return d, err
}

// freshen makes a report's profile unless the shelf has it as it is now read,
// or always.
func (r *Relator) freshen(ctx context.Context, v *ledger.View, id string, always bool) (f fresh, err error) {
	if f.read, err = v.CurrentReading(ctx, id); err != nil || f.read < 0 {
		return f, err
	}
	had, err := v.Shelved(ctx, id)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) || err == nil && !always && had.Read == f.read {
		return f, err
	}
	f.profile, f.made, err = profile(ctx, v, id)
	return f, err
}

// put files reports and marks what may change by it.
func (r *Relator) put(ctx context.Context, t *ledger.Tx, all []fresh) error {
	if len(all) == 0 {
		return nil
	}
	rough := len(all) > 16
	begun, err := t.ShelfState(ctx, stateBegun)
	if err != nil {
		return err
	}
	depend := func(shelf *story.Shelf, id string) []string {
		if begun == 0 {
			return nil // all reports are marked already
		}
		return shelf.Dependents(id, rough)
	}
	cards := map[string][]byte{}
	marks := newMarks()
	var rows []ledger.Shelved
	for _, f := range all {
		had, err := t.Shelved(ctx, f.profile.ID)
		if err == nil {
			s := newShelf(ctx, &t.View, r.kept)
			shelf := story.NewShelf(s)
			marks.add(s, markLink, depend(shelf, had.Report)...)
			for _, x := range s.Ties(had.Report) {
				marks.add(s, markSplit, x.Other(had.Report))
			}
			if s.err != nil {
				return s.err
			}
			err = t.Unshelve(ctx, had)
		} else if errors.Is(err, ledger.ErrNotFound) {
			err = nil
		}
		if err != nil {
			return err
		}
		if f.made {
			cards[f.profile.ID] = f.profile.Card()
		}
		h := f.profile.Head()
		rows = append(rows, ledger.Shelved{Report: f.profile.ID, First: h.Day, Last: h.Until, Read: f.read, Topic: numbers(h.Topic), Keys: numbers(f.profile.Keys()), Terms: shelfTerms(f.profile.Terms())})
		r.kept.put(f.profile)
	}
	if err := errors.Join(t.Shelve(ctx, rows), t.PutShelfCards(ctx, cards)); err != nil {
		return err
	}
	s := newShelf(ctx, &t.View, r.kept)
	shelf := story.NewShelf(s)
	var ties []ledger.ShelfTie
	for _, f := range all {
		for _, x := range shelf.TiesOf(f.profile) {
			ties = append(ties, ledger.ShelfTie(x))
			if x.Rests != 0 { // it may tell the other's ties to an outlet's stories apart
				marks.add(s, markSplit, x.Other(f.profile.ID))
			}
		}
	}
	if err := t.PutShelfTies(ctx, unique(ties)); err != nil {
		return err
	}
	for _, f := range all {
		marks.add(s, markFresh, f.profile.ID)
		marks.add(s, markLink, f.profile.ID)
		marks.add(s, markSettle, f.profile.ID)
		marks.add(s, markLink, depend(shelf, f.profile.ID)...)
	}
	if s.err != nil {
		return s.err
	}
	return marks.put(ctx, t)
}

func shelfTerms(terms []story.Term) []ledger.ShelfTerm {
	out := make([]ledger.ShelfTerm, len(terms))
	for i, t := range terms {
		out[i] = ledger.ShelfTerm{Key: int64(t.Key), Weight: t.Weight}
	}
	return out
}

// unique leaves one of ties between the same reports.
func unique(ties []ledger.ShelfTie) []ledger.ShelfTie {
	met := map[[2]string]bool{}
	out := ties[:0]
	for _, x := range ties {
		if k := [2]string{x.A, x.B}; !met[k] {
			met[k] = true
			out = append(out, x)
		}
	}
	return out
}

// marks gathers reports to mark.
type marks map[int]map[string]int // mark -> report -> day

func newMarks() marks { return marks{} }

func (m marks) add(s *shelf, mark int, reports ...string) {
	if m[mark] == nil {
		m[mark] = map[string]int{}
	}
	for _, id := range reports {
		if _, ok := m[mark][id]; !ok {
			m[mark][id] = s.Head(id).Day
		}
	}
}

func (m marks) put(ctx context.Context, t *ledger.Tx) error {
	for mark, reports := range m {
		var places []ledger.ShelfPlace
		for id, day := range reports {
			places = append(places, ledger.ShelfPlace{Day: day, Report: id})
		}
		if err := t.MarkShelf(ctx, mark, places); err != nil {
			return err
		}
	}
	return nil
}

// isClaim tells "report/claim" from the key of a link.
func isClaim(subject string) bool {
	return strings.Count(subject, "/") == 1 && !strings.Contains(subject, " ")
}

func fact(kind, key string, body any, terms ...string) ledger.Fact {
	b, err := json.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("a %s cannot be JSON: %v", kind, err)) // plain data always can
	}
	return ledger.Fact{Kind: kind, Key: key, Body: b, Terms: terms}
}

func linkFact(l story.Link) ledger.Fact { return fact(FactLink, l.Key(), l, l.From, l.To, l.ID()) }
