// Command load asks a running desk as many people would, so many times a second
// for so long, brings reports in meanwhile, and tells how long answers took.
//
//	go run ./web/load --fill l.db --reports 2500
//	sayso serve --db l.db --jobs 1 &
//	go run ./web/load --desk http://127.0.0.1:7297 --rate 200 --for 60s --add 1
//
// It measures from when a request was due, not from when it could be sent, so
// that a desk that falls behind is told as slow as it is.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sayso/sayso/client"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

func main() {
	desk := flag.String("desk", "http://127.0.0.1:7297", "address of the desk")
	token := flag.String("token", "", "token, for a desk with accounts")
	rate := flag.Int("rate", 200, "requests a second, at most 2000")
	lasts := flag.Duration("for", 60*time.Second, "how long, at most 10m")
	add := flag.Float64("add", 1, "reports brought in a second")
	fill := flag.String("fill", "", "make a ledger of synthetic reports in this file, and ask nobody")
	reports := flag.Int("reports", 2500, "how many, of 40 claims each")
	flag.Parse()
	if *fill != "" {
		if err := filled(context.Background(), *fill, *reports); err != nil {
			fmt.Fprintln(os.Stderr, "load:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(&client.Client{Base: *desk, Token: *token}, min(*rate, 2000), min(*lasts, 10*time.Minute), *add); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// filled makes a ledger of synthetic reports with their readings.
func filled(ctx context.Context, path string, reports int) error {
	l, err := ledger.Open(ctx, path)
	if err != nil {
		return err
	}
	defer l.Close()
	g := ledgertest.New(1)
	for done := 0; done < reports; done += 100 {
		err := l.Append(ctx, func(t *ledger.Tx) error {
			for range min(100, reports-done) {
				c, r := g.Next()
				info, _, err := t.Capture(ctx, c)
				if err != nil {
					return err
				}
				if _, err := t.Read(ctx, info.ID, r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// took is one answer.
type took struct {
	kind   string
	status int
	time   time.Duration
	bytes  int64
}

func run(c *client.Client, rate int, lasts time.Duration, add float64) error {
	ctx := context.Background()
	c.HTTP = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConns: 500, MaxIdleConnsPerHost: 500}}
	kinds, err := asks(ctx, c)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var all []took
	var running sync.WaitGroup
	ctx, cancel := context.WithTimeout(ctx, lasts)
	defer cancel()
	added, failed := 0, error(nil)
	running.Go(func() {
		if add <= 0 {
			return
		}
		t := time.NewTicker(time.Duration(float64(time.Second) / add))
		defer t.Stop()
		for ctx.Err() == nil {
			r := report(added)
			if _, err := c.Add(ctx, r); err != nil && ctx.Err() == nil {
				failed = err
				return
			}
			added++
			select {
			case <-t.C:
			case <-ctx.Done():
			}
		}
	})
	r := rand.New(rand.NewPCG(1, 2))
	began := time.Now()
	n := int(lasts.Seconds() * float64(rate))
	for i := range n {
		due := began.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		kind := kinds[r.IntN(len(kinds))]
		path := kind.paths[r.IntN(len(kind.paths))]
		running.Go(func() {
			status, bytes := ask(c, path)
			t := took{kind.name, status, time.Since(due), bytes}
			mu.Lock()
			all = append(all, t)
			mu.Unlock()
		})
	}
	running.Wait()
	return tell(all, time.Since(began), added, failed)
}

func ask(c *client.Client, path string) (status int, bytes int64) {
	req, err := http.NewRequest(http.MethodGet, c.Base+path, nil)
	if err != nil {
		return 0, 0
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return 0, 0
	}
	defer resp.Body.Close()
	bytes, err = io.Copy(io.Discard, resp.Body)
	if err != nil {
		return 0, bytes
	}
	return resp.StatusCode, bytes
}

// kind is one sort of request, with addresses of things that are there.
type kind struct {
	name  string
	often int
	paths []string
}

// asks is the mix, each kind as often as it is in it.
func asks(ctx context.Context, c *client.Client) ([]kind, error) {
	var reports, texts, claims, stories, words, voices []string
	for r, err := range c.Reports(ctx) {
		if err != nil {
			return nil, err
		}
		if r.Reader != "" {
			reports, texts = append(reports, "/api/v1/reports/"+r.ID), append(texts, "/api/v1/reports/"+r.ID+"/text")
		}
		if len(reports) == 500 {
			break
		}
	}
	for h, err := range c.Search(ctx, url.Values{"limit": {"500"}}) {
		if err != nil {
			return nil, err
		}
		claims = append(claims, "/api/v1/claims/"+h.Report+"/"+h.Claim)
		voices = append(voices, "/api/v1/claims?voice="+url.QueryEscape(h.Voice))
		for _, w := range strings.Fields(h.Text) {
			if len(w) > 4 {
				words = append(words, "/api/v1/claims?q="+url.QueryEscape(w))
			}
		}
		if len(claims) == 500 {
			break
		}
	}
	for s, err := range c.Stories(ctx) {
		if err != nil {
			return nil, err
		}
		if stories = append(stories, "/api/v1/stories/"+s.ID); len(stories) == 500 {
			break
		}
	}
	out := []kind{
		{"list of reports", 3, []string{"/api/v1/reports"}}, {"reading", 4, reports}, {"text", 1, texts}, {"claim", 4, claims}, {"story", 2, stories},
		{"search by words", 4, words}, {"search by voice", 2, voices}, {"search by status and when", 1, []string{"/api/v1/claims?status=planned&when=2024", "/api/v1/claims?status=ordered"}},
		{"facets", 1, []string{"/api/v1/facets?status=ordered", "/api/v1/facets?status=predicted"}}, {"due", 2, []string{"/api/v1/due"}}, {"voices", 1, []string{"/api/v1/voices"}},
		{"entities", 1, []string{"/api/v1/entities"}}, {"decisions", 1, []string{"/api/v1/decisions"}}, {"log", 1, []string{"/api/v1/log?limit=50", "/api/v1/log/head"}},
		{"inbox page", 2, []string{"/"}}, {"report page", 2, pages(reports)}, {"me", 1, []string{"/api/v1/me"}},
	}
	out = slices.DeleteFunc(out, func(k kind) bool { return len(k.paths) == 0 })
	if len(reports) == 0 {
		return nil, fmt.Errorf("the desk at %s has no report to ask for: sayso add some first", c.Base)
	}
	var mix []kind
	for _, k := range out {
		for range k.often {
			mix = append(mix, k)
		}
	}
	return mix, nil
}

// pages are the addresses of the reports' pages.
func pages(reports []string) []string {
	out := make([]string, len(reports))
	for i, r := range reports {
		out[i] = "/report/" + r[strings.LastIndexByte(r, '/')+1:]
	}
	return out
}

// report is a made-up report, another for each number.
func report(n int) client.Incoming {
	at := time.Now().UnixNano()
	text := fmt.Sprintf("HALDA - The ferry Norr %d lies in port with a broken gate, the coastguard said on Tuesday.\n\nTwo officials said that %d passengers had waited since Monday. The company plans to send another ship in April, according to a letter of number %d.\n", n, 20+n%300, at)
	return client.Incoming{Text: text, Outlet: fmt.Sprintf("Halda Wire %d", n%40), Published: "2024-03-12"}
}

func tell(all []took, lasted time.Duration, added int, failed error) error {
	bad := 0
	by := map[string][]took{"all": all}
	for _, t := range all {
		if t.status != http.StatusOK {
			bad++
		}
		by[t.kind] = append(by[t.kind], t)
	}
	fmt.Printf("%d requests in %.1f s, %d reports brought in, %d requests not answered 200\n", len(all), lasted.Seconds(), added, bad)
	fmt.Printf("%-28s %7s %8s %8s %8s %8s %9s\n", "", "asked", "p50 ms", "p95 ms", "p99 ms", "most ms", "kB each")
	names := make([]string, 0, len(by))
	for name := range by {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		ts := by[name]
		slices.SortFunc(ts, func(a, b took) int { return int(a.time - b.time) })
		var bytes int64
		for _, t := range ts {
			bytes += t.bytes
		}
		at := func(q float64) float64 {
			return float64(ts[min(len(ts)-1, int(q*float64(len(ts))))].time.Microseconds()) / 1000
		}
		fmt.Printf("%-28s %7d %8.1f %8.1f %8.1f %8.1f %9.1f\n", name, len(ts), at(0.5), at(0.95), at(0.99), at(1), float64(bytes)/float64(len(ts))/1000)
	}
	if failed != nil {
		return fmt.Errorf("bringing a report in: %w", failed)
	}
	if bad > 0 {
		return fmt.Errorf("%d requests failed", bad)
	}
	return nil
}
