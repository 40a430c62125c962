package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

var update = flag.Bool("update", false, "write the API's description anew, where its version was raised")

// The description is what it was, or its version is another.
func TestDescriptionIsVersioned(t *testing.T) {
	const golden = "testdata/openapi.json"
	s := &Server{}
	spec := s.describe(http.NewServeMux()).OpenAPI()
	raw, err := json.Marshal(spec)
	if err != nil {
		t.Fatal(err)
	}
	var now bytes.Buffer
	if err := json.Indent(&now, raw, "", " "); err != nil {
		t.Fatal(err)
	}
	now.WriteByte('\n')
	was, err := os.ReadFile(golden)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if bytes.Equal(was, now.Bytes()) {
		return
	}
	var old struct{ Info struct{ Version string } }
	if was != nil {
		if err := json.Unmarshal(was, &old); err != nil {
			t.Fatal(err)
		}
	}
	switch {
	case old.Info.Version == APIVersion:
		t.Fatalf("the API is another, and its version is still %s: raise APIVersion, then go test ./web -run Description -update", APIVersion)
	case !*update:
		t.Fatalf("%s is of version %s, the API of %s: go test ./web -run Description -update", golden, old.Info.Version, APIVersion)
	}
	if err := os.WriteFile(golden, now.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Every operation tells what it takes, and is told in one line.
func TestDescriptionIsWhole(t *testing.T) {
	s := &Server{}
	n := 0
	for _, c := range chapters(s.describe(http.NewServeMux()).OpenAPI()) {
		for _, e := range c.Ops {
			n++
			if e.What == "" || strings.HasSuffix(e.What, ".") || e.Scope == "<nil>" {
				t.Errorf("%s %s: %q, takes %s", e.Method, e.Path, e.What, e.Scope)
			}
		}
	}
	if n < 40 {
		t.Errorf("%d operations in chapters", n)
	}
}

func items(t *testing.T, body string) (all []json.RawMessage, next string) {
	t.Helper()
	var l list[json.RawMessage]
	if err := json.Unmarshal([]byte(body), &l); err != nil {
		t.Fatalf("%v: %.300s", err, body)
	}
	return l.Items, l.Next
}

// Pages by cursor are the whole list, each item once and in its order.
func TestCursors(t *testing.T) {
	x := newTeam(t, Options{})
	c := x.as(t, "rea")
	for _, path := range []string{"/api/v1/reports?", "/api/v1/claims?q=the&", "/api/v1/claims?", "/api/v1/links?", "/api/v1/stories?", "/api/v1/origins?", "/api/v1/voices?", "/api/v1/entities?", "/api/v1/due?", "/api/v1/log?"} {
		_, body, _ := do(t, c, http.MethodGet, x.URL+path+"limit=1000", "", nil)
		whole, _ := items(t, body)
		var pages []json.RawMessage
		for next, first := "", true; first || next != ""; first = false {
			param := "cursor="
			if strings.Contains(path, "/log") {
				param = "from="
				if next == "" {
					next = "0"
				}
			}
			_, body, _ := do(t, c, http.MethodGet, x.URL+path+"limit=2&"+param+next, "", nil)
			var part []json.RawMessage
			part, next = items(t, body)
			if len(part) > 2 || len(pages) > len(whole) {
				t.Fatalf("%s: pages without end", path)
			}
			pages = append(pages, part...)
		}
		if len(whole) == 0 || fmt.Sprint(whole) != fmt.Sprint(pages) {
			t.Errorf("%s: %d items in one page, %d in pages of 2", path, len(whole), len(pages))
		}
	}
	for _, path := range []string{"/api/v1/reports?cursor=x", "/api/v1/voices?cursor=-1", "/api/v1/claims?cursor=x"} {
		if status, body, _ := do(t, c, http.MethodGet, x.URL+path, "", nil); status != http.StatusBadRequest || !strings.Contains(body, "take") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

func TestETags(t *testing.T) {
	x := newTeam(t, Options{})
	c := x.as(t, "ben")
	_, _, head := do(t, c, http.MethodGet, x.URL+"/api/v1/claims?q=dam", "", nil)
	tag := head.Get("ETag")
	if tag == "" || head.Get("Cache-Control") != "private, no-cache" {
		t.Fatal(head)
	}
	for _, known := range []string{tag, `"x", ` + tag, "W/" + tag, "*"} {
		status, body, head := do(t, c, http.MethodGet, x.URL+"/api/v1/claims?q=dam", "", map[string]string{"If-None-Match": known})
		if status != http.StatusNotModified || body != "" || head.Get("ETag") != tag {
			t.Errorf("%s: %d %q", known, status, body)
		}
	}
	do(t, c, http.MethodPost, x.URL+"/api/v1/decisions", `{"verb":"withdraw","subject":"`+x.sealed[0]+`"}`, nil)
	if status, _, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/claims?q=dam", "", map[string]string{"If-None-Match": tag}); status != http.StatusOK {
		t.Error("a withdrawal did not change the search:", status)
	}
}

// A key's decision is recorded once, however often and by how many at a time it
// is sent.
func TestOnceOnly(t *testing.T) {
	x := newTeam(t, Options{})
	ben := x.as(t, "ben")
	ask := `{"verb":"confirm","subject":"` + x.sealed[0] + `/c1","why":"seen"}`
	key := map[string]string{"Idempotency-Key": "k-1"}
	var mu sync.Mutex
	ids := map[string]int{}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			status, body, _ := do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", ask, key)
			var d decided
			if err := json.Unmarshal([]byte(body), &d); err != nil || status != http.StatusOK {
				t.Errorf("%d %s %v", status, body, err)
			}
			mu.Lock()
			defer mu.Unlock()
			ids[d.ID]++
		})
	}
	all.Wait()
	if len(ids) != 1 {
		t.Error("one key, several decisions:", ids)
	}
	_, body, head := do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", ask, key)
	if head.Get("Idempotent-Replayed") != "true" {
		t.Error("not told that it is a repetition:", head, body)
	}
	if status, body, _ := do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", strings.Replace(ask, "seen", "heard", 1), key); status != http.StatusUnprocessableEntity || !strings.Contains(body, "fresh key") {
		t.Errorf("the key for something else: %d %s", status, body)
	}
	if _, body, _ := do(t, x.as(t, "ann"), http.MethodPost, x.URL+"/api/v1/decisions", ask, key); strings.Contains(body, `"by":"ben"`) {
		t.Error("ben's key answers ann:", body)
	}
	_, body, _ = do(t, ben, http.MethodGet, x.URL+"/api/v1/decisions?verb=confirm", "", nil)
	if got, _ := items(t, body); len(got) != 2 {
		t.Error("decisions recorded:", body)
	}
}

