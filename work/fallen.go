package work

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// Fallen are the claims of a report that count no longer, because a person
// withdrew what they rest on or rejected them, with the reason.
func Fallen(ctx context.Context, v *ledger.View, report string) (map[string]string, error) {
	facts, err := v.Standings(ctx, report)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, f := range facts {
		var s story.Standing
		if err := json.Unmarshal(f.Body, &s); err != nil {
			return nil, fmt.Errorf("standing of %s: %w", f.Key, err)
		}
		if s.State == story.NotConfirmed {
			_, claim, _ := strings.Cut(f.Key, "/")
			out[claim] = s.Why
		}
	}
	return out, nil
}
