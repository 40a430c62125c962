package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
)

// The feeds that a ledger follows: a list of that name, and the kinds of the
// facts about how each feed and each link in it fared.
const (
	ListFeeds = "feeds"
	FactFeed  = "feed" // a Polled by the feed's address
	FactItem  = "item" // a Met by the link's address
)

// Polled is how a feed fared when it was last asked.
type Polled struct {
	At       time.Time `json:"at"`
	Next     time.Time `json:"next"` // not before then
	ETag     string    `json:"etag,omitempty"`
	Modified string    `json:"modified,omitempty"`
	Items    int       `json:"items"`
	Fails    int       `json:"fails"` // in a row
	Why      string    `json:"why,omitempty"`
}

// Met is what became of a link in a feed: the report it led to, or why there
// is none. A link is tried three times.
type Met struct {
	Report string `json:"report,omitempty"`
	Tries  int    `json:"tries,omitempty"`
	Why    string `json:"why,omitempty"`
}

const maxTries = 3

// Feeds are the feeds that the ledger follows.
func Feeds(ctx context.Context, v *ledger.View) ([]capture.Subscription, error) {
	b, err := v.List(ctx, ListFeeds)
	if errors.Is(err, ledger.ErrNotFound) {
		return []capture.Subscription{}, nil
	}
	var out []capture.Subscription
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	return out, err
}

// Follow adds feeds to those that the ledger follows, or takes them out; changed
// are those that were not followed, or were.
func Follow(ctx context.Context, l *ledger.Ledger, by string, add, remove []capture.Subscription) (changed []capture.Subscription, err error) {
	err = l.Append(ctx, func(t *ledger.Tx) error {
		all, err := Feeds(ctx, &t.View)
		if err != nil {
			return err
		}
		same := func(f capture.Subscription) func(capture.Subscription) bool {
			return func(g capture.Subscription) bool { return g.URL == f.URL }
		}
		for _, f := range add {
			if !slices.ContainsFunc(all, same(f)) {
				all, changed = append(all, f), append(changed, f)
			}
		}
		for _, f := range remove {
			if i := slices.IndexFunc(all, same(f)); i >= 0 {
				all, changed = slices.Delete(all, i, i+1), append(changed, f)
			}
		}
		if len(changed) == 0 {
			return nil
		}
		b, err := json.Marshal(all)
		if err != nil {
			return err
		}
		return t.List(ctx, ListFeeds, by, b)
	})
	return changed, err
}

// Watch asks the feeds that a ledger follows for new links and captures what
// they lead to. It is polite: feeds are asked conditionally and, where they
// fail, ever more rarely; robots.txt is kept to; one host is asked one thing at
// a time, with a rest between. What is captured and that it was met is one
// transaction, so that a killed watch loses nothing and takes nothing twice.
type Watch struct {
	Ledger  *ledger.Ledger
	Queue   *Queue
	Fetcher *capture.Fetcher
	By      string
	Every   time.Duration                        // between two looks at a feed
	Rest    time.Duration                        // between two requests to one host
	Tell    func(address, what string, bad bool) // of every report captured and everything that failed
	robots  robots
}

// maxHosts is how many hosts are asked at once.
const maxHosts = 8

// Round looks at the feeds that are due, captures what is new, and is when the
// next feed is due. Failures of feeds and links are told and recorded, and end
// nothing.
func (w *Watch) Round(ctx context.Context) (next time.Time, captured int, err error) {
	type feed struct {
		capture.Subscription
		Polled
	}
	var all []feed
	err = w.Ledger.View(ctx, func(v *ledger.View) error {
		list, err := Feeds(ctx, v)
		for _, s := range list {
			f := feed{Subscription: s}
			if got, err := v.Fact(ctx, FactFeed, s.URL); err == nil {
				if err := json.Unmarshal(got.Body, &f.Polled); err != nil {
					return err
				}
			}
			all = append(all, f)
		}
		return err
	})
	if err != nil {
		return next, 0, err
	}
	var mu sync.Mutex
	byHost := map[string][]capture.Item{}
	var asked sync.WaitGroup
	slots := make(chan struct{}, maxHosts)
	var failed error
	for i := range all {
		f := &all[i]
		if f.Next.After(time.Now()) {
			continue
		}
		asked.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; asked.Done() }()
			links, err := w.poll(ctx, f.URL, &f.Polled)
			if err == nil {
				err = w.keep(ctx, ledger.Fact{Kind: FactFeed, Key: f.URL}, f.Polled)
			}
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			for _, l := range links {
				byHost[hostOf(l.URL)] = append(byHost[hostOf(l.URL)], l)
			}
		}()
	}
	asked.Wait()
	for _, links := range byHost {
		asked.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; asked.Done() }()
			n, err := w.visit(ctx, links)
			mu.Lock()
			defer mu.Unlock()
			captured += n
			failed = errors.Join(failed, err)
		}()
	}
	asked.Wait()
	for _, f := range all {
		if next.IsZero() || f.Next.Before(next) {
			next = f.Next
		}
	}
	return next, captured, errors.Join(failed, ctx.Err())
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// poll asks a feed, notes how it fared in p, and is its links that the ledger
// has not met.
func (w *Watch) poll(ctx context.Context, address string, p *Polled) (fresh []capture.Item, err error) {
	header := http.Header{}
	if p.ETag != "" {
		header.Set("If-None-Match", p.ETag)
	}
	if p.Modified != "" {
		header.Set("If-Modified-Since", p.Modified)
	}
	p.At = time.Now().UTC().Truncate(time.Second)
	got, items, err := w.items(ctx, address, header)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil:
		p.Fails, p.Why, p.Items = 0, "", len(items)
		p.ETag, p.Modified = got.Header.Get("ETag"), got.Header.Get("Last-Modified")
	case got != nil && got.Status == http.StatusNotModified:
		p.Fails, p.Why = 0, ""
	default:
		p.Fails++
		p.Why = strings.TrimPrefix(err.Error(), address+": ")
		w.Tell(address, "the feed failed "+inARow(p.Fails)+": "+p.Why, true)
	}
	// A feed that fails is asked ever more rarely, up to a day; every feed a
	// little apart from the others.
	wait := min(w.Every<<min(p.Fails, 10), 24*time.Hour)
	p.Next = p.At.Add(wait + jitter(address, wait/10))
	if err != nil {
		return nil, nil
	}
	err = w.Ledger.View(ctx, func(v *ledger.View) error {
		for _, i := range items {
			m, err := met(ctx, v, i.URL)
			if err != nil {
				return err
			}
			if m.Report == "" && m.Tries < maxTries {
				fresh = append(fresh, i)
			}
		}
		return nil
	})
	// Links whose page could not be had must be met again: the feed is asked
	// in full next time.
	if len(fresh) > 0 {
		p.ETag, p.Modified = "", ""
	}
	return fresh, err
}