func TestStreams(t *testing.T) {
	x := newTeam(t, Options{})
	secret := map[string]string{"Authorization": "Bearer " + x.token(t, "ben", account.Read, account.Add)}
	c := x.browser(t)
	var in strings.Builder
	for i := range 120 {
		fmt.Fprintf(&in, `{"text":"The ferry number %d sank off Halda on Monday, the coastguard said.","outlet":"Wire %d"}`+"\n", i, i)
		if i == 60 {
			in.WriteString("{no json\n\n" + `{"text":"a","html":"b"}` + "\n" + `{"text":"A ship sank.","published":"yesterday"}` + "\n")
		}
	}
	lines := func(body string) (out []map[string]any) {
		t.Helper()
		for _, l := range strings.Split(strings.TrimSpace(body), "\n") {
			var m map[string]any
			if err := json.Unmarshal([]byte(l), &m); err != nil {
				t.Fatalf("%v: %.200s", err, l)
			}
			out = append(out, m)
		}
		return out
	}
	status, body, head := do(t, c, http.MethodPost, x.URL+"/api/v1/read", in.String(), secret)
	if status != http.StatusOK || head.Get("Content-Type") != ndjson {
		t.Fatal(status, head)
	}
	got := lines(body)
	if len(got) != 123 {
		t.Fatalf("%d lines for 123", len(got))
	}
	for i, m := range got {
		switch {
		case i > 60 && i < 64:
			if n := []float64{62, 64, 65}[i-61]; m["line"] != n || m["status"] != 400.0 {
				t.Errorf("answer %d: %v", i, m)
			}
		case m["schema"] != "sayso.reading/1":
			t.Errorf("answer %d: %v", i, m)
		case !strings.Contains(fmt.Sprint(m["text"]), fmt.Sprintf(" %d ", i-3*min(1, i/64))):
			t.Errorf("answer %d is of another text: %v", i, m["text"])
		}
	}
	size := func() (n int64) {
		x.ledger.View(t.Context(), func(v *ledger.View) (err error) {
			n, err = v.Size(t.Context())
			return err
		})
		return n
	}
	if before := size(); before == 0 {
		t.Fatal("no records")
	}
	before := size()
	for i := range 2 {
		status, body, _ = do(t, c, http.MethodPost, x.URL+"/api/v1/reports/stream", in.String(), secret)
		got := lines(body)
		if status != http.StatusOK || len(got) != 123 {
			t.Fatalf("%d, %d lines", status, len(got))
		}
		if known := got[0]["known"]; known != (i == 1) {
			t.Errorf("time %d: %v", i, got[0])
		}
	}
	if gained := size() - before; gained != 120 {
		t.Errorf("%d records for 120 reports sent twice", gained)
	}
	if err := x.queue.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, body, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/claims?q=ferry&outlet=Wire+77", "", secret); !strings.Contains(body, "Wire 77") {
		t.Error("a report of the stream is not found:", body)
	}
	// A desk without reader says what to do.
	y := newTeam(t, Options{})
	y.server.o.Intake = Intake{}
	for _, p := range []string{"/api/v1/read", "/api/v1/reports/stream"} {
		if _, body, _ := do(t, c, http.MethodPost, y.URL+p, `{"text":"A ship sank."}`, map[string]string{"Authorization": "Bearer " + y.token(t, "ann", account.Read, account.Add)}); !strings.Contains(body, "--jobs 1") {
			t.Errorf("%s: %s", p, body)
		}
	}
}

