package work

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"sync"
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
	FactLink    = "link"    // a story.Link by its Key
)

// Related names the origins and the stories of one report.
type Related struct {
	Origins []string `json:"origins"`
	Stories []string `json:"stories"`
}

// waiting are the states in which one job for relating is enough.
var waiting = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateScheduled,
	rivertype.JobStateRetryable, rivertype.JobStateRunning}

// Relator keeps what relates the ledger's reports to one another up to date.
// It keeps the profiles of the reports between passes and reads only what the
// log has gained. It is safe for concurrent use.
type Relator struct {
	ledger *ledger.Ledger
	mu     sync.Mutex
	shelf  story.Shelf
	next   int64 // the first record not looked at
	said   story.Decided
	known  map[string]map[string]uint64 // kind -> key -> hash of the body in the ledger
	seed   maphash.Seed
	took   time.Duration // of the last pass
}

// NewRelator is a relator for a ledger.
func NewRelator(l *ledger.Ledger) *Relator { return &Relator{ledger: l, seed: maphash.MakeSeed()} }

// rest is how long to wait before the next pass, so that passes take a small
// part of the time while reports keep coming.
func (r *Relator) rest() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Second + 15*r.took
}

const relator = "sayso relate"

// Pass brings stories, origins, links and standings up to the ledger's state.
func (r *Relator) Pass(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	began := time.Now()
	defer func() { r.took = time.Since(began) }()
	for {
		if fresh, err := r.look(ctx); err != nil || !fresh {
			return err
		}
		done, err := r.write(ctx, r.derive())
		if err != nil || done {
			return err
		}
	}
}

// look reads what the log has gained; fresh tells whether it matters.
func (r *Relator) look(ctx context.Context) (fresh bool, err error) {
	err = r.ledger.View(ctx, func(v *ledger.View) error {
		size, err := v.Size(ctx)
		if err != nil || size == r.next {
			return err
		}
		again := map[string]bool{}
		if r.known == nil {
			fresh = true
			if err := r.load(ctx, v); err != nil {
				return err
			}
		} else if err := r.gained(ctx, v, again); err != nil {
			return err
		}
		for id := range again {
			one, err := v.Reading(ctx, id)
			if err != nil {
				return err
			}
			fresh = true
			r.shelf.Add(one)
		}
		said, err := decided(ctx, v)
		if err != nil {
			return err
		}
		fresh = fresh || !maps.Equal(said.Links, r.said.Links) || !maps.Equal(said.Out, r.said.Out) || !maps.Equal(said.Withdrawn, r.said.Withdrawn)
		r.said, r.next = said, size
		return nil
	})
	return fresh, err
}

func (r *Relator) load(ctx context.Context, v *ledger.View) error {
	for one, err := range v.Readings(ctx) {
		if err != nil {
			return err
		}
		r.shelf.Add(one)
	}
	r.known = map[string]map[string]uint64{}
	for _, kind := range []string{FactOrigin, FactStory, FactRelated, FactLink, ledger.FactStanding} {
		r.known[kind] = map[string]uint64{}
		for f, err := range v.Facts(ctx, kind) {
			if err != nil {
				return err
			}
			r.note(f)
		}
	}
	return nil
}

// note remembers what the ledger holds under a name.
func (r *Relator) note(f ledger.Fact) {
	if len(f.Body) == 0 {
		delete(r.known[f.Kind], f.Key)
		return
	}
	if r.known[f.Kind] != nil {
		r.known[f.Kind][f.Key] = maphash.Bytes(r.seed, f.Body)
	}
}

// gained goes through the records since the last look.
func (r *Relator) gained(ctx context.Context, v *ledger.View, again map[string]bool) error {
	for rec, err := range v.Records(ctx, r.next) {
		if err != nil {
			return err
		}
		switch rec.Kind {
		case ledger.KindReading:
			again[rec.Key] = true
		case ledger.KindFacts:
			var facts []ledger.Fact
			if err := json.Unmarshal(rec.Body, &facts); err != nil {
				return err
			}
			for _, f := range facts {
				r.note(f)
			}
		}
	}
	return nil
}

