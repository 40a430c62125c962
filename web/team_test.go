package web

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

const password = "four quiet green words"

// secret is a report with a voice that will be sealed, and reprint repeats it.
const (
	secret = `HALDA, March 2 - The dam at Upper Senn has cracks that nobody was told of, Orsolya Venn told the Halda Courier on Friday.

"The gates have not been tested since 2019," said Orsolya Venn, who keeps the gates. She said the engineers plan to lower the lake in April.

The water board said that the dam is safe.
`
	reprint = `HALDA - The dam at Upper Senn has cracks, the Halda Courier reported on Saturday.

"The gates have not been tested since 2019," said Orsolya Venn, according to the newspaper. The water board said the dam is safe.
`
)

// clues are words that nobody but those named may meet once the voice is sealed.
var clues = []string{"Orsolya", "Venn", "gates have not been tested", "Halda Courier"}

// team is a desk with accounts: ann is an administrator, ben an analyst, rea a
// reader.
type team struct {
	*httptest.Server
	ledger   *ledger.Ledger
	accounts *account.Store
	queue    *work.Queue
	server   *Server
	sealed   []string // the reports with the voice
}

func newTeam(t *testing.T, o Options) *team {
	t.Helper()
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	m, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	x := &team{ledger: l}
	reader := reading.New(m)
	if x.queue, err = work.OpenQueue(t.Context(), l, work.Options{Reader: reader, Parallel: 2}); err != nil {
		t.Fatal(err)
	}
	var all []ledger.Capture
	add := func(b []byte, outlet string) string {
		rep, err := extract.Plain(b, extract.Options{Outlet: outlet})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, ledger.Capture{Report: rep, Original: b, At: time.Unix(1710400000, 0), By: "ann", Tool: "test"})
		return ledger.ReportID(rep)
	}
	paths, _ := filepath.Glob("../examples/tannet*.txt")
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		add(b, "")
	}
	x.sealed = append(x.sealed, add([]byte(secret), "Halda Courier"), add([]byte(reprint), "Senn Gazette"))
	if _, _, err := x.queue.Capture(t.Context(), all, 2); err != nil {
		t.Fatal(err)
	}
	if err := x.queue.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if x.accounts, err = account.Open(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	for name, role := range map[string]account.Role{"ann": account.Admin, "ben": account.Analyst, "rea": account.Reader} {
		if err := x.accounts.Add(t.Context(), name, role, password, "test"); err != nil {
			t.Fatal(err)
		}
	}
	o.By, o.Intake = "ann", Intake{Queue: x.queue, Reader: reader, Jobs: 2}
	if o.Rate == 0 {
		o.Rate = 10000
	}
	if x.server, err = Open(t.Context(), l, o); err != nil {
		t.Fatal(err)
	}
	x.server.now = func() time.Time { return time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC) }
	x.Server = httptest.NewServer(x.server.Handler())
	t.Cleanup(x.Server.Close)
	return x
}