// News that were missed come again, and in their order.
func TestNews(t *testing.T) {
	x := newTeam(t, Options{})
	c := x.as(t, "ann")
	lines := listen(t, x, c, "/api/v1/events?from=0")()
	var ids []string
	kinds := map[string]bool{}
	for _, l := range lines {
		if id, ok := strings.CutPrefix(l, "id: "); ok {
			ids = append(ids, id)
		}
		if kind, ok := strings.CutPrefix(l, "event: "); ok {
			kinds[kind] = true
		}
	}
	for _, want := range []string{"report", "reading", "derived", "progress"} {
		if !kinds[want] {
			t.Errorf("no news of a %s: %v", want, kinds)
		}
	}
	if len(ids) < 10 {
		t.Fatal(lines)
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, x.URL+"/api/v1/events", nil)
	req.Header.Set("Last-Event-ID", ids[4])
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b := make([]byte, 200)
	if _, err := resp.Body.Read(b); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(b), "id: "+ids[5]+"\n") {
		t.Errorf("after %s comes %.40q", ids[4], b)
	}
}

// What is made from the ledger comes as a file, and in every form.
func TestDocuments(t *testing.T) {
	list := filepath.Join(t.TempDir(), "mine.csv")
	if err := os.WriteFile(list, []byte("name\nNorrlinje\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	x := newTeam(t, Options{})
	if _, _, err := (&work.Lists{Ledger: x.ledger, By: "test"}).Add(t.Context(), "", list); err != nil {
		t.Fatal(err)
	}
	c := x.as(t, "rea")
	for _, format := range []string{"json", "md", "html", "docx", "pdf"} {
		status, body, head := do(t, c, http.MethodPost, x.URL+"/api/v1/briefs", `{"words":"ferry","standard":"reported","format":"`+format+`"}`, nil)
		if status != http.StatusOK || len(body) < 500 || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") || strings.HasPrefix(head.Get("Content-Type"), "text/html") {
			t.Errorf("brief as %s: %d, %d bytes, %v", format, status, len(body), head)
		}
	}
	for _, format := range []string{"jsonl", "csv", "events", "xlsx", "parquet", "ftm", "stix", "annotation", "prov", "graphml", "dot", "ical"} {
		status, body, head := do(t, c, http.MethodGet, x.URL+"/api/v1/export?profile=public&format="+format, "", nil)
		if status != http.StatusOK || len(body) < 100 || head.Get("Content-Disposition") == "" {
			t.Errorf("export as %s: %d, %d bytes", format, status, len(body))
		}
	}
	for ask, want := range map[string]string{`{}`: "words, entity or story", `{"words":"x","as_of":"soon"}`: "2024-03-14", `{"story":"none"}`: "not in the ledger", `{"words":"x","standard":"proven"}`: "standard"} {
		if status, body, _ := do(t, c, http.MethodPost, x.URL+"/api/v1/briefs", ask, nil); status < 400 || status >= 500 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", ask, status, body)
		}
	}
	status, body, _ := do(t, c, http.MethodPost, x.URL+"/api/v1/screening", `{"names":["Norr-Linje","Somebody Else"]}`, nil)
	if status != http.StatusOK || !strings.Contains(body, `"matched":"Norrlinje"`) || !strings.Contains(body, `"rule"`) {
		t.Errorf("screening: %d %s", status, body)
	}
	if _, body, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/lists", "", nil); !strings.Contains(body, `"entities":1`) {
		t.Error(body)
	}
	y := newTeam(t, Options{})
	if status, body, _ := do(t, y.as(t, "rea"), http.MethodPost, y.URL+"/api/v1/screening", `{"names":["x"]}`, nil); status != http.StatusNotFound || !strings.Contains(body, "sayso lists add") {
		t.Errorf("without lists: %d %s", status, body)
	}
}

