package web

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// outlooks keep forecasts at hand, one outlook for all who see the same.
type outlooks struct {
	mu  sync.Mutex
	all map[string]*outlook // by the veil's id
}

// outlook is asked by one at a time. Whoever waits for mu holds a connection to
// the ledger already, so that whoever has mu never waits for one. Until the
// outlook is loaded nobody waits so, or all connections would soon be held: they
// are told so, or wait for first, which is taken before a connection.
type outlook struct {
	work.Outlook
	first, mu sync.Mutex
	loaded    atomic.Bool
}

var errNotReady = errors.New("the desk is looking through the ledger for what was foretold: ask again in a few seconds")

func (o *outlooks) of(v *ledger.View) *outlook {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.all == nil {
		o.all = map[string]*outlook{}
	}
	id := v.Veil().ID
	if o.all[id] == nil {
		o.all[id] = new(outlook)
	}
	return o.all[id]
}

// foretold are the forecasts that a view shows. The caller must not change them.
func (s *Server) foretold(ctx context.Context, v *ledger.View) ([]story.Forecast, error) {
	o := s.outlooks.of(v)
	if !o.mu.TryLock() {
		if !o.loaded.Load() {
			return nil, errNotReady
		}
		o.mu.Lock()
	}
	defer o.mu.Unlock()
	all, err := o.Forecasts(ctx, v, s.now())
	o.loaded.Store(err == nil || o.loaded.Load())
	return all, err
}

// forecasts are those that the person of ctx sees, once they are at hand.
func (s *Server) forecasts(ctx context.Context) ([]story.Forecast, error) {
	o, err := looked(ctx, s, func(v *ledger.View) (*outlook, error) { return s.outlooks.of(v), nil })
	if err != nil {
		return nil, err
	}
	if !o.loaded.Load() {
		o.first.Lock()
		defer o.first.Unlock()
	}
	return looked(ctx, s, func(v *ledger.View) ([]story.Forecast, error) {
		all, err := s.foretold(ctx, v)
		return slices.Clone(all), err
	})
}
