package web

import (
	"cmp"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

var funcs = template.FuncMap{
	"short": func(id string) string { return id[:min(8, len(id))] },
	"plain": func(s any) string { return strings.ReplaceAll(strings.TrimSpace(toString(s)), "_", " ") },
	"day":   func(s string) string { return cmp.Or(s, "undated") },
	"sure":  sure,
	"when":  sheet.When,
}

func toString(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case reading.Status:
		return string(v)
	case story.LinkKind:
		return string(v)
	case story.State:
		return string(v)
	case story.Outcome:
		return string(v)
	}
	return ""
}

// sure puts factuality into words and marks that need no colour.
func sure(f reading.Factuality) string {
	switch f {
	case reading.Certain:
		return "+++ certain"
	case reading.Probable:
		return "++· probable"
	case reading.Possible:
		return "+·· possible"
	case reading.CertainNot:
		return "--- certain it is not so"
	case reading.ProbableNot:
		return "--· probably not so"
	case reading.PossibleNot:
		return "-·· possibly not so"
	}
	return "··· left open"
}

type storyRow struct {
	story.Story
	First   ledger.ReportInfo
	Reports []ledger.ReportInfo
}

func (s *Server) inbox(r *http.Request) (string, any, error) {
	var data struct {
		Stories   []storyRow
		Due       []story.Forecast
		Open      []ledger.Hit
		Reports   int
		Contested []ledger.Hit
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		newest, err := v.Newest(ctx, 0, 100)
		if err != nil {
			return err
		}
		data.Reports = len(newest)
		seen := map[string]bool{}
		for _, i := range newest {
			f, err := v.Fact(ctx, work.FactRelated, i.ID)
			var rel work.Related
			if err == nil {
				err = json.Unmarshal(f.Body, &rel)
			}
			if err != nil || len(rel.Stories) == 0 {
				rel.Stories = []string{""}
			}
			for _, id := range rel.Stories {
				if seen[id] && id != "" {
					continue
				}
				seen[id] = true
				row, err := s.storyRow(r, v, id, i)
				if err != nil {
					return err
				}
				data.Stories = append(data.Stories, row)
			}
		}
		all, err := work.Forecasts(ctx, v, s.now())
		if err != nil {
			return err
		}
		for _, f := range all {
			if f.Outcome == story.Due || f.Outcome == story.Overdue {
				data.Due = append(data.Due, f)
			}
		}
		open, err := v.Search(ctx, ledger.Query{Open: true, Limit: 20})
		if err != nil {
			return err
		}
		data.Open = open.Hits
		against, err := v.Search(ctx, ledger.Query{Standing: story.Contested, Limit: 20})
		data.Contested = against.Hits
		return err
	})
	return "inbox", data, err
}

// storyRow is a story with its reports, or a report alone.
func (s *Server) storyRow(r *http.Request, v *ledger.View, id string, alone ledger.ReportInfo) (storyRow, error) {
	row := storyRow{First: alone, Reports: []ledger.ReportInfo{alone}}
	if id == "" {
		return row, nil
	}
	f, err := v.Fact(r.Context(), work.FactStory, id)
	if err == nil {
		err = json.Unmarshal(f.Body, &row.Story)
	}
	if err != nil {
		return row, err
	}
	row.Reports = nil
	for _, id := range row.Story.Reports {
		i, err := v.Report(r.Context(), id)
		if err != nil {
			return row, err
		}
		if id == row.Story.First {
			row.First = i
		}
		row.Reports = append(row.Reports, i)
	}
	slices.SortStableFunc(row.Reports, func(a, b ledger.ReportInfo) int { return cmp.Compare(a.Published.EDTF, b.Published.EDTF) })
	return row, nil
}

// piece is a stretch of a report's text: plain, or the word that a claim hangs
// on.
type piece struct {
	Text  string
	Claim *reading.Claim
	Tip   string
}

type paragraph struct {
	Zone   report.ZoneKind
	Pieces []piece
}

func (s *Server) report(r *http.Request) (string, any, error) {
	var data struct {
		Info       ledger.ReportInfo
		Reading    *reading.Reading
		Paragraphs []paragraph
		Voices     []voiceShare
		Versions   []ledger.ReportInfo
		Related    work.Related
		Decisions  []ledger.Decision
		Custody    string
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		id, err := v.Resolve(ctx, r.PathValue("id"))
		if err != nil {
			return err
		}
		if data.Info, err = v.Report(ctx, id); err != nil {
			return err
		}
		if data.Reading, err = v.Reading(ctx, id); err != nil {
			return err
		}
		data.Paragraphs, data.Voices = marked(data.Reading), shares(data.Reading)
		if data.Info.URL != "" {
			if data.Versions, err = v.ReportsAt(ctx, data.Info.URL); err != nil {
				return err
			}
		}
		if f, err := v.Fact(ctx, work.FactRelated, id); err == nil {
			if err := json.Unmarshal(f.Body, &data.Related); err != nil {
				return err
			}
		}
		data.Custody = string(data.Info.Custody)
		data.Decisions, err = v.Decisions(ctx, id)
		return err
	})
	return "report", data, err
}

