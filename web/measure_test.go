package web

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/work"
)

// large is a ledger of 100,000 synthetic claims in stories of up to 40 reports
// with links and standings, made once where SAYSO_MEASURE_DB says.
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
			var ids []string
			for range 100 {
				c, r := g.Next()
				i, _, err := tx.Capture(t.Context(), c)
				if err == nil {
					_, err = tx.Read(t.Context(), i.ID, r)
				}
				if err != nil {
					return err
				}
				ids = append(ids, i.ID)
			}
			var facts []ledger.Fact
			for _, n := range []int{40, 20, 12, 8, 5, 3, 2} { // the others stay alone
				facts, ids = append(facts, toldTogether(ids[:n])...), ids[n:]
			}
			return tx.Put(t.Context(), "measure", facts...)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// toldTogether are the facts of a story of reports, with some links a report.
func toldTogether(ids []string) (facts []ledger.Fact) {
	put := func(kind, key string, body any, terms ...string) {
		b, _ := json.Marshal(body)
		facts = append(facts, ledger.Fact{Kind: kind, Key: key, Body: b, Terms: terms})
	}
	st := story.Story{ID: "s" + ids[0][:10], Reports: ids, First: ids[0]}
	o := story.Origin{ID: "o" + ids[0][:10], Reports: ids[:(len(ids)+1)/2], Root: "somebody", Evidence: []story.Evidence{{Kind: "date", Why: "published at the same time"}}}
	put(work.FactStory, st.ID, st)
	put(work.FactOrigin, o.ID, o)
	kinds := []story.LinkKind{story.Repeats, story.Corroborates, story.Contradicts, story.Continues, story.Denies, story.Revises}
	for i, id := range ids {
		of := work.Related{Origins: []string{"o" + id[:10]}, Stories: []string{st.ID}}
		if slices.Contains(o.Reports, id) {
			of.Origins = []string{o.ID}
		}
		put(work.FactRelated, id, of)
		for k, kind := range kinds {
			if i == 0 {
				break
			}
			x := story.Link{Kind: kind, From: id, To: ids[i/2], Claim: fmt.Sprint("c", k+1), ToClaim: fmt.Sprint("c", k+2), State: story.Proposed, Evidence: o.Evidence}
			put(work.FactLink, x.Key(), x, x.From, x.To, x.ID())
			put(ledger.FactStanding, fmt.Sprintf("%s/c%d", id, k+1), story.Standing{Report: id, Claim: fmt.Sprint("c", k+1), Origins: 1 + k%2, State: story.Contested, Why: "made up", Reports: ids[:2]})
		}
	}
	return facts
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
	// The first of the largest stories has most links.
	linked, size := story.Story{}, 0
	err = l.View(t.Context(), func(v *ledger.View) error {
		for f, err := range v.Facts(t.Context(), work.FactStory) {
			var one story.Story
			if err := errors.Join(err, json.Unmarshal(f.Body, &one)); err != nil {
				return err
			}
			if len(one.Reports) > size {
				linked, size = one, len(one.Reports)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"/", report, find(body, `href="(/report/[0-9a-f]{16}/c\d+)"`), "/report/" + linked.First + "/c2", "/story/" + linked.ID, "/search", "/search?q=" + ledgertest.Word(3), "/search?status=planned", "/due", "/voice",
		"/screening", "/briefs", "/briefs?q=" + ledgertest.Word(40), "/feeds", "/settings", "/log", "/guide", "/system", "/system?q=" + ledgertest.Word(40), "/system?story=" + linked.ID, find(body, `href="(/entity\?name=[^"]*)"`), find(body, `href="(/voice\?name=[^"]*)"`)}
	for _, p := range paths {
		var walls, cpus []time.Duration
		sent := 0
		for range 6 {
			began, used := time.Now(), cpu()
			_, sent = get(p)
			walls, cpus = append(walls, time.Since(began)), append(cpus, cpu()-used)
		}
		first := walls[0] // with nothing of the page kept
		walls, cpus = walls[1:], cpus[1:]
		slices.Sort(walls)
		slices.Sort(cpus)
		t.Logf("%-28s first %4d ms, then %4d ms, processor %4d ms (medians of 5); first load %6d bytes", cut(28, p), first.Milliseconds(), walls[2].Milliseconds(), cpus[2].Milliseconds(), sent+shared)
	}
}