// browser is a client with a cookie jar that follows nothing.
func (x *team) browser(t *testing.T) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// as is a browser in which somebody has logged in.
func (x *team) as(t *testing.T, name string) *http.Client {
	t.Helper()
	c := x.browser(t)
	resp, err := c.PostForm(x.URL+"/login", url.Values{"name": {name}, "password": {password}, "to": {"/due"}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/due" {
		t.Fatalf("login of %s: %s to %q", name, resp.Status, resp.Header.Get("Location"))
	}
	return c
}

func (x *team) token(t *testing.T, name string, scopes ...account.Scope) string {
	t.Helper()
	_, secret, err := x.accounts.Issue(t.Context(), name, "test", scopes, time.Hour, "test")
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// do makes a request and is its status, body and header.
func do(t *testing.T, c *http.Client, method, address, body string, header map[string]string) (int, string, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range header {
		if k == "Host" {
			req.Host = v
		}
		req.Header.Set(k, v)
	}
	resp, err := c.Do(req)
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

// everyPath is every GET of the API that needs no parameter, and those of the
// reports given.
func everyPath(reports ...string) []string {
	out := []string{"/api/v1/", "/api/v1/openapi.json", "/api/v1/me", "/api/v1/reports", "/api/v1/claims?q=dam", "/api/v1/claims?voice=Orsolya+Venn", "/api/v1/claims?limit=1000", "/api/v1/facets",
		"/api/v1/stories", "/api/v1/origins", "/api/v1/links?limit=1000", "/api/v1/voices", "/api/v1/voices?q=venn", "/api/v1/entities?limit=1000", "/api/v1/decisions", "/api/v1/due?limit=1000", "/api/v1/jobs",
		"/api/v1/feeds", "/api/v1/log?limit=1000", "/api/v1/log/head", "/api/v1/export?format=jsonl", "/api/v1/export?format=csv", "/api/v1/export?format=graphml", "/api/v1/export?format=stix",
		"/api/v1/export?q=dam", "/api/v1/voices/record?name=Orsolya+Venn", "/api/v1/losses?subject=Orsolya+Venn", "/api/v1/tokens",
		"/api/v1/system", "/api/v1/system?q=dam", "/api/v1/system?voice=Orsolya+Venn"}
	for _, id := range reports {
		for _, of := range []string{"", "/info", "/text", "/original", "/evidence", "/drift?against=" + id} {
			out = append(out, "/api/v1/reports/"+id+of)
		}
		out = append(out, "/api/v1/claims/"+id+"/c1", "/api/v1/losses?subject="+id, "/api/v1/claims?report="+id, "/api/v1/links?report="+id, "/api/v1/decisions?subject="+id)
	}
	return out
}

// Nobody who is not known sees or does anything.
func TestStrangers(t *testing.T) {
	x := newTeam(t, Options{})
	c := x.browser(t)
	paths := append(everyPath(x.sealed...), "/api/v1/events", "/api/v1/accounts", "/api/v1/nothing")
	for _, p := range paths {
		for _, header := range []map[string]string{nil, {"Authorization": "Bearer sayso_wrong"}, {"Authorization": "Bearer "}, {"Authorization": "Basic YW5uOmFubg=="}, {"Cookie": "sayso=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}} {
			status, body, head := do(t, c, http.MethodGet, x.URL+p, "", header)
			if status != http.StatusUnauthorized || !strings.HasPrefix(head.Get("Content-Type"), "application/problem+json") || !strings.Contains(body, "sayso account token") {
				t.Errorf("GET %s with %v: %d %.200s", p, header, status, body)
			}
		}
	}
	for _, p := range []string{"/", "/search?q=ferry", "/due", "/log", "/report/" + x.sealed[0], "/story/x", "/voice?name=x", "/nowhere"} {
		status, _, head := do(t, c, http.MethodGet, x.URL+p, "", nil)
		if status != http.StatusSeeOther || !strings.HasPrefix(head.Get("Location"), "/login?to=/") {
			t.Errorf("GET %s: %d to %q", p, status, head.Get("Location"))
		}
	}
	for _, p := range []string{"/decide", "/api/v1/decisions", "/api/v1/reports", "/api/v1/reports/stream", "/api/v1/read", "/api/v1/briefs", "/api/v1/accounts", "/api/v1/tokens", "/api/v1/feeds", "/api/v1/screening"} {
		if status, body, _ := do(t, c, http.MethodPost, x.URL+p, `{"verb":"withdraw","subject":"`+x.sealed[0]+`"}`, nil); status != http.StatusUnauthorized {
			t.Errorf("POST %s: %d %.200s", p, status, body)
		}
	}
	for _, p := range []string{"/login", "/style.css", "/healthz"} {
		if status, body, _ := do(t, c, http.MethodGet, x.URL+p, "", nil); status != http.StatusOK {
			t.Errorf("GET %s: %d %.200s", p, status, body)
		}
	}
}

// Each role does what it may and no more, by session and by token.
func TestRolesAndScopes(t *testing.T) {
	x := newTeam(t, Options{})
	id := firstReport(t, x)
	asks := []struct {
		method, path, body string
		need               account.Scope
		done               int
	}{
		{http.MethodGet, "/api/v1/reports", "", account.Read, 200},
		{http.MethodPost, "/api/v1/briefs", `{"words":"ferry"}`, account.Read, 200},
		{http.MethodPost, "/api/v1/reports", `{"text":"A ferry sank off Halda on Monday, the coastguard said."}`, account.Add, 202},
		{http.MethodPost, "/api/v1/decisions", `{"verb":"confirm","subject":"` + id + `/c1"}`, account.Decide, 200},
		{http.MethodPost, "/api/v1/decisions", `{"verb":"seal","subject":"` + id + `","value":"ann,ben,rea"}`, account.Decide, 200},
		{http.MethodPost, "/api/v1/feeds", `{"url":"https://news.example/feed"}`, account.Manage, 200},
		{http.MethodDelete, "/api/v1/feeds?url=https://news.example/feed", "", account.Manage, 200},
		{http.MethodGet, "/api/v1/accounts", "", account.Manage, 200},
		{http.MethodGet, "/api/v1/accounts/events", "", account.Manage, 200},
		{http.MethodPost, "/api/v1/log/verify", "", account.Manage, 200},
		{http.MethodPatch, "/api/v1/accounts/rea", `{"role":"reader"}`, account.Manage, 200},
	}
	check := func(who string, c *http.Client, may []account.Scope, header map[string]string) {
		for _, a := range asks {
			want := http.StatusForbidden
			if slices.Contains(may, a.need) {
				want = a.done
			}
			if a.method == http.MethodPatch && who == "rea" {
				continue
			}
			status, body, _ := do(t, c, a.method, x.URL+a.path, a.body, header)
			if status != want {
				t.Errorf("%s: %s %s: %d, want %d: %.300s", who, a.method, a.path, status, want, body)
			}
			if status == http.StatusForbidden && !strings.Contains(body, string(a.need)) {
				t.Errorf("%s: %s %s does not say what it takes: %s", who, a.method, a.path, body)
			}
		}
	}
	for name, role := range map[string]account.Role{"ann": account.Admin, "ben": account.Analyst, "rea": account.Reader} {
		check(name, x.as(t, name), role.Scopes(), nil)
	}
	plain := x.browser(t)
	for _, scopes := range [][]account.Scope{{account.Read}, {account.Add}, {account.Decide}, {account.Read, account.Decide}, {account.Manage}} {
		check(fmt.Sprint("token ", scopes), plain, scopes, map[string]string{"Authorization": "Bearer " + x.token(t, "ann", scopes...)})
	}
	// A page's form is held to the same.
	form := url.Values{"verb": {"confirm"}, "subject": {id + "/c1"}}
	for name, want := range map[string]int{"rea": http.StatusForbidden, "ben": http.StatusSeeOther} {
		resp, err := x.as(t, name).PostForm(x.URL+"/decide", form)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("form of %s: %s", name, resp.Status)
		}
	}
	// A token gives no more than its account's role has, now.
	secret := x.token(t, "ben", account.Read, account.Decide)
	if err := x.accounts.SetRole(t.Context(), "ben", account.Reader, "ann"); err != nil {
		t.Fatal(err)
	}
	if status, body, _ := do(t, plain, http.MethodPost, x.URL+"/api/v1/decisions", asks[3].body, map[string]string{"Authorization": "Bearer " + secret}); status != http.StatusForbidden {
		t.Errorf("a token outlived its account's role: %d %s", status, body)
	}
	if _, _, err := x.accounts.Issue(t.Context(), "rea", "", []account.Scope{account.Manage}, time.Hour, "ann"); err == nil {
		t.Error("a reader's token may manage")
	}
	status, body, _ := do(t, plain, http.MethodPost, x.URL+"/api/v1/tokens", `{"label":"more","scopes":["manage"]}`, map[string]string{"Authorization": "Bearer " + x.token(t, "ann", account.Read)})
	if status != http.StatusBadRequest {
		t.Errorf("a token made another with more scopes: %d %s", status, body)
	}
	// Decisions carry the name of whoever made them, whatever the request says.
	_, body, _ = do(t, x.as(t, "ann"), http.MethodPost, x.URL+"/api/v1/decisions", `{"verb":"confirm","subject":"`+id+`/c1","why":"by: rea"}`, nil)
	if !strings.Contains(body, `"by":"ann"`) {
		t.Error("who decided is not told:", body)
	}
}

func firstReport(t *testing.T, x *team) string {
	t.Helper()
	var id string
	err := x.ledger.View(t.Context(), func(v *ledger.View) error {
		for i, err := range v.Reports(t.Context()) {
			if err != nil {
				return err
			}
			if !slices.Contains(x.sealed, i.ID) {
				id = i.ID
				break
			}
		}
		return nil
	})
	if err != nil || id == "" {
		t.Fatal("no report", err)
	}
	return id
}

// A sealed voice is shown to those named, and to nobody else anywhere: not on a
// page, in the API, in search, exports, news, nor by guessing ids.
func TestSealed(t *testing.T) {
	x := newTeam(t, Options{})
	ben, ann, rea := x.as(t, "ben"), x.as(t, "ann"), x.as(t, "rea")
	if _, body, _ := do(t, rea, http.MethodGet, x.URL+"/api/v1/claims?voice=Orsolya+Venn", "", nil); !strings.Contains(body, "Orsolya") {
		t.Fatal("the voice is not there to be sealed:", body)
	}
	for _, path := range []string{"/api/v1/due", "/api/v1/voices", "/api/v1/entities"} { // what is kept at hand was kept before
		do(t, rea, http.MethodGet, x.URL+path, "", nil)
	}
	status, body, _ := do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", `{"verb":"confirm","subject":"`+x.sealed[0]+`/c1","why":"Orsolya Venn is right"}`, nil)
	if status != http.StatusOK {
		t.Fatal(body)
	}
	status, body, _ = do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", `{"verb":"seal","subject":"Orsolya Venn","value":"ben","why":"she may lose her post"}`, nil)
	if status != http.StatusOK {
		t.Fatal(body)
	}
	var made decided
	if err := json.Unmarshal([]byte(body), &made); err != nil || made.Subject != "voice:Orsolya Venn" {
		t.Fatal(body, err)
	}
	news := listen(t, x, rea, "/api/v1/events?from=0")
	later := `{"text":"HALDA - Orsolya Venn said on Monday that the gates have not been tested for years.","outlet":"Late Post"}`
	if status, body, _ := do(t, ben, http.MethodPost, x.URL+"/api/v1/reports", later, nil); status != http.StatusAccepted {
		t.Fatal(body)
	}
	if status, body, _ := do(t, rea, http.MethodGet, x.URL+"/api/v1/reports", "", nil); status != http.StatusOK || strings.Contains(body, "Late Post") {
		t.Error("a report with the sealed voice is shown before it is read:", body)
	}
	if err := x.queue.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*http.Client{"rea": rea, "ann, though an administrator": ann} {
		met := 0
		for path, body := range crawl(t, x, c, append(everyPath(x.sealed...), "/", "/search?q=dam", "/search?voice=Orsolya+Venn", "/voice?name=Orsolya+Venn", "/due", "/log", "/report/"+x.sealed[0], "/report/"+x.sealed[0]+"/c1", "/report/"+x.sealed[1],
			"/system?q=dam", "/entity?name=Orsolya+Venn", "/entity?name=Halda", "/briefs?q=dam", "/brief/md?q=dam&standard=reported&profile=full", "/system/graphml?q=dam", "/compare?a="+x.sealed[0]+"&b="+x.sealed[1], "/feeds", "/settings", "/screening", "/guide")) {
			met++
			said := strings.NewReplacer("voice=Orsolya+Venn", "", url.QueryEscape("Orsolya Venn"), "").Replace(body)
			for _, clue := range append(slices.Clone(clues), x.sealed...) {
				if strings.Contains(path, strings.ReplaceAll(clue, " ", "+")) || strings.Contains(path, clue) {
					continue // what was asked for may stand in the answer
				}
				if i := strings.Index(said, clue); i >= 0 && !strings.Contains(path, "Venn") {
					t.Errorf("%s sees %q at %s: ...%s", name, clue, path, said[max(0, i-80):min(len(said), i+80)])
				}
			}
		}
		if met < 30 {
			t.Errorf("%s met %d pages", name, met)
		}
		for _, id := range x.sealed {
			for _, path := range []string{"/api/v1/reports/" + id, "/api/v1/reports/" + id + "/info", "/api/v1/reports/" + id + "/text", "/api/v1/reports/" + id + "/original", "/api/v1/claims/" + id + "/c1", "/report/" + id, "/report/" + id + "/c1", "/api/v1/reports/" + id + "/drift?against=" + id, "/api/v1/decisions/" + made.ID} {
				status, body, _ := do(t, c, http.MethodGet, x.URL+path, "", nil)
				if status != http.StatusNotFound {
					t.Errorf("%s gets %s: %d %.100s", name, path, status, body)
				}
			}
			if name != "rea" {
				for _, ask := range []string{`{"verb":"withdraw","subject":"` + id + `"}`, `{"verb":"confirm","subject":"` + id + `/c1"}`, `{"verb":"undo","subject":"` + made.ID + `"}`} {
					if status, body, _ := do(t, c, http.MethodPost, x.URL+"/api/v1/decisions", ask, nil); status != http.StatusNotFound {
						t.Errorf("%s decides %s: %d %s", name, ask, status, body)
					}
				}
			}
		}
		if _, body, _ := do(t, c, http.MethodPost, x.URL+"/api/v1/briefs", `{"words":"dam","format":"md","profile":"full","standard":"reported"}`, nil); strings.Contains(body, "gates") {
			t.Errorf("%s has a brief with it: %s", name, body)
		}
		if _, body, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/me", "", nil); !strings.Contains(body, `"sealed":3`) {
			t.Errorf("%s is not told how much is sealed: %s", name, body)
		}
	}
	for _, line := range news() {
		for _, clue := range append(slices.Clone(clues), x.sealed...) {
			if strings.Contains(line, clue) {
				t.Errorf("news tell %q: %s", clue, line)
			}
		}
	}
	// Those named see all of it, and those alone can open it again.
	for _, path := range []string{"/api/v1/claims?voice=Orsolya+Venn", "/api/v1/reports/" + x.sealed[0], "/report/" + x.sealed[0], "/api/v1/decisions", "/api/v1/export?format=csv"} {
		if status, body, _ := do(t, ben, http.MethodGet, x.URL+path, "", nil); status != http.StatusOK || !strings.Contains(body, "Orsolya") {
			t.Errorf("ben, who sealed it, does not see %s: %d %.200s", path, status, body)
		}
	}
	if status, body, _ := do(t, ben, http.MethodPost, x.URL+"/api/v1/decisions", `{"verb":"undo","subject":"`+made.ID+`"}`, nil); status != http.StatusOK {
		t.Fatal(body)
	}
	if _, body, _ := do(t, rea, http.MethodGet, x.URL+"/api/v1/claims?voice=Orsolya+Venn", "", nil); !strings.Contains(body, "Orsolya") {
		t.Error("it stays sealed after it was opened:", body)
	}
	if v, err := x.ledger.Verify(t.Context(), nil); err != nil || !v.Fits() {
		t.Error("the ledger does not fit:", v.Misfits, err)
	}
}

var hrefs = regexp.MustCompile(`href="(/[^"#]*)"`)

// crawl is every page that can be reached, by path.
func crawl(t *testing.T, x *team, c *http.Client, from []string) map[string]string {
	t.Helper()
	out := map[string]string{}
	queue := slices.Clone(from)
	for len(queue) > 0 && len(out) < 400 {
		path := strings.ReplaceAll(queue[0], "&amp;", "&")
		queue = queue[1:]
		if _, ok := out[path]; ok {
			continue
		}
		_, body, head := do(t, c, http.MethodGet, x.URL+path, "", nil)
		out[path] = body
		if strings.HasPrefix(head.Get("Content-Type"), "text/html") {
			for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
				queue = append(queue, m[1])
			}
		}
	}
	return out
}

// listen follows news; the function ends it and is every line that came.
func listen(t *testing.T, x *team, c *http.Client, path string) func() []string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, x.URL+path, nil)
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal("news:", resp.Status, resp.Header)
	}
	lines := make(chan []string)
	go func() {
		var all []string
		s := bufio.NewScanner(resp.Body)
		for s.Scan() {
			all = append(all, s.Text())
		}
		resp.Body.Close()
		lines <- all
	}()
	return func() []string {
		time.Sleep(2 * between)
		cancel()
		return <-lines
	}
}

