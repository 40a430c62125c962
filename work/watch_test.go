package work

import (
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"github.com/sayso/sayso/capture"
	"github.com/sayso/sayso/ledger"
)

// newsSite serves a feed of n links of which most lead to pages, and every
// tenth goes wrong in a way of its own; good is how many pages can be had, and
// asked counts the requests for each path.
func newsSite(t *testing.T, n int) (site *httptest.Server, good int, asked func(path string) int) {
	var mu sync.Mutex
	count := map[string]int{}
	story := func(i string) string {
		return "<html><head><title>Ferry " + i + " late</title></head><body><article><h1>Ferry " + i + " late</h1><p>Ferry number " + i + " reached Tannet two hours late on Monday, the port authority said, because of fog over the strait.</p>" +
			"<p>Nobody was hurt, and the " + i + " passengers were given tea, the company said in a statement on the same day.</p></article></body></html>"
	}
	ways := []string{"slow", "gone", "loop", "huge", "bomb", "private", "empty"}
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /kept/\n") })
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"all"`)
		if r.Header.Get("If-None-Match") == `"all"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Tannet</title>`)
		for i := range n {
			path := fmt.Sprintf("/ok/%d", i)
			switch {
			case i%10 == 9:
				path = fmt.Sprintf("/%s/%d", ways[i/10%len(ways)], i)
			case i%50 == 4:
				path = fmt.Sprintf("/moved/%d", i)
			case i%50 == 5:
				path = fmt.Sprintf("/koi8/%d", i)
			case i%50 == 6:
				path = fmt.Sprintf("/kept/%d", i)
			}
			fmt.Fprintf(w, "<item><title>Ferry %d</title><link>%s</link></item><item><link>%s#again</link></item>", i, path, path)
		}
		fmt.Fprint(w, "</channel></rss>")
	})
	mux.HandleFunc("/ok/{i}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, story(r.PathValue("i")))
	})
	mux.HandleFunc("/moved/{i}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/ok/m"+r.PathValue("i"), http.StatusFound)
	})
	mux.HandleFunc("/koi8/{i}", func(w http.ResponseWriter, r *http.Request) {
		s, _ := charmap.KOI8R.NewEncoder().String("<meta charset=koi8-r><p>Паром номер " + r.PathValue("i") + " опоздал в Таннет на два часа в понедельник, сообщил порт, из-за тумана над проливом.</p>")
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, s)
	})
	mux.HandleFunc("/slow/{i}", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	})
	mux.HandleFunc("/loop/{i}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })
	mux.HandleFunc("/private/{i}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.2/", http.StatusFound)
	})
	mux.HandleFunc("/huge/{i}", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("x", 1<<20)) })
	mux.HandleFunc("/bomb/{i}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		for range 256 {
			if _, err := z.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/empty/{i}", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html></html>") })
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		count[r.URL.Path]++
		mu.Unlock()
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	for i := range n {
		if i%10 != 9 && i%50 != 6 {
			good++
		}
	}
	return s, good, func(path string) int {
		mu.Lock()
		defer mu.Unlock()
		return count[path]
	}
}

func watchOf(t *testing.T, l *ledger.Ledger, host string) (w *Watch, bad func() []string) {
	q, err := OpenQueue(t.Context(), l, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var list []string
	w = &Watch{Ledger: l, Queue: q, By: "test", Every: time.Nanosecond, Fetcher: &capture.Fetcher{Allow: []string{host}, Timeout: 150 * time.Millisecond, MaxBytes: 1 << 19},
		Tell: func(address, what string, failed bool) {
			mu.Lock()
			defer mu.Unlock()
			if failed {
				list = append(list, what)
			}
		}}
	return w, func() []string { mu.Lock(); defer mu.Unlock(); return list }
}

func openLedger(t *testing.T) *ledger.Ledger {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func reports(t *testing.T, l *ledger.Ledger) (urls map[string]int) {
	urls = map[string]int{}
	err := l.View(t.Context(), func(v *ledger.View) error {
		for i, err := range v.Reports(t.Context()) {
			if err != nil {
				return err
			}
			urls[i.URL]++
			if len(i.Custody) == 0 {
				t.Error("no custody of", i.URL)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return urls
}

// All pages that can be had are captured once, whatever else the feed leads to,
// and what fails is told with its reason and given up after three tries.
func TestWatch(t *testing.T) {
	const links = 500
	site, good, asked := newsSite(t, links)
	l := openLedger(t)
	feed := capture.Subscription{URL: site.URL + "/feed"}
	if changed, err := Follow(t.Context(), l, "test", []capture.Subscription{feed, feed, {URL: site.URL + "/nofeed"}}, nil); err != nil || len(changed) != 2 {
		t.Fatal(changed, err)
	}
	w, bad := watchOf(t, l, strings.TrimPrefix(site.URL, "http://"))
	_, n, err := w.Round(t.Context())
	if err != nil || n != good {
		t.Fatalf("captured %d of %d: %v", n, good, err)
	}
	urls := reports(t, l)
	if len(urls) != good {
		t.Errorf("%d reports, want %d", len(urls), good)
	}
	for u, n := range urls {
		if n != 1 {
			t.Errorf("%s: %d times", u, n)
		}
	}
	if got := len(bad()); got != links-good+1 {
		t.Errorf("%d failures told, want %d", got, links-good+1)
	}
	for _, reason := range []string{"robots.txt", "took too long", "in a circle", "larger than", "private network", "404", "no running text"} {
		if !strings.Contains(strings.Join(bad(), "\n"), reason) {
			t.Errorf("no failure says %q", reason)
		}
	}
	for range 3 {
		if _, n, err := w.Round(t.Context()); err != nil || n != 0 {
			t.Fatal(n, err)
		}
	}
	if asked("/ok/0") != 1 || asked("/huge/39") != maxTries || asked("/kept/6") != 0 || asked("/robots.txt") != 1 {
		t.Errorf("asked: ok %d, huge %d, kept %d, robots.txt %d", asked("/ok/0"), asked("/huge/39"), asked("/kept/6"), asked("/robots.txt"))
	}
}

// A round that is broken off anywhere is taken up by the next watch: nothing is
// lost, nothing comes twice.
func TestWatchBrokenOff(t *testing.T) {
	site, good, _ := newsSite(t, 60)
	l := openLedger(t)
	if _, err := Follow(t.Context(), l, "test", []capture.Subscription{{URL: site.URL + "/feed"}}, nil); err != nil {
		t.Fatal(err)
	}
	for _, patience := range []time.Duration{5, 30, 80, 200} {
		w, _ := watchOf(t, l, strings.TrimPrefix(site.URL, "http://"))
		ctx, cancel := context.WithTimeout(t.Context(), patience*time.Millisecond)
		w.Round(ctx)
		cancel()
	}
	w, _ := watchOf(t, l, strings.TrimPrefix(site.URL, "http://"))
	if _, _, err := w.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	urls := reports(t, l)
	if len(urls) != good {
		t.Errorf("%d reports, want %d", len(urls), good)
	}
	for u, n := range urls {
		if n != 1 {
			t.Errorf("%s: %d times", u, n)
		}
	}
}
