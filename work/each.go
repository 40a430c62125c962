// Package work runs the steps between capture and record: here, many reports
// at once within one process.
//
// What is done to a report is the caller's.
package work

import (
	"context"
	"sync"
)

// Each does items with up to n at once and emits what comes of each in the
// order of the items, from one goroutine, as soon as that order allows. Errors
// of do are emitted, not returned. When ctx is done no further item is begun,
// and what was begun still comes out if it ends well. When emit fails the rest
// is dropped and its error returned. It returns how many items were emitted.
func Each[T, R any](ctx context.Context, n int, items []T, do func(context.Context, T) (R, error), emit func(int, R, error) error) (int, error) {
	type result struct {
		value R
		err   error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// A slot is taken when an item begins and given back when it has been
	// emitted, so that results never pile up behind a slow item.
	n = max(n, 1)
	slots := make(chan struct{}, 2*n)
	turns := make(chan chan result, 2*n)
	var running sync.WaitGroup
	go func() {
		defer close(turns)
		at := make(chan struct{}, n)
		for _, item := range items {
			if !take(ctx, slots) || !take(ctx, at) {
				return
			}
			done := make(chan result, 1)
			running.Go(func() {
				v, err := do(ctx, item)
				done <- result{v, err}
				<-at
			})
			turns <- done
		}
	}()
	emitted := 0
	for done := range turns {
		r := <-done
		if r.err != nil && ctx.Err() != nil {
			break
		}
		if err := emit(emitted, r.value, r.err); err != nil {
			cancel()
			for range turns {
			}
			running.Wait()
			return emitted, err
		}
		emitted++
		<-slots
	}
	cancel()
	for range turns {
	}
	running.Wait()
	return emitted, nil
}

// take takes a place unless ctx is done.
func take(ctx context.Context, places chan<- struct{}) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case places <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}