// decided is what people decided so far about links, claims, reports and voices.
func decided(ctx context.Context, v *ledger.View) (story.Decided, error) {
	all, err := v.Decisions(ctx, "")
	out := story.Decided{Links: map[string]story.State{}, Out: map[string]string{}, Withdrawn: map[story.Withdrawn]string{}}
	for _, d := range all {
		if d.Undone {
			continue
		}
		switch d.Verb {
		case ledger.Confirm:
			out.Links[d.Subject] = story.Confirmed
			delete(out.Out, d.Subject)
		case ledger.Reject:
			out.Links[d.Subject] = story.Rejected
			if isClaim(d.Subject) {
				out.Out[d.Subject] = "rejected by " + d.By
			}
		case ledger.Withdraw:
			out.Withdrawn[story.ParseWithdrawn(d.Subject)] = d.By
		}
	}
	return out, err
}

// isClaim tells "report/claim" from the key of a link.
func isClaim(subject string) bool {
	return strings.Count(subject, "/") == 1 && !strings.Contains(subject, " ")
}

// derive is every fact that follows from the shelf.
func (r *Relator) derive() []ledger.Fact {
	v := r.shelf.View()
	v.Decide(r.said)
	related := map[string]*Related{}
	for _, id := range r.shelf.IDs() {
		related[id] = &Related{Origins: []string{}, Stories: []string{}}
	}
	var out []ledger.Fact
	add := func(kind, key string, body any) {
		b, err := json.Marshal(body)
		if err != nil {
			panic(fmt.Sprintf("a %s cannot be JSON: %v", kind, err)) // plain data always can
		}
		out = append(out, ledger.Fact{Kind: kind, Key: key, Body: b})
	}
	for _, o := range v.Origins {
		for _, id := range o.Reports {
			related[id].Origins = append(related[id].Origins, o.ID)
		}
		if len(o.Reports) > 1 {
			add(FactOrigin, o.ID, o)
		}
	}
	for _, s := range v.Stories {
		for _, id := range s.Reports {
			related[id].Stories = append(related[id].Stories, s.ID)
		}
		add(FactStory, s.ID, s)
	}
	for _, l := range v.Links {
		add(FactLink, l.Key(), l)
	}
	for _, id := range r.shelf.IDs() {
		add(FactRelated, id, related[id])
	}
	for _, s := range v.Standings() {
		add(ledger.FactStanding, s.Report+"/"+s.Claim, s)
	}
	return out
}

// write appends what differs from the ledger, and takes out what is no longer
// so. It does nothing and is not done when another process has related in the
// meantime.
func (r *Relator) write(ctx context.Context, facts []ledger.Fact) (done bool, err error) {
	kept := map[string]map[string]bool{}
	for kind := range r.known {
		kept[kind] = map[string]bool{}
	}
	var changed []ledger.Fact
	for _, f := range facts {
		kept[f.Kind][f.Key] = true
		if h, ok := r.known[f.Kind][f.Key]; !ok || h != maphash.Bytes(r.seed, f.Body) {
			changed = append(changed, f)
		}
	}
	for kind, keys := range r.known {
		for key := range keys {
			if !kept[kind][key] {
				changed = append(changed, ledger.Fact{Kind: kind, Key: key})
			}
		}
	}
	slices.SortFunc(changed, func(a, b ledger.Fact) int {
		return bytes.Compare([]byte(a.Kind+"\x00"+a.Key), []byte(b.Kind+"\x00"+b.Key))
	})
	if len(changed) == 0 {
		return true, nil
	}
	err = r.ledger.Append(ctx, func(t *ledger.Tx) error {
		for rec, err := range t.Records(ctx, r.next) {
			if err != nil {
				return err
			}
			if rec.Kind == ledger.KindFacts && rec.By == relator {
				return nil
			}
		}
		done = true
		for part := range slices.Chunk(changed, 500) {
			if err := t.Put(ctx, relator, part...); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && done {
		for _, f := range changed {
			r.note(f)
		}
	}
	return done && err == nil, err
}