// A path leads nowhere outside, an address names no file, and what is not there
// is a problem that says so.
func TestTraversal(t *testing.T) {
	x := newTeam(t, Options{})
	c := x.as(t, "ann")
	for _, p := range []string{"/api/v1/reports/..%2f..%2f..%2fetc%2fpasswd", "/api/v1/reports/../../../etc/passwd", "/api/v1/reports/%2e%2e%2f%2e%2e/text", "/api/v1/stories/..%5c..%5cboot.ini", "/style.css/../../server.go", "/ui/../server.go",
		"/api/v1/claims/..%2fx/..%2fy", "/api/v1/export/..%2f..%2fl.db", "/door/login.html", "/pages/frame.html", "/api/v1/reports/%00/original", "/api/v1/decisions/..%2f", "/login/../../../etc/passwd", "//etc/passwd", "/api/v1/reports/file:%2f%2f%2fetc%2fpasswd/original"} {
		status, body, _ := do(t, c, http.MethodGet, x.URL+p, "", nil)
		if status < 300 || status >= 500 || strings.Contains(body, "root:") || strings.Contains(body, "package web") {
			t.Errorf("%s: %d %.200s", p, status, body)
		}
	}
	for _, to := range []string{"//evil.example", "https://evil.example", "/\\evil.example", "\t//evil.example", "javascript:alert(1)"} {
		if got := inside(to); got != "/" {
			t.Errorf("login leads to %q", got)
		}
	}
	for _, p := range []string{"/api/v1/nothing", "/api/v2/reports", "/api/v1/reports/ffff", "/api/v1/stories/none", "/api/v1/decisions/none", "/api/v1/voices/record?name=nobody"} {
		status, body, head := do(t, c, http.MethodGet, x.URL+p, "", nil)
		if status != http.StatusNotFound || !strings.HasPrefix(head.Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: %d %.200s", p, status, body)
		}
	}
	// A feed is an address of the web, and no file.
	for _, feed := range []string{"file:///etc/passwd", "/etc/passwd", "gopher://x"} {
		if status, body, _ := do(t, c, http.MethodPost, x.URL+"/api/v1/feeds", `{"url":"`+feed+`"}`, nil); status != http.StatusBadRequest {
			t.Errorf("feed %s: %d %s", feed, status, body)
		}
	}
}

// A desk opens to others only with all that it needs.
func TestReady(t *testing.T) {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	a, err := account.Open(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	ready := func(o Options) error { return o.Ready(t.Context(), a) }
	host := []string{"desk.example.org"}
	for _, x := range []struct {
		o    Options
		want error
	}{
		{Options{}, nil}, {Options{Beyond: true}, ErrNoTLS}, {Options{Beyond: true, Hosts: host}, ErrNoTLS}, {Options{Beyond: true, Secure: true}, ErrNoHost},
		{Options{Beyond: true, Secure: true, Hosts: host}, ErrNoAccounts}, {Options{Proxy: true, Secure: true, Hosts: host}, ErrNoAccounts}, {Options{Proxy: true, Secure: true}, ErrNoHost},
		{Options{Hosts: []string{"https://desk.example.org"}}, ledger.ErrInput}, {Options{Hosts: []string{"desk.example.org/x"}}, ledger.ErrInput},
	} {
		if err := ready(x.o); !errors.Is(err, x.want) || x.want == nil && err != nil {
			t.Errorf("%+v: %v, want %v", x.o, err, x.want)
		}
	}
	if err := a.Add(t.Context(), "ann", account.Admin, password, "t"); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{Beyond: true, Secure: true, Hosts: host}, {Proxy: true, Secure: true, Hosts: host}} {
		if err := ready(o); err != nil {
			t.Error(err)
		}
	}
}

