package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// storyRow is one happening: its first report on top, the others under it.
type storyRow struct {
	story.Story
	First   ledger.ReportInfo
	Reports []ledger.ReportInfo // in the order of publication, First among them
	More    int                 // reports that Reports leaves out
	Origins int                 // distinct origins of Reports; 0 where that was not looked at
}

// Alone tells that no other report is known to tell of it.
func (r storyRow) Alone() bool { return r.ID == "" || len(r.Reports)+r.More < 2 }

// Latest is the day of the last report.
func (r storyRow) Latest() string { return r.Reports[len(r.Reports)-1].Published.EDTF }

// rowReports is how many reports of a story the inbox looks at.
const rowReports = 40

func (s *Server) inbox(r *http.Request) (string, any, error) {
	var data struct {
		Stories               []storyRow
		Older                 string
		Due, Late, Soon       []story.Forecast
		DueAll, LateAll       int
		Open, Contested       []ledger.Hit
		MoreOpen, MoreAgainst bool
		Feeds                 []followed
		Alerts                []work.Alert
		AlertsAll             int
		Saved                 []savedRow
		Empty, Example        bool
		Looking               bool // what was foretold is not at hand yet
	}
	ctx := r.Context()
	before, err := number(r, "before")
	if err != nil {
		return "", nil, err
	}
	data.Example = s.example != nil
	err = s.view(r, func(v *ledger.View) error {
		newest, err := v.Newest(ctx, before, 60)
		if err != nil {
			return err
		}
		data.Empty = len(newest) == 0 && before == 0
		if len(newest) == 60 {
			data.Older = "?before=" + strconv.FormatInt(newest[59].Num, 10)
		}
		if data.Stories, err = rows(ctx, v, newest); err != nil {
			return err
		}
		all, err := s.foretold(ctx, v)
		if data.Looking = errors.Is(err, errNotReady); err != nil && !data.Looking {
			return err
		}
		for _, f := range all {
			switch f.Outcome {
			case story.Due:
				data.DueAll++
				data.Due = append(data.Due, f)
			case story.Overdue:
				data.LateAll++
				data.Late = append(data.Late, f)
			}
		}
		slices.Reverse(data.Late) // what fell due last comes first
		data.Late, data.Due = once(data.Late, panelRows), once(data.Due, panelRows)
		if data.Open, data.MoreOpen, err = first(ctx, v, ledger.Query{Open: true}, panelRows); err != nil {
			return err
		}
		if data.Contested, data.MoreAgainst, err = first(ctx, v, ledger.Query{Standing: story.Contested}, panelRows); err != nil {
			return err
		}
		feeds, err := feedsOf(ctx, v)
		if err != nil {
			return err
		}
		data.Feeds = slices.DeleteFunc(feeds, func(f followed) bool { return f.Fails == 0 })
		alerts, err := work.Alerts(ctx, v)
		if err != nil {
			return err
		}
		data.AlertsAll = undecided(alerts)
		data.Alerts = alerts[:min(data.AlertsAll, panelRows)]
		data.Saved, err = s.savedRows(ctx, v)
		return err
	})
	return "inbox", data, err
}

// panelRows is how many rows a panel of the inbox shows.
const panelRows = 5

// once are the first n forecasts, those of the same words taken once.
func once(all []story.Forecast, n int) []story.Forecast {
	var out []story.Forecast
	seen := map[string]bool{}
	for _, f := range all {
		if key := strings.ToLower(f.Text) + f.By; !seen[key] {
			seen[key] = true
			if out = append(out, f); len(out) == n {
				break
			}
		}
	}
	return out
}

// first are the first n claims of a query, and whether there are more.
func first(ctx context.Context, v *ledger.View, q ledger.Query, n int) ([]ledger.Hit, bool, error) {
	q.Limit = n
	p, err := v.Search(ctx, q)
	return p.Hits, p.Next > 0, err
}

func number(r *http.Request, name string) (int64, error) {
	v, err := queryOf(url.Values{"before": {r.URL.Query().Get(name)}})
	return v.Before, err
}

// rows groups reports by story; the story of the newest report comes first.
func rows(ctx context.Context, v *ledger.View, reports []ledger.ReportInfo) ([]storyRow, error) {
	ids := make([]string, len(reports))
	for n, i := range reports {
		ids[n] = i.ID
	}
	of, err := factsOf[work.Related](ctx, v, work.FactRelated, ids)
	if err != nil {
		return nil, err
	}
	var named []string
	for _, id := range ids {
		named = append(named, of[id].Stories...)
	}
	stories, err := factsOf[story.Story](ctx, v, work.FactStory, named)
	if err != nil {
		return nil, err
	}
	var out []storyRow
	seen := map[string]bool{}
	for _, i := range reports {
		if len(of[i.ID].Stories) == 0 {
			out = append(out, storyRow{First: i, Reports: []ledger.ReportInfo{i}})
		}
		for _, id := range of[i.ID].Stories {
			one, ok := stories[id]
			if seen[id] || !ok {
				continue
			}
			seen[id] = true
			row, err := rowOf(ctx, v, one, rowReports)
			if err != nil {
				return nil, err
			}
			out = append(out, row)
		}
	}
	return out, nil
}

// rowOf is a story with up to limit of its reports and the first.
func rowOf(ctx context.Context, v *ledger.View, of story.Story, limit int) (storyRow, error) {
	row := storyRow{Story: of}
	ids := of.Reports[:min(len(of.Reports), limit)]
	if !slices.Contains(ids, of.First) {
		ids = append(slices.Clone(ids), of.First)
	}
	row.More = len(of.Reports) - len(ids)
	infos, err := v.ReportsOf(ctx, ids)
	if err != nil {
		return row, err
	}
	related, err := factsOf[work.Related](ctx, v, work.FactRelated, ids)
	if err != nil {
		return row, err
	}
	origins := map[string]bool{}
	for _, id := range ids {
		i, ok := infos[id]
		if !ok {
			return row, fmt.Errorf("report %s of story %s: %w", id, of.ID, ledger.ErrNotFound)
		}
		row.Reports = append(row.Reports, i)
		for _, o := range related[id].Origins {
			origins[o] = true
		}
	}
	row.First, row.Origins = infos[of.First], len(origins)
	slices.SortStableFunc(row.Reports, byPublished)
	return row, nil
}

// published is the first and the last day on which a report may have been
// published; of one without a date, days after all others.
func published(i ledger.ReportInfo) (first, last int) {
	first, last, ok := ledger.Days(i.Published.EDTF)
	if !ok {
		return math.MaxInt, math.MaxInt
	}
	return first, last
}

// byPublished orders reports by when they were published at the latest: one of a
// month stands after those of days in it.
func byPublished(a, b ledger.ReportInfo) int {
	firstA, lastA := published(a)
	firstB, lastB := published(b)
	return cmp.Or(cmp.Compare(lastA, lastB), cmp.Compare(firstA, firstB), cmp.Compare(a.Num, b.Num))
}

// storyOf is the story of an id, or ledger.ErrNotFound.
func storyOf(ctx context.Context, v *ledger.View, id string) (story.Story, error) {
	one, absent, err := factOf[story.Story](ctx, v, work.FactStory, id)
	if absent {
		err = fmt.Errorf("story %s: %w", id, ledger.ErrNotFound)
	}
	return one, err
}
