package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

// feedState is a feed and how it fared.
type feedState struct {
	capture.Subscription
	Asked  bool        `json:"asked" doc:"it was asked at least once"`
	Polled work.Polled `json:"polled"`
}

func (s *Server) feedsAPI(a apiOf) {
	reads(a, "/api/v1/feeds", told{account.Read, "feeds", "Feeds and sitemaps that are followed, and how each fared", "sayso watch asks them."},
		func(ctx context.Context, _ *struct{}) (list[feedState], error) {
			return looked(ctx, s, func(v *ledger.View) (list[feedState], error) {
				out := list[feedState]{Items: []feedState{}}
				all, err := work.Feeds(ctx, v)
				for _, f := range all {
					row := feedState{Subscription: f}
					absent := false
					if row.Polled, absent, err = factOf[work.Polled](ctx, v, work.FactFeed, f.URL); err != nil {
						return out, err
					}
					row.Asked = !absent
					out.Items = append(out.Items, row)
				}
				return out, err
			})
		})
	on(a, http.MethodPost, "/api/v1/feeds", told{account.Manage, "feeds", "Follow a feed or sitemap", "Nothing is fetched by this: sayso watch asks it, and never at an address of a private network."},
		func(ctx context.Context, in *body[struct {
			URL   string `json:"url" minLength:"1" maxLength:"4000"`
			Title string `json:"title,omitempty" maxLength:"1000"`
		}]) (*body[list[capture.Subscription]], error) {
			if !capture.IsAddress(in.Body.URL) {
				return nil, fmt.Errorf("feed %q: %w: an address begins with https://", in.Body.URL, ledger.ErrInput)
			}
			return s.follow(ctx, []capture.Subscription{{URL: in.Body.URL, Title: in.Body.Title}}, nil)
		})
	on(a, http.MethodDelete, "/api/v1/feeds", told{account.Manage, "feeds", "Follow a feed no longer", "What it brought stays."},
		func(ctx context.Context, in *struct {
			URL string `query:"url" required:"true" maxLength:"4000"`
		}) (*body[list[capture.Subscription]], error) {
			return s.follow(ctx, nil, []capture.Subscription{{URL: in.URL}})
		})
}

// follow adds or removes feeds and is those that changed.
func (s *Server) follow(ctx context.Context, add, remove []capture.Subscription) (*body[list[capture.Subscription]], error) {
	changed, err := work.Follow(ctx, s.whole, who(ctx).Name, add, remove)
	return &body[list[capture.Subscription]]{list[capture.Subscription]{Items: some(changed)}}, err
}
