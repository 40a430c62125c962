package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const pasted = "HALDA - The mill at Senn burned down on Monday, the fire brigade said.\r\n\r\nIts owner plans to build it again in May, a clerk said."

// A report is brought in by hand by whoever may, as it was pasted; its page
// tells that it waits until it is read.
func TestAddByHand(t *testing.T) {
	x := newTeam(t, Options{})
	form := url.Values{"text": {pasted}, "outlet": {"Halda Courier II"}, "published": {"2024-03-12"}}
	for _, name := range []string{"rea"} {
		c := x.as(t, name)
		if status, body := post(t, c, x.URL+addPage, form); status != http.StatusForbidden {
			t.Errorf("%s adds: %d %.200s", name, status, body)
		}
		if _, body, _ := do(t, c, http.MethodGet, x.URL+addPage, "", nil); strings.Contains(body, "<textarea") {
			t.Errorf("%s is offered a form", name)
		}
		if status, _ := post(t, c, x.URL+feedsPage, url.Values{"url": {"https://news.example/feed"}}); status != http.StatusForbidden {
			t.Errorf("%s follows a feed: %d", name, status)
		}
	}
	ben := x.as(t, "ben")
	for want, f := range map[string]url.Values{
		"give text":      {"text": {""}},
		"want an EDTF":   {"text": {pasted}, "published": {"last <Tuesday>"}, "outlet": {"Kept"}},
		"value=\"Kept\"": {"text": {pasted}, "published": {"sometime"}, "outlet": {"Kept"}},
	} {
		if status, body := post(t, ben, x.URL+addPage, f); status != http.StatusBadRequest || !strings.Contains(body, want) || strings.Contains(body, "<Tuesday>") {
			t.Errorf("%v: %d, and not %q: %.300s", f, status, want, body)
		}
	}
	resp, err := ben.PostForm(x.URL+addPage, form)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	at := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(at, "/report/") {
		t.Fatal(resp.Status, at)
	}
	if status, body, _ := do(t, ben, http.MethodGet, x.URL+at, "", nil); status != http.StatusOK || !strings.Contains(body, "waits to be read") || !strings.Contains(body, "mill at Senn") {
		t.Errorf("a report that waits: %d %.300s", status, body)
	}
	if err := x.queue.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if status, body, _ := do(t, ben, http.MethodGet, x.URL+at, "", nil); status != http.StatusOK || strings.Contains(body, "waits to be read") || !strings.Contains(body, `class="claim`) {
		t.Errorf("a report that was read: %d %.300s", status, body)
	}
	if _, text, _ := do(t, ben, http.MethodGet, x.URL+"/api/v1/reports/"+strings.TrimPrefix(at, "/report/")+"/text", "", nil); text != strings.ReplaceAll(pasted, "\r\n", "\n") {
		t.Errorf("the text is %q", text)
	}
	if status, to, head := do(t, ben, http.MethodGet, x.URL+"/report/nothing", "", nil); status != http.StatusNotFound {
		t.Error(status, to, head)
	}
	resp, err = ben.PostForm(x.URL+addPage, form)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if known := resp.Header.Get("Location"); known != at+"?known=1" {
		t.Error("the same report again goes to", known)
	}
	ann := x.as(t, "ann")
	for _, f := range []url.Values{{"url": {"https://news.example/feed"}, "title": {"Example"}}, {"do": {"leave"}, "url": {"https://news.example/feed"}}} {
		if status, body := post(t, ann, x.URL+feedsPage, f); status != http.StatusSeeOther {
			t.Errorf("%v: %d %.200s", f, status, body)
		}
		_, body, _ := do(t, ann, http.MethodGet, x.URL+feedsPage, "", nil)
		if has := strings.Contains(body, "news.example/feed\""); has != (f.Get("do") == "") {
			t.Errorf("after %v the feed is followed: %v", f, has)
		}
	}
	if status, body := post(t, ann, x.URL+feedsPage, url.Values{"url": {"file:///etc/passwd"}}); status != http.StatusBadRequest {
		t.Errorf("a file is followed: %d %.200s", status, body)
	}
}

// In a browser the page of a report that waits comes again by itself.
func TestAddInBrowser(t *testing.T) {
	script := axe(t)
	x := newTeam(t, Options{})
	b := browser(t, x.URL)
	b.run(chromedp.Navigate(x.URL+"/login"), chromedp.SendKeys(`input[name=name]`, "ben"), chromedp.SendKeys(`input[name=password]`, password), chromedp.Submit(`input[name=password]`))
	if !b.until(`document.querySelector(".who")`) {
		t.Fatal("not in")
	}
	b.open(addPage)
	b.axe(script, "add")
	b.look(360, 800, "dark")
	b.axe(script, "add, narrow and dark")
	b.keep("add-360-dark")
	b.look(1280, 900, "light")
	b.run(chromedp.SetValue(`textarea`, strings.ReplaceAll(pasted, "\r", "")), chromedp.SendKeys(`input[name=outlet]`, "Halda Courier II"), chromedp.Click(`main form button`))
	if !b.until(`document.querySelector("#waits")`) {
		t.Fatal("it does not wait: ", b.path(), b.words())
	}
	b.axe(script, "a report that waits")
	b.keep("waits-1280-light")
	if err := x.queue.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !b.until(`document.querySelector("article a.claim")`) {
		t.Error("the page did not come again: ", b.words())
	}
	// Who may not decide is shown no form for it.
	for may, want := range map[string]string{"read add decide": "block", "read": "none"} {
		if got := eval[string](b, `(document.documentElement.dataset.may = "`+may+`", getComputedStyle(document.querySelector(".act")).display)`); got != want {
			t.Errorf("a form to decide for who may %s: %s", may, got)
		}
	}
	b.quiet("add")
}
