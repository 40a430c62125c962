package client_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/client"
	"github.com/sayso/sayso/examples"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/web"
	"github.com/sayso/sayso/work"
)

// desk is a desk over the example story.
func desk(t *testing.T) (*client.Client, *work.Queue) {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	m, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	reader := reading.New(m)
	q, err := work.OpenQueue(t.Context(), l, work.Options{Reader: reader, Parallel: 2})
	if err != nil {
		t.Fatal(err)
	}
	all, err := examples.Captures()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := q.Capture(t.Context(), all, 2); err != nil {
		t.Fatal(err)
	}
	if err := q.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := web.Open(t.Context(), l, web.Options{By: "ann", Intake: web.Intake{Queue: q, Reader: reader, Jobs: 2}})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	return &client.Client{Base: srv.URL}, q
}

// strictly is the answer to a path in a type that must know every field of it.
func strictly[T any](t *testing.T, c *client.Client, path string) (out T) {
	t.Helper()
	resp, err := http.Get(c.Base + "/api/v1" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		t.Fatalf("%s: %v: %.300s", path, err, b)
	}
	again, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	var x, y any
	if errors.Join(json.Unmarshal(b, &x), json.Unmarshal(again, &y)) != nil || fmt.Sprint(x) != fmt.Sprint(y) {
		t.Errorf("%s: a field was lost:\n%.500s\n%.500s", path, b, again)
	}
	return out
}

type page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

func TestTypesAreTheDesks(t *testing.T) {
	c, _ := desk(t)
	if _, err := c.Decide(t.Context(), client.Asked{Verb: "note", Subject: first(t, c).ID, Why: "looked at"}, "k"); err != nil {
		t.Fatal(err)
	}
	reports := strictly[page[client.Report]](t, c, "/reports")
	for _, r := range reports.Items {
		if x := strictly[client.Reading](t, c, "/reports/"+r.ID); x.Report.ID != r.ID || len(x.Claims) != r.Claims {
			t.Errorf("reading of %s: %d claims of %d", r.ID, len(x.Claims), r.Claims)
		}
	}
	for path, n := range map[string]int{
		"/claims?limit=1000": len(strictly[page[client.Hit]](t, c, "/claims?limit=1000").Items),
		"/stories":           len(strictly[page[client.Story]](t, c, "/stories").Items),
		"/due":               len(strictly[page[client.Forecast]](t, c, "/due").Items),
		"/decisions":         len(strictly[page[client.Decision]](t, c, "/decisions").Items),
	} {
		if n == 0 {
			t.Errorf("%s is empty", path)
		}
	}
	strictly[client.Me](t, c, "/me")
}

func first(t *testing.T, c *client.Client) client.Report {
	t.Helper()
	for r, err := range c.Reports(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	t.Fatal("no report")
	return client.Report{}
}

func collect[T any](t *testing.T, all func(func(T, error) bool)) (out []T) {
	t.Helper()
	for x, err := range all {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func TestClient(t *testing.T) {
	c, q := desk(t)
	ctx := t.Context()
	hits := collect(t, c.Search(ctx, url.Values{"limit": {"7"}}))
	if whole := collect(t, c.Search(ctx, url.Values{"limit": {"1000"}})); len(hits) < 50 || !slices.EqualFunc(hits, whole, func(a, b client.Hit) bool { return a.Report == b.Report && a.Claim == b.Claim }) {
		t.Errorf("%d hits in small pages, %d in one", len(hits), len(whole))
	}
	r, err := c.Reading(ctx, hits[0].Report)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Claims, func(x client.Claim) bool { return x.ID == hits[0].Claim })
	if i < 0 || r.Claims[i].Span.Of(r.Text) != hits[0].Text {
		t.Error("the words of a claim are not those of its hit")
	}
	subject := hits[0].Report + "/" + hits[0].Claim
	a, err := c.Decide(ctx, client.Asked{Verb: "withdraw", Subject: subject, Why: "taken back"}, "key-1")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := c.Decide(ctx, client.Asked{Verb: "withdraw", Subject: subject, Why: "taken back"}, "key-1"); err != nil || a.ID != b.ID {
		t.Error("sent again:", a.ID, b.ID, err)
	}
	if _, err := c.Decide(ctx, client.Asked{Verb: "undo", Subject: a.ID}, ""); err != nil {
		t.Error(err)
	}
	if all := collect(t, c.Decisions(ctx)); len(all) != 2 || !all[1].Undone {
		t.Errorf("%+v", all)
	}
	var p *client.Problem
	if _, err := c.Reading(ctx, "ffff"); !errors.As(err, &p) || p.Status != http.StatusNotFound || p.Detail == "" {
		t.Error(err)
	}
	if _, err := c.Decide(ctx, client.Asked{Verb: "erase", Subject: "x"}, ""); !errors.As(err, &p) || !strings.Contains(p.Detail, "confirm") {
		t.Error(err)
	}

	texts := func(yield func(client.Incoming) bool) {
		for i := range 30 {
			text := fmt.Sprintf("Ferry %d sank off Halda on Monday, the coastguard said.", i)
			if i == 10 {
				text = ""
			}
			if !yield(client.Incoming{Text: text}) {
				return
			}
		}
	}
	n := 0
	for r, err := range c.Read(ctx, texts) {
		switch {
		case n == 10 && (!errors.As(err, &p) || p.Line != 11):
			t.Error(err)
		case n != 10 && (err != nil || !strings.Contains(r.Text, fmt.Sprintf("Ferry %d ", n))):
			t.Error(n, err)
		}
		n++
	}
	if n != 30 {
		t.Error(n, "of 30")
	}
	for range c.Read(ctx, texts) { // whoever stops early ends all of it
		break
	}

	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	taken, err := c.Add(ctx, client.Incoming{Text: "A barge sank off Halda on Monday, the coastguard said.", Outlet: "Halda Wire"})
	if err != nil || taken.Known {
		t.Fatal(taken, err)
	}
	if err := q.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for e, err := range c.Events(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(e.Data), taken.ID) {
			seen[e.Kind] = true
		}
		if seen["report"] && seen["reading"] {
			break
		}
	}
}

func Example() {
	c := &client.Client{Base: "http://127.0.0.1:7297"}
	for hit, err := range c.Search(context.Background(), url.Values{"q": {"ferry"}, "status": {"ordered"}}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %s (%s)\n", hit.Voice, hit.Text, hit.Factuality)
	}
}
