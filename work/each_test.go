package work

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"
)

func TestEachKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOf(rapid.IntRange(-50, 50)).Draw(t, "items")
		n := rapid.IntRange(-1, 9).Draw(t, "n")
		var now, most atomic.Int64
		bad := errors.New("bad")
		var got []int
		done, err := Each(t.Context(), n, items, func(_ context.Context, v int) (int, error) {
			if k := now.Add(1); k > most.Load() {
				most.Store(k)
			}
			defer now.Add(-1)
			if v < 0 {
				return 0, bad
			}
			return v * 2, nil
		}, func(i, v int, err error) error {
			if (items[i] < 0) != errors.Is(err, bad) {
				t.Errorf("item %d: %v", i, err)
			}
			if err == nil {
				v /= 2
			} else {
				v = items[i]
			}
			got = append(got, v)
			return nil
		})
		if err != nil || done != len(items) || !slices.Equal(got, items) {
			t.Fatalf("%d of %v came out as %v, %v", done, items, got, err)
		}
		if int(most.Load()) > max(n, 1) {
			t.Fatalf("%d at once, want at most %d", most.Load(), n)
		}
	})
}

func TestEachStops(t *testing.T) {
	items := make([]int, 100)
	for i := range items {
		items[i] = i
	}
	t.Run("when emit fails", func(t *testing.T) {
		full := errors.New("full")
		n, err := Each(t.Context(), 3, items, func(_ context.Context, v int) (int, error) { return v, nil }, func(i, _ int, _ error) error {
			if i == 5 {
				return full
			}
			return nil
		})
		if n != 5 || !errors.Is(err, full) {
			t.Errorf("%d, %v", n, err)
		}
	})
	t.Run("when told to", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		begun := atomic.Int64{}
		n, err := Each(ctx, 2, items, func(ctx context.Context, v int) (int, error) {
			begun.Add(1)
			if v == 9 {
				cancel()
			}
			if v > 9 {
				<-ctx.Done()
				return 0, ctx.Err()
			}
			return v, nil
		}, func(i, v int, err error) error {
			if i != v || err != nil {
				t.Errorf("%d came out as %d, %v", i, v, err)
			}
			return nil
		})
		if err != nil || n > 10 || begun.Load() > 20 {
			t.Errorf("%d emitted of %d begun, %v", n, begun.Load(), err)
		}
	})
}
