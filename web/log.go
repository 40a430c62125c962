package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/sayso/sayso/ledger"
)

// logPage is how many records a page of the log lists.
const logPage = 100

func (s *Server) log(r *http.Request) (string, any, error) {
	var data struct {
		Head, Key     string
		Size          int64
		Records       []ledger.Record
		Older         string
		Decisions     []ledger.Decision
		MoreDecisions int
	}
	ctx := r.Context()
	before, err := number(r, "before")
	if err != nil {
		return "", nil, err
	}
	if data.Head, err = s.ledger.Head(ctx); err != nil {
		return "", nil, err
	}
	if data.Key, err = s.ledger.Key(ctx); err != nil {
		return "", nil, err
	}
	err = s.view(r, func(v *ledger.View) error {
		var err error
		if data.Size, err = v.Size(ctx); err != nil {
			return err
		}
		if before <= 0 || before > data.Size {
			before = data.Size
		}
		from := max(0, before-logPage)
		for rec, err := range v.Records(ctx, from) {
			if err != nil {
				return err
			}
			if rec.Seq >= before {
				break
			}
			rec.Body = nil
			data.Records = append(data.Records, rec)
		}
		slices.Reverse(data.Records)
		if from > 0 {
			data.Older = "?before=" + strconv.FormatInt(from, 10)
		}
		all, err := v.Decisions(ctx, "")
		slices.Reverse(all)
		data.Decisions = all[:min(len(all), 50)]
		data.MoreDecisions = len(all) - len(data.Decisions)
		return err
	})
	return "log", data, err
}
