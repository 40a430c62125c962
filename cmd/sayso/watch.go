package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newFollow() *cobra.Command {
	var db, by string
	var remove bool
	c := &cobra.Command{
		Use:   "follow FEED|FILE.opml...",
		Short: "Follow feeds and sitemaps: sayso watch adds what they link to",
		Long: `Add feeds (RSS, Atom, JSON Feed), sitemaps or the feeds of an OPML file to those
that the ledger follows. sayso watch asks them.`,
		Example: `  sayso follow https://example.org/news.rss
  sayso follow subscriptions.opml
  sayso follow --remove https://example.org/news.rss`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var feeds []capture.Subscription
			for _, a := range args {
				if capture.IsAddress(a) {
					feeds = append(feeds, capture.Subscription{URL: a})
					continue
				}
				b, err := capture.File(c.Context(), a, c.InOrStdin())
				if err != nil {
					return exit{exitUnread, err}
				}
				list, err := capture.OPML(b)
				if err != nil {
					return exit{exitUnread, fmt.Errorf("%s: %w", a, err)}
				}
				feeds = append(feeds, list...)
			}
			open := makeLedger
			if remove {
				open = withLedger
			}
			return open(c.Context(), db, func(l *ledger.Ledger) error {
				add, drop := feeds, []capture.Subscription(nil)
				if remove {
					add, drop = nil, feeds
				}
				changed, err := work.Follow(c.Context(), l, by, add, drop)
				if err != nil {
					return exit{exitUnread, err}
				}
				verb := "followed"
				if remove {
					verb = "no longer followed"
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%d of %d feeds are now %s\n", len(changed), len(feeds), verb)
				return err
			})
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&by, "by", userName(), "who follows")
	c.Flags().BoolVar(&remove, "remove", false, "follow them no longer")
	return c
}

func newFeeds() *cobra.Command {
	var db, format string
	var opml bool
	c := &cobra.Command{
		Use:     "feeds",
		Short:   "List the feeds that are followed, and how each fared",
		Example: "  sayso feeds\n  sayso feeds --opml > subscriptions.opml",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				return l.View(c.Context(), func(v *ledger.View) error {
					feeds, err := work.Feeds(c.Context(), v)
					if err != nil {
						return exit{exitUnread, err}
					}
					if opml {
						b, err := capture.WriteOPML(feeds)
						if err == nil {
							_, err = c.OutOrStdout().Write(b)
						}
						return err
					}
					if format == "text" && len(feeds) == 0 {
						fmt.Fprintln(c.ErrOrStderr(), "no feed is followed: sayso follow FEED takes one in")
					}
					for _, f := range feeds {
						var p work.Polled
						got, err := v.Fact(c.Context(), work.FactFeed, f.URL)
						if err == nil {
							err = json.Unmarshal(got.Body, &p)
						}
						if err != nil && !errors.Is(err, ledger.ErrNotFound) {
							return exit{exitUnread, err}
						}
						if format == "json" {
							err = jsonLine(c.OutOrStdout(), struct {
								capture.Subscription
								work.Polled
							}{f, p})
						} else {
							_, err = fmt.Fprintf(c.OutOrStdout(), "%s  %s\n", f.URL, p.Fared())
						}
						if err != nil {
							return err
						}
					}
					return nil
				})
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "one line a feed")
	c.Flags().BoolVar(&opml, "opml", false, "write them as OPML")
	return c
}

func newWatch(stderr *os.File) *cobra.Command {
	var db, by string
	var allow []string
	var every, rest time.Duration
	var once bool
	c := &cobra.Command{
		Use:   "watch",
		Short: "Ask the feeds that are followed, and add what is new, until stopped",
		Long: `Ask the feeds that sayso follow has named, add and read what they newly link to,
and relate it to the rest, until Ctrl-C. Feeds are asked conditionally and, where
they fail, ever more rarely; robots.txt is kept to, and a host is asked one thing
at a time. A watch that was killed goes on where it was.`,
		Example: `  sayso watch
  sayso watch --once --every 1h        from a timer`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			r, err := newReader(c.InOrStdin())
			if err != nil {
				return err
			}
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				q, err := work.OpenQueue(c.Context(), l, work.Options{Reader: r.Reader, Parallel: 2, Done: func(report string, err error) {
					if err != nil {
						fmt.Fprintln(stderr, "sayso:", err)
					}
				}})
				if err != nil {
					return exit{exitUnread, err}
				}
				bad := 0
				var mu sync.Mutex
				w := &work.Watch{Ledger: l, Queue: q, Fetcher: &capture.Fetcher{Allow: allow}, By: by, Every: every, Rest: rest, Tell: func(address, what string, failed bool) {
					mu.Lock()
					defer mu.Unlock()
					if failed {
						bad++
						fmt.Fprintf(stderr, "sayso: %s: %s\n", address, strings.TrimPrefix(what, address+": "))
						return
					}
					fmt.Fprintf(c.OutOrStdout(), "%s  %s\n", address, what)
				}}
				for {
					next, n, err := w.Round(c.Context())
					if err == nil && n > 0 || once {
						err = errors.Join(err, q.Drain(c.Context()))
					}
					switch {
					case errors.Is(err, context.Canceled):
						return exit{exitInterrupted, errors.New("stopped; sayso watch goes on where this stopped")}
					case err != nil:
						return exit{exitUnread, err}
					case next.IsZero():
						return exit{exitUnread, errors.New("no feed is followed: sayso follow FEED names one")}
					case once && bad > 0:
						return exit{exitUnread, fmt.Errorf("%d reports added; %d feeds or links failed", n, bad)}
					case once:
						if n == 0 {
							fmt.Fprintf(stderr, "sayso: nothing new; the next feed is due at %s\n", next.Local().Format("2006-01-02 15:04:05"))
						}
						return nil
					}
					select {
					case <-c.Context().Done():
						return exit{exitInterrupted, errors.New("stopped; sayso watch goes on where this stopped")}
					case <-time.After(max(time.Second, time.Until(next))):
					}
				}
			})
		},
	}
	dbFlag(c, &db)
	webFlag(c, &allow)
	c.Flags().StringVar(&by, "by", userName(), "who watches")
	c.Flags().DurationVar(&every, "every", 15*time.Minute, "between two looks at a feed")
	c.Flags().DurationVar(&rest, "rest", time.Second, "between two requests to one host")
	c.Flags().BoolVar(&once, "once", false, "one round, then end")
	return c
}
