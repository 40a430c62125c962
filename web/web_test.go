package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/work"
)

const hostile = `<script>alert("c1")</script> said "hello" <img src=x onerror=alert(1)>

The mayor of ` + "\u202e" + `evil` + "\u202c" + ` said <svg onload=alert(2)> on Monday that the bridge had fallen. A ferry sank, the <b>coastguard</b> said.
`

// desk is a server over the example reports and a hostile one.
func desk(t *testing.T) (*httptest.Server, *ledger.Ledger) {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	m, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	q, err := work.OpenQueue(t.Context(), l, work.Options{Reader: reading.New(m), Parallel: 2})
	if err != nil {
		t.Fatal(err)
	}
	var all []ledger.Capture
	add := func(b []byte, o extract.Options) {
		rep, err := extract.Plain(b, o)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, ledger.Capture{Report: rep, Original: b, At: time.Unix(1710400000, 0), By: "ann", Tool: "test"})
	}
	paths, _ := filepath.Glob("../examples/*.txt")
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		add(b, extract.Options{})
	}
	add([]byte(hostile), extract.Options{Title: `<script>alert("title")</script>`, Outlet: `"><script>alert(3)</script>`, URL: "javascript:alert(4)"})
	if _, _, err := q.Capture(t.Context(), all, 2); err != nil {
		t.Fatal(err)
	}
	if err := q.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := New(l, "ann")
	if err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC) }
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	return srv, l
}

func get(t *testing.T, address string) (int, string, http.Header) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b), resp.Header
}

// Every page that any page links to answers, in a form that runs nothing.
func TestPages(t *testing.T) {
	srv, _ := desk(t)
	href := regexp.MustCompile(`href="(/[^"#]*)"`)
	seen, queue := map[string]bool{}, []string{"/", "/search?q=ferry", "/due", "/log", "/system?q=ferry", "/compare?a=022bdec5&b=3897b91f"}
	kinds := map[string]int{}
	for len(queue) > 0 && len(seen) < 400 {
		path := strings.ReplaceAll(queue[0], "&amp;", "&")
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		status, body, head := get(t, srv.URL+path)
		if status != http.StatusOK {
			t.Errorf("%s: %d %.300s", path, status, body)
			continue
		}
		if csp := head.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "script-src 'self';") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if !strings.HasPrefix(head.Get("Content-Type"), "text/html") {
			continue
		}
		if head.Get("Content-Disposition") != "" {
			continue // a file to keep
		}
		kinds[strings.Split(path, "/")[1]]++
		tame(t, path, body)
		for _, m := range href.FindAllStringSubmatch(body, -1) {
			queue = append(queue, m[1])
		}
	}
	for _, kind := range []string{"report", "story", "due", "log", "settings", "feeds", "screening", "briefs", "guide"} {
		if kinds[kind] == 0 {
			t.Errorf("no page of kind %s was met: %v", kind, kinds)
		}
	}
}

var claimLink = regexp.MustCompile(`/report/[0-9a-f]{16}/c\d+`)

