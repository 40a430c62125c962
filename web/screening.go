package web

import (
	"net/http"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/work"
)

// alertPage is how many alerts a page lists.
const alertPage = 40

// screening shows the names in reports that listings may mean.
func (s *Server) screening(r *http.Request) (string, any, error) {
	var data struct {
		Lists     []work.ListVersion
		Alerts    []work.Alert
		All, Open int // alerts, and those with an undecided candidate
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) (err error) {
		if data.Lists, err = work.Watchlists(ctx, v); err != nil {
			return err
		}
		all, err := work.Alerts(ctx, v)
		data.All, data.Open = len(all), undecided(all)
		data.Alerts = all[:min(len(all), alertPage)]
		return err
	})
	return "screening", data, err
}

// undecided counts the alerts of which somebody has to decide something. They
// come first.
func undecided(all []work.Alert) int {
	n := 0
	for _, a := range all {
		if a.Candidates[0].State == work.Undecided {
			n++
		}
	}
	return n
}