// marked is the text with every claim's own word set apart.
func marked(r *reading.Reading) []paragraph {
	claims := slices.Clone(r.Claims)
	slices.SortStableFunc(claims, func(a, b reading.Claim) int { return a.Anchor.Start - b.Anchor.Start })
	var out []paragraph
	at := 0
	for at < len(r.Text) {
		end := strings.IndexByte(r.Text[at:], '\n')
		if end < 0 {
			end = len(r.Text)
		} else {
			end += at
		}
		if strings.TrimSpace(r.Text[at:end]) != "" {
			p := paragraph{Zone: zoneAt(r, end-1)}
			from := at
			for i := range claims {
				c := &claims[i]
				if c.Anchor.Start < from || c.Anchor.End > end {
					continue
				}
				if c.Anchor.Start > from {
					p.Pieces = append(p.Pieces, piece{Text: r.Text[from:c.Anchor.Start]})
				}
				tip, _ := sheet.Why(r, c.ID)
				p.Pieces = append(p.Pieces, piece{Text: c.Anchor.Of(r.Text), Claim: c, Tip: tip})
				from = c.Anchor.End
			}
			if from < end {
				p.Pieces = append(p.Pieces, piece{Text: r.Text[from:end]})
			}
			out = append(out, p)
		}
		at = end + 1
	}
	return out
}

func zoneAt(r *reading.Reading, at int) report.ZoneKind {
	for _, z := range r.Zones {
		if z.Span.Start <= at && at < z.Span.End {
			return z.Kind
		}
	}
	return report.Body
}

type voiceShare struct {
	Name, Kind string
	Claims     int
}

// shares are the voices by how many claims come from them.
func shares(r *reading.Reading) []voiceShare {
	own := voiceShare{Name: cmp.Or(r.Report.Outlet, "the report"), Kind: "the report's own voice"}
	by := map[string]*voiceShare{}
	for _, v := range r.Voices {
		by[v.ID] = &voiceShare{Name: cmp.Or(v.Name, "somebody unnamed"), Kind: v.Kind}
	}
	for _, c := range r.Claims {
		if len(c.Sources) == 0 {
			own.Claims++
		} else if v := by[c.Sources[len(c.Sources)-1].Voice]; v != nil {
			v.Claims++
		}
	}
	out := []voiceShare{own}
	for _, v := range r.Voices {
		if by[v.ID].Claims > 0 {
			out = append(out, *by[v.ID])
		}
	}
	slices.SortStableFunc(out, func(a, b voiceShare) int { return b.Claims - a.Claims })
	return out
}

func (s *Server) claim(r *http.Request) (string, any, error) {
	var data struct {
		*sheet.ClaimSheet
		Info  ledger.ReportInfo
		Chain []string
		Quote [3]string // the words before, of and after the claim
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		id, err := v.Resolve(ctx, r.PathValue("id"))
		if err != nil {
			return err
		}
		subject, err := work.Subject(ctx, v, id+"/"+r.PathValue("claim"))
		if err != nil {
			return err
		}
		_, claim, _ := strings.Cut(subject, "/")
		if data.ClaimSheet, err = sheet.ClaimOf(ctx, v, id, claim, s.now()); err != nil {
			return err
		}
		if data.Info, err = v.Report(ctx, id); err != nil {
			return err
		}
		read, err := v.Reading(ctx, id)
		if err != nil {
			return err
		}
		data.Chain = append(data.Chain, cmp.Or(read.Report.Outlet, "the report"))
		for _, l := range data.Claim.Sources {
			name := "somebody unnamed"
			for _, x := range read.Voices {
				if x.ID == l.Voice && x.Name != "" {
					name = x.Name
				}
			}
			data.Chain = append(data.Chain, name)
		}
		span := data.Claim.Span
		sentence := read.Sentences[data.Claim.Sentence]
		data.Quote = [3]string{read.Text[min(sentence.Start, span.Start):span.Start], span.Of(read.Text), read.Text[span.End:max(sentence.End, span.End)]}
		return nil
	})
	return "claim", data, err
}

