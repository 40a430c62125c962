package web

import (
	"maps"
	"net/http"
	"slices"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
)

func (s *Server) settings(r *http.Request) (string, any, error) {
	var data struct {
		By, Reader      string
		Records         int64
		Reports         int64
		Server, Example bool
		Saved           []savedRow
		Tabs            settingsTabs
	}
	data.Tabs = s.tabs(r, "desk")
	data.By, data.Reader, data.Example = s.name(r.Context()), reading.ReaderVersion, s.example != nil
	_, data.Server = s.ledger.Pool()
	err := s.view(r, func(v *ledger.View) error {
		var err error
		if data.Records, err = v.Size(r.Context()); err != nil {
			return err
		}
		newest, err := v.Newest(r.Context(), 0, 1)
		if err != nil {
			return err
		}
		if len(newest) > 0 {
			data.Reports = newest[0].Num
		}
		data.Saved, err = s.savedRows(r.Context(), v)
		return err
	})
	return "settings", data, err
}

// guide leads through the example story, where the desk shows it, by what is
// found in it.
func (s *Server) guide(r *http.Request) (string, any, error) {
	var data struct {
		Example  bool // the desk offers it
		Here     bool // this is it
		Row      storyRow
		Original ledger.ReportInfo
		Retold   ledger.ReportInfo
		Claim    ledger.Hit
	}
	data.Example, data.Here = s.example != nil, s.at != ""
	if !data.Here {
		return "guide", data, nil
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		page, err := v.Search(ctx, ledger.Query{Outlet: "Harbour Post", Words: "order*", Limit: 1})
		if err != nil || len(page.Hits) == 0 {
			return err
		}
		data.Claim = page.Hits[0]
		for _, find := range []struct {
			outlet string
			to     *ledger.ReportInfo
		}{{"Harbour Post", &data.Original}, {"The Morning Ledger", &data.Retold}} {
			page, err := v.Search(ctx, ledger.Query{Outlet: find.outlet, Published: "2025-02", Limit: 200})
			if err != nil {
				return err
			}
			ids := map[string]bool{}
			for _, h := range page.Hits {
				ids[h.Report] = true
			}
			found, err := v.ReportsOf(ctx, slices.Collect(maps.Keys(ids)))
			if err != nil {
				return err
			}
			for _, i := range found { // the first to arrive, whichever was read first
				if find.to.ID == "" || i.Num < find.to.Num {
					*find.to = i
				}
			}
		}
		rel, err := related(ctx, v, data.Original.ID)
		if err != nil || len(rel.Stories) == 0 {
			return err
		}
		one, err := storyOf(ctx, v, rel.Stories[0])
		if err == nil {
			data.Row, err = rowOf(ctx, v, one, rowReports)
		}
		return err
	})
	return "guide", data, err
}
