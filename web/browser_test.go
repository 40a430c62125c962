package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading"
)

// screens is where the tests leave pictures of pages, to be looked at.
const screens = "testdata/screens"

// chromium is the browser's path; without one the test is passed over.
func chromium(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("passed over: a browser takes long")
	}
	for _, name := range []string{os.Getenv("SAYSO_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("passed over: there is no Chromium here (apt-get install chromium, or SAYSO_CHROMIUM=path)")
	return ""
}

// tab is a page in a browser, with what its console complained of.
type tab struct {
	context.Context
	t    *testing.T
	base string
	mu   sync.Mutex
	said []string
}

// browser opens a tab on a server.
func browser(t *testing.T, base string) *tab {
	t.Helper()
	o := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.WindowSize(1280, 900))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), o...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(cancel)
	b := &tab{Context: ctx, t: t, base: base}
	chromedp.ListenTarget(ctx, func(e any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := e.(type) {
		case *log.EventEntryAdded:
			b.said = append(b.said, fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		case *runtime.EventExceptionThrown:
			b.said = append(b.said, "exception: "+e.ExceptionDetails.Error())
		case *page.EventJavascriptDialogOpening:
			b.said = append(b.said, "dialog: "+e.Message)
		}
	})
	b.run(log.Enable())
	return b
}

func (b *tab) run(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// open goes to an address of the desk.
func (b *tab) open(path string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.base+path), chromedp.WaitReady("main"))
}

// eval is the value of a script, as JSON.
func eval[T any](b *tab, script string) (out T) {
	b.t.Helper()
	b.run(chromedp.Evaluate(script, &out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return out
}

// quiet fails where the console complained since the last call.
func (b *tab) quiet(where string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.said {
		if !strings.Contains(s, "/api/v1/events") && !strings.Contains(s, "favicon") {
			b.t.Errorf("%s: the browser said %s", where, s)
		}
	}
	b.said = nil
}

// look is the size and the colours of the window.
func (b *tab) look(width, height int, scheme string) {
	b.t.Helper()
	b.run(emulation.SetDeviceMetricsOverride(int64(width), int64(height), 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
}

// keep leaves a picture of the whole page, up to 4,000 pixels of it.
func (b *tab) keep(name string) {
	b.t.Helper()
	if err := os.MkdirAll(screens, 0o755); err != nil {
		b.t.Fatal(err)
	}
	var shot []byte
	b.run(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		size := eval[[2]float64](b, `[document.documentElement.clientWidth, Math.min(document.documentElement.scrollHeight, 4000)]`)
		shot, err = page.CaptureScreenshot().WithCaptureBeyondViewport(true).WithClip(&page.Viewport{Width: size[0], Height: size[1], Scale: 1}).Do(ctx)
		return err
	}))
	if err := os.WriteFile(filepath.Join(screens, name+".png"), shot, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// exampleDesk is a desk whose own ledger is empty, with the example beside it.
func exampleDesk(t *testing.T) *httptest.Server {
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
	s, err := New(l, "ann")
	if err != nil {
		t.Fatal(err)
	}
	s.WithExample(reading.New(m))
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		srv.Close()
		if err := s.End(); err != nil {
			t.Error(err)
		}
	})
	return srv
}

// places are an address of each page of the example desk.
func places(t *testing.T, srv *httptest.Server) map[string]string {
	t.Helper()
	out := map[string]string{"first": "/", "add": "/add", "inbox": "/example/", "search": "/example/search?q=workers", "search-empty": "/example/search", "due": "/example/due", "screening": "/example/screening",
		"feeds": "/example/feeds", "settings": "/example/settings", "log": "/example/log", "guide": "/example/guide", "voices": "/example/voice",
		"entity": "/example/entity?name=Velm+Dockworks", "voice": "/example/voice?name=Lena+Orsk", "systems": "/example/system", "briefs": "/example/briefs"}
	_, body, _ := get(t, srv.URL+"/example/guide")
	for name, begin := range map[string]string{"report": `href="/example/report/`, "compare": `href="/example/compare`, "story": `href="/example/story/`, "system": `href="/example/system?`, "brief": `href="/example/briefs?`} {
		_, after, ok := strings.Cut(body, begin)
		address, _, _ := strings.Cut(begin[len(`href="`):]+after, `"`)
		if !ok {
			t.Fatalf("the guide leads to no %s", name)
		}
		out[name] = strings.ReplaceAll(address, "&amp;", "&")
	}
	_, body, _ = get(t, srv.URL+out["report"])
	path := claimLink.FindString(body)
	if path == "" {
		t.Fatal("the report has no claim")
	}
	out["claim"] = "/example" + path
	for _, h := range strings.Split(body, `href="`) {
		if strings.HasPrefix(h, "/example/compare?a=") {
			address, _, _ := strings.Cut(h, `"`)
			out["versions"] = strings.ReplaceAll(address, "&amp;", "&")
		}
	}
	return out
}

// Every page fits the window, from a phone to a wall, in light and dark, without
// a complaint of the browser; each leaves a picture. SAYSO_SCREENS names the
// pages to look at in every size and colour; without it each size has one.
func TestLook(t *testing.T) {
	srv := exampleDesk(t)
	b := browser(t, srv.URL)
	only := os.Getenv("SAYSO_SCREENS")
	for name, path := range places(t, srv) {
		if only != "" && only != "all" && !strings.Contains(only, name) {
			continue
		}
		for _, w := range []int{360, 1280, 2560} {
			for _, scheme := range []string{"light", "dark"} {
				if only == "" && (w == 1280) != (scheme == "dark") {
					continue
				}
				b.look(w, w*3/4, scheme)
				b.open(path)
				if over := eval[float64](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
					t.Errorf("%s at %d: %v pixels wider than the window: %s", name, w, over, eval[string](b, `[...document.querySelectorAll("main *, .top *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth && !e.closest(".canvas, .wide, .top ul, svg")).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ")`))
				}
				b.keep(fmt.Sprintf("%s-%d-%s", name, w, scheme))
				b.quiet(name)
			}
		}
	}
}
