package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// duePage is how many forecasts a page lists.
const duePage = 50

// outcomes are those that a forecast can have, in the order of their tabs.
var outcomes = []story.Outcome{story.Overdue, story.Due, story.Open, story.BorneOut, story.NotBorneOut, story.Moot}

func (s *Server) due(r *http.Request) (string, any, error) {
	var data struct {
		States []narrowing
		State  story.Outcome
		List   []story.Forecast
		Next   string
		Open   []ledger.Hit
		More   bool
		Any    bool
	}
	asked := r.URL.Query()
	data.State = story.Outcome(asked.Get("state"))
	from, err := strconv.Atoi(asked.Get("from"))
	if asked.Get("from") != "" && (err != nil || from < 0) {
		return "", nil, fmt.Errorf("from %q: %w: a number", asked.Get("from"), ledger.ErrInput)
	}
	if data.State != "" && !slices.Contains(outcomes, data.State) {
		return "", nil, fmt.Errorf("state %q: %w: it is one of %v", data.State, ledger.ErrInput, outcomes)
	}
	err = s.view(r, func(v *ledger.View) error {
		all, err := s.foretold(r.Context(), v)
		if err != nil {
			return err
		}
		data.Any = len(all) > 0
		n := map[story.Outcome]int{}
		for _, f := range all {
			n[f.Outcome]++
		}
		if data.State == "" { // the most pressing that there are
			data.State = story.Overdue
			for _, o := range []story.Outcome{story.Due, story.Overdue, story.Open} {
				if n[o] > 0 {
					data.State = o
					break
				}
			}
		}
		for _, o := range outcomes {
			data.States = append(data.States, narrowing{Value: string(o), Count: n[o], Add: "?state=" + string(o)})
		}
		var chosen []story.Forecast
		for _, f := range all {
			if f.Outcome == data.State {
				chosen = append(chosen, f)
			}
		}
		if data.State == story.Overdue {
			slices.Reverse(chosen) // what fell due last comes first
		}
		from = min(from, len(chosen))
		data.List = chosen[from:min(from+duePage, len(chosen))]
		if from+duePage < len(chosen) {
			data.Next = fmt.Sprintf("?state=%s&from=%d", data.State, from+duePage)
		}
		data.Open, data.More, err = first(r.Context(), v, ledger.Query{Open: true}, 30)
		return err
	})
	return "due", data, err
}
