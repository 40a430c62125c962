package web

import (
	"context"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// storyReports is how many reports of a story its page reads.
const storyReports = 40

type originRow struct {
	story.Origin
	Infos []ledger.ReportInfo
	More  int
}

// sided is a link with the words at both its ends.
type sided struct {
	story.Link
	ID             string
	Left, Right    ledger.ReportInfo
	LeftWords      string
	RightWords     string
	LeftBy, RightB string // voices
}

func (s *Server) story(r *http.Request) (string, any, error) {
	var data struct {
		storyRow
		OriginCount              int
		Origins                  []originRow
		Tree, Timeline           template.HTML
		Shown, Timed             int // rows of the timeline, and claims with a time
		Figures                  []figures
		Against, Between, Repeat []sided
		MoreLinks                int
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		one, err := storyOf(ctx, v, r.PathValue("id"))
		if err != nil {
			return err
		}
		if data.storyRow, err = rowOf(ctx, v, one, storyReports); err != nil {
			return err
		}
		data.OriginCount = data.storyRow.Origins
		in, readings := map[string]ledger.ReportInfo{}, map[string]*reading.Reading{}
		for _, i := range data.storyRow.Reports {
			in[i.ID] = i
			if i.Reader == "" {
				continue
			}
			if readings[i.ID], err = v.Reading(ctx, i.ID); err != nil {
				return err
			}
		}
		if data.Origins, err = origins(ctx, v, data.storyRow.Reports); err != nil {
			return err
		}
		links, err := work.LinksAmong(ctx, v, slices.Sorted(maps.Keys(in)))
		if err != nil {
			return err
		}
		for _, l := range links {
			row := sided{Link: l, ID: l.ID(), Left: in[l.From], Right: in[l.To]}
			row.LeftWords, row.LeftBy = said(readings[l.From], l.Claim)
			row.RightWords, row.RightB = said(readings[l.To], l.ToClaim)
			switch l.Kind {
			case story.Contradicts, story.Denies, story.Revises, story.Retracts:
				data.Against = append(data.Against, row)
			case story.Repeats:
				data.Repeat = append(data.Repeat, row)
			default:
				data.Between = append(data.Between, row)
			}
		}
		tree, err := s.tree(ctx, v, data.storyRow.Reports, data.Origins)
		if err != nil {
			return err
		}
		data.Tree = inline(tree)
		line, timed := s.timeline(data.storyRow.Reports, readings)
		data.Timeline, data.Timed, data.Shown = inline(line), timed, min(timed, timelineRows)
		data.Figures = s.figures(data.storyRow.Reports, readings)
		return nil
	})
	return "story", data, err
}

// said are the words of a claim and whose they are.
func said(r *reading.Reading, claim string) (words, voice string) {
	if r == nil {
		return "", ""
	}
	for i := range r.Claims {
		if c := &r.Claims[i]; c.ID == claim {
			chain := chainOf(r, c)
			return c.Span.Of(r.Text), chain[len(chain)-1].Name
		}
	}
	return "", ""
}

// origins are those that the reports rest on, each with its reports.
func origins(ctx context.Context, v *ledger.View, reports []ledger.ReportInfo) ([]originRow, error) {
	in, ids := map[string]ledger.ReportInfo{}, []string{}
	for _, i := range reports {
		in[i.ID], ids = i, append(ids, i.ID)
	}
	related, err := factsOf[work.Related](ctx, v, work.FactRelated, ids)
	if err != nil {
		return nil, err
	}
	var named []string
	for _, id := range ids {
		named = append(named, related[id].Origins...)
	}
	// A report that rests on no other is its own origin, which is not kept.
	all, err := factsOf[story.Origin](ctx, v, work.FactOrigin, named)
	if err != nil {
		return nil, err
	}
	var out []originRow
	for _, id := range named {
		o, ok := all[id]
		if !ok {
			continue
		}
		delete(all, id)
		row := originRow{Origin: o}
		for _, id := range o.Reports {
			if x, ok := in[id]; ok {
				row.Infos = append(row.Infos, x)
			} else {
				row.More++
			}
		}
		slices.SortStableFunc(row.Infos, byPublished)
		// The root's own report, where it is here, is what the others rest on.
		if k := slices.IndexFunc(row.Infos, func(i ledger.ReportInfo) bool { return strings.EqualFold(i.Outlet, o.Root) }); k > 0 {
			own := row.Infos[k]
			row.Infos = slices.Insert(slices.Delete(row.Infos, k, k+1), 0, own)
		}
		out = append(out, row)
	}
	return out, nil
}

// figures are the numbers that a story's reports give of one unit.
type figures struct {
	Unit    string
	Picture template.HTML
	Rows    []figureRow
}

type figureRow struct {
	Report, Claim, Words, Who, Published, Text string
	Status                                     reading.Status
	Factuality                                 reading.Factuality
}

func unitOf(q reading.Quantity) string {
	if u := strings.Trim(q.Unit, "{}"); u != "" && u != "1" {
		return u
	}
	return strings.ToLower(strings.TrimSpace(q.Of))
}

func whenOf(c *reading.Claim) string { return sheet.When(c.When.EDTF) }
