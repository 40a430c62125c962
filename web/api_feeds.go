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
			return listFeeds(s.followFeed(ctx, in.Body.URL, in.Body.Title))
		})
	on(a, http.MethodDelete, "/api/v1/feeds", told{account.Manage, "feeds", "Follow a feed no longer", "What it brought stays."},
		func(ctx context.Context, in *struct {
			URL string `query:"url" required:"true" maxLength:"4000"`
		}) (*body[list[capture.Subscription]], error) {
			return listFeeds(s.leaveFeed(ctx, in.URL))
		})
}

// followFeed follows a feed or sitemap, and is what changed.
func (s *Server) followFeed(ctx context.Context, url, title string) ([]capture.Subscription, error) {
	if !capture.IsAddress(url) {
		return nil, fmt.Errorf("feed %q: %w: an address begins with https://", url, ledger.ErrInput)
	}
	return work.Follow(ctx, s.whole, who(ctx).Name, []capture.Subscription{{URL: url, Title: title}}, nil)
}

// leaveFeed follows a feed no longer, and is what changed.
func (s *Server) leaveFeed(ctx context.Context, url string) ([]capture.Subscription, error) {
	return work.Follow(ctx, s.whole, who(ctx).Name, nil, []capture.Subscription{{URL: url}})
}

func listFeeds(changed []capture.Subscription, err error) (*body[list[capture.Subscription]], error) {
	return &body[list[capture.Subscription]]{list[capture.Subscription]{Items: some(changed)}}, err
}