// Another site, a planted session, a wrong name for the desk: all refused.
func TestForgeries(t *testing.T) {
	x := newTeam(t, Options{})
	ann := x.as(t, "ann")
	id := firstReport(t, x)
	decide := `{"verb":"confirm","subject":"` + id + `/c1"}`
	for _, header := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}} {
		for _, p := range []string{"/api/v1/decisions", "/decide", "/logout", "/login", "/api/v1/accounts", "/api/v1/tokens", "/api/v1/reports/stream"} {
			if status, body, _ := do(t, ann, http.MethodPost, x.URL+p, decide, header); status != http.StatusForbidden {
				t.Errorf("POST %s from another site %v: %d %s", p, header, status, body)
			}
		}
		if status, _, _ := do(t, ann, http.MethodDelete, x.URL+"/api/v1/accounts/rea", "", header); status != http.StatusForbidden {
			t.Errorf("DELETE from another site %v: %d", header, status)
		}
	}
	// A form cannot be a JSON request.
	if status, body, _ := do(t, ann, http.MethodPost, x.URL+"/api/v1/decisions", decide, map[string]string{"Content-Type": "text/plain"}); status < 400 {
		t.Errorf("a plain form decided: %d %s", status, body)
	}
	if status, _, _ := do(t, ann, http.MethodGet, x.URL+"/", "", map[string]string{"Host": "desk.evil.example"}); status != http.StatusMisdirectedRequest {
		t.Error("a name that is not the desk's:", status)
	}

	// A session that somebody else planted is worth nothing after the login.
	victim := x.browser(t)
	u, _ := url.Parse(x.URL)
	planted := &http.Cookie{Name: "sayso", Value: "cGxhbnRlZC1wbGFudGVkLXBsYW50ZWQtcGxhbnRlZA", Path: "/"}
	victim.Jar.SetCookies(u, []*http.Cookie{planted})
	resp, err := victim.PostForm(x.URL+"/login", url.Values{"name": {"ann"}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	got := victim.Jar.Cookies(u)
	if len(got) != 1 || got[0].Value == planted.Value {
		t.Fatal("the planted session was kept:", got)
	}
	set := resp.Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(set, want) {
			t.Errorf("cookie without %s: %s", want, set)
		}
	}
	thief := x.browser(t)
	thief.Jar.SetCookies(u, []*http.Cookie{planted})
	if status, _, _ := do(t, thief, http.MethodGet, x.URL+"/api/v1/me", "", nil); status != http.StatusUnauthorized {
		t.Error("whoever planted the session is in:", status)
	}
	// One that was there before the login, as a provider's state makes it, is not
	// the one after it.
	again := x.as(t, "rea")
	before := again.Jar.Cookies(u)[0].Value
	if resp, err = again.PostForm(x.URL+"/login", url.Values{"name": {"ann"}, "password": {password}}); err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if after := again.Jar.Cookies(u)[0].Value; after == before {
		t.Error("the login kept the session's secret")
	}
	old := x.browser(t)
	old.Jar.SetCookies(u, []*http.Cookie{{Name: "sayso", Value: before, Path: "/"}})
	if status, _, _ := do(t, old, http.MethodGet, x.URL+"/api/v1/me", "", nil); status != http.StatusUnauthorized {
		t.Error("the session from before the login lives:", status)
	}
	// Logging out, another role, another password, removal: each ends sessions.
	ended := func(what string, c *http.Client) {
		t.Helper()
		if status, _, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/me", "", nil); status != http.StatusUnauthorized {
			t.Errorf("after %s the session lives: %d", what, status)
		}
	}
	out := x.as(t, "ben")
	kept := out.Jar.Cookies(u)
	do(t, out, http.MethodPost, x.URL+"/logout", "", nil)
	out.Jar.SetCookies(u, kept)
	ended("logging out", out)
	for what, change := range map[string]func(string) error{
		"another role":     func(n string) error { return x.accounts.SetRole(t.Context(), n, account.Analyst, "ann") },
		"another password": func(n string) error { return x.accounts.SetPassword(t.Context(), n, password, "ann") },
		"removal":          func(n string) error { return x.accounts.Remove(t.Context(), n, "ann") },
	} {
		name := "tmp" + strings.ReplaceAll(what, " ", "")
		if err := x.accounts.Add(t.Context(), name, account.Reader, password, "ann"); err != nil {
			t.Fatal(err)
		}
		c := x.as(t, name)
		secret := x.token(t, name, account.Read)
		if err := change(name); err != nil {
			t.Fatal(err)
		}
		ended(what, c)
		if what == "removal" {
			if status, _, _ := do(t, x.browser(t), http.MethodGet, x.URL+"/api/v1/me", "", map[string]string{"Authorization": "Bearer " + secret}); status != http.StatusUnauthorized {
				t.Error("a removed account's token lives:", status)
			}
		}
	}
}