// Behind a proxy the desk goes by its own name alone, trusts the proxy for
// where a request comes from, and its cookie never travels without TLS.
func TestBehindProxy(t *testing.T) {
	x := newTeam(t, Options{Proxy: true, Secure: true, Hosts: []string{"desk.example.org"}})
	c := x.browser(t)
	if status, _, _ := do(t, c, http.MethodGet, x.URL+"/login", "", nil); status != http.StatusMisdirectedRequest {
		t.Error("it answers to its number:", status)
	}
	host := map[string]string{"Host": "desk.example.org"}
	status, _, head := do(t, c, http.MethodGet, x.URL+"/login", "", host)
	if status != http.StatusOK || head.Get("Strict-Transport-Security") == "" {
		t.Error(status, head)
	}
	form := "name=ann&password=" + strings.ReplaceAll(password, " ", "+")
	header := map[string]string{"Host": "desk.example.org", "Content-Type": "application/x-www-form-urlencoded", "Origin": "https://desk.example.org", "X-Forwarded-For": "198.51.100.7, 203.0.113.9"}
	status, _, head = do(t, c, http.MethodPost, x.URL+"/login", form, header)
	if set := head.Get("Set-Cookie"); status != http.StatusSeeOther || !strings.HasPrefix(set, "__Host-sayso=") || !strings.Contains(set, "Secure") || !strings.Contains(set, "HttpOnly") {
		t.Error(status, set)
	}
	header["Origin"] = "https://other.example.org"
	if status, _, _ := do(t, c, http.MethodPost, x.URL+"/login", form, header); status != http.StatusForbidden {
		t.Error("a neighbouring site logs in:", status)
	}
	r, _ := http.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr, r.Header = "127.0.0.1:1", http.Header{"X-Forwarded-For": {"198.51.100.7, 203.0.113.9"}}
	if got := x.server.address(r); got != "203.0.113.9" {
		t.Error("who asks is taken to be", got)
	}
	if got := new(Server).address(r); got != "127.0.0.1" {
		t.Error("without proxy, who asks is taken to be", got)
	}
}

// What follows from a decision is there when the decision is answered.
func TestDecisionsAreFollowedUp(t *testing.T) {
	x := newTeam(t, Options{})
	ben := x.as(t, "ben")
	var link linked
	_, body, _ := do(t, ben, http.MethodGet, x.URL+"/api/v1/links?state=proposed", "", nil)
	all, _ := items(t, body)
	if len(all) == 0 {
		t.Fatal("no link to decide about")
	}
	if err := json.Unmarshal(all[0], &link); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ verb, state string }{{"reject", "rejected"}, {"confirm", "confirmed"}} {
		if status, body, _ := do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", `{"verb":"`+step.verb+`","subject":"`+link.ID+`"}`, nil); status != http.StatusOK {
			t.Fatal(body)
		}
		if _, body, _ := do(t, ben, http.MethodGet, x.URL+"/api/v1/links?state="+step.state, "", nil); !strings.Contains(body, link.ID) {
			t.Errorf("after %s the link is not %s: %s", step.verb, step.state, body)
		}
	}
	for ask, want := range map[string]string{`{"verb":"rate","subject":"` + x.sealed[0] + `","value":"B"}`: `"value":"B"`, `{"verb":"date","subject":"` + x.sealed[0] + `","value":"2024-03-02"}`: `"value":"2024-03-02"`} {
		if status, body, _ := do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", ask, nil); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", ask, status, body)
		}
	}
	for ask, want := range map[string]string{`{"verb":"rate","subject":"` + x.sealed[0] + `","value":"9"}`: "A to F", `{"verb":"date","subject":"` + x.sealed[0] + `","value":"soon"}`: "2024-03-13",
		`{"verb":"seal","subject":"` + x.sealed[0] + `","value":"nobody"}`: "no such account", `{"verb":"seal","subject":"` + x.sealed[0] + `/c1","value":"ben"}`: "seal the report", `{"verb":"undo","subject":"d99"}`: "not in the ledger",
		`{"verb":"erase","subject":"x"}`: "confirm", `{"verb":"confirm"}`: "subject"} {
		if status, body, _ := do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", ask, nil); status < 400 || status >= 500 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", ask, status, body)
		}
	}
	err := x.ledger.View(t.Context(), func(v *ledger.View) error {
		got, err := v.Report(t.Context(), x.sealed[0])
		if got.Published.EDTF != "2024-03-02" {
			t.Error("the date is", got.Published)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
