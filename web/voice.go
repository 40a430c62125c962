package web

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/picture"
	"github.com/sayso/sayso/story"
)

// relay is an outlet that passes a voice on.
type relay struct {
	Outlet string
	Claims int
}

// enough is how many decided forecasts a rate takes before it says much.
const enough = 20

func (s *Server) voice(r *http.Request) (string, any, error) {
	var data struct {
		Name             string
		Record           *story.TrackRecord
		Few              bool
		Pack             string
		Packs            []string
		Calibration      template.HTML
		Unscored         int // decided forecasts without a word that the pack gives a number
		Forecasts        []story.Forecast
		MoreForecasts    int
		Hits             []ledger.Hit
		More             bool
		Relays           []relay
		Counted          int
		NotableSpeakers  []voiceCount
		Decisions        []ledger.Decision
		ByStatus         []narrowing
		Listing, Subject bool
	}
	data.Name = strings.TrimSpace(r.URL.Query().Get("name"))
	data.Pack, data.Packs = cmp.Or(r.URL.Query().Get("pack"), story.PackICD203), story.Packs
	if !slices.Contains(story.Packs, data.Pack) {
		return "", nil, fmt.Errorf("pack %q: %w: it is one of %v", data.Pack, ledger.ErrInput, story.Packs)
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		all, err := s.foretold(ctx, v)
		if err != nil {
			return err
		}
		if data.Name == "" {
			data.Listing = true
			data.NotableSpeakers, err = speakers(r, v)
			return err
		}
		data.Subject = true
		var mine []story.Forecast
		for _, f := range all {
			if strings.EqualFold(f.Voice, data.Name) {
				mine = append(mine, f)
			}
		}
		for _, t := range story.Records(mine, data.Pack, func(*story.Forecast) string { return data.Name }) {
			data.Record, data.Few = &t, t.Decided() < enough
		}
		data.Calibration, data.Unscored = calibration(mine, data.Pack)
		data.Forecasts = mine[:min(len(mine), 30)]
		data.MoreForecasts = len(mine) - len(data.Forecasts)
		page, err := v.Search(ctx, ledger.Query{Voice: data.Name, Limit: facetHits})
		if err != nil {
			return err
		}
		data.Counted = len(page.Hits)
		data.Hits, data.More = page.Hits[:min(len(page.Hits), 40)], len(page.Hits) > 40
		n := map[string]int{}
		for _, h := range page.Hits {
			n[h.Outlet]++
		}
		for o, c := range n {
			data.Relays = append(data.Relays, relay{o, c})
		}
		slices.SortFunc(data.Relays, func(a, b relay) int { return cmp.Or(b.Claims-a.Claims, cmp.Compare(a.Outlet, b.Outlet)) })
		for _, about := range []string{data.Name, "voice:" + data.Name} {
			d, err := v.Decisions(ctx, about)
			if err != nil {
				return err
			}
			data.Decisions = append(data.Decisions, d...)
		}
		return nil
	})
	return "voice", data, err
}

type voiceCount struct {
	Name   string
	Claims int
}

// speakers are the voices of the newest claims.
func speakers(r *http.Request, v *ledger.View) ([]voiceCount, error) {
	page, err := v.Search(r.Context(), ledger.Query{Limit: 1000})
	n := map[string]int{}
	for _, h := range page.Hits {
		n[h.Voice]++
	}
	var out []voiceCount
	for name, c := range n {
		if name != "" {
			out = append(out, voiceCount{name, c})
		}
	}
	slices.SortFunc(out, func(a, b voiceCount) int { return cmp.Or(b.Claims-a.Claims, cmp.Compare(a.Name, b.Name)) })
	return out[:min(len(out), 60)], err
}

// calibration is how often forecasts of each likelihood were borne out, for
// those whose words the pack gives a number.
func calibration(all []story.Forecast, pack string) (template.HTML, int) {
	type bin struct {
		low, high float64
		of        []story.Forecast
		words     []string
	}
	var bins []*bin
	unscored := 0
	for _, f := range all {
		if f.Outcome != story.BorneOut && f.Outcome != story.NotBorneOut {
			continue
		}
		low, high, ok := story.Likelihood(pack, f.Likelihood)
		if !ok {
			unscored++
			continue
		}
		i := slices.IndexFunc(bins, func(b *bin) bool { return b.low == low && b.high == high })
		if i < 0 {
			bins, i = append(bins, &bin{low: low, high: high}), len(bins)
		}
		b := bins[i]
		b.of = append(b.of, f)
		if !slices.Contains(b.words, f.Likelihood) {
			b.words = append(b.words, f.Likelihood)
		}
	}
	var bands []picture.Band
	for _, b := range bins {
		t := story.Records(b.of, "", func(*story.Forecast) string { return "" })[0]
		bands = append(bands, picture.Band{Said: (b.low + b.high) / 2, Low: t.Low, High: t.High, Share: float64(t.BorneOut) / float64(t.Decided()), N: t.Decided(),
			Label: fmt.Sprintf("%s: %d of %d", strings.Join(b.words, ", "), t.BorneOut, t.Decided())})
	}
	if len(bands) == 0 {
		return "", unscored
	}
	return inline(picture.Calibration("How often forecasts were borne out, by what their words stand for; bars are 95 % intervals", bands)), unscored
}