// items are the links of a feed, or of a sitemap with those that it names.
func (w *Watch) items(ctx context.Context, address string, header http.Header) (*capture.Fetched, []capture.Item, error) {
	got, err := w.Fetcher.Get(ctx, address, header)
	if err != nil {
		return got, nil, err
	}
	_, items, more, err := capture.Items(got.Body, got.Final)
	for _, m := range more[:min(len(more), 50)] {
		sub, err := w.Fetcher.Get(ctx, m, nil)
		if err != nil {
			w.Tell(m, err.Error(), true)
			continue
		}
		_, further, _, err := capture.Items(sub.Body, sub.Final)
		if err != nil {
			w.Tell(m, err.Error(), true)
		}
		items = append(items, further...)
	}
	return got, items, err
}

// inARow is how often a feed failed, in words.
func inARow(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times in a row", n)
}

// Fared is how a feed fared, in words.
func (p Polled) Fared() string {
	switch at := p.At.Format("2006-01-02 15:04 MST"); {
	case p.At.IsZero():
		return "not asked yet"
	case p.Fails > 0:
		return fmt.Sprintf("failed %s, last on %s: %s", inARow(p.Fails), at, p.Why)
	default:
		return fmt.Sprintf("%d links on %s", p.Items, at)
	}
}

func jitter(address string, most time.Duration) time.Duration {
	if most <= 0 {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(address))
	return time.Duration(h.Sum64() % uint64(most))
}

func met(ctx context.Context, v *ledger.View, link string) (m Met, err error) {
	f, err := v.Fact(ctx, FactItem, link)
	if errors.Is(err, ledger.ErrNotFound) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(f.Body, &m)
	}
	return m, err
}

// visit captures the pages behind links of one host, one after another.
func (w *Watch) visit(ctx context.Context, links []capture.Item) (captured int, err error) {
	for i, link := range links {
		if i > 0 {
			select {
			case <-ctx.Done():
				return captured, ctx.Err()
			case <-time.After(w.Rest):
			}
		}
		ok, err := w.take(ctx, link)
		if err != nil {
			return captured, err
		}
		if ok {
			captured++
		}
	}
	return captured, nil
}

// take captures the page behind a link and notes that it was met.
func (w *Watch) take(ctx context.Context, item capture.Item) (bool, error) {
	link := item.URL
	one, err := w.page(ctx, link, extract.Options{Feed: item.Published})
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err == nil {
		id := ledger.ReportID(one.Report)
		body, _ := json.Marshal(Met{Report: id}) // plain data always can
		if _, _, err := w.Queue.Capture(ctx, []ledger.Capture{one}, 1, ledger.Fact{Kind: FactItem, Key: link, Body: body}); err != nil {
			return false, err
		}
		w.Tell(link, one.Report.Title, false)
		return true, nil
	}
	w.Tell(link, err.Error(), true)
	var m Met
	e := w.Ledger.View(ctx, func(v *ledger.View) (err error) {
		m, err = met(ctx, v, link)
		return err
	})
	if e != nil {
		return false, e
	}
	return false, w.keep(ctx, ledger.Fact{Kind: FactItem, Key: link}, Met{Tries: m.Tries + 1, Why: err.Error()})
}

func (w *Watch) keep(ctx context.Context, f ledger.Fact, body any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	f.Body = b
	return w.Ledger.Append(ctx, func(t *ledger.Tx) error { return t.Put(ctx, w.By, f) })
}

func (w *Watch) page(ctx context.Context, link string, known extract.Options) (c ledger.Capture, err error) {
	if err := w.robots.allowed(ctx, w.Fetcher, link); err != nil {
		return c, err
	}
	p, got, err := Page(ctx, w.Fetcher, link, known)
	if err != nil {
		return c, err
	}
	return captured(p, got.Body, got.At, w.By, Custody{Fetched: got}), nil
}
