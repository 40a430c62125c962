package web

import (
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// axe is axe-core, which npm brings; without it the test is passed over.
func axe(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("ui/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("passed over: axe-core is not here (npm ci in web/ui)")
	}
	return string(b)
}

// No page has an accessibility issue that axe holds serious or critical, by the
// rules of WCAG 2.2 AA, in light or dark, wide or narrow.
func TestAxe(t *testing.T) {
	script := axe(t)
	srv := exampleDesk(t)
	b := browser(t, srv.URL)
	for name, path := range places(t, srv) {
		for _, look := range []struct {
			width  int
			scheme string
		}{{1280, "light"}, {360, "dark"}} {
			b.look(look.width, 800, look.scheme)
			b.open(path)
			b.axe(script, fmt.Sprintf("%s at %d, %s", name, look.width, look.scheme))
		}
	}
}

// axe fails for what is serious or worse on the page that is open.
func (b *tab) axe(script, where string) {
	b.t.Helper()
	b.run(chromedp.Evaluate(script, nil))
	for _, v := range eval[[]string](b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => r.violations
		.filter(v => v.impact === "serious" || v.impact === "critical")
		.map(v => v.id + " (" + v.impact + "): " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + (n.any[0]?.message ?? n.all[0]?.message ?? "")).join(" | ")))`) {
		b.t.Errorf("%s: %s", where, v)
	}
}

// words are those that the page shows.
func (b *tab) words() string {
	b.t.Helper()
	return eval[string](b, `document.querySelector("main").innerText`)
}

func (b *tab) path() string {
	b.t.Helper()
	return eval[string](b, `location.pathname + location.search + location.hash`)
}

// press hits keys one after another, on whatever has the focus.
func (b *tab) press(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		b.run(chromedp.KeyEvent(k))
	}
}

// until waits for a script to be true; a page may come and go meanwhile.
func (b *tab) until(script string) bool {
	b.t.Helper()
	for range 150 {
		var ok bool
		if err := chromedp.Run(b, chromedp.Evaluate(`document.readyState === "complete" && !!(`+script+`)`, &ok)); err == nil && ok {
			return true
		}
		if err := b.Err(); err != nil {
			b.t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return false
}

// reached waits until the page's address begins so.
func (b *tab) reached(begin string) {
	b.t.Helper()
	if !b.until(fmt.Sprintf(`location.pathname.startsWith(%q)`, begin)) {
		b.t.Fatalf("at %s, want %s", b.path(), begin)
	}
}

// Somebody starts with an empty desk, opens the example, reads, decides, takes
// it back, compares, searches, keeps the search and answers what is overdue.
func TestUse(t *testing.T) {
	srv := exampleDesk(t)
	b := browser(t, srv.URL)
	b.look(1280, 900, "light")
	follow := func(selector string) {
		t.Helper()
		if !eval[bool](b, fmt.Sprintf(`!!document.querySelector(%q)`, selector)) {
			t.Fatalf("%s has no %s", b.path(), selector)
		}
		here := b.path()
		b.run(chromedp.Evaluate(fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`, selector), nil))
		if !b.until(fmt.Sprintf(`location.pathname + location.search + location.hash !== %q`, here)) {
			t.Fatalf("%s on %s leads nowhere", selector, here)
		}
	}
	has := func(what ...string) {
		t.Helper()
		text := b.words()
		for _, w := range what {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(w)) {
				t.Errorf("%s does not say %q", b.path(), w)
			}
		}
	}
	b.open("/")
	has("No report is here yet", "Look around first")
	follow(`a[href="/example/guide"]`)
	has("A guided look", "All of it is invented")
	follow(`.steps a[href^="/example/report/"]`)
	has("Kelmar orders", "three firms", "the report's own voice", "anonymous", "compare word by word")
	b.keep("use-report")

	follow(`article a.claim.st-planned`)
	claim := b.path()
	has("On whose say-so", "Forecast", "Read rightly", "Read it otherwise")
	decide := func(button string) {
		t.Helper()
		b.run(chromedp.Evaluate(fmt.Sprintf(`document.querySelector("form button[value=%s]").click()`, button), nil))
		if !b.until(`document.querySelector("#undo button")`) {
			t.Fatalf("%s: nothing to take back after %s", b.path(), button)
		}
	}
	decide("confirm")
	has("confirmed by ann")
	b.keep("use-confirmed")
	b.press("u")
	if !b.until(`document.querySelector("main").innerText.includes("taken back")`) {
		t.Error("u did not take the decision back")
	}
	b.open(claim)
	decide("withdraw")
	has("not confirmed", "withdrawn by ann")
	b.run(chromedp.Evaluate(`document.querySelector("#undo button").click()`, nil))
	b.until(`!document.querySelector("#undo")`)
	has("taken back")

	b.open("/example/guide")
	follow(`.steps a[href^="/example/compare"]`)
	has("What changed in the retelling", "400 to 600", "range collapsed")
	if n := eval[int](b, `document.querySelectorAll(".sides.text mark").length`); n < 2 {
		t.Errorf("%d changes are marked in the texts", n)
	}
	b.open("/example/guide")
	follow(`.steps a[href^="/example/story"]`)
	has("Who rests on whom", "In time", "Figures over time", "Against one another", "contradicts")
	if n := eval[int](b, `document.querySelectorAll("svg.picture").length`); n < 3 {
		t.Errorf("the story has %d pictures", n)
	}
	follow(`main a[href^="/example/system?story"]`)
	if !b.until(`document.querySelector(".tools")`) {
		t.Error("the graph has no tools")
	}
	whole := eval[string](b, `document.querySelector("#graph svg").getAttribute("viewBox")`)
	b.run(chromedp.Evaluate(`document.querySelector(".tools button").click()`, nil))
	if eval[string](b, `document.querySelector("#graph svg").getAttribute("viewBox")`) == whole {
		t.Error("the graph does not grow")
	}
	dim := `(() => { const r = document.querySelector(".tools input"); r.value = 3; r.dispatchEvent(new Event("input")); return document.querySelectorAll("#graph .edge.off").length })()`
	if eval[int](b, dim) == 0 {
		t.Error("no tie fades when only certain ones are wanted")
	}
	follow(`#graph g.edge a`)
	if !strings.Contains(b.path(), "#e-") || eval[int](b, `document.querySelectorAll("tr:target").length`) != 1 {
		t.Errorf("a tie leads to %s", b.path())
	}

	b.open("/example/search?q=workers")
	b.run(chromedp.SetValue(`input[name=name]`, "Workers", chromedp.ByQuery), chromedp.Evaluate(`document.querySelector("form[action$='/saved'] button").click()`, nil))
	b.until(`document.querySelector("main").innerText.includes("It is kept")`)
	has("It is kept")
	b.open("/example/")
	has("Saved searches", "nothing new", "Due now", "Overdue")
	b.open("/example/due?state=overdue")
	follow(`.rows a[href^="/example/report/"]`)
	b.run(chromedp.Evaluate(`(() => { const f = document.querySelector("form:has(select[name=value] option[value=borne_out])"); f.querySelector("select").value = "not_borne_out"; f.querySelector("button").click() })()`, nil))
	b.until(`document.querySelector("#undo button")`)
	has("not borne out", "answered by ann")
	follow(`.chain li:last-child a`)
	has("Record of forecasts", "Too few to judge by")
	b.keep("use-voice")
	b.open("/example/log")
	has("Signed head", "read", "answered")
	b.run(chromedp.Evaluate(`history.back()`, nil))
	if !b.until(`location.pathname === "/example/voice"`) {
		t.Errorf("back leads to %s", b.path())
	}
	b.quiet("the whole way")
}

