package web

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/sayso/sayso/web/account"
)

// another is a second password.
const another = "six loud yellow verbs"

var tokenForm = regexp.MustCompile(`sayso_[A-Za-z0-9_-]{43}`)

// post sends a form and is its status and body.
func post(t *testing.T, c *http.Client, address string, form url.Values) (int, string) {
	t.Helper()
	resp, err := c.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// happened are what the accounts' events tell of somebody.
func (x *team) happened(t *testing.T, about string) (out []string) {
	t.Helper()
	all, err := x.accounts.Events(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.About == about {
			out = append(out, e.Who+": "+e.What)
		}
	}
	return out
}

// The pages of accounts are the administrators' alone; one's own account is
// everybody's own.
func TestKeepingIsForAdministrators(t *testing.T) {
	x := newTeam(t, Options{})
	forms := []url.Values{{"do": {"add"}, "name": {"eve"}, "role": {"admin"}, "password": {another}}, {"do": {"role"}, "name": {"rea"}, "role": {"admin"}}, {"do": {"password"}, "name": {"ann"}, "password": {another}},
		{"do": {"lock"}, "name": {"ann"}}, {"do": {"remove"}, "name": {"ann"}, "sure": {"yes"}}, {"do": {"revoke"}, "token": {"x"}}}
	for name, want := range map[string]int{"rea": http.StatusForbidden, "ben": http.StatusForbidden, "ann": http.StatusOK} {
		c := x.as(t, name)
		if status, body, _ := do(t, c, http.MethodGet, x.URL+accountsPage, "", nil); status != want || want != http.StatusOK && strings.Contains(body, "ben") && name != "ben" {
			t.Errorf("%s sees the accounts: %d %.200s", name, status, body)
		}
		_, body, _ := do(t, c, http.MethodGet, x.URL+"/settings", "", nil)
		if decides := strings.Contains(body, `data-may="read add decide`); decides != (name != "rea") {
			t.Errorf("%s is shown forms to decide: %v", name, decides)
		}
		if has := strings.Contains(body, accountsPage); has != (name == "ann") {
			t.Errorf("%s is led to the accounts: %v", name, has)
		}
		if want == http.StatusOK {
			continue
		}
		for _, f := range forms {
			if status, body := post(t, c, x.URL+accountsPage, f); status != http.StatusForbidden {
				t.Errorf("%s does %v: %d %.200s", name, f, status, body)
			}
		}
	}
	stranger := x.browser(t)
	for _, p := range []string{accountsPage, yourPage} {
		if status, _ := post(t, stranger, x.URL+p, forms[0]); status != http.StatusUnauthorized {
			t.Errorf("a stranger posts to %s: %d", p, status)
		}
	}
	all, err := x.accounts.All(t.Context())
	if err != nil || len(all) != 3 || slices.ContainsFunc(all, func(a account.Account) bool { return a.Locked }) {
		t.Error("accounts changed all the same:", all, err)
	}
	// Another site's page cannot send the forms in somebody's name.
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, x.URL+accountsPage, strings.NewReader(forms[0].Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", "https://evil.example")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	resp, err := x.as(t, "ann").Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Error("another site made an account:", resp.Status)
	}
}

// What an administrator does to accounts holds at once and is told in the events.
func TestKeepingAccounts(t *testing.T) {
	x := newTeam(t, Options{})
	ann := x.as(t, "ann")
	does := func(f url.Values) {
		t.Helper()
		if status, body := post(t, ann, x.URL+accountsPage, f); status != http.StatusSeeOther {
			t.Fatalf("%v: %d %.300s", f, status, body)
		}
	}
	refused := func(want string, f url.Values) {
		t.Helper()
		if status, body := post(t, ann, x.URL+accountsPage, f); status < 400 || !strings.Contains(body, want) {
			t.Errorf("%v: %d, and not %q: %.300s", f, status, want, body)
		}
	}
	does(url.Values{"do": {"add"}, "name": {"cleo"}, "role": {"reader"}, "password": {password}})
	refused("15 characters", url.Values{"do": {"add"}, "name": {"dan"}, "role": {"reader"}, "password": {"short"}})
	refused("needs a password", url.Values{"do": {"add"}, "name": {"dan"}, "role": {"reader"}})
	refused("there is an account", url.Values{"do": {"add"}, "name": {"cleo"}, "role": {"reader"}, "password": {password}})
	refused("reader, analyst or admin", url.Values{"do": {"role"}, "name": {"cleo"}, "role": {"queen"}})
	refused("tick the box", url.Values{"do": {"remove"}, "name": {"cleo"}})
	refused("last administrator", url.Values{"do": {"lock"}, "name": {"ann"}})

	cleo := x.as(t, "cleo")
	secret := map[string]string{"Authorization": "Bearer " + x.token(t, "cleo", account.Read)}
	plain := x.browser(t)
	in := func() (session, token, login int) {
		session, _, _ = do(t, cleo, http.MethodGet, x.URL+"/api/v1/me", "", nil)
		token, _, _ = do(t, plain, http.MethodGet, x.URL+"/api/v1/me", "", secret)
		login, _ = post(t, x.browser(t), x.URL+"/login", url.Values{"name": {"cleo"}, "password": {password}})
		return session, token, login
	}
	if s, k, l := in(); s != 200 || k != 200 || l != http.StatusSeeOther {
		t.Fatal(s, k, l)
	}
	does(url.Values{"do": {"lock"}, "name": {"cleo"}})
	if s, k, l := in(); s != http.StatusUnauthorized || k != http.StatusUnauthorized || l != http.StatusForbidden {
		t.Error("a locked account comes in:", s, k, l)
	}
	does(url.Values{"do": {"unlock"}, "name": {"cleo"}})
	if s, k, l := in(); s != http.StatusUnauthorized || k != 200 || l != http.StatusSeeOther {
		t.Error("an unlocked account:", s, k, l)
	}
	does(url.Values{"do": {"role"}, "name": {"cleo"}, "role": {"analyst"}})
	does(url.Values{"do": {"password"}, "name": {"cleo"}, "password": {another}})
	if _, _, l := in(); l != http.StatusUnauthorized {
		t.Error("the old password opens:", l)
	}
	does(url.Values{"do": {"remove"}, "name": {"cleo"}, "sure": {"yes"}})
	if _, k, _ := in(); k != http.StatusUnauthorized {
		t.Error("a removed account's token opens:", k)
	}
	_, page, _ := do(t, ann, http.MethodGet, x.URL+accountsPage, "", nil)
	told := x.happened(t, "cleo")
	for _, want := range []string{"account added as reader", "account locked", "account unlocked", "role set to analyst", "password set", "account removed"} {
		if !slices.Contains(told, "ann: "+want) || !strings.Contains(page, want) {
			t.Errorf("%q is not told: %v", want, told)
		}
	}
	if !slices.Contains(told, ": login refused: locked") {
		t.Error("a refused login is not told:", told)
	}
}

// A token is shown once, does what it may, and ends when its owner says so.
func TestOwnTokens(t *testing.T) {
	x := newTeam(t, Options{})
	rea := x.as(t, "rea")
	status, body := post(t, rea, x.URL+yourPage, url.Values{"do": {"token"}, "label": {"<nightly>"}, "scope": {"read"}, "days": {"7"}})
	secret := tokenForm.FindString(body)
	if status != http.StatusOK || secret == "" || strings.Contains(body, "<nightly>") {
		t.Fatalf("no token: %d %.300s", status, body)
	}
	bearer := map[string]string{"Authorization": "Bearer " + secret}
	if status, _, _ := do(t, x.browser(t), http.MethodGet, x.URL+"/api/v1/me", "", bearer); status != http.StatusOK {
		t.Error("the token opens nothing:", status)
	}
	_, page, head := do(t, rea, http.MethodGet, x.URL+yourPage, "", nil)
	if tokenForm.MatchString(page) || head.Get("Cache-Control") != "no-store" {
		t.Error("the token is shown twice, or may be kept:", head.Get("Cache-Control"))
	}
	for want, f := range map[string]url.Values{
		"without the scope decide": {"do": {"token"}, "label": {"x"}, "scope": {"read", "decide"}, "days": {"7"}},
		"what it may do":           {"do": {"token"}, "label": {"x"}, "days": {"7"}},
		"what it is for":           {"do": {"token"}, "scope": {"read"}, "days": {"7"}},
		"366 days":                 {"do": {"token"}, "label": {"x"}, "scope": {"read"}, "days": {"4000"}},
		"a number":                 {"do": {"token"}, "label": {"x"}, "scope": {"read"}, "days": {"soon"}},
	} {
		if status, body := post(t, rea, x.URL+yourPage, f); status < 400 || !strings.Contains(body, want) {
			t.Errorf("%v: %d, and not %q: %.300s", f, status, want, body)
		}
	}
	id := regexp.MustCompile(`name="token" value="([0-9a-f]{8})"`).FindStringSubmatch(page)
	if id == nil {
		t.Fatal("the page has no token to revoke")
	}
	// Somebody else's is not one's own, an administrator's page apart.
	if status, _ := post(t, x.as(t, "ann"), x.URL+yourPage, url.Values{"do": {"revoke"}, "token": {id[1]}}); status != http.StatusNotFound {
		t.Error("ann revokes rea's token as her own:", status)
	}
	if status, _ := post(t, rea, x.URL+yourPage, url.Values{"do": {"revoke"}, "token": {id[1]}}); status != http.StatusSeeOther {
		t.Error("rea cannot revoke:", status)
	}
	if status, _, _ := do(t, x.browser(t), http.MethodGet, x.URL+"/api/v1/me", "", bearer); status != http.StatusUnauthorized {
		t.Error("a revoked token opens:", status)
	}
	if told := x.happened(t, id[1]); !slices.Contains(told, "rea: token revoked") {
		t.Error(told)
	}
}

// Whoever knows the old password sets a new one; the session that does goes on,
// the others end.
func TestChangeOfPassword(t *testing.T) {
	x := newTeam(t, Options{})
	here, there := x.as(t, "ben"), x.as(t, "ben")
	me := func(c *http.Client) int {
		status, _, _ := do(t, c, http.MethodGet, x.URL+"/api/v1/me", "", nil)
		return status
	}
	if status, body := post(t, here, x.URL+yourPage, url.Values{"do": {"password"}, "old": {"not the password"}, "new": {another}}); status != http.StatusForbidden || me(here) != 200 {
		t.Errorf("a wrong old password: %d %.200s", status, body)
	}
	if status, body := post(t, here, x.URL+yourPage, url.Values{"do": {"password"}, "old": {password}, "new": {"short"}}); status != http.StatusBadRequest || !strings.Contains(body, "15 characters") {
		t.Errorf("a short password: %d %.200s", status, body)
	}
	if status, body := post(t, here, x.URL+yourPage, url.Values{"do": {"password"}, "old": {password}, "new": {another}}); status != http.StatusOK || !strings.Contains(body, "Your password was changed") {
		t.Fatalf("%d %.300s", status, body)
	}
	if me(here) != http.StatusOK || me(there) != http.StatusUnauthorized {
		t.Error("this session and the other:", me(here), me(there))
	}
	for pass, want := range map[string]int{password: http.StatusUnauthorized, another: http.StatusSeeOther} {
		if status, _ := post(t, x.browser(t), x.URL+"/login", url.Values{"name": {"ben"}, "password": {pass}}); status != want {
			t.Errorf("login: %d, want %d", status, want)
		}
	}
	status := 0
	for range 15 {
		if status, _, _ = do(t, here, http.MethodPost, x.URL+"/api/v1/me/password", `{"old":"a guess at the password","new":"`+password+`"}`, nil); status == http.StatusTooManyRequests {
			break
		}
	}
	if status != http.StatusTooManyRequests {
		t.Error("guesses go on:", status)
	}
}

// The way of an administrator and of somebody new, in a browser.
func TestKeepingInBrowser(t *testing.T) {
	script := axe(t)
	x := newTeam(t, Options{})
	b := browser(t, x.URL)
	check := func(where string) {
		t.Helper()
		for _, look := range []struct {
			width  int
			scheme string
		}{{1280, "light"}, {360, "dark"}} {
			b.look(look.width, 800, look.scheme)
			if over := eval[float64](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				t.Errorf("%s at %d: %v pixels wider than the window", where, look.width, over)
			}
			b.axe(script, where+" at "+look.scheme)
			b.keep(where + "-" + look.scheme)
		}
		b.look(1280, 900, "light")
		b.quiet(where)
	}
	login := func(name, password string) {
		t.Helper()
		b.run(chromedp.Navigate(x.URL+"/login"), chromedp.SendKeys(`input[name=name]`, name), chromedp.SendKeys(`input[name=password]`, password), chromedp.Submit(`input[name=password]`))
		if !b.until(`document.querySelector(".who")`) {
			t.Fatalf("%s is not in: %s", name, b.path())
		}
	}
	has := func(words ...string) {
		t.Helper()
		for _, w := range words {
			if got := b.words(); !strings.Contains(got, w) {
				t.Errorf("%s does not say %q:\n%s", b.path(), w, got)
			}
		}
	}
	login("ann", password)
	b.open(accountsPage)
	b.run(chromedp.SendKeys(`form.stack input[name=name]`, "newcomer"), chromedp.SendKeys(`form.stack input[name=password]`, password),
		chromedp.SetValue(`form.stack select[name=role]`, "analyst"), chromedp.Click(`form.stack button`))
	if !b.until(`document.querySelector("#a-newcomer")`) {
		t.Fatal("nobody was added: ", b.words())
	}
	has("Done: newcomer, account added as analyst.")
	check("accounts")
	b.run(chromedp.Click(`#a-rea button[value=lock]`))
	if !b.until(`document.querySelector("#a-rea button[value=unlock]")`) {
		t.Error("rea is not locked")
	}
	has("account locked: rea")
	b.run(chromedp.Click(`.who button`))
	if !b.until(`location.pathname === "/login"`) {
		t.Fatal("not out: ", b.path())
	}
	login("newcomer", password)
	b.run(chromedp.Click(`.who a`))
	if !b.until(`location.pathname === "` + yourPage + `"`) {
		t.Fatal(b.path())
	}
	b.run(chromedp.SendKeys(`input[name=label]`, "nightly import"), chromedp.Click(`input[name=scope][value=add]`), chromedp.Click(`form.stack:has(input[value=token]) button`))
	if !b.until(`document.querySelector(".secret")`) {
		t.Fatal("no token: ", b.words())
	}
	if secret := tokenForm.FindString(b.words()); secret == "" {
		t.Error("the token is not shown")
	}
	check("token")
	b.open(yourPage)
	if tokenForm.MatchString(b.words()) {
		t.Error("the token is shown again")
	}
	has("nightly import")
	b.run(chromedp.Click(`.rows form button`))
	if !b.until(`document.body.innerText.includes("You have none.")`) {
		t.Error("the token was not revoked")
	}
	b.run(chromedp.SendKeys(`input[name=old]`, password), chromedp.SendKeys(`input[name=new]`, another), chromedp.Submit(`input[name=new]`))
	if !b.until(`document.body.innerText.includes("Your password was changed.")`) {
		t.Error("the password was not changed: ", b.words())
	}
	check("you")
}
