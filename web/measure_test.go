package web

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// large is a ledger of 100,000 synthetic claims of reports that nothing relates,
// made once where SAYSO_MEASURE_DB says.
func large(t *testing.T) *ledger.Ledger {
	t.Helper()
	path := os.Getenv("SAYSO_MEASURE_DB")
	if path == "" {
		path = filepath.Join(t.TempDir(), "large.db")
	}
	l, err := ledger.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var have []ledger.ReportInfo
	err = l.View(t.Context(), func(v *ledger.View) (err error) {
		have, err = v.Newest(t.Context(), 0, 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(have) > 0 {
		return l
	}
	g := ledgertest.New(5)
	for range 25 {
		err := l.Append(t.Context(), func(tx *ledger.Tx) error {
			for range 100 {
				c, r := g.Next()
				i, _, err := tx.Capture(t.Context(), c)
				if err == nil {
					_, err = tx.Read(t.Context(), i.ID, r)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// cpu is the processor time that this process has taken.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// How long each page takes on a ledger of 100,000 claims and how much a first
// visit transfers: run it with SAYSO_MEASURE=1 and -v. It fails nothing, as time
// depends on the machine.
func TestMeasurePages(t *testing.T) {
	if os.Getenv("SAYSO_MEASURE") == "" {
		t.Skip("passed over: it measures, with SAYSO_MEASURE=1")
	}
	l := large(t)
	s, err := New(l, "ann")
	if err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC) }
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	get := func(path string) (body string, sent int) {
		req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, srv.URL+path, nil)
		req.Header.Set("Accept-Encoding", "gzip")
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %v", path, resp.Status, err)
		}
		sent = len(b)
		if resp.Header.Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(strings.NewReader(string(b)))
			if err == nil {
				b, err = io.ReadAll(z)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		return string(b), sent
	}
	shared := 0
	for _, p := range []string{"/style.css", "/ui/desk.js"} {
		_, n := get(p)
		shared += n
	}
	_, graph := get("/ui/graph.js")
	t.Logf("style and first script: %d bytes; the graph's script: %d", shared, graph)
	began, used := time.Now(), cpu()
	inbox, _ := get("/")
	t.Logf("%-28s %6d ms, processor %6d ms: the first inbox after a start, which reads all forecasts", "/", time.Since(began).Milliseconds(), (cpu() - used).Milliseconds())
	find := func(body, pattern string) string {
		m := regexp.MustCompile(pattern).FindStringSubmatch(body)
		if m == nil {
			t.Fatalf("no %s", pattern)
		}
		return strings.ReplaceAll(m[1], "&amp;", "&")
	}
	report := find(inbox, `href="(/report/[0-9a-f]{16})"`)
	body, _ := get(report)
	paths := []string{"/", report, find(body, `href="(/report/[0-9a-f]{16}/c\d+)"`), "/search", "/search?q=" + ledgertest.Word(3), "/search?status=planned", "/due", "/voice", "/screening", "/briefs", "/feeds", "/settings", "/log", "/guide", "/system",
		"/system?q=" + ledgertest.Word(40), find(body, `href="(/entity\?name=[^"]*)"`), find(body, `href="(/voice\?name=[^"]*)"`)}
	if story := regexp.MustCompile(`href="(/story/[^"]*)"`).FindStringSubmatch(inbox); story != nil {
		paths = append(paths, story[1], "/system?story="+strings.TrimPrefix(story[1], "/story/"))
	}
	for _, p := range paths {
		var walls, cpus []time.Duration
		sent := 0
		for range 5 {
			began, used := time.Now(), cpu()
			_, sent = get(p)
			walls, cpus = append(walls, time.Since(began)), append(cpus, cpu()-used)
		}
		slices.Sort(walls)
		slices.Sort(cpus)
		t.Logf("%-28s %6d ms, processor %6d ms (medians of 5); first load %6d bytes", cut(28, p), walls[2].Milliseconds(), cpus[2].Milliseconds(), sent+shared)
	}
}