// The desk is used with the keyboard alone.
func TestKeyboard(t *testing.T) {
	srv := exampleDesk(t)
	b := browser(t, srv.URL)
	b.look(1280, 900, "light")
	b.open("/example/")
	focus := func() string {
		return eval[string](b, `document.activeElement?.getAttribute("href") ?? document.activeElement?.id ?? ""`)
	}
	b.press(kb.Tab)
	if got := focus(); got != "#main" {
		t.Errorf("the first stop is %q, not the way to the content", got)
	}
	b.press("j")
	first := focus()
	b.press("j")
	second := focus()
	if !strings.HasPrefix(first, "/example/report/") || !strings.HasPrefix(second, "/example/report/") || first == second {
		t.Errorf("j leads to %q and %q", first, second)
	}
	b.press("k")
	if focus() != first {
		t.Error("k does not lead back")
	}
	b.press(kb.Enter)
	b.reached("/example/report/")
	b.press("j")
	if !eval[bool](b, `document.activeElement.matches("a.claim") && !!document.querySelector(".card")`) {
		t.Error("a claim that has the focus shows no card")
	}
	b.keep("keyboard-card")
	b.press(kb.Escape)
	if eval[bool](b, `!!document.querySelector(".card")`) {
		t.Error("Escape leaves the card")
	}
	b.press("/")
	if focus() != "top-q" {
		t.Errorf("/ leads to %q", focus())
	}
	b.press("f", "i", "r", "m", "s", kb.Enter)
	b.reached("/example/search")
	b.press("?")
	if !eval[bool](b, `document.querySelector("dialog#keys")?.open === true`) {
		t.Error("? shows no keys")
	}
	b.press(kb.Escape)
	if eval[bool](b, `document.querySelector("dialog#keys")?.open === true`) {
		t.Error("Escape leaves the keys open")
	}
	b.press("i")
	b.reached("/example/")
	// Every link, field and button of the inbox can be reached by Tab, and shows it.
	n := eval[int](b, `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")].filter(e => e.checkVisibility()).length`)
	seen := map[string]bool{}
	for range n + 5 {
		b.press(kb.Tab)
		seen[eval[string](b, `(() => { const e = document.activeElement; window.__n ??= new Map(); if (!window.__n.has(e)) window.__n.set(e, window.__n.size); return e === document.body ? "" : String(window.__n.get(e)) })()`)] = true
	}
	delete(seen, "")
	if len(seen) < n-1 {
		t.Errorf("Tab reaches %d of %d", len(seen), n)
	}
	b.quiet("keyboard")
}