// News end when the login that opened them does.
func TestNewsEndWithTheLogin(t *testing.T) {
	x := newTeam(t, Options{})
	for what, end := range map[string]func(c *http.Client){
		"removal": func(*http.Client) {
			if err := x.accounts.SetRole(t.Context(), "rea", account.Analyst, "ann"); err != nil {
				t.Error(err)
			}
		},
		"logging out": func(c *http.Client) { do(t, c, http.MethodPost, x.URL+"/logout", "", nil) },
	} {
		c := x.as(t, "rea")
		resp, err := c.Get(x.URL + "/api/v1/events")
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatal(resp.Status, err)
		}
		ended := make(chan struct{})
		go func() { io.Copy(io.Discard, resp.Body); resp.Body.Close(); close(ended) }()
		end(c)
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			t.Errorf("news go on after %s", what)
			resp.Body.Close()
		}
	}
}

func TestTooOften(t *testing.T) {
	x := newTeam(t, Options{Rate: 5})
	secret := map[string]string{"Authorization": "Bearer " + x.token(t, "ben", account.Read)}
	c := x.browser(t)
	var last int
	var head http.Header
	for range 30 {
		if last, _, head = do(t, c, http.MethodGet, x.URL+"/api/v1/me", "", secret); last != http.StatusOK {
			break
		}
	}
	if last != http.StatusTooManyRequests || head.Get("Retry-After") == "" {
		t.Errorf("30 requests at once: %d %v", last, head)
	}
	if status, _, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/me", "", map[string]string{"Authorization": "Bearer " + x.token(t, "ann", account.Read)}); status != http.StatusOK {
		t.Error("one person's haste holds another back:", status)
	}
	y := newTeam(t, Options{})
	tries := 0
	for status := http.StatusUnauthorized; status == http.StatusUnauthorized && tries < 40; tries++ {
		resp, err := y.browser(t).PostForm(y.URL+"/login", url.Values{"name": {"ann"}, "password": {"a guess at the password"}})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		status = resp.StatusCode
	}
	if tries > 12 {
		t.Errorf("%d guesses at a password were let through", tries)
	}
}