func TestDecisions(t *testing.T) {
	srv, l := desk(t)
	_, body, _ := get(t, srv.URL+"/search?status=planned")
	path := claimLink.FindString(body)
	if path == "" {
		t.Fatal("no claim to decide about")
	}
	subject := strings.TrimPrefix(path, "/report/")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	post := func(form url.Values, header http.Header) *http.Response {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+"/decide", strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range header {
			req.Header[k] = v
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp
	}
	form := url.Values{"verb": {"withdraw"}, "subject": {subject}, "why": {"took it back"}, "back": {path}}
	if resp := post(form, http.Header{"Sec-Fetch-Site": {"cross-site"}}); resp.StatusCode != http.StatusForbidden {
		t.Error("another site decided:", resp.Status)
	}
	if resp := post(form, http.Header{"Origin": {"https://evil.example"}}); resp.StatusCode != http.StatusForbidden {
		t.Error("another origin decided:", resp.Status)
	}
	if resp := post(form, nil); resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(resp.Header.Get("Location"), path+"?did=") {
		t.Fatal(resp.Status, resp.Header)
	}
	if _, body, _ := get(t, srv.URL+path); !strings.Contains(body, "not confirmed") || !strings.Contains(body, "took it back") {
		t.Error("the withdrawal does not show")
	}
	var id string
	err := l.View(t.Context(), func(v *ledger.View) error {
		all, err := v.Decisions(t.Context(), "")
		if len(all) != 1 {
			return fmt.Errorf("%d decisions", len(all))
		}
		id = all[0].ID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	post(url.Values{"verb": {"undo"}, "subject": {id}, "back": {"//evil.example"}}, nil)
	if _, body, _ := get(t, srv.URL+path); strings.Contains(body, "not confirmed") || !strings.Contains(body, "taken back") {
		t.Error("the undoing does not show")
	}
	for _, bad := range []url.Values{{"verb": {"erase"}, "subject": {subject}}, {"verb": {"confirm"}, "subject": {"ffff/c1"}}, {"verb": {"answer"}, "subject": {subject}, "value": {"maybe"}}} {
		if resp := post(bad, nil); resp.StatusCode < 400 {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
}

func TestAPI(t *testing.T) {
	srv, _ := desk(t)
	for path, want := range map[string]string{
		"/api/v1/reports?limit=2":    `"next":`,
		"/api/v1/claims?q=ferry":     `"factuality":`,
		"/api/v1/stories":            `"first":`,
		"/api/v1/origins":            `"root":`,
		"/api/v1/links":              `"evidence":`,
		"/api/v1/due":                `"outcome":"overdue"`,
		"/api/v1/decisions":          `"items":[]`,
		"/api/v1/log/head":           `sayso-ledger`,
		"/api/v1/openapi.json":       `"openapi":"3.1.0"`,
		"/api/v1/reports/022bdec5":   `"schema":"sayso.reading/1"`,
		"/api/v1/claims/022bdec5/c3": `"why":`,
		"/style.css":                 `color-scheme`,
	} {
		status, body, _ := get(t, srv.URL+path)
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d, no %s in %.300s", path, status, want, body)
		}
	}
	for path, want := range map[string]int{
		"/api/v1/reports/ffff": 404, "/api/v1/claims/022bdec5/c999": 404, "/api/v1/claims?status=perhaps": 400, "/api/v1/claims?limit=x": 422, "/api/v1/reports?limit=0": 422,
		"/report/ffff": 404, "/report/..%2f..%2fetc%2fpasswd": 404, "/pages/frame.html": 404, "/../server.go": 404, "/search?status=perhaps": 400, "/story/none": 404,
	} {
		status, body, head := get(t, srv.URL+path)
		if status != want {
			t.Errorf("%s: %d, want %d: %.200s", path, status, want, body)
		}
		if strings.HasPrefix(path, "/api") && !strings.HasPrefix(head.Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: %s", path, head.Get("Content-Type"))
		}
	}
	resp, err := http.Post(srv.URL+"/api/v1/decisions", "application/json", strings.NewReader(`{"verb":"answer","subject":"022bdec5/c22","value":"borne_out"}`))
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Error(resp.Status, err)
	}
	resp.Body.Close()
}

func TestLoopbackAlone(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.168.1.2:0", "[::]:0", "example.org:80"} {
		if ln, err := Listen(t.Context(), addr); !errors.Is(err, ErrNotLoopback) {
			t.Errorf("%s: %v", addr, err)
			if ln != nil {
				ln.Close()
			}
		}
	}
	srv, _ := desk(t)
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/", nil)
	req.Host = "rebound.example"
	resp, err := http.DefaultClient.Do(req)
	if err != nil || resp.StatusCode != http.StatusMisdirectedRequest {
		t.Error(resp.Status, err)
	}
	resp.Body.Close()
}
