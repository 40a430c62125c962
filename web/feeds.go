package web

import (
	"context"
	"net/http"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

// followed is a feed that the ledger follows and how it fared.
type followed struct {
	URL, Title string
	Asked      bool
	work.Polled
}

func feedsOf(ctx context.Context, v *ledger.View) ([]followed, error) {
	all, err := work.Feeds(ctx, v)
	if err != nil {
		return nil, err
	}
	var out []followed
	for _, f := range all {
		row := followed{URL: f.URL, Title: f.Title}
		var absent bool
		if row.Polled, absent, err = factOf[work.Polled](ctx, v, work.FactFeed, f.URL); err != nil {
			return nil, err
		}
		row.Asked = !absent
		out = append(out, row)
	}
	return out, nil
}

func (s *Server) feeds(r *http.Request) (string, any, error) {
	var data struct {
		Feeds  []followed
		Failed []failure
		May    bool // who looks may follow others
	}
	ctx := r.Context()
	data.May = who(ctx).May(account.Manage)
	err := s.view(r, func(v *ledger.View) (err error) {
		if data.Feeds, err = feedsOf(ctx, v); err != nil {
			return err
		}
		data.Failed, err = failures(ctx, v, 100)
		return err
	})
	return "feeds", data, err
}

// failure is a link in a feed that led to no report.
type failure struct {
	URL string
	work.Met
}

func failures(ctx context.Context, v *ledger.View, limit int) ([]failure, error) {
	var out []failure
	for f, err := range v.Facts(ctx, work.FactItem) {
		if err != nil {
			return nil, err
		}
		m, _, err := factOf[work.Met](ctx, v, work.FactItem, f.Key)
		if err != nil {
			return nil, err
		}
		if m.Report == "" && m.Why != "" {
			if out = append(out, failure{f.Key, m}); len(out) == limit {
				break
			}
		}
	}
	return out, nil
}
