package web

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

// Searched is a search as an address has it. The pages' forms send empty fields.
type Searched struct {
	Q          string   `query:"q" doc:"words; \"in a row\"; begin*" maxLength:"1000"`
	Voice      string   `query:"voice" doc:"any voice of the chain; the outlet where the claim is its own" maxLength:"1000"`
	Entity     string   `query:"entity" maxLength:"1000"`
	Outlet     string   `query:"outlet" maxLength:"1000"`
	Report     string   `query:"report" doc:"a report's id" maxLength:"100"`
	Status     []string `query:"status,explode" doc:"happened, holds, habitual, ordered, planned, predicted, conditional or unknown"`
	Factuality []string `query:"factuality,explode" doc:"CT+, PR+, PS+, CT-, PR-, PS- or U"`
	When       string   `query:"when" doc:"EDTF date or interval" maxLength:"100"`
	Published  string   `query:"published" doc:"EDTF date or interval" maxLength:"100"`
	Low        string   `query:"low" doc:"a quantity of the claim may be this or more" maxLength:"40"`
	High       string   `query:"high" doc:"a quantity of the claim may be this or less" maxLength:"40"`
	Standing   string   `query:"standing" maxLength:"100"`
	MinOrigins string   `query:"min_origins" maxLength:"10"`
	Open       string   `query:"open" doc:"anything: open questions alone" maxLength:"10"`
}

func (q *Searched) values() url.Values {
	all := url.Values{"q": {q.Q}, "voice": {q.Voice}, "entity": {q.Entity}, "outlet": {q.Outlet}, "report": {q.Report}, "status": q.Status, "factuality": q.Factuality, "when": {q.When},
		"published": {q.Published}, "low": {q.Low}, "high": {q.High}, "standing": {q.Standing}, "min_origins": {q.MinOrigins}, "open": {q.Open}}
	maps.DeleteFunc(all, func(_ string, v []string) bool { return len(v) == 0 || v[0] == "" })
	return all
}

func (s *Server) claimsAPI(a apiOf) {
	reads(a, "/api/v1/claims", told{account.Read, "claims", "Search", "What is empty does not restrict. The newest arrivals come first."},
		func(ctx context.Context, in *struct {
			Searched
			Paged
		}) (list[ledger.Hit], error) {
			out := list[ledger.Hit]{Items: []ledger.Hit{}}
			values := in.values()
			values.Set("before", in.Cursor)
			values.Set("limit", strconv.Itoa(in.Limit))
			q, err := queryOf(values)
			if err != nil {
				return out, err
			}
			p, err := looked(ctx, s, func(v *ledger.View) (ledger.Page, error) { return v.Search(ctx, q) })
			if out.Items = append(out.Items, p.Hits...); p.Next > 0 {
				out.Next = strconv.FormatInt(p.Next, 10)
			}
			return out, err
		})
	reads(a, "/api/v1/facets", told{account.Read, "claims", "How many of the claims found are of which kind", "Counts over the newest 2,000 claims found; complete tells whether those are all."},
		func(ctx context.Context, in *Searched) (counts, error) {
			q, err := queryOf(in.values())
			if err != nil {
				return counts{}, err
			}
			return looked(ctx, s, func(v *ledger.View) (counts, error) { return countsOf(ctx, v, q) })
		})
	reads(a, "/api/v1/claims/{id}/{claim}", told{account.Read, "claims", "A claim with all that bears on it", "On whose say-so, in one sentence; its standing with the reason, forecast, links, and decisions."},
		func(ctx context.Context, in *byClaim) (claimSheet, error) {
			return looked(ctx, s, func(v *ledger.View) (claimSheet, error) {
				id, err := v.Resolve(ctx, in.ID)
				if err == nil {
					_, err = work.Subject(ctx, v, id+"/"+in.Claim)
				}
				if err != nil {
					return claimSheet{}, err
				}
				c, err := sheet.ClaimOf(ctx, v, id, in.Claim, s.now())
				if err != nil {
					return claimSheet{}, err
				}
				return claimSheet{c, decidedAll(c.Decisions)}, nil
			})
		})
}

// claimSheet is a claim's sheet, with which of its decisions were taken back.
type claimSheet struct {
	*sheet.ClaimSheet
	Decisions []decided `json:"decisions"`
}

// counted is a value and how many claims have it.
type counted struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

type counts struct {
	Counted    int       `json:"counted"`
	Complete   bool      `json:"complete"`
	Status     []counted `json:"status"`
	Factuality []counted `json:"factuality"`
	Voice      []counted `json:"voice"`
	Outlet     []counted `json:"outlet"`
	Standing   []counted `json:"standing"`
	Open       []counted `json:"open_question"`
}

// mostFaceted bounds the claims that counts look at.
const mostFaceted = 2000

func countsOf(ctx context.Context, v *ledger.View, q ledger.Query) (counts, error) {
	out := counts{Complete: true}
	var by [6]map[string]int
	for i := range by {
		by[i] = map[string]int{}
	}
	q.Limit, q.Before = 1000, 0
	for out.Counted < mostFaceted {
		page, err := v.Search(ctx, q)
		if err != nil {
			return out, err
		}
		for _, h := range page.Hits {
			for i, value := range [...]string{string(h.Status), string(h.Factuality), h.Voice, h.Outlet, h.Standing, strconv.FormatBool(h.Open)} {
				by[i][value]++
			}
		}
		out.Counted += len(page.Hits)
		if q.Before = page.Next; page.Next == 0 {
			break
		}
	}
	out.Complete = q.Before == 0
	for i, to := range []*[]counted{&out.Status, &out.Factuality, &out.Voice, &out.Outlet, &out.Standing, &out.Open} {
		*to = []counted{}
		for _, value := range slices.Sorted(maps.Keys(by[i])) {
			*to = append(*to, counted{value, by[i][value]})
		}
		slices.SortStableFunc(*to, func(a, b counted) int { return cmp.Compare(b.Count, a.Count) })
		*to = (*to)[:min(len(*to), 50)]
	}
	return out, nil
}