// serve is a desk over readings that were made elsewhere.
func serve(t *testing.T, add func(*ledger.Tx) error) *httptest.Server {
	t.Helper()
	l, err := ledger.Open(t.Context(), t.TempDir()+"/l.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if err := l.Append(t.Context(), add); err != nil {
		t.Fatal(err)
	}
	s, err := New(l, "ann")
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	return srv
}

// longHostile is a report that tries everything, with a paragraph of 10 MB.
func longHostile() (ledger.Capture, *reading.Reading) {
	text := hostile + "\n<style>body{display:none}</style> <svg/onload=alert(5)> p\u0430yp\u0430l \u2066right\u2069 " + strings.Repeat("<b>word</b> &amp; \u202e", 10<<20/18) + "\n"
	rep := &report.Report{Text: text, SHA256: report.Hash(text), TextSHA256: report.Hash(text), Title: `"><script>alert("t")</script>`, Outlet: `<img src=x onerror=alert(6)>`, URL: "javascript:alert(7)", Language: "en"}
	whole := report.Span{Start: len(hostile), End: len(text)}
	r := &reading.Reading{Schema: reading.Schema, Reader: reading.Version{Version: "test", Model: "none"}, Text: text, Zones: []report.Zone{}, Sentences: []report.Span{}, Voices: []reading.Voice{}, Entities: []reading.Entity{},
		Relations: []reading.Relation{}, Times: []reading.Time{}, Quantities: []reading.Quantity{}, Attributions: []reading.Attribution{}, Claims: []reading.Claim{}, Unread: []reading.Unread{{Span: whole, Why: "a paragraph this long is no text"}}}
	r.Report = reading.Source{Title: rep.Title, Outlet: rep.Outlet, URL: rep.URL, Byline: []string{}, Language: "en", SHA256: rep.SHA256, TextSHA256: rep.TextSHA256}
	return ledger.Capture{Report: rep, Original: []byte(text), At: time.Unix(1710400000, 0), By: "ann", Tool: "test"}, r
}

