package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

// decided is a decision as it stands.
type decided struct {
	ledger.Decision
	Undone bool  `json:"undone" doc:"it was taken back"`
	Record int64 `json:"record" doc:"its place in the log"`
}

func decidedAll(all []ledger.Decision) []decided {
	out := make([]decided, len(all))
	for i, d := range all {
		out[i] = decided{d, d.Undone, d.Seq}
	}
	return out
}

func (s *Server) decisionsAPI(a apiOf) {
	reads(a, "/api/v1/decisions", told{account.Read, "decisions", "What people decided, the newest first", "Decisions about what is sealed to others are left out."},
		func(ctx context.Context, in *struct {
			Paged
			Subject string `query:"subject" doc:"a report, REPORT/CLAIM, link or voice" maxLength:"1000"`
			By      string `query:"by" maxLength:"200"`
			Verb    string `query:"verb" maxLength:"40"`
		}) (list[decided], error) {
			return looked(ctx, s, func(v *ledger.View) (list[decided], error) {
				all, err := v.Decisions(ctx, in.Subject)
				if err != nil {
					return list[decided]{}, err
				}
				all = slices.DeleteFunc(all, func(d ledger.Decision) bool {
					return in.By != "" && d.By != in.By || in.Verb != "" && string(d.Verb) != in.Verb
				})
				slices.Reverse(all)
				return part(decidedAll(all), in.Paged)
			})
		})
	reads(a, "/api/v1/decisions/{id}", told{account.Read, "decisions", "One decision", ""},
		func(ctx context.Context, in *struct {
			ID string `path:"id" maxLength:"100"`
		}) (decided, error) {
			d, err := looked(ctx, s, func(v *ledger.View) (ledger.Decision, error) { return v.Decision(ctx, in.ID) })
			return decided{d, d.Undone, d.Seq}, err
		})
	type answered struct {
		Replayed string `header:"Idempotent-Replayed" doc:"true where the key's decision had been recorded before"`
		Body     decided
	}
	on(a, http.MethodPost, "/api/v1/decisions", told{account.Decide, "decisions", "Record a decision",
		"It is on disk when this answers, under your name and with what follows from it; another decision, undo, takes it back. With an Idempotency-Key of your making, sending it again after a broken connection records nothing twice: the first decision is answered. A key is kept for a week."},
		func(ctx context.Context, in *struct {
			Key  string `header:"Idempotency-Key" maxLength:"200" doc:"any words that no other request of yours has, such as a UUID"`
			Body request
		}) (*answered, error) {
			d, replayed, err := s.record(ctx, in.Body, in.Key)
			if err != nil {
				return nil, err
			}
			out := &answered{Body: decided{d, d.Undone, d.Seq}}
			if replayed {
				out.Replayed = "true"
			}
			return out, nil
		})
	reads(a, "/api/v1/losses", told{account.Read, "decisions", "What would fall and weaken if a report, a claim or a voice were withdrawn", "Nothing is recorded."},
		func(ctx context.Context, in *struct {
			Subject string `query:"subject" required:"true" doc:"a report, REPORT/CLAIM or a voice's name" maxLength:"1000"`
		}) (losses, error) {
			return looked(ctx, s, func(v *ledger.View) (losses, error) {
				w, err := work.Withdrawable(ctx, v, in.Subject)
				if err != nil {
					return losses{}, err
				}
				l, f, err := work.Losses(ctx, v, w, s.now())
				return losses{w.String(), l, f}, err
			})
		})
	reads(a, "/api/v1/due", told{account.Read, "decisions", "Forecasts as they stand today, those due first", "Overdue is not false: nobody has said yet what became of it."},
		func(ctx context.Context, in *struct {
			Paged
			Outcome string `query:"outcome" doc:"open, due, overdue, borne_out, not_borne_out or moot" maxLength:"40"`
		}) (list[story.Forecast], error) {
			if o := story.Outcome(in.Outcome); o != "" && !slices.Contains(outcomes, o) {
				return list[story.Forecast]{}, fmt.Errorf("outcome %q: %w: it is one of %v", o, ledger.ErrInput, outcomes)
			}
			all, err := s.forecasts(ctx)
			if err != nil {
				return list[story.Forecast]{}, err
			}
			if in.Outcome != "" {
				all = slices.DeleteFunc(all, func(f story.Forecast) bool { return string(f.Outcome) != in.Outcome })
			}
			return part(all, in.Paged)
		})
}

// losses is what a withdrawal would do.
type losses struct {
	Subject   string           `json:"subject"`
	Loss      story.Loss       `json:"loss"`
	Forecasts []story.Forecast `json:"forecasts" doc:"those that would fall"`
}
