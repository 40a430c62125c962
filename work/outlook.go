package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/story"
)

// Outlook keeps the forecasts of all reports at hand, so that asking for them
// again reads only what the log has gained. The zero value is ready. It is safe
// for concurrent use.
type Outlook struct {
	mu    sync.Mutex
	next  int64  // the first record not looked at
	day   string // the day that outcomes are of
	gone  string // the withdrawals that were applied
	of    map[string][]story.Forecast
	order []story.Forecast
}

// Forecasts are those of all reports that v shows as they stand on the day of
// now, with people's answers, those due first. Views with other veils need an
// Outlook of their own. The caller must not change the forecasts.
func (o *Outlook) Forecasts(ctx context.Context, v *ledger.View, now time.Time) ([]story.Forecast, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	size, err := v.Size(ctx)
	if err != nil {
		return nil, err
	}
	day := now.UTC().Format(time.DateOnly)
	if o.order != nil && size <= o.next && day == o.day {
		return o.order, nil
	}
	again, decided, err := gainedSince(ctx, v, o.next)
	if err != nil {
		return nil, err
	}
	// What relating adds changes no forecast, but it may change what is hidden.
	if o.order != nil && day == o.day && len(again) == 0 && !decided && v.Veil().ID == "" {
		o.next = size
		return o.order, nil
	}
	s, err := saidOf(ctx, v)
	if err != nil {
		return nil, err
	}
	if o.of == nil || day != o.day || s.withdrawn != o.gone {
		err = o.load(ctx, v, now, s)
	} else {
		err = o.gain(ctx, v, now, s, again)
	}
	if err = errors.Join(err, s.shelf.err); err != nil {
		o.of, o.order = nil, nil // half of it may be old
		return nil, err
	}
	o.next, o.day, o.gone = size, day, s.withdrawn
	o.order = []story.Forecast{}
	for _, id := range slices.Sorted(maps.Keys(o.of)) {
		if v.Hides(id) {
			continue
		}
		for _, f := range o.of[id] {
			if s.applied(&f) {
				o.order = append(o.order, f)
			}
		}
	}
	slices.SortStableFunc(o.order, func(a, b story.Forecast) int {
		return strings.Compare(cmp.Or(a.By, "9999"), cmp.Or(b.By, "9999"))
	})
	return o.order, nil
}

func (o *Outlook) load(ctx context.Context, v *ledger.View, now time.Time, s *said) error {
	o.of = map[string][]story.Forecast{}
	for r, err := range v.Whole().Readings(ctx) {
		if err != nil {
			return err
		}
		o.put(r, now, s)
	}
	return nil
}

// gain reads again the reports that the log tells something new of.
func (o *Outlook) gain(ctx context.Context, v *ledger.View, now time.Time, s *said, again []string) error {
	for _, id := range again {
		r, err := v.Whole().Reading(ctx, id)
		if err != nil {
			return err
		}
		o.put(r, now, s)
	}
	return nil
}

// gainedSince are the reports that were read since a record, and whether
// somebody decided something.
func gainedSince(ctx context.Context, v *ledger.View, from int64) (read []string, decided bool, err error) {
	met := map[string]bool{}
	for {
		gained, err := v.Gained(ctx, from, 1000)
		if err != nil {
			return nil, false, err
		}
		for _, g := range gained {
			switch g.Kind {
			case ledger.KindReading:
				met[g.Key] = true
			case ledger.KindDecision:
				decided = true
			}
			from = g.Seq + 1
		}
		if len(gained) < 1000 {
			return slices.Sorted(maps.Keys(met)), decided, nil
		}
	}
}

func (o *Outlook) put(r *reading.Reading, now time.Time, s *said) {
	falls := map[string]bool{}
	for _, w := range s.gone {
		for claim := range w.Falls(r, s.shelf.share) {
			falls[claim] = true
		}
	}
	all := slices.DeleteFunc(story.Forecasts(r, now), func(f story.Forecast) bool { return falls[f.Claim] })
	if len(all) == 0 {
		delete(o.of, r.Report.ID)
		return
	}
	o.of[r.Report.ID] = all
}

// said is what people decided that bears on forecasts.
type said struct {
	answers   map[string]ledger.Decision
	out       map[string]bool
	gone      []story.Withdrawn
	withdrawn string // gone, as one string
	shelf     *shelf // which reports share an origin
}

func saidOf(ctx context.Context, v *ledger.View) (*said, error) {
	decisions, err := v.Decisions(ctx, "")
	if err != nil {
		return nil, err
	}
	s := &said{answers: map[string]ledger.Decision{}, out: map[string]bool{}, shelf: newShelf(ctx, v, nil)}
	for _, d := range decisions {
		switch {
		case d.Undone:
		case d.Verb == ledger.Answer:
			s.answers[d.Subject] = d
		case d.Verb == ledger.Reject:
			s.out[d.Subject] = true
		case d.Verb == ledger.Confirm:
			delete(s.out, d.Subject)
		case d.Verb == ledger.Withdraw:
			s.gone = append(s.gone, story.ParseWithdrawn(d.Subject))
			s.withdrawn += fmt.Sprintf("%q", d.Subject)
		}
	}
	return s, nil
}

// applied gives a forecast the answer that people gave; it tells whether the
// forecast still counts.
func (s *said) applied(f *story.Forecast) bool {
	key := f.Report + "/" + f.Claim
	if s.out[key] {
		return false
	}
	if d, ok := s.answers[key]; ok {
		f.Answered(story.Outcome(d.Value), answer(d))
	} else if d, ok := s.answers[f.Report+"/"+f.Condition]; ok && f.Condition != "" && story.Outcome(d.Value) == story.NotBorneOut {
		f.Answered(story.Moot, "its condition "+f.Condition+" was not borne out")
	}
	return true
}