// A hostile report is shown as text: nothing of it runs, loads or leaves, and
// the browser has no breach of the policy to tell of.
func TestHostileInBrowser(t *testing.T) {
	chromium(t)
	capture, read := longHostile()
	var id string
	srv := serve(t, func(tx *ledger.Tx) error {
		info, _, err := tx.Capture(t.Context(), capture)
		if err != nil {
			return err
		}
		id = info.ID
		_, err = tx.Read(t.Context(), id, read)
		return err
	})
	if status, body, _ := get(t, srv.URL+"/report/"+id+"?whole=1"); status != 200 || !strings.Contains(body, "onload=alert(5)&gt;") || len(body) < 10<<20 {
		t.Errorf("the whole report: %d, %d bytes", status, len(body))
	}
	small, _ := desk(t)
	for base, paths := range map[string][]string{small.URL: {"/", "/search?q=bridge"}, srv.URL: {"/", "/report/" + id, "/system?q=word", "/log"}} {
		b := browser(t, base)
		for _, path := range paths {
			b.open(path)
			if n := eval[int](b, `document.querySelectorAll("script:not([src$='/ui/desk.js']), article b, main img, main style, iframe").length`); n != 0 {
				t.Errorf("%s: %d elements of the report's making", path, n)
			}
			if strings.HasPrefix(path, "/report/") {
				if text := eval[string](b, `document.querySelector("article").textContent`); !strings.Contains(text, `<svg/onload=alert(5)>`) || !strings.Contains(text, "Show the whole text") {
					t.Errorf("%s shows %d bytes of the text, or not its signs", path, len(text))
				}
			}
			b.quiet(path)
		}
	}
}

// long is a report of some 5,000 words with 600 claims.
func long(t *testing.T) (*httptest.Server, string) {
	g := ledgertest.New(11)
	g.Claims = 600
	var id string
	srv := serve(t, func(tx *ledger.Tx) error {
		c, r := g.Next()
		info, _, err := tx.Capture(t.Context(), c)
		if err != nil {
			return err
		}
		id = info.ID
		_, err = tx.Read(t.Context(), id, r)
		return err
	})
	return srv, "/report/" + id
}

// Scrolling through a report with 600 claims and pointing at them shows cards;
// with SAYSO_MEASURE the browser's long tasks are told. How long they take
// depends on the machine, so they fail nothing.
func TestSmooth(t *testing.T) {
	chromium(t)
	srv, path := long(t)
	b := browser(t, srv.URL)
	b.look(1280, 900, "light")
	b.open(path)
	if n := eval[int](b, `document.querySelectorAll("article a.claim[id]").length`); n != 600 {
		t.Fatalf("%d claims are marked", n)
	}
	eval[bool](b, `new Promise(d => setTimeout(() => { window.__long = []; new PerformanceObserver(l => window.__long.push(...l.getEntries().map(e => e.duration))).observe({type: "longtask"}); d(true) }, 800))`)
	cards := 0
	for y := 0; y < 12000; y += 600 {
		eval[bool](b, fmt.Sprintf(`new Promise(d => { let n = 0; const step = () => { scrollTo(0, %d + 60 * n); ++n > 10 ? d(true) : requestAnimationFrame(step) }; step() })`, y))
		at := eval[[]float64](b, `(() => { const a = [...document.querySelectorAll("article a.claim[id]")].find(e => { const r = e.getBoundingClientRect(); return r.top > 200 && r.top < 700 }); if (!a) return []; const r = a.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] })()`)
		if len(at) == 0 {
			break
		}
		b.run(input.DispatchMouseEvent(input.MouseMoved, at[0], at[1]), chromedp.Sleep(160*time.Millisecond))
		cards += eval[int](b, `document.querySelectorAll(".card").length`)
		b.run(input.DispatchMouseEvent(input.MouseMoved, 5, 5))
	}
	if cards == 0 {
		t.Error("pointing at claims shows no card")
	}
	tasks := eval[[]float64](b, `window.__long`)
	slices.Sort(tasks)
	if os.Getenv("SAYSO_MEASURE") != "" {
		t.Logf("%d cards were shown; tasks over 50 ms: %v", cards, tasks)
	}
	// What would be counted is: a task of 80 ms.
	if eval[int](b, `new Promise(d => { window.__long.length = 0; setTimeout(() => { const t = performance.now(); while (performance.now() - t < 80); setTimeout(() => d(window.__long.length), 200) }) })`) == 0 {
		t.Error("a long task goes unseen")
	}
	b.quiet(path)
}

// Without scripts a page has the same words and the same forms.
func TestWithoutScripts(t *testing.T) {
	srv := exampleDesk(t)
	b := browser(t, srv.URL)
	all := places(t, srv)
	b.run(emulation.SetScriptExecutionDisabled(true))
	for _, name := range []string{"inbox", "report", "claim", "system"} {
		b.open(all[name])
		var text string
		b.run(chromedp.Text("main", &text, chromedp.ByQuery))
		if len(text) < 300 {
			t.Errorf("%s without scripts says only %q", name, text)
		}
	}
	b.quiet("without scripts")
}