func (s *Server) search(r *http.Request) (string, any, error) {
	q, err := queryOf(r.URL.Query())
	if err != nil {
		return "", nil, err
	}
	var data struct {
		Query          ledger.Query
		Form           map[string]string
		Page           ledger.Page
		Asked          bool
		Next           string // address of the next page
		All, Standings []string
	}
	data.Query, data.Form, data.Asked = q, map[string]string{}, r.URL.RawQuery != ""
	for k, v := range r.URL.Query() {
		data.Form[k] = v[0]
	}
	data.All = statuses
	data.Standings = []string{story.OneOrigin, story.Unsettled, story.Corroborated, story.Contested, story.Hearsay, story.NotConfirmed}
	if data.Asked {
		err = s.view(r, func(v *ledger.View) (err error) {
			data.Page, err = v.Search(r.Context(), q)
			return err
		})
		if data.Page.Next > 0 {
			next := r.URL.Query()
			next.Set("before", strconv.FormatInt(data.Page.Next, 10))
			data.Next = "/search?" + next.Encode()
		}
	}
	return "search", data, err
}

func (s *Server) story(r *http.Request) (string, any, error) {
	var data struct {
		storyRow
		Origins []originRow
		Links   []story.Link
		Names   map[string]string
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		var err error
		if data.storyRow, err = s.storyRow(r, v, r.PathValue("id"), ledger.ReportInfo{}); err != nil {
			return err
		}
		in := map[string]bool{}
		data.Names = map[string]string{}
		for _, i := range data.storyRow.Reports {
			in[i.ID] = true
			data.Names[i.ID] = cmp.Or(i.Outlet, i.ID[:8])
		}
		met := map[string]bool{}
		for _, i := range data.storyRow.Reports {
			origins, err := work.OriginsOf(ctx, v, i.ID)
			if err != nil {
				return err
			}
			for _, o := range origins {
				if met[o.ID] {
					continue
				}
				met[o.ID] = true
				row := originRow{Origin: o}
				for _, id := range o.Reports {
					i, err := v.Report(ctx, id)
					if err != nil {
						return err
					}
					row.Infos = append(row.Infos, i)
				}
				data.Origins = append(data.Origins, row)
			}
			links, err := work.LinksOf(ctx, v, i.ID)
			if err != nil {
				return err
			}
			for _, l := range links {
				if l.From == i.ID && in[l.To] && l.Kind != story.Repeats {
					data.Links = append(data.Links, l)
				}
			}
		}
		slices.SortFunc(data.Origins, func(a, b originRow) int { return cmp.Compare(a.ID, b.ID) })
		slices.SortFunc(data.Links, func(a, b story.Link) int { return cmp.Compare(a.Key(), b.Key()) })
		return nil
	})
	return "story", data, err
}

type originRow struct {
	story.Origin
	Infos []ledger.ReportInfo
}

func (s *Server) due(r *http.Request) (string, any, error) {
	var data struct {
		All  []story.Forecast
		Open []ledger.Hit
	}
	err := s.view(r, func(v *ledger.View) (err error) {
		if data.All, err = work.Forecasts(r.Context(), v, s.now()); err != nil {
			return err
		}
		page, err := v.Search(r.Context(), ledger.Query{Open: true, Limit: 200})
		data.Open = page.Hits
		return err
	})
	return "due", data, err
}

func (s *Server) voice(r *http.Request) (string, any, error) {
	var data struct {
		Name   string
		Record *story.TrackRecord
		Page   ledger.Page
	}
	data.Name = r.URL.Query().Get("name")
	err := s.view(r, func(v *ledger.View) (err error) {
		if data.Page, err = v.Search(r.Context(), ledger.Query{Voice: data.Name, Limit: 100}); err != nil {
			return err
		}
		all, err := work.Forecasts(r.Context(), v, s.now())
		for _, t := range story.Records(all, "", func(f *story.Forecast) string { return f.Voice }) {
			if strings.EqualFold(t.Name, data.Name) {
				data.Record = &t
			}
		}
		return err
	})
	return "voice", data, err
}

func (s *Server) log(r *http.Request) (string, any, error) {
	var data struct {
		Head      string
		Records   []ledger.Record
		Decisions []ledger.Decision
	}
	head, err := s.ledger.Head(r.Context())
	if err != nil {
		return "", nil, err
	}
	data.Head = head
	err = s.view(r, func(v *ledger.View) error {
		size, err := v.Size(r.Context())
		if err != nil {
			return err
		}
		for rec, err := range v.Records(r.Context(), max(0, size-200)) {
			if err != nil {
				return err
			}
			data.Records = append(data.Records, rec)
		}
		slices.Reverse(data.Records)
		data.Decisions, err = v.Decisions(r.Context(), "")
		slices.Reverse(data.Decisions)
		return err
	})
	return "log", data, err
}
